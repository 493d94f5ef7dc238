//! Realistic names, the same on every run.

use keyplane_entity::search_term;

/// A word in the names of [`SELECTED`] projects, for any number of projects.
pub(crate) const SELECTIVE_WORD: &str = "Zephyr";
/// How many projects a selective search finds: a whole page.
pub(crate) const SELECTED: usize = 50;
/// A word in the names of three projects out of five.
pub(crate) const BROAD_WORD: &str = "Production";

/// A word in the names of one project out of forty; at a hundred projects, too few for a page.
pub(crate) const COMMON_WORD: &str = "Payments";

const FIRST: &[&str] = &[
    "Alder", "Amber", "Arctic", "Birch", "Blue", "Bright", "Cedar", "Clear", "Cobalt", "Copper",
    "Coral", "Crystal", "Delta", "Drift", "East", "Ember", "Falcon", "Fern", "Flint", "Frost",
    "Golden", "Granite", "Green", "Harbor", "High", "Iron", "Juniper", "Lake", "Lumen", "Maple",
    "Marble", "Meridian", "North", "Oak", "Orbit", "Pine", "Quartz", "River", "Silver", "Summit",
];
const SECOND: &[&str] = &[
    "bank", "bridge", "brook", "cliff", "crest", "dale", "field", "forge", "gate", "grove",
    "haven", "hill", "leaf", "light", "line", "mark", "mill", "peak", "point", "port", "ridge",
    "shore", "spring", "stone", "stream", "vale", "view", "ward", "water", "wind",
];
const DOMAINS: &[&str] = &[
    "Accounts",
    "Analytics",
    "Billing",
    "Catalog",
    "Checkout",
    "Claims",
    "Compliance",
    "Contacts",
    "Delivery",
    "Devices",
    "Documents",
    "Fleet",
    "Fraud",
    "Identity",
    "Insights",
    "Inventory",
    "Invoices",
    "Ledger",
    "Logistics",
    "Loyalty",
    "Mailing",
    "Maps",
    "Market",
    "Messaging",
    "Metering",
    "Mobility",
    "Orders",
    "Partner",
    COMMON_WORD,
    "Payroll",
    "Pricing",
    "Procurement",
    "Records",
    "Reports",
    "Risk",
    "Routing",
    "Settlement",
    "Shipping",
    "Support",
    "Treasury",
];
const ENVIRONMENTS: &[&str] = &[BROAD_WORD, BROAD_WORD, BROAD_WORD, "Staging", "Sandbox"];
const ROLES: &[&str] = &[
    "Backend",
    "Batch Export",
    "Event Relay",
    "Gateway",
    "Import Worker",
    "Mobile Backend",
    "Nightly Sync",
    "Partner Connector",
    "Reporting Job",
    "Scheduler",
    "Webhook Sender",
    "Web Shop",
];

/// A small generator (`SplitMix64`): the filling is the same on every run.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The same seed gives the same numbers.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// One of the words.
    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        let count = u64::try_from(words.len()).unwrap_or(1);
        words[usize::try_from(self.roll() % count).unwrap_or(0)]
    }
}

/// Slug and name of a project, such as "Cedarbrook Payments Production". The first word is
/// [`SELECTIVE_WORD`] if the project is selected.
pub(crate) fn project(number: usize, selected: bool, dice: &mut Dice) -> (String, String) {
    let company = format!("{}{}", dice.pick(FIRST), dice.pick(SECOND));
    let company = if selected { SELECTIVE_WORD.to_owned() } else { company };
    let domain = dice.pick(DOMAINS);
    let slug = format!("{}-{number}", company.to_lowercase());
    (slug, format!("{company} {domain} {}", dice.pick(ENVIRONMENTS)))
}

/// The name of an application.
pub(crate) fn application(dice: &mut Dice) -> String {
    format!("{} {}", dice.pick(DOMAINS), dice.pick(ROLES))
}

/// The search terms of a row with these texts.
pub(crate) fn terms(texts: &[&str]) -> Vec<Vec<u8>> {
    search_term::terms(texts.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_valid_and_distinct_and_names_repeat_themselves() {
        let names = |seed| {
            let mut dice = Dice::new(seed);
            (0..2000).map(|at| project(at, at % 40 == 0, &mut dice)).collect::<Vec<_>>()
        };
        let (first, again) = (names(1), names(1));
        assert_eq!(first, again);
        assert!(first.iter().all(|(slug, _)| keyplane_entity::slug::validate(slug).is_ok()));
        let broad = first.iter().filter(|(_, name)| name.ends_with(BROAD_WORD)).count();
        assert!((1000..1400).contains(&broad), "{broad}");
    }
}
