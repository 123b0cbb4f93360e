//! The screen for all cases: a query that is searched as it is typed, a window on the list, a preview.
//!
//! However many cases there are, only a window of them is held; it moves with the choice. Completion is in `complete`.

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

use crate::door::Queries;
use crate::log::{Count, Field, Found, Order, Query, Seek, Stretch};
use crate::terms::{CaseId, clean};

use super::super::Face;
use super::super::finding::{Answer, Ask, Preview};
use super::super::message::{Effect, Search};
use super::super::scroll::Scroll;
use super::complete::{Completion, Known};
use super::forms::FormKind;
use super::{App, Popup, Screen, Tone};

/// How many cases are asked for at a time.
const PAGE: usize = 100;
/// How many are held.
const MOST: usize = 400;
/// How near to the window's edge the choice may come before more is asked for.
const NEAR: usize = 40;
/// The longest query, in characters.
const LONGEST: usize = 400;
/// How many earlier queries Ctrl-Z brings back.
const MOST_PAST: usize = 50;

/// What the cases screen holds.
#[derive(Default)]
// Each of these is a fact of its own; no two of them make one state.
#[allow(clippy::struct_excessive_bools)]
pub struct Cases {
    /// The query as it is typed.
    pub input: Input,
    /// The saved queries.
    pub saved: Queries,
    /// Whether what fits best comes first.
    pub best: bool,
    /// What is wrong with the query as it is typed.
    pub error: String,
    /// The window on the list.
    pub rows: Vec<Found>,
    /// Whether the list goes on above it.
    pub above: bool,
    /// Whether the list goes on below it.
    pub below: bool,
    /// Which row of the window is chosen.
    pub chosen: usize,
    /// How many there are, once counted.
    pub count: Option<Count>,
    /// Where nothing fits: what to leave out, and how many cases there are then. `None` until that is known.
    pub without: Option<Vec<(String, Count)>>,
    /// The case that is looked at.
    pub preview: Option<Box<Preview>>,
    /// Whether the arrows scroll the preview.
    pub reading: bool,
    /// How far it is scrolled.
    pub scroll: Scroll,
    /// What the word at the cursor may become.
    pub completion: Option<Completion>,
    /// The words that were looked for, to be marked.
    pub words: Vec<String>,
    /// Whether the query has been answered.
    pub answered: bool,
    /// What was last asked for: the list may still show what was asked before.
    query: Option<Query>,
    /// The words and the order that it was made of.
    asked: Option<(String, bool)>,
    /// Something else is asked than what is shown.
    is_new: bool,
    generation: u64,
    paging: bool,
    previewing: u64,
    /// Enter came before the answer.
    open_when_found: bool,
    past: Vec<String>,
    values: Vec<(Field, Vec<String>)>,
    asked_values: Vec<Field>,
}

impl Cases {
    /// Whether a question for rows is under way.
    pub(super) fn is_asking(&self) -> bool {
        self.paging
    }

    /// The chosen case.
    pub fn case(&self) -> Option<&Found> {
        self.rows.get(self.chosen)
    }

    /// Whether Ctrl-Z has something to take back here.
    pub fn has_words(&self) -> bool {
        !self.typed().is_empty() || !self.past.is_empty()
    }

    /// The query as it is typed.
    pub fn typed(&self) -> &str {
        self.input.value()
    }
}

impl App {
    /// Shows the screen as it was left, with what has happened since.
    pub(super) fn show_cases(&mut self) {
        self.screen = Screen::Cases;
        self.refresh_cases();
    }

    /// Shows the screen with an empty query; line by line, a form finds the case.
    pub(super) fn find_cases(&mut self) {
        if self.face == Face::Plain {
            self.open_form(FormKind::Find);
            return self.search(Search::Cases, String::new());
        }
        self.screen = Screen::Cases;
        self.set_query(String::new());
    }

    /// Shows the screen with this query.
    pub(super) fn ask_for_cases(&mut self, query: String) {
        self.screen = Screen::Cases;
        self.set_query(query);
    }

