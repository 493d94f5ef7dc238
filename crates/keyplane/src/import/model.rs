//! What an export comes to, whichever server wrote it.

use secrecy::SecretString;

/// A server that clients come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Product {
    Hydra,
    Keycloak,
    Zitadel,
    Authgear,
}

impl Product {
    /// Its name for people.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Hydra => "Hydra",
            Self::Keycloak => "Keycloak",
            Self::Zitadel => "ZITADEL",
            Self::Authgear => "Authgear",
        }
    }

    /// Its name in labels and identifiers.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Hydra => "hydra",
            Self::Keycloak => "keycloak",
            Self::Zitadel => "zitadel",
            Self::Authgear => "authgear",
        }
    }
}

/// Everything that comes from an export, and what does not.
#[derive(Debug, Default)]
pub(super) struct Import {
    pub(super) clients: Vec<OldClient>,
    pub(super) signing_keys: Vec<OldPublicKey>,
    pub(super) left_out: Vec<LeftOut>,
}

/// A client that becomes an application.
#[derive(Debug)]
pub(super) struct OldClient {
    /// Its `client_id`, which stays as an alias.
    pub(super) client_id: String,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) owner: String,
    pub(super) kind: ClientKind,
    pub(super) method: ClientMethod,
    pub(super) enabled: bool,
    /// Access token lifetime in seconds; `None`: the default.
    pub(super) lifetime: Option<i64>,
    /// Whether its access tokens are opaque.
    pub(super) opaque: bool,
    /// The audiences that its tokens may be for, absolute URIs.
    pub(super) audiences: Vec<String>,
    pub(super) scopes: Vec<String>,
    pub(super) keys: Vec<OldPublicKey>,
    pub(super) secrets: Vec<OldSecret>,
    /// What of the client is not imported, or in another form.
    pub(super) notes: Vec<String>,
}

/// The type of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClientKind {
    Service,
    ResourceServer,
}

impl ClientKind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Service => "SERVICE",
            Self::ResourceServer => "RESOURCE_SERVER",
        }
    }
}

/// A client authentication method of this server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClientMethod {
    PrivateKeyJwt,
    ClientSecretBasic,
    ClientSecretPost,
    ClientSecretJwt,
}

impl ClientMethod {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::PrivateKeyJwt => "PRIVATE_KEY_JWT",
            Self::ClientSecretBasic => "CLIENT_SECRET_BASIC",
            Self::ClientSecretPost => "CLIENT_SECRET_POST",
            Self::ClientSecretJwt => "CLIENT_SECRET_JWT",
        }
    }
}

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OldPublicKey {
    pub(super) kid: Option<String>,
    /// A JWK with its public members alone, or a PEM.
    pub(super) text: String,
    /// End in RFC 3339; `None`: none.
    pub(super) expires_at: Option<String>,
}

impl OldPublicKey {
    /// Its name in the report.
    pub(super) fn shown(&self) -> String {
        self.kid.as_ref().map_or("a key without kid".to_owned(), |kid| format!("key {kid}"))
    }
}

/// A client secret.
#[derive(Clone, Debug)]
pub(super) struct OldSecret {
    pub(super) material: OldSecretMaterial,
    /// End in RFC 3339; `None`: none.
    pub(super) expires_at: Option<String>,
}

/// What is known of a secret.
#[derive(Clone, Debug)]
pub(super) enum OldSecretMaterial {
    /// Its hash by the old server.
    Hash(SecretString),
    Text(SecretString),
}

/// Something of the export that is not imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LeftOut {
    pub(super) what: String,
    pub(super) why: String,
}

impl Import {
    /// Notes that something is not imported.
    pub(super) fn leave_out(&mut self, what: impl Into<String>, why: impl Into<String>) {
        self.left_out.push(LeftOut { what: what.into(), why: why.into() });
    }
}

impl OldClient {
    /// A client with the defaults of this server.
    pub(super) fn new(client_id: &str, method: ClientMethod) -> Self {
        Self {
            client_id: client_id.to_owned(),
            name: client_id.chars().take(100).collect(),
            description: String::new(),
            owner: String::new(),
            kind: ClientKind::Service,
            method,
            enabled: true,
            lifetime: None,
            opaque: false,
            audiences: Vec::new(),
            scopes: Vec::new(),
            keys: Vec::new(),
            secrets: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Whether there is a secret or a key with which it can authenticate.
    pub(super) fn has_credential(&self) -> bool {
        !self.secrets.is_empty() || !self.keys.is_empty()
    }

    /// Takes a display name, if it has one.
    pub(super) fn call(&mut self, name: Option<&str>) {
        let name: String = name.unwrap_or_default().trim().chars().take(100).collect();
        if !name.is_empty() {
            self.name = name;
        }
    }

    /// Takes a token lifetime within the limits of this server.
    pub(super) fn set_lifetime(&mut self, seconds: Option<i64>) {
        let Some(seconds) = seconds.filter(|seconds| *seconds > 0) else { return };
        let within = seconds.clamp(60, 2_419_200);
        if within != seconds {
            self.notes.push(format!(
                "token lifetime {within} s in place of {seconds} s, which is outside of the limits"
            ));
        }
        self.lifetime = Some(within);
    }

    /// Takes the audiences that can be the identifier of an API.
    pub(super) fn set_audiences(&mut self, audiences: impl IntoIterator<Item = String>) {
        for audience in audiences {
            let is_uri = url::Url::parse(&audience).is_ok_and(|url| url.fragment().is_none());
            if !is_uri || audience.len() > 255 {
                self.notes.push(format!(
                    "audience \"{audience}\" not imported: the identifier of an API is an absolute URI \
                     of at most 255 characters (RFC 8707)"
                ));
            } else if !self.audiences.contains(&audience) {
                self.audiences.push(audience);
            }
        }
    }

    /// Takes scopes, each once.
    pub(super) fn set_scopes<'a>(&mut self, scopes: impl IntoIterator<Item = &'a str>) {
        for scope in scopes {
            if !scope.is_empty() && !self.scopes.iter().any(|known| known == scope) {
                self.scopes.push(scope.to_owned());
            }
        }
    }
}
