//! Calls of the Admin API: the server and the key that a command uses, tokens, retries, pages and
//! errors.

mod answer;
mod args;
mod contexts;
mod error;
mod pages;
mod retry;
mod token;

pub(crate) use answer::{WrongField, printable};
pub(crate) use args::{ConnectionArgs, PROJECT, VARIABLES};
pub(crate) use contexts::{Context, ContextError, Contexts, ContextsFile, absolute, check_name};
pub(crate) use error::AdminApiError;

use std::{sync::Arc, time::Duration};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use url::Url;

use self::{
    args::{Base, Chosen},
    retry::Retries,
    token::Tokens,
};
use crate::{
    http_client::{Endpoint, HttpClient, Trust},
    token::{AdminSigner, read_admin_key},
};

/// Time-out of a request, including its answer.
const TIMEOUT: Duration = Duration::from_mins(2);
/// The longest answer, in bytes; the server sends 8 MiB at most.
const MAX_ANSWER_BYTES: u64 = 9 * 1024 * 1024;

/// The Admin API of one server, called with one admin key. Calls may run at the same time.
#[derive(Debug)]
pub(crate) struct AdminApi {
    client: HttpClient,
    endpoint: Endpoint,
    tokens: Arc<Tokens>,
    project: Option<String>,
}

/// What to call the Admin API with.
pub(crate) struct Connection {
    /// URL of the server, or of its Admin API; that of the key file if `None`.
    pub(crate) url: Option<String>,
    pub(crate) signer: AdminSigner,
    pub(crate) trust: Trust,
}

impl AdminApi {
    /// The API that flags, variables and contexts choose. Sends nothing yet.
    pub(crate) fn connect(args: &ConnectionArgs) -> Result<Self, AdminApiError> {
        let Chosen { base, key_file, url, is_ambient, ca_file } = args.chosen()?;
        let context = match base {
            Base::KeyFile => None,
            Base::Current => Some(ContextsFile::of_user()?.read()?.current()?.1.clone()),
            Base::Context(name) => Some(ContextsFile::of_user()?.read()?.get(&name)?.clone()),
        };

        let of_context = context.as_ref();
        let key_file = key_file.or_else(|| Some(of_context?.key_file.clone()));
        let key_file = key_file.ok_or(AdminApiError::NoKey)?;
        let ca_file = ca_file.or_else(|| of_context?.ca_file.clone());
        let connection = Connection {
            url: url.or_else(|| Some(of_context?.url.clone())),
            signer: AdminSigner::parse(&key_file, &read_admin_key(&key_file)?)?,
            trust: Trust::read(ca_file.as_deref())?,
        };

        let of_key_file = connection.signer.endpoint.clone();
        let project = context.and_then(|context| context.project);
        let mut this = Self::with(connection)?;
        if is_ambient && !this.endpoint.is_of(&of_key_file) {
            return Err(AdminApiError::OtherServer { named: this.endpoint, of_key_file });
        }
        this.project = project.or(this.project);
        Ok(this)
    }

    /// The API of a connection without a context.
    pub(crate) fn with(connection: Connection) -> Result<Self, AdminApiError> {
        let Connection { url, signer, trust } = connection;
        let endpoint = match &url {
            Some(url) => endpoint_of(url)?,
            None => signer.endpoint.parse().map_err(AdminApiError::KeyFileUrl)?,
        };
        if endpoint.is_readable_on_the_way() {
            eprintln!("keyplane: warning: tokens travel to {endpoint} without encryption");
        }
        Ok(Self {
            client: HttpClient::new(trust, TIMEOUT),
            endpoint,
            project: signer.project.clone(),
            tokens: Arc::new(Tokens::new(signer)),
        })
    }

    /// URL of the Admin API.
    pub(crate) fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Slug of the project that commands are about without `--project`: that of the context, else
    /// that of the key.
    pub(crate) fn default_project(&self) -> Option<&str> {
        self.project.as_deref()
    }

    /// Runs a query or mutation and returns its data. An answer with any error is an error. A
    /// request that the server refuses before it runs it (429 and 503) is repeated after the time
    /// that the server names, for a minute at most; a mutation that may have run is not.
    pub(crate) async fn run<T: DeserializeOwned>(
        &self,
        document: &str,
        variables: Value,
    ) -> Result<T, AdminApiError> {
        let body = json!({ "query": document, "variables": variables }).to_string();
        let body: Arc<[u8]> = body.into_bytes().into();
        let mut retries = Retries::of(document);

        loop {
            let answer = self.send(Arc::clone(&body)).await?;
            let error = match answer::read(&self.endpoint, &answer) {
                Ok(data) => return Ok(data),
                Err(error) => error,
            };
            if error.has_reason("LIFETIME_TOO_LONG") && self.tokens.shorten() {
                continue;
            }
            let Some(wait) = retries.next(&error) else { return Err(error) };
            if wait >= Duration::from_secs(2) {
                eprintln!("keyplane: {error}; trying again in {} s", wait.as_secs());
            }
            tokio::time::sleep(wait).await;
        }
    }

    async fn send(&self, body: Arc<[u8]>) -> Result<crate::http_client::Answer, AdminApiError> {
        let (client, endpoint) = (self.client.clone(), self.endpoint.clone());
        let tokens = Arc::clone(&self.tokens);
        let call = move || {
            let token = tokens.current()?;
            Ok(client.post_json(&endpoint, &token, &body, MAX_ANSWER_BYTES)?)
        };
        let called = tokio::task::spawn_blocking(call).await;
        called.unwrap_or_else(|error| Err(AdminApiError::Broken(error.to_string())))
    }
}

/// The type of a mutation's input: `CreateApplicationInput` for `createApplication`.
pub(crate) fn input_type(mutation: &str) -> String {
    let (first, rest) = mutation.split_at(1);
    format!("{}{rest}Input", first.to_uppercase())
}

/// The URL of the Admin API of the server at `url`, which has no path, or that of the API.
fn endpoint_of(url: &str) -> Result<Endpoint, AdminApiError> {
    let wrong = || AdminApiError::Url(url.to_owned());
    let mut parsed = Url::parse(url).map_err(|_| wrong())?;
    let bare = parsed.query().is_none() && parsed.fragment().is_none();
    if !bare || !matches!(parsed.path(), "" | "/" | "/graphql" | "/graphql/") {
        return Err(wrong());
    }
    parsed.set_path("/graphql");
    parsed.as_str().parse().map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_of_a_server_and_that_of_its_admin_api_are_the_same() {
        for url in [
            "https://keys.example",
            "https://keys.example/",
            "https://keys.example/graphql",
            "https://keys.example/graphql/",
        ] {
            assert_eq!(endpoint_of(url).unwrap().as_str(), "https://keys.example/graphql");
        }
        let port = endpoint_of("http://127.0.0.1:8080").unwrap();
        assert_eq!(port.as_str(), "http://127.0.0.1:8080/graphql");
    }

    #[test]
    fn another_url_is_refused() {
        for url in [
            "",
            "keys.example",
            "ftp://keys.example",
            "https://keys.example/p/acme",
            "https://keys.example/?a=b",
            "https://keys.example/#a",
            "https://ada:secret@keys.example",
        ] {
            assert!(endpoint_of(url).is_err(), "{url:?}");
        }
    }
}
