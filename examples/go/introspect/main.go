// Asks whether a token is active, as an application of the type RESOURCE_SERVER.
//
//	go run ./introspect application-key.json < token
//
// Slower than checking the signature, but it knows of every revocation at once.
package main

import (
	"encoding/json"
	"io"
	"log"
	"net/url"
	"os"
	"strings"

	"keyplane-examples/keyplane"
)

// introspect gives what the project says of the token: {"active": false}, or true with its claims.
// No answer is an error, and no verdict: refuse the request, but do not call its token bad.
func introspect(file keyplane.KeyFile, token string) (map[string]any, error) {
	document, err := keyplane.Discover(file.Issuer)
	if err != nil {
		return nil, err
	}
	var verdict map[string]any
	err = file.PostForm(document.IntrospectionEndpoint, url.Values{"token": {token}}, &verdict)
	return verdict, err
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: introspect KEY_FILE < token")
	}
	file, err := keyplane.ReadKeyFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	// The token on stdin: arguments can be seen by the machine's other users.
	token, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	verdict, err := introspect(file, strings.TrimSpace(string(token)))
	if err != nil {
		log.Fatal(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(verdict); err != nil {
		log.Fatal(err)
	}
}
