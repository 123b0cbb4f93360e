//! `phrases.toml`: handholds for hard moments (calm-down card, hold, transfer, ringing back, breather, replies), read and filled.
//!
//! Which moments there are is in `moments`; what becomes of the parts is in `calm`, `manner`, `breather`, `reply`.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::LazyLock;

use super::moments::Moment;
use super::read::{check_id, lines};
use crate::desk::{Filler, Prompt, Within, fill};
use crate::sheet::fields::Fields;
use crate::sheet::{Finding, Located, Sheet, did_you_mean};
use crate::terms::Heat;

/// The gaps that lines of the calm-down card may have.
pub const CALM_GAPS: &[&str] =
    &["called", "harm", "story", "wanted", "waiting", "broken_by", "earlier", "agent", "desk", "supervisor", "number"];
/// So many lines of a part are shown where the file says nothing.
const MOST_LINES: u32 = 3;

/// The handholds of one file.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    moments: BTreeMap<Moment, Vec<Prompt>>,
    pub(super) calm: Vec<CalmText>,
    pub(super) breather: BreatherRule,
}

/// A part of the calm-down card, as the file has it.
#[derive(Debug, Clone)]
pub struct CalmText {
    pub(super) title: String,
    pub(super) heat: Vec<Heat>,
    pub(super) most: usize,
    pub(super) say: Vec<Prompt>,
    pub(super) avoid: Vec<String>,
}

/// When a breather is offered, as the file has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BreatherRule {
    /// After so many heated interactions, one after another.
    pub after: u32,
    /// A gap of so many milliseconds was a breather in itself.
    pub apart_ms: i64,
    /// For so many milliseconds after one offer there is no other.
    pub rest_ms: i64,
}

impl Default for BreatherRule {
    fn default() -> Self {
        Self { after: 3, apart_ms: 45 * 60_000, rest_ms: 120 * 60_000 }
    }
}

/// What is known for the gaps of a line, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts(BTreeMap<&'static str, String>);

impl Facts {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more; nothing, or what is blank, stays unknown.
    #[must_use]
    pub fn with(mut self, name: &'static str, words: Option<&str>) -> Self {
        if let Some(words) = words.map(str::trim).filter(|words| !words.is_empty()) {
            self.0.insert(name, words.to_owned());
        }
        self
    }

    /// A line with its gaps filled; nothing where one of them is not known.
    pub(super) fn fill(&self, line: &Prompt) -> Option<String> {
        let filled = fill(line, |name| self.0.get(name).cloned().map(Filler::Words));
        filled.missing.is_empty().then_some(filled.text)
    }
}

impl Phrases {
    /// The handholds that ship. None at all where they are broken, which a test rules out.
    pub fn shipped() -> &'static Self {
        static PHRASES: LazyLock<Phrases> =
            LazyLock::new(|| Phrases::parse("phrases.toml", super::shipped::PHRASES).unwrap_or_default());
        &PHRASES
    }

    /// Every line for a moment that can be filled with what is known, in the order of the file.
    pub fn lines(&self, moment: Moment, facts: &Facts) -> Vec<String> {
        self.moments.get(&moment).into_iter().flatten().filter_map(|line| facts.fill(line)).collect()
    }

    /// The first line for a moment that can be filled with what is known: lines that say most stand first in the file.
    pub fn line(&self, moment: Moment, facts: &Facts) -> Option<String> {
        self.moments.get(&moment).into_iter().flatten().find_map(|line| facts.fill(line))
    }

    /// Reads the handholds from the text of a file. What a file leaves out, the shipped one stands in for.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the file.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<Finding>> {
        let (phrases, findings) = Self::read(name, text);
        phrases.ok_or(findings)
    }

    /// As [`Phrases::parse`], with the warnings of a file that can be used.
    pub fn read(name: &str, text: &str) -> (Option<Self>, Vec<Finding>) {
        let mut sheet = Sheet::new(name, text);
        let phrases = sheet.toml(text).map(|table| {
            let mut fields = Fields::new("the file", table.get_ref(), 0..0);
            let phrases = read(&mut sheet, &mut fields);
            fields.finish(&mut sheet);
            phrases
        });
        let phrases = phrases.filter(|_| !sheet.has_errors());
        (phrases, sheet.into_findings())
    }

    /// These, with those of `other` for every moment that these say nothing about.
    #[must_use]
    pub fn over(mut self, other: &Self) -> Self {
        for (moment, lines) in &other.moments {
            self.moments.entry(*moment).or_insert_with(|| lines.clone());
        }
        if self.calm.is_empty() {
            self.calm.clone_from(&other.calm);
        }
        self
    }
}

fn read(sheet: &mut Sheet, f: &mut Fields<'_>) -> Phrases {
    let mut phrases = Phrases { calm: calm(sheet, f), ..Phrases::default() };
    let mut sections: Vec<&'static str> = Moment::ALL.iter().map(|m| m.section()).collect();
    sections.dedup();
    for section in sections {
        let Some(mut table) = f.table(sheet, section) else { continue };
        for moment in Moment::ALL.iter().filter(|m| m.section() == section) {
            if !table.has(moment.key()) {
                let _ = table.node(moment.key());
                continue;
            }
            phrases.moments.insert(*moment, prompts(sheet, &mut table, moment.key(), moment.gaps()));
        }
        if section == "breather" {
            phrases.breather = breather(sheet, &mut table);
        }
        table.finish(sheet);
    }
    phrases
}

