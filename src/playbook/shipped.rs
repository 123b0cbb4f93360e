//! What ships with the program: the desk and the playbooks of the folder `playbooks/`, as text inside the binary.

use super::library::{Origin, Source};

macro_rules! shipped {
    ($($name:literal),+ $(,)?) => { &[$(($name, include_str!(concat!("../../playbooks/", $name)))),+] };
}

/// The shipped desk: an invented shop.
pub const DESK: &str = include_str!("../../playbooks/desk.toml");

/// The shipped playbooks: file name and text.
pub const PLAYBOOKS: &[(&str, &str)] = shipped![
    "account-access.toml",
    "complaint.toml",
    "damaged-item.toml",
    "late-parcel.toml",
    "late-parcel-again.toml",
    "praise-or-thanks.toml",
    "return-or-refund.toml",
    "wrong-charge.toml",
];

/// The shipped playbooks, ready for [`Library::build`](super::Library::build).
pub fn sources() -> Vec<Source> {
    let source = |(name, text): &(&str, &str)| Source {
        name: (*name).to_owned(),
        text: (*text).to_owned(),
        origin: Origin::Shipped,
    };
    PLAYBOOKS.iter().map(source).collect()
}
