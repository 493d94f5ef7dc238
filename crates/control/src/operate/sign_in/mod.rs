//! Sign-in of operators by a provider (OpenID Connect Core 1.0, authorization code flow with PKCE), and
//! the sessions that follow.

mod attempt;
mod counts;
mod exchange;
mod finish;
mod handle;
mod problem;
mod provider;
mod renew;
mod sign_out;
mod start;
mod turns;

pub use counts::SignInFigures;
pub use finish::{Finished, SignInAnswer};
pub use handle::SignIn;
pub use problem::SignInProblem;
pub use renew::{OfferedRule, Renewed, SessionToken, SignedOut};
pub use start::{StartSignIn, StartedSignIn};
