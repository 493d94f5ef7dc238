data "keyplane_project" "acme" {
  slug = "acme"
}

data "keyplane_application" "billing" {
  project_id  = data.keyplane_project.acme.id
  external_id = "billing"
}

data "keyplane_application_key" "billing" {
  application_id = data.keyplane_application.billing.id
  kid            = "billing-2030"
}

output "state" {
  value = data.keyplane_application_key.billing.state
}
