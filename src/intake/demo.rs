//! The throw-away day of `amends demo`: some two dozen contacts at the shop that ships, told relative to now, brought in
//! as any other record. All people, numbers (Ofcom's for drama) and matters are invented.

use serde_json::{Value, json};

use super::{one, record};
use crate::case::{Command, Deed, Subject};
use crate::door::Door;
use crate::log::{Log, LogError, fresh};
use crate::terms::{Mode, Text, Timestamp};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60;
const DAY: i64 = 24 * 60;

/// Somebody's contact: who served, how many minutes ago it began, how many it took (none: still open), and the rest.
struct Contact {
    agent: &'static str,
    ago: i64,
    took: Option<i64>,
    told: Value,
}

/// Brings the day in, and says how many cases it has.
///
/// # Errors
/// Where the log cannot be written.
pub fn demo(door: &Door, log: &mut Log, now: Timestamp) -> Result<usize, LogError> {
    let mut cases = 0;
    let me = door.login.as_str();
    for contact in finished(now).into_iter().chain(finished_lately(now)).chain(waiting(now)).chain(open()) {
        let Contact { agent, ago, took, told } = contact;
        let began = now.plus_ms(-ago * MINUTE);
        let mut line = told;
        line["began"] = json!(began);
        if let Some(took) = took {
            line["ended"] = json!(began.plus_ms(took * MINUTE));
        }
        let record = record(&line.to_string(), door.desk.currency)?;
        let door = seat(door, agent);
        let done = one(&record, &door, log, Mode::Live, now)?;
        cases += 1;
        if let (Some(file), Some(note)) = (done.and_then(|d| d.file), hand_off(&line)) {
            let to = if note.0 == "me" { me } else { note.0 };
            let command =
                Command::HandOff { hand_off: fresh(), to: to.to_owned(), warm: false, note: Text::new(note.1) };
            let at = now.plus_ms(-25 * MINUTE);
            let deed = Deed { id: fresh(), on: Subject::Case(file.id), command, at, agent: None, seen: None };
            door.perform(log, &[deed], Mode::Live, now)?;
        }
    }
    Ok(cases)
}

/// The same desk with somebody else at it.
fn seat(door: &Door, agent: &str) -> Door {
    if agent == "me" { door.clone() } else { door.with_login(agent) }
}

/// Which contacts are handed on, to whom, and with what words.
fn hand_off(line: &Value) -> Option<(&'static str, &'static str)> {
    match line["external_id"].as_str() {
        Some("demo-kettle") => Some((
            "me",
            "He wants somebody who knows the bench: can it be mended before Sunday? He is at home from six.",
        )),
        Some("demo-solicitor") => {
            Some(("gwen", "She mentions a solicitor. Nothing has been promised. Please take it from here."))
        }
        _ => None,
    }
}

fn contact(agent: &'static str, ago: i64, took: i64, told: Value) -> Contact {
    Contact { agent, ago, took: Some(took), told }
}

/// A late parcel, walked to its end.
fn late(days: i64, tracking: &str, paid: &str, wanted: &str) -> Value {
    json!({"story": "It has not come.", "days_late": days, "tracking": tracking, "still_wanted": true, "missed_day": false,
        "delivery_price": paid, "wanted": wanted})
}

/// The steps of it that are neither questions nor told by their actions; `last` is what was given.
fn walked(last: &str) -> Value {
    json!([{"step": "look-up"}, {"step": "read-back"}, {"step": "own-it"}, {"step": last}])
}

