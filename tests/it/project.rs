//! Projects: creating, changing and deleting them.

use serde_json::json;

use crate::harness::on_both;

on_both! {
    async fn a_project_begins_with_one_active_signing_key_of_the_policy(world: World) {
        let made = world
            .mutate(
                &world.root(),
                "createProject",
                json!({ "slug": "acme", "name": "Acme" }),
                "project { slug signingKeys { totalCount nodes { state algorithm custody } } }",
            )
            .await;
        assert_eq!(made.int("/createProject/project/signingKeys/totalCount"), 1);
        let key = made.at("/createProject/project/signingKeys/nodes/0");
        assert_eq!(key, &json!({ "state": "ACTIVE", "algorithm": "RS256", "custody": "SERVER" }));
    }
}
