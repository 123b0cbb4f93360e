//! Every form says every number the same, to the last digit; and what somebody wrote never becomes anything but words.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::review::{Chart, Figure, Quantity, Report, Table, Unit, testing};

#[test]
fn a_day_as_text() {
    insta::assert_snapshot!("day_txt", text(&testing::day(), Look::default()));
}

#[test]
fn a_day_as_markdown() {
    insta::assert_snapshot!("day_md", markdown(&testing::day()));
}

#[test]
fn a_day_as_json() {
    insta::assert_snapshot!("day_json", json(&testing::day()));
}

#[test]
fn a_day_as_csv() {
    let day = testing::day();
    let tables = day.tables.iter().map(|table| csv_table(&day, table.name).unwrap());
    let all: Vec<String> = std::iter::once(csv(&day)).chain(tables).collect();
    insta::assert_snapshot!("day_csv", all.join("\n").replace('\r', ""));
    assert_eq!(csv_table(&day, "by-moon"), None);
}

#[test]
fn a_day_as_a_page() {
    let page = html(&testing::day());
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    insta::assert_snapshot!("day_html", format!("{head}<style>…</style>{body}"));
}

#[test]
fn a_week_has_its_days_and_its_hours() {
    let week = testing::week();
    let (page, text) = (html(&week), text(&week, Look::default()));
    assert!(page.contains("<polyline") && page.contains("the darker the more"));
    assert!(page.contains("<title>Mon, 10:00: 14</title>"));
    // The hours between are there and empty; what has one hour less is not pushed together.
    assert!(text.contains("09  10  11  12  13"), "{text}");
}

#[test]
fn in_ascii_and_in_colour_the_words_are_the_same() {
    let day = testing::day();
    let plain = text(&day, Look::default());
    let coloured = text(&day, Look { colour: true, ..Look::default() });
    assert_eq!(coloured.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", ""), plain);
    assert!(coloured.contains("\x1b[2m"));
    let ascii = text(&day, Look { ascii: true, ..Look::default() });
    assert!(ascii.replace(['£', '€'], "").is_ascii(), "{ascii}");
    assert!(plain.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 80), "{plain}");
}

#[test]
fn of_nothing_there_are_helpful_words() {
    let mut report = testing::empty("Friday, 20 November 2026", "2026-11-20");
    for form in [text(&report, Look::default()), markdown(&report), html(&report)] {
        assert!(form.contains("Nothing is logged for Friday, 20 November 2026."), "{form}");
    }
    report.made = crate::terms::Timestamp::from_ms(0);
    assert!(text(&report, Look::default()).contains("is still to come"));
    (report.from, report.until) = (None, None);
    assert!(text(&report, Look::default()).contains("No case is like that."));
}

#[test]
fn the_page_asks_for_nothing_and_runs_nothing() {
    let page = html(&testing::day());
    for never in ["<script", "http:", "https:", "url(", "@import", "<link", "<img", "src=", "javascript"] {
        assert!(!page.contains(never), "{never}");
    }
    for target in page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let id = target.strip_prefix('#').unwrap();
        assert_eq!(page.matches(&format!("id=\"{id}\"")).count(), 1, "{target}");
    }
}

/// The tags of a page, in order, without what stands in them.
fn tags(page: &str) -> Vec<String> {
    let tag = |part: &str| part.split(|c: char| c == '>' || c.is_whitespace()).next().unwrap_or_default().to_owned();
    page.split('<').skip(1).map(tag).collect()
}

fn with_words(words: &str) -> Report {
    let mut report = testing::day();
    report.desk = words.to_owned();
    report.title = words.to_owned();
    for row in report.tables.iter_mut().flat_map(|table| &mut table.rows) {
        row.label.iter_mut().for_each(|label| *label = words.to_owned());
    }
    report
}

#[test]
fn what_somebody_wrote_never_becomes_a_tag() {
    let hostile = "</title><script>alert(1)</script>\"' onload=x &amp; <!-- \u{202e} ]]>";
    assert_eq!(tags(&html(&with_words(hostile))), tags(&html(&with_words("words"))));
}

