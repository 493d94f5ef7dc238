//! The basis of the integration tests: each test has its own world, made in milliseconds.
//!
//! [`on_both!`] runs a test on SQLite and on PostgreSQL. A [`World`] is one control plane over a
//! database of its own, with a clock that the test sets and randomness from a seed.

mod answer;
mod caller;
mod cast;
mod clock;
mod cluster;
mod database;
mod entropy;
mod held_body;
mod hex;
mod keys;
mod patience;
mod portal;
mod template;
mod wire;
mod world;

pub(crate) use answer::{Answer, Response};
pub(crate) use caller::{Caller, Claims};
pub(crate) use clock::{START, TestClock};
pub(crate) use cluster::left_out;
pub(crate) use database::{Backend, Database};
pub(crate) use entropy::SeededEntropy;
pub(crate) use held_body::HeldBody;
pub(crate) use hex::hex;
pub(crate) use keys::{ec_key, rsa_key};
pub(crate) use patience::until;
pub(crate) use wire::Wire;
pub(crate) use world::{PUBLIC_URL, Setup, World};

use std::{
    future::Future,
    panic::{AssertUnwindSafe, resume_unwind},
};

use futures_util::FutureExt;

/// Runs a test on both databases: `async fn name(world: World) { … }` becomes the tests
/// `name::sqlite` and `name::postgres`.
macro_rules! on_both {
    ($(async fn $name:ident($world:ident: World) $body:block)+) => {
        $(mod $name {
            #[allow(unused_imports, reason = "what a body needs is its own affair")]
            use super::*;

            async fn body($world: $crate::harness::World) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                $crate::harness::run($crate::harness::Backend::Sqlite, body).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                $crate::harness::run($crate::harness::Backend::Postgres, body).await;
            }
        })+
    };
}
pub(crate) use on_both;

/// Runs `test` in a fresh world, and removes the database also when the test fails.
pub(crate) async fn run<F, Fut>(backend: Backend, test: F)
where
    F: FnOnce(World) -> Fut,
    Fut: Future<Output = ()>,
{
    if backend == Backend::Postgres && left_out() {
        return;
    }
    let database = Database::fresh(backend).await;
    let world = World::on(&database).await;
    let outcome = AssertUnwindSafe(test(world)).catch_unwind().await;
    database.remove().await;
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}
