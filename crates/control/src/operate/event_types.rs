//! The types of events: the actions of the audit log, which webhooks send under the same names.

use keyplane_entity::webhook::{REDELIVER, TEST};

/// Every type of event, with its meaning. `docs/webhooks.md` has the same table.
pub const EVENT_TYPES: &[(&str, &str)] = &[
    ("project.create", "A project was created; in the instance's events."),
    ("project.update", "Settings of the project changed."),
    ("project.delete", "The project was deleted; in the instance's events."),
    ("application.create", "An application was created."),
    ("application.update", "Settings of an application changed, such as `enabled`."),
    ("application.delete", "An application was deleted."),
    ("application.revokeTokens", "All access tokens of an application were revoked."),
    ("clientSecret.create", "An application got its first client secret."),
    ("clientSecret.import", "An application got a client secret that another server made."),
    ("clientSecret.rotate", "An application got a new client secret."),
    ("clientSecret.revoke", "A client secret was revoked."),
    ("applicationKey.generate", "The server generated an application key."),
    ("applicationKey.import", "An application key was imported."),
    ("applicationKey.rotate", "An application key got a successor."),
    ("applicationKey.update", "Name, end or algorithms of an application key changed."),
    ("applicationKey.revoke", "An application key was revoked."),
    ("signingKey.generate", "A signing key was generated."),
    ("signingKey.import", "A signing key was imported."),
    ("signingKey.rotate", "A signing key got a successor."),
    ("signingKey.succeed", "A signing key got a successor by the schedule."),
    ("signingKey.update", "Name or end of a signing key changed."),
    ("signingKey.revoke", "A signing key was revoked."),
    ("adminKey.create", "The first admin key was created; in the instance's events."),
    ("adminKey.generate", "An admin key was generated."),
    ("adminKey.import", "An admin key was imported."),
    ("adminKey.rotate", "An admin key got a successor."),
    ("adminKey.update", "Name, end or permissions of an admin key changed."),
    ("adminKey.revoke", "An admin key was revoked."),
    ("key.export", "The private half of a key was exported."),
    (KEY_EXPIRING, "A key without a successor ends in 30, 14, 7, 3 or 1 days."),
    ("api.create", "An API was created."),
    ("api.update", "Settings of an API changed."),
    ("api.delete", "An API was deleted with its grants."),
    ("grant.create", "An application was granted an API."),
    ("grant.update", "The scopes of a grant changed."),
    ("grant.revoke", "A grant was revoked."),
    (
        "trustedIssuer.create",
        "An issuer was trusted, so that federated identities can stand on it.",
    ),
    ("trustedIssuer.update", "Settings of a trusted issuer changed, such as where its keys are."),
    (
        "trustedIssuer.refresh",
        "The keys of a trusted issuer were fetched because an operator said so.",
    ),
    ("trustedIssuer.delete", "An issuer is no longer trusted."),
    ("federatedIdentity.create", "Tokens of a trusted issuer were tied to an application."),
    ("federatedIdentity.update", "Rules, name, end or state of a federated identity changed."),
    ("federatedIdentity.delete", "A federated identity was deleted."),
    ("webhook.create", "A webhook was created."),
    ("webhook.update", "URL, event types or state of a webhook changed."),
    ("webhook.rotateSecret", "A webhook got a new secret."),
    ("webhook.disable", "A webhook was disabled: its receiver answered 410 or failed for 5 days."),
    ("webhook.delete", "A webhook was deleted."),
    ("operatorIssuer.create", "A provider for the sign-in of operators was created."),
    ("operatorIssuer.update", "Settings of a provider for the sign-in of operators changed."),
    ("operatorIssuer.delete", "A provider for the sign-in of operators was deleted."),
    ("operatorRule.create", "A rule that lets operators in was created."),
    ("operatorRule.update", "Conditions, permissions, end or state of such a rule changed."),
    ("operatorRule.rotateKey", "The key of such a rule got a successor by itself."),
    ("operatorRule.delete", "A rule that lets operators in was deleted."),
    ("operatorSession.start", "An operator signed in; in the instance's events."),
    ("operatorSession.choose", "An operator chose one of several rules; in the instance's events."),
    ("operatorSession.end", "An operator signed out, or was inactive; in the instance's events."),
    ("operatorSession.revoke", "The session of an operator was ended; in the instance's events."),
    ("operatorBlock.create", "An operator was blocked; in the instance's events."),
    ("operatorBlock.delete", "The block of an operator was removed; in the instance's events."),
    ("adminCall.refuse", "Calls of the Admin API were refused, summed up over five minutes."),
    ("checkpointKey.generate", "A key that signs checkpoints was made; in the instance's events."),
    ("masterKey.rotate", "Another master key is active; in the instance's events."),
    ("instance.create", "The first start; in the instance's events."),
    ("instance.restore", "A restored copy was started; in the instance's events."),
];

/// The type of a notice that a key ends soon.
pub(crate) const KEY_EXPIRING: &str = "key.expiring";

/// Whether webhooks can filter by this type.
pub(crate) fn is_event_type(name: &str) -> bool {
    EVENT_TYPES.iter().any(|(known, _)| *known == name)
}

/// Whether the audit log may record this action. The two that are no types concern one webhook each.
pub(crate) fn is_recorded(action: &str) -> bool {
    matches!(action, TEST | REDELIVER) || is_event_type(action)
}
