//! Moments at which the desk is not open, in a sentence: for warning before something is promised for then.

use super::{Desk, day_words, moment_words};
use crate::terms::Timestamp;

impl Desk {
    /// `None` where the desk is open at this moment or keeps no hours, else why not and when it opens next:
    /// `We are closed then (Sunday); the next opening is Mon 23 Nov 09:00`. No full stop at the end.
    ///
    /// The moment of closing still counts as open: "by the end of today" is a promise that can be kept.
    pub fn shut_at(&self, at: Timestamp) -> Option<String> {
        if self.hours.week.is_none() || self.is_open(at) || self.is_open(at.plus_ms(-1)) {
            return None;
        }
        let day = self.today(at);
        let spans = self.hours.of(day);
        let why = match self.closed_for(day) {
            Some(name) => name.to_owned(),
            None if spans.is_empty() => day.format("%A").to_string(),
            None => {
                let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
                let spans: Vec<_> =
                    spans.iter().map(|(from, until)| format!("{}–{}", clock(*from), clock(*until))).collect();
                format!("{} is {}", day.format("%A"), spans.join(" and "))
            }
        };
        let next = self.next_opening(at);
        let next = next.map(|next| format!("; the next opening is {}", moment_words(self.local(next))));
        Some(format!("We are closed then ({why}){}", next.unwrap_or_default()))
    }

    /// When the desk opens the next time after this moment.
    pub fn next_opening(&self, after: Timestamp) -> Option<Timestamp> {
        let mut openings = self.days_from(after, 0).flat_map(|day| self.opening(day));
        openings.find(|opening| opening.from > after).map(|opening| opening.from)
    }

    /// Today's closing, while it still lies ahead.
    ///
    /// # Errors
    /// A sentence that says when the desk closed, or that it does not open today, and when it opens next.
    pub(super) fn closing_today(&self, now: Timestamp) -> Result<Timestamp, String> {
        let today = self.today(now);
        let why = match self.closing(today) {
            Some(closing) if closing > now => return Ok(closing),
            Some(closing) => format!("we closed for today at {}", self.time_words(closing)),
            None => format!("we do not open today ({})", self.closed_for(today).unwrap_or(&day_words(today))),
        };
        let next = self.next_opening(now).map(|next| moment_words(self.local(next)));
        Err(next.map_or_else(|| why.clone(), |next| format!("{why}; the next opening is {next}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk() -> Desk {
        Desk::parse("desk.toml", include_str!("../../tests/fixtures/desk.toml")).unwrap()
    }

    fn shut(at: &str) -> Option<String> {
        desk().shut_at(Timestamp::parse(at).unwrap())
    }

    #[test]
    fn why_it_is_closed_and_when_it_opens() {
        for (at, told) in [
            ("2026-11-22T12:00:00Z", "We are closed then (Sunday); the next opening is Mon 23 Nov 09:00"),
            (
                "2026-11-20T07:00:00Z",
                "We are closed then (Friday is 09:00–17:30); the next opening is Fri 20 Nov 09:00",
            ),
            (
                "2026-11-20T17:30:01Z",
                "We are closed then (Friday is 09:00–17:30); the next opening is Sat 21 Nov 10:00",
            ),
            (
                "2026-11-23T13:30:00Z",
                "We are closed then (Monday is 09:00–13:00 and 14:00–17:30); the next opening is Mon 23 Nov 14:00",
            ),
            ("2026-12-25T12:00:00Z", "We are closed then (Christmas Day); the next opening is Mon 28 Dec 09:00"),
        ] {
            assert_eq!(shut(at).as_deref(), Some(told));
        }
    }

    #[test]
    fn open_from_the_first_moment_to_the_last() {
        for at in ["2026-11-20T09:00:00Z", "2026-11-20T12:00:00Z", "2026-11-20T17:30:00Z"] {
            assert_eq!(shut(at), None, "{at}");
        }
        let mut always = desk();
        always.hours.week = None;
        assert_eq!(always.shut_at(Timestamp::parse("2026-11-22T03:00:00Z").unwrap()), None);
    }

    #[test]
    fn a_desk_that_never_opens_says_so_without_a_next_time() {
        let mut never = desk();
        never.hours.week = Some(Default::default());
        let at = Timestamp::parse("2026-11-22T12:00:00Z").unwrap();
        assert_eq!(never.shut_at(at).as_deref(), Some("We are closed then (Sunday)"));
    }
}
