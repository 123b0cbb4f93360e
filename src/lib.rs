//! x
pub mod case;
pub mod desk;
pub mod door;
pub mod log;
pub mod playbook;
pub mod terms;
pub mod tui;
