//! The laws of the list, and its words.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::case::{CaseTimes, Look, Offer, OpenContact, Pledge, Wait};

const MINUTE: i64 = 60_000;

fn desk() -> Desk {
    let targets = "[targets.email]\nfirst_response='4 working hours'\nresolution='2 working days'\n\
                   [targets.social]\nfirst_response='15 minutes'";
    Desk::parse("desk.toml", &format!("{}\n{targets}", include_str!("../../../tests/fixtures/desk.toml"))).unwrap()
}

/// Friday 20 November 2026, 14:30.
fn now() -> Timestamp {
    Timestamp::parse("2026-11-20T14:30:00Z").unwrap()
}

fn ago(minutes: i64) -> Timestamp {
    now().plus_ms(-minutes * MINUTE)
}

/// A case of the agent's own that nothing presses.
fn calm(n: u8) -> Standing {
    Standing {
        case: CaseId::from_bytes([n; 16]),
        number: format!("C-{}", 1000 + u32::from(n)),
        customer: None,
        customer_name: None,
        mine: true,
        about: None,
        times: CaseTimes { opened: Some(ago(60)), ..CaseTimes::default() },
        heat: None,
        touched: ago(60),
        answered: None,
        contacts: Vec::new(),
        pledges: Vec::new(),
        offer: None,
        yeses: Vec::new(),
        reviews: Vec::new(),
        recovered: None,
    }
}

fn pledge(n: u8, due: Timestamp, number: Option<&str>) -> Pledge {
    Pledge { promise: PromiseId::from_bytes([n; 16]), text: "Ring back".into(), due, call_back: number.map(Text::new) }
}

fn list(rows: &[Standing]) -> Vec<(String, String)> {
    desk().next_up(rows, now()).into_iter().map(|row| (row.number, row.why)).collect()
}

#[test]
fn each_row_says_why_it_stands_there() {
    let mut rows: Vec<Standing> = (1..=16).map(calm).collect();
    rows[0].pledges = vec![pledge(1, ago(27), None)];
    rows[1].pledges = vec![pledge(2, ago(5), Some("07700 900123"))];
    rows[1].heat = Some(Heat::Abusive);
    rows[1].times.severity = Some(Severity::Critical);
    let offer = |warm, at| Some(Offer { hand_off: HandOffId::from_bytes([9; 16]), from: "ben".into(), at, warm });
    (rows[2].offer, rows[2].mine) = (offer(false, ago(30)), false);
    (rows[3].offer, rows[3].mine) = (offer(true, ago(5)), false);
    rows[4].times.channel = Some(Channel::Social);
    rows[5].pledges = vec![pledge(3, ago(-30), Some("07700 900123")), pledge(4, ago(-90), None)];
    rows[6].contacts =
        vec![OpenContact { interaction: InteractionId::from_bytes([7; 16]), began: ago(20), parked: Some(ago(12)) }];
    rows[7].answered = Some(ago(8));
    rows[8].touched = ago(4 * 24 * 60);
    rows[9].times.waits = vec![Wait { from: ago(8 * 24 * 60), to: None, what: Text::new("the photo") }];
    (rows[10].times.channel, rows[10].times.first_response) = (Some(Channel::Email), Some(ago(50)));
    rows[11].times.waits = vec![Wait { from: ago(60), to: None, what: Text::new("the photo") }];
    rows[12].pledges = vec![pledge(5, ago(-5 * 60), None)];
    let look = |by: &str, minutes, disputed| {
        let review = ReviewId::from_bytes([by.as_bytes()[0]; 16]);
        vec![Look { review, by: by.into(), at: ago(minutes), disputed }]
    };
    (rows[14].reviews, rows[14].mine) = (look("gwen", 90, false), false);
    (rows[15].reviews, rows[15].mine) = (look("ben", 150, true), false);
    let expected = [
        ("C-1002", "call back late 5m on 07700 900123"),
        ("C-1001", "promise late 27m"),
        ("C-1004", "ben stays on for you, 5m"),
        ("C-1003", "hand-off from ben, waits 30m"),
        ("C-1005", "first answer late 45m"),
        ("C-1006", "call back 15:00 on 07700 900123"),
        ("C-1007", "parked 12m"),
        ("C-1008", "they answered, 8m"),
        ("C-1009", "untouched for 4 days"),
        ("C-1010", "no word from them for 8 days"),
        ("C-1016", "ben disputes a score, waits 2h"),
        ("C-1015", "gwen scored your work, 90m ago: do you agree?"),
        ("C-1013", "promise due 19:30"),
        ("C-1011", "put right by Mon 23 Nov 17:30"),
        ("C-1014", "open"),
        ("C-1012", "waits for them: the photo"),
    ];
    assert_eq!(list(&rows), expected.map(|(number, why)| (number.to_owned(), why.to_owned())));
    let next = desk().next_up(&rows, now());
    assert_eq!(next.iter().find(|row| row.number == "C-1006").unwrap().more, 1);
}

#[test]
fn who_is_hurt_more_comes_earlier() {
    let mut rows = vec![calm(1), calm(2)];
    rows[0].pledges = vec![pledge(1, ago(-40), None)];
    rows[1].pledges = vec![pledge(2, ago(-60), None)];
    assert_eq!(list(&rows)[0].0, "C-1001");
    rows[1].heat = Some(Heat::Angry);
    assert_eq!(list(&rows)[0].0, "C-1002");
}

#[test]
fn a_case_of_somebody_elses_is_there_for_what_is_mine_alone() {
    let mut row = calm(1);
    (row.mine, row.times.channel, row.touched) = (false, Some(Channel::Social), ago(10_000));
    row.pledges = vec![pledge(1, ago(-40), None)];
    assert_eq!(list(&[row]), [("C-1001".to_owned(), "promise due 15:10".to_owned())]);
}

