//! The endpoints while the database is unreachable or read-only.

use serde_json::{Value, json};

use super::{
    ask::{Ask, INTROSPECT, REVOKE, TOKEN, check, check_all},
    parties::{Acme, token_of},
};
use crate::harness::{Backend, World, run};

/// Requests that all need the database.
async fn unavailable(world: &World, acme: &Acme, jwt: &str, opaque: &str) {
    let prove = |ask| acme.signer.prove(world, ask, json!({}));
    for (name, path, ask) in [
        ("an opaque token", TOKEN, acme.opaque.basic(Ask::client_credentials())),
        ("an assertion that is to be spent", TOKEN, prove(Ask::client_credentials())),
        ("a grant that is to be spent", TOKEN, Ask::grant(&acme.signer.sign(world, json!({})))),
        ("a spent question", INTROSPECT, prove(Ask::about(jwt))),
        ("a JWT to be revoked", REVOKE, acme.basic.basic(Ask::about(jwt))),
        ("an opaque token to be revoked", REVOKE, acme.opaque.basic(Ask::about(opaque))),
    ] {
        let answer = ask.send(world, path).await;
        check(name, &ask, &answer, 503, "temporarily_unavailable");
        assert!(!answer.text().contains("postgres"), "no inside detail: {}", answer.text());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_away_is_503_and_never_a_verdict() {
    run(Backend::Postgres, async |world: World| {
        let (world, wire) = world.wired().await;
        let acme = Acme::create(&world).await;
        let (jwt, opaque) = (acme.basic.token(&world).await, acme.opaque.token(&world).await);

        wire.cut();
        unavailable(&world, &acme, &jwt, &opaque).await;
        let about = |token| acme.server.basic(Ask::about(token));
        let never_seen = "app_01h455vb4pex5vsknk084sn02q";

        for (name, path, ask) in [
            ("a JWT", INTROSPECT, about(&jwt)),
            ("an opaque token", INTROSPECT, about(&opaque)),
            ("an unknown client", TOKEN, Ask::client_credentials().basic(never_seen, "x")),
            (
                "an issuer never seen",
                "/p/never-seen/oauth/token",
                acme.basic.basic(Ask::client_credentials()),
            ),
        ] {
            let answer = ask.send(&world, path).await;
            check(name, &ask, &answer, 503, "temporarily_unavailable");
        }

        wire.mend();
        let told = about(&jwt).send(&world, INTROSPECT).await;
        assert_eq!(told.json()["active"], true, "what failed has changed nothing");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_database_that_takes_no_writes_only_what_writes_is_503() {
    run(Backend::Postgres, async |world: World| {
        let (world, wire) = world.wired().await;
        let acme = Acme::create(&world).await;
        let (jwt, opaque) = (acme.basic.token(&world).await, acme.opaque.token(&world).await);
        let name = world.database_name();
        world.sql(&format!("ALTER DATABASE {name} SET default_transaction_read_only = on")).await;
        // The setting applies to new connections.
        wire.cut();
        wire.mend();

        unavailable(&world, &acme, &jwt, &opaque).await;
        let create =
            "mutation { createProject(input: { slug: \"late\", name: \"n\" }) { project { id } } }";
        let answer = world.ask(&world.root(), create, Value::Null).await;
        assert_eq!(
            (answer.response.status.as_u16(), answer.code()),
            (503, "INTERNAL"),
            "{}",
            answer.body
        );
        check_all(
            &world,
            INTROSPECT,
            vec![
                ("a JWT", acme.server.basic(Ask::about(&jwt)), 200, ""),
                ("an opaque token", acme.server.basic(Ask::about(&opaque)), 200, ""),
            ],
        )
        .await;
        token_of(&world, &acme.basic.basic(Ask::client_credentials())).await;
        token_of(
            &world,
            &acme.signer.prove(&world, Ask::client_credentials(), json!({ "jti": null })),
        )
        .await;
    })
    .await;
}
