//! The adviser: what is fair to give for a loss, as a kind, a range below a ceiling, and the reason with its source; or
//! nothing, because. And precedents: what the last ones like this got.
//!
//! It advises and refuses nothing: limits are kept by `case::decide`. The rules come from a file (`playbooks/advice.toml`,
//! or the desk's own); this room opens none, and asks neither log nor clock. It stands on `sheet`, `terms` and `desk`.
//!
//! | to … | look in |
//! |---|---|
//! | mend what is advised | `playbooks/advice.toml` |
//! | add something that advice depends on | [`Matter`] in `matter`, its condition in `rule` and `read`, its values in `check` |
//! | change how a share becomes an amount | `range` |
//! | change the words | `say` |
//! | change what precedents say | `precedents` |

mod advise;
mod ceilings;
mod check;
mod known;
mod matter;
mod precedents;
mod range;
mod read;
mod rule;
mod say;
mod schema;
mod speech;

pub use advise::{Advice, NoAmount};
pub use ceilings::Ceilings;
pub use matter::{Matter, Unsaid};
pub use precedents::{Precedents, Spread};
pub use range::Range;
pub use rule::{Gives, Of, Rule, Share, When};
pub use schema::schema;

use std::sync::LazyLock;

/// The rules that ship, as text.
pub const SHIPPED: &str = include_str!("../../playbooks/advice.toml");

/// The rules of one file, in their order: the first that fits decides.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    rules: Vec<Rule>,
}

impl Rules {
    /// The rules that ship. No rule at all where they are broken, which a test rules out.
    pub fn shipped() -> &'static Self {
        static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::parse("advice.toml", SHIPPED).unwrap_or_default());
        &RULES
    }

    /// The rules, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }
}

#[cfg(test)]
mod tests;
