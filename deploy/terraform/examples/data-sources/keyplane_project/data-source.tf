data "keyplane_project" "acme" {
  slug = "acme"
}

output "jwks_uri" {
  value = data.keyplane_project.acme.jwks_uri
}
