//! The adviser over the shipped rules: what it says, and the laws that hold for any matter.

use std::ops::ControlFlow;

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::terms::{Currency, Fault, GestureKind, Money, Severity, Wish};

fn pounds(amount: i64) -> Money {
    Money { minor: amount * 100, currency: Currency::GBP }
}

fn ceilings(alone: i64, anybody: i64) -> Ceilings {
    Ceilings { alone: Some(pounds(alone)), anybody: Some(pounds(anybody)) }
}

/// A service of ours that failed and cost them £60, for £100.
fn ours() -> Matter {
    Matter {
        kind: Some(GestureKind::Service),
        loss: Some(pounds(60)),
        price: Some(pounds(100)),
        fault: Some(Fault::Ours),
        days: Some(3),
        ..Matter::default()
    }
}

fn told(matter: &Matter) -> Advice {
    Rules::shipped().advise(matter, &ceilings(25, 500))
}

#[test]
fn what_ships_has_no_findings() {
    let (rules, findings) = Rules::read("advice.toml", SHIPPED);
    let shown: Vec<String> = findings.iter().map(|f| f.render(false)).collect();
    assert!(findings.is_empty() && rules.is_some(), "{}", shown.join("\n\n"));
}

#[test]
fn everything_wrong_is_told_at_once() {
    let text = include_str!("../../tests/fixtures/invalid-advice.toml");
    let shown: Vec<String> = Rules::read("advice.toml", text).1.iter().map(|f| f.render(false)).collect();
    insta::assert_snapshot!("findings", shown.join("\n\n"));
    assert!(Rules::parse("advice.toml", text).is_err());
}

#[test]
fn the_same_loss_by_whose_doing_and_how_often() {
    type Change = fn(&mut Matter);
    let line = |change: Change| {
        let mut matter = ours();
        change(&mut matter);
        told(&matter).line()
    };
    let cases: [(Change, &str); 11] = [
        (|m| m.kept = Some(true), "A service worth £6 to £15"),
        (|m| m.again = true, "A service worth £12 to £30; above £25 a supervisor decides"),
        (|m| m.kept = Some(false), "A service worth £60 to £100; above £25 a supervisor decides"),
        (|m| (m.kept, m.days) = (Some(true), Some(0)), "Nothing, because a prompt answer and an apology often do it"),
        (|m| m.wish = Some(Wish::Heard), "Nothing, because they asked for something better than a gift"),
        (|m| m.fault = Some(Fault::Nobody), "Nothing, because it was nobody's doing"),
        (|m| m.fault = Some(Fault::Customer), "Nothing, because it was not our doing"),
        (|m| m.fault = None, "Nothing, because whose doing it was is not known yet"),
        (
            |m| m.kind = Some(GestureKind::Attention),
            "Attention, because attention answers a slight, and money would not",
        ),
        (|m| m.severity = Some(Severity::Critical), "Nothing, because a supervisor decides where there is harm or law"),
        (|m| (m.kept, m.price) = (Some(false), None), "A service; how much depends on what they paid"),
    ];
    for (change, said) in cases {
        assert_eq!(line(change), said);
    }
}

#[test]
fn a_card_says_who_says_so_and_what_is_open() {
    let matter = Matter { again: true, wish: Some(Wish::Money), ..ours() };
    let card = told(&matter).card();
    insta::assert_snapshot!("card", card.join("\n"));
}

#[test]
fn no_number_without_a_ceiling_and_none_in_another_currency() {
    let matter = Matter { kept: Some(true), ..ours() };
    let advise = |ceilings| Rules::shipped().advise(&matter, &ceilings);
    let none = advise(Ceilings { alone: Some(pounds(25)), anybody: None });
    assert_eq!((none.fair(), none.no_amount), (None, Some(NoAmount::NoCeiling)));
    let euros = Money { minor: 50_000, currency: Currency::EUR };
    let other = advise(Ceilings { alone: Some(euros), anybody: Some(euros) });
    assert_eq!((other.fair(), other.no_amount), (None, Some(NoAmount::Currency)));
    let nothing_alone = advise(Ceilings { alone: None, anybody: Some(pounds(500)) });
    assert_eq!((nothing_alone.range, nothing_alone.beyond.is_some()), (None, true));
    assert_eq!(nothing_alone.line(), "A service worth £6 to £15; a supervisor decides");
    let cut = advise(ceilings(10, 10));
    assert_eq!(cut.range, Some(Range { from: pounds(6), to: pounds(10) }));
    assert_eq!((cut.beyond, cut.cut_at), (None, Some(pounds(10))));
    assert!(cut.card().contains(&"Cut at £10: nobody here may give more.".to_owned()), "{:?}", cut.card());
}

