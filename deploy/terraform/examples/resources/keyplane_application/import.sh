# By a readable address; the ID (app_…) works too.
tofu import keyplane_application.billing acme/billing
