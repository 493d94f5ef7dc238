//! Audiences that tokens carry for other recipients, too.

use super::{PRESETS, Preset, PresetIdentifier, pattern};

/// Audiences that are shared whatever the issuer, each with those who accept them. A token with one
/// of them may have been made for, or sent to, another service.
const EVERYWHERE: &[(&str, &str)] = &[
    ("sts.amazonaws.com", "AWS IAM"),
    ("sts.amazonaws.com.cn", "AWS IAM"),
    ("api://AzureADTokenExchange", "Microsoft Entra ID"),
    ("api://AzureADTokenExchangeUSGov", "Microsoft Entra ID"),
    ("api://AzureADTokenExchangeChina", "Microsoft Entra ID"),
    ("https://kubernetes.default", "Kubernetes API servers"),
    ("https://kubernetes.default.svc", "Kubernetes API servers"),
    ("https://kubernetes.default.svc.cluster.local", "Kubernetes API servers"),
    ("https://<cluster>.azmk8s.io", "Kubernetes API servers"),
    ("k3s", "Kubernetes API servers"),
    ("aws.workload.identity", "AWS IAM"),
    ("vault.workload.identity", "HashiCorp Vault"),
    ("sigstore", "Sigstore"),
];

/// Who else accepts tokens with this audience; `None` if it is not known to be shared. `issuer` is
/// the `iss`, or for SPIFFE the trust domain.
pub fn shared_audience(
    preset: Option<&Preset>,
    issuer: &str,
    audience: &str,
) -> Option<&'static str> {
    let everywhere = EVERYWHERE.iter().find(|(pattern, _)| pattern::fits(pattern, audience));
    if let Some((_, who)) = everywhere {
        return Some(who);
    }
    // The default of Kubernetes API servers, and of GitLab.
    if audience.trim_end_matches('/') == issuer.trim_end_matches('/') {
        return Some("the issuer itself");
    }

    let presets = PRESETS.into_iter().filter(|known| known.has_fixed_form());
    presets.chain(preset).find(|known| known.shares(issuer, audience)).map(|known| known.title)
}

impl Preset {
    /// Whether the preset's audiences can be recognised without its name.
    fn has_fixed_form(&self) -> bool {
        self.issuers.iter().any(|form| matches!(form.identifier, PresetIdentifier::Issuer(_)))
    }

    fn shares(&self, issuer: &str, audience: &str) -> bool {
        let filled = self.issuers.iter().find_map(|form| pattern::fill(form.template(), issuer));
        let Some(filled) = filled else { return false };
        self.shared_audiences.iter().any(|form| pattern::fits_with(form, audience, &filled))
    }
}
