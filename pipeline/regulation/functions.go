package regulation

import (
	"strings"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"vestnik/pipeline/workday"
)

// functions are the words of the language beyond CEL's own: dates and terms by
// the office's calendar, the fee table, and Russian wording. They know the pack
// only as data.
type functions struct {
	pack  *Pack
	scope *scope
}

// ProgramOptions implements cel.Library.
func (functions) ProgramOptions() []cel.ProgramOption { return nil }

// CompileOptions implements cel.Library.
func (f functions) CompileOptions() []cel.EnvOption {
	text, number, moment := cel.StringType, cel.IntType, cel.TimestampType
	return append(identifierFunctions(), []cel.EnvOption{
		fn("day", moment, []*cel.Type{moment}, func(a []ref.Val) ref.Val { return f.stamp(f.dateOf(a[0])) }),
		fn("date", moment, []*cel.Type{text}, func(a []ref.Val) ref.Val {
			d, err := workday.ParseDate(str(a[0]))
			if err != nil {
				return types.WrapErr(err)
			}
			return f.stamp(d)
		}),
		fn("wd", moment, []*cel.Type{number, moment}, f.adding(workday.WorkingDays)),
		fn("cd", moment, []*cel.Type{number, moment}, f.adding(workday.CalendarDays)),
		fn("mo", moment, []*cel.Type{number, moment}, f.adding(workday.Months)),
		fn("is_working", cel.BoolType, []*cel.Type{moment}, func(a []ref.Val) ref.Val {
			return types.Bool(f.scope.calendar.IsWorking(f.dateOf(a[0])))
		}),
		fn("in_hours", cel.BoolType, []*cel.Type{text, moment}, func(a []ref.Val) ref.Val {
			return types.Bool(f.scope.calendar.Open(instant(a[1]), f.pack.hours[str(a[0])]))
		}),
		fn("due", moment, []*cel.Type{text, moment}, f.due),
		fn("provisional", cel.BoolType, []*cel.Type{text, moment}, f.provisional),
		fn("length", text, []*cel.Type{text}, f.length),
		fn("fee", cel.DoubleType, []*cel.Type{text, text, moment}, f.fee),
		fn("item", text, []*cel.Type{text, text}, f.item),
		fn("roubles", text, []*cel.Type{cel.DoubleType}, func(a []ref.Val) ref.Val {
			return types.String(roubles(float64(a[0].(types.Double))))
		}),
		fn("long_date", text, []*cel.Type{moment}, func(a []ref.Val) ref.Val {
			return types.String(longDate(instant(a[0]).In(f.scope.zone)))
		}),
		fn("clock", text, []*cel.Type{moment}, func(a []ref.Val) ref.Val {
			return types.String(instant(a[0]).In(f.scope.zone).Format("15:04"))
		}),
		fn("year", number, []*cel.Type{moment}, func(a []ref.Val) ref.Val {
			return types.Int(instant(a[0]).In(f.scope.zone).Year())
		}),
		fn("count", text, []*cel.Type{number, text, text, text}, func(a []ref.Val) ref.Val {
			return types.String(counted(int64(a[0].(types.Int)), str(a[1]), str(a[2]), str(a[3])))
		}),
		fn("bullets", markdownType, []*cel.Type{cel.ListType(text)}, bullets),
	}...)
}

func fn(name string, result *cel.Type, args []*cel.Type, body func([]ref.Val) ref.Val) cel.EnvOption {
	id := name
	for _, a := range args {
		id += "_" + identifier(a.TypeName())
	}
	return cel.Function(name, cel.Overload(id, args, result,
		cel.FunctionBinding(func(values ...ref.Val) ref.Val { return body(values) })))
}

func str(v ref.Val) string { s, _ := v.Value().(string); return s }

func instant(v ref.Val) time.Time { t, _ := v.Value().(time.Time); return t }

func (f functions) dateOf(v ref.Val) workday.Date {
	return workday.DateOf(instant(v).In(f.scope.zone))
}

func (f functions) stamp(d workday.Date) ref.Val {
	return types.Timestamp{Time: d.At(f.scope.zone)}
}

// adding returns the function that counts n units from a moment.
func (f functions) adding(unit workday.Unit) func([]ref.Val) ref.Val {
	return func(a []ref.Val) ref.Val {
		n := int64(a[0].(types.Int))
		if n < 0 || n > 10_000 {
			return types.NewErr("a term of %d %s cannot be counted", n, unit)
		}
		due, err := f.scope.calendar.Due(f.dateOf(a[1]), workday.Term{Amount: int(n), Unit: unit})
		if err != nil {
			return types.WrapErr(err)
		}
		return f.stamp(due.Date)
	}
}

// due is the last day of a term of the act that a moment opens.
func (f functions) due(a []ref.Val) ref.Val {
	return f.endOf(a, func(due workday.Due) ref.Val { return f.stamp(due.Date) })
}

// provisional reports whether the last day of a term rests on a year whose
// calendar is not fixed yet.
func (f functions) provisional(a []ref.Val) ref.Val {
	return f.endOf(a, func(due workday.Due) ref.Val { return types.Bool(due.Provisional) })
}

// endOf counts a term, named by the first argument, from the moment that is the
// second, and tells what is asked of its end.
func (f functions) endOf(a []ref.Val, tell func(workday.Due) ref.Val) ref.Val {
	t, ok := f.scope.terms[str(a[0])]
	if !ok {
		return types.NewErr("no term %s", str(a[0]))
	}
	due, err := f.scope.due(t, f.dateOf(a[1]))
	if err != nil {
		return types.WrapErr(err)
	}
	return tell(due)
}

// length is how long a term is, in the genitive: «в течение {{ length("…") }}».
func (f functions) length(a []ref.Val) ref.Val {
	t, ok := f.scope.terms[str(a[0])]
	if !ok {
		return types.NewErr("no term %s", str(a[0]))
	}
	return types.String(lengthGenitive(t.Amount, t.Unit))
}

// fee is the amount in force for a payer on a day.
func (f functions) fee(a []ref.Val) ref.Val {
	on := f.dateOf(a[2])
	for _, row := range f.scope.fees {
		if row.Code == str(a[0]) && row.Payer == str(a[1]) && !on.Before(row.From) && (row.To.IsZero() || !on.After(row.To)) {
			return types.Double(row.Amount)
		}
	}
	return types.NewErr("no fee %s for %s on %s", str(a[0]), str(a[1]), on)
}

// item is the title of an entry of a closed list.
func (f functions) item(a []ref.Val) ref.Val {
	for _, i := range f.scope.lists[str(a[0])].Items {
		if i.Code == str(a[1]) {
			return types.String(i.Title)
		}
	}
	return types.NewErr("no entry %s in the list %s", str(a[1]), str(a[0]))
}

// bullets makes a CommonMark list of plain texts.
func bullets(a []ref.Val) ref.Val {
	list, ok := a[0].(traits.Lister)
	if !ok {
		return types.MaybeNoSuchOverloadErr(a[0])
	}
	var b strings.Builder
	for it := list.Iterator(); it.HasNext() == types.True; {
		line := escapeMarkdown(str(it.Next()))
		if line != "" {
			b.WriteString("- " + strings.ReplaceAll(line, "\n", "\n  ") + "\n")
		}
	}
	return markdown(b.String())
}
