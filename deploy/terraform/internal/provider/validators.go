package provider

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
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

// isLoginURL refuses what the Admin API refuses as the login of a project. It takes the URL only once the
// project is there, and a project that was created in part costs its slug.
type isLoginURL struct{}

func (isLoginURL) Description(context.Context) string {
	return "The value must be an https URL (http for localhost) of at most 2,048 characters, without a fragment."
}

func (own isLoginURL) MarkdownDescription(ctx context.Context) string { return own.Description(ctx) }

func (own isLoginURL) ValidateString(ctx context.Context, request validator.StringRequest, response *validator.StringResponse) {
	value := request.ConfigValue
	if !value.IsNull() && !value.IsUnknown() && !isLogin(value.ValueString()) {
		response.Diagnostics.AddAttributeError(request.Path, "This is not the URL of a login", own.Description(ctx))
	}
}

func isLogin(text string) bool {
	address, err := url.Parse(text)
	if err != nil || address.Host == "" || len(text) > 2048 || strings.Contains(text, "#") {
		return false
	}
	host := address.Hostname()
	isLocal := host == "localhost" || host == "127.0.0.1" || host == "::1"
	return address.Scheme == "https" || (address.Scheme == "http" && isLocal)
}
