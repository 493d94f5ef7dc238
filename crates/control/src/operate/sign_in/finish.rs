//! The end of a sign-in: the browser comes back from the provider.

use keyplane_auth::{IdToken, base64url};
use keyplane_entity::{
    Scope, Timestamp,
    id::{OperatorIssuerId, OperatorSessionId},
    operator_block, operator_issuer, operator_rule,
    operator_session::{self, MatchedRules, SessionEnd},
};
use sea_orm::{EntityTrait, IntoActiveModel, QueryOrder};
use secrecy::SecretString;
use serde_json::{Map, Value};

use super::{
    attempt::Secret,
    handle::{SignIn, digest},
    problem::{SignInFault, SignInProblem as Problem},
};
use crate::{
    error::Error,
    input::is_hidden,
    known::{Actor, Change, OperatorStanding, RequestContext},
    operate::{
        event::on_operator_session,
        operators::{Which, end_sessions, lets_in},
        write::Write,
    },
    store::database::sole,
};

/// The longest display name and email address, in characters.
const MAX_SHOWN: usize = 254;
/// The longest code, in bytes.
const MAX_CODE: usize = 4_096;

/// The provider's answer, as the browser brings it (RFC 6749 section 4.1.2, RFC 9207).
#[derive(Debug)]
pub struct SignInAnswer {
    /// The operators' issuer of the path.
    pub issuer: OperatorIssuerId,
    /// The cookie of the sign-in.
    pub cookie: String,
    /// `state`.
    pub state: String,
    /// `code`.
    pub code: Option<SecretString>,
    /// `error`.
    pub error: Option<String>,
    /// `iss`.
    pub iss: Option<String>,
}

/// A person who signed in.
#[derive(Debug)]
pub struct Finished {
    /// The session's cookie.
    pub cookie: SecretString,
    /// Longest time of the session, in seconds.
    pub seconds: i64,
    /// Path of the portal to go to.
    pub return_to: String,
}

impl SignIn {
    /// Ends a sign-in with a session, or says why not.
    pub async fn finish(
        &self,
        answer: SignInAnswer,
        context: RequestContext,
    ) -> Result<Finished, Problem> {
        let issuer = answer.issuer;
        self.complete(answer, context).await.map_err(|fault| self.noted(issuer, &fault))
    }

    async fn complete(
        &self,
        answer: SignInAnswer,
        context: RequestContext,
    ) -> Result<Finished, SignInFault> {
        self.known.store().require_database()?;
        self.known.store().require_clock()?;
        let state = |cause: &str| SignInFault::new(Problem::State, cause);
        let secret = Secret::read(&answer.cookie).ok_or_else(|| state("no cookie of a sign-in"))?;
        if !secret.fits(&answer.state, answer.issuer, self.known.store().now()) {
            return Err(state("state is of another sign-in, or the sign-in took too long"));
        }

        let issuer = self.issuer(answer.issuer).await?;
        let source = context.source_address;
        let provider = self.provider(&issuer, source).await?;
        let is_named = answer.iss.as_deref().map(|iss| iss == issuer.issuer);
        if !is_named.unwrap_or(!provider.authorization_response_iss_parameter_supported) {
            return Err(SignInFault::new(Problem::ProviderInvalid, "iss is another, or missing"));
        }
        if let Some(error) = &answer.error {
            return Err(refused(error));
        }

        let code = answer.code.as_ref().map(secrecy::ExposeSecret::expose_secret);
        let code = code.filter(|code| !code.is_empty() && code.len() <= MAX_CODE);
        let code = code.ok_or_else(|| {
            SignInFault::new(Problem::ProviderInvalid, "neither a code nor an error")
        })?;
        let token = self.exchange(&issuer, &provider, &secret, (code, source)).await?;
        self.let_in(&issuer, &secret, token, context).await
    }

    /// Makes the session of a person, by the rules as they are under the lock of the instance.
    async fn let_in(
        &self,
        issuer: &operator_issuer::Model,
        secret: &Secret,
        token: IdToken,
        context: RequestContext,
    ) -> Result<Finished, SignInFault> {
        let cookie = base64url(&self.secret());
        let mut session = self.draft(issuer, secret, &token, &cookie);
        let person = OperatorStanding::load(self.known.store().read(), session.clone()).await?;
        let actor = Actor::person(person, context.clone());
        let replaced = self.replaced(secret, &session).await?;
        let scope = replaced.as_ref().and_then(|old| old.rule.as_ref());
        let scope = scope.map_or(Scope::Instance, operator_rule::Model::scope);
        let mut write = Write::of_person(&self.known, &actor, scope).await?;

        let fresh = operator_issuer::Entity::find_by_id(issuer.id);
        let fresh = sole(fresh, write.db()).await?.filter(|issuer| issuer.enabled);
        if fresh.is_none_or(|fresh| fresh.client_id != issuer.client_id) {
            return Err(SignInFault::new(Problem::IssuerDisabled, "the issuer was changed"));
        }
        let block = operator_block::Entity::of(&session.issuer, &session.subject);
        if sole(block, write.db()).await?.is_some() {
            return Err(SignInFault::new(Problem::Blocked, "the person is blocked"));
        }
        let matched = matching_rules(&write, issuer, &token.claims).await?;
        if matched.is_empty() {
            return Err(SignInFault::new(Problem::NoRule, "no rule lets the person in"));
        }

        let wanted = secret.rule().filter(|rule| matched.iter().any(|other| other.id == *rule));
        let sole_rule = || matched.first().filter(|_| matched.len() == 1).map(|rule| rule.id);
        session.operator_rule_id = wanted.or_else(sole_rule);
        session.matched_rules = MatchedRules(matched.iter().map(|rule| rule.id.0).collect());
        if let Some(old) = replaced {
            let which = Which::One(old.session.id);
            end_sessions(write.db(), which, SessionEnd::SignedOut, write.now).await?;
        }
        self.save(&mut write, secret, &session, context).await?;
        write.commit_only(Change::OperatorSessions).await?;

        Ok(Finished {
            cookie: cookie.into(),
            seconds: session.expires_at.millis_since(session.created_at) / 1000,
            return_to: secret.attempt.return_to.clone(),
        })
    }

