//! `[[criterion]]`: by what people's work is scored. The rubric that ships, and what a desk changes in it.

use std::ops::Deref;
use std::str::FromStr;
use std::sync::LazyLock;

use toml::de::DeValue;

use super::read::unique;
use crate::case::{CriterionRule, OnlyIf, POINTS, Structure};
use crate::sheet::fields::{self, Fields};
use crate::sheet::{Located, Sheet, did_you_mean};
use crate::terms::{CaseKind, Channel, Heat, Outcome};

/// The eight skills, as words of `skill`; a desk may name its own.
pub const SKILLS: [&str; 8] = [
    "patience",
    "respect",
    "adaptability",
    "clear-communication",
    "ownership",
    "time-management",
    "persistence",
    "sense-of-humour",
];

/// The rubric that ships.
const SHIPPED: &str = include_str!("../../playbooks/rubric.toml");
/// What a criterion weighs, where it says nothing.
const WEIGHT: u32 = 10;
/// The most that one may weigh: its share stays exact in whole numbers, and readable.
const HEAVIEST: u32 = 100;

/// One criterion, with the words that people read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Scale, weight, when it applies: what decisions need.
    pub rule: CriterionRule,
    /// What people call it.
    pub title: String,
    /// What to look for.
    pub about: String,
    /// The skill it belongs to: one of [`SKILLS`], or the desk's own.
    pub skill: Option<String>,
}

impl Deref for Criterion {
    type Target = CriterionRule;
    fn deref(&self) -> &CriterionRule {
        &self.rule
    }
}

/// The rubric that ships: one definition for the scorecard and for practice.
pub fn shipped() -> &'static [Criterion] {
    static RUBRIC: LazyLock<Vec<Criterion>> = LazyLock::new(|| {
        let mut sheet = Sheet::new("rubric.toml", SHIPPED);
        let Some(table) = sheet.toml(SHIPPED) else { return Vec::new() };
        let mut fields = Fields::new("the rubric", table.get_ref(), 0..0);
        own(&mut sheet, &mut fields).into_iter().filter_map(|(_, criterion)| criterion).collect()
    });
    &RUBRIC
}

/// The desk's rubric: what ships, with the desk's own in its places and after it.
pub(super) fn read(sheet: &mut Sheet, f: &mut Fields<'_>) -> Vec<Criterion> {
    let mut rubric = shipped().to_vec();
    for (id, criterion) in own(sheet, f) {
        let at = rubric.iter().position(|c| c.id == *id);
        match (at, criterion) {
            (Some(at), Some(criterion)) => rubric[at] = criterion,
            (Some(at), None) => drop(rubric.remove(at)),
            (None, Some(criterion)) => rubric.push(criterion),
            (None, None) => {
                let help = did_you_mean(&id, shipped().iter().map(|c| c.id.as_str()));
                sheet.error(
                    "unknown-word",
                    id.span.clone(),
                    format!("there is no criterion `{}` to leave out", *id),
                    help,
                );
            }
        }
    }
    rubric
}

/// The criteria of a file by their ids; nothing for those that it leaves out.
fn own(sheet: &mut Sheet, f: &mut Fields<'_>) -> Vec<(Located<String>, Option<Criterion>)> {
    let mut seen = Vec::new();
    let mut criteria = Vec::new();
    for mut one in f.tables(sheet, "criterion", "a criterion") {
        let id = one.needed(sheet, "id", "a short name that never changes, like \"patience\"");
        unique(sheet, &mut seen, &id);
        let left_out = one.flag(sheet, "leave_out").unwrap_or(false);
        let criterion = criterion(sheet, &mut one, &id, left_out);
        criteria.push((id, (!left_out).then_some(criterion)));
        one.finish(sheet);
    }
    criteria
}

fn criterion(sheet: &mut Sheet, f: &mut Fields<'_>, id: &Located<String>, left_out: bool) -> Criterion {
    let title = if left_out { f.text(sheet, "title") } else { Some(f.needed(sheet, "title", "what people call it")) };
    let text = |f: &mut Fields<'_>, sheet: &mut Sheet, key| f.text(sheet, key).map(|t| t.value);
    let about = text(f, sheet, "about").unwrap_or_default();
    let skill = text(f, sheet, "skill");
    let from = f.text(sheet, "from").and_then(|word| {
        let known = Structure::ALL.iter().copied().find(|s| s.word() == word.trim());
        if known.is_none() {
            let help = did_you_mean(&word, Structure::ALL.iter().map(|s| s.word()));
            sheet.error("unknown-word", word.span.clone(), format!("`{}` cannot be read from the record", *word), help);
        }
        known
    });
    let causes = f.texts(sheet, "causes").unwrap_or_default();
    let causes = causes.into_iter().map(|t| t.value.trim().to_owned()).filter(|t| !t.is_empty()).collect();
    let rule = CriterionRule {
        id: id.value.clone(),
        best: points(sheet, f),
        weight: weight(sheet, f),
        fail_all: f.flag(sheet, "fail_all").unwrap_or(false),
        only_if: only_if(sheet, f),
        from,
        causes,
    };
    Criterion { rule, title: title.map(|t| t.value).unwrap_or_default(), about, skill }
}

