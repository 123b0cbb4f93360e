//! Certificates get what is printed on them here, at every door alike: a code that nobody has, the desk's terms, the last day.

use super::Door;
use crate::case::{Command, Deed, Gift, Printed};
use crate::certificate::Code;
use crate::log::{LogError, chance};
use crate::terms::{Text, Timestamp};

/// How often a code is drawn again because somebody has it.
const DRAWS: usize = 8;

impl Door {
    /// The deeds, with codes for the gifts that are certificates and have none; the same ones where there are none.
    ///
    /// # Errors
    /// What `is_free` says.
    pub fn printed(
        &self,
        deeds: &[Deed],
        is_free: impl Fn(&str) -> Result<bool, LogError>,
    ) -> Result<Option<Vec<Deed>>, LogError> {
        let lacks = |deed: &Deed| match &deed.command {
            Command::Give(gift) => {
                gift.certificate.is_none() && self.desk.gesture(&gift.what).is_some_and(|g| g.certificate.is_some())
            }
            _ => false,
        };
        if !deeds.iter().any(lacks) {
            return Ok(None);
        }
        let mut deeds = deeds.to_vec();
        for deed in &mut deeds {
            let at = deed.at;
            if let Command::Give(gift) = &mut deed.command {
                self.print(gift, at, &is_free)?;
            }
        }
        Ok(Some(deeds))
    }

    fn print(
        &self,
        gift: &mut Gift,
        at: Timestamp,
        is_free: &impl Fn(&str) -> Result<bool, LogError>,
    ) -> Result<(), LogError> {
        let rule = self.desk.gesture(&gift.what).and_then(|g| g.certificate.as_ref());
        let Some(rule) = rule.filter(|_| gift.certificate.is_none()) else { return Ok(()) };
        let mut code = Code::from_random(chance());
        for _ in 0..DRAWS {
            if is_free(&code.to_string())? {
                break;
            }
            code = Code::from_random(chance());
        }
        let last = rule.last_day(self.desk.today(at));
        let expires = self.desk.bounds_of(last).1.plus_ms(-1);
        gift.certificate = Some(Printed { code: code.to_string(), expires, terms: Text::new(&rule.terms) });
        Ok(())
    }
}
