package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
)

// The attributes that stand in several resources, or have one form in all of them. An attribute has
// the default that the Admin API has, so that the configuration says everything: a value that is left
// out is the default, and a value that was changed elsewhere is drift.

// replaces is for values that never change.
var replaces = []planmodifier.String{stringplanmodifier.RequiresReplace()}

// stable is for values of the server that no change of the settings changes.
var stable = []planmodifier.String{stringplanmodifier.UseStateForUnknown()}

// given is a value of the server that no change of the settings changes.
func given(description string) schema.StringAttribute {
	return schema.StringAttribute{MarkdownDescription: description, Computed: true, PlanModifiers: stable}
}

func idAttribute(prefix string) schema.StringAttribute {
	return given(fmt.Sprintf("ID, such as `%s_…`; never changes.", prefix))
}

func createdAt() schema.StringAttribute { return given("Time of creation, RFC 3339 in UTC.") }

// reference is the ID of another object, which never changes.
func reference(description string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: description + " Another value replaces the resource.",
		Required:            true,
		PlanModifiers:       replaces,
	}
}

func nameAttribute() schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: "Display name, 1 to 100 characters.",
		Required:            true,
		Validators:          []validator.String{stringvalidator.UTF8LengthBetween(1, 100)},
	}
}

// prose is an optional text of at most this many characters; empty if left out.
func prose(description string, length int) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: fmt.Sprintf("%s, 0 to %d characters; default empty.", description, length),
		Optional:            true,
		Computed:            true,
		Default:             stringdefault.StaticString(""),
		Validators:          []validator.String{stringvalidator.UTF8LengthAtMost(length)},
	}
}

// externalID is the name of an object among those of its kind in a project.
func externalID() schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: "Name for imports and other tools, unique among the objects of the kind in the " +
			"project: 1 to 128 printable ASCII characters without blanks; null for none.",
		Optional:   true,
		Validators: []validator.String{stringvalidator.LengthBetween(1, 128)},
	}
}

func enabledAttribute(description string) schema.BoolAttribute {
	return flag(description, true)
}

func flag(description string, otherwise bool) schema.BoolAttribute {
	return schema.BoolAttribute{
		MarkdownDescription: fmt.Sprintf("%s; default `%t`.", description, otherwise),
		Optional:            true,
		Computed:            true,
		Default:             booldefault.StaticBool(otherwise),
	}
}

// number is a number from least to most.
func number(description string, least, most, otherwise int64) schema.Int64Attribute {
	return schema.Int64Attribute{
		MarkdownDescription: fmt.Sprintf("%s, %d to %d; default `%d`.", description, least, most, otherwise),
		Optional:            true,
		Computed:            true,
		Default:             int64default.StaticInt64(otherwise),
		Validators:          []validator.Int64{int64validator.Between(least, most)},
	}
}

// choice is a value of an enum of the Admin API.
func choice[T ~string](description string, all []T, otherwise T) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: fmt.Sprintf("%s: %s; default `%s`.", description, names(all), otherwise),
		Optional:            true,
		Computed:            true,
		Default:             stringdefault.StaticString(string(otherwise)),
		Validators:          oneOf(all),
	}
}

// choices are values of an enum of the Admin API, or any texts if all is nil.
func choices[T ~string](description string, all []T, otherwise ...T) schema.SetAttribute {
	attribute := schema.SetAttribute{
		MarkdownDescription: description,
		ElementType:         types.StringType,
		Optional:            true,
		Computed:            true,
		Default:             setdefault.StaticValue(setOf(otherwise)),
	}
	if all != nil {
		attribute.MarkdownDescription += ": " + names(all)
		attribute.Validators = []validator.Set{setvalidator.ValueStringsAre(oneOf(all)...)}
	}
	if len(otherwise) == 0 {
		attribute.MarkdownDescription += "; default none."
	} else {
		attribute.MarkdownDescription += "; default " + names(otherwise) + "."
	}
	return attribute
}

func oneOf[T ~string](all []T) []validator.String {
	var values []string
	for _, one := range all {
		values = append(values, string(one))
	}
	return []validator.String{stringvalidator.OneOf(values...)}
}

func names[T ~string](all []T) string {
	var quoted []string
	for _, one := range all {
		quoted = append(quoted, "`"+string(one)+"`")
	}
	return strings.Join(quoted, ", ")
}

// end is the time at which an object ends.
func end(description string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: description + ", RFC 3339 with any offset; null for no end.",
		Optional:            true,
		Validators:          []validator.String{isTime{}},
		PlanModifiers:       []planmodifier.String{planEquivalent{same: sameTime}},
	}
}

// fixed is an optional text that never changes.
func fixed(description string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: description + ". Another value replaces the resource.",
		Optional:            true,
		PlanModifiers:       replaces,
	}
}

func optional(description string) schema.StringAttribute {
	return schema.StringAttribute{MarkdownDescription: description, Optional: true}
}
