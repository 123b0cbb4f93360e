//! Why a promise is due when it is: a time that was chosen, or a length of time that is counted out.

use super::{Explanation, Sum, SumKind, lines};
use crate::case::Promise;
use crate::desk::{Desk, Within};
use crate::terms::{Text, Timestamp};

/// A promise of up to so many working days is recognised as one.
const DAYS: u32 = 10;
/// The days of a longer way are not told one by one.
const LONGEST_MS: i64 = 15 * 24 * 3_600_000;

impl Desk {
    /// How the due time of a promise comes about. Where it was made for a length of time, that is counted out; where a
    /// time was chosen, the open time until then is.
    pub fn explain_promise(&self, promise: &Promise, now: Timestamp) -> Explanation {
        let Promise { made, due, moved, .. } = promise;
        let told = promise.told.as_ref().map(Text::as_str);
        let within = if *moved == 0 { self.said(*made, *due, told) } else { None };
        let mut sums = match &within {
            Some(within) => self.explain(*made, within, &[], now.max(*due)),
            None => self.chosen(*made, *due),
        };
        if let Some(first) = sums.first_mut() {
            first.label = format!("promised {}", self.moment_words(*made));
        }
        let total_ms = sums.last().map_or(0, |s| s.total_ms);
        let mut more =
            |label| sums.push(Sum { kind: SumKind::Outcome, label, from: *due, to: *due, counted_ms: 0, total_ms });
        if let Some(told) = told {
            more(format!("they were told: {told}"));
        }
        if *moved > 0 {
            more(format!(
                "its time was moved {}",
                if *moved == 1 { "once".to_owned() } else { format!("{moved} times") }
            ));
        }
        if let Some(shut) = self.shut_at(*due) {
            more(shut);
        }
        let title = match &promise.call_back {
            Some(number) => format!("Promise: {} (ring {number})", promise.text),
            None => format!("Promise: {}", promise.text),
        };
        Explanation { title, rule: None, within, sums, due: Some(*due) }
    }

    /// The length of time that leads from one to the other: as it was told, or a number of working days.
    fn said(&self, made: Timestamp, due: Timestamp, told: Option<&str>) -> Option<Within> {
        let told = told.and_then(|words| Within::parse(words).ok());
        let fits = |within: &Within| self.due(made, within) == due;
        told.filter(fits).or_else(|| (1..=DAYS).map(Within::WorkingDays).find(fits))
    }

    fn chosen(&self, made: Timestamp, due: Timestamp) -> Vec<Sum> {
        let mut sums = Vec::new();
        let mut total = 0;
        let mut put = |kind, label, from, to: Timestamp, counted_ms| {
            total += counted_ms;
            sums.push(Sum { kind, label, from, to, counted_ms, total_ms: total });
        };
        put(SumKind::From, String::new(), made, made, 0);
        if due.since(made) <= LONGEST_MS {
            for opening in self.openings_from(made).take_while(|o| o.from < due) {
                let until = opening.until.min(due);
                let label = format!("{}–{}", self.moment_words(opening.from), self.time_words(until));
                put(SumKind::Counted, label, opening.from, until, until.since(opening.from));
            }
        } else {
            let open = lines::span(self.open_between(made, due));
            put(SumKind::Target, format!("we are open for {open} until then"), made, due, 0);
        }
        put(SumKind::End, format!("due {}, a time that was chosen", self.moment_words(due)), due, due, 0);
        sums
    }
}
