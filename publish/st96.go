package publish

import (
	"encoding/xml"

	"vestnik/pipeline"
)

// WIPO Standard ST.96 has a home for what the office records about patents that
// others hold: the legal status events of PatentLegalStatusData. It has none for
// registered programs and databases, whose part of the standard knows orphan works
// alone, nor, in the patent part, for industrial designs; for these nothing is
// made up.

// st96Rights are the registers whose objects have legal status events, by the
// standard's name of the right.
var st96Rights = map[pipeline.RegisterID]string{
	"inventions":     "Patent for invention",
	"utility-models": "Utility model",
}

// st96Events are the kinds of records that the standard has a code for (ST.27,
// category S, licensing information).
var st96Events = map[string]string{
	"open-licence":           "S26", // availability or offer of licence recorded
	"open-licence-withdrawn": "S27", // recordation of that offer cancelled
}

const (
	st96Version    = "V6_0"
	st96Office     = "RU"
	st96Common     = "http://www.wipo.int/standards/XMLSchema/ST96/Common"
	st96Patent     = "http://www.wipo.int/standards/XMLSchema/ST96/Patent"
	st96Licensing  = "S10" // key event: licensing information recorded
	st96Unstated   = "U"   // state code: unspecified
	st96StageUnset = "0"   // stage code: unspecified
)

type st96Document struct {
	XMLName  xml.Name     `xml:"pat:PatentLegalStatusData"`
	Patent   string       `xml:"xmlns:pat,attr"`
	Common   string       `xml:"xmlns:com,attr"`
	Office   string       `xml:"com:officeCode,attr"`
	Version  string       `xml:"com:st96Version,attr"`
	Statuses []st96Status `xml:"pat:PatentLegalStatus"`
}

type st96Status struct {
	Application st96Application `xml:"pat:ApplicationIdentification"`
	Grant       st96Grant       `xml:"pat:PatentGrantIdentification"`
	Right       string          `xml:"com:IPRightKindCategory"`
	Events      []st96Event     `xml:"pat:StatusEventDataBag>pat:StatusEventData"`
}

// st96Application is demanded by the schema. The register of another office's
// object does not know the application, and says so by an empty number.
type st96Application struct {
	Office string `xml:"com:IPOfficeCode"`
	Number string `xml:"com:ApplicationNumber>com:ApplicationNumberText"`
}

type st96Grant struct {
	Office string `xml:"com:IPOfficeCode"`
	Number string `xml:"pat:PatentNumber"`
}

type st96Event struct {
	Code        st96Code     `xml:"pat:StatusEventCode"`
	On          string       `xml:"com:EventDate"`
	PublishedOn string       `xml:"com:PublicationDate"`
	Licensing   st96Licensed `xml:"pat:LicensingInformationEventData"`
}

type st96Code struct {
	State    string `xml:"com:StateCode"`
	Before   string `xml:"com:PreviousStageCode"`
	Now      string `xml:"com:CurrentStageCode"`
	Key      string `xml:"pat:KeyEventCode"`
	Detailed string `xml:"pat:DetailedEventCode"`
	National string `xml:"pat:NationalEventCode,omitempty"`
}

type st96Licensed struct {
	Gazette string   `xml:"pat:GazetteNumber,omitempty"`
	Comment st96Text `xml:"com:CommentText"`
}

type st96Text struct {
	Language string `xml:"com:languageCode,attr"`
	Text     string `xml:",chardata"`
}

// legalEvents are those of the notifications that ST.96 has a home for.
func legalEvents(list []ObjectNotification) []ObjectNotification {
	var events []ObjectNotification
	for _, o := range list {
		if st96Rights[o.Register] != "" && st96Events[o.Notification.Kind] != "" {
			events = append(events, o)
		}
	}
	return events
}

// legalEvents are those of the entry's records.
func (r Record) legalEvents() []ObjectNotification {
	var about []ObjectNotification
	for _, n := range r.Records {
		about = append(about, r.about(n))
	}
	return legalEvents(about)
}

// st96 writes legal status events as an XML document of the standard, one status
// for each object, in their order.
func st96(events []ObjectNotification) ([]byte, error) {
	document := st96Document{Patent: st96Patent, Common: st96Common, Office: st96Office, Version: st96Version}
	at := make(map[string]int)
	for _, o := range events {
		i, known := at[o.URL]
		if !known {
			i = len(document.Statuses)
			at[o.URL] = i
			document.Statuses = append(document.Statuses, st96Status{
				Application: st96Application{Office: st96Office}, Grant: st96Grant{st96Office, o.Number}, Right: st96Rights[o.Register],
			})
		}
		document.Statuses[i].Events = append(document.Statuses[i].Events, st96EventOf(o.Notification))
	}
	return encodeXML(document)
}

func st96EventOf(n Notification) st96Event {
	event := st96Event{
		Code: st96Code{
			State: st96Unstated, Before: st96StageUnset, Now: st96StageUnset,
			Key: st96Licensing, Detailed: st96Events[n.Kind], National: n.Code,
		},
		On: n.Date.String(), PublishedOn: n.PublishedOn.String(),
		Licensing: st96Licensed{Comment: st96Text{"ru", joinNonEmpty("\n", n.Title, n.fieldLines())}},
	}
	if n.Issue != nil {
		event.Licensing.Gazette = decimal(n.Issue.Number) + "/" + decimal(n.Issue.Year)
	}
	return event
}
