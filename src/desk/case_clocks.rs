//! The clocks of a case at a moment: first response and resolution. How they are explained line by line is in `explain`.

use serde::Serialize;

use super::Desk;
use super::running::{End, pauses};
use super::targets::{Aim, Rule};
use super::within::Within;
use crate::case::{CaseTimes, Wait};
use crate::terms::Timestamp;

/// One clock, as it stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// When it began.
    pub from: Timestamp,
    /// The target.
    pub within: Within,
    /// When it is up; `None` while it stands still.
    pub due: Option<Timestamp>,
    /// Since when it stands still, because the next move is the customer's.
    pub paused: Option<Timestamp>,
    /// When what it waits for was done.
    pub met: Option<Timestamp>,
    /// How much running time is left, in milliseconds: open time for working hours and days. 0 once it is up or met.
    pub left_ms: i64,
    /// How late it is (or was, where it is met), in milliseconds by the calendar; 0 where it is not.
    pub late_ms: i64,
}

impl Clock {
    /// Up, and not met.
    pub fn is_over(&self) -> bool {
        self.met.is_none() && self.late_ms > 0
    }
}

/// The two clocks of a case; `None` where no target is set (never a clock at zero).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct CaseClocks {
    /// Until a person of ours turns to the customer.
    pub first_response: Option<Clock>,
    /// Until the case is closed.
    pub resolution: Option<Clock>,
}

impl Desk {
    /// A clock that began at `from` and is not met, at `now`.
    ///
    /// While a wait is open the clock stands still and has no due moment. What a wait covered moves the due moment on:
    /// by its open time for working hours and days, by its length for others. A wait that begins once the clock is up
    /// changes nothing. Moments after `now` are not known yet.
    pub fn clock(&self, within: &Within, from: Timestamp, waits: &[Wait], now: Timestamp) -> Clock {
        let clock = Clock { from, within: *within, due: None, paused: None, met: None, left_ms: 0, late_ms: 0 };
        match self.end(*within, from, waits, now) {
            End::Still(since, left_ms) => Clock { paused: Some(since), left_ms, ..clock },
            End::Due(due) if due <= now => Clock { due: Some(due), late_ms: now.since(due), ..clock },
            End::Due(due) => Clock { due: Some(due), left_ms: self.left(*within, from.max(now), due), ..clock },
        }
    }

    fn end(&self, within: Within, from: Timestamp, waits: &[Wait], now: Timestamp) -> End {
        let pauses = pauses(waits, now);
        if pauses.is_empty() {
            return End::Due(self.due(from, &within));
        }
        self.run(from, self.budget(from, within), &pauses, &mut |_| ())
    }

    /// When a clock of a case that is neither met nor closed is up, as [`Desk::case_clocks`] says, and no more than that.
    pub(super) fn running_due(&self, aim: Aim, times: &CaseTimes, now: Timestamp) -> Option<Timestamp> {
        let (from, met) = Self::span(aim, times)?;
        let rule = self.rule(aim, times)?;
        match self.end(rule.within, from, &times.waits, now) {
            End::Due(due) if met.is_none_or(|met| met > now) => Some(due),
            _ => None,
        }
    }

    fn left(&self, within: Within, from: Timestamp, due: Timestamp) -> i64 {
        match within {
            Within::Minutes(_) | Within::Days(_) => due.since(from),
            Within::WorkingMinutes(_) | Within::WorkingDays(_) => self.open_between(from, due),
        }
    }

    /// The clocks of a case at `now`, with the channel of its first contact and its severity as it stands.
    ///
    /// Resolution runs from the opening, or from the latest reopening. What was done stops its clock; a case that was
    /// closed without an answer has its first-response clock stand where it was at the close.
    pub fn case_clocks(&self, times: &CaseTimes, now: Timestamp) -> CaseClocks {
        let clock = |aim| {
            let (from, met) = Self::span(aim, times)?;
            let rule = self.rule(aim, times)?;
            let met = met.map(|met| met.max(from)).filter(|met| *met <= now);
            let until = [met, times.closed, Some(now)].into_iter().flatten().min().unwrap_or(now);
            let clock = self.clock(&rule.within, from, &times.waits, until);
            Some(Clock { met, left_ms: if met.is_some() { 0 } else { clock.left_ms }, ..clock })
        };
        CaseClocks { first_response: clock(Aim::FirstResponse), resolution: clock(Aim::Resolution) }
    }

    /// Whether a clock of a case was kept: the same as [`Desk::case_clocks`] says of it, and no more than that. `None` where no
    /// target is set, or nothing has happened yet and its time is not up. `due` is [`Desk::due`], or one that remembers.
    pub fn was_kept(
        &self,
        aim: Aim,
        times: &CaseTimes,
        now: Timestamp,
        due: &dyn Fn(Timestamp, &Within) -> Timestamp,
    ) -> Option<Option<bool>> {
        let (from, met) = Self::span(aim, times)?;
        let rule = self.rule(aim, times)?;
        let met = met.map(|met| met.max(from)).filter(|met| *met <= now);
        // Whoever picks up has answered at once, whatever the target.
        if met == Some(from) {
            return Some(Some(true));
        }
        let until = [met, times.closed, Some(now)].into_iter().flatten().min().unwrap_or(now);
        let late = if times.waits.is_empty() {
            due(from, &rule.within) < until
        } else {
            matches!(self.end(rule.within, from, &times.waits, until), End::Due(due) if due < until)
        };
        Some((late || met.is_some()).then_some(!late))
    }

    /// The target that holds for this case.
    pub fn rule(&self, aim: Aim, times: &CaseTimes) -> Option<Rule> {
        self.target(aim, times.channel?, times.severity)
    }

    /// From when a clock of a case runs, and when it was met.
    fn span(aim: Aim, times: &CaseTimes) -> Option<(Timestamp, Option<Timestamp>)> {
        let opened = times.opened?;
        match aim {
            Aim::FirstResponse => Some((opened, times.first_response)),
            Aim::Resolution => Some((times.reopened.map_or(opened, |again| again.max(opened)), times.closed)),
            Aim::Acknowledge => None,
        }
    }
}
