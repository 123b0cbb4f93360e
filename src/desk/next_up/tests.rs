//! The laws of the list.
