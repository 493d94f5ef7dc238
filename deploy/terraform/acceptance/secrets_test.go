//go:build acceptance

package acceptance

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// secretForms are the forms of what must never be seen: a JWT, secrets of Keyplane, a private key.
var secretForms = regexp.MustCompile(`eyJ[\w-]{8,}\.eyJ[\w-]{8,}|whsec_[\w+/=]{8,}|kpcs_\w{8,}|kpot_\w{8,}|PRIVATE KEY`)

// tokens adds ephemeral tokens, which a command gets and writes where the test can read them.
const tokens = `
ephemeral "keyplane_admin_token" "this" {}

resource "terraform_data" "admin" {
  provisioner "local-exec" {
    environment = { TOKEN = ephemeral.keyplane_admin_token.this.token }
    command     = <<-SH
      printf %s "$TOKEN" > "$SECRETS/admin-token"
      curl -sS --fail "$KEYPLANE_URL/graphql" -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \
        --data '{"query":"{ viewer { permissions } }"}' > "$SECRETS/viewer.json"
    SH
  }
}

ephemeral "keyplane_access_token" "billing" {
  key_file = "${var.secrets}/billing-key.json"
  scope    = "read"
  resource = "https://api.example.com/orders"
}

resource "terraform_data" "billing" {
  provisioner "local-exec" {
    environment = { TOKEN = ephemeral.keyplane_access_token.billing.access_token }
    command     = <<-SH
      printf %s "$TOKEN" > "$SECRETS/access-token"
      curl -sS --fail "$KEYPLANE_URL/p/acme/apis/orders/verify?scope=read" -H "Authorization: Bearer $TOKEN" \
        -o /dev/null -w '%%{http_code}' > "$SECRETS/verified"
    SH
  }
}

variable "secrets" {
  type = string
}
`

// watch fails if a secret is in a text.
type watch struct {
	t     *testing.T
	known map[string]string
}

// add notes a secret; of a text with several lines each line that has more than a few characters.
func (own *watch) add(name, text string) {
	own.t.Helper()
	if len(text) < 16 {
		own.t.Fatalf("%s is no secret: %q", name, text)
	}
	for _, line := range strings.Split(strings.ReplaceAll(text, `\n`, "\n"), "\n") {
		if len(line) >= 32 && !strings.Contains(line, "://") {
			own.known[line] = name
		}
	}
}

func (own *watch) look(place string, text []byte) {
	own.t.Helper()
	for secret, name := range own.known {
		if bytes.Contains(text, []byte(secret)) {
			own.t.Errorf("%s has the %s", place, name)
		}
	}
	if found := secretForms.Find(text); found != nil {
		own.t.Errorf("%s has %.12s…", place, found)
	}
}

// lookInto looks into each file of a folder, and into each file of a plan.
func (own *watch) lookInto(folder string) (files int) {
	own.t.Helper()
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		files++
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		own.look(path, text)

		packed, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
		if err != nil {
			return nil
		}
		for _, inner := range packed.File {
			reader, err := inner.Open()
			if err != nil {
				return err
			}
			text, err := io.ReadAll(reader)
			if err != nil {
				return err
			}
			own.look(path+"/"+inner.Name, text)
		}
		return nil
	})
	if err != nil {
		own.t.Fatal(err)
	}
	return files
}

