//! What a desk is made of, and what others ask of it. How it is read is in `read`; hours and due times are apart.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::certificate::CertificateRule;
use super::criteria::Criterion;
use super::fill::{Filled, Filler, fill};
use super::hours::Hours;
use super::keeping::Keep;
use super::prompt::Prompt;
use super::targets::Targets;
use super::within::Within;
use crate::case::{GestureRule, Limits, Rules};
use crate::terms::{Answers, Channel, Currency, Fault, GestureKind, Money, Role, Text, Timestamp, Value};

/// The organisation's settings.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The organisation's name.
    pub name: String,
    /// What it is, in a sentence.
    pub about: String,
    /// The currency of everything that is given.
    pub currency: Currency,
    /// The zone in which days and hours are meant.
    pub zone: Tz,
    /// How the agent opens, with gaps for `part_of_day`, `agent` and `desk.name`.
    pub greeting: Prompt,
    /// The channels that are served; the first is taken where nothing is said.
    pub channels: Vec<Channel>,
    /// When the desk is open.
    pub hours: Hours,
    /// Within what time customers have an answer, and matters are put right.
    pub targets: Targets,
    /// What each role gives without asking, in the desk's currency, from the lowest role.
    pub limits: Vec<(Role, Limits)>,
    /// How long after a matter was put right somebody asks whether all is well.
    pub follow_up: Within,
    /// How soon promises of certain words can be kept.
    pub keeps: Vec<Keep>,
    /// For how many days the same customer with the same cause is a second failure.
    pub second_failure_days: u32,
    /// For how many days another contact of the same customer with the same cause is a repeat (first-contact resolution).
    pub repeat_days: u32,
    /// For how many days after a matter was put right we look whether the customer came back.
    pub came_back_days: u32,
    /// The root causes.
    pub causes: Vec<Cause>,
    /// By what people's work is scored: the rubric that ships, as the desk has it.
    pub criteria: Vec<Criterion>,
    /// What may be given.
    pub gestures: Vec<Gesture>,
    /// Who sits here; empty where no list is kept.
    pub people: Vec<Person>,
    /// What everybody should know on certain days.
    pub notices: Vec<Notice>,
    /// Who else can help a customer.
    pub directory: Vec<Contact>,
}

/// A root cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Whose doing it is, where that goes without saying.
    pub fault: Option<Fault>,
}

/// Something that may be given to put a matter right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gesture {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What it is made of.
    pub kind: GestureKind,
    /// Whether it is given with an amount.
    pub value: bool,
    /// Its worth to the customer, where it is always the same.
    pub fixed: Option<Money>,
    /// What it costs us, where that is another than its worth.
    pub cost: Option<Money>,
    /// How many there are, and from which day on they are counted (from the beginning, where it is left out).
    pub stock: Option<(u32, Option<NaiveDate>)>,
    /// The role from which on it is given without asking.
    pub from_role: Role,
    /// When it may be given, in words.
    pub conditions: Option<String>,
    /// When to give it.
    pub about: String,
    /// What makes it a certificate, with a code that is redeemed later; `None` where it is given at once.
    pub certificate: Option<CertificateRule>,
}

/// Somebody at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their login.
    pub login: String,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// What colleagues turn to them for.
    pub helps_with: Vec<String>,
}

/// Something that everybody should know, for some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day; for ever where it is left out.
    pub until: Option<NaiveDate>,
    /// What to know.
    pub text: String,
}

/// Somebody else who can help a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Who it is.
    pub name: String,
    /// With what.
    pub helps_with: Vec<String>,
    /// How to reach them by telephone.
    pub phone: Option<String>,
    /// How to reach them otherwise: an e-mail address or a web page.
    pub reach: Option<String>,
    /// Whether they stand outside the organisation.
    pub outside: bool,
}

impl Desk {
    /// What decisions need to know of the desk.
    pub fn rules(&self) -> Rules {
        let since = |from: Option<NaiveDate>| from.map_or(Timestamp::from_ms(0), |day| self.bounds_of(day).0);
        let rule = |g: &Gesture| GestureRule {
            fixed: g.fixed,
            least_role: g.from_role,
            certificate: g.certificate.is_some(),
            stock: g.stock.map(|(there_are, from)| (there_are, since(from))),
            ..GestureRule::new(&g.id, g.kind, g.value)
        };
        Rules {
            causes: self.causes.iter().map(|c| c.id.clone()).collect(),
            gestures: self.gestures.iter().map(rule).collect(),
            people: self.people.iter().map(|p| p.login.clone()).collect(),
            channels: self.channels.clone(),
            limits: self.limits.clone(),
            criteria: self.criteria.iter().map(|c| c.rule.clone()).collect(),
        }
    }

