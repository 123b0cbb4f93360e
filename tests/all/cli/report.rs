//! Reports and the explanations of their numbers, as somebody would ask for them.

use super::run::Home;

/// All that the demonstration's day holds, at whatever hour the test runs.
const ALL: &str = "2020-01-01..today";

fn with_a_day() -> (Home, String) {
    let home = Home::new();
    let file = home.path("demo.amends").to_str().unwrap().to_owned();
    home.ok(&["demo", "--write", &file]);
    (home, file)
}

#[test]
fn every_form_of_a_report_says_the_same() {
    let (home, file) = with_a_day();
    let report = |format: &str| home.ok(&["--file", &file, "report", ALL, "--format", format]);
    let json: serde_json::Value = serde_json::from_str(&report("json")).unwrap();
    let (csv, page, md, txt) = (report("csv"), report("html"), report("md"), report("txt"));
    let figures = json["figures"].as_array().unwrap();
    assert_eq!(json["form"], 1);
    assert_eq!(figures[0]["value"], 24);
    for (figure, line) in figures.iter().zip(csv.lines().skip(1)) {
        let (name, title, shown) =
            (figure["name"].as_str().unwrap(), figure["title"].as_str().unwrap(), figure["shown"].as_str().unwrap());
        assert!(line.starts_with(&format!("{name},")), "{line}");
        let value = line.split(',').nth(3 + title.matches(',').count()).unwrap();
        assert!(
            page.contains(&format!("data-metric=\"{name}\" data-value=\"{value}\" data-n=\"{}\"", figure["n"])),
            "{name}"
        );
        assert!(md.contains(&format!("| {title} | {shown} |")), "{name}");
        assert!(txt.lines().any(|l| l.starts_with(title) && l.contains(shown)), "{name} in\n{txt}");
    }
}

#[test]
fn files_are_for_their_owner_alone_and_csv_fills_a_folder() {
    let (home, file) = with_a_day();
    let said = home.ok(&["--file", &file, "report", "--format", "html", "--output", "day.html"]);
    assert!(said.contains("is in day.html"), "{said}");
    assert!(std::fs::read_to_string(home.path("day.html")).unwrap().starts_with("<!DOCTYPE html>"));
    home.ok(&["--file", &file, "report", ALL, "--format", "csv", "--output", "tables"]);
    let channels = std::fs::read_to_string(home.path("tables/by-channel.csv")).unwrap();
    assert!(channels.starts_with("channel,channel label,contacts (count),contacts n,"), "{channels}");
    assert_eq!(channels, home.ok(&["--file", &file, "report", ALL, "--format", "csv", "--table", "by-channel"]));
    #[cfg(unix)]
    for name in ["day.html", "tables/by-channel.csv"] {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(home.path(name)).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
    }
    let ran = home.run(&["--file", &file, "report", "--format", "csv", "--table", "by-moon"]);
    assert!(ran.code == 2 && ran.err.contains("choose one of: figures, by-hour"), "{ran:?}");
}

#[test]
fn of_nothing_there_are_words_and_no_failure() {
    let home = Home::new();
    assert!(home.ok(&["report", "2020-01-01"]).contains("Nothing is logged for Wednesday, 1 January 2020."));
    assert_eq!(home.json(&["report", "2020-01-01"])["figures"][0]["value"], 0);
    home.ok(&["log", "--customer", "Ann Lee", "--note", "first"]);
    assert!(home.ok(&["report", "2020-01-01"]).contains("Nothing is logged"));
    assert!(home.ok(&["report", "agent:nobody"]).contains("No case is like that."));
    let ran = home.run(&["report", "2026-11-20..2026-11-01"]);
    assert!(ran.code == 2 && ran.err.contains("write the earlier day first"), "{ran:?}");
    let ran = home.run(&["report", "week", "--median"]);
    assert!(ran.code == 2 && ran.err.contains("ask for one day"), "{ran:?}");
    assert_eq!(home.json(&["report", "--median"])["figures"][0]["beside"][2]["name"], "month-median");
}

