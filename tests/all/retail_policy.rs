//! The published retail policy (tau2-bench) against the playbooks under `examples/retail-policy`: every combination of what
//! the policy looks at, walked through the library, against a truth table written from the policy's text alone.
//!
//! The two sides share nothing but the words of the answers. Beside each rule stands what the policy says, in our own words.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use amends::case::{Guide, Reach};
use amends::desk::Desk;
use amends::playbook::{Library, Origin, Playbook, Source, tryout};
use amends::terms::{Answers, Text, Timestamp, Value};

/// What is known of a request, by the names of the questions, in the words that an agent would type.
type Facts<'a> = BTreeMap<&'a str, &'a str>;

/// What the policy wants with these facts.
#[derive(Debug, PartialEq, Eq, Default)]
struct Verdict {
    /// What is done.
    does: BTreeSet<String>,
    /// Why it cannot be done.
    refuses: BTreeSet<String>,
    /// What the customer is told to expect later.
    promises: usize,
}

const STATUSES: [&str; 7] = [
    "pending",
    "pending (items modified)",
    "processed",
    "delivered",
    "cancelled",
    "return requested",
    "exchange requested",
];
const METHODS: [&str; 3] = ["gift card", "paypal", "credit card"];
const YES_NO: [&str; 2] = ["yes", "no"];

// ---------------------------------------------------------------------------------------------------------------------
// The truth table: the policy's sentences as plain Rust. `None` is what is not known yet: nothing is done on it, and
// nothing refused.

/// A fact, where it is known, held against what is wanted of it.
fn is(facts: &Facts<'_>, name: &str, good: impl Fn(&str) -> bool) -> Option<bool> {
    facts.get(name).map(|value| good(value))
}

/// Cents, from words like `-5.00`.
fn cents(words: &str) -> i64 {
    words.replace('.', "").parse().unwrap()
}

/// What every request needs, whatever it is: reasons against it by name, each with its fact.
fn everywhere(facts: &Facts<'_>, status: &str) -> Vec<(&'static str, Option<bool>)> {
    vec![
        // The customer is found by e-mail address, or by name and zip code; knowing a customer id does not replace it.
        ("identity", is(facts, "found_by", |by| by == "email" || by == "name and zip code")),
        // One customer in a talk; what concerns another customer is declined.
        ("owner", is(facts, "order_is_theirs", |own| own == "yes")),
        // Cancelling and changing need `pending`, returning and exchanging `delivered`; after items were modified, or a
        // return or an exchange was asked for, the status is another one.
        ("status", is(facts, "order_status", |now| now == status)),
    ]
}

