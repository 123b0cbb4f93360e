//! Drafts of scenarios: of everything in the records of others (in `AMENDS_DATA`), and of a real case with the people taken out.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;

use amends::practice::redact::{Known, found};
use amends::practice::{Drill, MOST_MOVES, Scenario, Worth, walk};
use serde_json::{Value, json};

use crate::cli::run::Home;
use crate::data;

/// Plays a draft by lot with several seeds, and by the best answers.
fn plays(id: &str, text: &str) {
    let scenario = Scenario::parse(id, text).unwrap();
    let over = |drill: &Drill<'_>| drill.ending().is_some() && drill.played().len() < MOST_MOVES;
    for luck in 0..5 {
        assert!(over(&walk::random(&scenario, luck + 1, luck)), "{id} with {luck}");
    }
    let best = walk::best(&scenario, 3);
    assert_eq!(best.ending().map(|ending| ending.worth), Some(Worth::Good), "{id}");
    let stages: std::collections::BTreeSet<_> = best.played().iter().filter_map(|played| played.stage).collect();
    assert!(stages.len() >= 3, "{id}: {stages:?}");
}

/// Converts a file, and gives what was made and what was left, with the number of records.
fn converted(home: &Home, args: &[&str], records: usize) -> (Vec<Value>, Vec<Value>) {
    let answer = home.json(&[&["scenario", "convert", "--out", "drafts"], args].concat());
    let list = |name: &str| answer[name].as_array().unwrap().clone();
    let (made, left) = (list("converted"), list("left"));
    assert_eq!(made.len() + left.len(), records, "every record is told of");
    for one in &made {
        let id = one["id"].as_str().unwrap();
        let path = home.path(one["file"].as_str().unwrap());
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        plays(id, &std::fs::read_to_string(path).unwrap());
    }
    for one in &left {
        assert!(
            !one["reason"].as_str().unwrap().is_empty() && !one["reason"].as_str().unwrap().contains("would not pass"),
            "{one}"
        );
        println!("not converted: {one}");
    }
    (made, left)
}

fn told(what: &str, made: &[Value], left: &[Value]) {
    let sum = |name: &str| made.iter().map(|one| one[name].as_u64().unwrap()).sum::<u64>();
    let mut playbooks: BTreeMap<&str, usize> = BTreeMap::new();
    for one in made {
        *playbooks.entry(one["playbook"].as_str().unwrap()).or_default() += 1;
    }
    let all = made.len() + left.len();
    let (turns, added, demoted) = (sum("turns"), sum("added"), sum("demoted"));
    println!(
        "{what}: {} converted of {all}; {turns} turns, {added} added, {demoted} best answers remarked on; {playbooks:?}",
        made.len()
    );
}

#[test]
fn every_recorded_dialogue_becomes_a_draft_or_says_why_not() {
    let Some(folder) = data::folder() else { return };
    let (home, star) = (Home::new(), folder.join("star"));
    let path = |name: &str| star.join(name).to_str().unwrap().to_owned();
    let records = std::fs::read_to_string(star.join("dialogues.jsonl")).unwrap().lines().count();
    let (made, left) =
        converted(&home, &[&path("dialogues.jsonl"), "--from", "star", "--flows", &path("flows.jsonl")], records);
    told("STAR", &made, &left);
    assert!(made.len() >= 160, "{} of {records}", made.len());
    assert!(home.ok(&["scenario", "check", "drafts"]).contains("are fine"));
}

#[test]
fn every_script_becomes_a_draft_or_says_why_not() {
    let Some(folder) = data::folder() else { return };
    let (home, tasks) = (Home::new(), folder.join("tau2/retail_tasks.jsonl"));
    let records = std::fs::read_to_string(&tasks).unwrap().lines().count();
    let (made, left) =
        converted(&home, &[tasks.to_str().unwrap(), "--from", "tau2", "--playbook", "return-or-refund"], records);
    told("tau2", &made, &left);
    assert_eq!((made.len(), left.len()), (records, 0));
    // What is there already stays.
    let again = home.json(&["scenario", "convert", tasks.to_str().unwrap(), "--from", "tau2", "--out", "drafts"]);
    assert_eq!(again["left"].as_array().unwrap().len(), records);
}

