//! The gateway check against a model: after any sequence of changes, the caches give the same
//! answers as fresh reads.
//!
//! A test changes a project with two applications, two APIs and a trusted issuer at random, and
//! checks the tokens made so far at both APIs after each step. The model computes the expected answers. On
//! PostgreSQL the first process uses no caches, since it does not listen for notices; the test
//! also asks a replica that does.

mod exchange;
mod facts;
mod keys;
mod outside;
mod runner;
mod steps;

use std::cell::Cell;

use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError, TestRunner},
};

use self::{runner::Run, steps::step};
use crate::harness::{Backend, Database, World, left_out};

/// Number of sequences, and the most steps of each.
const SEQUENCES: u32 = 6;
const STEPS: usize = 40;
/// How many attempts to shrink a failing sequence.
const SHRINKS: u32 = 100;

async fn explore(backend: Backend) {
    if backend == Backend::Postgres && left_out() {
        return;
    }

    let database = Database::fresh(backend).await;
    let world = World::on(&database).await;
    let replica = match backend {
        Backend::Sqlite => None,
        Backend::Postgres => {
            let replica = world.replica().await;
            let loops = replica.control.spawn_loops();
            Some((replica, loops))
        }
    };

    let runtime = tokio::runtime::Handle::current();
    let explored = tokio::task::spawn_blocking(move || {
        let config = Config {
            cases: SEQUENCES,
            max_shrink_iters: SHRINKS,
            failure_persistence: None,
            ..Config::default()
        };
        let number = Cell::new(0);
        let sequences = prop::collection::vec(step(), 10..=STEPS);
        let outcome = TestRunner::new(config).run(&sequences, |steps| {
            // Each run has its own project, so that all can share one database.
            number.set(number.get() + 1);
            let replica = replica.as_ref().map(|(replica, _)| replica);
            let run = Run::start(&world, replica, format!("model-{}", number.get()));
            runtime.block_on(async { run.await.go(steps).await }).map_err(TestCaseError::fail)
        });
        if let Some((_, loops)) = replica {
            runtime.block_on(loops.stop());
        }
        outcome.map_err(|error| error.to_string())
    });

    let explored = explored.await;
    database.remove().await;
    if let Err(failure) = explored.unwrap() {
        panic!("{failure}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn caches_answer_as_the_model_does_at_every_step_on_sqlite() {
    explore(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn caches_answer_as_the_model_does_at_every_step_on_postgres() {
    explore(Backend::Postgres).await;
}
