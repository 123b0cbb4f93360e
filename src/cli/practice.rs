//! `amends practice`: what to practise next, drills played, what they showed; a round of quick drills.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::BufRead;
use std::time::{Duration, Instant};

use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use super::exit::Failure;
use super::session::now;
use super::{Global, Print, output, typed};
use crate::case::{Place, Reason};
use crate::door::Door;
use crate::log::fresh;
use crate::log::practice::{KeptDrill, PracticeLog, Quick};
use crate::practice::quick::{self, QuickKind};
use crate::practice::{Assigned, Next, Why, kept};
use crate::terms::{Role, Timestamp, clean};

/// Practice: what is next, what was played and what it showed; drills are played in the console.
///
/// Drills lie in a file of their own beside the case log, and nothing of them reaches a case. What you practise is yours: a
/// supervisor sees that a drill that they asked for was done, and what you share.
#[derive(Debug, Args)]
pub struct Practice {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    print: Print,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The drills that were played, the newest first
    Past(Past),
    /// What a drill showed: skill by skill, with your own words and a better way
    Debrief(Debrief),
    /// Lets the supervisor see a drill
    Share(Share),
    /// A minute of questions: the order of the stages, what is no apology, which gesture, what to say on hold
    Quick(QuickDrill),
}

#[derive(Debug, Args)]
struct Past {
    /// Of somebody else: a supervisor sees that what was asked for was done and when, and all of what was shared
    #[arg(long, value_name = "LOGIN")]
    of: Option<String>,
    #[command(flatten)]
    print: Print,
}

#[derive(Debug, Args)]
struct Debrief {
    /// The drill's id, as in `amends practice past`; left out, your latest
    #[arg(value_name = "DRILL")]
    id: Option<String>,
    /// In which form
    #[arg(long, value_enum, default_value_t = Form::Md)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Markdown
    Md,
    /// JSON
    Json,
}

#[derive(Debug, Args)]
struct Share {
    /// The drill's id; left out, your latest
    #[arg(value_name = "DRILL")]
    id: Option<String>,
    #[command(flatten)]
    print: Print,
}

#[derive(Debug, Args)]
struct QuickDrill {
    /// About what: order, non-apology, gesture or hold; left out, all
    #[arg(value_name = "KIND")]
    kind: Option<String>,
    /// The same questions in the same order again
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
}

impl Practice {
    /// JSON of what is next: `{"next":[…],"skills":{…},"playbooks":{…},"scenarios":{…},"quick":{…}}`; a next has scenario, title and
    /// why (`assigned` with by and due, `due` with since, `weakest`, `new`). Scores are tenths of a percent. `quick` has rounds, right,
    /// asked and last, and is `null` where there were none.
    /// JSON of past drills: `{"drills":[…]}`: id, login, scenario, playbook, answering, help, began, moves, ended, ending, worth, tenths,
    /// shared. What a supervisor may not see is `null`: of a drill that is not shared, all but login, scenario and ended.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        match &self.what {
            None => next(global, self.print),
            Some(What::Past(args)) => args.run(global),
            Some(What::Debrief(args)) => args.run(global),
            Some(What::Share(args)) => args.run(global),
            Some(What::Quick(args)) => args.run(global),
        }
    }
}

fn next(global: &Global, print: Print) -> Result<(), Failure> {
    let door = global.door()?;
    let now = now();
    let standing = door.practice(now)?;
    let quicks = PracticeLog::look(&door.file)?.map(|log| log.quicks(Some(&door.login))).transpose()?;
    let quick = Quicks::of(&quicks.unwrap_or_default());
    if print.json {
        let one = |next: &Next| {
            let title = door.scenarios.get(&next.scenario).map(|kept| &kept.scenario.title);
            json!({ "scenario": next.scenario, "title": title, "why": next.why })
        };
        let next: Vec<_> = standing.next.iter().map(one).collect();
        let p = &standing.progress;
        return Ok(output::json(&json!({
            "next": next, "skills": p.skills, "playbooks": p.playbooks, "scenarios": p.scenarios, "quick": quick
        }))?);
    }
    let mut table = super::list::table(&["next", "scenario", "level", "played", "best", "why"]);
    for (n, next) in standing.next.iter().take(8).enumerate() {
        let Some(kept) = door.scenarios.get(&next.scenario) else { continue };
        let played = standing.progress.scenarios.get(&next.scenario);
        table.add_row([
            (n + 1).to_string(),
            format!("{} ({})", kept.scenario.title, next.scenario),
            kept.scenario.level.to_string(),
            played.map_or_else(|| "0".to_owned(), |s| s.attempts.to_string()),
            played.map_or_else(String::new, |s| percent(s.best)),
            why(&door, &next.why, now),
        ]);
    }
    let mut text = format!("{table}\n");
    if standing.progress.skills.is_empty() {
        text.push_str("\nNothing is played yet. Open the console with `amends` and go to Practice; nobody watches.");
    } else {
        text.push_str("\nYour latest drills, skill by skill (the newest last):\n");
        for criterion in &door.desk.criteria {
            if let Some(series) = standing.progress.skills.get(&criterion.rule.id) {
                let series: Vec<String> = series.iter().map(|part| percent(*part)).collect();
                let _ = writeln!(text, "  {:<22} {}", criterion.title, series.join(" "));
            }
        }
    }
    if let Some(quick) = quick {
        let rounds = output::count(quick.rounds, "round", "rounds");
        let last = door.desk.near_words(quick.last, now);
        let text_of = format!("Quick drills: {rounds}, {} of {} right, the last {last}.", quick.right, quick.asked);
        let _ = write!(text, "\n{}{text_of}", if text.ends_with('\n') { "" } else { "\n" });
    }
    Ok(output::print(text.trim_end())?)
}