/// Before anything is changed its details are told, and the customer says yes in plain words. What must be so first is
/// `needs`; `incomplete` is what only waits (a list that is not whole yet) and ends nothing.
fn decided(
    facts: &Facts<'_>,
    needs: &[(&'static str, Option<bool>)],
    incomplete: &[Option<bool>],
    act: &'static str,
) -> Verdict {
    let mut verdict = Verdict::default();
    verdict
        .refuses
        .extend(needs.iter().filter(|(_, held)| *held == Some(false)).map(|(reason, _)| (*reason).to_owned()));
    let fine = needs.iter().all(|(_, held)| *held == Some(true)) && incomplete.iter().all(|held| *held == Some(true));
    match facts.get("confirmed") {
        Some(&"yes") if fine => drop(verdict.does.insert(act.to_owned())),
        Some(&"no") if fine => drop(verdict.refuses.insert("yes".to_owned())),
        _ => {}
    }
    verdict
}

/// What was paid goes back: to a gift card at once, to anything else in five to seven business days.
fn money_back(facts: &Facts<'_>, verdict: &mut Verdict) {
    match facts.get("paid_with") {
        _ if verdict.does.is_empty() => {}
        Some(&"gift card") => drop(verdict.does.insert("refund-to-gift-card".to_owned())),
        Some(_) => verdict.promises += 1,
        None => {}
    }
}

fn cancel(facts: &Facts<'_>) -> Verdict {
    let mut needs = everywhere(facts, "pending");
    // Two reasons are accepted: not needed any more, ordered by mistake. No other.
    needs.push(("reason", is(facts, "reason", |why| why == "no longer needed" || why == "ordered by mistake")));
    let mut verdict = decided(facts, &needs, &[], "cancel-order");
    money_back(facts, &mut verdict);
    verdict
}

/// Address, payment method and product options of a pending order can be changed, and nothing else of it.
fn modify(facts: &Facts<'_>) -> Verdict {
    let mut needs = everywhere(facts, "pending");
    needs.push(("such-change", is(facts, "what", |what| what != "something else")));
    let mut verdict = Verdict::default();
    verdict
        .refuses
        .extend(needs.iter().filter(|(_, held)| *held == Some(false)).map(|(reason, _)| (*reason).to_owned()));
    if needs.iter().all(|(_, held)| *held == Some(true)) {
        let way = match facts["what"] {
            "address" => "go-on-with-change-address",
            "payment method" => "go-on-with-change-payment",
            _ => "go-on-with-change-items",
        };
        verdict.does.insert(way.to_owned());
    }
    verdict
}

fn change_address(facts: &Facts<'_>) -> Verdict {
    decided(facts, &everywhere(facts, "pending"), &[], "change-address")
}

fn change_payment(facts: &Facts<'_>) -> Verdict {
    let mut needs = everywhere(facts, "pending");
    // One single method …
    needs.push(("split", is(facts, "one_method", |one| one == "yes")));
    // … and another one than the order was paid with.
    needs.push(("change", is(facts, "other_method", |other| other == "yes")));
    // A gift card must have enough on it for the whole order.
    needs.push(("cover", covered(facts, "order_total")));
    let mut verdict = decided(facts, &needs, &[], "change-payment");
    // The old method is refunded.
    money_back(facts, &mut verdict);
    verdict
}

/// Whether the chosen method can pay what `due` names: any can, but a gift card only what is on it.
fn covered(facts: &Facts<'_>, due: &str) -> Option<bool> {
    match facts.get("pays_with") {
        Some(&"gift card") => Some(cents(facts.get("gift_card_balance")?) >= cents(facts.get(due)?)),
        Some(_) => Some(true),
        None => None,
    }
}

/// Changing items of a pending order and exchanging those of a delivered one have the same rules.
fn items(facts: &Facts<'_>, status: &str, act: &'static str) -> Verdict {
    let mut needs = everywhere(facts, status);
    // Each item becomes another item of the same product: no change of product type …
    needs.push(("product", is(facts, "same_product", |same| same == "yes")));
    // … with another option …
    needs.push(("option", is(facts, "other_option", |other| other == "yes")));
    // … that is available.
    needs.push(("stock", is(facts, "available", |there| there == "yes")));
    // A payment method for the difference must be given …
    needs.push(("method", is(facts, "pays_with", |method| method != "none")));
    // … and a gift card must cover it.
    needs.push(("cover", covered(facts, "difference")));
    // It can be done once, so the customer is reminded to name every item first.
    decided(facts, &needs, &[is(facts, "all_items", |all| all == "yes")], act)
}

fn send_back(facts: &Facts<'_>) -> Verdict {
    let mut needs = everywhere(facts, "delivered");
    // The refund goes to the original payment method or to a gift card that exists.
    needs.push(("method", is(facts, "refund_to", |to| to == "original payment method" || to == "gift card they have")));
    // The customer confirms the list of items.
    decided(facts, &needs, &[is(facts, "all_items", |all| all == "yes")], "return-items")
}

// ---------------------------------------------------------------------------------------------------------------------
// The other side: the playbooks, walked.

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/retail-policy")
}

fn library() -> (Desk, Library) {
    let desk = Desk::parse("desk.toml", &std::fs::read_to_string(folder().join("desk.toml")).unwrap()).unwrap();
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let sources = files
        .filter(|path| path.file_name().is_some_and(|name| name != "desk.toml"))
        .map(|path| Source {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            text: std::fs::read_to_string(path).unwrap(),
            origin: Origin::Own,
        })
        .collect();
    let (library, findings) = Library::build(sources, &desk);
    assert!(findings.is_empty(), "{}", findings.iter().map(|f| f.render(false)).collect::<String>());
    (desk, library)
}

/// What the playbook comes to: what its reached steps do, end with (`no-…`) and promise.
fn walked(playbook: &Playbook, known: &Answers) -> Verdict {
    let mut verdict = Verdict::default();
    for ((reached, reach), step) in playbook.reach(known).into_iter().zip(playbook.steps()) {
        assert_eq!(reached.id, step.id.value);
        if reach != Reach::Yes {
            continue;
        }
        verdict.does.extend(reached.action);
        verdict.promises += usize::from(step.promise.is_some());
        if step.ends.is_some() {
            verdict.refuses.insert(reached.id.strip_prefix("no-").unwrap().to_owned());
        }
    }
    verdict
}

/// The same, as `amends playbook try` shows it.
fn tried(playbook: &Playbook, known: &Answers, desk: &Desk) -> Verdict {
    let mut verdict = Verdict::default();
    let now = Timestamp::parse("2026-11-20T15:00:00Z").unwrap();
    for step in tryout(playbook, known, now, desk).steps.into_iter().filter(|step| step.reach == "yes") {
        verdict.does.extend(step.action);
        verdict.promises += usize::from(step.promise.is_some());
        verdict.refuses.extend(step.ends.map(|_| step.step.trim_start_matches("no-").to_owned()));
    }
    verdict
}

/// One input of a request: names with the values that they can have together.
struct Input {
    names: &'static [&'static str],
    values: Vec<Vec<&'static str>>,
}

