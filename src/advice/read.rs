//! Reading the file of rules: everything that is wrong at once, with a caret.

use std::ops::Range as Bytes;

use rust_decimal::Decimal;
use toml::de::DeValue;
use unicode_width::UnicodeWidthStr;

use super::check;
use super::rule::{Gives, Of, Rule, Share, When};
use super::{Rules, speech};
use crate::sheet::fields::{Fields, number, wrong_type};
use crate::sheet::{Finding, Located, Sheet, did_you_mean};
use crate::terms::{Fault, GestureKind, Severity, Wish, clean};

/// The most rules of one file.
const MOST_RULES: usize = 200;
/// The largest share that can be written, in per cent.
const MOST_SHARE: u32 = 1_000;
/// Beyond about this share the benefit of compensation turns (Haesevoets et al. 2017).
const TURNS_AT: u32 = 150;
/// With "Nothing, because " before it, a reason fits on one line.
const LONGEST_BECAUSE: usize = speech::WIDEST - "Nothing, because ".len();

impl Rules {
    /// Reads the rules from the text of a file. `name` is its name for messages; nothing is opened.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the file.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<Finding>> {
        let (rules, findings) = Self::read_with(name, text, false);
        rules.ok_or(findings)
    }

    /// As [`Rules::parse`], with the warnings of a file that can be used: rules that are never reached, and rules by which
    /// somebody to whom we owe more would get less.
    pub fn read(name: &str, text: &str) -> (Option<Self>, Vec<Finding>) {
        Self::read_with(name, text, true)
    }

    fn read_with(name: &str, text: &str, prove: bool) -> (Option<Self>, Vec<Finding>) {
        let mut sheet = Sheet::new(name, text);
        let rules = sheet.toml(text).map(|table| {
            let mut fields = Fields::new("the file", table.get_ref(), 0..0);
            let rules = read(&mut sheet, &mut fields, prove);
            fields.finish(&mut sheet);
            rules
        });
        let rules = rules.filter(|_| !sheet.has_errors());
        (rules, sheet.into_findings())
    }
}

fn read(sheet: &mut Sheet, f: &mut Fields<'_>, prove: bool) -> Rules {
    let mut rules = Rules::default();
    let mut places: Vec<Bytes<usize>> = Vec::new();
    for mut one in f.tables(sheet, "rule", "a rule") {
        if rules.rules.len() >= MOST_RULES {
            sheet.error("too-large", one.span.clone(), format!("a file has at most {MOST_RULES} rules"), None);
            break;
        }
        let (rule, place) = rule(sheet, &mut one, &rules.rules);
        one.finish(sheet);
        rules.rules.push(rule);
        places.push(place);
    }
    if prove && !sheet.has_errors() {
        check::check(sheet, &rules, &places);
    }
    rules
}

fn rule(sheet: &mut Sheet, f: &mut Fields<'_>, others: &[Rule]) -> (Rule, Bytes<usize>) {
    let id = f.needed(sheet, "id", "a short name that never changes, like \"kept\"");
    sheet.rule_id(&id, others.iter().map(|other| other.id.as_str()));
    let when = when(sheet, f);
    let gives = gives(sheet, f);
    let share = share(sheet, f, gives);
    let because = f.needed(sheet, "because", "a few words that go on after \"because\", like \"they kept it\"");
    if because.width() > LONGEST_BECAUSE {
        let message = format!("this is {} columns wide; the most is {LONGEST_BECAUSE}", because.width());
        let help = Some("keep a few words here, and say the rest in `why`".to_owned());
        sheet.error("too-long", because.span.clone(), message, help);
    }
    let why = f.text(sheet, "why").map(|why| clean::one_line(&why)).filter(|why| !why.is_empty());
    let source = f.needed(sheet, "source", "who found it, or \"This desk's own rule\"");
    let also = f.texts(sheet, "also").unwrap_or_default().iter().map(|line| clean::one_line(line)).collect();
    let place = id.span.clone();
    let because = clean::one_line(&because);
    let rule = Rule { id: id.value, when, gives, share, because, why, source: clean::one_line(&source), also };
    (rule, place)
}

