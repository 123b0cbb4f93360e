//! What a customer does with an answer that helps and is like none on offer: they bid the other go on, and the second time in a row
//! they take it for what it does most.

use crate::terms::Channel;

use super::act::{Act, Acts};
use super::scenario::{Reply, Turn};

/// What they say where they speak.
const SPOKEN: &[&str] = &["Right. And what happens now?", "All right. And?"];
/// The same where they write.
const WRITTEN: &[&str] = &["Thanks. And what happens now?", "I see. And then?"];

/// The words that bid them go on, the `n`th time in a row.
pub(super) fn go_on(channel: Channel, n: usize) -> &'static str {
    let all = if channel.is_written() { WRITTEN } else { SPOKEN };
    all.get(n % all.len()).copied().unwrap_or_default()
}

/// Whether something helps in it, and nothing does harm.
pub(super) fn is_kind(acts: Acts) -> bool {
    acts.iter().next().is_some() && !acts.iter().any(Act::harms)
}

/// The answer of this turn that does most of what was done, courtesies left aside; of several the best, then the first. `None`:
/// none does anything of it.
pub(super) fn nearest(turn: &Turn, acts: Acts) -> Option<usize> {
    let helps = |reply: &Reply| reply.acts.and(acts).iter().filter(|act| !act.harms() && !act.is_courtesy()).count();
    let rated = turn.replies.iter().enumerate().map(|(at, reply)| (helps(reply), reply.best, usize::MAX - at));
    let (most, _, at) = rated.max()?;
    (most > 0).then_some(usize::MAX - at)
}
