//! A review of somebody's work: its scores, the exact share they make, what the agent said to it, who may see it.
//!
//! Which criteria there are is the desk's; what can be read from the record is in `structure`. Here is arithmetic only, in
//! whole numbers: two screens cannot disagree.

use serde::{Deserialize, Serialize};

use crate::terms::{EventId, InteractionId, ReviewId, Role, Settlement, Text, Timestamp};

/// What a full score of weight 1 is worth: divisible by 1, 2, 3 and 4, so that every rung of every scale is a whole number.
const FULL: i64 = 12;

/// One criterion's score, with everything that its part in the whole depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// The criterion's id.
    pub criterion: String,
    /// From 1 to `best`; `None` where it does not apply.
    pub points: Option<u8>,
    /// The best there is: 2 to 5.
    pub best: u8,
    /// How much it counts: 0 to 100.
    pub weight: u32,
    /// One point here makes the whole nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fail_all: bool,
    /// Read from the record, not given by a person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub read: bool,
}

impl Score {
    /// How much of a full score this is, in twelfths: one point is nothing, the best is all, and the rungs between lie
    /// evenly. `None` where it does not apply.
    pub fn twelfths(&self) -> Option<i64> {
        let rungs = i64::from(self.best.max(2)) - 1;
        self.points.map(|points| (i64::from(points) - 1).clamp(0, rungs) * FULL / rungs)
    }

    /// Whether this alone makes the whole nothing.
    pub fn fails_all(&self) -> bool {
        self.fail_all && self.points == Some(1)
    }
}

/// A criterion and what somebody gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The criterion's id.
    pub criterion: String,
    /// From 1; `None` where it does not apply.
    pub points: Option<u8>,
}

/// A comment on the case, or on one line of its timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The event that made the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<EventId>,
    /// The words.
    pub text: Text,
}

/// What scores make together: exactly `got` of `most`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Share {
    /// What was reached; 0 where a fail-all criterion failed.
    pub got: i64,
    /// What could be reached; never 0.
    pub most: i64,
    /// A fail-all criterion failed.
    pub failed: bool,
}

impl Share {
    /// Of so many tenths of a percent, 0 to 1000.
    pub fn of_tenths(tenths: i64) -> Self {
        Self { got: tenths, most: 1000, failed: false }
    }

    /// In tenths of a percent, 0 to 1000, half a tenth rounded up.
    pub fn tenths(self) -> i64 {
        (self.got * 2000 + self.most) / (2 * self.most)
    }
}

impl std::fmt::Display for Share {
    /// `82.5%`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}%", self.tenths() / 10, self.tenths() % 10)
    }
}

/// The mean of the scores that apply, each by its weight. `None` where nothing that counts applies.
pub fn share(scores: &[Score]) -> Option<Share> {
    let counted = scores.iter().filter_map(|s| Some((s.twelfths()?, i64::from(s.weight))));
    let (got, most) = counted.fold((0, 0), |(got, most), (part, weight)| (got + part * weight, most + FULL * weight));
    let failed = scores.iter().any(Score::fails_all);
    (most > 0).then_some(Share { got: if failed { 0 } else { got }, most, failed })
}

/// How far a review has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewState {
    /// Waits for the agent.
    Scored,
    /// The agent agrees.
    Agreed,
    /// Waits for a supervisor.
    Disputed,
    /// The dispute is over.
    Settled,
}

impl ReviewState {
    /// The word in tables and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Scored => "scored",
            Self::Agreed => "agreed",
            Self::Disputed => "disputed",
            Self::Settled => "settled",
        }
    }
}

/// What the agent said to a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewAnswer {
    /// When.
    pub at: Timestamp,
    /// They agree; else they dispute it.
    pub agree: bool,
    /// Why they dispute it.
    pub reason: Option<Text>,
    /// What they think would be right.
    pub proposed: Vec<Mark>,
}

/// How a dispute ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Settled {
    /// When.
    pub at: Timestamp,
    /// By which login.
    pub by: String,
    /// How.
    pub how: Settlement,
    /// The scores that are others now.
    pub scores: Vec<Mark>,
    /// A word with it.
    pub comment: Option<Text>,
}

/// A review of one person's work in one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Review {
    /// Its id.
    pub id: ReviewId,
    /// When.
    pub at: Timestamp,
    /// Who scored.
    pub by: String,
    /// Whose work.
    pub of: String,
    /// In which interaction, where it is about one alone.
    pub interaction: Option<InteractionId>,
    /// The scores as they were given.
    pub scores: Vec<Score>,
    /// Comments.
    pub comments: Vec<Remark>,
    /// Why it was so.
    pub causes: Vec<String>,
    /// Scored without having seen what others gave.
    pub blind: bool,
    /// What the agent said.
    pub answer: Option<ReviewAnswer>,
    /// How a dispute ended.
    pub settled: Option<Settled>,
}

