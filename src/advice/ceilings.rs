//! Up to which amounts advice may go: what somebody may give alone, and what anybody may give.

use crate::desk::Desk;
use crate::terms::{Money, Role};

/// The ceilings of one piece of advice. Without the second there is never a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ceilings {
    /// What this person may give alone, now; nothing where they give no money.
    pub alone: Option<Money>,
    /// What the highest role may give.
    pub anybody: Option<Money>,
}

impl Ceilings {
    /// Those of a desk for one gesture by somebody of this role. Where a day's budget leaves less, put that into `alone`.
    pub fn of(desk: &Desk, role: Role) -> Self {
        let rules = desk.rules();
        let each = Role::ALL.iter().filter_map(|role| rules.ceiling(*role));
        Self { alone: rules.ceiling(role), anybody: each.max_by_key(|money| money.minor) }
    }

    /// What may be given alone, in minor units; nothing where it is of another currency than what anybody may give.
    pub(super) fn alone_minor(&self) -> i64 {
        let Some(anybody) = self.anybody else { return 0 };
        self.alone.filter(|a| a.currency == anybody.currency).map_or(0, |a| a.minor.clamp(0, anybody.minor.max(0)))
    }
}
