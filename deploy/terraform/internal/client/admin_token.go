package client

import (
	"sync"
	"time"
)

const (
	// TokenLifetime is the lifetime of the tokens that the provider signs for its own requests.
	TokenLifetime = 5 * time.Minute
	// tokenReserve is how long before its end a token is replaced.
	tokenReserve = time.Minute
)

type adminClaims struct {
	Audience string `json:"aud"`
	IssuedAt int64  `json:"iat"`
	Expires  int64  `json:"exp"`
}

// AdminToken signs a token for the Admin API that ends after lifetime, and says when that is.
func (file *KeyFile) AdminToken(now time.Time, lifetime time.Duration) (string, time.Time, error) {
	ends := now.Add(lifetime).Truncate(time.Second)
	claims := adminClaims{Audience: file.Audience, IssuedAt: now.Unix(), Expires: ends.Unix()}
	token, err := file.sign(claims, "JWT", "")
	return token, ends, err
}

// tokens signs admin tokens and keeps one while it serves.
type tokens struct {
	file *KeyFile
	now  func() time.Time

	mutex sync.Mutex
	token string
	ends  time.Time
}

func (tokens *tokens) current() (string, error) {
	tokens.mutex.Lock()
	defer tokens.mutex.Unlock()

	now := tokens.now()
	if now.Before(tokens.ends.Add(-tokenReserve)) {
		return tokens.token, nil
	}

	token, ends, err := tokens.file.AdminToken(now, TokenLifetime)
	if err != nil {
		return "", err
	}
	tokens.token, tokens.ends = token, ends
	return token, nil
}
