//! Generates and imports signing keys, which sign the access tokens of a project.

use keyplane_auth::Algorithm;
use keyplane_entity::{
    Permission, Scope, Timestamp,
    id::ProjectId,
    key::{self, Custody, Purpose},
    lifecycle::{Ring, SuccessorRequest},
    project,
};
use secrecy::SecretString;

use super::{
    admin::{choose_kid, created, read_public_key},
    application::{choose_algorithm, spec},
    factory::{Made, Order},
    file::PrivateKeyFormat,
    generated::GeneratedKey,
    handle::Keys,
    new_key::NewKey,
    pairs::Pairs,
};
use crate::{
    error::Error,
    input,
    known::Actor,
    operate::{found, write::Write},
};

/// Arguments of `generateSigningKey`.
#[derive(Debug)]
pub struct GenerateSigningKey {
    /// Project whose tokens the key signs.
    pub project_id: ProjectId,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// Algorithm of the key; default: that of the key policy.
    pub algorithm: Option<Algorithm>,
    /// Key size in bits, for RSA only; default: that of the key policy.
    pub rsa_bits: Option<i64>,
    /// The party that keeps the private half and signs with it.
    pub custody: Custody,
    /// Time at which the key becomes active; default: the earliest date that the publish-ahead allows
    /// with SERVER custody, now with HOLDER custody.
    pub activates_at: Option<Timestamp>,
    /// Time at which the key expires; `None` if it never expires.
    pub expires_at: Option<Timestamp>,
    /// Format of the private half.
    pub format: PrivateKeyFormat,
    /// Whether the private half may be exported later.
    pub retain_private_key: bool,
    /// Whether the key may sign before the publish-ahead has passed; needs `reason`.
    pub force: bool,
    /// Reason for the audit log, 1 to 500 characters.
    pub reason: Option<String>,
}

/// Arguments of `importSigningKey`.
#[derive(Debug)]
pub struct ImportSigningKey {
    /// Project whose tokens the key signs.
    pub project_id: ProjectId,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// Public half in any accepted format; treated as a secret until it is known to be public.
    pub public_key: SecretString,
    /// Algorithm of the key; default: the JWK's `alg`, else one that fits the key.
    pub algorithm: Option<Algorithm>,
    /// Key ID; default: the JWK's `kid`, else the thumbprint.
    pub kid: Option<String>,
    /// Time at which the holder starts to sign; default: now.
    pub activates_at: Option<Timestamp>,
    /// Time at which the key expires; `None` if it never expires.
    pub expires_at: Option<Timestamp>,
}

/// Whether a holder keeps the private half and signs with it.
fn is_given_away(custody: Custody) -> bool {
    match custody {
        Custody::Holder => true,
        Custody::Server => false,
    }
}

/// Refuses unless the actor may give a signing key to a holder. Needs `APPLICATIONS_WRITE` too,
/// because the holder can make tokens of any application.
pub(super) fn require_holder(actor: &Actor, scope: Scope) -> Result<(), Error> {
    actor.require(Permission::KeysWrite, scope)?;
    actor.require(Permission::ApplicationsWrite, scope)
}

impl Keys {
    /// Makes a signing key. With SERVER custody, the server signs with it after the publish-ahead.
    /// With HOLDER custody, the private half is returned once.
    pub async fn generate_signing(
        &self,
        actor: &Actor,
        request: GenerateSigningKey,
    ) -> Result<GeneratedKey, Error> {
        let (id, permission) = (request.project_id, Permission::KeysWrite);
        let found = found::project(&self.known, actor, id, permission).await?;
        let holder = is_given_away(request.custody);
        if holder {
            require_holder(actor, found.scope)?;
        }
        let name = input::name(&request.name)?;
        if holder && request.retain_private_key {
            return Err(Error::input("retainPrivateKey", "is not for HOLDER signing keys"));
        }
        let project = found.row;
        let order = signing_order(&project, &request)?;
        request.format.check(Purpose::Signing, order.spec.algorithm)?;
        let made = self.factory.make(actor, order).await?;

        let mut pairs = Pairs::of(actor);
        let key = loop {
            let outcome = self.add_signing_key(actor, &request, &name, &made, &mut pairs).await;
            if !pairs.make_wanted(&self.factory).await? {
                break outcome?;
            }
        };
        let file = holder
            .then(|| self.private_key_file(&key, Some(&project), &made.private, request.format));
        Ok(GeneratedKey { key, private_key: file.transpose()? })
    }

