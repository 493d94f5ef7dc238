//! One control plane with its router, in process.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Request, header},
};
use keyplane_api::ApiOptions;
use keyplane_auth::Entropy;
use keyplane_control::{Clock, Control, FirstStart, OpenError, Options};
use keyplane_entity::Timestamp;
use secrecy::SecretString;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::{
    answer::{Answer, Response},
    caller::Caller,
    clock::TestClock,
    database::{Backend, Database},
    entropy::{HeldKeyPair, SeededEntropy},
    keys::rsa_key,
    portal,
    wire::Wire,
};

/// The public URL of every world.
pub(crate) const PUBLIC_URL: &str = "https://keys.example.com";

/// The client address of requests.
pub(crate) const CLIENT: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 1);

/// The options of a world.
pub(crate) struct Setup {
    pub(crate) backend: Backend,
    pub(crate) database_url: String,
    pub(crate) data_dir: PathBuf,
    pub(crate) public_url: &'static str,
    pub(crate) bootstrap: Option<PathBuf>,
    pub(crate) clock: Arc<TestClock>,
}

impl Setup {
    pub(crate) fn of(database: &Database) -> Self {
        Self {
            backend: database.backend,
            database_url: database.url.clone(),
            data_dir: database.data_dir().to_owned(),
            public_url: PUBLIC_URL,
            bootstrap: None,
            clock: Arc::new(TestClock::new()),
        }
    }
}

/// A running control plane.
pub(crate) struct World {
    pub(crate) backend: Backend,
    pub(crate) control: Control,
    pub(crate) clock: Arc<TestClock>,
    /// The URL of the database, for direct access.
    pub(crate) database_url: String,
    data_dir: PathBuf,
    entropy: Arc<SeededEntropy>,
    router: Router,
}

impl World {
    /// A world over a database from the template.
    pub(crate) async fn on(database: &Database) -> Self {
        Self::start(Setup::of(database)).await.unwrap().0
    }

    /// Starts a world, or returns why it cannot start.
    pub(crate) async fn start(setup: Setup) -> Result<(Self, FirstStart), OpenError> {
        static SEED: AtomicU64 = AtomicU64::new(1);
        let seed = SEED.fetch_add(1, Ordering::Relaxed);
        let entropy = Arc::new(SeededEntropy::new(seed));

        let options = Options {
            database_url: SecretString::from(setup.database_url.clone()),
            data_dir: setup.data_dir.clone(),
            master_key_file: setup.data_dir.join("master-key.json"),
            public_url: Some(setup.public_url.parse().unwrap()),
            change_public_url: false,
            bootstrap_admin_public_key_file: setup.bootstrap,
            migrate: true,
            database_connections: 16,
            serves: false,
            gateway_leeway_seconds: 30,
            version: "0.0.0-test",
            real_time: setup.clock.is_real(),
            clock: Arc::clone(&setup.clock) as Arc<dyn Clock>,
            entropy: Arc::clone(&entropy) as Arc<dyn Entropy>,
        };

        let (control, first) = Control::open(options).await?;
        let router = keyplane_api::router(
            control.clone(),
            ApiOptions { portal: portal::file, ..ApiOptions::default() },
        );

        let world = Self {
            backend: setup.backend,
            control,
            clock: setup.clock,
            database_url: setup.database_url,
            data_dir: setup.data_dir,
            entropy,
            router,
        };
        Ok((world, first))
    }

    /// The file of the master key that seals the database's secrets.
    pub(crate) fn master_key_file(&self) -> PathBuf {
        self.data_dir.join("master-key.json")
    }

    /// A second replica: the same database, master key and clock.
    pub(crate) async fn replica(&self) -> Self {
        self.replica_at(self.database_url.clone()).await
    }

    /// A second replica whose clock follows the real time, so that it can be compared with the
    /// database's clock.
    pub(crate) async fn real_replica(&self) -> Self {
        self.replica_with(self.database_url.clone(), TestClock::real()).await
    }

    /// A second replica on PostgreSQL that reaches the database through its own wire.
    pub(crate) async fn wired(&self) -> (Self, Wire) {
        let wire = Wire::lay().await;
        (self.replica_at(wire.url(self.database_name())).await, wire)
    }

    /// On PostgreSQL.
    pub(crate) fn database_name(&self) -> &str {
        self.database_url.rsplit('/').next().unwrap().split('?').next().unwrap()
    }

    async fn replica_at(&self, database_url: String) -> Self {
        self.replica_with(database_url, Arc::clone(&self.clock)).await
    }

    async fn replica_with(&self, database_url: String, clock: impl Into<Arc<TestClock>>) -> Self {
        let setup = Setup {
            backend: self.backend,
            database_url,
            data_dir: self.data_dir.clone(),
            public_url: PUBLIC_URL,
            bootstrap: None,
            clock: clock.into(),
        };
        Self::start(setup).await.unwrap().0
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The instance admin key with every permission.
    #[expect(clippy::unused_self, reason = "it is this world's, as every other caller is")]
    pub(crate) fn root(&self) -> Caller {
        Caller::new(&rsa_key("root"), "keyplane")
    }

    /// One HTTP request, as the client at [`CLIENT`] would send it.
    pub(crate) async fn send(&self, mut request: Request<Body>) -> Response {
        let peer = SocketAddr::from((CLIENT, 40_000));
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = self.router.clone().oneshot(request).await.unwrap();
        Response::read(answer).await
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// A GraphQL request with a fresh token of `caller`.
    pub(crate) async fn ask(&self, caller: &Caller, query: &str, variables: Value) -> Answer {
        self.ask_with(&caller.token(self.now()), query, variables).await
    }

    /// A GraphQL request with this token.
    pub(crate) async fn ask_with(&self, token: &str, query: &str, variables: Value) -> Answer {
        let body = json!({ "query": query, "variables": variables });
        self.post(token, Body::from(body.to_string())).await
    }

    /// A GraphQL request with this token and body.
    pub(crate) async fn post(&self, token: &str, body: Body) -> Answer {
        let request = Request::post("/graphql")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .body(body)
            .unwrap();
        Answer::from(self.send(request).await)
    }

    /// Holds back the next key pair that this world makes.
    pub(crate) fn hold_key_pair(&self) -> HeldKeyPair {
        self.entropy.hold_key_pair()
    }

    /// One mutation with its `input`; selects `fields` of the payload.
    pub(crate) async fn mutate(
        &self,
        caller: &Caller,
        mutation: &str,
        input: Value,
        fields: &str,
    ) -> Answer {
        let input_type = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
        let query = format!(
            "mutation ($input: {input_type}!) {{ {mutation}(input: $input) {{ {fields} }} }}"
        );
        self.ask(caller, &query, json!({ "input": input })).await
    }
}
