ephemeral "keyplane_admin_token" "this" {
  lifetime_seconds = 60
}

# What Terraform has no resource for: a call of the Admin API during the apply.
resource "terraform_data" "viewer" {
  provisioner "local-exec" {
    environment = {
      TOKEN = ephemeral.keyplane_admin_token.this.token
    }
    command = <<-SH
      curl --silent --show-error --fail "$KEYPLANE_URL/graphql" \
        --header "Authorization: Bearer $TOKEN" --header "Content-Type: application/json" \
        --data '{"query": "{ viewer { permissions } }"}' > viewer.json
    SH
  }
}