fn one(name: &'static [&'static str; 1], values: &[&'static str]) -> Input {
    Input { names: name, values: values.iter().map(|value| vec![*value]).collect() }
}

/// What every request has; the status that it needs comes first.
fn usual(status: &str) -> Vec<Input> {
    let (wanted, others): (Vec<&str>, Vec<&str>) = STATUSES.iter().partition(|s| **s == status);
    vec![
        one(&["found_by"], &["email", "name and zip code", "customer id only", "not found"]),
        one(&["order_is_theirs"], &YES_NO),
        one(&["order_status"], &[wanted, others].concat()),
        one(&["confirmed"], &YES_NO),
    ]
}

/// The value in the type of its question, made here by hand.
fn value(name: &str, word: &str) -> Value {
    match name {
        "order_total" | "difference" | "gift_card_balance" => {
            Value::Money(amends::terms::Money { minor: cents(word), currency: amends::terms::Currency::USD })
        }
        "new_address" => Value::Text(Text::new(word)),
        "order_is_theirs" | "confirmed" | "one_method" | "other_method" | "all_items" | "same_product"
        | "other_option" | "available" => Value::YesNo(word == "yes"),
        _ => Value::Choice(word.to_owned()),
    }
}

/// Goes through every combination of the inputs.
fn every(inputs: &[Input], check: &mut dyn FnMut(&Facts<'_>)) {
    let mut at = vec![0; inputs.len()];
    loop {
        let mut facts = Facts::new();
        for (input, at) in inputs.iter().zip(&at) {
            // Past the last value it is not known.
            for (name, word) in input.names.iter().zip(input.values.get(*at).into_iter().flatten()) {
                facts.insert(name, word);
            }
        }
        check(&facts);
        let Some(next) = (0..at.len()).find(|n| at[*n] + 1 < inputs[*n].values.len()) else { return };
        at[next] += 1;
        at[..next].fill(0);
    }
}

/// Every combination of what is known; and, with each input in turn not known, every combination of the rest (of their first
/// and last values). The playbook and the truth table agree on all of them.
fn hold(id: &str, inputs: &[Input], truth: &dyn Fn(&Facts<'_>) -> Verdict) {
    let (desk, library) = library();
    let playbook = library.get(id).unwrap();
    let asked: BTreeSet<&str> = playbook.questions().iter().map(|q| q.name.as_str()).collect();
    assert_eq!(asked, inputs.iter().flat_map(|input| input.names.iter().copied()).collect(), "{id}");
    for input in inputs {
        for (name, word) in input.values.iter().flat_map(|words| input.names.iter().zip(words)) {
            playbook.fits(name, &value(name, word)).unwrap();
        }
    }
    let (mut all, mut acted, mut shown) = (0_usize, 0_usize, 0_usize);
    let mut check = |facts: &Facts<'_>| {
        let known: Answers = facts.iter().map(|(name, word)| ((*name).to_owned(), value(name, word))).collect();
        let expected = truth(facts);
        assert_eq!(walked(playbook, &known), expected, "{id}: {facts:?}");
        all += 1;
        acted += usize::from(!expected.does.is_empty());
        // Trying it out fills in the words as well, which takes longer: all that do something, and each 50th of the rest.
        if all % 50 == 0 || (!expected.does.is_empty() && shown < 500) {
            assert_eq!(tried(playbook, &known, &desk), expected, "{id}: {facts:?}");
            shown += 1;
        }
    };
    every(inputs, &mut check);
    for unknown in 0..inputs.len() {
        let ends = |input: &Input| match input.values.as_slice() {
            [first, .., last] => vec![first.clone(), last.clone()],
            other => other.to_vec(),
        };
        let fewer = inputs.iter().enumerate().map(|(n, input)| Input {
            names: input.names,
            values: if n == unknown { Vec::new() } else { ends(input) },
        });
        every(&fewer.collect::<Vec<_>>(), &mut check);
    }
    assert!(acted > 0);
    println!("{id}: {all} combinations agree; in {acted} something is done; {shown} tried out in words as well");
}

#[test]
fn cancelling_is_as_the_policy_says() {
    let mut inputs = usual("pending");
    inputs.push(one(&["reason"], &["no longer needed", "ordered by mistake", "another reason"]));
    inputs.push(one(&["paid_with"], &METHODS));
    hold("cancel-order", &inputs, &cancel);
}

#[test]
fn changing_is_as_the_policy_says() {
    let mut inputs = usual("pending");
    inputs.retain(|input| input.names != ["confirmed"]);
    inputs.push(one(&["what"], &["address", "payment method", "product options", "something else"]));
    hold("modify-order", &inputs, &modify);
    let mut inputs = usual("pending");
    inputs.push(one(&["new_address"], &["1 High Street"]));
    hold("change-address", &inputs, &change_address);
}

#[test]
fn changing_the_payment_is_as_the_policy_says() {
    let mut inputs = usual("pending");
    inputs.push(one(&["paid_with"], &METHODS));
    inputs.push(one(&["pays_with"], &METHODS));
    inputs.push(one(&["one_method"], &YES_NO));
    inputs.push(one(&["other_method"], &YES_NO));
    let sums = [("20.00", "19.99"), ("20.00", "20.00"), ("20.00", "20.01"), ("0.00", "0.00")];
    let values = sums.iter().map(|(total, balance)| vec![*total, *balance]).collect();
    inputs.push(Input { names: &["order_total", "gift_card_balance"], values });
    hold("change-payment", &inputs, &change_payment);
}

fn item_inputs(status: &str) -> Vec<Input> {
    let mut inputs = usual(status);
    for name in [&["all_items"], &["same_product"], &["other_option"], &["available"]] {
        inputs.push(one(name, &YES_NO));
    }
    // By card: dearer by more than, by as much as, and by less than what is on it; as dear; cheaper. Otherwise dearer, cheaper.
    let card = [("10.00", "9.99"), ("10.00", "10.00"), ("10.00", "10.01"), ("0.00", "0.00"), ("-5.00", "0.00")];
    let mut values: Vec<_> = card.iter().map(|(dearer, balance)| vec!["gift card", *dearer, *balance]).collect();
    for method in ["paypal", "credit card", "none"] {
        values.extend(["10.00", "-5.00"].map(|dearer| vec![method, dearer, "0.00"]));
    }
    inputs.push(Input { names: &["pays_with", "difference", "gift_card_balance"], values });
    inputs
}

#[test]
fn changing_items_is_as_the_policy_says() {
    hold("change-items", &item_inputs("pending"), &|facts| items(facts, "pending", "change-items"));
}

#[test]
fn exchanging_is_as_the_policy_says() {
    hold("exchange-order", &item_inputs("delivered"), &|facts| items(facts, "delivered", "exchange-items"));
}

#[test]
fn returning_is_as_the_policy_says() {
    let mut inputs = usual("delivered");
    inputs.push(one(&["all_items"], &YES_NO));
    inputs.push(one(&["refund_to"], &["original payment method", "gift card they have", "another method"]));
    hold("return-order", &inputs, &send_back);
}

#[test]
fn the_folder_is_in_order() {
    let home = crate::support::Home::new();
    let checked = home.must(&["playbook", "check", folder().to_str().unwrap()]);
    assert!(checked.contains("8 playbooks are fine"), "{checked}");
}
