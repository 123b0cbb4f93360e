//! The reply to a customer while it is written: drafted from the playbook, checked as it is typed, never a note.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui_textarea::TextArea;

use crate::case::{Command as Do, known};
use crate::log::fresh;
use crate::playbook::{ReplyAbout, gaps, reply};
use crate::terms::{Channel, Speaker, Text, clean};
use crate::wording::{About, Remark};

use super::super::commands::{Command, of};
use super::super::keymap::Chord;
use super::super::message::{Effect, Then};
use super::{App, Popup, Tab, Tone, tab};

/// A reply being written.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Where it will be read.
    pub channel: Channel,
    /// What is written.
    pub editor: TextArea<'static>,
    /// What could be said better, first things first.
    pub remarks: Vec<Remark>,
    /// It is on its way to the timeline.
    pub sent: bool,
    /// Somebody was told that it has gaps, and has not written since.
    pub warned: bool,
}

impl Reply {
    /// What is written, as one text.
    pub fn text(&self) -> String {
        self.editor.lines().join("\n")
    }
}

impl App {
    /// Opens the reply: as it was left, or drafted from the playbook.
    pub(super) fn open_reply(&mut self) {
        let Some(tab) = self.tab() else { return };
        let left = tab.reply.clone().filter(|text| !text.trim().is_empty());
        let text = left.unwrap_or_else(|| self.drafted());
        self.show_reply(&text);
    }

    fn show_reply(&mut self, text: &str) {
        let channel = self.reply_channel();
        self.popup = Some(Popup::Reply(Box::new(Reply {
            channel,
            editor: tab::notes(text),
            remarks: self.remarks(text, channel),
            sent: false,
            warned: false,
        })));
    }

    /// The channel of my contact where they can read on it; a letter by e-mail otherwise.
    fn reply_channel(&self) -> Channel {
        let channel = self.tab().and_then(Tab::interaction).and_then(|i| i.channel);
        channel.filter(|c| c.is_written()).unwrap_or(Channel::Email)
    }

    /// A draft from the playbook's prompts and what is known; what is not known stands in it by name.
    fn drafted(&self) -> String {
        let Some(tab) = self.tab() else { return String::new() };
        let desk_known = super::desk_known(&self.setting, self.now);
        let known = known(&tab.file.case, tab.walk(), tab.customer.as_ref(), &desk_known);
        let playbook = tab.walk().and_then(|w| self.setting.library.by_hash(&w.playbook.hash));
        let about = ReplyAbout {
            playbook,
            known: &known,
            case: &tab.file.case,
            interaction: tab.interaction().map(|i| i.id),
            at_hand: tab.step().map(|s| s.step.id.as_str()),
            channel: self.reply_channel(),
            login: &self.setting.login,
            desk: &self.setting.desk,
            now: self.now,
        };
        reply(&self.setting.phrases, &about).text
    }

    fn remarks(&self, text: &str, channel: Channel) -> Vec<Remark> {
        let tab = self.tab();
        let called = tab.and_then(Tab::called);
        // A chat names them once; what follows is a conversation.
        let wrote = |t: &Tab| t.interaction().is_some_and(|i| i.messages.iter().any(|m| m.who == Speaker::Agent));
        let name = called.filter(|_| channel == Channel::Email || !tab.is_some_and(wrote));
        self.setting.wording.check(text, &About { name, channel })
    }

    /// A key while a reply is written: commands first, the rest is the text's.
    pub(super) fn reply_key(&mut self, mut reply: Box<Reply>, key: &KeyEvent, chord: Chord) {
        if key.code == KeyCode::Esc {
            return self.put_reply_aside(&reply);
        }
        // Ctrl-Z takes back typing here, as in every text.
        let undo = key.code == KeyCode::Char('z') && key.modifiers == KeyModifiers::CONTROL;
        if let Some(command) = self.setting.keys.command(chord, super::On::Reply).filter(|_| !undo) {
            if of(command).on == super::On::Reply {
                self.popup = Some(Popup::Reply(reply));
                return self.run(command);
            }
            // Whatever else is to be done is done beside it: a reply never follows to another case.
            self.put_reply_aside(&reply);
            return self.leave_or_run(command);
        }
        let changed = match (key.code, key.modifiers) {
            (KeyCode::Char('z'), KeyModifiers::CONTROL) => reply.editor.undo(),
            (KeyCode::Char('u'), KeyModifiers::CONTROL) => reply.editor.delete_line_by_head(),
            (KeyCode::Char('c' | 'm' | 'j'), KeyModifiers::CONTROL) => false,
            _ => super::graphemes::input(&mut reply.editor, key),
        };
        self.popup = Some(Popup::Reply(reply));
        if changed {
            self.reply_changed();
        }
    }

