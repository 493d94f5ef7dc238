//! Usage as operators look at it: points of a chart, the last use, and what stops working when a
//! credential is taken away.

mod impact;
mod issuer_impact;
mod last_use;
mod points;
mod subject;

pub use impact::Impact;
pub use points::{UsagePoint, UsageRange, UsageStep};
pub use subject::UsageOf;