/// A report with these numbers in the places of the day's.
fn with_numbers(numbers: &[(i64, i64)]) -> Report {
    let mut report = testing::day();
    let mut numbers = numbers.iter().cycle();
    let mut fill = |figure: &mut Figure| {
        let Some(value) = figure.value else { return };
        let (parts, of) = numbers.next().copied().unwrap_or((1, 1));
        let of = if value.unit == Unit::Count { 1 } else { of };
        figure.value = Quantity::ratio(value.unit, parts, of);
        figure.n = u64::try_from(of).unwrap_or(1);
        if let Some(spread) = &mut figure.spread {
            *spread = [1, 2, 3].map(|part| Quantity { unit: value.unit, parts: parts / part, of });
        }
    };
    for reading in &mut report.readings {
        fill(&mut reading.figure);
        reading.beside.iter_mut().for_each(|beside| fill(&mut beside.figure));
    }
    report.tables.iter_mut().flat_map(|table| &mut table.rows).flat_map(|row| &mut row.cells).for_each(fill);
    report
}

fn plain(figure: &Figure) -> String {
    figure.value.map(Quantity::plain).unwrap_or_default()
}

/// A JSON value with as many decimals as a number is said with.
fn json_says(value: &Value, figure: &Figure) -> bool {
    match (value, figure.value) {
        (Value::Null, None) => true,
        (Value::String(text), Some(quantity)) => matches!(quantity.unit, Unit::Money(_)) && *text == quantity.plain(),
        (Value::Number(number), Some(quantity)) => {
            let plain = quantity.plain();
            let places = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            match number.as_i64() {
                Some(whole) => whole.to_string() == plain,
                None => number.as_f64().is_some_and(|number| format!("{number:.places$}") == plain),
            }
        }
        _ => false,
    }
}

/// The cells of CSV, as RFC 4180 has them.
fn csv_cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    rows
}

/// The numbers of a piece of a page, in order: metric, value, n, and what people read.
fn page_numbers(page: &str) -> Vec<(String, String, String, String)> {
    let until = |text: &str, end: char| text.split(end).next().unwrap_or_default().to_owned();
    let attribute = |tag: &str, name: &str| {
        tag.split_once(&format!("{name}=\"")).map(|(_, rest)| until(rest, '"')).unwrap_or_default()
    };
    let number = |part: &str| {
        let tag = format!("data-metric=\"{}", until(part, '>'));
        let shown = part.split_once('>').map(|(_, rest)| until(rest, '<')).unwrap_or_default();
        let shown = shown.trim_end().replace('\u{a0}', " ");
        (attribute(&tag, "data-metric"), attribute(&tag, "data-value"), attribute(&tag, "data-n"), shown)
    };
    page.split("data-metric=\"").skip(1).map(number).collect()
}

fn said(name: &str, figure: &Figure) -> (String, String, String, String) {
    (name.to_owned(), plain(figure), figure.n.to_string(), figure.shown())
}

/// The cells of a line of a Markdown table.
fn md_cells(line: &str) -> Vec<String> {
    let cells = line.replace("\\|", "\u{1}");
    cells.trim_matches('|').split('|').map(|cell| cell.trim().replace('\u{1}', "|").replace('\\', "")).collect()
}

fn table_agrees(report: &Report, table: &Table, forms: &Forms) {
    let json = forms.json["tables"].as_array().unwrap().iter().find(|t| t["name"] == table.name).unwrap();
    let csv = csv_cells(&csv_table(report, table.name).unwrap());
    let page = forms.page.split(&format!("data-table=\"{}\"", table.name)).nth(1).unwrap();
    let page = page_numbers(page.split("</table>").next().unwrap());
    let figures = || table.rows.iter().flat_map(|row| table.columns.iter().zip(&row.cells));
    let wanted: Vec<_> = figures().map(|(column, figure)| said(column.metric.name, figure)).collect();
    assert_eq!(page, wanted);
    for (at, row) in table.rows.iter().enumerate() {
        let mut csv = csv[at + 1].iter().skip(2 * table.keys.len());
        let line = &json["rows"][at]["cells"];
        for (cell, figure) in row.cells.iter().enumerate() {
            assert!(json_says(&line[cell]["value"], figure), "{figure:?}");
            assert_eq!(line[cell]["shown"], figure.shown());
            assert_eq!(csv.next(), Some(&plain(figure)));
            if matches!(figure.value, Some(Quantity { unit: Unit::Money(currency), .. }) if csv.next().map(String::as_str) != Some(currency.code()))
            {
                panic!("the currency of {figure:?}");
            }
            assert_eq!(csv.next(), Some(&figure.n.to_string()));
            if table.chart != Chart::Heat {
                let begins = figure.shown();
                let mine =
                    |line: &&str| md_cells(line).first() == row.label.first().map(|l| l.replace('<', "&lt;")).as_ref();
                let found = forms.md.lines().filter(mine).any(|line| {
                    md_cells(line)
                        .get(table.keys.len() + cell)
                        .is_some_and(|words| *words == begins || words.starts_with(&format!("{begins} (")))
                });
                assert!(found, "{begins} of {:?} in\n{}", row.label, forms.md);
            }
            assert!(forms.txt.contains(&figure.shown()), "{}", figure.shown());
        }
    }
}

