//! What was given in a case, what it rests on, and what was asked for: gestures, certificates, approvals.

use serde::Serialize;

use super::super::command::Printed;
use crate::terms::{ApprovalId, GestureId, GestureKind, InteractionId, Money, Text, Timestamp};

/// Something given to put it right.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gesture {
    /// Its id.
    pub id: GestureId,
    /// The interaction it was given in.
    pub interaction: Option<InteractionId>,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// Its id in the desk's list.
    pub what: String,
    /// What it is made of.
    pub kind: GestureKind,
    /// Its worth to the customer.
    pub value: Option<Money>,
    /// Why.
    pub reason: Text,
    /// The step that asked for it.
    pub step: Option<String>,
    /// The yes that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<ApprovalId>,
    /// Nobody complained: it came from the budget for kindness.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unprompted: bool,
    /// The certificate that it was given as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Certificate>,
    /// Why a supervisor went beyond a limit with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<Text>,
}

/// A gesture with a code and an end, to be used later.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Certificate {
    /// What is printed on it.
    #[serde(flatten)]
    pub printed: Printed,
    /// When it was used.
    pub redeemed: Option<Timestamp>,
    /// When it was made void, and why.
    pub voided: Option<(Timestamp, Text)>,
}

/// A request to give more than somebody may alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Approval {
    /// Its id.
    pub id: ApprovalId,
    /// The interaction it was made in.
    pub interaction: Option<InteractionId>,
    /// When.
    pub at: Timestamp,
    /// Who asks.
    pub by: String,
    /// The gesture's id in the desk's list.
    pub what: String,
    /// What it would be worth.
    pub value: Option<Money>,
    /// Why.
    pub reason: Text,
    /// The step that asked for it.
    pub step: Option<String>,
    /// What became of it.
    pub state: ApprovalState,
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ApprovalState {
    /// Nobody has answered.
    Asked,
    /// Exactly this may be given.
    Yes(ApprovalAnswer),
    /// It may not be given.
    No(ApprovalAnswer),
    /// It is not needed any more.
    Withdrawn(Timestamp, Text),
}

/// An answer to a request.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ApprovalAnswer {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// What may be given.
    pub value: Option<Money>,
    /// A word with it.
    pub comment: Option<Text>,
}
