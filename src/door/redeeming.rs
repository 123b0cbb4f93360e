//! A certificate is found by the code that somebody reads out, and used: with the same refusals at every door.

use super::Door;
use crate::case::{Command, Deed, Place, Reason, Refusal, Subject};
use crate::certificate::Code;
use crate::log::{Issued, Log, LogError, Reader, fresh};
use crate::terms::{Mode, Timestamp};

impl Door {
    /// The certificate with this code; of several with the same one, the newest that still holds.
    ///
    /// # Errors
    /// A refusal where the code is mistyped or nobody gave it; a fault where the log cannot be read.
    pub fn certificate(reader: &Reader, typed: &str) -> Result<(Code, Issued), LogError> {
        let refused =
            |rule, what: String, mend: &str| Refusal { reasons: vec![Reason::new(rule, Place::Input, what, mend)] };
        let code = Code::read(typed)
            .map_err(|error| refused("mistyped", error.to_string(), "let them read it out again, letter by letter"))?;
        let found = reader.certificates_with(&code.to_string())?;
        let holds = |issued: &&Issued| issued.redeemed.is_none() && issued.voided.is_none();
        let one = found.iter().rev().find(holds).or(found.last()).cloned();
        let one = one.ok_or_else(|| {
            let mend = "look at where it was given: it may be another shop's, or another log's";
            refused("unknown-code", format!("{code} is a good code, but nobody here gave it"), mend)
        })?;
        Ok((code, one))
    }

    /// Marks the certificate with this code as used, in whatever case it was given; what was done, in a sentence.
    ///
    /// # Errors
    /// As [`Door::certificate`], and where it is used, void or expired.
    pub fn redeem(&self, log: &mut Log, reader: &Reader, typed: &str, now: Timestamp) -> Result<String, LogError> {
        let (code, issued) = Self::certificate(reader, typed)?;
        let command = Command::RedeemCertificate(issued.gesture);
        let deed = Deed { id: fresh(), on: Subject::Case(issued.case), command, at: now, agent: None, seen: None };
        self.perform(log, &[deed], Mode::Live, now)?;
        Ok(format!("{}: {}", issued.number, Self::used(code, &issued)))
    }

    /// What is said once a certificate is used.
    pub fn used(code: Code, issued: &Issued) -> String {
        let value = crate::terms::worth(issued.value);
        format!("{code} used: {}{value}. They came back.", issued.what)
    }
}
