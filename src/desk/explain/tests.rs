//! Clocks and their explanations against a slow, obvious walk from minute to minute, over years, zones, the days on which
//! the clocks change, random hours with breaks, holidays and pauses.

use chrono::{Days, NaiveDate, NaiveDateTime, Offset, TimeZone, Timelike};
use chrono_tz::Tz;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::case::Promise;
use crate::terms::{Channel, Severity, Text};

const MINUTE: i64 = 60_000;
/// Northern and southern, half an hour (Lord Howe), at midnight (Santiago, São Paulo, Beirut), a minute after it (St John's
/// before 2011), odd offsets, a day left out (Apia, 2011), none at all.
const ZONES: [Tz; 12] = [
    Tz::Europe__London,
    Tz::America__New_York,
    Tz::Australia__Lord_Howe,
    Tz::America__Santiago,
    Tz::America__Sao_Paulo,
    Tz::Asia__Beirut,
    Tz::America__St_Johns,
    Tz::Pacific__Auckland,
    Tz::Pacific__Chatham,
    Tz::Pacific__Apia,
    Tz::Asia__Kathmandu,
    Tz::Africa__Casablanca,
];

/// A clock on the wall that is never put back: it stands still until the time that it shows comes again. That is how the
/// hour that comes twice is meant: a desk opens once and closes once.
struct Wall<'a> {
    desk: &'a Desk,
    at: Timestamp,
    shown: NaiveDateTime,
}

impl<'a> Wall<'a> {
    fn new(desk: &'a Desk, from: Timestamp) -> Self {
        let mut wall = Self { desk, at: from.plus_ms(-26 * 60 * MINUTE), shown: NaiveDateTime::MIN };
        wall.shown = desk.local(wall.at);
        while wall.at < from {
            wall.tick();
        }
        wall
    }

    fn tick(&mut self) {
        self.at = self.at.plus_ms(MINUTE);
        self.shown = self.shown.max(self.desk.local(self.at));
    }

    fn is_open(&self) -> bool {
        let minute = u16::try_from(self.shown.hour() * 60 + self.shown.minute()).unwrap();
        self.desk.hours.of(self.shown.date()).iter().any(|(a, b)| (*a..*b).contains(&minute))
    }
}

/// When a length of time is over, without a pause.
fn slow_due(desk: &Desk, from: Timestamp, within: Within) -> Timestamp {
    let mut wall = Wall::new(desk, from);
    match within {
        Within::Minutes(n) => {
            (0..n).for_each(|_| wall.tick());
            wall.at
        }
        Within::WorkingMinutes(mut n) => {
            while n > 0 {
                n -= u32::from(wall.is_open());
                wall.tick();
            }
            wall.at
        }
        Within::Days(n) => {
            let then = desk.local(from).checked_add_days(Days::new(u64::from(n))).unwrap();
            while wall.shown < then {
                wall.tick();
            }
            wall.at
        }
        Within::WorkingDays(n) => {
            let today = desk.local(from).date();
            let (mut days, mut last, mut closed) = (Vec::new(), today, from);
            loop {
                if wall.is_open() && wall.shown.date() > today {
                    if !days.contains(&wall.shown.date()) {
                        if days.len() == usize::try_from(n).unwrap() {
                            return closed;
                        }
                        days.push(wall.shown.date());
                    }
                    last = wall.shown.date();
                    closed = wall.at.plus_ms(MINUTE);
                }
                if days.len() == usize::try_from(n).unwrap() && wall.shown.date() > last {
                    return closed;
                }
                wall.tick();
            }
        }
    }
}

/// The same with pauses: the due moment, or since when it stands still and how many minutes are left.
fn slow_clock(
    desk: &Desk,
    from: Timestamp,
    within: Within,
    waits: &[Wait],
    now: Timestamp,
) -> Result<Timestamp, (Timestamp, i64)> {
    let open_only = matches!(within, Within::WorkingMinutes(_) | Within::WorkingDays(_));
    let undisturbed = slow_due(desk, from, within);
    let mut wall = Wall::new(desk, from);
    let mut left = 0;
    while wall.at < undisturbed {
        left += i64::from(!open_only || wall.is_open());
        wall.tick();
    }
    let known: Vec<(Timestamp, Option<Timestamp>)> =
        waits.iter().filter(|w| w.from <= now).map(|w| (w.from, w.to.filter(|to| *to <= now))).collect();
    let mut wall = Wall::new(desk, from);
    while left > 0 {
        if !open_only || wall.is_open() {
            let over = known.iter().filter(|(a, b)| *a <= wall.at && b.is_none_or(|b| wall.at < b));
            let endless = over.clone().filter(|(_, b)| b.is_none()).map(|(a, _)| *a).min();
            if let Some(since) = endless {
                return Err((since, left));
            }
            left -= i64::from(over.count() == 0);
        }
        wall.tick();
    }
    Ok(wall.at)
}

