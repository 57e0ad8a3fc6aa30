package pipeline

import (
	"context"
	"encoding/json"
	"slices"

	"vestnik/pipeline/workday"
)

// Organisation is a legal person or an entrepreneur as the state register (ЕГРЮЛ,
// ЕГРИП) holds it on a day.
type Organisation struct {
	OGRN         string       `json:"ogrn"` // 13 digits; 15 of an entrepreneur
	INN          string       `json:"inn,omitempty"`
	KPP          string       `json:"kpp,omitempty"`
	Name         string       `json:"name"`
	ShortName    string       `json:"short_name,omitempty"`
	Address      string       `json:"address,omitempty"`
	Entrepreneur bool         `json:"entrepreneur,omitempty"`
	Active       bool         `json:"active"`
	Status       string       `json:"status,omitempty"` // as the register words it
	EndedOn      workday.Date `json:"ended_on"`         // of one that is not active, where told
	AsOf         workday.Date `json:"as_of"`            // of the extract
	Source       string       `json:"source,omitempty"`
	Line         int          `json:"line,omitempty"`
}

// OrganisationsReport is what became of an extract.
type OrganisationsReport struct {
	Source   string        `json:"source"`
	Rows     int           `json:"rows"` // New, Changed, Repeated and Rejected together
	New      int           `json:"new"`
	Changed  int           `json:"changed"`
	Repeated int           `json:"repeated"` // nothing newer than what is kept
	Rejected []RejectedRow `json:"rejected"`
}

// The events of an organisation's stream, egrul/….
const EvOrganisationTold EventType = "organisation-told"

// ViewOrganisations is the view of the organisations told of. Key: OGRN, or
// "inn-…" where there is none; body: organisationRow; tags: "inn=…".
const ViewOrganisations = "organisations"

// OrganisationTold records what the state register holds of an organisation.
type OrganisationTold struct {
	Organisation Organisation `json:"organisation"`
	Telling      string       `json:"telling"` // digest of the row's words
}

// organisationRow is an organisation as the office keeps it.
type organisationRow struct {
	Organisation
	Version int      `json:"version"`
	Told    []string `json:"told"`
}

// key names the organisation in the views and the journal.
func (r Organisation) key() string {
	if r.OGRN != "" {
		return r.OGRN
	}
	return "inn-" + r.INN
}

func (r Organisation) stream() string { return "egrul/" + r.key() }

func (r Organisation) telling() string {
	r.Line, r.Source = 0, ""
	return shortDigest(r)
}

// organisationView keeps the organisations, each as it was told of last.
type organisationView struct{}

func (organisationView) Views() []string { return []string{ViewOrganisations} }

func (organisationView) Project(ctx context.Context, w ViewWriter, e Event) error {
	if e.Type != EvOrganisationTold {
		return nil
	}
	return handle(e, func(v OrganisationTold) error {
		key := v.Organisation.key()
		var row organisationRow
		if err := load(ctx, w, ViewOrganisations, key, &row); err != nil {
			return err
		}
		row.Organisation, row.Version = v.Organisation, e.Seq
		row.Told = append(row.Told, v.Telling)
		d := Doc{View: ViewOrganisations, Key: key, Sort: key}
		if row.INN != "" {
			d.Tags = []string{"inn=" + row.INN}
		}
		return put(ctx, w, d, &row)
	})
}

// ImportOrganisations takes in what the state registers hold, all or none; see
// [Office.ImportExtract].
func (o *Office) ImportOrganisations(ctx context.Context, list []Organisation, source string) (OrganisationsReport, error) {
	return o.ImportExtract(ctx, RegisterExtract{Source: source, Organisations: list})
}

// CollectOrganisations imports every extract that the source has; the reports are
// of those that came in.
func (o *Office) CollectOrganisations(ctx context.Context, source OrganisationSource) ([]OrganisationsReport, error) {
	var reports []OrganisationsReport
	err := source.CollectOrganisations(ctx, func(ctx context.Context, x RegisterExtract) error {
		report, err := o.ImportExtract(ctx, x)
		if err == nil {
			reports = append(reports, report)
		}
		return err
	})
	return reports, err
}

// ImportExtract takes an extract from the state registers in, all or none (order
// 210 п. 22). An extract older than what is kept changes nothing. More than
// [MaxStatementRows] organisations are TooLarge.
func (o *Office) ImportExtract(ctx context.Context, x RegisterExtract) (OrganisationsReport, error) {
	if len(x.Organisations) > MaxStatementRows {
		return OrganisationsReport{}, tooManyRows("import organisations", x.Source, len(x.Organisations))
	}
	var report OrganisationsReport
	err := retryConflict(ctx, func() (err error) {
		report, err = o.tryExtract(ctx, x)
		return err
	})
	if err != nil {
		return OrganisationsReport{}, err
	}
	o.log.InfoContext(ctx, "organisations imported", "source", x.Source, "new", report.New, "changed", report.Changed,
		"repeated", report.Repeated, "rejected", len(report.Rejected))
	return report, nil
}

