//! Names that this server wants and the old one does not have.

use keyplane_auth::sha256;

/// The name of an API in URLs, from its identifier: always the same one, 3 to 32 characters.
pub(super) fn api_name(identifier: &str) -> String {
    let (_, rest) = identifier.split_once(':').unwrap_or(("", identifier));
    let words = rest.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let readable = words.collect::<Vec<_>>().join("-").to_lowercase();
    let readable: String = readable.chars().take(22).collect();
    let readable = readable.trim_matches('-');
    let digest = sha256(identifier.as_bytes());
    let mark = format!("{:02x}{:02x}{:02x}{:02x}", digest[0], digest[1], digest[2], digest[3]);
    if readable.is_empty() { format!("api-{mark}") } else { format!("{readable}-{mark}") }
}
