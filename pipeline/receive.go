package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"

	"vestnik/pipeline/regulation"
)

// Receive takes a filing in: every original is sealed under its SHA-256 and read
// back, then and only then the receipt is given (order 210 пп. 50, 57). The same
// bytes received once more get the first receipt again.
func (o *Office) Receive(ctx context.Context, s Submission) (Receipt, error) {
	if err := o.admit(&s); err != nil {
		return Receipt{}, err
	}
	named := s.Service != ""
	if !named {
		s.Service = o.rules.DefaultService
	}
	if _, err := o.packFor(s); err != nil { // before anything is sealed that would belong to no case
		return Receipt{}, err
	}
	originals, err := o.sealAll(ctx, s.Files)
	if err != nil {
		return Receipt{}, err
	}
	var receipt Receipt
	err = retryConflict(ctx, func() (err error) {
		receipt, err = o.register(ctx, s, named, originals)
		return err
	})
	if err == nil {
		o.log.InfoContext(ctx, "filing received", "case", receipt.Number, "files", len(originals), "duplicate", receipt.Duplicate)
	}
	return receipt, err
}

// admit refuses what cannot be received at all and fills in what was left open.
func (o *Office) admit(s *Submission) error {
	switch s.Channel {
	case Window, Post, Site, EPGU:
	case "":
		s.Channel = Window
	default:
		return &Error{Op: "receive", Doc: string(s.Channel), Kind: Invalid,
			Advice: fmt.Sprintf("Способ подачи «%s» не предусмотрен: документы подают в окно приёма, почтой, через сайт Роспатента или Единый портал (пункт 20 Регламента).", s.Channel)}
	}
	if len(s.Files) == 0 {
		return &Error{Op: "receive", Doc: s.Source, Kind: Invalid, Advice: "В поступлении нет ни одного файла. Приложите файлы и отправьте снова."}
	}
	if len(s.Files) > o.rules.MaxFiles {
		return &Error{Op: "receive", Doc: s.Source, Kind: TooLarge,
			Advice: fmt.Sprintf("В поступлении %d файлов, а принимается не больше %d. Разделите его на части или упакуйте в архив.", len(s.Files), o.rules.MaxFiles)}
	}
	if s.ReceivedAt.IsZero() {
		s.ReceivedAt = o.clock()
	}
	s.ReceivedAt = s.ReceivedAt.In(o.rules.Zone)
	if s.Lane == 0 {
		s.Lane = LaneInbox
	}
	return nil
}

// packFor returns the regulation that judges the filing: the one in force on the
// day when it came.
func (o *Office) packFor(s Submission) (*regulation.Pack, error) {
	pack, err := o.engine.InForce(s.Service, o.dayOf(s.ReceivedAt))
	if err != nil {
		return nil, &Error{Op: "find regulation", Doc: s.Service, Kind: Invalid, Err: err,
			Advice: fmt.Sprintf("На %s для услуги «%s» нет действующего регламента. Проверьте дату поступления и вид услуги.", s.ReceivedAt.Format("02.01.2006"), s.Service)}
	}
	return pack, nil
}

// originalsPrefix is where the sealed originals lie.
const originalsPrefix = "originals/"

func originalKey(d Digest) string { return originalsPrefix + d.shard() + "/" + string(d) }

// sealAll seals every file of a submission.
func (o *Office) sealAll(ctx context.Context, files []SubmittedFile) ([]Original, error) {
	originals := make([]Original, 0, len(files))
	for _, f := range files {
		original, err := o.seal(ctx, f)
		if err != nil {
			return nil, err
		}
		originals = append(originals, original)
	}
	return originals, nil
}

