//! The handle of the gateway check.

use std::sync::Arc;

use super::token_cache::TokenCache;
use crate::{
    figures::CacheFigures,
    known::Known,
    serve::{federation::OutsideTokens, limits::Limits, usage::Usage},
};

/// Decides whether requests may pass a gateway.
#[derive(Clone)]
pub struct GatewayCheck {
    pub(super) known: Known,
    pub(super) usage: Usage,
    pub(super) limits: Limits,
    pub(super) outside_tokens: OutsideTokens,
    pub(super) tokens: Arc<TokenCache>,
    /// How far clocks may differ, in seconds.
    pub(crate) leeway_seconds: i64,
}

impl GatewayCheck {
    pub(crate) fn new(
        known: Known,
        usage: Usage,
        limits: Limits,
        outside_tokens: OutsideTokens,
        leeway_seconds: i64,
    ) -> Self {
        Self { known, usage, limits, outside_tokens, tokens: Arc::default(), leeway_seconds }
    }

    /// The numbers of the cache of genuine tokens.
    pub(crate) fn cache_figures(&self) -> CacheFigures {
        self.tokens.figures()
    }

    /// Logs how often tokens were found in the cache, if any was looked up.
    pub(crate) fn log_cache(&self) {
        self.tokens.log();
    }
}
