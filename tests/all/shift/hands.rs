//! The hands: each move of the table as keys, and what the screen must show before the next. Waits on conditions alone.

use std::time::{Duration, Instant};

use super::SIZE;
use super::expected::Case;
use super::table::{Move, Start, Turn};
use crate::pty::{Console, key};
use crate::support::{Home, json};

/// The shift while it goes on.
pub struct Shift<'h> {
    home: &'h Home,
    console: Console,
    cases: Vec<Case>,
    /// Which of them is on the screen.
    at: usize,
    /// What is typed in the notes and not on the timeline yet, by case.
    typed: Vec<String>,
    /// How soon another process's work was on the screen, at best.
    quickest: Duration,
}

impl<'h> Shift<'h> {
    pub fn new(home: &'h Home, console: Console) -> Self {
        Self { home, console, cases: Vec::new(), at: 0, typed: Vec::new(), quickest: Duration::MAX }
    }

    /// What was typed, and how soon another process was seen.
    pub fn over(self) -> (Console, Vec<Case>, Duration) {
        (self.console, self.cases, self.quickest)
    }

    pub fn turn(&mut self, turn: &Turn) {
        match turn.start {
            Start::New(who, known, said, channel) => self.begin(who, known, said, channel),
            Start::Again(number) => {
                let number = format!("C-{number}");
                self.console.press(key::ALT_F).wait_for(" Cases ·").press(&number);
                self.console.wait("it alone to be found", |s| s.contains("Cases · 1 case") && s.contains(&number));
                self.console.press(key::ENTER).wait_gone(" Cases ·");
                self.shown(&number);
                self.told("contact by", |c| _ = c.press(key::ALT_B));
                self.case().contacts += 1;
            }
            Start::Resume(number, key) => self.resume(&format!("C-{number}"), key),
        }
        for step in turn.moves {
            self.do_move(*step);
        }
    }

    fn case(&mut self) -> &mut Case {
        &mut self.cases[self.at]
    }

    /// The case with this number is the one on the screen.
    fn shown(&mut self, number: &str) {
        self.at = self.cases.iter().position(|c| c.number == number).unwrap();
        self.console.wait(&format!("{number} to be shown"), |s| shown(s).as_deref() == Some(number));
    }

    fn begin(&mut self, who: &str, known: bool, said: &str, channel: char) {
        let number = format!("C-{}", 1001 + self.cases.len());
        let name = who.split(' ').filter(|w| !w.contains(['@', '0', '7'])).collect::<Vec<_>>().join(" ");
        let is_found = if known { format!("▸ {name}") } else { format!("new: {who}") };
        self.cases.push(Case { number: number.clone(), customer: name.clone(), contacts: 1, ..Case::default() });
        self.typed.push(String::new());
        self.console.press(key::F12);
        self.shown(&number);
        self.console.press(key::ALT_C).press(who).wait_for(&is_found).press(key::TAB).press(said).press(key::TAB);
        self.console.press(&channel.to_string()).wait_gone("Who, what, how").wait_gone("customer not known yet");
        self.console.wait_for(&name);
    }

    fn resume(&mut self, number: &str, key: &str) {
        for _ in 0..10 {
            let before = shown(&self.console.screen());
            if before.as_deref() == Some(number) {
                break;
            }
            self.console.press(key).wait("another case", |s| shown(s) != before);
        }
        self.shown(number);
        self.console.wait("it to go on", |s| !s.lines().nth(1).is_some_and(|l| l.contains("parked")));
    }

    /// Presses something after which the timeline says `words` once more.
    fn told(&mut self, words: &str, press: impl FnOnce(&mut Console)) {
        let before = self.console.screen().matches(words).count();
        press(&mut self.console);
        self.console.wait(&format!("“{words}” once more"), |s| s.matches(words).count() > before);
    }

    /// Fills a form in that opens with `open` and is titled `title`.
    fn form(&mut self, open: &str, title: &str, fields: &str) {
        self.console.press(open).wait_for(title).press(fields).press(key::ENTER).wait_gone(title);
    }

    /// What is typed in the notes goes to the timeline with the next keeping.
    fn kept(&mut self) {
        let words = std::mem::take(&mut self.typed[self.at]);
        if !words.is_empty() {
            self.case().notes.push(words);
        }
    }

