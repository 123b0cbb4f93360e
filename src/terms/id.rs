//! Newtypes over UUIDs, one for each thing that has an identity. They are made (from clock and chance) in `log`.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The 16 bytes as they lie in the log.
            pub fn bytes(&self) -> [u8; 16] { *self.0.as_bytes() }
            /// Back from the log's 16 bytes.
            pub fn from_bytes(bytes: [u8; 16]) -> Self { Self(Uuid::from_bytes(bytes)) }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self { Self(uuid) }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    )+};
}

ids! {
    /// One event.
    EventId,
    /// One command: the events that came of one decision share it, and undo speaks of it.
    CommandId,
    /// One append-only stream: an installation and a login.
    StreamId,
    /// One case.
    CaseId,
    /// One customer.
    CustomerId,
    /// One contact inside a case.
    InteractionId,
    /// One run of a playbook.
    WalkId,
    /// One thing said or written to or by a customer.
    MessageId,
    /// One internal note.
    NoteId,
    /// One promise.
    PromiseId,
    /// One gesture.
    GestureId,
    /// One hand-off.
    HandOffId,
    /// One request for a gift above what somebody may give alone.
    ApprovalId,
    /// One review of somebody's work in a case.
    ReviewId,
    /// One entry that is about no single case: a coaching note, what was changed about a cause.
    EntryId,
}
