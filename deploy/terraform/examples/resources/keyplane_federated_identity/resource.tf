resource "keyplane_project" "acme" {
  slug = "acme"
  name = "Acme"
}

resource "keyplane_application" "deployer" {
  project_id       = keyplane_project.acme.id
  external_id      = "deployer"
  name             = "Deployer"
  type             = "SERVICE"
  federated_grants = ["JWT_BEARER"]
}

resource "keyplane_trusted_issuer" "github" {
  project_id  = keyplane_project.acme.id
  name        = "GitHub Actions"
  external_id = "github"
  issuer      = "https://token.actions.githubusercontent.com"
}

resource "keyplane_federated_identity" "shop" {
  application_id    = keyplane_application.deployer.id
  trusted_issuer_id = keyplane_trusted_issuer.github.id
  name              = "Repository acme/shop"
  external_id       = "github-shop"

  rules = [
    { claim = "repository_id", match = "EXACT", values = ["123456789"] },
    { claim = "ref", match = "ONE_OF", values = ["refs/heads/main", "refs/heads/release"] },
  ]
}
