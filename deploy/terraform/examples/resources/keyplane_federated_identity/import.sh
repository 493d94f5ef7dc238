# By a readable address; the ID (fid_…) works too.
tofu import keyplane_federated_identity.shop acme/github-shop
