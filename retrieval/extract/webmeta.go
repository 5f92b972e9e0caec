package extract

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/language"

	"dateline/retrieval"
)

// statedMeta is what a web page says of its article.
type statedMeta struct {
	retrieval.Meta
	partial bool
	// headings are the headlines that the page gives its article, besides the
	// one that was chosen.
	headings []string
	// body is the article's text, where the page's data carry it.
	body string
	// pageTitle is the page's title, and h1 its first headline.
	pageTitle, h1 string
}

// sources are the places where a page says such things.
type sources struct {
	// tags are the first values of the meta elements, by name or property.
	tags map[string]string
	// people are all values of the tags that name an author.
	people []string
	ld     linkedData
	title  string
	// h1 is the headline in the page's text, h1s are all that may be it, and
	// asides those that stand beside the article.
	h1          string
	h1s, asides []string
	canonical   string
	lang        string
	// bylines are the texts of the elements that name the author.
	bylines []string
	// times are the values of the elements that state when.
	times []string
}

// pageMeta reads what a page says of its article. base is where the page was
// found, if that is known.
func pageMeta(doc *html.Node, base string) statedMeta {
	s := sources{tags: map[string]string{}}
	s.gather(doc, newSurroundings(doc), false)
	out := statedMeta{partial: s.ld.paid}
	out.Outlet = s.outlet()
	out.Title = s.headline(out.Outlet)
	out.URL = s.address(base)
	out.Authors, out.Agency = s.authors(out.Outlet, out.URL)
	out.Published = s.published()
	out.Language = s.language()
	out.Image = s.picture(cmp.Or(out.URL, base))
	out.headings = []string{s.h1, s.ld.headline, s.tag("og:title")}
	out.body, out.pageTitle, out.h1 = s.ld.body, s.title, s.h1
	return out
}

// gather takes what the elements under n say. Where they are foreign to the
// article only the page's data count.
func (s *sources) gather(n *html.Node, around *surroundings, foreign bool) {
	if n.Type == html.ElementNode {
		foreign = foreign || around.foreign(n)
		switch {
		case !foreign, n.DataAtom == atom.Link, n.DataAtom == atom.Script, n.DataAtom == atom.Meta && attr(n, "itemprop") == "":
			s.element(n)
		case n.DataAtom == atom.H1:
			// The page's data may yet confirm it.
			s.asides = append(s.asides, textOf(n))
		}
	}
	for c := range n.ChildNodes() {
		s.gather(c, around, foreign)
	}
}

// element takes what one element says.
func (s *sources) element(n *html.Node) {
	first := func(field *string, value string) {
		if *field == "" {
			*field = value
		}
	}
	switch n.DataAtom {
	case atom.Html:
		first(&s.lang, attr(n, "lang"))
	case atom.Title:
		first(&s.title, textOf(n))
	case atom.Meta:
		s.meta(n)
	case atom.Link:
		if hasRel(n, "canonical") {
			first(&s.canonical, strings.TrimSpace(attr(n, "href")))
		}
	case atom.Script:
		if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") && n.FirstChild != nil {
			s.ld.read(n.FirstChild.Data)
		}
	case atom.H1:
		s.headed(textOf(n))
	case atom.Time:
		s.dated(n, attr(n, "datetime"))
	default:
		s.named(n)
	}
}

func (s *sources) meta(n *html.Node) {
	content := unescaped(attr(n, "content"))
	for _, key := range []string{"property", "name", "itemprop"} {
		name := strings.ToLower(attr(n, key))
		if name == "" || content == "" {
			continue
		}
		if _, ok := s.tags[name]; !ok {
			s.tags[name] = content
		}
		if slices.Contains(authorTags, name) {
			s.people = append(s.people, content)
		}
	}
}

// named takes what an element says by its name.
func (s *sources) named(n *html.Node) {
	const maxNames = 50
	if attr(n, "itemprop") == "datePublished" {
		s.dated(n, attr(n, "content"))
	}
	byName := attr(n, "rel") == "author" || attr(n, "itemprop") == "author"
	for _, word := range namesOf(n) {
		byName = byName || word == "byline" || word == "author" || word == "authors"
	}
	if byName && len(s.bylines) < maxNames {
		s.bylines = append(s.bylines, textOf(n))
	}
}

// headed takes a headline of the page's text.
func (s *sources) headed(text string) {
	if s.h1 == "" {
		s.h1 = text
	}
	s.h1s = append(s.h1s, text)
}

