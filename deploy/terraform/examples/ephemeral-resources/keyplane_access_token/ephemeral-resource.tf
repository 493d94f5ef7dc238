ephemeral "keyplane_access_token" "billing" {
  key_file = "${path.module}/billing-key.json"
  scope    = "read"
  resource = "https://api.example.com/orders"
}

resource "terraform_data" "orders" {
  provisioner "local-exec" {
    environment = {
      TOKEN = ephemeral.keyplane_access_token.billing.access_token
    }
    command = <<-SH
      curl --silent --show-error --fail "$KEYPLANE_URL/p/acme/apis/orders/verify" \
        --header "Authorization: Bearer $TOKEN" --output /dev/null --write-out "%%{http_code}" > orders.txt
    SH
  }
}
