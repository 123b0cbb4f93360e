//! What is typed in a drill and not said yet: it goes to the disk a moment after the first key, and comes back with the drill.

use crate::terms::{Timestamp, clean};

use super::super::super::practising::Wish;
use super::App;

/// So long after the first key that is on no disk, in milliseconds.
const KEPT_AFTER_MS: i64 = 500;

impl App {
    /// Keeps what is typed where it is due, or at once.
    pub(in super::super) fn keep_half_typed(&mut self, at_once: bool) {
        let now = self.now;
        let Some(playing) = &mut self.practice.drill else { return };
        if playing.field.value() == playing.half {
            playing.unkept = None;
            return;
        }
        let since = *playing.unkept.get_or_insert(now);
        if !at_once && now.since(since) < KEPT_AFTER_MS {
            return;
        }
        playing.unkept = None;
        playing.field.value().clone_into(&mut playing.half);
        // A card number that is being typed is kept nowhere, not even its half.
        let (drill, text) = (playing.past.id, clean::hold_back(&playing.half, playing.half.len()));
        self.wish(Wish::Half { drill, text });
    }

    /// When that is due.
    pub(in super::super) fn half_typed_due(&self) -> Option<Timestamp> {
        Some(self.practice.drill.as_ref()?.unkept?.plus_ms(KEPT_AFTER_MS))
    }
}
