//! What a playbook may ask about: the answers of a walk, and case, customer and desk under dotted names.

use crate::terms::{Answers, Heat, Text, Value};

use super::customer::Customer;
use super::state::{Case, Interaction, Walk};

/// All that is known for conditions and prompts. `desk` brings its own dotted names; answers keep their plain ones.
pub fn known(case: &Case, walk: Option<&Walk>, customer: Option<&Customer>, desk: &Answers) -> Answers {
    let mut known = desk.clone();
    known.entry("case.second_time".to_owned()).or_insert(Value::YesNo(false));
    let mut choice = |name: &str, word: Option<&'static str>| {
        if let Some(word) = word {
            known.insert(format!("case.{name}"), Value::Choice(word.to_owned()));
        }
    };
    let interaction = walk.and_then(|w| case.interaction(w.interaction)).or(case.interactions.last());
    choice("kind", case.kind.map(crate::terms::CaseKind::word));
    choice("severity", case.severity.map(crate::terms::Severity::word));
    choice("heat", interaction.and_then(heat).map(Heat::word));
    choice("channel", interaction.and_then(|i| i.channel).map(crate::terms::Channel::word));
    if let Some(opened) = &case.opened {
        known.insert("case.number".to_owned(), Value::Text(Text::new(&opened.number)));
    }
    if let Some(wanted) = &case.wanted {
        known.insert("case.wanted".to_owned(), Value::Text(wanted.clone()));
    }
    if let Some(customer) = customer {
        customer.known(&mut known);
    }
    if let Some(walk) = walk {
        known.extend(walk.answers.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    known
}

/// How heated the customer is, as last written down.
fn heat(interaction: &Interaction) -> Option<Heat> {
    interaction.heat_end.or(interaction.heat_start)
}
