# By a readable address; the ID (tis_…) works too.
tofu import keyplane_trusted_issuer.github acme/github
