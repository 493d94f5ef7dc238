data "keyplane_project" "acme" {
  slug = "acme"
}

data "keyplane_application" "billing" {
  project_id  = data.keyplane_project.acme.id
  external_id = "billing"
}

data "keyplane_api" "orders" {
  project_id = data.keyplane_project.acme.id
  name       = "orders"
}

data "keyplane_grant" "billing_orders" {
  application_id = data.keyplane_application.billing.id
  api_id         = data.keyplane_api.orders.id
}

output "scopes" {
  value = data.keyplane_grant.billing_orders.scopes
}
