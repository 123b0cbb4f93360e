//! The console's state and its one door, `update`: messages in, effects out. Nothing here blocks, draws or reads a disk.
//!
//! | what happens | file |
//! |---|---|
//! | a key finds its place (popup, answer line, notes, pane) | `keys` |
//! | a command is run | `command` |
//! | a form is made | `forms` |
//! | a form is carried out | `submit` |
//! | a thread answers | `replies` |
//! | the theme, the help, the palette | `look`, `help`, `palette` |
//! | scores: given, answered, settled; what did not fit | `scoring` |
//! | drafts are kept and found again | `drafts` |
//! | one open case | `tab` |
//! | the cases screen | `cases`, `complete` |
//! | the customers screen | `customers` |
//! | the review screen | `review/` |
//! | the practice screen | `practice/` |

mod ahead;
mod cases;
mod click;
mod command;
mod complete;
mod customers;
mod drafts;
mod forms;
mod giving;
mod graphemes;
mod help;
mod keys;
mod look;
mod moment;
mod palette;
mod practice;
mod replies;
mod reply;
mod review;
mod scoring;
mod submit;
mod switching;
mod tab;

use std::sync::Arc;

use crate::case::Reason;
use crate::certificate::Qr;
use crate::desk::{Class, Desk, Next, next_change};
use crate::playbook::{Library, Phrases, Recent};
use crate::terms::{Answers, CaseId, Role, Timestamp};

use super::Face;
use super::commands::{Command, On};
use super::form::Form;
use super::keymap::Keymap;
use super::message::{Effect, Message, Search, Then};
use super::scroll::Scroll;
use super::theme::Look;

pub use cases::Cases;
pub use complete::Completion;
pub use customers::{Customers, Part};
pub use drafts::{TabDraft, Was};
pub use forms::FormKind;
pub use help::Help;
pub use practice::{Choice as PracticeChoice, Debriefing, Leaf, Playing, Practice, Sheet, Speech};
pub use reply::Reply;
pub use review::{Behind, Block, End, Field, Page, Place, Review, blocks, of_group, rows as rows_of, without_gaps};
pub use submit::{PERHAPS, details_from};
pub use tab::{Answering, Tab};

/// Who sits here, and with what.
#[derive(Clone)]
pub struct Setting {
    /// The login.
    pub login: String,
    /// What they may do.
    pub role: Role,
    /// The desk.
    pub desk: Arc<Desk>,
    /// The playbooks.
    pub library: Arc<Library>,
    /// Which keys mean what.
    pub keys: Arc<Keymap>,
    /// Handholds for hard moments.
    pub phrases: Arc<Phrases>,
    /// What is remarked on in texts to customers.
    pub wording: Arc<crate::wording::Rules>,
    /// What is fair to give, and why.
    pub advice: Arc<crate::advice::Rules>,
}

impl Setting {
    /// The key to show for a command.
    pub fn key(&self, command: Command) -> &str {
        self.keys.first(command)
    }

    /// `text` with every `{command-name}` in it replaced by that command's key.
    pub fn words(&self, text: &str) -> String {
        self.keys.words(text)
    }
}

/// The screens, each of which fills the window between top line and footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// Next up, the case, its playbook.
    Console,
    /// All cases.
    Cases,
    /// Customers.
    Customers,
    /// The day in numbers.
    Review,
    /// Scripted customers.
    Practice,
}

impl Screen {
    /// All of them, in the order of their keys.
    pub const ALL: [Self; 5] = [Self::Console, Self::Cases, Self::Customers, Self::Review, Self::Practice];

    /// Its name in the top line.
    pub fn label(self) -> &'static str {
        match self {
            Self::Console => "Console",
            Self::Cases => "Cases",
            Self::Customers => "Customers",
            Self::Review => "Review",
            Self::Practice => "Practice",
        }
    }

    /// Which commands hold on it.
    pub fn on(self) -> On {
        match self {
            Self::Console => On::Console,
            Self::Cases => On::Cases,
            Self::Customers => On::Customers,
            Self::Review => On::Review,
            Self::Practice => On::Practice,
        }
    }
}

/// The three panes of the console.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    /// What is next.
    NextUp,
    /// The case, with its notes.
    Case,
    /// The playbook.
    Playbook,
}