#[test]
fn an_offer_outside_is_said_quietly() {
    let advice = told(&Matter { kept: Some(true), ..ours() });
    assert_eq!(advice.about(pounds(10)), None);
    assert!(advice.about(pounds(40)).unwrap().starts_with("£40 is more than advised: £6 to £15"));
    assert!(advice.about(pounds(1)).unwrap().starts_with("£1 is less than advised: £6 to £15"));
    let nothing = told(&Matter { fault: Some(Fault::Nobody), ..ours() });
    assert_eq!(nothing.about(pounds(5)).unwrap(), "Nothing, because it was nobody's doing");
    assert_eq!(nothing.about(pounds(0)), None);
}

#[test]
fn what_the_desk_has_of_this_kind_is_named() {
    let desk = crate::desk::Desk::parse("desk.toml", crate::playbook::shipped::DESK).unwrap();
    let matter = Matter { kept: Some(true), ..ours() };
    let role = crate::terms::Role::Agent;
    let advice = Rules::shipped().advise(&matter, &Ceilings::of(&desk, role));
    assert!(advice.gestures(&desk).iter().all(|g| g.kind == GestureKind::Service));
    assert!(!advice.gestures(&desk).is_empty());
    assert!(told(&Matter::default()).gestures(&desk).is_empty());
}

#[test]
fn a_rule_that_is_never_reached_is_proven_so() {
    let rule = |id: &str, when: &str, give: &str| {
        format!("[[rule]]\nid = '{id}'\n{when}\ngive = {give}\nbecause = 'b'\nsource = 's'\n")
    };
    let codes = |text: &str| -> Vec<String> {
        let told = Rules::read("a.toml", text).1;
        told.iter().map(|f| format!("{} {}", f.code, f.message)).collect()
    };
    let shadowed = rule("wide", "fault = ['ours', 'partner']", "'nothing'")
        + &rule("narrow", "fault = 'ours'\nkept = true", "'money'");
    assert_eq!(codes(&shadowed), ["never-reached `narrow` is never reached"]);
    let days = rule("old", "after_days = 5\nwithin_days = 5", "'nothing'");
    assert_eq!(codes(&days), ["never-reached `old` is never reached"]);
    let both = rule("kept", "kept = true", "'nothing'") + &rule("not", "kept = false", "'nothing'");
    assert_eq!(codes(&(both + &rule("open", "", "'nothing'"))), Vec::<String>::new(), "kept may be not known");
    let mean =
        rule("first", "again = false", "'money'\nshare = [20, 30]") + &rule("second", "", "'money'\nshare = [10, 30]");
    assert_eq!(codes(&mean), ["unfair `second` gives less than `first`, where we owe more"]);
    let large = rule("large", "", "'money'\nshare = [10, 150.5]");
    assert_eq!(codes(&large), ["too-much 150.5 per cent: beyond about 150 more does harm (Haesevoets et al. 2017)"]);
}

fn maybe<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Option<T>> {
    prop::option::of(prop::sample::select(all))
}

fn money() -> impl Strategy<Value = Money> {
    let currency =
        prop::sample::select(vec![Currency::GBP, Currency::GBP, Currency::GBP, Currency::JPY, Currency::EUR]);
    (prop_oneof![0_i64..20_000, 0_i64..900_000_000_000], currency)
        .prop_map(|(minor, currency)| Money { minor, currency })
}

prop_compose! {
    fn matter()(
        kind in maybe(GestureKind::ALL), loss in prop::option::of(money()), price in prop::option::of(money()),
        fault in maybe(Fault::ALL), again: bool, kept: Option<bool>, wish in maybe(Wish::ALL),
        severity in maybe(Severity::ALL), days in prop::option::of(0_u32..5)
    ) -> Matter {
        Matter { kind, loss, price, fault, again, kept, wish, severity, days }
    }
}

prop_compose! {
    /// Any rules that can be read, in a file of their own.
    fn rules()(
        all in prop::collection::vec((
            prop::option::of(prop::sample::select(vec!["ours", "partner", "nobody", "customer", "not-known"])),
            any::<Option<bool>>(), any::<Option<bool>>(),
            prop::sample::select(vec!["in-kind", "money", "service", "attention"]),
            (0_u32..400, 0_u32..400, any::<bool>()), prop::sample::select(vec!["loss", "price"]),
        ), 0..6)
    ) -> Rules {
        let mut text = String::new();
        for (n, (fault, again, kept, give, (a, b, share), of)) in all.into_iter().enumerate() {
            let id = format!("r{n}");
            text.extend(["[[rule]]\nid = '", &id, "'\ngive = '", give, "'\nbecause = 'it is'\nsource = 's'\n"]);
            text += &fault.map(|f| format!("fault = '{f}'\n")).unwrap_or_default();
            text += &again.map(|f| format!("again = {f}\n")).unwrap_or_default();
            text += &kept.map(|f| format!("kept = {f}\n")).unwrap_or_default();
            if share {
                let ends = format!("{}.5, {}.5", a.min(b), a.max(b));
                text.extend(["share = [", &ends, "]\nof = '", of, "'\n"]);
            }
        }
        Rules::parse("any.toml", &text).unwrap()
    }
}

