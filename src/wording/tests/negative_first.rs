//! A no before what can be done, and a letter without the name.

use super::Judged;

pub const JUDGED: &[Judged] = &[Judged {
    rule: "begins-with-no",
    hits: &[
        "Unfortunately it is sold out.",
        "Unfortunately we close at five.",
        "I'm afraid the last one is gone.",
        "I am afraid that we don't do that.",
        "We're afraid there is no van today.",
        "I can't change the date.",
        "We cannot send it abroad.",
        "I am unable to open your account.",
        "We are not able to do it by Friday.",
        "I won't be able to come today.",
        "I'm unable to add it.",
        "Sadly, the shop is closed.",
        "No, but there is a blue one.",
        "That's not possible without a card.",
        "im afraid its out of stock",
    ],
    near: &[
        "I can send another today. Unfortunately the red one is sold out.",
        "I have a blue one here. I'm afraid the red one is gone.",
        "We will ring you at six. I can't say more before that.",
        "I've put it back on your card. Sadly, the bank takes a day.",
        "You can have it on Friday. We are not able to do it before.",
        "We can't thank you enough.",
        "I cannot imagine how that was.",
        "I can't believe that nobody rang you back.",
        "I can't agree more with you.",
        "I can't hear you well, so could you say it again?",
        "I cannot stress it enough: it was our mistake.",
        "I'm afraid of dogs myself, so I see why.",
        "I'm afraid you waited far too long, and that was us.",
        "It is a pity, and unfortunately true.",
        "Yes, that is booked. I am unable to see the room number from here.",
        "The fee has been refunded. Unfortunately the bank takes two days.",
        "We can not only mend it but clean it.",
    ],
}];

/// What is called, and a text without and with the name.
pub const WITHOUT: &[(&str, &str)] = &[
    ("Mrs Okafor", "Thank you for writing. The new lamp leaves today and reaches you on Friday."),
    ("Ngozi Okafor", "Hello! I have your order here, and it leaves the shop at noon today."),
    ("Tom", "Tomorrow the van comes to your street again, between nine and noon, they say."),
    ("Mark Ash", "I see a dent in the lid on your photo, and I send another."),
    ("Ann", "Dear customer, an annual plan costs less, and you can leave it in May."),
    ("Dr Silva", "Dear doctor, your coat is mended, and you can have it from four today."),
    ("Jo", "Good morning. The job is done, and the jar is on its way to you."),
    ("Lee", "I am looking at your bill now, and the fee goes back to your card."),
    ("Miss Rose", "Hello Miss, your table is laid for six, by the window, as you asked."),
    ("Jean-Luc", "Good evening, sir. The room is ready, and the key waits at the desk."),
    ("José Pérez", "Hello, I have found your parcel at the depot, and it comes by six."),
    ("Will", "Welcome back! Your seat is booked, and the ticket is in your mail now."),
    ("Mr O’Brien", "Dear Sir, we have mended the clock, and the glass in it is new."),
    ("Sam Patel", "Dear Samuel, the same lamp is here again, and one is kept for you."),
    ("Zoë", "Hi there! The zoo opens at nine, and your two tickets lie at the gate."),
];

/// The same with the name, in the ways that people write it.
pub const WITH: &[(&str, &str)] = &[
    ("Mrs Okafor", "Dear Mrs OKAFOR, thank you for writing. The new lamp leaves today and comes on Friday."),
    ("Ngozi Okafor", "Hello Ngozi! I have your order here, and it leaves the shop at noon today."),
    ("Tom", "The van comes to your street again tomorrow, Tom, between nine and noon, they say."),
    ("Mark Ash", "thanks mark, i see the dent in the lid and will send another one today"),
    ("Ann", "An annual plan costs less, Ann, and you can leave it again in May."),
    ("Dr Silva", "Dr. Silva’s coat is mended, and you can have it here from four today."),
    ("Jo", "Good morning, Jo: the job is done, and the jar is on its way to you."),
    ("Lee", "(Lee) I am looking at your bill now, and the fee goes back to your card."),
    ("Miss Rose", "Your table is laid for six, by the window, as you asked. See you then, Miss Rose!"),
    ("Jean-Luc", "Good evening, Jean Luc. The room is ready, and the key waits at the desk."),
    ("José Pérez", "Hello Jose, I have found your parcel at the depot, and it comes by six."),
    ("Will", "Welcome back, Will! Your seat is booked, and the ticket is in your mail now."),
    ("Mr O’Brien", "Dear Mr O'Brien, we have mended the clock, and the glass in it is new."),
    ("Sam Patel", "Dear Mr Patel, the same lamp is here again, and one is kept for you."),
    ("Zoe\u{308}", "Hi Zoë! The zoo opens at nine, and your two tickets lie at the gate."),
];
