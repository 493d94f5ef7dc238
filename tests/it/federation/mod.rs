//! Tokens of trusted issuers: what they open, and what is refused, at every way in.

mod ends;
mod fetched;
mod hostile;
mod identities;
mod inspected;
mod once;
mod platform;
mod presets;
mod registered;
mod spiffe;
mod waiting;
mod ways;
