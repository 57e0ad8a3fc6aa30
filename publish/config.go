package publish

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// Config says whose bulletin this is and where it stands on the web.
type Config struct {
	// BaseURL is the absolute address of the site's root, with http or https.
	// It goes into feeds, sitemap and canonical links, never into the signed
	// files of an issue, so that a bulletin can move without breaking a seal.
	BaseURL string
	// Authority is the RFC 4151 tagging authority under which items keep their
	// identifiers for ever ("bulletin.example,2026"), wherever the site moves.
	Authority string
	Office    Office
	Series    []Series
	Registers []Register
	// FeedIssues is how many of the newest issues a subscription feed holds;
	// older ones are reached by its archives (RFC 5005). 0 means 5.
	FeedIssues int
	// Banner stands above every page, for example to say that an installation
	// is a demonstration. Empty for none.
	Banner string
	// Regulations, when set, gives the pages about the acts; nil leaves them out.
	Regulations Regulations
	// Hubs are the WebSub hubs to which the feeds are told, absolute addresses.
	// None is the default: then nobody is told of anything.
	Hubs []string
	// Keys are the keys with which issues were signed, the one in use first; they
	// are public. Empty where the site is not told.
	Keys []SigningKey
	// Paper prints an issue for paper; nil leaves that out.
	Paper Paper
	// Blanks are the forms that applicants may take, in the order in which they are
	// filed; none leaves them out. Each act that they name is one of Regulations.
	Blanks []Blank
	// Figures counts what the office did; nil leaves the page of figures out.
	Figures FiguresBoard
	// Location is the office's time zone, for the instants that feeds ask for.
	// Nil means Moscow time, UTC+3.
	Location *time.Location
}

// SigningKey is a public key of the bulletin and the days on which it signed.
type SigningKey struct {
	Public ed25519.PublicKey
	From   workday.Date // first day; zero is not told
	To     workday.Date // last day; zero for the key in use
}

// FiguresBoard counts what the office did, without a person or a paper in it.
type FiguresBoard interface {
	// PublicFigures counts the filings that came in the period, both days included.
	PublicFigures(ctx context.Context, from, to workday.Date) (pipeline.PublicFigures, error)
}

// Office is the publisher, as letterheads and mastheads name it.
type Office struct {
	Name      string // full official name
	ShortName string // "Роспатент"
	Address   string // postal address in one line
	Phone     string
	Email     string
	City      string // where documents are signed, "Москва"
	Agent     string // how identifiers name the office, "rospatent"; empty is "office"
}

func (o Office) agent() string { return cmp.Or(o.Agent, "office") }

// Series is one series of the bulletin.
type Series struct {
	ID    string // "programs": stands in addresses
	Title string // Russian
}

// Register is one state register.
type Register struct {
	ID    pipeline.RegisterID
	Title string // "Реестр программ для ЭВМ"
	// Object is what the register registers, in the genitive singular:
	// "программы для ЭВМ".
	Object string
	// Objects is the same in the genitive plural: "программ для ЭВМ".
	Objects string
	Series  string // the series that publishes it
	// Number and Holder name the number of an entry and its holder where they are
	// not those of a certificate: "Номер патента", "Патентообладатель". Holders is
	// the plural.
	Number, Holder, Holders string
}

func (r Register) numberLabel() string {
	return cmp.Or(r.Number, "Номер регистрации (свидетельства)")
}

// holderLabel names so many holders.
func (r Register) holderLabel(n int) string {
	if n > 1 {
		return cmp.Or(r.Holders, "Правообладатели")
	}
	return cmp.Or(r.Holder, "Правообладатель")
}

