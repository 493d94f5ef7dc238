//! What changed on the server, and who changed it.

use serde_json::{Value, json};

use super::site::{Site, on_both_sites, payments};

on_both_sites! {
    fn a_change_on_the_server_is_shown_with_its_author_and_taken_back_by_the_next_apply(site: &Site) {
        payments(site);
        site.apply(&[]).exits(0);
        site.plan(&["--drift"]).exits(0).shows("No drift");

        let web = site.application("payments/web");
        site.mutate("updateApplication", json!({ "applicationId": web, "tokensPerMinute": 5 }), "__typename");
        let grants = site.acme("grants { nodes { id } }");
        site.mutate("revokeGrant", json!({ "grantId": grants["grants"]["nodes"][0]["id"] }), "__typename");
        let by = format!("by the admin key {}", site.admin.kid);
        site.plan(&["--drift"]).exits(2)
            .shows("    tokensPerMinute: 5 → null\n    last changed 20").shows(&format!("{by} (application.update)"))
            .shows("+ grant payments/web/orders in acme").shows("    deleted 20").shows(&format!("{by} (grant.revoke)"))
            .shows("Drift: 2 objects differ from the files.");
        let report: Value = serde_json::from_str(&site.plan(&["--drift", "--json"]).exits(2).out).unwrap();
        let actions: Vec<_> = report["changes"].as_array().unwrap().iter().map(|change| change["lastChange"]["action"].clone()).collect();
        assert_eq!(actions, ["application.update", "grant.revoke"]);

        site.apply(&[]).exits(0);
        site.plan(&["--drift"]).exits(0);
    }

    fn what_was_disabled_or_revoked_on_the_server_is_not_brought_back(site: &Site) {
        payments(site);
        site.apply(&[]).exits(0);
        let web = site.application("payments/web");
        site.mutate("updateApplication", json!({ "applicationId": web, "enabled": false }), "__typename");
        site.plan(&[]).exits(0).shows("No changes");

        let file = std::fs::read_to_string(site.folder.path().join("files/payments.yaml")).unwrap();
        site.write("payments.yaml", &file.replace("name: Web shop", "name: Web shop\n        enabled: true"));
        site.plan(&[]).exits(2).shows("enabled: false → true");

        let keys = site.acme("keys(purposes: [APPLICATION]) { nodes { id } }");
        site.mutate("revokeKey", json!({ "keyId": keys["keys"]["nodes"][0]["id"], "reason": "leaked" }), "__typename");
        site.plan(&[]).exits(1).shows("a revoked key never comes back");
        site.apply(&[]).exits(1);
    }
}