// seal stores a file under its digest and reads it back.
func (o *Office) seal(ctx context.Context, f SubmittedFile) (Original, error) {
	name := cleanName(f.Name)
	digest, size, err := o.measure(ctx, name, f)
	if err != nil {
		return Original{}, err
	}
	original := Original{Digest: digest, Name: name, Size: size}
	r, err := f.Open()
	if err != nil {
		return Original{}, cannotRead("open file", name, err)
	}
	defer r.Close()
	_, err = o.objects.Put(ctx, originalKey(digest), r, PutOptions{Once: true, Sealed: true, SHA256: digest, Size: size})
	if err != nil && !errors.Is(err, Exists) {
		if errors.Is(err, Corrupt) {
			return Original{}, &Error{Op: "seal original", Doc: name, Stage: StageReceive, Kind: Transient, Err: err,
				Advice: fmt.Sprintf("Файл «%s» изменился во время приёма. Дождитесь окончания записи и отправьте его снова.", name)}
		}
		return Original{}, err
	}
	return original, o.readBack(ctx, original)
}

// measure reads a file once for its digest and size.
func (o *Office) measure(ctx context.Context, name string, f SubmittedFile) (Digest, int64, error) {
	if f.Size > o.rules.MaxOriginal {
		return "", 0, o.tooLarge(name)
	}
	r, err := f.Open()
	if err != nil {
		return "", 0, cannotRead("open file", name, err)
	}
	defer r.Close()
	h := sha256.New()
	size, err := io.Copy(h, io.LimitReader(withContext(ctx, r), o.rules.MaxOriginal+1))
	switch {
	case ctx.Err() != nil:
		return "", 0, ctx.Err()
	case err != nil:
		return "", 0, cannotRead("read file", name, err)
	case size > o.rules.MaxOriginal:
		return "", 0, o.tooLarge(name)
	}
	return Digest(hex.EncodeToString(h.Sum(nil))), size, nil
}

func (o *Office) tooLarge(name string) error {
	return &Error{Op: "receive", Doc: name, Kind: TooLarge,
		Advice: fmt.Sprintf("Файл «%s» больше %d МБ и не может быть принят. Разделите его на части.", name, o.rules.MaxOriginal>>20)}
}

func cannotRead(op, name string, err error) error {
	return &Error{Op: op, Doc: name, Stage: StageReceive, Kind: Transient, Err: err,
		Advice: fmt.Sprintf("Файл «%s» не удалось прочитать. Проверьте, что он на месте, и отправьте снова.", name)}
}

// readBack compares what is stored with what was filed: a receipt is a promise.
func (o *Office) readBack(ctx context.Context, original Original) error {
	got, size, err := o.digestOf(ctx, originalKey(original.Digest))
	if err != nil {
		return err
	}
	if got != original.Digest || size != original.Size {
		return &Error{Op: "read original back", Doc: original.Name, Stage: StageReceive, Kind: Corrupt,
			Err:    fmt.Errorf("stored %s (%d bytes), filed %s (%d bytes)", got, size, original.Digest, original.Size),
			Advice: fmt.Sprintf("Файл «%s» сохранён с искажением, расписка не выдана. Сообщите администратору.", original.Name)}
	}
	return nil
}

// digestOf reads an object for its digest and size.
func (o *Office) digestOf(ctx context.Context, key string) (Digest, int64, error) {
	r, err := o.objects.Get(ctx, key, 0)
	if err != nil {
		return "", 0, err
	}
	defer r.Close()
	h := sha256.New()
	size, err := io.Copy(h, withContext(ctx, r))
	if err != nil {
		return "", 0, err
	}
	return Digest(hex.EncodeToString(h.Sum(nil))), size, nil
}

