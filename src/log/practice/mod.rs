//! The practice log: drills and their moves, in a file of its own beside the case log. It knows no scenario and no rule; what the
//! rows mean is for `practice`. Nothing of it can reach a case log: it is another file, of another form.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior};
use uuid::Uuid;

use super::connection::{self, For};
use super::error::{Kind, LogError};
use super::{modes, network, place};
use crate::terms::Timestamp;

/// `AMPR`, in the file's first page.
const APPLICATION_ID: u32 = 0x414d_5052;
const VERSION: u32 = 1;

/// A drill that begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDrill {
    /// Its id.
    pub id: Uuid,
    /// Who practises.
    pub login: String,
    /// The scenario's id.
    pub scenario: String,
    /// The playbook that it practises.
    pub playbook: String,
    /// What chance hangs on.
    pub seed: u64,
    /// How answers are given, as a word.
    pub answering: String,
    /// How much help there is, as a word.
    pub help: String,
    /// When.
    pub began: Timestamp,
    /// The drill, and the move of it before which this one begins.
    pub from: Option<(Uuid, u32)>,
}

/// How a drill ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// When.
    pub at: Timestamp,
    /// The ending's id; `None` where it was left.
    pub ending: Option<String>,
    /// How good that is, as a word.
    pub worth: Option<String>,
    /// The score in tenths of a percent; `None` where nothing was asked for.
    pub tenths: Option<i64>,
    /// The marks, as JSON.
    pub json: String,
}

/// A drill as it lies in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDrill {
    /// How it began.
    pub new: NewDrill,
    /// How many moves there are.
    pub moves: u32,
    /// When the last of them was made.
    pub last: Option<Timestamp>,
    /// How it ended.
    pub ended: Option<Ended>,
    /// Since when the supervisor may see it.
    pub shared: Option<Timestamp>,
}

/// A quick drill that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quick {
    /// Its id.
    pub id: Uuid,
    /// Who.
    pub login: String,
    /// Which sort, as a word.
    pub kind: String,
    /// What chance hung on.
    pub seed: u64,
    /// When.
    pub at: Timestamp,
    /// How many answers were right.
    pub right: u32,
    /// Of how many.
    pub asked: u32,
}

/// The practice log, open.
#[derive(Debug)]
pub struct PracticeLog {
    db: Connection,
}

/// Where the practice log of this case log lies: `cases.amends.practice`.
pub fn practice_path(cases: &Path) -> PathBuf {
    place::beside(cases, ".practice")
}

impl PracticeLog {
    /// Opens the practice log of the case log at `cases`; it is made where it is not there yet, for its owner alone.
    ///
    /// # Errors
    /// Where it cannot be made, or something else lies there.
    pub fn open(cases: &Path) -> Result<Self, LogError> {
        let path = Self::ready(cases)?;
        let mut db = connection::open(&path, For::Log)?;
        create(&mut db, &path)?;
        Ok(Self { db })
    }

    /// Opens it for looking; `None` where nobody has practised yet.
    ///
    /// # Errors
    /// As [`PracticeLog::open`].
    pub fn look(cases: &Path) -> Result<Option<Self>, LogError> {
        let path = practice_path(cases);
        if std::fs::symlink_metadata(&path).is_err() { Ok(None) } else { Self::open(cases).map(Some) }
    }