/// What is over: closed, with causes.
fn finished(now: Timestamp) -> Vec<Contact> {
    let ago = |minutes: i64| json!(now.plus_ms(-minutes * MINUTE));
    vec![
        contact(
            "ana",
            6 * DAY,
            9,
            json!({"customer": {"name": "Ngozi Okafor", "phone": "07700 900311", "email": "ngozi@example.org", "called": "Mrs Okafor"},
            "channel": "phone", "kind": "complaint", "severity": "middle", "heat": {"start": "angry", "end": "calm"},
            "playbook": "late-parcel", "answers": late(2, "on its way", "4.95", "to know where it is"), "steps": walked("delivery-money-back"),
            "actions": [{"do": "trace-parcel"}], "promises": [{"text": "Ring back with where it is", "due": ago(6 * DAY - 3 * HOUR), "kept": ago(6 * DAY - 2 * HOUR)}],
            "gestures": [{"gesture": "refund", "value": "4.95 GBP", "reason": "the delivery that she paid for did not happen"}],
            "notes": [{"text": "Driver left a card although she was in all day."}],
            "summary": "Two days late; traced, and the delivery money given back.", "outcome": "resolved", "cause": "carrier-delay"}),
        ),
        contact(
            "ben",
            5 * DAY,
            14,
            json!({"customer": {"name": "Aleksander Nowak", "email": "a.nowak@example.com"}, "channel": "chat", "kind": "request",
            "messages": [{"who": "customer", "text": "I cannot sign in since the new website"}, {"who": "agent", "text": "Let us get you back in together."},
                {"who": "customer", "text": "works now, thank you"}],
            "summary": "Could not sign in after the change of website; address corrected.", "outcome": "no-compensation-needed", "cause": "website-fault", "wrap_s": 70}),
        ),
        contact(
            "mei",
            4 * DAY,
            6,
            json!({"customer": {"name": "Imogen Hale"}, "channel": "social", "kind": "complaint", "severity": "low", "heat": {"start": "upset", "end": "calm"},
            "messages": [{"who": "customer", "text": "your gift wrap looked like it was done in the dark"}, {"who": "agent", "text": "That is not the present you paid for. May I send you a message?"}],
            "gestures": [{"gesture": "gift-wrap", "reason": "done again for the next present"}],
            "summary": "Careless wrapping on a present; wrapped again on us.", "outcome": "resolved", "cause": "picking-error"}),
        ),
        contact(
            "callum",
            3 * DAY + 2 * HOUR,
            11,
            json!({"customer": {"name": "Rhodri Pugh", "phone": "07700 900188"}, "channel": "in-person", "kind": "request",
            "notes": [{"text": "Old secateurs of his father's. Careful with the spring."}],
            "summary": "Secateurs sharpened while he waited.", "outcome": "resolved", "cause": "well-done"}),
        ),
    ]
}

