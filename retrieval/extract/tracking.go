package extract

import (
	"net/url"
	"slices"
	"strings"
)

// trackers are the parameters of addresses that say how a reader came, and
// never which article is read.
var trackers = wordSet(`fbclid fb_action_ids fb_action_types fb_source gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid
	twclid ttclid li_fat_id igsh igshid epik mc_cid mc_eid mkt_tok _hsenc _hsmi __hstc __hssc __hsfp hsctatracking
	vero_id vero_conv oly_anon_id oly_enc_id wickedid s_cid cmp cmpid ocid smid smtyp ref_src ref_url ito xtor srnd
	at_medium at_campaign at_campaign_type at_link_id at_link_type at_link_origin at_format at_ptr_name at_bbc_team
	at_custom1 at_custom2 at_custom3 at_custom4 ns_mchannel ns_source ns_campaign ns_linkname ns_fee
	guccounter guce_referrer guce_referrer_sig __twitter_impression dicbo wt_mc wt_zmc wtrid spm mibextid _ga _gl`)

// trackerPrefixes begin the names of such parameters.
var trackerPrefixes = []string{"utm_", "mtm_", "pk_", "piwik_", "hsa_"}

// withoutTrackers is an address without what says how a reader came. One that
// has nothing of that stays as it is written.
func withoutTrackers(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.RawQuery == "" && u.Fragment == "" {
		return address
	}
	removed := false
	if tracker(u.Fragment) || strings.HasPrefix(u.Fragment, ":~:text=") {
		u.Fragment, u.RawFragment, removed = "", "", true
	}
	var kept []string
	for param := range strings.SplitSeq(u.RawQuery, "&") {
		switch {
		case tracker(param):
			removed = true
		case param != "":
			kept = append(kept, param)
		}
	}
	if !removed {
		return address
	}
	u.RawQuery = strings.Join(kept, "&")
	return u.String()
}

// tracker reports whether a parameter, with its value, is one of trackers.
func tracker(param string) bool {
	name, _, ok := strings.Cut(param, "=")
	if plain, err := url.QueryUnescape(name); err == nil {
		name = plain
	}
	name = strings.ToLower(name)
	return ok && (trackers[name] || slices.ContainsFunc(trackerPrefixes, func(p string) bool { return strings.HasPrefix(name, p) }))
}