// DefaultConfig is the bulletin of the Federal Service for Intellectual Property
// on a local address: the series and registers that the office keeps.
func DefaultConfig() Config {
	return Config{
		BaseURL:   "http://127.0.0.1:8080/",
		Authority: "vestnik.example,2026",
		Office: Office{
			Name:      "Федеральная служба по интеллектуальной собственности",
			ShortName: "Роспатент",
			Address:   "Бережковская наб., д. 30, корп. 1, г. Москва, Г-59, ГСП-3, 125993",
			City:      "Москва",
			Agent:     "rospatent",
		},
		Series: []Series{
			{ID: "programs", Title: "Программы для ЭВМ. Базы данных"},
			{ID: "inventions", Title: "Изобретения. Полезные модели"},
			{ID: "designs", Title: "Промышленные образцы"},
			{ID: "inspections", Title: "Проверки"},
		},
		Registers: []Register{
			{ID: "programs", Title: "Реестр программ для ЭВМ", Object: "программы для ЭВМ", Objects: "программ для ЭВМ", Series: "programs"},
			{ID: "databases", Title: "Реестр баз данных", Object: "базы данных", Objects: "баз данных", Series: "programs"},
			{ID: "inventions", Title: "Реестр изобретений", Object: "изобретения", Objects: "изобретений", Series: "inventions",
				Number: "Номер патента", Holder: "Патентообладатель", Holders: "Патентообладатели"},
			{ID: "utility-models", Title: "Реестр полезных моделей", Object: "полезной модели", Objects: "полезных моделей", Series: "inventions",
				Number: "Номер патента", Holder: "Патентообладатель", Holders: "Патентообладатели"},
			{ID: "designs", Title: "Реестр промышленных образцов", Object: "промышленного образца", Objects: "промышленных образцов", Series: "designs",
				Number: "Номер патента", Holder: "Патентообладатель", Holders: "Патентообладатели"},
			{ID: "inspections", Title: "Реестр проверок", Object: "проверки", Objects: "проверок", Series: "inspections"},
		},
		FeedIssues: 5,
	}
}

var slug = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Validate says what is wrong with the configuration, all of it at once.
func (c Config) Validate() error {
	var problems []error
	u, err := url.Parse(c.BaseURL)
	switch {
	case err != nil:
		problems = append(problems, fmt.Errorf("base URL: %w", err))
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		problems = append(problems, fmt.Errorf("base URL %q is not an absolute http or https address", c.BaseURL))
	case u.RawQuery != "" || u.Fragment != "" || u.User != nil:
		problems = append(problems, fmt.Errorf("base URL %q must have no query, fragment or user", c.BaseURL))
	}
	if strings.TrimSpace(c.Office.Name) == "" {
		problems = append(problems, errors.New("the office has no name"))
	}
	if host, year, ok := strings.Cut(c.Authority, ","); !ok || host == "" || year == "" || strings.ContainsAny(c.Authority, " :/<>\"") {
		problems = append(problems, fmt.Errorf("authority %q is not DOMAIN,DATE (RFC 4151)", c.Authority))
	}
	series := map[string]bool{}
	for _, s := range c.Series {
		if !slug.MatchString(s.ID) || s.Title == "" || series[s.ID] {
			problems = append(problems, fmt.Errorf("series %q: id must be lower-case words joined by hyphens, unique, with a title", s.ID))
		}
		series[s.ID] = true
	}
	registers := map[pipeline.RegisterID]bool{}
	for _, r := range c.Registers {
		if !slug.MatchString(string(r.ID)) || r.Title == "" || registers[r.ID] {
			problems = append(problems, fmt.Errorf("register %q: id must be lower-case words joined by hyphens, unique, with a title", r.ID))
		}
		if !series[r.Series] {
			problems = append(problems, fmt.Errorf("register %q: there is no series %q", r.ID, r.Series))
		}
		registers[r.ID] = true
	}
	if !slug.MatchString(c.Office.agent()) {
		problems = append(problems, fmt.Errorf("agent %q is not lower-case words joined by hyphens", c.Office.Agent))
	}
	for _, hub := range c.Hubs {
		if u, err := url.Parse(hub); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			problems = append(problems, fmt.Errorf("hub %q is not an absolute http or https address", hub))
		}
	}
	if c.FeedIssues < 0 {
		problems = append(problems, errors.New("a feed cannot hold fewer than no issues"))
	}
	return errors.Join(problems...)
}
