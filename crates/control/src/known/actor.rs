//! The actor of a use case and its permissions.

use std::{fmt, net::IpAddr, sync::Arc};

use keyplane_auth::VerifiedAdminToken;
use keyplane_entity::{
    Permission, Permissions, Scope, Timestamp, audit_event::ActorType, id::KeyId, key,
    operator_session, project,
};

use super::{admin_keys::Authority, operator_sessions::OperatorStanding};
use crate::error::Error;

/// The origin of an action, for the audit log.
#[derive(Clone, Debug, Default)]
pub struct RequestContext {
    /// ID of the request, as in its log lines.
    pub request_id: Option<String>,
    /// Address of the caller.
    pub source_address: Option<IpAddr>,
}

/// The actor of a use case: the holder of an admin key, a person who signed in, a user at the command line, or the
/// schedule. [`crate::Guard::authenticate`] makes it from a verified key, never from what a
/// request claims.
#[derive(Clone)]
pub struct Actor {
    caller: Caller,
    context: Arc<RequestContext>,
}

#[derive(Clone)]
enum Caller {
    AdminKey(Authority),
    /// A person who signs in or out.
    Person(Arc<OperatorStanding>),
    Local,
    System,
}

impl Actor {
    pub(crate) fn admin(authority: Authority, context: RequestContext) -> Self {
        Self { caller: Caller::AdminKey(authority), context: Arc::new(context) }
    }

    /// The same actor with what its key allows now.
    #[must_use]
    pub(crate) fn with_authority(&self, authority: Authority) -> Self {
        Self { caller: Caller::AdminKey(authority), context: Arc::clone(&self.context) }
    }

    /// A person who signs in or out. It has no permissions.
    pub(crate) fn person(standing: OperatorStanding, context: RequestContext) -> Self {
        Self { caller: Caller::Person(Arc::new(standing)), context: Arc::new(context) }
    }

    /// The actor of a command that works directly on the database.
    pub(crate) fn local() -> Self {
        Self { caller: Caller::Local, context: Arc::default() }
    }

    /// The actor of the schedule.
    pub(crate) fn system() -> Self {
        Self { caller: Caller::System, context: Arc::default() }
    }

    /// The actor of the schedule, for an event about requests of this origin.
    pub(crate) fn system_about(context: RequestContext) -> Self {
        Self { caller: Caller::System, context: Arc::new(context) }
    }

    /// The authority of an admin token's key at the last check. `None` for the command line and the
    /// schedule, which have all permissions and no key.
    pub(crate) fn authority(&self) -> Option<&Authority> {
        match &self.caller {
            Caller::AdminKey(authority) => Some(authority),
            Caller::Person(_) | Caller::Local | Caller::System => None,
        }
    }

    /// The session of the person who acts.
    pub(crate) fn standing(&self) -> Option<&OperatorStanding> {
        match &self.caller {
            Caller::AdminKey(authority) => authority.session.as_deref(),
            Caller::Person(standing) => Some(standing),
            Caller::Local | Caller::System => None,
        }
    }

    /// The session of the person who acts; `None` if the holder of an admin key does.
    pub fn session(&self) -> Option<&operator_session::Model> {
        self.standing().map(|standing| &standing.session)
    }

    /// Time until which `KEYS_EXPORT` and `ADMIN_KEYS_WRITE` may be used; `None` without a session,
    /// and if they may not.
    pub fn stepped_up_until(&self) -> Option<Timestamp> {
        self.authority()?.stepped_up_until
    }

    /// The permissions that need a new sign-in at the provider before they may be used.
    pub fn step_up_permissions(&self) -> Vec<Permission> {
        // No set of permissions, which would include READ.
        let held = self.permissions();
        held.iter().filter(|permission| self.lacks_step_up(*permission)).collect()
    }

    /// Whether a permission needs a new sign-in at the provider before it may be used.
    fn lacks_step_up(&self, permission: Permission) -> bool {
        needs_step_up(permission) && self.standing().is_some() && self.stepped_up_until().is_none()
    }

    /// The scope that the actor sees: the instance with all projects, or one project.
    pub fn scope(&self) -> Scope {
        self.key().map_or(Scope::Instance, key::Model::scope)
    }

    /// The permissions of the actor in its scope.
    pub fn permissions(&self) -> Permissions {
        match &self.caller {
            Caller::AdminKey(authority) => authority.key.permissions.unwrap_or_default(),
            Caller::Person(_) => Permissions::default(),
            Caller::Local | Caller::System => Permissions::all(),
        }
    }

    /// The admin key that signed the request's token.
    pub fn key(&self) -> Option<&key::Model> {
        self.authority().map(|authority| &*authority.key)
    }

    /// The project of that key, unless it is the instance's.
    pub fn project(&self) -> Option<&project::Model> {
        self.authority()?.project.as_deref()
    }

    /// The id of that key.
    pub fn key_id(&self) -> Option<KeyId> {
        self.key().map(|key| key.id)
    }

    /// The kid of that key.
    pub fn kid(&self) -> Option<&str> {
        self.key().map(|key| &*key.kid)
    }

    /// The `exp` of the request's token; `None` without a token.
    pub fn token_expires_at(&self) -> Option<Timestamp> {
        self.token().map(|token| Timestamp::from_seconds(token.times().expires_at))
    }

