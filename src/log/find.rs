//! The query language of `list`: `is:open agent:ana on:2026-11-20 words…`. Parsing only; `list.rs` answers.

use chrono::NaiveDate;

use crate::terms::{CaseKind, Channel, CustomerId, Outcome, Severity, Timestamp};

use super::error::{Kind, LogError};

/// When a day of the desk begins, and when the next one does.
pub type Days<'a> = dyn Fn(NaiveDate) -> (Timestamp, Timestamp) + 'a;

/// The fields that a query knows, as people write them.
const FIELDS: &str =
    "is, agent, owner, channel, playbook, customer, kind, severity, outcome, cause, on, from, until, order";

/// In which order cases are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Newest first, by their latest contact.
    #[default]
    Newest,
    /// Those that fit the words best first. Without words: as newest.
    Best,
}

/// What cases are asked for. All that is there must hold; the default asks for every case.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    /// Open (or closed) cases only.
    pub open: Option<bool>,
    /// Somebody who worked on it.
    pub agent: Option<String>,
    /// Whose case it is.
    pub owner: Option<String>,
    /// The channel of a contact.
    pub channel: Option<Channel>,
    /// A playbook that was walked.
    pub playbook: Option<String>,
    /// The customer's name, telephone number or e-mail address, or its beginning.
    pub customer: Option<String>,
    /// One customer, with every record of the same person.
    pub customer_id: Option<CustomerId>,
    /// The sort of matter.
    pub kind: Option<CaseKind>,
    /// What it costs the customer.
    pub severity: Option<Severity>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The root cause.
    pub cause: Option<String>,
    /// A contact began at this moment or later.
    pub from: Option<Timestamp>,
    /// A contact began before this moment.
    pub until: Option<Timestamp>,
    /// Mine only: [`Query::asked_by`] says whose that is.
    pub mine: bool,
    /// With a promise that was due before this moment; [`Query::asked_by`] sets it where `is:overdue` asks for it.
    pub overdue: Option<Timestamp>,
    /// The case's number.
    pub number: Option<String>,
    /// In which order.
    pub order: Order,
    /// Words of notes, messages and summaries, or of the customer's name, or of a playbook's.
    pub words: String,
}

impl Query {
    /// Reads a query. `days` says when a day of the desk begins and ends.
    ///
    /// # Errors
    /// Names the field or value that is not known, and those that are.
    pub fn parse(text: &str, days: &Days<'_>) -> Result<Self, LogError> {
        Self::read(text, None, days)
    }

    /// As [`Query::parse`], where `today` and `yesterday` are days too: `today` is the desk's.
    ///
    /// # Errors
    /// As [`Query::parse`].
    pub fn parse_on(text: &str, today: NaiveDate, days: &Days<'_>) -> Result<Self, LogError> {
        Self::read(text, Some(today), days)
    }

    /// Says who asks, and when: for `is:mine` and `is:overdue`. An owner who is named goes before `is:mine`.
    #[must_use]
    pub fn asked_by(mut self, login: &str, now: Timestamp) -> Self {
        if self.mine && self.owner.is_none() {
            self.owner = Some(login.to_owned());
        }
        self.overdue = self.overdue.map(|_| now);
        self
    }

    fn read(text: &str, today: Option<NaiveDate>, days: &Days<'_>) -> Result<Self, LogError> {
        let mut query = Self::default();
        let mut words = Vec::new();
        for token in tokens(text)? {
            match token {
                Token::Field(field, value) => query.set(&field, &value, today, days)?,
                Token::Word(word) => match number(&word) {
                    Some(number) if query.number.is_none() => query.number = Some(number),
                    _ => words.push(word),
                },
            }
        }
        query.words = words.join(" ");
        Ok(query)
    }

