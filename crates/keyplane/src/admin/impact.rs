//! What stops working when something is taken away.

use serde_json::{Value, json};

use super::session::Session;
use crate::{admin_api::printable, failure::Failure, moments::Relative};

/// The most names in a sentence.
const MAX_NAMES: usize = 8;

const QUERY: &str = "query($id: ID!) { impactOfRevoking(id: $id) { acceptedLast24Hours lastUsedAt \
                     lastSourceAddress applications { name } apis { name } } }";

/// The use of a key, client secret, application or grant, in sentences.
pub(super) async fn of(session: &Session, id: &str) -> Result<String, Failure> {
    let data = session.ask(QUERY, json!({ "id": id })).await?;
    Ok(sentences(&data["impactOfRevoking"], session.now))
}

fn sentences(impact: &Value, now: keyplane_entity::Timestamp) -> String {
    let calls = impact["acceptedLast24Hours"].as_u64().unwrap_or(0);
    let last = impact["lastUsedAt"].as_str().and_then(keyplane_entity::Timestamp::parse);
    let Some(at) = last else {
        return "No use is recorded; counts are up to 10 seconds old.".to_owned();
    };

    let address = impact["lastSourceAddress"].as_str().map(printable);
    let from = address.map(|address| format!(" from {address}")).unwrap_or_default();
    let last = Relative { at, now };
    let times = if calls == 1 { "once".to_owned() } else { format!("{calls} times") };
    let mut text = format!("It was used {times} in the last 24 hours, last {last}{from}.");
    for (list, verb) in [("applications", " By: "), ("apis", " For: ")] {
        if let Some(names) = names(&impact[list]) {
            text.push_str(verb);
            text.push_str(&names);
            text.push('.');
        }
    }
    text
}

/// The first names of a list; `None` if it is empty.
fn names(list: &Value) -> Option<String> {
    let items = list.as_array().filter(|items| !items.is_empty())?;
    let name = |item: &Value| item["name"].as_str().map(printable);
    let shown: Vec<_> = items.iter().filter_map(name).take(MAX_NAMES).collect();
    let more = items.len().saturating_sub(MAX_NAMES);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    Some(format!("{}{rest}", shown.join(", ")))
}

#[cfg(test)]
mod tests {
    use keyplane_entity::Timestamp;

    use super::*;

    #[test]
    fn use_is_told_with_numbers_times_and_names() {
        let now = Timestamp(1_795_000_000_000);
        let names: Vec<_> = (0..10).map(|at| json!({ "name": format!("a{at}") })).collect();
        let impact = json!({
            "acceptedLast24Hours": 1204,
            "lastUsedAt": now.plus_seconds(-120).to_string(),
            "lastSourceAddress": "10.1.2.3",
            "applications": names,
            "apis": [],
        });
        assert_eq!(
            sentences(&impact, now),
            "It was used 1204 times in the last 24 hours, last 2 minutes ago from 10.1.2.3. \
             By: a0, a1, a2, a3, a4, a5, a6, a7 and 2 more."
        );
        let once = json!({ "acceptedLast24Hours": 1, "lastUsedAt": now.to_string() });
        let told = sentences(&once, now);
        assert_eq!(told, "It was used once in the last 24 hours, last just now.");
        let unused = sentences(&json!({ "lastUsedAt": null }), now);
        assert!(unused.starts_with("No use is recorded"), "{unused}");
    }
}
