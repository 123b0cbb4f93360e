//! Which numbers are masked, and which are left alone.

use std::path::PathBuf;

use proptest::prelude::*;

use super::*;

fn mask(text: &str) -> String {
    mask_cards(text, &[]).0
}

#[test]
fn cards_as_people_type_them() {
    for (text, expected) in [
        ("4242424242424242", "[card …4242]"),
        ("4242 4242 4242 4242", "[card …4242]"),
        ("4242-4242-4242-4242.", "[card …4242]."),
        ("4242 - 4242 - 4242 - 4242", "[card …4242]"),
        ("4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2", "[card …4242]"),
        ("card4242 4242 4242 4242", "card[card …4242]"),
        ("amex 3714 496353 98431 please", "amex [card …8431] please"),
        ("4242\u{a0}4242\u{2011}4242\u{200d}4242", "[card …4242]"),
        (
            "\u{ff14}\u{ff12}\u{ff14}\u{ff12} \u{ff14}\u{ff12}\u{ff14}\u{ff12} \u{ff14}\u{ff12}\u{ff14}\u{ff12} \u{ff14}\u{ff12}\u{ff14}\u{ff12}",
            "[card …4242]",
        ),
        ("٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢", "[card …4242]"),
        ("2 x 4242424242424242, 5105105105105100", "2 x [card …4242], [card …5100]"),
        ("4242424242424242 5105105105105100", "[card …4242] [card …5100]"),
        ("4242424242424242 12/27 123", "[card …4242] 12/27 [security code]"),
        ("4242 4242 4242 4242 12 27 thanks", "[card …4242] 12 27 thanks"),
        ("order 17 4242 4242 4242 4242 12/27", "order 17 [card …4242] 12/27"),
        ("4242424242424242 cvv 123", "[card …4242] cvv [security code]"),
    ] {
        assert_eq!(mask(text), expected);
    }
}

#[test]
fn what_follows_a_card_and_also_fits_goes_with_it() {
    // Both the first sixteen digits and all nineteen are a card here: the last three must not be what stays.
    let extra = (0..1000).map(|n| format!("{n:03}")).find(|extra| {
        let all: Vec<u8> = format!("4242424242424242{extra}").bytes().map(|b| b - b'0').collect();
        issuers::is_card(&all)
    });
    assert_eq!(mask(&format!("4242 4242 4242 4242 {}", extra.unwrap())), "[card …4242]");
}

#[test]
fn numbers_that_are_no_cards() {
    for text in [
        "42424242424242421",      // longer without a break
        "4242424242424241",       // check digit
        "4222222222222",          // Visa has no thirteen digits any more
        "5019717010103742",       // Maestro
        "20261120-4242424242-17", // an order number
        "490154203237518",        // IMEI
        "89440000000000000019",   // ICCID
        "8944 0000 0000 0000 0019",
        "+44 7700 900123 or 020 7946 0123",
        "4242 4242\n4242 4242", // two lines are two numbers
        "4242/4242/4242/4242",
        "[card …4242]",
    ] {
        assert_eq!(mask_cards(text, &[]), (text.to_owned(), 0));
    }
}

#[test]
fn a_number_somebody_vouched_for_stays() {
    let not_cards = ["4242424242424242".to_owned()];
    let text = "tracking 4242 4242 4242 4242 and 5105105105105100";
    assert_eq!(mask_cards(text, &not_cards), ("tracking 4242 4242 4242 4242 and [card …5100]".to_owned(), 1));
    assert_eq!(mask_cards("cvv 4242 4242 4242 4242", &not_cards).1, 0);
}

#[test]
fn a_draft_holds_back_what_is_still_being_typed() {
    for (text, expected) in [
        ("card 4242424", Some("card 424242")),
        ("card 4242 4242 42", Some("card 4242 42")),
        ("2 x 51 05 10 51 05 1", Some("2 x 51 05 10")),
        ("4242424242424241", Some("424242")), // may become nineteen digits
        ("4242424", Some("424242")),
        ("cvv 12", Some("cvv ")),
        ("4242424242424242 12/27 1", Some("4242424242424242 12/27 ")),
        ("424242", None),
        ("4242424242424242", None), // masked as it is
        ("5105105105105101", None), // decided: no card
        ("4242424, then", None),
        ("1234567890", None),
        ("", None),
    ] {
        assert_eq!(unfinished_card(text).map(|at| &text[..at]), expected, "{text}");
    }
}

