//! What stands on a certificate: what the customer needs, and nothing of ours (no case, no reason, no note).

use chrono::NaiveDate;

use super::{Code, Qr};
use crate::terms::{Money, Text};

/// A certificate, ready to be shown, sent or printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Its code.
    pub code: Code,
    /// What it is for: `Gift voucher`.
    pub title: Text,
    /// What it is worth, where it has an amount.
    pub value: Option<Money>,
    /// Whom it was given to, as they like to be called.
    pub for_whom: Option<Text>,
    /// What it may be used for, and how.
    pub terms: Text,
    /// The last day on which it is taken.
    pub expires: NaiveDate,
    /// Who gave it, by name.
    pub given_by: Text,
    /// The organisation's name.
    pub desk: Text,
}

impl Certificate {
    /// Its QR code, which holds the code and nothing personal.
    pub fn qr(&self) -> Qr {
        Qr::of(self.code)
    }

    /// The last day in words, with its year: `Saturday 20 November 2027`.
    pub fn expires_words(&self) -> String {
        self.expires.format("%A %-d %B %Y").to_string()
    }

    /// What is said of it, line by line: the label and the words.
    pub(super) fn lines(&self) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        if let Some(name) = self.for_whom.as_ref().filter(|name| !name.is_blank()) {
            lines.push(("For", name.to_string()));
        }
        lines.push(("Use it by", self.expires_words()));
        lines.push(("Given by", format!("{}, {}", self.given_by, self.desk)));
        lines
    }
}

/// Certificates that tests write out.
#[cfg(test)]
pub(super) mod testing {
    use super::*;
    use crate::desk::Desk;

    const DESK: &str = include_str!("../../playbooks/desk.toml");

    /// One of the shipped desk.
    pub fn shipped(gesture: &str, for_whom: Option<&str>) -> Certificate {
        let desk = Desk::parse("desk.toml", DESK).unwrap();
        let value = desk.gesture(gesture).unwrap().value.then(|| Money::parse("20.00", desk.currency).unwrap());
        let code = Code::read("K4XM-7RTC-7").unwrap();
        let on = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let gesture = desk.gesture(gesture).unwrap();
        let rule = gesture.certificate.as_ref().unwrap();
        Certificate {
            code,
            title: Text::new(&gesture.title),
            value,
            for_whom: for_whom.map(Text::new),
            terms: Text::new(&rule.terms),
            expires: rule.last_day(on),
            given_by: Text::new(desk.name_of("ana")),
            desk: Text::new(&desk.name),
        }
    }

    /// One that says things which mean something to a browser or a terminal.
    pub fn hostile() -> Certificate {
        let mut it = shipped("voucher", Some("<script>alert(1)</script>"));
        it.title = Text::new("\"Tea\" & 'cake' \u{1b}[2J<img src=//x onerror=y>");
        it.terms = Text::new("</p></main><style>*{}</style>\n\nSecond <b>paragraph</b>");
        it.desk = Text::new("A & B <\u{202e}");
        it
    }

    #[test]
    fn the_shipped_terms_are_short_sentences_that_nobody_would_remark_on() {
        use crate::wording::{About, Rules};
        let desk = Desk::parse("desk.toml", DESK).unwrap();
        let rules: Vec<_> = desk.gestures.iter().filter_map(|gesture| gesture.certificate.as_ref()).collect();
        assert_eq!(rules.len(), 2);
        for rule in rules {
            let about = About { name: None, channel: crate::terms::Channel::Email };
            assert_eq!(Rules::shipped().check(&rule.terms, &about), []);
            let longest = rule.terms.split(['.', '\n']).map(|sentence| sentence.split_whitespace().count()).max();
            assert!(longest <= Some(20), "{}", rule.terms);
        }
    }

    #[test]
    fn it_says_what_the_desk_says() {
        let it = shipped("voucher", Some("Mrs Okafor"));
        assert_eq!((it.expires_words().as_str(), it.given_by.as_str()), ("Saturday 20 November 2027", "Ana Ferreira"));
        assert!(shipped("early-access", Some("  ")).lines().iter().all(|(label, _)| *label != "For"));
    }
}
