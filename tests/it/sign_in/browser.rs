//! A browser with its cookies, and what operators set up before.

use std::collections::HashMap;

use axum::{
    body::Body,
    http::{Request, header},
};
use serde_json::{Value, json};

use super::provider::{CLIENT_ID, CLIENT_SECRET, Provider, query_of};
use crate::harness::{Answer, PUBLIC_URL, Response, World};

/// A browser that keeps the cookies of the server.
#[derive(Clone, Default)]
pub(super) struct Browser {
    pub(super) cookies: HashMap<String, String>,
}

/// A provider with an operators' issuer and its ID.
pub(super) struct Acme {
    pub(super) provider: Provider,
    pub(super) issuer: String,
}

impl Acme {
    /// A provider, without a rule.
    pub(super) async fn new(world: &World) -> Self {
        let provider = Provider::start().await;
        let issuer = issuer(world, &provider, "Acme").await;
        Self { provider, issuer }
    }

    /// With a rule that gives the group `platform` these permissions in the instance.
    pub(super) async fn with_rule(world: &World, permissions: &[&str]) -> (Self, String) {
        let acme = Self::new(world).await;
        let rule = acme.rule(world, None, "Platform team", "platform", permissions).await;
        (acme, rule)
    }

    /// A rule about a group; gives its ID.
    pub(super) async fn rule(
        &self,
        world: &World,
        project: Option<&str>,
        name: &str,
        group: &str,
        permissions: &[&str],
    ) -> String {
        let input = json!({
            "operatorIssuerId": self.issuer,
            "projectId": project,
            "name": name,
            "permissions": permissions,
            "claimRules": [{ "claim": "/groups/*", "match": "EXACT", "values": [group] }],
        });
        let made =
            world.mutate(&world.root(), "createOperatorRule", input, "operatorRule { id }").await;
        made.text("/createOperatorRule/operatorRule/id")
    }

    /// A browser of a person who signed in with these claims.
    pub(super) async fn signed_in(&self, world: &World, claims: Value) -> Browser {
        let mut browser = Browser::default();
        let ended = self.sign_in(world, &mut browser, json!({}), claims).await;
        assert_eq!(ended.header("location"), "/console/", "{}", ended.text());
        browser
    }

    /// The whole way of a sign-in; gives the answer of the callback.
    pub(super) async fn sign_in(
        &self,
        world: &World,
        browser: &mut Browser,
        options: Value,
        claims: Value,
    ) -> Response {
        let location = self.begin(world, browser, options).await;
        let code = self.provider.consents(world, &location, claims);
        browser.come_back(world, &self.issuer, &self.back(&location, &code)).await
    }

    /// Begins a sign-in; gives the URL of the provider.
    pub(super) async fn begin(
        &self,
        world: &World,
        browser: &mut Browser,
        options: Value,
    ) -> String {
        let mut body = json!({ "issuerId": self.issuer });
        for (name, value) in options.as_object().unwrap() {
            body[name] = value.clone();
        }
        let started = browser.post(world, "start", body).await;
        assert_eq!(started.status, 200, "{}", started.text());
        started.json()["location"].as_str().unwrap().to_owned()
    }

    /// The query by which the provider sends the browser back.
    pub(super) fn back(&self, location: &str, code: &str) -> Vec<(String, String)> {
        let state = query_of(location)["state"].clone();
        let iss = self.provider.issuer();
        let pairs = [("code", code), ("state", &state), ("iss", &iss)];
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
    }
}

/// An operators' issuer of a provider; gives its ID.
pub(super) async fn issuer(world: &World, provider: &Provider, name: &str) -> String {
    let input = json!({
        "name": name,
        "issuer": provider.issuer(),
        "clientId": CLIENT_ID,
        "clientSecret": CLIENT_SECRET,
    });
    let made =
        world.mutate(&world.root(), "createOperatorIssuer", input, "operatorIssuer { id }").await;
    made.text("/createOperatorIssuer/operatorIssuer/id")
}

impl Browser {
    /// A request of the portal.
    pub(super) async fn post(&mut self, world: &World, path: &str, body: Value) -> Response {
        let request = Request::post(format!("/portal-auth/{path}"))
            .header(header::ORIGIN, PUBLIC_URL)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/json");
        self.send(world, request, Body::from(body.to_string())).await
    }

    /// The provider sends the browser back.
    pub(super) async fn come_back(
        &mut self,
        world: &World,
        issuer: &str,
        query: &[(String, String)],
    ) -> Response {
        let query: String =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
        let request = Request::get(format!("/portal-auth/callback/{issuer}?{query}"));
        self.send(world, request, Body::empty()).await
    }

    /// The answer of `token`.
    pub(super) async fn token(&mut self, world: &World) -> Response {
        self.post(world, "token", json!({})).await
    }

    /// A token of the session.
    pub(super) async fn access_token(&mut self, world: &World) -> String {
        let answer = self.token(world).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["accessToken"].as_str().unwrap().to_owned()
    }

    /// A GraphQL request with a fresh token.
    pub(super) async fn ask(&mut self, world: &World, query: &str, variables: Value) -> Answer {
        let token = self.access_token(world).await;
        world.ask_with(&token, query, variables).await
    }

    async fn send(
        &mut self,
        world: &World,
        request: axum::http::request::Builder,
        body: Body,
    ) -> Response {
        let pairs: Vec<_> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = if pairs.is_empty() {
            request
        } else {
            request.header(header::COOKIE, pairs.join("; "))
        };
        let answer = world.send(request.body(body).unwrap()).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        answer
    }

    /// Keeps a cookie as a browser does, and checks what keeps it safe.
    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once("; ").unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        assert!(name.starts_with("__Host-keyplane-"), "{cookie}");
        assert!(attributes.starts_with("Path=/; Secure; HttpOnly; SameSite="), "{cookie}");
        let same_site = if name.ends_with("session") { "Strict" } else { "Lax" };
        assert!(attributes.contains(&format!("SameSite={same_site};")), "{cookie}");
        if attributes.ends_with("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

/// The word that the portal gets about a sign-in that failed.
pub(super) fn problem_of(answer: &Response) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text());
    let to = answer.header("location");
    to.strip_prefix("/console/?signIn=").unwrap_or_else(|| panic!("{to}")).to_owned()
}