    /// What is known of the desk on a day: `desk.name`, `desk.today`, and `desk.greeting` where it can be said without
    /// knowing who speaks and when (else see [`Desk::known_to`]).
    pub fn known(&self, today: NaiveDate) -> Answers {
        let mut known = Answers::from([
            ("desk.name".to_owned(), Value::Text(Text::new(&self.name))),
            ("desk.today".to_owned(), Value::Date(today)),
        ]);
        let greeting = fill(&self.greeting, |name| (name == "desk.name").then(|| Filler::Words(self.name.clone())));
        if greeting.missing.is_empty() {
            known.insert("desk.greeting".to_owned(), Value::Text(Text::new(&greeting.text)));
        }
        known
    }

    /// What is known of the desk by the person with this login, at this moment: all of [`Desk::known`], and the greeting.
    pub fn known_to(&self, login: &str, now: Timestamp) -> Answers {
        let mut known = self.known(self.today(now));
        known.insert("desk.greeting".to_owned(), Value::Text(Text::new(&self.greet(login, now).text)));
        known
    }

    /// The greeting, as the person with this login says it at this moment.
    pub fn greet(&self, login: &str, now: Timestamp) -> Filled {
        use chrono::Timelike;
        let part_of_day = match self.local(now).hour() {
            4..=11 => "morning",
            12..=17 => "afternoon",
            _ => "evening",
        };
        let agent = self.name_of(login);
        fill(&self.greeting, |name| match name {
            "part_of_day" => Some(Filler::Words(part_of_day.to_owned())),
            "agent" => Some(Filler::Words(agent.to_owned())),
            "desk.name" => Some(Filler::Words(self.name.clone())),
            _ => None,
        })
    }

    /// The person with this login.
    pub fn person(&self, login: &str) -> Option<&Person> {
        self.people.iter().find(|p| p.login == login)
    }

    /// How the person with this login is called; the login itself where nobody is known by it.
    pub fn name_of<'a>(&'a self, login: &'a str) -> &'a str {
        self.person(login).map_or(login, |p| &p.name)
    }

    /// What the person with this login may do; somebody unknown is an agent.
    pub fn role(&self, login: &str) -> Role {
        self.person(login).map_or(Role::Agent, |p| p.role)
    }

    /// What everybody should know on this day, in the file's order.
    pub fn notices(&self, day: NaiveDate) -> Vec<&Notice> {
        self.notices.iter().filter(|n| n.from <= day && n.until.is_none_or(|until| day <= until)).collect()
    }

    /// When somebody asks whether all is well, of a matter that was put right at `closed`.
    pub fn follow_up_due(&self, closed: Timestamp) -> Timestamp {
        self.due(closed, &self.follow_up)
    }

    /// Since when a failure before counts as one, at `now`.
    pub fn second_failure_since(&self, now: Timestamp) -> Timestamp {
        now.plus_ms(-i64::from(self.second_failure_days) * 24 * 3_600_000)
    }

    /// The gesture with this id.
    pub fn gesture(&self, id: &str) -> Option<&Gesture> {
        self.gestures.iter().find(|g| g.id == id)
    }

    /// The criterion with this id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|c| c.id == id)
    }

    /// The cause with this id.
    pub fn cause(&self, id: &str) -> Option<&Cause> {
        self.causes.iter().find(|c| c.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESK: &str = include_str!("../../tests/fixtures/desk.toml");

    fn desk() -> Desk {
        Desk::parse("desk.toml", DESK).unwrap()
    }

    #[test]
    fn unknown_people_are_agents() {
        assert_eq!((desk().role("sam"), desk().role("nobody")), (Role::Supervisor, Role::Agent));
    }

    #[test]
    fn the_lowest_role_whose_ceiling_covers_it() {
        let gbp = |minor| Money { minor, currency: Currency::GBP };
        let roles = [2500, 2501, 50_000, 50_001].map(|minor| desk().authority(gbp(minor)));
        assert_eq!(roles, [Some(Role::Agent), Some(Role::Senior), Some(Role::Supervisor), None]);
        assert_eq!(desk().authority(Money { minor: 1, currency: Currency::EUR }), None);
    }

    #[test]
    fn notices_stand_from_their_first_to_their_last_day() {
        let on = |day| desk().notices(NaiveDate::from_ymd_opt(2026, 11, day).unwrap()).len();
        assert_eq!([15, 16, 30].map(on), [0, 1, 1]);
        assert!(desk().notices(NaiveDate::from_ymd_opt(2026, 12, 1).unwrap()).is_empty());
    }

    #[test]
    fn the_greeting_fits_the_hour_and_the_person() {
        let now = Timestamp::parse("2026-11-20T14:00:00Z").unwrap();
        assert_eq!(desk().greet("ana", now).text, "Good afternoon, this is Ana Sousa at Harbour Lamps.");
        assert!(!desk().known(desk().today(now)).contains_key("desk.greeting"));
        assert!(desk().known_to("ana", now).contains_key("desk.greeting"));
    }

    #[test]
    fn decisions_get_their_rules() {
        let rules = desk().rules();
        assert_eq!(rules.ceiling(Role::Senior).unwrap().minor, 7500);
        assert!(rules.gestures.iter().any(|g| g.id == "refund" && g.takes_value));
        assert!(rules.gestures.iter().any(|g| g.id == "letter" && !g.takes_value));
    }
}
