//! Conditions: parsing, checking and their three results.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{Domain, Expr, ExprError, NameProblem, Stop, Type, never};
use crate::terms::{Answers, Currency, Money, Text, Value};

fn types(name: &str) -> Result<Type, NameProblem> {
    match name {
        "n" | "m" => Ok(Type::Number),
        "paid" => Ok(Type::Money(Currency::GBP)),
        "on" => Ok(Type::Date),
        "a" | "b" | "c" => Ok(Type::YesNo),
        "words" => Ok(Type::Text),
        "why" => Ok(Type::Choice(vec!["carrier".into(), "depot".into()])),
        _ => Err(NameProblem { code: "unknown-name", message: format!("`{name}` is not known"), help: None }),
    }
}

fn known(pairs: &[(&str, Value)]) -> Answers {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

fn everything() -> Answers {
    known(&[
        ("n", Value::Number(Decimal::from(4))),
        ("m", Value::Number(Decimal::new(5, 1))),
        ("paid", Value::Money(Money { minor: 490, currency: Currency::GBP })),
        ("on", Value::Date("2026-11-20".parse().unwrap())),
        ("a", Value::YesNo(true)),
        ("b", Value::YesNo(false)),
        ("c", Value::YesNo(true)),
        ("words", Value::Text(Text::new("a lamp"))),
        ("why", Value::Choice("carrier".into())),
    ])
}

fn gives(text: &str) -> String {
    let expr = Expr::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let (_, errors) = expr.check(&types);
    assert_eq!(errors, [], "{text}");
    expr.value(&everything()).unwrap().for_people()
}

fn errors(text: &str) -> Vec<ExprError> {
    match Expr::parse(text) {
        Err(error) => vec![error],
        Ok(expr) => expr.check(&types).1,
    }
}

#[test]
fn what_expressions_give() {
    for (text, value) in [
        ("n >= 3 and not b", "yes"),
        ("n == 4.0", "yes"),
        ("0.1 + 0.2 == 0.3", "yes"),
        ("1 + 2 * 3 - -1", "8"),
        ("(1 + 2) * 3", "9"),
        ("min(paid, 3.00 GBP)", "£3.00"),
        ("max(paid * m, 1.00 GBP)", "£2.45"),
        ("paid * 0.5 + 0.01 GBP", "£2.46"),
        ("paid * 0.125", "£0.61"),
        ("0.01 GBP * 0.5", "£0.01"),
        ("on + 30", "20 December 2026"),
        ("on - 2026-11-01", "19"),
        ("on > 2026-11-01 and on != 2026-11-21", "yes"),
        ("why == 'carrier'", "yes"),
        ("why in [\"depot\", 'carrier']", "yes"),
        ("why not in ['depot']", "yes"),
        ("n in []", "no"),
        ("words == 'a lamp'", "yes"),
        ("a == yes and b == no", "yes"),
        ("b or b and c or a", "yes"),
    ] {
        assert_eq!(gives(text), value, "{text}");
    }
}

#[test]
fn what_is_wrong_has_its_place() {
    for (text, part, message) in [
        ("n = 3", "=", "`=` has no meaning here"),
        ("a && b", "&&", "`&&` has no meaning here"),
        ("n > 3 n", "n", "`n` cannot stand here"),
        ("1 < n < 3", "<", "`<` cannot stand here"),
        ("(n > 3", "", "`)` is missing here"),
        ("n >", "", "something is missing here"),
        ("n > 'x", "'", "these quotes are not closed"),
        ("on > 2026-13-01", "2026-13-01", "there is no day `2026-13-01`"),
        ("paid > 4.999 GBP", "4.999 GBP", "GBP has 2 decimal places; `4.999` has more"),
        ("paid > 4.90 XQZ", "4.90 XQZ", "`XQZ` is not a currency; use its three letters, like GBP or EUR"),
        ("a == true", "true", "`true` has no meaning here"),
        ("", "", "this expression says nothing"),
        ("n > 3x", "3", "`3` runs into what follows it"),
        ("missing > 3", "missing", "`missing` is not known"),
        ("paid > 4.90", "paid > 4.90", "money in GBP and a number cannot be compared"),
        ("paid > 4.90 EUR", "paid > 4.90 EUR", "GBP and EUR cannot be compared: nothing is converted here"),
        ("why == 'carier'", "'carier'", "`carier` is not one of the options"),
        ("words > 'a'", "words > 'a'", "a text has no more or less"),
        ("n and a", "n", "this must be yes or no; it is a number"),
        ("on + on == on", "on + on", "a date and a date cannot be added"),
        ("paid * paid > paid", "paid * paid", "money in GBP and money in GBP cannot be multiplied"),
        ("min(n, on) > 1", "on", "a number and a date cannot be compared"),
        ("n in [1, 'x']", "'x'", "a number and a text cannot be compared"),
        ("-a", "-a", "there is no negative of yes or no"),
    ] {
        let found = errors(text);
        let first = found.first().unwrap_or_else(|| panic!("{text} has no error"));
        assert_eq!((first.message.as_str(), text.get(first.at.clone())), (message, Some(part)), "{text}");
    }
}

#[test]
fn everything_wrong_is_told() {
    assert_eq!(errors("missing > 3 and paid > 4.90 and why == 'x'").len(), 3);
}

#[test]
fn what_is_not_answered_waits_by_name() {
    let some = known(&[("a", Value::YesNo(true)), ("b", Value::YesNo(false))]);
    for (text, holds) in [
        ("b and n > 3", Ok(false)),
        ("n > 3 and b", Ok(false)),
        ("a or n > 3", Ok(true)),
        ("a and n > 3", Err("n")),
        ("m > 3 and n > 3", Err("m")),
        ("not (n > 3)", Err("n")),
        ("why in ['depot', 'carrier']", Err("why")),
    ] {
        assert_eq!(Expr::parse(text).unwrap().holds(&some), holds.map_err(str::to_owned), "{text}");
    }
}

#[test]
fn what_is_too_large_is_no_crash() {
    let text = "79228162514264337593543950335 * 79228162514264337593543950335 > n";
    let expr = Expr::parse(text).unwrap();
    assert!(matches!(expr.value(&everything()), Err(Stop::Fault(_))));
    assert_eq!(expr.holds(&everything()), Err("n".to_owned()));
    assert!(Expr::parse("792281625142643375935439503350").is_err());
    assert!(matches!(Expr::parse("on + 99999999999").unwrap().value(&everything()), Err(Stop::Fault(_))));
    assert!(Expr::parse(&"(".repeat(5000)).is_err());
    assert!(Expr::parse(&"not ".repeat(400)).is_err());
    assert!(Expr::parse(&format!("{}1", "1 + ".repeat(300))).is_err());
}

/// Any well-typed condition over the names above, as text.
fn condition() -> impl Strategy<Value = String> {
    let number = prop_oneof![Just("n".to_owned()), Just("m".to_owned()), (0i32..9).prop_map(|n| n.to_string())];
    let leaf = prop_oneof![
        Just("a".to_owned()),
        Just("b".to_owned()),
        Just("c".to_owned()),
        Just("yes".to_owned()),
        Just("why == 'depot'".to_owned()),
        Just("why in ['depot', 'carrier']".to_owned()),
        Just("paid > 1.00 GBP".to_owned()),
        (number.clone(), number).prop_map(|(x, y)| format!("{x} * 2 >= {y} + 1")),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(x, y)| format!("({x} and {y})")),
            (inner.clone(), inner.clone()).prop_map(|(x, y)| format!("({x} or {y})")),
            inner.prop_map(|x| format!("(not {x})")),
        ]
    })
}

