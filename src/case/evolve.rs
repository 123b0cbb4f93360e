//! `evolve`: what one event changes in a case. No rules, no refusals: an event that finds nothing to rest on is a misfit.

use crate::terms::{InteractionId, PromiseId, Speaker, Timestamp, WalkId};

use super::contest;

mod giving;
mod reviewing;

use super::event::{Body, Event};
use super::fact::Fact;
use super::guide::StepRef;
use super::state::{
    Action, CameBack, Case, Closed, Deviation, HandOff, HandOffState, Interaction, Message, Note, Opened, Promise,
    PromiseState, Reopened, Span, Transfer, Wait, Walk, WalkStep,
};

/// Why an event could not be taken: what it rests on is not there (any more).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{kind}` rests on {on}, which is not there")]
pub struct Misfit {
    /// The event's kind.
    pub kind: &'static str,
    /// What it rests on.
    pub on: &'static str,
}

/// Applies one event to the case it is about. A misfit changes nothing.
///
/// # Errors
/// [`Misfit`] where what the event speaks of is not there. `decide` never makes such an event; an undo or a merge of two
/// machines' work can.
pub fn evolve(case: &mut Case, fact: &Fact, body: &Body) -> Result<(), Misfit> {
    let misfit = |on| Misfit { kind: body.event.kind(), on };
    let stands_alone = matches!(
        body.event,
        Event::Opened { .. }
            | Event::Undone { .. }
            | Event::CustomerAdded { .. }
            | Event::CustomerChanged { .. }
            | Event::CustomersMerged { .. }
            | Event::Coached { .. }
            | Event::CoachingRead
            | Event::CauseActed { .. }
    );
    if case.opened.is_none() && !stands_alone {
        return Err(misfit("an opening"));
    }
    change(case, fact, body).ok_or_else(|| misfit(rests_on(&body.event)))
}

fn rests_on(event: &Event) -> &'static str {
    match event {
        Event::Answered { .. } | Event::StepDone { .. } | Event::StepSkipped { .. } | Event::DidNotFit { .. } => {
            "a walk"
        }
        Event::ReviewAnswered { .. } => "a review that waits",
        Event::ReviewSettled { .. } => "a dispute",
        Event::LessonUnmarked => "a lesson",
        Event::PromiseKept { .. }
        | Event::PromiseBroken { .. }
        | Event::PromiseWithdrawn { .. }
        | Event::PromiseMoved { .. } => "an open promise",
        Event::HandOffAccepted { .. } | Event::HandOffDeclined { .. } => "a hand-off that waits",
        Event::Gave { .. } => "a yes",
        Event::ApprovalAnswered { .. } | Event::ApprovalWithdrawn { .. } => "a request that waits",
        Event::CertificateRedeemed { .. } | Event::CertificateVoided { .. } => "a certificate that holds",
        Event::Reopened { .. } => "a closed case",
        Event::WaitEnded => "a wait",
        _ => "an interaction",
    }
}