    /// The session that the browser had, if it is the same person's.
    async fn replaced(
        &self,
        secret: &Secret,
        session: &operator_session::Model,
    ) -> Result<Option<OperatorStanding>, Error> {
        let Some(id) = secret.replaces() else { return Ok(None) };
        let row = operator_session::Entity::find_by_id(id);
        let row = sole(row, self.known.store().read()).await?;
        let is_own = |old: &operator_session::Model| {
            old.issuer == session.issuer && old.subject == session.subject
        };
        match row.filter(is_own) {
            Some(row) => OperatorStanding::load(self.known.store().read(), row).await.map(Some),
            None => Ok(None),
        }
    }

    /// Writes the session and its event.
    async fn save(
        &self,
        write: &mut Write,
        secret: &Secret,
        session: &operator_session::Model,
        context: RequestContext,
    ) -> Result<(), SignInFault> {
        let inserted = operator_session::Entity::insert(session.clone().into_active_model())
            .exec_without_returning(write.db())
            .await
            .map_err(Error::from);
        match inserted {
            Ok(_) => {}
            // The state is unique: the provider's answer was brought a second time.
            Err(Error::Conflict { .. }) => {
                return Err(SignInFault::new(Problem::State, "the sign-in is done already"));
            }
            Err(error) => return Err(error.into()),
        }

        let standing = OperatorStanding::load(write.db(), session.clone()).await?;
        write.act_as(Actor::person(standing, context));
        let event = on_operator_session("operatorSession.start", session)
            .with("stepUp", secret.attempt.step_up)
            .with("expiresAt", session.expires_at.to_string());
        write.record(Scope::Instance, event).await?;
        Ok(())
    }

    fn draft(
        &self,
        issuer: &operator_issuer::Model,
        secret: &Secret,
        token: &IdToken,
        cookie: &str,
    ) -> operator_session::Model {
        let now = self.known.store().now();
        let asked_at = token.authenticated_at.map(Timestamp::from_seconds);

        operator_session::Model {
            id: OperatorSessionId(self.known.store().new_id()),
            operator_issuer_id: issuer.id,
            operator_rule_id: None,
            matched_rules: MatchedRules::default(),
            issuer: issuer.issuer.clone(),
            subject: token.subject.clone(),
            display_name: display_name(&token.claims, &token.subject),
            email: verified_email(&token.claims),
            cookie_digest: digest(cookie),
            state_digest: digest(&secret.state()),
            // A clock that is ahead does not lengthen what follows from it.
            authenticated_at: asked_at.map(|at| at.min(now)),
            created_at: now,
            last_used_at: now,
            expires_at: now.plus_seconds(issuer.session_length_seconds),
            ended_at: None,
            end: None,
        }
    }
}

/// The rules that let a person in, oldest first.
async fn matching_rules(
    write: &Write,
    issuer: &operator_issuer::Model,
    claims: &Map<String, Value>,
) -> Result<Vec<operator_rule::Model>, Error> {
    let rules = operator_rule::Entity::of_issuer(issuer.id)
        .order_by_asc(operator_rule::Column::Id)
        .all(write.db())
        .await?;
    let matches = |rule: &operator_rule::Model| rule.lets_in(write.now) && lets_in(rule, claims);
    Ok(rules.into_iter().filter(matches).collect())
}

/// The problem that a provider's `error` stands for (OpenID Connect Core 1.0, section 3.1.2.6).
fn refused(error: &str) -> SignInFault {
    let (problem, name) = match error {
        "login_required" => (Problem::LoginRequired, "login_required"),
        "interaction_required" => (Problem::LoginRequired, "interaction_required"),
        "consent_required" => (Problem::LoginRequired, "consent_required"),
        "account_selection_required" => (Problem::LoginRequired, "account_selection_required"),
        "access_denied" => (Problem::Denied, "access_denied"),
        "unauthorized_client" => (Problem::ClientRefused, "unauthorized_client"),
        "invalid_scope" => (Problem::ProviderError, "invalid_scope"),
        "server_error" => (Problem::ProviderError, "server_error"),
        "temporarily_unavailable" => (Problem::ProviderError, "temporarily_unavailable"),
        _ => (Problem::ProviderError, "another error"),
    };
    SignInFault::new(problem, format!("authorization endpoint: {name}"))
}

/// A name to show: nothing is decided by it.
fn display_name(claims: &Map<String, Value>, subject: &str) -> String {
    let texts = ["name", "preferred_username", "email"];
    let mut found = texts.iter().filter_map(|name| shown_text(claims.get(*name)?.as_str()?));
    found.next().or_else(|| shown_text(subject)).unwrap_or_else(|| "unnamed".to_owned())
}

fn verified_email(claims: &Map<String, Value>) -> Option<String> {
    let is_verified = claims.get("email_verified") == Some(&Value::Bool(true));
    claims.get("email").filter(|_| is_verified).and_then(Value::as_str).and_then(shown_text)
}

/// The text without hidden characters and blanks around it, cut; `None` if nothing is left.
fn shown_text(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|letter| !is_hidden(*letter)).take(MAX_SHOWN).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
