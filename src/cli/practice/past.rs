//! `amends practice past`: the drills that were played.

use clap::Args;
use serde_json::json;
use uuid::Uuid;

use super::short;
use crate::case::{Place, Reason, Share};
use crate::cli::exit::Failure;
use crate::cli::session::now;
use crate::cli::{Global, Print, list, output, typed};
use crate::door::done_by;
use crate::log::practice::{KeptDrill, PracticeLog};
use crate::terms::{Role, clean};

#[derive(Debug, Args)]
pub(super) struct Past {
    /// Of somebody else: a supervisor sees that what was asked for was done and when, and all of what was shared
    #[arg(long, value_name = "LOGIN")]
    of: Option<String>,
    #[command(flatten)]
    print: Print,
}

impl Past {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let door = global.door()?;
        let of = self.of.as_deref().map(|login| typed::name("--of", login)).transpose()?;
        let other = of.as_deref().is_some_and(|login| login != door.login);
        if other && door.role < Role::Supervisor {
            let what = "What others practise is seen by a supervisor";
            return Err(Reason::new("who-may", Place::Input, what, "leave --of out to see your own").into());
        }
        let login = of.as_deref().unwrap_or(&door.login);
        let log = PracticeLog::look(&door.file)?;
        let mut drills = log.map(|log| log.drills(Some(login))).transpose()?.unwrap_or_default();
        if other {
            // What they asked for and was done, and what is shared; the rest is nobody else's business.
            let notes = door.asked_to_practise(login)?;
            let done: Vec<Uuid> =
                notes.iter().filter_map(|note| done_by(note, &drills)).map(|drill| drill.new.id).collect();
            drills.retain(|drill| drill.shared.is_some() || done.contains(&drill.new.id));
        }
        let seen = |drill: &KeptDrill| !other || drill.shared.is_some();
        if self.print.json {
            let drills: Vec<_> = drills.iter().map(|drill| as_json(drill, seen(drill))).collect();
            return Ok(output::json(&json!({ "drills": drills }))?);
        }
        if drills.is_empty() {
            let words =
                if other { "has done no drill that was asked for, and shares none" } else { "has played no drill yet" };
            let others = if !other && door.role >= Role::Supervisor {
                " What somebody else has done: `amends practice past --of LOGIN`."
            } else {
                ""
            };
            return Ok(output::print(&format!("{login} {words}.{others}"))?);
        }
        let mut table = list::table(&["drill", "when", "scenario", "ended", "score", "shared"]);
        for drill in &drills {
            let title = door.scenarios.get(&drill.new.scenario).map_or(&drill.new.scenario, |k| &k.scenario.title);
            let ended = drill.ended.as_ref();
            let score = ended
                .filter(|_| seen(drill))
                .and_then(|e| e.tenths)
                .map_or_else(String::new, |t| Share::of_tenths(t).to_string());
            let how = match ended {
                None => "unfinished".to_owned(),
                Some(_) if !seen(drill) => "done".to_owned(),
                Some(e) => e.worth.clone().unwrap_or_else(|| "left".to_owned()),
            };
            let shared = if drill.shared.is_some() { "yes" } else { "" };
            // Of what is not shared, nothing but that it was done and when.
            let (id, moment) = match ended.filter(|_| !seen(drill)) {
                Some(ended) => (String::new(), ended.at),
                None => (short(drill.new.id), drill.new.began),
            };
            let when = door.desk.near_words(moment, now());
            table.add_row([id, when, clean::one_line(title), how, score, shared.to_owned()]);
        }
        list::whole(&mut table, 0);
        Ok(output::print(&table.to_string())?)
    }
}

fn as_json(drill: &KeptDrill, seen: bool) -> serde_json::Value {
    let ended = drill.ended.as_ref();
    let (inside, new) = (ended.filter(|_| seen), Some(&drill.new).filter(|_| seen));
    json!({
        "id": new.map(|new| short(new.id)), "login": drill.new.login, "scenario": drill.new.scenario,
        "playbook": new.map(|new| &new.playbook), "answering": new.map(|new| &new.answering),
        "help": new.map(|new| &new.help), "began": new.map(|new| new.began),
        "moves": seen.then_some(drill.moves), "ended": ended.map(|e| e.at),
        "ending": inside.and_then(|e| e.ending.as_ref()), "worth": inside.and_then(|e| e.worth.as_ref()),
        "tenths": inside.and_then(|e| e.tenths), "shared": drill.shared,
    })
}
