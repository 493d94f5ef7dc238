//! Applies steps to both the control plane and the model.

use keyplane_auth::{Header, SigningKey, decode_unverified, mint};
use serde_json::{Value, json};

use super::{
    facts::{Api, Application, Facts, Made, NAMES, Token, names},
    outside::{Issuer, Trust},
    steps::{Scopes, Step, Which},
};
use crate::{
    gateway::{ask::check, shop::post},
    harness::{Response, World, until},
};

/// How many of the newest tokens are checked after each step.
const SHOWN: usize = 10;

/// The IDs of the model's objects in the control plane.
pub(super) struct Ids {
    project: String,
    pub(super) slug: String,
    pub(super) apps: Vec<(String, String)>,
    pub(super) keys: [Vec<(String, SigningKey)>; 2],
    apis: Vec<String>,
    pub(super) trust: Trust,
}

pub(super) struct Run<'w> {
    pub(super) world: &'w World,
    /// A replica with caches that listens for notices.
    replica: Option<&'w World>,
    pub(super) ids: Ids,
    pub(super) facts: Facts,
}

impl<'w> Run<'w> {
    pub(super) async fn start(world: &'w World, replica: Option<&'w World>, slug: String) -> Self {
        let policy = json!({ "signingAlgorithm": "ES256" });
        let input = json!({ "slug": slug, "name": "n", "keyPolicy": policy });
        let made = world.mutate(&world.root(), "createProject", input, "project { id }").await;
        let project = made.text("/createProject/project/id");

        let mut apps = vec![];
        for format in ["JWT", "OPAQUE"] {
            let input = json!({
                "projectId": project, "name": "n", "type": "SERVICE",
                "authMethod": "CLIENT_SECRET_POST", "accessTokenFormat": format,
            });
            let fields = "application { id } clientSecret";
            let made = world.mutate(&world.root(), "createApplication", input, fields).await;
            let id = made.text("/createApplication/application/id");
            apps.push((id, made.text("/createApplication/clientSecret")));
        }

        let app = Application { enabled: true, generation: 0, keys: vec![], grants: [None; 2] };
        let api = fresh_api(0);
        let trust = Trust::made(world, &project, &apps).await;
        let issuer =
            Issuer { enabled: true, single_use: false, key: 0, identities: [(true, 0), (true, 1)] };
        let facts = Facts {
            apps: [app.clone(), app],
            apis: [api.clone(), api],
            signing_keys: vec![],
            issuer,
            tokens: vec![],
        };
        let ids = Ids { project, slug, apps, keys: [vec![], vec![]], apis: vec![], trust };

        let mut run = Self { world, replica, ids, facts };
        for which in 0..2 {
            let id = run.make_api(which).await;
            run.ids.apis.push(id);
            run.add_key(which).await;
        }
        for (app, api) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            run.grant(app, api, 7).await;
        }
        run.see_signing_keys().await;
        run
    }

    /// Applies the steps. The error describes the first answer that differs from the model's.
    pub(super) async fn go(mut self, steps: Vec<Step>) -> Result<(), String> {
        for (number, step) in steps.into_iter().enumerate() {
            let told = format!("{number}: {step:?}");
            self.step(step).await;
            self.compare().await.map_err(|problem| format!("after step {told}: {problem}"))?;
        }
        Ok(())
    }

    pub(super) fn now(&self) -> i64 {
        self.world.now().seconds()
    }

    pub(super) async fn mutate(
        &self,
        mutation: &str,
        input: Value,
        fields: &str,
    ) -> crate::harness::Answer {
        self.world.mutate(&self.world.root(), mutation, input, fields).await.ok()
    }

    async fn step(&mut self, step: Step) {
        match step {
            Step::Grant { app, api, scopes } => self.grant(app, api, scopes).await,
            Step::RevokeGrant { app, api } => {
                if self.facts.apps[app].grants[api].is_some() {
                    // Granting again returns the grant's ID.
                    let id =
                        self.world.grant(&self.ids.apps[app].0, &self.ids.apis[api], &[]).await;
                    self.mutate("revokeGrant", json!({ "grantId": id }), "deletedId").await;
                    self.facts.apps[app].grants[api] = None;
                }
            }
            Step::EnableApplication { app, enabled } => {
                let input = json!({ "applicationId": self.ids.apps[app].0, "enabled": enabled });
                self.mutate("updateApplication", input, "application { id }").await;
                self.facts.apps[app].enabled = enabled;
            }
            Step::EndTokens { app } => {
                let input = json!({ "applicationId": self.ids.apps[app].0 });
                self.mutate("revokeApplicationTokens", input, "application { id }").await;
                self.facts.apps[app].generation += 1;
            }
            Step::EnableApi { .. } | Step::ChangeScopes { .. } | Step::ChangeAccepts { .. } => {
                self.change_api(step).await;
            }
            Step::MakeApiAnew { api } => self.make_anew(api).await,
            Step::Issue { app, api, scopes } => self.issue(app, api, scopes).await,
            Step::Sign { app, key, seconds, aud } => self.sign(app, key, seconds, aud),
            Step::Exchange { token, by, to, scopes } => self.exchange(token, by, to, scopes).await,
            Step::SignOutside { workload, key, seconds, aud } => {
                self.sign_outside(workload, key, seconds, aud);
            }
            Step::ChangeIssuer { enabled, single_use, key } => {
                self.change_issuer(enabled, single_use, key).await;
            }
            Step::ChangeIdentity { app, enabled, workload } => {
                self.change_identity(app, enabled, workload).await;
            }
            Step::RevokeToken { token } => self.revoke_token(token).await,
            Step::AddKey { app } => self.add_key(app).await,
            Step::RevokeKey { app, key } => self.end_key(app, key, None).await,
            Step::EndKey { app, key, seconds } => self.end_key(app, key, Some(seconds)).await,
            Step::RotateSigningKey => self.rotate_signing_key().await,
            Step::RevokeSigningKey => {
                let input = json!({ "keyId": self.current_signing_key().await, "reason": "r" });
                self.mutate("revokeKey", input, "key { id }").await;
                self.see_signing_keys().await;
            }
            Step::Pass { seconds } => self.world.clock.advance(seconds),
            Step::Sweep => self.world.control.sweep().await.unwrap(),
        }
    }

    async fn grant(&mut self, app: Which, api: Which, scopes: Scopes) {
        let scopes = scopes & self.facts.apis[api].scopes;
        self.world.grant(&self.ids.apps[app].0, &self.ids.apis[api], &names(scopes)).await;
        self.facts.apps[app].grants[api] = Some(scopes);
    }

    async fn change_api(&mut self, step: Step) {
        let (which, input) = match step {
            Step::EnableApi { api, enabled } => {
                self.facts.apis[api].enabled = enabled;
                (api, json!({ "enabled": enabled }))
            }
            Step::ChangeScopes { api, scopes } => {
                self.facts.apis[api].scopes = scopes;
                for app in &mut self.facts.apps {
                    app.grants[api] = app.grants[api].map(|granted| granted & scopes);
                }
                (api, json!({ "scopes": names(scopes) }))
            }
            Step::ChangeAccepts { api, access_tokens, application_jwts, outside_tokens } => {
                // An API must accept at least one kind.
                let application_jwts = application_jwts || !access_tokens;
                self.facts.apis[api].access_tokens = access_tokens;
                self.facts.apis[api].application_jwts = application_jwts;
                self.facts.apis[api].outside_tokens = outside_tokens;
                let kinds = [
                    ("ACCESS_TOKEN", access_tokens),
                    ("APPLICATION_JWT", application_jwts),
                    ("FEDERATED_JWT", outside_tokens),
                ];
                let kinds = kinds.into_iter().filter(|(_, taken)| *taken).map(|(name, _)| name);
                (api, json!({ "accepts": kinds.collect::<Vec<_>>() }))
            }
            other => panic!("{other:?} changes no API"),
        };

        let mut input = input;
        input["apiId"] = json!(self.ids.apis[which]);
        self.mutate("updateApi", input, "api { id }").await;
    }

    async fn make_api(&self, which: Which) -> String {
        let input = json!({
            "projectId": self.ids.project, "name": format!("api{which}"), "scopes": NAMES,
            "identifier": format!("urn:api{which}"), "resourceServerId": self.ids.apps[which].0,
            "accepts": ["ACCESS_TOKEN", "APPLICATION_JWT", "FEDERATED_JWT"],
        });
        self.mutate("createApi", input, "api { id }").await.text("/createApi/api/id")
    }

    async fn make_anew(&mut self, api: Which) {
        self.mutate("deleteApi", json!({ "apiId": self.ids.apis[api] }), "deletedId").await;
        self.ids.apis[api] = self.make_api(api).await;
        self.facts.apis[api] = fresh_api(self.facts.apis[api].version + 1);
        for app in &mut self.facts.apps {
            app.grants[api] = None;
        }
    }

    pub(super) async fn oauth(&self, app: Which, endpoint: &str, more: &str) -> Response {
        let (id, secret) = &self.ids.apps[app];
        let body = format!("client_id={id}&client_secret={secret}&{more}");
        self.world.send(post(&format!("/p/{}/oauth/{endpoint}", self.ids.slug), body)).await
    }

    async fn issue(&mut self, app: Which, api: Which, scopes: Scopes) {
        let scope = names(scopes).join("+");
        let more = format!("grant_type=client_credentials&resource=urn:api{api}&scope={scope}");
        let answer = self.oauth(app, "token", &more).await;
        let given = self.facts.given(app, api, scopes);
        assert_eq!(answer.status == 200, given.is_some(), "{}", answer.text());
        let Some(scopes) = given else { return };
        let answer = answer.json();
        let text = answer["access_token"].as_str().unwrap().to_owned();
        let ends = self.now() + answer["expires_in"].as_i64().unwrap();
        let key = match decode_unverified(&text).header {
            Some(_) => Some(self.current_signing_key().await),
            None => None,
        };
        let generation = self.facts.apps[app].generation;
        let made = Made::Issued { api, scopes, generation, key, revoked: false, earlier: None };
        self.facts.tokens.push(Token { text, app, ends, made });
    }

    fn sign(&mut self, app: Which, key: usize, seconds: i64, aud: Option<Which>) {
        let key = key % self.ids.keys[app].len();
        let (kid, signing) = &self.ids.keys[app][key];
        let (id, now) = (&self.ids.apps[app].0, self.now());
        let audience = aud.map_or_else(|| id.clone(), |api| format!("urn:api{api}"));
        let ends = now + seconds;
        let claims = json!({ "iss": id, "sub": id, "aud": audience, "exp": ends, "jti": self.facts.tokens.len().to_string() });
        let header = Header { kid: kid.clone(), ..Header::default() };
        let text = mint(signing, header, claims.as_object().unwrap()).unwrap();
        self.facts.tokens.push(Token { text, app, ends, made: Made::Signed { key, aud } });
    }

    async fn revoke_token(&mut self, token: usize) {
        let Some(at) = token.checked_rem(self.facts.tokens.len()) else { return };
        let (app, text) = (self.facts.tokens[at].app, self.facts.tokens[at].text.clone());
        let key_counts = match &self.facts.tokens[at].made {
            Made::Signed { .. } | Made::Outside { .. } => return,
            Made::Issued { key: None, .. } => true,
            Made::Issued { key: Some(id), .. } => {
                let now = self.now();
                self.facts.signing_keys.iter().any(|key| key.id == *id && key.is_in_life(now))
            }
        };

        let answer = self.oauth(app, "revoke", &format!("token={text}")).await;
        assert_eq!(answer.status == 200, self.facts.apps[app].enabled, "{}", answer.text());

        // If its key is no longer valid, the token is not recorded as revoked.
        if answer.status == 200
            && key_counts
            && let Made::Issued { revoked, .. } = &mut self.facts.tokens[at].made
        {
            *revoked = true;
        }
    }

    /// Checks the newest tokens at both APIs.
    async fn compare(&self) -> Result<(), String> {
        let now = self.now();
        for (count, token) in self.facts.tokens.iter().rev().take(SHOWN).enumerate() {
            for api in 0..2 {
                let demanded = [0, 1, 6][count % 3];
                let expected = self.facts.verdict(token, api, demanded, now);
                let demands = names(demanded).join("+");
                let demands =
                    if demands.is_empty() { demands } else { format!("?scope={demands}") };

                let path = format!("/p/{}/apis/api{api}/verify{demands}", self.ids.slug);
                let found = seen(&check(self.world, &path, &token.text).await);

                if found != expected {
                    return Err(format!("{found:?}, not {expected:?}, at {path} for {token:?}"));
                }
                if let Some(replica) = self.replica {
                    heard(replica, &path, &token.text, expected).await?;
                }
            }
        }
        Ok(())
    }
}

/// An API that was made `version` times before.
fn fresh_api(version: u32) -> Api {
    let takes = true;
    Api {
        enabled: true,
        scopes: 7,
        access_tokens: takes,
        application_jwts: takes,
        outside_tokens: takes,
        version,
    }
}

/// The status and the scopes of an answer.
fn seen(answer: &Response) -> (u16, Scopes) {
    let scope = answer.header("x-keyplane-scope").to_owned();
    let bit = |name: &str| NAMES.iter().position(|own| *own == name).map_or(0, |place| 1 << place);
    (answer.status.as_u16(), scope.split(' ').map(bit).sum())
}

/// Asks a replica until it gives the expected answer; before, the notice may still be on its way.
async fn heard(
    replica: &World,
    path: &str,
    token: &str,
    expected: (u16, Scopes),
) -> Result<(), String> {
    let ask = async || seen(&check(replica, path, token).await);
    let found = until(ask, |found| *found == expected).await;
    if found == expected {
        return Ok(());
    }
    Err(format!("a replica goes on answering {found:?}, not {expected:?}, at {path}"))
}
