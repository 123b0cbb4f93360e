//! The command line from outside: everything here is done by the built program, as somebody would type it.

mod abcd;
mod advise;
mod backup;
mod bad_input;
mod commands;
mod first_milestone;
mod giving;
mod help;
mod json_lines;
mod practice;
mod report;
pub mod run;
mod scorecards;
mod star;
mod what_now;
mod words;
