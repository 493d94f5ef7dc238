resource "keyplane_project" "acme" {
  slug = "acme"
  name = "Acme"
}

resource "keyplane_application" "billing" {
  project_id  = keyplane_project.acme.id
  external_id = "billing"
  name        = "Billing"
  type        = "SERVICE"
  owner       = "team-billing@example.com"

  labels = {
    team = "billing"
    tier = "production"
  }

  access_token_lifetime_seconds = 900
}
