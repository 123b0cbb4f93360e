use proptest::prelude::*;

use super::*;

const KNOWN: &str = "K4XM-7RTC-7";

fn any_code() -> impl Strategy<Value = Code> {
    any::<[u8; 16]>().prop_map(Code::from_random)
}

#[test]
fn it_is_said_in_groups_with_the_telephone_alphabet() {
    let said = Code::read(KNOWN).unwrap().spoken();
    let groups =
        ["K for Kilo, four, X for X-ray, M for Mike", "seven, R for Romeo, T for Tango, C for Charlie", "seven"];
    assert_eq!(said, groups.join("; "));
}

#[test]
fn hurried_hands_are_understood() {
    let known = Code::read(KNOWN).unwrap();
    for typed in ["k4xm7rtc7", " K4XM 7RTC 7 ", "k4xm–7rtc—7", "K4 XM.7R/TC_7", "K4XM\u{a0}7RTC\u{2011}7\n"] {
        assert_eq!(Code::read(typed), Ok(known), "{typed:?}");
    }
    let alike = with_check("2568L222");
    let typed = alike.to_string().replace('2', "z").replace('5', "S").replace('6', "G").replace('8', "b");
    assert_eq!(Code::read(&typed.replace('L', "1")), Ok(alike));
    assert_eq!(Code::read(&typed.replace('L', "i")), Ok(alike));
}

fn with_check(chance: &str) -> Code {
    let mut values: Vec<u8> = chance.chars().map(|c| alphabet::value(c).unwrap()).collect();
    values.push(check::letter(&values));
    Code(values.try_into().unwrap())
}

#[test]
fn what_is_wrong_is_told_in_words() {
    insta::assert_snapshot!(
        ["", " - ", "K4XM-7RT", "K4XM-7RTC-77", "K4XM-OD78", "K4XM-7R\u{202e}", "HELLO", "K4XM-7RTC-8", "4KXM-7RTC-7"]
            .map(|text| format!("{text:?}: {}", Code::read(text).unwrap_err()))
            .join("\n")
    );
}

#[test]
fn a_text_of_any_length_is_only_counted() {
    let long = "X".repeat(100_000);
    assert_eq!(Code::read(&long), Err(CodeError::TooLong { has: 100_000 }));
}

#[test]
fn chance_reaches_every_letter_of_every_place() {
    let mut seen = vec![std::collections::BTreeSet::new(); LENGTH];
    for n in 0..2000_u128 {
        // A stride that is odd and large, so that the bytes look like chance and are the same each time.
        let bytes = n.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835).to_be_bytes();
        for (place, letter) in Code::from_random(bytes).letters().enumerate() {
            seen[place].insert(letter);
        }
    }
    assert_eq!(seen.iter().map(std::collections::BTreeSet::len).collect::<Vec<_>>(), vec![ALPHABET.len(); LENGTH]);
}

proptest! {
    #[test]
    fn a_code_survives_its_text(code in any_code()) {
        prop_assert_eq!(Code::read(&code.to_string()), Ok(code));
        prop_assert_eq!(serde_json::from_str::<Code>(&serde_json::to_string(&code).unwrap()).unwrap(), code);
    }

    /// All 9 × 18 of each code.
    #[test]
    fn every_wrong_letter_is_found(code in any_code()) {
        for place in 0..LENGTH {
            for other in (0..19).filter(|v| *v != code.0[place]) {
                let mut wrong = code;
                wrong.0[place] = other;
                let read = wrong.to_string();
                prop_assert_eq!(Code::read(&read), Err(CodeError::Mistyped { read: read.clone() }));
            }
        }
    }

    /// All 36 pairs of places of each code, neighbours among them.
    #[test]
    fn every_swap_is_found(code in any_code()) {
        for a in 0..LENGTH {
            for b in (0..a).filter(|b| code.0[a] != code.0[*b]) {
                let mut wrong = code;
                wrong.0.swap(a, b);
                let found = matches!(Code::read(&wrong.to_string()), Err(CodeError::Mistyped { .. }));
                prop_assert!(found);
            }
        }
    }

    #[test]
    fn nothing_that_is_typed_ends_badly(text in any::<String>()) {
        if let Err(error) = Code::read(&text) {
            prop_assert!(!error.to_string().chars().any(char::is_control));
        }
    }
}
