//! Tokens of a session, for the portal of the browser that has its cookie.

use keyplane_auth::{Header, SigningKey, decode_base64url, mint};
use keyplane_entity::{
    Permissions, Scope, Timestamp,
    id::OperatorRuleId,
    operator_issuer, operator_rule,
    operator_session::{self, SessionEnd},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use secrecy::SecretString;
use serde_json::json;

use super::handle::{SECRET_BYTES, SignIn, digest};
use crate::{
    error::Error,
    known::{
        Actor, Change, OperatorStanding, RequestContext, SessionFault, stored_key::algorithm_of,
    },
    operate::{
        event::on_operator_session,
        operators::{Which, end_sessions, newest_key},
        write::Write,
    },
    store::database::sole,
};

/// Life of a token, in seconds.
const TOKEN_SECONDS: i64 = 300;

/// What a browser's session is.
#[derive(Debug)]
pub enum Renewed {
    /// The person is signed in.
    SignedIn(Box<SessionToken>),
    /// The person has to choose a rule.
    Choose(Box<operator_session::Model>, Box<operator_issuer::Model>, Vec<OfferedRule>),
    /// There is no session.
    SignedOut(SignedOut),
}

/// A token of a session, and whose it is.
#[derive(Debug)]
pub struct SessionToken {
    /// The admin token.
    pub token: SecretString,
    /// Its `exp`.
    pub expires_at: Timestamp,
    /// The session.
    pub session: operator_session::Model,
    /// Provider of the session.
    pub issuer: operator_issuer::Model,
    /// Rule of the session.
    pub rule: operator_rule::Model,
    /// Time until which `KEYS_EXPORT` and `ADMIN_KEYS_WRITE` may be used; `None` if they may not.
    pub stepped_up_until: Option<Timestamp>,
}

/// A rule to choose.
#[derive(Clone, Debug)]
pub struct OfferedRule {
    /// ID.
    pub id: OperatorRuleId,
    /// Display name.
    pub name: String,
    /// Slug and name of the project; `None`: the instance.
    pub project: Option<(String, String)>,
    /// Permissions.
    pub permissions: Permissions,
}

/// Why a browser has no session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedOut {
    /// It has no cookie, or one that names no session.
    NoSession,
    /// Its session ended.
    Ended(SessionFault),
}

impl SignedOut {
    /// The name for the portal.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoSession => "NO_SESSION",
            Self::Ended(SessionFault::Expired) => "EXPIRED",
            Self::Ended(SessionFault::Ended(end)) => match end {
                SessionEnd::SignedOut => "SIGNED_OUT",
                SessionEnd::Revoked => "REVOKED",
                SessionEnd::Inactive => "INACTIVE",
                SessionEnd::RuleEnded => "RULE_ENDED",
                SessionEnd::IssuerDisabled => "ISSUER_DISABLED",
                SessionEnd::Blocked => "BLOCKED",
            },
        }
    }
}

impl SignIn {
    /// A token of the session that a cookie names. Counts as use of the session.
    pub async fn renew(&self, cookie: &str, context: RequestContext) -> Result<Renewed, Error> {
        self.known.store().require_database()?;
        self.known.store().require_clock()?;
        let Some(session) = self.session_of(cookie).await? else {
            return Ok(Renewed::SignedOut(SignedOut::NoSession));
        };
        let standing = OperatorStanding::load(self.known.store().read(), session).await?;
        let now = self.known.store().now();
        let fault = standing.fault(now).or_else(|| idle_fault(&standing, now));
        if let Some(fault) = fault {
            if fault == SessionFault::Ended(SessionEnd::Inactive) {
                self.end(standing, SessionEnd::Inactive, context).await?;
            }
            return Ok(Renewed::SignedOut(SignedOut::Ended(fault)));
        }

        let OperatorStanding { issuer: Some(issuer), rule, session, .. } = standing.clone() else {
            return Ok(Renewed::SignedOut(SignedOut::NoSession));
        };
        if let Some(rule) = rule {
            return self.token_of(&standing, issuer, rule, now).await;
        }
        let rules = self.offered(&session, now).await?;
        Ok(Renewed::Choose(Box::new(session), Box::new(issuer), rules))
    }

    /// Chooses one of the rules that let the person in, once.
    pub async fn choose(
        &self,
        cookie: &str,
        rule: OperatorRuleId,
        context: RequestContext,
    ) -> Result<Renewed, Error> {
        self.known.store().require_database()?;
        let Some(session) = self.session_of(cookie).await? else {
            return Ok(Renewed::SignedOut(SignedOut::NoSession));
        };
        let person = OperatorStanding::load(self.known.store().read(), session.clone()).await?;
        let actor = Actor::person(person, context.clone());
        let mut write = Write::of_person(&self.known, &actor, Scope::Instance).await?;

        let row = sole(operator_session::Entity::find_by_id(session.id), write.db()).await?;
        let mut row = row.ok_or(Error::NotFound("session"))?;
        if row.operator_rule_id.is_some() || !row.is_live(write.now) {
            drop(write);
            return self.renew(cookie, context).await;
        }
        let chosen = sole(operator_rule::Entity::find_by_id(rule), write.db()).await?;
        let chosen = chosen.filter(|chosen| {
            chosen.lets_in(write.now) && row.matched_rules.0.contains(&chosen.id.0)
        });
        let chosen = chosen.ok_or(Error::NotFound("rule"))?;

        row.operator_rule_id = Some(chosen.id);
        operator_session::Entity::update_many()
            .col_expr(operator_session::Column::OperatorRuleId, Expr::value(chosen.id))
            .filter(operator_session::Column::Id.eq(row.id))
            .exec(write.db())
            .await?;
        write.act_as(Actor::person(
            OperatorStanding::load(write.db(), row.clone()).await?,
            context.clone(),
        ));
        let event = on_operator_session("operatorSession.choose", &row);
        write.record(Scope::Instance, event).await?;
        write.commit_only(Change::OperatorSessions).await?;
        self.renew(cookie, context).await
    }

