data "keyplane_project" "acme" {
  slug = "acme"
}

data "keyplane_webhook" "alerts" {
  project_id = data.keyplane_project.acme.id
  url        = "https://hooks.example.com/keyplane"
}

output "public_keys" {
  value = data.keyplane_webhook.alerts.public_keys
}
