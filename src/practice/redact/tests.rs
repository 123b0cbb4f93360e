//! Nothing that must not stay survives, whatever stands around it; the same is the same again; plain words stay.

use proptest::prelude::*;

use super::*;

fn known() -> Known {
    Known {
        names: vec!["Ngozi Okafor".into(), "Mrs Okafor".into(), "ben.hale".into(), "Will Stone".into()],
        phones: vec!["07700 900123".into()],
        emails: vec!["ngozi.okafor@post.example".into()],
        needs: vec!["Large print letters".into()],
        numbers: vec!["C-1042".into()],
    }
}

fn out(text: &str) -> String {
    Redactor::new(known()).text("line 1", text)
}

#[test]
fn each_kind_is_found() {
    for (text, kind) in [
        ("It is for NGOZI okafor, please.", Kind::Name),
        ("Ask Mr Pettigrew about it.", Kind::Name),
        ("my name is tracy sukhorukova", Kind::Name),
        ("Ring me on 07700 900123.", Kind::Phone),
        ("Ring +44 (0)20 7946 0018 please", Kind::Phone),
        ("Write to a.b+c@mail.example please.", Kind::Email),
        ("I live at 14 Larch Road, Harrogate", Kind::Address),
        ("It goes to SW1A 1AA.", Kind::Address),
        ("Order HP-20471 never came.", Kind::Order),
        ("The reference is 4471", Kind::Order),
        ("Card 4242424242424242", Kind::Card),
        ("Card [card …4242] was charged", Kind::Card),
        ("The code is [security code].", Kind::Code),
        ("Born on 3 May 1986.", Kind::Date),
        ("It was 12/27/1986", Kind::Date),
        ("See https://shop.example/orders?id=4", Kind::Url),
        ("See shop.example.com/x for it", Kind::Url),
        ("It says 58.74.121.78 is blocked", Kind::Machine),
        ("It is 531-21-7351, they said", Kind::Number),
        ("I need large print letters.", Kind::Need),
    ] {
        let kinds: Vec<Kind> = found(text, &known()).into_iter().map(|(_, kind)| kind).collect();
        assert_eq!(kinds, [kind], "{text} became {}", out(text));
    }
}

#[test]
fn plain_words_stay() {
    for text in [
        "You said you would ring me yesterday about my parcel. I sat by the telephone until six.",
        "It costs £45.50, and I waited 3 days; at 10:30 nobody came.",
        "I am sorry. Please tell me the rest, and we will put it right by Friday.",
        "Will you be in on Monday? Thank you.",
    ] {
        assert_eq!(Redactor::new(Known::default()).text("", text), text);
    }
}

#[test]
fn the_same_is_the_same_again_and_each_place_is_told_once() {
    let mut redactor = Redactor::new(known());
    let first = redactor.text("line 1", "Ngozi Okafor, order HP-20471. Okafor!");
    let second = redactor.text("line 2", "Mrs OKAFOR again: hp 20471? HP-20471.");
    let name = |text: &str| text.split([' ', ',']).nth(1).unwrap().to_owned();
    assert!(second.contains(&name(&first)), "{first} / {second}");
    assert!(first.contains("AB-1001") && second.contains("AB-1001"), "{first} / {second}");
    let order = redactor.replaced().iter().find(|one| one.before == "HP-20471").unwrap();
    assert_eq!(order.places, ["line 1", "line 2"]);
    let text = "Will Stone said: I will.";
    assert!(out(text).ends_with("said: I will."), "{}", out(text));
}

#[test]
fn a_dash_of_several_bytes_is_no_part_of_a_date() {
    assert_eq!(out("It was 1-–2-3, they said."), "It was 1-–2-3, they said.");
    // Digits of other scripts are counted, not their bytes.
    assert_eq!(found("٣/٣/١٩٨٦", &Known::default()), [(0..14, Kind::Date)]);
    assert_eq!(found("12/27/1986", &Known::default()), [(0..10, Kind::Date)]);
}

#[test]
fn letters_that_change_their_length_switch_nothing_off() {
    // Small, these letters have more or fewer bytes than as they stand.
    for odd in ["İ", "ẞ", "\u{212a}", "İẞ\u{212a}", "ıẞ"] {
        let text = format!("{odd} She asked for LARGE  print-letters. See Https://{odd}shop.example/orders?id=4 now.");
        let after = out(&text);
        assert!(!after.to_lowercase().contains("print"), "{after}");
        assert!(!after.contains("orders") && after.ends_with(" now."), "{after}");
        assert!(after.starts_with(odd), "{after}");
    }
    let known = Known { needs: vec!["İstanbul dialect, spoken slowly".into()], ..Known::default() };
    let after = Redactor::new(known).text("", "They want İstanbul dialect (spoken slowly), K.");
    assert_eq!(after, "They want what suits me), K.");
}

