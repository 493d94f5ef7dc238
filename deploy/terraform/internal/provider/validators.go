package provider

import (
	"context"
	"encoding/json"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// isJSON refuses a text that is not JSON.
type isJSON struct{}

func (isJSON) Description(context.Context) string { return "The value must be JSON." }

func (own isJSON) MarkdownDescription(ctx context.Context) string { return own.Description(ctx) }

func (isJSON) ValidateString(_ context.Context, request validator.StringRequest, response *validator.StringResponse) {
	value := request.ConfigValue
	if !value.IsNull() && !value.IsUnknown() && !json.Valid([]byte(value.ValueString())) {
		response.Diagnostics.AddAttributeError(request.Path, "This is not JSON",
			"Give JSON text, for example with jsonencode(…) or file(\"jwks.json\").")
	}
}

// isTime refuses a text that is not a time of RFC 3339.
type isTime struct{}

func (isTime) Description(context.Context) string {
	return "The value must be a time of RFC 3339, such as 2030-01-31T12:00:00Z."
}

func (own isTime) MarkdownDescription(ctx context.Context) string { return own.Description(ctx) }

func (own isTime) ValidateString(ctx context.Context, request validator.StringRequest, response *validator.StringResponse) {
	value := request.ConfigValue
	if value.IsNull() || value.IsUnknown() {
		return
	}
	if _, err := time.Parse(time.RFC3339, value.ValueString()); err != nil {
		response.Diagnostics.AddAttributeError(request.Path, "This is not a time", own.Description(ctx))
	}
}
