//! The whole program from outside. One binary, so that it links once.
#![allow(clippy::unwrap_used)]

mod console;
mod pty;
mod support;
