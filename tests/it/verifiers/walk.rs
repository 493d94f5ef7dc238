//! One project, its verifiers, and the tokens of its client.

use std::collections::{HashMap, HashSet};

use axum::{body::Body, http::Request};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use keyplane_auth::{Algorithm, VerifyingKey, import_public_key};
use keyplane_entity::Timestamp;
use serde_json::{Value, json};

use super::{dice::Dice, steps::Stock};
use crate::harness::World;

/// The longest time between runs of the schedule, in seconds. It looks 300 s ahead.
const SCHEDULE: i64 = 240;
const HOUR: i64 = 3600;

/// The error codes with which the server may refuse a change.
const REFUSALS: [&str; 4] = ["INVALID_INPUT", "PRECONDITION_FAILED", "CONFLICT", "NOT_FOUND"];

pub(super) struct Walk<'a> {
    world: &'a World,
    seed: u64,
    dice: Dice,
    slug: String,
    project: String,
    application: String,
    authorization: String,
    /// The cached JWKS of verifiers that fetched it at different times.
    copies: Vec<Cached>,
    tokens: Vec<Token>,
    /// Keys that a forced change or a revocation made or moved.
    excused: HashSet<String>,
    revoked: HashSet<String>,
    /// Number of accepted changes.
    pub(super) changes: usize,
}

/// A cached JWKS of a verifier.
struct Cached {
    until: Timestamp,
    kids: HashSet<String>,
}

struct Token {
    text: String,
    kid: String,
    exp: i64,
}

impl<'a> Walk<'a> {
    pub(super) async fn start(world: &'a World, seed: u64) -> Self {
        let slug = format!("walk-{seed}");
        let policy = json!({ "signingAlgorithm": "ES256", "publishAheadSeconds": 900, "jwksMaxAgeSeconds": 300 });
        let input = json!({ "slug": slug, "name": slug, "keyPolicy": policy });
        let made = world.mutate(&world.root(), "createProject", input, "project { id }").await;
        let project = made.text("/createProject/project/id");

        let input = json!({ "projectId": project, "name": "n", "type": "SERVICE", "authMethod": "CLIENT_SECRET_BASIC" });
        let fields = "application { id } clientSecret";
        let made = world.mutate(&world.root(), "createApplication", input, fields).await;
        let application = made.text("/createApplication/application/id");
        let secret = made.text("/createApplication/clientSecret");
        let pair = format!("{application}:{secret}");

        Self {
            world,
            seed,
            dice: Dice::new(seed),
            slug,
            project,
            application,
            authorization: format!("Basic {}", STANDARD.encode(pair)),
            copies: Vec::new(),
            tokens: Vec::new(),
            excused: HashSet::new(),
            revoked: HashSet::new(),
            changes: 0,
        }
    }

    /// Lets some time pass and then makes a change.
    pub(super) async fn step(&mut self) {
        let seconds = match self.dice.within(0, 12) {
            0 => self.dice.within(HOUR, 3 * HOUR),
            1..=4 => 0,
            _ => self.dice.within(1, 1200),
        };
        self.wait(seconds).await;
        self.change().await;
        self.look().await;
    }

    /// Lets time pass while the schedule runs and verifiers fetch the JWKS.
    async fn wait(&mut self, mut seconds: i64) {
        while seconds > 0 {
            let part = seconds.min(self.dice.within(1, SCHEDULE));
            self.world.clock.advance(part);
            seconds -= part;
            self.world.control.keys().rotate_due().await.unwrap();
            self.look().await;
        }
    }

    async fn change(&mut self) {
        let before = self.keys().await;
        let stock = Stock {
            project: self.project.clone(),
            application: self.application.clone(),
            keys: before.values().map(|key| key.0.clone()).collect(),
            now: self.world.now().seconds(),
        };

        let change = stock.change(&mut self.dice);
        let root = self.world.root();
        let answer =
            self.world.mutate(&root, change.mutation, change.input.clone(), "__typename").await;

        if !answer.code().is_empty() {
            let what = format!("seed {}: {} {}", self.seed, change.mutation, change.input);
            assert!(REFUSALS.contains(&answer.code()), "{what}: {}", answer.body);
            return;
        }

        self.changes += 1;
        if change.mutation == "revokeKey" {
            let id = change.input["keyId"].as_str().unwrap();
            let revoked = before.iter().find(|(_, key)| key.0 == id).unwrap();
            self.revoked.insert(revoked.0.clone());
        }

        if change.is_excused {
            let start = |kid: &str| before.get(kid).map(|key| key.1.clone());
            let moved = self.keys().await.into_iter();
            self.excused.extend(
                moved.filter(|(kid, key)| start(kid) != Some(key.1.clone())).map(|(kid, _)| kid),
            );
        }
    }

