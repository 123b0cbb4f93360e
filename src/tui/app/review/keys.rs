//! Keys of the review screen: nothing is typed here, so plain letters are commands of the table. Moving about, another
//! stretch, what a number means, and the cases behind it.

use chrono::NaiveDate;
use ratatui::crossterm::event::{KeyCode, KeyEvent};

use crate::review::{Figure, Span, metric};

use super::super::super::commands::Command;
use super::super::super::keymap::Chord;
use super::super::super::reckoning::{Looked, RowKey};
use super::super::forms::FormKind;
use super::super::{App, Card, CardPart, Popup, Screen, Tone, turned};
use super::places::{self, Chosen, Page, Place};

impl App {
    /// Runs a command of this screen.
    pub(in super::super) fn run_review(&mut self, command: Command) {
        match command {
            Command::ReviewEarlier => self.move_stretch(-1),
            Command::ReviewLater => self.move_stretch(1),
            Command::ReviewToday => self.look_at(Looked::Span(Span::day(self.today()))),
            Command::ReviewDay => self.look_at(Looked::Span(Span::day(self.anchor()))),
            Command::ReviewWeek => self.look_at(Looked::Span(Span::week(self.anchor()))),
            Command::ReviewMonth => self.look_at(Looked::Span(Span::month(self.anchor()))),
            Command::ReviewOther => self.open_form(FormKind::Stretch),
            Command::ReviewCases => self.open_what_is_chosen(),
            Command::ReviewMeaning => self.explain_number(),
            Command::ReviewNext => self.move_in_row(1),
            Command::ReviewBack => self.move_in_row(-1),
            _ => {}
        }
    }

    fn today(&self) -> NaiveDate {
        self.setting.desk.today(self.now)
    }

    /// The day that another sort of stretch is laid around: the last one of what is looked at, never one to come.
    fn anchor(&self) -> NaiveDate {
        match &self.review.looked {
            Some(Looked::Span(span)) => span.last.min(self.today()).max(span.first),
            _ => self.today(),
        }
    }

    fn move_stretch(&mut self, by: i32) {
        match &self.review.looked {
            Some(Looked::Span(span)) if by > 0 && span.moved(by).first > self.today() => {
                self.say(Tone::Guidance, "What comes after this has not happened yet.");
            }
            Some(Looked::Span(span)) => self.look_at(Looked::Span(span.moved(by))),
            _ => {
                let words = "A query has no day before. {review-today} goes to today.";
                self.say(Tone::Guidance, self.setting.words(words));
            }
        }
    }

    /// A key on this screen that is no command.
    pub(in super::super) fn review_key(&mut self, key: &KeyEvent, chord: Chord) {
        let page = self.page_rows().cast_signed();
        match key.code {
            KeyCode::Esc if self.review.behind.is_some() => self.review.behind = None,
            KeyCode::Esc => self.popup = Some(Popup::Menu(0)),
            KeyCode::Down => self.move_on_review(1),
            KeyCode::Up => self.move_on_review(-1),
            KeyCode::PageDown => self.move_on_review(page),
            KeyCode::PageUp => self.move_on_review(-page),
            KeyCode::Home => self.move_on_review(isize::MIN / 2),
            KeyCode::End => self.move_on_review(isize::MAX / 2),
            KeyCode::Char(_) => {
                let words =
                    "Nothing is typed here. {review-other} asks for another stretch or a query; {help} shows all keys.";
                match self.small_letter(chord) {
                    Some(command) => self.run(command),
                    None => self.say(Tone::Guidance, self.setting.words(words)),
                }
            }
            _ => {}
        }
    }

    /// Moves the choice up or down.
    pub(in super::super) fn move_on_review(&mut self, by: isize) {
        if let Some(behind) = &mut self.review.behind {
            let last = behind.cases.as_ref().map_or(0, Vec::len).saturating_sub(1);
            behind.chosen = behind.chosen.saturating_add_signed(by).min(last);
            return;
        }
        let before = self.block_here();
        self.review.place.row = self.review.place.row.saturating_add_signed(by);
        self.keep_in_sight();
        // Another table has other columns.
        if self.block_here() != before {
            self.review.place.column = 0;
        }
    }

