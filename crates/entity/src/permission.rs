//! The permissions of an admin key.

use std::fmt;

use sea_orm::DeriveValueType;

/// One permission of an admin key; every other one includes [`Permission::Read`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Permission {
    /// See the scope, without its audit events.
    Read,
    /// See audit events.
    AuditRead,
    /// Change the project's settings.
    ProjectWrite,
    /// Applications and what belongs to them.
    ApplicationsWrite,
    /// Application and signing keys.
    KeysWrite,
    /// Download retained private keys.
    KeysExport,
    /// Admin keys.
    AdminKeysWrite,
    /// Create and delete projects; instance keys only.
    InstanceWrite,
}

impl Permission {
    /// Every permission, in the order of the API.
    pub const ALL: [Self; 8] = [
        Self::Read,
        Self::AuditRead,
        Self::ProjectWrite,
        Self::ApplicationsWrite,
        Self::KeysWrite,
        Self::KeysExport,
        Self::AdminKeysWrite,
        Self::InstanceWrite,
    ];

    /// Name of the permission in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "READ",
            Self::AuditRead => "AUDIT_READ",
            Self::ProjectWrite => "PROJECT_WRITE",
            Self::ApplicationsWrite => "APPLICATIONS_WRITE",
            Self::KeysWrite => "KEYS_WRITE",
            Self::KeysExport => "KEYS_EXPORT",
            Self::AdminKeysWrite => "ADMIN_KEYS_WRITE",
            Self::InstanceWrite => "INSTANCE_WRITE",
        }
    }
}

/// A set of permissions, stored as the text of their names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub struct Permissions(u8);

/// A list of names, in the order of the API.
impl serde::Serialize for Permissions {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter().map(Permission::as_str))
    }
}

impl Permissions {
    /// Every permission: the first admin key's.
    pub fn all() -> Self {
        Permission::ALL.into_iter().collect()
    }

    /// Whether the set contains `permission`.
    pub fn contains(self, permission: Permission) -> bool {
        self.0 & (1 << permission as u8) != 0
    }

    /// Whether the set contains all of `other`.
    pub fn includes(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// The permissions of `other` that this set lacks.
    #[must_use]
    pub fn missing(self, other: Self) -> Self {
        Self(other.0 & !self.0)
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The permissions, in the order of the API.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.into_iter().filter(move |&permission| self.contains(permission))
    }
}

/// Every other permission includes [`Permission::Read`].
impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        let bits = permissions.into_iter().fold(0, |bits, one| bits | (1 << one as u8));
        Self(if bits == 0 { 0 } else { bits | 1 << Permission::Read as u8 })
    }
}

/// The names, space-separated.
impl fmt::Display for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.iter().map(Permission::as_str).collect();
        f.write_str(&names.join(" "))
    }
}

/// The database holds a name that is not a permission.
#[derive(Debug, thiserror::Error)]
#[error("unknown permission {0}")]
pub struct UnknownPermission(String);

impl std::str::FromStr for Permissions {
    type Err = UnknownPermission;

    fn from_str(text: &str) -> Result<Self, UnknownPermission> {
        text.split_ascii_whitespace()
            .map(|name| {
                Permission::ALL
                    .into_iter()
                    .find(|permission| permission.as_str() == name)
                    .ok_or_else(|| UnknownPermission(name.to_owned()))
            })
            .collect()
    }
}
