//! What `SQLite` does to answer a list: it walks an index, and sorts nothing.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::harness::{Backend, World, run};

/// The steps of a statement.
async fn plan(world: &World, sql: &str) -> Vec<String> {
    let database = sea_orm::Database::connect(&world.database_url).await.unwrap();
    let sql = format!("EXPLAIN QUERY PLAN {sql}");
    let rows =
        database.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
    rows.iter().map(|row| row.try_get("", "detail").unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn orders_and_filters_of_applications_walk_an_index_that_holds_their_columns() {
    run(Backend::Sqlite, async |world: World| {
        let own = "project_id = x'00' AND deleted_at IS NULL";
        let facets = "type IN ('SERVICE') AND auth_method IN ('PRIVATE_KEY_JWT') AND enabled = 1";
        for (index, sql) in [
            ("COVERING INDEX application_facets", format!("SELECT id FROM application WHERE {own} AND {facets} ORDER BY application.id DESC LIMIT 21")),
            ("INDEX application_enabled", format!("SELECT id FROM application WHERE {own} AND {facets} ORDER BY LOWER(application.name), application.id LIMIT 21")),
            ("INDEX application_name", format!("SELECT id FROM application WHERE {own} AND type IN ('SERVICE') ORDER BY LOWER(application.name), application.id LIMIT 21")),
            ("INDEX application_name", format!("SELECT * FROM application WHERE {own} ORDER BY LOWER(application.name) DESC, application.id DESC LIMIT 21")),
            ("INDEX application_use_order", "SELECT * FROM application_use WHERE project_id = x'00' ORDER BY last_used_at DESC, application_id DESC LIMIT 21".to_owned()),
            ("COVERING INDEX usage_refused", "SELECT subject_id, calls FROM usage_count WHERE outcome <> 'ACCEPTED' AND span = 'HOUR' AND starts_at >= 5 ORDER BY starts_at DESC LIMIT 20000".to_owned()),
            ("INDEX key_ending", "SELECT id FROM key WHERE deleted_at IS NULL AND revoked_at IS NULL AND expires_at > 5 AND expires_at <= 6".to_owned()),
        ] {
            let plan = plan(&world, &sql).await;
            assert!(plan[0].contains(index), "{sql}: {plan:?}");
            assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{sql}: {plan:?}");
        }
    })
    .await;
}
