//! The rows of a project and its objects, as the use cases write them.

use std::fmt::Write as _;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use keyplane_auth::{
    Algorithm, CertificateRequest, KeySpec, MasterKey, PrivateKey, SealContext, SystemEntropy,
    self_signed_certificate, sha256,
};
use keyplane_entity::{
    Permissions, Scope, Timestamp, application, audit_chain, audit_event,
    id::{ApplicationId, AuditEventId, KeyId, ProjectId},
    key, project, search_term,
};
use sea_orm::ActiveEnum as _;
use serde_json::json;
use uuid::{Builder, Uuid};

use super::{
    blank::{application, blank_key},
    words::{self, Dice},
};
use crate::failure::{Failure, Result};

/// Applications of each project.
pub(crate) const APPLICATIONS: usize = 2;
/// Keys of each project: a signing key, an admin key, and one key for each application.
pub(crate) const KEYS: usize = 2 + APPLICATIONS;

/// A block of rows, ready to be inserted.
#[derive(Debug, Default)]
pub(crate) struct Block {
    /// Tenants.
    pub projects: Vec<project::Model>,
    /// Their applications.
    pub applications: Vec<application::Model>,
    /// Keys of every purpose.
    pub keys: Vec<key::Model>,
    /// One chain per project.
    pub chains: Vec<audit_chain::Model>,
    /// One event per project.
    pub events: Vec<audit_event::Model>,
    /// The search terms of the rows.
    pub terms: Vec<search_term::Model>,
}

/// A key pair that is used in many projects, but only once in each.
#[derive(Debug)]
struct Pair {
    pkcs8: Vec<u8>,
    public_key: Vec<u8>,
    thumbprint: String,
    certificate: Vec<u8>,
}

/// Makes the rows of one project after the other.
#[derive(Debug)]
pub(crate) struct Maker {
    dice: Dice,
    pairs: Vec<Pair>,
    master: MasterKey,
    /// The `kid` of the admin key that is recorded as the creator.
    creator: String,
    now: Timestamp,
    /// The final number of projects.
    total: usize,
}

impl Pair {
    fn new(number: u8) -> Result<Self> {
        let failed = |error: &dyn std::fmt::Display| Failure::Setup(error.to_string());
        let spec = KeySpec::new(Algorithm::Rs256, None).map_err(|error| failed(&error))?;
        let private = PrivateKey::generate(spec).map_err(|error| failed(&error))?;
        let public = private.public_key();

        let request = CertificateRequest {
            kid: "keyplane-load",
            issuer_name: "keyplane-load",
            serial: [number + 1; 16],
            not_before: 1_700_000_000,
            not_after: None,
        };
        let certificate = self_signed_certificate(&private, Algorithm::Rs256, &request)
            .map_err(|error| failed(&error))?;

        Ok(Self {
            pkcs8: private.pkcs8_der().to_vec(),
            public_key: public.spki_der().to_vec(),
            thumbprint: public.thumbprint(),
            certificate,
        })
    }
}

impl Maker {
    /// `creator` is the `kid` of the admin key to record as the creator.
    pub(crate) fn new(
        master: MasterKey,
        creator: String,
        total: usize,
        now: Timestamp,
    ) -> Result<Self> {
        let pairs = (0..KEYS).zip(0..).map(|(_, number)| Pair::new(number));
        let pairs = pairs.collect::<Result<Vec<_>>>()?;
        Ok(Self { dice: Dice::new(1), pairs, master, creator, now, total })
    }

    /// Adds the project with this number, created a minute after the previous one.
    pub(crate) fn add(&mut self, number: usize, rows: &mut Block) -> Result<()> {
        let age = i64::try_from(self.total - number).unwrap_or(0);
        let at = self.now.plus_seconds(-60 * age);

        let id = ProjectId(self.new_id(at));
        let step = (self.total / words::SELECTED).max(1);
        let selected = number.is_multiple_of(step) && number / step < words::SELECTED;
        let (slug, name) = words::project(number, selected, &mut self.dice);
        rows.find(Scope::Instance, search_term::Kind::Project, id.0, &[&name, &slug]);

        let mut keys = vec![
            self.key(id, None, 0, key::Purpose::Signing, "Signing key", at)?,
            self.key(id, None, 1, key::Purpose::Admin, "Deployment", at)?,
        ];
        for pair in 2..KEYS {
            let application = self.application(id, at);
            let name = format!("{} key", application.name);
            let owner = Some(application.id);
            keys.push(self.key(id, owner, pair, key::Purpose::Application, &name, at)?);
            let texts = [application.name.as_str()];
            rows.find(Scope::Project(id), search_term::Kind::Application, application.id.0, &texts);
            rows.applications.push(application);
        }

        let event = self.event(&keys[0], at);
        for key in keys {
            rows.find(key.scope(), search_term::Kind::Key, key.id.0, &[&key.name, &key.kid]);
            rows.keys.push(key);
        }

        rows.chains.push(audit_chain::Model {
            scope_id: id.0,
            sequence: event.sequence,
            hash: event.hash.clone(),
            ..audit_chain::Model::empty(Scope::Project(id))
        });
        rows.events.push(event);
        rows.projects.push(project(id, slug, name, at));
        Ok(())
    }

