//! Subjects of tokens, for an application that may name any subject.

use serde_json::json;

use super::{
    ask::{Ask, TOKEN, check},
    parties::{Acme, token_of},
};
use crate::harness::on_both;

on_both! {
    async fn no_subject_has_the_form_of_an_application_id_but_the_clients_own(world: World) {
        let acme = Acme::create(&world).await;
        let own = acme.lax.id.clone();
        let unborn = "app_01h2xcejqtf2nbrexx3vqjhp41";

        for subject in [
            unborn.to_owned(),
            unborn.to_uppercase(),
            unborn.replace("app", "App"),
            acme.basic.id.clone(),
            acme.stranger.id.clone(),
            own.to_uppercase(),
        ] {
            let ask = Ask::grant(&acme.lax.sign(&world, json!({ "sub": subject })));
            let answer = ask.send(&world, TOKEN).await;
            check(&subject, &ask, &answer, 400, "invalid_grant");
            let text = answer.json()["error_description"].as_str().unwrap().to_owned();
            assert!(text.contains("the form of an application's ID"), "{text}");
        }

        for subject in [&*own, "alice", "app_", "app_01h2xcejqtf2nbrexx3vqjhp4", "prj_01h2xcejqtf2nbrexx3vqjhp41"] {
            token_of(&world, &Ask::grant(&acme.lax.sign(&world, json!({ "sub": subject })))).await;
        }
    }
}
