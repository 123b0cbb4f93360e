//! STAR (schema-guided dialogues, RasaHQ/STAR, MIT) in our own formats: its flow charts as playbooks; its recorded dialogues
//! are in [`dialogues`]. Shared by two examples and a test; nothing of it ships.
//!
//! Each label of a chart is one step with the label as its id: what the agent says is `say`, what the agent asks a system is
//! `do`, and a branch (`available`, `query_failure`, `yes` …) is a yes-or-no question, because that is what it is on a call:
//! did it go this way? What can only be come to by branches has them as its `when`. Every arrow is written with its step as
//! "Next: …"; where one leads back, all that lies between may be done again.

#[path = "star_dialogues.rs"]
pub mod dialogues;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// One flow chart.
#[derive(Debug, Clone, Deserialize)]
pub struct Chart {
    /// The task that it is for.
    pub task: String,
    /// Each label with its wording, in the file's order.
    pub replies: Pairs,
    /// Each label with the one that comes next, in the file's order.
    pub graph: Pairs,
}

/// A JSON object of texts in the order in which it was written.
#[derive(Debug, Clone, Default)]
pub struct Pairs(pub Vec<(String, String)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Pairs;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object of texts")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// A file of one JSON object a line.
pub fn read_lines<T: for<'de> Deserialize<'de>>(text: &str) -> Result<Vec<T>, serde_json::Error> {
    text.lines().filter(|line| !line.trim().is_empty()).map(serde_json::from_str).collect()
}

/// The id of a chart's playbook.
pub fn playbook_id(task: &str) -> String {
    format!("star-{}", task.replace('_', "-"))
}

/// The name of the answer that says whether it went this way.
pub fn answer(branch: &str) -> String {
    format!("went_{branch}")
}

/// The desk that these playbooks are checked against: chats, at all hours, and nothing to give.
pub const DESK: &str = "\
name = \"STAR assistants\"
about = \"The assistants of the STAR dialogues\"
currency = \"USD\"
zone = \"UTC\"
greeting = \"Hello, how can I help?\"
channels = [\"chat\"]
";

/// Branches in the order in which they come up in a talk; others follow in the file's order.
const BRANCHES: [&str; 9] = [
    "info_missing",
    "info_missing2",
    "available",
    "unavailable",
    "yes",
    "no",
    "query_success",
    "query_failure",
    "done",
];

impl Chart {
    fn wording(&self, label: &str) -> Option<&str> {
        self.replies.0.iter().find(|(l, _)| l == label).map(|(_, words)| words.as_str())
    }

    fn next(&self, label: &str) -> Option<&str> {
        self.graph.0.iter().find(|(from, _)| from == label).map(|(_, to)| to.as_str())
    }

    fn before(&self, label: &str) -> impl Iterator<Item = &str> {
        self.graph.0.iter().filter(move |(_, to)| to == label).map(|(from, _)| from.as_str())
    }

    /// Whether the label asks a system.
    pub fn is_query(&self, label: &str) -> bool {
        (label == "query" || label.starts_with("query_")) && !self.is_branch(label)
    }

    /// Whether the label is a way that things go, not something that is said: nothing leads to it, and its wording is a name,
    /// not a sentence.
    pub fn is_branch(&self, label: &str) -> bool {
        let sentence = self.wording(label).is_some_and(|words| words.trim_end().ends_with(['.', '?', '!', '…']));
        label != "hello" && !sentence && self.before(label).next().is_none()
    }

    /// Every label, those of the chart's arrows first.
    fn labels(&self) -> Vec<&str> {
        let mut labels: Vec<&str> = Vec::new();
        let arrows = self.graph.0.iter().flat_map(|(from, to)| [from.as_str(), to.as_str()]);
        for label in arrows.chain(self.replies.0.iter().map(|(label, _)| label.as_str())) {
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        labels
    }

    /// Whether an arrow leads to or from the label.
    fn has_arrow(&self, label: &str) -> bool {
        self.next(label).is_some() || self.before(label).next().is_some()
    }

    /// The branches of which one must have been taken for each label; nothing where it can be come to without any.
    fn conditions(&self) -> BTreeMap<&str, Option<BTreeSet<&str>>> {
        let labels = self.labels();
        let mut found: BTreeMap<&str, Option<BTreeSet<&str>>> =
            labels.iter().map(|label| (*label, self.before(label).next().is_some().then(BTreeSet::new))).collect();
        // Each round carries conditions one arrow on; there are no more rounds than labels.
        for _ in &labels {
            for (from, to) in &self.graph.0 {
                let carried = match (self.is_branch(from), &found[from.as_str()]) {
                    (true, _) => Some(BTreeSet::from([from.as_str()])),
                    (false, carried) => carried.clone(),
                };
                let at = found.entry(to).or_insert(None);
                *at = at.take().zip(carried).map(|(mut all, more)| {
                    all.extend(more);
                    all
                });
            }
        }
        found
    }

    /// The labels in the order of their steps, and how many of them are listening: all that comes before a system is asked.
    ///
    /// What is said stands after something that leads to it and after every branch that it waits for.
    pub fn order(&self) -> (Vec<&str>, usize) {
        let labels = self.labels();
        let conditions = self.conditions();
        let (mut branches, mut rest): (Vec<&str>, Vec<&str>) = labels.iter().partition(|label| self.is_branch(label));
        branches.sort_by_key(|label| BRANCHES.iter().position(|b| b == label).unwrap_or(BRANCHES.len()));
        let mut order: Vec<&str> = Vec::new();
        // A branch whose own words lead to the first query belongs to finding out.
        let first_query = self.walk_from("hello").into_iter().find(|label| self.is_query(label));
        let asks_more = |branch: &str| {
            let path = self.walk_from(branch);
            let query = path.iter().position(|label| Some(*label) == first_query);
            query.is_some_and(|at| at > 1)
                && !path.iter().any(|label| self.walk_from("hello").contains(label) && Some(*label) != first_query)
        };
        let early: Vec<&str> = branches.iter().copied().filter(|branch| asks_more(branch)).collect();
        branches.retain(|branch| !early.contains(branch));
        let main = self.walk_from("hello");
        let listening = main.iter().copied().take_while(|label| !self.is_query(label));
        order.extend(listening);
        for branch in early {
            order.push(branch);
            order.extend(self.walk_from(branch).into_iter().skip(1).take_while(|label| !self.is_query(label)));
        }
        let listen = order.len();
        rest.retain(|label| !order.contains(label));
        let mut branches = branches.into_iter();
        loop {
            let ready = rest.iter().position(|label| {
                let led_to = self.before(label).any(|from| order.contains(&from));
                let waits = conditions[label].iter().flatten().all(|branch| order.contains(branch));
                self.has_arrow(label) && led_to && waits
            });
            match ready.map(|at| rest.remove(at)).or_else(|| branches.next()) {
                Some(label) => order.push(label),
                None => break,
            }
        }
        // What stands outside the arrows may be said at any time.
        let (arrows, free): (Vec<&str>, Vec<&str>) = rest.into_iter().partition(|label| self.has_arrow(label));
        order.extend(arrows);
        order.extend(free);
        (order, listen)
    }

    /// The labels from this one on, along the arrows, each once.
    fn walk_from<'a>(&'a self, label: &'a str) -> Vec<&'a str> {
        let mut path = vec![label];
        while let Some(next) = path.last().and_then(|last| self.next(last)) {
            if path.contains(&next) {
                break;
            }
            path.push(next);
        }
        path
    }

    /// The labels that may come again: all from where an arrow leads back to, up to where it comes from; and all outside the
    /// arrows.
    pub fn again<'a>(&'a self, order: &[&'a str]) -> BTreeSet<&'a str> {
        let place = |label: &str| order.iter().position(|l| *l == label);
        let mut again: BTreeSet<&str> = order
            .iter()
            .copied()
            .filter(|l| self.before(l).next().is_none() && *l != "hello")
            .filter(|l| !self.is_branch(l))
            .collect();
        for (from, to) in &self.graph.0 {
            if let (Some(from), Some(to)) = (place(from), place(to))
                && to <= from
            {
                again.extend(&order[to..=from]);
            }
        }
        again
    }
}

#[derive(Serialize)]
struct Head<'a> {
    id: &'a str,
    version: u32,
    title: String,
    about: String,
    heard: [String; 1],
    channels: [&'static str; 1],
    apologise: [(); 0],
    compensate: [(); 0],
}

#[derive(Serialize)]
struct Written<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    say: Option<&'a str>,
    #[serde(rename = "do", skip_serializing_if = "Option::is_none")]
    action: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    again: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ask: Option<Ask<'a>>,
}

#[derive(Serialize)]
struct Ask<'a> {
    #[serde(rename = "as")]
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    label: &'a str,
}

/// A chart as a playbook. Required is what stands on an arrow, as far as it is come to; the rest may be said at any time.
pub fn playbook(chart: &Chart) -> Result<String, toml::ser::Error> {
    let id = playbook_id(&chart.task);
    let task = chart.task.replace('_', " ");
    let head = Head {
        id: &id,
        version: 1,
        title: format!("STAR: {task}"),
        about: format!("STAR flow chart: {task}"),
        heard: [task],
        channels: ["chat"],
        apologise: [],
        compensate: [],
    };
    let mut text = toml::to_string(&head)?;
    let (order, listen) = chart.order();
    let (again, conditions) = (chart.again(&order), chart.conditions());
    for (at, label) in order.iter().copied().enumerate() {
        let words = chart.wording(label).unwrap_or(label);
        let (branch, query) = (chart.is_branch(label), chart.is_query(label));
        let waits = conditions[label].iter().flatten().map(|branch| answer(branch)).collect::<Vec<_>>().join(" or ");
        let step = Written {
            id: label,
            title: words,
            when: (!waits.is_empty()).then_some(waits),
            say: (!branch && !query).then_some(words),
            action: query.then_some(label),
            required: !branch && chart.has_arrow(label) && (label == "hello" || chart.before(label).next().is_some()),
            again: again.contains(label),
            facts: chart.next(label).map(|next| format!("Next: {next}")).into_iter().collect(),
            ask: branch.then(|| Ask { name: answer(label), kind: "yes-no", label: words }),
        };
        let stage = if at < listen { "listen" } else { "resolve" };
        // The question comes last in a step, as a table of its own.
        let written = toml::to_string(&step)?.replacen("\n[ask]\n", &format!("\n[{stage}.ask]\n"), 1);
        let _ = write!(text, "\n[[{stage}]]\n{written}");
    }
    Ok(text)
}
