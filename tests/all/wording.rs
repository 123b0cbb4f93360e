//! The wording rules over every sentence that real agents wrote: how many false alarms each raises, and how often it is right.

use std::collections::{BTreeMap, BTreeSet};

use amends::terms::Channel;
use amends::wording::{About, Rules, sentences};

use corpus::Source;

mod corpus;
mod judged;

/// A false alarm or two in a thousand sentences is what somebody puts up with who types all day.
const MOST_FALSE_PER_THOUSAND: usize = 2;
/// From so many hits on, how often a rule is right says something…
const ENOUGH: usize = 20;
/// … and it is right in so many of a hundred.
const LEAST_RIGHT_PERCENT: usize = 90;

const CHAT: About<'_> = About { name: None, channel: Channel::Chat };

/// A hit: the rule, and where.
type Hit = (String, (Source, u64, u64));

/// Hits and false alarms by rule.
#[derive(Default, Clone, Copy)]
struct Count {
    hits: usize,
    wrong: usize,
}

fn per_thousand(n: usize, of: usize) -> String {
    #[allow(clippy::cast_precision_loss, reason = "a few thousand sentences")]
    let rate = n as f64 * 1000.0 / of as f64;
    format!("{rate:.1}")
}

/// Prints the table, and holds every rule against its bounds.
fn judge(what: &str, hits: &[Hit], sentences: usize) {
    let right: BTreeSet<Hit> = all(judged::RIGHT);
    let mut counts: BTreeMap<&str, Count> =
        Rules::shipped().iter().map(|r| (r.id.as_str(), Count::default())).collect();
    for hit in hits {
        let count = counts.get_mut(hit.0.as_str()).unwrap();
        count.hits += 1;
        if !right.contains(hit) {
            count.wrong += 1;
            println!("false alarm: {hit:?}");
        }
    }
    println!(
        "{what}: {sentences} sentences\n| check | hits | per 1,000 | false alarms | per 1,000 | right |\n|---|---|---|---|---|---|"
    );
    for (rule, Count { hits, wrong }) in &counts {
        let of_them = if *hits == 0 { "–".to_owned() } else { format!("{} of {hits}", hits - wrong) };
        let (all, false_ones) = (per_thousand(*hits, sentences), per_thousand(*wrong, sentences));
        println!("| {rule} | {hits} | {all} | {wrong} | {false_ones} | {of_them} |");
    }
    for (rule, Count { hits, wrong }) in counts {
        assert!(wrong * 1000 <= MOST_FALSE_PER_THOUSAND * sentences, "{what}: {rule} nags: {wrong} of {sentences}");
        let precise = (hits - wrong) * 100 >= LEAST_RIGHT_PERCENT * hits;
        assert!(hits < ENOUGH || precise, "{what}: {rule} is wrong in {wrong} of {hits}");
    }
}

fn all(list: &[(&str, &[judged::Place])]) -> BTreeSet<Hit> {
    list.iter().flat_map(|(rule, places)| places.iter().map(|place| ((*rule).to_owned(), *place))).collect()
}

#[test]
fn every_check_is_right_about_what_real_agents_write() {
    let Some(messages) = corpus::messages() else { return };
    let rules = Rules::shipped();
    let (mut n, mut alone, mut together) = (0, Vec::new(), Vec::new());
    for message in &messages {
        let place = (message.source, message.conversation, message.turn);
        for sentence in sentences(&message.text) {
            n += 1;
            alone.extend(rules.check(sentence, &CHAT).into_iter().map(|remark| (remark.rule, place)));
        }
        // As the console does it: what stands earlier in the message may excuse a hit.
        together.extend(rules.check(&message.text, &CHAT).into_iter().map(|remark| (remark.rule, place)));
    }
    assert!(n > 1500 && messages.len() > 1300, "the data is not what it was: {n} sentences");
    let sharp = |hit: &&Hit| rules.iter().any(|rule| rule.id == hit.0 && rule.kind.is_sharp());
    let sharp = together.iter().filter(sharp).count();
    assert!(sharp * 100 <= n, "{sharp} sharp remarks in {n} sentences: nobody would look at them");
    judge("each sentence alone", &alone, n);
    judge("each in its message", &together, n);
    let (seen, right, wrong): (BTreeSet<Hit>, _, _) =
        (alone.into_iter().chain(together).collect(), all(judged::RIGHT), all(judged::WRONG));
    assert_eq!(right.intersection(&wrong).next(), None, "judged in two ways");
    for gone in right.union(&wrong).filter(|hit| !seen.contains(hit)) {
        println!("judged, and hit no more: {gone:?}");
    }
    assert!(right.is_subset(&seen), "a rule no longer finds what was judged right");
    for new in seen.difference(&right.union(&wrong).cloned().collect()) {
        println!("not judged yet: {new:?}");
    }
}

#[test]
fn a_name_is_never_missed_that_is_there() {
    let Some(messages) = corpus::messages() else { return };
    let (mut n, mut hits, mut wrong) = (0, 0, 0);
    for message in &messages {
        let Some(name) = &message.name else { continue };
        n += sentences(&message.text).len();
        let found = Rules::shipped().check(&message.text, &About { name: Some(name), channel: Channel::Chat });
        if found.iter().any(|remark| remark.rule == "name") {
            hits += 1;
            // Read without our own rules of what a word is: any part of the name, anywhere.
            let lower = message.text.to_lowercase();
            wrong += usize::from(name.to_lowercase().split_whitespace().any(|part| lower.contains(part)));
        }
    }
    println!("name: {hits} hits in {n} sentences, {wrong} of them false alarms");
    assert!(n > 100 && hits >= ENOUGH, "too few names to say anything: {hits} hits in {n} sentences");
    assert!(wrong * 1000 <= MOST_FALSE_PER_THOUSAND * n, "{wrong} names in {n} sentences were there");
    assert!((hits - wrong) * 100 >= LEAST_RIGHT_PERCENT * hits, "{wrong} of {hits} names were there");
}
