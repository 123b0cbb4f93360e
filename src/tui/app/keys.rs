//! Where a key goes: popup first, then commands, then the answer line, the notes or the pane. Plain letters always type.

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui_textarea::CursorMove;
use tui_input::backend::crossterm::EventHandler;

use crate::terms::clean;

use super::super::commands::Command;
use super::super::form::{Did, Form};
use super::super::keymap::chord;
use super::super::message::{Effect, Search};
use super::super::scroll::Scroll;
use super::forms::FormKind;
use super::{App, Pane, Popup, Screen, Tone};

/// With these a character is a command, not a letter.
pub(super) const NOT_TYPED: KeyModifiers = KeyModifiers::CONTROL.union(KeyModifiers::ALT);

impl App {
    /// One event of the terminal.
    pub(super) fn input(&mut self, event: &Event) {
        if matches!(event, Event::Key(_) | Event::Paste(_)) && self.keep_for_later(event) {
            return;
        }
        match event {
            Event::Key(key) => self.key(key),
            Event::Paste(text) => self.paste(text),
            Event::Resize(columns, rows) => self.size = (*columns, *rows),
            _ => {}
        }
    }

    pub(super) fn key(&mut self, key: &KeyEvent) {
        let Some(chord) = chord(key) else { return };
        // Whoever wants to go home goes home, whatever is open; what is filled in is kept.
        let leaves = self.setting.keys.command(chord, self.place()) == Some(Command::Quit);
        if self.popup.is_some() && leaves && chord.modifiers == KeyModifiers::CONTROL {
            self.put_popup_aside();
            return self.run(Command::Quit);
        }
        match self.popup.take() {
            Some(Popup::Form(kind, form)) => return self.form_key(kind, form, key),
            Some(Popup::Menu(page)) => {
                if chord.code == KeyCode::Char(' ') {
                    self.popup = Some(Popup::Menu(page + 1));
                    return;
                }
                if chord.code == KeyCode::Esc {
                    return self.leave_screen();
                }
                let (keys, on) = (self.setting.keys.clone(), self.place());
                if let Some(command) = keys.after_escape(chord.code, on).or_else(|| keys.command(chord, on)) {
                    self.leave_or_run(command);
                }
                return;
            }
            Some(Popup::Help(help)) => return self.help_key(help, chord),
            Some(Popup::Gate(reasons, at)) => return self.gate_key(reasons, at, chord.code),
            Some(Popup::Reply(reply)) => return self.reply_key(reply, key, chord),
            Some(Popup::AskHold(card)) => return self.ask_hold_key(card, chord),
            Some(Popup::Card(card, scroll)) => return self.card_key(card, scroll, key, chord),
            None => {}
        }
        if let Some(command) = self.setting.keys.command(chord, self.place()).filter(|_| !self.is_a_letter(chord)) {
            let typing = self.is_typing();
            // Ctrl-Z belongs to the editor while a text has the keys.
            if !(command == Command::Suspend && typing) {
                let plain = chord.modifiers == KeyModifiers::CONTROL;
                return if plain { self.run(command) } else { self.leave_or_run(command) };
            }
        }
        if chord.code == KeyCode::Char('c') && chord.modifiers == KeyModifiers::CONTROL && !self.is_typing() {
            return self.say(Tone::Guidance, self.setting.words("{quit} leaves. Nothing is lost."));
        }
        match self.screen {
            Screen::Cases => return self.cases_key(key),
            Screen::Customers => return self.customers_key(key),
            Screen::Review => return self.review_key(key, chord),
            Screen::Practice => return self.practice_key(key, chord),
            Screen::Console => {}
        }
        if self.tab().is_some_and(|t| t.answering.is_some()) {
            return self.answer_key(key);
        }
        match (self.pane, chord.code) {
            (_, KeyCode::Esc) => self.popup = Some(Popup::Menu(0)),
            (Pane::Case, _) => self.notes_key(key),
            (Pane::NextUp, KeyCode::Char('=')) => self.explain(),
            // Plain letters always type, wherever the eyes are: a word begun in another pane goes to the notes.
            (_, KeyCode::Char(_)) if self.tab().is_some() => {
                self.pane = Pane::Case;
                self.notes_key(key);
            }
            (_, KeyCode::Char(_)) => {
                let words = "{new-interaction} begins an interaction; then type. {help} shows all keys.";
                self.say(Tone::Guidance, self.setting.words(words));
            }
            (Pane::NextUp, code) => self.next_up_key(code),
            (Pane::Playbook, code) => self.playbook_key(code),
        }
    }

