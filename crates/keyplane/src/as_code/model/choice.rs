//! The values of settings that are one of a few words, as the Admin API spells them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! choices {
    ($($(#[doc = $doc:literal])+ $name:ident { $($variant:ident = $text:literal),+ $(,)? })+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        pub(crate) enum $name {
            $(#[serde(rename = $text)] $variant),+
        }
    )+};
}

choices! {
    /// Type of an application.
    TypeChoice { Service = "SERVICE", ResourceServer = "RESOURCE_SERVER" }
    /// Method of client authentication.
    AuthMethodChoice {
        PrivateKeyJwt = "PRIVATE_KEY_JWT",
        ClientSecretBasic = "CLIENT_SECRET_BASIC",
        ClientSecretPost = "CLIENT_SECRET_POST",
        ClientSecretJwt = "CLIENT_SECRET_JWT",
        FederatedJwt = "FEDERATED_JWT",
    }
    /// Format of access tokens.
    TokenFormatChoice { Jwt = "JWT", Opaque = "OPAQUE" }
    /// Grant for which an application sends a token of a trusted issuer.
    FederatedGrantChoice { JwtBearer = "JWT_BEARER", TokenExchange = "TOKEN_EXCHANGE" }
    /// Kind of token that an API accepts.
    AcceptsChoice {
        AccessToken = "ACCESS_TOKEN",
        ApplicationJwt = "APPLICATION_JWT",
        FederatedJwt = "FEDERATED_JWT",
    }
    /// Place of a trusted issuer's keys.
    KeySourceChoice { Discovery = "DISCOVERY", JwksUrl = "JWKS_URL", Jwks = "JWKS" }
    /// How a claim is compared with the values of a rule.
    MatchChoice { Exact = "EXACT", Prefix = "PREFIX", OneOf = "ONE_OF" }
    /// A JWS algorithm.
    AlgorithmChoice {
        Rs256 = "RS256", Rs384 = "RS384", Rs512 = "RS512",
        Ps256 = "PS256", Ps384 = "PS384", Ps512 = "PS512",
        Es256 = "ES256", Es384 = "ES384", EdDsa = "EDDSA",
    }
}
