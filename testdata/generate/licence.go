package main

import "vestnik/pipeline"

// licence is everything that the papers of one invented open licence state: of the
// statement (order 144 п. 17), or of the petition to withdraw it (п. 18).
type licence struct {
	Petition       bool
	Object         string // invention | utility-model | design
	Patents        []string
	Title          string
	Holders        []holder
	Conditions     string // of the statement
	Issue, IssueOn string // of the petition: number of the bulletin and its date, 2006-01-02
	NoOffers       bool   // of the petition
	Correspondence string
	Phone, Email   string
	Representative string
	Deed           string // of the representative: «№ 7 от 02.03.2026»
	Attachments    []string
	Signatures     []signature
}

func (l licence) kind() pipeline.DocumentKind {
	if l.Petition {
		return pipeline.OpenLicencePetition
	}
	return pipeline.OpenLicenceStatement
}

// fields returns what the papers state.
func (l licence) fields() *fieldsTruth {
	f := fieldsTruth{
		Object: l.Object, Title: l.Title, Conditions: l.Conditions,
		CorrespondenceAddress: l.Correspondence, Phone: l.Phone, Email: l.Email,
		Representative: l.Representative, PowerOfAttorney: l.Deed,
		Holders: holdersTruth(l.Holders), Signatures: signaturesTruth(l.Signatures),
		StatementDate: latest(l.Signatures),
	}
	if len(l.Patents) > 0 {
		f.PatentNumber = l.Patents[0]
	}
	if len(l.Patents) > 1 {
		f.PatentNumbers = l.Patents
	}
	if l.Issue != "" {
		f.PublishedIn, f.PublishedOn = "№ "+l.Issue+" от "+russianDate(l.IssueOn), l.IssueOn
	}
	if l.NoOffers {
		f.NoOffers = "true"
	}
	return &f
}

func holdersTruth(holders []holder) []holderTruth {
	var list []holderTruth
	for _, h := range holders {
		kind := "person"
		if h.Organisation {
			kind = "organisation"
		}
		list = append(list, holderTruth{Name: h.Name, Kind: kind, Country: countryCode(h.Country), Address: h.Address,
			OGRN: h.OGRN, INN: h.INN, SNILS: h.SNILS})
	}
	return list
}

func signaturesTruth(signatures []signature) []signatureTruth {
	var list []signatureTruth
	for _, s := range signatures {
		list = append(list, signatureTruth{Name: s.Name, Position: s.Position, Date: s.Date})
	}
	return list
}

// latest is the date that a paper bears by its signatures.
func latest(signatures []signature) string {
	date := ""
	for _, s := range signatures {
		date = max(date, s.Date)
	}
	return date
}

// paper is the statement or petition on a form.
func (l licence) paper() paper {
	return paper{l.kind(), func(s *sheet, _ application, _ counts) { drawLicence(s, l) }}
}
