//! The walk of a clock as lines.

use chrono::NaiveDate;

use super::{Sum, SumKind, lines};
use crate::case::Wait;
use crate::desk::running::{End, Pause, Stretch, pauses};
use crate::desk::{Desk, Within};
use crate::terms::Timestamp;

/// The lines, in the order of time.
pub fn explain(desk: &Desk, from: Timestamp, within: Within, waits: &[Wait], now: Timestamp) -> Vec<Sum> {
    let budget = desk.budget(from, within);
    let pauses = pauses(waits, now);
    let mut walk =
        Walk { desk, within, from, open_only: budget.open_only, sums: Vec::new(), total: 0, day: None, nth: 0 };
    walk.put(SumKind::From, format!("from {}", desk.moment_words(from)), from, from, 0);
    walk.target(&pauses, budget.ms, now);
    let mut stretches = Vec::new();
    let end = desk.run(from, budget, &pauses, &mut |stretch| stretches.push(stretch));
    for stretch in merged(&stretches) {
        walk.stretch(stretch, &pauses, waits);
    }
    match end {
        End::Due(due) => {
            walk.closed_until(desk.today(due));
            walk.put(SumKind::End, format!("due {}", desk.moment_words(due)), due, due, 0);
        }
        End::Still(since, _) => {
            walk.closed_until(desk.today(since));
            let what = waits.iter().rev().find(|w| w.from == since).map_or("", |w| w.what.as_str());
            let label = format!("stands still since {}: {what}", desk.moment_words(since));
            walk.put(SumKind::End, label, since, now, 0);
        }
    }
    walk.sums
}

/// Stretches of the calendar that a wait of no running time has cut are joined again.
fn merged(stretches: &[Stretch]) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        match (out.last_mut(), *stretch) {
            (Some(Stretch::Ran(_, end)), Stretch::Ran(from, to)) if *end == from => *end = to,
            (_, stretch) => out.push(stretch),
        }
    }
    out
}

struct Walk<'a> {
    desk: &'a Desk,
    within: Within,
    from: Timestamp,
    open_only: bool,
    sums: Vec<Sum>,
    total: i64,
    /// The last day that has its lines.
    day: Option<NaiveDate>,
    /// The so-many-th working day.
    nth: u32,
}

impl Walk<'_> {
    fn put(&mut self, kind: SumKind, label: String, from: Timestamp, to: Timestamp, counted_ms: i64) {
        self.total += counted_ms;
        self.sums.push(Sum { kind, label, from, to, counted_ms, total_ms: self.total });
    }

    /// What the target gives, and for days how long that is where a pause has to be added to it.
    fn target(&mut self, pauses: &[Pause], ms: i64, now: Timestamp) {
        let undisturbed = self.desk.due(self.from, &self.within);
        let paused = pauses.iter().any(|(from, to)| *from < undisturbed && to.unwrap_or(now) > self.from);
        let without = self.desk.moment_words(undisturbed);
        let label = match self.within {
            Within::Days(_) if paused => format!("{} would end {without}: {}", self.within, lines::span(ms)),
            Within::WorkingDays(_) if paused => {
                format!("{} would end {without}, after {} of open time", self.within, lines::span(ms))
            }
            Within::WorkingDays(_) => format!("{}: until we close on that day; today does not count", self.within),
            Within::Days(_) => format!("{}: the same time of day then", self.within),
            Within::WorkingMinutes(_) => format!("{}: only while we are open", self.within),
            Within::Minutes(_) => format!("{}: by the clock", self.within),
        };
        // Days are only counted as days where nothing moves their end.
        self.nth = if paused { u32::MAX } else { 0 };
        self.put(SumKind::Target, label, self.from, self.from, 0);
    }

    fn stretch(&mut self, stretch: Stretch, pauses: &[Pause], waits: &[Wait]) {
        let (from, to) = match stretch {
            Stretch::Ran(from, to) | Stretch::Stood(from, to, _) => (from, to),
        };
        let day = self.desk.today(from);
        self.closed_until(day);
        let span = self.span(from, to);
        match stretch {
            Stretch::Stood(_, _, place) => {
                let began = pauses.get(place).map(|(from, _)| *from);
                let what = waits.iter().find(|w| Some(w.from) == began).map_or("", |w| w.what.as_str());
                self.put(SumKind::Paused, format!("{span} stood still: {what}"), from, to, 0);
            }
            Stretch::Ran(..) if matches!(self.within, Within::WorkingDays(_)) && self.nth < u32::MAX => {
                let label = self.working_day(day, &span);
                self.put(SumKind::Day, label, from, to, to.since(from));
            }
            Stretch::Ran(..) => self.put(SumKind::Counted, span, from, to, to.since(from)),
        }
        self.day = Some(day);
    }

    fn working_day(&mut self, day: NaiveDate, span: &str) -> String {
        if day == self.desk.today(self.from) {
            return format!("{span}, not a day yet");
        }
        if self.day != Some(day) {
            self.nth += 1;
        }
        format!("{span}, day {}", self.nth)
    }

    /// Lines for the days before `day` on which the desk did not open.
    fn closed_until(&mut self, day: NaiveDate) {
        if !self.open_only {
            return;
        }
        let mut at = self.day.and_then(|d| d.succ_opt()).unwrap_or_else(|| self.desk.today(self.from));
        while at < day {
            let (from, to) = self.desk.bounds_of(at);
            // A day can be left out of a calendar: it did not come.
            if from < to && self.desk.opening(at).is_empty() {
                let why = self.desk.closed_for(at).filter(|name| !name.is_empty());
                let why = why.map(|name| format!(": {name}")).unwrap_or_default();
                self.put(SumKind::Closed, format!("{} closed{why}", at.format("%a %-d %b")), from, to, 0);
            }
            self.day = Some(at);
            let Some(next) = at.succ_opt() else { break };
            at = next;
        }
    }

    /// `Fri 20 Nov 16:30–17:30`, or with both days.
    fn span(&self, from: Timestamp, to: Timestamp) -> String {
        let (a, b) = (self.desk.local(from), self.desk.local(to));
        let end = if a.date() == b.date() || self.desk.bounds_of(a.date()).1 == to {
            if a.date() == b.date() { b.format("%H:%M").to_string() } else { "24:00".to_owned() }
        } else {
            b.format("%a %-d %b %H:%M").to_string()
        };
        format!("{}–{end}", a.format("%a %-d %b %H:%M"))
    }
}