// dated takes when the article came out from an element that states a time, as
// data and as text.
func (s *sources) dated(n *html.Node, data string) {
	const most = 50
	if len(s.times) < most && !updated(n) {
		s.times = append(s.times, data, publishPrefix.ReplaceAllString(textOf(n), ""))
	}
}

// publishPrefix says that a day is the one of publication.
var publishPrefix = lazy(`^(?i)((first )?published|posted|veröffentlicht|publié|publicado|pubblicato|gepubliceerd)( on| am| le| el| em| il| op)?:?\s+`)

// tag is the first of the meta elements of those names that is there.
func (s *sources) tag(names ...string) string {
	for _, name := range names {
		if value := s.tags[name]; value != "" {
			return value
		}
	}
	return ""
}

// maxHeadlines is how many headlines of a page's text may be its article's.
const maxHeadlines = 20

// headline chooses the article's headline: the one above its text, if one of
// the others confirms it, else the one in the page's data.
func (s *sources) headline(outlet string) string {
	og, title, ld := withoutSite(s.tag("og:title", "twitter:title"), outlet), withoutSite(s.title, outlet), withoutSite(s.ld.headline, outlet)
	others := []string{ld, og, title, beforeSeparator(s.title)}
	h1 := confirmed(s.h1s, others, confirms)
	if h1 == "" {
		h1 = confirmed(s.asides, others, sameName)
	}
	if h1 != "" {
		s.h1 = h1
		return h1
	}
	for _, candidate := range []string{ld, og, s.tag("dc.title", "citation_title", "parsely-title", "headline"), title, s.h1} {
		if candidate != "" {
			return candidate
		}
	}
	return ""
}

// confirmed is the first of a page's headlines that one of the others agrees
// with, "" when none does.
func confirmed(headlines, others []string, agree func(other, headline string) bool) string {
	for _, other := range others {
		for _, headline := range headlines[:min(len(headlines), maxHeadlines)] {
			if agree(other, headline) {
				return headline
			}
		}
	}
	return ""
}

// sameName reports whether two texts are one, but for cases and marks.
func sameName(a, b string) bool { return fold(a) != "" && fold(a) == fold(b) }

// confirms reports whether two headlines are one, or one a longer form of the
// other. A single word must be the whole: it may be the site's name.
func confirms(other, headline string) bool {
	a, b := fold(other), fold(headline)
	if a == "" || b == "" {
		return false
	}
	return a == b || len(strings.Fields(headline)) > 1 && (strings.Contains(a, b) || strings.Contains(b, a))
}

// beforeSeparator is a title without what stands behind its last separator.
func beforeSeparator(title string) string {
	at := siteSeparator.FindAllStringIndex(title, -1)
	if len(at) == 0 {
		return title
	}
	return title[:at[len(at)-1][0]]
}

// siteSeparator stands between a headline and the name of the site.
var siteSeparator = lazy(`\s+[|–—»·-]\s+`)

// withoutSite takes the name of the site off the end of a title, and whatever
// section stands before it.
func withoutSite(title, outlet string) string {
	parts := siteSeparator.FindAllStringIndex(title, -1)
	if len(parts) == 0 {
		return title
	}
	last := parts[len(parts)-1]
	site := fold(title[last[1]:])
	name := fold(outlet)
	if name == "" || !strings.Contains(name, site) && !strings.Contains(site, name) {
		return title
	}
	title = title[:last[0]]
	// "Headline - Section | Site"
	if len(parts) > 1 {
		before := parts[len(parts)-2]
		if len(strings.Fields(title[before[1]:])) == 1 {
			title = title[:before[0]]
		}
	}
	return title
}

// platforms are publishers of nothing of their own.
var platforms = wordSet(`blogger wordpress medium substack wix squarespace tumblr`)

// outlet is the name of the site, not its address where it has another.
func (s *sources) outlet() string {
	var address string
	publisher := s.ld.publisher
	for _, name := range []string{s.withoutSlogan(s.tag("og:site_name")), s.ld.publisher, s.tag("application-name", "dc.publisher", "citation_journal_title"), s.titleSite()} {
		switch {
		case name == "" || platforms[strings.ToLower(name)]:
		case !strings.Contains(name, " ") && strings.Contains(name, "."):
			if address == "" {
				address = name
			}
		case fold(name) == fold(publisher):
			// The page's data write it as it is written.
			return publisher
		default:
			return strings.TrimPrefix(name, "@")
		}
	}
	return address
}

