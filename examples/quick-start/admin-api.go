package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jwk"
	"github.com/lestrrat-go/jwx/v3/jws"
	"github.com/lestrrat-go/jwx/v3/jwt"
)

const (
	endpoint = "YOUR_ENDPOINT"
	audience = "YOUR_AUDIENCE"
	keyID    = "YOUR_KEY_ID"
	keyFile  = "YOUR_KEY_FILE"
)

const query = `YOUR_QUERY`

var client = &http.Client{Timeout: 10 * time.Second}

func readKey() (jwk.Key, error) {
	content, err := os.ReadFile(keyFile)
	if err != nil {
		return nil, err
	}
	// region: pem
	return jwk.ParseKey(content, jwk.WithPEM(true))
	// endregion
	// region: key_file
	var file struct{ Key string }
	if err := json.Unmarshal(content, &file); err != nil {
		return nil, err
	}
	return jwk.ParseKey([]byte(file.Key), jwk.WithPEM(true))
	// endregion
}

// adminToken signs a token for five minutes, for any number of requests. The private key stays
// here.
func adminToken(key jwk.Key) (string, error) {
	now := time.Now()
	claims, err := jwt.NewBuilder().
		Audience([]string{audience}).
		IssuedAt(now).
		Expiration(now.Add(5 * time.Minute)).
		Build()
	if err != nil {
		return "", err
	}
	headers := jws.NewHeaders()
	if err := headers.Set(jws.KeyIDKey, keyID); err != nil {
		return "", err
	}
	signing := jwt.WithKey(jwa.RS256(), key, jws.WithProtectedHeaders(headers))
	signed, err := jwt.Sign(claims, signing)
	return string(signed), err
}

// graphQL runs one operation and returns its data.
func graphQL(key jwk.Key, query string, variables map[string]any) (json.RawMessage, error) {
	token, err := adminToken(key)
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequest(http.MethodPost, endpoint, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Content-Type", "application/json")
	answer, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	var result struct{ Data, Errors json.RawMessage }
	if err := json.NewDecoder(answer.Body).Decode(&result); err != nil {
		return nil, err
	}
	// A refused token is an error as well; extensions.reason names the check that failed.
	if result.Errors != nil {
		return nil, fmt.Errorf("%s", result.Errors)
	}
	return result.Data, nil
}

func main() {
	key, err := readKey()
	if err != nil {
		log.Fatal(err)
	}
	data, err := graphQL(key, query, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(data))
}
