//! The calm-down card: handholds for a heated moment, filled in with this case's own facts.

use super::phrases::{Facts, Phrases};
use super::view::StepView;
use crate::case::{Case, Customer, PromiseState, Reach};
use crate::desk::{Desk, day_words};
use crate::terms::{Answers, Heat, Role, Timestamp, Value};

/// The longest stretch of the customer's own words that is quoted, in characters.
const LONGEST_QUOTE: usize = 140;

/// What the card may know of a case. Everything can be left out: a line that needs it is then left out too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CalmFacts {
    /// How heated they are; where it is not written down, the card is for somebody upset.
    pub heat: Option<Heat>,
    /// The name to use.
    pub called: Option<String>,
    /// What it did to them, as the apology has it: `you waited in all day`.
    pub harm: Option<String>,
    /// What happened, in their own words.
    pub story: Option<String>,
    /// What would put it right, in their own words.
    pub wanted: Option<String>,
    /// Since when they wait: `since Tuesday 17 November`.
    pub waiting: Option<String>,
    /// The day of the promise that was not kept: `Monday 23 November`.
    pub broken_by: Option<String>,
    /// How many other cases they have had.
    pub earlier_cases: usize,
    /// The agent's name.
    pub agent: Option<String>,
    /// The organisation's name.
    pub desk: Option<String>,
    /// Who leads the desk.
    pub supervisor: Option<String>,
    /// The number of the case.
    pub number: Option<String>,
}

/// One part of the card.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CalmPart {
    /// What it is called.
    pub title: String,
    /// What could be said, each line sayable aloud.
    pub say: Vec<String>,
    /// What to leave out.
    pub avoid: Vec<String>,
}

/// The card for these facts. A line that cannot be filled in is left out, and a part without any line too.
pub fn calm_card(texts: &Phrases, facts: &CalmFacts) -> Vec<CalmPart> {
    let heat = facts.heat.filter(|heat| *heat != Heat::Calm).unwrap_or(Heat::Upset);
    let known = facts.known();
    let part = |part: &super::phrases::CalmText| CalmPart {
        title: part.title.clone(),
        say: part.say.iter().filter_map(|line| known.fill(line)).take(part.most).collect(),
        avoid: part.avoid.clone(),
    };
    let parts = texts.calm.iter().filter(|part| part.heat.contains(&heat)).map(part);
    parts.filter(|part| !part.say.is_empty()).collect()
}

impl CalmFacts {
    /// What is known of a case. `steps` is what the panel shows of its walk (empty without one), `answers` those of the walk,
    /// `earlier` the number of the customer's other cases.
    #[allow(clippy::too_many_arguments)]
    pub fn of(
        case: &Case,
        customer: Option<&Customer>,
        earlier: usize,
        steps: &[StepView],
        answers: &Answers,
        desk: &Desk,
        login: &str,
        now: Timestamp,
    ) -> Self {
        let interaction = case.interactions.last();
        let reached = steps.iter().filter(|step| step.reach == Reach::Yes);
        let harm = reached.filter_map(|step| step.apology.as_ref()).find(|apology| apology.harm.missing.is_empty());
        let late = |p: &&crate::case::Promise| match &p.state {
            PromiseState::Broken(..) => true,
            PromiseState::Open => p.due < now,
            _ => false,
        };
        let broken = case.promises.iter().filter(late).max_by_key(|p| p.due);
        let supervisor = desk.people.iter().find(|p| p.role == Role::Supervisor && p.login != login);
        Self {
            heat: interaction.and_then(|i| i.heat_end.or(i.heat_start)),
            called: customer.and_then(Customer::called).map(ToString::to_string),
            harm: harm.map(|apology| bare(&apology.harm.text)),
            story: words(answers.get("story")).map(|story| quote(&story)),
            wanted: case.wanted.as_ref().map(|wanted| sentence(&quote(wanted.as_str()))),
            waiting: case.opened.as_ref().and_then(|opened| waiting(desk, opened.at, now)),
            broken_by: broken.map(|p| day_words(desk.local(p.due).date())),
            earlier_cases: earlier,
            agent: Some(desk.name_of(login).to_owned()),
            desk: Some(desk.name.clone()),
            supervisor: supervisor.map(|p| p.name.clone()),
            number: case.opened.as_ref().map(|_| case.number().to_owned()),
        }
    }

    fn known(&self) -> Facts {
        let earlier = match self.earlier_cases {
            0 => None,
            1 => Some("once".to_owned()),
            2 => Some("twice".to_owned()),
            more => Some(format!("{more} times")),
        };
        Facts::new()
            .with("called", self.called.as_deref())
            .with("harm", self.harm.as_deref())
            .with("story", self.story.as_deref())
            .with("wanted", self.wanted.as_deref())
            .with("waiting", self.waiting.as_deref())
            .with("broken_by", self.broken_by.as_deref())
            .with("earlier", earlier.as_deref())
            .with("agent", self.agent.as_deref())
            .with("desk", self.desk.as_deref())
            .with("supervisor", self.supervisor.as_deref())
            .with("number", self.number.as_deref())
    }
}

/// Since when they wait, where that is long enough to speak of.
fn waiting(desk: &Desk, from: Timestamp, now: Timestamp) -> Option<String> {
    const AN_HOUR: i64 = 60 * 60 * 1000;
    let (then, today) = (desk.local(from), desk.today(now));
    match now.since(from) {
        ..AN_HOUR => None,
        _ if then.date() == today => Some(format!("since {}", desk.time_words(from))),
        _ => Some(format!("since {}", day_words(then.date()))),
    }
}

