//! What the crate promises to its callers, by its public names only.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do, by panicking")]

mod access_token;
mod admin_token;
mod application_jwt;
mod assertion;
mod assertion_properties;
mod certificates;
mod checks;
mod foreign;
mod formats;
mod hs256;
mod import;
mod jwt;
mod key_files;
mod openssl;
mod outside_keys;
mod sealing;
mod ssh_keygen;
mod support;
mod token_kinds;
