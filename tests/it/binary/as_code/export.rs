//! Files that `export` writes.

use serde_json::json;

use super::site::{Site, on_both_sites, payments};
use crate::harness::ec_key;

on_both_sites! {
    fn an_exported_set_plans_as_empty_in_both_formats(site: &Site) {
        payments(site);
        site.apply(&[]).exits(0);
        let project = site.acme("id")["id"].clone();
        site.mutate("createApplication", json!({ "projectId": project, "name": "by hand", "type": "SERVICE" }), "__typename");
        for name in ["payments.yaml", "payments.toml"] {
            let folder = site.folder.path().join(name.replace('.', "-"));
            std::fs::create_dir(&folder).unwrap();
            let out = folder.join(name).to_string_lossy().into_owned();
            site.run(&["export", "--project", "acme", "--set", "payments", "--out", &out]).exits(0);
            let text = std::fs::read_to_string(&out).unwrap();
            assert!(text.contains("orders") && text.contains("deploy") && !text.contains("by hand"), "{text}");
            site.run(&["plan", "--prune", &out]).exits(0).shows("No changes");
            site.run(&["export", "--project", "acme", "--set", "payments", "--out", &out]).exits(1).says("exists");
        }
    }

    fn what_was_made_by_hand_comes_under_a_set_by_an_export_that_adopts(site: &Site) {
        let input = json!({ "slug": "acme", "name": "Acme", "keyPolicy": { "signingAlgorithm": "ES256" } });
        let project = site.mutate("createProject", input, "project { id }")["project"]["id"].clone();
        let mut ids = Vec::new();
        for _ in 0..2 {
            let input = json!({ "projectId": project, "name": "Web shop", "type": "SERVICE", "authMethod": "CLIENT_SECRET_BASIC", "labels": [{ "key": "team", "value": "1" }] });
            ids.push(site.mutate("createApplication", input, "application { id }")["application"]["id"].clone());
        }
        let input = json!({ "projectId": project, "name": "orders", "identifier": "urn:orders", "scopes": ["read"], "resourceServerId": ids[0] });
        let api = site.mutate("createApi", input, "api { id }")["api"]["id"].clone();
        for id in &ids {
            site.mutate("grantApi", json!({ "applicationId": id, "apiId": api, "scopes": ["read"] }), "__typename");
            for name in ["main", "main"] {
                let public = ec_key().public_key().spki_pem();
                site.mutate("importApplicationKey", json!({ "applicationId": id, "name": name, "publicKey": public }), "__typename");
            }
        }
        site.mutate("updateApplication", json!({ "applicationId": ids[1], "defaultApiId": api }), "__typename");

        let export = ["export", "--project", "acme", "--set", "payments", "--adopt", "--out", "files/a.yaml"];
        site.run(&export).exits(2).says("add --yes");
        site.run(&[&export[..], &["--yes"]].concat()).exits(0).says("Applied: 0 created, 9 changed, 0 deleted.");
        site.plan(&["--prune"]).exits(0).shows("No changes");
        assert_eq!(site.names("applications"), ["payments/web-shop", "payments/web-shop-2"]);
        assert_eq!(site.names("apis"), ["payments/orders"]);
        assert_eq!(site.names("grants"), ["payments/web-shop-2/orders", "payments/web-shop/orders"]);
        assert!(ids.iter().any(|id| *id == *site.application("payments/web-shop")));
    }

    fn an_object_that_a_file_cannot_name_is_said_to_be_so(site: &Site) {
        payments(site);
        site.apply(&[]).exits(0);
        let project = site.acme("id")["id"].clone();
        let input = json!({ "projectId": project, "name": "bills", "identifier": "urn:bills" });
        let api = site.mutate("createApi", input, "api { id }")["api"]["id"].clone();
        let web = site.application("payments/web");
        site.mutate("updateApplication", json!({ "applicationId": web, "defaultApiId": api }), "__typename");
        site.run(&["export", "--project", "acme", "--set", "payments"]).exits(1).says("in defaultApi, which no set manages");
        site.run(&["export", "--project", "nosuch", "--set", "payments"]).exits(3).says("project \"nosuch\" not found");
        site.run(&["export", "--project", "acme", "--set", "nosuch"]).exits(3)
            .says("no object of acme belongs to the set \"nosuch\"; the sets there are payments");
    }
}