fn words(value: Option<&Value>) -> Option<String> {
    match value {
        Some(Value::Text(text)) if !text.is_blank() => Some(text.to_string()),
        _ => None,
    }
}

/// Without a full stop at its end.
pub(super) fn bare(text: &str) -> String {
    text.trim().trim_end_matches('.').to_owned()
}

/// With a full stop at its end, unless it ends in a mark already.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    let ends = text.ends_with(['.', '!', '?', '…', '”', '"', ':']);
    if text.is_empty() || ends { text.to_owned() } else { format!("{text}.") }
}

/// The beginning of somebody's words, on one line, cut at a word.
fn quote(text: &str) -> String {
    // What was masked is not read aloud.
    let line = crate::terms::clean::without_marks(&crate::terms::clean::one_line(text.trim()));
    if line.chars().count() <= LONGEST_QUOTE {
        return line;
    }
    let cut: String = line.chars().take(LONGEST_QUOTE).collect();
    let end = cut.rfind(char::is_whitespace).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', '.', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(facts: &CalmFacts) -> Vec<CalmPart> {
        calm_card(Phrases::shipped(), facts)
    }

    fn facts() -> CalmFacts {
        CalmFacts {
            heat: Some(Heat::Angry),
            called: Some("Mrs Okafor".into()),
            harm: Some("you waited in all day".into()),
            story: Some("The driver left a card though I was in.".into()),
            wanted: Some("To have it before Saturday.".into()),
            waiting: Some("since Tuesday 17 November".into()),
            broken_by: Some("Friday 20 November".into()),
            earlier_cases: 2,
            agent: Some("Ana Ferreira".into()),
            desk: Some("Tansy & Rook".into()),
            supervisor: Some("Gwen Pritchard".into()),
            number: Some("C-1042".into()),
        }
    }

    #[test]
    fn the_card_speaks_of_this_case() {
        let shown: Vec<String> = card(&facts())
            .into_iter()
            .map(|p| format!("{}\n  {}\n  not: {}", p.title, p.say.join("\n  "), p.avoid.join("; ")))
            .collect();
        insta::assert_snapshot!("calm_card", shown.join("\n"));
    }

    #[test]
    fn what_is_not_known_leaves_no_hole() {
        for heat in Heat::ALL {
            let card = card(&CalmFacts { heat: Some(*heat), ..CalmFacts::default() });
            let lines: Vec<&String> = card.iter().flat_map(|part| &part.say).collect();
            assert!(lines.len() >= 6, "{heat}: {lines:?}");
            assert!(lines.iter().all(|l| !l.contains(['[', '{']) && !l.contains(" ,")), "{lines:?}");
        }
    }

    #[test]
    fn limits_are_for_abuse_alone() {
        let limits = |heat| {
            let facts = CalmFacts { heat, ..facts() };
            card(&facts).iter().flat_map(|p| p.say.clone()).any(|line| line.contains("ending the call"))
        };
        assert_eq!(
            [None, Some(Heat::Upset), Some(Heat::Angry), Some(Heat::Abusive)].map(limits),
            [false, false, false, true]
        );
    }

    #[test]
    fn no_line_of_the_card_would_be_remarked_on() {
        use crate::wording::{About, Rules};
        for heat in Heat::ALL {
            for line in card(&CalmFacts { heat: Some(*heat), ..facts() }).iter().flat_map(|p| &p.say) {
                let about = About { name: None, channel: crate::terms::Channel::Phone };
                assert_eq!(Rules::shipped().check(line, &about), [], "{line}");
            }
        }
    }

    #[test]
    fn the_facts_come_from_the_case() {
        use crate::case::Opened;
        use crate::playbook::{Library, shipped};
        use crate::terms::Text;
        let desk = Desk::parse("desk.toml", shipped::DESK).unwrap();
        let (library, _) = Library::build(shipped::sources(), &desk);
        let at = |text: &str| Timestamp::parse(text).unwrap();
        let mut case = Case::default();
        case.opened = Some(Opened { number: "C-7".into(), at: at("2026-11-17T09:00:00Z"), by: "ana".into() });
        case.wanted = Some(Text::new("to have it before Saturday"));
        let answers = Answers::from([
            ("story".to_owned(), Value::Text(Text::new("She waited in all day."))),
            ("days_late".to_owned(), Value::Number(4.into())),
        ]);
        let now = at("2026-11-20T10:00:00Z");
        let steps = library.get("late-parcel").unwrap().view(&answers, now, &desk);
        let facts = CalmFacts::of(&case, None, 1, &steps, &answers, &desk, "ana", now);
        assert_eq!(facts.waiting.as_deref(), Some("since Tuesday 17 November"));
        assert_eq!(facts.wanted.as_deref(), Some("to have it before Saturday."));
        assert!(facts.harm.as_deref().unwrap().contains("4 days"), "{facts:?}");
        assert_eq!(
            (facts.agent.as_deref(), facts.supervisor.as_deref()),
            (Some("Ana Ferreira"), Some("Gwen Pritchard"))
        );
        assert_eq!((facts.called, facts.broken_by, facts.heat), (None, None, None));
    }

    #[test]
    fn long_words_are_cut_between_words() {
        let quoted = quote(&"word, ".repeat(60));
        assert!(quoted.ends_with("word…") && quoted.chars().count() <= LONGEST_QUOTE + 1, "{quoted}");
    }
}