/// Somebody's quick drills in one line.
#[derive(Debug, Clone, Copy, Serialize)]
struct Quicks {
    rounds: usize,
    right: u32,
    asked: u32,
    last: Timestamp,
}

impl Quicks {
    /// Of these; `None` where there are none.
    fn of(all: &[Quick]) -> Option<Self> {
        let sum = |one: fn(&Quick) -> u32| all.iter().map(one).sum();
        let last = all.iter().map(|quick| quick.at).max()?;
        Some(Self { rounds: all.len(), right: sum(|quick| quick.right), asked: sum(|quick| quick.asked), last })
    }
}

/// Why a scenario is next, in words.
fn why(door: &Door, why: &Why, now: Timestamp) -> String {
    match why {
        Why::Assigned { by, due: Some(due) } => {
            format!("{} asks for it until {}", clean::one_line(by), door.desk.near_words(*due, now))
        }
        Why::Assigned { by, due: None } => format!("{} asks for it", clean::one_line(by)),
        Why::Due { since } => format!("worth repeating since {}", door.desk.near_words(*since, now)),
        Why::New => "new".to_owned(),
        Why::Weakest => "went worst so far".to_owned(),
    }
}

fn percent(tenths: i64) -> String {
    format!("{} %", (tenths + 5) / 10)
}

impl Past {
    fn run(&self, global: &Global) -> Result<(), Failure> {
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
            let done = fulfilling(&drills, &door.assigned(login)?);
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
            return Ok(output::print(&format!("{login} {words}."))?);
        }
        let mut table = super::list::table(&["drill", "when", "scenario", "ended", "score", "shared"]);
        for drill in &drills {
            let title = door.scenarios.get(&drill.new.scenario).map_or(&drill.new.scenario, |k| &k.scenario.title);
            let ended = drill.ended.as_ref();
            let score = ended.filter(|_| seen(drill)).and_then(|e| e.tenths).map_or_else(String::new, percent);
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
        Ok(output::print(&table.to_string())?)
    }
}

