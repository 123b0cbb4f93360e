//! A real case as a draft: what was said in it, with the people taken out.

use serde::Serialize;

use crate::case::{Case, Customer};
use crate::playbook::Library;
use crate::practice::redact::{Known, Redactor, Replaced};
use crate::terms::{Channel, Heat, Speaker};

use super::draft::Draft;
use super::talk::{Reply, Said, exchanges};
use super::temper::Temper;
use super::{Converted, finish, first_words, playbook, sentences, tidy};

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
    let names = names(&mut redactor, customer);
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
    let playbook = playbook(library, walked.as_deref(), &said);
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
        names,
        wants: first_words(&wants, 18),
        temper,
        notes: vec![
            "A draft made of a real case, with invented names and numbers.".to_owned(),
            "No pattern finds everything: a person must read all of it before others see it.".to_owned(),
        ],
        exchanges,
        last,
    };
    Ok(Told { draft: finish(draft, library)?, replaced: redactor.replaced().to_vec() })
}

/// What the customer of the draft is called: as in what is said there, or like nobody in it.
fn names(redactor: &mut Redactor, customer: Option<&Customer>) -> Vec<String> {
    let details = customer.map(|customer| &customer.details);
    let mut known = details.into_iter().flat_map(|details| [&details.called, &details.name]).flatten();
    let called = known.find_map(|name| redactor.called("the customer's name", name.as_str()));
    called
        .map_or_else(|| ["Mrs", "Mr"].map(|title| format!("{title} {}", redactor.nobody())).to_vec(), |name| vec![name])
}

/// What the case knows of its people. Who a case or a customer was passed to may be a room or a team: those of them who are
/// people of the desk stand among the colleagues.
fn known(case: &Case, customer: Option<&Customer>, colleagues: &[String]) -> Known {
    let details = customer.map(|customer| &customer.details);
    let all = |texts: [Option<&crate::terms::Text>; 2]| {
        texts.into_iter().flatten().map(ToString::to_string).collect::<Vec<_>>()
    };
    let mut names = details.map_or_else(Vec::new, |d| all([d.name.as_ref(), d.called.as_ref()]));
    names.extend(colleagues.iter().cloned());
    names.extend(case.owner.clone());
    names.extend(case.interactions.iter().map(|interaction| interaction.agent.clone()));
    names.extend(case.notes.iter().map(|note| note.by.clone()));
    names.extend(case.hand_offs.iter().map(|hand_off| hand_off.from.clone()));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{CustomerDetails, Interaction, Message, Transfer};
    use crate::desk::Desk;
    use crate::playbook::shipped;
    use crate::practice::Scenario;
    use crate::terms::{CustomerId, InteractionId, MessageId, Text, Timestamp};

    fn case() -> Case {
        let at = Timestamp::from_ms(0);
        let message =
            |n: u8, who, text: &str| Message { id: MessageId::from_bytes([n; 16]), at, who, text: Text::new(text) };
        let to = Text::new("Packing room");
        let mut case = Case::default();
        case.interactions.push(Interaction {
            id: InteractionId::from_bytes([1; 16]),
            agent: "gwen".to_owned(),
            channel: Some(Channel::Chat),
            external_id: None,
            began: at,
            talk_ended: None,
            ended: None,
            holds: Vec::new(),
            lost: Vec::new(),
            parked: Vec::new(),
            transfers: vec![Transfer { at, to, number: None, outside: false, warm: true, note: None }],
            timed: None,
            heat_start: None,
            heat_end: None,
            summary: None,
            messages: vec![
                message(1, Speaker::Customer, "This is Ngozi Okafor. My parcel is not here."),
                message(2, Speaker::Agent, "Thank you, Mrs Okafor. What were you told?"),
                message(3, Speaker::Customer, "Nothing. Is it still packing, is there room for it?"),
                message(4, Speaker::Agent, "The packing room has it. I send it today."),
            ],
            actions: Vec::new(),
        });
        case
    }

    fn draft(customer: Option<&Customer>) -> (Told, Scenario) {
        let desk = Desk::parse("desk.toml", shipped::DESK).unwrap();
        let library = Library::build(shipped::sources(), &desk).0;
        let told =
            told(&case(), customer, &["gwen".to_owned(), "Gwen Pritchard".to_owned()], "a-draft", &library).unwrap();
        let scenario = Scenario::parse("a-draft", &told.draft.text).unwrap();
        (told, scenario)
    }

    #[test]
    fn the_customer_has_one_name_and_a_room_is_nobody() {
        let name = |name: &str| Some(Text::new(name));
        let details = CustomerDetails { name: name("Ngozi Okafor"), called: name("Mrs Okafor"), ..Default::default() };
        let customer = Customer { id: CustomerId::from_bytes([1; 16]), details, aliases: Vec::new() };
        let (told, scenario) = draft(Some(&customer));
        let [called] = &scenario.customer.names[..] else { panic!("{:?}", scenario.customer.names) };
        assert!(
            called.starts_with("Mrs ") && told.draft.text.contains(&format!("Thank you, {called}.")),
            "{}",
            told.draft.text
        );
        for kept in ["Is it still packing, is there room for it?", "The packing room has it."] {
            assert!(told.draft.text.contains(kept), "{}", told.draft.text);
        }
        assert!(told.replaced.iter().all(|one| !one.before.to_lowercase().contains("room")), "{:?}", told.replaced);
    }

    #[test]
    fn a_customer_whom_nobody_knows_is_called_like_nobody_else() {
        let (told, scenario) = draft(None);
        assert_eq!(scenario.customer.names.len(), 2);
        for name in scenario.customer.names.iter().map(|name| name.split_once(' ').unwrap().1) {
            assert_eq!(told.draft.text.matches(name).count(), 1, "{name}: {}", told.draft.text);
        }
        assert!(!told.draft.text.contains("Okafor"), "{}", told.draft.text);
    }
}
