//! `rows(file)`: every projected row of a case, as a pure function of its facts. No SQL.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::case::{
    Approval, ApprovalState, Case, CaseFile, Fact, Gesture, HandOff, HandOffState, Interaction, Promise, PromiseState,
    Review, Score, Unfit, Wait, Walk, WalkStep, answered, clocks, first_channel, first_response, touched,
};
use crate::terms::{CaseKind, Channel, Heat, Severity, Stage, Text, Timestamp};

use super::tables::{Cell, Table};

/// How much of a long text a list needs: characters of `wanted` and `summary` in `case_row`.
const PREVIEW: usize = 400;

/// Which row of which table, beside the case's id.
pub(super) type Key = (Table, i64, i64);

/// Which text: its kind, whose it is, and a running number where one source has several.
pub(super) type TextKey = (TextKind, [u8; 16], i64);

/// What sort of text can be searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextKind {
    /// An internal note.
    Note,
    /// What was said or written.
    Message,
    /// What happened in an interaction.
    Summary,
    /// What the customer asked for.
    Wanted,
}

impl TextKind {
    pub(super) const ALL: &'static [Self] = &[Self::Note, Self::Message, Self::Summary, Self::Wanted];

    /// The kind with this word in the table.
    pub(super) fn of(word: &str) -> Self {
        Self::ALL.iter().copied().find(|kind| kind.word() == word).unwrap_or(Self::Note)
    }

    /// The word in the table and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Message => "message",
            Self::Summary => "summary",
            Self::Wanted => "wanted",
        }
    }
}

/// A text that can be searched.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TextRow {
    /// When it happened, in milliseconds since 1970.
    pub at: i64,
    pub words: String,
}

/// Everything that is projected of one case.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Rows {
    pub cells: BTreeMap<Key, Vec<Cell>>,
    pub texts: BTreeMap<TextKey, TextRow>,
}

/// The rows of a case; none where nothing happened to it.
pub(super) fn rows(file: &CaseFile) -> Rows {
    let mut rows = Rows::default();
    if let Some(head) = case_row(file) {
        rows.cells.insert((Table::Case, 0, 0), head);
    }
    lists(file, &mut rows.cells);
    texts(file, &mut rows.texts);
    rows
}

