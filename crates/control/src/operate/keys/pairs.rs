//! Key pairs that a transaction needs, generated while no transaction is open.

use super::factory::{Factory, Made, Order};
use crate::{error::Error, known::Actor};

/// Maximum number of pairs made for one use case. It gives up beyond that, because its project's
/// keys change at each attempt.
const MOST: usize = 4;

/// Key pairs for the signing keys that a transaction finds missing under its lock. No pair is made
/// while a transaction is open: a transaction that lacks a pair is rolled back, the pair is made,
/// and the use case begins again.
///
/// ```text
/// let mut pairs = Pairs::of(actor);
/// loop {
///     let outcome = self.change_once(…, &mut pairs).await;
///     if !pairs.make_wanted(&self.factory).await? {
///         return outcome;
///     }
/// }
/// ```
pub(crate) struct Pairs<'a> {
    actor: &'a Actor,
    /// Pairs, each with whether the running transaction uses it.
    made: Vec<(Made, bool)>,
    wanted: Option<Order>,
}

impl<'a> Pairs<'a> {
    /// Starts without pairs. Pairs are made in the turn of the actor's scope.
    pub(crate) fn of(actor: &'a Actor) -> Self {
        Self { actor, made: Vec::new(), wanted: None }
    }

    /// A pair that fits and that this attempt has not used yet. An error aborts the transaction.
    pub(super) fn take(&mut self, order: Order) -> Result<&Made, Error> {
        let fits = |(made, is_used): &(Made, bool)| !is_used && made.order.spec == order.spec;
        let Some(at) = self.made.iter().position(fits) else {
            self.wanted = Some(order);
            return Err(Error::Internal("a key pair is still to be made".into()));
        };
        let (made, is_used) = &mut self.made[at];
        *is_used = true;
        Ok(made)
    }

    /// Makes the pair that the ended transaction lacked. `false`: it lacked none, and its outcome
    /// stands.
    pub(crate) async fn make_wanted(&mut self, factory: &Factory) -> Result<bool, Error> {
        let Some(order) = self.wanted.take() else { return Ok(false) };
        if self.made.len() >= MOST {
            return Err(Error::LimitExceeded(
                "the project's signing keys kept changing meanwhile; try again in a few seconds"
                    .into(),
            ));
        }
        let made = factory.make_urgently(self.actor, order).await?;
        self.made.push((made, false));
        for (_, is_used) in &mut self.made {
            *is_used = false;
        }
        Ok(true)
    }
}