struct Forms {
    json: Value,
    page: String,
    md: String,
    txt: String,
}

fn agree(report: &Report) {
    let forms = Forms {
        json: serde_json::from_str(&json(report)).unwrap(),
        page: html(report),
        md: markdown(report),
        txt: text(report, Look { width: 400, ..Look::default() }),
    };
    let csv = csv_cells(&csv(report));
    let page = page_numbers(&forms.page);
    for (at, reading) in report.readings.iter().enumerate() {
        let (name, figure, json) = (reading.metric.name, &reading.figure, &forms.json["figures"][at]);
        assert!(json_says(&json["value"], figure), "{json} {figure:?}");
        assert_eq!((json["name"].as_str(), json["shown"].as_str()), (Some(name), Some(figure.shown().as_str())));
        assert_eq!(csv[at + 1][0], name);
        assert_eq!((&csv[at + 1][3], &csv[at + 1][6]), (&plain(figure), &figure.n.to_string()));
        if let Some(spread) = figure.spread {
            for (place, name) in ["lowest_tenth", "middle", "highest_tenth"].iter().enumerate() {
                let one = Figure { value: Some(spread[place]), ..Figure::default() };
                assert!(json_says(&json["spread"][name], &one));
                assert_eq!(csv[at + 1][8 + place], plain(&one));
                assert!(
                    forms.md.contains(&one.shown())
                        && forms.txt.contains(&one.shown())
                        && forms.page.contains(&one.shown())
                );
            }
        }
        let cells: Vec<Vec<String>> =
            forms.md.lines().map(md_cells).filter(|cells| cells[0] == reading.metric.title).collect();
        assert!(cells.iter().any(|cells| cells.get(1) == Some(&figure.shown())), "{name} in\n{}", forms.md);
        let line = forms.txt.lines().find(|line| line.starts_with(&format!("{}  ", reading.metric.title))).unwrap();
        let words: Vec<&str> = line.split("  ").map(str::trim).filter(|words| !words.is_empty()).collect();
        assert_eq!(words[1], figure.shown());
        assert!(page.contains(&said(name, figure)));
        for (place, beside) in reading.beside.iter().enumerate() {
            let figure = &beside.figure;
            assert!(json_says(&json["beside"][place]["value"], figure));
            assert_eq!(csv[at + 1][13 + 2 * place], plain(figure));
            assert!(page.contains(&said(name, figure)));
            assert!(words.last().unwrap().starts_with(&figure.shown()), "{line}");
            assert!(cells.iter().any(|cells| cells.get(3 + place).is_some_and(|c| c.starts_with(&figure.shown()))));
        }
    }
    report.tables.iter().for_each(|table| table_agrees(report, table, &forms));
}

#[test]
fn the_forms_of_a_day_agree() {
    agree(&testing::day());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_form_says_every_number_the_same(
        numbers in proptest::collection::vec((-1_000_000_000i64..1_000_000_000_000, 1i64..100_000), 1..200)
    ) {
        agree(&with_numbers(&numbers));
    }

    #[test]
    fn no_words_become_a_tag_or_a_formula(words in any::<String>()) {
        let report = with_words(&words);
        prop_assert_eq!(tags(&html(&report)), tags(&html(&with_words("words"))));
        for cells in csv_cells(&csv_table(&report, "by-cause").unwrap()).iter().skip(1) {
            prop_assert!(!cells[1].trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '\0']), "{:?}", cells[1]);
        }
        let bars = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
        let lines = |report: &Report| markdown(report).lines().filter(|l| l.starts_with('|')).map(bars).collect::<Vec<_>>();
        prop_assert_eq!(lines(&report), lines(&with_words("words")));
    }
}
