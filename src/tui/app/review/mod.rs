//! The review screen: a stretch of days or the cases of a query, in numbers; the cases behind each; the requests that wait.
//!
//! What is on it is in `places`, its keys in `keys`, requests in `waiting`. Nothing is reckoned here: a thread answers
//! (`worker::reckon`), and the last report stays until the next one is there.

mod keys;
mod places;
mod waiting;

use crate::log::Query;
use crate::review::{Figure, Report, Span, SpanKind, metric, put_beside};
use crate::terms::{ApprovalId, CaseId, Role, Timestamp};

use super::super::message::{Effect, Failure};
use super::super::reckoning::{Counted, Looked, Question, Reckoned, RowKey, Waiting};
use super::{App, Screen};

pub use places::{Block, End, Field, Page, Place, blocks, of_group, rows, without_gaps};
use places::{Chosen, chosen};

/// A report is not reckoned again by somebody else's work before so many milliseconds have passed.
const REST_MS: i64 = 5_000;

/// What the review screen holds.
#[derive(Default)]
pub struct Review {
    /// What is looked at; `None` until the screen is opened.
    pub looked: Option<Looked>,
    /// The last report, and what it is about: while another is reckoned, it is the one before.
    pub report: Option<(Looked, Box<Report>)>,
    /// While a report is reckoned: how many records were read so far, once it takes longer than a moment.
    pub so_far: Option<u64>,
    /// Whether a report is asked for and not there yet.
    pub asking: bool,
    /// Why nothing could be reckoned.
    pub error: String,
    /// Why the requests that wait could not be read.
    pub unread: String,
    /// Where the choice stands.
    pub place: Place,
    /// The page that stands beside the numbers where there is room for two.
    pub beside: Page,
    /// The requests that wait.
    pub waiting: Vec<Waiting>,
    /// The cases behind a number, while they are looked at.
    pub behind: Option<Behind>,
    /// The request whose case is being read, to be answered.
    answering: Option<(CaseId, ApprovalId)>,
    /// The median of the month before a day.
    median: Option<(Span, Vec<Figure>)>,
    /// When the report was last asked for, and whether the log has changed since.
    asked: Timestamp,
    is_stale: bool,
    generation: u64,
    listing: u64,
}

/// The cases behind a number.
#[derive(Debug, Clone)]
pub struct Behind {
    /// What number it is, and of what.
    pub title: String,
    /// The number.
    pub metric: &'static metric::Metric,
    /// The first of them; `None` until they are there.
    pub cases: Option<Vec<Counted>>,
    /// How many there are.
    pub all: usize,
    /// Which is chosen.
    pub chosen: usize,
    /// Why they could not be read.
    pub error: String,
}

impl Review {
    /// The report, where there is one.
    pub fn report(&self) -> Option<&Report> {
        self.report.as_ref().map(|(_, report)| report.as_ref())
    }

    /// Whether what is shown is not what was asked for last.
    pub fn is_before(&self) -> bool {
        self.report.as_ref().is_some_and(|(looked, _)| Some(looked) != self.looked.as_ref())
    }

    /// What stands where the choice is.
    pub fn chosen(&self) -> Option<Chosen<'_>> {
        chosen(self.report()?, self.place, self.waiting.len())
    }

    /// The case that is chosen: of those behind a number, or of a request.
    pub(super) fn case(&self) -> Option<CaseId> {
        match (&self.behind, self.chosen()) {
            (Some(behind), _) => behind.cases.as_ref()?.get(behind.chosen).map(|c| c.case.id),
            (None, Some(Chosen::Request(at))) => self.waiting.get(at).map(|w| w.request.case),
            _ => None,
        }
    }

    /// Whether nothing at all happened in the stretch.
    pub fn is_empty(&self) -> bool {
        self.report().is_some_and(|report| report.readings.iter().all(|reading| reading.figure.n == 0))
    }
}

impl App {
    /// Whether whoever sits here answers requests.
    pub fn answers_requests(&self) -> bool {
        self.setting.role > Role::Agent
    }

    /// Whether whoever sits here sees the rows of others.
    pub fn sees_others(&self) -> bool {
        self.setting.role >= Role::Supervisor
    }

    /// Shows the screen as it was left, with what has happened since; the first time, today.
    pub(super) fn show_review(&mut self) {
        self.screen = Screen::Review;
        if self.review.looked.is_none() {
            let today = self.setting.desk.today(self.now);
            self.review.looked = Some(Looked::Span(Span::day(today)));
            self.review.beside = Page::When;
        }
        self.ask_waiting();
        self.ask_report();
    }

    /// Looks at something else.
    pub(super) fn look_at(&mut self, looked: Looked) {
        self.review.behind = None;
        if self.review.looked.as_ref() != Some(&looked) {
            self.review.looked = Some(looked);
            self.review.error.clear();
        }
        self.ask_report();
    }

    fn ask_report(&mut self) {
        let Some(looked) = self.review.looked.clone() else { return };
        let review = &mut self.review;
        review.generation += 1;
        review.asking = true;
        review.is_stale = false;
        review.asked = self.now;
        let generation = review.generation;
        self.reckon(Question::Report { generation, looked, now: self.now });
    }

    /// Asks for the requests that wait, where they are for somebody here.
    pub(super) fn ask_waiting(&mut self) {
        if self.answers_requests() {
            self.reckon(Question::Waiting);
        }
    }

