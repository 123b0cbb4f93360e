//! The three clocks of an interaction: talk, hold and wrap-up, in milliseconds.

use serde::Serialize;

use crate::terms::Timestamp;

use super::state::{Interaction, Span};

/// How long, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Clocks {
    /// With the customer, holds not counted.
    pub talk_ms: i64,
    /// On hold.
    pub hold_ms: i64,
    /// After the customer was gone.
    pub wrap_ms: i64,
}

impl Clocks {
    /// Handle time: talk, hold and wrap-up.
    pub fn handle_ms(self) -> i64 {
        self.talk_ms + self.hold_ms + self.wrap_ms
    }
}

/// The clocks at `now`; those of an ended interaction stand still. Stretches that were not worked, or in which
/// it was parked, count nowhere.
///
/// Totals brought in from elsewhere count for hold and wrap-up; their talk is what is left of began to ended.
pub fn clocks(interaction: &Interaction, now: Timestamp) -> Clocks {
    let end = interaction.ended.unwrap_or(now);
    let gone = interaction.talk_ended.unwrap_or(end);
    let away: Vec<Span> = interaction.lost.iter().chain(&interaction.parked).copied().collect();
    let lost = |from: Timestamp, to: Timestamp| covered(&away, from, to, now);
    if let Some((hold_ms, wrap_ms)) = interaction.timed {
        let all = end.since(interaction.began) - lost(interaction.began, end);
        // Where `ended` is the end of the talk, wrap-up came after it and is not part of that stretch.
        let wrap_inside = if interaction.talk_ended.is_some_and(|gone| gone < end) { wrap_ms } else { 0 };
        return Clocks { talk_ms: (all - hold_ms - wrap_inside).max(0), hold_ms, wrap_ms };
    }
    let mut hold_ms = 0;
    for hold in &interaction.holds {
        let to = hold.to.unwrap_or(gone).min(gone);
        // Where the clock was set back, a hold ends before it began: it counts nothing, and takes nothing from the others.
        hold_ms += (to.since(hold.from) - lost(hold.from, to)).max(0);
    }
    let with_customer = gone.since(interaction.began) - lost(interaction.began, gone);
    let wrap_ms = if interaction.talk_ended.is_some() { end.since(gone) - lost(gone, end) } else { 0 };
    Clocks { talk_ms: (with_customer - hold_ms).max(0), hold_ms, wrap_ms: wrap_ms.max(0) }
}

/// How much of `from..to` the spans cover, overlaps counted once.
fn covered(spans: &[Span], from: Timestamp, to: Timestamp, now: Timestamp) -> i64 {
    let mut spans: Vec<(Timestamp, Timestamp)> =
        spans.iter().map(|s| (s.from.max(from), s.to.unwrap_or(now).min(to))).filter(|(a, b)| a < b).collect();
    spans.sort_unstable();
    let (mut sum, mut reached) = (0, from);
    for (a, b) in spans {
        sum += b.since(a.max(reached));
        reached = reached.max(b);
    }
    sum
}
