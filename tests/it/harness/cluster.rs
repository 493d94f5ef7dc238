//! A PostgreSQL for the tests: the one that `KEYPLANE_TEST_POSTGRES_URL` names, or a throwaway
//! cluster that ends with this process.

use std::sync::OnceLock;

use keyplane_tests::postgres::Postgres;

/// Whether `KEYPLANE_TEST_SKIP_POSTGRES=1` excludes the tests on PostgreSQL.
pub(crate) fn left_out() -> bool {
    let out = std::env::var("KEYPLANE_TEST_SKIP_POSTGRES").is_ok_and(|value| value == "1");
    if out {
        eprintln!("left out: KEYPLANE_TEST_SKIP_POSTGRES=1");
    }
    out
}

/// The PostgreSQL server with the test databases.
pub(crate) struct Cluster {
    /// `host:port`, for a wire in front of it.
    pub(crate) address: String,
    /// `user[:password]`, as a URL has it.
    user: String,
    /// The throwaway cluster. It ends with this process.
    _throwaway: Option<Postgres>,
}

impl Cluster {
    /// The one cluster of this process, started on first use.
    pub(crate) fn get() -> &'static Self {
        static CLUSTER: OnceLock<Cluster> = OnceLock::new();
        CLUSTER.get_or_init(|| match std::env::var("KEYPLANE_TEST_POSTGRES_URL") {
            Ok(url) => Self::existing(&url),
            Err(_) => Self::start(),
        })
    }

    /// The URL of one of its databases.
    pub(crate) fn url(&self, database: &str) -> String {
        self.url_through(&self.address, database)
    }

    /// The URL of a database, through another address.
    pub(crate) fn url_through(&self, address: &str, database: &str) -> String {
        format!("postgres://{}@{address}/{database}?sslmode=disable", self.user)
    }

    fn existing(url: &str) -> Self {
        let rest = url
            .strip_prefix("postgres://")
            .or_else(|| url.strip_prefix("postgresql://"))
            .expect("KEYPLANE_TEST_POSTGRES_URL has the form postgres://user:password@host:port");
        let (user, place) = rest.split_once('@').expect("KEYPLANE_TEST_POSTGRES_URL names a user");
        let host = place.split(['/', '?']).next().unwrap();
        let address = if host.contains(':') { host.to_owned() } else { format!("{host}:5432") };
        Self { address, user: user.to_owned(), _throwaway: None }
    }

    fn start() -> Self {
        let started = Postgres::start(&[
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "max_connections=200",
            "shared_buffers=32MB",
            "autovacuum=off",
            "log_destination=stderr",
        ]);

        let throwaway = started.expect("PostgreSQL starts").expect(
            "no PostgreSQL programs (initdb, postgres) on PATH or in /usr/lib/postgresql: install \
             the package postgresql, name a server in KEYPLANE_TEST_POSTGRES_URL, or leave \
             PostgreSQL out with KEYPLANE_TEST_SKIP_POSTGRES=1",
        );

        Self {
            address: throwaway.address.clone(),
            user: Postgres::USER.to_owned(),
            _throwaway: Some(throwaway),
        }
    }
}
