//! The whole program from outside. One binary, so that it links once.
#![allow(clippy::unwrap_used, clippy::panic)]

mod cli;
mod console;
mod data;
mod docs;
mod drafts;
mod hearing;
mod kills;
mod masking;
mod plain;
mod practice;
mod pty;
mod putting_right;
mod report;
mod retail_policy;
mod shift;
mod support;
mod together;
mod wording;
