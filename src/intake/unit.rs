//! A record as the deeds that it tells of: one unit of work, all or nothing, each deed with the moment it happened.

use super::people::{Made, news};
use super::record::{Fate, Record};
use super::walk::{self, spread};
use crate::case::{
    Approval, ApprovalState, Command, CustomerDetails, Deed, Gift, LONGEST_TEXT, Place, Reason, Refusal, Subject,
};
use crate::door::{Door, split};
use crate::log::{LogError, Query, Reader, fresh};
use crate::terms::{ApprovalId, CaseId, CustomerId, InteractionId, Mode, Text, Timestamp};

/// A record's deeds while they are put together. What happened in between is sorted by its moments; the beginning and
/// the end keep their order.
pub struct Plan<'a> {
    /// Who is at which desk.
    pub door: &'a Door,
    /// What stands in the way already.
    pub reasons: Vec<Reason>,
    case: CaseId,
    agent: Option<String>,
    first: Vec<Deed>,
    middle: Vec<Deed>,
    last: Vec<Deed>,
}

/// What a record comes to.
pub struct Unit {
    /// The deeds, in the order in which they are decided.
    pub deeds: Vec<Deed>,
    /// The case that they are done to.
    pub case: CaseId,
    /// Whether the case was there before.
    pub known_case: bool,
    /// The customer, and what is known of them after.
    pub customer: Option<(CustomerId, CustomerDetails)>,
    /// How many notes were split.
    pub split: usize,
}

impl Unit {
    /// The yeses that something is given on.
    pub fn used(&self) -> impl Iterator<Item = ApprovalId> {
        self.deeds.iter().filter_map(|deed| match &deed.command {
            Command::Give(gift) => gift.approval,
            _ => None,
        })
    }
}

/// What a record is read against.
pub struct Setting<'a> {
    /// Who is at which desk.
    pub door: &'a Door,
    /// The log as committed; `None` where there is none yet.
    pub reader: Option<&'a Reader>,
    /// Live work, or history.
    pub mode: Mode,
    /// The present moment.
    pub now: Timestamp,
}

impl Plan<'_> {
    fn deed(&self, at: Timestamp, command: Command) -> Deed {
        Deed { id: fresh(), on: Subject::Case(self.case), command, at, agent: self.agent.clone(), seen: None }
    }

    /// Something of the beginning.
    pub fn first(&mut self, at: Timestamp, command: Command) {
        self.first.push(self.deed(at, command));
    }

    /// Something in between.
    pub fn middle(&mut self, at: Timestamp, command: Command) {
        self.middle.push(self.deed(at, command));
    }

    fn last(&mut self, at: Timestamp, command: Command) {
        self.last.push(self.deed(at, command));
    }

    /// Notes that something stands in the way.
    pub fn refuse(&mut self, rule: &'static str, what: impl Into<String>, mend: impl Into<String>) {
        self.reasons.push(Reason::new(rule, Place::Input, what, mend));
    }
}

/// The deeds of a record.
///
/// # Errors
/// A refusal with all that can be seen before the deeds are decided; a fault where the log cannot be read.
pub fn unit(record: &Record, setting: &Setting<'_>, made: &Made) -> Result<Unit, LogError> {
    let agent = record.agent.clone().filter(|agent| *agent != setting.door.login);
    let (first, middle, last) = (Vec::new(), Vec::new(), Vec::new());
    let mut plan = Plan { door: setting.door, reasons: Vec::new(), case: fresh(), agent, first, middle, last };
    let found = case(record, setting, made, &mut plan)?;
    if let Some((id, closed)) = found {
        plan.case = id;
        if closed && setting.mode == Mode::Recorded {
            plan.first(record.began, Command::Reopen(Text::new("another contact about it")));
        }
    } else {
        plan.first(record.began, Command::Open { number: String::new() });
    }
    let (customer, about_them) = customer(record, setting, made)?;
    if let Some((id, _)) = &customer {
        plan.first(record.began, Command::SetCustomer(*id));
    }
    let interaction: InteractionId = fresh();
    begin(&mut plan, record, interaction);
    walk::plan(&mut plan, record, interaction);
    let split = words(&mut plan, record, interaction);
    promised(&mut plan, record, interaction);
    given(&mut plan, record, interaction, &covered(record, setting, made, found)?);
    plan.middle.sort_by_key(|deed| deed.at);
    end(&mut plan, record, interaction, setting.mode);
    if !plan.reasons.is_empty() {
        return Err(Refusal { reasons: plan.reasons }.into());
    }
    let mut deeds = about_them;
    deeds.extend(plan.first);
    deeds.extend(plan.middle);
    deeds.extend(plan.last);
    Ok(Unit { deeds, case: plan.case, known_case: found.is_some(), customer, split })
}

