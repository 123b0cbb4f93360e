//! Many units in one transaction: for bringing in history. One flush at the end, nothing kept where it is not committed.

use rusqlite::{Transaction, TransactionBehavior};

use crate::case::{self, Context, Deed};
use crate::terms::CaseId;

use super::cache::Cache;
use super::error::LogError;
use super::installation::Installation;
use super::unit::{Decide, Ledger, Performed, Unit};
use super::{Log, giving, playbooks, reader, stream};

/// An open transaction over many units. Other writers wait while it is open: commit at least once a second where others
/// may be at work. Dropped without [`Bulk::commit`], it leaves nothing.
#[derive(Debug)]
pub struct Bulk<'l> {
    tx: Option<Transaction<'l>>,
    cache: &'l mut Cache,
    installation: &'l mut Installation,
    db: &'l rusqlite::Connection,
    ledger: Ledger,
    decide: Decide,
    broken: bool,
    wrote: bool,
}

impl<'l> Bulk<'l> {
    pub(super) fn begin(log: &'l mut Log) -> Result<Self, LogError> {
        let Log { db, cache, installation, decide, .. } = log;
        let tx = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
        let ledger = Ledger::read(&tx, installation.id, cache)?;
        Ok(Self { tx: Some(tx), cache, installation, db, ledger, decide: *decide, broken: false, wrote: false })
    }

    /// Carries out all deeds of a unit, or none. After a refusal the transaction goes on with the next unit; after any
    /// other failure of writing nothing more is taken, and nothing of it can be committed.
    ///
    /// # Errors
    /// [`LogError::Refused`] with all reasons; a fault of the log otherwise.
    pub fn perform(&mut self, deeds: &[Deed], context: &Context<'_>) -> Result<Performed, LogError> {
        let decide = self.decide;
        self.unit(|unit| deeds.iter().try_for_each(|deed| unit.deed(deed, context, decide)))
    }

    /// Does `work` in a unit of its own.
    pub(super) fn unit(
        &mut self,
        work: impl FnOnce(&mut Unit<'_>) -> Result<(), LogError>,
    ) -> Result<Performed, LogError> {
        if self.broken {
            return Err(LogError::internal("this transaction failed before and takes nothing more"));
        }
        let mut unit = Unit::new(self.db, self.cache, &self.ledger);
        if let Err(error) = work(&mut unit) {
            unit.give_up();
            return Err(error);
        }
        match unit.write() {
            Ok((performed, ledger)) => {
                self.ledger = ledger;
                self.wrote = true;
                Ok(performed)
            }
            Err(error) => {
                self.broken = true;
                Err(error)
            }
        }
    }

    /// The case that already has the record of this name, from an earlier bringing in or this one.
    pub fn external(&self, external_id: &str) -> Result<Option<CaseId>, LogError> {
        reader::external(self.db, external_id)
    }

    /// Whether no certificate has this code, in what was committed or in this transaction.
    pub fn is_free(&self, code: &str) -> Result<bool, LogError> {
        giving::is_free(self.db, code)
    }

    /// Keeps a playbook's text; `false` where it is kept already.
    pub fn keep_playbook(&mut self, hash: &str, bundle: &str) -> Result<bool, LogError> {
        playbooks::keep(self.db, hash, bundle)
    }

    /// Makes everything last. Only after this may anything be called saved.
    pub fn commit(mut self) -> Result<(), LogError> {
        if self.broken {
            return Err(LogError::internal("this transaction failed before and cannot be kept"));
        }
        self.ledger.write(self.db)?;
        if self.ledger.new_stream {
            let heads = stream::heads(self.db, self.installation.id)?;
            self.installation.note_streams(heads)?;
        }
        if let Some(tx) = self.tx.take()
            && let Err(error) = tx.commit()
        {
            self.cache.clear();
            return Err(error.into());
        }
        let (db, id) = (self.db, self.installation.id);
        self.installation.note_if_due(self.ledger.new_stream, || stream::heads(db, id));
        Ok(())
    }
}

impl Drop for Bulk<'_> {
    fn drop(&mut self) {
        // What was put into the cache by units of this transaction never happened.
        if self.tx.take().is_some() && (self.wrote || self.broken) {
            self.cache.clear();
        }
    }
}

/// The domain's own `decide`.
pub(super) const DECIDE: Decide = case::decide;
