package extract

// What pages say that are no articles. An expression has no space: "_" stands
// for a run of characters that are none of a word's, "~" for up to forty
// characters of any kind.
const (
	notFoundHeadline = `
		(error|fehler|erreur|erro)?_?(404|410)\b.{0,60}
		(~\b)?(page|article|story|content|document|url|file)\b~\b(not|never|no_longer|isn.t|doesn.t|couldn.t|can.t)\b~(found|exists?|available|here|there)\b.{0,25}
		(~\b)?(can.t|cannot|couldn.t|could_not|unable_to)_(find|locate)\b~(page|article|story|content|looking_for).{0,25}
		(~\b)?not_found
		(~\b)?(seite|artikel|inhalt|dokument|beitrag)\b~\b(nicht|kein|keine)\b~(gefunden|verfügbar|vorhanden|existiert|finden|erreichbar|mehr)\b.{0,25}
		(~\b)?(seite|artikel|inhalt)\b~existiert_(leider_)?nicht.{0,25}
		(~\b)?(page|article|contenu|document)\b~(introuvable|n.existe_(pas|plus)|(non|pas|pas_été)_trouvée?|plus_disponible|indisponible).{0,25}
		(~\b)?(página|artículo|contenido|noticia)\b~\bno\b~(encontrad[ao]|encontr(ó|ar)|existe|disponible|encuentra)\b.{0,25}
		(~\b)?no_(se_)?(encontramos|(ha|hemos|pudo|pudimos|podemos)_encontra(do|r)|encuentra|encontró)~(página|artículo|contenido|noticia).{0,25}
		(~\b)?(página|artigo|conteúdo|matéria|notícia)\b~não\b~(encontrad[ao]|existe|disponível).{0,25}
		(~\b)?não_(foi_)?(possível_)?(encontra(mos|da|do|r))~(página|artigo|conteúdo|matéria|notícia).{0,25}
		(~\b)?pagina_(non_(trovata|esiste|disponibile)|niet_gevonden).{0,25}`
	notFoundText = `
		\b(page|article|story|link|address|content)\b~\b(moved|removed|deleted|renamed|expired|mistyped)\b
		\bfollowed_a_link\b
		\b(check|verify)\b~\b(address|url|spelling|link)\b
		\b(return|back|go)_to_(our|the)_(home|front|main)_?page\b
		\b(use|try)_(the|our|a)_search\b
		\b(seite|artikel|inhalt)\b~(verschoben|gelöscht|entfernt|umbenannt)
		(zur_startseite|suchfunktion|(adresse|url|link)~(prüfen|überprüfen))
		\b(page|article|contenu)\b~(déplacée?|supprimée?|renommée?)
		(page_d.accueil|vérifi(er|ez)~(adresse|url|lien|orthographe))
		(página|artículo|contenido)\b~(movid[ao]|eliminad[ao]|borrad[ao]|trasladad[ao])
		página_(de_inicio|principal)\b
		(verifi(ca|que)|comprueb[ae]|revis[ae])~(dirección|url|enlace)
		(página|artigo|conteúdo)\b~(movid[ao]|removid[ao]|excluíd[ao]|apagad[ao])
		(página_inicial|(verifique|confira)~(endereço|url|link))`

	blockedHeadline = `
		(error_)?451\b.{0,60}
		(~\b)?(not|isn.t|un)_?available\b~(country|region|location|area|legal_reasons).{0,10}
		access_restricted.{0,30}
		(~\b)?nicht_(verfügbar|abrufbar)~(land|region|gründen).{0,10}
		(~\b)?in_(ihr|dein)em_land_nicht~
		(~\b)?(pas|in)_?(disponible|accessible)~(pays|région|territoire).{0,10}
		(~\b)?no_(está_)?disponible~(país|región|ubicación).{0,10}
		(~\b)?(não_(está_)?disponível|indisponível)~(país|região|localização).{0,10}`
	blockedText = `
		\b(not|isn.t|aren.t|un)_?(currently_)?(available|accessible)\b~\b(country|countries|region|location|area|europe|eu|legal_reasons)\b
		\blegal_reasons\b
		\b(country|countries)_belonging_to_the_european
		\beuropean_(economic_area|union|countries)\b~(access|available)
		\bcannot_(grant|give)_you_access\b
		\baccess(ing)?_(to_)?this_(site|website|content|page)_from\b
		\bgeo_?(blocked|restricted|restrictions?)\b
		\bin_(ihr|dein|ihrer|deiner)(em)?_(land|region)\b~(verfügbar|abrufbar|aufrufbar|gesperrt)
		\baus_(rechtlichen|lizenzrechtlichen|urheberrechtlichen)_gründen\b
		(disponible|accessible)s?_(dans|depuis|pour|en_dehors)~\b(pays|région|territoire|zone)\b
		\braisons?_(légales?|juridiques?)\b
		\b(disponible|accesible)_(en|desde|para)~\b(país|región|ubicación|zona)\b
		\b(razones|motivos)_legales\b
		(disponível|acessível)_(em|no|na|para)~(país|região|localização)
		\b(razões|motivos)_legais\b`

	challengeHeadline = `
		(just|only)_a_moment.{0,20}
		(please|one)_(wait|moment).{0,20}
		attention_required.{0,20}
		access_(to_this_page_)?(has_been_|is_|was_)?denied.{0,20}
		(forbidden|blocked|403\b.{0,30})
		(sorry,?_)?you_have_been_blocked
		(request|access)_(blocked|rejected|unsuccessful)
		(are_you|confirm|verify|verifying|prove|checking)~\b(human|robot|bot).{0,10}
		(security|human|bot|browser|robot)_(check|verification|challenge|or_human).{0,20}
		checking_(your|the|if)~
		(re)?captcha.{0,20}
		pardon_our_interruption.{0,5}
		unusual_(traffic|activity).{0,40}
		(one_more_step|client_challenge|verification_required|ddos_?(guard|protection).{0,20})
		(nur_)?einen_(kleinen_)?(moment|augenblick).{0,20}
		sicherheits(über)?(prüfung|check|abfrage|kontrolle).{0,20}
		zugriff_(verweigert|blockiert).{0,20}
		(ihr|dein)_browser_wird~
		(sind_sie|bist_du)~(mensch|roboter).{0,5}
		un_(instant|moment).{0,25}
		accès_(refusé|interdit|bloqué).{0,20}
		(vérification|contrôle)~(sécurité|navigateur|humaine?).{0,20}
		êtes_vous_une?_(humain|robot).{0,10}
		(solo_|sólo_|espere_)?un_(momento|instante).{0,20}
		acceso_(denegado|bloqueado|prohibido).{0,20}
		(comproba|verifica|control)(ción|ndo)?~(seguridad|navegador|humana?).{0,20}
		(eres|es_usted)~(humano|robot).{0,5}
		(só_|aguarde_)?um_(momento|instante).{0,20}
		acesso_(negado|bloqueado|proibido).{0,20}
		verifica(ção|ndo)~(segurança|navegador|human[ao]).{0,20}
		você_é_(um_)?(humano|robô).{0,5}`
	challengeText = `
		\b(enable|activate|turn_on|allow|requires?|disabled?)\b~\b(javascript|js|cookies)\b
		\b(javascript|js|cookies)\b~\b(enabled|disabled|required|blocked|turned_on|to_continue)\b
		\bchecking_(your|if_the_site|the_site)
		\bbrowser_will_(be_)?redirect
		\b(not|are|you.re)_a_(robot|human|bot)\b
		\bverify(ing)?_(that_)?you
		\b(automated|automation|unusual|suspicious)_(tools?|traffic|activity|requests?|access|queries)\b
		\b(ray|reference|incident|request)_id\b
		\bad_?block(er|ers|ing)?\b
		\b(performance|protected)~\bsecurity_by\b
		\bcaptcha\b
		\bpress_(and|&)?_?hold\b
		\bthis_process_is_automatic\b
		\b(access|request)\b~\b(denied|blocked)\b
		\bplease_(wait|stand_by|allow_up_to)\b
		(aktivieren_sie|aktiviere|erlauben_sie|bitte)~\b(javascript|cookies)\b
		\b(javascript|cookies)\b~(aktivieren|aktiviert|zulassen|deaktiviert|erlauben)
		\b(kein|ein)_(roboter|mensch|bot)\b
		\bbrowser~(geprüft|überprüft)
		\bungewöhnliche[nrs]?_(daten|zugriff|aktivität|verkehr)
		\b(werbe|ad)blocker\b
		\b(activ(er|ez)|autoris(er|ez))\b~\b(javascript|cookies)\b
		\b(javascript|cookies)\b~(activée?s?|désactivée?s?|activer)
		\bvérifi(er|ons|cation|ez)\b~(navigateur|humain|connexion|robot)
		\b(pas|un)_un_robot\b
		\btrafic_(inhabituel|suspect)
		\bbloqueur_de_pub
		\b(activ(a|ar|e)|habilit(a|ar|e)|permit(a|e|ir))\b~\b(javascript|cookies)\b
		\b(javascript|cookies)\b~(activad|habilitad|desactivad)[ao]s?
		\b(verifi|comprob|confirm)\w{0,6}~(navegador|human[ao]|conexión|robot|robô|conexão)
		\btráfico_(inusual|sospechoso)
		\bbloqueador_de_(anuncios|anúncios|publicidad)
		\b(ativ(e|ar)|habilit(e|ar))\b~\b(javascript|cookies)\b
		\b(javascript|cookies)\b~(ativad|desativad)[ao]s?
		\btráfego_(incomum|suspeito)`

	consentHeadline = `
		(we_|.{0,25}_)?(values?|respects?|cares?_about)_your_privacy.{0,20}
		your_(privacy|data|choices).{0,40}
		before_you_continue.{0,40}
		(manage_)?(your_)?(cookies?|privacy|consent)_(settings|preferences|choices|consent|notice|preference_cent(er|re)|cent(er|re))
		(cookies?|consent)(_consent|_on~)?
		(this|our)_(web)?site_uses_cookies.{0,20}
		wir_(respektieren|schätzen|achten)_(ihre|deine)_privatsphäre.{0,10}
		(ihre|deine)_(privatsphäre|daten|entscheidung|zustimmung|einwilligung).{0,50}
		(cookie|privatsphäre|datenschutz)_?einstellungen.{0,20}
		(zustimmung|einwilligung).{0,40}
		(willkommen|mit_werbung_.{0,40}|weiter_mit_werbung.{0,30})
		(le_)?respect(ons)?_(de_)?votre_vie_privée.{0,30}
		votre_vie_privée.{0,50}
		(gestion_des|vos)_(cookies|choix).{0,30}
		avant_de_(continuer|poursuivre).{0,30}
		(valoramos|respetamos|nos_importa)_(tu|su)_privacidad.{0,10}
		(tu|su)_privacidad.{0,50}
		(configuración|preferencias|aviso)_de_(cookies|privacidad).{0,20}
		antes_de_(continuar|seguir).{0,30}
		(valorizamos|respeitamos)_(a_)?(sua|tua)_privacidade.{0,10}
		(a_)?(sua|tua)_privacidade.{0,50}
		(configurações|preferências|aviso)_de_(cookies|privacidade).{0,20}`
	consentText = `
		\b(we|us)_and_our_(\d[\d.,]*_)?(partners|vendors|third)
		\bour_(\d[\d.,]*_)?(partners|vendors)\b
		\b(store|stores|access|process|use|uses)\b~\b(cookies|personal_data|identifiers|information_on_a_device)\b
		\byour\b~\b(consent|privacy_(choices|settings)|cookie)\b
		\bpersonali[sz]ed_(ads|content|advertising)\b
		\b(accept|reject|agree)\b~\b(all|cookies)\b
		\b(click|consent)\b~\bconsent(ing)?\b
		\blegitimate_interest
		\bprivacy_(policy|notice|cent(er|re)|settings)\b
		\bcookie_(policy|settings|notice)\b
		\bwir_und_(unsere|bis_zu)\b
		\bunsere[nr]?_(\d[\d.]*_)?(partner|drittanbieter)
		\b(speichern|verarbeiten|verwenden|nutzen)\b~(cookies|gerät|kennungen|personenbezogen)
		\bpersonenbezogene[rn]?_daten\b
		\bpersonalisierte[rn]?_(werbung|anzeigen|inhalte)
		\b(werbefrei|pur_abo|mit_werbung|werbung_und_tracking)\b
		\bdatenschutz(erklärung|einstellungen|hinweise|bestimmungen)\b
		\b(cookies|alle)_(akzeptieren|ablehnen|zustimmen)
		\b(einwilligung|zustimmung)\b~(widerruf|erteil|geben)
		\bnous_et_nos\b
		\bnos_(\d[\d.]*_)?partenaires\b
		\b(stock|accéd|trait|utilis)\w{0,8}~(cookies|appareil|terminal|données_(personnelles|à_caractère))
		\b(publicités?|contenus?|annonces)~personnalisée?s?
		\b(accepter|refuser)\b~\b(tout|cookies)\b
		\bcontinuer_sans_accepter\b
		\bpolitique_de_(confidentialité|cookies)
		\bvotre_consentement\b
		\bnosotros_y_nuestros\b
		\bnuestros_(\d[\d.]*_)?(socios|proveedores|partners)\b
		\b(almacen|acced|proces|trat|utiliz|us)\w{0,8}~(cookies|dispositivo|datos_personales|identificadores)
		\b(anuncios|publicidad|contenidos?)~personalizad[ao]s?
		\b(aceptar|rechazar)\b~\b(todo|todas|cookies|continuar)\b
		\bpolítica_de_(privacidade?|cookies)
		\b(tu|su)_consentimiento\b
		\bnós_e_(os_)?nossos\b
		\bnossos_(\d[\d.]*_)?(parceiros|fornecedores)\b
		\b(armazen|acess|process|trat|utiliz|us)\w{0,8}~(cookies|dispositivo|dados_pessoais|identificadores)
		\b(anúncios|publicidade|conteúdos?)~personalizad[ao]s?
		\b(aceitar|rejeitar|recusar)\b~\b(tudo|todos|cookies|continuar)\b
		\b(seu|teu)_consentimento\b`

	movedHeadline = `
		redirect(ing|ed|ion)?.{0,40}
		you_are_being_redirected.{0,20}
		(30[1278]_)?(object|document|page|site|permanently)?_?moved(_permanently|_temporarily)?
		weiterleitung.{0,30}
		(sie_werden|du_wirst)_weitergeleitet.{0,20}
		redire?(c|cc)?i(onando|ón|giendo|ção).{0,30}
		(a_)?redirecionando?r?.{0,30}
		vous_(allez_être|êtes|serez)_redirigé.{0,20}`
	movedText = `
		\bredirect(ing|ed|s)?\b
		\b(object|page|document|site)_(has_)?moved\b
		\bclick_here_(if|to_continue)\b
		(weitergeleitet|weiterleitung)
		\b(redirigé|redirection|rediriger)
		\b(redirig|redirecc)\w{1,8}
		\bredirecion\w{1,8}`

	loginHeadline = `
		(please_)?(log|sign)_?in(_required|_to~)?
		(anmelden|anmeldung|einloggen|bitte_melden_sie_sich_an)
		(connexion|se_connecter|connectez_vous.{0,30}|identifiez_vous.{0,30})
		(iniciar|inicia|inicie)_sesión.{0,30}
		(entrar|fazer_login|faça_login.{0,30}|iniciar_sessão|inicie_sessão)`
	loginText = `
		\b(please|must|need_to)_(log|sign)_in\b
		\b(log|sign)_in_(to|with)\b
		\b(forgot|forgotten|reset)~\bpassword\b
		\b(create|have)_(an?|your|no)_account\b
		\b(passwort|kennwort)_vergessen
		\b(melden_sie_sich|noch_kein_konto|jetzt_(registrieren|anmelden))\b
		\b(mot_de_passe_oublié|connectez_vous|créer_un_compte|pas_encore_de_compte)
		\b(olvidaste|olvidó|olvidado)~contraseña
		\b(inicia_sesión|inicie_sesión|crear?_una_cuenta)
		\besqueceu~senha
		\b(faça_login|inicie_sessão|criar_(uma_)?conta)`

	errorHeadline = `
		(error_|http_)?5\d\d\b.{0,40}
		(internal_)?server_error.{0,20}
		(bad_gateway|gateway_time_?out|application_error)
		(service_|site_|temporarily_)*unavailable
		(~\b)?(under|down_for)_maintenance.{0,20}
		(oops,?_|sorry,?_)?something_went_wrong.{0,20}
		error_establishing_a_database_connection
		(~\b)?wartung(sarbeiten|smodus)?
		(interner_)?serverfehler
		(~\b)?etwas_ist_schiefgelaufen.{0,20}
		erreur_(interne|du_serveur|serveur|technique).{0,20}
		(~\b)?en_(maintenance|mantenimiento).{0,20}
		error_(interno|del_servidor|técnico).{0,20}
		algo_(ha_salido|salió|deu)_(mal|errado).{0,20}
		erro_(interno|do_servidor|técnico).{0,20}
		(~\b)?em_manutenção.{0,20}`
	errorText = `
		\bserver_(error|encountered)
		\btemporarily_unavailable\b
		\b(try|check)_(again|back)_(later|soon|in_a)\b
		\bmaintenance\b
		\bsomething_went_wrong\b
		\b(refresh|reload)_the_page\b
		\bdatabase_connection\b
		\bwartung(sarbeiten)?\b
		\bspäter_(noch_einmal|erneut|wieder)\b
		\bréessay(er|ez)\b
		\berreur_(interne|technique)
		\b(intente|inténtelo|inténtalo|vuelva)\b~(más_tarde|nuevo)
		\bmantenimiento\b
		\bmanutenção\b
		\btente_(novamente|mais_tarde)\b`
)
