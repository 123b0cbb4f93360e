//! The playbook of a record: its answers typed by the questions, its steps and actions, each told once.

use super::record::Record;
use super::unit::Plan;
use crate::case::{Command, Guide, Guides, Place, Reason};
use crate::desk::did_you_mean;
use crate::door::Door;
use crate::playbook::Playbook;
use crate::terms::{Answers, InteractionId, Text, Timestamp, Value, WalkId};

/// The playbook with this id, or everything that could be meant.
///
/// # Errors
/// A reason with the nearest known one.
pub fn playbook<'a>(door: &'a Door, id: &str) -> Result<&'a Playbook, Reason> {
    door.library.get(id).ok_or_else(|| {
        let what = format!("There is no playbook `{}`", super::fields::shown(id));
        let near = did_you_mean(id, door.library.iter().map(Playbook::id).collect::<Vec<_>>());
        Reason::new("no-playbook", Place::Input, what, near.unwrap_or_else(|| "see `amends playbook list`".to_owned()))
    })
}

/// Takes up the record's playbook, and puts its answers, steps and actions among what happened.
pub fn plan(plan: &mut Plan<'_>, record: &Record, interaction: InteractionId) {
    let door = plan.door;
    let Some(id) = &record.playbook else {
        if !record.answers.is_empty() || !record.steps.is_empty() {
            let mend = "name the `playbook` that they belong to";
            plan.refuse("no-playbook", "There are answers or steps, but no playbook", mend);
        }
        return actions(plan, record, interaction);
    };
    let playbook = match playbook(door, id) {
        Ok(playbook) => playbook,
        Err(reason) => return plan.reasons.push(reason),
    };
    let walk: WalkId = crate::log::fresh();
    plan.first(record.began, Command::Follow { walk, interaction, playbook: playbook.hash().to_owned() });
    let Some(guide) = door.library.guide(playbook.hash()) else { return };
    let answered = answers(plan, record, walk, playbook, guide);
    steps(plan, record, walk, guide, &answered);
    actions(plan, record, interaction);
}

/// The moments of answers, steps and actions, in this order; those that are left out are spread over what lies between.
fn moments(record: &Record) -> (Vec<Timestamp>, Vec<Timestamp>, Vec<Timestamp>) {
    let (answers, steps) = (record.answers.len(), record.steps.len());
    let told = record.answers.iter().map(|_| None).chain(record.steps.iter().map(|s| s.at));
    let told: Vec<_> = told.chain(record.actions.iter().map(|a| a.at)).collect();
    let mut all = spread(&told, record.began, record.ended);
    let mut rest = all.split_off(answers);
    let actions = rest.split_off(steps);
    (all, rest, actions)
}

/// The steps that were done by being answered, one for each answer.
fn answers(plan: &mut Plan<'_>, record: &Record, walk: WalkId, playbook: &Playbook, guide: &dyn Guide) -> Vec<String> {
    let mut answered = Vec::new();
    let (moments, ..) = moments(record);
    let today = plan.door.desk.today(record.began);
    for ((name, words), moment) in record.answers.iter().zip(moments) {
        let asks = guide.asks(name);
        let Some(step) = asks else {
            let known: Vec<&str> = playbook.questions().iter().map(|q| q.name.as_str()).collect();
            let mend = did_you_mean(name, known.iter().copied())
                .unwrap_or_else(|| "this playbook asks no questions".to_owned());
            let what = format!("“{}” asks no question `{}`", playbook.title(), super::fields::shown(name));
            plan.refuse("answer", what, mend);
            continue;
        };
        let value = match playbook.parse_answer(name, words, today) {
            Ok(value) => value,
            Err(mend) => {
                plan.refuse("answer", format!("`answers.{name}` does not fit"), mend);
                continue;
            }
        };
        let told = record.steps.iter().find(|s| s.step == step && s.skipped.is_none());
        let at = told.and_then(|s| s.at).unwrap_or(moment);
        // What they want is the case's own, wherever it was asked.
        if let ("wanted", Value::Text(wanted), None) = (name.as_str(), &value, &record.wanted) {
            plan.first(record.began, Command::Describe { kind: None, severity: None, wanted: Some(wanted.clone()) });
        }
        plan.middle(at, Command::Answer { walk, name: name.clone(), value });
        answered.push(step);
    }
    answered
}

