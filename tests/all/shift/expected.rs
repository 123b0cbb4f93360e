//! What a case must hold after the shift, written down by the hands that typed it, and compared with what the log says.

use serde_json::Value;

/// What was typed into one case.
#[derive(Debug, Default)]
pub struct Case {
    /// `C-1001`.
    pub number: String,
    /// The customer's name.
    pub customer: String,
    /// Notes, in order.
    pub notes: Vec<String>,
    /// Messages, in order: who, and words that are in it.
    pub messages: Vec<(&'static str, String)>,
    /// Answers by name.
    pub answers: Vec<(&'static str, &'static str)>,
    /// Promises: how the text begins, and whether it was kept.
    pub promises: Vec<(String, bool)>,
    /// Gestures given.
    pub gestures: usize,
    /// Contacts, also those of others.
    pub contacts: usize,
    /// Lines that the timeline must hold somewhere.
    pub lines: Vec<String>,
    /// The summary of the last contact.
    pub summary: Option<&'static str>,
    /// How it ended.
    pub closed: Option<&'static str>,
}

impl Case {
    /// Fails where anything is missing, is twice, or is other than it was typed.
    pub fn compare(&self, shown: &Value) {
        let about = format!("{}: {shown:#}", self.number);
        let list = |name: &str| shown[name].as_array().unwrap().clone();
        let text = |of: &Value, name: &str| of[name].as_str().unwrap_or_default().to_owned();
        assert_eq!(shown["customer"]["name"], self.customer.as_str(), "{about}");
        let notes: Vec<String> = list("notes").iter().map(|n| text(n, "text")).collect();
        assert_eq!(notes, self.notes, "{about}");
        let mut messages: Vec<Value> =
            list("interactions").iter().flat_map(|i| i["messages"].as_array().unwrap().clone()).collect();
        messages.sort_by_key(|m| text(m, "at"));
        assert_eq!(messages.len(), self.messages.len(), "{about}");
        for (message, (who, words)) in messages.iter().zip(&self.messages) {
            assert_eq!(message["who"], *who, "{about}");
            assert!(text(message, "text").contains(words.as_str()), "“{words}” is not in {message}");
        }
        for (name, given) in &self.answers {
            let answer = list("walks").iter().rev().find_map(|w| w["answers"].get(*name).cloned());
            let answer = answer.unwrap_or_else(|| panic!("no answer to {name} in {about}"));
            let same = match &answer {
                Value::Bool(yes) => (if *yes { "yes" } else { "no" }) == *given,
                Value::Number(n) => n.to_string() == *given,
                Value::String(words) => words.contains(given),
                other => other.to_string().contains(given),
            };
            assert!(same, "{name}: {answer} is not {given}");
        }
        let promises = list("promises");
        assert_eq!(promises.len(), self.promises.len(), "{about}");
        for (promise, (begins, kept)) in promises.iter().zip(&self.promises) {
            assert!(text(promise, "text").starts_with(begins.as_str()), "{promise} is not {begins}");
            assert_eq!(promise["state"] == "kept", *kept, "{promise}");
        }
        assert_eq!(list("gestures").len(), self.gestures, "{about}");
        assert_eq!(list("interactions").len(), self.contacts, "{about}");
        let timeline: Vec<String> = list("timeline").iter().map(|l| text(l, "text")).collect();
        for line in &self.lines {
            let times = |all: &[String]| all.iter().filter(|l| l.contains(line.as_str())).count();
            let typed = self.lines.iter().filter(|l| *l == line).count();
            assert_eq!(times(&timeline), typed, "“{line}” in {timeline:#?}");
        }
        if let Some(summary) = self.summary {
            assert_eq!(shown["summary"], summary, "{about}");
        }
        assert_eq!(shown["outcome"].as_str(), self.closed, "{about}");
    }
}
