//! A case as `amends show --json` gives it. The names are stable: fields may be added, none is renamed or removed.
//!
//! Moments are RFC 3339 in UTC, lengths of time whole seconds, money `4.90 GBP`. What is not known is `null`.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::case::{
    Approval, CameBack, Case, CaseFile, Conformance, Contested, Customer, Deviation, HandOffState, Interaction, Line,
    PromiseState, Reopened, Wait, Walk, WalkStep, clocks, conformance, timeline,
};
use crate::terms::{CaseKind, Channel, Heat, Outcome, Severity, Text, Timestamp, Value};

/// A case.
#[derive(Debug, Serialize)]
pub struct CaseView {
    /// `C-1042`.
    pub number: String,
    /// Its id.
    pub id: String,
    /// The sort of matter.
    pub kind: Option<CaseKind>,
    /// What it costs the customer.
    pub severity: Option<Severity>,
    /// What the customer asked for.
    pub wanted: Option<Text>,
    /// `open` or `closed`.
    pub state: &'static str,
    /// Who it is: id, name, phone, email and what else is known.
    pub customer: Option<Customer>,
    /// How many other cases they have.
    pub other_cases: usize,
    /// The login that owns it.
    pub owner: Option<String>,
    /// When it was opened.
    pub opened: Option<Timestamp>,
    /// When it was closed.
    pub closed: Option<Timestamp>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The root cause.
    pub cause: Option<String>,
    /// What was tried.
    pub tried: Option<Text>,
    /// The latest summary.
    pub summary: Option<Text>,
    /// Its contacts.
    pub interactions: Vec<InteractionView>,
    /// Internal notes: at, by, text.
    pub notes: Vec<Json>,
    /// Runs of playbooks.
    pub walks: Vec<WalkView>,
    /// What was promised: text, made, due, told, by, step, moved, `move_told` (whether the customer knows of the last move), `call_back` (the number to ring), state, at, reason.
    pub promises: Vec<Json>,
    /// What was given: gesture, kind, value, reason, at, by, step, approval, unprompted, certificate (code, expires, terms,
    /// redeemed, voided), exception (why a supervisor went beyond a limit).
    pub gestures: Vec<Json>,
    /// Requests to give more: id, at, by, what, value, reason, state.
    pub approvals: Vec<Approval>,
    /// Each time that the customer came back: at, by, note.
    pub came_back: Vec<CameBack>,
    /// When somebody asked, some days after, whether all is well, and what they said.
    pub followed_up: Option<(Timestamp, Text)>,
    /// Offers to another owner: from, to, warm, note, at, state, answered, reason.
    pub hand_offs: Vec<Json>,
    /// Reasons of reopening.
    pub reopened: Vec<Reopened>,
    /// When the next move was the customer's: from, to, what.
    pub waits: Vec<Wait>,
    /// Rules that recorded work did not keep: at, rule, detail.
    pub deviations: Vec<Deviation>,
    /// Values that one person set without having seen that another just had: at, field, by (whose stands), over, was.
    pub contested: Vec<Contested>,
    /// What happened, in sentences: at, by, kind, text.
    pub timeline: Vec<Line>,
}

/// One contact.
#[derive(Debug, Serialize)]
pub struct InteractionView {
    /// Its id.
    pub id: String,
    /// Its name where it came from.
    pub external_id: Option<String>,
    /// Who did the work.
    pub agent: String,
    /// The channel.
    pub channel: Option<Channel>,
    /// When it began.
    pub began: Timestamp,
    /// When the customer was gone.
    pub talk_ended: Option<Timestamp>,
    /// When wrap-up was over.
    pub ended: Option<Timestamp>,
    /// Seconds with the customer, holds not counted.
    pub talk_s: i64,
    /// Seconds on hold.
    pub hold_s: i64,
    /// Seconds in wrap-up.
    pub wrap_s: i64,
    /// How heated the customer was.
    pub heat: HeatView,
    /// What happened.
    pub summary: Option<Text>,
    /// What was said: at, who, text.
    pub messages: Vec<Json>,
    /// What was done: at, do, step, values.
    pub actions: Vec<Json>,
}

/// Heat at the start and at the end.
#[derive(Debug, Serialize)]
pub struct HeatView {
    /// At the start.
    pub start: Option<Heat>,
    /// At the end.
    pub end: Option<Heat>,
}

/// One run of a playbook.
#[derive(Debug, Serialize)]
pub struct WalkView {
    /// The playbook's id.
    pub playbook: String,
    /// Its version.
    pub version: u32,
    /// What people call it.
    pub title: String,
    /// Hex SHA-256 of its texts.
    pub hash: String,
    /// The interaction it belongs to.
    pub interaction: String,
    /// When it was taken up.
    pub began: Timestamp,
    /// The answers by name: texts, numbers as written, amounts, days, true or false.
    pub answers: Map<String, Json>,
    /// The steps that came up: step, stage, title, kind, required, state (`done`, `skipped`, `owed`, `open` or `left`),
    /// done (each time), skipped (at, reason).
    pub steps: Vec<Json>,
    /// The actions by which conformance is judged, in order.
    pub expected: Vec<String>,
    /// done, missing, `ruled_out`, extra, repeated (action, times) and `out_of_order`, each an ordered list of actions.
    pub conformance: Conformance,
}

