package mailing

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	htmltemplate "html/template"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"

	"vestnik/pipeline"
	"vestnik/publish"
)

// Letter is one mail to one reader, before it is put into MIME.
type Letter struct {
	To        string
	MessageID string // without its angle brackets; the same for the same letter
	Date      time.Time
	Subject   string
	Text      string // plain text
	HTML      string
	// EndURL ends the subscription when something is posted to it; EndMail when
	// something is mailed to it. Both are empty in a letter to somebody who has not
	// subscribed yet.
	EndURL, EndMail string
}

//go:embed templates
var templateFiles embed.FS

var (
	texts = template.Must(template.New("").ParseFS(templateFiles, "templates/*.txt"))
	pages = htmltemplate.Must(htmltemplate.New("").ParseFS(templateFiles, "templates/*.html"))
)

// letterView is what the templates may use.
type letterView struct {
	Subject         string
	Asked           string
	Narrowed        []string
	Total, Rest     string
	Hits            []publish.Headline
	ConfirmURL      string
	EndURL          string
	SearchURL       string
	Office, HomeURL string
}

// Writer writes letters. Pure: the same subscription and hits, the same letter.
type Writer struct {
	press  *publish.Press
	tokens Tokens
	end    string // address to which one may write to end a subscription
}

// NewWriter returns a writer of the press's bulletin. end is the mailbox that
// takes the letters of those who unsubscribe by mail.
func NewWriter(press *publish.Press, tokens Tokens, end string) *Writer {
	return &Writer{press: press, tokens: tokens, end: end}
}

// Confirmation asks whether the address is the reader's. It is sent to somebody
// who may never have heard of us, so that of the question it quotes only what
// cannot be an advertisement.
func (w *Writer) Confirmation(s pipeline.Subscription, at time.Time) (Letter, error) {
	view := w.view(s)
	if !quotable(view.Asked) {
		view.Asked = ""
	}
	view.Narrowed = slices.DeleteFunc(view.Narrowed, func(n string) bool { return !quotable(n) })
	view.ConfirmURL = w.press.BaseURL() + publish.ConfirmPath + w.tokens.Of(s.ID)
	view.Subject = "Подтвердите подписку на поиск в бюллетене"
	l := Letter{MessageID: w.messageID("confirm", s.ID, s.AskedAt.UnixMilli())}
	return l, l.fill("confirm", s, at, view)
}

// News tells what is new: the first hits of so many in all.
func (w *Writer) News(s pipeline.Subscription, hits []pipeline.SearchHit, total int, at time.Time) (Letter, error) {
	view := w.view(s)
	for _, hit := range hits {
		view.Hits = append(view.Hits, w.press.Headline(hit))
	}
	token := w.tokens.Of(s.ID)
	view.EndURL = w.press.BaseURL() + publish.UnsubscribePath + token
	view.Total = publish.NewEntries(total)
	if rest := total - len(hits); rest > 0 {
		view.Rest = publish.Entries(rest)
	}
	view.Subject = view.Total
	if view.Asked != "" {
		view.Subject += ": " + shortened(view.Asked, 60)
	}
	l := Letter{
		MessageID: w.messageID("news", s.ID, s.Sending), EndURL: view.EndURL,
		EndMail: "mailto:" + w.end + "?subject=" + url.PathEscape("unsubscribe "+token),
	}
	return l, l.fill("news", s, at, view)
}

func (w *Writer) view(s pipeline.Subscription) letterView {
	config := w.press.Config()
	v := letterView{Office: publish.Clean(config.Office.Name), HomeURL: w.press.BaseURL()}
	v.Asked, v.Narrowed = w.press.SearchWords(s.Query)
	newest := s.Query
	newest.Sort = "published"
	v.SearchURL = w.press.SearchURL(newest)
	return v
}

// fill makes both bodies from the templates of a name.
func (l *Letter) fill(name string, s pipeline.Subscription, at time.Time, view letterView) error {
	l.To, l.Date, l.Subject = s.Address, at, view.Subject
	var text, page bytes.Buffer
	if err := texts.ExecuteTemplate(&text, name+".txt", view); err != nil {
		return &pipeline.Error{Op: "write letter", Doc: s.ID, Kind: pipeline.Internal, Err: err}
	}
	if err := pages.ExecuteTemplate(&page, name+".html", view); err != nil {
		return &pipeline.Error{Op: "write letter", Doc: s.ID, Kind: pipeline.Internal, Err: err}
	}
	l.Text, l.HTML = strings.TrimRight(text.String(), "\n")+"\n", page.String()
	return nil
}

// messageID names a letter for ever: whoever gets it twice can see that it is one.
func (w *Writer) messageID(kind, id string, n int64) string {
	sum := sha256.Sum256([]byte(kind + " " + id + " " + strconv.FormatInt(n, 10)))
	_, domain := cutAddress(w.end)
	return hex.EncodeToString(sum[:16]) + "@" + domain
}

// addressLike is what a mail program may make a link of.
var addressLike = regexp.MustCompile(`(?i)@|//|www\.|[\pL\d]\.\pL{2,}`)

// quotable reports whether words of a stranger may stand in a letter to a third
// person: few, and with no address in them.
func quotable(words string) bool {
	return len([]rune(words)) <= 80 && !addressLike.MatchString(words)
}

// shortened cuts a text at a word so that at most n characters are left.
func shortened(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	cut := string(runes[:n])
	if space := strings.LastIndexByte(cut, ' '); space > len(cut)/2 {
		cut = cut[:space]
	}
	return cut + "…"
}
