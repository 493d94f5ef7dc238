//! One control plane with its router, in process.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::{
        Arc, Mutex,
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
use keyplane_control::{
    AllowedAddress, AuditStreamOptions, Clock, Control, FirstStart, LimitSettings, OpenError,
    Options, OutageLimits, Restored,
};
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

/// Failed requests have no limit: the clock of a world stands still.
const NO_LIMITS: LimitSettings =
    LimitSettings { failures_per_source: 0, failures_per_client: 0, key_pairs_per_scope: 16 };

/// The options of a world.
pub(crate) struct Setup {
    pub(crate) backend: Backend,
    pub(crate) database_url: String,
    pub(crate) data_dir: PathBuf,
    pub(crate) public_url: &'static str,
    pub(crate) bootstrap: Option<PathBuf>,
    pub(crate) clock: Arc<TestClock>,
    /// No limits of failed requests, unless a test sets them.
    pub(crate) limits: LimitSettings,
    pub(crate) outage_limits: OutageLimits,
    pub(crate) audit_stream: Option<AuditStreamOptions>,
    /// Private addresses that webhooks may go to.
    pub(crate) allow: Vec<AllowedAddress>,
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
            limits: NO_LIMITS,
            outage_limits: OutageLimits::default(),
            audit_stream: None,
            allow: vec!["127.0.0.1".parse().unwrap()],
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
    /// The address that requests come from.
    client: Mutex<IpAddr>,
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
            restored: Restored::Undecided,
            migrate: true,
            database_connections: 16,
            serves: false,
            gateway_leeway_seconds: 30,
            limits: setup.limits,
            outage_limits: setup.outage_limits,
            allow_private_addresses: setup.allow,
            audit_stream: setup.audit_stream,
            trace_parent: None,
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
            client: Mutex::new(CLIENT.into()),
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

    /// Another replica, on PostgreSQL: a SQLite file has one server.
    pub(crate) async fn replicas(&self) -> Vec<Self> {
        match self.backend {
            Backend::Sqlite => Vec::new(),
            Backend::Postgres => vec![self.replica().await],
        }
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

    /// A second replica with a stream of the audit log.
    pub(crate) async fn replica_with_stream(&self, stream: AuditStreamOptions) -> Self {
        let mut setup = self.setup(self.database_url.clone(), Arc::clone(&self.clock));
        setup.audit_stream = Some(stream);
        Self::start(setup).await.unwrap().0
    }

    /// On PostgreSQL.
    pub(crate) fn database_name(&self) -> &str {
        self.database_url.rsplit('/').next().unwrap().split('?').next().unwrap()
    }

    /// As [`Self::wired`], with other limits of what counts while the database is away.
    pub(crate) async fn wired_with(&self, limits: OutageLimits) -> (Self, Wire) {
        let wire = Wire::lay().await;
        let mut setup = self.setup(wire.url(self.database_name()), Arc::clone(&self.clock));
        setup.outage_limits = limits;
        (Self::start(setup).await.unwrap().0, wire)
    }

    /// A second replica that limits failed requests.
    pub(crate) async fn limited(&self, per_source: u32, per_client: u32) -> Self {
        let mut setup = self.setup(self.database_url.clone(), Arc::clone(&self.clock));
        setup.limits.failures_per_source = per_source;
        setup.limits.failures_per_client = per_client;
        Self::start(setup).await.unwrap().0
    }

    async fn replica_at(&self, database_url: String) -> Self {
        self.replica_with(database_url, Arc::clone(&self.clock)).await
    }

    async fn replica_with(&self, database_url: String, clock: impl Into<Arc<TestClock>>) -> Self {
        Self::start(self.setup(database_url, clock.into())).await.unwrap().0
    }

    /// The options of another replica.
    fn setup(&self, database_url: String, clock: Arc<TestClock>) -> Setup {
        Setup {
            backend: self.backend,
            database_url,
            data_dir: self.data_dir.clone(),
            public_url: PUBLIC_URL,
            bootstrap: None,
            clock,
            limits: NO_LIMITS,
            outage_limits: OutageLimits::default(),
            audit_stream: None,
            allow: vec!["127.0.0.1".parse().unwrap()],
        }
    }

    /// A second replica that sends nothing to private addresses.
    pub(crate) async fn strict_replica(&self) -> Self {
        let mut setup = self.setup(self.database_url.clone(), Arc::clone(&self.clock));
        setup.allow = vec![];
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

    /// Lets requests come from another address than [`CLIENT`].
    pub(crate) fn move_client(&self, address: &str) {
        *self.client.lock().unwrap() = address.parse().unwrap();
    }

    /// One HTTP request, as the client would send it.
    pub(crate) async fn send(&self, mut request: Request<Body>) -> Response {
        let peer = SocketAddr::from((*self.client.lock().unwrap(), 40_000));
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
