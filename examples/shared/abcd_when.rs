//! The conditions in ABCD's guidelines: read from their words, as `when` of a step, with the questions that they need.
//!
//! The guidelines say such things in few turns of phrase: "only for Gold or Silver member", "If Guest or Bronze: … cannot do
//! anything", a line of terms for each level, the shipping status that ends a talk, the Oracle's yes or no. What is worded
//! otherwise stays without a condition: nothing is ruled out that the words do not rule out.

use super::{Procedure, ProcedureStep};

/// The membership levels, highest first.
const LEVELS: [&str; 4] = ["gold", "silver", "bronze", "guest"];
/// The shipping statuses, in the order of a parcel's way.
pub const STATUSES: [&str; 4] = ["order received", "in transit", "out for delivery", "delivered"];

/// A question about what is known: the answer's name, what people call it, its type, and the options of a choice.
pub type Question = (&'static str, &'static str, &'static str, &'static [&'static str]);

/// The questions, in the order in which they are put.
pub const QUESTIONS: [Question; 7] = [
    ("membership", "Membership level", "choice", &LEVELS),
    ("bought_days_ago", "How many days ago was it bought?", "number", &[]),
    ("has_receipt", "Is there a receipt?", "yes-no", &[]),
    ("original_packaging", "Is it in its original packaging?", "yes-no", &[]),
    ("shipping_status", "Shipping status", "choice", &STATUSES),
    ("oracle_says_yes", "Does the Oracle say yes?", "yes-no", &[]),
    ("amount_wrong", "By how much is the amount wrong?", "money", &[]),
];

/// The questions that these conditions use.
pub fn questions(conditions: &[Option<String>]) -> impl Iterator<Item = Question> {
    QUESTIONS.into_iter().filter(|(name, ..)| conditions.iter().flatten().any(|when| when.contains(name)))
}

/// The condition of each step, where it has one.
pub fn conditions(procedure: &Procedure) -> Vec<Option<String>> {
    let mut all: Vec<Vec<String>> = vec![Vec::new(); procedure.steps.len()];
    for (at, step) in procedure.steps.iter().enumerate() {
        all[at].extend(own(step));
        let after = later(step);
        for (conditions, later) in all.iter_mut().zip(&procedure.steps).skip(at + 1) {
            // Ending is what is done where the rest is ruled out.
            if later.action.as_deref() != Some("end-conversation") {
                conditions.extend(after.iter().cloned());
            }
        }
        if let Some(statuses) = skips_next(step)
            && let Some(next) = all.get_mut(at + 1)
        {
            next.push(format!("shipping_status not in {}", list(&statuses)));
        }
    }
    let joined = |conditions: Vec<String>| {
        let several = conditions.len() > 1;
        let parts = conditions.into_iter().map(|c| if several && c.contains(" or ") { format!("({c})") } else { c });
        parts.collect::<Vec<_>>().join(" and ")
    };
    all.into_iter().map(joined).map(|when| Some(when).filter(|when| !when.is_empty())).collect()
}

/// What the step's own words ask for.
fn own(step: &ProcedureStep) -> Option<String> {
    let text = step.text.to_lowercase();
    let of_levels = |words: &str| format!("membership in {}", list(&named(words, &LEVELS)));
    let has_level = |words: &str| !named(words, &LEVELS).is_empty();
    if let Some((_, rest)) = text.split_once("only for ").filter(|(_, rest)| rest.contains("member") && has_level(rest))
    {
        return Some(of_levels(rest));
    }
    if let Some((_, rest)) = text.split_once("company error or a ").filter(|(_, rest)| has_level(rest)) {
        return Some(format!("oracle_says_yes or {}", of_levels(rest)));
    }
    if let Some((who, _)) =
        text.strip_prefix("if ").and_then(|t| t.split_once(" member")).filter(|(who, _)| has_level(who))
    {
        return Some(of_levels(who));
    }
    if let Some((status, _)) = text.split_once(" then ").filter(|(status, _)| status.contains("if the status is ")) {
        return Some(format!("shipping_status in {}", list(&named(status, &STATUSES))));
    }
    if says(&text, "yes") {
        return Some("oracle_says_yes".to_owned());
    }
    says(&text, "no").then(|| "not oracle_says_yes".to_owned())
}

/// What the step's details ask for in all steps after it.
fn later(step: &ProcedureStep) -> Vec<String> {
    let details: Vec<String> = step.subtext.iter().map(|line| line.to_lowercase()).collect();
    let mut conditions = Vec::new();
    conditions.extend(returnable(&details));
    conditions.extend(refused(step, &details));
    for line in &details {
        // "Silver member get a refund if the amount wrong is less than $10"
        if let Some((_, sum)) = line.split_once("if the amount wrong is less than $") {
            let sum: String = sum.chars().take_while(char::is_ascii_digit).collect();
            conditions
                .push(format!("membership not in {} or amount_wrong < {sum}.00 USD", list(&named(line, &LEVELS))));
        }
        // "If the Oracle says No, then the customer does not get the refund"
        if line.contains("if the oracle says no") && line.contains("does not get") {
            let asked = own(step).map(|who| format!(" or not {who}").replace("not membership in", "membership not in"));
            conditions.push(format!("oracle_says_yes{}", asked.unwrap_or_default()));
        }
        // "If the item is 'In Transit' … then it is too late > … [End Conversation]"
        if let Some((statuses, rest)) = line.strip_prefix("if the item is ").and_then(|l| l.split_once(" then "))
            && rest.contains("[end conversation]")
        {
            conditions.push(format!("shipping_status not in {}", list(&named(statuses, &STATUSES))));
        }
    }
    conditions
}

/// "If the item is Order Received, then skip the next step"
fn skips_next(step: &ProcedureStep) -> Option<Vec<&'static str>> {
    step.subtext.iter().map(|line| line.to_lowercase()).find_map(|line| {
        let (statuses, rest) = line.strip_prefix("if the item is ")?.split_once(" then ")?;
        rest.contains("skip the next step").then(|| named(statuses, &STATUSES))
    })
}

/// The terms of a return: a line for each level, any of its terms enough.
fn returnable(details: &[String]) -> Option<String> {
    let lines = details
        .iter()
        .filter_map(|line| line.split_once(": >"))
        .filter(|(who, terms)| who.contains("member") && terms.contains("return"));
    let terms: Vec<String> = lines
        .map(|(who, terms)| {
            let own = format!("membership in {}", list(&named(who, &LEVELS)));
            let mut enough = Vec::new();
            if let Some(days) = terms.split_once("within the last ").and_then(|(_, time)| days(time)) {
                enough.push(format!("bought_days_ago <= {days}"));
            }
            if terms.contains("receipt") {
                enough.push("has_receipt".to_owned());
            }
            if terms.contains("original packaging") {
                enough.push("original_packaging".to_owned());
            }
            if enough.is_empty() { own } else { format!("({own} and ({}))", enough.join(" or ")) }
        })
        .collect();
    (terms.len() > 1).then(|| terms.join(" or "))
}

/// "90 days", "6 months"; a month is taken for its longest.
fn days(time: &str) -> Option<u32> {
    let (many, unit) = time.split_once(' ')?;
    let many: u32 = many.parse().ok()?;
    Some(if unit.starts_with("month") { many * 31 } else { many })
}

/// The levels that are told no: "If Guest or Bronze: > … cannot do anything", "For all other members > … cannot help".
/// Where the step is for those whom the Oracle does not confirm, its yes still carries the rest.
fn refused(step: &ProcedureStep, details: &[String]) -> Option<String> {
    let mut welcome: Vec<&str> = Vec::new();
    for line in details {
        let (who, what) = line.split_once('>').or_else(|| line.split_once(':')).unwrap_or((line.as_str(), ""));
        let no = ["cannot help", "cannot do anything", "do not update"].iter().any(|words| what.contains(words));
        let levels = match named(who, &LEVELS) {
            levels if levels.is_empty() && who.contains("all other members") => {
                LEVELS.into_iter().filter(|level| !welcome.contains(level)).collect()
            }
            levels => levels,
        };
        if !no {
            welcome.extend(levels);
        } else if !levels.is_empty() {
            let rest = format!("membership not in {}", list(&levels));
            let unless = own(step).filter(|own| own == "not oracle_says_yes").map_or("", |_| "oracle_says_yes or ");
            return Some(format!("{unless}{rest}"));
        }
    }
    None
}

/// Whether a step is for this answer of the Oracle: "If Oracle Says No, …", "If the credit is missing (Oracle returns Yes):".
fn says(text: &str, answer: &str) -> bool {
    let first = text.trim_start().split('.').next().unwrap_or_default();
    first.starts_with("if ")
        && ["says", "returns"].iter().any(|says| first.contains(&format!("oracle {says} {answer}")))
}

/// Those of the words that are named here.
fn named<'a>(text: &str, words: &[&'a str]) -> Vec<&'a str> {
    words.iter().copied().filter(|word| text.contains(word)).collect()
}

/// As a list of the condition language.
fn list(words: &[&str]) -> String {
    format!("[{}]", words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(", "))
}
