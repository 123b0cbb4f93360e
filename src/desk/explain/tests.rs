//! The lines say what the clocks reckon.
