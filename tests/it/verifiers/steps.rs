//! Random changes of signing keys by operators.

use serde_json::{Value, json};

use super::dice::Dice;
use crate::harness::ec_key;

const ALGORITHMS: [&str; 3] = ["ES256", "ES384", "EDDSA"];
const HOUR: i64 = 3600;

/// One mutation.
pub(super) struct Change {
    pub(super) mutation: &'static str,
    pub(super) input: Value,
    /// Whether verifiers may see tokens of an unknown key afterwards: after `force` with a reason,
    /// or after a revocation.
    pub(super) is_excused: bool,
}

/// The objects that a change may affect.
pub(super) struct Stock {
    pub(super) project: String,
    pub(super) application: String,
    pub(super) keys: Vec<String>,
    /// In Unix seconds.
    pub(super) now: i64,
}

impl Stock {
    pub(super) fn change(&self, dice: &mut Dice) -> Change {
        match dice.within(0, 16) {
            0..=2 => self.rotate(dice),
            3 | 4 => self.generate(dice),
            5 => self.import(dice),
            6..=9 => self.end(dice),
            10 | 11 => self.revoke(dice),
            12..=14 => self.policy(dice),
            _ => self.lifetime(dice),
        }
    }

    fn at(&self, seconds: i64) -> Value {
        keyplane_entity::Timestamp::from_seconds(self.now + seconds).to_string().into()
    }

    fn rotate(&self, dice: &mut Dice) -> Change {
        let mut input = json!({ "keyId": dice.of(&self.keys) });
        self.start(dice, &mut input);
        if dice.once_in(3) {
            input["expiresAt"] = self.at(dice.within(0, 24 * HOUR));
        }
        Change::new("rotateKey", input).maybe_forced(dice)
    }

    fn generate(&self, dice: &mut Dice) -> Change {
        let algorithm = dice.of(&ALGORITHMS);
        let mut input = json!({ "projectId": self.project, "name": "n", "algorithm": algorithm });
        self.start(dice, &mut input);
        if dice.once_in(2) {
            input["expiresAt"] = self.at(dice.within(0, 12 * HOUR));
        }
        Change::new("generateSigningKey", input).maybe_forced(dice)
    }

    fn start(&self, dice: &mut Dice, input: &mut Value) {
        if dice.once_in(2) {
            input["activatesAt"] = self.at(dice.within(-60, 3 * HOUR));
        }
    }

    fn import(&self, dice: &mut Dice) -> Change {
        let public_key = ec_key().public_key().spki_pem();
        let mut input =
            json!({ "projectId": self.project, "name": "holder", "publicKey": public_key });
        self.start(dice, &mut input);
        Change::new("importSigningKey", input)
    }

    fn end(&self, dice: &mut Dice) -> Change {
        // Often close to the end of the token lifetime or of the publish-ahead time.
        let far = if dice.once_in(3) { 48 * HOUR } else { 3 * HOUR };
        let end = if dice.once_in(6) { Value::Null } else { self.at(dice.within(0, far)) };
        let input = json!({ "keyId": dice.of(&self.keys), "expiresAt": end });
        Change::new("updateKey", input).maybe_forced(dice)
    }

    fn revoke(&self, dice: &mut Dice) -> Change {
        let input = json!({ "keyId": dice.of(&self.keys), "reason": "leaked" });
        Change { is_excused: true, ..Change::new("revokeKey", input) }
    }

    fn policy(&self, dice: &mut Dice) -> Change {
        let policy = match dice.within(0, 3) {
            0 => json!({ "signingAlgorithm": dice.of(&ALGORITHMS) }),
            1 => {
                let max_age = *dice.of(&[60, 300, 900, 3600]);
                let ahead = dice.within(900, 3 * HOUR).max(2 * max_age);
                json!({ "jwksMaxAgeSeconds": max_age, "publishAheadSeconds": ahead })
            }
            _ => {
                let periods = [Value::Null, json!(24 * HOUR), json!(72 * HOUR)];
                let period = dice.of(&periods);
                json!({ "rotationPeriodSeconds": period })
            }
        };
        let input = json!({ "projectId": self.project, "keyPolicy": policy });
        Change::new("updateProject", input)
    }

    fn lifetime(&self, dice: &mut Dice) -> Change {
        let seconds = dice.within(60, 2 * HOUR);
        let input =
            json!({ "applicationId": self.application, "accessTokenLifetimeSeconds": seconds });
        Change::new("updateApplication", input)
    }
}

impl Change {
    fn new(mutation: &'static str, input: Value) -> Self {
        Self { mutation, input, is_excused: false }
    }

    fn maybe_forced(mut self, dice: &mut Dice) -> Self {
        if dice.once_in(5) {
            self.input["force"] = true.into();
            self.input["reason"] = "in a hurry".into();
            self.is_excused = true;
        }
        self
    }
}