    /// The same stretch again, as it is now.
    pub(super) fn refresh_cases(&mut self) {
        self.cases.open_when_found = false;
        let first = self.cases.rows.first().map(|f| f.key);
        match first.filter(|_| self.cases.above && self.cases.query.is_some()) {
            Some(key) => self.ask_cases(Seek::From(key)),
            None => self.new_query(),
        }
    }

    /// Puts another query in the line and asks it.
    fn set_query(&mut self, query: String) {
        let before = self.cases.typed().to_owned();
        if !before.is_empty() && before != query {
            self.cases.past.push(before);
            let over = self.cases.past.len().saturating_sub(MOST_PAST);
            self.cases.past.drain(..over);
        }
        self.cases.input = Input::new(query);
        self.typed_query();
    }

    /// The query is another one: it is cleaned, completed, and asked where it can be.
    fn typed_query(&mut self) {
        let cleaned = clean::intake(self.cases.typed());
        if let Some(notice) = cleaned.notice() {
            self.cases.input = Input::new(cleaned.text.clone());
            self.say(Tone::Guidance, format!("In the query {notice}."));
        }
        self.cases.reading = false;
        self.complete(false);
        self.new_query();
    }

    fn new_query(&mut self) {
        let read = self.read_query(self.cases.input.value()).or_else(|why| {
            // A field that is still being written narrows nothing yet.
            let completion = self.cases.completion.as_ref().ok_or_else(|| why.clone())?;
            self.read_query(&completion.without(self.cases.typed())).map_err(|_| why)
        });
        match read {
            Ok(query) => {
                let cases = &mut self.cases;
                cases.error.clear();
                cases.words = query.words.split_whitespace().map(str::to_lowercase).collect();
                let asked = (cases.input.value().to_owned(), cases.best);
                if cases.asked.as_ref() != Some(&asked) {
                    cases.count = None;
                    cases.without = None;
                    cases.is_new = true;
                }
                cases.asked = Some(asked);
                cases.query = Some(query);
                self.ask_cases(Seek::First);
            }
            Err(why) => self.cases.error = why,
        }
    }

    /// The query that these words are, saved ones put in full, in the order that is chosen.
    pub(super) fn read_query(&self, words: &str) -> Result<Query, String> {
        let words = self.cases.saved.expand(words)?;
        let (desk, now) = (&self.setting.desk, self.now);
        let query = Query::parse_on(&words, desk.today(now), &|day| desk.bounds_of(day)).map_err(|e| e.to_string())?;
        let query = query.asked_by(&self.setting.login, now);
        Ok(if self.cases.best { Query { order: Order::Best, ..query } } else { query })
    }

    /// Asks the thread that finds.
    pub(super) fn ask(&mut self, ask: Ask) {
        self.effects.push(Effect::Find(Box::new(ask)));
    }

    fn ask_cases(&mut self, seek: Seek) {
        let Some(query) = self.cases.query.clone() else { return };
        self.cases.generation += 1;
        self.cases.paging = true;
        let limit = if matches!(seek, Seek::From(_)) { self.cases.rows.len().max(PAGE) } else { PAGE };
        let generation = self.cases.generation;
        self.ask(Ask::Cases { generation, query, seek, limit });
    }

    /// An answer for this screen or the one for customers.
    pub(super) fn answered(&mut self, answer: Answer) {
        match answer {
            Answer::Cases { generation, seek, result } if generation == self.cases.generation => {
                self.cases.paging = false;
                match result {
                    Ok(stretch) => self.take_stretch(seek, stretch),
                    Err(failure) => {
                        self.cases.open_when_found = false;
                        self.cases.error = failure.words();
                    }
                }
            }
            Answer::Count { generation, count } if generation == self.cases.generation => {
                self.cases.count = Some(count);
            }
            Answer::Without { generation, parts } if generation == self.cases.generation => {
                self.cases.without = Some(parts);
            }
            Answer::Preview { generation, result } if generation == self.cases.previewing => match result {
                Ok(preview) => {
                    let same = |p: &Preview| p.shown.file.id == preview.shown.file.id;
                    if !self.cases.preview.as_deref().is_some_and(same) {
                        self.cases.scroll = Scroll::default();
                    }
                    self.cases.preview = Some(preview);
                }
                Err(failure) => self.say(Tone::Alert, failure.words()),
            },
            Answer::Values { field, values } => {
                self.cases.values.retain(|(f, _)| *f != field);
                self.cases.values.push((field, values));
                if self.cases.completion.is_some() {
                    self.complete(false);
                }
            }
            Answer::SavedQueries { form, result } => self.saved_queries(form, result),
            Answer::Cases { .. } | Answer::Count { .. } | Answer::Without { .. } | Answer::Preview { .. } => {}
            answer => self.answered_of_customers(answer),
        }
    }