fn when(sheet: &mut Sheet, f: &mut Fields<'_>) -> When {
    When {
        loss: words(sheet, f, "loss", "a kind of loss", GestureKind::ALL, GestureKind::word),
        fault: words(sheet, f, "fault", "a word for whose doing it was", Fault::ALL, Fault::word),
        again: f.flag(sheet, "again"),
        kept: f.flag(sheet, "kept"),
        wish: words(sheet, f, "wish", "a wish", Wish::ALL, Wish::word),
        severity: words(sheet, f, "severity", "a severity", Severity::ALL, Severity::word),
        within_days: f.count(sheet, "within_days"),
        after_days: f.count(sheet, "after_days"),
    }
}

/// Words of a closed list; one alone may stand without brackets.
fn words<T: Copy>(
    sheet: &mut Sheet,
    f: &mut Fields<'_>,
    key: &'static str,
    what: &str,
    all: &[T],
    word: fn(T) -> &'static str,
) -> Vec<T> {
    let known = all.iter().map(|one| word(*one));
    let Some(texts) = f.texts(sheet, key) else { return Vec::new() };
    if texts.is_empty() && f.has(key) {
        let help = Some("leave it out where it does not matter".to_owned());
        sheet.error("empty-list", f.key_span(key), format!("`{key}` names nothing"), help);
    }
    let mut read = Vec::new();
    for text in texts {
        if let Some(one) = all.iter().copied().find(|one| word(*one) == text.as_str()) {
            read.push(one);
        } else {
            let help = did_you_mean(&text, known.clone());
            sheet.error("unknown-word", text.span.clone(), format!("`{}` is not {what}", *text), help);
        }
    }
    read
}

fn gives(sheet: &mut Sheet, f: &mut Fields<'_>) -> Gives {
    let word = f.needed(sheet, "give", "nothing, in-kind, money, product, service or attention");
    match word.as_str() {
        "nothing" | "" => Gives::Nothing,
        "in-kind" => Gives::InKind,
        other => other.parse().map_or_else(
            |_| {
                let help = did_you_mean(other, Gives::WORDS.iter().copied());
                sheet.error("unknown-word", word.span.clone(), format!("`{other}` cannot be given"), help);
                Gives::Nothing
            },
            Gives::Kind,
        ),
    }
}

fn share(sheet: &mut Sheet, f: &mut Fields<'_>, gives: Gives) -> Option<Share> {
    let of = f.text(sheet, "of").map(|of| self::of(sheet, &of));
    let place = f.key_span("share");
    let Some(value) = f.node("share") else {
        if of.is_some() {
            let help = Some("add `share = [10, 25]`, or leave `of` out".to_owned());
            sheet.error("missing-key", f.key_span("of"), "`of` says of what, and no share is named", help);
        }
        return None;
    };
    if gives == Gives::Nothing && f.has("give") {
        let help = Some("leave `share` out, or say what is given".to_owned());
        sheet.error("share", place, "nothing has no share", help);
        return None;
    }
    let DeValue::Array(ends) = value.get_ref() else {
        wrong_type(sheet, "share", "two numbers in per cent, like [10, 25]", value);
        return None;
    };
    let most = Decimal::from(MOST_SHARE);
    let percents: Vec<Decimal> = ends.iter().filter_map(number).filter(|n| *n >= Decimal::ZERO && *n <= most).collect();
    let (&[from, to], 2) = (percents.as_slice(), ends.len()) else {
        let help = Some("write the least and the most in per cent, like `share = [10, 25]`".to_owned());
        let message = format!("`share` is two numbers from 0 to {MOST_SHARE}");
        sheet.error("share", value.span(), message, help);
        return None;
    };
    if from > to {
        let help = Some(format!("write [{to}, {from}]"));
        sheet.error("share", value.span(), "the least stands first", help);
        return None;
    }
    if to > Decimal::from(TURNS_AT) {
        let message = format!("{to} per cent: beyond about {TURNS_AT} more does harm (Haesevoets et al. 2017)");
        sheet.warn("too-much", value.span(), message, Some("be sure that you mean it".to_owned()));
    }
    Some(Share { from, to, of: of.unwrap_or(Of::Loss) })
}

fn of(sheet: &mut Sheet, word: &Located<String>) -> Of {
    match word.as_str() {
        "loss" => Of::Loss,
        "price" => Of::Price,
        other => {
            let help = did_you_mean(other, ["loss", "price"]);
            sheet.error(
                "unknown-word",
                word.span.clone(),
                format!("a share is of the loss or the price, not of `{other}`"),
                help,
            );
            Of::Loss
        }
    }
}