fn fixture() -> Desk {
    Desk::parse("desk.toml", include_str!("../../../tests/fixtures/desk.toml")).unwrap()
}

/// A day of the year on which the clocks change, if there is one.
fn change(zone: Tz, year: i32, which: usize) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    let offset = |day: NaiveDate| zone.offset_from_utc_datetime(&day.and_hms_opt(12, 0, 0).unwrap()).fix();
    let days: Vec<NaiveDate> =
        first.iter_days().take(365).filter(|d| offset(*d) != offset(d.succ_opt().unwrap())).collect();
    days.get(which % days.len().max(1)).copied()
}

prop_compose! {
    /// Spans of a day, apart from each other; edges fall into the hours in which the clocks change as well.
    fn a_day()(cuts in prop::collection::btree_set(prop::sample::select(vec![
        0u16, 1, 15, 30, 60, 75, 90, 110, 120, 130, 150, 180, 240, 540, 600, 720, 780, 1020, 1050, 1200, 1380, 1410, 1439, 1440,
    ]), 0..7)) -> Vec<(u16, u16)> {
        let cuts: Vec<u16> = cuts.into_iter().collect();
        cuts.chunks_exact(2).map(|two| (two[0], two[1])).collect()
    }
}

prop_compose! {
    fn a_desk()(zone in prop::sample::select(ZONES.to_vec()), week in prop::array::uniform7(a_day()), holidays in 0u64..3)
        (zone in Just(zone), week in Just(week), holidays in Just(holidays), year in 1995i32..2031, which in 0usize..3,
         minute in 0i64..5760) -> (Desk, Timestamp) {
        let mut desk = fixture();
        desk.zone = zone;
        let mut week = week;
        if week.iter().all(Vec::is_empty) {
            week[2] = vec![(60, 150)];
        }
        desk.hours.week = Some(week);
        let day = change(zone, year, which).unwrap_or_else(|| NaiveDate::from_ymd_opt(year, 6, 1).unwrap());
        desk.hours.closed = (0..holidays).map(|n| (day + Days::new(2 * n), format!("holiday {n}"))).collect();
        let from = Timestamp::from_utc(zone.from_utc_datetime(&day.and_hms_opt(0, 0, 0).unwrap()).to_utc());
        (desk, from.plus_ms((minute - 3600) * MINUTE))
    }
}

fn within() -> impl Strategy<Value = Within> {
    prop_oneof![
        (1u32..700).prop_map(Within::WorkingMinutes),
        (1u32..4).prop_map(Within::WorkingDays),
        (1u32..4000).prop_map(Within::Minutes),
        (1u32..5).prop_map(Within::Days),
    ]
}

