//! Certificates as things: the code that a customer can say over the telephone, the QR code that holds it, and the certificate
//! written out as plain text and as one page to print.
//!
//! Pure: no log, file, terminal or clock, and no randomness (the bytes of a new code come in). Whether a code was given,
//! has been used or is out of date is for the log to say; here a code is only well formed or not.

mod alphabet;
mod check;
mod code;
mod page;
mod paper;
mod qr;
mod text;

pub use alphabet::{ALPHABET, Telephone};
pub use code::{Code, CodeError, LENGTH};
pub use paper::Certificate;
pub use qr::{Half, QUIET, Qr};
pub use text::WIDTH;
