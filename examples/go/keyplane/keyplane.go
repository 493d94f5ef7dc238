// Package keyplane is what the programs beside it share.
package keyplane

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jwk"
	"github.com/lestrrat-go/jwx/v3/jws"
	"github.com/lestrrat-go/jwx/v3/jwt"
)

// Client is for all requests. It follows no redirect: nobody who can answer with one chooses where
// an assertion goes, nor whose keys are taken.
var Client = &http.Client{
	Timeout: 10 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	},
}

// KeyFile is a key file of an admin key or of an application's key.
type KeyFile struct {
	KeyID string `json:"keyId"`
	Key   string `json:"key"`
	// Of an admin key.
	Audience string `json:"audience"`
	Endpoint string `json:"endpoint"`
	// Of an application's key.
	ClientID      string `json:"clientId"`
	Issuer        string `json:"issuer"`
	TokenEndpoint string `json:"tokenEndpoint"`
}

// ReadKeyFile reads the key file at path.
func ReadKeyFile(path string) (KeyFile, error) {
	var file KeyFile
	content, err := os.ReadFile(path)
	if err != nil {
		return file, err
	}
	return file, json.Unmarshal(content, &file)
}

// Sign signs the claims with RS256, which is for a generated RSA key; name the key's own algorithm
// where it has another.
func (file KeyFile) Sign(claims jwt.Token, typ string) (string, error) {
	key, err := jwk.ParseKey([]byte(file.Key), jwk.WithPEM(true))
	if err != nil {
		return "", err
	}
	header := jws.NewHeaders()
	for name, value := range map[string]string{jws.KeyIDKey: file.KeyID, jws.TypeKey: typ} {
		if err := header.Set(name, value); err != nil {
			return "", err
		}
	}
	signed, err := jwt.Sign(claims, jwt.WithKey(jwa.RS256(), key, jws.WithProtectedHeaders(header)))
	return string(signed), err
}

// ClientAssertion makes a JWT that proves the application (RFC 7523 section 2.2), for one request.
func (file KeyFile) ClientAssertion() (string, error) {
	now := time.Now()
	claims, err := jwt.NewBuilder().
		Issuer(file.ClientID).
		Subject(file.ClientID).
		// The issuer and nothing else: whoever receives it can use it nowhere else.
		Audience([]string{file.Issuer}).
		IssuedAt(now).
		Expiration(now.Add(time.Minute)).
		// It counts once: whoever reads it on its way cannot send it again.
		JwtID(rand.Text()).
		Build()
	if err != nil {
		return "", err
	}
	// With this typ it authenticates a client, and can never be taken for a grant.
	return file.Sign(claims, "client-authentication+jwt")
}

// PostForm posts a form as the application and reads the answer into result.
func (file KeyFile) PostForm(endpoint string, form url.Values, result any) error {
	assertion, err := file.ClientAssertion()
	if err != nil {
		return err
	}
	form.Set("client_id", file.ClientID)
	form.Set("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
	form.Set("client_assertion", assertion)
	answer, err := Client.PostForm(endpoint, form)
	if err != nil {
		return err
	}
	return readJSON(answer, result)
}

// Discovery is what a project says of itself.
type Discovery struct {
	Issuer                string `json:"issuer"`
	JWKSURI               string `json:"jwks_uri"`
	IntrospectionEndpoint string `json:"introspection_endpoint"`
}

// Discover asks the issuer.
func Discover(issuer string) (Discovery, error) {
	var document Discovery
	answer, err := Client.Get(issuer + "/.well-known/openid-configuration")
	if err != nil {
		return document, err
	}
	if err := readJSON(answer, &document); err != nil {
		return document, err
	}
	// Another issuer's document would lead to another issuer's keys (RFC 8414 section 3.3).
	if document.Issuer != issuer {
		return document, fmt.Errorf("%s calls itself %s", issuer, document.Issuer)
	}
	return document, nil
}

// readJSON reads an answer; anything but 200 is an error.
func readJSON(answer *http.Response, result any) error {
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", answer.Status, body)
	}
	return json.Unmarshal(body, result)
}