fn minutes() -> impl Strategy<Value = i64> {
    prop_oneof![-300i64..300, -20_000i64..20_000, prop::sample::select(vec![0, 1, -1, 120, -120])]
}

prop_compose! {
    fn a_standing()(
        n in 0u8..12, mine in any::<bool>(), severity in prop::option::of(prop::sample::select(Severity::ALL.to_vec())),
        heat in prop::option::of(prop::sample::select(Heat::ALL.to_vec())),
        channel in prop::option::of(prop::sample::select(vec![Channel::Email, Channel::Social, Channel::Phone])),
        opened in 0i64..20_000, answered in prop::option::weighted(0.2, 0i64..3000), touched in 0i64..20_000,
        due in prop::collection::vec((minutes(), any::<bool>()), 0..3), parked in prop::option::weighted(0.3, 0i64..300),
        offer in prop::option::weighted(0.3, (0i64..300, any::<bool>())), waits in prop::option::weighted(0.3, 0i64..20_000),
        responded in any::<bool>(), look in prop::option::weighted(0.2, (0i64..3000, any::<bool>())),
    ) -> Standing {
        let mut row = calm(n);
        (row.mine, row.heat, row.touched) = (mine, heat, ago(touched));
        row.answered = answered.map(ago);
        row.times = CaseTimes {
            opened: Some(ago(opened)),
            channel,
            severity,
            first_response: responded.then(|| ago(opened)),
            waits: waits.iter().map(|w| Wait { from: ago(*w), to: None, what: Text::new("it") }).collect(),
            ..CaseTimes::default()
        };
        row.pledges = (0..).zip(due).map(|(n, (due, ring))| pledge(n, ago(due), ring.then_some("07700 900123"))).collect();
        row.contacts = parked.iter().map(|p| OpenContact {
            interaction: InteractionId::from_bytes([n; 16]), began: ago(*p), parked: Some(ago(*p)),
        }).collect();
        row.reviews = look.iter().map(|(at, disputed)| Look {
            review: ReviewId::from_bytes([n; 16]), by: "gwen".into(), at: ago(*at), disputed: *disputed,
        }).collect();
        row.offer = offer.map(|(at, warm)| Offer { hand_off: HandOffId::from_bytes([n; 16]), from: "ben".into(), at: ago(at), warm });
        row
    }
}

fn shape(rows: &[Next]) -> Vec<(CaseId, Class, String, usize)> {
    rows.iter().map(|row| (row.case, row.class, row.why.clone(), row.more)).collect()
}

/// Several, each of another case.
fn standings(most: usize) -> impl Strategy<Value = Vec<Standing>> {
    prop::collection::vec(a_standing(), 0..most).prop_map(|rows| {
        let mut seen = HashSet::new();
        rows.into_iter().filter(|row| seen.insert(row.case)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn each_case_once_in_one_order_whatever_the_order_of_the_rows(
        mut rows in standings(14), turn in 0usize..14,
    ) {
        let desk = desk();
        let next = desk.next_up(&rows, now());
        prop_assert_eq!(next.len(), rows.len(), "no open case is left out");
        let cases: HashSet<CaseId> = next.iter().map(|row| row.case).collect();
        prop_assert_eq!(cases.len(), next.len());
        rows.reverse();
        let at = turn % rows.len().max(1);
        rows.rotate_left(at);
        prop_assert_eq!(desk.next_up(&rows, now()), next);
    }

    #[test]
    fn the_order_is_total(rows in standings(6)) {
        let next = desk().next_up(&rows, now());
        for a in &next {
            for b in &next {
                let (there, back) = (order::compare(a, b, now()), order::compare(b, a, now()));
                prop_assert_eq!(there, back.reverse());
                prop_assert_eq!(there.is_eq(), a.case == b.case);
                for c in &next {
                    if there.is_lt() && order::compare(b, c, now()).is_lt() {
                        prop_assert!(order::compare(a, c, now()).is_lt());
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_late_never_stands_below_what_is_not(rows in standings(14)) {
        let next = desk().next_up(&rows, now());
        let promise = |row: &&Next| matches!(row.what, NextKind::Promise { .. } | NextKind::CallBack { .. });
        let clock = |row: &&Next| matches!(row.what, NextKind::FirstAnswer | NextKind::Resolution);
        for of_a_kind in [next.iter().filter(promise).collect::<Vec<_>>(), next.iter().filter(clock).collect()] {
            let late: Vec<bool> = of_a_kind.iter().map(|row| row.due.unwrap() <= now()).collect();
            prop_assert!(late.is_sorted_by(|a, b| a >= b), "{:?}", late);
        }
        // Of two that hurt alike, the later one is above.
        for two in next.windows(2).filter(|two| two[0].class == Class::Late && two[1].class == Class::Late) {
            prop_assert!(two[0].hurt != two[1].hurt || two[0].due <= two[1].due);
        }
    }

    #[test]
    fn nothing_changes_before_the_next_change(rows in standings(10), part in 0i64..1000) {
        let desk = desk();
        let next = desk.next_up(&rows, now());
        // A day is long enough to be asked again.
        let until = next_change(&next, now()).unwrap_or(now().plus_ms(24 * 60 * MINUTE));
        prop_assert!(until > now());
        let last = until.ms() - 1 - now().ms();
        for at in [now().plus_ms(last), now().plus_ms(last * part / 1000)] {
            prop_assert_eq!(shape(&desk.next_up(&rows, at)), shape(&next), "{}", at);
        }
    }
}
