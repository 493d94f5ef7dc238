package provider

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/keyplane/keyplane/deploy/terraform/internal/client"
)

// report adds an error, if there is one: what failed, the code, the message and the remedy, at the
// attributes that the Admin API names.
func (kind *kind[M, A]) report(problems *diag.Diagnostics, verb string, err error) {
	if err == nil {
		return
	}
	summary := fmt.Sprintf("Cannot %s the %s", verb, kind.title())

	var own *client.Error
	if !errors.As(err, &own) {
		problems.AddError(summary, err.Error())
		return
	}
	summary += ": " + own.Code
	if own.Reason != "" {
		summary += " (" + own.Reason + ")"
	}

	remedy := own.Remedy()
	if client.Is(err, "CONFLICT") {
		remedy += fmt.Sprintf(" An import takes the ID or %s.", kind.address)
	}
	var elsewhere []string
	for _, field := range own.Fields {
		at, ok := kind.attribute(field.Path)
		if !ok {
			elsewhere = append(elsewhere, field.Path+" "+field.Message)
			continue
		}
		message := at.String() + " " + field.Message
		if own.Code == "CONFLICT" {
			// It names the object that has the value, rather than what is wrong with the value.
			message = field.Message
		}
		problems.AddAttributeError(at, summary, sentence(message)+" "+remedy)
	}
	if len(own.Fields) == 0 {
		elsewhere = []string{own.Message}
	}
	for _, message := range elsewhere {
		problems.AddError(summary, sentence(message)+" "+remedy)
	}
}

// attribute is the attribute that has an argument of the Admin API, such as key_policy.rsa_bits for
// input.keyPolicy.rsaBits; false if there is none.
func (kind *kind[M, A]) attribute(argument string) (path.Path, bool) {
	segments := strings.FieldsFunc(argument, func(char rune) bool { return strings.ContainsRune(".[]", char) })
	if len(segments) < 2 || segments[0] != "input" {
		return path.Empty(), false
	}
	root := snake(segments[1])
	if other, ok := kind.attributes[root]; ok {
		root = other
	}
	if _, ok := kind.schema.Attributes[root]; !ok {
		return path.Empty(), false
	}

	at := path.Root(root)
	for _, segment := range segments[2:] {
		if index, err := strconv.Atoi(segment); err == nil {
			at = at.AtListIndex(index)
		} else {
			at = at.AtName(snake(segment))
		}
	}
	return at, true
}

var capital = regexp.MustCompile(`[A-Z]`)

// snake is a name of GraphQL as one of HCL: rsaBits becomes rsa_bits.
func snake(name string) string {
	return capital.ReplaceAllStringFunc(name, func(letter string) string { return "_" + strings.ToLower(letter) })
}

// sentence ends a text with a full stop.
func sentence(text string) string {
	return strings.TrimSuffix(text, ".") + "."
}