#[test]
fn numbers_in_pieces_do_not_stay() {
    for (text, gone) in [
        ("Please ring 496 001 or 22 33 44.", &["496", "001", "22", "33", "44"][..]),
        ("Ring 22-33-44, or 496\u{a0}001", &["22", "33", "44", "001"]),
        ("Ring 22\u{202f}33\u{202f}44", &["22", "33", "44"]),
        ("Ring 49 60 1", &["49", "60"]),
        ("My PIN 12 34 was refused", &["12", "34"]),
        ("the pin is 12 34.", &["12", "34"]),
        ("It is QX 20 71, they said.", &["QX", "20", "71"]),
        ("reference qx 20 71 it says", &["qx", "20", "71"]),
        ("Ticket 12 34 56", &["12", "34", "56"]),
    ] {
        let mut redactor = Redactor::new(Known::default());
        let after = redactor.text("", text);
        // The invented ones have digits of their own.
        let rest = redactor.replaced().iter().fold(after.clone(), |rest, one| rest.replace(&one.after, ""));
        let words: Vec<&str> = rest.split(|c: char| !c.is_alphanumeric()).collect();
        let stays: Vec<&&str> = gone.iter().filter(|gone| words.contains(gone)).collect();
        assert!(stays.is_empty(), "{text} became {after}: {stays:?}");
    }
    for text in [
        "It cost £1 200.50, or £45.50 for each of 2.",
        "It cost 12 000 pounds, not 1,000.50 or £12,345.",
        "Between 9.30 and 17.45, from 9.30-5.30, on 24/7.",
        "A table for 12, 2 or 3 chairs, 10 12 of them.",
        "I called 3 times in 10 days, and at 10:30.",
        "OK, IT IS LATE: 30 OR 40 DAYS.",
    ] {
        assert_eq!(Redactor::new(Known::default()).text("", text), text);
    }
}

#[test]
fn names_are_whole_words_and_ordinary_words_need_a_capital() {
    let known = || Known {
        names: vec!["Will Stone".into(), "Ngozi Okafor".into(), "Rose Parcel".into()],
        emails: vec!["paint@post.example".into()],
        ..Known::default()
    };
    let out = |text: &str| Redactor::new(known()).text("", text);
    for text in ["two milestones, a rosewood table", "where is the parcel?", "painting it, postal examples"] {
        assert_eq!(out(text), text);
    }
    for text in [
        "ngoziokafor77",
        "will stone",
        "the Okafors",
        "ask mrs parcel",
        "Parcel, Rose",
        "rose.parcel",
        "xy12345stone",
        "okafor1986",
    ] {
        let after = out(text).to_lowercase();
        let stays = ["ngozi", "okafor", "stone", "parcel", "rose"].into_iter().find(|name| after.contains(name));
        assert_eq!(stays, None, "{text} became {after}");
    }
}

/// What must not be in a text, found without any of the patterns above.
fn survives(text: &str) -> Option<String> {
    let mut run = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_numeric() {
            run.push(c);
        } else {
            if run.chars().count() >= 5 {
                return Some(run);
            }
            run.clear();
        }
    }
    let letters: Vec<char> = text.chars().collect();
    if let Some(three) = letters.windows(3).find(|w| w[1] == '@' && w[0].is_alphanumeric() && w[2].is_alphanumeric()) {
        return Some(three.iter().collect());
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    ["ngozi", "okafor", "hale", "stone", "1042", "900123"]
        .iter()
        .find(|name| words.contains(name))
        .map(|name| (*name).to_owned())
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{1,20}",
        "[0-9 +()./x-]{1,24}",
        "[a-z.]{1,8}@[a-z]{1,8}[.][a-z]{2,3}",
        Just("Ngozi".to_owned()),
        Just("OKAFOR".to_owned()),
        Just("okafor's".to_owned()),
        Just("Ben.Hale".to_owned()),
        Just("Stone,".to_owned()),
        Just("C-1042".to_owned()),
        Just("ngozi.okafor@post.example".to_owned()),
        Just("07700 900123".to_owned()),
        Just("12/27/1986".to_owned()),
        // Signs of more than one byte between digits.
        "[0-9٣–—\u{a0}\u{202f}./-]{1,16}",
        Just("1-–2-3".to_owned()),
        Just("–".to_owned()),
        Just("\u{a0}".to_owned()),
        Just("K".to_owned()),
        Just("İ".to_owned()),
        Just("[card …4242]".to_owned()),
        "[a-zA-Zäß½٣ #@,.:-]{0,12}",
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_text_is_too_odd(text in prop_oneof![any::<String>(), "[0-9٣–—\u{a0}./ xTİẞK:@#-]{0,24}"]) {
        for (range, _) in found(&text, &known()) {
            prop_assert!(text.get(range).is_some());
        }
        let _ = out(&text);
    }

    #[test]
    fn nothing_survives(pieces in prop::collection::vec((piece(), prop_oneof![Just(" "), Just(""), Just(", "), Just("\n")]), 0..12)) {
        let text: String = pieces.iter().flat_map(|(piece, between)| [piece.as_str(), between]).collect();
        let text = crate::terms::Text::new(&text);
        // Glued to letters, a short name is part of another word: only whole words are known.
        let after = out(text.as_str());
        prop_assert_eq!(survives(&after), None, "{:?} became {:?}", text, after);
    }
}
