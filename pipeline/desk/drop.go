package desk

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"strings"
	"time"

	"vestnik/pipeline"
)

// maxDrop bounds one drop, all files together.
const maxDrop = 4 << 30

// maxParts bounds the files and values of one drop.
const maxParts = 2000

// maxValue bounds one ordinary value of the drop form.
const maxValue = 4 << 10

type dropView struct {
	Frame
	Problem  string
	Channel  string
	Channels []choice
}

// channels are the four ways of filing (order 210 п. 20).
var channels = []choice{
	{Value: string(pipeline.Window), Title: "Окно приёма документов"},
	{Value: string(pipeline.Post), Title: "Почта"},
	{Value: string(pipeline.Site), Title: "Сайт Роспатента"},
	{Value: string(pipeline.EPGU), Title: "Единый портал госуслуг"},
}

func (d *Desk) dropPage(w http.ResponseWriter, _ *http.Request, me pipeline.Account) error {
	return d.render(w, http.StatusOK, "drop", dropView{Frame: d.frame(me, "Приём документов", "drop"), Channels: channels, Channel: string(pipeline.Window)})
}

// drop takes a filing in from the browser: the files go to disk as they arrive,
// the receipt is given when all are sealed.
func (d *Desk) drop(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v := dropView{Frame: d.frame(me, "Приём документов", "drop"), Channels: channels}
	r.Body = http.MaxBytesReader(w, r.Body, maxDrop)
	in, err := readDrop(r, d.Office.Zone())
	defer in.discard()
	var receipt pipeline.Receipt
	if err == nil {
		receipt, err = d.Office.Receive(r.Context(), pipeline.Submission{
			Channel: pipeline.Channel(in.values["channel"]), ReceivedAt: in.receivedAt, Files: in.files,
			Source: "desk:" + me.Login, By: me.Login, Lane: pipeline.LaneDesk,
		})
	}
	if err == nil {
		http.Redirect(w, r, caseAddress(receipt.Number)+"?done="+doneBy(receipt), http.StatusSeeOther)
		return nil
	}
	switch kind := pipeline.KindOf(err); kind {
	case pipeline.Invalid, pipeline.TooLarge:
		v.Problem, v.Channel = pipeline.AdviceOf(err), in.values["channel"]
		return d.render(w, statusByKind[kind], "drop", v)
	}
	return err
}

// doneBy tells a first filing from one whose bytes were there already.
func doneBy(receipt pipeline.Receipt) string {
	if receipt.Duplicate {
		return "duplicate"
	}
	return "received"
}

// dropped is what came in one drop.
type dropped struct {
	values     map[string]string
	files      []pipeline.SubmittedFile
	temp       []string
	receivedAt time.Time
}

func (in *dropped) discard() {
	for _, path := range in.temp {
		_ = os.Remove(path) // the system clears its temporary folder too
	}
}

func readDrop(r *http.Request, zone *time.Location) (*dropped, error) {
	in := &dropped{values: map[string]string{}}
	parts, err := r.MultipartReader()
	if err != nil {
		return in, &pipeline.Error{Op: "read drop", Kind: pipeline.Invalid, Err: err, Advice: "Форма отправлена не полностью. Выберите файлы и отправьте снова."}
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return in, in.readTime(zone)
		}
		if err == nil {
			err = in.add(part)
		}
		if err != nil {
			return in, cutOff(err)
		}
	}
}

func (in *dropped) add(part *multipart.Part) error {
	defer part.Close()
	if len(in.values)+len(in.files) > maxParts {
		return &pipeline.Error{Op: "read drop", Kind: pipeline.TooLarge, Advice: fmt.Sprintf("В одном поступлении больше %d файлов. Упакуйте их в архив.", maxParts)}
	}
	if part.FormName() != "files" {
		value, err := io.ReadAll(io.LimitReader(part, maxValue))
		in.values[part.FormName()] = strings.TrimSpace(string(value))
		return err
	}
	if part.FileName() == "" {
		return nil // no file was chosen in this box
	}
	f, err := os.CreateTemp("", "vestnik-drop-")
	if err != nil {
		return err
	}
	in.temp = append(in.temp, f.Name())
	size, err := io.Copy(f, part)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	path := f.Name()
	in.files = append(in.files, pipeline.SubmittedFile{Name: baseName(part.FileName()), Size: size, Open: func() (io.ReadCloser, error) { return os.Open(path) }})
	return nil
}

// baseName leaves out a path of the sender's machine.
func baseName(name string) string { return name[strings.LastIndexAny(name, `/\`)+1:] }

// readTime reads when the papers arrived; nothing means now.
func (in *dropped) readTime(zone *time.Location) error {
	given := in.values["received_at"]
	if given == "" {
		return nil
	}
	t, err := time.ParseInLocation("2006-01-02T15:04", given, zone)
	if err != nil {
		return &pipeline.Error{Op: "read drop", Doc: given, Kind: pipeline.Invalid, Err: err, Advice: "Дата поступления указана неверно. Укажите день и время, например 02.03.2026 10:15, или оставьте поле пустым."}
	}
	in.receivedAt = t
	return nil
}

// cutOff explains an upload that ended early.
func cutOff(err error) error {
	if known := (*pipeline.Error)(nil); errors.As(err, &known) {
		return err
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return &pipeline.Error{Op: "read drop", Kind: pipeline.TooLarge, Err: err,
			Advice: fmt.Sprintf("Файлы вместе больше %d ГБ. Отправьте их частями.", tooLarge.Limit>>30)}
	}
	return &pipeline.Error{Op: "read drop", Kind: pipeline.Invalid, Err: err, Advice: "Передача файлов прервалась, ничего не принято. Отправьте их снова."}
}
