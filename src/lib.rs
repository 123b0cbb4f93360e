//! x
pub mod terms;
pub mod case;
