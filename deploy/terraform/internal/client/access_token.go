package client

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// assertionLifetime is how long a client assertion counts, which is sent at once.
const assertionLifetime = time.Minute

type assertionClaims struct {
	Issuer   string `json:"iss"`
	Subject  string `json:"sub"`
	Audience string `json:"aud"`
	IssuedAt int64  `json:"iat"`
	Expires  int64  `json:"exp"`
	ID       string `json:"jti"`
}

// AccessTokenRequest says which access token is asked for.
type AccessTokenRequest struct {
	// KeyFile is the key file of the application.
	KeyFile *KeyFile
	// Algorithm signs the client assertion; empty for the one of the key's type.
	Algorithm string
	// Scope has the scopes, with blanks between them; empty for none.
	Scope string
	// Resource is the identifier of the API; empty for the application's default.
	Resource string
}

// AccessToken is a token that an application gets.
type AccessToken struct {
	Text  string
	Type  string
	Scope string
	Ends  time.Time
}

// AccessToken exchanges a client assertion (RFC 7523 section 2.2) for an access token.
func (client *Client) AccessToken(ctx context.Context, asked AccessTokenRequest) (*AccessToken, error) {
	form, err := asked.form(time.Now())
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, asked.KeyFile.TokenEndpoint,
		strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("User-Agent", client.userAgent)

	sent := time.Now()
	reply, err := client.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer reply.Body.Close()
	body, err := io.ReadAll(io.LimitReader(reply.Body, maxAnswer))
	if err != nil {
		return nil, err
	}
	return readAccessToken(reply.StatusCode, body, sent)
}

func (asked AccessTokenRequest) form(now time.Time) (url.Values, error) {
	file := asked.KeyFile
	assertion, err := file.sign(assertionClaims{
		Issuer:   file.ClientID,
		Subject:  file.ClientID,
		Audience: file.Issuer,
		IssuedAt: now.Unix(),
		Expires:  now.Add(assertionLifetime).Unix(),
		ID:       rand.Text(),
	}, "client-authentication+jwt", jose.SignatureAlgorithm(asked.Algorithm))
	if err != nil {
		return nil, err
	}

	form := url.Values{
		"grant_type":            {"client_credentials"},
		"client_id":             {file.ClientID},
		"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
		"client_assertion":      {assertion},
	}
	for name, value := range map[string]string{"scope": asked.Scope, "resource": asked.Resource} {
		if value != "" {
			form.Set(name, value)
		}
	}
	return form, nil
}

// readAccessToken reads an answer of the token endpoint (RFC 6749 section 5).
func readAccessToken(status int, body []byte, sent time.Time) (*AccessToken, error) {
	var reply struct {
		AccessToken string `json:"access_token"`
		TokenType   string `json:"token_type"`
		ExpiresIn   int64  `json:"expires_in"`
		Scope       string `json:"scope"`
		Error       string `json:"error"`
		Description string `json:"error_description"`
	}
	if json.Unmarshal(body, &reply) != nil {
		return nil, fmt.Errorf("the token endpoint answered HTTP %d, and not with JSON", status)
	}
	if status != http.StatusOK || reply.AccessToken == "" {
		return nil, fmt.Errorf("the token endpoint refused the request (HTTP %d): %s: %s", status,
			reply.Error, reply.Description)
	}
	ends := sent.Add(time.Duration(reply.ExpiresIn) * time.Second).Truncate(time.Second)
	return &AccessToken{reply.AccessToken, reply.TokenType, reply.Scope, ends}, nil
}
