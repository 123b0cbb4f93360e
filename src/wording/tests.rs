//! The wording checks over the shipped rules and over odd texts.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

mod apologies;
mod blame;
mod dismissals;
mod jargon;
mod negative_first;
mod promises;
mod running_down;

/// Sentences that a rule must find, and ones as near to them as can be that it must leave alone. All are our own.
struct Judged {
    rule: &'static str,
    hits: &'static [&'static str],
    near: &'static [&'static str],
}

const JUDGED: &[&[Judged]] = &[
    apologies::JUDGED,
    blame::JUDGED,
    dismissals::JUDGED,
    running_down::JUDGED,
    promises::JUDGED,
    jargon::JUDGED,
    negative_first::JUDGED,
];

/// At least so many of each for every rule.
const LEAST: usize = 15;

fn remarks(text: &str) -> Vec<(String, String)> {
    let about = About { name: None, channel: Channel::Email };
    let cut = |r: Remark| (r.rule, text[r.range].to_owned());
    Rules::shipped().check(text, &about).into_iter().map(cut).collect()
}

#[test]
fn what_ships_has_no_findings() {
    let (rules, findings) = Rules::read("wording.toml", SHIPPED);
    let shown: Vec<String> = findings.iter().map(|f| f.render(false)).collect();
    assert!(findings.is_empty(), "{}", shown.join("\n\n"));
    let kinds: BTreeSet<Kind> = rules.unwrap().iter().map(|r| r.kind).collect();
    assert_eq!(kinds.len(), Kind::ALL.len(), "every kind has a rule");
}

#[test]
fn every_better_way_is_better() {
    for rule in Rules::shipped().iter().filter(|r| r.kind != Kind::NoName) {
        assert_eq!(remarks(&rule.better), [], "{}", rule.id);
    }
    let all: Vec<&str> = Rules::shipped().iter().map(|r| r.better.as_str()).collect();
    assert_eq!(remarks(&all.join(" ")), []);
}

#[test]
fn what_hurts_is_found_where_it_stands() {
    for (text, rule, words) in [
        ("We’re sorry if you had to wait.", "sorry-if", "sorry if"),
        ("We apologise for any inconvenience.", "any-inconvenience", "any inconvenience"),
        ("I'm sorry you feel that way.", "sorry-you-feel", "sorry you feel"),
        ("You should have told us.", "you-should-have", "You should have told"),
        ("That was your own mistake, madam.", "your-fault", "your own mistake"),
        ("Please CALM   down.", "calm-down", "CALM   down"),
        ("That is our policy.", "policy", "That is our policy"),
        ("There is nothing more we can do.", "nothing-i-can-do", "nothing more we can do"),
        ("The driver was simply useless.", "blaming-others", "driver was simply useless"),
        ("It will never happen again.", "never-again", "never happen again"),
        ("I’ll get back to you shortly.", "no-time", "get back to you shortly"),
        ("Your business is important to us.", "canned", "business is important to us"),
        ("Unfortunately it is sold out.", "begins-with-no", "Unfortunately"),
    ] {
        assert!(remarks(text).contains(&(rule.to_owned(), words.to_owned())), "{text}: {:?}", remarks(text));
    }
}

#[test]
fn what_is_well_said_is_left_alone() {
    for text in [
        "You should have it by Friday.",
        "It was not your fault at all.",
        "I am sorry. If you like, I ring you at six.",
        "I can send another today. Unfortunately the red one is sold out.",
        "We can't thank you enough.",
        "What is the error message? Tell me your error code.",
        "> you should have told me\nThank you for writing.",
        "Here it is: https://example.org/asap/calm-down",
        "That is a thing I cannot guarantee, so I ring you by four.",
        "She forgot, and we reminded her.",
    ] {
        assert_eq!(remarks(text), [], "{text}");
    }
}