    /// Esc twice: on the screens beside the console, out of what is typed there, and then out of the screen.
    fn leave_screen(&mut self) {
        match self.screen {
            Screen::Cases => self.leave_cases(),
            Screen::Customers => self.leave_customers(),
            Screen::Review => self.screen = Screen::Console,
            Screen::Practice => self.leave_practice(),
            Screen::Console => {}
        }
    }

    /// Runs a command; but a letter after `Esc`, or with Alt, does not end the console in mid-call.
    pub(super) fn leave_or_run(&mut self, command: Command) {
        // Where no such chord is bound, every key of it must do: somebody wants to go home.
        let chord = self.setting.keys.keys(Command::Quit).iter().find(|k| k.starts_with("Ctrl-")).cloned();
        if let Some(chord) = chord.filter(|_| command == Command::Quit && self.has_running_clocks()) {
            let words = format!("An interaction is open. {chord} leaves; it stays open and your words are kept.");
            return self.say(Tone::Guidance, words);
        }
        self.run(command);
    }

    /// Whether a text has the keys: then plain letters and editing chords are its own.
    pub(super) fn is_typing(&self) -> bool {
        match self.screen {
            Screen::Cases => return self.cases.has_words(),
            Screen::Customers => return !self.people.input.value().is_empty(),
            Screen::Review => return false,
            Screen::Practice => return self.practice.is_typing(),
            Screen::Console => {}
        }
        self.tab().is_some_and(|t| t.answering.is_some() || (self.pane == Pane::Case && self.can_take_notes()))
    }

    /// Whether a burst of letters is a text: then it may be taken as one paste.
    pub fn takes_bursts(&self) -> bool {
        let text = matches!(self.popup, None | Some(Popup::Reply(_)));
        text && self.screen == super::Screen::Console
            && self.pane == Pane::Case
            && self.tab().is_some_and(|t| t.answering.is_none())
    }

    /// The command of a capital's small letter: Caps Lock changes nothing where nothing is typed.
    pub(super) fn small_letter(&self, chord: super::super::keymap::Chord) -> Option<Command> {
        let KeyCode::Char(c) = chord.code else { return None };
        let small = super::super::keymap::Chord { code: KeyCode::Char(c.to_ascii_lowercase()), ..chord };
        let capital = c.is_uppercase() && chord.modifiers.is_empty();
        self.setting.keys.command(small, self.place()).filter(|_| capital)
    }

    /// Notes can be taken on every case that is shown.
    pub(super) fn can_take_notes(&self) -> bool {
        self.tab().is_some()
    }

    /// A card is read beside the work: whatever is no scrolling puts it away, and goes on to where it was meant for. A card
    /// may come up while somebody types: not a letter is lost, and no space or new line either.
    fn card_key(&mut self, card: super::Card, mut scroll: Scroll, key: &KeyEvent, chord: super::super::keymap::Chord) {
        let meant_for_the_text = card.unasked && self.is_typing();
        if meant_for_the_text && matches!(chord.code, KeyCode::Char(' ') | KeyCode::Enter) {
            self.key(key);
        } else if scroll.key(chord.code) {
            self.popup = Some(Popup::Card(card, scroll));
        } else if let (KeyCode::Enter, Some((kind, _))) = (chord.code, &card.then) {
            self.open_form(kind.clone());
        } else if !self.card_leads_on(&card, chord) && !matches!(chord.code, KeyCode::Esc | KeyCode::Enter) {
            self.key(key);
        }
    }

