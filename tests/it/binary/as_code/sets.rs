//! What belongs to a set, and what apply never touches.

use serde_json::json;

use super::site::{Site, on_both_sites, payments};

/// A set with an application and a grant for the API of the set `payments`.
const BILLING: &str = "
set: billing
projects:
  acme:
    applications:
      worker: { type: SERVICE }
    grants:
      - { application: worker, api: payments/orders, scopes: [read] }
";

const EMPTY: &str = "set: payments\nprojects: { acme: {} }\n";

on_both_sites! {
    fn prune_deletes_what_the_set_made_and_nothing_else(site: &Site) {
        payments(site);
        site.apply(&[]).exits(0);
        let project = site.acme("id")["id"].clone();
        site.mutate("createApplication", json!({ "projectId": project, "name": "by hand", "type": "SERVICE" }), "__typename");
        site.mutate("createApplication", json!({ "projectId": project, "name": "other", "type": "SERVICE", "externalId": "paymentsx/web" }), "__typename");

        site.write("payments.yaml", EMPTY);
        site.plan(&[]).exits(0).shows("No longer in the files, and kept").shows("  application payments/web in acme");
        site.apply(&[]).exits(0);
        assert_eq!(site.names("applications").len(), 4, "nothing goes without --prune");

        site.plan(&["--prune"]).exits(2).shows("Plan: 0 to create, 0 to change, 7 to delete.");
        site.apply(&["--prune"]).exits(0);
        assert_eq!(site.names("applications"), ["by hand", "paymentsx/web"]);
        for list in ["apis", "grants", "trustedIssuers", "federatedIdentities"] {
            assert_eq!(site.names(list).len(), 0, "{list}");
        }
        site.plan(&["--prune"]).exits(0);
        assert!(site.acme("id")["id"].is_string(), "a project is never deleted");
    }

    fn prune_refuses_what_others_stand_on(site: &Site) {
        payments(site);
        site.apply(&[]).exits(0);
        std::fs::create_dir(site.folder.path().join("billing")).unwrap();
        std::fs::write(site.folder.path().join("billing/billing.yaml"), BILLING).unwrap();
        site.run(&["apply", "billing", "--yes"]).exits(0);

        site.write("payments.yaml", EMPTY);
        site.plan(&["--prune"]).exits(1)
            .shows("API payments/orders of acme cannot be pruned: the grant billing/worker/payments/orders stands on it");
        site.apply(&["--prune"]).exits(1);
        assert_eq!(site.names("apis"), ["payments/orders"]);

        std::fs::write(site.folder.path().join("billing/billing.yaml"), "set: billing\nprojects: { acme: {} }\n").unwrap();
        site.run(&["apply", "billing", "--yes", "--prune"]).exits(0);
        site.apply(&["--prune"]).exits(0);
        assert_eq!(site.names("apis").len(), 0);
    }

    fn an_object_that_was_made_by_hand_is_a_conflict_until_it_is_adopted(site: &Site) {
        let input = json!({ "slug": "acme", "name": "Acme", "keyPolicy": { "signingAlgorithm": "ES256" } });
        let project = site.mutate("createProject", input, "project { id }")["project"]["id"].clone();
        let input = json!({ "projectId": project, "name": "orders", "identifier": "https://orders.example" });
        let api = site.mutate("createApi", input, "api { id }")["api"]["id"].clone();
        let input = json!({ "projectId": project, "name": "Web shop", "type": "SERVICE" });
        let web = site.mutate("createApplication", input, "application { id }")["application"]["id"].clone();
        site.mutate("grantApi", json!({ "applicationId": web, "apiId": api }), "__typename");

        payments(site);
        site.plan(&[]).exits(1).shows("the API payments/orders of acme: it is on the server already").shows("--adopt takes it into the set");
        site.apply(&[]).exits(1);
        assert_eq!(site.names("apis"), ["by hand"]);

        site.plan(&["--adopt"]).exits(2).shows("externalId: null → \"payments/orders\"").shows("externalId: null → \"payments/web/orders\"");
        site.apply(&["--adopt"]).exits(0);
        site.plan(&[]).exits(0);
        assert_eq!(site.application("payments/web"), web.as_str().unwrap());
    }

    fn an_object_of_another_set_is_never_touched(site: &Site) {
        payments(site);
        site.apply(&[]).exits(0);
        std::fs::create_dir(site.folder.path().join("rival")).unwrap();
        let file = std::fs::read_to_string(site.folder.path().join("files/payments.yaml")).unwrap();
        let rival = file.replace("set: payments", "set: rival").replace("[read, write]", "[]").replace("scopes: [read]", "scopes: []");
        std::fs::write(site.folder.path().join("rival/rival.yaml"), rival).unwrap();
        std::fs::copy(site.folder.path().join("files/web.pem"), site.folder.path().join("rival/web.pem")).unwrap();
        for arguments in [&["apply", "rival", "--yes"][..], &["apply", "rival", "--yes", "--adopt", "--prune"]] {
            site.run(arguments).exits(1)
                .shows("is on the server as payments/orders, which another file set or tool manages")
                .shows("the trusted issuer rival/ci of acme: it is on the server as payments/ci");
        }
        site.plan(&["--prune"]).exits(0);
    }

    fn an_object_with_a_new_name_in_the_files_is_renamed(site: &Site) {
        payments(site);
        site.apply(&[]).exits(0);
        let id = site.acme("apis { nodes { id } }")["apis"]["nodes"][0]["id"].clone();
        let file = std::fs::read_to_string(site.folder.path().join("files/payments.yaml")).unwrap();
        let renamed = file.replace("orders:\n", "shop:\n        name: orders\n").replace("defaultApi: orders", "defaultApi: shop").replace("api: orders", "api: shop");
        site.write("payments.yaml", &renamed);
        site.plan(&["--prune"]).exits(2).shows("externalId: \"payments/orders\" → \"payments/shop\"")
            .shows("Plan: 0 to create, 2 to change, 0 to delete.");
        site.apply(&["--prune"]).exits(0);
        site.plan(&["--prune"]).exits(0);
        assert_eq!(site.acme("apis { nodes { id } }")["apis"]["nodes"][0]["id"], id);
    }

    fn what_is_created_disabled_is_off_before_anything_that_could_use_it_is_made(site: &Site) {
        payments(site);
        let file = std::fs::read_to_string(site.folder.path().join("files/payments.yaml")).unwrap();
        let off = |name: &str| file.contains(name).then(|| format!("{name}\n        enabled: false")).unwrap();
        let file = ["type: SERVICE", "issuer: https://ci.example.com", "application: web\n        trustedIssuer: ci"]
            .iter().fold(file.clone(), |file, name| file.replace(name, &off(name)));
        site.write("payments.yaml", &file);
        site.apply(&[]).exits(0);
        site.plan(&[]).exits(0);

        let events = site.acme("auditEvents(first: 100) { nodes { action } }");
        let events = events["auditEvents"]["nodes"].as_array().unwrap();
        let position = |action: &str| events.iter().rev().position(|event| event["action"] == action)
            .unwrap_or_else(|| panic!("{action}: {events:?}"));
        assert!(position("application.update") < position("applicationKey.import"));
        assert!(position("trustedIssuer.update") < position("federatedIdentity.create"));
        assert!(position("federatedIdentity.update") < position("grant.create"));
    }

    fn a_grant_has_scopes_of_its_api_only_whichever_set_the_api_is_of(site: &Site) {
        payments(site);
        let file = std::fs::read_to_string(site.folder.path().join("files/payments.yaml")).unwrap();
        site.write("payments.yaml", &file.replace("        scopes: [read]", "        scopes: [read, fly]"));
        site.plan(&[]).exits(1).says("\"fly\" is not a scope of API orders (read, write)");
        site.write("payments.yaml", &file);
        site.apply(&[]).exits(0);

        std::fs::create_dir(site.folder.path().join("billing")).unwrap();
        std::fs::write(site.folder.path().join("billing/billing.yaml"), BILLING.replace("[read]", "[fly]")).unwrap();
        site.run(&["plan", "billing"]).exits(1).shows("\"fly\" is not a scope of API payments/orders (read, write)");
    }

    fn a_key_of_another_project_plans_nothing(site: &Site) {
        payments(site);
        site.apply(&[]).exits(0);
        let other = site.mutate("createProject", json!({ "slug": "beta", "name": "Beta" }), "project { id }")["project"]["id"].clone();
        let input = json!({ "projectId": other, "name": "reader", "permissions": ["READ"] });
        let made = site.mutate("generateAdminKey", input, "privateKey { content }");
        let path = site.folder.path().join("reader.json");
        std::fs::write(&path, made["privateKey"]["content"].as_str().unwrap()).unwrap();
        crate::binary::private::set_mode(&path, 0o600);
        for verb in [&["plan", "files"][..], &["apply", "files", "--yes"], &["export", "--project", "acme", "--set", "payments"]] {
            let mut command = crate::binary::process::command(site.folder.path());
            command.args(verb).args(["--key-file", "reader.json"]);
            let ran = crate::binary::as_code::site::Ran::of(command.output().unwrap()).exits(3).says("project \"acme\" not found, or the key cannot see it");
            assert_eq!(ran.out, "");
        }
    }

    fn a_reference_to_another_set_must_be_there(site: &Site) {
        site.write("billing.yaml", BILLING);
        site.plan(&[]).exits(1).shows("api: the project has no API with the externalId payments/orders");
    }
}