#[test]
fn the_name_is_missed_in_a_letter_and_not_in_a_line() {
    let letter = "Thank you for writing. The new lamp leaves today and reaches you on Friday.";
    let check = |text: &str, name, channel| Rules::shipped().check(text, &About { name, channel });
    let remark = check(letter, Some("Mrs Okafor"), Channel::Email).remove(0);
    assert_eq!(
        (remark.kind, &letter[remark.range], remark.better.as_str()),
        (Kind::NoName, "Thank", "Dear Mrs Okafor,")
    );
    assert_eq!(check(letter, None, Channel::Email), []);
    assert_eq!(check(letter, Some("Mrs Okafor"), Channel::Social), []);
    assert_eq!(check(letter, Some("Mrs"), Channel::Email), []);
    assert_eq!(check("Thank you.", Some("Okafor"), Channel::Email), []);
    for named in [format!("Dear Mrs OKAFOR, {letter}"), format!("Mrs Okafor’s lamp: {letter}")] {
        assert_eq!(check(&named, Some("Mrs Okafor"), Channel::Email), [], "{named}");
    }
}

#[test]
fn every_rule_finds_its_own_and_leaves_what_is_near() {
    let mut wrong = Vec::new();
    for one in JUDGED.iter().copied().flatten() {
        let hit = |text: &str| remarks(text).iter().any(|(rule, _)| rule == one.rule);
        wrong.extend(one.hits.iter().filter(|text| !hit(text)).map(|text| format!("{} misses: {text}", one.rule)));
        wrong.extend(one.near.iter().filter(|text| hit(text)).map(|text| format!("{} nags: {text}", one.rule)));
        let all: BTreeSet<&str> = one.hits.iter().chain(one.near).copied().collect();
        assert_eq!(all.len(), one.hits.len() + one.near.len(), "{}: a sentence stands twice", one.rule);
        assert!(one.hits.len() >= LEAST && one.near.len() >= LEAST, "{}: too few sentences", one.rule);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let judged: BTreeSet<&str> = JUDGED.iter().copied().flatten().map(|one| one.rule).chain(["name"]).collect();
    let rules: BTreeSet<&str> = Rules::shipped().iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(judged, rules, "every rule has its sentences");
}

#[test]
fn a_name_is_found_however_it_is_written() {
    use negative_first::{WITH, WITHOUT};
    assert!(WITH.len() >= LEAST && WITHOUT.len() >= LEAST);
    for (list, missed) in [(WITHOUT, true), (WITH, false)] {
        for (name, text) in list {
            for channel in [Channel::Chat, Channel::Email] {
                let found = Rules::shipped().check(text, &About { name: Some(name), channel });
                assert_eq!(found.iter().any(|remark| remark.rule == "name"), missed, "{name}: {text}");
            }
        }
    }
}

#[test]
fn rules_may_be_for_some_channels_only() {
    let text =
        "[[rule]]\nid = 'x'\nkind = 'jargon'\nphrases = 'widget'\nwhy = 'w'\nbetter = 'b'\nchannels = ['chat']\n";
    let rules = Rules::parse("w.toml", text).unwrap();
    let on = |channel| rules.check("a widget", &About { name: None, channel }).len();
    assert_eq!((on(Channel::Chat), on(Channel::Email)), (1, 0));
}

#[test]
fn everything_wrong_is_told_at_once() {
    let text = include_str!("../../tests/fixtures/invalid-wording.toml");
    let findings = Rules::read("wording.toml", text).1;
    let shown: Vec<String> = findings.iter().map(|f| f.render(false)).collect();
    insta::assert_snapshot!("findings", shown.join("\n\n"));
    assert!(Rules::parse("wording.toml", text).is_err());
}

proptest! {
    #[test]
    fn any_text_can_be_checked(text in any::<String>(), name in any::<String>()) {
        for remark in Rules::shipped().check(&text, &About { name: Some(&name), channel: Channel::Email }) {
            prop_assert!(text.get(remark.range).is_some());
        }
    }

    #[test]
    fn remarks_stand_on_borders_in_their_order(
        parts in prop::collection::vec(prop::sample::select(vec![
            "sorry", "if", "you", "should", "have", "told", "calm", "down", "’", "é", "é", "👩‍👩‍👧", " ", ", ", ". ", "\n", "-", "100%", "(", "policy", "our", "that is",
        ]), 0..60)
    ) {
        let text = parts.join("");
        let found = Rules::shipped().check(&text, &About { name: None, channel: Channel::Chat });
        for remark in &found {
            let words = text.get(remark.range.clone()).unwrap_or_default();
            prop_assert!(!words.is_empty());
            let before = text[..remark.range.start].chars().next_back();
            let after = text[remark.range.end..].chars().next();
            prop_assert!(!before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric));
        }
        prop_assert!(found.windows(2).all(|two| two[0].range.start <= two[1].range.start));
    }
}
