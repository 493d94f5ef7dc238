//! Properties of everything that strangers send. Each function takes any bytes and panics if its
//! property does not hold. proptest runs them with each test run (`tests` of this crate), and the fuzz
//! targets under `fuzz/` for as long as one likes.

#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a property that does not hold panics"
)]

mod form;
mod graphql;
mod keys;
mod outside;
mod tokens;

pub use form::oauth_form;
pub use graphql::graphql_document;
pub use keys::{private_key, public_key};
pub use outside::{claim_rules, outside_token};
pub use tokens::{admin_token, assertion};

/// A property of any bytes.
pub type Property = fn(&[u8]);

/// Each property by the name of its fuzz target.
pub const ALL: [(&str, Property); 8] = [
    ("admin_token", admin_token),
    ("assertion", assertion),
    ("outside_token", outside_token),
    ("claim_rules", claim_rules),
    ("public_key", public_key),
    ("private_key", private_key),
    ("oauth_form", oauth_form),
    ("graphql_document", graphql_document),
];
