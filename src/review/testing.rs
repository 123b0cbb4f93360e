//! Reports made by hand, for the tests of whatever shows one. All people and matters are invented.

use chrono::TimeZone as _;

use super::metric::{Counted, Gather, Metric};
use super::metrics::{METRICS, metric};
use super::tables::{Spec, TABLES};
use super::{Beside, Column, Figure, Quantity, Reading, Report, Row, Table, Unit};
use crate::terms::{Currency, Timestamp};

/// Friday, 20 November 2026 at Harbour Parcels, seen at two minutes past five.
#[allow(clippy::too_many_lines, reason = "a day written down")]
pub fn day() -> Report {
    let mut report = empty("Friday, 20 November 2026", "2026-11-20");
    for (name, parts, of, yesterday) in [
        ("contacts", 47, 47, 52),
        ("cases-opened", 31, 31, 36),
        ("cases-closed", 28, 28, 30),
        ("heated", 9, 41, 6),
        ("handle-time", 47 * 301_400, 47, 52 * 288_000),
        ("talk-time", 47 * 241_000, 47, 52 * 230_000),
        ("hold-time", 47 * 18_400, 47, 52 * 21_000),
        ("wrap-up-time", 47 * 42_000, 47, 52 * 37_000),
        ("time-worked", 47 * 301_400, 47, 52 * 288_000),
        ("first-response", 29 * 512_000, 29, 33 * 430_000),
        ("answered-in-time", 25, 28, 31),
        ("resolution-time", 28 * 26_340_000, 28, 30 * 19_000_000),
        ("step-adherence", 163, 188, 170),
        ("steps-skipped", 14, 188, 11),
        ("promises-kept", 17, 19, 15),
        ("transfer-rate", 4, 47, 3),
        ("first-contact-resolution", 0, 0, 0),
        ("calmed", 6, 8, 5),
        ("given", 18_450, 11, 9_900),
        ("given-cost", 12_120, 11, 8_000),
        ("given-per-case", 18_450, 31, 9_900),
        ("approvals", 3, 4, 2),
    ] {
        set(&mut report, name, parts, of, yesterday);
    }
    let reading = |report: &mut Report, name: &str, change: &dyn Fn(&mut Figure)| {
        if let Some(found) = report.readings.iter_mut().find(|r| r.metric.name == name) {
            change(&mut found.figure);
        }
    };
    reading(&mut report, "first-contact-resolution", &|f| f.left_out = vec![("window has not passed", 26)]);
    reading(&mut report, "given", &|f| {
        f.left_out = vec![("in another currency", 1), ("nothing that money measures", 2)];
    });
    report.tables = vec![
        table(
            "by-hour",
            &[
                (&["08"], &["08:00"], &[(3, 3), (3 * 250_000, 3), (0, 3)]),
                (&["09"], &["09:00"], &[(9, 9), (9 * 281_000, 9), (1, 8)]),
                (&["10"], &["10:00"], &[(12, 12), (12 * 305_000, 12), (2, 11)]),
                (&["11"], &["11:00"], &[(7, 7), (7 * 333_000, 7), (3, 6)]),
                (&["14"], &["14:00"], &[(11, 11), (11 * 298_000, 11), (2, 10)]),
                (&["15"], &["15:00"], &[(5, 5), (5 * 340_000, 5), (1, 3)]),
            ],
        ),
        table(
            "by-hour-and-channel",
            &[
                (&["08", "email"], &["08:00", "email"], &[(3, 3)]),
                (&["09", "phone"], &["09:00", "phone"], &[(6, 6)]),
                (&["09", "email"], &["09:00", "email"], &[(3, 3)]),
                (&["10", "phone"], &["10:00", "phone"], &[(12, 12)]),
                (&["14", "in-person"], &["14:00", "in person"], &[(11, 11)]),
            ],
        ),
        table(
            "by-stage",
            &[
                (&["listen"], &["Listen"], &[(46, 47), (1, 47), (1, 1)]),
                (&["apologise"], &["Apologise"], &[(38, 47), (3, 47), (9, 9)]),
                (&["resolve"], &["Resolve"], &[(43, 47), (2, 47), (4, 4)]),
                (&["compensate"], &["Compensate"], &[(36, 47), (8, 47), (11, 11)]),
            ],
        ),
        table(
            "left-out-steps",
            &[
                (
                    &["late-parcel", "Ask | what for", "<b>in a hurry</b>"],
                    &["late-parcel", "Ask | what for", "<b>in a hurry</b>"],
                    &[(6, 6)],
                ),
                (&["late-parcel", "Read it back", ""], &["late-parcel", "Read it back", "no reason said"], &[(3, 3)]),
            ],
        ),
        table(
            "by-cause",
            &[
                (&["carrier-late"], &["Carrier late"], &[(14, 14), (14 * 21_000_000, 14), (0, 0), (9_200, 14)]),
                (&["packing"], &["=Packing, \"ours\""], &[(6, 6), (6 * 40_000_000, 6), (0, 0), (9_250, 6)]),
            ],
        ),
        table(
            "putting-right",
            &[
                (&["5-given", "GBP"], &["given", "GBP"], &[(11, 11), (18_450, 11)]),
                (&["5-given", "EUR"], &["given", "EUR"], &[(1, 1), (900, 1)]),
            ],
        ),
        table(
            "by-person",
            &[
                (
                    &["ana"],
                    &["Ana Lima"],
                    &[(21, 21), (21 * 290_000, 21), (5, 20), (21 * 290_000, 21), (70, 80), (8, 9), (0, 0)],
                ),
                (
                    &["kwame"],
                    &["Kwame Asante"],
                    &[(26, 26), (26 * 310_000, 26), (4, 21), (26 * 310_000, 26), (93, 108), (9, 10), (0, 0)],
                ),
            ],
        ),
    ];
    // What was given in euros is said in euros.
    if let Some(row) = report.tables[5].rows.get_mut(1) {
        row.cells[1].value = Some(Quantity::sum(Unit::Money(Currency::EUR), 900));
    }
    report
}