impl Review {
    /// How far it has come.
    pub fn state(&self) -> ReviewState {
        match (&self.answer, &self.settled) {
            (_, Some(_)) => ReviewState::Settled,
            (Some(answer), None) if answer.agree => ReviewState::Agreed,
            (Some(_), None) => ReviewState::Disputed,
            (None, None) => ReviewState::Scored,
        }
    }

    /// The scores that hold: as given, with what was settled.
    pub fn standing_scores(&self) -> Vec<Score> {
        let settled = self.settled.as_ref().map(|s| s.scores.as_slice()).unwrap_or_default();
        let mut scores = self.scores.clone();
        for score in &mut scores {
            if let Some(mark) = settled.iter().find(|m| m.criterion == score.criterion) {
                score.points = mark.points;
            }
        }
        scores
    }

    /// The share that holds.
    pub fn share(&self) -> Option<Share> {
        share(&self.standing_scores())
    }

    /// Whether this person may see it: whose work it is, who scored, and supervisors – of a blind review only those who have
    /// scored the same work themselves (`has_scored`). A program can hide; a file that all can read cannot.
    pub fn is_seen_by(&self, login: &str, role: Role, has_scored: bool) -> bool {
        is_seen((&self.of, &self.by), self.blind, (login, role), has_scored)
    }
}

/// The rule of [`Review::is_seen_by`], for rows of a list: of whom and by whom, whether blind, and who looks.
pub fn is_seen((of, by): (&str, &str), blind: bool, (viewer, role): (&str, Role), has_scored: bool) -> bool {
    of == viewer || by == viewer || (role == Role::Supervisor && (!blind || has_scored))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn score() -> impl Strategy<Value = Score> {
        (2..=5_u8, 0..=100_u32, any::<bool>()).prop_flat_map(|(best, weight, fail_all)| {
            prop::option::weighted(0.8, 1..=best).prop_map(move |points| Score {
                criterion: "c".into(),
                points,
                best,
                weight,
                fail_all,
                read: false,
            })
        })
    }

    fn one(points: u8, best: u8, weight: u32) -> Score {
        Score { criterion: "c".into(), points: Some(points), best, weight, fail_all: false, read: false }
    }

    #[test]
    fn the_weighted_mean_of_even_rungs() {
        // 75% of weight 3 and all of weight 1.
        let made = share(&[one(4, 5, 3), one(2, 2, 1)]).unwrap();
        assert_eq!((made.tenths(), made.to_string()), (813, "81.3%".to_owned()), "13/16 = 81.25, rounded half up");
        assert_eq!(share(&[one(2, 4, 1)]).unwrap().to_string(), "33.3%");
        assert_eq!(share(&[one(5, 5, 0)]), None, "what has no weight makes no whole");
    }

    #[test]
    fn a_failed_fail_all_makes_the_whole_nothing_and_says_so() {
        let fatal = Score { fail_all: true, ..one(1, 2, 0) };
        let made = share(&[one(5, 5, 10), fatal.clone()]).unwrap();
        assert_eq!((made.tenths(), made.failed), (0, true));
        let spared = Score { points: None, ..fatal };
        assert_eq!(share(&[one(5, 5, 10), spared]).unwrap().tenths(), 1000);
    }

    proptest! {
        #[test]
        fn between_nothing_and_all(scores in prop::collection::vec(score(), 0..12)) {
            match share(&scores) {
                Some(made) => {
                    prop_assert!(made.most > 0 && (0..=made.most).contains(&made.got));
                    prop_assert!((0..=1000).contains(&made.tenths()));
                    prop_assert_eq!(made.failed, scores.iter().any(Score::fails_all));
                }
                None => prop_assert!(scores.iter().all(|s| s.points.is_none() || s.weight == 0)),
            }
        }

        #[test]
        fn a_better_score_never_makes_less(scores in prop::collection::vec(score(), 1..12), which in any::<prop::sample::Index>()) {
            let at = which.index(scores.len());
            prop_assume!(scores[at].points.is_some_and(|points| points < scores[at].best));
            let mut better = scores.clone();
            better[at].points = better[at].points.map(|points| points + 1);
            let (before, after) = (share(&scores), share(&better));
            prop_assert_eq!(before.map(|s| s.most), after.map(|s| s.most));
            prop_assert!(before.map(|s| s.got) <= after.map(|s| s.got));
        }

        #[test]
        fn what_has_no_weight_or_does_not_apply_changes_nothing(scores in prop::collection::vec(score(), 1..12), more in score()) {
            let without = share(&scores);
            let idle = |score: Score| [scores.as_slice(), &[score]].concat();
            let weightless = Score { weight: 0, fail_all: false, ..more.clone() };
            prop_assert_eq!(share(&idle(weightless)), without);
            prop_assert_eq!(share(&idle(Score { points: None, ..more })), without);
        }
    }
}
