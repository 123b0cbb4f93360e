//! Reading the turns and endings of a scenario file, and what leads where: ids become places once all of them are known.

use crate::sheet::fields::Fields;
use crate::sheet::{Located, Sheet, did_you_mean};
use crate::terms::{Heat, Stage};

use super::places::{ReplyPlaces, TurnPlaces};
use super::scenario::{Ending, FULL, Goal, MOST_TURNS, Needs, Reply, Turn, Worth};
use super::texts::{
    Gaps, MOST_ANSWER_WORDS, MOST_CUSTOMER_WORDS, MOST_TOLD_WORDS, acts, id, needed_word, phrases, within, word,
};

/// The most endings.
const MOST_ENDINGS: usize = 20;
/// The most answers of a turn; more cannot be weighed while somebody waits.
const MOST_REPLIES: usize = 5;

/// What leads where, by ids.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// For each turn: its way round.
    round: Vec<Option<Located<String>>>,
    /// For each turn: where its answers lead.
    goals: Vec<Vec<Located<String>>>,
}

/// The ids of all turns and endings.
#[derive(Debug)]
pub(super) struct Ids<'a> {
    pub turns: &'a [Located<String>],
    pub endings: &'a [Located<String>],
}

impl Links {
    /// The turns with their places and ids.
    pub fn turns(
        &mut self,
        sheet: &mut Sheet,
        f: &mut Fields<'_>,
        gaps: &Gaps,
    ) -> (Vec<Turn>, Vec<TurnPlaces>, Vec<Located<String>>) {
        let (mut turns, mut places, mut ids) = (Vec::new(), Vec::new(), Vec::new());
        for mut one in f.tables(sheet, "turn", "a turn") {
            if turns.len() >= MOST_TURNS {
                sheet.error("how-many", one.span.clone(), format!("a scenario has at most {MOST_TURNS} turns"), None);
                break;
            }
            let (turn, place, id) = self.turn(sheet, &mut one, gaps);
            one.finish(sheet);
            turns.push(turn);
            places.push(place);
            ids.push(id);
        }
        if turns.is_empty() {
            let help = Some("add a `[[turn]]`: the customer says something, and the trainee answers".to_owned());
            sheet.error("missing-key", 0..0, "the file has no turn", help);
        }
        (turns, places, ids)
    }

    fn turn(&mut self, sheet: &mut Sheet, f: &mut Fields<'_>, gaps: &Gaps) -> (Turn, TurnPlaces, Located<String>) {
        let id = id(sheet, f, "a short name of this place in the talk, like \"opening\"");
        let says = gaps.lines(sheet, f, "says", &(1..=4), MOST_CUSTOMER_WORDS);
        let (needs_at, otherwise_at) = (f.key_span("needs"), f.key_span("otherwise"));
        let needs = f.table(sheet, "needs").map(|mut table| {
            let trust = within(sheet, &mut table, "trust", 0..=FULL).unwrap_or(0);
            let heat = word(sheet, &mut table, ("heat", "a word for how heated they are"), Heat::ALL, Heat::word);
            let done = acts(sheet, &mut table, "done");
            table.finish(sheet);
            Needs { trust, heat, done }
        });
        let otherwise = f.text(sheet, "otherwise");
        if needs.is_some() != otherwise.is_some() && (f.has("needs") != f.has("otherwise")) {
            let (place, message, help) = if needs.is_some() {
                (&needs_at, "`needs` without `otherwise`", "say where they go instead: `otherwise = \"…\"`")
            } else {
                (&otherwise_at, "`otherwise` without `needs`", "say what they need to come here, or leave it out")
            };
            sheet.error("otherwise", place.clone(), message, Some(help.to_owned()));
        }
        let (mut replies, mut places, mut goals) = (Vec::new(), Vec::new(), Vec::new());
        let of = f.tables(sheet, "reply", "an answer");
        if !(2..=MOST_REPLIES).contains(&of.len()) {
            let help = Some("add a `[[turn.reply]]` for each thing that may be said".to_owned());
            let message = format!("this turn has {} answers; it needs 2 to {MOST_REPLIES}", of.len());
            sheet.error("how-many", id.span.clone(), message, help);
        }
        for mut one in of.into_iter().take(MOST_REPLIES) {
            let (reply, place, to) = reply(sheet, &mut one, gaps);
            one.finish(sheet);
            replies.push(reply);
            places.push(place);
            goals.push(to);
        }
        self.round.push(otherwise);
        self.goals.push(goals);
        let places = TurnPlaces { id: id.span.clone(), needs: needs_at, otherwise: otherwise_at, replies: places };
        let turn = Turn { id: id.value.clone(), says, needs: needs.unwrap_or_default(), otherwise: None, replies };
        (turn, places, id)
    }

