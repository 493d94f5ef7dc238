data "keyplane_project" "acme" {
  slug = "acme"
}

data "keyplane_application" "billing" {
  project_id  = data.keyplane_project.acme.id
  external_id = "billing"
}

output "client_id" {
  value = data.keyplane_application.billing.client_id
}
