use std::collections::BTreeSet;

use keyplane_auth::{ClaimPath, ClaimRule, Identifying, validate_rules};

use super::*;

/// The names of the placeholders of `text`.
fn placeholders(text: &str) -> BTreeSet<&str> {
    let after = text.split('<').skip(1);
    let names = after.filter_map(|rest| rest.split_once('>').map(|(name, _)| name));
    names.filter(|name| !name.contains(char::is_whitespace)).collect()
}

/// `text` with the examples in place of the placeholders; `x` for those without an example.
fn example(preset: &Preset, text: &str) -> String {
    placeholders(text).into_iter().fold(text.to_owned(), |text, name| {
        let known = preset.parameters.iter().find(|parameter| parameter.name == name);
        text.replace(&format!("<{name}>"), known.map_or("x", |parameter| parameter.example))
    })
}

fn rules(preset: &Preset) -> Vec<ClaimRule> {
    let rules = preset.rules.iter().filter(|rule| !rule.optional);
    let written = rules.map(|rule| ClaimRule {
        claim: rule.claim.to_owned(),
        matches: rule.matches,
        values: rule.values.iter().map(|value| example(preset, value)).collect(),
    });
    written.collect()
}

#[test]
fn the_proposed_rules_of_every_preset_identify_a_workload() {
    for preset in PRESETS {
        let identifying = Identifying { claims: preset.identifying_claims };
        let checked = validate_rules(&rules(preset), identifying);
        assert!(checked.is_ok(), "{}: {checked:?}", preset.name);
        let own = preset.rules.first().map(|rule| rule.claim);
        assert!(own.is_some_and(|claim| preset.identifying_claims.contains(&claim)), "{own:?}");
    }
}

#[test]
fn each_identifying_claim_identifies_by_itself() {
    for preset in PRESETS {
        for claim in preset.identifying_claims {
            assert!(ClaimPath::parse(claim).is_ok(), "{claim}");
            let rule = ClaimRule {
                claim: (*claim).to_owned(),
                matches: ClaimMatch::Exact,
                values: vec!["x".to_owned()],
            };
            let identifying = Identifying { claims: preset.identifying_claims };
            assert!(validate_rules(&[rule], identifying).is_ok(), "{} {claim}", preset.name);
        }
    }
}

#[test]
fn a_prefix_of_a_preset_identifies_and_one_without_its_last_delimiter_does_not() {
    for preset in PRESETS {
        for form in preset.prefixes {
            let whole = example(preset, form);
            let prefix = |value: &str| {
                let rule = ClaimRule {
                    claim: "sub".to_owned(),
                    matches: ClaimMatch::Prefix,
                    values: vec![value.to_owned()],
                };
                validate_rules(&[rule], Identifying { claims: preset.identifying_claims })
            };
            assert!(prefix(&whole).is_ok(), "{whole}");
            assert!(prefix(&whole[..whole.len() - 1]).is_err(), "{whole}");
        }
    }
}

#[test]
fn every_placeholder_can_be_filled_and_every_parameter_is_used() {
    for preset in PRESETS {
        let issuers = preset.issuers.iter().flat_map(|issuer| {
            let keys = match issuer.keys {
                PresetKeys::DiscoveryAt(url) | PresetKeys::JwksUrl(url) => url,
                PresetKeys::Discovery | PresetKeys::Pasted(_) => "",
            };
            [issuer.template(), keys]
        });
        let rules = preset.rules.iter().flat_map(|rule| rule.values.iter().copied());
        let texts: Vec<_> = issuers.chain(rules).chain(preset.audience).collect();
        let used: BTreeSet<_> = texts.into_iter().flat_map(placeholders).collect();

        let known: BTreeSet<_> = preset.parameters.iter().map(|one| one.name).collect();
        assert_eq!(used, known, "{}", preset.name);

        let snippet = placeholders(preset.snippet.text);
        let common = SNIPPET_PARAMETERS.iter().copied();
        let fillable: BTreeSet<_> = known.into_iter().chain(common).collect();
        assert!(snippet.is_subset(&fillable), "{}: {snippet:?}", preset.name);
        for name in SNIPPET_PARAMETERS {
            let stands = snippet.contains(name) || preset.snippet.place.contains(name);
            assert!(stands, "{} {name}", preset.name);
        }
    }
}

