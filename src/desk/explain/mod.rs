//! A due time, line by line: from when, within what, what of each day counted, what was closed and why, what stood still.
//!
//! The lines are the same walk that reckons the due time (`running`): what they count sums to the target.

mod days;
mod lines;
mod promise;
#[cfg(test)]
mod tests;

use serde::Serialize;

use super::Desk;
use super::case_clocks::{CaseClocks, Clock};
use super::targets::Aim;
use super::within::Within;
use crate::case::{Case, CaseTimes, Wait};
use crate::terms::Timestamp;

/// What a line of an explanation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SumKind {
    /// Where it begins.
    From,
    /// How much time the target gives.
    Target,
    /// Time that counted.
    Counted,
    /// A day that counted as one, or the first that does not; its time is that in which the desk was open.
    Day,
    /// A day on which the desk did not open.
    Closed,
    /// The clock stood still: the next move was the customer's.
    Paused,
    /// The end: the due time, or since when it stands still.
    End,
    /// What became of it.
    Outcome,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// What it is about.
    pub kind: SumKind,
    /// Its words, without the figures.
    pub label: String,
    /// The first moment that it is about.
    pub from: Timestamp,
    /// The moment after the last.
    pub to: Timestamp,
    /// How much of it counted, in milliseconds.
    pub counted_ms: i64,
    /// How much has counted up to here.
    pub total_ms: i64,
}

/// Why something is due when it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// `First answer: 4 working hours`.
    pub title: String,
    /// Where the target comes from: `targets.email.high in desk.toml, as the severity is now`.
    pub rule: Option<String>,
    /// The target.
    pub within: Option<Within>,
    /// The arithmetic; empty where there is nothing to reckon.
    pub sums: Vec<Sum>,
    /// When it is due; `None` while it stands still, or where nothing is.
    pub due: Option<Timestamp>,
}

impl Desk {
    /// The arithmetic of a due time: how `within` runs from `from` to its end, as it is known at `now`.
    pub fn explain(&self, from: Timestamp, within: &Within, waits: &[Wait], now: Timestamp) -> Vec<Sum> {
        days::explain(self, from, *within, waits, now)
    }

    /// Every due time of a case, explained: its clocks, then its open promises, the next one first.
    pub fn explain_all(&self, case: &Case, now: Timestamp) -> Vec<Explanation> {
        let mut promises: Vec<_> = case.open_promises().collect();
        promises.sort_by_key(|p| p.due);
        let mut all = self.explain_case(&CaseTimes::of(case), now);
        all.extend(promises.into_iter().map(|p| self.explain_promise(p, now)));
        all
    }

    /// The clocks of a case, explained: first answer, then resolution. Where there is no clock, the title says why.
    pub fn explain_case(&self, times: &CaseTimes, now: Timestamp) -> Vec<Explanation> {
        let CaseClocks { first_response, resolution } = self.case_clocks(times, now);
        [(Aim::FirstResponse, first_response), (Aim::Resolution, resolution)]
            .into_iter()
            .map(|(aim, clock)| self.explain_clock(aim, clock.as_ref(), times, now))
            .collect()
    }

    fn explain_clock(&self, aim: Aim, clock: Option<&Clock>, times: &CaseTimes, now: Timestamp) -> Explanation {
        let rule = self.rule(aim, times);
        let (Some(clock), Some(rule)) = (clock, rule) else {
            let done = times.first_response.filter(|_| aim == Aim::FirstResponse);
            let done = done.map(|at| format!("{}; ", self.moment_words(at))).unwrap_or_default();
            let title = format!("{}: {done}{}", aim.label(), self.no_clock(times));
            return Explanation { title, rule: None, within: None, sums: Vec::new(), due: None };
        };
        let until = [clock.met, times.closed, Some(now)].into_iter().flatten().min().unwrap_or(now);
        let mut sums = self.explain(clock.from, &clock.within, &times.waits, until);
        let began =
            if aim == Aim::Resolution && times.reopened == Some(clock.from) { "opened again" } else { "opened" };
        if let Some(first) = sums.first_mut() {
            first.label = format!("{began} {}", self.moment_words(clock.from));
        }
        let (label, at) = self.outcome(aim, clock, now);
        let total_ms = sums.last().map_or(0, |s| s.total_ms);
        sums.push(Sum { kind: SumKind::Outcome, label, from: at, to: at, counted_ms: 0, total_ms });
        let severe = rule.place.matches('.').count() > 1;
        let why = if severe { ", as the severity is now" } else { "" };
        Explanation {
            title: format!("{}: {}", aim.label(), clock.within),
            rule: Some(format!("{} in desk.toml{why}", rule.place)),
            within: Some(clock.within),
            sums,
            due: clock.due,
        }
    }

    /// Why a case has no clock, in a few words.
    pub fn no_clock(&self, times: &CaseTimes) -> String {
        match times.channel {
            _ if times.opened.is_none() => "not opened yet".to_owned(),
            None => "no channel yet, so no target".to_owned(),
            Some(channel) => format!("no target set for {}", channel.label()),
        }
    }

    fn outcome(&self, aim: Aim, clock: &Clock, now: Timestamp) -> (String, Timestamp) {
        let late = lines::span(clock.late_ms);
        if let Some(met) = clock.met {
            let done = if aim == Aim::Resolution { "closed" } else { "answered" };
            let how = if clock.late_ms > 0 { format!("{late} late") } else { "in time".to_owned() };
            return (format!("{done} {}: {how}", self.moment_words(met)), met);
        }
        match clock.due {
            None => (format!("{} are left when they have answered", lines::span(clock.left_ms)), now),
            Some(_) if clock.late_ms > 0 => (format!("{late} late"), now),
            Some(_) => {
                let kind = match clock.within {
                    Within::WorkingMinutes(_) | Within::WorkingDays(_) => " of open time",
                    Within::Minutes(_) | Within::Days(_) => "",
                };
                (format!("{}{kind} left", lines::span(clock.left_ms)), now)
            }
        }
    }
}
