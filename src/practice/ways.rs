//! How a drill is played: by choosing or typing, with how much help.

crate::terms::words::words! {
    /// How answers are given.
    Answering, "way of answering" {
        /// One of the answers on offer.
        Choose = "choose", "choosing";
        /// In one's own words.
        Type = "type", "typing";
    }
}

crate::terms::words::words! {
    /// How much the playbook panel helps.
    Help, "help" {
        /// All of it, with the step that is next.
        Full = "full", "the whole playbook";
        /// The stages alone.
        Hints = "hints", "the stages only";
        /// None.
        None = "none", "no help";
    }
}
