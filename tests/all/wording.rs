//! The wording rules over sentences that real agents wrote: sharp rules must be rare, or nobody would look at them.

use amends::terms::Channel;
use amends::wording::{About, Rules};
use serde_json::Value;

use crate::data;

/// What agents said, a message each.
fn messages() -> Option<Vec<String>> {
    let folder = data::folder()?;
    let lines = |name: &str| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()).collect::<Vec<_>>()
    };
    let said = |list: &Value, by: &str| {
        let turns = list.as_array().cloned().unwrap_or_default();
        let agents = turns.into_iter().filter(|turn| turn[by] == "agent");
        agents.filter_map(|turn| turn["text"].as_str().map(ToOwned::to_owned)).collect::<Vec<_>>()
    };
    let abcd = lines("abcd/conversations.jsonl").into_iter().flat_map(|one| said(&one["turns"], "speaker"));
    let star = lines("star/dialogues.jsonl").into_iter().flat_map(|one| said(&one["events"], "who"));
    Some(abcd.chain(star).collect())
}

#[test]
fn sharp_rules_are_rare_in_what_real_agents_write() {
    let Some(messages) = messages() else { return };
    let rules = Rules::shipped();
    let about = About { name: None, channel: Channel::Chat };
    let (mut sentences, mut sharp, mut all) = (0, 0, 0);
    for text in &messages {
        sentences += text.split_inclusive(['.', '!', '?']).filter(|s| s.chars().any(char::is_alphanumeric)).count();
        for remark in rules.check(text, &about) {
            all += 1;
            sharp += usize::from(remark.kind.is_sharp());
            println!("{}: [{}] {text}", remark.rule, &text[remark.range]);
        }
    }
    println!("{} messages, {sentences} sentences: {sharp} sharp remarks, {all} in all", messages.len());
    assert!(sentences > 1000, "the data is not what it was");
    assert!(sharp * 100 <= sentences, "more than one sharp remark in a hundred sentences: {sharp} of {sentences}");
    assert!(all * 100 <= sentences * 5, "more than five remarks in a hundred sentences: {all} of {sentences}");
}
