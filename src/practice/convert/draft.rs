//! A scenario in the making, and how it is written down as TOML. What it still needs is put in by `frame`.

use std::fmt::Write;

use crate::practice::act::Act;
use crate::practice::scenario::Worth;
use crate::terms::{Channel, Stage};
use crate::wording::Phrase;

use super::temper::Temper;

/// A scenario in the making: a straight way of exchanges, with other answers beside it.
#[derive(Debug)]
pub(super) struct Draft {
    pub id: String,
    pub title: String,
    pub about: String,
    pub playbook: String,
    pub channel: Channel,
    /// Names of the customer, one at least.
    pub names: Vec<String>,
    pub wants: String,
    pub temper: Temper,
    /// Comments at the head of the file.
    pub notes: Vec<String>,
    pub exchanges: Vec<Exchange>,
    /// What the customer says when all is well; may be nothing.
    pub last: String,
}

/// What the customer says, and what may be answered.
#[derive(Debug)]
pub(super) struct Exchange {
    pub says: String,
    pub best: Answer,
    pub others: Vec<Answer>,
    /// Why it is here, where it is our own.
    pub note: Option<&'static str>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    pub says: String,
    pub stage: Stage,
    pub acts: Vec<Act>,
    /// Where it leads, if it does not lead on.
    pub end: Option<Worth>,
    /// Where it comes from, where it is not the record's.
    pub note: Option<&'static str>,
    /// What was more than is said in one breath, in parts; it stands beside as a comment.
    pub cut: Vec<String>,
}

impl Answer {
    pub fn new(says: impl Into<String>, stage: Stage, acts: &[Act]) -> Self {
        Self { says: says.into(), stage, acts: acts.to_vec(), end: None, note: None, cut: Vec::new() }
    }
}

impl Exchange {
    pub fn new(says: impl Into<String>, best: Answer) -> Self {
        Self { says: says.into(), best, others: Vec::new(), note: None }
    }
}

impl Draft {
    /// As a file. Texts are written as JSON writes them: that is TOML as well.
    pub fn toml(&self) -> String {
        let mut out = String::from(crate::practice::EDITOR);
        for note in &self.notes {
            let _ = writeln!(out, "# {}", crate::terms::clean::one_line(note));
        }
        let learn = [
            "What is said in the wrong order is worth less: listen, say sorry, put it right, make up for it.",
            "Ask what you do not know, and say what you do next.",
        ];
        let _ = write!(
            out,
            "scenario = 1\nid = {}\ntitle = {}\nabout = {}\nplaybook = {}\nchannel = {}\nlevel = {}\nlearn = {}  # a draft: say what this one teaches\n",
            quoted(&self.id),
            quoted(&self.title),
            quoted(&self.about),
            quoted(&self.playbook),
            quoted(self.channel.word()),
            self.temper.level(),
            list(&learn),
        );
        let temper = &self.temper;
        let _ = write!(out, "\n[customer]\nnames = {}\n", list(&self.names));
        if let Some(kind) = temper.kind {
            let _ = writeln!(out, "kind = {}", quoted(kind.word()));
        }
        let words = |acts: &[Act]| list(&acts.iter().map(|act| act.word()).collect::<Vec<_>>());
        let (heat, patience, trust) = (quoted(temper.heat.word()), temper.patience, temper.trust);
        let _ = write!(
            out,
            "wants = {}\nheat = {heat}\npatience = {patience}\ntrust = {trust}\nlikes = {}\ndislikes = {}\n",
            quoted(&self.wants),
            words(&temper.likes),
            words(&temper.dislikes),
        );
        out += "gives_up = \"gives-up\"\npuzzled = [\"Sorry, I do not follow. What do you mean?\", \"I am not sure that you heard me.\"]\n\
                silent = [\"Hello? Are you still there?\", \"Is somebody there?\"]\n";
        for (at, exchange) in self.exchanges.iter().enumerate() {
            self.turn(&mut out, at, exchange);
        }
        let says = if self.last.is_empty() { "Thank you. That is all.".to_owned() } else { self.last.clone() };
        for (id, title, worth, says, after) in [
            (
                "settled",
                "It is settled",
                Worth::Good,
                list(&[says]),
                "They have what they came for, and know what happens next.",
            ),
            (
                "half-way",
                "Half of it is done",
                Worth::Fair,
                list(&["Well. That will have to do."]),
                "It is done as far as it goes; they will ask elsewhere for the rest.",
            ),
            ("gives-up", "They give up", Worth::Poor, "[]".to_owned(), "They left without it, and tell others so."),
        ] {
            let _ = write!(
                out,
                "\n[[ending]]  # in general words: say what came of it here\nid = {}\ntitle = {}\nworth = {}\nsays = {says}\nafter = {}\n",
                quoted(id),
                quoted(title),
                quoted(worth.word()),
                quoted(after),
            );
        }
        out
    }

    fn turn(&self, out: &mut String, at: usize, exchange: &Exchange) {
        let note = exchange.note.map_or_else(String::new, |note| format!("  # added: {note}"));
        let _ = write!(out, "\n[[turn]]{note}\nid = \"turn-{}\"\nsays = {}\n", at + 1, list(&[&exchange.says]));
        let best = std::iter::once((&exchange.best, true));
        for (answer, is_best) in best.chain(exchange.others.iter().map(|answer| (answer, false))) {
            let note = answer.note.map_or_else(String::new, |note| format!("  # added: {note}"));
            let acts: Vec<&str> = answer.acts.iter().map(|act| act.word()).collect();
            let to = match answer.end {
                Some(Worth::Fair) => "half-way".to_owned(),
                Some(Worth::Poor) => "gives-up".to_owned(),
                None if at + 1 < self.exchanges.len() => format!("turn-{}", at + 2),
                Some(Worth::Good) | None => "settled".to_owned(),
            };
            let _ = write!(
                out,
                "\n    [[turn.reply]]{note}\n    says = {}\n    stage = {}\n    acts = {}\n",
                quoted(&answer.says),
                quoted(answer.stage.word()),
                list(&acts),
            );
            for part in &answer.cut {
                let _ = writeln!(out, "    # cut: {}", crate::terms::clean::one_line(part));
            }
            if let Some(heard) = phrase(&answer.says) {
                let _ = writeln!(out, "    hears = {}", list(&[heard]));
            }
            let _ = writeln!(out, "    to = {}{}", quoted(&to), if is_best { "\n    best = true" } else { "" });
        }
    }
}

/// The three words in a row with the most letters: by these a typed answer is known for this one.
fn phrase(says: &str) -> Option<String> {
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let words: Vec<String> = says.split_whitespace().map(plain).collect();
    let fits = |three: &&[String]| three.iter().all(|word| !word.is_empty() && word.chars().all(char::is_alphabetic));
    let three = words.windows(3).filter(fits).max_by_key(|three| three.iter().map(String::len).sum::<usize>())?;
    Some(three.join(" ")).filter(|phrase| Phrase::parse(phrase).is_ok())
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn list<T: AsRef<str>>(texts: &[T]) -> String {
    let all: Vec<String> = texts.iter().map(|text| quoted(text.as_ref())).collect();
    format!("[{}]", all.join(", "))
}
