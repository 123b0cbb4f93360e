//! A real case as a draft: what was said in it, with the people taken out.

use serde::Serialize;

use crate::case::{Case, Customer};
use crate::playbook::Library;
use crate::practice::redact::{Known, Redactor, Replaced};
use crate::terms::{Channel, Heat, Speaker};

use super::draft::Draft;
use super::talk::{Reply, Said, exchanges};
use super::temper::Temper;
use super::{Converted, finish, first_words, sentences, tidy};

/// A draft made of a case, and who was taken out of it.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    /// The draft.
    pub draft: Converted,
    /// Everything that was replaced.
    pub replaced: Vec<Replaced>,
}

/// Makes a draft of a case. `colleagues` are names and logins of our own people, known beside those in the case; `id` is for the
/// draft: the case's number would lead back to it.
///
/// # Errors
/// Why it cannot become one.
pub fn told(
    case: &Case,
    customer: Option<&Customer>,
    colleagues: &[String],
    id: &str,
    library: &Library,
) -> Result<Told, String> {
    let known = known(case, customer, colleagues);
    let mut redactor = Redactor::new(known);
    let mut talk = Vec::new();
    let messages = case.interactions.iter().flat_map(|interaction| &interaction.messages);
    for (n, message) in messages.filter(|message| message.who != Speaker::System).enumerate() {
        // Line by line before it becomes one line: addresses stand on several.
        let text = tidy(&redactor.text(&format!("line {}", n + 1), message.text.as_str()));
        talk.push(match message.who {
            Speaker::Customer => Said::Customer(text),
            _ => Said::Ours(Reply { text, label: None, others: Vec::new() }),
        });
    }
    if talk.is_empty() {
        return Err("nothing that was said is written down in it".to_owned());
    }
    let channel = case.interactions.iter().find_map(|interaction| interaction.channel).unwrap_or(Channel::Chat);
    let said: Vec<&str> = talk
        .iter()
        .filter_map(|said| if let Said::Customer(text) = said { Some(text.as_str()) } else { None })
        .collect();
    let first = said.first().map_or_else(String::new, |text| (*text).to_owned());
    let said = said.join(" ");
    let wanted = case.wanted.as_ref().map(|text| tidy(&redactor.text("what they wanted", text.as_str())));
    let wants = wanted.filter(|text| !text.is_empty()).unwrap_or_else(|| {
        sentences(&first).first().map_or_else(|| "that it is put right".to_owned(), |text| (*text).to_owned())
    });
    let walked = case.walks.last().map(|walk| walk.playbook.id.clone()).filter(|id| library.get(id).is_some());
    let fits = || library.rank(&said).first().map(|(_, playbook)| playbook.id().to_owned());
    let playbook = walked.or_else(fits).unwrap_or_else(|| "complaint".to_owned());
    let (exchanges, last) = exchanges(talk, channel)?;
    let mut temper = Temper::of(&said);
    let heat = case.interactions.iter().find_map(|interaction| interaction.heat_start);
    temper.heat = heat.unwrap_or(temper.heat.min(Heat::Upset));
    temper.kind = customer.and_then(|customer| customer.details.kind);
    let title = library.get(&playbook).map_or_else(|| "A case".to_owned(), |playbook| playbook.title().to_owned());
    let draft = Draft {
        id: id.to_owned(),
        title: first_words(&format!("{} (a draft)", tidy(&title)), 12),
        about: first_words(&wants, 38),
        playbook,
        channel,
        names: vec!["Mrs Ellery".to_owned(), "Mr Tolland".to_owned()],
        wants: first_words(&wants, 18),
        temper,
        notes: vec![
            "A draft made of a real case, with invented names and numbers.".to_owned(),
            "No pattern finds everything: a person must read all of it before others see it.".to_owned(),
        ],
        exchanges,
        last,
        demoted: 0,
    };
    Ok(Told { draft: finish(draft, library)?, replaced: redactor.replaced().to_vec() })
}

/// What the case knows of its people.
pub(super) fn known(case: &Case, customer: Option<&Customer>, colleagues: &[String]) -> Known {
    let details = customer.map(|customer| &customer.details);
    let all = |texts: [Option<&crate::terms::Text>; 2]| {
        texts.into_iter().flatten().map(ToString::to_string).collect::<Vec<_>>()
    };
    let mut names = details.map_or_else(Vec::new, |d| all([d.name.as_ref(), d.called.as_ref()]));
    names.extend(colleagues.iter().cloned());
    names.extend(case.owner.clone());
    names.extend(case.interactions.iter().map(|interaction| interaction.agent.clone()));
    names.extend(case.notes.iter().map(|note| note.by.clone()));
    names.extend(case.hand_offs.iter().flat_map(|hand_off| [hand_off.from.clone(), hand_off.to.clone()]));
    names.extend(case.interactions.iter().flat_map(|i| &i.transfers).map(|transfer| transfer.to.to_string()));
    names.sort();
    names.dedup();
    let phones = case.promises.iter().filter_map(|promise| promise.call_back.as_ref()).map(ToString::to_string);
    let outside = case.interactions.iter().filter_map(|interaction| interaction.external_id.clone());
    Known {
        names,
        phones: details.map_or_else(Vec::new, |d| all([d.phone.as_ref(), None])).into_iter().chain(phones).collect(),
        emails: details.map_or_else(Vec::new, |d| all([d.email.as_ref(), None])),
        needs: details.map_or_else(Vec::new, |d| all([d.preferences.as_ref(), d.support_needs.as_ref()])),
        numbers: std::iter::once(case.number().to_owned()).chain(outside).collect(),
    }
}
