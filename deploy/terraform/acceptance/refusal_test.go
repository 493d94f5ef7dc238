//go:build acceptance

package acceptance

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// two is a project with an application and an API.
const two = `
resource "keyplane_project" "acme" {
  slug                = "acme"
  name                = "Acme"
  deletion_protection = false
}

resource "keyplane_application" "billing" {
  project_id = keyplane_project.acme.id
  name       = "Billing"
  type       = "SERVICE"
}

resource "keyplane_api" "orders" {
  project_id = keyplane_project.acme.id
  name       = "orders"
  identifier = "https://api.example.com/orders"
  scopes     = ["read"]
}
`

func TestARefusedValueIsShownAtItsAttribute(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database func() string) {
		own := newWorkspace(t, startServer(t, database()), map[string]string{"main.tf": two})
		own.apply()

		own.write("more.tf", `
resource "keyplane_grant" "billing_orders" {
  application_id = keyplane_application.billing.id
  api_id         = keyplane_api.orders.id
  scopes         = ["read", "fly"]
}
`)
		own.refused("Cannot create the grant: INVALID_INPUT", "on more.tf line 5", `scopes         = ["read", "fly"]`[:6],
			"fly", "is not a scope of orders", "Correct the value and apply again.")

		own.write("more.tf", strings.ReplaceAll(`
resource "keyplane_project" "other" {
  slug = "other"
  name = "Other"
  key_policy = {
    publish_ahead_seconds = 900
    jwks_max_age_seconds  = 3600
  }
}
`, "\t", ""))
		own.refused("Cannot create the project: INVALID_INPUT", "on more.tf line", "key_policy")
	})
}

func TestAConflictNamesTheImport(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database func() string) {
		own := newWorkspace(t, startServer(t, database()), map[string]string{"main.tf": two})
		own.apply()
		own.server.mutate(t, "grantApi", "grant { id }", map[string]any{
			"applicationId": own.id("keyplane_application.billing"), "apiId": own.id("keyplane_api.orders"),
			"scopes": []string{},
		})
		own.write("more.tf", `
resource "keyplane_grant" "billing_orders" {
  application_id = keyplane_application.billing.id
  api_id         = keyplane_api.orders.id
}

resource "keyplane_project" "again" {
  slug = "acme"
  name = "Acme"
}
`)
		own.refused("Cannot create the grant: CONFLICT", "An import takes the ID or PROJECT_SLUG/APPLICATION_EXTERNAL_ID/API_NAME.",
			"Cannot create the project: CONFLICT", "An import takes the ID or PROJECT_SLUG.")
	})
}

func TestAPreconditionIsExplained(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database func() string) {
		own := newWorkspace(t, startServer(t, database()), map[string]string{"main.tf": two + `
resource "keyplane_trusted_issuer" "github" {
  project_id = keyplane_project.acme.id
  name       = "GitHub Actions"
  issuer     = "https://token.actions.githubusercontent.com"
}
`})
		own.apply()
		own.server.mutate(t, "createFederatedIdentity", "federatedIdentity { id }", map[string]any{
			"applicationId": own.id("keyplane_application.billing"), "name": "by hand",
			"trustedIssuerId": own.id("keyplane_trusted_issuer.github"),
			"rules":           []any{map[string]any{"claim": "repository_id", "match": "EXACT", "values": []string{"1"}}},
		})

		own.write("main.tf", two)
		own.refused("Cannot delete the trusted issuer: PRECONDITION_FAILED",
			"Do what the message says, then apply again.")
	})
}