/// A week of the same shop: a line of days, and a field of its hours.
pub fn week() -> Report {
    let mut report = empty("Week 47, 16 November to 22 November 2026", "2026-W47");
    set(&mut report, "contacts", 204, 204, 190);
    set(&mut report, "handle-time", 204 * 296_000, 204, 190 * 291_000);
    let days = [("2026-11-16", "Mon 16 Nov", 44), ("2026-11-17", "Tue 17 Nov", 38), ("2026-11-20", "Fri 20 Nov", 47)];
    let day = |(key, label, n): (&str, &str, i64)| {
        let cells = [(n, n), (n * 300_000, n), (n * 400_000, n), (n - 4, n), (n * 300, n)];
        (vec![key.to_owned()], vec![label.to_owned()], cells.to_vec())
    };
    let field =
        [("09", "1-Mon", "Mon", 8), ("10", "1-Mon", "Mon", 14), ("09", "5-Fri", "Fri", 9), ("13", "5-Fri", "Fri", 2)];
    let hour = |(hour, key, label, n): (&str, &str, &str, i64)| {
        (vec![hour.to_owned(), key.to_owned()], vec![format!("{hour}:00"), label.to_owned()], vec![(n, n)])
    };
    report.tables =
        vec![filled("by-day", days.map(day).to_vec()), filled("by-hour-and-weekday", field.map(hour).to_vec())];
    report
}

/// A report of which nothing is known but what cannot be known.
pub fn empty(title: &str, span: &str) -> Report {
    let at = |d, h, m| Timestamp::from_utc(chrono::Utc.with_ymd_and_hms(2026, 11, d, h, m, 0).unwrap());
    Report {
        desk: "Harbour Parcels & Sons".to_owned(),
        span: span.to_owned(),
        title: title.to_owned(),
        from: Some(at(20, 0, 0)),
        until: Some(at(21, 0, 0)),
        zone: "Europe/London".to_owned(),
        made: at(20, 17, 2),
        unfinished: true,
        readings: METRICS.iter().map(|metric| reading(metric)).collect(),
        tables: Vec::new(),
    }
}

fn reading(metric: &'static Metric) -> Reading {
    let figure = number(metric, 0, 0);
    let beside = Beside { name: "day-before", title: "the day before", figure: figure.clone() };
    Reading { metric, figure, beside: vec![beside] }
}

fn set(report: &mut Report, name: &str, parts: i64, of: i64, yesterday: i64) {
    if let Some(reading) = report.readings.iter_mut().find(|reading| reading.metric.name == name) {
        reading.figure = number(reading.metric, parts, of);
        reading.beside[0].figure = number(reading.metric, yesterday, if parts == of { yesterday } else { of + 5 });
    }
}

/// A figure of this metric: so much of so many.
pub fn number(metric: &Metric, parts: i64, of: i64) -> Figure {
    let unit = match metric.counted {
        Counted::In(unit) => unit,
        Counted::Money => Unit::Money(Currency::GBP),
    };
    let spread = || [70, 95, 180].map(|part| Quantity { unit, parts: parts * part, of: of * 100 });
    let value = match metric.gather {
        Gather::Unknowable(_) => None,
        Gather::Sum => Some(Quantity::sum(unit, parts)),
        Gather::Ratio | Gather::Spread => Quantity::ratio(unit, parts, of),
    };
    Figure {
        value,
        n: u64::try_from(of).unwrap_or(0),
        is_sum: metric.gather == Gather::Sum,
        spread: (metric.gather == Gather::Spread && of > 0).then(spread),
        left_out: Vec::new(),
        unknowable: match metric.gather {
            Gather::Unknowable(why) => Some(why),
            _ => None,
        },
    }
}

type Cells = [(i64, i64)];

/// A table of the program's own, filled by hand: keys, labels, and part and whole of each number.
pub fn table(name: &str, rows: &[(&[&str], &[&str], &Cells)]) -> Table {
    let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    filled(name, rows.iter().map(|(key, label, cells)| (own(key), own(label), cells.to_vec())).collect())
}

/// A row: key, label, and part and whole of each number.
type Line = (Vec<String>, Vec<String>, Vec<(i64, i64)>);

fn filled(name: &str, rows: Vec<Line>) -> Table {
    let spec: &Spec = TABLES.iter().find(|spec| spec.name == name).unwrap();
    let metrics: Vec<&'static Metric> = spec.columns.iter().map(|name| metric(name).unwrap()).collect();
    let unit = |metric: &Metric| match metric.counted {
        Counted::In(unit) => unit,
        Counted::Money => Unit::Money(Currency::GBP),
    };
    let row = |(key, label, cells): Line| Row {
        key,
        label,
        cells: metrics.iter().zip(cells).map(|(metric, (parts, of))| number(metric, parts, of)).collect(),
    };
    Table {
        name: spec.name,
        title: spec.title,
        about: spec.about,
        keys: spec.keys,
        columns: metrics.iter().map(|metric| Column { metric, unit: unit(metric) }).collect(),
        rows: rows.into_iter().map(row).collect(),
        more: 0,
        chart: spec.chart,
    }
}