#[test]
fn personal_data_of_others_is_found() {
    let Some(folder) = data::folder() else { return };
    let text = std::fs::read_to_string(folder.join("nasty/pii_small.jsonl")).unwrap();
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let (mut taken, mut beside) = (0, 0);
    for line in text.lines() {
        let one: Value = serde_json::from_str(line).unwrap();
        let text = one["text"].as_str().unwrap();
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let mut gone = vec![false; letters.len()];
        for (range, _) in found(text, &Known::default()) {
            for (at, (byte, _)) in letters.iter().enumerate() {
                gone[at] |= range.contains(byte);
            }
        }
        let mut theirs = vec![false; letters.len()];
        for span in one["spans"].as_array().unwrap() {
            let place = |at: usize| usize::try_from(span[at].as_u64().unwrap()).unwrap();
            let (from, to) = (place(1), place(2));
            let whole = (from..to).all(|at| gone[at] || !letters[at].1.is_alphanumeric());
            theirs[from..to].fill(true);
            let kind = kinds.entry(span[0].as_str().unwrap().to_owned()).or_default();
            *kind = (kind.0 + usize::from(whole), kind.1 + 1);
            if !whole {
                println!("missed {}: {:?}", span[0], letters[from..to].iter().map(|(_, c)| c).collect::<String>());
            }
        }
        taken += gone.iter().filter(|gone| **gone).count();
        beside += gone.iter().zip(&theirs).filter(|(gone, theirs)| **gone && !**theirs).count();
    }
    println!("personal data found whole, of all: {kinds:?}; {beside} of {taken} characters taken out were nobody's");
    let floor = |kind: &str, percent: usize| {
        let (found, all) = kinds[kind];
        assert!(100 * found >= percent * all, "{kind}: {found} of {all}");
    };
    // What has a shape is found always. Names and places without a capital, or that are words of ours, have none.
    for kind in [
        "CREDIT_CARD",
        "PHONE_NUMBER",
        "EMAIL_ADDRESS",
        "US_SSN",
        "IP_ADDRESS",
        "DOMAIN_NAME",
        "US_DRIVER_LICENSE",
        "DATE_TIME",
    ] {
        floor(kind, 100);
    }
    for (kind, percent) in [("PERSON", 85), ("ADDRESS", 80), ("LOCATION", 80), ("ORGANIZATION", 60)] {
        floor(kind, percent);
    }
}

#[test]
fn a_record_that_cannot_be_read_is_told_with_its_file_and_line() {
    let home = Home::new();
    let good = r#"{"id": 8, "reason": "You ask what a lamp costs."}"#;
    std::fs::write(home.path("one.jsonl"), format!("\n{good}\n\n")).unwrap();
    std::fs::write(home.path("two.jsonl"), "\n\nno record\n{\"id\": \"(odd)\"}\n").unwrap();
    let args = ["scenario", "convert", "one.jsonl", "two.jsonl", "--from", "tau2", "--out", "drafts"];
    let left = home.json(&args)["left"].clone();
    assert_eq!((&left[0]["id"], &left[0]["file"], &left[0]["line"]), (&Value::Null, &json!("two.jsonl"), &json!(3)));
    assert_eq!((&left[1]["id"], &left[1]["line"]), (&json!("tau2-odd"), &json!(4)));
    let shown = home.ok(&args);
    assert!(shown.contains("two.jsonl, line 3") && shown.contains("tau2-odd"), "{shown}");
}