fn change(case: &mut Case, fact: &Fact, body: &Body) -> Option<()> {
    let at = body.at;
    contest::mark(case, fact, body);
    match &body.event {
        Event::Opened { number, owner } => {
            let by = fact.agent().to_owned();
            case.opened.get_or_insert(Opened { number: number.clone(), at, by });
            case.owner.get_or_insert_with(|| owner.clone());
        }
        Event::Described { kind, severity, wanted } => {
            case.kind = kind.or(case.kind);
            case.severity = severity.or(case.severity);
            case.wanted = wanted.clone().or_else(|| case.wanted.take());
        }
        Event::CustomerSet { customer } => case.customer = Some(*customer),
        Event::InteractionBegan { .. }
        | Event::InteractionDescribed { .. }
        | Event::Held { .. }
        | Event::Resumed { .. }
        | Event::TalkEnded { .. }
        | Event::InteractionEnded { .. }
        | Event::Timed { .. }
        | Event::TimeLost { .. }
        | Event::Parked { .. }
        | Event::Unparked { .. }
        | Event::Transferred { .. }
        | Event::Said { .. } => return interaction(case, fact, body),
        Event::WaitBegan { what } => {
            if case.waiting().is_none() {
                case.waits.push(Wait { from: at, to: None, what: what.clone() });
            }
        }
        Event::WaitEnded => {
            case.waiting()?;
            case.end_wait(at);
        }
        Event::Noted { note, interaction, text } => {
            let (by, text) = (fact.agent().to_owned(), text.clone());
            case.notes.push(Note { id: *note, interaction: *interaction, at, by, text });
        }
        Event::WalkBegan { .. }
        | Event::Answered { .. }
        | Event::StepDone { .. }
        | Event::StepSkipped { .. }
        | Event::Acted { .. } => return walking(case, body),
        Event::Promised { .. }
        | Event::PromiseKept { .. }
        | Event::PromiseBroken { .. }
        | Event::PromiseWithdrawn { .. }
        | Event::PromiseMoved { .. }
        | Event::HandedOff { .. }
        | Event::HandOffAccepted { .. }
        | Event::HandOffDeclined { .. } => return commitment(case, fact, body),
        Event::Gave { .. }
        | Event::ApprovalAsked { .. }
        | Event::ApprovalAnswered { .. }
        | Event::ApprovalWithdrawn { .. }
        | Event::CertificateRedeemed { .. }
        | Event::CertificateVoided { .. } => return giving::evolve(case, fact, body),
        Event::Reviewed { .. }
        | Event::ReviewAnswered { .. }
        | Event::ReviewSettled { .. }
        | Event::LessonMarked { .. }
        | Event::LessonUnmarked
        | Event::DidNotFit { .. } => return reviewing::evolve(case, fact, body),
        Event::CameBack { by, note } => case.came_back.push(CameBack { at, by: *by, note: note.clone() }),
        Event::FollowedUp { note } => case.followed_up = Some((at, note.clone())),
        Event::Closed { outcome, cause, tried } => {
            let by = fact.agent().to_owned();
            case.closed = Some(Closed { at, by, outcome: *outcome, cause: cause.clone(), tried: tried.clone() });
        }
        Event::Reopened { reason } => {
            case.closed.take()?;
            case.reopened.push(Reopened { at, reason: reason.clone() });
        }
        Event::Deviated { rule, detail } => {
            case.deviations.push(Deviation { at, rule: rule.clone(), detail: detail.clone() });
        }
        // Which events count is worked out before the fold; customers and entries fold elsewhere.
        Event::Undone { .. }
        | Event::CustomerAdded { .. }
        | Event::CustomerChanged { .. }
        | Event::CustomersMerged { .. }
        | Event::Coached { .. }
        | Event::CoachingRead
        | Event::CauseActed { .. } => {}
    }
    Some(())
}

/// Promises and hand-offs.
fn commitment(case: &mut Case, fact: &Fact, body: &Body) -> Option<()> {
    let at = body.at;
    match &body.event {
        Event::Promised { promise, interaction, text, due, told, by, step, call_back } => case.promises.push(Promise {
            id: *promise,
            interaction: *interaction,
            made: at,
            text: text.clone(),
            due: *due,
            told: told.clone(),
            by: by.clone(),
            step: step.clone(),
            call_back: call_back.clone(),
            moved: 0,
            move_told: false,
            state: PromiseState::Open,
        }),
        Event::PromiseKept { .. }
        | Event::PromiseBroken { .. }
        | Event::PromiseWithdrawn { .. }
        | Event::PromiseMoved { .. } => return promise_mark(case, body),
        Event::HandedOff { hand_off, to, warm, note } => case.hand_offs.push(HandOff {
            id: *hand_off,
            at,
            from: fact.agent().to_owned(),
            to: to.clone(),
            warm: *warm,
            note: note.clone(),
            state: HandOffState::Offered,
        }),
        Event::HandOffAccepted { hand_off } => {
            let hand_off = case.hand_offs.iter_mut().find(|h| h.id == *hand_off && h.state == HandOffState::Offered)?;
            hand_off.state = HandOffState::Accepted(at);
            case.owner = Some(hand_off.to.clone());
        }
        Event::HandOffDeclined { hand_off, reason } => {
            let hand_off = case.hand_offs.iter_mut().find(|h| h.id == *hand_off && h.state == HandOffState::Offered)?;
            hand_off.state = HandOffState::Declined(at, reason.clone());
        }
        _ => return None,
    }
    Some(())
}

