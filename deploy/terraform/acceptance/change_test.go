//go:build acceptance

package acceptance

import (
	"strings"
	"testing"
)

func replaced(text string, pairs ...string) string {
	return strings.NewReplacer(pairs...).Replace(text)
}

func TestSettingsAreUpdatedInPlace(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database func() string) {
		own := applied(t, database)
		before := own.state()
		own.write("main.tf", replaced(everything,
			`"Acme"`, `"Acme Ltd"`,
			`rotation_period_seconds = 7776000`, `publish_ahead_seconds = 172800`,
			`authorization_endpoint = "https://login.example.com/authorize"`, ``,
			`tokens_per_minute             = 600`, ``,
			`tier = "production"`, `tier = "staging"`,
			`"billing-1"`, `"billing-one"`,
			`"billing-of-old", "billing-2"`, `"billing-3"`,
			`"billing-orders"`, `"orders-of-billing"`,
			`external_id     = "github"`, `external_id     = "actions"`,
			`expires_at            = "2100-01-01T02:00:00+02:00"`, ``,
			`["write", "read"]`, `["read", "write", "delete"]`,
			`scopes         = ["read"]`, `scopes         = ["read", "delete"]`,
			`max_age_seconds = 600`, `max_age_seconds = 900`,
			`"keyplane-acme"`, `"keyplane-cluster"`,
			`"123456789"`, `"987654321"`,
			`"key.expiring", `, ``,
			`https://hooks.example.com/instance`, `https://hooks.example.com/all`,
		))
		own.changed("Plan: 0 to add, 10 to change, 0 to destroy")
		own.apply()
		own.unchanged()

		for address, values := range own.state() {
			if before[address]["id"] != values["id"] {
				t.Fatalf("%s was replaced", address)
			}
		}
		found := own.server.node(t, own.id("keyplane_project.acme"), "Project",
			"name authorizationEndpoint keyPolicy { rotationPeriodSeconds publishAheadSeconds }")
		policy := found["keyPolicy"].(map[string]any)
		if found["name"] != "Acme Ltd" || found["authorizationEndpoint"] != nil ||
			policy["rotationPeriodSeconds"] != nil || policy["publishAheadSeconds"] != 172800.0 {
			t.Fatalf("the project is not as described: %v", found)
		}
	})
}

func TestWhatNeverChangesIsReplaced(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database func() string) {
		own := applied(t, database)
		before := own.state()
		_, other := newKeyPair(t)
		own.write("billing.pub.pem", other)
		own.write("main.tf", replaced(everything,
			`"https://api.example.com/orders"`, `"https://api.example.com/v2/orders"`,
			`"github-shop"`, `"github-store"`,
		))
		own.changed("must be replaced", "Plan: 3 to add, 2 to change, 3 to destroy")
		own.apply()
		own.unchanged()

		for _, address := range []string{
			"keyplane_application_key.billing", "keyplane_api.orders", "keyplane_grant.billing_orders",
		} {
			if before[address]["id"] == own.id(address) {
				t.Fatalf("%s was not replaced", address)
			}
		}
		if before["keyplane_application.billing"]["id"] != own.id("keyplane_application.billing") {
			t.Fatal("the application was replaced")
		}
		old := own.server.node(t, before["keyplane_application_key.billing"]["id"].(string), "Key", "state")
		if old["state"] != "REVOKED" {
			t.Fatalf("the old key is %v", old["state"])
		}
	})
}

func TestAnotherFormOfAPublicKeyChangesNothing(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database func() string) {
		own := applied(t, database)
		key := own.server.node(t, own.id("keyplane_application_key.billing"), "Key", "jwk")["jwk"].(map[string]any)
		own.write("main.tf", replaced(everything, `file("billing.pub.pem")`,
			`jsonencode({ kty = "RSA", n = "`+key["n"].(string)+`", e = "AQAB" })`,
			`"2100-01-01T02:00:00+02:00"`, `"2100-01-01T00:00:00.000Z"`))
		own.unchanged()
	})
}

func TestAKeyThatIsRevokedElsewhereNeedsAnotherKeyPair(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database func() string) {
		own := applied(t, database)
		own.server.mutate(t, "revokeKey", "key { id }", map[string]any{
			"keyId": own.id("keyplane_application_key.billing"), "reason": "leaked",
		})
		own.changed("Plan: 1 to add, 0 to change, 0 to destroy")
		own.refused("Cannot create the application key: CONFLICT")

		_, other := newKeyPair(t)
		own.write("billing.pub.pem", other)
		own.apply()
		own.unchanged()
	})
}
