//! A server with metrics, a client of it, and a look at its log.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    path::Path,
};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::process::{Keyplane, data_folder, first_admin, free_address, get_from};
use crate::harness::Caller;

/// A server that logs JSON and serves metrics.
pub(super) struct Observed {
    pub(super) server: Keyplane,
    pub(super) metrics: SocketAddr,
    data: TempDir,
}

/// A client that authenticates with a secret.
pub(super) struct SecretClient {
    pub(super) id: String,
    pub(super) secret: String,
}

impl SecretClient {
    /// A token request with this secret.
    pub(super) fn form(&self, secret: &str) -> String {
        format!("grant_type=client_credentials&client_id={}&client_secret={secret}", self.id)
    }
}

impl Observed {
    /// Starts a server with further settings.
    pub(super) fn start(settings: &[(&str, &str)]) -> Self {
        let (data, metrics) = (data_folder(), free_address());
        let server = Keyplane::try_start(data.path(), free_address(), |command| {
            command.env("KEYPLANE_METRICS_LISTEN", metrics.to_string());
            command.env("KEYPLANE_LOG_FORMAT", "json");
            command.envs(settings.iter().copied());
        });
        Self { server: server.unwrap_or_else(|log| panic!("no start:\n{log}")), metrics, data }
    }

    pub(super) fn data(&self) -> &Path {
        self.data.path()
    }

    pub(super) fn admin(&self) -> Caller {
        first_admin(self.data())
    }

    /// The project `acme` with a client.
    pub(super) fn client(&self, format: &str) -> SecretClient {
        let admin = self.admin();
        let ask = |query: &str, variables: Value| self.server.data(&admin, query, &variables);
        let create =
            "mutation { createProject(input: { slug: \"acme\", name: \"n\" }) { project { id } } }";
        let project = ask(create, json!({}))["createProject"]["project"]["id"].clone();
        let create = "mutation ($project: ID!, $format: AccessTokenFormat!) { createApplication(input: { \
             projectId: $project, name: \"n\", type: SERVICE, authMethod: CLIENT_SECRET_POST, \
             accessTokenFormat: $format }) { application { id } clientSecret } }";
        let made = ask(create, json!({ "project": project, "format": format }));
        let made = &made["createApplication"];
        SecretClient {
            id: made["application"]["id"].as_str().unwrap().to_owned(),
            secret: made["clientSecret"].as_str().unwrap().to_owned(),
        }
    }

    /// The samples of a scrape, by name and labels.
    pub(super) fn scrape(&self) -> BTreeMap<String, f64> {
        let (status, text) = get_from(self.metrics, "/metrics");
        assert_eq!(status, 200);
        let samples = text.lines().filter(|line| !line.starts_with('#'));
        let split = |line: &str| {
            let (series, value) = line.rsplit_once(' ').unwrap();
            (series.to_owned(), value.parse().unwrap())
        };
        samples.map(split).collect()
    }

    /// The names of the series of a scrape.
    pub(super) fn series(&self) -> BTreeSet<String> {
        self.scrape().into_keys().collect()
    }

    /// The log lines with a message.
    pub(super) fn lines(&self, message: &str) -> Vec<Value> {
        let said = self.server.said();
        let lines = said.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.filter(|line| line["message"] == message).collect()
    }
}
