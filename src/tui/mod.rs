//! The console: one face of several. `app` decides (update), `view` draws, `worker` touches the disk, `terminal` the screen.
//!
//! ```text
//! keys, signals, clock ──▶ Message ──▶ App::update ──▶ Effect ──▶ worker threads ──▶ Message
//!                                          │
//!                                          ▼
//!                                      view::draw
//! ```

mod app;
mod bursts;
mod commands;
mod editor;
mod finding;
mod form;
mod groups;
mod keymap;
mod message;
pub mod own;
mod plain;
mod practising;
mod reckoning;
mod scroll;
mod signals;
mod stage;
mod terminal;
#[cfg(test)]
mod tests;
mod theme;
mod view;
mod worker;

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, bail};
use ratatui::crossterm::event::{self, Event};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use uuid::Uuid;

use crate::door::Door;
use crate::log::{Drafts, Kind, Reader};
use crate::terms::Timestamp;

use app::{App, Setting, TabDraft, Was};
use message::{Effect, Message};
use own::Own;
use theme::{Look, Theme};
use worker::Workers;

pub use commands::TABLE;
pub use commands::{Command, CommandLine, On, Row};
pub use keymap::Keymap;
pub use stage::Stage;
pub use theme::ascii_only;

/// The drafts as they are now, where the signal thread and the panic hook find them.
type Snapshot = Arc<Mutex<Vec<(Uuid, String)>>>;

/// How the console shows itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Drawn on the whole terminal.
    Screen,
    /// Line by line: for screen readers, for terminals that cannot draw, and for pipes.
    Plain,
}

impl Face {
    /// As it was asked for; a terminal that cannot draw gets lines.
    pub fn fitting(plain: bool) -> Self {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb") && terminal::is_there();
        if plain || dumb { Self::Plain } else { Self::Screen }
    }
}

/// Opens the console and stays until the person leaves.
///
/// # Errors
/// Where there is no terminal to draw on, or the log cannot be opened.
pub fn run(mut door: Door, face: Face) -> anyhow::Result<()> {
    if face == Face::Screen && !terminal::is_there() {
        bail!(
            "the console needs a terminal to draw on; use `amends --plain` or the subcommands (`amends --help`) in scripts and pipes"
        );
    }
    let log = door.log()?;
    let reader = door.reader()?;
    door.remember_playbooks();
    let library = door.library.clone();
    // While the screen is set up; neither a key nor a frame waits for a file later.
    std::thread::Builder::new().name("playbooks".into()).spawn(move || library.read_now())?;
    let mut drafts = Drafts::open(&door.file, &door.login)?;
    let own = Own::read(door.own.as_deref());
    let setting = Setting {
        login: door.login.clone(),
        role: door.role,
        desk: door.desk.clone(),
        library: door.library.clone(),
        keys: Arc::new(if face == Face::Plain { plain::words_for_keys() } else { own.keys.clone() }),
        phrases: Arc::new(door.phrases().clone()),
        wording: Arc::new(door.wording().clone()),
        advice: Arc::new(door.advice().clone()),
    };
    let mut app = App::new(setting, now());
    (app.look, app.has_own_theme) = (own.first_look(theme::no_colour()), own.theme.is_some());
    app.face = face;
    match crate::door::Queries::load(door.own.as_deref()) {
        Ok(saved) => app.cases.saved = saved,
        Err(why) => app.say_too(&why),
    }
    recover(&mut app, &door, &reader, &mut drafts)?;

    let (to, from) = channel();
    let snapshot: Snapshot = Arc::new(Mutex::new(app.snapshot()));
    let will: signals::LastWill = {
        let (door, snapshot) = (door.clone(), snapshot.clone());
        Arc::new(move || {
            // The lock is held for the length of a copy; a thread that died with it left what it had.
            for _ in 0..100 {
                match snapshot.try_lock() {
                    Ok(drafts) => return worker::last_will(&door, &drafts),
                    Err(std::sync::TryLockError::Poisoned(dead)) => {
                        return worker::last_will(&door, &dead.into_inner());
                    }
                    Err(std::sync::TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(5)),
                }
            }
            false
        })
    };
    hook_panics(&will);
    signals::watch(to.clone(), &will, face == Face::Screen).context("signals cannot be watched")?;
    let workers = Workers::start(&door, log, reader, drafts, &to).context("a thread cannot be started")?;
    if !door.findings.is_empty() {
        let count = door.findings.len();
        app.say_too(&format!("{count} mistakes in your own playbooks: `amends playbook check` shows them"));
    }
    if let Some(words) = own.complaint() {
        app.say_too(&words);
    }
    let mut still = None;
    let (ended, guard) = match face {
        Face::Plain => (plain::work(&mut app, from, &workers, &snapshot), None),
        Face::Screen => {
            let (mut screen, guard) = terminal::enter(own.mouse).context("the terminal cannot be set")?;
            if let Ok(size) = screen.size() {
                app.size = (size.width, size.height);
            }
            read_keys(to)?;
            let ended = work(&mut app, &own, &mut screen, &from, &workers, &snapshot);
            still = Some(from);
            (ended, Some(guard))
        }
    };
    // Twice: at once, whatever the threads are waiting for; and again after them, because what they had still to save is older.
    worker::last_will(&door, &app.snapshot());
    drop(guard);
    workers.finish();
    // What the log did meanwhile is taken in: what it has is no draft any more.
    let mut over = Vec::new();
    while let Some(message) = still.as_ref().and_then(|from| from.try_recv().ok()) {
        if !matches!(message, Message::Input(_)) {
            over.extend(app.update(message, now()));
        }
    }
    if !worker::last_will(&door, &app.snapshot()) || !worker::discard(&door, &over) {
        eprintln!("The last words typed could not be saved: look at the disk, then start amends again.");
    }
    ended
}

