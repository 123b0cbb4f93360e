//! `amends scenario try`: a drill in plain text, to see whether a scenario does what it should. Nothing is kept of it.

use std::fmt::Write;
use std::io::BufRead;
use std::path::Path;

use clap::Args;

use crate::cli::exit::{Failure, findings};
use crate::cli::session::now;
use crate::cli::{Global, output};
use crate::desk::humanise;
use crate::door::{Door, read_file};
use crate::practice::{Act, Drill, Marks, Move, Played, Scenario, marks};

/// Plays a scenario here, line by line, with the score at the end. Nothing is kept, and nobody sees it.
///
/// `amends scenario try birthday-parcel`
///
/// The customer speaks, and answers are listed: type the number of one and press Enter. An empty line is a silence; `q` leaves.
/// With --type nothing is listed, and you answer in your own words. Drills that are kept, with a debrief, are played in the
/// console: `amends`, then Alt-:.
#[derive(Debug, Args)]
pub struct Try {
    /// The scenario's id or a few words of its title; or a file, like missed-call.toml
    scenario: String,
    /// Any number; the same one gives the same customer again: name, facts, wording
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Answer in your own words instead of choosing
    #[arg(long = "type")]
    typed: bool,
}

impl Try {
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let door = global.door()?;
        let path = Path::new(&self.scenario);
        if !path.is_file() && !is_like_a_file(path) {
            return self.play(&super::find(&door, &self.scenario)?.scenario, &door);
        }
        let (scenario, found) = Scenario::read_in(&self.scenario, &read_file(path)?, &door.library);
        findings(&found, false)?;
        scenario.map_or(Ok(()), |scenario| self.play(&scenario, &door))
    }

    fn play(&self, scenario: &Scenario, door: &Door) -> Result<(), Failure> {
        let seed = self.seed.unwrap_or_else(|| now().ms().unsigned_abs() % 10_000);
        let mut drill = Drill::new(scenario, seed);
        say(&format!("PRACTICE · {} · {} · seed {seed}", scenario.title, scenario.channel.label()))?;
        let facts: Vec<String> =
            drill.facts().into_iter().map(|(name, value)| format!("{}: {value}", humanise(name))).collect();
        if !facts.is_empty() {
            say(&facts.join(" · "))?;
        }
        say(&self.how())?;
        let mut lines = std::io::stdin().lock().lines();
        say(&format!("\n{}: {}", drill.name(), drill.opening()))?;
        while drill.turn().is_some() {
            let choices: Vec<String> = drill.choices().into_iter().map(|(_, says)| says).collect();
            if !self.typed {
                for (at, says) in choices.iter().enumerate() {
                    say(&format!("  {}  {says}", at + 1))?;
                }
            }
            let line = match lines.next() {
                Some(line) => line
                    .map_err(|e| Failure::other("input", format!("standard input cannot be read: {e}"), "try again"))?,
                None => "q".to_owned(),
            };
            let made = match line.trim() {
                "q" => return say("You left before the end."),
                "" => Move::Silent,
                words if self.typed => Move::Said { text: crate::terms::Text::new(words).as_str().to_owned() },
                number => {
                    let chosen = number.parse::<usize>().ok().and_then(|n| choices.get(n.checked_sub(1)?));
                    let Some(text) = chosen else {
                        say(&self.how())?;
                        continue;
                    };
                    Move::Said { text: text.clone() }
                }
            };
            drill.play(made);
            if let Some(played) = drill.played().last() {
                say(&felt(played))?;
                if !played.answer.is_empty() {
                    say(&format!("\n{}: {}", drill.name(), played.answer))?;
                }
            }
        }
        if let Some(ending) = drill.ending() {
            say(&format!("\n{} ({})\n{}", ending.title, ending.worth.label(), drill.filled(&ending.after)))?;
        }
        say(&format!("\n{}", page(&marks(&drill, &door.desk.criteria))))
    }

    fn how(&self) -> String {
        let with = if self.typed { "Answer in your own words" } else { "Answer with a number" };
        format!("{with}; an empty line is a silence, q leaves.")
    }
}

fn is_like_a_file(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "toml") || path.components().count() > 1
}

/// Prints a text in lines of the terminal's width; what goes on stands under where it began.
fn say(text: &str) -> Result<(), Failure> {
    let lines = text.lines().map(|line| {
        let pad = " ".repeat(line.len() - line.trim_start().len());
        let under = if pad.is_empty() { String::new() } else { format!("{pad}   ") };
        textwrap::fill(line, textwrap::Options::new(output::width().min(110)).subsequent_indent(&under))
    });
    Ok(output::print(&lines.collect::<Vec<_>>().join("\n"))?)
}

/// What a move did, and how they are after it.
fn felt(played: &Played) -> String {
    let acts: Vec<&str> = played.marks.iter().map(|mark| mark.heard.act.label()).collect();
    let acts = match (acts.is_empty(), &played.r#move) {
        (false, _) => acts.join(", "),
        (true, Move::Said { .. }) if played.reply.is_none() => "was not understood".to_owned(),
        (true, _) => "does nothing of note".to_owned(),
    };
    let mood = &played.after;
    format!("     ({acts}; now {}, patience {}, trust {})", mood.heat.label(), mood.patience, mood.trust)
}

/// The labels of these acts, each once.
fn list(acts: &[Act]) -> String {
    let mut labels: Vec<&str> = Vec::new();
    for act in acts {
        if !labels.contains(&act.label()) {
            labels.push(act.label());
        }
    }
    labels.join(", ")
}

/// The marks, a line for each criterion that the call asked for.
fn page(marks: &Marks) -> String {
    let mut lines = Vec::new();
    for line in &marks.lines {
        let Some(points) = line.points else { continue };
        let mut told = format!("{:<22} {points} of {}", line.title, line.best);
        if !line.missed.is_empty() {
            let _ = write!(told, "; not heard: {}", list(&line.missed));
        }
        if !line.harm.is_empty() {
            let _ = write!(told, "; harm: {}", list(&line.harm));
        }
        lines.push(told);
    }
    if let Some(share) = marks.share {
        lines.push(format!("{:<22} {share}", "All together"));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_act_is_listed_once() {
        assert_eq!(list(&[Act::Name, Act::Ask, Act::Name]), format!("{}, {}", Act::Name.label(), Act::Ask.label()));
    }
}
