//! The names of a scope in `aud`: the URL, which is valid only on this server, and the short name.

use keyplane_auth::PrivateKey;
use serde_json::{Value, json};

use super::tokens::{assert_verdicts, changed};
use crate::harness::{Caller, PUBLIC_URL, World, on_both};

/// Asserts the reason for tokens of `caller` with these audiences; empty if accepted.
async fn assert_audiences<const N: usize>(
    world: &World,
    caller: &Caller,
    rows: [(Value, &'static str); N],
) {
    let names: Vec<_> = rows.iter().map(|(audience, _)| audience.to_string()).collect();
    let token =
        |audience: &Value| caller.token_with(changed(world, caller, json!({ "aud": audience })));
    let rows = rows.iter().zip(&names);
    let rows = rows.map(|((audience, reason), name)| (&**name, token(audience), *reason));
    assert_verdicts(world, rows.collect()).await;
}

on_both! {
    async fn an_instance_key_opens_with_the_public_url_byte_for_byte(world: World) {
        world.project("acme").await;
        assert_audiences(&world, &world.root(), [
            (json!(PUBLIC_URL), ""),
            (json!([PUBLIC_URL]), ""),
            (json!(["https://else.example", PUBLIC_URL]), ""),
            (json!([PUBLIC_URL, "keyplane"]), ""),
            (json!([PUBLIC_URL, PUBLIC_URL]), ""),
            (json!(format!("{PUBLIC_URL}/")), "WRONG_AUDIENCE"),
            (json!(format!("{PUBLIC_URL}:443")), "WRONG_AUDIENCE"),
            (json!(format!("{PUBLIC_URL}/graphql")), "WRONG_AUDIENCE"),
            (json!(format!("{PUBLIC_URL}/p/keyplane")), "WRONG_AUDIENCE"),
            (json!(format!("{PUBLIC_URL}.evil.example")), "WRONG_AUDIENCE"),
            (json!(PUBLIC_URL.to_uppercase()), "WRONG_AUDIENCE"),
            (json!("https://staging.example.com"), "WRONG_AUDIENCE"),
            (json!(format!("{PUBLIC_URL}/p/acme")), "UNKNOWN_KID"),
        ])
        .await;
    }

    async fn a_projects_key_opens_with_its_issuer_byte_for_byte(world: World) {
        let project = world.project("acme").await;
        world.project("other").await;
        let admin = world.project_admin(&project, "acme", "first", &["READ"]).await;
        let issuer = format!("{PUBLIC_URL}/p/acme");

        assert_audiences(&world, &admin, [
            (json!(issuer), ""),
            (json!([issuer, "acme"]), ""),
            (json!(["https://staging.example.com/p/acme", issuer]), ""),
            (json!(format!("{issuer}/")), "WRONG_AUDIENCE"),
            (json!(format!("{issuer}/oauth/token")), "WRONG_AUDIENCE"),
            (json!(format!("{PUBLIC_URL}/P/acme")), "WRONG_AUDIENCE"),
            (json!(format!("{PUBLIC_URL}//p/acme")), "WRONG_AUDIENCE"),
            (json!(format!("{PUBLIC_URL}/p/nosuch")), "WRONG_AUDIENCE"),
            (json!(format!("{PUBLIC_URL}/p/")), "WRONG_AUDIENCE"),
            (json!(format!("{PUBLIC_URL}/p/ac\u{0}me")), "WRONG_AUDIENCE"),
            (json!("https://staging.example.com/p/acme"), "WRONG_AUDIENCE"),
            (json!([issuer, "other"]), "WRONG_AUDIENCE"),
            (json!([issuer, "keyplane"]), "WRONG_AUDIENCE"),
            (json!([issuer, PUBLIC_URL]), "WRONG_AUDIENCE"),
            (json!(format!("{PUBLIC_URL}/p/other")), "UNKNOWN_KID"),
            (json!(PUBLIC_URL), "UNKNOWN_KID"),
        ])
        .await;
    }

    async fn a_deleted_projects_issuer_opens_nothing(world: World) {
        let project = world.project("acme").await;
        let mut admin = world.project_admin(&project, "acme", "first", &["READ"]).await;
        admin.audience = format!("{PUBLIC_URL}/p/acme");
        world.ask(&admin, "{ viewer { scope } }", json!({})).await.ok();
        let input = json!({ "projectId": project, "confirmSlug": "acme" });
        world.mutate(&world.root(), "deleteProject", input, "deletedId").await.ok();
        let refused = world.ask(&admin, "{ viewer { scope } }", json!({})).await;
        assert_eq!(refused.reason(), "WRONG_AUDIENCE");
    }

    async fn the_refusal_of_a_wrong_audience_names_this_server_and_what_it_expects(world: World) {
        let root = world.root();
        let token = root.token_with(changed(&world, &root, json!({ "aud": "https://old.example" })));
        let refused = world.ask_with(&token, "{ viewer { scope } }", json!({})).await;
        for expected in [
            format!("this server, which is {PUBLIC_URL}"),
            format!("{PUBLIC_URL}/p/SLUG or SLUG"),
            format!("{PUBLIC_URL} or keyplane"),
        ] {
            assert!(refused.message().contains(&expected), "{}", refused.message());
        }
        let challenge = refused.response.header("www-authenticate");
        assert!(challenge.contains(refused.message()), "{challenge}");
    }

    async fn an_admin_key_file_names_its_server_by_url_and_opens_with_it(world: World) {
        let project = world.project("acme").await;
        for (project, audience) in
            [(Value::Null, PUBLIC_URL.to_owned()), (json!(project), format!("{PUBLIC_URL}/p/acme"))]
        {
            let input = json!({ "projectId": project, "name": "file", "permissions": ["READ"] });
            let made = world.mutate(&world.root(), "generateAdminKey", input, "privateKey { content }").await;
            let file: Value = serde_json::from_str(&made.text("/generateAdminKey/privateKey/content")).unwrap();
            assert_eq!(file["audience"], json!(audience));
            assert_eq!(file["endpoint"], json!(format!("{PUBLIC_URL}/graphql")));
            assert_eq!(file["projectId"], project.as_str().map_or(Value::Null, |_| json!("acme")));
            let text = |member: &str| file[member].as_str().unwrap();
            let key = PrivateKey::from_pem(text("key")).unwrap();
            let caller = Caller::with_kid(&key, text("keyId"), text("audience"));
            world.ask(&caller, "{ viewer { scope } }", json!({})).await.ok();
        }
    }
}
