package regulation

import (
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/ext"
)

// Names of the variables that conditions see. What each holds is told in
// docs/regulations.md.
const (
	varFiling   = "filing"
	varPapers   = "papers"
	varFields   = "fields"
	varDates    = "dates"
	varNumbers  = "numbers"
	varValues   = "values"
	varEvents   = "events"
	varSettings = "settings"
	varState    = "state"
	varRegions  = "regions"
	varUnsure   = "unsure"
	varNow      = "now"
	varArgs     = "args"
	varLinks    = "links"
	varDoers    = "doers"
	varActor    = "actor"
	varFindings = "findings"
	varTerms    = "terms"
)

// environment is what the conditions of one pack may mention.
type environment struct {
	schema *schema
	check  *cel.Env // for checks and definitions: the case alone
	act    *cel.Env // for the procedure: also now and the findings
}

// newEnvironment declares the structures of a pack and the functions of the language.
func (e *Engine) newEnvironment(p *Pack, l *scope) (*environment, error) {
	s, err := newSchema()
	if err != nil {
		return nil, err
	}
	links, err := e.linkMembers(s, p)
	if err != nil {
		return nil, err
	}
	base, err := cel.NewEnv(
		cel.CustomTypeProvider(s),
		cel.CustomTypeAdapter(s.Registry),
		cel.CrossTypeNumericComparisons(true),
		cel.ParserExpressionSizeLimit(20_000),
		cel.Macros(sureMacro(), endsMacro(), runsMacro()),
		ext.Strings(),
		cel.Lib(functions{pack: p, scope: l}),
		cel.Variable(varFiling, s.declare("Filing", filingMembers)),
		cel.Variable(varPapers, cel.ListType(s.declare("Paper", paperMembers))),
		cel.Variable(varFields, s.declare("Fields", s.fieldMembers("Fields", l.fields))),
		cel.Variable(varDates, s.declare("Dates", markMembers(p.Dates, cel.TimestampType, nil))),
		cel.Variable(varNumbers, s.declare("Numbers", markMembers(p.Numbers, cel.StringType, ""))),
		cel.Variable(varValues, s.declare("Values", valueMembers(p.Values))),
		cel.Variable(varEvents, s.declare("Events", eventMembers(p.Events))),
		cel.Variable(varDoers, s.declare("Doers", doerMembers(p.Events))),
		cel.Variable(varLinks, s.declare("Links", links)),
		cel.Variable(varSettings, s.declare("Settings", settingMembers(p.Settings))),
		cel.Variable(varRegions, s.declare("Regions", regionMembers(p.Procedure.Regions))),
		cel.Variable(varState, cel.StringType),
		cel.Variable(varUnsure, cel.ListType(cel.StringType)),
	)
	if err != nil {
		return nil, err
	}
	return &environment{schema: s, check: base}, nil
}

// extendForActs adds what only the procedure sees; definitions are in check by then.
func (e *environment) extendForActs() (err error) {
	e.act, err = e.check.Extend(
		cel.Variable(varNow, cel.TimestampType),
		cel.Variable(varTerms, cel.MapType(cel.StringType, cel.TimestampType)),
		cel.Variable(varActor, e.schema.declare("Actor", actorMembers)),
		cel.Variable(varFindings, cel.ListType(e.schema.declare("Finding", findingMembers))),
	)
	return err
}

// withArgs is the act environment of one command, with its needs as args.
func (e *environment) withArgs(command string, needs []NeedOf) (*cel.Env, error) {
	if len(needs) == 0 {
		return e.act, nil // the command is given nothing
	}
	members := make([]member, len(needs))
	for i, n := range needs {
		members[i].name = n.Name
		members[i].typ, members[i].empty = plainType(n.Type)
	}
	return e.act.Extend(cel.Variable(varArgs, e.schema.declare("Args_"+identifier(command), members)))
}

// sureMacro turns sure("title") into !("title" in unsure).
func sureMacro() cel.Macro {
	return cel.GlobalMacro("sure", 1, func(f cel.MacroExprFactory, _ ast.Expr, args []ast.Expr) (ast.Expr, *cel.Error) {
		return f.NewCall(operators.LogicalNot, f.NewCall(operators.In, args[0], f.NewIdent(varUnsure))), nil
	})
}

// endsMacro turns ends("D1") into terms["D1"], the last day of the latest run of
// a term as the case stands; runsMacro turns runs("D1") into "D1" in terms.
func endsMacro() cel.Macro {
	return cel.GlobalMacro("ends", 1, func(f cel.MacroExprFactory, _ ast.Expr, args []ast.Expr) (ast.Expr, *cel.Error) {
		return f.NewCall(operators.Index, f.NewIdent(varTerms), args[0]), nil
	})
}

func runsMacro() cel.Macro {
	return cel.GlobalMacro("runs", 1, func(f cel.MacroExprFactory, _ ast.Expr, args []ast.Expr) (ast.Expr, *cel.Error) {
		return f.NewCall(operators.In, args[0], f.NewIdent(varTerms)), nil
	})
}

var filingMembers = []member{
	{"id", cel.StringType, ""},
	{"channel", cel.StringType, ""},
	{"received_at", cel.TimestampType, nil},
}

var paperMembers = []member{
	{"kind", cel.StringType, ""},
	{"name", cel.StringType, ""},
	{"pages", cel.IntType, int64(0)},
	{"confidence", cel.DoubleType, float64(0)},
	{"language", cel.StringType, ""},
	{"legible", cel.BoolType, false},
	{"problem", cel.StringType, ""},
	{"received", cel.TimestampType, nil},
}

var findingMembers = []member{
	{"rule", cel.StringType, ""},
	{"point", cel.StringType, ""},
	{"act", cel.StringType, ""},
	{"verdict", cel.StringType, ""},
	{"severity", cel.StringType, ""},
	{"message", cel.StringType, ""},
}

var actorMembers = []member{
	{"login", cel.StringType, ""},
	{"roles", cel.ListType(cel.StringType), []any{}},
}

func markMembers(marks []Mark, typ *cel.Type, empty any) []member {
	members := make([]member, len(marks))
	for i, m := range marks {
		members[i] = member{m.Name, typ, empty}
	}
	return members
}

func valueMembers(values []Value) []member {
	members := make([]member, len(values))
	for i, v := range values {
		members[i].name = v.Name
		members[i].typ, members[i].empty = plainType(v.Type)
	}
	return members
}

func eventMembers(events []Event) []member {
	members := make([]member, len(events))
	for i, e := range events {
		members[i] = member{identifier(e.ID), cel.TimestampType, nil}
	}
	return members
}

func doerMembers(events []Event) []member {
	members := make([]member, len(events))
	for i, e := range events {
		members[i] = member{identifier(e.ID), cel.StringType, ""}
	}
	return members
}

func settingMembers(settings []Setting) []member {
	var members []member
	for _, s := range settings {
		if s.Key != "" {
			members = append(members, member{identifier(s.Key), cel.StringType, ""})
		}
	}
	return members
}

func regionMembers(regions []Region) []member {
	members := make([]member, len(regions))
	for i, r := range regions {
		members[i] = member{r.ID, cel.StringType, ""}
	}
	return members
}

// identifier makes a name that CEL can select: "fee.confirmed_on" → "fee_confirmed_on".
func identifier(name string) string { return toIdentifier.Replace(name) }

var toIdentifier = strings.NewReplacer(".", "_", "-", "_", "/", "_")
