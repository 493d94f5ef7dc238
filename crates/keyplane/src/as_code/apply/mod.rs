//! Carries a plan out.

mod batch;
mod operation;
mod outcome;
mod run;

pub(super) use run::carry_out;
