//! Reading the rules of hearing: everything that is wrong at once, with a caret.

use crate::sheet::fields::Fields;
use crate::sheet::{Finding, Sheet, did_you_mean};
use crate::terms::clean;
use crate::wording::Phrase;

use super::super::act::{Act, Acts};
use super::hearing::{Hearing, Rule};

/// The most rules of one file.
const MOST_RULES: usize = 300;

impl Hearing {
    /// Reads the rules from the text of a file. `name` is its name for messages; nothing is opened.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the file.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<Finding>> {
        let (hearing, findings) = Self::read(name, text);
        hearing.ok_or(findings)
    }

    /// As [`Hearing::parse`], with the warnings of a file that can be used.
    pub fn read(name: &str, text: &str) -> (Option<Self>, Vec<Finding>) {
        let mut sheet = Sheet::new(name, text);
        let hearing = sheet.toml(text).map(|table| {
            let mut fields = Fields::new("the file", table.get_ref(), 0..0);
            let mut hearing = Self::default();
            for mut one in fields.tables(&mut sheet, "hear", "a rule") {
                if hearing.iter().count() >= MOST_RULES {
                    let message = format!("a file has at most {MOST_RULES} rules");
                    sheet.error("too-large", one.span.clone(), message, None);
                    break;
                }
                let (rule, phrases) = rule(&mut sheet, &mut one);
                one.finish(&mut sheet);
                hearing.add(rule, &phrases);
            }
            fields.finish(&mut sheet);
            hearing
        });
        let hearing = hearing.filter(|_| !sheet.has_errors());
        (hearing, sheet.into_findings())
    }
}

/// The acts that phrases can tell of: a name, a silence and a long talk are known in other ways.
pub(super) fn told() -> impl Iterator<Item = Act> + Clone {
    Act::ALL.iter().copied().filter(|act| !matches!(act, Act::Name | Act::LongTalk | Act::Silence))
}

fn rule(sheet: &mut Sheet, f: &mut Fields<'_>) -> (Rule, Vec<Phrase>) {
    let written = f.needed(sheet, "act", "what the words do: ask, apologise, repair, pass-on …");
    let act = told().find(|act| act.word() == written.as_str());
    if act.is_none() && !written.is_empty() {
        let help = did_you_mean(&written, told().map(Act::word));
        sheet.error("unknown-word", written.span.clone(), format!("`{}` is no act that words tell of", *written), help);
    }
    let (texts, phrases) = phrases(sheet, f, "phrases");
    if texts.is_empty() {
        let help = Some("add `phrases = [\"…\"]`: the words by which it is known".to_owned());
        sheet.error("missing-key", f.span.clone(), "this rule has no phrases", help);
    }
    let why = f.needed(sheet, "why", "why it is taken for that, in one short sentence");
    let harms = act.is_some_and(Act::harms);
    let better = if harms {
        let better = f.needed(sheet, "better", "a better way, as an example that could be said so");
        Some(clean::one_line(&better))
    } else {
        if let Some(better) = f.text(sheet, "better").filter(|_| act.is_some()) {
            let help = Some("leave it out".to_owned());
            sheet.error("better", better.span, "what helps needs no better way", help);
        }
        None
    };
    let rule = Rule {
        act: act.unwrap_or(Act::Ask),
        except: self::phrases(sheet, f, "except").1,
        question: f.flag(sheet, "question").unwrap_or(false),
        unless: unless(sheet, f),
        why: clean::one_line(&why),
        better,
    };
    (rule, phrases)
}

fn unless(sheet: &mut Sheet, f: &mut Fields<'_>) -> Acts {
    let mut acts = Acts::default();
    for word in f.texts(sheet, "unless").unwrap_or_default() {
        if let Some(act) = Act::ALL.iter().copied().find(|act| act.word() == word.as_str() && !act.harms()) {
            acts = acts.with(act);
        } else {
            let help = did_you_mean(&word, Act::ALL.iter().filter(|act| !act.harms()).map(|act| act.word()));
            sheet.error("unknown-word", word.span.clone(), format!("`{}` is no act that helps", *word), help);
        }
    }
    acts
}

fn phrases(sheet: &mut Sheet, f: &mut Fields<'_>, key: &'static str) -> (Vec<String>, Vec<Phrase>) {
    let (mut written, mut phrases) = (Vec::new(), Vec::new());
    for text in f.texts(sheet, key).unwrap_or_default() {
        match Phrase::parse(&text) {
            Ok(phrase) => phrases.push(phrase),
            Err(error) => sheet.error("phrase", text.part(&error.at), error.message, Some(error.help.to_owned())),
        }
        written.push(text.value);
    }
    (written, phrases)
}