/// The case for JSON.
pub fn case(file: &CaseFile, customer: Option<Customer>, other_cases: usize, now: Timestamp) -> CaseView {
    let case = &file.case;
    let closed = case.closed.as_ref();
    CaseView {
        number: case.number().to_owned(),
        id: file.id.to_string(),
        kind: case.kind,
        severity: case.severity,
        wanted: case.wanted.clone(),
        state: if case.is_open() { "open" } else { "closed" },
        customer,
        other_cases,
        owner: case.owner.clone(),
        opened: case.opened.as_ref().map(|o| o.at),
        closed: closed.map(|c| c.at),
        outcome: closed.map(|c| c.outcome),
        cause: closed.and_then(|c| c.cause.clone()),
        tried: closed.and_then(|c| c.tried.clone()),
        summary: case.summary().cloned(),
        interactions: case.interactions.iter().map(|i| interaction(i, now)).collect(),
        notes: case.notes.iter().map(|n| json!({"at": n.at, "by": n.by, "text": n.text})).collect(),
        walks: case.walks.iter().map(|w| walk(case, w)).collect(),
        promises: case.promises.iter().map(promise).collect(),
        gestures: case
            .gestures
            .iter()
            .map(|g| {
                json!({"gesture": g.what, "kind": g.kind, "value": g.value, "reason": g.reason, "at": g.at, "by": g.by,
                    "step": g.step, "approval": g.approval, "unprompted": g.unprompted, "certificate": g.certificate,
                    "exception": g.exception})
            })
            .collect(),
        approvals: case.approvals.clone(),
        came_back: case.came_back.clone(),
        followed_up: case.followed_up.clone(),
        hand_offs: case.hand_offs.iter().map(hand_off).collect(),
        reopened: case.reopened.clone(),
        waits: case.waits.clone(),
        deviations: case.deviations.clone(),
        contested: case.contested.clone(),
        timeline: timeline(file),
    }
}

fn interaction(i: &Interaction, now: Timestamp) -> InteractionView {
    let clocks = clocks(i, now);
    InteractionView {
        id: i.id.to_string(),
        external_id: i.external_id.clone(),
        agent: i.agent.clone(),
        channel: i.channel,
        began: i.began,
        talk_ended: i.talk_ended,
        ended: i.ended,
        talk_s: clocks.talk_ms / 1000,
        hold_s: clocks.hold_ms / 1000,
        wrap_s: clocks.wrap_ms / 1000,
        heat: HeatView { start: i.heat_start, end: i.heat_end },
        summary: i.summary.clone(),
        messages: i.messages.iter().map(|m| json!({"at": m.at, "who": m.who, "text": m.text})).collect(),
        actions: i
            .actions
            .iter()
            .map(|a| json!({"at": a.at, "do": a.action, "step": a.step, "values": a.values}))
            .collect(),
    }
}

/// One walk for JSON.
pub fn walk(case: &Case, walk: &Walk) -> WalkView {
    WalkView {
        playbook: walk.playbook.id.clone(),
        version: walk.playbook.version,
        title: walk.playbook.title.clone(),
        hash: walk.playbook.hash.clone(),
        interaction: walk.interaction.to_string(),
        began: walk.began,
        answers: walk.answers.iter().map(|(name, value)| (name.clone(), plain(value))).collect(),
        steps: walk.steps.iter().map(step).collect(),
        expected: walk.expected.clone(),
        conformance: conformance(case, walk),
    }
}

/// The state of a step, as one word.
pub fn state(step: &WalkStep) -> &'static str {
    if !step.done.is_empty() {
        "done"
    } else if step.skipped.is_some() {
        "skipped"
    } else if step.is_owed() {
        "owed"
    } else if step.reached {
        "open"
    } else {
        "left"
    }
}

fn step(s: &WalkStep) -> Json {
    let skipped = s.skipped.as_ref().map(|(at, reason)| json!({"at": at, "reason": reason}));
    json!({"step": s.step.id, "stage": s.step.stage, "title": s.step.title, "kind": s.step.kind,
        "required": s.step.required, "do": s.step.action, "state": state(s), "done": s.done, "skipped": skipped})
}

fn promise(p: &crate::case::Promise) -> Json {
    let (state, at, reason) = match &p.state {
        PromiseState::Open => ("open", None, None),
        PromiseState::Kept(at) => ("kept", Some(at), None),
        PromiseState::Broken(at, reason) => ("broken", Some(at), Some(reason)),
        PromiseState::Withdrawn(at, reason) => ("withdrawn", Some(at), Some(reason)),
    };
    json!({"text": p.text, "made": p.made, "due": p.due, "told": p.told, "by": p.by, "step": p.step, "moved": p.moved,
        "move_told": p.move_told, "call_back": p.call_back, "state": state, "at": at, "reason": reason})
}

fn hand_off(h: &crate::case::HandOff) -> Json {
    let (state, at, reason) = match &h.state {
        HandOffState::Offered => ("offered", None, None),
        HandOffState::Accepted(at) => ("accepted", Some(at), None),
        HandOffState::Declined(at, reason) => ("declined", Some(at), Some(reason)),
    };
    json!({"from": h.from, "to": h.to, "warm": h.warm, "note": h.note, "at": h.at, "state": state, "answered": at,
        "reason": reason})
}

/// An answer as plain JSON. Numbers stay texts where JSON would round them.
fn plain(value: &Value) -> Json {
    match value {
        Value::Text(text) | Value::Phone(text) | Value::Email(text) => json!(text),
        Value::Number(number) => {
            let text = number.normalize().to_string();
            text.parse::<i64>().map_or_else(|_| json!(text), |whole| json!(whole))
        }
        Value::Money(money) => json!(money),
        Value::Date(day) => json!(day),
        Value::YesNo(yes) => json!(yes),
        Value::Choice(choice) => json!(choice),
    }
}
