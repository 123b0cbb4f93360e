//! From a matter to advice: the first rule that fits, its share cut by the ceilings.

use serde::Serialize;

use super::ceilings::Ceilings;
use super::matter::{Matter, Unsaid};
use super::range::Range;
use super::rule::{Fit, Gives, Of, Rule};
use super::{Rules, say};
use crate::desk::{Desk, Gesture};
use crate::terms::{GestureKind, Money, Wish};

/// What is fair to give. An answer in any case: where nothing is, it says why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// Whether the answer is: nothing.
    pub nothing: bool,
    /// The kind of gesture. Open where something is fair and nobody has said what was lost.
    pub kind: Option<GestureKind>,
    /// What this person may give alone, out of what is fair. Never above a ceiling.
    pub range: Option<Range>,
    /// All that is fair, where that goes beyond what this person may give alone; cut by what anybody may give.
    pub beyond: Option<Range>,
    /// What this person may give alone; nothing where they give no money.
    pub alone: Option<Money>,
    /// The most that anybody may give, where what is fair was cut by it.
    pub cut_at: Option<Money>,
    /// Why there is no amount, where a rule names a share.
    pub no_amount: Option<NoAmount>,
    /// The rule that decided; none where no rule fits.
    pub rule: Option<String>,
    /// A few words that go on after "because".
    pub because: String,
    /// What more there is to say.
    pub why: Option<String>,
    /// Who found it, or that it is the desk's own choice.
    pub source: String,
    /// What else to do.
    pub also: Vec<String>,
    /// What is not known, where knowing it might lead to other advice; in the order of the rules.
    pub unsaid: Vec<Unsaid>,
    /// What they wish, where that is another kind than what is advised.
    pub wish: Option<Wish>,
}

/// Why there is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoAmount {
    /// What the share is taken of is not known.
    Unsaid(Of),
    /// No ceiling is set: a number without one is never named.
    NoCeiling,
    /// The loss and the ceiling are of two currencies, and nothing is converted here.
    Currency,
    /// Less than the smallest amount that can be said aloud.
    TooSmall,
    /// More than can be written down.
    TooLarge,
}

impl Rules {
    /// What is fair to give for `matter`, below `ceilings`. Quick: it may be asked with every key.
    pub fn advise(&self, matter: &Matter, ceilings: &Ceilings) -> Advice {
        let mut unsaid: Vec<Unsaid> = Vec::new();
        for rule in &self.rules {
            match rule.when.fits(matter) {
                Fit::Yes => return rule.advice(matter, ceilings, unsaid),
                Fit::No => {}
                Fit::Unsaid(more) => {
                    for one in more {
                        if !unsaid.contains(&one) {
                            unsaid.push(one);
                        }
                    }
                }
            }
        }
        Advice {
            nothing: true,
            kind: None,
            range: None,
            beyond: None,
            alone: ceilings.alone,
            cut_at: None,
            no_amount: None,
            rule: None,
            because: say::NO_RULE.to_owned(),
            why: Some(say::NO_RULE_WHY.to_owned()),
            source: say::NO_RULE_SOURCE.to_owned(),
            also: Vec::new(),
            unsaid,
            wish: None,
        }
    }
}

impl Rule {
    fn advice(&self, matter: &Matter, ceilings: &Ceilings, mut unsaid: Vec<Unsaid>) -> Advice {
        let kind = match self.gives {
            Gives::Nothing => None,
            Gives::InKind => matter.kind,
            Gives::Kind(kind) => Some(kind),
        };
        let mut add = |what: Unsaid| {
            if !unsaid.contains(&what) {
                unsaid.push(what);
            }
        };
        if self.gives == Gives::InKind && kind.is_none() {
            add(Unsaid::Kind);
        }
        let (whole, no_amount) = match self.whole(matter, ceilings) {
            Ok(whole) => (whole, None),
            Err(why) => (None, Some(why)),
        };
        match no_amount {
            Some(NoAmount::Unsaid(Of::Loss)) => add(Unsaid::Loss),
            Some(NoAmount::Unsaid(Of::Price)) => add(Unsaid::Price),
            _ => {}
        }
        let most = ceilings.anybody.map_or(0, |m| m.minor.max(0));
        let alone = ceilings.alone_minor();
        let fair = whole.map(|whole| whole.cut(most));
        let differs = |wish: &Wish| kind.is_some_and(|kind| asks_for(*wish).is_some_and(|asked| asked != kind));
        Advice {
            nothing: self.gives == Gives::Nothing,
            kind,
            range: fair.filter(|_| alone > 0).map(|fair| fair.cut(alone)),
            beyond: fair.filter(|fair| fair.to.minor > alone),
            alone: ceilings.alone,
            cut_at: ceilings.anybody.filter(|_| whole.is_some_and(|whole| whole.to.minor > most)),
            no_amount,
            rule: Some(self.id.clone()),
            because: self.because.clone(),
            why: self.why.clone(),
            source: self.source.clone(),
            also: self.also.clone(),
            unsaid,
            wish: matter.wish.filter(differs),
        }
    }

    /// All that is fair, before any ceiling; nothing where the rule names no share.
    fn whole(&self, matter: &Matter, ceilings: &Ceilings) -> Result<Option<Range>, NoAmount> {
        let Some(share) = self.share.as_ref() else { return Ok(None) };
        let amount = match share.of {
            Of::Loss => matter.loss,
            Of::Price => matter.price,
        };
        let amount = amount.ok_or(NoAmount::Unsaid(share.of))?;
        let ceiling = ceilings.anybody.filter(|c| c.minor > 0).ok_or(NoAmount::NoCeiling)?;
        if ceiling.currency != amount.currency {
            return Err(NoAmount::Currency);
        }
        let range = Range::of(share, amount).ok_or(NoAmount::TooLarge)?;
        if range.to.minor == 0 { Err(NoAmount::TooSmall) } else { Ok(Some(range)) }
    }
}

/// The kind of gesture that a wish asks for.
fn asks_for(wish: Wish) -> Option<GestureKind> {
    match wish {
        Wish::Heard | Wish::PutRight => None,
        Wish::Money => Some(GestureKind::Money),
        Wish::Product => Some(GestureKind::Product),
        Wish::Service => Some(GestureKind::Service),
        Wish::Attention => Some(GestureKind::Attention),
    }
}

impl Advice {
    /// What is on the desk's list of this kind: with an amount where one is advised. In the list's order.
    pub fn gestures<'d>(&self, desk: &'d Desk) -> Vec<&'d Gesture> {
        let fits = |g: &&Gesture| !self.nothing && self.kind == Some(g.kind);
        desk.gestures.iter().filter(fits).collect()
    }

    /// All that is fair, whoever gives it.
    pub fn fair(&self) -> Option<Range> {
        self.beyond.or(self.range)
    }
}