    fn reckon(&mut self, question: Question) {
        self.effects.push(Effect::Reckon(Box::new(question)));
    }

    /// Somebody wrote to the log: what is shown is reckoned again, unless that was done just now.
    pub(super) fn refresh_review(&mut self) {
        self.ask_waiting();
        self.review.is_stale = true;
        self.refresh_stale_review();
    }

    /// Reckons again what has changed, once there was a rest.
    pub(super) fn refresh_stale_review(&mut self) {
        let due = self.now.since(self.review.asked) >= REST_MS;
        if self.screen == Screen::Review && self.review.is_stale && due && !self.review.asking {
            self.ask_report();
        }
    }

    /// When what has changed is reckoned again.
    pub(super) fn review_wakes(&self) -> Option<Timestamp> {
        let waits = self.screen == Screen::Review && self.review.is_stale && !self.review.asking;
        waits.then(|| self.review.asked.plus_ms(REST_MS))
    }

    /// An answer; to anything but the latest question it changes nothing.
    pub(super) fn reckoned(&mut self, reckoned: Reckoned) {
        match reckoned {
            Reckoned::SoFar { generation, records } if generation == self.review.generation => {
                self.review.so_far = Some(records);
            }
            Reckoned::Report { generation, result } if generation == self.review.generation => self.take_report(result),
            Reckoned::Median { day, figures } => {
                self.review.median = Some((day, figures));
                self.put_median();
            }
            Reckoned::Behind { generation, result } if generation == self.review.listing => {
                let Some(behind) = &mut self.review.behind else { return };
                match result {
                    Ok((cases, all)) => (behind.cases, behind.all) = (Some(cases), all),
                    Err(failure) => behind.error = failure.words(),
                }
            }
            Reckoned::Waiting { result } => self.take_waiting(result),
            Reckoned::SoFar { .. } | Reckoned::Report { .. } | Reckoned::Behind { .. } => {}
        }
    }

    fn take_report(&mut self, result: Result<Box<Report>, Failure>) {
        (self.review.asking, self.review.so_far) = (false, None);
        match result {
            Ok(mut report) => {
                for_eyes(&mut report, self.setting.role, &self.setting.login);
                self.review.error.clear();
                let Some(looked) = self.review.looked.clone() else { return };
                self.review.report = Some((looked.clone(), report));
                self.keep_in_sight();
                let Looked::Span(day) = looked else { return };
                if day.kind != SpanKind::Day {
                    return;
                }
                match &self.review.median {
                    Some((of, _)) if *of == day => self.put_median(),
                    _ => self.reckon(Question::Median { day, now: self.now }),
                }
            }
            Err(failure) => self.review.error = failure.words(),
        }
    }

    /// Puts the median beside the numbers that it belongs to.
    fn put_median(&mut self) {
        let Some((day, figures)) = &self.review.median else { return };
        if let Some((Looked::Span(span), report)) = &mut self.review.report
            && span == day
        {
            let there = |reading: &crate::review::Reading| reading.beside.iter().any(|b| b.name == MEDIAN);
            if !report.readings.iter().any(there) {
                put_beside(report, MEDIAN, "the median day of four weeks", figures.clone());
            }
        }
    }

    /// Asks for the cases behind a number.
    fn ask_behind(&mut self, title: String, metric: &'static metric::Metric, row: Option<RowKey>) {
        let Some((looked, now)) = self.review.report.as_ref().map(|(looked, report)| (looked.clone(), report.made))
        else {
            return;
        };
        self.review.listing += 1;
        let behind = Behind { title, metric, cases: None, all: 0, chosen: 0, error: String::new() };
        self.review.behind = Some(behind);
        self.reckon(Question::Behind { generation: self.review.listing, looked, now, metric, row });
    }

    /// What the words of the form ask for: a stretch, or else a query.
    pub(super) fn looked_for(&self, words: &str) -> Result<Looked, String> {
        if let Some(span) = Span::parse(words, self.setting.desk.today(self.now))? {
            return Ok(Looked::Span(span));
        }
        let query: Query = self.read_query(words)?;
        self.may_look_at(&query)?;
        Ok(Looked::Cases(Box::new(query), words.trim().to_owned()))
    }

    /// Below a supervisor nobody looks at the numbers of one other person, whichever way they are asked for.
    fn may_look_at(&self, query: &Query) -> Result<(), String> {
        let named = [("agent", &query.agent), ("owner", &query.owner)];
        let other = |(_, login): &(&str, &Option<String>)| login.as_ref().is_some_and(|l| *l != self.setting.login);
        match named.into_iter().find(other).filter(|_| !self.sees_others()) {
            Some((field, _)) => Err(format!(
                "The numbers of one person are for them and for supervisors: write {field}:{}, or leave it out.",
                self.setting.login
            )),
            None => Ok(()),
        }
    }
}

/// For machines: the month's median.
const MEDIAN: &str = "month-median";

/// What is nobody else's business is taken out: below a supervisor, the rows of other people.
fn for_eyes(report: &mut Report, role: Role, login: &str) {
    if role >= Role::Supervisor {
        return;
    }
    for table in &mut report.tables {
        if let Some(at) = table.keys.iter().position(|key| *key == "person") {
            table.rows.retain(|row| row.key.get(at).is_some_and(|person| person == login));
            table.more = 0;
        }
    }
}
