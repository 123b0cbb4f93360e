//! What a sentence does: the closed list of acts, which skill each shows, and whether it helps. Nothing is judged here; what an
//! act does to a customer is in `mood`.

use crate::terms::words::words;

words! {
    /// What a sentence of the trainee's does.
    Act, "act" {
        /// Greets, and says who speaks.
        Greet = "greet", "greets";
        /// Lets them go on.
        LetFinish = "let-finish", "lets them finish";
        /// Asks an open question about what happened.
        Ask = "ask", "asks what happened";
        /// Asks what would put it right.
        AskWanted = "ask-wanted", "asks what would put it right";
        /// Says back what was heard.
        ReadBack = "read-back", "reads it back";
        /// Uses their name.
        Name = "name", "uses their name";
        /// Names what it meant for them.
        Acknowledge = "acknowledge", "names what it meant for them";
        /// Says sorry for what happened.
        Apologise = "apologise", "says sorry for it";
        /// Takes it on: ours, mine.
        Own = "own", "takes responsibility";
        /// Says plainly why, once they have been heard.
        Explain = "explain", "says plainly why";
        /// Says what is done about it.
        Repair = "repair", "says what is done now";
        /// Says by when, or when they hear again.
        ByWhen = "by-when", "says by when";
        /// Has a second way where the first is shut.
        Alternative = "alternative", "has a second way";
        /// Leaves the choice to them.
        Choice = "choice", "leaves the choice to them";
        /// Gives something to make up for it.
        Offer = "offer", "makes up for it";
        /// Asks whether that puts it right.
        Check = "check", "asks whether it is right now";
        /// Will look after it later, unasked.
        FollowUp = "follow-up", "looks after it later";
        /// Asks before putting them on hold.
        AskHold = "ask-hold", "asks before the hold";
        /// Thanks them.
        Thank = "thank", "thanks them";
        /// A light word where they offered one.
        Lightness = "lightness", "answers a light word";

        /// Makes them the cause.
        Blame = "blame", "blames them";
        /// Sends them away, or makes them small.
        Dismiss = "dismiss", "waves it away";
        /// An apology with an if.
        SorryIf = "sorry-if", "says sorry with an if";
        /// Passes it to somebody else.
        PassOn = "pass-on", "passes it on";
        /// Defends the house.
        Defend = "defend", "defends the house";
        /// Promises what nobody can keep.
        Overpromise = "overpromise", "promises too much";
        /// Runs somebody else down.
        RunDown = "run-down", "runs others down";
        /// Speaks in our words.
        Jargon = "jargon", "speaks in our words";
        /// Begins with what cannot be.
        NegativeFirst = "negative-first", "begins with the no";
        /// A bare no.
        Refuse = "refuse", "says no and stops";
        /// Cuts them off.
        Interrupt = "interrupt", "cuts them off";
        /// Hurries them.
        Hurry = "hurry", "hurries them";
        /// Argues about who is right.
        Argue = "argue", "argues";
        /// A joke at a bad time.
        MisplacedJoke = "misplaced-joke", "jokes at a bad time";
        /// Talks for too long while it is their turn.
        LongTalk = "long-talk", "talks for too long";
        /// Says nothing for too long.
        Silence = "silence", "says nothing for long";
    }
}

impl Act {
    /// The first that does harm; all after it do.
    const FIRST_HARM: Self = Self::Blame;

    /// Whether it does harm.
    pub fn harms(self) -> bool {
        self >= Self::FIRST_HARM
    }

    /// Whether it goes with any answer, so that none is known by it, and nobody has to take it in.
    pub fn is_courtesy(self) -> bool {
        matches!(self, Self::Greet | Self::Name | Self::Thank | Self::Lightness)
    }

    /// The criterion of the rubric that it shows.
    pub fn criterion(self) -> &'static str {
        match self {
            Self::LetFinish | Self::Ask | Self::Interrupt | Self::Hurry => "patience",
            Self::Greet
            | Self::Name
            | Self::Acknowledge
            | Self::Thank
            | Self::Blame
            | Self::Dismiss
            | Self::RunDown
            | Self::Argue => "respect",
            Self::AskWanted | Self::Choice | Self::Offer => "adaptability",
            Self::ReadBack | Self::Explain | Self::Jargon | Self::Overpromise => "clarity",
            Self::Apologise | Self::Own | Self::Repair | Self::SorryIf | Self::PassOn | Self::Defend => "ownership",
            Self::ByWhen | Self::AskHold | Self::LongTalk | Self::Silence => "time",
            Self::Alternative | Self::Check | Self::FollowUp | Self::NegativeFirst | Self::Refuse => "persistence",
            Self::Lightness | Self::MisplacedJoke => "humour",
        }
    }
}

/// A set of acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Acts(u64);

impl Acts {
    /// Whether this one is in it.
    pub fn has(self, act: Act) -> bool {
        self.0 & (1 << act as u64) != 0
    }

    /// With this one too.
    #[must_use]
    pub fn with(self, act: Act) -> Self {
        Self(self.0 | (1 << act as u64))
    }

    /// Those of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// All of them, in order.
    pub fn iter(self) -> impl Iterator<Item = Act> {
        Act::ALL.iter().copied().filter(move |act| self.has(*act))
    }
}

impl FromIterator<Act> for Acts {
    fn from_iter<T: IntoIterator<Item = Act>>(acts: T) -> Self {
        acts.into_iter().fold(Self::default(), Self::with)
    }
}
