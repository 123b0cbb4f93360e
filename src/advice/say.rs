//! Advice in words: one line beside the amount that is typed, and a card with the reason and its source.

use super::advise::{Advice, NoAmount};
use super::matter::Unsaid;
use super::rule::Of;
use super::speech::{amount, first_that_fits, range};
use crate::terms::{GestureKind, Money, capital, joined};

pub(super) const NO_RULE: &str = "no rule of advice.toml fits this";
pub(super) const NO_RULE_WHY: &str = "Decide within your ceiling, and write down why.";
pub(super) const NO_RULE_SOURCE: &str = "Nobody's: the rules say nothing here";

impl Advice {
    /// The advice on one line of at most 70 columns.
    pub fn line(&self) -> String {
        let because = format!(", because {}", self.because);
        let full = |head: String| {
            let short = head.clone();
            first_that_fits(&[format!("{head}{because}"), short])
        };
        if self.nothing {
            return full("Nothing".to_owned());
        }
        let Some(fair) = self.fair() else {
            let name = self.kind.map_or("Something", name);
            return full(match self.no_amount.map(waits) {
                Some(waits) => format!("{name}; {waits}"),
                None => name.to_owned(),
            });
        };
        let head = self.worth(&range(fair));
        match self.alone_words() {
            None => full(head),
            Some(alone) => first_that_fits(&[format!("{head}; {alone}"), alone, head]),
        }
    }

    /// The advice as a card: what, how far it may go, why, who says so, what else to do, what is not known. Each a line of
    /// its own, to be wrapped by whoever shows it.
    pub fn card(&self) -> Vec<String> {
        let mut lines = vec![self.title()];
        if self.fair().is_some()
            && let Some(alone) = self.alone_words()
        {
            lines.push(format!("{}.", capital(&alone)));
        }
        if let Some(most) = self.cut_at {
            lines.push(format!("Cut at {}: nobody here may give more.", amount(most)));
        }
        if let Some(why) = self.no_amount {
            lines.push(no_amount(why).to_owned());
        }
        lines.push(format!("Because {}.", self.because));
        lines.extend(self.why.clone());
        lines.push(format!("Source: {}", self.source));
        lines.extend(self.also.iter().cloned());
        if let (Some(wish), Some(kind)) = (self.wish, self.kind) {
            let lost = name(kind).to_lowercase();
            lines.push(format!("They would like {}; in kind it is {lost}. Ask which they would rather.", wish.label()));
        }
        if !self.unsaid.is_empty() {
            let unsaid: Vec<&str> = self.unsaid.iter().map(|what| ask(*what)).collect();
            lines.push(format!("It might be otherwise once you know {}.", joined(&unsaid)));
        }
        lines
    }

    /// A quiet word where an amount stands outside what is fair. Nothing is refused by it.
    pub fn about(&self, offer: Money) -> Option<String> {
        if self.nothing {
            return (offer.minor > 0).then(|| self.line());
        }
        let fair = self.fair().filter(|fair| fair.to.currency == offer.currency)?;
        if (fair.from.minor..=fair.to.minor).contains(&offer.minor) {
            return None;
        }
        let how = if offer.minor > fair.to.minor { "more" } else { "less" };
        Some(first_that_fits(&[
            format!("{} is {how} than advised: {}, because {}", amount(offer), range(fair), self.because),
            format!("{} is {how} than advised: {}", amount(offer), range(fair)),
            format!("{how} than advised: {}", range(fair)),
        ]))
    }

    /// What, without the reason: `A service worth £9 to £18`.
    fn title(&self) -> String {
        match self.fair() {
            _ if self.nothing => "Nothing".to_owned(),
            Some(fair) => self.worth(&range(fair)),
            None => self.kind.map_or("Something", name).to_owned(),
        }
    }

    fn worth(&self, words: &str) -> String {
        match self.kind {
            Some(GestureKind::Money) => capital(words),
            Some(kind) => format!("{} worth {words}", name(kind)),
            None => format!("Something worth {words}"),
        }
    }

    /// From where on somebody else decides; nothing where all that is fair may be given alone.
    fn alone_words(&self) -> Option<String> {
        let beyond = self.beyond?;
        let alone = self.range.and(self.alone).filter(|m| m.minor > 0 && m.currency == beyond.to.currency);
        Some(match alone {
            Some(alone) => format!("above {} a supervisor decides", amount(alone)),
            None => "a supervisor decides".to_owned(),
        })
    }
}

/// A kind of gesture, as the beginning of a sentence.
fn name(kind: GestureKind) -> &'static str {
    match kind {
        GestureKind::Money => "Money",
        GestureKind::Product => "A product",
        GestureKind::Service => "A service",
        GestureKind::Attention => "Attention",
    }
}

/// What the amount waits for, short.
fn waits(why: NoAmount) -> &'static str {
    match why {
        NoAmount::Unsaid(Of::Loss) => "how much depends on what they lost",
        NoAmount::Unsaid(Of::Price) => "how much depends on what they paid",
        NoAmount::NoCeiling => "no amount: no ceiling is set",
        NoAmount::Currency => "no amount: another currency",
        NoAmount::TooSmall => "too little to say in money",
        NoAmount::TooLarge => "no amount: more than can be written",
    }
}

/// Why there is no amount, and what to do.
fn no_amount(why: NoAmount) -> &'static str {
    match why {
        NoAmount::Unsaid(Of::Loss) => "No amount yet: ask what it cost them.",
        NoAmount::Unsaid(Of::Price) => "No amount yet: look up what they paid.",
        NoAmount::NoCeiling => "No amount: this desk sets no ceiling in desk.toml, and without one none is named.",
        NoAmount::Currency => {
            "No amount: it is not in the currency of the desk's ceilings, and nothing is converted here."
        }
        NoAmount::TooSmall => "No amount: the share is too little to say in money.",
        NoAmount::TooLarge => "No amount: it is more than can be written down here.",
    }
}

/// What is not known, after "once you know".
fn ask(what: Unsaid) -> &'static str {
    match what {
        Unsaid::Kind => "what they lost (money, a product, a service, attention)",
        Unsaid::Loss => "what that is worth",
        Unsaid::Price => "what they paid",
        Unsaid::Fault => "whose doing it was",
        Unsaid::Kept => "whether they keep it",
        Unsaid::Wish => "what they would like",
        Unsaid::Severity => "how badly it hurt them",
        Unsaid::Days => "when they told us",
    }
}
