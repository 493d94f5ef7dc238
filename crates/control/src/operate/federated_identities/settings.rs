//! The settings of a federated identity that can change.

use keyplane_auth::{Identifying, RulesFault, validate_rules};
use keyplane_entity::{
    Timestamp,
    federated_identity::{self, ClaimRules, StoredClaimRule},
    trusted_issuer,
};

use crate::{
    error::{Error, FieldError},
    input::{self, Patch, any},
    known::stored_claim_rule::claim_rules,
    operate::trusted_issuers::preset_of,
};

/// Maximum length of all claims and values of an identity together, in bytes.
const MAX_RULE_BYTES: usize = 8 * 1024;

/// Changes of a federated identity's settings.
#[derive(Clone, Debug, Default)]
pub struct FederatedIdentitySettings {
    /// Display name, 1 to 100 characters.
    pub name: Patch<String>,
    /// Name in files and other tools, unique in the project; cleared: none.
    pub external_id: Patch<String>,
    /// Rules, in place of the old ones.
    pub rules: Patch<Vec<StoredClaimRule>>,
    /// Whether tokens stand for the application.
    pub enabled: Patch<bool>,
    /// End of the identity; cleared: none.
    pub expires_at: Patch<Timestamp>,
}

impl FederatedIdentitySettings {
    /// Checks each change and applies it. The rules are judged by what is known of the issuer.
    pub(super) fn apply(
        self,
        row: &mut federated_identity::Model,
        issuer: &trusted_issuer::Model,
        now: Timestamp,
    ) -> Result<(), Error> {
        self.name.set("name", &mut row.name, |_, name| input::name(&name))?;
        self.external_id.set_checked("externalId", &mut row.external_id, input::external_id)?;
        self.rules
            .set("rules", &mut row.rules, |field, rules| check_rules(field, rules, issuer))?;
        self.enabled.set("enabled", &mut row.enabled, any)?;
        self.expires_at.set_checked("expiresAt", &mut row.expires_at, |_, end| {
            input::end(Some(end), now).map(|()| end)
        })
    }
}

fn check_rules(
    field: &str,
    rules: Vec<StoredClaimRule>,
    issuer: &trusted_issuer::Model,
) -> Result<ClaimRules, Error> {
    let length = |rule: &StoredClaimRule| {
        rule.claim.len() + rule.values.iter().map(String::len).sum::<usize>()
    };
    if rules.iter().map(length).sum::<usize>() > MAX_RULE_BYTES {
        let kib = MAX_RULE_BYTES / 1024;
        return Err(Error::input(field, format!("must be at most {kib} KiB together")));
    }

    let claims = preset_of(issuer).map_or(&["sub"][..], |preset| preset.identifying_claims);
    let rules = ClaimRules(rules);
    match validate_rules(&claim_rules(rules.clone()), Identifying { claims }) {
        Ok(_) => Ok(rules),
        Err(fault) => Err(Error::InvalidInput(vec![FieldError::of_input(
            &place_of(field, &fault),
            fault.to_string(),
        )])),
    }
}

/// The rule that is wrong, or the whole list.
fn place_of(field: &str, fault: &RulesFault) -> String {
    match fault {
        RulesFault::Rule { at, .. } | RulesFault::OpenPrefix { at } => format!("{field}.{at}"),
        RulesFault::None | RulesFault::TooMany | RulesFault::Unidentified { .. } => {
            field.to_owned()
        }
    }
}

/// Whether a change sets an end or can let more tokens in: any but another name or external ID
/// and disabling.
pub(super) fn weighs(
    before: &federated_identity::Model,
    after: &federated_identity::Model,
) -> bool {
    let light = federated_identity::Model {
        name: after.name.clone(),
        external_id: after.external_id.clone(),
        enabled: before.enabled && after.enabled,
        ..before.clone()
    };
    light != *after
}