    /// After the question: yes (the key again, or Enter), no (Esc), or something else that is to be done.
    fn ask_hold_key(&mut self, card: super::Card, chord: super::super::keymap::Chord) {
        let command = self.setting.keys.command(chord, self.place());
        match (command, chord.code) {
            (Some(Command::Hold), _) | (None, KeyCode::Enter) => self.begin_hold(),
            (None, KeyCode::Esc) => {}
            (None, _) => self.popup = Some(Popup::AskHold(card)),
            (Some(command), _) => self.run(command),
        }
    }

    pub(super) fn gate_key(&mut self, reasons: Vec<crate::case::Reason>, at: usize, code: KeyCode) {
        let at = match code {
            KeyCode::Down | KeyCode::Char('j') => (at + 1).min(reasons.len().saturating_sub(1)),
            KeyCode::Up | KeyCode::Char('k') => at.saturating_sub(1),
            KeyCode::Enter => {
                if let Some(reason) = reasons.get(at) {
                    let place = reason.place.clone();
                    self.go_to(&place);
                }
                return;
            }
            KeyCode::Esc => return,
            _ => at,
        };
        self.popup = Some(Popup::Gate(reasons, at));
    }

    fn form_key(&mut self, kind: FormKind, mut form: Form, key: &KeyEvent) {
        let did = form.key(key);
        self.after_form(kind, form, did);
    }

    pub(super) fn after_form(&mut self, kind: FormKind, mut form: Form, did: Did) {
        match did {
            Did::Left => {
                // What was filled in is kept with the case, and comes back with the form.
                self.popup = Some(Popup::Form(kind, form));
                self.keep_form_values();
                if let Some(Popup::Form(kind, form)) = self.popup.take() {
                    self.put_customer_form_away(&kind, &form);
                }
                self.submit_when_found = false;
                self.generation += 1;
                return;
            }
            Did::Submitted => return self.submit(kind, form),
            Did::Cleaned(at) => {
                self.say(Tone::Guidance, "A card number was masked, or a control character removed.");
                self.look_up(&kind, &mut form, at);
            }
            Did::Typed(at) => {
                form.error.clear();
                self.look_up(&kind, &mut form, at);
            }
            Did::Nothing => {}
        }
        self.popup = Some(Popup::Form(kind, form));
        self.renew_meters();
    }

    /// Other words in a search field: look again.
    fn look_up(&mut self, kind: &FormKind, form: &mut Form, at: usize) {
        let Some(field) = form.fields.get_mut(at) else { return };
        let words = field.input.value().trim().to_owned();
        match (kind, field.name) {
            (FormKind::Opening, "customer") => self.search(Search::Customers, words),
            (FormKind::Opening, "said") => field.choices = self.playbooks(&words),
            (FormKind::HandOff, "to") => field.choices = self.who_helps(&words),
            (FormKind::Find, "query") => self.search(Search::Cases, words),
            (FormKind::Merge(id), "customer") => self.ask_duplicates(*id, words),
            (FormKind::Palette, _) => {
                let cursor = field.input.cursor();
                *field = self.palette(field.input.value());
                field.input = field.input.clone().with_cursor(cursor);
            }
            _ => {}
        }
    }

    fn answer_key(&mut self, key: &KeyEvent) {
        match key.code {
            KeyCode::Enter => return self.submit_answer(),
            KeyCode::Esc => {
                if let Some(tab) = self.tab_mut() {
                    tab.put_answer_aside();
                }
                self.touched();
                return;
            }
            _ => {}
        }
        let Some(answering) = self.tab_mut().and_then(|t| t.answering.as_mut()) else { return };
        let _ = answering.input.handle_event(&Event::Key(*key));
        answering.error.clear();
        self.clean_answer();
    }