/// What became of an open promise.
fn promise_mark(case: &mut Case, body: &Body) -> Option<()> {
    let at = body.at;
    match &body.event {
        Event::PromiseKept { promise } => open_promise(case, *promise)?.state = PromiseState::Kept(at),
        Event::PromiseBroken { promise, reason } => {
            open_promise(case, *promise)?.state = PromiseState::Broken(at, reason.clone());
        }
        Event::PromiseWithdrawn { promise, reason } => {
            open_promise(case, *promise)?.state = PromiseState::Withdrawn(at, reason.clone());
        }
        Event::PromiseMoved { promise, due, customer_told } => {
            let promise = open_promise(case, *promise)?;
            promise.due = *due;
            promise.moved += 1;
            promise.move_told = *customer_told;
        }
        _ => return None,
    }
    Some(())
}

fn interaction(case: &mut Case, fact: &Fact, body: &Body) -> Option<()> {
    let at = body.at;
    let find = |case: &'_ mut Case, id: InteractionId| case.interactions.iter().position(|i| i.id == id);
    match &body.event {
        Event::InteractionBegan { interaction, channel, external_id } => {
            if find(case, *interaction).is_none() {
                // A new contact is a move, whoever began it.
                case.end_wait(at);
                case.interactions.push(Interaction {
                    id: *interaction,
                    agent: fact.agent().to_owned(),
                    channel: *channel,
                    external_id: external_id.clone(),
                    began: at,
                    talk_ended: None,
                    ended: None,
                    holds: Vec::new(),
                    lost: Vec::new(),
                    parked: Vec::new(),
                    transfers: Vec::new(),
                    timed: None,
                    heat_start: None,
                    heat_end: None,
                    summary: None,
                    messages: Vec::new(),
                    actions: Vec::new(),
                });
            }
        }
        Event::InteractionDescribed { interaction, channel, heat_start, heat_end, summary } => {
            let found = case.interactions.iter_mut().find(|i| i.id == *interaction)?;
            found.channel = channel.or(found.channel);
            found.heat_start = heat_start.or(found.heat_start);
            found.heat_end = heat_end.or(found.heat_end);
            found.summary = summary.clone().or_else(|| found.summary.take());
        }
        Event::Held { interaction } => {
            let found = case.interactions.iter_mut().find(|i| i.id == *interaction)?;
            if found.holds.last().is_none_or(|h| h.to.is_some()) {
                found.holds.push(Span { from: at, to: None });
            }
        }
        Event::Resumed { interaction } => {
            let found = case.interactions.iter_mut().find(|i| i.id == *interaction)?;
            found.end_hold(at);
        }
        Event::TalkEnded { interaction } => {
            let found = case.interactions.iter_mut().find(|i| i.id == *interaction)?;
            found.end_hold(at);
            found.talk_ended.get_or_insert(at);
        }
        Event::InteractionEnded { interaction } => {
            let found = case.interactions.iter_mut().find(|i| i.id == *interaction)?;
            found.end_hold(at);
            found.end_park(at);
            found.talk_ended.get_or_insert(at);
            found.ended.get_or_insert(at);
        }
        Event::Timed { interaction, hold_ms, wrap_ms } => {
            case.interactions.iter_mut().find(|i| i.id == *interaction)?.timed = Some((*hold_ms, *wrap_ms));
        }
        Event::TimeLost { interaction, from, to } => {
            let found = case.interactions.iter_mut().find(|i| i.id == *interaction)?;
            found.lost.push(Span { from: *from, to: Some(*to) });
        }
        Event::Parked { interaction } => {
            let found = case.interactions.iter_mut().find(|i| i.id == *interaction)?;
            if !found.is_parked() {
                found.parked.push(Span { from: at, to: None });
            }
        }
        Event::Unparked { interaction } => {
            case.interactions.iter_mut().find(|i| i.id == *interaction)?.end_park(at);
        }
        Event::Transferred { interaction, to, number, outside, warm, note } => {
            let found = case.interactions.iter_mut().find(|i| i.id == *interaction)?;
            let (to, number, note) = (to.clone(), number.clone(), note.clone());
            found.transfers.push(Transfer { at, to, number, outside: *outside, warm: *warm, note });
        }
        Event::Said { message, interaction, who, text } => {
            case.interaction(*interaction)?;
            if *who == Speaker::Customer {
                case.end_wait(at);
            }
            let found = case.interactions.iter_mut().find(|i| i.id == *interaction)?;
            found.messages.push(Message { id: *message, at, who: *who, text: text.clone() });
        }
        _ => return None,
    }
    Some(())
}

