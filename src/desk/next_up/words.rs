//! Why a row stands in the list, in a word or a few, and until when these words hold.

use super::{Class, Next, NextKind, Ranking};
use crate::terms::{Timestamp, worth};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How long, as short as it can be said, and after how many more milliseconds it is said otherwise: `27m`, `3h`, `2d`.
pub fn span(ms: i64) -> (String, i64) {
    let ms = ms.max(0);
    let (step, letter) = match ms {
        _ if ms < 100 * MINUTE => (MINUTE, 'm'),
        _ if ms < 2 * DAY => (HOUR, 'h'),
        _ => (DAY, 'd'),
    };
    let next = (ms / step + 1) * step;
    // Minutes give way to hours in the middle of one.
    let next = if step == MINUTE { next.min(100 * MINUTE) } else { next };
    (format!("{}{letter}", ms / step), next - ms)
}

/// The words, and the moment at which they become others.
pub fn why(ranking: &Ranking<'_>, row: &Next) -> (String, Option<Timestamp>) {
    let (desk, now) = (ranking.desk, ranking.now);
    let due = row.due.unwrap_or(now);
    let (since, more) = span(now.since(due));
    let late = matches!(row.class, Class::Late | Class::ClockLate);
    let then = Some(now.plus_ms(more));
    // A time of day is said without its day only on that day.
    let midnight = Some(ranking.midnight);
    let at = || desk.near_words(due, now);
    match &row.what {
        NextKind::Promise { .. } if late => (format!("promise late {since}"), then),
        NextKind::Promise { .. } => (format!("promise due {}", at()), midnight),
        NextKind::CallBack { number, .. } if late => (format!("call back late {since} on {number}"), then),
        NextKind::CallBack { number, .. } => (format!("call back {} on {number}", at()), midnight),
        NextKind::HandOff { from, warm: true, .. } => (format!("{from} stays on for you, {since}"), then),
        NextKind::HandOff { from, warm: false, .. } => (format!("hand-off from {from}, waits {since}"), then),
        NextKind::Asked { from, what, value, .. } => {
            (format!("{from} asks: {what}{}, waits {since}", worth(*value)), then)
        }
        NextKind::AnswerCame { from, yes, what, value, .. } => {
            (format!("{} from {from}: {what}{}, {since} ago", if *yes { "yes" } else { "no" }, worth(*value)), then)
        }
        NextKind::Reviewed { from, .. } => (format!("{from} scored your work, {since} ago: do you agree?"), then),
        NextKind::Disputed { from, .. } => (format!("{from} disputes a score, waits {since}"), then),
        NextKind::FollowUp => {
            (format!("put right {} ago: is all well?", days(now.since(due))), Some(next_day(due, now)))
        }
        NextKind::FirstAnswer if late => (format!("first answer late {since}"), then),
        NextKind::FirstAnswer => (format!("first answer due {}", at()), midnight),
        NextKind::Resolution if late => (format!("put right late {since}"), then),
        NextKind::Resolution => (format!("put right by {}", at()), midnight),
        NextKind::Parked { .. } => (format!("parked {since}"), then),
        NextKind::Answered => (format!("they answered, {since}"), then),
        NextKind::Untouched => (format!("untouched for {}", days(now.since(due))), Some(next_day(due, now))),
        NextKind::Quiet { .. } => (format!("no word from them for {}", days(now.since(due))), Some(next_day(due, now))),
        NextKind::Waiting { what } => (format!("waits for them: {what}"), None),
        NextKind::Open => ("open".to_owned(), None),
    }
}

fn days(ms: i64) -> String {
    match ms / DAY {
        1 => "a day".to_owned(),
        0 => "hours".to_owned(),
        n => format!("{n} days"),
    }
}

fn next_day(since: Timestamp, now: Timestamp) -> Timestamp {
    since.plus_ms((now.since(since) / DAY + 1) * DAY)
}
