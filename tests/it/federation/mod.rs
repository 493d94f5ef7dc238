//! Tokens of trusted issuers: what they open, and what is refused, at every way in.

mod ends;
mod fetched;
mod hostile;
mod inspected;
mod once;
mod platform;
mod spiffe;
mod ways;