    fn ready(cases: &Path) -> Result<PathBuf, LogError> {
        let path = practice_path(cases);
        let parent = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        if !parent.exists() {
            modes::create_private_folder(parent).map_err(|e| LogError::from_io(parent, "make the folder", e))?;
        }
        network::refuse(parent)?;
        match std::fs::symlink_metadata(&path) {
            Ok(there) if !there.is_file() => {
                let message = format!("{} is no ordinary file, so nothing is practised in it", path.display());
                return Err(LogError::new(Kind::SpecialFile, message, "move it away"));
            }
            Ok(_) => {}
            Err(_) => match modes::create_private(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                    return Err(LogError::from_io(&path, "make", error));
                }
                _ => {}
            },
        }
        Ok(path)
    }

    /// Writes down that a drill begins, with its scenario's file as it is now, and the moves (as JSON) that it begins with: all of
    /// them or nothing.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn begin(&mut self, drill: &NewDrill, scenario: &str, moves: &[String]) -> Result<(), LogError> {
        let (from, before) = drill.from.map_or((None, None), |(id, n)| (Some(*id.as_bytes()), Some(n)));
        let tx = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
        tx.prepare_cached(
            "INSERT INTO drill(id, login, scenario, playbook, text, seed, answering, help, began, from_drill, \
             from_move) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute((
            drill.id.as_bytes(),
            &drill.login,
            &drill.scenario,
            &drill.playbook,
            scenario,
            drill.seed.cast_signed(),
            &drill.answering,
            &drill.help,
            drill.began.ms(),
            from,
            before,
        ))?;
        for (n, json) in (0..).zip(moves) {
            insert_move(&tx, drill.id, n, drill.began, json)?;
        }
        Ok(tx.commit()?)
    }

    /// Writes a move down. The `n`th of a drill (from 0) is written once: the same again changes nothing.
    ///
    /// # Errors
    /// Where it cannot be written, another move was made there by another window, or the drill is over.
    pub fn add(&mut self, drill: Uuid, n: u32, at: Timestamp, json: &str) -> Result<(), LogError> {
        let tx = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
        let there: Option<String> = tx
            .prepare_cached("SELECT json FROM move WHERE drill = ?1 AND n = ?2")?
            .query_row((drill.as_bytes(), n), |row| row.get(0))
            .optional()?;
        let count: u32 = tx
            .prepare_cached("SELECT count(*) FROM move WHERE drill = ?1")?
            .query_row([drill.as_bytes()], |row| row.get(0))?;
        let over: bool = tx
            .prepare_cached("SELECT EXISTS(SELECT 1 FROM ended WHERE drill = ?1)")?
            .query_row([drill.as_bytes()], |row| row.get(0))?;
        match there {
            Some(there) if there == json => return Ok(()),
            _ if over => {
                let message = "this drill is over: another window ended or left it, so your words were not added";
                let advice = "open it again from the list to see how it stands, or play it anew";
                return Err(LogError::new(Kind::Busy, message.to_owned(), advice));
            }
            None if count == n => {}
            _ => {
                let message = "this drill went on in another window".to_owned();
                return Err(LogError::new(Kind::Busy, message, "open it again from the list: nothing is lost"));
            }
        }
        insert_move(&tx, drill, n, at, json)?;
        Ok(tx.commit()?)
    }

    /// Keeps what is typed in a drill and not said yet; an empty text is none.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn keep_half(&mut self, drill: Uuid, text: &str) -> Result<(), LogError> {
        if text.is_empty() {
            self.db.prepare_cached("DELETE FROM half WHERE drill = ?1")?.execute([drill.as_bytes()])?;
        } else {
            let sql = "INSERT INTO half(drill, text) VALUES(?1, ?2) ON CONFLICT DO UPDATE SET text = excluded.text";
            self.db.prepare_cached(sql)?.execute((drill.as_bytes(), text))?;
        }
        Ok(())
    }

    /// What is typed in a drill and not said yet.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn half(&self, drill: Uuid) -> Result<Option<String>, LogError> {
        let mut statement = self.db.prepare_cached("SELECT text FROM half WHERE drill = ?1")?;
        Ok(statement.query_row([drill.as_bytes()], |row| row.get(0)).optional()?)
    }

    /// Writes down how a drill ended; the first end counts.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn end(&mut self, drill: Uuid, ended: &Ended) -> Result<(), LogError> {
        self.db
            .prepare_cached(
                "INSERT OR IGNORE INTO ended(drill, at, ending, worth, tenths, json) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((drill.as_bytes(), ended.at.ms(), &ended.ending, &ended.worth, ended.tenths, &ended.json))?;
        Ok(())
    }

    /// Lets the supervisor see a drill.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn share(&mut self, drill: Uuid, at: Timestamp) -> Result<(), LogError> {
        self.db
            .prepare_cached("INSERT OR IGNORE INTO shared(drill, at) VALUES(?1, ?2)")?
            .execute((drill.as_bytes(), at.ms()))?;
        Ok(())
    }

    /// Writes a quick drill down.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn quick(&mut self, done: &Quick) -> Result<(), LogError> {
        self.db
            .prepare_cached(
                "INSERT OR IGNORE INTO quick(id, login, kind, seed, at, right_answers, asked) \
                 VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute((
                done.id.as_bytes(),
                &done.login,
                &done.kind,
                done.seed.cast_signed(),
                done.at.ms(),
                done.right,
                done.asked,
            ))?;
        Ok(())
    }

    /// The drills of one person, or of everybody, the newest first.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn drills(&self, login: Option<&str>) -> Result<Vec<KeptDrill>, LogError> {
        let sql = format!("{DRILL} WHERE ?1 IS NULL OR d.login = ?1 ORDER BY d.began DESC, d.id DESC");
        let mut statement = self.db.prepare_cached(&sql)?;
        Ok(statement.query_map([login], kept)?.collect::<Result<_, _>>()?)
    }

    /// One drill.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn drill(&self, id: Uuid) -> Result<Option<KeptDrill>, LogError> {
        let sql = format!("{DRILL} WHERE d.id = ?1");
        Ok(self.db.prepare_cached(&sql)?.query_row([id.as_bytes()], kept).optional()?)
    }

    /// The file of a drill's scenario as it was when it began.
    ///
    /// # Errors
    /// Where there is no such drill, or the log cannot be read.
    pub fn scenario(&self, drill: Uuid) -> Result<String, LogError> {
        let mut statement = self.db.prepare_cached("SELECT text FROM drill WHERE id = ?1")?;
        Ok(statement.query_row([drill.as_bytes()], |row| row.get(0))?)
    }

    /// The moves of a drill with their moments, in order, as JSON.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn moves(&self, drill: Uuid) -> Result<Vec<(Timestamp, String)>, LogError> {
        let mut statement = self.db.prepare_cached("SELECT at, json FROM move WHERE drill = ?1 ORDER BY n")?;
        let one = |row: &Row<'_>| Ok((Timestamp::from_ms(row.get(0)?), row.get(1)?));
        Ok(statement.query_map([drill.as_bytes()], one)?.collect::<Result<_, _>>()?)
    }

    /// The quick drills of one person, or of everybody, the newest first.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn quicks(&self, login: Option<&str>) -> Result<Vec<Quick>, LogError> {
        let mut statement = self.db.prepare_cached(
            "SELECT id, login, kind, seed, at, right_answers, asked FROM quick WHERE ?1 IS NULL OR login = ?1 \
             ORDER BY at DESC, id DESC",
        )?;
        let one = |row: &Row<'_>| {
            Ok(Quick {
                id: Uuid::from_bytes(row.get(0)?),
                login: row.get(1)?,
                kind: row.get(2)?,
                seed: row.get::<_, i64>(3)?.cast_unsigned(),
                at: Timestamp::from_ms(row.get(4)?),
                right: row.get(5)?,
                asked: row.get(6)?,
            })
        };
        Ok(statement.query_map([login], one)?.collect::<Result<_, _>>()?)
    }
}

