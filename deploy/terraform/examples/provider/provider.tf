terraform {
  required_providers {
    keyplane = {
      source = "keyplane/keyplane"
    }
  }
}

# The key file of an admin key comes from KEYPLANE_ADMIN_KEY_FILE; it names the server.
provider "keyplane" {}
