//! Sign-in of operators by a provider: each sentence of the rules, with a provider that can lie.

mod authority;
mod browser;
mod clock;
mod keys;
mod lies;
mod provider;
mod revocation;
mod rules;
mod sessions;
mod step_up;
