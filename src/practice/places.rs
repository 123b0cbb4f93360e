//! Where the parts of a scenario stand in its file, for findings. What they say is in `scenario`.

use std::ops::Range;

use crate::sheet::Located;

/// Where the parts of a scenario stand.
#[derive(Debug)]
pub(super) struct Places {
    /// The id.
    pub id: Located<String>,
    /// The playbook's name.
    pub playbook: Range<usize>,
    /// The ending where patience is at an end.
    pub gives_up: Range<usize>,
    /// Its turns, in their order.
    pub turns: Vec<TurnPlaces>,
    /// The ids of its endings, in their order.
    pub endings: Vec<Range<usize>>,
}

/// Where the parts of a turn stand.
#[derive(Debug)]
pub(super) struct TurnPlaces {
    /// Its id.
    pub id: Range<usize>,
    /// What it needs; the turn where it needs nothing.
    pub needs: Range<usize>,
    /// Its way round; the turn where it has none.
    pub otherwise: Range<usize>,
    /// Its answers, in their order.
    pub replies: Vec<ReplyPlaces>,
}

/// Where the parts of an answer stand.
#[derive(Debug)]
pub(super) struct ReplyPlaces {
    /// Its words.
    pub says: Located<String>,
    /// Its stage.
    pub stage: Range<usize>,
    /// What it does.
    pub acts: Range<usize>,
    /// The playbook's step; the answer where it names none.
    pub step: Range<usize>,
}