impl Pane {
    /// Its name in the top line of narrow screens.
    pub fn label(self) -> &'static str {
        match self {
            Self::NextUp => "Next up",
            Self::Case => "Case",
            Self::Playbook => "Playbook",
        }
    }
}

/// What lies above the panes.
#[derive(Debug, Clone)]
pub enum Popup {
    /// A form.
    Form(FormKind, Form),
    /// All keys.
    Help(Help),
    /// After `Esc`: the next key is a command; which page of them is shown.
    Menu(usize),
    /// What the gate found missing; which row is chosen.
    Gate(Vec<Reason>, usize),
    /// Something to read.
    Card(Card, Scroll),
    /// What to ask before a hold; the next key says whether they said yes.
    AskHold(Card),
    /// A reply being written.
    Reply(Box<Reply>),
}

impl Popup {
    /// A card, read from its beginning.
    pub fn card(card: Card) -> Self {
        Self::Card(card, Scroll::default())
    }
}

/// Something to read above the panes: the calm-down card, the arithmetic of a due time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// What it is.
    pub title: String,
    /// Its parts, one under the other.
    pub parts: Vec<CardPart>,
    /// What a camera reads.
    pub qr: Option<Qr>,
    /// The form that Enter leads on to, and what it does there, in a word or two.
    pub then: Option<(FormKind, &'static str)>,
    /// Whether it explains a number, whose cases Enter shows.
    pub has_cases: bool,
    /// Whether it came by itself: then no key that may have been meant for the work is taken to read it.
    pub unasked: bool,
}

impl Card {
    /// A card of words.
    pub fn new(title: impl Into<String>, parts: Vec<CardPart>) -> Self {
        Self { title: title.into(), parts, qr: None, then: None, has_cases: false, unasked: false }
    }
}

/// One part of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardPart {
    /// Its heading; empty where it has none.
    pub heading: String,
    /// What to say or to read.
    pub lines: Vec<String>,
    /// What to leave out.
    pub avoid: Vec<String>,
}

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It went well.
    Good,
    /// Good to know.
    Guidance,
    /// It did not go.
    Alert,
}

/// “Next up” is not read again by the clock before so many milliseconds have passed; what is written to the log shows at once.
const REST_MS: i64 = 5_000;

/// One sentence at the foot of the screen.
#[derive(Debug, Clone)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
    /// When it came.
    pub at: Timestamp,
}

/// The console.
pub struct App {
    /// Who sits here.
    pub setting: Setting,
    /// The present moment, as of the last message.
    pub now: Timestamp,
    /// Which screen is shown.
    pub screen: Screen,
    /// What has the keys on the console.
    pub pane: Pane,
    /// What is next.
    pub next_up: Vec<Next>,
    /// When that list reads otherwise, though nobody writes to the log.
    next_changes: Option<Timestamp>,
    /// Which case of it is chosen; the selection follows the case, not the row.
    pub next_chosen: Option<CaseId>,
    /// The cases that are open here.
    pub tabs: Vec<Tab>,
    /// Which of them is shown.
    pub shown: usize,
    /// What lies above the panes.
    pub popup: Option<Popup>,
    /// The sentence at the foot.
    pub notice: Option<Notice>,
    /// What is said once a notice that has to be read is gone.
    pub later: Option<String>,
    /// Which theme is on.
    pub look: Look,
    /// Whether the person has a theme of their own.
    pub has_own_theme: bool,
    /// The screen for all cases.
    pub cases: Cases,
    /// The screen for customers.
    pub people: Customers,
    /// The screen for the day in numbers.
    pub review: Review,
    /// The screen for practice.
    pub practice: Practice,
    /// Whether it is drawn, or read line by line: then lists come in forms.
    pub face: Face,
    /// The window's columns and rows, as far as they are known.
    pub size: (u16, u16),
    /// Effects to be carried out after this message.
    effects: Vec<Effect>,
    /// Counts searches, so that late answers are known.
    generation: u64,
    /// Enter was pressed while a search was under way.
    submit_when_found: bool,
    /// A search is under way.
    searching: bool,
    /// Counts forms.
    forms: u64,
    /// Forms that are being carried out: number, case, kind.
    sending: Vec<(u64, CaseId, FormKind)>,
    /// My interactions that ended lately, for the breather.
    recent: Vec<Recent>,
    /// When a breather was offered last.
    breather_offered: Option<Timestamp>,
    /// What the person saw of the case when they opened the form that is being carried out.
    form_saw: Option<i64>,
    /// A card that is shown when nothing else is open: a breather never covers work.
    card_waits: Option<Card>,
    /// Keys and pastes that came while a form was on its way to the log.
    ahead: Vec<ratatui::crossterm::event::Event>,
    /// Questions and forms that wait for the popup to be free.
    questions: Vec<FormKind>,
}

