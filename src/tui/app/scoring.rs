//! Work that is looked at: its scores, what whose work it was says to them, the end of a dispute; and a step that did not fit.
//!
//! The rules are the case's own; what is typed is read as the command line reads it ([`crate::scorecard`]).

use crate::case::{Command as Do, Mark, Remark, Review, ReviewState};
use crate::log::fresh;
use crate::scorecard;
use crate::terms::{ReviewId, Role, Settlement, Text};

use super::super::form::{Choice, Field, Form};
use super::forms::FormKind;
use super::submit::{Made, needed};
use super::{App, Card, CardPart, Popup, Tab};

/// How scores are typed.
const LIKE: &str = "patience=3 respect=4 humour=n/a";

impl App {
    /// The chosen step, while any step is left to be done; else it is the playbook as a whole.
    pub(super) fn step_at_hand(&self) -> Option<String> {
        let tab = self.tab()?;
        tab.next_open(tab.chosen)?;
        tab.step().map(|s| s.step.id.clone())
    }

    /// One line: a call is no time for more.
    pub(super) fn unfit_form(&self, step: Option<&str>) -> Form {
        let tab = self.tab();
        let step = step.and_then(|id| tab?.steps.iter().find(|s| s.step.id == id)).map(|s| s.step.title.clone());
        let title = step.or_else(|| tab.and_then(Tab::walk).map(|w| w.playbook.title.clone())).unwrap_or_default();
        Form::new(format!("“{title}” does not fit"), vec![Field::words("why", "Why")])
            .about("Whoever keeps the playbook sees it. In this call nothing changes.")
    }

    pub(super) fn unfit(&self, step: Option<&str>, form: &Form) -> Made {
        let why = Text::new(&needed(form, "why", "Say what does not fit, in a few words.")?);
        let walk = self.tab().and_then(Tab::walk).map(|w| w.id).ok_or(("why", "No playbook is open.".to_owned()))?;
        Ok(vec![Do::DidNotFit { walk, step: step.map(str::to_owned), why }])
    }

    /// Everybody else who had a part in the case that is shown.
    fn others(&self) -> Vec<String> {
        let mut people = self.tab().map(|t| scorecard::people(&t.file.case)).unwrap_or_default();
        people.retain(|person| *person != self.setting.login);
        people
    }

    /// Why no work in this case can be scored by whoever sits here.
    pub(super) fn why_not_score(&self) -> Option<&'static str> {
        if self.setting.role != Role::Supervisor {
            return Some("work is scored by a supervisor");
        }
        self.others().is_empty().then_some("nobody else had a part in this case; nobody scores their own work")
    }

    pub(super) fn score_form(&self) -> Form {
        let people: Vec<Choice> = self.others().into_iter().map(|login| Choice::new(&login, &login, "")).collect();
        let only = (people.len() == 1).then(|| people[0].value.clone());
        let blind = vec![
            Choice::new("no", "no", "others may see it now"),
            Choice::new("yes", "yes", "others see it once they have scored as well"),
        ];
        let fields = vec![
            Field::one("of", "Whose work", people).with(only.as_deref().unwrap_or_default()),
            Field::words("scores", "Scores").hint(LIKE),
            Field::words("comment", "Comment").hint("on the case"),
            Field::one("blind", "Blind", blind).with("no"),
        ];
        let case = self.tab().map(|t| &t.file.case);
        let criteria = scorecard::criteria(&self.setting.desk, case);
        let mut form = Form::new("Score the work", fields).about(format!(
            "{criteria}.\nOne point is nothing, the best is all; what is left out or n/a does not count. What the record says is filled in."
        ));
        if only.is_some() {
            form.go_to("scores");
        }
        form
    }

    /// The review in the case that is shown which waits for whoever sits here: of their own work, or a dispute to settle.
    fn waiting_review(&self) -> Option<&Review> {
        let case = &self.tab()?.file.case;
        let reviews = &case.reviews;
        let (login, role) = (self.setting.login.as_str(), self.setting.role);
        let mine = reviews.iter().rev().find(|r| r.of == login && r.state() == ReviewState::Scored);
        let settles = |r: &&Review| {
            role == Role::Supervisor
                && r.of != login
                && r.state() == ReviewState::Disputed
                && r.is_seen_by(login, role, case.has_scored(login, &r.of))
        };
        mine.or_else(|| reviews.iter().rev().find(settles))
    }

    /// The form that the scores lead on to which wait here.
    pub fn scores_for_me(&self) -> Option<FormKind> {
        let review = self.waiting_review()?;
        let mine = review.of == self.setting.login;
        Some(if mine { FormKind::AnswerScores(review.id) } else { FormKind::SettleScores(review.id) })
    }

    /// The scores with their comments; Enter goes on to the answer.
    pub(super) fn show_scores(&mut self) {
        let Some((tab, review, form)) =
            self.tab().and_then(|t| Some((t, self.waiting_review()?, self.scores_for_me()?)))
        else {
            return;
        };
        let told = scorecard::told(&self.setting.desk, &tab.file, review);
        let does = if matches!(form, FormKind::AnswerScores(_)) { "Enter answers" } else { "Enter settles it" };
        let part = CardPart { heading: told.heading, lines: told.lines, avoid: Vec::new() };
        let title = format!("Scores · {}", tab.file.case.number());
        let card = Card { then: Some((form, does)), ..Card::new(title, vec![part]) };
        self.popup = Some(Popup::card(card));
    }

    pub(super) fn answer_form(&self, id: ReviewId) -> Form {
        let answers = vec![
            Choice::new("agree", "agree", "the scores stand"),
            Choice::new("dispute", "dispute", "say why, and what would be right; a supervisor settles it"),
        ];
        let fields = vec![
            Field::one("answer", "Answer", answers),
            Field::words("reason", "If not: why"),
            Field::words("proposed", "Right would be").hint("patience=4 …"),
        ];
        let review = self.tab().and_then(|t| t.file.case.review(id));
        let given = review.map(|r| {
            let score = |s: &crate::case::Score| format!("{} {}", s.criterion, scorecard::points(s.points, s.best));
            r.scores.iter().map(score).collect::<Vec<_>>().join(", ")
        });
        Form::new("Your answer to the scores", fields)
            .about(given.map(|given| format!("{given}.\nYou answer once.")).unwrap_or_default())
    }
}

