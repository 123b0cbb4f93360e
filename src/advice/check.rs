//! What can be proven of rules by going through every matter that they tell apart: rules that are never reached, and rules by
//! which somebody to whom we owe more would get less.

use std::ops::Range as Bytes;

use super::Rules;
use super::matter::Matter;
use super::rule::{Fit, Gives, Rule};
use crate::sheet::Sheet;
use crate::terms::{Fault, GestureKind, Severity, Wish};

/// Beyond so many tries nothing is proven and nothing is told: this is for people who wait.
const MOST_TRIES: usize = 3_000_000;

/// Whose doing it was, from where we owe least to where we owe most. What is not known stands outside.
const BY_DEBT: [Fault; 4] = [Fault::Customer, Fault::Nobody, Fault::Partner, Fault::Ours];

/// Tells what can be proven; `places` are where the rules' ids stand.
pub(super) fn check(sheet: &mut Sheet, rules: &Rules, places: &[Bytes<usize>]) {
    let Some(matters) = matters(&rules.rules) else { return };
    let decides = |matter: &Matter| rules.rules.iter().position(|rule| rule.when.fits(matter) == Fit::Yes);
    let mut reached = vec![false; rules.rules.len()];
    let mut unfair: Vec<(usize, usize)> = Vec::new();
    for matter in &matters {
        // One turn for each corner of fault and repetition, the rest of the matter being the same.
        let corners: Vec<((usize, bool), Option<usize>)> = (0..BY_DEBT.len())
            .flat_map(|debt| [(debt, false), (debt, true)])
            .map(|(debt, again)| {
                let here = Matter { fault: BY_DEBT.get(debt).copied(), again, ..matter.clone() };
                ((debt, again), decides(&here))
            })
            .collect();
        for again in [false, true] {
            let unknown = decides(&Matter { fault: None, again, ..matter.clone() });
            for n in corners.iter().filter_map(|(_, rule)| *rule).chain(unknown) {
                if let Some(flag) = reached.get_mut(n) {
                    *flag = true;
                }
            }
        }
        for ((debt, again), rule) in &corners {
            let owes_more = corners.iter().filter(|((d, a), _)| d >= debt && a >= again);
            for (_, more) in owes_more {
                let (Some(less), Some(more)) = (*rule, *more) else { continue };
                let pair = (less, more);
                if less != more
                    && !unfair.contains(&pair)
                    && let (Some(l), Some(m)) = (rules.rules.get(less), rules.rules.get(more))
                    && gives_less(m, l)
                {
                    unfair.push(pair);
                }
            }
        }
    }
    for ((rule, place), _) in rules.rules.iter().zip(places).zip(&reached).filter(|(_, reached)| !**reached) {
        let help = "move it up, or take it out: the rules above it decide wherever it fits".to_owned();
        sheet.warn("never-reached", place.clone(), format!("`{}` is never reached", rule.id), Some(help));
    }
    for (less, more) in unfair {
        let (Some(l), Some(m), Some(place)) = (rules.rules.get(less), rules.rules.get(more), places.get(more)) else {
            continue;
        };
        let message = format!("`{}` gives less than `{}`, where we owe more", m.id, l.id);
        let help = "more at fault, or a second time, never gets less: raise this one or lower the other".to_owned();
        sheet.warn("unfair", place.clone(), message, Some(help));
    }
}

/// Whether `more`, by which we owe more, gives less than `less`: nothing against something, or a smaller share of the same.
fn gives_less(more: &Rule, less: &Rule) -> bool {
    match (more.gives, less.gives) {
        (_, Gives::Nothing) => false,
        (Gives::Nothing, _) => true,
        _ => match (more.share, less.share) {
            (Some(more), Some(less)) => more.of == less.of && (more.from < less.from || more.to < less.to),
            _ => false,
        },
    }
}

/// One matter for every combination of values that the rules tell apart, fault and repetition left open. Nothing where
/// they are too many to go through.
fn matters(rules: &[Rule]) -> Option<Vec<Matter>> {
    let kinds = told_apart(GestureKind::ALL, rules.iter().flat_map(|r| &r.when.loss));
    let wishes = told_apart(Wish::ALL, rules.iter().flat_map(|r| &r.when.wish));
    let severities = told_apart(Severity::ALL, rules.iter().flat_map(|r| &r.when.severity));
    let mut days: Vec<Option<u32>> = vec![None, Some(0)];
    for bound in rules.iter().flat_map(|r| [r.when.within_days, r.when.after_days]).flatten() {
        days.extend([Some(bound), bound.checked_add(1)]);
    }
    days.sort_unstable();
    days.dedup();
    let size = kinds.len() * wishes.len() * severities.len() * days.len() * 3;
    // Ten turns for each.
    if size.saturating_mul(rules.len()).saturating_mul(10) > MOST_TRIES {
        return None;
    }
    let mut all = Vec::with_capacity(size);
    for kind in &kinds {
        for wish in &wishes {
            for severity in &severities {
                for days in &days {
                    for kept in [None, Some(true), Some(false)] {
                        let (kind, wish, severity, days) = (*kind, *wish, *severity, *days);
                        all.push(Matter { kind, kept, wish, severity, days, ..Matter::default() });
                    }
                }
            }
        }
    }
    Some(all)
}

/// Not known, each that some rule names, and one that none names.
fn told_apart<'a, T: Copy + PartialEq + 'a>(all: &[T], named: impl Iterator<Item = &'a T>) -> Vec<Option<T>> {
    let named: Vec<T> = named.copied().collect();
    let other = all.iter().find(|one| !named.contains(one));
    let known = all.iter().filter(|one| named.contains(one) || Some(*one) == other);
    std::iter::once(None).chain(known.map(|one| Some(*one))).collect()
}
