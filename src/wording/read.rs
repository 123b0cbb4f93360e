//! Reading the file of rules: everything that is wrong at once, with a caret.

use std::str::FromStr;

use super::phrase::Phrase;
use super::{About, Kind, Rule, Rules};
use crate::sheet::fields::Fields;
use crate::sheet::{Finding, Located, Sheet, did_you_mean};
use crate::terms::{Channel, clean};

/// The most rules of one file.
const MOST_RULES: usize = 500;

impl Rules {
    /// Reads the rules from the text of a file. `name` is its name for messages; nothing is opened.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the file.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<Finding>> {
        let (rules, findings) = Self::read(name, text);
        rules.ok_or(findings)
    }

    /// As [`Rules::parse`], with the warnings of a file that can be used.
    pub fn read(name: &str, text: &str) -> (Option<Self>, Vec<Finding>) {
        let mut sheet = Sheet::new(name, text);
        let rules = sheet.toml(text).map(|table| {
            let mut fields = Fields::new("the file", table.get_ref(), 0..0);
            let rules = read(&mut sheet, &mut fields);
            fields.finish(&mut sheet);
            rules
        });
        let rules = rules.filter(|_| !sheet.has_errors());
        (rules, sheet.into_findings())
    }
}

fn read(sheet: &mut Sheet, f: &mut Fields<'_>) -> Rules {
    let mut rules = Rules::default();
    let mut betters: Vec<Located<String>> = Vec::new();
    for mut one in f.tables(sheet, "rule", "a rule") {
        if rules.rules.len() >= MOST_RULES {
            sheet.error("too-large", one.span.clone(), format!("a file has at most {MOST_RULES} rules"), None);
            break;
        }
        let (rule, phrases, better) = rule(sheet, &mut one, &rules.rules);
        one.finish(sheet);
        for phrase in &phrases {
            rules.index.add(rules.rules.len(), phrase);
        }
        rules.rules.push(rule);
        betters.push(better);
    }
    // A better way that another rule remarks on would send people in circles.
    for (rule, better) in rules.rules.iter().zip(&betters) {
        // On one of its channels only: this is read whenever the program starts.
        let about = rule.channels.last().map(|channel| About { name: None, channel: *channel });
        let remark = about.and_then(|about| rules.check(&rule.better, &about).into_iter().next());
        if let Some(remark) = remark {
            let message = format!("this better way is itself remarked on, by `{}`", remark.rule);
            let help = "say it in words that no rule remarks on, or give that rule an `except`".to_owned();
            sheet.warn("not-better", better.part(&remark.range), message, Some(help));
        }
    }
    rules
}

fn rule(sheet: &mut Sheet, f: &mut Fields<'_>, others: &[Rule]) -> (Rule, Vec<Phrase>, Located<String>) {
    let id = f.needed(sheet, "id", "a short name that never changes, like \"sorry-if\"");
    sheet.rule_id(&id, others.iter().map(|other| other.id.as_str()));
    let kind =
        f.needed(sheet, "kind", "blame, sorry-if, dismissal, promise, jargon, negative-first, running-down or no-name");
    let known = Kind::ALL.iter().copied().find(|k| k.word() == kind.as_str());
    if known.is_none() && !kind.is_empty() {
        let help = did_you_mean(&kind, Kind::ALL.iter().map(|k| k.word()));
        sheet.error("unknown-word", kind.span.clone(), format!("`{}` is no kind of remark", *kind), help);
    }
    let why = f.needed(sheet, "why", "why, in one short sentence");
    let better = f.needed(sheet, "better", "a better way, as an example that could be said so");
    let (written, phrases) = phrases(sheet, f, "phrases");
    match known {
        Some(Kind::NoName) if !written.is_empty() => {
            let help = Some("leave `phrases` out: the name to look for comes from the customer".to_owned());
            sheet.error("phrase", f.key_span("phrases"), "a rule about the name has no phrases", help);
        }
        Some(Kind::NoName) | None => {}
        Some(_) if written.is_empty() => {
            let help = Some("add `phrases = [\"…\"]`: the words that it remarks on".to_owned());
            sheet.error("missing-key", f.span.clone(), "this rule has no phrases", help);
        }
        Some(_) => {}
    }
    let rule = Rule {
        id: id.value,
        kind: known.unwrap_or(Kind::Jargon),
        phrases: written,
        why: clean::one_line(&why),
        better: clean::one_line(&better),
        channels: channels(sheet, f),
        except: self::phrases(sheet, f, "except").1,
        unless_before: self::phrases(sheet, f, "unless_before").1,
    };
    (rule, phrases, better)
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

fn channels(sheet: &mut Sheet, f: &mut Fields<'_>) -> Vec<Channel> {
    let Some(words) = f.texts(sheet, "channels") else { return Channel::ALL.to_vec() };
    let mut channels = Vec::new();
    for text in words {
        if let Ok(channel) = Channel::from_str(&text) {
            channels.push(channel);
        } else {
            let help = did_you_mean(&text, Channel::ALL.iter().map(|c| c.word()));
            sheet.error("unknown-channel", text.span.clone(), format!("`{}` is not a channel", *text), help);
        }
    }
    channels
}
