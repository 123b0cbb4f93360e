//! Money: whole minor units with an ISO 4217 currency. No floats, no conversion between currencies.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An ISO 4217 currency.
pub type Currency = iso_currency::Currency;

/// An amount in minor units (pence, cents) of one currency. Written `4.90 GBP`, shown `£4.90`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// Minor units; never negative when it comes from [`Money::parse`].
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// Why a text is no amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not a number with an optional currency.
    #[error("`{0}` is not an amount; write it like 4.90 or 4.90 GBP")]
    Malformed(String),
    /// Letters that are no currency.
    #[error("`{0}` is not a currency; use its three letters, like GBP or EUR")]
    UnknownCurrency(String),
    /// More decimals than the currency has.
    #[error("{currency} has {allowed} decimal places; `{text}` has more")]
    TooFine {
        /// What was written.
        text: String,
        /// The currency's code.
        currency: String,
        /// How many decimals it has.
        allowed: u16,
    },
    /// More than nine hundred million million in minor units.
    #[error("`{0}` is more money than can be written down here")]
    TooLarge(String),
}

/// The largest amount, in minor units: sums of a million of them still fit.
const LARGEST: i64 = 900_000_000_000;

impl Money {
    /// Nothing, in `currency`.
    pub fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// Reads `4.90 GBP`, `GBP 4.90`, `£4.90` or, in the desk's currency, `4.90`. Thousands may be parted by commas.
    ///
    /// # Errors
    /// [`MoneyError`], which says what to write instead.
    pub fn parse(text: &str, default: Currency) -> Result<Self, MoneyError> {
        let malformed = || MoneyError::Malformed(text.trim().chars().take(40).collect());
        let trimmed = text.trim();
        let number: String = trimmed.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
        let rest: String = trimmed.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ' ')).collect();
        if !trimmed.replace(' ', "").contains(&number) || number.is_empty() {
            return Err(malformed());
        }
        let currency = Self::currency(&rest, default).ok_or_else(|| {
            if rest.chars().all(char::is_alphabetic) { MoneyError::UnknownCurrency(rest.clone()) } else { malformed() }
        })?;
        let (whole, fraction) = number.split_once('.').unwrap_or((&number, ""));
        let places = currency.exponent().unwrap_or(2);
        if fraction.len() > usize::from(places) && fraction.bytes().all(|b| b.is_ascii_digit()) {
            return Err(MoneyError::TooFine { text: number, currency: currency.code().to_owned(), allowed: places });
        }
        let whole = ungroup(whole).ok_or_else(malformed)?;
        if !fraction.bytes().all(|b| b.is_ascii_digit()) || (number.contains('.') && fraction.is_empty()) {
            return Err(malformed());
        }
        let digits = format!("{whole}{fraction:0<width$}", width = usize::from(places));
        let too_large = || MoneyError::TooLarge(text.trim().chars().take(40).collect());
        let minor: i64 = digits.parse().map_err(|_| too_large())?;
        if minor > LARGEST { Err(too_large()) } else { Ok(Self { minor, currency }) }
    }

    fn currency(rest: &str, default: Currency) -> Option<Currency> {
        match rest {
            "" => Some(default),
            _ if default.symbol().to_string() == rest => Some(default),
            "£" => Some(Currency::GBP),
            "€" => Some(Currency::EUR),
            "$" => Some(Currency::USD),
            code => Currency::from_code(&code.to_uppercase()),
        }
    }

    /// The number alone, with the currency's decimals: `4.90`.
    pub fn number(self) -> String {
        let places = usize::from(self.currency.exponent().unwrap_or(2));
        let sign = if self.minor < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", self.minor.unsigned_abs(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }

    /// For people: `£4.90`, or `4.90 CHF` where the currency has no sign of its own.
    pub fn for_people(self) -> String {
        let symbol = self.currency.symbol().to_string();
        if symbol.chars().all(char::is_alphabetic) { self.to_string() } else { format!("{symbol}{}", self.number()) }
    }
}

/// An amount behind what it is for, with a blank before it: `voucher £4.90`. Nothing where there is none.
pub fn worth(value: Option<Money>) -> String {
    value.map_or_else(String::new, |value| format!(" {}", value.for_people()))
}

/// `1,234` → `1234`; `None` where a comma parts anything but threes.
fn ungroup(whole: &str) -> Option<String> {
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() == 1
        || (groups.iter().skip(1).all(|g| g.len() == 3) && groups.first().is_some_and(|g| (1..=3).contains(&g.len())));
    let digits = groups.concat();
    (grouped && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.number(), self.currency.code())
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Money {
    /// Only the form that [`Money`] writes: `4.90 GBP`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        let code = text.rsplit(' ').next().unwrap_or_default();
        let currency = Currency::from_code(code)
            .ok_or_else(|| serde::de::Error::custom(format!("`{text}` has no currency; write it like 4.90 GBP")))?;
        Self::parse(&text, currency).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_as_people_write_them() {
        for (text, minor, code) in [
            ("4.90", 490, "GBP"),
            ("£4.90", 490, "GBP"),
            ("4.90 EUR", 490, "EUR"),
            ("€ 4.9", 490, "EUR"),
            ("GBP 1,234", 123_400, "GBP"),
            ("500 JPY", 500, "JPY"),
            ("0.005 BHD", 5, "BHD"),
        ] {
            let money = Money::parse(text, Currency::GBP).unwrap();
            assert_eq!((money.minor, money.currency.code()), (minor, code), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for bad in ["", "four", "4.90.1", "4.", "-3", "4.901", "1,23", "12 XQZ", "9999999999999999", "4 9 GBP 3", "1e9"]
        {
            assert!(Money::parse(bad, Currency::GBP).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn an_amount_survives_its_text(minor in 0..=LARGEST) {
            for currency in [Currency::GBP, Currency::JPY, Currency::BHD] {
                let money = Money { minor, currency };
                prop_assert_eq!(Money::parse(&money.to_string(), Currency::USD), Ok(money));
                prop_assert_eq!(serde_json::from_str::<Money>(&serde_json::to_string(&money).unwrap()).unwrap(), money);
            }
        }
    }
}