impl Case {
    fn end_wait(&mut self, at: Timestamp) {
        if let Some(wait) = self.waits.last_mut().filter(|w| w.to.is_none()) {
            wait.to = Some(at);
        }
    }
}

impl Interaction {
    fn end_park(&mut self, at: Timestamp) {
        if let Some(park) = self.parked.last_mut().filter(|p| p.to.is_none()) {
            park.to = Some(at);
        }
    }

    fn end_hold(&mut self, at: Timestamp) {
        if let Some(hold) = self.holds.last_mut().filter(|h| h.to.is_none()) {
            hold.to = Some(at);
        }
    }
}

fn walking(case: &mut Case, body: &Body) -> Option<()> {
    let at = body.at;
    match &body.event {
        Event::WalkBegan { walk, interaction, playbook, expected, reached, ruled_out } => {
            case.interaction(*interaction)?;
            let mut walk = Walk {
                id: *walk,
                interaction: *interaction,
                playbook: playbook.clone(),
                began: at,
                expected: expected.clone(),
                ruled_out: ruled_out.clone(),
                steps: Vec::new(),
                answers: crate::terms::Answers::new(),
            };
            walk.reach(reached);
            case.walks.push(walk);
        }
        Event::Answered { walk, name, value, reached, left, ruled_out } => {
            let walk = find_walk(case, *walk)?;
            walk.answers.insert(name.clone(), value.clone());
            walk.steps.iter_mut().filter(|s| left.contains(&s.step.id)).for_each(|s| s.reached = false);
            walk.reach(reached);
            walk.ruled_out.clone_from(ruled_out);
        }
        Event::StepDone { walk, step } => {
            let walk = find_walk(case, *walk)?;
            let found = walk.step(step);
            found.done.push(at);
            found.skipped = None;
            let (id, interaction) = (walk.id, walk.interaction);
            if let Some(action) = &step.action {
                act(case, interaction, action, Some(id), Some(step), at, &[]);
            }
        }
        Event::StepSkipped { walk, step, reason } => {
            find_walk(case, *walk)?.step(step).skipped = Some((at, reason.clone()));
        }
        Event::Acted { interaction, walk, action, step, values } => {
            case.interaction(*interaction)?;
            if let (Some(id), Some(step)) = (walk, step) {
                let found = find_walk(case, *id)?.step(step);
                found.done.push(at);
                found.skipped = None;
            }
            act(case, *interaction, action, *walk, step.as_ref(), at, values);
        }
        _ => return None,
    }
    Some(())
}

fn act(
    case: &mut Case,
    interaction: InteractionId,
    action: &str,
    walk: Option<WalkId>,
    step: Option<&StepRef>,
    at: Timestamp,
    values: &[crate::terms::Text],
) {
    let Some(found) = case.interactions.iter_mut().find(|i| i.id == interaction) else { return };
    let step = step.map(|s| s.id.clone());
    found.actions.push(Action { at, action: action.to_owned(), walk, step, values: values.to_vec() });
}

impl Walk {
    fn reach(&mut self, steps: &[StepRef]) {
        for step in steps {
            self.step(step).reached = true;
        }
    }

    /// The step's row, made where it is new. A step that was never reached but done shows as such.
    fn step(&mut self, step: &StepRef) -> &mut WalkStep {
        let at = self.steps.iter().position(|s| s.step.id == step.id).unwrap_or_else(|| {
            self.steps.push(WalkStep { step: step.clone(), reached: false, done: Vec::new(), skipped: None });
            self.steps.len() - 1
        });
        &mut self.steps[at]
    }
}

fn find_walk(case: &mut Case, id: WalkId) -> Option<&mut Walk> {
    case.walks.iter_mut().find(|w| w.id == id)
}

fn open_promise(case: &mut Case, id: PromiseId) -> Option<&mut Promise> {
    case.promises.iter_mut().find(|p| p.id == id && p.state == PromiseState::Open)
}
