//! `amends scenario convert`: scripts and recorded dialogues of others as drafts of scenarios.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use crate::cli::exit::Failure;
use crate::cli::progress::Progress;
use crate::cli::{Global, Print, list, output, typed};
use crate::door::write_new;
use crate::practice::convert::{Converted, Format, How, Left, Wordings, record};
use crate::terms::clean;

/// Makes drafts of scenarios from recorded dialogues or scripts: one file for each that passes the check.
///
/// What a record lacks – an apology, other answers, endings – is put in in general words, with a comment at each. Work a draft
/// over before anybody practises with it. A record that cannot become a scenario is listed with its reason.
#[derive(Debug, Args)]
pub struct Convert {
    /// Files with one JSON object a line
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Whose format: star (labelled task dialogues) or tau2 (scripts with expected actions)
    #[arg(long, value_name = "FORMAT", value_parser = typed::word::<Format>)]
    from: Format,
    /// The playbook that they practise; left out, the one that fits the script's words best
    #[arg(long, value_name = "ID")]
    playbook: Option<String>,
    /// STAR's flow charts: the wordings of replies that were on offer and not given
    #[arg(long, value_name = "FILE")]
    flows: Option<PathBuf>,
    /// The folder to write into; it is made where it is not there
    #[arg(long, value_name = "DIR", default_value = "scenarios")]
    out: PathBuf,
    #[command(flatten)]
    print: Print,
}

impl Convert {
    /// JSON: `{"converted":[{"id","title","playbook","turns","added","demoted","file"}],"left":[{"id","reason","file","line"}]}`;
    /// `id` is null where the record could not be read.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let door = global.door()?;
        if let Some(id) = self.playbook.as_deref().filter(|id| door.library.get(id).is_none()) {
            let what = format!("There is no playbook `{}`", clean::one_line(id));
            return Err(Failure::usage("no-playbook", what, "see `amends playbook list`"));
        }
        let wordings = match &self.flows {
            Some(path) => Wordings::read(&read(path)?).map_err(|(line, why)| {
                let what = format!("{}: line {line} is no flow chart: {why}", path.display());
                Failure::usage("flows", what, "give the file with `task` and `replies` on each line")
            })?,
            None => Wordings::default(),
        };
        let how = How { library: &door.library, playbook: self.playbook.as_deref(), wordings: &wordings };
        let texts = self.files.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
        let mut lines: Vec<(Place<'_>, &str)> = Vec::new();
        for (path, text) in self.files.iter().zip(&texts) {
            let all = text.lines().enumerate().map(|(n, line)| (Place { path, line: n + 1 }, line));
            lines.extend(all.filter(|(_, line)| !line.trim().is_empty()));
        }
        std::fs::create_dir_all(&self.out).map_err(|error| Failure::file("make", &self.out, &error))?;
        let mut progress = Progress::new("converting", u64::try_from(lines.len()).ok());
        let mut made: Vec<(Converted, PathBuf)> = Vec::new();
        let mut left: Vec<(Left, Place<'_>)> = Vec::new();
        for (at, (place, line)) in lines.iter().enumerate() {
            progress.of(at, lines.len());
            match record(self.from, line, &how) {
                Ok(draft) => {
                    let path = self.out.join(format!("{}.toml", draft.id));
                    match write_new(&path, &draft.text) {
                        Ok(()) => made.push((draft, path)),
                        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                            let reason = format!("{} is there already, and stays", path.display());
                            left.push((Left { id: Some(draft.id), reason }, *place));
                        }
                        Err(error) => return Err(Failure::file("write", &path, &error)),
                    }
                }
                Err(one) => left.push((one, *place)),
            }
        }
        drop(progress);
        self.tell(&made, &left)
    }

    fn tell(&self, made: &[(Converted, PathBuf)], left: &[(Left, Place<'_>)]) -> Result<(), Failure> {
        if self.print.json {
            let one = |(draft, path): &(Converted, PathBuf)| {
                json!({"id": draft.id, "title": draft.title, "playbook": draft.playbook, "turns": draft.turns,
                    "added": draft.added, "demoted": draft.demoted, "file": path.display().to_string()})
            };
            let made: Vec<_> = made.iter().map(one).collect();
            let one = |(left, place): &(Left, Place<'_>)| json!({"id": left.id, "reason": left.reason, "file": place.path.display().to_string(), "line": place.line});
            let left: Vec<_> = left.iter().map(one).collect();
            return Ok(output::json(&json!({ "converted": made, "left": left }))?);
        }
        if !made.is_empty() {
            let mut table = list::table(&["id", "playbook", "turns", "added", "remarked on", "title"]);
            for (draft, _) in made {
                let numbers = [draft.turns, draft.added, draft.demoted].map(|n| n.to_string());
                table.add_row([&draft.id, &draft.playbook, &numbers[0], &numbers[1], &numbers[2], &draft.title]);
            }
            output::print(&table.to_string())?;
        }
        if !left.is_empty() {
            let mut table = list::table(&["not converted", "why"]);
            for (one, place) in left {
                let what = one.id.clone().unwrap_or_else(|| format!("{}, line {}", place.path.display(), place.line));
                table.add_row([clean::one_line(&what), clean::one_line(&one.reason)]);
            }
            output::print(&table.to_string())?;
        }
        let drafts = output::count(made.len(), "draft", "drafts");
        let mut words = format!(
            "{drafts} of {} in {}.",
            output::count(made.len() + left.len(), "record", "records"),
            self.out.display()
        );
        if !made.is_empty() {
            words += " Work them over (`# added` marks our own words), then check them and try them out.";
        }
        Ok(output::print(&words)?)
    }
}

/// Where a record stands.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    path: &'a Path,
    /// Counted from 1, blank ones too, as an editor counts.
    line: usize,
}

/// The text of a file of records; these may be larger than what a desk brings.
fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))
}