/// Some of everything that can be known, chosen by the bits of `mask`.
fn some(mask: u16) -> Answers {
    everything().into_iter().enumerate().filter(|(i, _)| mask & (1 << i) != 0).map(|(_, pair)| pair).collect()
}

proptest! {
    #[test]
    fn no_text_is_too_odd(text in any::<String>()) {
        if let Ok(expr) = Expr::parse(&text) {
            let (_, errors) = expr.check(&types);
            let _ = expr.value(&everything());
            prop_assert!(errors.iter().all(|error| text.get(error.at.clone()).is_some()));
        }
    }

    #[test]
    fn no_heap_of_its_own_words_is_too_odd(
        words in prop::collection::vec(prop::sample::select(vec![
            "and", "or", "not", "in", "min", "max", "(", ")", "[", "]", ",", "==", "<", "+", "-", "*", "n", "paid",
            "on", "why", "a", "3", "4.90 GBP", "2026-11-20", "'depot'", "yes", "\"", "é", "99999999999999999999999",
        ]), 0..40)
    ) {
        let text = words.join(" ");
        match Expr::parse(&text) {
            Ok(expr) => drop((expr.check(&types), expr.value(&everything()))),
            Err(error) => prop_assert!(text.get(error.at).is_some()),
        }
    }

    #[test]
    fn knowing_more_never_turns_a_decision(text in condition(), less in any::<u16>(), more in any::<u16>()) {
        let expr = Expr::parse(&text).unwrap();
        prop_assert_eq!(expr.check(&types).1, vec![]);
        let (before, after) = (expr.holds(&some(less)), expr.holds(&some(less | more)));
        let whole = expr.holds(&everything());
        prop_assert!(whole.is_ok());
        if before.is_ok() {
            prop_assert_eq!(&before, &after);
            prop_assert_eq!(&before, &whole);
        }
        if let Err(name) = before {
            prop_assert!(!some(less).contains_key(&name));
        }
    }

    #[test]
    fn the_laws_of_three_values(x in condition(), y in condition(), mask in any::<u16>()) {
        let known = some(mask);
        let decided = |text: String| Expr::parse(&text).unwrap().holds(&known).ok();
        prop_assert_eq!(decided(format!("not ({x} and {y})")), decided(format!("not {x} or not {y}")));
        prop_assert_eq!(decided(format!("{x} and {y}")), decided(format!("{y} and {x}")));
        prop_assert_eq!(decided(format!("{x} or {y}")), decided(format!("{y} or {x}")));
        prop_assert_eq!(decided(format!("not not {x}")), decided(x.clone()));
        prop_assert_eq!(decided(format!("{x} and no")), Some(false));
        prop_assert_eq!(decided(format!("{x} or yes")), Some(true));
    }
}