    fn new_id(&mut self, at: Timestamp) -> Uuid {
        let mut random = [0; 10];
        random[..8].copy_from_slice(&self.dice.roll().to_le_bytes());
        random[8..].copy_from_slice(&self.dice.roll().to_le_bytes()[..2]);
        let millis = u64::try_from(at.0).unwrap_or(0);
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    fn application(&mut self, project_id: ProjectId, at: Timestamp) -> application::Model {
        application(
            ApplicationId(self.new_id(at)),
            project_id,
            words::application(&mut self.dice),
            at,
        )
    }

    fn key(
        &mut self,
        project: ProjectId,
        application_id: Option<ApplicationId>,
        pair: usize,
        purpose: key::Purpose,
        name: &str,
        at: Timestamp,
    ) -> Result<key::Model> {
        let id = KeyId(self.new_id(at));
        let pair = &self.pairs[pair];
        let signs = purpose == key::Purpose::Signing;

        let context = SealContext {
            table: "key",
            column: "sealed_private_key",
            row: id.0.as_bytes(),
            project: project.0.as_bytes(),
            facts: "SIGNING SERVER retained=false",
        };
        let seal = || self.master.seal(&SystemEntropy, &context, &pair.pkcs8);
        let sealed = signs.then(seal).transpose();
        let sealed = sealed.map_err(|error| Failure::Setup(error.to_string()))?;

        Ok(key::Model {
            application_id,
            purpose,
            // As long as a thumbprint, and unique like one.
            kid: BASE64_URL_SAFE_NO_PAD.encode(sha256(id.0.as_bytes())),
            name: name.to_owned(),
            public_key: pair.public_key.clone(),
            thumbprint: pair.thumbprint.clone(),
            certificate: Some(pair.certificate.clone()),
            custody: if signs { key::Custody::Server } else { key::Custody::Holder },
            master_key_id: sealed.is_some().then(|| self.master.id().to_owned()),
            sealed_private_key: sealed,
            permissions: (purpose == key::Purpose::Admin).then(Permissions::all),
            created_by_kid: Some(self.creator.clone()),
            max_token_lifetime_seconds: if signs { 1800 } else { 0 },
            ..blank_key(id, project, Algorithm::Rs256, at)
        })
    }

    /// The first event of a project's chain, hashed as the audit log hashes it.
    fn event(&mut self, first_key: &key::Model, at: Timestamp) -> audit_event::Model {
        let mut event = audit_event::Model {
            id: AuditEventId(self.new_id(at)),
            scope_id: first_key.scope_id,
            sequence: 1,
            at,
            action: "signingKey.generate".to_owned(),
            actor_type: audit_event::ActorType::Local,
            actor_key_id: None,
            actor_kid: None,
            target_id: Some(first_key.id.to_string()),
            target: None,
            changes: json!({ "kid": first_key.kid, "name": first_key.name }).to_string(),
            request_id: None,
            source_address: None,
            operator: None,
            previous_hash: String::new(),
            hash: String::new(),
        };

        let fields = json!([
            event.scope_id,
            event.sequence,
            event.id.to_string(),
            event.at.0,
            event.action,
            event.actor_type.to_value(),
            event.actor_key_id.map(|id| id.to_string()),
            event.actor_kid,
            event.target_id,
            event.changes,
            event.request_id,
            event.source_address,
            event.previous_hash,
        ]);

        let hash = sha256(fields.to_string().as_bytes());
        for byte in hash {
            // Writing to a string does not fail.
            let _ = write!(event.hash, "{byte:02x}");
        }
        event
    }
}

impl Block {
    fn find(&mut self, scope: Scope, kind: search_term::Kind, target_id: Uuid, texts: &[&str]) {
        let scope_id = scope.id();
        let terms = words::terms(texts).into_iter();
        self.terms.extend(terms.map(|term| search_term::Model { scope_id, kind, term, target_id }));
    }
}

fn project(id: ProjectId, slug: String, name: String, at: Timestamp) -> project::Model {
    project::Model { name, ..project::Model::new(id, slug, at) }
}
