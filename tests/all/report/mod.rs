//! Reports hold against plain loops over the folded cases: random logs, and recorded dialogues with their own times.

mod days;
mod plain;
mod world;
