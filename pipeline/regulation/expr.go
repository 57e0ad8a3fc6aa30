package regulation

import (
	"fmt"
	"strings"
	"time"

	"cel.dev/cel-go/cel"
	celast "cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
)

// costLimit stops a condition that would take too long, in CEL cost units. The
// dearest condition of the packs takes under a hundredth of it.
const costLimit = 200_000

// expr is one compiled condition or value.
type expr struct {
	source  string
	program cel.Program
	typ     *cel.Type
	uses    uses
}

// uses is what an expression mentions.
type uses struct {
	idents   map[string]bool     // top-level names: "now", "args", definitions
	members  map[string][]string // "fields" → names selected from it, in order of mention
	literals []literal
	nested   bool // goes through a list within a list
}

// literal is the constant first argument of a function that takes an id.
type literal struct {
	function     string
	value        string
	constant     bool
	line, column int // from 1
}

// issue is a fault of an expression at a place in its text, from 1.
type issue struct {
	line, column int
	message      string
}

// expressions compiles each expression once, however often a pack repeats it:
// shared texts stand in many documents.
type expressions map[expressionKey]compiled

type expressionKey struct {
	env        *cel.Env
	text, want string
}

type compiled struct {
	x      *expr
	issues []issue
}

// compile type-checks an expression and demands a result of the given type.
func (all expressions) compile(env *cel.Env, text string, want *cel.Type) (*expr, []issue) {
	key := expressionKey{env, text, want.String()}
	out, ok := all[key]
	if !ok {
		out.x, out.issues = compile(env, text, want)
		all[key] = out
	}
	return out.x, out.issues
}

func compile(env *cel.Env, text string, want *cel.Type) (*expr, []issue) {
	checked, found := env.Compile(text)
	if found.Err() != nil {
		issues := make([]issue, 0, len(found.Errors()))
		for _, e := range found.Errors() {
			issues = append(issues, issue{max(e.Location.Line(), 1), max(e.Location.Column()+1, 1), e.Message})
		}
		return nil, issues
	}
	if got := checked.OutputType(); !want.IsAssignableType(got) {
		return nil, []issue{{1, 1, fmt.Sprintf("the result must be %s, not %s", want, got)}}
	}
	u := usesOf(checked)
	options := []cel.ProgramOption{cel.EvalOptions(cel.OptOptimize)}
	if u.nested {
		options = append(options, cel.CostLimit(costLimit)) // else the size of the case bounds it
	}
	program, err := env.Program(checked, options...)
	if err != nil {
		return nil, []issue{{1, 1, err.Error()}}
	}
	return &expr{text, program, checked.OutputType(), u}, nil
}

// idFunctions take an id of the pack as their first argument; it must be
// written out, so that loading can check that it leads somewhere.
var idFunctions = map[string]bool{"due": true, "length": true, "provisional": true, "fee": true, "item": true, "in_hours": true, "date": true}

func usesOf(checked *cel.Ast) uses {
	u := uses{idents: map[string]bool{}, members: map[string][]string{}}
	tree := checked.NativeRep()
	celast.PostOrderVisit(tree.Expr(), celast.NewExprVisitor(func(e celast.Expr) {
		switch e.Kind() {
		case celast.IdentKind:
			u.idents[e.AsIdent()] = true
		case celast.SelectKind:
			if of := e.AsSelect().Operand(); of.Kind() == celast.IdentKind {
				u.members[of.AsIdent()] = append(u.members[of.AsIdent()], e.AsSelect().FieldName())
			}
		case celast.ComprehensionKind:
			loop := e.AsComprehension()
			u.nested = u.nested || loops(loop.LoopStep()) || loops(loop.LoopCondition())
		case celast.CallKind:
			if l, ok := literalOf(e.AsCall(), tree); ok {
				u.literals = append(u.literals, l)
			}
		}
	}))
	return u
}

// loops reports whether an expression goes through a list.
func loops(e celast.Expr) bool {
	found := false
	celast.PostOrderVisit(e, celast.NewExprVisitor(func(e celast.Expr) {
		found = found || e.Kind() == celast.ComprehensionKind
	}))
	return found
}

// literalOf returns the id that a call was given, where it takes one.
func literalOf(call celast.CallExpr, tree *celast.AST) (literal, bool) {
	args := call.Args()
	l := literal{function: call.FunctionName()}
	var arg celast.Expr
	switch {
	case idFunctions[l.function] && len(args) > 0:
		arg = args[0]
	case l.function == operators.Index && isTerms(args[0]):
		l.function, arg = "ends", args[1]
	case l.function == operators.In && isTerms(args[1]):
		l.function, arg = "runs", args[0]
	default:
		return literal{}, false
	}
	at := tree.SourceInfo().GetStartLocation(arg.ID())
	l.line, l.column = max(at.Line(), 1), at.Column()+1
	if arg.Kind() == celast.LiteralKind {
		if s, ok := arg.AsLiteral().(types.String); ok {
			l.value, l.constant = string(s), true
		}
	}
	return l, true
}

func isTerms(e celast.Expr) bool { return e.Kind() == celast.IdentKind && e.AsIdent() == varTerms }

// eval runs the expression over a view of a case.
func (x *expr) eval(v cel.Activation) (any, error) {
	out, _, err := x.program.Eval(v)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", strings.TrimSpace(x.source), err)
	}
	return out.Value(), nil
}

// holds runs a condition.
func (x *expr) holds(v cel.Activation) (bool, error) {
	out, err := x.eval(v)
	if err != nil {
		return false, err
	}
	b, _ := out.(bool)
	return b, nil
}

// text runs an expression that yields a string.
func (x *expr) text(v cel.Activation) (string, error) {
	out, err := x.eval(v)
	if err != nil {
		return "", err
	}
	s, _ := out.(string)
	return s, nil
}

// moment runs an expression that yields a time.
func (x *expr) moment(v cel.Activation) (time.Time, error) {
	out, err := x.eval(v)
	if err != nil {
		return time.Time{}, err
	}
	t, _ := out.(time.Time)
	return t, nil
}
