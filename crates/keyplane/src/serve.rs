//! `serve`: runs the server.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use keyplane_api::{ApiOptions, Telemetry};
use keyplane_control::{Clock as _, Control, FirstStart, Options, PublicUrl};
use secrecy::ExposeSecret as _;
use tokio::{
    net::TcpListener,
    time::{Instant, sleep},
};

use crate::{
    clock::SystemClock,
    config::{Config, default_public_url},
    failure::Failure,
    http_server::{self, Connections, Door},
    metrics::{self, Instruments},
    portal,
    service_manager::{self, Milestone},
    signals::Signals,
    store,
    tls::{ServerNames, Tls, TlsSource},
    traces::{self, Traces},
};

/// How long the loops may take for their last writes.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(5);
/// The pause between two looks for refusals to summarise in the log.
const SUMMARY: Duration = Duration::from_secs(10);

/// Runs the server until a signal ends it.
pub(crate) async fn serve(config: Config, traces: Option<&Traces>) -> Result<(), Failure> {
    let started_at = SystemClock.now();
    let mut signals = Signals::catch(config.tls.is_some()).map_err(Failure::Runtime)?;
    // Bind before opening the database: if the port is taken, no first start must have happened.
    let listener = http_server::bind(config.listen)?;
    let address = listener.local_addr().unwrap_or(config.listen);
    let metrics_listener = config.metrics_listen.map(http_server::bind).transpose()?;

    let public_url = public_url(&config, address);
    let tls = open_tls(&config, address, &public_url)?;

    let trace_parent = traces.map(|_| traces::PARENT);
    let options = Options { trace_parent, ..store::options(&config, Some(public_url)) };
    let (control, first_start) = tokio::select! {
        opened = Control::open(options) => opened?,
        () = signals.next() => return Ok(()),
    };
    let loops = control.spawn_loops();
    announce(&control, address, &config, first_start);
    service_manager::tell(Milestone::Ready);

    let connections = Connections::new(http_server::limits(
        config.max_connections,
        config.max_connections_per_source,
        config.trusted_proxies.clone(),
    ));
    let telemetry = traces.map_or_else(Telemetry::default, |_| Telemetry::traced(traces::CONTINUE));
    let telemetry = Arc::new(telemetry);
    let instruments = Instruments {
        control: control.clone(),
        telemetry: Arc::clone(&telemetry),
        connections: Arc::clone(&connections),
        spans: traces.map(Traces::counts),
        tls: tls.clone(),
        started_at,
    };
    let beside = tokio::spawn(observe(metrics_listener, instruments));

    let options =
        ApiOptions { trusted_proxies: config.trusted_proxies, portal: portal::file, telemetry };
    let router = keyplane_api::router(control, options);
    let watch = tls.clone().map(|tls| tokio::spawn(tls.watch(Arc::new(SystemClock))));
    let door = Door { listener, tls };
    http_server::serve(door, router, connections, async || stopped(&mut signals).await).await;
    beside.abort();
    if let Some(watch) = watch {
        watch.abort();
    }

    if tokio::time::timeout(FLUSH_TIMEOUT, loops.stop()).await.is_err() {
        tracing::warn!("the last writes to the database did not finish in time");
    }
    tracing::info!("stopped");
    Ok(())
}

/// Waits for the next signal that ends the server, and tells the service manager of it.
async fn stopped(signals: &mut Signals) {
    signals.next().await;
    service_manager::tell(Milestone::Stopping);
}

/// The configured public URL, or that of the listen address.
fn public_url(config: &Config, address: SocketAddr) -> PublicUrl {
    if let Some(configured) = &config.public_url {
        return configured.clone();
    }
    let default = default_public_url(address, config.tls.is_some());
    if address.ip().is_unspecified() {
        tracing::warn!(
            listen = %address,
            "listening on every address without a public URL: every issuer begins with \
             {default}, which other machines cannot reach, and the first start remembers it; \
             set KEYPLANE_PUBLIC_URL"
        );
    }
    default
}

/// Serves the metrics, if they have a listener, and summarises refusals in the log. Never ends.
async fn observe(listener: Option<TcpListener>, instruments: Instruments) {
    let telemetry = Arc::clone(&instruments.telemetry);
    let summaries = async {
        loop {
            sleep(SUMMARY).await;
            telemetry.summarise_refusals(Instant::now());
        }
    };
    let Some(listener) = listener else { return summaries.await };

    if let Ok(address) = listener.local_addr() {
        tracing::info!(listen = %address, "metrics are at /metrics");
    }
    let (router, connections) = (metrics::router(instruments), Connections::new(metrics::limits()));
    tokio::join!(
        summaries,
        http_server::serve(listener, router, connections, async || {
            std::future::pending::<()>().await;
        })
    );
}

/// The certificate of the configuration. A fault in it ends the start before the database is opened.
fn open_tls(
    config: &Config,
    address: SocketAddr,
    public_url: &PublicUrl,
) -> Result<Option<Arc<Tls>>, Failure> {
    let Some(source) = config.tls.clone() else {
        return Ok(None);
    };
    let mut hosts = vec![public_url.host().to_owned()];
    // With files, only the public name matters: proxies and probes connect to the address itself.
    if source == TlsSource::SelfSigned && !address.ip().is_unspecified() {
        hosts.push(address.ip().to_string());
    }
    let names = ServerNames { data_dir: config.data_dir.clone(), hosts };
    Ok(Some(Arc::new(Tls::open(source, &names, SystemClock.now())?)))
}

fn announce(control: &Control, address: SocketAddr, config: &Config, first_start: FirstStart) {
    let sqlite = config.database_url.expose_secret().starts_with("sqlite:");
    tracing::info!(
        listen = %address,
        public_url = %control.public_url(),
        database = if sqlite { "sqlite" } else { "postgresql" },
        version = store::VERSION,
        "Keyplane is ready",
    );

    match first_start {
        FirstStart::Wrote(path) => tracing::info!(
            key_file = %path.display(),
            "first start: admin key written to {0}, keep it safe; open {1}/console/, or run \
             keyplane login --key-file {0}",
            path.display(),
            control.public_url(),
        ),
        FirstStart::TookPublicKey { kid } => tracing::info!(
            kid,
            "first start: the given public key is the first admin key; sign tokens with its \
             private half",
        ),
        FirstStart::NotFirst => {}
    }
}
