//! Card numbers never reach the disk: not as a note, a message or a draft, not in the index, the write-ahead log or a backup.
//!
//! The numbers are real ones from payment gateways' tests and from bank chats, typed into the real console.

use std::path::Path;

use crate::data;
use crate::pty::{Console, key};
use crate::support::Home;

/// Whether these digits are a card's: issuer, length, Luhn. Written apart from the program's own rule, and plainer.
fn is_card(digits: &str) -> bool {
    let d: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let head = |n: usize| digits.get(..n).and_then(|h| h.parse::<u32>().ok()).unwrap_or(0);
    let issuer = match d.len() {
        14 => matches!(head(2), 36 | 38 | 39) || (300..=305).contains(&head(3)),
        15 => matches!(head(2), 34 | 37),
        16 => {
            d[0] == 4
                || (51..=55).contains(&head(2))
                || (2221..=2720).contains(&head(4))
                || head(4) == 6011
                || (644..=649).contains(&head(3))
                || head(2) == 65
                || (3528..=3589).contains(&head(4))
                || head(2) == 62
        }
        _ => false,
    };
    let sum: u32 = d.iter().rev().enumerate().map(|(i, n)| if i % 2 == 1 { n * 2 / 10 + n * 2 % 10 } else { *n }).sum();
    issuer && sum.is_multiple_of(10)
}

/// The cards among the gateways' numbers and those typed in the chats.
fn cards(folder: &Path) -> Vec<String> {
    let mut found: Vec<String> = std::fs::read_to_string(folder.join("nasty/card_numbers.jsonl"))
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["digits"].as_str().unwrap().to_owned())
        .collect();
    let chats = std::fs::read_to_string(folder.join("multidogo/finance_dev.tsv")).unwrap();
    for turn in chats.lines().filter_map(|l| l.split('\t').nth(3)) {
        let digits: String = turn.chars().filter(char::is_ascii_digit).collect();
        found.push(digits);
    }
    found.retain(|d| is_card(d));
    found.sort();
    found.dedup();
    found
}

/// Every file of the log's folder, as bytes.
fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            all.extend(bytes(&path));
        } else {
            all.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
    all
}

/// The runs of digits in these bytes, single spaces between digits left out.
fn runs(bytes: &[u8]) -> Vec<String> {
    let (mut runs, mut run) = (Vec::new(), String::new());
    for (at, byte) in bytes.iter().enumerate() {
        let between = *byte == b' ' && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if byte.is_ascii_digit() {
            run.push(char::from(*byte));
        } else if !between || run.is_empty() {
            runs.push(std::mem::take(&mut run));
        }
    }
    runs.push(run);
    runs
}

/// Six digits may be shown and the last four stay; from the seventh on to the last but four nothing may lie anywhere.
#[track_caller]
fn assert_nowhere(folder: &Path, cards: &[String]) {
    for (name, bytes) in bytes(folder) {
        for run in runs(&bytes).into_iter().filter(|run| run.len() >= 10) {
            let found = cards.iter().find(|card| run.contains(&card[..card.len() - 4]));
            assert_eq!(found, None, "it lies in {name}, in {run}");
        }
    }
}

fn spaced(card: &str) -> String {
    let chunks: Vec<String> = card.as_bytes().chunks(4).map(|c| String::from_utf8_lossy(c).into_owned()).collect();
    chunks.join(" ")
}

#[test]
fn no_card_number_reaches_the_disk_by_any_way_in() {
    let Some(folder) = data::folder() else { return };
    let cards = cards(&folder);
    assert!(cards.len() > 50, "only {} cards in the data", cards.len());
    let home = Home::new();
    let mut console = Console::start(home.path(), &[], (120, 36));
    console.wait_for("F12").press(key::F12).wait_for("C-1001");
    // Typed key by key into the notes, plain and in fours, the draft being saved all the while; kept now and then.
    let end = |n: usize| format!("end {} ", (b'a' + u8::try_from(n % 26).unwrap()) as char);
    for (n, some) in cards.chunks(12).enumerate() {
        let typed = some.iter().map(|card| [card, &spaced(card), "z "].join(" ")).collect::<Vec<_>>().concat();
        // The first numbers come key by key, the others by paste: each is a way in of its own.
        let typed = if n < 3 { typed } else { format!("\x1b[200~{typed}\x1b[201~") };
        console.press(&typed).press(&end(n)).wait_for(&end(n)).wait_for("draft saved");
        if n % 2 == 0 {
            console.press(key::CTRL_S).wait_for("on the timeline").wait_gone("typing");
        }
    }
    console.press(" THE END").wait_for("THE END").wait_for("draft saved");
    console.signal("KILL");
    console.ended();
    assert_nowhere(home.path(), &cards);

    // Found again, kept as a note, and said as a message; then by command line and as JSON lines.
    let mut console = Console::start(home.path(), &[], (120, 36));
    console.wait_for("THE END").press(key::CTRL_S).wait_for("on the timeline").press(key::CTRL_Q);
    console.ended();
    let page = cards.iter().map(|c| format!("{c} and {}", spaced(c))).collect::<Vec<_>>().join(", then ");
    home.must(&["note", "C-1001", &page]);
    home.must(&["say", "C-1001", "customer", &page]);
    let line = serde_json::json!({"customer": {"name": "N. O."}, "channel": "chat", "began": "2026-11-20T09:14:03Z",
        "messages": [{"at": "2026-11-20T09:14:03Z", "who": "customer", "text": page}], "notes": [{"text": page}],
        "summary": page.chars().take(300).collect::<String>()});
    home.must_with(&["log", "--json", "-", "--recorded"], &line.to_string());
    let backup = home.path().join("backup.db");
    home.must(&["backup", backup.to_str().unwrap()]);
    assert_nowhere(home.path(), &cards);
}
