# By a readable address; the ID (api_…) works too.
tofu import keyplane_api.orders acme/orders
