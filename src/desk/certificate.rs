//! Gestures that are certificates: how long they are taken, and on what terms. The certificate itself is in
//! [`crate::certificate`].

use chrono::{Days, NaiveDate};

use crate::sheet::Sheet;
use crate::sheet::fields::Fields;

/// The longest that a certificate may be taken, in days: ten years.
const LONGEST: u32 = 3653;

/// What makes a gesture a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateRule {
    /// For how many days after the one on which it is given; 1 to 3653.
    pub valid_days: u32,
    /// What it may be used for, and how; paragraphs are parted by line breaks.
    pub terms: String,
}

impl CertificateRule {
    /// The last day on which a certificate is taken that is given on this day.
    pub fn last_day(&self, given_on: NaiveDate) -> NaiveDate {
        given_on.checked_add_days(Days::new(self.valid_days.into())).unwrap_or(NaiveDate::MAX)
    }
}

/// Reads `certificate`, `valid_days` and `terms` of a gesture.
pub(super) fn read(sheet: &mut Sheet, one: &mut Fields<'_>) -> Option<CertificateRule> {
    let is_one = one.flag(sheet, "certificate");
    if is_one != Some(true) {
        // Where `certificate` itself cannot be read, that is told already.
        let unread = is_one.is_none() && one.has("certificate");
        for key in ["valid_days", "terms"] {
            if one.node(key).is_some() && !unread {
                let help = Some("add certificate = true, or leave it out".to_owned());
                sheet.error("certificate", one.key_span(key), format!("`{key}` belongs to a certificate"), help);
            }
        }
        return None;
    }
    let valid_days = one.count(sheet, "valid_days");
    match valid_days {
        None if !one.has("valid_days") => {
            let help = Some("write valid_days = 365 for a year".to_owned());
            sheet.error("missing-key", one.key_span("certificate"), "a certificate needs `valid_days`", help);
        }
        Some(days) if days > LONGEST => {
            let help = Some(format!("write {LONGEST} or fewer"));
            sheet.error("certificate", one.key_span("valid_days"), "this is more than ten years", help);
        }
        _ => {}
    }
    let terms = one.needed(sheet, "terms", "what the customer may use it for, and how, in a few plain sentences");
    Some(CertificateRule { valid_days: valid_days.unwrap_or(1), terms: terms.value.trim().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Desk;

    fn told(keys: &str) -> Vec<String> {
        let text = format!(
            "name='A'\ncurrency='GBP'\nzone='UTC'\n[[gesture]]\nid='voucher'\ntitle='Voucher'\nkind='money'\n{keys}"
        );
        match Desk::parse("desk.toml", &text) {
            Ok(desk) => desk.gestures.into_iter().map(|g| format!("{:?}", g.certificate)).collect(),
            Err(findings) => findings.into_iter().map(|f| format!("{}: {}", f.line, f.message)).collect(),
        }
    }

    #[test]
    fn what_belongs_together_is_asked_for_together() {
        let rule = CertificateRule { valid_days: 90, terms: "In the shop.".into() };
        assert_eq!(told("certificate=true\nvalid_days=90\nterms=' In the shop. '"), [format!("{:?}", Some(rule))]);
        assert_eq!(told("certificate=false"), ["None"]);
        let needs = ["8: a certificate needs `valid_days`", "4: a gesture needs `terms`"];
        let mut found = told("certificate=true");
        found.sort_by_key(|f| std::cmp::Reverse(f.clone()));
        assert_eq!(found, needs);
        assert_eq!(told("valid_days=9"), ["8: `valid_days` belongs to a certificate"]);
        assert_eq!(told("certificate=false\nterms='x'"), ["9: `terms` belongs to a certificate"]);
        assert_eq!(told("certificate='yes'\nvalid_days=9\nterms='x'").len(), 1);
        assert_eq!(told("certificate=true\nvalid_days=3654\nterms='x'"), ["9: this is more than ten years"]);
        assert_eq!(told("certificate=true\nvalid_days=0\nterms='x'").len(), 1);
    }

    #[test]
    fn the_day_it_is_given_does_not_count() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let last = |valid_days, on| CertificateRule { valid_days, terms: String::new() }.last_day(on);
        assert_eq!(last(1, day(2026, 12, 31)), day(2027, 1, 1));
        assert_eq!(last(365, day(2026, 11, 20)), day(2027, 11, 20));
        assert_eq!(last(3653, NaiveDate::MAX), NaiveDate::MAX);
    }
}
