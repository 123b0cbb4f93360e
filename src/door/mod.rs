//! What every door shares - console, command line, import: who is at the desk, with which desk, playbooks and log.
//!
//! Rules are not here: they live in `case` and hold at every door. This room reads the desk's files, opens the log, and
//! puts both together into the context of a decision.

mod beside;
mod files;
mod next_up;
mod outreach;
mod practising;
mod printing;
mod queries;
mod redeeming;
mod split;
mod write;

use std::path::PathBuf;
use std::sync::Arc;

use crate::advice;
use crate::case::{CaseFile, Context, Customer, Deed, Rules, Spent};
use crate::desk::{Desk, Finding};
use crate::log::{Log, LogError, Performed, Reader, Who};
use crate::playbook::{Library, Phrases};
use crate::practice::Scenarios;
use crate::terms::{Answers, CustomerId, Mode, Role, Timestamp};
use crate::wording;

pub use beside::{Beside, PRECEDENTS};
pub use files::{DeskError, SETTINGS, is_playbook, own_folder, read_file, read_paths};
pub use outreach::Outreach;
pub use practising::{Became, Practising, became, done_by};
pub use queries::{Queries, Saved, is_name};
pub use split::split;
pub use write::write_new;

/// What the caller may say; all of it can be left out.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The log.
    pub file: Option<PathBuf>,
    /// The folder with the desk's own `desk.toml` and playbooks.
    pub desk: Option<PathBuf>,
    /// Who is at the desk.
    pub login: Option<String>,
}

/// Somebody at a desk with its playbooks; the log is opened when it is needed.
#[derive(Clone)]
pub struct Door {
    /// The log.
    pub file: PathBuf,
    /// Who is at the desk.
    pub login: String,
    /// What they may do.
    pub role: Role,
    /// The desk.
    pub desk: Arc<Desk>,
    /// The playbooks.
    pub library: Arc<Library>,
    /// What can be practised; read when the first is asked for, its mistakes with it.
    pub scenarios: Scenarios,
    /// Mistakes in the desk's own playbooks; the shipped ones stand in for what cannot be used.
    pub findings: Vec<Finding>,
    /// The folder of this person's own settings (keys, theme, saved queries): read, and written where something is to be
    /// remembered. The demonstration has one of its own. `None` where the system names none.
    pub own: Option<PathBuf>,
    rules: Arc<Rules>,
    wording: Option<Arc<wording::Rules>>,
    advice: Option<Arc<advice::Rules>>,
    phrases: Option<Arc<Phrases>>,
}

impl Door {
    /// Reads the desk and its playbooks. The log is not touched yet.
    ///
    /// # Errors
    /// Where the desk's own folder cannot be read or its `desk.toml` has mistakes, or the log has no place.
    pub fn open(options: Options) -> anyhow::Result<Self> {
        let file = match options.file {
            Some(file) => file,
            None => crate::log::default_path()?,
        };
        let loaded = files::load(options.desk)?;
        Ok(Self::with(file, options.login, loaded))
    }

    /// With what ships alone, whatever lies in people's own folder: for tests and the demonstration.
    ///
    /// # Errors
    /// As [`Door::open`].
    pub fn shipped(options: Options) -> anyhow::Result<Self> {
        let file = options.file.unwrap_or_default();
        Ok(Self::with(file, options.login, files::shipped_only()?))
    }

    fn with(file: PathBuf, login: Option<String>, loaded: files::Loaded) -> Self {
        let login = login.or_else(login_of_this_machine).unwrap_or_else(|| "agent".to_owned());
        let login = crate::terms::clean::one_line(login.trim());
        let files::Loaded { desk, library, wording, advice, phrases, scenarios, findings } = loaded;
        let library = Arc::new(library);
        let role = desk.role(&login);
        let rules = Arc::new(desk.rules());
        Self {
            file,
            login,
            role,
            desk,
            scenarios,
            library,
            wording: wording.map(Arc::new),
            advice: advice.map(Arc::new),
            phrases: phrases.map(Arc::new),
            findings,
            own: own_folder(),
            rules,
        }
    }

    /// What is remarked on in texts to customers. What ships is read when it is first asked for.
    pub fn wording(&self) -> &wording::Rules {
        self.wording.as_deref().unwrap_or_else(|| wording::Rules::shipped())
    }

    /// What is fair to give. What ships is read when it is first asked for.
    pub fn advice(&self) -> &advice::Rules {
        self.advice.as_deref().unwrap_or_else(|| advice::Rules::shipped())
    }

    /// Handholds for hard moments. What ships is read when it is first asked for.
    pub fn phrases(&self) -> &Phrases {
        self.phrases.as_deref().unwrap_or_else(|| Phrases::shipped())
    }

    /// The same desk and log with somebody else at it.
    #[must_use]
    pub fn with_login(&self, login: &str) -> Self {
        let login = crate::terms::clean::one_line(login.trim());
        Self { role: self.desk.role(&login), login, ..self.clone() }
    }

    /// The same desk and log with a person's own settings in another folder, which may not be there yet.
    #[must_use]
    pub fn with_own(self, folder: PathBuf) -> Self {
        Self { own: Some(folder), ..self }
    }

    /// Opens the log to write, and remembers the playbooks that its open walks began with.
    ///
    /// # Errors
    /// [`LogError`], which says what to do.
    pub fn log(&self) -> Result<Log, LogError> {
        Log::open(&self.file, &Who::new(&self.login))
    }

    /// Opens the log to read.
    ///
    /// # Errors
    /// [`LogError`], which says what to do.
    pub fn reader(&self) -> Result<Reader, LogError> {
        Log::open_reader(&self.file)
    }

