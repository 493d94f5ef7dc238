//! The integration tests, in one binary: worlds in process on SQLite and on PostgreSQL, and the
//! real binary where processes matter.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails where it stands"
)]
#![expect(clippy::allow_attributes, reason = "a macro cannot know what its test will use")]
#![expect(clippy::too_many_lines, reason = "a table of cases is as long as it has cases")]
#![expect(clippy::needless_pass_by_value, reason = "a test hands over json! values as they are")]
#![expect(clippy::cast_precision_loss, reason = "dates of this century fit an f64")]

mod apis;
mod audit;
mod authorization;
mod binary;
mod bounds;
mod connections;
mod console;
mod export;
mod external_ids;
mod federation;
mod gateway;
mod guard;
mod harness;
mod house;
mod http;
mod ids;
mod inputs;
mod inspect;
mod key_generation;
mod labels;
mod last_way_in;
mod lists;
mod master_key;
mod null_is_default;
mod oauth;
mod outage;
mod paging;
mod project;
mod protected_resource;
mod publishing;
mod rotation;
mod schedule;
mod schema;
mod settings;
mod sign_in;
mod statements;
mod storage;
mod verifiers;
mod webhooks;
mod wycheproof;
