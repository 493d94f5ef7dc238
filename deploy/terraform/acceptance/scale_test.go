//go:build acceptance

package acceptance

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// many is the number of applications, each with a key and a grant.
const many = 250

const crowd = `
resource "keyplane_project" "acme" {
  slug                = "acme"
  name                = "Acme"
  deletion_protection = false
}

resource "keyplane_api" "orders" {
  project_id = keyplane_project.acme.id
  name       = "orders"
  identifier = "https://api.example.com/orders"
  scopes     = ["read", "write"]
}

locals {
  keys = jsondecode(file("keys.json"))
}

resource "keyplane_application" "all" {
  for_each   = local.keys
  project_id = keyplane_project.acme.id
  name       = "Application ${each.key}"
  type       = "SERVICE"
  labels     = { number = each.key }
}

resource "keyplane_application_key" "all" {
  for_each       = local.keys
  application_id = keyplane_application.all[each.key].id
  name           = "key-${each.key}"
  public_key     = jsonencode(each.value)
}

resource "keyplane_grant" "all" {
  for_each       = local.keys
  application_id = keyplane_application.all[each.key].id
  api_id         = keyplane_api.orders.id
  scopes         = ["read"]
}
`

func TestHundredsOfApplications(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database func() string) {
		keys := make(map[string]jose.JSONWebKey)
		for at := range many {
			public, _, err := ed25519.GenerateKey(rand.Reader)
			if err != nil {
				t.Fatal(err)
			}
			keys[fmt.Sprint(at)] = jose.JSONWebKey{Key: public}
		}
		text, err := json.Marshal(keys)
		if err != nil {
			t.Fatal(err)
		}
		own := newWorkspace(t, startServer(t, database()), map[string]string{"main.tf": crowd, "keys.json": string(text)})

		timed(t, "apply", func() { own.apply() })
		timed(t, "second plan", own.unchanged)
		own.write("main.tf", replaced(crowd, `scopes         = ["read"]`, `scopes         = ["read", "write"]`))
		timed(t, "change of each grant", func() { own.apply() })
		timed(t, "destroy", func() { own.must("destroy", "-auto-approve", "-input=false") })
	})
}

func timed(t *testing.T, what string, run func()) {
	t.Helper()
	begin := time.Now()
	run()
	t.Logf("%s: %.1f s for %d applications, keys and grants", what, time.Since(begin).Seconds(), many)
}
