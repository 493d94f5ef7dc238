//! Exchanged tokens in the model. Application `n` is the resource server of API `n`.

use keyplane_auth::decode_unverified;

use super::{
    facts::{Facts, Made, Token, names},
    runner::Run,
    steps::{Scopes, Which},
};

/// The most exchanges of a token.
const EXCHANGES: usize = 4;

/// The token that a later one was exchanged from, at the API that it was for.
#[derive(Clone, Debug)]
pub(super) struct Earlier {
    /// Its index among the tokens.
    pub(super) token: usize,
    pub(super) api: Which,
    /// How often the API had been made again.
    pub(super) version: u32,
}

impl Facts {
    /// Whether every earlier token of a chain counts, with its grant and its API.
    pub(super) fn chain_counts(&self, earlier: Option<&Earlier>, now: i64) -> bool {
        earlier.is_none_or(|earlier| {
            let (token, api) = (&self.tokens[earlier.token], &self.apis[earlier.api]);
            api.enabled
                && api.version == earlier.version
                && self.apps[token.app].grants[earlier.api].is_some()
                && self.is_vouched_for(token, now)
        })
    }

    fn exchanges(&self, earlier: Option<&Earlier>) -> usize {
        earlier.map_or(0, |earlier| match &self.tokens[earlier.token].made {
            Made::Issued { earlier, .. } => 1 + self.exchanges(earlier.as_ref()),
            Made::Signed { .. } | Made::Outside { .. } => 1,
        })
    }

    /// The scopes of an exchanged token if these are requested; `None` if the request is refused.
    fn exchanged(
        &self,
        token: &Token,
        (by, to): (Which, Which),
        asked: Scopes,
        now: i64,
    ) -> Option<Scopes> {
        let Made::Issued { api: own, scopes, earlier, .. } = &token.made else { return None };
        let is_active = now < token.ends && self.is_vouched_for(token, now);
        let serves = *own == by && self.apis[by].enabled;
        if !is_active || !serves || self.exchanges(earlier.as_ref()) >= EXCHANGES {
            return None;
        }

        let visible = scopes & self.apps[token.app].grants[by]? & self.apis[by].scopes;
        let given = self.given(by, to, asked)?;
        (visible & asked == asked).then_some(visible & given)
    }
}

impl Run<'_> {
    pub(super) async fn exchange(&mut self, token: usize, by: Which, to: Which, scopes: Scopes) {
        let Some(at) = token.checked_rem(self.facts.tokens.len()) else { return };
        let subject = self.facts.tokens[at].clone();
        let scope = names(scopes).join("+");
        let more = format!(
            "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token={}\
             &subject_token_type=urn:ietf:params:oauth:token-type:access_token\
             &resource=urn:api{to}&scope={scope}",
            subject.text
        );
        let given = self.facts.exchanged(&subject, (by, to), scopes, self.now());
        let answer = self.oauth(by, "token", &more).await;
        assert_eq!(answer.status == 200, given.is_some(), "{}", answer.text());
        let Some(scopes) = given else { return };

        let answer = answer.json();
        let text = answer["access_token"].as_str().unwrap().to_owned();
        let ends = self.now() + answer["expires_in"].as_i64().unwrap();
        assert!(ends <= subject.ends, "{ends} is later than {}", subject.ends);
        let key = match decode_unverified(&text).header {
            Some(_) => Some(self.current_signing_key().await),
            None => None,
        };
        let version = self.facts.apis[by].version;
        let earlier = Some(Earlier { token: at, api: by, version });
        let generation = self.facts.apps[by].generation;
        let made = Made::Issued { api: to, scopes, generation, key, revoked: false, earlier };
        self.facts.tokens.push(Token { text, app: by, ends, made });
    }
}
