resource "keyplane_project" "acme" {
  slug        = "acme"
  name        = "Acme"
  description = "Services of the shop"

  key_policy = {
    rotation_period_seconds = 90 * 24 * 3600
  }
}

output "issuer" {
  value = keyplane_project.acme.issuer
}
