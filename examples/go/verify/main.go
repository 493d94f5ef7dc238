// A web service that takes requests with an access token of one project only.
//
//	ISSUER=https://keys.example/p/acme go run ./verify
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/lestrrat-go/jwx/v3/jws"
	"github.com/lestrrat-go/jwx/v3/jwt"

	"keyplane-examples/keyplane"
)

// verifier knows what an access token for this service looks like.
type verifier struct {
	issuer string
	// Who this service is. The issuer is the audience of tokens that were asked for no resource.
	audience string
	keys     *issuerKeys
}

// verify gives the claims of an access token, and an error for anything else.
func (v *verifier) verify(ctx context.Context, token string) (jwt.Token, error) {
	payload := []byte(token)
	message := jws.NewMessage()
	_, err := jws.Verify(payload, jws.WithKeyProvider(v.keys), jws.WithMessage(message), jws.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	// The issuer's keys may sign other things than access tokens (RFC 9068 section 4).
	if typ, _ := message.Signatures()[0].ProtectedHeaders().Type(); typ != "at+jwt" {
		return nil, errors.New("typ is not at+jwt")
	}
	return jwt.Parse(payload,
		jwt.WithVerify(false), // It was, above.
		jwt.WithIssuer(v.issuer),
		// A token for another service of the project must not open this one.
		jwt.WithAudience(v.audience),
		jwt.WithRequiredClaim(jwt.ExpirationKey),
		jwt.WithRequiredClaim(jwt.SubjectKey),
		jwt.WithRequiredClaim("client_id"),
		jwt.WithAcceptableSkew(30*time.Second))
}

type claimsKey struct{}

// authenticate lets only requests with a good token through to next.
func (v *verifier) authenticate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		if !strings.EqualFold(scheme, "bearer") || token == "" {
			w.Header().Set("WWW-Authenticate", "Bearer")
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		claims, err := v.verify(r.Context(), strings.TrimSpace(token))
		if err != nil {
			// Why goes to the log alone: it can quote the token, which anybody may have written.
			log.Printf("token refused: %q", err)
			if errors.Is(err, errKeysAway) {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), claimsKey{}, claims)))
	})
}

func hello(w http.ResponseWriter, r *http.Request) {
	claims := r.Context().Value(claimsKey{}).(jwt.Token)
	subject, _ := claims.Subject()
	var client string
	if err := claims.Get("client_id", &client); err != nil {
		http.Error(w, "client_id is no text", http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(map[string]string{"sub": subject, "client_id": client}); err != nil {
		log.Print(err)
	}
}

func main() {
	issuer := os.Getenv("ISSUER")
	document, err := keyplane.Discover(issuer)
	if err != nil {
		log.Fatal(err)
	}
	service := &verifier{
		issuer:   issuer,
		audience: cmp.Or(os.Getenv("AUDIENCE"), issuer),
		keys:     &issuerKeys{url: document.JWKSURI},
	}
	routes := http.NewServeMux()
	routes.HandleFunc("GET /{$}", hello)
	address := "127.0.0.1:" + cmp.Or(os.Getenv("PORT"), "3000")
	log.Fatal(http.ListenAndServe(address, service.authenticate(routes)))
}