fn points(sheet: &mut Sheet, f: &mut Fields<'_>) -> u8 {
    let Some(count) = f.count(sheet, "points") else { return *POINTS.end() };
    let points = u8::try_from(count).ok().filter(|points| POINTS.contains(points));
    if points.is_none() {
        let help = Some("two points are no and yes; five is as fine as people agree on".to_owned());
        sheet.error("scale", f.key_span("points"), format!("a scale has 2 to 5 points; this has {count}"), help);
    }
    points.unwrap_or(*POINTS.end())
}

/// 0 is shown and scored, and does not count.
fn weight(sheet: &mut Sheet, f: &mut Fields<'_>) -> u32 {
    let Some(node) = f.node("weight") else { return WEIGHT };
    let whole = matches!(node.get_ref(), DeValue::Integer(_)).then(|| fields::number(node)).flatten();
    let weight = whole.and_then(|n| u32::try_from(n).ok()).filter(|n| *n <= HEAVIEST);
    if weight.is_none() {
        fields::wrong_type(sheet, "weight", "a whole number from 0 to 100", node);
    }
    weight.unwrap_or(WEIGHT)
}

fn only_if(sheet: &mut Sheet, f: &mut Fields<'_>) -> OnlyIf {
    let Some(mut table) = f.table(sheet, "only_if") else { return OnlyIf::default() };
    let only_if = OnlyIf {
        channels: words(sheet, &mut table, "channels", &all(Channel::ALL, Channel::word)),
        kinds: words(sheet, &mut table, "kinds", &all(CaseKind::ALL, CaseKind::word)),
        heat: words(sheet, &mut table, "heat", &all(Heat::ALL, Heat::word)),
        outcomes: words(sheet, &mut table, "outcomes", &all(Outcome::ALL, Outcome::word)),
    };
    table.finish(sheet);
    only_if
}

fn all<T: Copy>(of: &[T], word: fn(T) -> &'static str) -> Vec<&'static str> {
    of.iter().copied().map(word).collect()
}

fn words<T: FromStr>(sheet: &mut Sheet, f: &mut Fields<'_>, key: &'static str, all: &[&'static str]) -> Vec<T> {
    let mut found = Vec::new();
    for word in f.texts(sheet, key).unwrap_or_default() {
        if let Ok(known) = T::from_str(&word) {
            found.push(known);
        } else {
            let help = did_you_mean(&word, all.iter().copied());
            sheet.error("unknown-word", word.span.clone(), format!("`{}` is none of the {key}", *word), help);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Desk;

    fn desk(more: &str) -> Result<Desk, Vec<String>> {
        let text = format!("name='A'\ncurrency='EUR'\nzone='UTC'\n{more}");
        Desk::parse("desk.toml", &text).map_err(|found| found.iter().map(|f| f.message.clone()).collect())
    }

    #[test]
    fn the_eight_skills_ship_once_each_and_all_structures_are_read() {
        let (_, findings) = {
            let mut sheet = Sheet::new("rubric.toml", SHIPPED);
            let table = sheet.toml(SHIPPED).unwrap();
            let mut fields = Fields::new("the rubric", table.get_ref(), 0..0);
            let read = own(&mut sheet, &mut fields);
            fields.finish(&mut sheet);
            (read, sheet.into_findings())
        };
        assert!(findings.is_empty(), "{findings:?}");
        let skills: Vec<&str> = shipped().iter().filter_map(|c| c.skill.as_deref()).collect();
        assert_eq!(skills, SKILLS);
        let read: Vec<Structure> = shipped().iter().filter_map(|c| c.from).collect();
        assert_eq!(read, Structure::ALL);
        assert!(shipped().iter().all(|c| !c.about.is_empty() && (c.from.is_some() || !c.causes.is_empty())));
    }

    #[test]
    fn a_desk_changes_adds_and_leaves_out() {
        let text = "[[criterion]]\nid='humour'\nleave_out=true\n[[criterion]]\nid='respect'\ntitle='Courtesy'\npoints=2\n\
                    [[criterion]]\nid='identity'\ntitle='Checked who it is'\npoints=2\nweight=0\nfail_all=true\n\
                    only_if={channels=['phone'],heat=['angry']}";
        let criteria = desk(text).unwrap().criteria;
        assert_eq!(criteria.len(), shipped().len());
        assert!(criteria.iter().all(|c| c.id != "humour"));
        assert_eq!(criteria.iter().find(|c| c.id == "respect").unwrap().title, "Courtesy");
        let own = criteria.last().unwrap();
        assert_eq!((own.weight, own.fail_all, own.best), (0, true, 2));
        assert_eq!(
            (own.only_if.channels.as_slice(), own.only_if.heat.as_slice()),
            (&[Channel::Phone][..], &[Heat::Angry][..])
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        let text = "[[criterion]]\nid='x'\ntitle='X'\npoints=6\nweight=101\nfrom='odour'\nonly_if={channels=['pigeon']}\n\
                    [[criterion]]\nid='y'\nleave_out=true";
        let found = desk(text).unwrap_err();
        assert_eq!(found.len(), 5, "{found:?}");
        for words in ["2 to 5 points", "0 to 100", "`odour`", "`pigeon`", "`y` to leave out"] {
            assert!(found.iter().any(|message| message.contains(words)), "{words}: {found:?}");
        }
    }
}
