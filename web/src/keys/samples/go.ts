import type { Snippet } from '../../ui/Snippets'
import type { AdminSampleValues } from './adminSamples'

/** The sample in Go, with lestrrat-go/jwx. */
export function go({ endpoint, audience, key, query }: AdminSampleValues): Snippet {
  return {
    language: 'go',
    setup: 'go mod init sample\ngo get github.com/lestrrat-go/jwx/v3',
    code: `package main

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
	endpoint = "${endpoint}"
	audience = "${audience}"
	keyID    = "${key.kid}"
	keyFile  = "${key.file}"
)

const query = \`${query}\`

var client = &http.Client{Timeout: 10 * time.Second}

${readKey(key.isPem)}

// adminToken signs a token for five minutes; one may serve many requests until then. The key stays
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
	header := jws.NewHeaders()
	if err := header.Set(jws.KeyIDKey, keyID); err != nil {
		return "", err
	}
	signed, err := jwt.Sign(claims, jwt.WithKey(jwa.RS256(), key, jws.WithProtectedHeaders(header)))
	return string(signed), err
}

// graphQL gives the data of one operation.
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
	// A refused token is an error too; its extensions.reason says which check failed.
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
`,
  }
}

function readKey(isPem: boolean): string {
  const read = `func readKey() (jwk.Key, error) {
	content, err := os.ReadFile(keyFile)
	if err != nil {
		return nil, err
	}`
  const parsed = isPem
    ? `	return jwk.ParseKey(content, jwk.WithPEM(true))`
    : `	var file struct{ Key string }
	if err := json.Unmarshal(content, &file); err != nil {
		return nil, err
	}
	return jwk.ParseKey([]byte(file.Key), jwk.WithPEM(true))`
  return `${read}\n${parsed}\n}`
}
