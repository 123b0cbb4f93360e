//! A person across cases and records; who else they may be; a merge that is taken back splits them again.

use super::*;
use crate::case::{Command, Context, Deed, Event, Subject};
use crate::door::{Door, Options};
use crate::log::fresh;
use crate::log::testing::{Desk, NOON, everything};
use crate::terms::Mode;

fn details(name: &str, phone: &str, email: &str) -> CustomerDetails {
    let text = |words: &str| (!words.is_empty()).then(|| Text::new(words));
    CustomerDetails { name: text(name), phone: text(phone), email: text(email), ..CustomerDetails::default() }
}

fn add(desk: &Desk, details: CustomerDetails) -> CustomerId {
    let id = fresh();
    desk.open().record(Subject::Customer(id), vec![Event::CustomerAdded { details }]);
    id
}

fn a_case_of(desk: &Desk, number: &str, customer: CustomerId) -> CaseId {
    let id = fresh();
    let mut events = everything();
    for event in &mut events {
        match event {
            Event::Opened { number: own, .. } => number.clone_into(own),
            Event::CustomerSet { customer: own } => *own = customer,
            _ => {}
        }
    }
    desk.open().record(Subject::Case(id), events);
    id
}

#[test]
fn one_person_is_all_their_cases_and_records() {
    let desk = Desk::new();
    let ngozi = add(&desk, details("Ngozi Okafor", "07700 900123", ""));
    let twin = add(&desk, details("N Okafor", "", "ngozi@example.org"));
    a_case_of(&desk, "C-1", ngozi);
    a_case_of(&desk, "C-2", twin);
    let before = desk.reader().person(ngozi, 10).unwrap().unwrap();
    assert_eq!((before.cases.len(), before.promises.len(), before.gestures.len()), (1, 2, 1));
    desk.open().record(Subject::Customer(ngozi), vec![Event::CustomersMerged { from: twin }]);
    let person = desk.reader().person(twin, 10).unwrap().unwrap();
    assert_eq!((person.customer.id, person.records.len()), (ngozi, 1));
    assert_eq!(person.cases.len(), 2);
    assert_eq!((person.promises.len(), person.gestures.len()), (4, 2));
    assert_eq!(person.given.iter().map(|m| m.for_people()).collect::<Vec<_>>(), ["£9.80"]);
    assert!(person.similar.is_empty(), "a merged record is no other person");
    assert_eq!(desk.reader().person(fresh(), 10).unwrap(), None);
    assert_eq!(desk.reader().recent_customers(10).unwrap().len(), 1);
}

#[test]
fn somebody_who_may_be_the_same_is_found_with_the_reason() {
    let desk = Desk::new();
    let ngozi = add(&desk, details("Ngozi Okafor", "+44 7700 900123", "n.okafor@example.com"));
    add(&desk, details("Zoë Lindqvist", "07700 900456", "zoe@example.org"));
    a_case_of(&desk, "C-7", ngozi);
    let reader = desk.reader();
    let who = |details: CustomerDetails| -> Vec<(CustomerId, Vec<Why>, Option<String>)> {
        reader.similar(&details, &[], 5).unwrap().into_iter().map(|s| (s.customer.id, s.why, s.number)).collect()
    };
    let is = |why: &[Why]| vec![(ngozi, why.to_vec(), Some("C-7".to_owned()))];
    assert_eq!(who(details("", "07700 900 123", "")), is(&[Why::Telephone]));
    assert_eq!(who(details("Ann", "0044 7700900123", "N.Okafor@Example.com")), is(&[Why::Telephone, Why::Email]));
    for near in ["Ngozi Okafo", "ngosi okafor", "Okafor Ngozi", "N. Okafor", "Ngozi Okaffor"] {
        assert_eq!(who(details(near, "", "")), is(&[Why::NearName]), "{near}");
    }
    assert_eq!(who(details("NGOZI OKAFOR", "", "")), is(&[Why::SameName]));
    for other in ["Ngozi Adeyemi", "Obi Okafor", "Ngo", ""] {
        assert_eq!(who(details(other, "07700 900999", "okafor@example.com")), vec![], "{other}");
    }
    assert_eq!(reader.similar(&details("Ngozi Okafor", "", ""), &[ngozi], 5).unwrap(), vec![]);
}

/// Carries one command on a customer out, as anybody at the desk would.
fn perform(desk: &Desk, on: CustomerId, command: Command) -> Result<(), LogError> {
    let door = Door::shipped(Options { file: Some(desk.path.clone()), desk: None, login: Some("ana".into()) }).unwrap();
    let now = Timestamp::from_ms(NOON);
    let known = door.known(now);
    let context: Context<'_> = door.context(&known, Mode::Live, now);
    let deed = Deed { id: fresh(), on: Subject::Customer(on), command, at: now, agent: None, seen: None };
    desk.open().perform(&[deed], &context).map(|_| ())
}

#[test]
fn a_merge_that_is_taken_back_splits_them_again_and_the_cases_go_back() {
    let desk = Desk::new();
    let (a, b) = (add(&desk, details("Ann A", "1234567", "")), add(&desk, details("Ann B", "7654321", "")));
    let (case_a, case_b) = (a_case_of(&desk, "C-1", a), a_case_of(&desk, "C-2", b));
    let whose = |id: CustomerId| -> Vec<CaseId> {
        let mut cases: Vec<CaseId> =
            desk.reader().person(id, 9).unwrap().unwrap().cases.into_iter().map(|c| c.id).collect();
        cases.sort();
        cases
    };
    perform(&desk, a, Command::MergeCustomer(b)).unwrap();
    assert_eq!(whose(b), [case_a, case_b]);
    perform(&desk, a, Command::ChangeCustomer(details("", "999 888 777", ""))).unwrap();
    perform(&desk, a, Command::Undo).unwrap();
    assert_eq!(desk.reader().customer(b).unwrap().unwrap().details.phone, Some(Text::new("1234567")));
    perform(&desk, a, Command::Undo).unwrap();
    assert_eq!((whose(a), whose(b)), (vec![case_a], vec![case_b]));
    assert_eq!(desk.reader().customer(b).unwrap().unwrap().id, b);
    perform(&desk, a, Command::Redo).unwrap();
    assert_eq!(whose(b), [case_a, case_b]);
    perform(&desk, a, Command::Undo).unwrap();
    // What is left is how they became known: that stays.
    let refused = perform(&desk, a, Command::Undo).unwrap_err();
    assert!(refused.to_string().contains("became known"), "{refused}");
    assert!(desk.clean());
}

#[test]
fn a_field_can_be_taken_away() {
    let desk = Desk::new();
    let id = add(&desk, details("Ann", "1234567", "ann@example.org"));
    let blank = CustomerDetails { email: Some(Text::new("")), ..CustomerDetails::default() };
    perform(&desk, id, Command::ChangeCustomer(blank)).unwrap();
    assert_eq!(desk.reader().customer(id).unwrap().unwrap().details.email, None);
    assert!(desk.reader().customers("example", 5).unwrap().is_empty());
}

#[test]
fn many_people_with_like_names_are_still_found_quickly() {
    let desk = Desk::new();
    let mut log = desk.open();
    for n in 0..400 {
        let events =
            vec![Event::CustomerAdded { details: details(&format!("Ann Other{n}"), &format!("0770090{n:04}"), "") }];
        log.record(Subject::Customer(fresh()), events);
    }
    let found = desk.reader().similar(&details("Zed", "07700900007", ""), &[], 5).unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
}
