//! What is wrong with a rule, and why a rule refuses a token.

use super::MAX_VALUES;
use crate::Refusal;

/// What is wrong with a rule as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ClaimRuleFault {
    /// The claim is empty.
    #[error("claim must be the name of a claim or a JSON Pointer")]
    NoClaim,
    /// The claim is too long.
    #[error("claim must have at most 255 bytes")]
    LongClaim,
    /// The pointer has an empty segment, a wrong escape or a `*` before its end.
    #[error(
        "claim begins with / and so must be a JSON Pointer: 1 to 8 segments that are not empty, ~ only as ~0 or ~1, * only as the last one, for any element of an array"
    )]
    BadPointer,
    /// The list of values is empty.
    #[error("values must hold at least one value")]
    NoValue,
    /// There are too many values.
    #[error("{}", too_many(*.most))]
    TooManyValues {
        /// The most values of a rule that matches in this way.
        most: usize,
    },
    /// A value is empty.
    #[error("a value must not be empty: every text begins with it")]
    EmptyValue,
    /// A value is too long.
    #[error("a value must have at most 2048 bytes")]
    LongValue,
}

/// Why a rule refuses a token. `Display` tells the kind of fault only, and nothing of the token or
/// the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ClaimRuleRefusal {
    /// There is no such claim.
    #[error("the token has no such claim")]
    Missing,
    /// The claim is null.
    #[error("the claim is null")]
    Null,
    /// The claim is an array, and the rule does not ask for one.
    #[error("the claim is an array, and the rule asks for a string")]
    Array,
    /// The claim is no array, and the rule asks for one.
    #[error("the claim is not an array, and the rule asks for one")]
    NoArray,
    /// No element of the array matches.
    #[error("no element of the array matches")]
    NoElement,
    /// The claim is a number, a boolean or an object.
    #[error("the claim is not a string, and rules compare strings only")]
    NoString,
    /// The claim is another text.
    #[error("the claim has another value")]
    Another,
    /// The claim is an e-mail address, and `email_verified` is not `true`.
    #[error("the claim is an e-mail address, and email_verified is not true")]
    UnverifiedEmail,
}

fn too_many(most: usize) -> String {
    match most {
        1 => "EXACT and PREFIX take one value; ONE_OF takes several".to_owned(),
        _ => format!("values must hold at most {MAX_VALUES} values"),
    }
}

impl Refusal for ClaimRuleRefusal {
    fn reason(&self) -> &'static str {
        "CLAIM_MISMATCH"
    }
}