fn int(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn moment(at: Option<Timestamp>) -> Cell {
    at.map_or(Cell::Null, |at| Cell::Int(at.ms()))
}

fn word(word: Option<&'static str>) -> Cell {
    word.map_or(Cell::Null, |word| Cell::Text(Cow::Borrowed(word)))
}

fn text(text: &str) -> Cell {
    Cell::Text(Cow::Owned(text.to_owned()))
}

fn maybe(words: Option<&str>) -> Cell {
    words.map_or(Cell::Null, text)
}

/// The beginning of a long text, marked as such.
fn preview(words: Option<&Text>) -> Cell {
    let Some(words) = words.map(Text::as_str) else { return Cell::Null };
    match words.char_indices().nth(PREVIEW) {
        Some((end, _)) => text(&format!("{}…", &words[..end])),
        None => text(words),
    }
}

/// When the next move was the customer's, as JSON; nothing where it never was.
fn waits(waits: &[Wait]) -> Cell {
    if waits.is_empty() { Cell::Null } else { serde_json::to_string(waits).map_or(Cell::Null, |json| text(&json)) }
}

fn case_row(file: &CaseFile) -> Option<Vec<Cell>> {
    let case = &file.case;
    let last = file.facts.last()?.position;
    // The facts are in the total order; the first one's wall is the latest moment that an unopened case can name.
    let entered = file.facts.first().map_or(0, |fact| fact.wall.ms());
    let latest: Option<&Interaction> = case.interactions.iter().max_by_key(|i| i.began);
    let opened = case.opened.as_ref();
    let happened = latest.map(|i| i.began).or(opened.map(|o| o.at)).map_or(entered, Timestamp::ms);
    Some(vec![
        maybe(opened.map(|o| o.number.as_str())),
        word(case.kind.map(CaseKind::word)),
        word(case.severity.map(Severity::word)),
        case.customer.map_or(Cell::Null, |c| Cell::Id(c.bytes())),
        maybe(case.owner.as_deref()),
        moment(opened.map(|o| o.at)),
        Cell::Int(happened),
        moment(case.closed.as_ref().map(|c| c.at)),
        word(case.closed.as_ref().map(|c| c.outcome.word())),
        maybe(case.closed.as_ref().and_then(|c| c.cause.as_deref())),
        preview(case.wanted.as_ref()),
        preview(case.summary()),
        Cell::Int(i64::from(case.is_open())),
        maybe(case.walks.last().map(|w| w.playbook.id.as_str())),
        word(latest.and_then(|i| i.channel).map(Channel::word)),
        maybe(latest.map(|i| i.agent.as_str())),
        word(case.interactions.iter().find_map(|i| i.heat_start).map(Heat::word)),
        word(case.interactions.iter().rev().find_map(|i| i.heat_end).map(Heat::word)),
        Cell::Int(int(file.facts.len())),
        Cell::Int(last.hlc),
        Cell::Id(last.stream.bytes()),
        Cell::Int(last.n),
        moment(case.reopened.last().map(|r| r.at)),
        word(first_channel(case).map(Channel::word)),
        moment(first_response(case)),
        waits(&case.waits),
        moment(answered(case)),
        Cell::Int(touched(file).ms()),
        moment(case.recovered()),
        moment(case.came_back.first().map(|c| c.at)),
        Cell::Int(int(case.interactions.len())),
        Cell::Int(i64::from(!case.deviations.is_empty())),
    ])
}

fn interaction_row(case: &Case, interaction: &Interaction) -> Vec<Cell> {
    // Whose matter it was, for those who look whether it came up again: both or neither.
    let cause = case.closed.as_ref().and_then(|c| c.cause.as_deref());
    let (customer, cause) = match (case.customer, cause) {
        (Some(customer), Some(cause)) => (Cell::Id(customer.bytes()), text(cause)),
        _ => (Cell::Null, Cell::Null),
    };
    let [talk, hold, wrap] = interaction.ended.map_or([Cell::Null, Cell::Null, Cell::Null], |ended| {
        let clocks = clocks(interaction, ended);
        [clocks.talk_ms, clocks.hold_ms, clocks.wrap_ms].map(Cell::Int)
    });
    vec![
        Cell::Id(interaction.id.bytes()),
        text(&interaction.agent),
        word(interaction.channel.map(Channel::word)),
        maybe(interaction.external_id.as_deref()),
        Cell::Int(interaction.began.ms()),
        moment(interaction.talk_ended),
        moment(interaction.ended),
        talk,
        hold,
        wrap,
        word(interaction.heat_start.map(Heat::word)),
        word(interaction.heat_end.map(Heat::word)),
        moment(interaction.parked_since()),
        Cell::Int(int(interaction.transfers.len())),
        customer,
        cause,
    ]
}

fn walk_row(walk: &Walk) -> Vec<Cell> {
    vec![
        Cell::Id(walk.id.bytes()),
        Cell::Id(walk.interaction.bytes()),
        text(&walk.playbook.id),
        Cell::Int(i64::from(walk.playbook.version)),
        text(&walk.playbook.title),
        text(&walk.playbook.hash),
        Cell::Int(walk.began.ms()),
        text(&tally(walk)),
    ]
}

/// What became of the required steps, stage by stage: `reached/done/skipped`.
fn tally(walk: &Walk) -> String {
    let of = |stage: Stage| {
        let steps = walk.steps.iter().filter(|s| s.step.stage == stage && s.step.required && s.reached);
        let (mut reached, mut done, mut skipped) = (0, 0, 0);
        for step in steps {
            reached += 1;
            done += usize::from(!step.done.is_empty());
            skipped += usize::from(step.done.is_empty() && step.skipped.is_some());
        }
        format!("{reached}/{done}/{skipped}")
    };
    Stage::ALL.iter().map(|stage| of(*stage)).collect::<Vec<_>>().join(" ")
}

fn step_row(step: &WalkStep) -> Vec<Cell> {
    vec![
        text(&step.step.id),
        word(Some(step.step.stage.word())),
        text(&step.step.title),
        word(Some(step.step.kind.word())),
        Cell::Int(i64::from(step.step.required)),
        Cell::Int(i64::from(step.reached)),
        Cell::Int(int(step.done.len())),
        moment(step.done.last().copied()),
        moment(step.skipped.as_ref().map(|(at, _)| *at)),
        maybe(step.skipped.as_ref().map(|(_, reason)| reason.as_str())),
    ]
}

fn promise_row(promise: &Promise) -> Vec<Cell> {
    let (state, at) = match &promise.state {
        PromiseState::Open => ("open", None),
        PromiseState::Kept(at) => ("kept", Some(*at)),
        PromiseState::Broken(at, _) => ("broken", Some(*at)),
        PromiseState::Withdrawn(at, _) => ("withdrawn", Some(*at)),
    };
    vec![
        Cell::Id(promise.id.bytes()),
        text(promise.text.as_str()),
        Cell::Int(promise.made.ms()),
        Cell::Int(promise.due.ms()),
        maybe(promise.told.as_ref().map(Text::as_str)),
        text(&promise.by),
        Cell::Int(i64::from(promise.moved)),
        word(Some(state)),
        moment(at),
        maybe(promise.call_back.as_ref().map(Text::as_str)),
        Cell::Int(i64::from(promise.move_told)),
    ]
}

fn gesture_row(gesture: &Gesture) -> Vec<Cell> {
    vec![
        Cell::Id(gesture.id.bytes()),
        gesture.interaction.map_or(Cell::Null, |i| Cell::Id(i.bytes())),
        Cell::Int(gesture.at.ms()),
        text(&gesture.by),
        text(&gesture.what),
        word(Some(gesture.kind.word())),
        gesture.value.map_or(Cell::Null, |v| Cell::Int(v.minor)),
        gesture.value.map_or(Cell::Null, |v| text(v.currency.code())),
        text(gesture.reason.as_str()),
        gesture.approval.map_or(Cell::Null, |id| Cell::Id(id.bytes())),
        Cell::Int(i64::from(gesture.unprompted)),
        maybe(gesture.certificate.as_ref().map(|c| c.printed.code.as_str())),
        moment(gesture.certificate.as_ref().map(|c| c.printed.expires)),
        moment(gesture.certificate.as_ref().and_then(|c| c.redeemed)),
        moment(gesture.certificate.as_ref().and_then(|c| c.voided.as_ref()).map(|(at, _)| *at)),
        Cell::Int(i64::from(gesture.exception.is_some())),
    ]
}

fn approval_row(file: &CaseFile, approval: &Approval) -> Vec<Cell> {
    let (state, at, answer) = match &approval.state {
        // Of a closed case nobody can answer it; it is asked again where the case is opened again.
        ApprovalState::Asked if !file.case.is_open() => ("lapsed", None, None),
        ApprovalState::Asked => ("asked", None, None),
        ApprovalState::Yes(answer) => ("yes", Some(answer.at), Some(answer)),
        ApprovalState::No(answer) => ("no", Some(answer.at), Some(answer)),
        ApprovalState::Withdrawn(at, _) => ("withdrawn", Some(*at), None),
    };
    // A yes waits until it is used, a no until its asker did anything more here: then they have seen it.
    let went_on = |at: Timestamp| {
        let mine = |f: &Fact| f.agent() == approval.by && f.body.as_ref().is_some_and(|b| b.at > at);
        file.facts.iter().any(mine)
    };
    let waits = match &approval.state {
        ApprovalState::Yes(_) => !file.case.is_used(approval.id) && file.case.is_open(),
        ApprovalState::No(answer) => !went_on(answer.at) && file.case.is_open(),
        _ => false,
    };
    vec![
        Cell::Id(approval.id.bytes()),
        Cell::Int(approval.at.ms()),
        text(&approval.by),
        text(&approval.what),
        approval.value.map_or(Cell::Null, |v| Cell::Int(v.minor)),
        approval.value.map_or(Cell::Null, |v| text(v.currency.code())),
        text(approval.reason.as_str()),
        word(Some(state)),
        moment(at),
        maybe(answer.map(|a| a.by.as_str())),
        answer.and_then(|a| a.value).map_or(Cell::Null, |v| Cell::Int(v.minor)),
        maybe(answer.and_then(|a| a.comment.as_ref()).map(Text::as_str)),
        Cell::Int(i64::from(waits)),
    ]
}

fn review_row(review: &Review) -> Vec<Cell> {
    let share = review.share();
    let answered = review.answer.as_ref();
    let at = review.settled.as_ref().map(|s| s.at).or(answered.map(|a| a.at)).unwrap_or(review.at);
    vec![
        Cell::Id(review.id.bytes()),
        text(&review.of),
        text(&review.by),
        Cell::Int(review.at.ms()),
        review.interaction.map_or(Cell::Null, |i| Cell::Id(i.bytes())),
        share.map_or(Cell::Null, |s| Cell::Int(s.got)),
        share.map_or(Cell::Null, |s| Cell::Int(s.most)),
        Cell::Int(i64::from(share.is_some_and(|s| s.failed))),
        Cell::Int(i64::from(review.blind)),
        if review.causes.is_empty() { Cell::Null } else { text(&review.causes.join("\n")) },
        word(Some(review.state().word())),
        Cell::Int(at.ms()),
        maybe(answered.and_then(|a| a.reason.as_ref()).map(Text::as_str)),
        word(review.settled.as_ref().map(|s| s.how.word())),
    ]
}

/// The points that hold, and those that were given before a dispute: reviewers are compared by what they gave.
fn score_row(score: &Score, given: Option<u8>) -> Vec<Cell> {
    let points = |points: Option<u8>| points.map_or(Cell::Null, |points| Cell::Int(i64::from(points)));
    vec![
        text(&score.criterion),
        points(score.points),
        points(given),
        Cell::Int(i64::from(score.best)),
        Cell::Int(i64::from(score.weight)),
        Cell::Int(i64::from(score.read)),
    ]
}

fn unfit_row(case: &Case, unfit: &Unfit) -> Vec<Cell> {
    let walk = case.walk(unfit.walk);
    let step = unfit.step.as_deref();
    let known = walk.and_then(|w| w.steps.iter().find(|s| Some(s.step.id.as_str()) == step));
    vec![
        Cell::Int(unfit.at.ms()),
        text(&unfit.by),
        text(walk.map_or("-", |w| w.playbook.id.as_str())),
        Cell::Int(walk.map_or(0, |w| i64::from(w.playbook.version))),
        text(walk.map_or("-", |w| w.playbook.title.as_str())),
        maybe(step),
        maybe(known.map(|s| s.step.title.as_str())),
        text(unfit.why.as_str()),
    ]
}

fn looked_back(case: &Case, cells: &mut BTreeMap<Key, Vec<Cell>>) {
    for (seq, review) in (0..).zip(&case.reviews) {
        cells.insert((Table::Review, seq, 0), review_row(review));
        for ((score_seq, score), given) in (0..).zip(&review.standing_scores()).zip(&review.scores) {
            cells.insert((Table::ReviewScore, seq, score_seq), score_row(score, given.points));
        }
    }
    if let Some(lesson) = &case.lesson {
        let row = vec![Cell::Int(lesson.at.ms()), text(&lesson.by), text(lesson.why.as_str())];
        cells.insert((Table::Lesson, 0, 0), row);
    }
    for (seq, unfit) in (0..).zip(&case.unfits) {
        cells.insert((Table::DidNotFit, seq, 0), unfit_row(case, unfit));
    }
}

fn hand_off_row(hand_off: &HandOff) -> Vec<Cell> {
    let (state, at) = match &hand_off.state {
        HandOffState::Offered => ("offered", None),
        HandOffState::Accepted(at) => ("accepted", Some(*at)),
        HandOffState::Declined(at, _) => ("declined", Some(*at)),
    };
    vec![
        Cell::Id(hand_off.id.bytes()),
        Cell::Int(hand_off.at.ms()),
        text(&hand_off.from),
        text(&hand_off.to),
        Cell::Int(i64::from(hand_off.warm)),
        text(hand_off.note.as_str()),
        word(Some(state)),
        moment(at),
    ]
}

fn lists(file: &CaseFile, cells: &mut BTreeMap<Key, Vec<Cell>>) {
    let case = &file.case;
    looked_back(case, cells);
    for (seq, approval) in (0..).zip(&case.approvals) {
        cells.insert((Table::Approval, seq, 0), approval_row(file, approval));
    }
    for (seq, interaction) in (0..).zip(&case.interactions) {
        cells.insert((Table::Interaction, seq, 0), interaction_row(case, interaction));
    }
    for (seq, walk) in (0..).zip(&case.walks) {
        cells.insert((Table::Walk, seq, 0), walk_row(walk));
        for (step_seq, step) in (0..).zip(&walk.steps) {
            cells.insert((Table::WalkStep, seq, step_seq), step_row(step));
        }
    }
    for (seq, promise) in (0..).zip(&case.promises) {
        cells.insert((Table::Promise, seq, 0), promise_row(promise));
    }
    for (seq, gesture) in (0..).zip(&case.gestures) {
        cells.insert((Table::Gesture, seq, 0), gesture_row(gesture));
    }
    for (seq, hand_off) in (0..).zip(&case.hand_offs) {
        cells.insert((Table::HandOff, seq, 0), hand_off_row(hand_off));
    }
}

fn texts(file: &CaseFile, texts: &mut BTreeMap<TextKey, TextRow>) {
    let mut put = |kind: TextKind, source: [u8; 16], at: Timestamp, words: &Text| {
        if words.is_blank() {
            return;
        }
        // One id names several texts only where two machines made the same one; both stay findable.
        let seq = texts.range((kind, source, 0)..=(kind, source, i64::MAX)).next_back().map_or(0, |(key, _)| key.2 + 1);
        texts.insert((kind, source, seq), TextRow { at: at.ms(), words: words.as_str().to_owned() });
    };
    let case = &file.case;
    for note in &case.notes {
        put(TextKind::Note, note.id.bytes(), note.at, &note.text);
    }
    for interaction in &case.interactions {
        for message in &interaction.messages {
            put(TextKind::Message, message.id.bytes(), message.at, &message.text);
        }
        if let Some(summary) = &interaction.summary {
            put(TextKind::Summary, interaction.id.bytes(), interaction.began, summary);
        }
    }
    if let (Some(wanted), Some(opened)) = (&case.wanted, &case.opened) {
        put(TextKind::Wanted, file.id.bytes(), opened.at, wanted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::testing;

    #[test]
    fn every_row_has_a_value_for_each_column() {
        let rows = rows(&testing::full_case());
        for table in Table::ALL {
            let of_table: Vec<_> = rows.cells.iter().filter(|((t, _, _), _)| t == table).collect();
            assert!(!of_table.is_empty(), "{table:?}");
            assert!(of_table.iter().all(|(_, cells)| cells.len() == table.columns().len()), "{table:?}");
        }
        let kinds: Vec<TextKind> = rows.texts.keys().map(|(kind, _, _)| *kind).collect();
        assert!(TextKind::ALL.iter().all(|kind| kinds.contains(kind)));
    }

    #[test]
    fn a_case_that_nothing_happened_to_has_no_rows() {
        assert_eq!(rows(&CaseFile::empty(crate::log::ids::fresh())), Rows::default());
    }

    #[test]
    fn a_long_wish_is_cut_for_lists_between_characters() {
        let Cell::Text(cut) = preview(Some(&Text::new(&"ü".repeat(500)))) else { unreachable!() };
        assert_eq!(cut.chars().count(), 401);
        assert_eq!(preview(Some(&Text::new("short"))), text("short"));
    }
}
