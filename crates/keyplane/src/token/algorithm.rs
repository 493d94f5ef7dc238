//! Algorithms in arguments and settings files.

use keyplane_auth::JwsAlgorithm;

/// The algorithm with this JOSE name.
pub(super) fn algorithm(name: &str) -> Result<JwsAlgorithm, &'static str> {
    name.parse().map_err(
        |_| "expected HS256, RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384 or EdDSA",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_algorithm_has_its_jose_name_and_there_is_no_none() {
        for name in ["HS256", "RS256", "PS512", "ES384", "EdDSA"] {
            assert_eq!(algorithm(name).unwrap().as_str(), name);
        }
        assert!(algorithm("none").is_err());
        assert!(algorithm("rs256").is_err());
    }
}