    /// Brings back the playbooks that walks in the log began with and that are no longer (or not yet) among the files, when
    /// one is asked for.
    pub fn remember_playbooks(&mut self) {
        let mut library = Library::clone(&self.library);
        let file = self.file.clone();
        // A text that cannot be read any more stays in the log; its walk shows without prompts.
        library
            .remember_later(move || Log::open_reader(&file).and_then(|log| log.playbook_bundles()).unwrap_or_default());
        self.library = Arc::new(library);
    }

    /// Carries deeds out, all or none, with everything that the decision may know.
    ///
    /// # Errors
    /// [`LogError`]: a refusal with all its reasons, or what went wrong with the log.
    pub fn perform(&self, log: &mut Log, deeds: &[Deed], mode: Mode, now: Timestamp) -> Result<Performed, LogError> {
        self.keep_playbooks(deeds, |hash, bundle| log.keep_playbook(hash, bundle).map(|_| ()))?;
        let printed = self.printed(deeds, |code| log.is_free(code))?;
        let desk = self.known(now);
        log.perform(printed.as_deref().unwrap_or(deeds), &self.context(&desk, mode, now))
    }

    /// Hands the texts of the playbooks that `deeds` take up to `keep`, so that a walk can finish on what it began with.
    ///
    /// # Errors
    /// What `keep` says.
    pub fn keep_playbooks<E>(
        &self,
        deeds: &[Deed],
        mut keep: impl FnMut(&str, &str) -> Result<(), E>,
    ) -> Result<(), E> {
        for deed in deeds {
            if let crate::case::Command::Follow { playbook, .. } = &deed.command
                && let Some(bundle) = self.library.bundle(playbook)
            {
                keep(playbook, &bundle)?;
            }
        }
        Ok(())
    }

    /// What is known of the desk for conditions and prompts.
    pub fn known(&self, now: Timestamp) -> Answers {
        self.desk.known(self.desk.today(now))
    }

    /// The context of a decision; `desk` comes from [`Door::known`].
    pub fn context<'a>(&'a self, desk: &'a Answers, mode: Mode, now: Timestamp) -> Context<'a> {
        Context {
            now,
            mode,
            actor: &self.login,
            role: self.role,
            rules: &self.rules,
            guides: self.library.as_ref(),
            desk,
            customer: None,
            calendar: self.desk.as_ref(),
            spent: Spent::default(),
        }
    }

    /// A case's customer and how many other cases they have.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn customer_of(&self, reader: &Reader, file: &CaseFile) -> Result<(Option<Customer>, usize), LogError> {
        let Some(id) = file.case.customer else { return Ok((None, 0)) };
        let customer: Option<Customer> = reader.customer(id)?;
        let resolved: CustomerId = customer.as_ref().map_or(id, |c| c.id);
        Ok((customer, reader.cases_of(resolved)?.saturating_sub(1)))
    }
}

/// The name under which this machine knows the person.
fn login_of_this_machine() -> Option<String> {
    ["AMENDS_LOGIN", "USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|n| std::env::var(n).ok().filter(|v| !v.trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Command, Subject};
    use crate::log::fresh;
    use crate::terms::{CaseId, CaseKind, InteractionId, Text, WalkId};

    /// One interaction, 12 events, 400 characters of notes.
    fn reference(case: CaseId, playbook: &str, n: usize) -> Vec<Deed> {
        let at = Timestamp::from_ms(1_795_197_600_000);
        let (interaction, walk): (InteractionId, WalkId) = (fresh(), fresh());
        let words =
            format!("Note {n}: the driver left a card although she was in, and the depot does not answer her calls. ");
        let note = || {
            let text = Text::new(words.repeat(2).trim());
            Command::Note { note: fresh(), interaction: Some(interaction), text }
        };
        let step = || Command::DoStep { walk, step: "look-up".into(), values: Vec::new() };
        let commands = vec![
            Command::Open { number: String::new() },
            Command::Begin { interaction, channel: None, external_id: None },
            Command::Describe { kind: Some(CaseKind::Complaint), severity: None, wanted: None },
            Command::Follow { walk, interaction, playbook: playbook.to_owned() },
            note(),
            step(),
            step(),
            step(),
            step(),
            note(),
            Command::WrapUp(interaction),
            Command::End(interaction),
        ];
        let deed = |command| Deed { id: fresh(), on: Subject::Case(case), command, at, agent: None, seen: None };
        commands.into_iter().map(deed).collect()
    }

    #[test]
    fn a_case_takes_little_room_on_disk() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("log");
        let options = Options { file: Some(file.clone()), desk: None, login: Some("ana".into()) };
        let door = Door::shipped(options).unwrap();
        let playbook = door.library.get("late-parcel").unwrap().hash().to_owned();
        let now = Timestamp::from_ms(1_795_197_600_000);
        // What the file takes after this many more: the difference leaves out what every log has once.
        let size_after = |more: usize| {
            let who = Who { login: "ana".into(), home: Some(folder.path().to_owned()) };
            let mut log = Log::open(&file, &who).unwrap();
            let desk = door.known(now);
            let context = door.context(&desk, Mode::Recorded, now);
            let mut bulk = log.bulk().unwrap();
            for n in 0..more {
                assert_eq!(bulk.perform(&reference(fresh(), &playbook, n), &context).unwrap().events.len(), 12);
            }
            bulk.commit().unwrap();
            drop(log);
            std::fs::metadata(&file).unwrap().len()
        };
        let before = size_after(50);
        let each = (size_after(200) - before) / 200;
        assert!(each <= 12_288, "{each} bytes a case");
    }
}