/// By how much one answer is more than another: nothing, something, and then the amounts.
fn rank(advice: &Advice) -> (bool, Option<(i64, i64)>) {
    (!advice.nothing, advice.fair().map(|fair| (fair.from.minor, fair.to.minor)))
}

fn is_less(a: &Advice, b: &Advice) -> bool {
    match (rank(a), rank(b)) {
        ((true, Some(a)), (true, Some(b))) => a.0 < b.0 || a.1 < b.1,
        ((false, _), (true, _)) | ((true, None), (true, Some(_))) => true,
        _ => false,
    }
}

/// Every amount that advice names.
fn each(advice: &Advice, mut with: impl FnMut(Money, Range) -> ControlFlow<String>) -> Result<(), TestCaseError> {
    for range in [advice.range, advice.beyond].into_iter().flatten() {
        for end in [range.from, range.to] {
            if let ControlFlow::Break(why) = with(end, range) {
                return Err(TestCaseError::fail(why));
            }
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn advice_is_never_above_its_ceiling_nor_in_another_currency(
        rules in rules(), own: bool, matter in matter(), alone in prop::option::of(money()), anybody in prop::option::of(money())
    ) {
        let rules = if own { rules } else { Rules::shipped().clone() };
        let ceilings = Ceilings { alone, anybody };
        let advice = rules.advise(&matter, &ceilings);
        each(&advice, |end, range| {
            let Some(most) = anybody else { return ControlFlow::Break("a number without a ceiling".to_owned()) };
            let given = [matter.loss, matter.price].into_iter().flatten().any(|m| m.currency == end.currency);
            if end.currency != most.currency || !given || end.minor > most.minor || end.minor < 0 || range.from.minor > range.to.minor {
                return ControlFlow::Break(format!("{end} of {matter:?} below {ceilings:?}"));
            }
            ControlFlow::Continue(())
        })?;
        if let Some(range) = advice.range {
            prop_assert!(alone.is_some_and(|a| a.currency == range.to.currency && range.to.minor <= a.minor));
        }
        if advice.nothing {
            prop_assert!(advice.fair().is_none() && advice.kind.is_none());
        }
        prop_assert!(!advice.because.is_empty() && !advice.source.is_empty());
        prop_assert!(advice.line().width() <= 70, "{}", advice.line());
        for offer in [matter.loss, matter.price].into_iter().flatten() {
            prop_assert!(advice.about(offer).is_none_or(|words| words.width() <= 70));
        }
        prop_assert!(advice.card().iter().any(|line| line.starts_with("Source: ")));
    }

    #[test]
    fn who_is_owed_more_never_gets_less(matter in matter(), alone in money(), anybody in money()) {
        let ceilings = Ceilings { alone: Some(alone), anybody: Some(anybody) };
        let advise = |fault, again| Rules::shipped().advise(&Matter { fault: Some(fault), again, ..matter.clone() }, &ceilings);
        let by_debt = [Fault::Customer, Fault::Nobody, Fault::Partner, Fault::Ours];
        for (less, more) in (0..4).flat_map(|more| (0..=more).map(move |less| (by_debt[less], by_debt[more]))) {
            for (first, then) in [(false, false), (false, true), (true, true)] {
                let (a, b) = (advise(less, first), advise(more, then));
                prop_assert!(!is_less(&b, &a), "{less} {first}: {}\n{more} {then}: {}", a.line(), b.line());
            }
        }
        // Not known yet is never more than ours.
        for again in [false, true] {
            prop_assert!(!is_less(&advise(Fault::Ours, again), &advise(Fault::NotKnown, again)));
        }
    }

    #[test]
    fn what_is_said_to_be_open_is_open(matter in matter()) {
        let advice = told(&matter);
        for what in &advice.unsaid {
            let open = match what {
                Unsaid::Kind => matter.kind.is_none(),
                Unsaid::Loss => matter.loss.is_none(),
                Unsaid::Price => matter.price.is_none(),
                Unsaid::Fault => matter.fault() == Fault::NotKnown,
                Unsaid::Kept => matter.kept.is_none(),
                Unsaid::Wish => matter.wish.is_none(),
                Unsaid::Severity => matter.severity.is_none(),
                Unsaid::Days => matter.days.is_none(),
            };
            prop_assert!(open, "{what:?} of {matter:?}");
        }
        // With all of it known nothing is open.
        let whole = Matter {
            kind: matter.kind.or(Some(GestureKind::Service)), loss: matter.loss.or(Some(pounds(5))),
            price: matter.price.or(Some(pounds(5))), fault: Some(Fault::Ours), kept: matter.kept.or(Some(true)),
            wish: matter.wish.or(Some(Wish::Money)), severity: matter.severity.or(Some(Severity::Low)),
            days: matter.days.or(Some(2)), ..matter
        };
        prop_assert!(told(&whole).unsaid.is_empty());
    }

    #[test]
    fn any_text_can_be_read(text in any::<String>()) {
        let _ = Rules::read("a.toml", &text);
    }
}
