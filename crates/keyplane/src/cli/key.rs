//! `keyplane key`.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};

use super::{
    shared::{ListArgs, OutArgs, ScopeArgs, SureArgs, words},
    words::{AlgorithmWord, CustodyWord, KeyFormatWord, PermissionWord, PurposeWord, StateWord},
};
use crate::moments::{OrNever, Span, When};

#[derive(Subcommand)]
pub(crate) enum KeyCommand {
    /// List the keys of a project, of an application or of the instance
    List(KeyList),
    /// Show a key
    Show(KeyName),
    /// Make a key pair on the server: for an application, an admin, or to sign tokens
    Create(Box<KeyCreate>),
    /// Upload a public key whose key pair was made elsewhere
    Import(Box<KeyImport>),
    /// Change a key; what is not given stays
    Update(KeyUpdate),
    /// Make the successor of a key, after a preview of the times
    Rotate(KeyRotate),
    /// Revoke a key at once, after a look at who uses it; it cannot be restored
    Revoke(KeyRevoke),
    /// Write the private key of a key that the server retains to a file
    Export(KeyExport),
}

#[derive(Args)]
pub(crate) struct KeyList {
    /// Keys of this application only, by name or ID
    #[arg(long, value_name = "APPLICATION")]
    pub(crate) application: Option<String>,
    /// Purpose to include; may repeat
    #[arg(long = "purpose", value_name = "PURPOSE", value_parser = words::<PurposeWord>())]
    pub(crate) purposes: Vec<PurposeWord>,
    /// State to include; may repeat
    #[arg(long = "state", value_name = "STATE", value_parser = words::<StateWord>())]
    pub(crate) states: Vec<StateWord>,
    /// Prefix of the kid, or of a word of the name
    #[arg(long, value_name = "TEXT", conflicts_with = "application")]
    pub(crate) search: Option<String>,
    /// Keys that end within this time only, such as 30d, the soonest first
    #[arg(long, value_name = "TIME", conflicts_with_all = ["application", "purposes", "states", "search"])]
    pub(crate) expiring: Option<Span>,
    #[command(flatten)]
    pub(crate) list: ListArgs,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}

#[derive(Args)]
pub(crate) struct KeyName {
    /// Key, by kid, name or ID
    #[arg(value_name = "KEY", allow_hyphen_values = true)]
    pub(crate) key: String,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}

/// What a new key is for.
#[derive(Args)]
#[command(group(ArgGroup::new("purpose").args(["application", "admin", "signing"]).required(true)))]
pub(crate) struct NewKeyPurpose {
    /// Key of this application, by name or ID
    #[arg(long, value_name = "APPLICATION")]
    pub(crate) application: Option<String>,
    /// Admin key: of the project, or with --instance of the instance; needs --permission
    #[arg(long, requires = "permissions")]
    pub(crate) admin: bool,
    /// Signing key of the project, published in its JWKS
    #[arg(long)]
    pub(crate) signing: bool,
    /// Permission of the admin key; may repeat
    #[arg(long = "permission", value_name = "PERMISSION", requires = "admin")]
    #[arg(value_parser = words::<PermissionWord>())]
    pub(crate) permissions: Vec<PermissionWord>,
}

#[derive(Args)]
pub(crate) struct KeyCreate {
    /// Display name, 1 to 100 characters
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) purpose: NewKeyPurpose,
    /// Algorithm; admin keys are RS256 [default: RS256, for signing keys the key policy's]
    #[arg(long, value_name = "ALGORITHM", conflicts_with = "admin")]
    #[arg(value_parser = words::<AlgorithmWord>())]
    pub(crate) algorithm: Option<AlgorithmWord>,
    /// Size of an RSA key in bits: 2048, 3072 or 4096
    #[arg(long, value_name = "BITS", conflicts_with = "admin")]
    pub(crate) rsa_bits: Option<u32>,
    /// Holder of the private key of a signing key [default: server]
    #[arg(long, value_name = "HOLDER", requires = "signing")]
    #[arg(value_parser = words::<CustodyWord>())]
    pub(crate) custody: Option<CustodyWord>,
    /// When a signing key is used first [default: after the publish-ahead]
    #[arg(long, value_name = "WHEN", requires = "signing")]
    pub(crate) activates: Option<When>,
    /// End of the key: a date, an RFC 3339 time, or a time from now such as 90d [default: none]
    #[arg(long, value_name = "WHEN")]
    pub(crate) expires: Option<When>,
    /// Format of the private key file [default: key-file, for signing keys pem-pkcs8]
    #[arg(long, value_name = "FORMAT", value_parser = words::<KeyFormatWord>())]
    pub(crate) format: Option<KeyFormatWord>,
    /// Let the server keep the private key, encrypted, for keyplane key export
    #[arg(long)]
    pub(crate) retain: bool,
    /// Activate a signing key before the publish-ahead has passed; needs --reason
    #[arg(long, requires = "reason", requires = "signing")]
    pub(crate) force: bool,
    /// Reason for the audit log
    #[arg(long, value_name = "TEXT", requires = "signing")]
    pub(crate) reason: Option<String>,
    #[command(flatten)]
    pub(crate) out: OutArgs,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}