    /// The `iat` of the request's token; `None` without a token or without the claim.
    pub(crate) fn token_issued_at(&self) -> Option<Timestamp> {
        self.token()?.times().issued_at.map(Timestamp::from_seconds)
    }

    fn token(&self) -> Option<VerifiedAdminToken> {
        self.authority().map(|authority| authority.token)
    }

    pub(crate) fn context(&self) -> &RequestContext {
        &self.context
    }

    pub(crate) fn actor_type(&self) -> ActorType {
        match &self.caller {
            Caller::AdminKey(authority) if authority.session.is_none() => ActorType::AdminKey,
            Caller::AdminKey(_) | Caller::Person(_) => ActorType::Operator,
            Caller::Local => ActorType::Local,
            Caller::System => ActorType::System,
        }
    }

    /// Whether `scope` is the actor's own or inside it.
    pub fn sees(&self, scope: Scope) -> bool {
        self.scope() == Scope::Instance || self.scope() == scope
    }

    /// Refuses unless the actor sees `scope` and has `permission`. A scope of the instance that
    /// a project's key asks for is FORBIDDEN; another project looks as if it did not exist.
    pub fn require(&self, permission: Permission, scope: Scope) -> Result<(), Error> {
        if !self.sees(scope) {
            return Err(match scope {
                Scope::Instance => Error::Forbidden(format!(
                    "this needs a key of the instance with {}; yours is a project's",
                    permission.as_str()
                )),
                Scope::Project(_) => Error::NotFound("project"),
            });
        }

        if !self.permissions().contains(permission) {
            return Err(Error::Forbidden(format!(
                "this needs the permission {}; your key has {}",
                permission.as_str(),
                self.permissions()
            )));
        }
        if self.lacks_step_up(permission) {
            return Err(Error::StepUp(permission));
        }
        Ok(())
    }

    /// Refuses a change to an admin key that has permissions the actor lacks.
    pub(crate) fn require_all(&self, permissions: Permissions) -> Result<(), Error> {
        let missing = self.permissions().missing(permissions);
        if missing.is_empty() {
            return Ok(());
        }
        Err(Error::Forbidden(format!("your key lacks {missing} and cannot give or touch it")))
    }

    /// Refuses to hand out an admin key with these permissions until `end` unless the actor has
    /// them for as long.
    pub(crate) fn require_grant(
        &self,
        permissions: Permissions,
        end: Option<Timestamp>,
    ) -> Result<(), Error> {
        self.require_all(permissions)?;
        self.require_end(end)
    }

    /// The end of the actor's authority: that of its key, or of the rule by which the person acts.
    fn end(&self) -> Option<Timestamp> {
        let rule = self.standing().and_then(|standing| standing.rule.as_ref()?.expires_at);
        self.key().and_then(|key| key.expires_at).into_iter().chain(rule).min()
    }

    /// Refuses to let an admin key end at `end` (`None`: never) when the actor's own key ends
    /// sooner: a key for a limited time must not become one without limit.
    pub(crate) fn require_end(&self, end: Option<Timestamp>) -> Result<(), Error> {
        let Some(own) = self.end_before(end) else { return Ok(()) };
        let asked = end.map_or("no end".to_owned(), |end| format!("the end {end}"));
        Err(Error::Forbidden(format!(
            "your key ends at {own} and cannot give an admin key {asked}; {own} is the latest end \
             that it can set"
        )))
    }

    /// Refuses to let what the actor makes or changes last until `end` (`None`: for good) when the
    /// actor's own key ends sooner. `noun` is what would last.
    pub(crate) fn require_lasting(&self, noun: &str, end: Option<Timestamp>) -> Result<(), Error> {
        let Some(own) = self.end_before(end) else { return Ok(()) };
        let lasts = end.map_or("has no end".to_owned(), |end| format!("ends at {end}"));
        Err(Error::Forbidden(format!(
            "your key ends at {own}, and this {noun} {lasts}: set its expiresAt to {own} or earlier, or \
             use a key that lasts as long"
        )))
    }

    /// Refuses to let the actor make or change what lasts for good, such as a webhook, when the actor's
    /// own key ends. `noun` is what would last.
    pub(crate) fn require_unending(&self, noun: &str) -> Result<(), Error> {
        let Some(own) = self.end() else { return Ok(()) };
        Err(Error::Forbidden(format!(
            "your key ends at {own}, and a {noun} has no end: use a key without an end"
        )))
    }

    /// The end of the actor's authority if it is before another end; `None` is no end.
    fn end_before(&self, end: Option<Timestamp>) -> Option<Timestamp> {
        let own = self.end()?;
        end.is_none_or(|end| end > own).then_some(own)
    }
}

/// Whether a session needs a fresh sign-in at the provider to use a permission.
fn needs_step_up(permission: Permission) -> bool {
    match permission {
        Permission::KeysExport | Permission::AdminKeysWrite => true,
        Permission::Read
        | Permission::AuditRead
        | Permission::ProjectWrite
        | Permission::ApplicationsWrite
        | Permission::KeysWrite
        | Permission::InstanceWrite => false,
    }
}

impl fmt::Debug for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Actor").field("scope", &self.scope()).field("kid", &self.kid()).finish()
    }
}