    /// The signing keys, by kid: their IDs and when they start.
    async fn keys(&self) -> std::collections::BTreeMap<String, (String, String)> {
        let text = |key: &Value, name: &str| key[name].as_str().unwrap().to_owned();
        let keys = self.world.signing_keys(&self.slug, "id kid activatesAt").await;
        keys.iter()
            .map(|key| (text(key, "kid"), (text(key, "id"), text(key, "activatesAt"))))
            .collect()
    }

    /// Gets a token and shows it to each verifier. Then another verifier fetches the JWKS, with
    /// which every unexpired token must verify.
    async fn look(&mut self) {
        let now = self.world.now();
        self.copies.retain(|copy| copy.until > now);
        self.tokens.retain(|token| token.exp > now.seconds());
        let token = self.token().await;
        for copy in &self.copies {
            assert!(
                copy.kids.contains(&token.kid) || self.excused.contains(&token.kid),
                "seed {}: at {now} a token is signed with {}, which a verifier that may keep its JWKS until {} does not know: {:?}",
                self.seed,
                token.kid,
                copy.until,
                copy.kids,
            );
        }
        self.tokens.push(token);

        let (copy, keys) = self.fetch().await;
        self.copies.push(copy);
        for token in &self.tokens {
            let known = keys.get(&token.kid);
            if known.is_none() && self.revoked.contains(&token.kid) {
                continue;
            }
            let until = Timestamp::from_seconds(token.exp);
            let key = known.unwrap_or_else(|| {
                panic!(
                    "seed {}: {} is gone at {now}, its token lives until {until}",
                    self.seed, token.kid
                )
            });
            let (signed, signature) = token.text.rsplit_once('.').unwrap();
            let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
            let (algorithm, key) = key;
            key.verify(*algorithm, signed.as_bytes(), &signature).unwrap();
        }
    }

    async fn token(&self) -> Token {
        let request = Request::post(format!("/p/{}/oauth/token", self.slug))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("authorization", &self.authorization)
            .body(Body::from("grant_type=client_credentials"));
        let answer = self.world.send(request.unwrap()).await;
        assert_eq!(answer.status, 200, "seed {}: {}", self.seed, answer.text());
        let text = answer.json()["access_token"].as_str().unwrap().to_owned();
        let part = |at: usize| -> Value {
            let part = URL_SAFE_NO_PAD.decode(text.split('.').nth(at).unwrap()).unwrap();
            serde_json::from_slice(&part).unwrap()
        };
        let kid = part(0)["kid"].as_str().unwrap().to_owned();
        let exp = part(1)["exp"].as_i64().unwrap();
        Token { text, kid, exp }
    }

    async fn fetch(&self) -> (Cached, HashMap<String, (Algorithm, VerifyingKey)>) {
        let answer = self.world.get(&format!("/p/{}/.well-known/jwks.json", self.slug)).await;
        let max_age = answer.header("cache-control").strip_prefix("public, max-age=").unwrap();
        let until = self.world.now().plus_seconds(max_age.parse().unwrap());
        let keys: HashMap<_, _> = answer.json()["keys"]
            .as_array()
            .unwrap()
            .iter()
            .map(|jwk| {
                let algorithm: Algorithm = jwk["alg"].as_str().unwrap().parse().unwrap();
                let public = import_public_key(&jwk.to_string()).unwrap().public_key;
                let key = VerifyingKey::new(&public, algorithm).unwrap();
                (jwk["kid"].as_str().unwrap().to_owned(), (algorithm, key))
            })
            .collect();
        (Cached { until, kids: keys.keys().cloned().collect() }, keys)
    }
}
