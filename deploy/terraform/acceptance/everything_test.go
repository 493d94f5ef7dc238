//go:build acceptance

package acceptance

import (
	"testing"
)

// everything is a configuration with each resource and most of the settings.
const everything = `
resource "keyplane_project" "acme" {
  slug                   = "acme"
  name                   = "Acme"
  description            = "Services of the shop"
  authorization_endpoint = "https://login.example.com/authorize"
  deletion_protection    = false

  accept_audience_parameter = false

  key_policy = {
    rotation_period_seconds = 7776000
  }
}

resource "keyplane_application" "billing" {
  project_id                    = keyplane_project.acme.id
  external_id                   = "billing"
  name                          = "Billing"
  type                          = "SERVICE"
  owner                         = "team-billing@example.com"
  labels                        = { team = "billing", tier = "production" }
  access_token_lifetime_seconds = 900
  tokens_per_minute             = 600
  allowed_claims                = ["tenant", "region"]
  federated_grants              = ["JWT_BEARER"]
  client_id_aliases             = ["billing-of-old", "billing-2"]
  assertion_audiences           = ["https://old.example.com/oauth2/token"]
  default_api_id                = keyplane_api.orders.id
}

resource "keyplane_application" "shop" {
  project_id  = keyplane_project.acme.id
  external_id = "shop"
  name        = "Shop"
  type        = "SERVICE"
  auth_method = "CLIENT_SECRET_BASIC"
  enabled     = false
}

resource "keyplane_application" "orders" {
  project_id  = keyplane_project.acme.id
  external_id = "orders"
  name        = "Orders"
  type        = "RESOURCE_SERVER"
}

resource "keyplane_application_key" "billing" {
  application_id        = keyplane_application.billing.id
  external_id           = "billing-1"
  name                  = "billing-1"
  public_key            = file("billing.pub.pem")
  additional_algorithms = ["PS256"]
  expires_at            = "2100-01-01T02:00:00+02:00"
}

resource "keyplane_api" "orders" {
  project_id         = keyplane_project.acme.id
  external_id        = "orders"
  name               = "orders"
  identifier         = "https://api.example.com/orders"
  description        = "Orders of the shop"
  scopes             = ["write", "read"]
  accepts            = ["APPLICATION_JWT", "ACCESS_TOKEN"]
  resource_server_id = keyplane_application.orders.id
}

resource "keyplane_grant" "billing_orders" {
  application_id = keyplane_application.billing.id
  api_id         = keyplane_api.orders.id
  external_id    = "billing-orders"
  scopes         = ["read"]
}

resource "keyplane_trusted_issuer" "github" {
  project_id      = keyplane_project.acme.id
  name            = "GitHub Actions"
  external_id     = "github"
  issuer          = "https://token.actions.githubusercontent.com"
  max_age_seconds = 600
}

resource "keyplane_trusted_issuer" "cluster" {
  project_id  = keyplane_project.acme.id
  name        = "Cluster"
  external_id = "cluster"
  issuer      = "https://kubernetes.default.svc"
  key_source  = "JWKS"
  jwks        = jsonencode({ keys = [jsondecode(file("cluster.jwk"))] })
  audience    = "keyplane-acme"
  enabled     = false
}

resource "keyplane_federated_identity" "shop" {
  application_id    = keyplane_application.billing.id
  trusted_issuer_id = keyplane_trusted_issuer.github.id
  name              = "Repository acme/shop"
  external_id       = "github-shop"
  expires_at        = "2100-01-01T00:00:00Z"

  rules = [
    { claim = "repository_id", match = "EXACT", values = ["123456789"] },
    { claim = "ref", match = "ONE_OF", values = ["refs/heads/main", "refs/heads/release"] },
  ]
}

resource "keyplane_webhook" "alerts" {
  project_id  = keyplane_project.acme.id
  url         = "https://hooks.example.com/keyplane"
  event_types = ["key.expiring", "applicationKey.revoke"]
}

resource "keyplane_webhook" "instance" {
  url     = "https://hooks.example.com/instance"
  enabled = false
}
`

// resources are the addresses of everything, with the readable address of each; empty: by ID only.
var resources = map[string]string{
	"keyplane_project.acme":            "acme",
	"keyplane_application.billing":     "acme/billing",
	"keyplane_application.shop":        "acme/shop",
	"keyplane_application.orders":      "acme/orders",
	"keyplane_application_key.billing": "acme/billing/KID",
	"keyplane_api.orders":              "acme/orders",
	"keyplane_grant.billing_orders":    "acme/billing/orders",
	"keyplane_trusted_issuer.github":   "acme/github",
	"keyplane_trusted_issuer.cluster":  "acme/cluster",
	"keyplane_federated_identity.shop": "acme/github-shop",
	"keyplane_webhook.alerts":          "acme/https://hooks.example.com/keyplane",
	"keyplane_webhook.instance":        "",
}

const clusterJWK = `{"kty":"EC","crv":"P-256","kid":"cluster-1","alg":"ES256","use":"sig",` +
	`"x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}`

// files are those of everything: the configuration, and public keys.
func files(t *testing.T) map[string]string {
	t.Helper()
	_, public := newKeyPair(t)
	return map[string]string{"main.tf": everything, "billing.pub.pem": public, "cluster.jwk": clusterJWK}
}

