data "keyplane_project" "acme" {
  slug = "acme"
}

data "keyplane_api" "orders" {
  project_id = data.keyplane_project.acme.id
  name       = "orders"
}

output "verify_endpoint" {
  value = data.keyplane_api.orders.verify_endpoint
}