// register writes the receipt: a number, the case's first event, and the mark
// that these bytes are that case, all or nothing.
func (o *Office) register(ctx context.Context, s Submission, named bool, originals []Original) (Receipt, error) {
	filing := filingDigest(s.Service, originals)
	if first, err := o.receivedBefore(ctx, s, filing, originals); err != nil || first != nil {
		if err != nil {
			return Receipt{}, err
		}
		return o.receiveAgain(ctx, s, first)
	}
	now := o.now()
	number, err := o.draw(ctx, "receipt", nil, "", now, Machine)
	if err != nil {
		return Receipt{}, err
	}
	receipt := Receipt{Number: CaseID(number.number), At: now, SHA256: digestsOf(originals)}
	event, err := o.opening(s, named, receipt, originals)
	if err != nil {
		return Receipt{}, err
	}
	_, err = o.commit(ctx, Batch{
		Streams: []StreamAppend{
			number.append,
			{Stream: "filing/" + filing, Events: []NewEvent{{Type: EvFiled, At: now, Actor: Machine, Data: Filed{Case: receipt.Number}}}},
			{Stream: receipt.Number.Stream(), Events: []NewEvent{event}},
		},
		Jobs: []Job{{Stage: StageExtract, Case: receipt.Number, Lane: s.Lane}},
	})
	return receipt, err
}

// opening makes a case's first event, judged by the pack in force on the day of
// the filing.
func (o *Office) opening(s Submission, named bool, receipt Receipt, originals []Original) (NewEvent, error) {
	pack, err := o.packFor(s)
	if err != nil {
		return NewEvent{}, err
	}
	began, err := o.engine.Begin(pack, regulation.Case{ID: string(receipt.Number), Channel: string(s.Channel), ReceivedAt: s.ReceivedAt})
	if err != nil {
		return NewEvent{}, refusal(receipt.Number, err)
	}
	return NewEvent{Type: EvReceived, At: receipt.At, Actor: s.actor(), Data: Received{
		Receipt: receipt, Pack: refOf(pack), ServiceNamed: named,
		Channel: s.Channel, ReceivedAt: s.ReceivedAt, Source: s.Source, By: s.By, Lane: s.Lane,
		Originals: originals, Occurrences: began.Occurrences, To: began.To,
	}}, nil
}

// receivedBefore returns the case of the same bytes for the same service, or nil:
// received under it, or routed to it when they came without naming it.
func (o *Office) receivedBefore(ctx context.Context, s Submission, filing string, originals []Original) (*CaseFile, error) {
	first, err := o.firstReceipt(ctx, filing)
	if err != nil || first != nil {
		return first, err
	}
	unnamed, err := o.firstReceipt(ctx, filingDigest(o.rules.DefaultService, originals))
	if err != nil || unnamed == nil || unnamed.Pack.ID != s.Service {
		return nil, err
	}
	return unnamed, nil
}

// firstReceipt returns the case that the same bytes opened before, or nil.
func (o *Office) firstReceipt(ctx context.Context, filing string) (*CaseFile, error) {
	d, err := o.views.Doc(ctx, ViewFilings, filing)
	if errors.Is(err, NotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var id CaseID
	if err := json.Unmarshal(d.Body, &id); err != nil {
		return nil, &Error{Op: "find filing", Doc: filing, Kind: Corrupt, Err: err}
	}
	return o.Case(ctx, id)
}

// receiveAgain keeps trace of a repeated filing. The same source reporting the
// same bytes is the same arrival told twice, not a new one.
func (o *Office) receiveAgain(ctx context.Context, s Submission, first *CaseFile) (Receipt, error) {
	receipt := first.Receipt
	receipt.Duplicate = true
	if s.Source == first.Source || slices.Contains(first.Again, s.Source) {
		return receipt, nil
	}
	_, err := o.commit(ctx, Batch{Streams: []StreamAppend{{
		Stream: first.ID.Stream(), Expect: first.Version,
		Events: []NewEvent{{Type: EvReceivedAgain, At: o.now(), Actor: Machine, Data: ReceivedAgain{Source: s.Source, Channel: s.Channel}}},
	}}})
	return receipt, err
}

// filingDigest names a filing by its service and its files' digests, whatever
// their order and names.
func filingDigest(service string, originals []Original) string {
	digests := make([]string, len(originals))
	for i, original := range originals {
		digests[i] = string(original.Digest)
	}
	sort.Strings(digests)
	sum := sha256.Sum256([]byte(service + "\n" + strings.Join(digests, "\n")))
	return hex.EncodeToString(sum[:])
}