    async fn token_of(
        &self,
        standing: &OperatorStanding,
        issuer: operator_issuer::Model,
        rule: operator_rule::Model,
        now: Timestamp,
    ) -> Result<Renewed, Error> {
        let mut session = standing.session.clone();
        let used = operator_session::Entity::update_many()
            .col_expr(operator_session::Column::LastUsedAt, Expr::value(now))
            .filter(operator_session::Column::Id.eq(session.id))
            .filter(operator_session::Column::EndedAt.is_null())
            .exec(self.known.store().database().writer())
            .await?;
        if used.rows_affected == 0 {
            return Ok(Renewed::SignedOut(SignedOut::NoSession));
        }
        session.last_used_at = now;

        let end = now.plus_seconds(TOKEN_SECONDS).min(session.expires_at);
        let expires_at =
            Timestamp::from_seconds(rule.expires_at.map_or(end, |at| at.min(end)).seconds());
        let token = self.sign(&session, &rule, now, expires_at).await?;
        let stepped_up_until = standing.stepped_up_until(now);
        let token = SessionToken { token, expires_at, session, issuer, rule, stepped_up_until };
        Ok(Renewed::SignedIn(Box::new(token)))
    }

    /// Signs a token with the key of the rule. Only this function does.
    async fn sign(
        &self,
        session: &operator_session::Model,
        rule: &operator_rule::Model,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<SecretString, Error> {
        let scope = rule.scope();
        let entry = self.known.scope_entry(scope);
        let project = self.known.cached_project(&entry, scope).await?;
        let key = newest_key(self.known.store().read(), rule.id, now).await?;
        let key = key.ok_or_else(|| Error::Internal("the rule has no key that signs".into()))?;
        let private = self.known.sealer().unseal_key(&key)?;
        let signing = SigningKey::new(&private, algorithm_of(&key)?)
            .map_err(|error| Error::internal("key", error))?;

        let slug = project.as_deref().map(|project| &*project.slug);
        let claims = json!({
            "aud": self.known.public_url().admin_audience(slug),
            "iat": now.seconds(),
            "exp": expires_at.seconds(),
            "jti": session.id.to_string(),
        });
        let claims = claims.as_object().cloned().unwrap_or_default();
        let header = Header { kid: key.kid, typ: Some("JWT".to_owned()), ..Header::default() };
        let token = mint(&signing, header, &claims);
        Ok(token.map_err(|error| Error::internal("token", error))?.into())
    }

    /// The session that a cookie names.
    pub(super) async fn session_of(
        &self,
        cookie: &str,
    ) -> Result<Option<operator_session::Model>, Error> {
        let has_form = decode_base64url(cookie).is_some_and(|bytes| bytes.len() == SECRET_BYTES);
        if !has_form {
            return Ok(None);
        }
        let _permit = self.known.cold_lookup().await?;
        let named = operator_session::Column::CookieDigest.eq(digest(cookie));
        let row = operator_session::Entity::find().filter(named);
        Ok(sole(row, self.known.store().read()).await?)
    }

    async fn offered(
        &self,
        session: &operator_session::Model,
        now: Timestamp,
    ) -> Result<Vec<OfferedRule>, Error> {
        let ids = session.matched_rules.0.iter().copied();
        let rules = operator_rule::Entity::find()
            .filter(operator_rule::Column::Id.is_in(ids))
            .order_by_asc(operator_rule::Column::Id)
            .all(self.known.store().read())
            .await?;

        let mut offered = Vec::new();
        for rule in rules.into_iter().filter(|rule| rule.lets_in(now)) {
            let entry = self.known.scope_entry(rule.scope());
            let project = self.known.cached_project(&entry, rule.scope()).await?;
            let project = project.map(|project| (project.slug.clone(), project.name.clone()));
            let (id, permissions) = (rule.id, rule.permissions);
            offered.push(OfferedRule { id, name: rule.name, project, permissions });
        }
        Ok(offered)
    }

    /// Ends a session on behalf of its person.
    pub(super) async fn end(
        &self,
        standing: OperatorStanding,
        end: SessionEnd,
        context: RequestContext,
    ) -> Result<(), Error> {
        let session = standing.session.clone();
        let scope = standing.rule.as_ref().map_or(Scope::Instance, operator_rule::Model::scope);
        let actor = Actor::person(standing, context);
        let mut write = Write::of_person(&self.known, &actor, scope).await?;
        let ended = end_sessions(write.db(), Which::One(session.id), end, write.now).await?;
        if ended == 0 {
            return Ok(());
        }
        let event = on_operator_session("operatorSession.end", &session)
            .with("end", sea_orm::ActiveEnum::to_value(&end));
        write.record(Scope::Instance, event).await?;
        write.commit_only(Change::OperatorSessions).await
    }
}

/// Whether a session was not used for its provider's idle time.
fn idle_fault(standing: &OperatorStanding, now: Timestamp) -> Option<SessionFault> {
    let idle = standing.issuer.as_ref()?.idle_seconds;
    let until = standing.session.last_used_at.plus_seconds(idle);
    (until <= now).then_some(SessionFault::Ended(SessionEnd::Inactive))
}