func TestAnObjectThatWasCreatedInPartCanBeKept(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database func() string) {
		half := two + `
resource "keyplane_application" "shop" {
  project_id     = keyplane_project.acme.id
  name           = "Shop"
  type           = "SERVICE"
  default_api_id = "api_01h455vb4pex5vsknk084sn02q"
}
`
		own := newWorkspace(t, startServer(t, database()), map[string]string{"main.tf": half})
		own.refused("Cannot create the application: NOT_FOUND", "was created, but not with all of its settings",
			"tofu untaint")
		id := own.id("keyplane_application.shop")

		own.must("untaint", "keyplane_application.shop")
		own.write("main.tf", replaced(half, `"api_01h455vb4pex5vsknk084sn02q"`, "keyplane_api.orders.id"))
		own.apply()
		own.unchanged()
		if own.id("keyplane_application.shop") != id {
			t.Fatal("the application was replaced")
		}
	})
}

func TestAProtectedProjectIsNotDeleted(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database func() string) {
		own := newWorkspace(t, startServer(t, database()), map[string]string{"main.tf": `
resource "keyplane_project" "acme" {
  slug = "acme"
  name = "Acme"
}
`})
		own.apply()
		code, output := own.run("destroy", "-auto-approve", "-input=false")
		if code == 0 {
			t.Fatal("the project was deleted")
		}
		own.has(output, "Cannot delete the project", "set deletion_protection = false, apply, and then destroy")
		if own.server.node(t, own.id("keyplane_project.acme"), "Project", "id") == nil {
			t.Fatal("the project is gone")
		}
	})
}

func TestAKeyWithLessPermissionsIsToldWhatIsMissing(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database func() string) {
		server := startServer(t, database())
		made := server.mutate(t, "generateAdminKey", "privateKey { content }", map[string]any{
			"name": "reader", "permissions": []string{"READ"},
		})
		own := newWorkspace(t, server, map[string]string{"main.tf": two})
		own.set("KEYPLANE_ADMIN_KEY_FILE", "")
		own.set("KEYPLANE_ADMIN_KEY", made["privateKey"].(map[string]any)["content"].(string))
		own.refused("Cannot create the project: FORBIDDEN", "INSTANCE_WRITE", "add the permission to the key (updateKey)")
	})
}

func TestAKeyThatCannotBeUsedIsRefusedWithoutItsText(t *testing.T) {
	t.Parallel()
	server := startServer(t, "")
	own := newWorkspace(t, server, map[string]string{"main.tf": two})
	key, err := os.ReadFile(server.keyFile)
	if err != nil {
		t.Fatal(err)
	}

	for text, message := range map[string]string{
		server.admin.Key: "not a key file",
		replaced(string(key), `"admin"`, `"application"`): "this is the key file of another kind of key",
		replaced(string(key), "BEGIN", "BEGUN"):           `member "key" is not PEM`,
	} {
		own.write("bad.json", text)
		own.set("KEYPLANE_ADMIN_KEY_FILE", filepath.Join(own.folder, "bad.json"))
		output := own.refused("The admin key cannot be used", message)
		if line := strings.Split(server.admin.Key, "\n")[1]; strings.Contains(output, line) {
			t.Fatalf("the message repeats the key:\n%s", output)
		}
	}
	own.set("KEYPLANE_ADMIN_KEY_FILE", "")
	own.refused("no admin key was given: set admin_key_file")
}

func TestAPrivateKeyIsRefusedBeforeItIsInThePlan(t *testing.T) {
	t.Parallel()
	private, _ := newKeyPair(t)
	own := newWorkspace(t, startServer(t, ""), map[string]string{"private.pem": private, "main.tf": two + `
resource "keyplane_application_key" "billing" {
  application_id = keyplane_application.billing.id
  name           = "billing-1"
  public_key     = file("private.pem")
}
`})
	code, output := own.run("plan", "-input=false", "-out=plan")
	if code != 1 {
		t.Fatalf("the plan was made\n%s", output)
	}
	own.has(output, "This is a private key", "openssl pkey -in FILE -pubout")
	if line := strings.Split(private, "\n")[1]; strings.Contains(output, line) {
		t.Fatalf("the message repeats the key:\n%s", output)
	}
}
