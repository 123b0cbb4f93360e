//! From what `decide` says to rows of `event` and `body`: id, counter, stamp, commitment, hash.

use rusqlite::Connection;

use crate::case::{Body, Event, Fact, Position, Subject};
use crate::terms::{CommandId, CustomerId, Timestamp};

use super::error::{Kind, LogError};
use super::header::{self, Hash, Header};
use super::stream::Stream;
use super::{hlc, ids};

/// The version of every kind of event as this program writes it.
pub(super) const KIND_VERSION: u32 = 1;

/// The largest body, in bytes: what the hub takes, with room to spare.
const MOST_BODY: usize = 60 * 1024;

/// What the events of one command share.
#[derive(Debug, Clone)]
pub(super) struct Entry<'a> {
    pub subject: Subject,
    pub command: CommandId,
    pub at: Timestamp,
    pub agent: Option<String>,
    pub seen: Option<i64>,
    pub actor: &'a str,
    pub wall: Timestamp,
    /// Whose data it is.
    pub person: Option<CustomerId>,
}

/// An event that is ready to be written.
#[derive(Debug)]
pub(super) struct Pending {
    pub fact: Fact,
    person: Option<CustomerId>,
    salt: [u8; 16],
    json: String,
    commitment: Hash,
    hash: Hash,
}

/// Whether an older program that does not know this kind must not write after it.
fn is_critical(event: &Event) -> bool {
    matches!(event, Event::Undone { .. } | Event::CustomersMerged { .. })
}

/// Puts an event at the end of `stream`, in memory; `last` is the log's latest stamp.
pub(super) fn seal(stream: &mut Stream, last: &mut i64, entry: &Entry<'_>, event: Event) -> Result<Pending, LogError> {
    let kind = event.kind();
    let critical = is_critical(&event);
    let body = Body { command: entry.command, at: entry.at, agent: entry.agent.clone(), seen: entry.seen, event };
    let json = serde_json::to_string(&body).map_err(LogError::internal)?;
    if json.len() > MOST_BODY {
        return Err(LogError::new(
            Kind::TooLarge,
            format!("this entry is {} KB; the log takes up to {} KB", json.len() / 1024, MOST_BODY / 1024),
            "split it into shorter ones; nothing was written",
        ));
    }
    let salt = ids::salt();
    let commitment = header::commitment(&salt, &json);
    let stamp = hlc::next(*last, entry.wall.ms());
    let position = Position { hlc: stamp, stream: stream.id, n: stream.n + 1 };
    let fact = Fact {
        id: ids::fresh(),
        position,
        wall: entry.wall,
        actor: entry.actor.to_owned(),
        subject: entry.subject,
        kind: kind.to_owned(),
        critical,
        body: Some(body),
    };
    let hash = Header {
        stream: stream.id.bytes(),
        n: position.n,
        id: fact.id.bytes(),
        hlc: stamp,
        wall: entry.wall.ms(),
        subject_tag: header::tag(entry.subject),
        subject: entry.subject.bytes(),
        person: entry.person.map(|person| person.bytes()),
        actor: entry.actor,
        kind,
        version: KIND_VERSION,
        critical,
        commitment,
    }
    .hash(&stream.head);
    *last = stamp;
    stream.n = position.n;
    stream.head = hash;
    Ok(Pending { fact, person: entry.person, salt, json, commitment, hash })
}

/// Writes a sealed event.
pub(super) fn write(db: &Connection, pending: &Pending) -> Result<(), LogError> {
    let fact = &pending.fact;
    db.prepare_cached(
        "INSERT INTO event(stream, n, id, hlc, wall, actor, tag, subject, person, kind, v, critical, commitment, hash) \
         VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute(rusqlite::params![
        fact.position.stream.bytes(),
        fact.position.n,
        fact.id.bytes(),
        fact.position.hlc,
        fact.wall.ms(),
        fact.actor,
        header::tag(fact.subject),
        fact.subject.bytes(),
        pending.person.map(|person| person.bytes()),
        fact.kind,
        KIND_VERSION,
        fact.critical,
        pending.commitment,
        pending.hash,
    ])?;
    db.prepare_cached("INSERT INTO body(id, salt, json) VALUES(?1, ?2, ?3)")?.execute((
        fact.id.bytes(),
        pending.salt,
        &pending.json,
    ))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::Text;

    fn stream() -> Stream {
        Stream { id: ids::fresh(), n: 0, head: header::NO_HASH, new: true }
    }

    fn entry() -> Entry<'static> {
        let now = Timestamp::from_ms(1_790_000_000_000);
        Entry {
            subject: Subject::Case(ids::fresh()),
            command: ids::fresh(),
            at: now,
            agent: None,
            seen: None,
            actor: "ana",
            wall: now,
            person: None,
        }
    }

    #[test]
    fn each_event_rests_on_the_one_before_it() {
        let (mut stream, mut last, entry) = (stream(), 0, entry());
        let noted = |text: &str| Event::Noted { note: ids::fresh(), interaction: None, text: Text::new(text) };
        let first = seal(&mut stream, &mut last, &entry, noted("a")).unwrap();
        let second = seal(&mut stream, &mut last, &entry, noted("a")).unwrap();
        assert_eq!((first.fact.position.n, second.fact.position.n, stream.n), (1, 2, 2));
        assert!(first.fact.position < second.fact.position);
        assert_eq!((stream.head, last), (second.hash, second.fact.position.hlc));
        assert_ne!(first.commitment, second.commitment, "the same words twice do not show as the same");
    }

    #[test]
    fn what_is_too_large_is_refused_and_the_stream_stays() {
        let (mut stream, mut last, entry) = (stream(), 0, entry());
        let text = Text::new(&"word ".repeat(20_000));
        let error = seal(&mut stream, &mut last, &entry, Event::Noted { note: ids::fresh(), interaction: None, text });
        assert_eq!(error.unwrap_err().kind(), "too-large");
        assert_eq!((stream.n, last), (0, 0));
    }
}