#[test]
fn a_number_explains_itself() {
    let (home, file) = with_a_day();
    let said = home.ok(&["explain", "handle-time"]);
    assert!(said.contains("(talk + hold + wrap-up) ÷ contacts that ended"), "{said}");
    let said = home.ok(&["--file", &file, "explain", "handle-time", ALL]);
    assert!(
        said.contains("left out: 3 not ended yet") && said.contains("C-1001") && said.contains("first 20 of 21"),
        "{said}"
    );
    let ran = home.run(&["explain", "handeltime"]);
    assert!(ran.code == 2 && ran.err.contains("`amends explain handle-time`"), "{ran:?}");
    assert!(home.ok(&["explain", "--all"]).contains("queue-wait"));
    assert!(home.ok(&["explain", "queue-wait"]).contains("not available"));

    // What stands in a report is what is explained, and the cases add up to it.
    let report = home.json(&["--file", &file, "report", ALL]);
    let figure = report["figures"].as_array().unwrap().iter().find(|f| f["name"] == "promises-kept").unwrap();
    let explained = home.json(&["--file", &file, "explain", "promises-kept", ALL]);
    assert_eq!(explained["figure"]["value"], figure["value"]);
    let of: u64 = explained["cases"].as_array().unwrap().iter().map(|case| case["of"].as_u64().unwrap()).sum();
    assert_eq!(of, figure["n"].as_u64().unwrap());
    // What stands only in tables is explained as well.
    assert!(home.json(&["--file", &file, "explain", "walks", ALL])["figure"]["value"].as_u64().unwrap() > 0);
}

#[test]
fn the_board_of_causes_says_whether_a_change_did_any_good() {
    let home = Home::new();
    let today = chrono::Utc::now().date_naive();
    let ago = |days: u64| today.checked_sub_days(chrono::Days::new(days)).unwrap();
    // One a day in the four weeks before the change, one in five since; another cause goes on as it was.
    let since = 27;
    let mut lines = String::new();
    for days in 1..since + 28 {
        let day = ago(days);
        let mut closed = |cause: &str| {
            use std::fmt::Write;
            let record = serde_json::json!({"customer": {"name": "Ngozi Okafor"}, "channel": "phone", "kind": "complaint",
                "began": format!("{day}T12:00:00Z"), "ended": format!("{day}T12:05:00Z"), "summary": "It came later.",
                "outcome": "resolved", "cause": cause});
            writeln!(lines, "{record}").unwrap();
        };
        if days > since || days % 5 == 0 {
            closed("carrier-delay");
        }
        closed("product-fault");
    }
    let ran = home.run_with(&["log", "--json", "-", "--recorded"], lines.as_bytes());
    assert_eq!(ran.code, 0, "{ran:?}");
    let day = ago(since).to_string();
    for cause in ["carrier-delay", "product-fault"] {
        home.ok(&["cause", cause, "--changed", "rings first", "--from", &day, "--as", "gwen"]);
    }
    let board = home.json(&["cause"]);
    let of = |id: &str| board["causes"].as_array().unwrap().iter().find(|c| c["cause"] == id).unwrap().clone();
    let change = of("carrier-delay")["changes"][0].clone();
    assert_eq!(change["trend"], "fewer", "{change}");
    assert_eq!((change["before"].as_u64(), change["after"]["cases"].as_u64()), (Some(27), Some(5)), "{change}");
    assert_eq!(of("product-fault")["changes"][0]["trend"], "unclear");
    let weeks: u64 = of("product-fault")["weeks"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).sum();
    assert_eq!(weeks, since + 27);
    let text = home.ok(&["cause", "carrier-delay"]);
    assert!(text.contains("rings first") && text.contains("fewer"), "{text}");
}
