// Exchanges an application's key for an access token (private_key_jwt) and prints it.
//
//	go run ./access-token application-key.json [RESOURCE]
package main

import (
	"fmt"
	"log"
	"net/url"
	"os"

	"keyplane-examples/keyplane"
)

// tokenAnswer is what the token endpoint answers. Keep the token until ExpiresIn is nearly over.
type tokenAnswer struct {
	AccessToken string `json:"access_token"`
	ExpiresIn   int    `json:"expires_in"`
}

func accessToken(file keyplane.KeyFile, resource string) (tokenAnswer, error) {
	form := url.Values{"grant_type": {"client_credentials"}}
	if resource != "" {
		// For whom the token is (RFC 8707); the issuer where nothing is asked for.
		form.Set("resource", resource)
	}
	var answer tokenAnswer
	err := file.PostForm(file.TokenEndpoint, form, &answer)
	return answer, err
}

func main() {
	if len(os.Args) < 2 {
		log.Fatal("usage: access-token KEY_FILE [RESOURCE]")
	}
	file, err := keyplane.ReadKeyFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var resource string
	if len(os.Args) > 2 {
		resource = os.Args[2]
	}
	answer, err := accessToken(file, resource)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(answer.AccessToken)
}