func applied(t *testing.T, database func() string) *workspace {
	t.Helper()
	own := newWorkspace(t, startServer(t, database()), files(t))
	own.apply()
	return own
}

func TestASecondPlanIsEmpty(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database func() string) {
		own := applied(t, database)
		own.unchanged()
		if found := own.state(); len(found) != len(resources) {
			t.Fatalf("the state has %d resources, and the configuration %d", len(found), len(resources))
		}
	})
}

func TestDriftIsShownAndMended(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database func() string) {
		own := applied(t, database)
		server := own.server
		billing, orders := own.id("keyplane_application.billing"), own.id("keyplane_api.orders")
		server.mutate(t, "updateProject", "project { id }", map[string]any{
			"projectId": own.id("keyplane_project.acme"), "keyPolicy": map[string]any{"jwksMaxAgeSeconds": 60},
		})
		server.mutate(t, "updateApplication", "application { id }", map[string]any{
			"applicationId": billing, "name": "Renamed elsewhere", "labels": []any{}, "defaultApiId": nil,
		})
		server.mutate(t, "updateApi", "api { id }", map[string]any{
			"apiId": orders, "scopes": []string{"read", "write", "delete"}, "enabled": false,
		})
		server.mutate(t, "grantApi", "grant { id }", map[string]any{
			"applicationId": billing, "apiId": orders, "scopes": []string{"read", "delete"},
		})
		server.mutate(t, "updateKey", "key { id }", map[string]any{
			"keyId": own.id("keyplane_application_key.billing"), "name": "renamed", "additionalAlgorithms": []string{},
		})
		server.mutate(t, "updateTrustedIssuer", "trustedIssuer { id }", map[string]any{
			"trustedIssuerId": own.id("keyplane_trusted_issuer.github"), "maxAgeSeconds": 3600,
		})
		server.mutate(t, "updateFederatedIdentity", "federatedIdentity { id }", map[string]any{
			"federatedIdentityId": own.id("keyplane_federated_identity.shop"),
			"rules":               []any{map[string]any{"claim": "repository_id", "match": "EXACT", "values": []string{"1"}}},
		})
		server.mutate(t, "updateWebhook", "webhook { id }", map[string]any{
			"webhookId": own.id("keyplane_webhook.alerts"), "enabled": false,
		})

		own.changed("Plan: 0 to add, 8 to change, 0 to destroy", "Renamed elsewhere", `"delete"`)
		own.apply()
		own.unchanged()

		found := server.node(t, billing, "Application", "name labels { key } defaultApi { id } ")
		if found["name"] != "Billing" || len(found["labels"].([]any)) != 2 || found["defaultApi"] == nil {
			t.Fatalf("the application is not as described: %v", found)
		}
	})
}

func TestWhatIsDeletedElsewhereIsCreatedAgain(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database func() string) {
		own := applied(t, database)
		server := own.server
		server.mutate(t, "deleteFederatedIdentity", "deletedId", map[string]any{
			"federatedIdentityId": own.id("keyplane_federated_identity.shop"),
		})
		server.mutate(t, "deleteWebhook", "deletedId", map[string]any{"webhookId": own.id("keyplane_webhook.alerts")})
		server.mutate(t, "revokeGrant", "deletedId", map[string]any{"grantId": own.id("keyplane_grant.billing_orders")})
		server.mutate(t, "deleteApplication", "deletedId", map[string]any{
			"applicationId": own.id("keyplane_application.shop"),
		})

		own.changed("Plan: 4 to add, 0 to change, 0 to destroy")
		own.apply()
		own.unchanged()
	})
}

func TestImportsLeaveNothingToChange(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database func() string) {
		own := applied(t, database)
		state := own.state()
		kid := state["keyplane_application_key.billing"]["kid"].(string)
		// Only the state knows deletion_protection, which an import sets to its default.
		imported := map[string]string{
			"main.tf":         replaced(everything, "deletion_protection    = false", ""),
			"billing.pub.pem": own.read("billing.pub.pem"), "cluster.jwk": clusterJWK,
		}
		byID, byAddress := newWorkspace(t, own.server, imported), newWorkspace(t, own.server, imported)
		for address, readable := range resources {
			id := state[address]["id"].(string)
			byID.must("import", "-input=false", address, id)
			if readable == "" {
				readable = id
			}
			byAddress.must("import", "-input=false", address, replaced(readable, "KID", kid))
		}

		for _, workspace := range []*workspace{byID, byAddress} {
			workspace.unchanged()
			for address, values := range state {
				if id := workspace.id(address); id != values["id"] {
					t.Fatalf("%s is %s, and was %s", address, id, values["id"])
				}
			}
		}
	})
}

func TestADestroyLeavesNothing(t *testing.T) {
	eachDatabase(t, func(t *testing.T, database func() string) {
		own := applied(t, database)
		project, instance := own.id("keyplane_project.acme"), own.id("keyplane_webhook.instance")
		own.must("destroy", "-auto-approve", "-input=false")
		if len(own.state()) != 0 {
			t.Fatalf("the state still has %v", own.state())
		}
		for id, kind := range map[string]string{project: "Project", instance: "Webhook"} {
			if own.server.node(t, id, kind, "id") != nil {
				t.Fatalf("%s still exists", id)
			}
		}
	})
}