/// The case to add to: its id, and whether it is closed.
fn case(
    record: &Record,
    setting: &Setting<'_>,
    made: &Made,
    plan: &mut Plan<'_>,
) -> Result<Option<(CaseId, bool)>, LogError> {
    let Some(number) = record.case.as_deref().map(|n| n.trim().to_uppercase()) else { return Ok(None) };
    if let Some(found) = made.cases.get(&number) {
        return Ok(Some(*found));
    }
    let query = Query { number: Some(number.clone()), ..Query::default() };
    let found = match setting.reader {
        Some(reader) => reader.list(&query, None, 2)?.items,
        None => Vec::new(),
    };
    match found.as_slice() {
        [one] => Ok(Some((one.id, !one.is_open))),
        [] => {
            let what = format!("There is no case {}", super::fields::shown(&number));
            plan.refuse("no-case", what, "check the number with `amends list`, or leave `case` out to open a new case");
            Ok(None)
        }
        _ => {
            plan.refuse(
                "no-case",
                format!("{number} is the number of two cases"),
                "leave `case` out to open a new case",
            );
            Ok(None)
        }
    }
}

type Person = Option<(CustomerId, CustomerDetails)>;

/// Whose record it is, with the deeds that make them known.
fn customer(record: &Record, setting: &Setting<'_>, made: &Made) -> Result<(Person, Vec<Deed>), LogError> {
    let told = &record.customer;
    if told.is_empty() {
        return Ok((None, Vec::new()));
    }
    let deed = |id: CustomerId, command| Deed {
        id: fresh(),
        on: Subject::Customer(id),
        command,
        at: record.began,
        agent: record.agent.clone().filter(|agent| *agent != setting.door.login),
        seen: None,
    };
    let Some((id, mut known)) = made.find(told, setting.reader)? else {
        let id = fresh();
        return Ok((Some((id, told.clone())), vec![deed(id, Command::AddCustomer(told.clone()))]));
    };
    let news = news(&known, told);
    known.update(&news);
    let deeds = if news.is_empty() { Vec::new() } else { vec![deed(id, Command::ChangeCustomer(news))] };
    Ok((Some((id, known)), deeds))
}

fn begin(plan: &mut Plan<'_>, record: &Record, interaction: InteractionId) {
    let began = record.began;
    let (channel, external_id) = (record.channel, record.external_id.clone());
    plan.first(began, Command::Begin { interaction, channel, external_id });
    let (kind, severity, wanted) = (record.kind, record.severity, record.wanted.clone());
    if kind.is_some() || severity.is_some() || wanted.is_some() {
        plan.first(began, Command::Describe { kind, severity, wanted });
    }
    if let Some(heat) = record.heat_start {
        plan.first(
            began,
            Command::DescribeInteraction {
                interaction,
                channel: None,
                heat_start: Some(heat),
                heat_end: None,
                summary: None,
            },
        );
    }
}

/// Messages and notes; how many of the notes were split.
fn words(plan: &mut Plan<'_>, record: &Record, interaction: InteractionId) -> usize {
    let told: Vec<_> = record.messages.iter().map(|m| m.at).collect();
    for (said, at) in record.messages.iter().zip(spread(&told, record.began, record.ended)) {
        plan.middle(at, Command::Say { message: fresh(), interaction, who: said.who, text: said.text.clone() });
    }
    let told: Vec<_> = record.notes.iter().map(|n| n.at).collect();
    let mut many = 0;
    for (noted, at) in record.notes.iter().zip(spread(&told, record.began, record.ended)) {
        let interaction = Some(interaction);
        if noted.text.len() <= LONGEST_TEXT {
            plan.middle(at, Command::Note { note: fresh(), interaction, text: noted.text.clone() });
            continue;
        }
        many += 1;
        for part in split(noted.text.as_str()) {
            plan.middle(at, Command::Note { note: fresh(), interaction, text: Text::new(&part) });
        }
    }
    many
}