#[test]
fn a_preset_is_found_by_its_name_and_by_an_issuer_that_is_its_own() {
    for preset in PRESETS {
        let found = Preset::named(preset.name).map(|found| found.title);
        assert_eq!(found, Some(preset.title));
        for form in preset.issuers {
            let issuer = example(preset, form.template());
            let expected = match form.identifier {
                PresetIdentifier::Issuer(_) => Some(preset.name),
                PresetIdentifier::OwnHost(_) | PresetIdentifier::TrustDomain(_) => None,
            };
            assert_eq!(Preset::of_issuer(&issuer).map(|found| found.name), expected, "{issuer}");
        }
    }
    assert!(Preset::named("nosuch").is_none());
}

#[test]
fn an_issuer_that_only_looks_like_a_platforms_is_nobodys() {
    for issuer in [
        "",
        "https://token.actions.githubusercontent.com.evil.example",
        "https://token.actions.githubusercontent.com/",
        "https://token.actions.githubusercontent.com/acme/x",
        "http://token.actions.githubusercontent.com",
        "https://token.actions.evil.example/x.ghe.com/y",
        "https://GITLAB.com",
        "https://gitlab.com/",
        "https://oidc.circleci.com/org/",
        "https://oidc.eks.eu-west-1.amazonaws.com.evil.example/id/X",
        "https://login.microsoftonline.com/common/v2.0/x",
        "https://kubernetes.default.svc.cluster.local",
        "https://accounts.google.com.evil.example",
    ] {
        assert!(Preset::of_issuer(issuer).is_none(), "{issuer}");
    }
}

#[test]
fn a_named_preset_takes_its_own_issuers_and_self_managed_ones() {
    let gitlab = Preset::named("gitlab-ci").unwrap();
    assert!(gitlab.may_have_issuer("https://gitlab.example.com"));
    let google = Preset::named("google-cloud").unwrap();
    assert!(google.may_have_issuer("https://accounts.google.com"));
    assert!(!google.may_have_issuer("https://gitlab.example.com"));
    assert!(!Preset::of_trust_domain().may_have_issuer("https://example.org"));
}

#[test]
fn a_shared_audience_is_known_with_those_who_accept_it() {
    let github = "https://token.actions.githubusercontent.com";
    let circleci = "https://oidc.circleci.com/org/3f1c";
    let azure = "https://sts.windows.net/aaaa/";
    for (issuer, audience, who) in [
        (github, "https://github.com/acme", Some("GitHub Actions")),
        (github, "https://github.com/acme/repo", None),
        (github, "sts.amazonaws.com", Some("AWS IAM")),
        (github, "api://AzureADTokenExchange", Some("Microsoft Entra ID")),
        (
            "https://github.acme.example/_services/token",
            "https://github.acme.example/a",
            Some("GitHub Actions"),
        ),
        ("https://github.acme.example/_services/token", "https://keys.example/a", None),
        (
            "https://token.actions.octocorp.ghe.com",
            "https://octocorp.ghe.com/acme",
            Some("GitHub Actions"),
        ),
        ("https://gitlab.com", "https://gitlab.com", Some("the issuer itself")),
        ("https://agent.buildkite.com", "https://buildkite.com/acme-inc", Some("Buildkite")),
        (circleci, "3f1c", Some("CircleCI")),
        (circleci, "4a2d", None),
        (azure, "https://management.azure.com/", Some("Azure managed identity")),
        (azure, "api://00001111-aaaa-2222-bbbb-3333cccc4444", None),
        ("https://k8s.example", "https://kubernetes.default.svc", Some("Kubernetes API servers")),
        ("https://k8s.example", "https://k8s.example/", Some("the issuer itself")),
        ("https://k8s.example", "https://keys.example/p/acme", None),
        ("https://app.terraform.io", "vault.workload.identity", Some("HashiCorp Vault")),
    ] {
        assert_eq!(shared_audience(None, issuer, audience), who, "{issuer} {audience}");
    }

    let spiffe = Some(Preset::of_trust_domain());
    assert_eq!(shared_audience(spiffe, "example.org", "spiffe://example.org/"), Some("SPIFFE"));
    assert_eq!(shared_audience(spiffe, "example.org", "spiffe://example.org/keys"), None);
}
