resource "keyplane_project" "acme" {
  slug = "acme"
  name = "Acme"
}

resource "keyplane_application" "orders" {
  project_id  = keyplane_project.acme.id
  external_id = "orders"
  name        = "Orders"
  type        = "RESOURCE_SERVER"
}

resource "keyplane_api" "orders" {
  project_id         = keyplane_project.acme.id
  name               = "orders"
  identifier         = "https://api.example.com/orders"
  scopes             = ["read", "write"]
  resource_server_id = keyplane_application.orders.id
}
