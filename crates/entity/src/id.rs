//! Identifiers: `UUIDv7` in the database, `TypeID` form (`prj_…`) outside.
//!
//! The suffix is the UUID in Crockford's base32, 26 characters, most significant first, as the
//! `TypeID` specification 0.3 has it.

use std::{fmt, str::FromStr};

use sea_orm::DeriveValueType;
use uuid::Uuid;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const SUFFIX_LEN: usize = 26;

/// The text is not an identifier of the wanted kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier of this kind")]
pub struct InvalidId;

fn encode(prefix: &str, id: Uuid) -> String {
    let bits = id.as_u128();
    let mut text = String::with_capacity(prefix.len() + 1 + SUFFIX_LEN);
    text.push_str(prefix);
    text.push('_');
    for place in (0..SUFFIX_LEN).rev() {
        let index = (bits >> (place * 5)) & 31;
        text.push(char::from(ALPHABET[usize::try_from(index).unwrap_or(0)]));
    }
    text
}

fn decode(suffix: &str) -> Result<Uuid, InvalidId> {
    // The first character carries only three bits: a value above 7 would not fit 128 bits.
    if suffix.len() != SUFFIX_LEN || suffix.as_bytes()[0] > b'7' {
        return Err(InvalidId);
    }
    suffix
        .bytes()
        .try_fold(0_u128, |bits, byte| {
            let value = ALPHABET.iter().position(|&letter| letter == byte)?;
            Some((bits << 5) | u128::try_from(value).ok()?)
        })
        .map(Uuid::from_u128)
        .ok_or(InvalidId)
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The prefix before the underscore.
            pub const PREFIX: &'static str = $prefix;
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&encode($prefix, self.0))
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let suffix = text
                    .strip_prefix($prefix)
                    .and_then(|rest| rest.strip_prefix('_'))
                    .ok_or(InvalidId)?;
                decode(suffix).map(Self)
            }
        }

        /// The public form.
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    };
}

id!(
    /// A project, `prj_…`.
    ProjectId, "prj"
);
id!(
    /// An application, `app_…`; its `client_id` too.
    ApplicationId, "app"
);
id!(
    /// A key of any purpose, `key_…`.
    KeyId, "key"
);
id!(
    /// A client secret, `sec_…`.
    ClientSecretId, "sec"
);
id!(
    /// An API, `api_…`.
    ApiId, "api"
);
id!(
    /// A grant, `grt_…`.
    GrantId, "grt"
);
id!(
    /// An audit event, `evt_…`.
    AuditEventId, "evt"
);

id!(
    /// A webhook, `whk_…`.
    WebhookId, "whk"
);
id!(
    /// A trusted issuer, `tis_…`.
    TrustedIssuerId, "tis"
);
id!(
    /// A federated identity, `fid_…`; the claim `federated_identity` of the access tokens that were
    /// issued through it.
    FederatedIdentityId, "fid"
);

id!(
    /// An operators' issuer, `opi_…`.
    OperatorIssuerId, "opi"
);
id!(
    /// A rule of an operators' issuer, `opr_…`.
    OperatorRuleId, "opr"
);
id!(
    /// A session of a person who signed in, `ops_…`.
    OperatorSessionId, "ops"
);
id!(
    /// A person who is not let in, `opb_…`.
    OperatorBlockId, "opb"
);

impl ApplicationId {
    /// Whether a text has the form of an application's ID, in any case of letters, whether or not
    /// such an application exists.
    pub fn has_form(text: &str) -> bool {
        let Some((prefix, suffix)) = text.split_once('_') else { return false };
        let in_alphabet = |byte: u8| ALPHABET.contains(&byte.to_ascii_lowercase());
        prefix.eq_ignore_ascii_case(Self::PREFIX)
            && suffix.len() == SUFFIX_LEN
            && suffix.bytes().all(in_alphabet)
    }
}