    #[allow(clippy::too_many_lines)]
    fn do_move(&mut self, step: Move) {
        match step {
            Move::Note(words) => {
                self.typed[self.at].push_str(words);
                let start = format!("✎ {}", self.typed[self.at].chars().take(12).collect::<String>());
                self.console.press(words).press(key::CTRL_S).wait_for(&start).wait_for("on the timeline");
                self.kept();
            }
            Move::Words(words) => {
                self.typed[self.at].push_str(words);
                self.console.press(words).wait_for(words);
            }
            Move::Answer(name, words, told) => {
                self.console.press(key::F2).press(words).press(key::ENTER).wait_for(told);
                self.case().answers.push((name, words));
            }
            Move::Done(title) => {
                let line = format!("done: {title}");
                self.console.press(key::F2).wait_for(&line);
                self.case().lines.push(line);
            }
            Move::PromiseOfStep(text) => {
                self.form(key::F2, "Only what we can keep", "");
                self.console.wait_for(&format!("promised: {text}"));
                self.case().promises.push((text.to_owned(), false));
            }
            Move::GiftOfStep(told) => {
                self.form(key::F2, "for one case", "");
                self.console.wait_for(told);
                self.case().gestures += 1;
            }
            Move::Promise(text) => {
                self.form(key::F5, "Only what we can keep", &format!("{text}\t2 working days"));
                self.console.wait_for(&format!("promised: {text}"));
                self.case().promises.push((text.to_owned(), false));
            }
            Move::CallBack(about) => {
                self.form("\x1b5", " Call back ", &format!("2 working days\t{about}"));
                self.console.wait_for(&format!("promised: Ring back: {about}"));
                self.case().promises.push((format!("Ring back: {about}"), false));
            }
            Move::Acknowledge => {
                self.told("promised: ", |c| _ = c.press("\x1b."));
                self.case().promises.push((String::new(), false));
                self.case().messages.push(("agent", String::new()));
            }
            Move::Heard(words) => {
                self.form("\x1bm", "What was said", words);
                self.console.wait_for(&format!("customer: {words}"));
                self.case().messages.push(("customer", words.to_owned()));
            }
            Move::Reply(words) => {
                self.console.press("\x1bl").wait_for("will read this").press(words).wait_for(words);
                self.console.press(key::F2).wait_gone("will read this").wait_for("as written to the customer");
                self.case().messages.push(("agent", words.to_owned()));
            }
            Move::Details(severity, heat, wanted) => {
                self.form(key::ALT_T, "The matter", &format!("\t{severity}\t{heat}\t{wanted}"));
                self.console.wait_for(&format!("they want: {wanted}")).wait_for(&format!("severity {severity}"));
                self.case().lines.push(format!("they want: {wanted}"));
            }
            Move::Hold => {
                self.console.press(key::F4).wait_for("Ask first").press(key::F4).wait_for("ON HOLD");
                self.case().lines.push("on hold".to_owned());
            }
            Move::Back => {
                self.console.press(key::F4).wait_gone("ON HOLD");
                self.case().lines.push("back from hold".to_owned());
            }
            Move::Park => {
                let words = format!("{} is parked", self.cases[self.at].number);
                self.console.press("\x1b,").wait_for(&words);
            }
            Move::ParkRefused => {
                self.console.press("\x1b,").wait_for("The customer is still with you");
            }
            Move::Wait(what) => {
                self.form("\x1b/", " Their move ", what);
                self.console.wait_for("Their move since");
                self.case().lines.push(format!("waits for the customer: {what}"));
            }
            Move::Moved => {
                self.console.press("\x1b/").wait_gone("Their move since");
                self.case().lines.push("waits for the customer no longer".to_owned());
            }
            Move::Transfer(who, name, note) => {
                self.console.press("\x1ba").wait_for(" Hand on ").press(who).wait_for(name);
                self.console.press(key::TAB).press(note).press(key::ENTER).wait_gone(" Hand on ");
                self.console.wait_for(&format!("put through to {name}"));
                self.case().lines.push(note.to_owned());
            }
            Move::HandOff(login, note) => {
                self.form("\x1ba", " Hand on ", &format!("{login}\t{note}"));
                self.console.wait_for(&format!("Handed to {login}"));
                self.case().lines.push(note.to_owned());
            }
            Move::Kept(begins) => {
                self.told("kept: ", |c| {
                    c.press("\x1be").wait_for("What became of it").press("kept").press(key::ENTER);
                });
                let open = self
                    .case()
                    .promises
                    .iter_mut()
                    .find(|(text, kept)| !kept && (text.starts_with(begins) || text.is_empty()));
                *open.unwrap() = (begins.to_owned(), true);
            }
            Move::Close(outcome, name, cause, summary) => {
                self.wrap_up(outcome, cause, summary, "is closed");
                self.case().closed = Some(name);
                self.case().summary = Some(summary);
            }
            Move::KeepOpen(summary) => {
                self.wrap_up("keep", "", summary, "is kept open");
                self.case().summary = Some(summary);
            }
            Move::Killed(words) => self.killed(words),
            Move::Storm(words) => self.storm(words),
            Move::Elsewhere(note, heard, line) => self.elsewhere(note, heard, line),
        }
    }