func (o *Office) tryExtract(ctx context.Context, x RegisterExtract) (OrganisationsReport, error) {
	in := extractImport{office: o, today: o.today(), rows: map[string]*organisationRow{}, appends: map[string]*StreamAppend{},
		report: OrganisationsReport{Source: x.Source, Rejected: append([]RejectedRow{}, x.Rejected...)}}
	for _, org := range x.Organisations {
		org.Source = x.Source
		if err := in.tell(ctx, org); err != nil {
			return OrganisationsReport{}, err
		}
	}
	r := &in.report
	r.Rows = r.New + r.Changed + r.Repeated + len(r.Rejected)
	var batch Batch
	for _, key := range in.order {
		batch.Streams = append(batch.Streams, *in.appends[key])
	}
	received, err := o.statementReceived(ctx, StatementReceived{
		Kind: "organisations", Source: x.Source, SHA256: x.SHA256, Rows: r.Rows,
		New: r.New, Changed: r.Changed, Repeated: r.Repeated, Rejected: r.Rejected,
	})
	if err != nil || received == nil && len(batch.Streams) == 0 {
		return *r, err
	}
	if received != nil {
		batch.Streams = append(batch.Streams, *received)
	}
	_, err = o.commit(ctx, batch)
	return *r, err
}

// extractImport gathers what one extract adds to the history.
type extractImport struct {
	office  *Office
	today   workday.Date
	rows    map[string]*organisationRow
	appends map[string]*StreamAppend
	order   []string
	report  OrganisationsReport
}

// tell adds one organisation. One that says no day is taken as of today.
func (in *extractImport) tell(ctx context.Context, org Organisation) error {
	if org.OGRN == "" && org.INN == "" {
		in.report.Rejected = append(in.report.Rejected, RejectedRow{org.Line, "no-number",
			"В строке нет ни ОГРН, ни ИНН: неизвестно, о какой организации она. Добавьте номер в файл и загрузите его снова."})
		return nil
	}
	telling := org.telling()
	if org.AsOf.IsZero() {
		org.AsOf = in.today
	}
	key := org.key()
	row := in.rows[key]
	if row == nil {
		row = &organisationRow{}
		if err := in.office.decodeDoc(ctx, ViewOrganisations, key, row); err != nil {
			return err
		}
		in.rows[key] = row
	}
	known := row.Version > 0 || in.appends[key] != nil
	switch {
	case known && (slices.Contains(row.Told, telling) || org.AsOf.Before(row.AsOf)):
		in.report.Repeated++
		return nil
	case known:
		in.report.Changed++
	default:
		in.report.New++
	}
	if in.appends[key] == nil {
		in.appends[key] = &StreamAppend{Stream: org.stream(), Expect: row.Version}
		in.order = append(in.order, key)
	}
	in.appends[key].Events = append(in.appends[key].Events, in.office.byMachine(EvOrganisationTold, OrganisationTold{org, telling}))
	row.Organisation, row.Told = org, append(row.Told, telling)
	return nil
}

// OrganisationOf returns what the state registers were told to hold of an
// organisation by its OGRN or INN; false when nobody has told of it. Of several
// with one INN it is the active one told of last.
func (o *Office) OrganisationOf(ctx context.Context, ogrnOrINN string) (Organisation, bool, error) {
	number := digitsIn(ogrnOrINN)
	if number == "" {
		return Organisation{}, false, nil
	}
	var row organisationRow
	if err := o.decodeDoc(ctx, ViewOrganisations, number, &row); err != nil || row.Version > 0 {
		return row.Organisation, row.Version > 0, err
	}
	docs, _, err := o.views.Docs(ctx, ViewQuery{View: ViewOrganisations, Tags: []string{"inn=" + number}})
	if err != nil {
		return Organisation{}, false, err
	}
	var best Organisation
	for _, d := range docs {
		var row organisationRow
		if err := json.Unmarshal(d.Body, &row); err != nil {
			return Organisation{}, false, &Error{Op: "read organisations", Doc: d.Key, Kind: Corrupt, Err: err}
		}
		newer := row.Active == best.Active && !row.AsOf.Before(best.AsOf)
		if best.key() == "inn-" || row.Active && !best.Active || newer {
			best = row.Organisation
		}
	}
	return best, len(docs) > 0, nil
}