/// What the names may be, `n` from nothing upwards.
fn domain(name: &str) -> Option<Domain> {
    let min = (name == "n").then_some(Value::Number(Decimal::ZERO));
    Some(Domain { kind: types(name).ok()?, min, max: None })
}

fn can_never_be(text: &str) -> bool {
    let expr = Expr::parse(text).unwrap();
    assert_eq!(expr.check(&types).1, vec![], "{text}");
    never(&[&expr], &domain)
}

#[test]
fn what_can_never_be_true_is_proven() {
    for text in [
        "no",
        "1 > 2",
        "a and not a",
        "a == yes and a == no",
        "n < 0",
        "n > 3 and n <= 3",
        "not (n > 3 or n <= 3)",
        "3 > n and n >= 3",
        "m > -1 and m < -1",
        "paid > 1.00 GBP and paid < 1.01 GBP",
        "on > 2026-11-20 and on < 2026-11-21",
        "why == 'depot' and why == 'carrier'",
        "why not in ['depot', 'carrier']",
        "why in []",
        "words == 'a' and words == 'b'",
        "n + m > 3 and a and not a",
        "a and (n < 0 or b and not b)",
    ] {
        assert!(can_never_be(text), "{text}");
    }
    let both: Vec<Expr> = ["n > 3", "n < 2"].iter().map(|text| Expr::parse(text).unwrap()).collect();
    assert!(never(&both.iter().collect::<Vec<_>>(), &domain), "two conditions of one step");
}