    fn set(&mut self, field: &str, value: &str, today: Option<NaiveDate>, days: &Days<'_>) -> Result<(), LogError> {
        let text = || Some(value.to_owned());
        match field {
            "is" => match value {
                "open" => self.open = Some(true),
                "closed" => self.open = Some(false),
                "mine" => self.mine = true,
                "overdue" => self.overdue = Some(Timestamp::from_ms(i64::MAX)),
                _ => {
                    let known = "it is is:open, is:closed, is:mine or is:overdue";
                    return Err(unknown(format!("`is:{value}` is not known; {known}")));
                }
            },
            "order" => {
                self.order = match value {
                    "newest" => Order::Newest,
                    "best" => Order::Best,
                    _ => {
                        let known = "it is order:newest or order:best";
                        return Err(unknown(format!("`order:{value}` is not known; {known}")));
                    }
                }
            }
            "agent" => self.agent = text(),
            "owner" => self.owner = text(),
            "playbook" => self.playbook = text(),
            "customer" => self.customer = text(),
            "cause" => self.cause = text(),
            "channel" => self.channel = Some(word(value)?),
            "kind" => self.kind = Some(word(value)?),
            "severity" => self.severity = Some(word(value)?),
            "outcome" => self.outcome = Some(word(value)?),
            "on" => {
                let (start, end) = days(day(field, value, today)?);
                (self.from, self.until) = (Some(start), Some(end));
            }
            "from" => self.from = Some(days(day(field, value, today)?).0),
            "until" => self.until = Some(days(day(field, value, today)?).1),
            _ => return Err(unknown(format!("`{field}:` is not a field; the fields are {FIELDS}"))),
        }
        Ok(())
    }
}

/// `C-1042` of `c-1042`, `C-1042-KP` of `c-1042-kp`; `None` of anything else.
pub(super) fn number(word: &str) -> Option<String> {
    let upper = word.trim().to_uppercase();
    let rest = upper.strip_prefix("C-")?;
    let (digits, letters) = rest.split_once('-').unwrap_or((rest, "A"));
    let fine = !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && !letters.is_empty()
        && letters.bytes().all(|b| b.is_ascii_uppercase());
    fine.then_some(upper)
}

enum Token {
    Field(String, String),
    Word(String),
}

/// Splits at white space outside quotation marks. What is quoted as a whole is always words.
fn tokens(text: &str) -> Result<Vec<Token>, LogError> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix('"') {
            let (inside, after) = quoted.split_once('"').unwrap_or((quoted, ""));
            tokens.push(Token::Word(inside.to_owned()));
            rest = after.trim_start();
            continue;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let word = &rest[..end];
        match word.split_once(':') {
            Some((field, value)) if !field.is_empty() && field.chars().all(|c| c.is_ascii_alphabetic()) => {
                let (value, after) = if value.starts_with('"') {
                    let quoted = &rest[field.len() + 2..];
                    quoted.split_once('"').unwrap_or((quoted, ""))
                } else {
                    (value, &rest[end..])
                };
                if value.is_empty() {
                    return Err(unknown(format!(
                        "`{field}:` has nothing after it; write it like {field}:value, without a space"
                    )));
                }
                tokens.push(Token::Field(field.to_lowercase(), value.to_owned()));
                rest = after.trim_start();
            }
            _ => {
                tokens.push(Token::Word(word.to_owned()));
                rest = rest[end..].trim_start();
            }
        }
    }
    Ok(tokens)
}

fn word<T: std::str::FromStr<Err = crate::terms::UnknownWord>>(value: &str) -> Result<T, LogError> {
    value.parse().map_err(|error: crate::terms::UnknownWord| unknown(error.to_string()))
}

fn day(field: &str, value: &str, today: Option<NaiveDate>) -> Result<NaiveDate, LogError> {
    let named = match value.to_lowercase().as_str() {
        "today" => today,
        "yesterday" => today.and_then(|today| today.pred_opt()),
        _ => None,
    };
    if let Some(day) = named {
        return Ok(day);
    }
    let also = if today.is_some() { format!(" or {field}:yesterday") } else { String::new() };
    let error = || unknown(format!("`{field}:{value}` is not a day; write it like {field}:2026-11-20{also}"));
    NaiveDate::parse_from_str(value, "%Y-%m-%d").map_err(|_| error())
}

