//! What is heard in sentences of our own, and what is not; the sentences themselves are in `tests/`.

mod closes;
mod harms;
mod listens;
mod mends;
mod negated;

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::sheet::fields::asked;
use crate::sheet::schema::testing::{breaches, json, keys};

fn heard(text: &str) -> Vec<(Act, &str)> {
    let all = Ear::shipped().hears(text, "Mrs Okafor", Channel::Phone);
    all.into_iter().map(|one| (one.act, &text[one.range])).collect()
}

fn acts(text: &str) -> Vec<Act> {
    heard(text).into_iter().map(|(act, _)| act).collect()
}

#[test]
fn what_ships_has_no_findings() {
    let _ = asked::taken();
    let (hearing, findings) = Hearing::read("hearing.toml", SHIPPED);
    let shown: Vec<String> = findings.iter().map(|f| f.render(false)).collect();
    assert!(findings.is_empty(), "{}", shown.join("\n\n"));
    assert_eq!(keys(&schema()), asked::taken(), "schema (left) and reader (right)");
    assert_eq!(breaches(&schema(), &json(SHIPPED)), Vec::<String>::new());
    assert!(!breaches(&schema(), &json("[[hear]]\nact = 'name'")).is_empty());
    let known: BTreeSet<Act> = hearing.unwrap().iter().map(|rule| rule.act).collect();
    let wanted = Act::ALL.iter().copied().filter(|act| !act.harms() && *act != Act::Name);
    assert_eq!(wanted.filter(|act| !known.contains(act)).collect::<Vec<_>>(), [], "every helping act has a rule");
}

