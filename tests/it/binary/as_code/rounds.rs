//! Plan, apply, and plan again.

use serde_json::{Value, json};

use super::site::{Site, on_both_sites, payments};

/// Every list of a project with the external IDs of the set.
const LISTS: [(&str, &[&str]); 5] = [
    ("applications", &["payments/server", "payments/web"]),
    ("apis", &["payments/orders"]),
    ("grants", &["payments/web/orders"]),
    ("trustedIssuers", &["payments/ci"]),
    ("federatedIdentities", &["payments/deploy"]),
];

on_both_sites! {
    fn a_set_is_planned_then_applied_and_then_nothing_is_left_to_do(site: &Site) {
        payments(site);
        site.plan(&[]).exits(2).shows("+ project acme\n").shows("+ application payments/web in acme")
            .shows("Plan: 8 to create, 0 to change, 0 to delete.");
        site.run(&["apply", "files"]).exits(2).says("add --yes");
        assert_eq!(site.acme("id"), Value::Null, "nothing was changed");

        site.apply(&[]).exits(0).says("Applied: 8 created, 0 changed, 0 deleted.");
        site.plan(&[]).exits(0).shows("No changes");
        site.apply(&[]).exits(0).shows("No changes");

        for (list, expected) in LISTS {
            assert_eq!(site.names(list), expected, "{list}");
        }
        let web = site.acme("applications(externalId: \"payments/web\") { nodes {
            name labels { key value } defaultApi { name } keys { nodes { name externalId thumbprint } } } }");
        let web = &web["applications"]["nodes"][0];
        assert_eq!(web["name"], "Web shop");
        assert_eq!(web["labels"], json!([{ "key": "team", "value": "payments" }]));
        assert_eq!(web["defaultApi"]["name"], "orders");
        let key = &web["keys"]["nodes"][0];
        let external_id = format!("payments/web/{}", key["thumbprint"].as_str().unwrap());
        assert_eq!(key["externalId"], external_id.as_str());
        let orders = site.acme("apis { nodes { resourceServer { externalId } } }");
        assert_eq!(orders["apis"]["nodes"][0]["resourceServer"]["externalId"], "payments/server");
    }

    fn a_plan_for_programs_names_each_setting_and_its_fingerprint_guards_the_apply(site: &Site) {
        payments(site);
        let plan: Value = serde_json::from_str(&site.plan(&["--json"]).exits(2).out).unwrap();
        assert_eq!(plan["formatVersion"], 1);
        assert_eq!(plan["summary"], json!({ "create": 8, "update": 0, "delete": 0 }));
        let web = plan["changes"].as_array().unwrap().iter()
            .find(|change| change["externalId"] == "payments/web").unwrap();
        assert_eq!((&web["action"], &web["type"], &web["project"]), (&json!("create"), &json!("application"), &json!("acme")));
        let settings = web["settings"].as_array().unwrap();
        assert!(settings.contains(&json!({ "name": "name", "from": null, "to": "Web shop" })), "{web}");

        let fingerprint = plan["fingerprint"].as_str().unwrap();
        let other = site.run(&["apply", "files", "--plan", "another"]).exits(1).says("fingerprint another").says("plan again");
        assert_eq!(other.out, "", "the plan that was not reviewed is not shown as if it were applied");
        site.run(&["apply", "files", "--plan", fingerprint]).exits(0);
        // What was planned is done: the same fingerprint fits no other plan.
        site.run(&["apply", "files", "--plan", fingerprint]).exits(1);
    }

    fn settings_change_one_by_one_and_go_back_to_their_defaults(site: &Site) {
        payments(site);
        site.apply(&[]).exits(0);
        let file = std::fs::read_to_string(site.folder.path().join("files/payments.yaml")).unwrap();
        site.write("payments.yaml", &file.replace("labels: { team: payments }", "tokensPerMinute: 100")
            .replace("scopes: [read]", "scopes: [write, read]").replace("name: Acme", "name: Acme Ltd"));
        site.plan(&[]).exits(2)
            .shows("~ project acme\n    name: \"Acme\" → \"Acme Ltd\"\n")
            .shows("~ application payments/web in acme\n    labels: { team: payments } → {}\n    tokensPerMinute: null → 100\n")
            .shows("~ grant payments/web/orders in acme\n    scopes: [\"read\"] → [\"read\",\"write\"]\n")
            .shows("Plan: 0 to create, 3 to change, 0 to delete.");
        site.apply(&[]).exits(0);
        site.plan(&[]).exits(0);
        site.write("payments.yaml", &file);
        site.apply(&[]).exits(0).shows("tokensPerMinute: 100 → null");
        site.plan(&[]).exits(0);
    }

    fn a_setting_that_never_changes_is_a_conflict_and_nothing_is_applied(site: &Site) {
        payments(site);
        site.apply(&[]).exits(0);
        let file = std::fs::read_to_string(site.folder.path().join("files/payments.yaml")).unwrap();
        site.write("payments.yaml", &file.replace("https://orders.example", "https://other.example")
            .replace("Web shop", "Shop"));
        site.plan(&[]).exits(1).shows("identifier never changes").shows("files/payments.yaml:");
        site.apply(&[]).exits(1).says("nothing was changed");
        let web = site.acme("applications(externalId: \"payments/web\") { nodes { name } }");
        assert_eq!(web["applications"]["nodes"][0]["name"], "Web shop");
    }

    fn what_the_server_refuses_is_listed_and_the_rest_is_applied(site: &Site) {
        payments(site);
        let file = std::fs::read_to_string(site.folder.path().join("files/payments.yaml")).unwrap();
        site.write("payments.yaml", &file.replace("type: RESOURCE_SERVER", "type: RESOURCE_SERVER\n        allowedClaims: [sub]"));
        site.apply(&[]).exits(1)
            .says("application payments/server in acme: ").says("registered claim")
            .says("API payments/orders in acme: not tried, because it needs the application payments/server in acme")
            .says("grant payments/web/orders in acme: not tried");
        assert_eq!(site.names("applications"), ["payments/web"]);
        assert_eq!(site.names("federatedIdentities"), ["payments/deploy"], "what does not need it is made");

        site.write("payments.yaml", &file);
        site.apply(&[]).exits(0);
        site.plan(&[]).exits(0);
    }
}
