//! The numbers of the audit log and its stream.

/// The numbers of the audit log.
#[derive(Clone, Copy, Debug)]
pub struct AuditFigures {
    /// Checkpoints that this process has signed since its start.
    pub checkpoints: u64,
    /// Chains that this process does not sign, because their events do not fit.
    pub broken_chains: u64,
    /// Refused calls of the Admin API since the start, which the log sums up.
    pub refused_calls: u64,
    /// The stream; `None` if it is not configured.
    pub stream: Option<StreamFigures>,
}

/// The numbers of the audit stream.
#[derive(Clone, Copy, Debug)]
pub struct StreamFigures {
    /// Events that this process has delivered since its start.
    pub delivered: u64,
    /// Deliveries of this process that failed.
    pub failed: u64,
    /// Events that no process has delivered yet, at most a minute old; `None` if the database did
    /// not say so far.
    pub pending: Option<u64>,
}
