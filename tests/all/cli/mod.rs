//! The command line from outside: everything here is done by the built program, as somebody would type it.

mod abcd;
mod backup;
mod bad_input;
mod commands;
mod first_milestone;
mod help;
mod json_lines;
mod run;
mod what_now;
mod words;