fn record() -> String {
    json!({
        "external_id": "w-771", "began": "2026-03-02T10:00:00Z", "ended": "2026-03-02T10:20:00Z", "kind": "complaint", "heat": {"start": "upset"}, "channel": "chat", "agent": "gwen", "playbook": "late-parcel",
        "customer": {"name": "Ngozi Okafor", "called": "Mrs Okafor", "phone": "07700 900311", "email": "ngozi.okafor@post.example"},
        "wanted": "Mrs Okafor wants the parcel by Saturday",
        "messages": [
            {"who": "customer", "text": "This is Ngozi Okafor, order HP-20471. The parcel for 14 Larch Road, Harrogate HG1 1AA is late."},
            {"who": "agent", "text": "Thank you, Mrs Okafor. What were you told when you rang 07700 900311 or wrote from ngozi.okafor@post.example?"},
            {"who": "customer", "text": "Gwen Pritchard said Friday. I was born on 3 May 1961 and I never waited so long! See www.post.example/t/99."},
            {"who": "agent", "text": "I am sorry that nobody rang you, Ngozi: we said we would and did not. I send another today and ring you by four."},
            {"who": "customer", "text": "Charge my card 4242 4242 4242 4242 for nothing, then. Account 88123456, okafor is my name."},
            {"who": "agent", "text": "The delivery charge goes back today. Is that right for you?"},
            {"who": "customer", "text": "It is. Thank you."},
        ],
    })
    .to_string()
}

#[test]
fn a_case_becomes_a_draft_without_its_people() {
    let home = Home::new();
    let ran = home.run_with(&["--as", "gwen", "log", "--json", "-"], format!("{}\n", record()).as_bytes());
    assert_eq!(ran.code, 0, "{ran:?}");
    let args = ["--as", "gwen", "scenario", "from-case", "C-1001", "--out", "late-again.toml"];
    let ben = home.run(&["--as", "ben", "scenario", "from-case", "C-1001"]);
    assert!(ben.code == 1 && ben.err.contains("made by a supervisor"), "{ben:?}");
    // Shown first; nothing is written without a yes.
    let path = home.path("late-again.toml");
    for (answer, words) in [("no\n", "Nothing was written"), ("", "Nothing was written")] {
        let asked = home.run_with(&args, answer.as_bytes());
        assert!(
            asked.code == 0 && asked.out.contains(words) && asked.out.contains("HP-20471") && !path.exists(),
            "{asked:?}"
        );
        assert!(asked.out.contains("a person must read the draft"), "{asked:?}");
    }
    let listed = home.json(&args);
    assert!(listed["written"].is_null() && !path.exists());
    let kinds: Vec<&str> =
        listed["replaced"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    for kind in ["name", "phone", "email", "address", "order", "card", "date", "url"] {
        assert!(kinds.contains(&kind), "{kind}: {listed:#}");
    }
    let wrote = home.run_with(&args, b"yes\n");
    assert!(wrote.code == 0 && wrote.out.contains("Read all of it before others see it"), "{wrote:?}");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let text = std::fs::read_to_string(&path).unwrap();
    let lower = text.to_lowercase();
    for gone in [
        "ngozi",
        "okafor",
        "gwen",
        "pritchard",
        "larch",
        "harrogate",
        "hg1",
        "20471",
        "900311",
        "88123456",
        "4242",
        "1961",
        "post.example",
        "1001",
        "w-771",
        "@",
    ] {
        assert!(!lower.replace("ab-1001", "").contains(gone), "{gone} is still there:\n{text}");
    }
    assert!(!text.as_bytes().windows(5).any(|five| five.iter().all(u8::is_ascii_digit)), "{text}");
    assert!(
        text.contains("playbook = \"late-parcel\"") && text.contains("heat = \"upset\"") && text.contains("by four"),
        "{text}"
    );
    assert!(home.ok(&["scenario", "check", "late-again.toml"]).contains("1 scenario is fine"));
    plays("late-again.toml", &text);
    let again = home.run(&args);
    assert!(again.code == 2 && again.err.contains("there already"), "{again:?}");
    assert_eq!(home.run(&["--as", "gwen", "scenario", "from-case", "C-1001", "--out", "Bad name.toml"]).code, 2);
}
