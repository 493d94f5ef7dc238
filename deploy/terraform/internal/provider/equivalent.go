package provider

import (
	"bytes"
	"context"
	"encoding/json"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Some texts say one thing in several ways: a public key in PEM or as a JWK, a time with another
// offset, JSON with other blanks. The state keeps the way of the configuration, and another way is no
// change.

// equivalence says whether two texts say the same.
type equivalence func(one, other string) bool

// keep is the value for the state: the present one if it says what the server says.
func keep(present types.String, server *string, same equivalence) types.String {
	if server != nil && !present.IsNull() && !present.IsUnknown() && same(present.ValueString(), *server) {
		return present
	}
	return optionalTextOf(server)
}

// planEquivalent keeps the value of the state in the plan where the configuration says the same.
type planEquivalent struct {
	same equivalence
	// replace says that another value needs another object.
	replace bool
}

func (own planEquivalent) Description(context.Context) string {
	if own.replace {
		return "Another value replaces the object; another form of the same value changes nothing."
	}
	return "Another form of the same value changes nothing."
}

func (own planEquivalent) MarkdownDescription(ctx context.Context) string {
	return own.Description(ctx)
}

func (own planEquivalent) PlanModifyString(_ context.Context, request planmodifier.StringRequest, response *planmodifier.StringResponse) {
	if request.State.Raw.IsNull() || request.Plan.Raw.IsNull() || request.PlanValue.Equal(request.StateValue) {
		return
	}
	isKnown := !request.StateValue.IsNull() && !request.PlanValue.IsNull() && !request.PlanValue.IsUnknown()
	if isKnown && own.same(request.StateValue.ValueString(), request.PlanValue.ValueString()) {
		response.PlanValue = request.StateValue
		return
	}
	response.RequiresReplace = own.replace
}

// sameTime compares two times of RFC 3339 by the millisecond, which is what the server keeps.
func sameTime(one, other string) bool {
	left, err := time.Parse(time.RFC3339, one)
	if err != nil {
		return false
	}
	right, err := time.Parse(time.RFC3339, other)
	return err == nil && left.UnixMilli() == right.UnixMilli()
}

// sameJSON compares two texts of JSON by their values.
func sameJSON(one, other string) bool {
	left, err := canonicalJSON(one)
	if err != nil {
		return false
	}
	right, err := canonicalJSON(other)
	return err == nil && bytes.Equal(left, right)
}

// canonicalJSON is JSON without blanks and with the members of its objects in order.
func canonicalJSON(text string) ([]byte, error) {
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	return json.Marshal(value)
}
