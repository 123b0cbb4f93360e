//! What a customer does with an answer that helps and is like none on offer: they bid the other go on, and the second time in a row
//! they take it for what it does most.

use crate::terms::Channel;

use super::act::{Act, Acts};
use super::likeness::are_kin;
use super::scenario::{Reply, Turn};

/// What they say where they speak.
const SPOKEN: &[&str] = &["Right. And what happens now?", "All right. And?"];
/// The same where they write.
const WRITTEN: &[&str] = &["Thanks. And what happens now?", "I see. And then?"];

/// The words that bid them go on, the `n`th time in a row. `None`: by then they say again what they said before.
pub(super) fn go_on(channel: Channel, n: usize) -> Option<&'static str> {
    let all = if channel.is_written() { WRITTEN } else { SPOKEN };
    all.get(n % (all.len() + 1)).copied()
}

/// Whether something helps in it, and nothing does harm.
pub(super) fn is_kind(acts: Acts) -> bool {
    acts.iter().next().is_some() && !acts.iter().any(Act::harms)
}

/// The answer of this turn that does most of what was done or of its like, and no harm; courtesies are left aside. Of several the
/// best, then the first. `None`: none does anything of it.
pub(super) fn nearest(turn: &Turn, acts: Acts) -> Option<usize> {
    let harmless = turn.replies.iter().enumerate().filter(|(_, reply)| !reply.acts.iter().any(Act::harms));
    let rated = harmless.map(|(at, reply)| (nearness(reply, acts), reply.best, usize::MAX - at));
    let (most, _, at) = rated.max()?;
    (most > 0).then_some(usize::MAX - at)
}

/// How near an answer is to what was done: two for each act of both, one for an act that the answer does the like of.
fn nearness(reply: &Reply, acts: Acts) -> usize {
    let helps = |act: &Act| !act.harms() && !act.is_courtesy();
    let near = |act: Act| {
        if reply.acts.has(act) { 2 } else { usize::from(reply.acts.iter().any(|other| are_kin(act, other))) }
    };
    acts.iter().filter(helps).map(near).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::{SHIPPED, Scenario};

    #[test]
    fn the_nearest_does_most_of_it_and_no_harm() {
        let (name, text) = SHIPPED.iter().find(|(name, _)| name.starts_with("flat-tyre")).unwrap();
        let scenario = Scenario::parse(name, text).unwrap();
        let turn = |id: &str| scenario.turns.iter().find(|turn| turn.id == id).unwrap();
        let near = |id, acts: &[Act]| nearest(turn(id), acts.iter().copied().collect());
        assert_eq!(near("opening", &[Act::AskWanted]), Some(0), "whoever asks asks");
        assert_eq!(near("opening", &[Act::Repair]), None);
        assert_eq!(near("only-the-car", &[Act::Repair]), Some(1));
        assert_eq!(near("only-the-car", &[Act::Repair, Act::AskWanted, Act::Acknowledge]), Some(0));
        assert_eq!(near("costs", &[Act::Offer]), Some(0), "the voucher comes with a joke");
        assert_eq!(near("opening", &[Act::Greet]), None, "a greeting goes with any answer");
    }

    #[test]
    fn they_bid_them_go_on_in_other_words_and_then_say_it_again() {
        for channel in [Channel::Phone, Channel::InPerson, Channel::Chat, Channel::Email, Channel::Social] {
            assert_ne!(go_on(channel, 0), go_on(channel, 1));
            assert_eq!(go_on(channel, 2), None);
        }
        assert_ne!(go_on(Channel::Phone, 0), go_on(Channel::Chat, 0));
    }
}
