//! `amends playbook try`: which steps are reached with some answers, what is said, what is offered.

use clap::Args;

use crate::case::{Place, Reason};
use crate::cli::exit::Failure;
use crate::cli::follow::find;
use crate::cli::session::now;
use crate::cli::{Global, Print, output, typed};
use crate::desk::did_you_mean;
use crate::door::Door;
use crate::playbook::expr::Type;
use crate::playbook::{KNOWN, Playbook, Tried, Tryout, Worth, tryout};
use crate::terms::{Role, Stage, Text, Timestamp, Value};

/// Tries a playbook out: which steps are reached (yes, no, not yet), what is said, what is offered and who may give it.
#[derive(Debug, Args)]
pub struct Try {
    /// The playbook's id
    playbook: String,
    /// An answer, like `days_late=4`, or something known, like `customer.kind=direct` (repeatable)
    #[arg(long, value_name = "NAME=VALUE", allow_hyphen_values = true)]
    answer: Vec<String>,
    #[command(flatten)]
    print: Print,
}

impl Try {
    /// JSON: playbook, version, title, hash, steps (step, stage, title, kind, required, reach, `waits_for`, say, ask,
    /// answer, do, check, apology, promise, offer, nothing, ends).
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let door = global.door()?;
        let playbook = find(&door, &self.playbook)?;
        let now = now();
        let mut known = door.known(now);
        for words in &self.answer {
            let (name, raw) = typed::pair("--answer", words)?;
            let value = value(&door, playbook, &name, &raw, now)?;
            known.insert(name, value);
        }
        let tried = tryout(playbook, &known, now, &door.desk);
        if self.print.json {
            return Ok(output::json(&tried)?);
        }
        let mut lines = vec![format!("{} (version {})", tried.title, tried.version)];
        lines.extend(steps(&tried, false));
        Ok(output::print(&lines.join("\n"))?)
    }
}

/// An answer in its question's type, or what is known under a dotted name in that name's type.
fn value(door: &Door, playbook: &Playbook, name: &str, raw: &str, now: Timestamp) -> Result<Value, Failure> {
    let today = door.desk.today(now);
    let wrong = |what: String, mend: String| Failure::from(Reason::new("answer", Place::Input, what, mend));
    if playbook.question(name).is_some() {
        return playbook
            .parse_answer(name, raw, today)
            .map_err(|mend| wrong(format!("That does not answer “{name}”"), mend));
    }
    let known = KNOWN.iter().find(|(known, ..)| *known == name).map(|(_, of, _)| of());
    match known {
        Some(Type::Choice(options)) if options.iter().any(|o| o == raw) => Ok(Value::Choice(raw.to_owned())),
        Some(Type::Choice(options)) => {
            Err(wrong(format!("`{name}` cannot be that"), format!("it is one of {}", options.join(", "))))
        }
        Some(Type::YesNo) => match raw {
            "yes" | "true" => Ok(Value::YesNo(true)),
            "no" | "false" => Ok(Value::YesNo(false)),
            _ => Err(wrong(format!("`{name}` cannot be that"), "it is yes or no".to_owned())),
        },
        Some(Type::Date) => {
            let day = raw
                .parse()
                .map_err(|_| wrong(format!("`{name}` cannot be that"), "write a day like 2026-11-20".to_owned()))?;
            Ok(Value::Date(day))
        }
        Some(_) => Ok(Value::Text(Text::new(raw))),
        None => {
            let names: Vec<&str> =
                playbook.questions().iter().map(|q| q.name.as_str()).chain(KNOWN.iter().map(|(n, ..)| *n)).collect();
            let what = format!("“{}” asks nothing called `{}`", playbook.title(), crate::terms::clean::one_line(name));
            Err(wrong(what, did_you_mean(name, names).unwrap_or_else(|| "see `amends playbook show`".to_owned())))
        }
    }
}

/// The steps in words. Those that are ruled out are left away, unless `all` are wanted.
pub fn steps(tried: &Tryout, all: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for stage in Stage::ALL {
        lines.push(String::new());
        lines.push(stage.label().to_owned());
        for step in tried.steps.iter().filter(|s| s.stage == *stage) {
            if step.reach == "no" && !all {
                continue;
            }
            lines.extend(step_lines(step, all));
        }
    }
    let ruled_out: Vec<&str> = tried.steps.iter().filter(|s| s.reach == "no").map(|s| s.step.as_str()).collect();
    if !ruled_out.is_empty() && !all {
        lines.push(String::new());
        lines.push(format!("not reached: {}", ruled_out.join(", ")));
    }
    lines
}

fn step_lines(step: &Tried, all: bool) -> Vec<String> {
    let sign = match step.reach {
        "yes" => "○",
        _ if all => "○",
        _ => "·",
    };
    let required = if step.required { " (required)" } else { "" };
    let waits = step.waits_for.as_ref().map(|name| format!(" – not yet: waits for {}", name.replace('_', " ")));
    let mut lines = vec![format!("  {sign} {}: {}{required}{}", step.step, step.title, waits.unwrap_or_default())];
    let mut put = |name: &str, words: &str| lines.push(format!("      {name} {words}"));
    if let Some(say) = &step.say {
        put("say:", &format!("“{}”", say.text));
    }
    if let Some(name) = &step.ask {
        let answer = step.answer.as_ref().map(|a| format!(" = {}", a.for_people()));
        put("ask:", &format!("{name}{}", answer.unwrap_or_default()));
    }
    if let Some(action) = &step.action {
        put("do:", action);
    }
    if let Some(check) = &step.check {
        put("check:", &check.text);
    }
    if let Some(a) = &step.apology {
        put("apologise:", &format!("{} / {} / {} / {}", a.harm.text, a.ownership.text, a.repair.text, a.by_when.text));
    }
    if let Some(promise) = &step.promise {
        put("promise:", &format!("{}, {}", promise.text.text, promise.words));
    }
    if let Some(offer) = &step.offer {
        let value = match &offer.value {
            Worth::Amount(money) => format!(" {}", money.for_people()),
            Worth::NotYet(name) => format!(" (waits for {})", name.replace('_', " ")),
            Worth::WithoutAmount => String::new(),
        };
        let who = match offer.authority {
            Some(Role::Agent) => String::new(),
            Some(role) => format!(" – needs a {}", role.label()),
            None if offer.above_all => " – above what anybody here gives".to_owned(),
            None => String::new(),
        };
        put("offer:", &format!("{}{value}{who}", offer.title));
    }
    if let Some(nothing) = &step.nothing {
        put("nothing:", &nothing.text);
    }
    if let Some(ends) = &step.ends {
        put("may end here:", &ends.text);
    }
    lines
}