/// For each assignment the drill by which it was done: the earliest that came to an end after it. How often somebody tried again is
/// theirs alone.
fn fulfilling(drills: &[KeptDrill], assigned: &[Assigned]) -> BTreeSet<Uuid> {
    let ended = drills.iter().filter_map(|drill| Some((kept::attempt(drill)?.at, drill)));
    let ended: Vec<_> = ended.collect();
    let done = |a: &Assigned| {
        let after = ended.iter().filter(|(at, drill)| drill.new.scenario == a.scenario && *at >= a.at);
        after.min_by_key(|(at, drill)| (*at, drill.new.id)).map(|(_, drill)| drill.new.id)
    };
    assigned.iter().filter_map(done).collect()
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

/// The end of an id: its random part. The beginning is the clock's, and alike for drills of one day.
fn short(id: Uuid) -> String {
    id.simple().to_string().split_off(24)
}

/// The drill with this id, or one's latest that is over; only what this person may see.
fn find(door: &Door, log: &PracticeLog, id: Option<&str>, own: bool) -> Result<KeptDrill, Failure> {
    let drills = log.drills(None)?;
    let mine = |drill: &&KeptDrill| drill.new.login == door.login;
    let may = |drill: &&KeptDrill| mine(drill) || (!own && door.role >= Role::Supervisor && drill.shared.is_some());
    let found = match id {
        Some(id) => drills.iter().filter(may).find(|d| short(d.new.id) == id.trim().to_lowercase()),
        None => drills.iter().filter(mine).find(|d| d.ended.is_some()),
    };
    found.cloned().ok_or_else(|| {
        let what = match id {
            Some(id) => format!("There is no drill `{}` that you may see", clean::one_line(id)),
            None => "You have finished no drill yet".to_owned(),
        };
        Reason::new("no-drill", Place::Input, what, "see `amends practice past`").into()
    })
}

fn nothing_yet() -> Failure {
    Reason::new("no-drill", Place::Input, "Nobody has practised here yet", "play one in the console: Practice").into()
}

impl Debrief {
    fn run(&self, global: &Global) -> Result<(), Failure> {
        let door = global.door()?;
        let log = PracticeLog::look(&door.file)?.ok_or_else(nothing_yet)?;
        let drill = find(&door, &log, self.id.as_deref(), false)?;
        let debrief = kept::debrief(&log, &drill, &door.desk.criteria)?.ok_or_else(|| {
            let what = "This drill was played with a scenario that this version cannot read";
            Failure::from(Reason::new("old-scenario", Place::Input, what, "play it again"))
        })?;
        match self.format {
            Form::Md => Ok(output::print(debrief.markdown().trim_end())?),
            Form::Json => Ok(output::json(&json!({ "id": short(drill.new.id), "debrief": debrief }))?),
        }
    }
}

impl Share {
    fn run(&self, global: &Global) -> Result<(), Failure> {
        let door = global.door()?;
        let mut log = PracticeLog::look(&door.file)?.ok_or_else(nothing_yet)?;
        let drill = find(&door, &log, self.id.as_deref(), true)?;
        if drill.ended.is_none() {
            let what = "This drill is not over; what comes after would be seen as well";
            return Err(Reason::new("not-over", Place::Input, what, "play it to its end first").into());
        }
        log.share(drill.new.id, now())?;
        let id = short(drill.new.id);
        if self.print.json {
            return Ok(output::json(&json!({ "id": id, "shared": true }))?);
        }
        let title = door.scenarios.get(&drill.new.scenario).map_or(&drill.new.scenario, |k| &k.scenario.title);
        Ok(output::print(&format!("{title} ({id}): your supervisor can see it now"))?)
    }
}

impl QuickDrill {
    /// Question after question until the minute is over; an answer that was begun in time counts.
    fn run(&self, global: &Global) -> Result<(), Failure> {
        let door = global.door()?;
        let kind: Option<QuickKind> = match &self.kind {
            Some(word) => Some(word.parse().map_err(|error: crate::terms::UnknownWord| {
                Failure::usage("kind", error.to_string(), "see `amends practice quick --help`")
            })?),
            None => None,
        };
        let seed = self.seed.unwrap_or_else(|| fresh::<Uuid>().as_u64_pair().1);
        let questions = quick::drawn(kind, seed);
        let begin = Instant::now();
        let until = Duration::from_secs(u64::from(quick::SECONDS));
        let (mut right, mut asked) = (0, 0);
        let mut lines = std::io::stdin().lock().lines();
        output::print(
            "One minute. Answer with the number; for an order with all of them, like 2413. An empty line ends it early.\n",
        )?;
        for question in &questions {
            if begin.elapsed() >= until {
                break;
            }
            let mut text = format!("{}\n", question.asks);
            for (n, option) in question.options.iter().enumerate() {
                let _ = writeln!(text, "  {}  {option}", n + 1);
            }
            output::print(text.trim_end())?;
            let Some(Ok(line)) = lines.next() else { break };
            let chosen: Vec<usize> =
                line.chars().filter_map(|c| usize::try_from(c.to_digit(10)?).ok()?.checked_sub(1)).collect();
            if line.trim().is_empty() {
                break;
            }
            if chosen.is_empty() {
                output::print("That is none of the numbers; this one does not count.\n")?;
                continue;
            }
            asked += 1;
            let good = question.is_right(&chosen);
            right += u32::from(good);
            let numbers: String = question.right.iter().map(|at| (at + 1).to_string()).collect();
            let said = if good { "Right.".to_owned() } else { format!("It is {numbers}.") };
            output::print(&format!("{said} {}\n", question.why))?;
        }
        if asked > 0 {
            let kind = kind.map_or("all", QuickKind::word).to_owned();
            let done = Quick { id: fresh(), login: door.login.clone(), kind, seed, at: now(), right, asked };
            PracticeLog::open(&door.file)?.quick(&done)?;
        }
        Ok(output::print(&format!("{right} of {asked} right."))?)
    }
}
