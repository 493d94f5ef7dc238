//! Many applications of one project, each with a secret, a key and a grant for the same API.

use std::path::Path;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use keyplane_auth::{Algorithm, KeySpec, PrivateKey, SigningKey, sha256};
use keyplane_entity::{
    Timestamp, application, client_secret, grant,
    id::{ApiId, ApplicationId, ClientSecretId, GrantId, KeyId, ProjectId},
    key,
    scope_name::ScopeNames,
};
use uuid::Builder;

use super::{
    blank::{application, blank_key},
    insert_all, open,
};
use crate::{
    admin,
    failure::{Failure, Result},
};

/// The project of the applications, and the API that they may use; both exist already.
#[derive(Debug)]
pub(crate) struct Crowd {
    /// The project's ID.
    pub project: String,
    /// The API's ID.
    pub api: String,
}

/// One application and its credentials.
#[derive(Debug)]
pub(crate) struct Member {
    /// The application's ID.
    pub id: String,
    /// The client secret.
    pub secret: String,
    /// The `kid` of its key.
    pub kid: String,
    /// The ES256 key.
    pub key: SigningKey,
}

#[derive(Default)]
struct MemberRows {
    applications: Vec<application::Model>,
    secrets: Vec<client_secret::Model>,
    keys: Vec<key::Model>,
    grants: Vec<grant::Model>,
}

/// Makes `count` applications in the data folder of a stopped server.
pub(crate) async fn fill_crowd(data: &Path, crowd: Crowd, count: usize) -> Result<Vec<Member>> {
    let unknown = |_| Failure::Setup("a crowd needs a project and an API".into());
    let project: ProjectId = crowd.project.parse().map_err(unknown)?;
    let api: ApiId = crowd.api.parse().map_err(unknown)?;
    let now = admin::now()?;
    let (mut rows, mut members) = (MemberRows::default(), Vec::with_capacity(count));
    for number in 0..u64::try_from(count).unwrap_or(u64::MAX) {
        members.push(rows.add(project, api, number, now)?);
    }
    let database = open(data).await?;
    insert_all::<application::Entity, _>(&database, rows.applications).await?;
    insert_all::<client_secret::Entity, _>(&database, rows.secrets).await?;
    insert_all::<key::Entity, _>(&database, rows.keys).await?;
    insert_all::<grant::Entity, _>(&database, rows.grants).await?;
    database.close().await?;
    Ok(members)
}

impl MemberRows {
    fn add(
        &mut self,
        project_id: ProjectId,
        api_id: ApiId,
        number: u64,
        now: Timestamp,
    ) -> Result<Member> {
        let failed = |error: &dyn std::fmt::Display| Failure::Setup(error.to_string());
        let spec = KeySpec::new(Algorithm::Es256, None).map_err(|error| failed(&error))?;
        let private = PrivateKey::generate(spec).map_err(|error| failed(&error))?;
        let signing =
            SigningKey::new(&private, Algorithm::Es256).map_err(|error| failed(&error))?;

        let millis = u64::try_from(now.0).unwrap_or(0);
        let new_id = |kind: u8| {
            let mut random = [kind; 10];
            random[2..].copy_from_slice(&number.to_be_bytes());
            Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
        };

        let id = ApplicationId(new_id(1));
        let secret = BASE64_URL_SAFE_NO_PAD.encode(sha256(id.0.as_bytes()));
        let public = private.public_key();
        let kid = public.thumbprint();

        self.applications.push(application::Model {
            auth_method: application::ClientAuthMethod::ClientSecretBasic,
            ..application(id, project_id, format!("Member {number}"), now)
        });
        self.secrets.push(client_secret::Model {
            id: ClientSecretId(new_id(2)),
            project_id,
            application_id: id,
            name: String::new(),
            form: client_secret::SecretForm::Sha256,
            digest: sha256(secret.as_bytes()).to_vec(),
            sealed_secret: None,
            master_key_id: None,
            created_at: now,
            expires_at: None,
        });
        self.keys.push(key::Model {
            application_id: Some(id),
            kid: kid.clone(),
            name: "load".to_owned(),
            public_key: public.spki_der().to_vec(),
            thumbprint: kid.clone(),
            ..blank_key(KeyId(new_id(3)), project_id, Algorithm::Es256, now)
        });
        self.grants.push(grant::Model {
            id: GrantId(new_id(4)),
            project_id,
            application_id: id,
            api_id,
            scopes: ScopeNames(vec!["read".to_owned(), "write".to_owned()]),
            external_id: None,
            created_at: now,
        });

        Ok(Member { id: id.to_string(), secret, kid, key: signing })
    }
}