pub(super) fn settle_form() -> Form {
    let how = vec![
        Choice::new("accept", "accept", "what was proposed stands"),
        Choice::new("partly", "partly", "give the scores that change"),
        Choice::new("keep", "keep", "the scores stay; say why"),
    ];
    let fields = vec![
        Field::one("how", "How", how),
        Field::words("scores", "If partly: scores").hint("patience=4 …"),
        Field::words("comment", "A word"),
    ];
    Form::new("Settle the dispute", fields).about("What was given first stays to be seen beside it.")
}

pub(super) fn scored(form: &Form) -> Made {
    let of = needed(form, "of", "Choose whose work it was.")?;
    let marks = marks(form, "scores")?;
    if marks.is_empty() {
        return Err(("scores", format!("Score at least one criterion, like {LIKE}.")));
    }
    let comments = words(form, "comment").map(|text| Remark { on: None, text }).into_iter().collect();
    let blind = form.value("blind") == "yes";
    Ok(vec![Do::Review { review: fresh(), of, interaction: None, marks, comments, causes: Vec::new(), blind }])
}

pub(super) fn scores_answered(review: ReviewId, form: &Form) -> Made {
    let agree = match form.value("answer").as_str() {
        "agree" => true,
        "dispute" => false,
        _ => return Err(("answer", "Agree, or dispute it.".to_owned())),
    };
    if agree && !(form.value("reason").is_empty() && form.value("proposed").is_empty()) {
        return Err(("answer", "A reason and other scores belong to a dispute: choose it, or clear them.".to_owned()));
    }
    if agree {
        return Ok(vec![Do::AnswerReview { review, agree, reason: None, proposed: Vec::new() }]);
    }
    let reason = Some(Text::new(&needed(form, "reason", "Say why you see it otherwise.")?));
    let proposed = marks(form, "proposed")?;
    if proposed.is_empty() {
        return Err(("proposed", "A dispute needs the score that you think is right, like patience=4.".to_owned()));
    }
    Ok(vec![Do::AnswerReview { review, agree, reason, proposed }])
}

pub(super) fn scores_settled(review: ReviewId, form: &Form) -> Made {
    let how = match form.value("how").as_str() {
        "accept" => Settlement::Accepted,
        "partly" => Settlement::Partly,
        "keep" => Settlement::Kept,
        _ => return Err(("how", "Say how it is settled.".to_owned())),
    };
    let marks = marks(form, "scores")?;
    match how {
        Settlement::Partly if marks.is_empty() => {
            return Err(("scores", "Give the scores that change, like patience=4.".to_owned()));
        }
        Settlement::Accepted | Settlement::Kept if !marks.is_empty() => {
            return Err(("how", "Other scores belong to “partly”: choose it, or clear them.".to_owned()));
        }
        Settlement::Kept if form.value("comment").is_empty() => {
            return Err(("comment", "Say in a word why the scores stay.".to_owned()));
        }
        _ => {}
    }
    Ok(vec![Do::SettleReview { review, how, marks, comment: words(form, "comment") }])
}

fn marks(form: &Form, field: &'static str) -> Result<Vec<Mark>, (&'static str, String)> {
    scorecard::marks(&form.value(field)).map_err(|no| (field, no.to_string()))
}

fn words(form: &Form, field: &str) -> Option<Text> {
    Some(form.value(field)).filter(|words| !words.is_empty()).map(|words| Text::new(&words))
}
