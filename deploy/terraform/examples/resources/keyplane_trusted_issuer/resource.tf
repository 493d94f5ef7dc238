resource "keyplane_project" "acme" {
  slug = "acme"
  name = "Acme"
}

resource "keyplane_trusted_issuer" "github" {
  project_id  = keyplane_project.acme.id
  name        = "GitHub Actions"
  external_id = "github"
  issuer      = "https://token.actions.githubusercontent.com"
}
