data "keyplane_project" "acme" {
  slug = "acme"
}

data "keyplane_application" "deployer" {
  project_id  = data.keyplane_project.acme.id
  external_id = "deployer"
}

data "keyplane_federated_identity" "shop" {
  application_id = data.keyplane_application.deployer.id
  external_id    = "github-shop"
}

output "rules" {
  value = data.keyplane_federated_identity.shop.rules
}
