//! What is written from the program itself: `docs/keys.md`, the numbers in `docs/reports.md` and the schemas (compared, so that they cannot drift), the
//! picture of the README.
//!
//! `AMENDS_WRITE_DOCS=1 cargo test --test all docs` writes them anew.

use std::fmt::Write;
use std::path::Path;

use amends::tui::{CommandLine, Keymap, TABLE};

use crate::pty::{Console, key};
use crate::support::Home;

fn write() -> bool {
    std::env::var("AMENDS_WRITE_DOCS").is_ok_and(|v| v == "1")
}

fn root(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn keys() -> String {
    let mut text = String::from(
        "# Keys of the console\n\nWritten from the command table of the program (`src/tui/commands.rs`). Every `Alt` key also \
         works as `Esc` and then\nthe key. Plain letters always type. Your own keys go into `keys.toml` in your configuration \
         folder (`step-done = [\"F2\", \"Alt-d\"]`);\n`amends keys` shows what is in force.\n\n\
         | key | command | screen | command line | what it does |\n|---|---|---|---|---|\n",
    );
    let words = Keymap::default();
    for row in TABLE {
        let keys: Vec<String> = row.keys.iter().map(|k| format!("`{k}`")).collect();
        let line = match row.line {
            CommandLine::Changes(name) | CommandLine::Reads(name) => format!("`amends {name}`"),
            CommandLine::Screen => String::new(),
        };
        let (keys, on, about) = (keys.join(" "), row.on.label(), words.words(row.about));
        writeln!(text, "| {keys} | {} | {on} | {line} | {about} |", row.name).unwrap();
    }
    text
}

#[test]
fn the_schemas_of_keys_and_theme_are_what_the_program_reads() {
    let home = Home::new();
    for (name, args) in [("keys", ["keys", "schema"]), ("theme", ["theme", "schema"])] {
        let printed = home.must(&args);
        let file = root(&format!("playbooks/{name}.schema.json"));
        if write() {
            std::fs::write(&file, &printed).unwrap();
        }
        let kept = std::fs::read_to_string(file).unwrap_or_default();
        assert_eq!(kept, printed, "write it anew: AMENDS_WRITE_DOCS=1 cargo test --test all docs");
    }
}

#[test]
fn the_page_of_keys_is_what_the_program_does() {
    let file = root("docs/keys.md");
    if write() {
        std::fs::write(&file, keys()).unwrap();
    }
    let page = std::fs::read_to_string(file).unwrap_or_default();
    assert_eq!(page, keys(), "write it anew: AMENDS_WRITE_DOCS=1 cargo test --test all docs");
}

/// Where the part of `docs/reports.md` begins that the program writes.
const NUMBERS: &str = "## The numbers\n\n";

fn numbers() -> String {
    let mut text = String::from(
        "Written from the program (`src/review/metrics/`).\n\n| name | title | what it tells | how it is reckoned | left out |\n\
         |---|---|---|---|---|\n",
    );
    for metric in amends::review::METRICS.iter().chain(amends::review::metrics::COLUMNS) {
        let (name, title, meaning) = (metric.name, metric.title, metric.meaning);
        writeln!(text, "| `{name}` | {title} | {meaning} | {} | {} |", metric.formula, metric.excludes).unwrap();
    }
    text
}

#[test]
fn the_page_of_reports_has_the_numbers_of_the_program() {
    let file = root("docs/reports.md");
    let page = std::fs::read_to_string(&file).unwrap();
    let (before, kept) = page.split_once(NUMBERS).unwrap();
    if write() {
        std::fs::write(&file, format!("{before}{NUMBERS}{}", numbers())).unwrap();
    } else {
        assert_eq!(kept, numbers(), "write it anew: AMENDS_WRITE_DOCS=1 cargo test --test all docs");
    }
}

/// Where the part of `docs/scenarios.md` begins that the program writes.
const ACTS: &str = "## What an answer does\n\n";

/// The acts, with what each does to somebody who is upset, was asked what happened, and has had no apology.
fn acts() -> String {
    use amends::practice::{Act, Acts, Mood, STARTER, Scenario};
    let mut text = String::from(
        "Written from the program (`src/practice/mood.rs`): the words for `acts`, the skill that each shows, and what it does to a \
         customer\nwho is upset, was asked what happened, and has had no apology yet. Most help once: said twice it adds nothing. \
         After the apology an\noffer helps; to somebody angry a light word does harm. What a customer `likes` earns one more \
         trust; what they `dislikes` does harm.\n\n| act | what it is | skill | heat | patience | trust | why |\n|---|---|---|---|---|---|---|\n",
    );
    let mut customer = Scenario::parse("missed-call.toml", STARTER).unwrap().customer;
    customer.likes.clear();
    let mood = Mood { trust: 3, done: Acts::default().with(Act::Ask), ..Mood::of(&customer) };
    for act in Act::ALL {
        let effect = mood.effect(*act, &customer);
        let step = |n: i8| if n == 0 { String::new() } else { format!("{n:+}") };
        let (heat, patience, trust) = (step(effect.heat), step(effect.patience), step(effect.trust));
        let (label, skill, why) = (act.label(), act.criterion(), effect.why);
        writeln!(text, "| `{act}` | {label} | {skill} | {heat} | {patience} | {trust} | {why} |").unwrap();
    }
    text
}

#[test]
fn the_page_of_scenarios_has_the_acts_of_the_program() {
    let file = root("docs/scenarios.md");
    let page = std::fs::read_to_string(&file).unwrap();
    let (before, kept) = page.split_once(ACTS).unwrap();
    if write() {
        std::fs::write(&file, format!("{before}{ACTS}{}", acts())).unwrap();
    } else {
        assert_eq!(kept, acts(), "write it anew: AMENDS_WRITE_DOCS=1 cargo test --test all docs");
    }
}

/// The schemas beside the shipped files, to which their `#:schema` lines point.
#[test]
fn the_schemas_are_those_of_the_program() {
    for (name, schema) in [
        ("playbook", amends::playbook::schema()),
        ("desk", amends::desk::schema()),
        ("wording", amends::wording::schema()),
        ("phrases", amends::playbook::phrases_schema()),
        ("advice", amends::advice::schema()),
        ("scenario", amends::practice::schema()),
        ("hearing", amends::practice::ear::schema()),
    ] {
        let file = root(&format!("playbooks/{name}.schema.json"));
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if write() {
            std::fs::write(&file, &text).unwrap();
        }
        let there = std::fs::read_to_string(file).unwrap_or_default();
        assert_eq!(there, text, "write it anew: AMENDS_WRITE_DOCS=1 cargo test --test all docs");
    }
}

#[test]
fn the_picture_of_the_readme_comes_from_the_program() {
    let home = Home::new();
    let mut console = Console::start(home.path(), &["demo"], (120, 36));
    console.wait_for("Next up").press(key::F12).wait_for("customer not known yet");
    console.press("Driver left a card although she was in. Second time this month.");
    console.press(key::ALT_C).wait_for("Who, what, how").press("Ngozi Okafor 07700 900123").wait_for("new: Ngozi");
    console
        .press(key::TAB)
        .press("parcel is late")
        .wait_for("Late parcel")
        .press(key::ENTER)
        .wait_gone("Who, what, how");
    console.press("\x1bOQ").press("She waited in all day\r").wait_for("story: She waited");
    console.press("\x1bOQ").press("4\r").wait_for("days late: 4").wait_for("draft saved");
    if write() {
        let term = anstyle_svg::Term::new().min_width_px(980);
        std::fs::write(root("docs/console.svg"), term.render_svg(&console.formatted())).unwrap();
    }
    let picture = std::fs::read_to_string(root("docs/console.svg")).unwrap_or_default();
    assert!(picture.contains("Ngozi Okafor") && picture.contains("days late: 4"), "docs/console.svg is not there");
}

#[test]
fn the_picture_of_the_review_comes_from_the_program() {
    let home = Home::new();
    let mut console = Console::start(home.path(), &["demo", "--as", "gwen"], (120, 36));
    console.wait_for("Next up").press("\x1b4").wait_for("Hour by hour").wait_for("Handle time");
    console.press("m").wait_for("Day by day");
    if write() {
        let term = anstyle_svg::Term::new().min_width_px(980);
        std::fs::write(root("docs/review.svg"), term.render_svg(&console.formatted())).unwrap();
    }
    let picture = std::fs::read_to_string(root("docs/review.svg")).unwrap_or_default();
    assert!(picture.contains("Handle time") && picture.contains("Review"), "docs/review.svg is not there");
}