// sloganSeparator stands between a site's name and its slogan.
var sloganSeparator = lazy(`\s+[|–—»·-]\s+|:\s+`)

// withoutSlogan is the part of a site's name that names it: the one that its
// publisher or its address has too, else the first.
func (s *sources) withoutSlogan(name string) string {
	parts := sloganSeparator.Split(name, -1)
	if len(parts) == 1 {
		return name
	}
	host := ""
	for _, address := range []string{s.canonical, s.tag("og:url"), s.ld.url} {
		if u, err := url.Parse(address); err == nil && host == "" {
			host = fold(u.Hostname())
		}
	}
	for _, part := range parts {
		part = strings.TrimSpace(part)
		if sameName(part, s.ld.publisher) || fold(part) != "" && strings.Contains(host, fold(part)) {
			return part
		}
	}
	return strings.TrimSpace(parts[0])
}

// titleSite is what the page's title has behind the headline.
func (s *sources) titleSite() string {
	const maxWords = 5
	at := siteSeparator.FindAllStringIndex(s.title, -1)
	if len(at) == 0 {
		return ""
	}
	head, site := s.title[:at[len(at)-1][0]], s.title[at[len(at)-1][1]:]
	known := fold(s.h1)
	if known == "" || !strings.HasPrefix(fold(head), known) || len(strings.Fields(site)) > maxWords {
		return ""
	}
	return site
}

// address is the page's own address for itself, or where it was found.
func (s *sources) address(base string) string {
	from, _ := url.Parse(base)
	for _, candidate := range []string{s.canonical, s.tag("og:url"), s.ld.url} {
		u, err := url.Parse(candidate)
		if err != nil || candidate == "" {
			continue
		}
		if from != nil {
			u = from.ResolveReference(u)
		}
		if u.Path != "" && u.Path != "/" || u.RawQuery != "" {
			if retrieval.ValidURL(u.String()) {
				return u.String()
			}
		}
	}
	if retrieval.ValidURL(base) {
		return base
	}
	return ""
}

// published is when the article came out, as the page's data state it.
func (s *sources) published() string {
	candidates := []string{
		s.ld.published,
		s.tag("article:published_time", "article:published", "og:published_time", "og:article:published_time"),
		s.tag("datepublished", "date", "pubdate", "publishdate", "publish-date", "publication_date", "article.published", "published"),
		s.tag("dc.date.issued", "dc.date", "dcterms.created", "dcterms.date", "citation_publication_date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime"),
	}
	for _, candidate := range append(candidates, s.times...) {
		if day := publishedFrom(candidate); day != "" {
			return day
		}
	}
	return ""
}

func (s *sources) language() string {
	for _, candidate := range []string{s.lang, s.ld.language, s.tag("content-language", "language", "og:locale", "dc.language")} {
		if tag := languageTag(candidate); tag != "" {
			return tag
		}
	}
	return ""
}

// languageTag is the language of a BCP 47 tag or a locale, without its region,
// "" for what is neither.
func languageTag(text string) string {
	tag, err := language.Parse(strings.ReplaceAll(strings.TrimSpace(text), "_", "-"))
	base, sure := tag.Base()
	if err != nil || sure < language.High {
		return ""
	}
	return base.String()
}

// authorTags are the meta elements that name authors.
var authorTags = []string{"author", "article:author", "byl", "dc.creator", "citation_author", "parsely-author", "sailthru.author", "cxenseparse:author"}

// authors are the persons whom the page names as authors, and the agency that
// it names among them.
func (s *sources) authors(outlet, address string) (people []string, agency string) {
	// What is longer than a byline is about the author.
	bylines := slices.DeleteFunc(s.bylines, func(text string) bool { return len(strings.Fields(text)) > bylineWords })
	for _, list := range [][]string{s.ld.authors, s.people, bylines} {
		for _, text := range list {
			text = strings.TrimSpace(byPrefix.ReplaceAllString(text, ""))
			for _, name := range personsOf(text, outlet, address) {
				people = addName(people, name)
			}
			for _, name := range splitNames(text) {
				if found, ok := agencyName(name); ok && agency == "" {
					agency = found
				}
			}
		}
		if len(people) > 0 {
			return people, agency
		}
	}
	return nil, agency
}

var byPrefix = lazy(`^(?i:` + byWords + `|text|story)[:\s]+`)