/// An identifier of any kind, which its prefix names; the argument of `node(id:)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeId {
    /// `prj_…`
    Project(ProjectId),
    /// `app_…`
    Application(ApplicationId),
    /// `key_…`
    Key(KeyId),
    /// `sec_…`
    ClientSecret(ClientSecretId),
    /// `api_…`
    Api(ApiId),
    /// `grt_…`
    Grant(GrantId),
    /// `evt_…`
    AuditEvent(AuditEventId),
    /// `whk_…`
    Webhook(WebhookId),
    /// `opi_…`
    OperatorIssuer(OperatorIssuerId),
    /// `opr_…`
    OperatorRule(OperatorRuleId),
    /// `ops_…`
    OperatorSession(OperatorSessionId),
    /// `opb_…`
    OperatorBlock(OperatorBlockId),
    /// `tis_…`
    TrustedIssuer(TrustedIssuerId),
    /// `fid_…`
    FederatedIdentity(FederatedIdentityId),
}

impl FromStr for NodeId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        match text.split_once('_').map(|(prefix, _)| prefix) {
            Some(ProjectId::PREFIX) => text.parse().map(Self::Project),
            Some(ApplicationId::PREFIX) => text.parse().map(Self::Application),
            Some(KeyId::PREFIX) => text.parse().map(Self::Key),
            Some(ClientSecretId::PREFIX) => text.parse().map(Self::ClientSecret),
            Some(ApiId::PREFIX) => text.parse().map(Self::Api),
            Some(GrantId::PREFIX) => text.parse().map(Self::Grant),
            Some(AuditEventId::PREFIX) => text.parse().map(Self::AuditEvent),
            Some(WebhookId::PREFIX) => text.parse().map(Self::Webhook),
            Some(OperatorIssuerId::PREFIX) => text.parse().map(Self::OperatorIssuer),
            Some(OperatorRuleId::PREFIX) => text.parse().map(Self::OperatorRule),
            Some(OperatorSessionId::PREFIX) => text.parse().map(Self::OperatorSession),
            Some(OperatorBlockId::PREFIX) => text.parse().map(Self::OperatorBlock),
            Some(TrustedIssuerId::PREFIX) => text.parse().map(Self::TrustedIssuer),
            Some(FederatedIdentityId::PREFIX) => text.parse().map(Self::FederatedIdentity),
            _ => Err(InvalidId),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_id_is_written_as_the_type_id_specification_writes_it() {
        let id = ProjectId(Uuid::from_u128(0x0188_bac7_4afa_78aa_bc3b_bd1e_ef28_d881));
        assert_eq!(id.to_string(), "prj_01h2xcejqtf2nbrexx3vqjhp41");
    }

    #[test]
    fn the_form_of_an_application_id_is_known_in_any_case_of_letters() {
        for text in [
            "app_01h2xcejqtf2nbrexx3vqjhp41",
            "APP_01H2XCEJQTF2NBREXX3VQJHP41",
            "App_01h2xcejqtf2nbrexx3vqjhP41",
            "app_zzzzzzzzzzzzzzzzzzzzzzzzzz",
        ] {
            assert!(ApplicationId::has_form(text), "{text}");
        }

        for text in [
            "",
            "app_",
            "app_01h2xcejqtf2nbrexx3vqjhp4",
            "app_01h2xcejqtf2nbrexx3vqjhp411",
            "app_01h2xcejqtf2nbrexx3vqjhpl1",
            "prj_01h2xcejqtf2nbrexx3vqjhp41",
            "01h2xcejqtf2nbrexx3vqjhp41",
            "app_01h2xcejqtf2nbrexx3vqjh\u{1f600}",
        ] {
            assert!(!ApplicationId::has_form(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_id_reads_back(bits: u128) {
            let id = KeyId(Uuid::from_u128(bits));
            prop_assert_eq!(id.to_string().parse::<KeyId>(), Ok(id));
            prop_assert_eq!(id.to_string().parse::<NodeId>(), Ok(NodeId::Key(id)));
            prop_assert!(id.to_string().parse::<ProjectId>().is_err());
            prop_assert!(ApplicationId::has_form(&ApplicationId(id.0).to_string()));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}") {
            let _ = text.parse::<NodeId>();
        }
    }
}