#[test]
fn what_is_not_proven_is_not_told() {
    for text in [
        "yes",
        "n > 3 and n < 4",
        "n <= 0",
        "m < 0",
        "m > -1",
        "paid > 1.00 GBP and paid < 1.02 GBP",
        "on > 2026-11-20 and on < 2026-11-22",
        "words != 'a' and words != 'b'",
        "words == 'a' and n == 0.25",
        // True of no numbers, but not seen: sums and two names beside each other are not looked into.
        "n > m and m > n",
        "n + 1 < n",
        "n * 2 < 0",
    ] {
        assert!(!can_never_be(text), "{text}");
    }
    // More combinations than are tried.
    let wide = "m in [1, 2, 3, 4, 5, 6, 7, 8] and n in [1, 2, 3, 4, 5, 6, 7, 8] and paid in [1.00 GBP, 2.00 GBP, 3.00 GBP, \
                4.00 GBP, 5.00 GBP] and on in [2026-11-20, 2026-11-22, 2026-11-24, 2026-11-26, 2026-11-28] and a and not a";
    assert!(!can_never_be(wide));
}

/// Any condition of comparisons near each other, as text: many of them contradict themselves.
fn near() -> impl Strategy<Value = String> {
    let sign = || prop::sample::select(vec!["==", "!=", "<", "<=", ">", ">="]);
    let leaf = prop_oneof![
        prop::sample::select(vec![
            "a",
            "b",
            "not a",
            "yes",
            "why == 'depot'",
            "why != 'carrier'",
            "why in ['carrier']"
        ])
        .prop_map(str::to_owned),
        (sign(), 0i32..3).prop_map(|(sign, n)| format!("n {sign} {n}")),
        (0i32..3, sign()).prop_map(|(n, sign)| format!("{n}.5 {sign} m")),
        (sign(), 0i32..3).prop_map(|(sign, n)| format!("paid {sign} 0.0{n} GBP")),
        (sign(), 20i32..23).prop_map(|(sign, day)| format!("on {sign} 2026-11-{day}")),
        (sign(), 0i32..3).prop_map(|(sign, n)| format!("n + m {sign} {n}")),
        prop::sample::select(vec!["words == 'a'", "words != 'a'", "words in ['a', 'b']"]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            3 => (inner.clone(), inner.clone()).prop_map(|(x, y)| format!("({x} and {y})")),
            1 => (inner.clone(), inner.clone()).prop_map(|(x, y)| format!("({x} or {y})")),
            1 => inner.prop_map(|x| format!("(not {x})")),
        ]
    })
}

/// Answers near the constants of [`near`].
fn answers() -> impl Strategy<Value = Answers> {
    let words = prop::sample::select(vec!["a", "b", "c"]);
    (0i64..14, -4i64..14, -1i64..5, 19u32..25, any::<[bool; 3]>(), words).prop_map(
        |(n, m, paid, day, [a, b, why], words)| {
            known(&[
                ("n", Value::Number(Decimal::new(n * 25, 2))),
                ("m", Value::Number(Decimal::new(m * 25, 2))),
                ("paid", Value::Money(Money { minor: paid, currency: Currency::GBP })),
                ("on", Value::Date(chrono::NaiveDate::from_ymd_opt(2026, 11, day).unwrap())),
                ("a", Value::YesNo(a)),
                ("b", Value::YesNo(b)),
                ("words", Value::Text(Text::new(words))),
                ("why", Value::Choice(if why { "depot" } else { "carrier" }.into())),
            ])
        },
    )
}

proptest! {
    #[test]
    fn nothing_that_is_true_of_some_answers_is_said_never_to_be(
        text in near(),
        tries in prop::collection::vec(answers(), 1..60),
    ) {
        let expr = Expr::parse(&text).unwrap();
        prop_assert_eq!(expr.check(&types).1, vec![]);
        let found = tries.iter().find(|known| expr.holds(known) == Ok(true));
        if let Some(found) = found {
            prop_assert!(!never(&[&expr], &domain), "{:?}", found);
        }
    }
}
