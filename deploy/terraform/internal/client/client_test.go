package client

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

var rsaKey = func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
}()

// keyFileText is a key file as the server hands it out.
func keyFileText(kind string, more map[string]string) []byte {
	private := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(rsaKey)})
	members := map[string]string{"type": kind, "keyId": "k1", "key": string(private)}
	for name, value := range more {
		members[name] = value
	}
	text, _ := json.Marshal(members)
	return text
}

func adminKeyFile(t *testing.T, endpoint string) *KeyFile {
	t.Helper()
	file, err := ParseKeyFile(keyFileText("admin", map[string]string{
		"audience": "https://keys.example.com", "endpoint": endpoint,
	}), "admin")
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// verified gives the header and the claims of a JWT that the key signed.
func verified(t *testing.T, token string) (jose.Header, map[string]any) {
	t.Helper()
	signed, err := jose.ParseSigned(token, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		t.Fatal(err)
	}
	payload, err := signed.Verify(&rsaKey.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	var claims map[string]any
	if err := json.Unmarshal(payload, &claims); err != nil {
		t.Fatal(err)
	}
	return signed.Signatures[0].Protected, claims
}

func TestAnAdminTokenHasTheClaimsOfTheAdminAPI(t *testing.T) {
	now := time.Unix(1_900_000_000, 0)
	token, ends, err := adminKeyFile(t, "https://keys.example.com/graphql").AdminToken(now, TokenLifetime)
	if err != nil {
		t.Fatal(err)
	}
	header, claims := verified(t, token)
	if header.Algorithm != "RS256" || header.KeyID != "k1" || header.ExtraHeaders["typ"] != "JWT" {
		t.Fatalf("header: %+v", header)
	}
	expected := map[string]any{"aud": "https://keys.example.com", "iat": 1_900_000_000.0, "exp": 1_900_000_300.0}
	if fmt.Sprint(claims) != fmt.Sprint(expected) || ends.Unix() != 1_900_000_300 {
		t.Fatalf("claims: %v, end: %s", claims, ends)
	}
}

func TestATokenServesUntilAMinuteBeforeItsEnd(t *testing.T) {
	now := time.Unix(1_900_000_000, 0)
	tokens := &tokens{file: adminKeyFile(t, ""), now: func() time.Time { return now }}
	first, _ := tokens.current()
	now = now.Add(TokenLifetime - tokenReserve - time.Second)
	if same, _ := tokens.current(); same != first {
		t.Fatal("the token was replaced too early")
	}
	now = now.Add(time.Second)
	if next, _ := tokens.current(); next == first {
		t.Fatal("the token was not replaced")
	}
}

func TestAnAssertionProvesTheApplicationOnceToItsIssuer(t *testing.T) {
	file, err := ParseKeyFile(keyFileText("application", map[string]string{
		"clientId": "app_1", "issuer": "https://keys.example.com/p/acme",
	}), "application")
	if err != nil {
		t.Fatal(err)
	}
	asked := AccessTokenRequest{KeyFile: file, Scope: "read write"}
	form, err := asked.form(time.Unix(1_900_000_000, 0))
	if err != nil {
		t.Fatal(err)
	}
	again, _ := asked.form(time.Unix(1_900_000_000, 0))

	header, claims := verified(t, form.Get("client_assertion"))
	if header.ExtraHeaders["typ"] != "client-authentication+jwt" || claims["iss"] != "app_1" ||
		claims["sub"] != "app_1" || claims["aud"] != "https://keys.example.com/p/acme" {
		t.Fatalf("header: %+v, claims: %v", header, claims)
	}
	if _, other := verified(t, again.Get("client_assertion")); other["jti"] == claims["jti"] {
		t.Fatal("two assertions have one jti")
	}
	if form.Get("scope") != "read write" || form.Has("resource") {
		t.Fatalf("form: %v", form)
	}
}

func TestAKeyFileIsNeverRepeated(t *testing.T) {
	file := adminKeyFile(t, "")
	for _, text := range []string{
		fmt.Sprint(file), fmt.Sprintf("%+v", file), fmt.Sprintf("%#v", file), fmt.Sprintf("%s", file),
	} {
		if strings.Contains(text, "PRIVATE") {
			t.Fatalf("the text has the key: %s", text)
		}
	}
	for _, text := range [][]byte{
		[]byte(file.Key), keyFileText("application", nil), []byte(`{"type":"admin","key":"secret","keyId":"k1"}`),
	} {
		_, err := ParseKeyFile(text, "admin")
		if err == nil || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "PRIVATE") {
			t.Fatalf("error: %v", err)
		}
	}
}

// served answers each request with the next of these answers, and the last one from then on.
type served struct {
	answers []func(http.ResponseWriter)
	count   int
}

func (own *served) ServeHTTP(writer http.ResponseWriter, _ *http.Request) {
	at := min(own.count, len(own.answers)-1)
	own.count++
	own.answers[at](writer)
}

func reply(status int, retryAfter, body string) func(http.ResponseWriter) {
	return func(writer http.ResponseWriter) {
		if retryAfter != "" {
			writer.Header().Set("Retry-After", retryAfter)
		}
		writer.WriteHeader(status)
		_, _ = writer.Write([]byte(body))
	}
}

const (
	busy    = `{"errors":[{"message":"other queries took too long, try again","extensions":{"code":"LIMIT_EXCEEDED"}}]}`
	failed  = `{"errors":[{"message":"the database is not available","path":["deleteApi"],"extensions":{"code":"INTERNAL"}}]}`
	broken  = `{"errors":[{"message":"the database is not available","extensions":{"code":"INTERNAL","requestId":"r1"}}]}`
	project = `{"data":{"project":{"id":"prj_1","slug":"acme"}}}`
	deleted = `{"data":{"deleteApi":{"deletedId":"api_1"}}}`
)

// clientOf is a client whose server answers so; it notes the pauses and does not wait.
func clientOf(t *testing.T, answers ...func(http.ResponseWriter)) (*Client, *served, *[]time.Duration) {
	t.Helper()
	own := &served{answers: answers}
	server := httptest.NewServer(own)
	t.Cleanup(server.Close)
	made, err := New(Settings{KeyFile: adminKeyFile(t, ""), Endpoint: server.URL, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	pauses := &[]time.Duration{}
	made.wait = func(ctx context.Context, pause time.Duration) error {
		*pauses = append(*pauses, pause)
		return ctx.Err()
	}
	return made, own, pauses
}

func TestARefusalWithRetryAfterIsTriedAgainAfterThatTime(t *testing.T) {
	client, served, pauses := clientOf(t, reply(429, "2", busy), reply(503, "1", busy), reply(200, "", deleted))
	if _, err := DeleteApi(t.Context(), client, DeleteApiInput{ApiId: "api_1"}); err != nil {
		t.Fatal(err)
	}
	if served.count != 3 || (*pauses)[0] < 2*time.Second || (*pauses)[0] > 3*time.Second {
		t.Fatalf("%d requests, pauses %v", served.count, *pauses)
	}
}

func TestAttemptsAreBounded(t *testing.T) {
	client, served, _ := clientOf(t, reply(429, "1", busy))
	_, err := ProjectBySlug(t.Context(), client, "acme")
	if !Is(err, "LIMIT_EXCEEDED") || served.count != maxAttempts {
		t.Fatalf("%d requests: %v", served.count, err)
	}
	client, served, _ = clientOf(t, reply(429, "3600", busy))
	if _, err := ProjectBySlug(t.Context(), client, "acme"); !Is(err, "LIMIT_EXCEEDED") || served.count != 1 {
		t.Fatalf("%d requests: %v", served.count, err)
	}
}

func TestAMutationThatMayHaveRunIsNotSentAgain(t *testing.T) {
	client, served, _ := clientOf(t, reply(503, "", broken), reply(200, "", deleted))
	_, err := DeleteApi(t.Context(), client, DeleteApiInput{ApiId: "api_1"})
	if !Is(err, "INTERNAL") || served.count != 1 {
		t.Fatalf("%d requests: %v", served.count, err)
	}

	for _, body := range []string{failed, `{"data":null}`, "<html>busy</html>"} {
		client, served, _ = clientOf(t, reply(503, "1", body), reply(200, "", deleted))
		if _, err := DeleteApi(t.Context(), client, DeleteApiInput{ApiId: "api_1"}); err == nil || served.count != 1 {
			t.Fatalf("%d requests after %s: %v", served.count, body, err)
		}
	}

	client, served, _ = clientOf(t, reply(503, "", broken), reply(200, "", project))
	if _, err := ProjectBySlug(t.Context(), client, "acme"); err != nil || served.count != 2 {
		t.Fatalf("%d requests: %v", served.count, err)
	}
}

func TestAnErrorHasItsCodeItsFieldsAndWhatToDo(t *testing.T) {
	client, _, _ := clientOf(t, reply(200, "", `{"data":null,"errors":[{"message":"input.slug is taken","path":["createProject"],
		"extensions":{"code":"CONFLICT","fields":[{"path":"input.slug","message":"is taken"}]}}]}`))
	_, err := CreateProject(t.Context(), client, CreateProjectInput{Slug: "acme", Name: "Acme"})
	var own *Error
	if !errors.As(err, &own) || own.Code != "CONFLICT" || own.Fields[0].Path != "input.slug" {
		t.Fatalf("error: %v", err)
	}
	for _, code := range []string{
		"UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "CONFLICT", "PRECONDITION_FAILED", "LIMIT_EXCEEDED", "INTERNAL",
		"INVALID_INPUT", "HTTP 502",
	} {
		if (&Error{Code: code}).Remedy() == "" {
			t.Fatalf("%s has no remedy", code)
		}
	}
}

func TestAnAnswerThatIsNotOneOfAnAdminAPISaysSo(t *testing.T) {
	for _, answer := range []func(http.ResponseWriter){
		reply(502, "", "<html>bad gateway</html>"), reply(200, "", "{}"), reply(302, "", ""),
	} {
		client, served, _ := clientOf(t, answer)
		_, err := ProjectBySlug(t.Context(), client, "acme")
		if err == nil || !strings.HasPrefix(err.Error(), "HTTP ") || served.count != 1 {
			t.Fatalf("%d requests: %v", served.count, err)
		}
	}
}

func TestATokenDoesNotFollowARedirect(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
		t.Errorf("the redirect was followed with %q", request.Header.Get("Authorization"))
	}))
	defer other.Close()
	client, _, _ := clientOf(t, func(writer http.ResponseWriter) {
		writer.Header().Set("Location", other.URL)
		writer.WriteHeader(http.StatusTemporaryRedirect)
	})
	if _, err := ProjectBySlug(t.Context(), client, "acme"); err == nil {
		t.Fatal("the redirect counts as an answer")
	}
}
