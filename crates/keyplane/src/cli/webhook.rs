//! `keyplane webhook`.

use clap::{Args, Subcommand};

use super::shared::{ListArgs, OutArgs, ScopeArgs, SureArgs};
use crate::moments::Span;

#[derive(Subcommand)]
pub(crate) enum WebhookCommand {
    /// List the webhooks of a project or of the instance
    List(WebhookList),
    /// Show a webhook with the state of its deliveries
    Show(WebhookName),
    /// Send the events of a project or of the instance to a URL, from now on
    Create(WebhookCreate),
    /// Change a webhook; what is not given stays
    Update(WebhookUpdate),
    /// Send events again, also those that were missed
    Enable(WebhookName),
    /// Send no events until the webhook is enabled again; it keeps its place
    Disable(WebhookChange),
    /// Make a new secret and key pair
    RotateSecret(WebhookRotateSecret),
    /// Send the event webhook.test
    Test(WebhookName),
    /// List the events that were sent in the last 30 days
    Deliveries(WebhookDeliveries),
    /// Send an earlier event again
    Redeliver(WebhookRedeliver),
    /// Delete a webhook; events that wait are not sent
    Delete(WebhookChange),
}

#[derive(Args)]
pub(crate) struct WebhookList {
    #[command(flatten)]
    pub(crate) list: ListArgs,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}

#[derive(Args)]
pub(crate) struct WebhookName {
    /// Webhook, by URL or ID
    #[arg(value_name = "WEBHOOK")]
    pub(crate) webhook: String,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}

#[derive(Args)]
pub(crate) struct WebhookChange {
    /// Webhook, by URL or ID
    #[arg(value_name = "WEBHOOK")]
    pub(crate) webhook: String,
    #[command(flatten)]
    pub(crate) sure: SureArgs,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}

#[derive(Args)]
pub(crate) struct WebhookCreate {
    /// URL that events are sent to; begins with https://
    #[arg(value_name = "URL")]
    pub(crate) target: String,
    /// Type of events to send, such as key.expiring; may repeat [default: every type]
    #[arg(long = "event-type", value_name = "TYPE")]
    pub(crate) event_types: Vec<String>,
    #[command(flatten)]
    pub(crate) out: OutArgs,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}

#[derive(Args)]
pub(crate) struct WebhookUpdate {
    /// Webhook, by URL or ID
    #[arg(value_name = "WEBHOOK")]
    pub(crate) webhook: String,
    /// URL that events are sent to; begins with https://
    #[arg(long = "new-url", value_name = "URL")]
    pub(crate) new_url: Option<String>,
    /// Type of events to send; may repeat; together they replace the present types
    #[arg(long = "event-type", value_name = "TYPE")]
    pub(crate) event_types: Vec<String>,
    /// Send events of every type
    #[arg(long, conflicts_with = "event_types")]
    pub(crate) every_type: bool,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}

#[derive(Args)]
pub(crate) struct WebhookRotateSecret {
    /// Webhook, by URL or ID
    #[arg(value_name = "WEBHOOK")]
    pub(crate) webhook: String,
    /// Time for which the previous secret signs deliveries too, up to 90d [default: 24h]
    #[arg(long, value_name = "TIME")]
    pub(crate) overlap: Option<Span>,
    #[command(flatten)]
    pub(crate) out: OutArgs,
    #[command(flatten)]
    pub(crate) sure: SureArgs,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}

#[derive(Args)]
pub(crate) struct WebhookDeliveries {
    /// Webhook, by URL or ID
    #[arg(value_name = "WEBHOOK")]
    pub(crate) webhook: String,
    #[command(flatten)]
    pub(crate) list: ListArgs,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}

#[derive(Args)]
pub(crate) struct WebhookRedeliver {
    /// Webhook, by URL or ID
    #[arg(value_name = "WEBHOOK")]
    pub(crate) webhook: String,
    /// ID of the event, evt_…
    #[arg(value_name = "EVENT")]
    pub(crate) event: String,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}
