//! The server with a clock that runs faster, for what takes hours: keys that are published ahead,
//! take over, retire and end, under traffic. Everything but the clock is what the binary serves.

use std::{
    error::Error,
    net::SocketAddr,
    path::PathBuf,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use clap::Parser;
use keyplane_api::ApiOptions;
use keyplane_auth::SystemEntropy;
use keyplane_control::{Clock, Control, LimitSettings, Options, Restored};
use keyplane_entity::Timestamp;
use secrecy::SecretString;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

/// Serves Keyplane on SQLite until SIGTERM.
#[derive(Debug, Parser)]
struct Arguments {
    /// The address to listen on; the issuers are under it.
    #[arg(long)]
    listen: SocketAddr,
    /// An empty folder for the database and the keys.
    #[arg(long)]
    data_dir: PathBuf,
    /// When this clock and the real one agree, in milliseconds since 1970.
    #[arg(long)]
    epoch: i64,
    /// How many seconds pass here in one real second.
    #[arg(long)]
    speed: i64,
}

struct FastClock {
    epoch: i64,
    speed: i64,
}

impl Clock for FastClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that the others ask")]
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let real = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
        Timestamp(self.epoch + (real - self.epoch) * self.speed)
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let mut terminate = signal(SignalKind::terminate())?;
    let listener = TcpListener::bind(arguments.listen).await?;
    let (control, _) = Control::open(options(&arguments)?).await?;
    let loops = control.spawn_loops();
    let router = keyplane_api::router(control, ApiOptions::default());
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move {
            terminate.recv().await;
        })
        .await?;
    loops.stop().await;
    Ok(())
}

fn options(arguments: &Arguments) -> Result<Options, Box<dyn Error>> {
    let data = &arguments.data_dir;
    Ok(Options {
        database_url: SecretString::from(format!("sqlite:{}", data.join("keyplane.db").display())),
        data_dir: data.clone(),
        master_key_file: data.join("master-key.json"),
        public_url: Some(format!("http://{}", arguments.listen).parse()?),
        change_public_url: false,
        bootstrap_admin_public_key_file: None,
        restored: Restored::Undecided,
        migrate: true,
        database_connections: keyplane_control::MIN_DATABASE_CONNECTIONS,
        serves: true,
        gateway_leeway_seconds: 30,
        limits: LimitSettings::default(),
        outage_limits: keyplane_control::OutageLimits::default(),
        allow_private_addresses: vec![],
        audit_stream: None,
        trace_parent: None,
        version: env!("CARGO_PKG_VERSION"),
        clock: Arc::new(FastClock { epoch: arguments.epoch, speed: arguments.speed }),
        real_time: false,
        entropy: Arc::new(SystemEntropy),
    })
}
