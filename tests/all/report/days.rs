//! Random logs: each number of a day, of a range and of a query equals the plain loop's; sums equal the sum of their rows.

use amends::case::Case;
use amends::log::Query;
use amends::review::{self, About, Report, Span};
use amends::terms::Timestamp;
use chrono::NaiveDate;
use proptest::prelude::*;

use super::plain::{self, Numbers};
use super::world::{World, histories};

fn day(day: u32) -> Span {
    Span::day(NaiveDate::from_ymd_opt(2026, 11, 16 + day).unwrap())
}

fn report(world: &World, about: About<'_>) -> Report {
    review::report(&world.reader, &world.door.desk, about, world.now, &mut |_| ()).unwrap()
}

/// Every number that the plain loops know is in the report, exactly.
fn hold(report: &Report, expected: &Numbers) -> Result<(), TestCaseError> {
    for reading in &report.readings {
        let name = reading.metric.name;
        let (part, of) = expected.get(name).copied().unwrap_or_default();
        let Some(value) = reading.figure.value else {
            prop_assert_eq!(of, 0, "{} is missing", name);
            continue;
        };
        if expected.contains_key(name) {
            let found = (value.parts, if value.of == 1 { i64::try_from(reading.figure.n).unwrap() } else { value.of });
            prop_assert_eq!(found, (part, of), "{}", name);
        }
    }
    let unknown: Vec<_> =
        expected.keys().filter(|name| !report.readings.iter().any(|r| r.metric.name == **name)).collect();
    prop_assert!(unknown.is_empty(), "{:?}", unknown);
    Ok(())
}

/// The rows of a table add up to the whole, where nothing is cut off.
fn rows_add_up(report: &Report, table: &str, metric: &str) -> Result<(), TestCaseError> {
    let table = report.tables.iter().find(|t| t.name == table).unwrap();
    let column = table.columns.iter().position(|c| c.metric.name == metric).unwrap();
    let whole = &report.readings.iter().find(|r| r.metric.name == metric).unwrap().figure;
    let parts = |figure: &review::Figure| figure.value.map_or(0, |value| value.parts);
    prop_assert_eq!(table.more, 0);
    prop_assert_eq!(
        table.rows.iter().map(|row| parts(&row.cells[column])).sum::<i64>(),
        parts(whole),
        "{}",
        table.name
    );
    prop_assert_eq!(table.rows.iter().map(|row| row.cells[column].n).sum::<u64>(), whole.n, "{}", table.name);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_report_says_what_plain_loops_over_the_cases_say(histories in histories()) {
        let world = World::new(&histories);
        let mut cases: Vec<Case> = world.cases.iter().map(|id| world.reader.case(*id).unwrap().case).collect();
        if let Some((from, into)) = world.merged {
            cases.iter_mut().filter(|case| case.customer == Some(from)).for_each(|case| case.customer = Some(into));
        }
        let whole = Span { last: NaiveDate::from_ymd_opt(2026, 12, 31).unwrap(), ..Span::parse("2026-11-16..2026-11-30", day(0).first).unwrap().unwrap() };
        for span in [day(0), day(1), day(4), Span::week(day(0).first), whole] {
            let report = report(&world, About::Span(span));
            let (from, until) = span.bounds(&world.door.desk);
            hold(&report, &plain::numbers(&cases, from, until, world.now))?;
            for (table, metric) in [
                ("by-hour", "contacts"), ("by-channel", "contacts"), ("by-channel", "handle-time"),
                ("by-heat", "contacts"), ("by-person", "contacts"), ("by-stage", "step-adherence"),
                ("by-outcome", "cases-closed"), ("by-cause", "cases-closed"), ("by-kind", "cases-opened"),
            ] {
                rows_add_up(&report, table, metric)?;
            }
            // The cases behind a number are those that it counts.
            for reading in report.readings.iter().filter(|r| r.figure.value.is_some()) {
                let behind = review::behind(
                    &world.reader, &world.door.desk, About::Span(span), world.now, (reading.metric, None), 1000, &mut |_| (),
                ).unwrap();
                let sum: i64 = behind.cases.iter().map(|b| b.part).sum();
                prop_assert_eq!(Some(sum), reading.figure.value.map(|v| v.parts), "{}", reading.metric.name);
                prop_assert_eq!(behind.all, behind.cases.len());
                prop_assert_eq!(&behind.figure, &reading.figure, "{}", reading.metric.name);
            }
        }
        // All cases as a query: all that ever happened.
        let query = Query::parse_on("", day(0).first, &|_| unreachable!()).unwrap();
        let all = report(&world, About::Cases(&query, ""));
        let (first, last) = (Timestamp::from_ms(0), Timestamp::from_ms(i64::MAX));
        hold(&all, &plain::numbers(&cases, first, last, world.now))?;
    }
}
