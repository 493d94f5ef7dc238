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
        let place = self.place().await?;
        // The search takes prefixes of words; a name that begins with another sign has none.
        let search = json!(name.starts_with(char::is_alphanumeric).then_some(name));
        let (field, arguments) = match &place {
            CommandScope::Instance => ("adminKeys", Vec::new()),
            CommandScope::Project(_) => {
                ("keys", vec![Argument { name: "search", kind: "String", value: search }])
            }
        };
        let list =
            List { many: "keys", selection: "id kid name", of: place.parent(), field, arguments };

        let found = self.all(list).await?;
        let candidates: Vec<_> =
            found.iter().map(|object| Candidate::of(object, &["kid", "name"])).collect();
        pick("key", name, &place.shown(), &candidates).map_err(|fault| match (fault, &place) {
            (Fault::NotFound(text), CommandScope::Project(_)) => {
                Fault::NotFound(format!("{text}; for a key of the instance give --instance")).into()
            }
            (fault, _) => fault.into(),
        })
    }
}
