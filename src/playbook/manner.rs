//! How this customer likes to be served, in a line or two for the panel; how the desk opens.

use super::moments::Moment;
use super::phrases::{Facts, Phrases};
use crate::case::Customer;
use crate::desk::Desk;
use crate::terms::{CustomerKind, Timestamp, clean};

/// The longest preference or need that stands in a line, in characters.
const LONGEST: usize = 120;

/// How to serve this customer: their kind with the name to use, then what they asked for and what helps them. Three lines at
/// the most; none where nothing is known.
pub fn manner(texts: &Phrases, customer: &Customer) -> Vec<String> {
    let details = &customer.details;
    let one_line = |text: &crate::terms::Text| {
        let line = clean::one_line(text.as_str().trim());
        let cut: String = line.chars().take(LONGEST).collect();
        if cut.len() < line.len() { format!("{}…", cut.trim_end()) } else { line }
    };
    let (preferences, needs) =
        (details.preferences.as_ref().map(one_line), details.support_needs.as_ref().map(one_line));
    let known = Facts::new()
        .with("called", details.called.as_ref().map(crate::terms::Text::as_str))
        .with("preferences", preferences.as_deref())
        .with("needs", needs.as_deref());
    let kind = details.kind.and_then(|kind| texts.line(of_kind(kind), &known));
    let first: Vec<String> = kind.into_iter().chain(texts.line(Moment::Called, &known)).collect();
    let mut lines = Vec::new();
    if !first.is_empty() {
        lines.push(first.join(" "));
    }
    lines.extend(texts.line(Moment::Preferences, &known));
    lines.extend(texts.line(Moment::Needs, &known));
    lines
}

fn of_kind(kind: CustomerKind) -> Moment {
    match kind {
        CustomerKind::LeaveAlone => Moment::LeaveAlone,
        CustomerKind::StayNear => Moment::StayNear,
        CustomerKind::Direct => Moment::Direct,
        CustomerKind::ByTheHand => Moment::ByTheHand,
    }
}

/// The greeting as this person says it now, and today's notices.
pub fn opening_lines(desk: &Desk, login: &str, now: Timestamp) -> Vec<String> {
    let greeting = desk.greet(login, now).text;
    let notices = desk.notices(desk.today(now)).into_iter().map(|notice| notice.text.clone());
    std::iter::once(greeting).chain(notices).filter(|line| !line.trim().is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::CustomerDetails;
    use crate::playbook::shipped;
    use crate::terms::{CustomerId, Text};

    fn customer(kind: Option<CustomerKind>, called: Option<&str>, preferences: Option<&str>) -> Customer {
        let details = CustomerDetails {
            kind,
            called: called.map(Text::new),
            preferences: preferences.map(Text::new),
            ..CustomerDetails::default()
        };
        Customer { id: CustomerId::from_bytes([0; 16]), details, aliases: Vec::new() }
    }

    #[test]
    fn one_line_says_how() {
        let lines = manner(
            Phrases::shipped(),
            &customer(Some(CustomerKind::Direct), Some("Mrs Okafor"), Some("e-mail,\nnot calls")),
        );
        assert_eq!(
            lines,
            ["Direct: facts first, the choices in one breath. Say Mrs Okafor.", "They asked: e-mail, not calls"]
        );
        assert_eq!(manner(Phrases::shipped(), &customer(None, None, None)), Vec::<String>::new());
    }

    #[test]
    fn every_kind_has_its_line() {
        for kind in CustomerKind::ALL {
            assert_eq!(manner(Phrases::shipped(), &customer(Some(*kind), None, None)).len(), 1, "{kind}");
        }
    }

    #[test]
    fn we_open_with_the_greeting_and_the_notices() {
        let desk = Desk::parse("desk.toml", shipped::DESK).unwrap();
        let lines = opening_lines(&desk, "ana", Timestamp::parse("2026-11-20T10:00:00Z").unwrap());
        assert_eq!(lines[0], "Good morning, Tansy & Rook, Ana Ferreira speaking. How may I help?");
        assert!(lines.len() == 2 && lines[1].starts_with("For Christmas"), "{lines:?}");
    }
}
