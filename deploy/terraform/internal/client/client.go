package client

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/Khan/genqlient/graphql"
)

const (
	// maxAnswer is the longest answer that is read, in bytes; the server sends at most 8 MiB.
	maxAnswer = 16 << 20
	// requestTimeout is for one attempt.
	requestTimeout = time.Minute
)

// Settings are what a client needs.
type Settings struct {
	// KeyFile is the file of the admin key.
	KeyFile *KeyFile
	// Endpoint is the URL of the Admin API.
	Endpoint string
	// Authorities are the certificates (PEM) that may sign the server's; those of the machine if nil.
	Authorities []byte
	// Version is the version of the provider.
	Version string
}

// Client calls the Admin API. It is a graphql.Client, which the generated functions take.
type Client struct {
	http      *http.Client
	endpoint  string
	userAgent string
	keyFile   *KeyFile
	tokens    *tokens
	wait      func(context.Context, time.Duration) error
}

// New makes a client. It sends nothing.
func New(settings Settings) (*Client, error) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 32
	if settings.Authorities != nil {
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM(settings.Authorities) {
			return nil, errors.New("the CA certificate file has no certificate in PEM")
		}
		transport.TLSClientConfig = &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
	}

	return &Client{
		http: &http.Client{
			Timeout:   requestTimeout,
			Transport: transport,
			// A token goes to the server that the key file or the operator names, and nowhere else.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		endpoint:  settings.Endpoint,
		userAgent: "terraform-provider-keyplane/" + settings.Version,
		keyFile:   settings.KeyFile,
		tokens:    &tokens{file: settings.KeyFile, now: time.Now},
		wait:      wait,
	}, nil
}

// KeyFile is the admin key that the client signs with.
func (client *Client) KeyFile() *KeyFile { return client.keyFile }

// MakeRequest sends one operation, again after a refusal that says so.
func (client *Client) MakeRequest(ctx context.Context, request *graphql.Request, response *graphql.Response) error {
	body, err := json.Marshal(request)
	if err != nil {
		return err
	}
	isMutation := strings.HasPrefix(strings.TrimSpace(request.Query), "mutation")

	for attempt := 1; ; attempt++ {
		answer, err := client.post(ctx, body)
		pause, again := pauseBefore(attempt, answer, err, isMutation)
		if !again {
			if err != nil {
				return err
			}
			return answer.decode(response.Data)
		}
		if err := client.wait(ctx, pause); err != nil {
			return err
		}
	}
}

// answer is an HTTP answer of the Admin API.
type answer struct {
	status     int
	retryAfter string
	body       []byte
}

func (client *Client) post(ctx context.Context, body []byte) (*answer, error) {
	token, err := client.tokens.current()
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, client.endpoint, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", client.userAgent)

	reply, err := client.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer reply.Body.Close()
	text, err := io.ReadAll(io.LimitReader(reply.Body, maxAnswer))
	if err != nil {
		return nil, fmt.Errorf("the answer broke off: %w", err)
	}
	return &answer{reply.StatusCode, reply.Header.Get("Retry-After"), text}, nil
}

// parts are the members of an answer in the form of GraphQL.
type parts struct {
	Data   json.RawMessage `json:"data"`
	Errors []graphQLError  `json:"errors"`
}

// isRefusedAsAWhole reports whether the Admin API refused the request before it ran anything of it.
func (answer *answer) isRefusedAsAWhole() bool {
	var parts parts
	if json.Unmarshal(answer.body, &parts) != nil || len(parts.Errors) == 0 {
		return false
	}
	return !slices.ContainsFunc(parts.Errors, func(one graphQLError) bool { return len(one.Path) > 0 })
}

// decode reads data, or gives the error that the answer is.
func (answer *answer) decode(data any) error {
	var parts parts
	status := fmt.Sprintf("HTTP %d", answer.status)
	if json.Unmarshal(answer.body, &parts) != nil {
		return &Error{Code: status, Message: "the answer is not that of an Admin API"}
	}
	if len(parts.Errors) > 0 {
		return errorOf(parts.Errors, status)
	}
	if answer.status != http.StatusOK || parts.Data == nil {
		return &Error{Code: status, Message: "the answer has neither data nor errors"}
	}
	return json.Unmarshal(parts.Data, data)
}
