package extract

import (
	"errors"
	"strings"
	"testing"

	"dateline/retrieval"
)

// Pages that are no article are refused by what they say to their readers, in
// several languages, whatever site they are of.
func TestPagesThatAreNoArticle(t *testing.T) {
	for _, test := range []struct{ title, text, want string }{
		{"Page not found | Coast Courier", "<h1>Sorry, we can’t find that page</h1><p>The page you are looking for may have been moved or removed. Please check the address.</p>", "not_found_page"},
		{"404 | Courier", "<h1>Oops!</h1><p>This article is no longer available. Return to our home page or use the search.</p>", "not_found_page"},
		{"Seite nicht gefunden – Küstenkurier", "<h1>Fehler 404</h1><p>Die gewünschte Seite wurde verschoben oder gelöscht. Zur Startseite.</p>", "not_found_page"},
		{"Page introuvable", "<h1>Page introuvable</h1><p>La page que vous recherchez a été déplacée ou supprimée. Retour à la page d’accueil.</p>", "not_found_page"},
		{"Página no encontrada", "<h1>Error 404</h1><p>La página que buscas ha sido movida o eliminada. Comprueba la dirección.</p>", "not_found_page"},
		{"Página não encontrada", "<h1>Página não encontrada</h1><p>A página que você procura foi removida. Volte para a página inicial.</p>", "not_found_page"},
		{"Just a moment...", "<h1>courier.example</h1><h2>Checking your browser before accessing courier.example</h2><p>Enable JavaScript and cookies to continue.</p>", "challenge_page"},
		{"Sicherheitsüberprüfung", "<p>Ihr Browser wird überprüft. Bitte aktivieren Sie JavaScript und Cookies, um fortzufahren.</p>", "challenge_page"},
		{"Un instant…", "<p>Vérification de votre navigateur. Veuillez activer JavaScript et les cookies pour continuer.</p>", "challenge_page"},
		{"Un momento…", "<p>Verificando que eres humano. Activa JavaScript y las cookies para continuar.</p>", "challenge_page"},
		{"Só um momento…", "<p>Confirme que você é humano. Ative o JavaScript e os cookies para continuar.</p>", "challenge_page"},
		{"courier.example", "<p>Please enable JS and disable any ad blocker</p>", "challenge_page"},
		{"Coast Courier", "<h1>We value your privacy</h1><p>We and our 812 partners store and access information on a device, such as cookies, and process personal data.</p>", "consent_page"},
		{"Küstenkurier", "<h1>Willkommen</h1><p>Wir und unsere 812 Partner speichern Informationen auf Ihrem Gerät, zum Beispiel in Cookies, um personenbezogene Daten zu verarbeiten.</p>", "consent_page"},
		{"Le Courrier", "<h1>Le respect de votre vie privée</h1><p>Nous et nos 812 partenaires stockons des informations sur votre appareil, comme des cookies. Vous pouvez continuer sans accepter.</p>", "consent_page"},
		{"El Correo", "<h1>Valoramos tu privacidad</h1><p>Nosotros y nuestros 812 socios almacenamos información en tu dispositivo y tratamos datos personales.</p>", "consent_page"},
		{"O Correio", "<h1>Valorizamos a sua privacidade</h1><p>Nós e os nossos 812 parceiros armazenamos informações no seu dispositivo e tratamos dados pessoais.</p>", "consent_page"},
		{"451 - Unavailable", "<h1>451: Unavailable due to legal reasons</h1><p>You are attempting to access this website from a country belonging to the European Economic Area and therefore cannot grant you access.</p>", "blocked_page"},
		{"Courier", "<p>Dieser Inhalt ist in Ihrem Land nicht verfügbar.</p>", "blocked_page"},
		{"Courier", "<p>Ce contenu n’est pas disponible dans votre pays.</p>", "blocked_page"},
		{"Correo", "<p>Este contenido no está disponible en su país por motivos legales.</p>", "blocked_page"},
		{"Correio", "<p>Este conteúdo não está disponível em seu país.</p>", "blocked_page"},
		{"Redirecting…", "<p>You are being redirected. Click here if nothing happens.</p>", "sends_on"},
		{"Weiterleitung", "<p>Sie werden in wenigen Sekunden weitergeleitet.</p>", "sends_on"},
		{"Log in | Courier", "<h1>Log in</h1><p>Please log in to read this. Forgot your password? Create an account.</p>", "login_page"},
		{"503 Service Unavailable", "<h1>Service Unavailable</h1><p>The site is down for maintenance. Please try again later.</p>", "error_page"},
	} {
		page := "<!doctype html><html><head><title>" + test.title + "</title></head><body><nav><a href=/>Home</a></nav><main>" + test.text + "</main></body></html>"
		_, err := New(Config{}).Extract(t.Context(), Source{Data: []byte(page)})
		var problem *retrieval.ProblemError
		if !errors.As(err, &problem) || problem.ID != test.want {
			t.Errorf("%s: %v, want %s", test.title, err, test.want)
		}
	}
}

