// Calls the Admin API with a token signed by an admin key.
//
//	go run ./admin-api admin-key.json
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/lestrrat-go/jwx/v3/jwt"

	"keyplane-examples/keyplane"
)

const query = `{
  viewer { scope permissions }
  projects(first: 10) { totalCount nodes { id slug name endpoints { issuer } } }
}`

// adminToken signs a token for five minutes; one may serve many requests until then. The key stays
// here.
func adminToken(file keyplane.KeyFile) (string, error) {
	now := time.Now()
	claims, err := jwt.NewBuilder().
		Audience([]string{file.Audience}).
		IssuedAt(now).
		Expiration(now.Add(5 * time.Minute)).
		Build()
	if err != nil {
		return "", err
	}
	return file.Sign(claims, "JWT")
}

// graphQL gives the data of one operation.
func graphQL(file keyplane.KeyFile, query string, variables map[string]any) (json.RawMessage, error) {
	token, err := adminToken(file)
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequest(http.MethodPost, file.Endpoint, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Content-Type", "application/json")
	answer, err := keyplane.Client.Do(request)
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
	if len(os.Args) != 2 {
		log.Fatal("usage: admin-api KEY_FILE")
	}
	file, err := keyplane.ReadKeyFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	data, err := graphQL(file, query, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(data))
}
