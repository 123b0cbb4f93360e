//! Every reason of a refusal: the deeds are decided once more in memory, each that is refused left out, and nothing kept.

use crate::case::{Body, CaseFile, Context, Deed, Fact, Position, Reason, Refusal, Subject, decide};
use crate::log::fresh;
use crate::terms::{CaseId, CommandId};

/// Rules that fail only because something before them was refused.
const FOLLOW_ON: [&str; 3] = ["no-case", "no-interaction", "no-walk"];

/// All that stands in the way of these deeds on `file`, each reason once, in the order of the deeds. Empty where a deed
/// is refused only by what the log alone knows.
pub fn all(mut file: CaseFile, deeds: &[Deed], context: &Context<'_>) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = Vec::new();
    for deed in deeds {
        let decided = match deed.on {
            Subject::Case(_) => decide(&file, &numbered(deed), context),
            Subject::Entry(id) => {
                decide(&CaseFile::empty(CaseId::from_bytes(id.bytes())), deed, context).map(|_| Vec::new())
            }
            Subject::Customer(id) => {
                decide(&CaseFile::empty(CaseId::from_bytes(id.bytes())), deed, context).map(|_| Vec::new())
            }
        };
        match decided {
            Ok(events) => {
                for event in events {
                    let body =
                        Body { command: deed.id, at: deed.at, agent: deed.agent.clone(), seen: deed.seen, event };
                    file.take(fact(&file, deed, body, context));
                }
            }
            Err(Refusal { reasons: more }) => {
                let followed = !reasons.is_empty();
                let new = more.into_iter().filter(|r| !(followed && FOLLOW_ON.contains(&r.rule)));
                for reason in new {
                    if !reasons.contains(&reason) {
                        reasons.push(reason);
                    }
                }
            }
        }
    }
    reasons
}

/// The log gives the number; here any will do.
fn numbered(deed: &Deed) -> Deed {
    let mut deed = deed.clone();
    if let crate::case::Command::Open { number } = &mut deed.command
        && number.is_empty()
    {
        "C-0".clone_into(number);
    }
    deed
}

fn fact(file: &CaseFile, deed: &Deed, body: Body, context: &Context<'_>) -> Fact {
    let last = file.facts.last().map(|f| f.position);
    let command: CommandId = deed.id;
    let position = Position {
        hlc: last.map_or(0, |p| p.hlc) + 1,
        stream: last.map_or_else(|| command.0.into(), |p| p.stream),
        n: last.map_or(0, |p| p.n) + 1,
    };
    Fact {
        id: fresh(),
        position,
        wall: context.now,
        actor: context.actor.to_owned(),
        subject: deed.on,
        kind: body.event.kind().to_owned(),
        critical: false,
        body: Some(body),
    }
}
