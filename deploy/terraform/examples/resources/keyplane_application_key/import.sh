# By a readable address; the ID (key_…) works too.
tofu import keyplane_application_key.billing acme/billing/billing-2030
