# By a readable address; the ID (whk_…) works too.
tofu import keyplane_webhook.alerts acme/https://hooks.example.com/keyplane
