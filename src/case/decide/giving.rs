//! Rules for gestures: from the desk's list, with an amount where one is due, and within what the role gives alone.

use crate::terms::{Money, Role};

use super::super::command::Command;
use super::super::context::GestureRule;
use super::super::event::Event;
use super::super::refusal::{Place, Reason, Refusal};
use super::{Asking, Decision};

pub(super) fn decide(asking: &Asking<'_>) -> Decision {
    let Command::Give { gesture, interaction, what, value, reason, step } = &asking.deed.command else {
        return Ok(Vec::new());
    };
    if asking.case.gestures.iter().any(|g| g.id == *gesture) {
        return Ok(Vec::new());
    }
    if let Some(id) = interaction {
        asking.interaction(*id)?;
    }
    let rule = asking.context.rules.gestures.iter().find(|g| g.id == *what).ok_or_else(|| unknown(asking, what))?;
    check_value(rule, *value)?;
    let mut events = Vec::new();
    if let Some(value) = value {
        check_ceiling(asking, *value, &mut events)?;
    }
    asking.need_words(reason, "the reason for giving it", Place::Gesture)?;
    events.insert(
        0,
        Event::Gave {
            gesture: *gesture,
            interaction: *interaction,
            what: what.clone(),
            kind: rule.kind,
            value: *value,
            reason: reason.clone(),
            step: step.clone(),
        },
    );
    Ok(events)
}

fn unknown(asking: &Asking<'_>, what: &str) -> Refusal {
    let known: Vec<&str> = asking.context.rules.gestures.iter().map(|g| g.id.as_str()).collect();
    let mend = format!("choose one of: {}", known.join(", "));
    Refusal::one("gesture", Place::Gesture, format!("The desk has no gesture `{what}`"), mend)
}

fn check_value(rule: &GestureRule, value: Option<Money>) -> Result<(), Refusal> {
    match value {
        None if rule.takes_value => {
            let what = format!("`{}` is given with an amount", rule.id);
            Err(Refusal::one("no-amount", Place::Gesture, what, "say how much"))
        }
        Some(value) if value.minor <= 0 => {
            Err(Refusal::one("no-amount", Place::Gesture, "An amount is more than nothing", "say how much"))
        }
        _ => Ok(()),
    }
}

fn check_ceiling(asking: &Asking<'_>, value: Money, events: &mut Vec<Event>) -> Result<(), Refusal> {
    let role = asking.context.role;
    let Some(ceiling) = asking.context.rules.ceiling(role) else {
        let what = format!("{} gives no money here", one(role, "An", "A"));
        return asking
            .break_rule(events, Reason::new("ceiling", Place::Gesture, what, "hand the case to a supervisor"));
    };
    if ceiling.currency != value.currency {
        let what = format!("{value} is not in the desk's currency");
        let mend = format!("give an amount in {}", ceiling.currency.code());
        return Err(Refusal::one("currency", Place::Gesture, what, mend));
    }
    if value.minor > ceiling.minor {
        let what = format!(
            "{} is above the {} that {} gives alone",
            value.for_people(),
            ceiling.for_people(),
            one(role, "an", "a")
        );
        let mend = format!("offer up to {}, or hand the case to a supervisor", ceiling.for_people());
        return asking.break_rule(events, Reason::new("ceiling", Place::Gesture, what, mend));
    }
    Ok(())
}

/// `an agent`, `a senior agent`, `a supervisor`.
fn one(role: Role, before_vowel: &str, otherwise: &str) -> String {
    let article = if role.label().starts_with(['a', 'e', 'i', 'o', 'u']) { before_vowel } else { otherwise };
    format!("{article} {}", role.label())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_its_article() {
        let said: Vec<_> = Role::ALL.iter().map(|role| one(*role, "an", "a")).collect();
        for role in ["an agent", "a senior agent", "a supervisor"] {
            assert!(said.iter().any(|one| one == role), "{role}: {said:?}");
        }
    }
}
