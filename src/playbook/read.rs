//! Reading a playbook file: the head and the examples. The steps are read in `read_step`, their meaning is `check`'s.

use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use toml::de::DeValue;

use super::model::{Book, Example, Given};
use super::read_step::read_step;
use crate::desk::fields::{self, Fields, Node};
use crate::desk::{Located, Sheet, did_you_mean};
use crate::terms::{Channel, Stage, clean};

/// The most steps of one playbook, with those that it uses.
pub const MOST_STEPS: usize = 2000;
/// The most examples of one playbook.
const MOST_EXAMPLES: usize = 200;

/// Reads the text of a file. `None` where it is no TOML; whatever is wrong is in the sheet.
pub fn read(file: &str, text: &str) -> (Option<Book>, Sheet) {
    let mut sheet = Sheet::new(file, text);
    let book = sheet.toml(text).map(|table| {
        let mut fields = Fields::new("a playbook", table.get_ref(), 0..0);
        let book = book(&mut sheet, &mut fields, text);
        fields.finish(&mut sheet);
        book
    });
    (book, sheet)
}

fn book(sheet: &mut Sheet, f: &mut Fields<'_>, text: &str) -> Book {
    let id = f.needed(sheet, "id", "a short name that never changes, like \"late-parcel\"; the file is named after it");
    check_id(sheet, &id, "a playbook");
    let version = f.count(sheet, "version").unwrap_or(1);
    let title = f.needed(sheet, "title", "what people call it, like \"Late parcel\"");
    let about = f.text(sheet, "about").map(|t| t.value).unwrap_or_default();
    let heard = lines(sheet, f, "heard");
    let channels = channels(sheet, f);
    let cause = f.text(sheet, "cause");
    let second_time = f.text(sheet, "second_time");
    let suggest = f.flag(sheet, "suggest").unwrap_or(true);
    let facts = lines(sheet, f, "facts");
    let actions = f.texts(sheet, "actions");
    let mut steps = Vec::new();
    let mut missing_stages = Vec::new();
    for stage in Stage::ALL {
        let key = stage.word();
        if !f.has(key) {
            missing_stages.push(*stage);
        }
        for mut step in f.tables(sheet, key, "a step") {
            if steps.len() >= MOST_STEPS {
                sheet.error("too-large", step.span.clone(), format!("a playbook has at most {MOST_STEPS} steps"), None);
                break;
            }
            steps.push(read_step(sheet, &mut step, *stage));
            step.finish(sheet);
        }
    }
    let mut examples = Vec::new();
    for mut example in f.tables(sheet, "example", "an example") {
        if examples.len() >= MOST_EXAMPLES {
            let message = format!("a playbook has at most {MOST_EXAMPLES} examples");
            sheet.error("too-large", example.span.clone(), message, None);
            break;
        }
        examples.push(read_example(sheet, &mut example));
        example.finish(sheet);
    }
    Book {
        id,
        version,
        title: clean::one_line(&title),
        about,
        heard,
        channels,
        cause,
        second_time,
        suggest,
        facts,
        actions,
        steps,
        missing_stages,
        examples,
        text: Arc::from(text),
    }
}

/// Tells of an id that cannot be one. Ids stand in commands and file names, and `/` parts a playbook from its step.
pub fn check_id(sheet: &mut Sheet, id: &Located<String>, what: &str) {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
    if !id.is_empty() && (!id.bytes().all(fits) || id.starts_with(['-', '_']) || id.len() > 64) {
        let suggestion: String = id
            .to_lowercase()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' })
            .take(64)
            .collect();
        let help =
            format!("use small letters, digits, - and _, 64 at the most: `{}`", suggestion.trim_matches(['-', '_']));
        sheet.error("bad-id", id.span.clone(), format!("`{}` cannot be the id of {what}", **id), Some(help));
    }
}

/// A list of texts, each on one line.
pub fn lines(sheet: &mut Sheet, f: &mut Fields<'_>, key: &'static str) -> Vec<String> {
    f.texts(sheet, key).unwrap_or_default().iter().map(|text| clean::one_line(text)).collect()
}

fn channels(sheet: &mut Sheet, f: &mut Fields<'_>) -> Vec<Channel> {
    let Some(words) = f.texts(sheet, "channels") else { return Channel::ALL.to_vec() };
    let mut channels = Vec::new();
    for text in words {
        match Channel::from_str(&text) {
            Ok(channel) if !channels.contains(&channel) => channels.push(channel),
            Ok(channel) => sheet.warn("duplicate", text.span, format!("`{channel}` stands here twice"), None),
            Err(_) => {
                let help = did_you_mean(&text, Channel::ALL.iter().map(|c| c.word()));
                sheet.error("unknown-channel", text.span.clone(), format!("`{}` is not a channel", *text), help);
            }
        }
    }
    channels
}

fn read_example(sheet: &mut Sheet, f: &mut Fields<'_>) -> Example {
    let mut given = Vec::new();
    if let Some(table) = f.table(sheet, "given") {
        read_given(sheet, &table, "", &mut given);
    }
    let place = |f: &Fields<'_>, key: &str| f.key_span(key);
    let reaches = f.texts(sheet, "reaches").map(|ids| Located::new(ids, place(f, "reaches")));
    let offers = f.has("offers").then(|| {
        let mut offers = Vec::new();
        for mut offer in f.tables(sheet, "offers", "an offer of an example") {
            let gesture = offer.needed(sheet, "gesture", "the id of a gesture of the desk");
            let value = offer.text(sheet, "value");
            offers.push((gesture, value));
            offer.finish(sheet);
        }
        Located::new(offers, place(f, "offers"))
    });
    if reaches.is_none() && offers.is_none() {
        let help = Some("write what it `reaches`, or what it `offers`".to_owned());
        sheet.error("example", f.span.clone(), "this example checks nothing", help);
    }
    Example { span: f.span.clone(), given, reaches, offers }
}

/// Reads what an example gives; a table inside is a dotted name: `customer.kind = "direct"`.
fn read_given(sheet: &mut Sheet, table: &Fields<'_>, before: &str, into: &mut Vec<(Located<String>, Located<Given>)>) {
    for (key, value) in table.all() {
        let name = key.with(format!("{before}{}", *key));
        match value.get_ref() {
            DeValue::Table(_) if before.is_empty() => {
                if let Some(inner) = Fields::of(sheet, "what is given", value) {
                    read_given(sheet, &inner, &format!("{}.", *key), into);
                }
            }
            _ => {
                if let Some(given) = given(sheet, &key, value) {
                    into.push((name, given));
                }
            }
        }
    }
}

fn given(sheet: &mut Sheet, key: &str, value: &Node<'_>) -> Option<Located<Given>> {
    let span: Range<usize> = value.span();
    let got = match value.get_ref() {
        DeValue::String(_) => Given::Words(fields::text(sheet, key, value)?.value),
        DeValue::Boolean(yes) => Given::YesNo(*yes),
        _ => match (fields::number(value), fields::date(value)) {
            (Some(number), _) => Given::Number(number),
            (_, Some(date)) => Given::Date(date),
            _ => {
                fields::wrong_type(sheet, key, "a text, an exact number, a date, true or false", value);
                return None;
            }
        },
    };
    Some(Located::new(got, span))
}