fn waits() -> impl Strategy<Value = Vec<(i64, Option<i64>)>> {
    prop::collection::vec((-600i64..6000, prop::option::weighted(0.8, 0i64..3000)), 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_due_moment_is_that_of_a_walk_from_minute_to_minute((desk, from) in a_desk(), within in within()) {
        prop_assert_eq!(desk.due(from, &within), slow_due(&desk, from, within), "{} {} {}", desk.zone, desk.local(from), within);
    }

    #[test]
    fn open_is_what_the_clock_on_the_wall_says((desk, from) in a_desk()) {
        let mut wall = Wall::new(&desk, from);
        for _ in 0..300 {
            prop_assert_eq!(desk.is_open(wall.at), wall.is_open(), "{} {}", desk.zone, desk.local(wall.at));
            (0..7).for_each(|_| wall.tick());
        }
    }

    #[test]
    fn with_pauses_too_and_the_lines_sum_to_it(
        (desk, from) in a_desk(), within in within(), spans in waits(), now in 0i64..9000,
    ) {
        let at = |minute: i64| from.plus_ms(minute * MINUTE);
        let waits: Vec<Wait> = spans
            .iter()
            .map(|(start, length)| Wait { from: at(*start), to: length.map(|l| at(start + l)), what: Text::new("a photo") })
            .collect();
        let now = at(now);
        let clock = desk.clock(&within, from, &waits, now);
        let budget = desk.budget(from, within).ms;
        let sums = desk.explain(from, &within, &waits, now);
        let counted: i64 = sums.iter().map(|s| s.counted_ms).sum();
        let end = sums.iter().find(|s| s.kind == SumKind::End).unwrap();
        match slow_clock(&desk, from, within, &waits, now) {
            Ok(due) => {
                prop_assert_eq!((clock.due, clock.paused), (Some(due), None));
                prop_assert!(due >= desk.due(from, &within));
                prop_assert_eq!((counted, end.from), (budget, due));
            }
            Err((since, left)) => {
                prop_assert_eq!((clock.due, clock.paused, clock.left_ms), (None, Some(since), left * MINUTE));
                prop_assert_eq!((counted, end.from), (budget - left * MINUTE, since));
            }
        }
        prop_assert!(sums.iter().all(|s| s.line().width() <= 76));
        let ran: Vec<&Sum> = sums.iter().filter(|s| matches!(s.kind, SumKind::Counted | SumKind::Day | SumKind::Closed)).collect();
        prop_assert!(ran.windows(2).all(|two| two[0].from <= two[1].from), "{sums:#?}");
    }
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn shown(desk: &Desk, from: &str, within: &str, waits: &[Wait], now: &str) -> String {
    let within = Within::parse(within).unwrap();
    let sums = desk.explain(at(from), &within, waits, at(now));
    sums.iter().map(Sum::line).collect::<Vec<_>>().join("\n")
}

fn wait(from: &str, to: Option<&str>) -> Wait {
    Wait { from: at(from), to: to.map(at), what: Text::new("a photo of the label") }
}

#[test]
fn working_hours_over_a_break_a_sunday_and_a_pause() {
    let waits = [wait("2026-11-21T11:00:00Z", Some("2026-11-23T12:00:00Z"))];
    let lines = shown(&fixture(), "2026-11-20T16:30:00Z", "4 working hours", &waits, "2026-11-24T12:00:00Z");
    insta::assert_snapshot!(lines, @r"
    from Fri 20 Nov 16:30
    4 working hours: only while we are open
    Fri 20 Nov 16:30–17:30                              1 h  sum          1 h
    Sat 21 Nov 10:00–11:00                              1 h  sum          2 h
    Sat 21 Nov 11:00–14:00 stood still: a photo of the label
    Sun 22 Nov closed
    Mon 23 Nov 09:00–12:00 stood still: a photo of the label
    Mon 23 Nov 12:00–13:00                              1 h  sum          3 h
    Mon 23 Nov 14:00–15:00                              1 h  sum          4 h
    due Mon 23 Nov 15:00
    ");
}

#[test]
fn working_days_are_counted_as_days() {
    let lines = shown(&fixture(), "2026-12-23T16:30:00Z", "2 working days", &[], "2026-12-23T17:00:00Z");
    insta::assert_snapshot!(lines, @r"
    from Wed 23 Dec 16:30
    2 working days: until we close on that day; today does not count
    Wed 23 Dec 16:30–17:30, not a day yet
    Thu 24 Dec 09:00–17:30, day 1
    Fri 25 Dec closed: Christmas Day
    Sat 26 Dec closed: Boxing Day
    Sun 27 Dec closed
    Mon 28 Dec 09:00–13:00, day 2
    Mon 28 Dec 14:00–17:30, day 2
    due Mon 28 Dec 17:30
    ");
    let waits = [wait("2026-11-23T10:00:00Z", None)];
    let lines = shown(&fixture(), "2026-11-20T16:30:00Z", "2 working days", &waits, "2026-11-24T12:00:00Z");
    insta::assert_snapshot!(lines, @r"
    from Fri 20 Nov 16:30
    2 working days would end Mon 23 Nov 17:30, after 12 h 30 min of open time
    Fri 20 Nov 16:30–17:30                              1 h  sum          1 h
    Sat 21 Nov 10:00–14:00                              4 h  sum          5 h
    Sun 22 Nov closed
    Mon 23 Nov 09:00–10:00                              1 h  sum          6 h
    stands still since Mon 23 Nov 10:00: a photo of the label
    ");
}

fn times() -> CaseTimes {
    CaseTimes {
        opened: Some(at("2026-11-20T16:30:00Z")),
        channel: Some(Channel::Email),
        severity: Some(Severity::High),
        ..CaseTimes::default()
    }
}

fn with_targets() -> Desk {
    let targets = "[targets.email]\nfirst_response='4 working hours'\nresolution='2 working days'\n\
                   [targets.email.high]\nresolution='1 working day'";
    Desk::parse("desk.toml", &format!("{}\n{targets}", include_str!("../../../tests/fixtures/desk.toml"))).unwrap()
}

#[test]
fn a_case_is_explained_with_its_rules_and_what_became_of_it() {
    let mut times = times();
    times.first_response = Some(at("2026-11-21T11:00:00Z"));
    let now = at("2026-11-21T15:00:00Z");
    let texts: Vec<String> = with_targets().explain_case(&times, now).iter().map(|e| e.lines().join("\n")).collect();
    insta::assert_snapshot!(texts.join("\n"), @r"
    First answer: 4 working hours
      by targets.email in desk.toml
      opened Fri 20 Nov 16:30
      4 working hours: only while we are open
      Fri 20 Nov 16:30–17:30                              1 h  sum          1 h
      Sat 21 Nov 10:00–13:00                              3 h  sum          4 h
      due Sat 21 Nov 13:00
      answered Sat 21 Nov 11:00: in time
    Put right: 1 working day
      by targets.email.high in desk.toml, as the severity is now
      opened Fri 20 Nov 16:30
      1 working day: until we close on that day; today does not count
      Fri 20 Nov 16:30–17:30, not a day yet
      Sat 21 Nov 10:00–14:00, day 1
      due Sat 21 Nov 14:00
      1 h late
    ");
}

#[test]
fn a_case_without_a_target_has_no_clock_and_says_so() {
    let desk = with_targets();
    let mut times = times();
    times.channel = Some(Channel::Chat);
    let told = |times: &CaseTimes| desk.explain_case(times, at("2026-11-21T15:00:00Z"))[0].lines().join("|");
    assert_eq!(told(&times), "First answer: no target set for chat");
    assert_eq!(desk.case_clocks(&times, at("2026-11-21T15:00:00Z")), CaseClocks::default());
    times.first_response = times.opened;
    assert_eq!(told(&times), "First answer: Fri 20 Nov 16:30; no target set for chat");
    times.first_response = None;
    times.channel = None;
    assert_eq!(told(&times), "First answer: no channel yet, so no target");
}

#[test]
fn a_clock_follows_the_case() {
    let desk = with_targets();
    let mut times = times();
    let clocks = |times: &CaseTimes, now: &str| desk.case_clocks(times, at(now));
    let first = |times: &CaseTimes, now| clocks(times, now).first_response.unwrap();
    let late = first(&times, "2026-11-21T14:00:00Z");
    assert_eq!((late.due, late.late_ms, late.is_over()), (Some(at("2026-11-21T13:00:00Z")), 3_600_000, true));
    // Answered in time: it stays in time, whatever happens later.
    times.first_response = Some(at("2026-11-21T11:00:00Z"));
    let met = first(&times, "2026-11-25T14:00:00Z");
    assert_eq!((met.due, met.late_ms, met.left_ms), (Some(at("2026-11-21T13:00:00Z")), 0, 0));
    // What it costs them is found out to be less: the other target holds.
    let due = |times: &CaseTimes| clocks(times, "2026-11-21T11:00:00Z").resolution.unwrap().due.unwrap().to_string();
    assert_eq!(due(&times), "2026-11-21T14:00:00.000Z");
    times.severity = None;
    assert_eq!(due(&times), "2026-11-23T17:30:00.000Z");
    // Closed and opened again: the clock of the close begins anew.
    times.reopened = Some(at("2026-11-24T10:00:00Z"));
    assert_eq!(due(&times), "2026-11-26T17:30:00.000Z");
}

#[test]
fn promises_are_explained_as_they_were_made() {
    let promise = |made: &str, due: &str, told: Option<&str>| Promise {
        id: crate::terms::PromiseId::from_bytes([1; 16]),
        interaction: None,
        made: at(made),
        text: Text::new("Ring back"),
        due: at(due),
        told: told.map(Text::new),
        by: "ana".into(),
        step: None,
        call_back: Some(Text::new("07700 900123")),
        moved: 0,
        move_told: false,
        state: crate::case::PromiseState::Open,
    };
    let made = "2026-11-20T16:30:00Z";
    let shown = |p: &Promise| fixture().explain_promise(p, at(made)).lines().join("\n");
    insta::assert_snapshot!(shown(&promise(made, "2026-11-23T17:30:00Z", None)), @r"
    Promise: Ring back (ring 07700 900123)
      promised Fri 20 Nov 16:30
      2 working days: until we close on that day; today does not count
      Fri 20 Nov 16:30–17:30, not a day yet
      Sat 21 Nov 10:00–14:00, day 1
      Sun 22 Nov closed
      Mon 23 Nov 09:00–13:00, day 2
      Mon 23 Nov 14:00–17:30, day 2
      due Mon 23 Nov 17:30
    ");
    insta::assert_snapshot!(shown(&promise(made, "2026-11-21T11:15:00Z", Some("by quarter past eleven"))), @r"
    Promise: Ring back (ring 07700 900123)
      promised Fri 20 Nov 16:30
      Fri 20 Nov 16:30–17:30                              1 h  sum          1 h
      Sat 21 Nov 10:00–11:15                       1 h 15 min  sum   2 h 15 min
      due Sat 21 Nov 11:15, a time that was chosen
      they were told: by quarter past eleven
    ");
}
