package pipeline

import (
	"context"
	"errors"
	"fmt"
	"time"

	"vestnik/pipeline/regulation"
)

// Done is what a performed command changed.
type Done struct {
	Event   Event         `json:"event"`
	State   string        `json:"state"`
	Notices []Notice      `json:"notices"`
	Terms   []RunningTerm `json:"terms"`
}

// Order asks that a command be performed.
type Order struct {
	Case    CaseID
	Command string
	Person  Person
	At      time.Time // zero is now
	Args    map[string]any
}

// Commands returns what may be done with a case now, and why the rest may not.
func (o *Office) Commands(ctx context.Context, id CaseID, person Person) ([]Command, error) {
	c, err := o.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	pack, err := o.packOf(c)
	if err != nil {
		return nil, err
	}
	commands := o.engine.Commands(pack, c.engineCase(), o.now(), person)
	for i := range commands {
		if commands[i].Name == publishCommand && commands[i].Open {
			commands[i].Open, commands[i].ClosedReason = false, publishedByIssue
		}
	}
	return commands, nil
}

// publishedByIssue is why nobody publishes a single case.
const publishedByIssue = "сведения публикуются закрытием выпуска бюллетеня: включите запись в выпуск и закройте его"

// Do performs a command of the procedure: the event, the numbers it draws, the
// register entry it makes are committed together or not at all.
func (o *Office) Do(ctx context.Context, order Order) (Done, error) {
	if order.At.IsZero() {
		order.At = o.clock()
	}
	order.At = order.At.In(o.rules.Zone)
	if order.Command == publishCommand {
		return Done{}, &Error{Op: "perform publish", Doc: string(order.Case), Kind: Invalid, Advice: publishedByIssue}
	}
	// A term that has run out since anybody looked moves the case first.
	if err := o.Automatic(ctx, order.Case); err != nil {
		return Done{}, err
	}
	var done Done
	err := retryConflict(ctx, func() (err error) {
		done, err = o.tryDo(ctx, order)
		return err
	})
	if err != nil {
		return Done{}, err
	}
	if err := o.Automatic(ctx, order.Case); err != nil { // the command stands; the sweep will try this again
		o.log.WarnContext(ctx, "automatic transitions failed", "case", order.Case, "error", err)
	}
	c, err := o.Case(ctx, order.Case)
	if err != nil {
		return Done{}, err
	}
	done.State = c.State
	done.Terms, err = o.termsAt(c, order.At)
	return done, err
}

func (o *Office) tryDo(ctx context.Context, order Order) (Done, error) {
	c, err := o.Case(ctx, order.Case)
	if err != nil {
		return Done{}, err
	}
	pack, err := o.packOf(c)
	if err != nil {
		return Done{}, err
	}
	rc := c.engineCase()
	var batch Batch
	act := regulation.Act{Command: order.Command, Person: order.Person, At: order.At, Args: order.Args, Numbers: map[string]string{}}
	register := registerOf(c)
	for _, sequence := range o.draws(pack, rc, order) {
		number, err := o.draw(ctx, sequence, []string{pack.ID, string(register)}, c.ID, order.At, order.Person.Login)
		if err != nil {
			return Done{}, err
		}
		act.Numbers[sequence] = number.number
		batch.Streams = append(batch.Streams, number.append)
	}
	out, err := o.engine.Perform(pack, rc, act)
	if err != nil {
		return Done{}, refusal(c.ID, err)
	}
	performed := Performed{Outcome: out, Numbers: act.Numbers}
	if out.Register != "" {
		made, err := o.enter(ctx, c, pack, &performed, order)
		if err != nil {
			return Done{}, err
		}
		batch.Streams = append(batch.Streams, made)
	}
	events, err := o.withCheck(c, pack, NewEvent{Type: EvPerformed, At: order.At, Actor: order.Person.Login, Data: performed})
	if err != nil {
		return Done{}, err
	}
	batch.Streams = append(batch.Streams, StreamAppend{Stream: c.ID.Stream(), Expect: c.Version, Events: events})
	made, err := o.commit(ctx, batch)
	if err != nil {
		return Done{}, err
	}
	return Done{Event: made[len(made)-len(events)], Notices: out.Notices}, nil
}

// draws returns the sequences that the command takes a number from.
func (o *Office) draws(pack *regulation.Pack, rc regulation.Case, order Order) []string {
	for _, cmd := range o.engine.Commands(pack, rc, order.At, order.Person) {
		if cmd.Name == order.Command {
			return cmd.Draws
		}
	}
	return nil
}

// refusal turns the engine's refusal into an error of the domain.
func refusal(id CaseID, err error) error {
	var r *regulation.Refused
	if !errors.As(err, &r) {
		return err
	}
	kind := Invalid
	if r.Forbidden {
		kind = Permission
	}
	advice := r.Reason
	if r.Point != "" {
		advice = fmt.Sprintf("%s (пункт %s)", r.Reason, r.Point)
	}
	return &Error{Op: "perform " + r.Command, Doc: string(id), Kind: kind, Err: err, Advice: advice}
}

// Automatic performs what the procedure does by itself: expired terms,
// completion. It returns when there is nothing more to do.
func (o *Office) Automatic(ctx context.Context, id CaseID) error {
	const most = 20 // a procedure that goes on by itself for longer is a mistake of its pack
	for range most {
		acted := false
		err := retryConflict(ctx, func() (err error) {
			acted, err = o.tryAutomatic(ctx, id)
			return err
		})
		if err != nil || !acted {
			return err
		}
	}
	return &Error{Op: "run automatic transitions", Doc: string(id), Kind: Internal, Err: fmt.Errorf("more than %d in a row", most)}
}

func (o *Office) tryAutomatic(ctx context.Context, id CaseID) (bool, error) {
	c, err := o.Case(ctx, id)
	if err != nil {
		return false, err
	}
	pack, err := o.packOf(c)
	if err != nil {
		return false, err
	}
	now := o.now()
	outcomes, err := o.engine.Automatic(pack, c.engineCase(), now)
	if err != nil || len(outcomes) == 0 {
		return false, err
	}
	first := outcomes[0] // one at a time: the next is judged on what this one left
	if first.Register != "" {
		return false, &Error{Op: "run automatic transitions", Doc: string(id), Kind: Internal, Err: errors.New("only a person makes a register entry")}
	}
	events, err := o.withCheck(c, pack, NewEvent{Type: EvPerformed, At: now, Actor: Machine, Data: Performed{Outcome: first}})
	if err != nil {
		return false, err
	}
	return true, o.append(ctx, c, Job{}, events...)
}