impl App {
    /// A console with nothing open.
    pub fn new(setting: Setting, now: Timestamp) -> Self {
        Self {
            setting,
            now,
            screen: Screen::Console,
            pane: Pane::NextUp,
            next_up: Vec::new(),
            next_changes: None,
            next_chosen: None,
            tabs: Vec::new(),
            shown: 0,
            popup: None,
            notice: None,
            later: None,
            cases: Cases::default(),
            people: Customers::default(),
            review: Review::default(),
            practice: Practice::default(),
            face: Face::Screen,
            size: (80, 24),
            look: Look::Dark,
            has_own_theme: false,
            effects: vec![Effect::NextUp],
            generation: 0,
            submit_when_found: false,
            searching: false,
            forms: 0,
            sending: Vec::new(),
            recent: Vec::new(),
            breather_offered: None,
            form_saw: None,
            card_waits: None,
            ahead: Vec::new(),
            questions: Vec::new(),
        }
    }

    /// Takes one message at the moment `now`; gives back what the threads shall do.
    pub fn update(&mut self, message: Message, now: Timestamp) -> Vec<Effect> {
        self.now = now;
        // Before it is done what is asked: whoever closes a card has not been silent while it was open.
        self.stop_silence(&message);
        match message {
            Message::Input(event) => self.input(&event),
            Message::Click(target) => self.click(&target),
            Message::Wheel(target, by) => self.wheel(&target, by),
            Message::Performed { case, then, result } => self.performed(case, &then, result),
            Message::Loaded { case, result } => self.loaded(case, result),
            Message::Explained(Ok(shown)) => self.explained(&shown.file.case),
            Message::Explained(Err(failure)) => self.say(Tone::Alert, failure.words()),
            Message::NextUp(rows) => self.new_rows(rows),
            Message::Found { generation, choices } => self.found(generation, choices),
            Message::Answer(answer) => self.answered(answer),
            Message::Reckoned(reckoned) => self.reckoned(reckoned),
            Message::Practised(practised) => self.practised(practised),
            Message::DoneBeside { form, result } => self.done_beside(form, result),
            Message::DraftSaved { draft, result } => self.draft_saved(draft, result),
            Message::Changed => self.changed_elsewhere(),
            Message::Tick => self.tick(),
            Message::Edited(result) => self.edited(result),
            Message::Suspend => self.effects.push(Effect::Suspend),
            Message::Redraw => {}
        }
        self.play_what_was_kept();
        if self.popup.is_none() && !self.questions.is_empty() {
            let next = self.questions.remove(0);
            self.open_form(next);
        }
        if self.popup.is_none() && self.ahead.is_empty() {
            self.popup = self.card_waits.take().map(Popup::card);
        }
        self.keep_drafts();
        std::mem::take(&mut self.effects)
    }

    /// The case that is shown.
    pub fn tab(&self) -> Option<&Tab> {
        self.tabs.get(self.shown)
    }

    fn tab_mut(&mut self) -> Option<&mut Tab> {
        self.tabs.get_mut(self.shown)
    }

    /// Which commands hold now.
    pub fn on(&self) -> On {
        if matches!(self.popup, Some(Popup::Reply(_))) { On::Reply } else { self.place() }
    }

    /// Which commands hold on the screen, whatever lies above it.
    fn place(&self) -> On {
        if self.screen == Screen::Practice { self.practice.on() } else { self.screen.on() }
    }