func TestNoSecretIsInStatePlanOrLog(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database func() string) {
		server := startServer(t, database())
		secrets := t.TempDir()
		seen := &watch{t: t, known: make(map[string]string)}
		own := newWorkspace(t, server, files(t))
		own.set("SECRETS", secrets)
		own.set("TF_VAR_secrets", secrets)
		own.set("TF_LOG", "TRACE")
		own.set("TF_LOG_PATH", filepath.Join(own.folder, "trace.log"))
		own.apply()
		seen.add("admin key", server.admin.Key)

		// Secrets that are made beside the provider, of the objects that it made.
		billing, shop := own.id("keyplane_application.billing"), own.id("keyplane_application.shop")
		key := server.mutate(t, "generateApplicationKey", "privateKey { content }", map[string]any{
			"applicationId": billing, "name": "for the test",
		})["privateKey"].(map[string]any)["content"].(string)
		if err := os.WriteFile(filepath.Join(secrets, "billing-key.json"), []byte(key), 0o600); err != nil {
			t.Fatal(err)
		}
		seen.add("application key", key)
		if found := server.node(t, shop, "Application", "clientSecrets { id }"); len(found["clientSecrets"].([]any)) != 0 {
			t.Fatalf("the application has a secret that its creator never saw: %v", found)
		}
		seen.add("client secret", server.mutate(t, "rotateClientSecret", "clientSecret", map[string]any{
			"applicationId": shop,
		})["clientSecret"].(string))
		seen.add("webhook secret", server.mutate(t, "rotateWebhookSecret", "secret", map[string]any{
			"webhookId": own.id("keyplane_webhook.alerts"),
		})["secret"].(string))

		own.write("tokens.tf", tokens)
		own.write("main.tf", replaced(everything, `"Billing"`, `"Billing 2"`))
		own.must("plan", "-input=false", "-out=first.plan")
		own.write("plan.json", own.must("show", "-json", "first.plan"))
		own.must("apply", "-input=false", "first.plan")
		own.write("state.json", own.must("show", "-json"))
		own.unchanged()
		own.write("output.txt", own.output.String())

		for _, name := range []string{"admin-token", "access-token"} {
			text, err := os.ReadFile(filepath.Join(secrets, name))
			if err != nil {
				t.Fatal(err)
			}
			seen.add(name, string(text))
		}
		if text, _ := os.ReadFile(filepath.Join(secrets, "viewer.json")); !strings.Contains(string(text), "INSTANCE_WRITE") {
			t.Fatalf("the admin token was not accepted: %s", text)
		}
		if text, _ := os.ReadFile(filepath.Join(secrets, "verified")); string(text) != "200" && string(text) != "204" {
			t.Fatalf("the access token was not accepted: %s", text)
		}

		if files := seen.lookInto(own.folder); files < 10 {
			t.Fatalf("only %d files were looked into", files)
		}
		log := own.read("trace.log")
		for _, part := range []string{"keyplane_application.billing", "provider.terraform-provider-keyplane", "keyplane_admin_token"} {
			if !strings.Contains(log, part) {
				t.Fatalf("the log has not got %q, so that it proves nothing", part)
			}
		}
		own.must("destroy", "-auto-approve", "-input=false")
		seen.lookInto(own.folder)
	})
}

func TestNoSecretIsInTheOutputOfACrash(t *testing.T) {
	t.Parallel()
	server := startServer(t, "")
	authorization, release := make(chan string, 16), make(chan struct{})
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
		authorization <- request.Header.Get("Authorization")
		<-release
	}))
	defer silent.Close()
	defer close(release)

	own := newWorkspace(t, server, map[string]string{"main.tf": two})
	own.set("KEYPLANE_URL", silent.URL)
	own.set("TF_LOG", "TRACE")
	own.set("TF_LOG_PATH", filepath.Join(own.folder, "trace.log"))
	command := own.command(tofu, "apply", "-auto-approve", "-input=false", "-no-color")
	var output bytes.Buffer
	command.Stdout, command.Stderr = &output, &output
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}

	seen := &watch{t: t, known: make(map[string]string)}
	seen.add("admin key", server.admin.Key)
	select {
	case token := <-authorization:
		seen.add("admin token", strings.TrimPrefix(token, "Bearer "))
	case <-time.After(2 * time.Minute):
		t.Fatal("the provider sent no request")
	}
	// Go writes all stacks on SIGQUIT, with the arguments of the functions.
	if err := syscall.Kill(providerOf(t, command.Process.Pid), syscall.SIGQUIT); err != nil {
		t.Fatal(err)
	}
	if err := command.Wait(); err == nil {
		t.Fatal("the apply succeeded")
	}
	own.write("output.txt", output.String())
	if !strings.Contains(own.read("trace.log"), "goroutine 1 ") {
		t.Fatal("the log has no stacks, so that it proves nothing")
	}
	seen.lookInto(own.folder)
}

// providerOf is the process of the provider below a process of OpenTofu.
func providerOf(t *testing.T, parent int) int {
	t.Helper()
	all, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, name := range all {
		text, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		// pid (name) state parent …; the name is cut after 15 characters.
		process, rest, _ := strings.Cut(string(text), " (terraform-provi) ")
		if fields := strings.Fields(rest); len(fields) > 1 && fields[1] == strconv.Itoa(parent) {
			pid, _ := strconv.Atoi(process)
			return pid
		}
	}
	t.Fatal("there is no process of the provider")
	return 0
}
