data "keyplane_project" "acme" {
  slug = "acme"
}

data "keyplane_trusted_issuer" "github" {
  project_id  = data.keyplane_project.acme.id
  external_id = "github"
}

output "audience" {
  value = data.keyplane_trusted_issuer.github.audience
}
