//! Rules over the claims of outside tokens, which tie a workload to an application.
//!
//! A comparison is by bytes and by JSON type, without folding: a rule's values are strings, so only
//! a string matches. What is missing, null, an object, a number or a boolean fails.

mod path;
mod refusal;
mod validate;

pub use path::ClaimPath;
pub use refusal::{ClaimRuleFault, ClaimRuleRefusal};
pub use validate::{Identifying, RulesFault, validate_rules};

use std::fmt;

use serde_json::{Map, Value};

use crate::check::{Check, Expected, Found};

/// The most values of a rule.
pub(crate) const MAX_VALUES: usize = 64;
/// The longest value, in bytes.
const MAX_VALUE_BYTES: usize = 2048;

/// How a rule compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimMatch {
    /// The claim is the rule's value.
    Exact,
    /// The claim begins with the rule's value.
    Prefix,
    /// The claim is one of the rule's values.
    OneOf,
}

/// A rule as an operator writes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ClaimRule {
    /// The name of a claim, or a JSON Pointer, which begins with `/`. A last segment `*` stands for
    /// any element of an array.
    pub claim: String,
    /// How the values are compared.
    pub matches: ClaimMatch,
    /// The values: one for [`ClaimMatch::Exact`] and [`ClaimMatch::Prefix`], 1 to 64 for
    /// [`ClaimMatch::OneOf`].
    pub values: Vec<String>,
}

/// A rule that is ready to judge. `Display` of it says what it expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompiledClaimRule {
    rule: ClaimRule,
    path: ClaimPath,
}

impl ClaimRule {
    /// Prepares the rule, or says what is wrong with it.
    pub fn compile(self) -> Result<CompiledClaimRule, ClaimRuleFault> {
        let path = ClaimPath::parse(&self.claim)?;
        let most = match self.matches {
            ClaimMatch::Exact | ClaimMatch::Prefix => 1,
            ClaimMatch::OneOf => MAX_VALUES,
        };

        if self.values.is_empty() {
            return Err(ClaimRuleFault::NoValue);
        }
        if self.values.len() > most {
            return Err(ClaimRuleFault::TooManyValues { most });
        }
        if self.values.iter().any(String::is_empty) {
            return Err(ClaimRuleFault::EmptyValue);
        }
        if self.values.iter().any(|value| value.len() > MAX_VALUE_BYTES) {
            return Err(ClaimRuleFault::LongValue);
        }
        Ok(CompiledClaimRule { rule: self, path })
    }
}

impl CompiledClaimRule {
    /// The rule as it was written.
    #[must_use]
    pub fn rule(&self) -> &ClaimRule {
        &self.rule
    }

    /// Where the claim is.
    #[must_use]
    pub fn path(&self) -> &ClaimPath {
        &self.path
    }

    /// Judges the claims of a verified token.
    #[must_use]
    pub fn judge<'a>(&'a self, claims: &'a Map<String, Value>) -> Check<'a, ClaimRuleRefusal> {
        let value = self.path.find(claims);
        let refusal = self.refusal(value, claims);
        let found = Found::json(value);
        Check { name: "rule", expected: Expected::Shown(self), found, refusal }
    }

    /// Whether the rule holds.
    #[must_use]
    pub fn holds(&self, claims: &Map<String, Value>) -> bool {
        self.refusal(self.path.find(claims), claims).is_none()
    }

    fn refusal(
        &self,
        value: Option<&Value>,
        claims: &Map<String, Value>,
    ) -> Option<ClaimRuleRefusal> {
        let refused = match (value, self.path.is_every()) {
            (None, _) => Some(ClaimRuleRefusal::Missing),
            (Some(Value::Null), _) => Some(ClaimRuleRefusal::Null),
            (Some(Value::Array(items)), true) => {
                let is_match =
                    items.iter().filter_map(Value::as_str).any(|text| self.is_match(text));
                (!is_match).then_some(ClaimRuleRefusal::NoElement)
            }
            (Some(_), true) => Some(ClaimRuleRefusal::NoArray),
            (Some(Value::Array(_)), false) => Some(ClaimRuleRefusal::Array),
            (Some(Value::String(text)), false) => {
                (!self.is_match(text)).then_some(ClaimRuleRefusal::Another)
            }
            (Some(Value::Bool(_) | Value::Number(_) | Value::Object(_)), false) => {
                Some(ClaimRuleRefusal::NoString)
            }
        };

        refused.or_else(|| self.unverified_email(claims))
    }

    fn is_match(&self, text: &str) -> bool {
        let mut values = self.rule.values.iter();
        match self.rule.matches {
            ClaimMatch::Exact | ClaimMatch::OneOf => values.any(|value| value == text),
            ClaimMatch::Prefix => values.any(|value| text.starts_with(value.as_str())),
        }
    }

    /// An e-mail address names a person only if its issuer verified it.
    fn unverified_email(&self, claims: &Map<String, Value>) -> Option<ClaimRuleRefusal> {
        let is_verified = claims.get("email_verified") == Some(&Value::Bool(true));
        (self.path.is("email") && !is_verified).then_some(ClaimRuleRefusal::UnverifiedEmail)
    }
}

impl ClaimMatch {
    /// The name in the Admin API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "EXACT",
            Self::Prefix => "PREFIX",
            Self::OneOf => "ONE_OF",
        }
    }
}

impl fmt::Display for CompiledClaimRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = self.rule.values.join(" or ");
        match self.rule.matches {
            ClaimMatch::Exact => f.write_str(&values)?,
            ClaimMatch::Prefix => write!(f, "a text that begins with {values}")?,
            ClaimMatch::OneOf => write!(f, "one of {values}")?,
        }
        if self.path.is_every() { f.write_str(" as an element of an array") } else { Ok(()) }
    }
}