/// So many messages at most are taken before a frame is drawn: somebody who types on sees it.
const MOST_AT_ONCE: usize = 8_192;

/// Messages in, effects out, a frame where something changed; asleep in between.
fn work(
    app: &mut App,
    own: &Own,
    screen: &mut terminal::Screen,
    from: &Receiver<Message>,
    workers: &Workers,
    snapshot: &Snapshot,
) -> anyhow::Result<()> {
    let mut theme = dress(app.look, own);
    let mut look = app.look;
    let mut dirty = true;
    let mut again = Vec::new();
    let mut hits = view::Hits::default();
    let mut effects = app.update(Message::Redraw, now());
    loop {
        for effect in effects.drain(..) {
            match effect {
                Effect::Quit => return Ok(()),
                Effect::Suspend => {
                    terminal::suspend(screen)?;
                    dirty = true;
                }
                Effect::Copy(text) => terminal::copy(&text)?,
                Effect::Edit(text) => {
                    let result = editor::edit(screen, &text)?;
                    again.push(Message::Edited(result));
                    dirty = true;
                }
                effect => workers.send(effect),
            }
        }
        for message in again.drain(..) {
            effects.extend(app.update(message, now()));
            *snapshot.lock().unwrap_or_else(PoisonError::into_inner) = app.snapshot();
        }
        if look != app.look {
            look = app.look;
            theme = dress(look, own);
        }
        if dirty {
            hits = draw(app, &theme, screen)?;
            dirty = false;
        }
        let message = match from.recv_timeout(rest(app)) {
            Ok(message) => message,
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => Message::Tick,
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => bail!("the keyboard is gone"),
        };
        // All that waits is taken before one frame is drawn: a paste or a burst of keys costs one frame.
        let mut waiting: VecDeque<Message> =
            std::iter::once(message).chain(from.try_iter()).take(MOST_AT_ONCE).collect();
        let mut typed = false;
        while let Some(message) = bursts::next(&mut waiting, app.takes_bursts()) {
            if matches!(&message, Message::Redraw) {
                *screen = terminal::blank()?;
            }
            #[cfg(debug_assertions)]
            panic_if_asked(&message);
            let Some(message) = placed(message, &hits) else { continue };
            dirty = true;
            typed |= !matches!(&message, Message::Tick);
            effects.extend(app.update(message, now()));
        }
        if typed {
            *snapshot.lock().unwrap_or_else(PoisonError::into_inner) = app.snapshot();
        }
    }
}

/// The theme of this name in this environment; under `NO_COLOR` none has colours.
fn dress(look: Look, own: &Own) -> Theme {
    let look = if theme::no_colour() { Look::Plain } else { look };
    Theme { ascii: theme::ascii_only(), ..Theme::of(look, own.theme.as_ref()) }
}

/// In test builds only: Ctrl-] panics where `AMENDS_TEST_PANIC` is set, so that a test can see what a panic leaves behind.
#[cfg(debug_assertions)]
fn panic_if_asked(message: &Message) {
    use ratatui::crossterm::event::{KeyCode, KeyModifiers};
    let Message::Input(Event::Key(key)) = message else { return };
    let asked = key.modifiers.contains(KeyModifiers::CONTROL) && matches!(key.code, KeyCode::Char(']' | '5'));
    assert!(!(asked && std::env::var_os("AMENDS_TEST_PANIC").is_some()), "asked to panic by a test");
}

/// How long the loop may sleep: to the next second while clocks run, to the next minute otherwise, or to the next draft.
fn rest(app: &App) -> Duration {
    let now = now();
    let step = if app.has_running_clocks() || app.notice.is_some() { 1_000 } else { 60_000 };
    let to_step = step - now.ms() % step;
    let to_change = app.wakes().map_or(step, |at| at.since(now).max(1));
    let to_draft = app.draft_due().map_or(step, |due| due.since(now).max(1));
    Duration::from_millis(u64::try_from(to_step.min(to_draft).min(to_change)).unwrap_or(1_000))
}

