package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jwk"
	"github.com/lestrrat-go/jwx/v3/jws"

	"keyplane-examples/keyplane"
)

const (
	// How long the keys are kept; the JWKS says the same in its Cache-Control.
	keysLast = 5 * time.Minute
	// How soon an unknown kid may make us ask again: made-up kids must not flood the issuer.
	keysRest = 30 * time.Second
)

// errKeysAway says that the keys could not be read: our trouble, not the sender's.
var errKeysAway = errors.New("the project's keys cannot be read")

// issuerKeys holds the project's public keys.
type issuerKeys struct {
	url     string
	mutex   sync.Mutex
	set     jwk.Set
	fetched time.Time
}

// FetchKeys finds the key that a token names. It is the jws.KeyProvider of each verification.
func (keys *issuerKeys) FetchKeys(
	ctx context.Context, sink jws.KeySink, signature *jws.Signature, _ *jws.Message,
) error {
	kid, ok := signature.ProtectedHeaders().KeyID()
	if !ok {
		return errors.New("kid is missing")
	}
	key, err := keys.find(ctx, kid)
	if err != nil {
		return err
	}
	// The project's signing algorithm. Never taken from the token: its sender would choose.
	sink.Key(jwa.RS256(), key)
	return nil
}

func (keys *issuerKeys) find(ctx context.Context, kid string) (jwk.Key, error) {
	keys.mutex.Lock()
	defer keys.mutex.Unlock()
	age := time.Since(keys.fetched)
	key, known := keys.lookUp(kid)
	if age > keysLast || (!known && age > keysRest) {
		set, err := jwk.Fetch(ctx, keys.url, jwk.WithHTTPClient(keyplane.Client))
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errKeysAway, err)
		}
		keys.set, keys.fetched = set, time.Now()
		key, known = keys.lookUp(kid)
	}
	if !known {
		return nil, fmt.Errorf("the project has no key %q", kid)
	}
	return key, nil
}

func (keys *issuerKeys) lookUp(kid string) (jwk.Key, bool) {
	if keys.set == nil {
		return nil, false
	}
	return keys.set.LookupKeyID(kid)
}