/// Every beginning of a typed card number, saved as a draft, shows at most six digits of it, or a mask.
#[test]
fn no_draft_ever_holds_more_than_six_digits() {
    for card in ["4242 4242 4242 4242", "371449635398431", "3056-930902-5904", "5105105105105100"] {
        for end in 0..=card.len() {
            let typed = &card[..end];
            let saved = mask(&typed[..unfinished_card(typed).unwrap_or(end)]);
            let digits = saved.chars().filter(char::is_ascii_digit).count();
            assert!(digits <= KEPT || saved.starts_with(CARD_MARK), "{typed}: {saved}");
        }
    }
}

/// A small generator of our own: the same numbers every time, on every machine.
fn numbers(count: usize, prefix: &str, length: usize) -> impl Iterator<Item = String> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    (0..count).map(move |_| {
        let mut number = prefix.to_owned();
        while number.len() < length {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            number.push(char::from(b'0' + u8::try_from((state >> 33) % 10).unwrap()));
        }
        number
    })
}

/// Share of masked numbers in ten thousand, for numbers that only look like cards.
#[test]
fn false_hits_stay_rare() {
    let share = |prefix: &str, length: usize| {
        numbers(10_000, prefix, length).filter(|number| mask_cards(number, &[]).1 > 0).count()
    };
    let random = share("", 16);
    assert!((200..=320).contains(&random), "{random}");
    assert_eq!(share("20261120", 16), 0, "order numbers that begin with a date");
    assert_eq!(share("35", 15) + share("86", 15) + share("01", 15), 0, "IMEI");
    assert_eq!(share("8944", 19) + share("8944", 20), 0, "ICCID");
    let grouped = numbers(10_000, "8944", 20).filter(|n| {
        let fours: Vec<&str> = (0..5).map(|four| &n[four * 4..four * 4 + 4]).collect();
        mask_cards(&fours.join(" "), &[]).1 > 0
    });
    assert!(grouped.count() < 300, "an ICCID in fours holds sixteen random digits");
}

/// Text that is rich in cards, near-cards, names of codes and separators.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "4242424242424242",
            "4242",
            "371449635398431",
            "5105 1051 0510 5100",
            "30569309025904",
            "cvv",
            "cvc2",
            "security code",
            "card code",
            "[card …4242]",
            "[security code]",
            "[card …",
            "12/27",
            " 12 27 ",
            "123",
            "1234",
            "3",
            " ",
            "  ",
            "-",
            " - ",
            ".",
            "\n",
            "is",
            "£",
            "/",
            "%",
            "2024",
            "pounds",
            "\u{200d}",
            "\u{ff14}\u{ff12}",
            "٤",
            "…",
            "]",
            "unknown",
        ])
        .prop_map(str::to_owned),
        "[0-9]{1,5}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn masking_twice_is_masking_once(text in prop_oneof![hostile(), any::<String>()], vouched in any::<bool>()) {
        let not_cards = if vouched { vec!["4242424242424242".to_owned()] } else { vec![] };
        let (once, count) = mask_cards(&text, &not_cards);
        prop_assert_eq!(mask_cards(&once, &not_cards), (once.clone(), 0), "from {:?}", text);
        prop_assert_eq!(count == 0, once == text);
    }

    #[test]
    fn only_what_is_masked_changes(text in hostile()) {
        // With the marks taken out, what is left is the text with pieces taken out, in order.
        let (masked, _) = mask_cards(&text, &[]);
        let mut rest = text.as_str();
        for part in masked.split(CODE_MARK).flat_map(|part| part.split(CARD_MARK).enumerate().map(|(n, part)| {
            if n == 0 { part } else { part.split_once(']').map_or(part, |(_, after)| after) }
        })) {
            let at = rest.find(part);
            prop_assert!(at.is_some(), "{part:?} is not in {rest:?}");
            rest = &rest[at.unwrap_or(0) + part.len()..];
        }
    }

    #[test]
    fn an_unfinished_number_is_cut_at_a_character(text in prop_oneof![hostile(), any::<String>()]) {
        if let Some(at) = unfinished_card(&text) {
            prop_assert!(text.get(at..).is_some_and(|rest| !rest.trim().is_empty()));
        }
    }
}