#[test]
fn sentences_do_what_they_do_and_near_misses_do_not() {
    let mut wrong = Vec::new();
    let mut told = BTreeSet::new();
    for (word, does, near) in [listens::CASES, mends::CASES, closes::CASES, harms::CASES].concat() {
        let act: Act = word.parse().unwrap();
        assert!(does.len() >= 12 && near.len() >= 12, "{word} has too few sentences");
        told.insert(act);
        wrong
            .extend(does.iter().filter(|text| !acts(text).contains(&act)).map(|text| format!("{word} missed: {text}")));
        wrong.extend(
            near.iter().filter(|text| acts(text).contains(&act)).map(|text| format!("{word} misheard: {text}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let untold = Hearing::shipped().iter().filter(|rule| !told.contains(&rule.act)).map(|rule| rule.act);
    assert_eq!(untold.collect::<Vec<_>>(), []);
}

#[test]
fn a_no_takes_back_a_word_that_was_given() {
    let mut wrong = Vec::new();
    for (word, given, taken) in negated::CASES {
        let act: Act = word.parse().unwrap();
        let does = |text: &&&str| acts(text).contains(&act);
        wrong.extend(given.iter().filter(|text| !does(text)).map(|text| format!("{word} missed: {text}")));
        wrong.extend(taken.iter().filter(does).map(|text| format!("{word} heard in spite of the no: {text}")));
    }
    let given: usize = negated::CASES.iter().map(|(_, given, _)| given.len()).sum();
    let taken: usize = negated::CASES.iter().map(|(.., taken)| taken.len()).sum();
    assert!(given >= 15 && taken >= 15);
    // No word that is given in the ear's own sentences is lost to it.
    let own = [mends::CASES, closes::CASES].concat();
    let own = own.into_iter().filter_map(|(word, does, _)| Some((word.parse::<Act>().ok()?, does)));
    let own: Vec<(Act, &str)> = own
        .filter(|(act, _)| super::negated::is_a_word_given(*act))
        .flat_map(|(act, does)| does.iter().map(move |text| (act, *text)))
        .collect();
    let held = own.iter().filter(|(act, text)| acts(text).contains(act)).count();
    assert_eq!((held, wrong.as_slice()), (own.len(), [].as_slice()));
    assert!(own.len() >= 60);
}

#[test]
fn a_rule_is_excused_by_its_own_acts_alone() {
    let text = "[[hear]]\nact = 'refuse'\nphrases = ['no way']\nunless = ['repair']\nwhy = 'w'\nbetter = 'b'\n\
        [[hear]]\nact = 'refuse'\nphrases = ['not a chance']\nwhy = 'w'\nbetter = 'b'\n\
        [[hear]]\nact = 'repair'\nphrases = ['here it is']\nwhy = 'w'\n";
    let hearing: &'static Hearing = Box::leak(Box::new(Hearing::parse("hearing.toml", text).unwrap()));
    let ear = Ear { rules: Rules::shipped(), hearing };
    let acts =
        |text: &str| -> Vec<Act> { ear.hears(text, "", Channel::Phone).into_iter().map(|one| one.act).collect() };
    assert_eq!(acts("No way."), [Act::Refuse]);
    assert_eq!(acts("No way, here it is."), [Act::Repair]);
    assert_eq!(acts("Not a chance, here it is."), [Act::Refuse, Act::Repair]);
}

#[test]
fn what_helps_does_no_harm() {
    let ours = [listens::CASES, mends::CASES, closes::CASES].concat();
    let said = ours.iter().flat_map(|(_, does, _)| does.iter().copied());
    let better = Rules::shipped().iter().map(|rule| rule.better.as_str());
    let better = better.chain(Hearing::shipped().iter().filter_map(|rule| rule.better.as_deref()));
    for text in said.chain(better) {
        for channel in Channel::ALL {
            let all = Ear::shipped().hears(text, "", *channel);
            let harm: Vec<Act> = all.into_iter().map(|one| one.act).filter(|act| act.harms()).collect();
            assert_eq!(harm, [], "{text}");
        }
    }
}

#[test]
fn the_name_is_theirs() {
    for (text, name, there) in [
        ("Thank you, Mrs Okafor.", "Mrs Okafor", true),
        ("Okafor's lamp is here.", "Mrs Okafor", true),
        ("thank you okafor", "Mrs Okafor", true),
        ("I ring you, mrs okafor, by four.", "Mrs Okafor", true),
        ("Hello Anna.", "Anna Lindqvist", true),
        ("Hello Jose.", "José Álvarez-Cano", true),
        ("Dear Mr Lindqvist,", "Anna Lindqvist", true),
        ("Mr Day, I am sorry.", "Mr Day", true),
        ("I ring you in a day.", "Mr Day", false),
        ("I hope the price is right.", "Ms Price", false),
        ("Good morning, Mrs Hale.", "Mrs Okafor", false),
        ("Mrs, I mean, madam.", "Mrs Okafor", false),
        ("The Okaforian way.", "Mrs Okafor", false),
        ("Thank you.", "", false),
        ("Mr and Mrs.", "Mr", false),
    ] {
        let all = Ear::shipped().hears(text, name, Channel::Phone);
        assert_eq!(all.iter().any(|one| one.act == Act::Name), there, "{text} ({name})");
    }
}

#[test]
fn each_act_is_told_once_and_in_order() {
    let text = "I'm sorry that you waited in all day. I'm so sorry. I'm sending a new one, and you have it by Friday.";
    assert_eq!(acts(text), [Act::Apologise, Act::Acknowledge, Act::Repair, Act::ByWhen]);
    assert_eq!(heard(text)[0].1, "I'm sorry", "the first place");
    assert_eq!(heard(text)[3].1, "by Friday");
}

#[test]
fn everyday_words_are_heard_for_what_they_are() {
    for (text, does) in [
        ("could you tell me your order number please?", &[Act::Ask][..]),
        ("you need to speak to the courier about that", &[Act::PassOn]),
        ("fuck off", &[Act::Dismiss]),
        ("piss off", &[Act::Dismiss]),
        ("you idiot", &[Act::Dismiss]),
        ("shut up", &[Act::Dismiss]),
        ("you should of told us", &[Act::Blame]),
        ("you could of rung", &[Act::Blame]),
        ("we should of told you", &[Act::Own]),
        ("Sorry, I mean the blue one.", &[]),
        ("Sorry?", &[]),
        ("Sorry, say that again", &[]),
        ("use our phone for as long as you like", &[]),
        ("Is the water turned off? Is everyone safe?", &[Act::Ask]),
        ("Is he alright your dad? is he warm?", &[Act::Ask]),
        ("Is there anything he cannot eat?", &[Act::AskWanted]),
    ] {
        assert_eq!(acts(text), does, "{text}");
    }
}

#[test]
fn harm_outranks_help_on_the_same_words() {
    assert_eq!(acts("I'm sorry if you were upset."), [Act::SorryIf]);
    assert_eq!(acts("We apologise for any inconvenience."), [Act::SorryIf]);
    assert_eq!(acts("Thank you for your understanding."), [], "on the phone nobody minds, and nobody is thanked");
    assert_eq!(acts("I can't offer you a voucher."), [Act::Refuse], "and not a no at the beginning beside");
    let mixed = acts("You should have told us, but I'm sending another one today.");
    assert_eq!(mixed, [Act::Blame, Act::Repair, Act::ByWhen]);
}

#[test]
fn a_no_is_bare_only_where_nothing_follows() {
    assert_eq!(acts("We don't give refunds."), [Act::Refuse]);
    assert!(!acts("We don't give refunds on food, so I'm sending a fresh one.").contains(&Act::Refuse));
    assert!(!acts("That's not possible today. Would you rather have it on Monday?").contains(&Act::Refuse));
}

#[test]
fn everything_wrong_is_told_at_once() {
    let text = "titel = 1\n[[hear]]\nact = 'aks'\nphrases = ['what (']\nwhy = 'w'\n\
        [[hear]]\nact = 'name'\nphrases = []\nunless = ['blame']\n[[hear]]\nact = 'argue'\nphrases = ['no']\nwhy = 'w'\n\
        [[hear]]\nact = 'ask'\nphrases = ['what']\nwhy = 'w'\nbetter = 'b'\n";
    let findings = Hearing::read("hearing.toml", text).1;
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    for (code, times) in [("unknown-key", 1), ("unknown-word", 3), ("phrase", 1), ("missing-key", 3), ("better", 1)] {
        assert_eq!(codes.iter().filter(|other| **other == code).count(), times, "{code}: {findings:#?}");
    }
    assert!(Hearing::parse("hearing.toml", text).is_err());
}

proptest! {
    #[test]
    fn anything_can_be_heard(text in any::<String>(), name in any::<String>()) {
        for one in Ear::shipped().hears(&text, &name, Channel::Chat) {
            prop_assert!(text.get(one.range).is_some());
        }
    }
}