    async fn add_signing_key(
        &self,
        actor: &Actor,
        request: &GenerateSigningKey,
        name: &str,
        made: &Made,
        pairs: &mut Pairs<'_>,
    ) -> Result<key::Model, Error> {
        let reason = input::reason(request.reason.as_deref())?;
        let scope = Scope::Project(request.project_id);
        let mut write = Write::begin(&self.known, actor, Permission::KeysWrite, &[scope]).await?;
        let holder = is_given_away(request.custody);
        if holder {
            require_holder(write.actor(), scope)?;
        }
        let project = write.project(request.project_id).await?;
        if signing_order(&project, request)?.spec != made.order.spec {
            return Err(policy_changed());
        }
        let mut edit = write.ring(&project).await?;
        let successor = SuccessorRequest {
            activates_at: request.activates_at,
            not_after: request.expires_at,
            force: request.force,
            has_reason: reason.is_some(),
        };
        let times = if holder {
            Ring::plan_holder(&successor, write.now)?
        } else {
            edit.ring.plan_new(&successor, write.now)?
        };
        let mut new = NewKey::made(made, !holder);
        new.retained = request.retain_private_key;
        signing_key_of(&mut new, request.project_id, name);
        new.times = Some(times);
        let row = write.key_row(new).await?;
        let id = row.id;
        edit.ring.add(row, write.now)?;
        let key = ring_key(&edit.ring, id)?;

        let event = created("signingKey.generate", &key).with_some("reason", reason);
        write.record(key.scope(), event.with("force", request.force)).await?;
        write.complete_ring(edit, pairs).await?;
        write.commit().await?;
        Ok(key)
    }

    /// Imports the public half of a signing key whose holder signs elsewhere.
    pub async fn import_signing(
        &self,
        actor: &Actor,
        request: ImportSigningKey,
    ) -> Result<key::Model, Error> {
        let scope = Scope::Project(request.project_id);
        require_holder(actor, scope)?;
        let name = input::name(&request.name)?;
        let kid = input::kid(request.kid.clone())?;
        let imported = read_public_key(&request.public_key)?;
        let algorithm = choose_algorithm(request.algorithm, &imported)?;
        let kid = choose_kid(kid, &imported)?;

        let mut pairs = Pairs::of(actor);
        loop {
            let mut new = NewKey::imported(&imported, algorithm, kid.clone());
            signing_key_of(&mut new, request.project_id, &name);
            let outcome = self.add_imported(actor, &request, new, &mut pairs).await;
            if !pairs.make_wanted(&self.factory).await? {
                return outcome;
            }
        }
    }

    async fn add_imported(
        &self,
        actor: &Actor,
        request: &ImportSigningKey,
        mut new: NewKey,
        pairs: &mut Pairs<'_>,
    ) -> Result<key::Model, Error> {
        let scope = Scope::Project(request.project_id);
        let mut write = Write::begin(&self.known, actor, Permission::KeysWrite, &[scope]).await?;
        require_holder(write.actor(), scope)?;
        let project = write.project(request.project_id).await?;
        let mut edit = write.ring(&project).await?;

        let successor = SuccessorRequest {
            activates_at: request.activates_at,
            not_after: request.expires_at,
            ..SuccessorRequest::default()
        };
        new.times = Some(Ring::plan_holder(&successor, write.now)?);

        let row = write.key_row(new).await?;
        let id = row.id;
        edit.ring.add(row, write.now)?;
        let key = ring_key(&edit.ring, id)?;

        write.record(scope, created("signingKey.import", &key)).await?;
        write.complete_ring(edit, pairs).await?;
        write.commit().await?;
        Ok(key)
    }
}

/// Adds the first signing key to a project that is being created.
pub(crate) async fn add_first_signing_key(
    write: &mut Write,
    project: &project::Model,
    made: &Made,
) -> Result<(), Error> {
    let mut edit = write.ring(project).await?;
    let mut new = NewKey::made(made, true);
    signing_key_of(&mut new, project.id, "Signing key");
    new.times = Some(edit.ring.plan_new(&SuccessorRequest::default(), write.now)?);
    let row = write.key_row(new).await?;
    let id = row.id;
    edit.ring.add(row, write.now)?;
    let key = ring_key(&edit.ring, id)?;
    write.record(key.scope(), created("signingKey.generate", &key)).await?;
    write.save_ring(edit).await
}

/// A key of the ring after the rules were applied.
pub(super) fn ring_key(ring: &Ring, id: keyplane_entity::id::KeyId) -> Result<key::Model, Error> {
    ring.keys.iter().find(|key| key.id == id).cloned().ok_or(Error::NotFound("key"))
}

fn signing_order(project: &project::Model, request: &GenerateSigningKey) -> Result<Order, Error> {
    let algorithm = match request.algorithm {
        Some(algorithm) => algorithm,
        None => project
            .signing_algorithm
            .parse()
            .map_err(|error| Error::internal("stored policy", error))?,
    };
    let bits = request.rsa_bits.or_else(|| algorithm.is_rsa().then_some(project.rsa_bits.into()));
    Ok(Order { spec: spec(algorithm, bits)?, not_after: request.expires_at })
}

/// The refusal of a pair whose algorithm or size no longer matches the policy.
fn policy_changed() -> Error {
    let message = "the project's key policy changed while the key was generated: send the mutation \
                   again, or name algorithm and rsaBits";
    Error::Conflict { field: None, message: message.into() }
}

/// Makes `new` a signing key.
fn signing_key_of(new: &mut NewKey, project: ProjectId, name: &str) {
    new.scope = Scope::Project(project);
    new.purpose = Purpose::Signing;
    name.clone_into(&mut new.name);
}
