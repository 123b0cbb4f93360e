//! What ships with the program: the desk and the playbooks of the folder `playbooks/`, as text inside the binary.

use super::library::{Origin, Source};

macro_rules! shipped {
    ($($name:literal),+ $(,)?) => { &[$(($name, include_str!(concat!("../../playbooks/", $name)))),+] };
}

/// The shipped desk: an invented shop.
pub const DESK: &str = include_str!("../../playbooks/desk.toml");

/// The shipped handholds for hard moments.
pub const PHRASES: &str = include_str!("../../playbooks/phrases.toml");

/// The shipped playbooks: file name and text.
pub const PLAYBOOKS: &[(&str, &str)] = shipped![
    "abuse-or-threats.toml",
    "access-need.toml",
    "account-access.toml",
    "cancellation.toml",
    "colleague-request.toml",
    "complaint.toml",
    "complaint-again.toml",
    "customer-mistaken.toml",
    "damaged-item.toml",
    "damaged-item-again.toml",
    "defect.toml",
    "defect-again.toml",
    "double-charge.toml",
    "goodwill-help.toml",
    "injury.toml",
    "language-barrier.toml",
    "late-parcel.toml",
    "late-parcel-again.toml",
    "lost-parcel.toml",
    "out-of-stock.toml",
    "outreach-after-silence.toml",
    "praise-or-thanks.toml",
    "privacy-request.toml",
    "promotion-not-honoured.toml",
    "public-complaint.toml",
    "refund-missing.toml",
    "refused-by-rule.toml",
    "return-or-refund.toml",
    "review-reply.toml",
    "rude-treatment.toml",
    "subscription.toml",
    "tour.toml",
    "vulnerable-customer.toml",
    "waiting-time.toml",
    "wrong-address.toml",
    "wrong-charge.toml",
    "wrong-charge-again.toml",
    "wrong-item.toml",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Desk;
    use crate::playbook::Library;

    #[test]
    fn every_playbook_of_the_folder_is_embedded() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/playbooks");
        let names = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
        let others =
            ["desk.toml", "rubric.toml", "wording.toml", "advice.toml", "phrases.toml", "hearing.toml", "quick.toml"];
        let toml = |name: &String| std::path::Path::new(name).extension().is_some_and(|x| x == "toml");
        let mut there: Vec<String> = names.filter(|n| toml(n) && !others.contains(&n.as_str())).collect();
        let mut embedded: Vec<String> = PLAYBOOKS.iter().map(|(name, _)| (*name).to_owned()).collect();
        there.sort();
        embedded.sort();
        assert_eq!(there, embedded);
    }

    #[test]
    fn what_ships_has_no_findings_and_its_examples_run() {
        let (desk, findings) = Desk::read("desk.toml", DESK);
        assert!(findings.is_empty(), "{findings:#?}");
        let (library, findings) = Library::build(sources(), &desk.unwrap());
        assert!(findings.is_empty(), "{findings:#?}");
        assert_eq!(library.iter().count(), PLAYBOOKS.len());
    }
}
