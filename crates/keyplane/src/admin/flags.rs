//! From the arguments of the Admin API to the options of the command line, for errors.

use super::fault::Fault;
use crate::admin_api::{WrongField, printable};

/// The members of inputs with the options that set them. An argument without an option of its own
/// stands here under what help calls it.
const OPTIONS: &[(&str, &str)] = &[
    ("accepts", "--accept"),
    ("accessTokenFormat", "--token-format"),
    ("accessTokenLifetimeSeconds", "--token-lifetime"),
    ("activatesAt", "--activates"),
    ("actions", "--action"),
    ("additionalAlgorithms", "--additional-algorithm"),
    ("algorithm", "--algorithm"),
    ("algorithms", "--algorithm"),
    ("allowSharedAudience", "--allow-shared-audience"),
    ("allowedClaims", "--allowed-claim"),
    ("assertionAudiences", "--assertion-audience"),
    ("audience", "--audience"),
    ("authMethod", "--auth-method"),
    ("authorizationEndpoint", "--authorization-endpoint"),
    ("caCertificate", "--issuer-ca"),
    ("clientIdAliases", "--client-id-alias"),
    ("custody", "--custody"),
    ("description", "--description"),
    ("discoveryUrl", "--discovery-url"),
    ("eventTypes", "--event-type"),
    ("expiresAt", "--expires"),
    ("externalId", "--external-id"),
    ("federatedGrants", "--federated-grant"),
    ("identifier", "the identifier"),
    ("issuer", "--issuer"),
    ("jwks", "--jwks"),
    ("jwksMaxAgeSeconds", "--jwks-max-age"),
    ("jwksUri", "--jwks-uri"),
    ("keySource", "--key-source"),
    ("kid", "--kid"),
    ("labels", "--label"),
    ("maxAdminTokenLifetimeSeconds", "--max-admin-token-lifetime"),
    ("maxAgeSeconds", "--max-age"),
    ("name", "the name"),
    ("overlapSeconds", "--overlap"),
    ("owner", "--owner"),
    ("permissions", "--permission"),
    ("preset", "--preset"),
    ("publicKey", "the public key"),
    ("publishAheadSeconds", "--publish-ahead"),
    ("reason", "--reason"),
    ("resourceServerId", "--resource-server"),
    ("rotationPeriodSeconds", "--rotation-period"),
    ("rsaBits", "--rsa-bits"),
    ("rules", "--rule"),
    ("scopes", "--scope"),
    ("signingAlgorithm", "--signing-algorithm"),
    ("singleUse", "--single-use"),
    ("slug", "the slug"),
    ("tokensPerMinute", "--tokens-per-minute"),
    ("trustDomain", "--trust-domain"),
    ("url", "the URL"),
    ("withinDays", "--expiring"),
];

/// What is wrong, in the words of the command line; `None` if an argument has no option.
pub(super) fn wrong_options(fields: &[WrongField]) -> Option<Fault> {
    let texts: Option<Vec<_>> = fields.iter().map(wrong_option).collect();
    let texts = texts.filter(|texts| !texts.is_empty())?;
    Some(Fault::Usage(texts.join("; ")))
}

fn wrong_option(field: &WrongField) -> Option<String> {
    let mut members = field.path.split(['.', '[']);
    let known = |member| OPTIONS.iter().find(|(name, _)| *name == member);
    let (member, option) = members.find_map(known)?;
    let message = printable(&field.message);
    let message = if member.ends_with("Seconds") { with_spans(&message) } else { message };
    Some(format!("{option} {message}"))
}

/// A message in which each number of seconds is written as options take it: `2d` for `172800`.
fn with_spans(message: &str) -> String {
    let word = |word: &str| {
        let number = word.trim_end_matches([',', '.', ';']);
        let seconds = number.replace(',', "").parse::<i64>();
        seconds.map_or(word.to_owned(), |seconds| {
            format!("{}{}", span(seconds), &word[number.len()..])
        })
    };
    message.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A length of time with the largest unit that divides it.
fn span(seconds: i64) -> String {
    let units = [(86_400, "d"), (3600, "h"), (60, "m")];
    let fits = |(unit, _): &(i64, &str)| seconds != 0 && seconds % unit == 0;
    let (unit, letter) = units.into_iter().find(fits).unwrap_or((1, "s"));
    format!("{}{letter}", seconds / unit)
}

#[cfg(test)]
mod tests {
    use clap::Command;

    use super::*;

    fn field(path: &str, message: &str) -> WrongField {
        WrongField { path: path.to_owned(), message: message.to_owned() }
    }

    #[test]
    fn an_argument_is_named_as_the_option_that_sets_it() {
        let told =
            |path, message| wrong_options(&[field(path, message)]).map(|fault| fault.to_string());
        let range = "must be 172800 to 315360000";
        let period = told("input.keyPolicy.rotationPeriodSeconds", range);
        assert_eq!(period.as_deref(), Some("--rotation-period must be 2d to 3650d"));
        assert_eq!(told("input.rules.0.claim", "is empty").as_deref(), Some("--rule is empty"));
        assert_eq!(told("input.labels[1].key", "is taken").as_deref(), Some("--label is taken"));
        assert_eq!(told("input.overlapSeconds", "is 90").as_deref(), Some("--overlap is 90s"));
        assert_eq!(told("input.somethingNew", "is wrong"), None);
        assert!(wrong_options(&[]).is_none());
    }

    #[test]
    fn each_option_that_errors_name_is_one_of_the_command_line() {
        fn options(command: &Command, into: &mut Vec<String>) {
            let own = command.get_arguments().filter_map(|argument| argument.get_long());
            into.extend(own.map(|long| format!("--{long}")));
            command.get_subcommands().for_each(|sub| options(sub, into));
        }
        let mut known = Vec::new();
        options(&crate::cli::command(), &mut known);
        for (_, option) in OPTIONS.iter().filter(|(_, option)| option.starts_with("--")) {
            assert!(known.iter().any(|one| one == option), "{option}");
        }
    }
}