    /// The endings with their ids.
    pub fn endings(sheet: &mut Sheet, f: &mut Fields<'_>, gaps: &Gaps) -> (Vec<Ending>, Vec<Located<String>>) {
        let (mut endings, mut ids) = (Vec::new(), Vec::new());
        for mut one in f.tables(sheet, "ending", "an ending") {
            if endings.len() >= MOST_ENDINGS {
                let message = format!("a scenario has at most {MOST_ENDINGS} endings");
                sheet.error("how-many", one.span.clone(), message, None);
                break;
            }
            let id = id(sheet, &mut one, "a short name of this end, like \"hung-up\"");
            let title = Gaps::default().needed(sheet, &mut one, "title", 12, "what people call it");
            let spelt = ("worth", "a word for how good it is");
            let worth = needed_word(sheet, &mut one, spelt, Worth::ALL, Worth::word, Worth::Fair);
            let says = gaps.lines(sheet, &mut one, "says", &(0..=4), MOST_CUSTOMER_WORDS);
            let came_of_it = "what came of it, in one or two sentences";
            let after = gaps.needed(sheet, &mut one, "after", MOST_TOLD_WORDS, came_of_it);
            one.finish(sheet);
            endings.push(Ending { id: id.value.clone(), title, worth, says, after });
            ids.push(id);
        }
        (endings, ids)
    }

    /// Puts places in for ids.
    pub fn resolve(self, sheet: &mut Sheet, ids: &Ids<'_>, turns: &mut [Turn]) {
        for ((turn, otherwise), goals) in turns.iter_mut().zip(self.round).zip(self.goals) {
            turn.otherwise = otherwise.and_then(|id| ids.turn(sheet, &id));
            for (reply, to) in turn.replies.iter_mut().zip(goals) {
                reply.to = ids.goal(sheet, &to).unwrap_or(reply.to);
            }
        }
    }
}

impl Ids<'_> {
    /// Tells of ids that stand twice; turns and endings share theirs, because answers lead to either.
    pub fn unique(&self, sheet: &mut Sheet) {
        let mut seen: Vec<&str> = Vec::new();
        for id in self.turns.iter().chain(self.endings).filter(|id| !id.is_empty()) {
            if seen.contains(&id.as_str()) {
                let help = Some("give each turn and each ending its own".to_owned());
                sheet.error("duplicate-id", id.span.clone(), format!("`{}` is already there", **id), help);
            }
            seen.push(id);
        }
    }

    fn goal(&self, sheet: &mut Sheet, id: &Located<String>) -> Option<Goal> {
        let turn = self.turns.iter().position(|one| **one == **id).map(Goal::Turn);
        let found = turn.or_else(|| self.endings.iter().position(|one| **one == **id).map(Goal::Ending));
        if found.is_none() && !id.is_empty() {
            let all: Vec<Located<String>> = self.turns.iter().chain(self.endings).cloned().collect();
            missing(sheet, id, "turn or ending", &all);
        }
        found
    }

    fn turn(&self, sheet: &mut Sheet, id: &Located<String>) -> Option<usize> {
        let found = self.turns.iter().position(|one| **one == **id);
        if found.is_none() {
            missing(sheet, id, "turn", self.turns);
        }
        found
    }

    /// The place of an ending.
    pub fn ending(&self, sheet: &mut Sheet, id: &Located<String>) -> Option<usize> {
        let found = self.endings.iter().position(|one| **one == **id);
        if found.is_none() && !id.is_empty() {
            missing(sheet, id, "ending", self.endings);
        }
        found
    }
}

fn missing(sheet: &mut Sheet, id: &Located<String>, what: &str, among: &[Located<String>]) {
    let help = did_you_mean(id, among.iter().map(|id| id.as_str()));
    sheet.error("unknown-id", id.span.clone(), format!("there is no {what} `{}`", **id), help);
}

fn reply(sheet: &mut Sheet, f: &mut Fields<'_>, gaps: &Gaps) -> (Reply, ReplyPlaces, Located<String>) {
    let says = f.needed(sheet, "says", "what the trainee says, word for word");
    let line = gaps.line(sheet, &says, MOST_ANSWER_WORDS);
    let stage = needed_word(sheet, f, ("stage", "a stage"), Stage::ALL, Stage::word, Stage::Listen);
    let acts = acts(sheet, f, "acts").into_iter().collect();
    let (hears_text, hears) = phrases(sheet, f, "hears");
    let step = f.text(sheet, "step").map(|step| step.value);
    let to = f.needed(sheet, "to", "the turn or ending that it leads to");
    let best = f.flag(sheet, "best").unwrap_or(false);
    let places = ReplyPlaces { stage: f.key_span("stage"), acts: f.key_span("acts"), step: f.key_span("step"), says };
    (Reply { says: line, stage, acts, hears, hears_text, step, to: Goal::Turn(0), best }, places, to)
}