    fn clean_answer(&mut self) {
        let Some(answering) = self.tab_mut().and_then(|t| t.answering.as_mut()) else { return };
        let cleaned = clean::intake(answering.input.value());
        if let Some(notice) = cleaned.notice() {
            answering.input = tui_input::Input::new(cleaned.text);
            self.say(Tone::Guidance, notice);
        }
        self.touched();
    }

    fn notes_key(&mut self, key: &KeyEvent) {
        match (key.code, key.modifiers) {
            (KeyCode::PageUp, _) => return self.scroll(5),
            (KeyCode::PageDown, _) => return self.scroll(-5),
            _ => {}
        }
        let Some(tab) = self.tab_mut() else { return self.next_up_key(key.code) };
        let changed = match (key.code, key.modifiers) {
            // Ctrl-Z takes back typing, as everywhere else; the editor's own key for it is Ctrl-U.
            (KeyCode::Char('z'), KeyModifiers::CONTROL) => tab.notes.undo(),
            (KeyCode::Char('u'), KeyModifiers::CONTROL) => tab.notes.delete_line_by_head(),
            // What the shell would do with them is not wanted in a note; copying is the terminal's.
            (KeyCode::Char('c' | 'm' | 'j'), KeyModifiers::CONTROL) => false,
            _ => super::graphemes::input(&mut tab.notes, key),
        };
        if changed {
            self.clean_notes();
        }
    }

    pub(super) fn scroll(&mut self, by: isize) {
        if let Some(tab) = self.tab_mut() {
            let most = tab.timeline.len().saturating_sub(1);
            tab.scroll = tab.scroll.saturating_add_signed(by).min(most);
        }
    }

    /// Masks and drops in the notes as soon as it is typed: nothing unclean reaches even a draft.
    fn clean_notes(&mut self) {
        let Some(tab) = self.tab_mut() else { return };
        let text = tab.notes_text();
        let cleaned = clean::intake_except(&text, &tab.not_cards);
        if let Some(notice) = cleaned.notice() {
            replace(&mut tab.notes, &cleaned.text);
            tab.just_masked = clean::masked_cards(&text, &tab.not_cards).pop();
            let card = tab.just_masked.is_some();
            let key = self.setting.key(Command::NoCard);
            let undo = if card { format!(" {key}: it is no card.") } else { String::new() };
            self.say(Tone::Guidance, format!("In your notes {notice}.{undo}"));
        }
        self.touched();
    }

    pub(super) fn next_up_key(&mut self, code: KeyCode) {
        let at = self.next_up.iter().position(|r| Some(r.case) == self.next_chosen);
        let last = self.next_up.len().saturating_sub(1);
        let at = match code {
            KeyCode::Down => at.map_or(0, |at| (at + 1).min(last)),
            KeyCode::Up => at.map_or(0, |at| at.saturating_sub(1)),
            KeyCode::Home => 0,
            KeyCode::End => last,
            KeyCode::Enter => {
                if let Some(row) = self.next_up.get(at.unwrap_or(0)) {
                    let case = row.case;
                    self.open_case(case);
                }
                return;
            }
            _ => return,
        };
        self.next_chosen = self.next_up.get(at).map(|r| r.case);
    }

    fn playbook_key(&mut self, code: KeyCode) {
        match code {
            KeyCode::Down => self.run(Command::NextStep),
            KeyCode::Up => self.run(Command::PreviousStep),
            KeyCode::Enter => self.run(Command::StepDone),
            _ => {}
        }
    }