/// What is over since.
fn finished_lately(now: Timestamp) -> Vec<Contact> {
    let ago = |minutes: i64| json!(now.plus_ms(-minutes * MINUTE));
    vec![
        contact(
            "priya",
            3 * DAY,
            16,
            json!({"customer": {"name": "Farida Aziz", "phone": "07700 900452"}, "channel": "phone", "kind": "complaint", "severity": "middle",
            "heat": {"start": "angry", "end": "upset"}, "playbook": "wrong-charge",
            "answers": {"story": "Taken twice on the same morning.", "charge": "taken twice", "amount": "38.50", "bank_fee": "0", "days_waited": 2, "wanted": "the money back today"},
            "steps": [{"step": "look-up"}, {"step": "read-back"}, {"step": "own-it"}], "actions": [{"do": "refund-overcharge"}],
            "hold_s": 95, "wrap_s": 120, "summary": "Paid twice; the second payment sent back.", "outcome": "resolved", "cause": "billing-error"}),
        ),
        contact(
            "ana",
            2 * DAY + 5 * HOUR,
            7,
            json!({"customer": {"name": "Bethan Price", "email": "bethan@example.org"}, "channel": "email", "kind": "praise",
            "messages": [{"who": "customer", "text": "The gentleman who found my umbrella ran after the bus. Please tell him."}],
            "summary": "Thanks for Callum, who ran after a bus with an umbrella.", "outcome": "vented-only", "cause": "well-done"}),
        ),
        contact(
            "tomasz",
            2 * DAY,
            12,
            json!({"customer": {"name": "Joon-ho Park", "phone": "07700 900527"}, "channel": "phone", "kind": "complaint", "severity": "middle",
            "heat": {"start": "upset", "end": "calm"}, "playbook": "late-parcel", "answers": late(4, "no news", "0", "another one, sent today"), "steps": walked("small-voucher"),
            "actions": [{"do": "send-replacement"}], "promises": [{"text": "Replacement delivered", "due": ago(HOUR), "kept": ago(5 * HOUR)}],
            "gestures": [{"gesture": "voucher", "value": "5.00 GBP", "reason": "four days late, delivery was free"}],
            "summary": "Lost since Monday; another one sent and delivered.", "outcome": "resolved", "cause": "lost-in-transit"}),
        ),
        contact(
            "ben",
            DAY + 6 * HOUR,
            10,
            json!({"customer": {"name": "Siobhán Keane", "email": "s.keane@example.ie"}, "channel": "chat", "kind": "query",
            "messages": [{"who": "customer", "text": "does the blue pan fit an induction hob"}, {"who": "agent", "text": "Yes, from 21 cm. The small one does not."}],
            "summary": "Which pans work on induction.", "outcome": "no-compensation-needed", "cause": "unclear-information"}),
        ),
        contact(
            "mei",
            DAY + 4 * HOUR,
            5,
            json!({"customer": {"name": "Dev Anand", "phone": "07700 900640"}, "channel": "phone", "kind": "goodwill",
            "summary": "Locked out with a pram in the rain; rang the locksmith for him.", "outcome": "goodwill"}),
        ),
        contact(
            "callum",
            DAY + 2 * HOUR,
            8,
            json!({"customer": {"name": "Morag Sinclair", "phone": "07700 900702"}, "channel": "phone", "kind": "complaint", "severity": "low",
            "summary": "Wanted a trowel that has not been made since 2019; we tried two other shops.", "outcome": "cannot-help", "cause": "policy",
            "tried": "the maker, and two shops that might have had one left"}),
        ),
        contact(
            "priya",
            DAY,
            3,
            json!({"customer": {"phone": "07700 900811"}, "channel": "phone", "kind": "query",
            "summary": "The line broke off; nobody answered the number.", "outcome": "abandoned"}),
        ),
        contact(
            "me",
            7 * HOUR,
            9,
            json!({"customer": {"name": "Yusuf Demir", "phone": "07700 900834"}, "channel": "phone", "kind": "complaint", "severity": "middle",
            "heat": {"start": "angry", "end": "calm"}, "playbook": "damaged-item",
            "answers": {"anyone_hurt": false, "story": "The lid was cracked right across.", "damage": "broken", "price": "64.00", "present": false, "wanted": "a whole one", "remedy": "another one"},
            "steps": [{"step": "read-back"}, {"step": "own-it"}], "actions": [{"do": "ask-for-photograph"}, {"do": "send-replacement"}, {"do": "book-collection"}],
            "promises": [{"text": "Replacement delivered", "due": ago(-2 * DAY), "withdrawn": ago(5 * HOUR), "reason": "he fetched one from the shop"}],
            "hold_s": 45, "wrap_s": 80, "summary": "Casserole with a cracked lid; he fetched a whole one from the shop.", "outcome": "resolved", "cause": "damaged-in-transit"}),
        ),
    ]
}