/// Promises, and what became of them.
fn promised(plan: &mut Plan<'_>, record: &Record, interaction: InteractionId) {
    let interaction = Some(interaction);
    for promised in &record.promises {
        let promise = fresh();
        // Promises are mostly made towards the end; one that was due before the end was made earlier.
        let usual = record.ended.filter(|ended| *ended < promised.due).unwrap_or(record.began);
        let at = promised.at.unwrap_or(usual);
        let (text, due, told) = (promised.text.clone(), promised.due, promised.told.clone());
        plan.middle(
            at,
            Command::Promise { promise, interaction, text, due, told, by: None, step: None, call_back: None },
        );
        let reason = promised.reason.clone().unwrap_or_default();
        match promised.fate {
            Fate::Open => {}
            Fate::Kept(at) => plan.last(at, Command::KeepPromise(promise)),
            Fate::Broken(at) => plan.last(at, Command::BreakPromise(promise, reason)),
            Fate::Withdrawn(at) => plan.last(at, Command::WithdrawPromise(promise, reason)),
        }
    }
}

/// For each gesture of the record the yes that covers exactly it, where the case has one that nothing was given on.
fn covered(
    record: &Record,
    setting: &Setting<'_>,
    made: &Made,
    found: Option<(CaseId, bool)>,
) -> Result<Vec<Option<ApprovalId>>, LogError> {
    let mut covered = vec![None; record.gestures.len()];
    let Some(((case, _), reader)) = found.zip(setting.reader).filter(|_| !covered.is_empty()) else {
        return Ok(covered);
    };
    let mut case = match reader.case(case) {
        Ok(file) => file.case,
        // Made by this bringing in and not committed yet: nobody has said yes to anything in it.
        Err(fault) if fault.kind() == "not-found" => return Ok(covered),
        Err(fault) => return Err(fault),
    };
    // Nobody brings in a gift on their own yes either.
    let own = |asked: &Approval| matches!(&asked.state, ApprovalState::Yes(yes) if yes.by == setting.door.login);
    case.approvals.retain(|asked| !made.used.contains(&asked.id) && !own(asked));
    let giver = record.agent.as_deref().unwrap_or(&setting.door.login);
    for (yes, gift) in covered.iter_mut().zip(&record.gestures) {
        let worth = gift.value.or_else(|| setting.door.desk.gesture(&gift.gesture).and_then(|g| g.fixed));
        *yes = case.yes_for(&gift.gesture, worth, giver);
        case.approvals.retain(|asked| Some(asked.id) != *yes);
    }
    Ok(covered)
}

/// What was given, each on the yes that covers it.
fn given(plan: &mut Plan<'_>, record: &Record, interaction: InteractionId, covered: &[Option<ApprovalId>]) {
    let interaction = Some(interaction);
    for (gift, approval) in record.gestures.iter().zip(covered) {
        let at = gift.at.or(record.ended).unwrap_or(record.began);
        let (what, value, reason) = (gift.gesture.clone(), gift.value, gift.reason.clone());
        let gift = Gift { interaction, approval: *approval, ..Gift::new(fresh(), what, value, reason) };
        plan.middle(at, Command::Give(gift));
    }
}

/// Clocks, summary, the end, what became of promises, and the close. `plan.last` holds what became of promises so far.
fn end(plan: &mut Plan<'_>, record: &Record, interaction: InteractionId, mode: Mode) {
    let mut fates = std::mem::take(&mut plan.last);
    fates.sort_by_key(|deed| deed.at);
    let latest = plan.middle.last().map_or(record.began, |deed| deed.at.max(record.began));
    // History whose end is not told ended with the last thing that is; on a live interaction work goes on.
    let over = record.ended.is_some() || mode == Mode::Recorded;
    let ended = record.ended.unwrap_or(latest);
    if record.hold_s.is_some() || record.wrap_s.is_some() {
        let ms = |seconds: Option<i64>| seconds.unwrap_or(0) * 1000;
        plan.last(ended, Command::Time { interaction, hold_ms: ms(record.hold_s), wrap_ms: ms(record.wrap_s) });
    }
    if record.summary.is_some() || record.heat_end.is_some() {
        let (summary, heat_end) = (record.summary.clone(), record.heat_end);
        plan.last(
            ended,
            Command::DescribeInteraction { interaction, channel: None, heat_start: None, heat_end, summary },
        );
    }
    if over {
        plan.last(ended, Command::WrapUp(interaction));
        plan.last(ended, Command::End(interaction));
    }
    let closed = fates.last().map_or(ended, |fate| fate.at.max(ended));
    plan.last.extend(fates);
    if record.outcome.is_some() {
        let (outcome, cause, tried) = (record.outcome, record.cause.clone(), record.tried.clone());
        plan.last(closed, Command::Close { outcome, cause, tried });
    } else if record.cause.is_some() || record.tried.is_some() {
        plan.refuse(
            "outcome",
            "There is a cause, or what was tried, but no outcome",
            "say how it ended with `outcome`",
        );
    }
}