fn insert_move(db: &Connection, drill: Uuid, n: u32, at: Timestamp, json: &str) -> Result<(), LogError> {
    let mut statement = db.prepare_cached("INSERT INTO move(drill, n, at, json) VALUES(?1, ?2, ?3, ?4)")?;
    statement.execute((drill.as_bytes(), n, at.ms(), json))?;
    Ok(())
}

const DRILL: &str = "SELECT d.id, d.login, d.scenario, d.playbook, d.seed, d.answering, d.help, d.began, \
     d.from_drill, d.from_move, (SELECT count(*) FROM move m WHERE m.drill = d.id), \
     (SELECT max(at) FROM move m WHERE m.drill = d.id), e.at, e.ending, e.worth, e.tenths, e.json, s.at \
     FROM drill d LEFT JOIN ended e ON e.drill = d.id LEFT JOIN shared s ON s.drill = d.id";

fn kept(row: &Row<'_>) -> rusqlite::Result<KeptDrill> {
    let moment = |at: usize| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(at)?.map(Timestamp::from_ms));
    let from: Option<[u8; 16]> = row.get(8)?;
    let before: Option<u32> = row.get(9)?;
    let ended = match moment(12)? {
        Some(at) => {
            Some(Ended { at, ending: row.get(13)?, worth: row.get(14)?, tenths: row.get(15)?, json: row.get(16)? })
        }
        None => None,
    };
    Ok(KeptDrill {
        new: NewDrill {
            id: Uuid::from_bytes(row.get(0)?),
            login: row.get(1)?,
            scenario: row.get(2)?,
            playbook: row.get(3)?,
            seed: row.get::<_, i64>(4)?.cast_unsigned(),
            answering: row.get(5)?,
            help: row.get(6)?,
            began: Timestamp::from_ms(row.get(7)?),
            from: from.map(Uuid::from_bytes).zip(before),
        },
        moves: row.get(10)?,
        last: moment(11)?,
        ended,
        shared: moment(17)?,
    })
}

/// Makes the tables in an empty file; refuses what is none of ours.
fn create(db: &mut Connection, path: &Path) -> Result<(), LogError> {
    // Nearly always it is there, and nobody who writes is waited for.
    if is_ours(db, path)? {
        return Ok(());
    }
    let tx = db.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    if is_ours(&tx, path)? {
        return Ok(());
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.execute_batch(include_str!("schema.sql"))?;
    tx.pragma_update(None, "user_version", VERSION)?;
    Ok(tx.commit()?)
}

/// Whether this is a practice log; `false` where it is still empty.
fn is_ours(db: &Connection, path: &Path) -> Result<bool, LogError> {
    let application: u32 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match application {
        APPLICATION_ID if version <= VERSION => Ok(true),
        0 if tables == 0 => Ok(false),
        other => {
            let what = if other == APPLICATION_ID { "was made by a newer amends" } else { "is no practice log" };
            let message = format!("{} {what}; it was left as it is", path.display());
            Err(LogError::new(Kind::Foreign, message, "move it away to practise in a new one"))
        }
    }
}

#[cfg(test)]
mod tests;
