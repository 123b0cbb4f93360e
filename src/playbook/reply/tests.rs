//! Drafted replies, by channel and by what is known.

use super::*;
use crate::case::{Opened, PlaybookRef, StepRef, WalkStep};
use crate::playbook::{Library, shipped};
use crate::terms::{PromiseId, StepKind, Text, WalkId};

fn desk() -> Desk {
    Desk::parse("desk.toml", shipped::DESK).unwrap()
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// A case with one interaction that walks late-parcel, these steps done.
fn case(done: &[&str]) -> Case {
    let now = at("2026-11-20T10:00:00Z");
    let interaction = Interaction {
        id: InteractionId::from_bytes([1; 16]),
        agent: "ana".into(),
        channel: Some(Channel::Email),
        external_id: None,
        began: now,
        talk_ended: None,
        ended: None,
        holds: Vec::new(),
        lost: Vec::new(),
        parked: Vec::new(),
        transfers: Vec::new(),
        timed: None,
        heat_start: None,
        heat_end: None,
        summary: None,
        messages: Vec::new(),
        actions: Vec::new(),
    };
    let step = |id: &&str| WalkStep {
        step: StepRef {
            id: (*id).into(),
            stage: Stage::Resolve,
            title: String::new(),
            kind: StepKind::Do,
            required: false,
            action: None,
            playbook: String::new(),
        },
        reached: true,
        done: vec![now],
        skipped: None,
    };
    let walk = Walk {
        id: WalkId::from_bytes([2; 16]),
        interaction: interaction.id,
        playbook: PlaybookRef { id: "late-parcel".into(), version: 1, title: String::new(), hash: String::new() },
        began: now,
        expected: Vec::new(),
        ruled_out: Vec::new(),
        steps: done.iter().map(step).collect(),
        answers: Answers::new(),
    };
    let mut case = Case::default();
    case.opened = Some(Opened { number: "C-1042".into(), at: now, by: "ana".into() });
    case.interactions.push(interaction);
    case.walks.push(walk);
    case
}

fn promise(step: Option<&str>, text: &str, told: &str) -> Promise {
    Promise {
        id: PromiseId::from_bytes([3; 16]),
        interaction: Some(InteractionId::from_bytes([1; 16])),
        made: at("2026-11-20T10:00:00Z"),
        text: Text::new(text),
        due: at("2026-11-24T17:30:00Z"),
        told: Some(Text::new(told)),
        by: "ana".into(),
        step: step.map(ToOwned::to_owned),
        call_back: None,
        moved: 0,
        move_told: false,
        state: PromiseState::Open,
    }
}

fn answers(pairs: &[(&str, Value)]) -> Answers {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

fn draft(case: &Case, known: &Answers, channel: Channel, at_hand: Option<&str>) -> Reply {
    let desk = desk();
    let (library, _) = Library::build(shipped::sources(), &desk);
    let about = ReplyAbout {
        playbook: library.get("late-parcel"),
        known,
        case,
        interaction: None,
        at_hand,
        channel,
        login: "ana",
        desk: &desk,
        now: at("2026-11-20T10:05:00Z"),
    };
    reply(Phrases::shipped(), &about)
}

fn late() -> Answers {
    answers(&[
        ("customer.called", Value::Text(Text::new("Mrs Okafor"))),
        ("days_late", Value::Number(4.into())),
        ("tracking", Value::Choice("lost".into())),
        ("still_wanted", Value::YesNo(true)),
        ("wanted", Value::Text(Text::new("To have it before Saturday"))),
    ])
}

#[test]
fn a_letter_says_all_four_things_and_who_writes() {
    let mut case = case(&["story", "own-it", "replace"]);
    case.promises.push(promise(Some("replace"), "Replacement delivered", "by Tuesday evening"));
    case.promises.push(promise(None, "Look at the address with you.", "by Tuesday evening"));
    case.gestures.push(crate::case::Gesture {
        id: crate::terms::GestureId::from_bytes([4; 16]),
        interaction: case.promises[0].interaction,
        at: at("2026-11-20T10:01:00Z"),
        by: "ana".into(),
        what: "refund".into(),
        kind: crate::terms::GestureKind::Money,
        value: Some(Money { minor: 490, currency: crate::terms::Currency::GBP }),
        reason: Text::new("delivery was late"),
        step: Some("delivery-money-back".into()),
        approval: None,
        unprompted: false,
        certificate: None,
        exception: None,
    });
    let letter = draft(&case, &late(), Channel::Email, None);
    assert_eq!(letter.gaps, Vec::<String>::new());
    insta::assert_snapshot!("letter", letter.text);
}

#[test]
fn what_is_missing_is_marked_and_listed() {
    let letter = draft(&case(&[]), &Answers::new(), Channel::Email, None);
    assert_eq!(gaps(&letter.text).len(), letter.gaps.len());
    assert!(letter.gaps.contains(&"customer called".to_owned()), "{letter:?}");
    assert!(letter.gaps.iter().any(|gap| gap.starts_with("apology, once we know")), "{letter:?}");
    assert!(letter.text.contains("Which day did we tell you?"), "{}", letter.text);
    let (place, name) = gaps(&letter.text).remove(0);
    assert_eq!(&letter.text[place], format!("[{name}: ask]"));
}

#[test]
fn a_line_of_chat_is_short() {
    for step in ["story", "days-late", "own-it", "replace", "wanted"] {
        let line = draft(&case(&[]), &late(), Channel::Chat, Some(step));
        assert!(!line.text.is_empty() && line.text.unicode_sentences().count() <= 2, "{step}: {}", line.text);
        assert!(line.gaps.is_empty() && !line.text.contains('\n'), "{step}: {}", line.text);
    }
}

#[test]
fn nothing_of_the_account_is_said_in_public() {
    let mut case = case(&["replace"]);
    case.promises.push(promise(Some("replace"), "Replacement delivered", "by Tuesday"));
    let post = draft(&case, &late(), Channel::Social, Some("replace"));
    assert!(post.text.contains("private message"), "{}", post.text);
    assert!(!post.text.contains("Saturday") && !post.text.contains('4'), "{}", post.text);
    let without = draft(&case, &Answers::new(), Channel::Social, None);
    assert!(without.gaps.is_empty() && without.text.contains("private message"), "{}", without.text);
}

#[test]
fn without_a_playbook_there_is_still_a_letter() {
    let (desk, case, known) = (desk(), Case::default(), Answers::new());
    let about = ReplyAbout {
        playbook: None,
        known: &known,
        case: &case,
        interaction: None,
        at_hand: None,
        channel: Channel::Email,
        login: "ana",
        desk: &desk,
        now: at("2026-11-20T10:05:00Z"),
    };
    let letter = reply(Phrases::shipped(), &about);
    assert!(letter.text.starts_with("Hello,\n\n") && letter.text.ends_with("Ana Ferreira\nTansy & Rook"), "{letter:?}");
}

#[test]
fn no_draft_of_ours_would_be_remarked_on() {
    use crate::wording::{About, Rules};
    for channel in [Channel::Email, Channel::Chat, Channel::Social] {
        let text = draft(&case(&["story", "replace"]), &late(), channel, Some("replace")).text;
        let name = (channel == Channel::Email).then_some("Mrs Okafor");
        assert_eq!(Rules::shipped().check(&text, &About { name, channel }), [], "{text}");
    }
}

#[test]
fn gaps_are_found_in_any_text() {
    assert_eq!(gaps("a [b: ask] c [d\ne: ask] : ask] [: ask]").into_iter().map(|g| g.1).collect::<Vec<_>>(), ["b"]);
}
