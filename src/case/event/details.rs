//! What is said of a customer in an event.

use serde::{Deserialize, Serialize};

use crate::terms::{CustomerKind, Text};

/// What can be known of a customer. A field that is left out says nothing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CustomerDetails {
    /// Full name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// The name to use when speaking to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<Text>,
    /// Telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Text>,
    /// E-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Text>,
    /// How they like to be served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<CustomerKind>,
    /// What they prefer (channel, pace, times).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferences: Option<Text>,
    /// What they need to be served well: needs, never diagnoses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_needs: Option<Text>,
    /// A colleague rather than a customer from outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub internal: Option<bool>,
}
