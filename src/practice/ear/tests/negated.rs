//! Sentences that give their word, some of them with a no nearby, and the same with the no where it counts.

/// The act, those that do it, those that a no takes it from.
pub const CASES: &[(&str, &[&str], &[&str])] = &[
    (
        "repair",
        &[
            "I can't mend the old one, but I'm sending another one today.",
            "Don't worry, I'll send another one.",
            "I won't just say sorry, I'll refund the whole amount.",
            "Why don't I send you a new one?",
            "It didn't come on Monday, so we'll send another one.",
            "I'm not happy with that and I'll replace it.",
            "That is not what you ordered; I'm sending the right one.",
            "I will not only refund it, I'll collect it as well.",
            "You don't have to ring anybody because I'll ring the depot.",
            "I won't forget to cancel the old order: I've cancelled it now.",
            "We don't keep that colour, I'm ordering it for you.",
            "They never came, so I have booked another van.",
            "If it isn't there I'll send a new one.",
        ],
        &[
            "I can't send another one today.",
            "We will not refund that.",
            "We're not sending a new one.",
            "I won't be able to refund the postage.",
            "I don't think we'll refund that.",
            "I'm not sure that we can send another one.",
            "We never refund it.",
            "I cannot promise that we'll replace it.",
            "We wouldn't send you another one.",
            "We're unable to refund the amount and we can't replace it.",
            "A new lamp is not on its way.",
            "Nor will I have it replaced.",
            "I refuse to have it sent again.",
        ],
    ),
    (
        "by-when",
        &[
            "I can't do today, but you have it by Friday.",
            "It isn't here yet, it will be with you by Friday.",
            "You won't wait long because it leaves tomorrow.",
            "You hear from me not later than by noon.",
            "I don't know the hour, but it comes on Thursday.",
            "It was not sent, so it leaves tomorrow morning.",
            "Never mind, I'll ring you before five.",
        ],
        &[
            "I won't ring you before five.",
            "We can't have it with you by Friday.",
            "It isn't going today.",
            "You will not have it by Friday.",
            "I can't say that it will be with you by Friday.",
            "The van doesn't come on Thursday.",
            "I don't think you'll have it by Friday.",
            "We won't be there at four.",
        ],
    ),
    (
        "offer",
        &[
            "I can't give you the day back, but I'd like to give you a voucher.",
            "That was not right, so the delivery is on us.",
            "Don't pay anything: I'll waive the fee.",
        ],
        &[
            "We are not giving you a voucher.",
            "I won't waive the fee or take it off your bill.",
            "I'm not able to make it up to you.",
            "It will not be free of charge.",
        ],
    ),
    (
        "alternative",
        &[
            "I can't mend it, but I can send another one.",
            "If she can't be there, we bring it on another day.",
            "We don't have the red one; what I can do is bring you the blue one.",
        ],
        &["I can't send another one today.", "We don't have another room.", "I won't find you another shop."],
    ),
    (
        "follow-up",
        &[
            "I can't see it yet, so I'll keep an eye on it.",
            "I won't forget, I'll ring you on Friday to see whether it came.",
            "You needn't ring: I'll let you know as soon as it is loaded.",
        ],
        &[
            "I won't ring you again.",
            "I can't keep an eye on it.",
            "I won't be able to let you know when it is there.",
            "I can't follow it up with the depot.",
        ],
    ),
];
