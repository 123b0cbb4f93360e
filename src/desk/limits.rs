//! What each role may give without asking: `[limits.ROLE]`, and `[ceilings]` for a desk that sets one gift's limit alone.

use super::Desk;
use crate::case::Limits;
use crate::sheet::fields::Fields;
use crate::sheet::{Located, Sheet};
use crate::terms::{Currency, Money, Role};

/// The limits' names, from the nearest to the widest.
pub(super) const LIMITS: [(&str, &str); 6] = [
    ("gift", "The most that one gesture may be worth, like \"25.00 GBP\"."),
    ("case", "All that is given in one case, by whomever."),
    ("day", "All that one person gives in a day."),
    ("customer", "All that is given to one customer in 365 days, by whomever."),
    ("month", "All that one person gives in a calendar month."),
    ("kindness", "What one person gives unprompted in a calendar month: a budget of its own."),
];

/// Reads both tables. What is not set does not hold; without `gift` a role gives no money.
pub(super) fn read(sheet: &mut Sheet, f: &mut Fields<'_>, currency: Currency) -> Vec<(Role, Limits)> {
    let mut all: Vec<(Role, Limits)> = Vec::new();
    if let Some(mut table) = f.table(sheet, "ceilings") {
        for role in Role::ALL {
            let gift = table.text(sheet, role.word()).and_then(|text| amount(sheet, &text, currency));
            all.extend(gift.map(|gift| (*role, Limits { gift: Some(gift), ..Limits::default() })));
        }
        table.finish(sheet);
    }
    if let Some(mut table) = f.table(sheet, "limits") {
        for role in Role::ALL {
            let at = table.key_span(role.word());
            let Some(mut one) = table.table(sheet, role.word()) else { continue };
            let mut money = |key| one.text(sheet, key).and_then(|text| amount(sheet, &text, currency));
            let [gift, case, day, customer, month, kindness] = LIMITS.map(|(key, _)| money(key));
            one.finish(sheet);
            let limits = Limits { gift, case, day, customer, month, kindness };
            if all.iter().any(|(known, _)| known == role) {
                let help = Some("keep [limits], and take [ceilings] away".to_owned());
                sheet.error("duplicate", at, format!("what a {role} gives stands in [ceilings] as well"), help);
            } else {
                all.push((*role, limits));
            }
        }
        table.finish(sheet);
    }
    all.sort_by_key(|(role, _)| *role);
    for pair in all.windows(2) {
        if let [(_, below), (role, above)] = pair
            && below.gift.zip(above.gift).is_some_and(|(below, above)| below.minor > above.minor)
        {
            let at = f.key_span("limits").start.max(f.key_span("ceilings").start);
            sheet.warn("ceiling", at..at, format!("a {role} may give less than the role below"), None);
        }
    }
    all
}

/// An amount in the desk's currency.
pub(super) fn amount(sheet: &mut Sheet, text: &Located<String>, currency: Currency) -> Option<Money> {
    match Money::parse(text, currency) {
        Ok(money) if money.currency == currency => return Some(money),
        Ok(_) => {
            let message = format!("this is in the desk's currency, {}", currency.code());
            sheet.error("currency", text.span.clone(), message, None);
        }
        Err(error) => sheet.error("money", text.span.clone(), error.to_string(), None),
    }
    None
}

impl Desk {
    /// The most that one gesture may be worth, by role, from the lowest.
    pub fn ceilings(&self) -> impl Iterator<Item = (Role, Money)> {
        self.limits.iter().filter_map(|(role, limits)| Some((*role, limits.gift?)))
    }

    /// What a role gives without asking.
    pub fn limits_of(&self, role: Role) -> Limits {
        self.limits.iter().find(|(r, _)| *r == role).map(|(_, limits)| *limits).unwrap_or_default()
    }

    /// The lowest role that gives this amount alone; `None` where it is above every ceiling or in another currency.
    pub fn authority(&self, value: Money) -> Option<Role> {
        let covers = |(_, ceiling): &(Role, Money)| ceiling.currency == value.currency && value.minor <= ceiling.minor;
        self.ceilings().find(covers).map(|(role, _)| role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk(text: &str) -> Result<Desk, Vec<crate::desk::Finding>> {
        Desk::parse("desk.toml", &format!("name='A'\ncurrency='GBP'\nzone='UTC'\n{text}"))
    }

    #[test]
    fn limits_and_ceilings_say_the_same_thing() {
        let short = desk("[ceilings]\nagent='25.00 GBP'\nsupervisor='500'").unwrap();
        let long = desk("[limits.agent]\ngift='25.00'\n[limits.supervisor]\ngift='500.00 GBP'").unwrap();
        assert_eq!(short.limits, long.limits);
        let pounds = |pounds: i64| Money { minor: pounds * 100, currency: Currency::GBP };
        assert_eq!(long.authority(pounds(25)), Some(Role::Agent));
        assert_eq!(long.authority(pounds(26)), Some(Role::Supervisor));
        assert_eq!(long.authority(pounds(501)), None);
    }

    #[test]
    fn what_is_said_twice_or_in_other_money_is_told() {
        let rules = |text: &str| desk(text).unwrap_err().into_iter().map(|f| f.code.to_owned()).collect::<Vec<_>>();
        assert_eq!(rules("[ceilings]\nagent='25'\n[limits.agent]\nday='100'"), ["duplicate"]);
        assert_eq!(rules("[limits.agent]\ngift='25 EUR'\ncase='many'"), ["currency", "money"]);
    }
}
