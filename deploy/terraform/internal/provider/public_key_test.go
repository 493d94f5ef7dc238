package provider

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"testing"

	"github.com/go-jose/go-jose/v4"
)

func encode(kind string, bytes []byte, err error) string {
	if err != nil {
		panic(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: bytes}))
}

// forms are the forms of the public half of a key.
func forms(t *testing.T, private crypto.Signer) []string {
	t.Helper()
	public, err := x509.MarshalPKIXPublicKey(private.Public())
	spki := encode("PUBLIC KEY", public, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "billing"}}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	wrapped := encode("CERTIFICATE", certificate, err)
	request, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{}, private)
	asked := encode("CERTIFICATE REQUEST", request, err)
	jwk, err := json.Marshal(jose.JSONWebKey{Key: private.Public(), KeyID: "k1"})
	if err != nil {
		t.Fatal(err)
	}
	return []string{spki, wrapped, asked, string(jwk), "[" + string(jwk) + "]", `{"keys":[` + string(jwk) + `]}`, "\n" + spki}
}

func TestAPublicKeyIsTheSameInEveryForm(t *testing.T) {
	_, edwards, _ := ed25519.GenerateKey(rand.Reader)
	p256, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	p384, _ := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	for _, key := range []crypto.Signer{edwards, p256, p384} {
		all := forms(t, key)
		for _, form := range all {
			if !samePublicKey(all[0], form) {
				t.Errorf("another key: %s", form)
			}
		}
	}
	one, other := forms(t, p256), forms(t, p384)
	if samePublicKey(one[0], other[0]) || samePublicKey("", "") || samePublicKey("nothing", "nothing") {
		t.Error("two keys are one")
	}
}

func TestAPrivateKeyIsFoundInEveryForm(t *testing.T) {
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	sec1, fault := x509.MarshalECPrivateKey(key)
	jwk, _ := json.Marshal(jose.JSONWebKey{Key: key})
	for _, text := range []string{
		encode("PRIVATE KEY", pkcs8, err), encode("EC PRIVATE KEY", sec1, fault), string(jwk), "[" + string(jwk) + "]",
		`{"keys":[` + string(jwk) + `]}`, `{"kty":"oct","k":"c2VjcmV0"}`,
		`{"type":"admin","keyId":"k1","key":"-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n"}`,
	} {
		if !holdsPrivateKey(text) {
			t.Errorf("not found: %.20s", text)
		}
	}
	for _, form := range forms(t, key) {
		if holdsPrivateKey(form) {
			t.Errorf("found in a public key: %s", form)
		}
	}
}