    fn take_stretch(&mut self, seek: Seek, stretch: Stretch) {
        let cases = &mut self.cases;
        let chosen = cases.case().map(|f| f.case.id);
        cases.answered = true;
        match seek {
            Seek::First | Seek::From(_) => {
                cases.rows = stretch.cases;
                cases.above = stretch.above;
                cases.below = stretch.below;
                // The choice stays with its case, unless something else was asked.
                let same = chosen.and_then(|id| cases.rows.iter().position(|f| f.case.id == id));
                let is_new = std::mem::take(&mut cases.is_new);
                cases.chosen =
                    if is_new { 0 } else { same.unwrap_or(cases.chosen) }.min(cases.rows.len().saturating_sub(1));
            }
            Seek::Last => {
                cases.rows = stretch.cases;
                (cases.above, cases.below) = (stretch.above, stretch.below);
                cases.chosen = cases.rows.len().saturating_sub(1);
            }
            Seek::After(_) => {
                cases.rows.extend(stretch.cases);
                cases.below = stretch.below;
                let over = cases.rows.len().saturating_sub(MOST).min(cases.chosen);
                cases.rows.drain(..over);
                cases.chosen -= over;
                cases.above |= over > 0;
            }
            Seek::Before(_) => {
                let more = stretch.cases.len();
                cases.rows.splice(..0, stretch.cases);
                cases.above = stretch.above;
                cases.chosen += more;
                let keep = MOST.max(cases.chosen + 1);
                cases.below |= cases.rows.len() > keep;
                cases.rows.truncate(keep);
            }
        }
        if cases.count.is_none() || matches!(seek, Seek::First | Seek::From(_)) {
            self.count_cases();
        }
        // Only who still waits for it is taken there.
        let waits = self.screen == Screen::Cases && self.popup.is_none();
        if std::mem::take(&mut self.cases.open_when_found) && waits {
            return self.open_chosen_case();
        }
        self.look_at_chosen();
    }

