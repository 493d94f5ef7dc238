//! From the kid or the name of a key to its ID.

use keyplane_entity::id::KeyId;
use serde_json::json;

use crate::{
    admin::{
        fault::Fault,
        find::{Candidate, CommandScope, pick},
        list::{Argument, List},
        session::Session,
    },
    failure::Failure,
};

impl Session {
    /// The ID of the key with this kid, name or ID, in the project or the instance.
    pub(in crate::admin) async fn key(&self, name: &str) -> Result<String, Failure> {
        if name.parse::<KeyId>().is_ok() {
            return Ok(name.to_owned());
        }
        let place = self.scope().await?;
        let candidates = self.keys_in(&place, name).await?;
        found(name, &place, &candidates)
    }

    /// The ID of the admin key of the instance with this kid or name.
    pub(in crate::admin) async fn instance_key(&self, name: &str) -> Result<String, Failure> {
        let place = CommandScope::Instance;
        let candidates = self.keys_in(&place, name).await?;
        found(name, &place, &candidates)
    }

    /// As [`Self::key`]; of several keys with the name, the active one. A successor has the name of
    /// its predecessor unless it gets another.
    pub(super) async fn active_key(&self, name: &str) -> Result<String, Failure> {
        if name.parse::<KeyId>().is_ok() {
            return Ok(name.to_owned());
        }
        let place = self.scope().await?;
        let candidates = self.keys_in(&place, name).await?;
        let is_active = |one: &Candidate| {
            one.names.iter().any(|known| known == name) && one.state.as_deref() == Some("active")
        };
        let active: Vec<_> = candidates.iter().filter(|one| is_active(one)).cloned().collect();
        found(name, &place, if active.is_empty() { &candidates } else { &active })
    }

    /// The keys of the place that may have this kid or name.
    async fn keys_in(&self, place: &CommandScope, name: &str) -> Result<Vec<Candidate>, Failure> {
        // The search takes prefixes of words; a name that begins with another sign has none.
        let search = json!(name.starts_with(char::is_alphanumeric).then_some(name));
        let (field, arguments) = match place {
            CommandScope::Instance => ("adminKeys", Vec::new()),
            CommandScope::Project(_) => {
                ("keys", vec![Argument { name: "search", kind: "String", value: search }])
            }
        };
        let selection = "id kid name state";
        let list = List { many: "keys", selection, of: place.parent(), field, arguments };

        let found = self.all(list).await?;
        Ok(found.iter().map(|object| Candidate::of(object, &["kid", "name"])).collect())
    }
}

fn found(name: &str, place: &CommandScope, candidates: &[Candidate]) -> Result<String, Failure> {
    pick("key", name, &place.shown(), candidates).map_err(|fault| match (fault, place) {
        (Fault::NotFound(text), CommandScope::Project(_)) => {
            Fault::NotFound(format!("{text}; for a key of the instance give --instance")).into()
        }
        (fault, _) => fault.into(),
    })
}
