//! The difference between the files and the server.

mod change;
mod diff;
mod json;
mod matching;
mod prune;
mod show;

pub(super) use change::{ChangePlan, PlannedChange, PlannedStep, SettingChange};
pub(super) use diff::{PlanOptions, make_plan};