fn steps(plan: &mut Plan<'_>, record: &Record, walk: WalkId, guide: &dyn Guide, answered: &[String]) {
    let known = guide.reach(&Answers::new());
    let action = |id: &str| known.iter().find(|(s, _)| s.id == id).and_then(|(s, _)| s.action.clone());
    // A step that was done by its answer or its action is told twice in the record, and happened once.
    let mut told_twice: Vec<String> = answered.to_vec();
    let mut acted: Vec<&str> = record.actions.iter().map(|a| a.action.as_str()).collect();
    for (taken, at) in record.steps.iter().zip(moments(record).1) {
        if let Some(reason) = &taken.skipped {
            plan.middle(at, Command::SkipStep { walk, step: taken.step.clone(), reason: reason.clone() });
            continue;
        }
        if let Some(here) = told_twice.iter().position(|s| *s == taken.step) {
            told_twice.remove(here);
            continue;
        }
        if let Some(here) = action(&taken.step).and_then(|name| acted.iter().position(|a| *a == name)) {
            acted.remove(here);
            continue;
        }
        if !known.iter().any(|(s, _)| s.id == taken.step) {
            let what = format!("The playbook has no step `{}`", super::fields::shown(&taken.step));
            let mend = did_you_mean(&taken.step, known.iter().map(|(s, _)| s.id.as_str()));
            plan.refuse("no-step", what, mend.unwrap_or_else(|| "see `amends playbook show`".to_owned()));
            continue;
        }
        plan.middle(at, Command::DoStep { walk, step: taken.step.clone(), values: taken.values.clone() });
    }
}

fn actions(plan: &mut Plan<'_>, record: &Record, interaction: InteractionId) {
    for (act, at) in record.actions.iter().zip(moments(record).2) {
        let values: Vec<Text> = act.values.clone();
        plan.middle(at, Command::Act { interaction, action: act.action.clone(), values });
    }
}

/// A moment for each: its own, or, spread evenly, between those of its neighbours. Before the first is the beginning, after
/// the last the end; where that is not known, a left-out moment is that of the one before.
pub fn spread(told: &[Option<Timestamp>], began: Timestamp, ended: Option<Timestamp>) -> Vec<Timestamp> {
    let mut moments = Vec::with_capacity(told.len());
    let mut last = began;
    let mut at = 0;
    while at < told.len() {
        if let Some(own) = told[at] {
            last = own;
            moments.push(own);
            at += 1;
            continue;
        }
        let next = told[at..].iter().position(Option::is_some).map_or(told.len(), |n| at + n);
        let until = told.get(next).copied().flatten().or(ended).unwrap_or(last);
        let parts = i64::try_from(next - at + 1).unwrap_or(i64::MAX);
        moments.extend((1..parts).map(|n| last.plus_ms(until.since(last) / parts * n)));
        at = next;
    }
    moments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn left_out_moments_lie_between_their_neighbours_in_order() {
        let at = Timestamp::from_ms;
        let spread = |told: &[Option<i64>], ended: Option<i64>| -> Vec<i64> {
            let told: Vec<_> = told.iter().map(|t| t.map(at)).collect();
            spread(&told, at(100), ended.map(at)).into_iter().map(Timestamp::ms).collect()
        };
        assert_eq!(spread(&[None, None, None], Some(500)), [200, 300, 400]);
        assert_eq!(spread(&[None, Some(400), None], Some(500)), [250, 400, 450]);
        assert_eq!(spread(&[None, Some(50), None], None), [100, 50, 50]);
        assert_eq!(spread(&[Some(300), None], Some(200)), [300, 300]);
        assert!(spread(&[], Some(500)).is_empty());
    }
}
