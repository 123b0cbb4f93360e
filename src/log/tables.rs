//! The projected tables of a case, by name: what the differ compares, the writer writes and `doctor` reads back.
//!
//! To add a column: a migration under `schema/`, its name here, its value in `rows.rs`.

use std::borrow::Cow;

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};

/// A projected table. All are keyed by the case's id, and most by places in the case's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Table {
    Case,
    Interaction,
    Walk,
    WalkStep,
    Promise,
    Gesture,
    HandOff,
    Approval,
    Review,
    ReviewScore,
    Lesson,
    DidNotFit,
}

impl Table {
    pub const ALL: &'static [Self] = &[
        Self::Case,
        Self::Interaction,
        Self::Walk,
        Self::WalkStep,
        Self::Promise,
        Self::Gesture,
        Self::HandOff,
        Self::Approval,
        Self::Review,
        Self::ReviewScore,
        Self::Lesson,
        Self::DidNotFit,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Case => "case_row",
            Self::Interaction => "interaction",
            Self::Walk => "walk",
            Self::WalkStep => "walk_step",
            Self::Promise => "promise",
            Self::Gesture => "gesture",
            Self::HandOff => "hand_off",
            Self::Approval => "approval",
            Self::Review => "review",
            Self::ReviewScore => "review_score",
            Self::Lesson => "lesson",
            Self::DidNotFit => "did_not_fit",
        }
    }

    /// What tells its rows apart, beside `case_id`.
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Case => &[],
            Self::WalkStep => &["walk", "seq"],
            Self::ReviewScore => &["review", "seq"],
            _ => &["seq"],
        }
    }

    /// The other columns.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Case => &[
                "number",
                "kind",
                "severity",
                "customer",
                "owner",
                "opened_at",
                "happened",
                "closed_at",
                "outcome",
                "cause",
                "wanted",
                "summary",
                "is_open",
                "playbook",
                "channel",
                "agent",
                "heat_start",
                "heat_end",
                "events",
                "last_hlc",
                "last_stream",
                "last_n",
                "reopened_at",
                "first_channel",
                "first_response",
                "waits",
                "answered",
                "touched",
                "recovered",
                "came_back",
                "contacts",
                "deviated",
            ],
            Self::Interaction => &[
                "id",
                "agent",
                "channel",
                "external_id",
                "began",
                "talk_ended",
                "ended",
                "talk_ms",
                "hold_ms",
                "wrap_ms",
                "heat_start",
                "heat_end",
                "parked",
                "transfers",
                "customer",
                "cause",
            ],
            Self::Walk => &["id", "interaction", "playbook", "version", "title", "hash", "began", "tally"],
            Self::WalkStep => {
                &["step", "stage", "title", "kind", "required", "reached", "done", "done_at", "skipped_at", "reason"]
            }
            Self::Promise => {
                &["id", "words", "made", "due", "told", "owner", "moved", "state", "state_at", "call_back", "move_told"]
            }
            Self::Gesture => &[
                "id",
                "interaction",
                "at",
                "agent",
                "what",
                "kind",
                "minor",
                "currency",
                "reason",
                "approval",
                "unprompted",
                "code",
                "expires",
                "redeemed",
                "voided",
                "exception",
            ],
            Self::HandOff => &["id", "at", "sender", "receiver", "warm", "note", "state", "state_at"],
            Self::Approval => &[
                "id", "at", "asker", "what", "minor", "currency", "reason", "state", "state_at", "answerer", "granted",
                "comment", "waits",
            ],
            Self::Review => REVIEW,
            Self::ReviewScore => &["criterion", "points", "given", "best", "weight", "record"],
            Self::Lesson => &["at", "marker", "why"],
            Self::DidNotFit => &["at", "agent", "playbook", "version", "title", "step", "step_title", "why"],
        }
    }
}

/// The columns of `review`, beside its keys.
const REVIEW: &[&str] = &[
    "id",
    "agent",
    "reviewer",
    "at",
    "interaction",
    "got",
    "most",
    "failed",
    "blind",
    "causes",
    "state",
    "state_at",
    "reason",
    "settled",
];

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Null,
    Int(i64),
    Text(Cow<'static, str>),
    Id([u8; 16]),
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Id(id) => ValueRef::Blob(id),
        }))
    }
}

impl From<ValueRef<'_>> for Cell {
    /// As read back; what no row of ours holds becomes a text that equals nothing of ours.
    fn from(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Int(number),
            ValueRef::Text(text) => Self::Text(String::from_utf8_lossy(text).into_owned().into()),
            ValueRef::Blob(blob) => {
                blob.try_into().map_or_else(|_| Self::Text(format!("{} odd bytes", blob.len()).into()), Self::Id)
            }
            ValueRef::Real(number) => Self::Text(format!("the odd number {number}").into()),
        }
    }
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Null => f.write_str("nothing"),
            Self::Int(number) => write!(f, "{number}"),
            // The words of a customer stay out of reports: length alone tells enough.
            Self::Text(text) if text.chars().count() > 40 => write!(f, "a text of {} characters", text.chars().count()),
            Self::Text(text) => write!(f, "`{text}`"),
            Self::Id(id) => write!(f, "{}", uuid::Uuid::from_bytes(*id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::connection::{self, For};
    use crate::log::testing::Desk;

    #[test]
    fn the_names_here_are_the_columns_there() {
        let desk = Desk::new();
        let db = connection::open(&desk.path, For::Reading).unwrap();
        for table in Table::ALL {
            let mut there = Vec::new();
            db.pragma(None, "table_info", table.name(), |row| {
                there.push(row.get::<_, String>(1)?);
                Ok(())
            })
            .unwrap();
            let here: Vec<&str> = ["case_id"]
                .into_iter()
                .chain(table.keys().iter().copied())
                .chain(table.columns().iter().copied())
                .collect();
            assert_eq!(there, here, "{table:?}");
        }
    }
}
