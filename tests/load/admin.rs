//! The holder of the first admin key: signs tokens, builds requests.

use std::{fs, path::Path, thread, time::SystemTime};

use axum::http::{
    HeaderValue, Method,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, IF_NONE_MATCH},
};
use keyplane_auth::{Algorithm, Header, KeyFile, PrivateKey, SigningKey, mint};
use keyplane_entity::Timestamp;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use crate::{
    connection::{Connection, Request, head, with_body},
    failure::{Doing as _, Failure, Result},
    server::Server,
};

/// Lifetime of the tokens; longer than any run.
const TOKEN_LIFETIME_SECONDS: i64 = 3600;

/// The time now.
#[expect(clippy::disallowed_methods, reason = "tokens for a real server need the real time")]
pub(crate) fn now() -> Result<Timestamp> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let since = since.map_err(|error| Failure::Setup(error.to_string()))?;
    Ok(Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX)))
}

/// The media type of requests and answers.
const JSON: &str = "application/json";

/// An admin key that signs.
#[derive(Debug)]
pub(crate) struct AdminClient {
    key: SigningKey,
    kid: String,
    audience: String,
}

impl AdminClient {
    /// With the key file that the first start wrote into the data folder.
    pub(crate) fn of(data: &Path) -> Result<Self> {
        let path = data.join("admin-key.json");
        let text = fs::read_to_string(&path).doing(format!("reading {}", path.display()))?;
        let unusable = || Failure::Setup(format!("{} is no admin key file", path.display()));
        let Ok(KeyFile::Admin(file)) = KeyFile::parse(&text) else { return Err(unusable()) };
        let key = PrivateKey::from_pem(file.key.expose_secret()).map_err(|_| unusable())?;
        let key = SigningKey::new(&key, Algorithm::Rs256).map_err(|_| unusable())?;
        Ok(Self { key, kid: file.key_id, audience: file.audience })
    }

    /// The key's ID.
    pub(crate) fn kid(&self) -> &str {
        &self.kid
    }

    /// A token; each `number` gives a different one.
    pub(crate) fn token(&self, number: usize) -> Result<String> {
        let now = now()?.seconds();
        let claims = json!({
            "aud": self.audience,
            "iat": now,
            "exp": now + TOKEN_LIFETIME_SECONDS,
            "jti": format!("{number:016}"),
        });
        let Value::Object(claims) = claims else { return Err(unsigned()) };
        let header = Header { kid: self.kid.clone(), typ: Some("JWT".into()), ..Header::default() };
        mint(&self.key, header, &claims).map_err(|_| unsigned())
    }

    /// Requests that each have their own token, signed on all processors.
    pub(crate) fn requests(&self, body: &Value, count: usize) -> Result<Vec<Request>> {
        in_parallel(count, |number| graphql(&self.token(number)?, body))
    }

    /// A request with a token that serves for every other one too.
    pub(crate) fn request(&self, body: &Value) -> Result<Request> {
        graphql(&self.token(0)?, body)
    }

    /// Runs a query and gives `data`; any error ends the run.
    pub(crate) async fn ask(
        &self,
        server: &Server,
        query: &str,
        variables: Value,
    ) -> Result<Value> {
        let body = json!({ "query": query, "variables": variables });
        let request = self.request(&body)?;
        let mut connection = Connection::open(server.address).await?;
        let answer = connection.exchange(&request).await?;
        data(query, answer.body())
    }
}

/// The `data` of a query's answer; any error ends the run.
pub(crate) fn data(query: &str, answer: &[u8]) -> Result<Value> {
    let mut answer: Value = serde_json::from_slice(answer).doing("reading an answer")?;
    if answer.get("errors").is_some() {
        return Err(Failure::Answer(format!("{query}: {answer}")));
    }
    Ok(answer["data"].take())
}

/// The text of a mutation that takes `$input` and selects these fields.
pub(crate) fn mutation(name: &str, fields: &str) -> String {
    let (first, rest) = name.split_at(1);
    let input = format!("{}{rest}Input", first.to_ascii_uppercase());
    format!("mutation($input: {input}!) {{ {name}(input: $input) {{ {fields} }} }}")
}

/// The error of a failed signature.
pub(crate) fn unsigned() -> Failure {
    Failure::Setup("a token could not be signed".into())
}

/// One request for each number, made on all processors: signatures take time.
pub(crate) fn in_parallel(
    count: usize,
    request: impl Fn(usize) -> Result<Request> + Sync,
) -> Result<Vec<Request>> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let numbers: Vec<usize> = (0..count).collect();
    let request = &request;
    let parts: Vec<Result<Vec<Request>>> = thread::scope(|scope| {
        let workers: Vec<_> = numbers
            .chunks(count.div_ceil(threads).max(1))
            .map(|part| scope.spawn(move || part.iter().map(|number| request(*number)).collect()))
            .collect();
        workers.into_iter().map(|worker| worker.join().map_err(|_| unsigned())?).collect()
    });
    Ok(parts.into_iter().collect::<Result<Vec<_>>>()?.concat())
}

/// A GraphQL request.
pub(crate) fn graphql(token: &str, body: &Value) -> Result<Request> {
    let head = head(Method::POST, "/graphql")
        .header(AUTHORIZATION, format!("Bearer {token}"))
        .header(CONTENT_TYPE, JSON)
        .header(ACCEPT, JSON);
    with_body(head, body.to_string())
}

/// A request for a public document, conditional if an entity tag is given.
pub(crate) fn get(path: &str, entity_tag: Option<&HeaderValue>) -> Result<Request> {
    let head = head(Method::GET, path).header(ACCEPT, JSON);
    let head = entity_tag.into_iter().fold(head, |head, tag| head.header(IF_NONE_MATCH, tag));
    with_body(head, "")
}
