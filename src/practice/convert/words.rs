//! Words of our own that stand in where a record has none: general on purpose, so that whoever works the draft over sees what is
//! still to be said.

use crate::practice::act::Act;
use crate::terms::Stage;

/// Words and what they do.
pub(super) type Line = (&'static str, &'static [Act]);

/// The best answer of a turn that is our own, or stands in for one that was remarked on.
pub(super) fn best(stage: Stage) -> &'static [Line] {
    match stage {
        Stage::Listen => &[
            (
                "Thank you for telling me. Please go on: what is it about, and what matters most to you in it?",
                &[Act::Ask],
            ),
            ("I have time for this. Tell me the rest, so that I know what would help you.", &[Act::LetFinish]),
        ],
        Stage::Apologise => &[
            (
                "You have had trouble with this that you should not have had. I am sorry for that.",
                &[Act::Acknowledge, Act::Apologise],
            ),
            (
                "That has cost you time, and it came at a bad moment. I am sorry for it.",
                &[Act::Acknowledge, Act::Apologise],
            ),
        ],
        Stage::Resolve => &[
            ("I see to it now, while you are here, and tell you what I find.", &[Act::Repair]),
            ("This is what I do next: I look at what is possible, and I say it to you plainly.", &[Act::Repair]),
            ("I take this on myself and do it now. You hear each step from me.", &[Act::Repair]),
        ],
        Stage::Compensate => &[
            ("Before you go: is there anything in this that we should put right, or make up for?", &[Act::Check]),
            (
                "One thing more: is all of it as it should be for you now, or is there something that we should make up for?",
                &[Act::Check],
            ),
        ],
    }
}

/// What good people say when they are tired, by the stage of the answer that would be right.
pub(super) fn tempting(stage: Stage) -> &'static [Line] {
    match stage {
        Stage::Listen => &[
            ("Keep it short, please. There are others waiting.", &[Act::Hurry]),
            ("Let me stop you there. I know this sort of thing.", &[Act::Interrupt]),
            ("You will have done something differently from what it says, then.", &[Act::Blame]),
        ],
        Stage::Apologise => &[
            ("That happens to everybody now and then.", &[Act::Dismiss]),
            ("Another department does that. It has nothing to do with us here.", &[Act::PassOn]),
            ("We do a thousand of these a day, and nearly all of them go well.", &[Act::Defend]),
        ],
        Stage::Resolve => &[
            ("That is not possible.", &[Act::Refuse]),
            ("You have to ask another department about that.", &[Act::PassOn]),
            ("It will all be perfect, you have my word, whatever happens.", &[Act::Overpromise]),
            ("As I said before, that is how it works.", &[Act::Argue]),
        ],
        Stage::Compensate => &[
            ("Then that is that. There are others waiting.", &[Act::Hurry]),
            ("You cannot expect anything for that.", &[Act::Dismiss]),
        ],
    }
}

/// What the customer says after an answer that is our own, before theirs goes on: by the stage of that answer.
pub(super) fn goes_on(stage: Stage) -> &'static [&'static str] {
    match stage {
        Stage::Listen => &["That is what it is about. What can you do?", "Yes, that is all of it. What now?"],
        Stage::Apologise => &["Thank you for saying that. And now?", "Good. What happens next?"],
        Stage::Resolve | Stage::Compensate => &["All right.", "Yes. Please go on.", "I see. And then?"],
    }
}

/// What the customer says where the record has nothing more of them.
pub(super) const CLOSES: &[&str] = &["Good. I think that was all.", "Thank you. That is it from me, then."];

/// What the customer says where the record begins with somebody else.
pub(super) const BEGINS: &[&str] = &["Hello?", "Good morning."];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::convert::sense;
    use crate::terms::Channel;
    use crate::wording::{About, Rules};

    #[test]
    fn nothing_in_our_own_best_words_is_remarked_on() {
        for stage in Stage::ALL {
            for (says, acts) in best(*stage) {
                for channel in Channel::ALL {
                    let remarks = Rules::shipped().check(says, &About { name: None, channel: *channel });
                    assert_eq!(remarks, Vec::new(), "{says}");
                    assert_eq!(sense::heard(says, *channel).1, Vec::new(), "{says}");
                }
                assert!(acts.iter().all(|act| !act.harms()) && !acts.is_empty(), "{says}");
            }
            assert!(tempting(*stage).iter().all(|(_, acts)| acts.iter().any(|act| act.harms())));
            assert!(!goes_on(*stage).is_empty());
        }
    }
}