/// The folder of real data, or nothing where the tests run without it.
fn data() -> Option<PathBuf> {
    let data = std::env::var_os("AMENDS_DATA").map(PathBuf::from);
    if data.is_none() {
        assert!(std::env::var_os("AMENDS_REQUIRE_DATA").is_none_or(|v| v != "1"), "AMENDS_DATA must be set here");
        println!("skipped: AMENDS_DATA is not set");
    }
    data
}

/// Slow and plain, written from the schemes' tables and nothing of ours: text prefixes, Luhn by a table of doubled digits.
fn reference(number: &str) -> bool {
    let table = [
        (vec!["4"], vec![16, 19]),
        ((51..=55).map(|n| n.to_string()).collect::<Vec<_>>().iter().map(|s| &*s.clone().leak()).collect(), vec![16]),
        ((2221..=2720).map(|n| &*n.to_string().leak()).collect(), vec![16]),
        (vec!["34", "37"], vec![15]),
        ((3528..=3589).map(|n| &*n.to_string().leak()).collect(), vec![16]),
        (vec!["6011", "644", "645", "646", "647", "648", "649", "65"], vec![16, 19]),
        (vec!["62"], vec![16, 17, 18, 19]),
        (vec!["300", "301", "302", "303", "304", "305", "36", "38", "39"], vec![14, 16, 17, 18, 19]),
    ];
    let known = table.iter().any(|(prefixes, lengths)| {
        lengths.contains(&number.len()) && prefixes.iter().any(|prefix| number.starts_with(prefix))
    });
    let mut sum = 0;
    let mut double = false;
    let mut at = number.len();
    while at > 0 {
        at -= 1;
        let value = usize::from(number.as_bytes()[at] - b'0');
        sum += if double { [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][value] } else { value };
        double = !double;
    }
    known && sum % 10 == 0
}

#[test]
fn test_cards_of_payment_gateways_in_several_writings() {
    let Some(data) = data() else { return };
    let file = std::fs::read_to_string(data.join("nasty/card_numbers.jsonl")).unwrap();
    let (mut cards, mut others) = (0, 0);
    for line in file.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let number = row["digits"].as_str().unwrap();
        let expected = reference(number);
        if expected {
            cards += 1;
        } else {
            others += 1;
        }
        let fours: Vec<&str> = number.as_bytes().chunks(4).map(|four| std::str::from_utf8(four).unwrap()).collect();
        let mark = format!("[card …{}]", &number[number.len() - 4..]);
        for written in [number.to_owned(), fours.join(" "), fours.join("-"), fours.join("\u{a0}")] {
            // Written in fours, the first sixteen digits of a longer number can be a card of their own.
            let part = written != number && number.len() > 16 && reference(&number[..16]);
            for (before, after) in [("", ""), ("She read out ", ", then rang off."), ("card no:", " 12/27")] {
                let masked = mask(&format!("{before}{written}{after}"));
                if expected {
                    assert_eq!(masked, format!("{before}{mark}{after}"), "{written}");
                } else if !part {
                    assert_eq!(masked, format!("{before}{written}{after}"), "{written}");
                }
            }
        }
    }
    assert!(cards > 100 && others > 20, "{cards} cards, {others} others");
}

#[test]
fn card_numbers_in_real_chats() {
    let Some(data) = data() else { return };
    let file = std::fs::read_to_string(data.join("multidogo/finance_dev.tsv")).unwrap();
    let mut lines = 0;
    for turn in file.lines().skip(1).filter_map(|line| line.split('\t').nth(3)) {
        lines += 1;
        // Customers type a number as words of digits; whatever neighbouring words make a card must be gone.
        let words: Vec<&str> = turn.split(' ').collect();
        let masked = mask(turn);
        for from in 0..words.len() {
            for to in from + 1..=words.len() {
                let Some(all) = words.get(from..to) else { continue };
                if all.iter().all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())) {
                    let gone = !masked.contains(&all.join(" "));
                    assert!(gone || !reference(&all.concat()), "{turn}");
                }
            }
        }
        if !turn.bytes().any(|b| b.is_ascii_digit()) {
            assert_eq!(masked, turn);
        }
    }
    assert!(lines > 1000, "{lines}");
}