// Articles about such things are articles, short ones too.
func TestArticlesOnSuchPages(t *testing.T) {
	for _, test := range []struct{ title, text string }{
		{"Page not found: how the town lost its archive", "The town's archive answers every call with an error since Monday, the mayor said. Nobody has saved the 4,000 articles that the paper of the harbour printed before the war, and the firm that kept them has closed."},
		{"Access denied to harbour works", "Fishermen were kept from the harbour works on Tuesday after a wall cracked. The office said that boats may pass again from Friday, once the crack has been measured and filled."},
		{"Court says cookie banners break the law", "A court in Ostrey ruled on Monday that banners which hide the button for refusing break the law. The publisher said that it would appeal; its partners had been told of the ruling in advance, a lawyer said."},
		{"Redirecting the river", "The river is to be led around the old town from next year. Engineers want to dig a bed of four kilometres, and the council has set 40 million crowns aside for it."},
		{"Website unavailable in Europe after new rules", "The paper of Ostrey took its pages off the net in Europe on Friday. Its editor said that the rules cost more than the readers there bring in, and that she would look at them again in spring."},
		{"Ein Moment, der die Stadt verändert", "Der Stadtrat von Vellmar hat am Dienstag ein neues Sperrwerk beschlossen. Die Region zahlt zwei Drittel der Kosten, den Rest soll eine Abgabe auf Liegeplätze decken."},
	} {
		page := "<!doctype html><html><head><title>" + test.title + "</title></head><body><main><h1>" + test.title + "</h1><p>" + test.text + "</p></main></body></html>"
		if _, err := New(Config{}).Extract(t.Context(), Source{Data: []byte(page)}); err != nil {
			t.Errorf("%s: %v", test.title, err)
		}
	}
}

func TestRefresh(t *testing.T) {
	const base = "https://courier.example/news/1"
	long := "<p>" + strings.Repeat("This paragraph is here to be read, and it is long. ", 20) + "</p>"
	for _, test := range []struct{ head, body, want string }{
		{`<meta http-equiv="refresh" content="0; url=/a/12">`, "Redirecting", "https://courier.example/a/12"},
		{`<META HTTP-EQUIV=Refresh CONTENT="0;URL='https://other.example/x'">`, long, "https://other.example/x"},
		{`<meta http-equiv="refresh" content="5, next">`, "Wait.", "https://courier.example/news/next"},
		{`<meta http-equiv="refresh" content="5; url=/ad">`, long, ""},
		{`<meta http-equiv="refresh" content="300">`, "Short.", ""},
		{`<meta http-equiv="refresh" content="0; url=#top">`, "Short.", ""},
		{`<meta http-equiv="refresh" content="0; url=/news/1">`, "Short.", ""},
		{`<noscript><meta http-equiv="refresh" content="0; url=/nojs"></noscript>`, "Short.", ""},
		{`<meta name="refresh" content="0; url=/a">`, "Short.", ""},
	} {
		page := "<!doctype html><html><head>" + test.head + "</head><body>" + test.body + "</body></html>"
		if got := Refresh([]byte(page), "text/html", base); got != test.want {
			t.Errorf("%s leads to %q, want %q", test.head, got, test.want)
		}
	}
}

func TestEntryAgrees(t *testing.T) {
	body := strings.Join(vellmar, "\n\n")
	entry := Entry{Meta: retrieval.Meta{Title: "Vellmar approves flood barrier", URL: "https://c.example/a/1"}, Content: "<p>" + vellmar[0] + "</p>"}
	for _, test := range []struct {
		name, found, title, body string
		want                     bool
	}{
		{"the article", "https://c.example/a/1", "Vellmar approves flood barrier", body, true},
		{"another headline", "https://c.example/a/1", "Council says yes to gate in the Osse", body, true},
		{"the home page", "https://c.example/", "Vellmar approves flood barrier", body, false},
		{"an error", "https://c.example/a/1", "Service notice", "The paper is being moved to other machines and will be back before long, we hope.", false},
		{"another article", "https://c.example/b", "Museum of ropes opens", "The museum of ropes was opened by the minister on Monday evening.", false},
	} {
		a := retrieval.Article{Meta: retrieval.Meta{Title: test.title}, Body: test.body}
		if got := entry.Agrees(test.found, a); got != test.want {
			t.Errorf("%s: %t, want %t", test.name, got, test.want)
		}
	}
	if !(Entry{}).Agrees("https://c.example/a/1", retrieval.Article{Body: body}) {
		t.Error("an entry that says nothing does not agree")
	}
}