#[derive(Args)]
pub(crate) struct KeyImport {
    /// Display name, 1 to 100 characters
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// File with the public key: SPKI, PKCS#1, certificate or CSR in PEM, or a JWK; - for stdin
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) purpose: NewKeyPurpose,
    /// Algorithm [default: the alg of the JWK, else the one that fits the key]
    #[arg(long, value_name = "ALGORITHM", conflicts_with = "admin")]
    #[arg(value_parser = words::<AlgorithmWord>())]
    pub(crate) algorithm: Option<AlgorithmWord>,
    /// Further RSA algorithm of an application's RSA key; may repeat
    #[arg(long = "additional-algorithm", value_name = "ALGORITHM", requires = "application")]
    #[arg(value_parser = words::<AlgorithmWord>())]
    pub(crate) additional_algorithms: Vec<AlgorithmWord>,
    /// Name of an application's key in files and other tools, unique in the project
    #[arg(long, value_name = "ID", requires = "application")]
    pub(crate) external_id: Option<String>,
    /// Key ID [default: the kid of the JWK, else the thumbprint (RFC 7638)]
    #[arg(long, value_name = "KID", allow_hyphen_values = true)]
    pub(crate) kid: Option<String>,
    /// When a signing key is used first [default: now]
    #[arg(long, value_name = "WHEN", requires = "signing")]
    pub(crate) activates: Option<When>,
    /// End of the key: a date, an RFC 3339 time, or a time from now such as 90d [default: none]
    #[arg(long, value_name = "WHEN")]
    pub(crate) expires: Option<When>,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}

#[derive(Args)]
pub(crate) struct KeyUpdate {
    /// Key, by kid, name or ID
    #[arg(value_name = "KEY", allow_hyphen_values = true)]
    pub(crate) key: String,
    /// Display name, 1 to 100 characters
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Name of an application's key in files and other tools; empty for none
    #[arg(long, value_name = "ID")]
    pub(crate) external_id: Option<String>,
    /// End of the key: a date, an RFC 3339 time, a time from now such as 90d, or never
    #[arg(long, value_name = "WHEN")]
    pub(crate) expires: Option<OrNever<When>>,
    /// Permission of an admin key; may repeat; together they replace the present ones
    #[arg(long = "permission", value_name = "PERMISSION")]
    #[arg(value_parser = words::<PermissionWord>())]
    pub(crate) permissions: Vec<PermissionWord>,
    /// Further RSA algorithm of an application's RSA key; may repeat; they replace the present ones
    #[arg(long = "additional-algorithm", value_name = "ALGORITHM")]
    #[arg(value_parser = words::<AlgorithmWord>())]
    pub(crate) additional_algorithms: Vec<AlgorithmWord>,
    /// Allow the key's own algorithm only
    #[arg(long, conflicts_with = "additional_algorithms")]
    pub(crate) no_additional_algorithms: bool,
    /// Let the successor of a signing key activate before the publish-ahead; needs --reason
    #[arg(long, requires = "reason")]
    pub(crate) force: bool,
    /// Reason for the audit log
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}

#[derive(Args)]
pub(crate) struct KeyRotate {
    /// Key, by kid, name or ID; it must be active
    #[arg(value_name = "KEY", allow_hyphen_values = true)]
    pub(crate) key: String,
    /// Display name of the successor [default: that of the key]
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// End of the successor [default: as long after its activation as the key's]
    #[arg(long, value_name = "WHEN")]
    pub(crate) expires: Option<When>,
    /// Signing keys: when the successor signs [default: after the publish-ahead]
    #[arg(long, value_name = "WHEN")]
    pub(crate) activates: Option<When>,
    /// Other keys: time for which the key stays accepted, up to 90d [default: 24h]
    #[arg(long, value_name = "TIME")]
    pub(crate) overlap: Option<Span>,
    /// Signing keys: let the successor sign before the publish-ahead has passed; needs --reason
    #[arg(long, requires = "reason")]
    pub(crate) force: bool,
    /// Reason for the audit log
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    /// Format of the private key file [default: key-file, for signing keys pem-pkcs8]
    #[arg(long, value_name = "FORMAT", value_parser = words::<KeyFormatWord>())]
    pub(crate) format: Option<KeyFormatWord>,
    #[command(flatten)]
    pub(crate) out: OutArgs,
    #[command(flatten)]
    pub(crate) sure: SureArgs,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}

#[derive(Args)]
pub(crate) struct KeyRevoke {
    /// Key, by kid, name or ID
    #[arg(value_name = "KEY", allow_hyphen_values = true)]
    pub(crate) key: String,
    /// Reason for the audit log, 1 to 500 characters
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Application keys: revoke every access token that was issued to the application, too
    #[arg(long)]
    pub(crate) revoke_tokens: bool,
    #[command(flatten)]
    pub(crate) sure: SureArgs,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}

#[derive(Args)]
pub(crate) struct KeyExport {
    /// Key, by kid, name or ID; its private key must be retained
    #[arg(value_name = "KEY", allow_hyphen_values = true)]
    pub(crate) key: String,
    /// Format of the private key file [default: key-file, for signing keys pem-pkcs8]
    #[arg(long, value_name = "FORMAT", value_parser = words::<KeyFormatWord>())]
    pub(crate) format: Option<KeyFormatWord>,
    #[command(flatten)]
    pub(crate) out: OutArgs,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}