    /// Asks how many there are; where there are none, what stands in the way.
    fn count_cases(&mut self) {
        let generation = self.cases.generation;
        let Some(query) = self.cases.query.clone() else { return };
        if !self.cases.rows.is_empty() {
            self.cases.without = None;
            return self.ask(Ask::Count { generation, query });
        }
        self.cases.count = Some(Count::Exactly(0));
        self.cases.preview = None;
        let typed = self.cases.typed().to_owned();
        let tokens: Vec<&str> = typed.split_whitespace().collect();
        if tokens.len() < 2 || typed.contains('"') {
            return;
        }
        let rest = |at: usize| {
            let rest: Vec<&str> = tokens.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, t)| *t).collect();
            rest.join(" ")
        };
        let parts: Vec<(String, Query)> = (0..tokens.len())
            .filter_map(|at| Some((tokens[at].to_owned(), self.read_query(&rest(at)).ok()?)))
            .collect();
        self.ask(Ask::Without { generation, parts });
    }

    /// Asks for the chosen case, to look at.
    fn look_at_chosen(&mut self) {
        let Some(case) = self.cases.case().map(|f| f.case.id) else { return };
        self.cases.previewing += 1;
        let words = self.cases.query.as_ref().map(|q| q.words.clone()).unwrap_or_default();
        let generation = self.cases.previewing;
        self.ask(Ask::Preview { generation, case, words });
    }

    /// Moves the choice; the window follows.
    pub(super) fn choose_case(&mut self, by: isize) {
        let last = self.cases.rows.len().saturating_sub(1);
        let before = self.cases.chosen;
        self.cases.chosen = before.saturating_add_signed(by).min(last);
        if self.cases.chosen != before {
            self.look_at_chosen();
        }
        self.follow_choice();
    }

    fn follow_choice(&mut self) {
        let cases = &self.cases;
        if cases.paging {
            return;
        }
        let key = |f: Option<&Found>| f.map(|f| f.key);
        let ask: Option<Seek> = if cases.below && cases.chosen + NEAR >= cases.rows.len() {
            key(cases.rows.last()).map(Seek::After)
        } else if cases.above && cases.chosen < NEAR {
            key(cases.rows.first()).map(Seek::Before)
        } else {
            None
        };
        if let Some(seek) = ask {
            self.ask_cases(seek);
        }
    }

    fn go_to_end(&mut self, first: bool) {
        let cases = &mut self.cases;
        match (first, cases.above, cases.below) {
            (true, true, _) => {
                cases.is_new = true;
                self.ask_cases(Seek::First);
            }
            (false, _, true) => self.ask_cases(Seek::Last),
            _ => self.choose_case(if first { isize::MIN / 2 } else { isize::MAX / 2 }),
        }
    }

    /// A click on a row: the first chooses, the second opens.
    pub(super) fn click_case(&mut self, at: usize) {
        self.cases.reading = false;
        if self.cases.chosen == at {
            return self.open_chosen_case();
        }
        let by = at.cast_signed() - self.cases.chosen.cast_signed();
        self.choose_case(by);
    }

    fn open_chosen_case(&mut self) {
        let Some(case) = self.cases.case().map(|f| f.case.id) else {
            return self.say(Tone::Guidance, "There is no case to open; leave a word out of the query.");
        };
        self.show_case(case);
    }

    /// Shows a case on the console.
    pub(super) fn show_case(&mut self, case: CaseId) {
        self.screen = Screen::Console;
        self.open_case(case);
    }

    /// A key on this screen that is no command.
    pub(super) fn cases_key(&mut self, key: &KeyEvent) {
        if self.completion_key(key.code) {
            return;
        }
        let page = self.page_rows().cast_signed();
        match (key.code, key.modifiers) {
            (KeyCode::Esc, _) if self.cases.reading => self.cases.reading = false,
            (KeyCode::Esc, _) => self.popup = Some(Popup::Menu(0)),
            (KeyCode::Enter, _) => {
                // Whoever types a number and Enter in one go means what is found, not what was there before.
                if self.cases.paging { self.cases.open_when_found = true } else { self.open_chosen_case() }
            }
            (code, KeyModifiers::NONE)
                if self.cases.reading && code != KeyCode::Char(' ') && self.cases.scroll.key(code) => {}
            (KeyCode::Down, _) => self.choose_case(1),
            (KeyCode::Up, _) => self.choose_case(-1),
            (KeyCode::PageDown, _) => self.choose_case(page),
            (KeyCode::PageUp, _) => self.choose_case(-page),
            (KeyCode::Home, _) => self.go_to_end(true),
            (KeyCode::End, _) => self.go_to_end(false),
            (KeyCode::Char('z'), KeyModifiers::CONTROL) => self.past_query(),
            _ => {
                if self.cases.typed().chars().count() >= LONGEST && matches!(key.code, KeyCode::Char(_)) {
                    return self.say(Tone::Guidance, "The query is as long as it can be.");
                }
                let before = self.cases.typed().to_owned();
                match self.cases.input.handle_event(&Event::Key(*key)) {
                    Some(change) if change.value => {
                        // A cut of many characters can be taken back.
                        if self.cases.typed().chars().count() + 1 < before.chars().count() {
                            self.cases.past.push(before);
                        }
                        self.typed_query();
                    }
                    Some(_) => self.complete(false),
                    None => {}
                }
            }
        }
    }

    fn past_query(&mut self) {
        match self.cases.past.pop() {
            Some(query) => {
                self.cases.input = Input::new(query);
                self.typed_query();
            }
            None => self.say(Tone::Guidance, "There is no earlier query. Esc goes on from here."),
        }
    }

    /// Esc in the menu: the query is cleared; where there is none, back to the console.
    pub(super) fn leave_cases(&mut self) {
        if self.cases.typed().is_empty() {
            self.screen = Screen::Console;
        } else {
            self.set_query(String::new());
            self.say(Tone::Guidance, "The query is cleared; Ctrl-Z brings it back.");
        }
    }

    /// A paste goes into the query, as one line and no longer than a query can be.
    pub(super) fn paste_query(&mut self, text: &str) {
        let line = clean::one_line(text);
        let (typed, cursor) = (self.cases.typed().to_owned(), self.cases.input.cursor());
        let room = LONGEST.saturating_sub(typed.chars().count());
        let pasted: String = line.trim().chars().take(room).collect();
        let cut = line.trim().chars().count() > room;
        let before: String = typed.chars().take(cursor).collect();
        let after: String = typed.chars().skip(cursor).collect();
        let at = cursor + pasted.chars().count();
        self.set_query(format!("{before}{pasted}{after}"));
        self.cases.input = self.cases.input.clone().with_cursor(at.min(self.cases.typed().chars().count()));
        if cut {
            self.say(Tone::Guidance, format!("A query has at most {LONGEST} characters: the beginning was taken."));
        }
    }

    /// Tab: the word at the cursor is completed; where there is nothing to complete, the arrows change their place.
    pub(super) fn tab_on_cases(&mut self) {
        if self.cases.completion.is_some() {
            return self.accept_completion();
        }
        if !self.cases.reading {
            self.complete(true);
            match self.cases.completion.as_ref().map(|c| c.choices.len()) {
                Some(1) => return self.accept_completion(),
                Some(_) => return,
                None => {}
            }
        }
        self.cases.reading = !self.cases.reading && self.cases.preview.is_some();
    }

    /// The other order.
    pub(super) fn other_order(&mut self) {
        self.cases.best = !self.cases.best;
        self.new_query();
        let words = self.cases.query.as_ref().is_some_and(|q| !q.words.trim().is_empty());
        if self.cases.best && !words {
            self.say(Tone::Guidance, "Best first – once there are words in the query to fit.");
        }
    }

    fn saved_queries(&mut self, form: u64, result: Result<(Queries, String), String>) {
        match result {
            Ok((queries, words)) => {
                self.cases.saved = queries;
                self.put_away(form);
                self.say(Tone::Good, words);
            }
            Err(why) => match &mut self.popup {
                Some(Popup::Form(FormKind::SaveQuery, open)) if open.id == form => {
                    open.sent = false;
                    open.error = why;
                }
                _ => self.say(Tone::Alert, why),
            },
        }
    }

    // Completion.

    /// What the word at the cursor may become; `names` where field names are wanted too.
    fn complete(&mut self, names: bool) {
        let known = Known { desk: &self.setting.desk, library: &self.setting.library, now: self.now };
        let cases = &self.cases;
        let (made, field) =
            Completion::at(cases.typed(), cases.input.cursor(), names, &known, &cases.saved, &cases.values);
        self.cases.completion = made;
        if let Some(field) = field.filter(|f| !self.cases.asked_values.contains(f)) {
            self.cases.asked_values.push(field);
            self.ask(Ask::Values { field });
        }
    }

    /// Whether the key belonged to the list of completions.
    fn completion_key(&mut self, code: KeyCode) -> bool {
        let Some(completion) = &mut self.cases.completion else { return false };
        match code {
            KeyCode::Down => completion.choose(1),
            KeyCode::Up if completion.chosen.is_some() => completion.choose(-1),
            KeyCode::Enter if completion.chosen.is_some() => self.accept_completion(),
            KeyCode::Esc => self.cases.completion = None,
            _ => return false,
        }
        true
    }

    /// A click on a completion.
    pub(super) fn click_completion(&mut self, at: usize) {
        if let Some(completion) = &mut self.cases.completion {
            completion.chosen = Some(at);
            self.accept_completion();
        }
    }

    fn accept_completion(&mut self) {
        let Some(completion) = self.cases.completion.take() else { return };
        let Some((text, cursor)) = completion.accepted(self.cases.typed()) else { return };
        self.cases.input = Input::new(text).with_cursor(cursor);
        self.typed_query();
    }
}