fn breather(sheet: &mut Sheet, f: &mut Fields<'_>) -> BreatherRule {
    let usual = BreatherRule::default();
    let after = f.count(sheet, "after").unwrap_or(usual.after);
    let mut minutes = |key: &'static str, usual: i64| {
        let Some(text) = f.text(sheet, key) else { return usual };
        if let Ok(Within::Minutes(minutes)) = Within::parse(&text) {
            return i64::from(minutes) * 60_000;
        }
        let message = format!("`{}` is no length of time by the clock", *text);
        let help = Some("write it like `45 minutes` or `2 hours`".to_owned());
        sheet.error("wrong-type", text.span.clone(), message, help);
        usual
    };
    BreatherRule { after, apart_ms: minutes("apart", usual.apart_ms), rest_ms: minutes("rest", usual.rest_ms) }
}

fn calm(sheet: &mut Sheet, f: &mut Fields<'_>) -> Vec<CalmText> {
    let mut ids: Vec<String> = Vec::new();
    let mut parts = Vec::new();
    for mut one in f.tables(sheet, "calm", "a part of the card") {
        let id = one.needed(sheet, "id", "a short name that never changes, like \"own\"");
        check_id(sheet, &id, "a part of the card");
        if ids.contains(&id.value) && !id.is_empty() {
            let help = Some("give each its own".to_owned());
            sheet.error("duplicate-id", id.span.clone(), format!("`{}` is already there", *id), help);
        }
        let title = one.needed(sheet, "title", "what the part is called");
        let most = one.count(sheet, "most").unwrap_or(MOST_LINES);
        let said = one.has("say");
        let say = prompts(sheet, &mut one, "say", CALM_GAPS);
        if !said {
            let help = Some("add `say = [\"…\"]`: one line at the least".to_owned());
            sheet.error("missing-key", one.span.clone(), "this part says nothing", help);
        }
        let (heat, avoid) = (heats(sheet, &mut one), lines(sheet, &mut one, "avoid"));
        one.finish(sheet);
        ids.push(id.value);
        parts.push(CalmText { title: title.value, heat, most: usize::try_from(most).unwrap_or(3), say, avoid });
    }
    parts
}

fn heats(sheet: &mut Sheet, f: &mut Fields<'_>) -> Vec<Heat> {
    let Some(words) = f.texts(sheet, "heat") else { return Heat::ALL.to_vec() };
    let mut heats = Vec::new();
    for text in words {
        if let Ok(heat) = Heat::from_str(&text) {
            heats.push(heat);
        } else {
            let help = did_you_mean(&text, Heat::ALL.iter().map(|h| h.word()));
            sheet.error("unknown-word", text.span.clone(), format!("`{}` is not a heat", *text), help);
        }
    }
    heats
}

/// Lines with gaps, each gap one of those that belong here.
fn prompts(sheet: &mut Sheet, f: &mut Fields<'_>, key: &'static str, gaps: &[&'static str]) -> Vec<Prompt> {
    let mut prompts = Vec::new();
    for text in f.texts(sheet, key).unwrap_or_default() {
        if let Some(prompt) = prompt(sheet, &text, gaps) {
            prompts.push(prompt);
        }
    }
    prompts
}

fn prompt(sheet: &mut Sheet, text: &Located<String>, gaps: &[&'static str]) -> Option<Prompt> {
    let prompt = match Prompt::parse(text) {
        Ok(prompt) => prompt,
        Err(error) => {
            sheet.error("prompt", text.part(&error.at), error.message, Some(error.help));
            return None;
        }
    };
    for gap in &prompt.gaps {
        if !gaps.contains(&gap.name.as_str()) {
            let help = did_you_mean(&gap.name, gaps.iter().copied());
            sheet.error("unknown-name", text.part(&gap.name_at), format!("`{}` is not known here", gap.name), help);
        }
        if let Some(filter) = &gap.filter {
            let help = Some("these are words already: leave the filter out".to_owned());
            sheet.error("prompt", text.part(&gap.filter_at), format!("`{filter}` cannot write this"), help);
        }
    }
    Some(prompt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_has_no_findings_and_says_something_for_every_moment() {
        let (phrases, findings) = Phrases::read("phrases.toml", super::super::shipped::PHRASES);
        let shown: Vec<String> = findings.iter().map(|f| f.render(false)).collect();
        assert!(findings.is_empty(), "{}", shown.join("\n\n"));
        let phrases = phrases.unwrap();
        for moment in Moment::ALL {
            assert!(!phrases.moments[moment].is_empty(), "{moment:?}");
        }
        assert_eq!(phrases.breather, BreatherRule::default(), "the defaults are those of the file");
    }

    #[test]
    fn a_line_with_an_unknown_gap_is_left_out() {
        let phrases = Phrases::shipped();
        let known = Facts::new().with("minutes", Some("two minutes")).with("reason", None);
        assert_eq!(
            phrases.line(Moment::HoldAsk, &known).unwrap(),
            "May I put you on hold while I look into it? It'll take about two minutes."
        );
        assert_eq!(phrases.line(Moment::AcknowledgePhone, &Facts::new()), None);
    }

    #[test]
    fn an_own_file_needs_to_say_only_what_differs() {
        let own = Phrases::parse("phrases.toml", "[hold]\nask = 'A moment?'\n[breather]\nafter = 5\n").unwrap();
        let both = own.over(Phrases::shipped());
        assert_eq!(both.lines(Moment::HoldAsk, &Facts::new()), ["A moment?"]);
        assert_eq!(both.breather.after, 5);
        assert!(!both.calm.is_empty() && both.line(Moment::ReplyClosing, &Facts::new()).is_some());
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let text = include_str!("../../tests/fixtures/invalid-phrases.toml");
        let shown: Vec<String> = Phrases::read("phrases.toml", text).1.iter().map(|f| f.render(false)).collect();
        insta::assert_snapshot!("phrases", shown.join("\n\n"));
    }
}