    fn paste(&mut self, text: &str) {
        match self.popup.take() {
            Some(Popup::Form(kind, mut form)) => {
                let did = form.paste(text);
                return self.after_form(kind, form, did);
            }
            Some(Popup::Reply(reply)) => return self.reply_paste(reply, text),
            _ => {}
        }
        match self.screen {
            Screen::Cases => return self.paste_query(text),
            Screen::Customers => return self.paste_name(text),
            Screen::Review => {
                let words = "Nothing is typed here; {review-other} takes a stretch or a query.";
                return self.say(Tone::Guidance, self.setting.words(words));
            }
            Screen::Practice => return self.paste_on_practice(text),
            Screen::Console => {}
        }
        if let Some(answering) = self.tab_mut().and_then(|t| t.answering.as_mut()) {
            for c in clean::one_line(text).chars().take(crate::case::LONGEST_TEXT) {
                answering.input.handle(tui_input::InputRequest::InsertChar(c));
            }
            return self.clean_answer();
        }
        if self.tab().is_none() {
            let words = "There is nowhere to put that yet: {new-interaction} begins an interaction.";
            return self.say(Tone::Guidance, self.setting.words(words));
        }
        // A paste goes to the notes wherever the keys are: words are never dropped.
        self.pane = Pane::Case;
        self.add_to_notes(text);
    }

    /// Words that come at once go to the notes, cleaned.
    pub(super) fn add_to_notes(&mut self, text: &str) {
        let Some(tab) = self.tab_mut() else { return };
        let cleaned = clean::intake_except(text, &tab.not_cards);
        tab.notes.insert_str(&cleaned.text);
        if let Some(notice) = cleaned.notice() {
            self.say(Tone::Guidance, format!("In what you pasted {notice}."));
        }
        self.clean_notes();
    }

    /// Something was typed: the draft is not on the disk yet.
    pub(super) fn touched(&mut self) {
        let now = self.now;
        if let Some(tab) = self.tab_mut() {
            tab.unsaved = Some((tab.unsaved.map_or(now, |(first, _)| first), now));
        }
    }

    /// Shows a case: the tab that has it, or a new one.
    pub(super) fn open_case(&mut self, case: crate::terms::CaseId) {
        if let Some(at) = self.tabs.iter().position(|t| t.id == case) {
            self.shown = at;
        } else {
            self.make_room();
            self.tabs.push(super::Tab::new(case, None));
            self.shown = self.tabs.len() - 1;
        }
        self.pane = Pane::Case;
        self.effects.push(Effect::Load(case));
    }
}

/// Puts another text in place of an editor's, with as much behind the cursor as before.
pub(super) fn replace(area: &mut ratatui_textarea::TextArea<'static>, text: &str) {
    let behind = text_behind_cursor(area);
    *area = super::tab::notes(text);
    let keep = text.chars().count().saturating_sub(behind);
    move_to(area, text, keep);
}

/// How many characters lie behind the cursor.
fn text_behind_cursor(area: &ratatui_textarea::TextArea<'_>) -> usize {
    let cursor = area.cursor();
    let here = area.lines().get(cursor.0).map_or(0, |l| l.chars().count().saturating_sub(cursor.1));
    here + area.lines().iter().skip(cursor.0 + 1).map(|l| l.chars().count() + 1).sum::<usize>()
}

/// How many bytes of an editor's text lie before its cursor.
pub(super) fn bytes_before_cursor(area: &ratatui_textarea::TextArea<'_>) -> usize {
    let (cursor, lines) = (area.cursor(), area.lines());
    let before: usize = lines.iter().take(cursor.0).map(|l| l.len() + 1).sum();
    let here = lines.get(cursor.0).map_or(0, |l| l.char_indices().nth(cursor.1).map_or(l.len(), |(at, _)| at));
    before + here
}

/// Puts the cursor after the first `characters` of `text`.
fn move_to(area: &mut ratatui_textarea::TextArea<'_>, text: &str, characters: usize) {
    let before: String = text.chars().take(characters).collect();
    let row = before.matches('\n').count();
    let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count());
    let clamp = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    area.move_cursor(CursorMove::Jump(clamp(row), clamp(column)));
}
