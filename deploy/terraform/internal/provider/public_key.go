package provider

import (
	"context"
	"crypto"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"strings"

	"github.com/go-jose/go-jose/v4"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// samePublicKey compares two public keys by their thumbprint (RFC 7638), in whatever form they are.
func samePublicKey(one, other string) bool {
	left := thumbprint(one)
	return left != "" && left == thumbprint(other)
}

// thumbprint is that of the key in a JWK, in a JWK Set of one key, or in PEM; empty if there is none.
// The server reads more forms and says what is wrong with a text; this is only for comparing.
func thumbprint(text string) string {
	key := parsePublicKey(strings.TrimSpace(text))
	if key == nil || !key.IsPublic() {
		return ""
	}
	sum, err := key.Thumbprint(crypto.SHA256)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(sum)
}

func parsePublicKey(text string) *jose.JSONWebKey {
	if strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") {
		return parseJWK([]byte(text))
	}
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return nil
	}
	if key, err := x509.ParsePKIXPublicKey(block.Bytes); err == nil {
		return &jose.JSONWebKey{Key: key}
	}
	if key, err := x509.ParsePKCS1PublicKey(block.Bytes); err == nil {
		return &jose.JSONWebKey{Key: key}
	}
	if certificate, err := x509.ParseCertificate(block.Bytes); err == nil {
		return &jose.JSONWebKey{Key: certificate.PublicKey}
	}
	if request, err := x509.ParseCertificateRequest(block.Bytes); err == nil {
		return &jose.JSONWebKey{Key: request.PublicKey}
	}
	return nil
}

func parseJWK(text []byte) *jose.JSONWebKey {
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if json.Unmarshal(text, &set.Keys) != nil && json.Unmarshal(text, &set) != nil {
		return nil
	}
	if len(set.Keys) == 1 {
		text = set.Keys[0]
	}
	var key jose.JSONWebKey
	if key.UnmarshalJSON(text) != nil {
		return nil
	}
	return &key
}

// withoutPrivateKey refuses a text with a private key, before the state could have it. It never
// repeats the text.
type withoutPrivateKey struct{}

func (withoutPrivateKey) Description(context.Context) string {
	return "The value must not contain a private key."
}

func (own withoutPrivateKey) MarkdownDescription(ctx context.Context) string {
	return own.Description(ctx)
}

func (withoutPrivateKey) ValidateString(_ context.Context, request validator.StringRequest, response *validator.StringResponse) {
	if holdsPrivateKey(request.ConfigValue.ValueString()) {
		response.Diagnostics.AddAttributeError(request.Path, "This is a private key",
			"Only the public half belongs here: the state and the plan would have the private one. Make the "+
				"public half with: openssl pkey -in FILE -pubout. Replace the key if the configuration was "+
				"shared.")
	}
}

// holdsPrivateKey finds PEM with a private key, private and symmetric JWKs, and key files.
func holdsPrivateKey(text string) bool {
	if strings.Contains(text, "PRIVATE KEY-----") {
		return true
	}
	var value any
	return json.Unmarshal([]byte(text), &value) == nil && hasPrivateMember(value)
}

func hasPrivateMember(value any) bool {
	switch value := value.(type) {
	case []any:
		for _, item := range value {
			if hasPrivateMember(item) {
				return true
			}
		}
	case map[string]any:
		for _, name := range []string{"d", "p", "q", "dp", "dq", "qi", "oth", "k"} {
			if _, ok := value[name]; ok {
				return true
			}
		}
		return hasPrivateMember(value["keys"])
	}
	return false
}
