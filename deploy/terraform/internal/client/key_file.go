package client

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"os"

	"github.com/go-jose/go-jose/v4"
)

// KeyFile is a key file of an admin key or of an application's key, as Keyplane hands it out.
type KeyFile struct {
	Type  string `json:"type"`
	KeyID string `json:"keyId"`
	Key   string `json:"key"`

	// Of an admin key: audience of its tokens, and URL of the Admin API.
	Audience string `json:"audience"`
	Endpoint string `json:"endpoint"`

	// Of an application's key.
	ClientID      string `json:"clientId"`
	Issuer        string `json:"issuer"`
	TokenEndpoint string `json:"tokenEndpoint"`

	private crypto.Signer
}

// String names the key. It has no secret, so that a key file can be printed by accident.
func (file *KeyFile) String() string { return "key file of " + file.KeyID }

// GoString is the same as String.
func (file *KeyFile) GoString() string { return file.String() }

// ReadKeyFile reads the key file at path; kind is "admin" or "application".
func ReadKeyFile(path, kind string) (*KeyFile, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the key file cannot be read: %w", err)
	}
	file, err := ParseKeyFile(text, kind)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return file, nil
}

// ParseKeyFile reads the text of a key file; kind is "admin" or "application". Its errors never
// contain a part of the text.
func ParseKeyFile(text []byte, kind string) (*KeyFile, error) {
	var file KeyFile
	if json.Unmarshal(text, &file) != nil || file.Key == "" {
		return nil, fmt.Errorf("not a key file: expected the JSON with \"type\": \"%s\" that Keyplane "+
			"handed out with the key", kind)
	}
	if file.Type != kind {
		return nil, fmt.Errorf("this is the key file of another kind of key: expected \"type\": \"%s\"", kind)
	}

	private, err := parsePrivateKey(file.Key)
	if err != nil {
		return nil, err
	}
	file.private = private
	return &file, nil
}

func parsePrivateKey(text string) (crypto.Signer, error) {
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return nil, errors.New("member \"key\" is not PEM")
	}
	if key, err := x509.ParsePKCS1PrivateKey(block.Bytes); err == nil {
		return key, nil
	}
	if key, err := x509.ParsePKCS8PrivateKey(block.Bytes); err == nil {
		if signer, ok := key.(crypto.Signer); ok {
			return signer, nil
		}
	}
	return nil, errors.New("member \"key\" is not a private key in PKCS#1 or PKCS#8")
}

// sign signs claims as a JWT with this typ. An empty algorithm stands for the one that a key of this
// type has unless it was made with another.
func (file *KeyFile) sign(claims any, typ string, algorithm jose.SignatureAlgorithm) (string, error) {
	if algorithm == "" {
		algorithm = defaultAlgorithm(file.private)
	}
	options := (&jose.SignerOptions{}).WithType(jose.ContentType(typ)).WithHeader("kid", file.KeyID)
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: file.private}, options)
	if err != nil {
		return "", fmt.Errorf("the key cannot sign %s: %w", algorithm, err)
	}

	payload, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		return "", fmt.Errorf("the key cannot sign %s: %w", algorithm, err)
	}
	return signed.CompactSerialize()
}

func defaultAlgorithm(key crypto.Signer) jose.SignatureAlgorithm {
	switch key := key.(type) {
	case *rsa.PrivateKey:
		return jose.RS256
	case ed25519.PrivateKey:
		return jose.EdDSA
	case *ecdsa.PrivateKey:
		if key.Curve.Params().BitSize == 384 {
			return jose.ES384
		}
		return jose.ES256
	default:
		return ""
	}
}
