//! Webhooks: their settings and secrets, and the delivery of events to them.

mod ask;
mod create;
mod delete;
mod deliver;
mod handle;
mod secret;
mod settings;
mod update;

pub use create::CreateWebhook;
pub(crate) use delete::forget_webhooks;
pub use deliver::DeliveryCounts;
pub use handle::{WebhookWithSecret, Webhooks};
pub use secret::RotateWebhookSecret;
pub use settings::WebhookSettings;
pub use update::UpdateWebhook;