/// What the mouse did, where it did it; `None` for what means nothing (movement, above all: it must not cost a frame).
fn placed(message: Message, hits: &view::Hits) -> Option<Message> {
    use ratatui::crossterm::event::{MouseButton, MouseEventKind};
    let Message::Input(Event::Mouse(mouse)) = &message else { return Some(message) };
    let target = hits.hit(mouse.column, mouse.row)?;
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Message::Click(target)),
        MouseEventKind::ScrollUp => Some(Message::Wheel(target, -1)),
        MouseEventKind::ScrollDown => Some(Message::Wheel(target, 1)),
        _ => None,
    }
}

fn draw(app: &App, theme: &Theme, screen: &mut terminal::Screen) -> anyhow::Result<view::Hits> {
    // Another thread may have given the terminal back: it is not drawn on any more, and never in the middle of a frame.
    let _pen = terminal::pen();
    if !terminal::is_ours() {
        return Ok(view::Hits::default());
    }
    let mut hits = view::Hits::default();
    execute!(screen.backend_mut(), BeginSynchronizedUpdate)?;
    screen.draw(|frame| hits = view::draw(app, theme, frame))?;
    execute!(screen.backend_mut(), EndSynchronizedUpdate)?;
    Ok(hits)
}

fn now() -> Timestamp {
    Timestamp::from_utc(chrono::Utc::now())
}

/// Keys come from a thread of their own; it ends with the process.
fn read_keys(to: Sender<Message>) -> anyhow::Result<()> {
    std::thread::Builder::new()
        .name("keys".into())
        .spawn(move || {
            loop {
                // While another program has the terminal, its keys are not ours: nothing may be read ahead.
                if !terminal::is_ours() {
                    std::thread::sleep(terminal::GLANCE);
                    continue;
                }
                if matches!(event::poll(terminal::GLANCE), Ok(false)) {
                    continue;
                }
                match event::read() {
                    Ok(event) => {
                        if to.send(Message::Input(event)).is_err() {
                            return;
                        }
                    }
                    // The terminal may be gone; the watch ends the process, this thread must not spin until then.
                    Err(_) => std::thread::sleep(Duration::from_millis(200)),
                }
            }
        })
        .context("the keyboard cannot be read")?;
    Ok(())
}

/// A panic gives the terminal back and saves the drafts before it says what happened.
fn hook_panics(will: &signals::LastWill) {
    let (will, before) = (will.clone(), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |about| {
        terminal::leave();
        let kept = will();
        before(about);
        let words = if kept {
            "Your words are kept; start amends again and they are there."
        } else {
            "What was typed last could not be saved."
        };
        eprintln!("amends has stopped: this is our mistake. {words}");
        // Whichever thread it was: a console that only half works would lose what is typed next.
        std::process::exit(101);
    }));
}

/// What was open when a console of mine stopped comes back, each with its draft; the case that was on the screen in front.
fn recover(app: &mut App, door: &Door, reader: &Reader, drafts: &mut Drafts) -> anyhow::Result<()> {
    let held = drafts.held(&door.login)?;
    let mut known: Vec<Uuid> = Vec::new();
    let mut unread = 0;
    for orphan in drafts.orphans(&door.login)? {
        let Ok(draft) = serde_json::from_str::<TabDraft>(&orphan.json) else { continue };
        let found = match reader.case(draft.case) {
            Ok(file) => Some(file),
            // Saved in the instant before its case was: the words still count.
            Err(fault) if fault.is(Kind::NotFound) => None,
            Err(_) => {
                unread += 1;
                continue;
            }
        };
        let interaction = draft.mine.and_then(|id| found.as_ref()?.case.interaction(id));
        let over = interaction.is_some_and(|i| i.ended.is_some());
        if (over || draft.mine.is_none())
            && draft.notes.trim().is_empty()
            && draft.forms.is_empty()
            && draft.begun.is_empty()
            && draft.reply.is_none()
            && draft.answer.is_none()
        {
            drafts.discard(orphan.id)?;
            continue;
        }
        if drafts.adopt(orphan.id)?.is_some() {
            known.push(orphan.id);
            let was = match (&found, interaction) {
                (None, _) => Was::Unsaved,
                (_, Some(i)) if i.talk_ended.is_none() && i.ended.is_none() => Was::Talking,
                _ => Was::Quiet,
            };
            app.recover(draft.case, draft.mine, Some((&draft, orphan.beat)), was);
        }
    }
    for open in reader.open_interactions(&door.login)? {
        if !known.contains(&open.interaction.0) && !held.contains(&open.interaction.0) {
            app.recover(open.case, Some(open.interaction), None, Was::Quiet);
        }
    }
    if unread > 0 {
        app.say_too(&format!("{unread} drafts belong to cases that cannot be read: run `amends doctor`"));
    } else if let Some(tab) = app.tab().filter(|_| app.notice.is_none()) {
        let typed = !tab.notes_text().trim().is_empty();
        app.say(app::Tone::Good, if typed { "What you typed is here again." } else { "What was open is open again." });
    }
    Ok(())
}