    /// Says something at the foot of the screen.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), tone, at: self.now });
    }

    /// Says something beside what has to be read already.
    pub fn say_too(&mut self, words: &str) {
        let before = self.notice.take().filter(|n| n.tone == Tone::Alert).map(|n| n.text + " · ");
        self.say(Tone::Alert, before.unwrap_or_default() + words);
    }

    /// Whether clocks run, so that the screen changes each second.
    pub fn has_running_clocks(&self) -> bool {
        self.tabs.iter().any(|t| t.interaction().is_some_and(|i| i.ended.is_none()))
    }

    /// The next moment at which something on the screen changes by itself, beside the clocks; `None` where nothing does.
    pub fn wakes(&self) -> Option<Timestamp> {
        self.next_changes.into_iter().chain(self.review_wakes()).chain(self.drill_wakes()).min()
    }

    fn tick(&mut self) {
        self.refresh_stale_review();
        self.drill_ticks();
        if self.next_changes.is_some_and(|at| at <= self.now) {
            self.next_changes = None;
            self.effects.push(Effect::NextUp);
        }
        let over = |n: &Notice| self.now.since(n.at) > 8_000 && n.tone != Tone::Alert;
        if self.notice.as_ref().is_some_and(over) {
            self.notice = None;
        }
        if self.notice.is_none()
            && let Some(words) = self.later.take()
        {
            self.say(Tone::Guidance, words);
        }
    }

    /// What is next, read anew. A hand-off, a request or an answer that was not there before is said aloud: somebody waits.
    fn new_rows(&mut self, rows: Vec<Next>) {
        let offered = |r: &Next| matches!(r.class, Class::HandOff | Class::Approval);
        let known = |r: &Next| self.next_up.iter().any(|old| offered(old) && old.case == r.case);
        let come =
            rows.iter().find(|r| offered(r) && !known(r)).map(|r| format!("{}: {} (in “Next up”)", r.number, r.why));
        // Hundreds of rows each have their own minute: they are read together, a few seconds late at most.
        let missed = rows.iter().any(|r| r.changes.is_some_and(|at| at <= self.now));
        let next = if missed { Some(self.now) } else { next_change(&rows, self.now) };
        self.next_changes = next.map(|at| at.max(self.now.plus_ms(REST_MS)));
        self.next_up = rows;
        // Whether a drill is asked for is seen on the console too; a minute late is early enough.
        if self.practice.looked.is_none_or(|at| self.now.since(at) >= 60_000) {
            self.look_round();
        }
        if let Some(words) = come {
            // A mistake that is told is not said over: the hand-off stands in “Next up” in any case.
            if self.notice.as_ref().is_some_and(|n| n.tone == Tone::Alert) {
                self.later = Some(words);
            } else {
                self.say(Tone::Guidance, words);
            }
        }
    }

    fn changed_elsewhere(&mut self) {
        self.effects.push(Effect::NextUp);
        if let Some(tab) = self.tabs.get(self.shown) {
            self.effects.push(Effect::Load(tab.id));
        }
        match self.screen {
            // A question that is under way is not stopped for the same one: it might never end.
            Screen::Cases if !self.cases.is_asking() => self.refresh_cases(),
            Screen::Customers => self.ask_people(),
            Screen::Review => self.refresh_review(),
            // The list may have a drill more that was asked for.
            Screen::Practice if self.practice.on() == On::Practice => self.look_round(),
            Screen::Practice | Screen::Cases | Screen::Console => {}
        }
    }

    /// Whether the window shows nothing but that it is too small.
    fn is_too_small(&self) -> bool {
        is_too_small(self.size)
    }

    /// How many rows a page of a list has on the screens that are one list.
    fn page_rows(&self) -> usize {
        usize::from(self.size.1).saturating_sub(9).max(5)
    }

    /// Asks a thread to look for something; answers to earlier searches are dropped from now on.
    fn search(&mut self, search: Search, words: String) {
        self.generation += 1;
        self.searching = true;
        self.effects.push(Effect::Search { search, words, generation: self.generation });
    }
}

/// The one after this, or before it; from the last on to the first.
fn turned<T: Copy + PartialEq>(all: &[T], this: T, back: bool) -> T {
    let at = all.iter().position(|one| *one == this).unwrap_or(0);
    let step = if back { all.len().saturating_sub(1) } else { 1 };
    all.get((at + step) % all.len().max(1)).copied().unwrap_or(this)
}

/// Below this the screen only says that it is too small: columns, rows.
const SMALLEST: (u16, u16) = (40, 12);

/// Whether a window is too small for the console.
pub fn is_too_small((columns, rows): (u16, u16)) -> bool {
    columns < SMALLEST.0 || rows < SMALLEST.1
}

/// What is known of the desk at `now` for conditions and prompts.
pub fn desk_known(setting: &Setting, now: Timestamp) -> Answers {
    setting.desk.known(setting.desk.today(now))
}
