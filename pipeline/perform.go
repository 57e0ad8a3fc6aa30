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
	_, pack, rc, err := o.judged(ctx, id)
	if err != nil {
		return nil, err
	}
	if rc, err = o.ahead(pack, rc); err != nil {
		return nil, err
	}
	commands := o.engine.Commands(pack, rc, o.now(), person)
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
	// A term that had run out by then moves the case first.
	if err := o.automaticAt(ctx, order.Case, order.At); err != nil {
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
	return o.settle(ctx, order.Case, order.At, done)
}

// settle does what follows by itself from what a person did at that time, in the
// case and in those linked to it, and tells where the case stands then. What fails
// here the sweep will try again: the person's act stands.
func (o *Office) settle(ctx context.Context, id CaseID, at time.Time, done Done) (Done, error) {
	if err := o.automaticAt(ctx, id, at); err != nil {
		o.log.WarnContext(ctx, "automatic transitions failed", "case", id, "error", err)
	}
	o.advanceLinked(ctx, id, at)
	c, err := o.Case(ctx, id)
	if err != nil {
		return Done{}, err
	}
	done.State = c.State
	done.Terms, err = o.termsAt(ctx, c, at)
	return done, err
}

func (o *Office) tryDo(ctx context.Context, order Order) (Done, error) {
	c, pack, rc, err := o.judged(ctx, order.Case)
	if err != nil {
		return Done{}, err
	}
	var batch Batch
	act := regulation.Act{Command: order.Command, Person: order.Person, At: order.At, Args: order.Args}
	if act.Numbers, err = o.drawAll(ctx, &batch, pack, rc, order, registerOf(c)); err != nil {
		return Done{}, err
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
	events, err := o.withCheck(ctx, c, pack, NewEvent{Type: EvPerformed, At: order.At, Actor: order.Person.Login, Data: performed})
	if err != nil {
		return Done{}, err
	}
	batch.Streams = append(batch.Streams, StreamAppend{Stream: c.ID.Stream(), Expect: c.Version, Events: events})
	made, err := o.commit(ctx, batch)
	if err != nil {
		return Done{}, err
	}
	return Done{Event: eventOf(made, c.ID), Notices: out.Notices}, nil
}

// drawAll prepares the numbers that a command draws, and puts them into the batch.
func (o *Office) drawAll(ctx context.Context, batch *Batch, pack *regulation.Pack, rc regulation.Case, order Order, register RegisterID) (map[string]string, error) {
	numbers := map[string]string{}
	for _, sequence := range o.draws(pack, rc, order) {
		number, err := o.draw(ctx, sequence, []string{pack.ID, string(register)}, order.Case, order.At, order.Person.Login)
		if err != nil {
			return nil, err
		}
		numbers[sequence] = number.number
		batch.Streams = append(batch.Streams, number.append)
	}
	return numbers, nil
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
	return o.automaticAt(ctx, id, o.now())
}

// automaticAt performs what the procedure had done by itself by that time.
func (o *Office) automaticAt(ctx context.Context, id CaseID, at time.Time) error {
	const most = 20 // a procedure that goes on by itself for longer is a mistake of its pack
	for range most {
		acted := false
		err := retryConflict(ctx, func() (err error) {
			acted, err = o.tryAutomatic(ctx, id, at)
			return err
		})
		if err != nil || !acted {
			return err
		}
	}
	return &Error{Op: "run automatic transitions", Doc: string(id), Kind: Internal, Err: fmt.Errorf("more than %d in a row", most)}
}

func (o *Office) tryAutomatic(ctx context.Context, id CaseID, at time.Time) (bool, error) {
	c, pack, rc, err := o.judged(ctx, id)
	if err != nil {
		return false, err
	}
	outcomes, err := o.engine.Automatic(pack, rc, at)
	if err != nil || len(outcomes) == 0 {
		return false, err
	}
	first := outcomes[0] // one at a time: the next is judged on what this one left
	if first.Register != "" {
		return false, &Error{Op: "run automatic transitions", Doc: string(id), Kind: Internal, Err: errors.New("only a person makes a register entry")}
	}
	events, err := o.withCheck(ctx, c, pack, NewEvent{Type: EvPerformed, At: at, Actor: Machine, Data: Performed{Outcome: first}})
	if err != nil {
		return false, err
	}
	return true, o.append(ctx, c, Job{}, events...)
}
