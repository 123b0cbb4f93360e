//! `amends scenario show`.

use std::borrow::Cow;

use clap::Args;
use serde_json::{Value, json};

use crate::cli::exit::Failure;
use crate::cli::{Global, Print, output};
use crate::desk::humanise;
use crate::playbook::Origin;
use crate::practice::{EDITOR, Goal, Scenario, Shelved};

/// Shows who calls, what they want and what one learns; not what they say, so that it can still be practised.
///
/// `amends scenario show birthday-parcel`
#[derive(Debug, Args)]
pub struct Show {
    /// The scenario's id, the first column of `amends scenario list`; or a few words of its title
    scenario: String,
    /// Print its file: everything that is said in it, and a pattern for one of your own
    #[arg(long, conflicts_with = "json")]
    toml: bool,
    #[command(flatten)]
    print: Print,
}

impl Show {
    /// JSON: id, title, about, playbook, channel, level, learn, origin, customer, facts, turns (id, says, otherwise, replies:
    /// says, stage, acts, hears, step, to, best), endings (id, title, worth, says, after).
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let door = global.door()?;
        let kept = super::find(&door, &self.scenario)?;
        let s = &kept.scenario;
        if self.toml {
            return Ok(output::print(&pattern(kept))?);
        }
        if self.print.json {
            let mut shown = whole(s);
            shown["origin"] = json!(kept.origin.word());
            return Ok(output::json(&shown)?);
        }
        let c = &s.customer;
        let kind = c.kind.map_or_else(String::new, |kind| format!(", {}", kind.label()));
        let mut lines = vec![
            format!("{} (level {}, {})", s.title, s.level, s.channel.label()),
            s.about.clone(),
            format!("  Playbook: {}", s.playbook),
            format!("  Customer: {}{kind}; {} to begin with", c.names.join(" or "), c.heat.label()),
            format!("  They want: {}", c.wants),
        ];
        lines.extend(s.facts.iter().map(|(name, values)| format!("  {}: {}", humanise(name), values.join(" or "))));
        let ends = output::count(s.endings.len(), "ending", "endings");
        lines.push(format!("  {} and {ends}", output::count(s.turns.len(), "turn", "turns")));
        lines.extend(s.learn.iter().map(|line| format!("  To learn: {line}")));
        Ok(output::print(&lines.join("\n"))?)
    }
}

/// The file's text. Of one that ships, the line that names a schema beside it gives way to how to get one.
fn pattern(kept: &Shelved) -> Cow<'_, str> {
    match kept.text.split_once('\n') {
        Some((first, rest)) if kept.origin == Origin::Shipped && first.starts_with("#:schema ") => {
            Cow::Owned(format!("{EDITOR}{rest}"))
        }
        _ => Cow::Borrowed(&kept.text),
    }
}

fn whole(s: &Scenario) -> Value {
    let c = &s.customer;
    let turn = |at: usize| s.turns.get(at).map(|turn| turn.id.as_str());
    let ending = |at: usize| s.endings.get(at).map(|ending| ending.id.as_str());
    let goal = |goal: Goal| match goal {
        Goal::Turn(at) => turn(at),
        Goal::Ending(at) => ending(at),
    };
    let turns: Vec<Value> = s
        .turns
        .iter()
        .map(|t| {
            let reply = |r: &crate::practice::Reply| {
                json!({"says": r.says, "stage": r.stage, "acts": r.acts.iter().collect::<Vec<_>>(), "hears": r.hears_text,
                    "step": r.step, "to": goal(r.to), "best": r.best})
            };
            let needs = json!({"trust": t.needs.trust, "heat": t.needs.heat, "done": t.needs.done});
            json!({"id": t.id, "says": t.says, "needs": needs, "otherwise": t.otherwise.and_then(turn),
                "replies": t.replies.iter().map(reply).collect::<Vec<_>>()})
        })
        .collect();
    let end = |e: &crate::practice::Ending| json!({"id": e.id, "title": e.title, "worth": e.worth, "says": e.says, "after": e.after});
    let facts: serde_json::Map<String, Value> = s.facts.iter().map(|(name, of)| (name.clone(), json!(of))).collect();
    json!({"id": s.id, "title": s.title, "about": s.about, "playbook": s.playbook, "channel": s.channel, "level": s.level,
        "learn": s.learn, "facts": facts, "turns": turns, "endings": s.endings.iter().map(end).collect::<Vec<_>>(),
        "customer": {"names": c.names, "kind": c.kind, "wants": c.wants, "heat": c.heat, "patience": c.patience,
            "trust": c.trust, "likes": c.likes, "dislikes": c.dislikes, "gives_up": ending(c.gives_up),
            "puzzled": c.puzzled, "silent": c.silent}})
}
