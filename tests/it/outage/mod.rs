//! The time in which PostgreSQL is away, and the notices that reach replicas without `LISTEN`.

mod documents;
mod grace;
mod notices;
mod refusals;
mod replays;

use keyplane_control::{Loops, OutageLimits};

use crate::harness::{Wire, World, until};

/// A replica with its loops, behind a wire of its own.
struct Replica {
    world: World,
    wire: Wire,
    loops: Loops,
}

impl Replica {
    /// Starts one, and waits until it uses its caches.
    async fn start(of: &World, limits: OutageLimits) -> Self {
        let (world, wire) = of.wired_with(limits).await;
        let loops = world.control.spawn_loops();
        let replica = Self { world, wire, loops };
        replica.is_well().await;
        replica
    }

    /// Waits until the replica has noticed that the database is away.
    async fn is_alone(&self) {
        let away = async || self.world.control.outage().away_for.is_some();
        assert!(until(away, |away| *away).await, "it never noticed");
    }

    /// Waits until everything works, from caches where possible.
    async fn is_well(&self) {
        let ready = async || self.world.get("/readyz").await.text();
        let found = until(ready, |text| text == r#"{"status":"ready"}"#).await;
        assert_eq!(found, r#"{"status":"ready"}"#);
    }

    async fn stop(self) {
        self.loops.stop().await;
    }
}
