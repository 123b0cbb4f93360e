//! The last guard before the log: names that a command carries must be as clean as its texts, whichever door they came
//! through. Texts cannot be otherwise ([`crate::terms::Text`]); names are plain strings.

use crate::case::{Command, Deed, Gift, Place, Refusal};
use crate::terms::clean;

/// Refuses a deed that carries a name which cleaning would change: a card number in an action, say.
pub(super) fn must_be_clean(deed: &Deed) -> Result<(), Refusal> {
    let carried = match &deed.command {
        Command::Act { action, .. } => Some(("action", action)),
        Command::Promise { by, .. } => by.as_ref().map(|by| ("login", by)),
        Command::HandOff { to, .. } | Command::Coach { to, .. } | Command::Review { of: to, .. } => Some(("login", to)),
        Command::Close { cause, .. } => cause.as_ref().map(|cause| ("cause", cause)),
        Command::Begin { external_id, .. } => external_id.as_ref().map(|id| ("record's name", id)),
        Command::Give(Gift { what, .. }) | Command::AskApproval { what, .. } => Some(("gesture", what)),
        _ => None,
    };
    let drill = match &deed.command {
        Command::Coach { drill, .. } => drill.as_ref().map(|drill| ("drill", drill)),
        _ => None,
    };
    let agent = deed.agent.as_ref().map(|agent| ("login", agent));
    for (what, name) in carried.into_iter().chain(agent).chain(drill) {
        if !is_hash(name) && clean::intake(name).text != *name {
            let what = format!("The {what} has a card number or control characters in it");
            return Err(Refusal::one("unclean", Place::Input, what, "write it without them"));
        }
    }
    Ok(())
}

/// `sha256:` and 64 hexadecimal digits: what stands for a name that must not be kept. Its digits are nobody's card.
fn is_hash(name: &str) -> bool {
    let hex = name.strip_prefix("sha256:").unwrap_or_default();
    hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Subject;
    use crate::log::fresh;
    use crate::terms::{CaseId, Text, Timestamp};

    #[test]
    fn no_name_brings_a_card_in() {
        let case: CaseId = fresh();
        let judge = |command, agent: Option<&str>| {
            let at = Timestamp::from_ms(0);
            let deed =
                Deed { id: fresh(), on: Subject::Case(case), command, at, agent: agent.map(str::to_owned), seen: None };
            must_be_clean(&deed).map_err(|refusal| refusal.reasons[0].rule)
        };
        let card = "pay 4242 4242 4242 4242".to_owned();
        let act = |action: &str| Command::Act { interaction: fresh(), action: action.to_owned(), values: Vec::new() };
        let begin = |id: String| Command::Begin { interaction: fresh(), channel: None, external_id: Some(id) };
        let to = card.clone();
        let bad = [
            act(&card),
            act("send\u{7}"),
            Command::HandOff { hand_off: fresh(), to, warm: true, note: Text::default() },
            Command::Close { outcome: None, cause: Some(card.clone()), tried: None },
            begin(card.clone()),
            Command::Give(Gift::new(fresh(), card.clone(), None, Text::default())),
        ];
        for command in bad {
            assert_eq!(judge(command.clone(), None), Err("unclean"), "{command:?}");
        }
        assert_eq!(judge(act("send-replacement"), Some(&card)), Err("unclean"));
        assert_eq!(judge(act("send-replacement"), Some("ana")), Ok(()));
        assert_eq!(judge(begin(format!("sha256:{}", "4242".repeat(16))), None), Ok(()));
    }
}
