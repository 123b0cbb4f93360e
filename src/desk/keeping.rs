//! What can be kept: `[[keep]]` says how soon a promise of certain words can be kept, and why not before (P6).

use super::Desk;
use super::within::Within;
use crate::case::Earliest;
use crate::sheet::Sheet;
use crate::sheet::fields::Fields;
use crate::terms::Timestamp;

/// How soon promises of certain words can be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keep {
    /// A promise that has one of these words in it, whatever their case.
    pub words: Vec<String>,
    /// Not before so long.
    pub soonest: Within,
    /// Why not.
    pub because: String,
}

/// Reads all `[[keep]]`.
pub(super) fn read(sheet: &mut Sheet, f: &mut Fields<'_>) -> Vec<Keep> {
    let mut all = Vec::new();
    for mut one in f.tables(sheet, "keep", "what can be kept") {
        let words = one.texts(sheet, "words").unwrap_or_default();
        if words.iter().all(|word| word.trim().is_empty()) {
            let help = Some("name them: words = [\"replacement\"]".to_owned());
            sheet.error("missing-key", one.key_span("words"), "this says nothing of which promises it is for", help);
        }
        let soonest = one.needed(sheet, "soonest", "how soon at the earliest, like \"2 working days\"");
        let within = Within::parse(&soonest).unwrap_or_else(|error| {
            if !soonest.is_empty() {
                sheet.error("within", soonest.span.clone(), error, Some("write it like \"2 working days\"".into()));
            }
            Within::Minutes(0)
        });
        let because = one.needed(sheet, "because", "why not sooner, to be said to the customer");
        let words = words.into_iter().map(|w| w.value.trim().to_lowercase()).filter(|w| !w.is_empty()).collect();
        all.push(Keep { words, soonest: within, because: because.value });
        one.finish(sheet);
    }
    all
}

impl Desk {
    /// The earliest time at which a promise of these words, made at `at`, can be kept: of several rules the latest.
    pub fn earliest_of(&self, promise: &str, at: Timestamp) -> Option<Earliest> {
        let promise = promise.to_lowercase();
        let fits = |keep: &&Keep| keep.words.iter().any(|word| promise.contains(word.as_str()));
        let found = self.keeps.iter().filter(fits).map(|keep| (self.soonest(keep.soonest, at), keep));
        let (moment, keep) = found.max_by_key(|(moment, _)| *moment)?;
        Some(Earliest { at: moment, words: self.near_words(moment, at), why: keep.because.clone() })
    }

    /// The first moment that keeps to it. A working day is over when we close: whoever says that day has said enough.
    fn soonest(&self, within: Within, at: Timestamp) -> Timestamp {
        let moment = self.due(at, &within);
        match within {
            Within::WorkingDays(_) | Within::Days(_) => self.bounds_of(self.today(moment)).0,
            Within::Minutes(_) | Within::WorkingMinutes(_) => moment,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_rule_holds_and_a_day_is_a_day() {
        let text = format!(
            "{}\n[[keep]]\nwords=['replacement','another one']\nsoonest='2 working days'\nbecause='The carrier needs them.'\n\
             [[keep]]\nwords=['mend']\nsoonest='5 days'\nbecause='The bench is full.'",
            include_str!("../../tests/fixtures/desk.toml")
        );
        let desk = Desk::parse("desk.toml", &text).unwrap();
        // Friday.
        let at = Timestamp::parse("2026-11-20T10:00:00Z").unwrap();
        assert_eq!(desk.earliest_of("Ring back", at), None);
        let replacement = desk.earliest_of("The Replacement is there", at).unwrap();
        assert_eq!(replacement.why, "The carrier needs them.");
        assert!(replacement.at > at && replacement.at <= desk.due(at, &Within::WorkingDays(2)));
        assert_eq!(desk.earliest_of("Mend it, or another one", at).unwrap().why, "The bench is full.");
    }

    #[test]
    fn of_a_day_and_of_hours_the_later_moment_holds() {
        let text = format!(
            "{}\n[[keep]]\nwords=['mend']\nsoonest='1 day'\nbecause='The bench is full.'\n\
             [[keep]]\nwords=['glue']\nsoonest='20 hours'\nbecause='It has to dry.'",
            include_str!("../../tests/fixtures/desk.toml")
        );
        let desk = Desk::parse("desk.toml", &text).unwrap();
        // A day from then is Saturday at ten, and Saturday is enough; twenty hours end on Saturday at six.
        let at = Timestamp::parse("2026-11-20T10:00:00Z").unwrap();
        let earliest = desk.earliest_of("Mend it with glue", at).unwrap();
        assert_eq!(
            (earliest.at.to_string().as_str(), earliest.why.as_str()),
            ("2026-11-21T06:00:00.000Z", "It has to dry.")
        );
    }
}
