//! The hashed header of an event. Its bytes are for ever: `tests/fixtures/header_vectors.json` holds them fast.
//!
//! Version byte, then in this order, numbers big-endian: stream 16 · n u64 · id 16 · stamp u64 · wall i64 · subject tag u8
//! and 16 · person flag u8 and 16 (zeros where nobody) · actor length u32 and bytes · kind length u32 and bytes ·
//! kind version u32 · critical u8 · commitment 32.

use sha2::{Digest, Sha256};

use crate::case::Subject;

/// The first byte of every header. Another layout gets another number; this one never changes.
const HASH_VERSION: u8 = 1;

/// A SHA-256 value.
pub(super) type Hash = [u8; 32];

/// What stands before the first event of a stream.
pub(super) const NO_HASH: Hash = [0; 32];

/// The parts of a header, as they lie in the `event` table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Header<'a> {
    pub stream: [u8; 16],
    pub n: i64,
    pub id: [u8; 16],
    pub hlc: i64,
    pub wall: i64,
    pub subject_tag: u8,
    pub subject: [u8; 16],
    /// Whose data it is, for erasure.
    pub person: Option<[u8; 16]>,
    pub actor: &'a str,
    pub kind: &'a str,
    pub version: u32,
    pub critical: bool,
    pub commitment: Hash,
}

/// The tag of a subject in header and table.
pub(super) fn tag(subject: Subject) -> u8 {
    match subject {
        Subject::Case(_) => 1,
        Subject::Customer(_) => 2,
        Subject::Entry(_) => 3,
    }
}

impl Header<'_> {
    /// The bytes that are hashed.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(160 + self.actor.len() + self.kind.len());
        bytes.push(HASH_VERSION);
        bytes.extend(self.stream);
        bytes.extend(self.n.to_be_bytes());
        bytes.extend(self.id);
        bytes.extend(self.hlc.to_be_bytes());
        bytes.extend(self.wall.to_be_bytes());
        bytes.push(self.subject_tag);
        bytes.extend(self.subject);
        bytes.push(u8::from(self.person.is_some()));
        bytes.extend(self.person.unwrap_or_default());
        text(&mut bytes, self.actor);
        text(&mut bytes, self.kind);
        bytes.extend(self.version.to_be_bytes());
        bytes.push(u8::from(self.critical));
        bytes.extend(self.commitment);
        bytes
    }

    /// The event's hash: over the hash before it in its stream, and this header.
    pub fn hash(&self, previous: &Hash) -> Hash {
        Sha256::new().chain_update(previous).chain_update(self.bytes()).finalize().into()
    }
}

fn text(bytes: &mut Vec<u8>, text: &str) {
    // A login or a kind is far shorter than 4 GB; the log refuses bodies over 60 KB.
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    bytes.extend(length.to_be_bytes());
    bytes.extend(text.as_bytes());
}

/// What the header holds of a body: erasing body and salt leaves it, and the chain still verifies.
pub(super) fn commitment(salt: &[u8], body: &str) -> Hash {
    Sha256::new().chain_update(salt).chain_update(body).finalize().into()
}

/// Lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Back from [`hex`]; `None` where it is none, or has another length.
pub(super) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != N * 2 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; N];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Vector {
        name: String,
        stream: String,
        n: i64,
        id: String,
        hlc: i64,
        wall: i64,
        subject_tag: u8,
        subject: String,
        person: Option<String>,
        actor: String,
        kind: String,
        version: u32,
        critical: bool,
        salt: String,
        body: String,
        previous: String,
        commitment: String,
        header: String,
        hash: String,
    }

    #[test]
    fn the_bytes_are_as_they_have_always_been() {
        let vectors: Vec<Vector> =
            serde_json::from_str(include_str!("../../tests/fixtures/header_vectors.json")).unwrap();
        assert!(vectors.len() >= 5);
        for v in vectors {
            let commitment = commitment(&unhex::<16>(&v.salt).unwrap(), &v.body);
            let header = Header {
                stream: unhex(&v.stream).unwrap(),
                n: v.n,
                id: unhex(&v.id).unwrap(),
                hlc: v.hlc,
                wall: v.wall,
                subject_tag: v.subject_tag,
                subject: unhex(&v.subject).unwrap(),
                person: v.person.as_deref().map(|p| unhex(p).unwrap()),
                actor: &v.actor,
                kind: &v.kind,
                version: v.version,
                critical: v.critical,
                commitment,
            };
            assert_eq!(hex(&commitment), v.commitment, "{}", v.name);
            assert_eq!(hex(&header.bytes()), v.header, "{}", v.name);
            assert_eq!(hex(&header.hash(&unhex(&v.previous).unwrap())), v.hash, "{}", v.name);
        }
    }

    #[derive(Debug, Clone, PartialEq)]
    struct Parts {
        ids: [[u8; 16]; 3],
        numbers: (i64, i64, i64),
        person: Option<[u8; 16]>,
        tag: u8,
        words: (String, String),
        version: u32,
        critical: bool,
        commitment: [u8; 32],
    }

    fn parts() -> impl Strategy<Value = Parts> {
        let words = ("[a-c]{0,3}", "[a-c]{0,3}");
        let small = || 0_u8..3;
        (
            (small(), small(), small(), small()),
            (0_i64..3, 0_i64..3, 0_i64..3),
            proptest::option::of(small()),
            words,
            (0_u32..2, any::<bool>(), 1_u8..3),
        )
            .prop_map(|((a, b, c, d), numbers, person, words, (version, critical, tag))| Parts {
                ids: [[a; 16], [b; 16], [c; 16]],
                numbers,
                person: person.map(|p| [p; 16]),
                tag,
                words,
                version,
                critical,
                commitment: [d; 32],
            })
    }

    fn header(parts: &Parts) -> Header<'_> {
        Header {
            stream: parts.ids[0],
            n: parts.numbers.0,
            id: parts.ids[1],
            hlc: parts.numbers.1,
            wall: parts.numbers.2,
            subject_tag: parts.tag,
            subject: parts.ids[2],
            person: parts.person,
            actor: &parts.words.0,
            kind: &parts.words.1,
            version: parts.version,
            critical: parts.critical,
            commitment: parts.commitment,
        }
    }

    proptest! {
        // Values are drawn from so few that both headers are often nearly the same.
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]
        #[test]
        fn two_headers_are_the_same_bytes_only_where_they_are_the_same(a in parts(), b in parts()) {
            prop_assert_eq!(header(&a).bytes() == header(&b).bytes(), a == b);
            let moved = Parts { words: (format!("{}{}", a.words.0, a.words.1), String::new()), ..a.clone() };
            prop_assert_eq!(header(&a).bytes() == header(&moved).bytes(), a == moved);
        }

        #[test]
        fn hex_comes_back(bytes in any::<[u8; 16]>()) {
            prop_assert_eq!(unhex::<16>(&hex(&bytes)), Some(bytes));
        }
    }
}
