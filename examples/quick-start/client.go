package main

import (
	// region: assertion
	"crypto/rand"
	// endregion
	// region: token, key_file
	"encoding/json"
	// endregion
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	// region: client_secret_basic, introspection
	"strings"
	// endregion
	"time"
	// region: assertion

	"github.com/lestrrat-go/jwx/v3/jwa"
	// endregion
	// region: private_key_jwt
	"github.com/lestrrat-go/jwx/v3/jwk"
	// endregion
	// region: assertion
	"github.com/lestrrat-go/jwx/v3/jws"
	"github.com/lestrrat-go/jwx/v3/jwt"
	// endregion
)

const (
	// region: assertion
	issuer   = "YOUR_ISSUER"
	// endregion
	endpoint = "YOUR_ENDPOINT"
	clientID = "YOUR_CLIENT_ID"
	// region: private_key_jwt
	keyID    = "YOUR_KEY_ID"
	keyFile  = "YOUR_KEY_FILE"
	// endregion
)

// region: secret
var clientSecret = os.Getenv("CLIENT_SECRET")

// endregion
// client follows no redirect, so that no answer can send a credential elsewhere.
var client = &http.Client{
	Timeout: 10 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	},
}

// region: private_key_jwt
func privateKey() (jwk.Key, error) {
	content, err := os.ReadFile(keyFile)
	if err != nil {
		return nil, err
	}
	// region: pem
	return jwk.ParseKey(content, jwk.WithPEM(true))
	// endregion
	// region: key_file
	var file struct {
		Key string `json:"key"`
	}
	if err := json.Unmarshal(content, &file); err != nil {
		return nil, err
	}
	return jwk.ParseKey([]byte(file.Key), jwk.WithPEM(true))
	// endregion
}

// endregion
// region: assertion
// clientAssertion signs the JWT that authenticates the application for one request (RFC 7523
// section 2.2).
func clientAssertion() (string, error) {
	now := time.Now()
	claims, err := jwt.NewBuilder().
		Issuer(clientID).
		Subject(clientID).
		// Only the issuer accepts it.
		Audience([]string{issuer}).
		IssuedAt(now).
		Expiration(now.Add(time.Minute)).
		// Each assertion is accepted once.
		JwtID(rand.Text()).
		Build()
	if err != nil {
		return "", err
	}
	// region: private_key_jwt
	key, err := privateKey()
	if err != nil {
		return "", err
	}
	// endregion
	headers := jws.NewHeaders()
	// region: private_key_jwt
	if err := headers.Set(jws.KeyIDKey, keyID); err != nil {
		return "", err
	}
	// endregion
	if err := headers.Set(jws.TypeKey, "client-authentication+jwt"); err != nil {
		return "", err
	}
	// region: private_key_jwt
	algorithm := jwa.YOUR_ALGORITHM()
	// endregion
	// region: client_secret_jwt
	algorithm, key := jwa.HS256(), []byte(clientSecret)
	// endregion
	signing := jwt.WithKey(algorithm, key, jws.WithProtectedHeaders(headers))
	signed, err := jwt.Sign(claims, signing)
	return string(signed), err
}

// endregion
func main() {
	// region: assertion
	assertion, err := clientAssertion()
	if err != nil {
		log.Fatal(err)
	}
	// endregion
	// region: introspection
	// From stdin: other users of the machine can see arguments.
	token, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	// endregion
	form := url.Values{}
	// region: token
	form.Set("grant_type", "client_credentials")
	// endregion
	// region: introspection
	form.Set("token", strings.TrimSpace(string(token)))
	// endregion
	// region: private_key_jwt, client_secret_post, client_secret_jwt
	form.Set("client_id", clientID)
	// endregion
	// region: client_secret_post
	form.Set("client_secret", clientSecret)
	// endregion
	// region: assertion
	form.Set("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
	form.Set("client_assertion", assertion)
	// endregion
	// region: client_secret_basic
	request, err := http.NewRequest(http.MethodPost, endpoint, strings.NewReader(form.Encode()))
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.SetBasicAuth(clientID, clientSecret)
	answer, err := client.Do(request)
	// endregion
	// region: private_key_jwt, client_secret_post, client_secret_jwt
	answer, err := client.PostForm(endpoint, form)
	// endregion
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	if err != nil {
		log.Fatal(err)
	}
	// region: introspection
	// An error says nothing about the token: refuse the request without calling the token invalid.
	// endregion
	if answer.StatusCode != http.StatusOK {
		log.Fatalf("%s: %s", answer.Status, body)
	}
	// region: introspection
	fmt.Println(string(body))
	// endregion
	// region: token
	var result struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.Unmarshal(body, &result); err != nil {
		log.Fatal(err)
	}
	// Reuse the token until shortly before expires_in is over.
	fmt.Println(result.AccessToken)
	// endregion
}
