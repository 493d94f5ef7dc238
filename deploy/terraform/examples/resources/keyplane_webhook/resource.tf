resource "keyplane_project" "acme" {
  slug = "acme"
  name = "Acme"
}

resource "keyplane_webhook" "alerts" {
  project_id  = keyplane_project.acme.id
  url         = "https://hooks.example.com/keyplane"
  event_types = ["key.expiring", "applicationKey.revoke"]
}

# Not secret: the receiver verifies the signatures v1a with it.
output "webhook_public_keys" {
  value = keyplane_webhook.alerts.public_keys
}
