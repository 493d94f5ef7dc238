package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Values of the framework to those of the Admin API, and back. A value that is null or not known
// becomes nil: what is not known yet is left to the server.

func text[T ~string](value types.String) T { return T(value.ValueString()) }

func optionalText[T ~string](value types.String) *T {
	if value.IsNull() || value.IsUnknown() {
		return nil
	}
	text := T(value.ValueString())
	return &text
}

func optionalNumber(value types.Int64) *int {
	if value.IsNull() || value.IsUnknown() {
		return nil
	}
	number := int(value.ValueInt64())
	return &number
}

func optionalBool(value types.Bool) *bool {
	if value.IsNull() || value.IsUnknown() {
		return nil
	}
	return value.ValueBoolPointer()
}

// texts are the elements of a set or a list of strings; nil if it is null or not known.
func texts[T ~string](value interface{ Elements() []attr.Value }) []T {
	var all []T
	for _, element := range value.Elements() {
		all = append(all, T(element.(types.String).ValueString()))
	}
	return all
}

// someTexts are the elements of a set; never nil.
func someTexts[T ~string](value types.Set) []T {
	return append([]T{}, texts[T](value)...)
}

func textOf[T ~string](value T) types.String { return types.StringValue(string(value)) }

func optionalTextOf[T ~string](value *T) types.String {
	if value == nil {
		return types.StringNull()
	}
	return types.StringValue(string(*value))
}

func numberOf(value int) types.Int64 { return types.Int64Value(int64(value)) }

func optionalNumberOf(value *int) types.Int64 {
	if value == nil {
		return types.Int64Null()
	}
	return numberOf(*value)
}

func elementsOf[T ~string](all []T) []attr.Value {
	values := []attr.Value{}
	for _, one := range all {
		values = append(values, types.StringValue(string(one)))
	}
	return values
}

func setOf[T ~string](all []T) types.Set {
	return types.SetValueMust(types.StringType, elementsOf(all))
}

func listOf[T ~string](all []T) types.List {
	return types.ListValueMust(types.StringType, elementsOf(all))
}

// noSet is an empty set, as a default.
func noSet() types.Set { return setOf([]string{}) }
