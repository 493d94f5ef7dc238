# By a readable address; the ID (grt_…) works too.
tofu import keyplane_grant.billing_orders acme/billing/orders