/// Open cases whose contact is over: promises due today, some of them late, and hand-offs.
fn waiting(now: Timestamp) -> Vec<Contact> {
    let at = |minutes: i64| json!(now.plus_ms(minutes * MINUTE));
    vec![
        contact(
            "me",
            DAY + HOUR,
            12,
            json!({"customer": {"name": "Ngozi Okafor", "phone": "07700 900311"}, "channel": "phone", "kind": "complaint", "severity": "high",
            "heat": {"start": "angry", "end": "upset"}, "wanted": "before Saturday, it is a birthday present", "playbook": "late-parcel",
            "answers": late(3, "on its way", "4.95", "before Saturday, it is a birthday present"), "steps": walked("wanted"), "actions": [{"do": "trace-parcel"}],
            "promises": [{"text": "Ring back with where it is", "due": at(-27)}], "notes": [{"text": "Second time this month. She was at home both days."}],
            "summary": "Late again; the carrier's trade desk is looking."}),
        ),
        contact(
            "me",
            5 * HOUR,
            8,
            json!({"customer": {"name": "Astrid Lindqvist", "email": "astrid@example.se", "called": "Astrid"}, "channel": "email", "kind": "request",
            "wanted": "the invoice with her company's name", "promises": [{"text": "Invoice with the company's name sent", "due": at(75)}],
            "messages": [{"who": "customer", "text": "The invoice has my name and not the company's. My bookkeeper sends it back."}],
            "summary": "Needs an invoice made out to her company."}),
        ),
        contact(
            "me",
            4 * HOUR,
            15,
            json!({"customer": {"name": "Thandeka Mbeki", "phone": "07700 900123"}, "channel": "phone", "kind": "complaint", "severity": "middle",
            "heat": {"start": "upset", "end": "upset"}, "playbook": "return-or-refund",
            "answers": {"story": "The handle came off on the second day.", "reason": "faulty", "days_since": 40, "remedy": "repair", "postage": "6.20", "wanted": "that it is mended properly"},
            "steps": [{"step": "read-back"}, {"step": "own-it"}], "actions": [{"do": "arrange-repair-or-replacement"}],
            "promises": [{"text": "Say when the bench can mend it", "due": at(3 * HOUR)}], "summary": "Handle came off; the bench is to mend it."}),
        ),
        contact(
            "ben",
            6 * HOUR,
            20,
            json!({"external_id": "demo-kettle", "customer": {"name": "Gethin Rees", "phone": "07700 900912"}, "channel": "chat", "kind": "request",
            "wanted": "the kettle mended before Sunday", "messages": [{"who": "customer", "text": "the kettle whistles like a steam train"}, {"who": "agent", "text": "Our bench will know. I am asking."}],
            "summary": "Kettle whistles; asks whether it can be mended before Sunday."}),
        ),
        contact(
            "mei",
            3 * HOUR,
            11,
            json!({"external_id": "demo-solicitor", "customer": {"name": "Paloma Ruiz", "phone": "07700 900945"}, "channel": "phone", "kind": "complaint", "severity": "injury-or-legal",
            "heat": {"start": "angry", "end": "angry"}, "notes": [{"text": "Cut her hand on the packing staple. She is fine; she wants it in writing."}],
            "summary": "Cut her hand on a packing staple and speaks of a solicitor."}),
        ),
        contact(
            "tomasz",
            2 * HOUR + 40,
            9,
            json!({"customer": {"name": "Kwame Boateng", "phone": "07700 900967"}, "channel": "phone", "kind": "complaint", "severity": "low",
            "promises": [{"text": "Carrier's photograph of the delivery", "due": at(-90)}], "summary": "Says delivered, but he has nothing; asked the carrier."}),
        ),
        contact(
            "ana",
            2 * HOUR,
            10,
            json!({"customer": {"name": "Odile Marchand", "email": "odile@example.fr"}, "channel": "email", "kind": "query",
            "promises": [{"text": "Price of sending to Lyon", "due": at(5 * HOUR)}], "summary": "Wants to know what sending to Lyon costs."}),
        ),
        contact(
            "callum",
            100,
            7,
            json!({"customer": {"name": "Harriet Bell", "phone": "07700 900381"}, "channel": "in-person", "kind": "request",
            "promises": [{"text": "Set a blue watering can aside", "due": at(DAY)}], "summary": "Blue watering can, to be fetched tomorrow."}),
        ),
        contact(
            "me",
            90,
            6,
            json!({"customer": {"name": "Tamsin Orchard", "phone": "07700 900275", "support_needs": "speak slowly, she lip-reads on video"}, "channel": "in-person", "kind": "request",
            "wanted": "to try the low shears", "promises": [{"text": "Keep the low shears at the till", "due": at(6 * HOUR)}], "summary": "Coming by this afternoon to try the low shears."}),
        ),
    ]
}

/// What is going on now: one call of one's own, and colleagues at work.
fn open() -> Vec<Contact> {
    vec![
        Contact {
            agent: "ben",
            ago: 22,
            took: None,
            told: json!({"customer": {"name": "Rosalind Frey", "email": "r.frey@example.org"}, "channel": "chat", "kind": "query",
            "messages": [{"who": "customer", "text": "is the walnut board food safe"}]}),
        },
        Contact {
            agent: "mei",
            ago: 9,
            took: None,
            told: json!({"customer": {"name": "Ottoline Shaw"}, "channel": "social", "kind": "complaint", "severity": "low",
            "messages": [{"who": "customer", "text": "third week without an answer, well done"}]}),
        },
        Contact {
            agent: "me",
            ago: 4,
            took: None,
            told: json!({"customer": {"name": "Emeka Adeyemi", "phone": "07700 900566"}, "channel": "phone", "kind": "complaint", "heat": {"start": "upset"},
            "playbook": "late-parcel", "answers": {"story": "Was to come on Tuesday."}, "notes": [{"text": "Order is for his daughter's new flat."}]}),
        },
    ]
}
