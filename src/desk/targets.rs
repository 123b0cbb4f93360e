//! Targets: within what time a customer has an answer and a matter is put right, by channel and by what it costs them.
//! How they are read from the file is here too; when they fall due is in `running`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Desk;
use super::within::Within;
use crate::sheet::Sheet;
use crate::sheet::fields::Fields;
use crate::terms::{Channel, Severity};

/// What a target is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aim {
    /// From the opening to the first time that a person of ours turns to the customer.
    FirstResponse,
    /// From the opening to the close.
    Resolution,
    /// How far ahead the one-key "back to you by …" promises.
    Acknowledge,
}

impl Aim {
    /// The key in `desk.toml`.
    pub fn key(self) -> &'static str {
        match self {
            Self::FirstResponse => "first_response",
            Self::Resolution => "resolution",
            Self::Acknowledge => "acknowledge",
        }
    }

    /// The words on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::FirstResponse => "First answer",
            Self::Resolution => "Put right",
            Self::Acknowledge => "Back to them",
        }
    }
}

/// Some of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Target {
    /// Within what time the customer has an answer.
    pub first_response: Option<Within>,
    /// Within what time the matter is closed.
    pub resolution: Option<Within>,
    /// Within what time we are back after an acknowledgement.
    pub acknowledge: Option<Within>,
}

impl Target {
    fn get(&self, aim: Aim) -> Option<Within> {
        match aim {
            Aim::FirstResponse => self.first_response,
            Aim::Resolution => self.resolution,
            Aim::Acknowledge => self.acknowledge,
        }
    }
}

/// All targets of a desk; empty where none are set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Targets {
    /// By channel; `None` as severity holds wherever the case's own has nothing to say.
    pub by: BTreeMap<(Channel, Option<Severity>), Target>,
}

/// A target and the rule that it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The length of time.
    pub within: Within,
    /// Where it stands in `desk.toml`: `targets.email.high`.
    pub place: String,
}

impl Desk {
    /// The target for this channel and severity: the severity's own, else the channel's. `None` where none is set.
    pub fn target(&self, aim: Aim, channel: Channel, severity: Option<Severity>) -> Option<Rule> {
        let own = severity.and_then(|severity| {
            let within = self.targets.by.get(&(channel, Some(severity)))?.get(aim)?;
            Some(Rule { within, place: format!("targets.{channel}.{severity}") })
        });
        own.or_else(|| {
            let within = self.targets.by.get(&(channel, None))?.get(aim)?;
            Some(Rule { within, place: format!("targets.{channel}") })
        })
    }
}

/// Reads `[targets]`.
pub(super) fn read(sheet: &mut Sheet, f: &mut Fields<'_>, served: &[Channel]) -> Targets {
    let mut targets = Targets::default();
    let Some(mut table) = f.table(sheet, "targets") else { return targets };
    for channel in Channel::ALL {
        let Some(mut one) = table.table(sheet, channel.word()) else { continue };
        if !served.contains(channel) {
            let help = Some("add it to `channels`, or leave its targets out".to_owned());
            let message = format!("this desk does not serve {channel}: no case will have this target");
            sheet.warn("target", table.key_span(channel.word()), message, help);
        }
        targets.by.insert((*channel, None), target(sheet, &mut one));
        for severity in Severity::ALL {
            let Some(mut own) = one.table(sheet, severity.word()) else { continue };
            targets.by.insert((*channel, Some(*severity)), target(sheet, &mut own));
            own.finish(sheet);
        }
        one.finish(sheet);
    }
    table.finish(sheet);
    targets
}

fn target(sheet: &mut Sheet, f: &mut Fields<'_>) -> Target {
    let mut within = |aim: Aim| {
        let text = f.text(sheet, aim.key())?;
        match Within::parse(&text) {
            Ok(within) => Some(within),
            Err(why) => {
                sheet.error("target", text.span.clone(), why, None);
                None
            }
        }
    };
    Target {
        first_response: within(Aim::FirstResponse),
        resolution: within(Aim::Resolution),
        acknowledge: within(Aim::Acknowledge),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "name='A'\ncurrency='EUR'\nzone='Europe/Berlin'\nchannels=['email','social']\n";

    fn read(text: &str) -> (Option<Desk>, Vec<String>) {
        let (desk, findings) = Desk::read("desk.toml", &format!("{HEAD}{text}"));
        (desk, findings.into_iter().map(|f| format!("{} / {}", f.message, f.help.unwrap_or_default())).collect())
    }

    #[test]
    fn the_severity_has_its_own_where_it_is_given() {
        let (desk, findings) = read(
            "[targets.email]\nfirst_response='4 working hours'\nresolution='2 working days'\n\
             [targets.email.high]\nresolution='1 working day'",
        );
        let desk = desk.unwrap();
        let place = |aim, severity| desk.target(aim, Channel::Email, severity).map(|r| (r.place, r.within.to_string()));
        let of = |place: &str, within: &str| Some((place.to_owned(), within.to_owned()));
        assert_eq!(place(Aim::Resolution, Some(Severity::High)), of("targets.email.high", "1 working day"));
        assert_eq!(place(Aim::FirstResponse, Some(Severity::High)), of("targets.email", "4 working hours"));
        assert_eq!(place(Aim::Resolution, None), of("targets.email", "2 working days"));
        assert_eq!(place(Aim::Acknowledge, None), None);
        assert_eq!(desk.target(Aim::Resolution, Channel::Phone, None), None);
        assert_eq!(findings, Vec::<String>::new());
    }

    #[test]
    fn what_is_wrong_is_told_with_what_was_meant() {
        let (desk, findings) = read(
            "[targets.emial]\n[targets.phone]\n[targets.email]\nfirst_respone='1 hour'\nresolution='soon'\n\
             [targets.email.hihg]\nresolution='1 hour'",
        );
        assert!(desk.is_none());
        let has = |a: &str, b: &str| assert!(findings.iter().any(|f| f.contains(a) && f.contains(b)), "{findings:#?}");
        has("has no key `emial`", "`email`");
        has("does not serve phone", "channels");
        has("has no key `first_respone`", "`first_response`");
        has("`soon` is no length of time", "");
        has("has no key `hihg`", "`high`");
    }
}
