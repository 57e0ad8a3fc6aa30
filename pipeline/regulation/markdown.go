package regulation

import (
	"fmt"
	"reflect"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// markdown is a CEL value of text that is already CommonMark.
type markdown string

// ConvertToNative implements ref.Val.
func (m markdown) ConvertToNative(t reflect.Type) (any, error) {
	if t.Kind() == reflect.String {
		return string(m), nil
	}
	return nil, fmt.Errorf("markdown does not convert to %v", t)
}

// ConvertToType implements ref.Val: markdown becomes nothing else.
func (m markdown) ConvertToType(ref.Type) ref.Val {
	return types.NewErr("markdown does not convert")
}

// Equal implements ref.Val.
func (m markdown) Equal(other ref.Val) ref.Val {
	o, ok := other.(markdown)
	return types.Bool(ok && o == m)
}

// Type implements ref.Val.
func (m markdown) Type() ref.Type { return markdownType }

// Value implements ref.Val.
func (m markdown) Value() any { return string(m) }
