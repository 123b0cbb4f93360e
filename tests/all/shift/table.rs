//! The shift as data: thirty contacts on five channels, and what is done in each. Nothing here knows a key.

/// What is done at the console, one after the other.
#[derive(Debug, Clone, Copy)]
pub enum Move {
    /// Notes that are put on the timeline at once.
    Note(&'static str),
    /// Notes that stay in the editor until the wrap-up takes them along.
    Words(&'static str),
    /// The chosen question is answered: the answer's name, what is typed, what the timeline says then.
    Answer(&'static str, &'static str, &'static str),
    /// The chosen step is done.
    Done(&'static str),
    /// The chosen step's promise is made as the playbook words it.
    PromiseOfStep(&'static str),
    /// The chosen step's gesture is given as the playbook words it; what the timeline says then.
    GiftOfStep(&'static str),
    /// A promise of our own.
    Promise(&'static str),
    /// A promise to ring back, about this.
    CallBack(&'static str),
    /// The one-key promise to be back.
    Acknowledge,
    /// Word for word from the customer.
    Heard(&'static str),
    /// A reply that goes out: these words after what the playbook drafted.
    Reply(&'static str),
    /// Severity, heat and what they want.
    Details(&'static str, &'static str, &'static str),
    /// The customer is asked, and put on hold.
    Hold,
    /// Back from hold.
    Back,
    /// Parked; somebody on the telephone must be on hold first, and the console says so.
    Park,
    /// Parking is tried and refused: they are still there.
    ParkRefused,
    /// The next move is theirs.
    Wait(&'static str),
    /// They moved.
    Moved,
    /// Put through to somebody of the directory: what is typed, who it is, what they need to know.
    Transfer(&'static str, &'static str, &'static str),
    /// Handed to a colleague.
    HandOff(&'static str, &'static str),
    /// The only open promise was kept.
    Kept(&'static str),
    /// Wrapped up and closed: outcome as typed, its name in the log, cause as typed, summary.
    Close(&'static str, &'static str, &'static str, &'static str),
    /// Wrapped up; the case stays open.
    KeepOpen(&'static str),
    /// The console is killed in the middle of these words, and started again.
    Killed(&'static str),
    /// A thousand resizes while these words are typed.
    Storm(&'static str),
    /// Another process writes to the case that is shown: note, message of the customer, a line of JSON.
    Elsewhere(&'static str, &'static str, &'static str),
}

/// How an interaction begins.
#[derive(Debug, Clone, Copy)]
pub enum Start {
    /// A new case: the customer as typed, whether they are known already, what they said, the channel's letter.
    New(&'static str, bool, &'static str, char),
    /// Another contact on an earlier case, found by its number.
    Again(u32),
    /// No new contact: the parked one of this case is taken up again, with this key.
    Resume(u32, &'static str),
}

/// One stretch of work.
pub struct Turn {
    /// How it begins.
    pub start: Start,
    /// What is done in it.
    pub moves: &'static [Move],
}

const fn turn(start: Start, moves: &'static [Move]) -> Turn {
    Turn { start, moves }
}

use Move::{
    Acknowledge, Answer, Back, CallBack, Close, Details, Done, Elsewhere, GiftOfStep, HandOff, Heard, Hold, KeepOpen,
    Kept, Killed, Moved, Note, Park, ParkRefused, Promise, PromiseOfStep, Reply, Storm, Transfer, Wait, Words,
};
use Start::{Again, New, Resume};

const ALT_RIGHT: &str = "\x1b[1;3C";
const ALT_LEFT: &str = "\x1b[1;3D";
const ALT_I: &str = "\x1bi";

/// The shift, in the order of the day.
pub const SHIFT: &[Turn] = &[
    // 1: a whole call with its playbook, closed.
    turn(
        New("Ngozi Okafor 07700 900123", false, "parcel is late", 'p'),
        &[
            Note("Card left although she was in."),
            Answer("story", "She waited in all day", "story: She waited"),
            Answer("days_late", "4", "days late: 4"),
            Done("Look up its journey"),
            Answer("tracking", "no news", "tracking: no news"),
            Answer("still_wanted", "yes", "still wanted: yes"),
            Answer("missed_day", "no", "missed day: no"),
            Answer("delivery_price", "4.90", "delivery price: £4.90"),
            Answer("wanted", "it before Saturday", "they want: it before Saturday"),
            Done("Read it back"),
            Done("Apologise for the wait"),
            PromiseOfStep("Replacement delivered"),
            GiftOfStep("gave: refund £4.90"),
            Kept("Replacement delivered"),
            Close("resolved", "resolved", "The carrier was late", "Sent another by hand; she has it."),
        ],
    ),
    // 2 to 4: three chats at once.
    turn(
        New("Ida Lindqvist ida@example.org", false, "where is my parcel", 'c'),
        &[Heard("Hej, where is my parcel?"), Reply("I look it up now."), Words("Order 88 is hers."), Park],
    ),
    turn(
        New("Sam Mbeki 07700 900456", false, "broken mug", 'c'),
        &[Heard("The mug came in two halves"), Answer("anyone_hurt", "no", "anyone hurt: no"), Acknowledge, Park],
    ),
    turn(
        New("Rosa Bell 07700 900789", false, "", 'c'),
        &[Heard("Do you sell the blue vase?"), Reply("We do, and I put one aside."), Park],
    ),
    // 5: a telephone call in between; nobody is parked who listens to silence.
    turn(New("Ngozi Okafor", true, "", 'p'), &[Note("Rings again about the card."), ParkRefused, Hold, Park]),
    turn(
        Resume(1003, ALT_RIGHT),
        &[Heard("Any news of the mug?"), Note("He sends a photograph."), Wait("send a photograph")],
    ),
    turn(Resume(1005, ALT_LEFT), &[Back, CallBack("which card it was"), KeepOpen("Rings her back about the card.")]),
    turn(Resume(1002, ALT_I), &[Heard("Tack!"), Promise("Write with where it is"), KeepOpen("Waits for the carrier.")]),
    // 6: killed in the middle of a word.
    turn(
        New("Omar Farouk 07700 900321", false, "charged twice", 'p'),
        &[
            Heard("You took it twice"),
            Killed("He paid by card on Tues"),
            Note(" after the cut, all is here."),
            Details("high", "upset", "his money back"),
            KeepOpen("Accounts look at it."),
        ],
    ),
    turn(
        Resume(1004, ALT_I),
        &[Close("no comp", "no-compensation-needed", "unclear", "Wanted the blue vase; put aside.")],
    ),
    turn(Resume(1003, ALT_RIGHT), &[Moved, Note("The photograph is here."), KeepOpen("Another mug is packed.")]),
    // 7: a storm of resizes while typing.
    turn(
        New("Mrs Patel 07700 900654", false, "", 'e'),
        &[
            Storm("She writes that the lid of the teapot does not fit the pot and asks for a lid that does not wobble"),
            Reply("Please keep the pot; a lid is coming."),
            Close("resolved", "resolved", "picking", "A lid is on its way."),
        ],
    ),
    // 8: somebody else writes to the case that is open here.
    turn(
        New("Kit Marlow kit@example.org", false, "", 'e'),
        &[
            Note("Asks for an invoice."),
            Elsewhere("Seen by the night desk.", "Is it paid already?", "Brought in from the shop's till."),
            Reply("The invoice is attached."),
            Close("resolved", "resolved", "unclear", "Invoice sent."),
        ],
    ),
    // 9 and 10: put through, and handed on.
    turn(
        New("Lena Vogt 07700 900987", false, "", 'p'),
        &[
            Note("Flat tyre outside the shop."),
            Hold,
            Transfer("flat tyre", "Corve Garage", "Blue van by the door."),
            Back,
            Close("goodwill", "goodwill", "", "The garage comes to her."),
        ],
    ),
    turn(
        New("Jo Ferris 07700 900222", false, "", 's'),
        &[
            Heard("@tansyandrook is my knife recalled?"),
            Reply("We look it up and write to you here."),
            HandOff("ben", "Knives are yours: is it recalled?"),
            KeepOpen("Ben answers about the knife."),
        ],
    ),
    // 11 to 26: the rest of the day.
    turn(
        New("Ida Lindqvist", true, "", 's'),
        &[Heard("Still nothing @tansyandrook"), Acknowledge, KeepOpen("Promised her news.")],
    ),
    turn(
        New("Walk-in Tom", false, "", 'i'),
        &[Note("Wants a ribbon round it."), Close("resolved", "resolved", "unclear", "Ribbon tied.")],
    ),
    turn(
        New("Ada Quill 07700 900111", false, "", 'p'),
        &[Note("Asks when we open."), Words("Told her nine."), Close("resolved", "resolved", "unclear", "Told her.")],
    ),
    turn(
        New("Ben Hale 07700 900112", false, "", 'p'),
        &[Hold, Note("Looked in the stock book."), Back, Promise("Put a kettle aside"), KeepOpen("Kettle put aside.")],
    ),
    turn(
        New("Cy Dunn cy@example.org", false, "", 'e'),
        &[Reply("It ships on Monday."), Close("resolved", "resolved", "unclear", "Date given.")],
    ),
    turn(
        New("Di Evans 07700 900114", false, "", 'c'),
        &[
            Heard("Hello?"),
            Acknowledge,
            Reply("Here I am again."),
            Kept("Back to"),
            Close("resolved", "resolved", "unclear", "Answered."),
        ],
    ),
    turn(New("Ed Frost 07700 900115", false, "", 'c'), &[Heard("Can I change the colour?"), Park]),
    turn(
        New("Fay Grant 07700 900116", false, "", 'c'),
        &[
            Heard("Can I pay by invoice?"),
            Reply("You can."),
            Close("resolved", "resolved", "policy", "Invoice is fine."),
        ],
    ),
    turn(Resume(1017, ALT_I), &[Reply("Changed to green."), Close("resolved", "resolved", "changed", "Green it is.")]),
    turn(
        New("Gil Hart 07700 900117", false, "", 'i'),
        &[
            Note("Brought a pan back."),
            Details("low", "calm", "another pan"),
            Close("resolved", "resolved", "product", "Pan changed."),
        ],
    ),
    turn(
        New("Hal Ives hal@example.org", false, "", 'e'),
        &[Wait("say which size"), KeepOpen("Which size, he will say.")],
    ),
    turn(New("Sam Mbeki", true, "", 'p'), &[CallBack("his mug"), KeepOpen("Ring him about the mug.")]),
    turn(
        New("Ivy Jolly 07700 900118", false, "", 's'),
        &[Reply("Thank you for the picture."), Close("resolved", "resolved", "well", "A kind word.")],
    ),
    turn(
        New("Jed King 07700 900119", false, "", 'p'),
        &[Note("Rang off."), Close("abandoned", "abandoned", "", "He rang off.")],
    ),
    turn(
        New("Kay Lamb 07700 900120", false, "", 'p'),
        &[Note("Asks about gift wrap."), Close("resolved", "resolved", "unclear", "Told her.")],
    ),
    turn(
        New("Lou Moss lou@example.org", false, "", 'e'),
        &[Reply("Receipt attached."), Close("resolved", "resolved", "unclear", "Receipt sent.")],
    ),
    turn(
        New("Mo Nash 07700 900121", false, "", 'c'),
        &[Heard("All good now"), Close("vented", "vented-only", "unclear", "Wanted it heard.")],
    ),
    // 27 to 30: earlier cases again.
    turn(
        Again(1002),
        &[Kept("Write with where it is"), Words("It came today."), KeepOpen("It came; she still sends the box back.")],
    ),
    turn(
        Again(1014),
        &[
            Note("He came for the kettle."),
            Kept("Put a kettle aside"),
            Close("resolved", "resolved", "unclear", "Kettle sold."),
        ],
    ),
    turn(Again(1005), &[Kept("Ring back"), Close("resolved", "resolved", "unclear", "Rang her back.")]),
    turn(Again(1021), &[Kept("Ring back"), KeepOpen("Rang him; the mug comes.")]),
];