    fn block_here(&self) -> Option<places::Block> {
        let (review, place) = (&self.review, self.review.place);
        places::block_at(review.report()?, place.page, place.row, review.waiting.len()).map(|(block, _)| block)
    }

    fn move_in_row(&mut self, by: isize) {
        let Some(columns) = self.block_here().and_then(|b| Some(places::columns(self.review.report()?, b))) else {
            return;
        };
        let at = self.review.place.column.min(columns.saturating_sub(1));
        self.review.place.column = at.saturating_add_signed(by).min(columns.saturating_sub(1));
    }

    /// The choice stays on what there is.
    pub(super) fn keep_in_sight(&mut self) {
        let (waiting, place) = (self.review.waiting.len(), self.review.place);
        let Some(rows) = self.review.report().map(|report| places::rows_of_page(report, place.page, waiting)) else {
            return;
        };
        self.review.place.row = place.row.min(rows.saturating_sub(1));
    }

    /// Goes to the next page, or the one before.
    pub(in super::super) fn next_page(&mut self, back: bool) {
        if self.review.behind.take().is_some() {
            return;
        }
        let pages = self.review_pages();
        self.go_to_page(turned(&pages, self.review.place.page, back));
    }

    /// The pages there are for whoever sits here.
    pub fn review_pages(&self) -> Vec<Page> {
        places::pages(self.review.report(), self.answers_requests())
    }

    pub(in super::super) fn go_to_page(&mut self, page: Page) {
        self.review.behind = None;
        self.review.place = Place { page, ..Place::default() };
        if page != Page::Numbers {
            self.review.beside = page;
        }
    }

    /// A click: the first chooses, the second opens.
    pub(in super::super) fn click_place(&mut self, place: Place) {
        if self.review.place == place {
            return self.open_what_is_chosen();
        }
        if place.page != Page::Numbers {
            self.review.beside = place.page;
        }
        self.review.place = place;
    }

    /// A click on one of the cases behind a number.
    pub(in super::super) fn click_counted(&mut self, at: usize) {
        let Some(behind) = &mut self.review.behind else { return };
        if behind.chosen == at {
            return self.open_what_is_chosen();
        }
        behind.chosen = at;
    }

    /// The cases behind the chosen number, or the chosen one of them, or the answer to the chosen request.
    fn open_what_is_chosen(&mut self) {
        if let Some(behind) = &self.review.behind {
            let case = behind.cases.as_ref().and_then(|cases| cases.get(behind.chosen)).map(|c| c.case.id);
            return match case {
                Some(case) => self.show_case(case),
                None => self.say(Tone::Guidance, "There is no case to open."),
            };
        }
        match self.chosen_number() {
            Some(Number { metric, title, row: Ok(row), .. }) => self.ask_behind(title, metric, row),
            Some(Number { row: Err(why), .. }) => self.say(Tone::Guidance, why),
            None => match self.review.chosen() {
                Some(Chosen::Request(at)) => self.answer_request(at),
                _ => self.say(Tone::Guidance, "There is nothing here to open."),
            },
        }
    }

