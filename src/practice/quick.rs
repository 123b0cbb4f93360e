//! Quick drills of a minute: the order of the stages, the apology that is none, the gesture that fits, what to say around a hold.
//! Drawn by a seed from `playbooks/quick.toml`. Who shows them and counts the minute is for others.

use std::sync::LazyLock;

use crate::sheet::fields::Fields;
use crate::sheet::{Finding, Sheet, did_you_mean};

use super::drill::lot;

/// The questions that ship, as text.
const SHIPPED: &str = include_str!("../../playbooks/quick.toml");
/// How long a quick drill lasts, in seconds.
pub const SECONDS: u32 = 60;

crate::terms::words::words! {
    /// What a quick drill is about.
    QuickKind, "quick drill" {
        /// The order of the four stages.
        Order = "order", "the order of the stages";
        /// The apology that is none.
        NonApology = "non-apology", "spot what is no apology";
        /// The gesture that fits.
        Gesture = "gesture", "choose the gesture";
        /// Around a hold.
        Hold = "hold", "what to say on hold";
    }
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What it is about.
    pub kind: QuickKind,
    /// The question.
    pub asks: String,
    /// The answers.
    pub options: Vec<String>,
    /// The right one by its place; of an order, all of them as they follow.
    pub right: Vec<usize>,
    /// Why.
    pub why: String,
}

impl Question {
    /// Whether this is the answer: the places chosen, in order.
    pub fn is_right(&self, chosen: &[usize]) -> bool {
        self.right == chosen
    }
}

/// All that ship. None where the file is broken, which a test rules out.
pub fn shipped() -> &'static [Question] {
    static ALL: LazyLock<Vec<Question>> = LazyLock::new(|| read("quick.toml", SHIPPED).0);
    &ALL
}

/// The questions of one kind, or of all, in an order by the seed, each with its options in an order by the seed.
pub fn drawn(kind: Option<QuickKind>, seed: u64) -> Vec<Question> {
    let wanted = shipped().iter().filter(|q| kind.is_none_or(|kind| q.kind == kind));
    let mut questions: Vec<(u64, Question)> =
        wanted.map(|q| (lot(seed, &["quick", &q.asks, &q.options.concat()]), mixed(q, seed))).collect();
    questions.sort_by_key(|(lot, _)| *lot);
    questions.into_iter().map(|(_, question)| question).collect()
}

fn mixed(question: &Question, seed: u64) -> Question {
    let mut places: Vec<usize> = (0..question.options.len()).collect();
    places.sort_by_key(|at| lot(seed, &["option", &question.options[*at]]));
    let now = |at: &usize| places.iter().position(|place| place == at).unwrap_or(*at);
    Question {
        options: places.iter().map(|at| question.options[*at].clone()).collect(),
        right: question.right.iter().map(now).collect(),
        ..question.clone()
    }
}

/// Reads a file of questions: those that can be asked, and everything that is wrong with it. `name` is its name for messages.
pub fn read(name: &str, text: &str) -> (Vec<Question>, Vec<Finding>) {
    let mut sheet = Sheet::new(name, text);
    let mut questions = Vec::new();
    if let Some(table) = sheet.toml(text) {
        let mut fields = Fields::new("the file", table.get_ref(), 0..0);
        for mut one in fields.tables(&mut sheet, "question", "a question") {
            questions.extend(question(&mut sheet, &mut one));
            one.finish(&mut sheet);
        }
        fields.finish(&mut sheet);
    }
    (questions, sheet.into_findings())
}

fn question(sheet: &mut Sheet, f: &mut Fields<'_>) -> Option<Question> {
    let word = f.needed(sheet, "kind", "what it is about, like \"hold\"");
    let kind = word.parse().ok();
    if kind.is_none() {
        let help = did_you_mean(&word, QuickKind::ALL.iter().map(|kind| kind.word()));
        sheet.error("unknown-word", word.span.clone(), format!("`{}` is no quick drill", *word), help);
    }
    let asks = f.needed(sheet, "asks", "the question").value;
    let options: Vec<String> = f.texts(sheet, "options").unwrap_or_default().into_iter().map(|t| t.value).collect();
    let places = f.node("right").and_then(|node| node.get_ref().as_array()).into_iter().flatten();
    let place = |node: &toml::Spanned<toml::de::DeValue<'_>>| {
        let toml::de::DeValue::Integer(number) = node.get_ref() else { return None };
        number.as_str().parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < options.len())
    };
    let right: Vec<usize> = places.filter_map(place).collect();
    let enough = if kind == Some(QuickKind::Order) { right.len() == options.len() } else { right.len() == 1 };
    if !enough || options.len() < 2 {
        let help = Some("the places of the right options, from 1; of an order all of them".to_owned());
        sheet.error("right", f.key_span("right"), "it is not said which option is right".to_owned(), help);
    }
    let why = f.needed(sheet, "why", "why, in a sentence").value;
    Some(Question { kind: kind?, asks, options, right, why })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::Channel;
    use crate::wording::{About, Kind, Rules};

    #[test]
    fn what_ships_can_be_read_and_there_is_enough_of_each() {
        let (questions, findings) = read("quick.toml", SHIPPED);
        let shown: Vec<String> = findings.iter().map(|f| f.render(false)).collect();
        assert!(findings.is_empty(), "{}", shown.join("\n\n"));
        for kind in QuickKind::ALL {
            assert!(questions.iter().filter(|q| q.kind == *kind).count() >= 5, "{kind}");
        }
    }

    #[test]
    fn nothing_that_is_right_is_remarked_on() {
        let about = About { name: None, channel: Channel::Phone };
        for question in shipped().iter().filter(|q| q.kind != QuickKind::NonApology) {
            for at in &question.right {
                let remarks = Rules::shipped().check(&question.options[*at], &about);
                assert!(remarks.iter().all(|r| r.kind == Kind::Promise), "{}: {remarks:?}", question.options[*at]);
            }
        }
    }

    #[test]
    fn the_same_seed_asks_the_same_and_another_asks_otherwise() {
        assert_eq!(drawn(None, 7), drawn(None, 7));
        assert_ne!(drawn(None, 7), drawn(None, 8));
        let first: std::collections::BTreeSet<Vec<usize>> =
            (0..20).flat_map(|seed| drawn(Some(QuickKind::Hold), seed)).map(|q| q.right).collect();
        assert_eq!(first.len(), 3, "the right one stands at every place");
        for question in drawn(None, 3) {
            let plain = shipped().iter().find(|q| q.asks == question.asks && q.why == question.why).unwrap();
            let words = |q: &Question| q.right.iter().map(|at| q.options[*at].clone()).collect::<Vec<_>>();
            assert_eq!(words(&question), words(plain));
            assert!(question.is_right(&question.right) && !question.is_right(&[]));
        }
    }
}
