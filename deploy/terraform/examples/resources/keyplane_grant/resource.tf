resource "keyplane_project" "acme" {
  slug = "acme"
  name = "Acme"
}

resource "keyplane_application" "billing" {
  project_id  = keyplane_project.acme.id
  external_id = "billing"
  name        = "Billing"
  type        = "SERVICE"
}

resource "keyplane_api" "orders" {
  project_id = keyplane_project.acme.id
  name       = "orders"
  identifier = "https://api.example.com/orders"
  scopes     = ["read", "write"]
}

resource "keyplane_grant" "billing_orders" {
  application_id = keyplane_application.billing.id
  api_id         = keyplane_api.orders.id
  scopes         = ["read"]
}