    fn wrap_up(&mut self, outcome: &str, cause: &str, summary: &'static str, ends: &str) {
        self.form(key::F8, " Wrap up ", &format!("{outcome}\t{cause}\t{summary}"));
        let words = format!("{} {ends}", self.cases[self.at].number);
        self.console.wait_for(&words);
        self.kept();
    }

    /// kill -9 in the middle of a word; the word is there again, and everything else that was open.
    fn killed(&mut self, words: &str) {
        self.typed[self.at].push_str(words);
        self.console.press(words).wait_for(words);
        self.home.wait_for_draft(&[words]);
        let number = self.cases[self.at].number.clone();
        self.console.signal("KILL");
        self.console.ended();
        self.console = Console::start(self.home.path(), &[], SIZE);
        self.console.wait_for(words);
        self.shown(&number);
    }

    /// A thousand sizes, tiny ones among them, a letter typed with every twelfth.
    fn storm(&mut self, words: &str) {
        let mut chance: u32 = 7;
        let mut next = |most: u16| {
            chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            u16::try_from(chance >> 16).unwrap() % most + 1
        };
        let mut letters = words.chars();
        for n in 1..=1000 {
            self.console.resize((next(220), next(70)), false);
            if n % 12 == 0 {
                let letter: String = letters.next().into_iter().collect();
                self.console.press(&letter);
            }
        }
        let rest: String = letters.collect();
        self.console.resize(SIZE, true).press(&rest);
        let end = words.rsplit(' ').next().unwrap_or_default();
        self.console.wait_for(end).wait_for("F12");
        self.typed[self.at].push_str(words);
    }

    /// Another process notes, says and brings in; each is on the screen without a key.
    fn elsewhere(&mut self, note: &str, heard: &str, line: &str) {
        let number = self.cases[self.at].number.clone();
        let opened = json(&self.home.must(&["show", &number, "--json"]))["opened"].clone();
        let contact = serde_json::json!({
            "case": number, "customer": {"name": self.cases[self.at].customer}, "channel": "in-person", "agent": "callum", "began": opened, "ended": opened,
            "notes": [{"at": opened, "text": line}]
        });
        let home = self.home;
        self.seen(note, || drop(home.must(&["note", &number, note, "--as", "ben"])));
        self.seen(heard, || drop(home.must(&["say", &number, "customer", heard])));
        self.seen(line, || drop(home.must_with(&["log", "--json", "-"], &contact.to_string())));
        let case = self.case();
        case.notes.extend([note.to_owned(), line.to_owned()]);
        case.messages.push(("customer", heard.to_owned()));
        case.contacts += 1;
    }

    fn seen(&mut self, words: &str, write: impl FnOnce()) {
        write();
        let since = Instant::now();
        self.console.wait_for(words);
        self.quickest = self.quickest.min(since.elapsed());
    }
}

/// The number in the title of the case that is shown.
fn shown(screen: &str) -> Option<String> {
    let title = screen.lines().nth(1)?;
    let at = title.find("C-")?;
    Some(title[at..].chars().take_while(|c| *c == 'C' || *c == '-' || c.is_ascii_digit()).collect())
}
