//! Trusted issuers: their settings, and what operators do with them.

mod audience;
mod check;
mod create;
mod delete;
mod event;
mod handle;
mod keys;
mod name;
mod refresh;
mod settings;
mod update;

pub(crate) use audience::refuse_expected_audience;
pub use create::CreateTrustedIssuer;
pub(crate) use delete::forget_issuers;
pub use handle::TrustedIssuers;
pub use keys::IssuerKeyState;
pub(crate) use name::preset_of;
pub use settings::TrustedIssuerSettings;
pub use update::UpdateTrustedIssuer;
