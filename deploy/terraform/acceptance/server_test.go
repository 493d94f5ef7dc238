//go:build acceptance

package acceptance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/keyplane/keyplane/deploy/terraform/internal/client"
)

// server is a process of the real binary.
type server struct {
	url     string
	keyFile string
	admin   *client.KeyFile
}

// startServer starts a server on an empty database; an empty URL stands for SQLite.
func startServer(t *testing.T, database string) *server {
	t.Helper()
	data := t.TempDir()
	address := fmt.Sprintf("127.0.0.1:%d", freePort())
	log, err := os.Create(filepath.Join(data, "server.log"))
	if err != nil {
		t.Fatal(err)
	}

	process := exec.Command(binary, "serve")
	process.Dir, process.Stdout, process.Stderr = data, log, log
	process.Env = append(withoutOurs(os.Environ()), "KEYPLANE_LISTEN="+address, "KEYPLANE_DATA_DIR="+data)
	if database != "" {
		process.Env = append(process.Env, "KEYPLANE_DATABASE_URL="+database)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = process.Process.Signal(syscall.SIGKILL)
		_ = process.Wait()
		log.Close()
	})

	own := &server{url: "http://" + address, keyFile: filepath.Join(data, "admin-key.json")}
	ready := until(3*time.Minute, func() bool {
		answer, err := http.Get(own.url + "/readyz")
		if err != nil {
			return false
		}
		answer.Body.Close()
		return answer.StatusCode == http.StatusOK
	})
	if ready == nil {
		own.admin, ready = client.ReadKeyFile(own.keyFile, "admin")
	}
	if ready != nil {
		text, _ := os.ReadFile(log.Name())
		t.Fatalf("the server is not ready: %v\n%s", ready, text)
	}
	return own
}

// withoutOurs leaves out the settings of a Keyplane and of an OpenTofu on this machine.
func withoutOurs(environment []string) []string {
	var kept []string
	for _, one := range environment {
		if !strings.HasPrefix(one, "KEYPLANE_") && !strings.HasPrefix(one, "TF_") {
			kept = append(kept, one)
		}
	}
	return kept
}

// ask calls the Admin API as another client would; the data, which must come without errors.
func (own *server) ask(t *testing.T, document string, variables map[string]any) map[string]any {
	t.Helper()
	token, _, err := own.admin.AdminToken(time.Now(), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := json.Marshal(map[string]any{"query": document, "variables": variables})
	request, _ := http.NewRequest(http.MethodPost, own.url+"/graphql", bytes.NewReader(body))
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Content-Type", "application/json")
	reply, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()

	var answer struct {
		Data   map[string]any
		Errors []any
	}
	if err := json.NewDecoder(reply.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	if answer.Errors != nil {
		t.Fatalf("%s: %v", document, answer.Errors)
	}
	return answer.Data
}

// mutate runs one mutation, and gives its payload.
func (own *server) mutate(t *testing.T, mutation, selection string, input map[string]any) map[string]any {
	t.Helper()
	kind := strings.ToUpper(mutation[:1]) + mutation[1:] + "Input"
	document := fmt.Sprintf("mutation ($input: %s!) { %s(input: $input) { %s } }", kind, mutation, selection)
	return own.ask(t, document, map[string]any{"input": input})[mutation].(map[string]any)
}

// node reads fields of the object with this ID; nil if there is none.
func (own *server) node(t *testing.T, id, kind, fields string) map[string]any {
	t.Helper()
	document := fmt.Sprintf("query ($id: ID!) { node(id: $id) { ... on %s { %s } } }", kind, fields)
	found, _ := own.ask(t, document, map[string]any{"id": id})["node"].(map[string]any)
	return found
}