    /// Text that comes at once: a paste, or what the editor left.
    pub(super) fn reply_paste(&mut self, mut reply: Box<Reply>, text: &str) {
        reply.editor.insert_str(clean::intake(text).text);
        self.popup = Some(Popup::Reply(reply));
        self.reply_changed();
    }

    /// Masks what must not be kept, looks at the wording anew, and keeps the words with the case.
    fn reply_changed(&mut self) {
        let Some(Popup::Reply(mut reply)) = self.popup.take() else { return };
        let cleaned = clean::intake(&reply.text());
        if let Some(notice) = cleaned.notice() {
            super::keys::replace(&mut reply.editor, &cleaned.text);
            self.say(Tone::Guidance, format!("In your reply {notice}."));
        }
        reply.remarks = self.remarks(&cleaned.text, reply.channel);
        reply.warned = false;
        if let Some(tab) = self.tab_mut() {
            tab.reply = Some(cleaned.text);
        }
        self.popup = Some(Popup::Reply(reply));
        self.touched();
    }

    pub(super) fn put_reply_aside(&mut self, reply: &Reply) {
        let text = reply.text();
        if let Some(tab) = self.tab_mut() {
            tab.reply = Some(text).filter(|t| !t.trim().is_empty());
        }
        self.touched();
        self.say(Tone::Guidance, format!("Your reply is kept; {} goes on with it.", self.setting.key(Command::Reply)));
    }

    /// What may be done with the open reply.
    pub(super) fn run_reply(&mut self, command: Command) {
        let Some(Popup::Reply(mut reply)) = self.popup.take() else { return };
        let open: Vec<String> = gaps(&reply.text()).into_iter().map(|(_, name)| name).collect();
        let leaves = matches!(command, Command::ReplyCopy | Command::ReplySent);
        if leaves && !open.is_empty() && !reply.warned {
            reply.warned = true;
            self.popup = Some(Popup::Reply(reply));
            let key = self.setting.key(command);
            let words = format!("Still to be filled in: {}. {key} again all the same.", open.join(", "));
            return self.say(Tone::Alert, words);
        }
        match command {
            Command::ReplyCopy => {
                self.effects.push(Effect::Copy(reply.text()));
                self.say(Tone::Good, "Copied: paste it where they read it.");
            }
            Command::ReplyEditor => {
                // The editor has the terminal: what was typed last is on the disk before.
                self.save_draft_now();
                self.effects.push(Effect::Edit(reply.text()));
            }
            Command::ReplyAnew => {
                let text = self.drafted();
                // What was written stays within reach: the editor's own Ctrl-Z brings it back.
                reply.editor.select_all();
                reply.editor.cut();
                reply.editor.insert_str(text);
                self.popup = Some(Popup::Reply(reply));
                return self.reply_changed();
            }
            _ => return self.reply_sent(reply),
        }
        self.popup = Some(Popup::Reply(reply));
    }

    fn reply_sent(&mut self, mut reply: Box<Reply>) {
        let text = reply.text();
        if text.trim().is_empty() {
            self.say(Tone::Alert, "There is nothing written yet.");
        } else if let Some(interaction) = self.tab().and_then(|t| t.mine) {
            let text = Text::from_cleaned(clean::intake(text.trim_end()));
            reply.sent = true;
            self.perform(vec![Do::Say { message: fresh(), interaction, who: Speaker::Agent, text }], Then::ReplySent);
        }
        self.popup = Some(Popup::Reply(reply));
    }

    /// The editor has given the reply back.
    pub(super) fn edited(&mut self, result: Result<String, String>) {
        let Some(Popup::Reply(mut reply)) = self.popup.take() else { return };
        match result {
            Ok(text) => {
                reply.editor = tab::notes(text.trim_end_matches('\n'));
                self.popup = Some(Popup::Reply(reply));
                self.reply_changed();
            }
            Err(why) => {
                self.popup = Some(Popup::Reply(reply));
                self.say(Tone::Alert, why);
            }
        }
    }
}
