resource "keyplane_project" "acme" {
  slug = "acme"
  name = "Acme"
}

resource "keyplane_application" "billing" {
  project_id  = keyplane_project.acme.id
  external_id = "billing"
  name        = "Billing"
  type        = "SERVICE"
}

# The private half stays where it was made:
#   openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out billing.pem
#   openssl pkey -in billing.pem -pubout -out billing.pub.pem
resource "keyplane_application_key" "billing" {
  application_id = keyplane_application.billing.id
  name           = "billing-2030"
  kid            = "billing-2030"
  public_key     = file("${path.module}/billing.pub.pem")
}
