//go:build acceptance

package acceptance

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// workspace is a folder with a configuration and a state.
type workspace struct {
	t           *testing.T
	server      *server
	folder      string
	environment []string
	// output is everything that OpenTofu has printed.
	output strings.Builder
}

const preamble = `terraform {
  required_providers {
    keyplane = {
      source = "keyplane/keyplane"
    }
  }
}

provider "keyplane" {}
`

// newWorkspace makes a folder with these files, and initialises it from the local mirror.
func newWorkspace(t *testing.T, server *server, files map[string]string) *workspace {
	t.Helper()
	own := &workspace{t: t, server: server, folder: t.TempDir()}
	own.environment = append(withoutOurs(os.Environ()),
		"TF_CLI_CONFIG_FILE="+filepath.Join(home, "tofu.rc"),
		"TF_IN_AUTOMATION=1",
		"KEYPLANE_ADMIN_KEY_FILE="+server.keyFile,
		"KEYPLANE_URL="+server.url,
		"PATH="+filepath.Dir(tofu)+":"+os.Getenv("PATH"),
	)
	own.write("provider.tf", preamble)
	for name, text := range files {
		own.write(name, text)
	}
	own.must("init")
	return own
}

func (own *workspace) write(name, text string) {
	own.t.Helper()
	if err := os.WriteFile(filepath.Join(own.folder, name), []byte(text), 0o644); err != nil {
		own.t.Fatal(err)
	}
}

func (own *workspace) read(name string) string {
	own.t.Helper()
	text, err := os.ReadFile(filepath.Join(own.folder, name))
	if err != nil {
		own.t.Fatal(err)
	}
	return string(text)
}

func (own *workspace) set(variable, value string) {
	own.environment = append(own.environment, variable+"="+value)
}

func (own *workspace) command(name string, arguments ...string) *exec.Cmd {
	command := exec.Command(name, arguments...)
	command.Dir, command.Env = own.folder, own.environment
	return command
}

// run runs OpenTofu; its exit code and what it printed.
func (own *workspace) run(arguments ...string) (int, string) {
	own.t.Helper()
	command := own.command(tofu, append(arguments, "-no-color")...)
	var output bytes.Buffer
	command.Stdout, command.Stderr = &output, &output
	err := command.Run()
	if _, ended := err.(*exec.ExitError); err != nil && !ended {
		own.t.Fatal(err)
	}
	own.output.Write(output.Bytes())
	return command.ProcessState.ExitCode(), output.String()
}

// must runs OpenTofu and expects success.
func (own *workspace) must(arguments ...string) string {
	own.t.Helper()
	code, output := own.run(arguments...)
	if code != 0 {
		own.t.Fatalf("tofu %v: exit code %d\n%s", arguments, code, output)
	}
	return output
}

func (own *workspace) apply() string {
	own.t.Helper()
	return own.must("apply", "-auto-approve", "-input=false")
}

// refused runs an apply that must fail with a message that has each of these parts. Line breaks and
// the frame of a message do not count.
func (own *workspace) refused(parts ...string) string {
	own.t.Helper()
	code, output := own.run("apply", "-auto-approve", "-input=false")
	if code == 0 {
		own.t.Fatalf("the apply succeeded\n%s", output)
	}
	own.has(output, parts...)
	return output
}

func (own *workspace) has(output string, parts ...string) {
	own.t.Helper()
	words := strings.Join(strings.Fields(strings.ReplaceAll(output, "│", " ")), " ")
	for _, part := range parts {
		if !strings.Contains(words, part) {
			own.t.Fatalf("%q is not in\n%s", part, output)
		}
	}
}

// unchanged expects an empty plan.
func (own *workspace) unchanged() {
	own.t.Helper()
	if code, output := own.run("plan", "-detailed-exitcode", "-input=false"); code != 0 {
		own.t.Fatalf("the plan is not empty: exit code %d\n%s", code, output)
	}
}

// changed expects a plan with changes that has each of these parts.
func (own *workspace) changed(parts ...string) {
	own.t.Helper()
	code, output := own.run("plan", "-detailed-exitcode", "-input=false")
	if code != 2 {
		own.t.Fatalf("the plan has no changes: exit code %d\n%s", code, output)
	}
	own.has(output, parts...)
}

// state is the values of the resources in the state, by their address.
func (own *workspace) state() map[string]map[string]any {
	own.t.Helper()
	var shown struct {
		Values struct {
			RootModule struct {
				Resources []struct {
					Address string
					Values  map[string]any
				}
			} `json:"root_module"`
		}
	}
	output, err := own.command(tofu, "show", "-json").Output()
	if err == nil {
		err = json.Unmarshal(output, &shown)
	}
	if err != nil {
		own.t.Fatal(err)
	}
	found := make(map[string]map[string]any)
	for _, resource := range shown.Values.RootModule.Resources {
		found[resource.Address] = resource.Values
	}
	return found
}

// id is the ID of a resource in the state.
func (own *workspace) id(address string) string {
	own.t.Helper()
	id, _ := own.state()[address]["id"].(string)
	if id == "" {
		own.t.Fatalf("%s is not in the state", address)
	}
	return id
}

// newKeyPair makes an RSA key pair: the private half in PKCS#8 and the public one, both in PEM.
func newKeyPair(t *testing.T) (string, string) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})),
		string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}))
}
