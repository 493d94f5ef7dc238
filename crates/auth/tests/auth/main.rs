//! What the crate promises to its callers, by its public names only.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do, by panicking")]

mod admin_token;
mod certificates;
mod formats;
mod import;
mod jwt;
mod key_files;
mod openssl;
mod sealing;
mod support;
