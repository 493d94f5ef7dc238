//! IDs of rows are unpredictable.

use std::collections::HashSet;

use keyplane_entity::id::ApplicationId;

use crate::harness::on_both;

/// The part of an ID after the time and the counter.
fn random_part(id: u128) -> u128 {
    id & ((1 << 62) - 1)
}

on_both! {
    async fn each_id_has_random_bits_of_its_own_which_no_answer_has_shown(world: World) {
        let project = world.project("acme").await;
        let mut seen = HashSet::new();
        let mut last = String::new();
        for _ in 0..20 {
            let answer = world.get("/healthz").await;
            let request: uuid::Uuid = answer.header("x-request-id").parse().unwrap();
            seen.insert(random_part(request.as_u128()));
            let id = world.application(&project, "a").await;
            assert!(id > last, "IDs keep the order of their rows");
            last.clone_from(&id);
            let id: ApplicationId = id.parse().unwrap();
            assert!(seen.insert(random_part(id.0.as_u128())), "{id} shares its random bits");
        }
    }
}