fn unknown(message: String) -> LogError {
    LogError::new(
        Kind::Query,
        message,
        "mend the query and ask again; words in quotation marks are always looked for as words",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;

    fn parse(text: &str) -> Result<Query, LogError> {
        let days = |day: NaiveDate| {
            let start = day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
            (Timestamp::from_ms(start), Timestamp::from_ms(start + DAY))
        };
        Query::parse(text, &days)
    }

    #[test]
    fn the_fields_of_a_query() {
        let query = parse("is:open agent:ana channel:phone on:2026-11-20 playbook:late-parcel broken vase").unwrap();
        let start = Timestamp::parse("2026-11-20T00:00:00Z").unwrap();
        let expected = Query {
            open: Some(true),
            agent: Some("ana".into()),
            channel: Some(Channel::Phone),
            playbook: Some("late-parcel".into()),
            from: Some(start),
            until: Some(start.plus_ms(DAY)),
            words: "broken vase".into(),
            ..Query::default()
        };
        assert_eq!(query, expected);
        assert_eq!(parse("  ").unwrap(), Query::default());
        assert_eq!(parse("customer:\"Ngozi Okafor\" is:closed").unwrap().customer.as_deref(), Some("Ngozi Okafor"));
        assert_eq!(
            parse("c-1042 at 12:30").unwrap(),
            Query { number: Some("C-1042".into()), words: "at 12:30".into(), ..Query::default() }
        );
        assert_eq!(parse("\"re: parcel\"").unwrap().words, "re: parcel");
    }

    #[test]
    fn today_is_the_desks() {
        let days = |day: NaiveDate| {
            let start = day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
            (Timestamp::from_ms(start), Timestamp::from_ms(start + DAY))
        };
        let today = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        let on = |text: &str| Query::parse_on(text, today, &days).unwrap();
        assert_eq!(on("on:today"), parse("on:2026-03-01").unwrap());
        assert_eq!(on("on:Yesterday vase"), parse("on:2026-02-28 vase").unwrap());
        assert_eq!(on("from:yesterday until:today"), parse("from:2026-02-28 until:2026-03-01").unwrap());
        assert_eq!(parse("on:today").unwrap_err().kind(), "query");
        assert!(Query::parse_on("on:tuesday", today, &days).unwrap_err().to_string().contains("on:yesterday"));
    }

    #[test]
    fn what_is_not_known_is_named_with_what_is() {
        for (text, says) in [
            ("colour:red", "the fields are is, agent"),
            ("is:late", "is:open, is:closed, is:mine"),
            ("order:worst", "order:newest or order:best"),
            ("channel:pigeon", "phone, in-person"),
            ("on:tuesday", "on:2026-11-20"),
            ("on:2026-02-30", "on:2026-11-20"),
            ("agent: ana", "without a space"),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.kind(), "query");
            assert!(error.to_string().contains(says), "{error}");
        }
    }

    #[test]
    fn mine_and_overdue_are_the_askers() {
        let now = Timestamp::from_ms(7);
        let query = parse("is:mine is:overdue order:best").unwrap().asked_by("ana", now);
        assert_eq!((query.owner.as_deref(), query.overdue, query.order), (Some("ana"), Some(now), Order::Best));
        assert_eq!(parse("is:mine owner:bob").unwrap().asked_by("ana", now).owner.as_deref(), Some("bob"));
        assert_eq!(parse("is:open").unwrap().asked_by("ana", now), parse("is:open").unwrap());
    }

    #[test]
    fn numbers_as_people_write_them() {
        assert_eq!(number(" c-1042-kp "), Some("C-1042-KP".into()));
        for bad in ["1042", "C-", "C-12a", "C-1042-", "C-1042-K2"] {
            assert_eq!(number(bad), None, "{bad}");
        }
    }
}
