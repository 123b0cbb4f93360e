//! What was judged of every hit, having read the sentence and what stands around it. None of the sentences is copied: a
//! hit is named by its source, the conversation, the turn (STAR: the place among the events, from 0; ABCD: its `n`) and the
//! rule. A hit that stands in neither list counts as a false alarm.

use super::corpus::Source::{self, Abcd, Star};

/// Source, conversation, turn.
pub type Place = (Source, u64, u64);

/// The sentence does what the rule says.
pub const RIGHT: &[(&str, &[Place])] = &[
    ("begins-with-no", BEGINS_WITH_NO),
    // Without a receipt, so the agent, there is nothing to be done, and the conversation ends there.
    ("nothing-i-can-do", &[(Abcd, 6550, 26)]),
];

/// It does not, or not here.
pub const WRONG: &[(&str, &[Place])] = &[(
    "begins-with-no",
    &[
        // A free time is named first, and the no is about a side question. Seen only where the sentence stands alone.
        (Star, 119, 20),
        // The meeting is confirmed first. Seen only where the sentence stands alone.
        (Star, 1883, 11),
    ],
)];

const BEGINS_WITH_NO: &[Place] = &[
    // A polite refusal, and nothing in its place.
    (Abcd, 1166, 38),
    // Nobody is free at that time, and no other time is named.
    (Star, 43, 21),
    (Star, 191, 11),
    (Star, 235, 14),
    (Star, 619, 19),
    (Star, 619, 23),
    (Star, 782, 19),
    (Star, 796, 15),
    // A colleague is not free; another day is asked for afterwards.
    (Star, 1829, 5),
    (Star, 1850, 7),
    (Star, 2117, 5),
    (Star, 2117, 11),
    (Star, 2213, 7),
    // Nothing was found; a change is asked for afterwards.
    (Star, 122, 17),
    (Star, 170, 29),
    (Star, 1810, 3),
    (Star, 1837, 9),
    (Star, 1837, 13),
    (Star, 1855, 5),
    (Star, 1946, 5),
    (Star, 2048, 3),
    (Star, 2066, 13),
    (Star, 2342, 5),
];