    /// The number at which the choice stands.
    fn chosen_number(&self) -> Option<Number<'_>> {
        let unknowable = |metric: &metric::Metric| match metric.gather {
            metric::Gather::Unknowable(why) => Err(format!("Not available: {why}.")),
            _ => Ok(None),
        };
        match self.review.chosen()? {
            Chosen::Number(reading) => Some(Number {
                metric: reading.metric,
                title: reading.metric.title.to_owned(),
                figure: Some(&reading.figure),
                beside: &reading.beside,
                about: None,
                row: unknowable(reading.metric),
            }),
            Chosen::Cell { metric, table, label, row } => Some(Number {
                metric,
                title: format!("{} · {label}", metric.title),
                figure: row.as_ref().map(|(_, figure)| *figure),
                beside: &[],
                about: Some(table.about),
                row: row.map(|(key, _)| Some(key)).ok_or_else(|| "Nothing happened there.".to_owned()),
            }),
            Chosen::Request(_) => None,
        }
    }

    /// What the chosen number means, how it is reckoned, what it rests on and what was left out.
    fn explain_number(&mut self) {
        let of_list = self.review.behind.as_ref().map(|behind| behind.metric);
        let part =
            |heading: &str, lines: Vec<String>| CardPart { heading: heading.to_owned(), lines, avoid: Vec::new() };
        let (title, parts) = match (of_list, self.chosen_number()) {
            (Some(metric), _) => (metric.title.to_owned(), meaning(metric)),
            (None, Some(number)) => {
                let mut parts = meaning(number.metric);
                parts.extend(number.about.map(|about| part("This table", vec![about.to_owned()])));
                if let Some(figure) = number.figure {
                    let mut lines = rests_on(figure);
                    if number.row.is_ok() {
                        let words = "{review-cases} shows the cases behind it.";
                        lines.push(self.setting.words(words));
                    }
                    parts.insert(0, part(&figure.shown(), lines));
                }
                let beside =
                    number.beside.iter().map(|b| format!("{}: {} (n {})", b.title, b.figure.shown(), b.figure.n));
                let beside: Vec<String> = beside.collect();
                if !beside.is_empty() && number.row.is_ok() {
                    parts.push(part("Beside it", beside));
                }
                (number.title, parts)
            }
            (None, None) => {
                return self.say(Tone::Guidance, "Choose a number first: the arrows move, Tab goes to the next page.");
            }
        };
        let card = Card { has_cases: of_list.is_none(), ..Card::new(title, parts) };
        self.popup = Some(Popup::card(card));
    }

    /// Enter on the card that explains a number shows its cases. Whether the key was meant for that.
    pub(in super::super) fn card_leads_on(&mut self, card: &Card, chord: Chord) -> bool {
        let enters = self.setting.keys.command(chord, self.on()) == Some(Command::ReviewCases);
        let leads_on = card.has_cases && self.screen == Screen::Review && enters;
        if leads_on {
            self.open_what_is_chosen();
        }
        leads_on
    }

    /// The answer to the form for another stretch.
    pub(in super::super) fn stretch_chosen(&mut self, words: &str) -> Result<(), (&'static str, String)> {
        let looked = self.looked_for(words).map_err(|why| ("words", why))?;
        self.look_at(looked);
        Ok(())
    }
}

/// A number that is chosen.
struct Number<'a> {
    metric: &'static metric::Metric,
    title: String,
    figure: Option<&'a Figure>,
    beside: &'a [crate::review::Beside],
    about: Option<&'static str>,
    /// Which row its cases are asked for with; or why there are none.
    row: Result<Option<RowKey>, String>,
}

/// What a number is, whatever it is of.
fn meaning(metric: &metric::Metric) -> Vec<CardPart> {
    let part = |heading: &str, line: &str| CardPart {
        heading: heading.to_owned(),
        lines: vec![line.to_owned()],
        avoid: Vec::new(),
    };
    let mut parts = vec![part("What it tells", metric.meaning)];
    if let metric::Gather::Unknowable(why) = metric.gather {
        parts.push(part("Not available", &format!("{why}.")));
    } else {
        parts.push(part("How it is reckoned", metric.formula));
        parts.push(part("Left out of it", metric.excludes));
    }
    match metric.better {
        metric::Better::More => parts.push(part("Better", "More is better.")),
        metric::Better::Less => parts.push(part("Better", "Less is better.")),
        metric::Better::Neither => {}
    }
    parts
}

/// What a figure rests on.
fn rests_on(figure: &Figure) -> Vec<String> {
    let mut lines = Vec::new();
    if figure.unknowable.is_none() {
        let few = if figure.is_few() { ": so few that it may be chance" } else { "" };
        lines.push(format!("It rests on n = {}{few}.", figure.n));
    }
    if let Some([low, middle, high]) = &figure.spread {
        let (low, middle, high) = (low.shown(), middle.shown(), high.shown());
        lines.push(format!("One in ten up to {low}, half up to {middle}, one in ten above {high}."));
    }
    lines.extend(figure.left_out.iter().map(|(why, n)| format!("left out: {n} ({why})")));
    lines
}
