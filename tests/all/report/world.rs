//! A log with random history in it, made through the same door as everybody's.

use amends::case::{Command, CustomerDetails, Deed, Gift, Subject};
use amends::door::{Door, Options};
use amends::log::{Log, Reader, Who, fresh};
use amends::terms::{
    CaseId, CaseKind, Channel, Currency, CustomerId, Heat, InteractionId, Mode, Money, Outcome, Severity, Speaker,
    Text, Timestamp, WalkId,
};
use proptest::prelude::*;

/// Monday, 16 November 2026, at midnight in London.
pub const MONDAY: i64 = 1_794_787_200_000;
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// What happened to one case; moments are minutes since [`MONDAY`].
#[derive(Debug, Clone)]
pub struct History {
    at: i64,
    customer: usize,
    channel: usize,
    kind: usize,
    severity: usize,
    heat: (usize, usize),
    /// Minutes until somebody writes, and until it ends; whether it ends at all.
    reply: Option<i64>,
    lasts: Option<i64>,
    hold: i64,
    transfers: usize,
    /// Which required steps are left out with a reason, if a playbook is taken up.
    skips: Option<bool>,
    promise: Option<(i64, usize)>,
    gift: Option<(i64, bool)>,
    /// How it was closed: outcome and cause.
    closed: Option<(usize, usize)>,
    /// Another contact, so many minutes later.
    again: Option<i64>,
    waits: Option<(i64, i64)>,
}

prop_compose! {
    fn history()(
        at in 0..7 * 24 * 60i64,
        (customer, channel, kind, severity) in (0..3usize, 0..5usize, 0..3usize, 0..3usize),
        heat in (0..5usize, 0..5usize),
        (reply, lasts, hold) in (prop::option::of(0..3000i64), prop::option::weighted(0.9, 1..90i64), 0..3i64),
        transfers in 0..3usize,
        skips in prop::option::of(any::<bool>()),
        promise in prop::option::of((0..3000i64, 0..4usize)),
        gift in prop::option::of((1..9000i64, any::<bool>())),
        closed in prop::option::weighted(0.8, (0..8usize, 0..2usize)),
        again in prop::option::weighted(0.3, 1..20_000i64),
        waits in prop::option::weighted(0.2, (0..100i64, 0..500i64)),
    ) -> History {
        History {
            at, customer, channel, kind, severity, heat, reply, lasts, hold, transfers, skips, promise, gift, closed,
            again, waits,
        }
    }
}

/// Some of them.
pub fn histories() -> impl Strategy<Value = Vec<History>> {
    prop::collection::vec(history(), 0..14)
}

pub struct World {
    _folder: tempfile::TempDir,
    pub door: Door,
    pub reader: Reader,
    pub now: Timestamp,
    pub cases: Vec<CaseId>,
    /// Two records that turned out to be one person, in every other world.
    pub merged: Option<(CustomerId, CustomerId)>,
}

impl World {
    pub fn new(histories: &[History]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = Some(folder.path().join("cases.db"));
        let door = Door::shipped(Options { file, desk: None, login: Some("ana".into()) }).unwrap();
        let who = Who { login: "ana".into(), home: Some(folder.path().to_owned()) };
        let mut log = Log::open(&door.file, &who).unwrap();
        let now = Timestamp::from_ms(MONDAY + 21 * DAY);
        let customers: Vec<CustomerId> = (0..3).map(|_| fresh()).collect();
        let mut cases = Vec::new();
        let known = door.known(now);
        let context = door.context(&known, Mode::Recorded, now);
        let playbook = door.library.get("late-parcel").unwrap().hash().to_owned();
        let bundle = door.library.bundle(&playbook).unwrap();
        let mut bulk = log.bulk().unwrap();
        bulk.keep_playbook(&playbook, &bundle).unwrap();
        for (n, customer) in customers.iter().enumerate() {
            let details =
                CustomerDetails { name: Some(Text::new(&format!("Customer {n}"))), ..CustomerDetails::default() };
            let deed = Deed {
                id: fresh(),
                on: Subject::Customer(*customer),
                command: Command::AddCustomer(details),
                at: Timestamp::from_ms(MONDAY),
                agent: None,
                seen: None,
            };
            bulk.perform(&[deed], &context).unwrap();
        }
        for history in histories {
            let id = fresh();
            cases.push(id);
            for deed in deeds(id, history, &customers, &playbook) {
                // What a history cannot have (a promise kept before it was made) is left out of it.
                let _ = bulk.perform(&[deed], &context);
            }
        }
        let merged = histories.len().is_multiple_of(2).then_some((customers[2], customers[1]));
        if let Some((from, into)) = merged {
            let deed = Deed {
                id: fresh(),
                on: Subject::Customer(into),
                command: Command::MergeCustomer(from),
                at: now,
                agent: None,
                seen: None,
            };
            bulk.perform(&[deed], &context).unwrap();
        }
        bulk.commit().unwrap();
        let reader = Log::open_reader(&door.file).unwrap();
        Self { _folder: folder, door, reader, now, cases, merged }
    }
}

fn deeds(id: CaseId, h: &History, customers: &[CustomerId], playbook: &str) -> Vec<Deed> {
    let mut deeds = Vec::new();
    let agent = ["ana", "bob", "gwen"][usize::try_from(h.at).unwrap() % 3];
    let mut add = |minute: i64, command| {
        let at = Timestamp::from_ms(MONDAY + (h.at + minute) * MINUTE);
        deeds.push(Deed { id: fresh(), on: Subject::Case(id), command, at, agent: Some(agent.into()), seen: None });
    };
    let (interaction, walk): (InteractionId, WalkId) = (fresh(), fresh());
    let ends = h.lasts.unwrap_or(30);
    let within = |minute: i64| minute.min(ends);
    add(0, Command::Open { number: String::new() });
    add(0, Command::SetCustomer(customers[h.customer]));
    add(0, Command::Begin { interaction, channel: Some(Channel::ALL[h.channel]), external_id: None });
    let describe = Command::Describe {
        kind: Some(CaseKind::ALL[h.kind]),
        severity: Some(Severity::ALL[h.severity]),
        wanted: None,
    };
    add(0, describe);
    add(
        0,
        Command::DescribeInteraction {
            interaction,
            channel: None,
            heat_start: Heat::ALL.get(h.heat.0).copied(),
            heat_end: Heat::ALL.get(h.heat.1).copied(),
            summary: None,
        },
    );
    if let Some(skip) = h.skips {
        add(0, Command::Follow { walk, interaction, playbook: playbook.to_owned() });
        add(within(1), Command::DoStep { walk, step: "days-late".into(), values: Vec::new() });
        if skip {
            add(within(2), Command::SkipStep { walk, step: "read-back".into(), reason: Text::new("was said already") });
        }
    }
    if h.hold > 0 {
        add(within(h.hold), Command::Hold(interaction));
        add(within(2 * h.hold), Command::Resume(interaction));
    }
    for _ in 0..h.transfers {
        add(
            within(5),
            Command::Transfer {
                interaction,
                to: Text::new("the depot"),
                number: None,
                outside: false,
                warm: true,
                note: None,
            },
        );
    }
    if let Some(minute) = h.reply {
        let say = Command::Say { message: fresh(), interaction, who: Speaker::Agent, text: Text::new("It is found.") };
        add(within(minute), say);
    }
    for (minute, command) in promise(h, interaction) {
        add(if minute < 10 { within(minute) } else { minute }, command);
    }
    if let Some((minor, euros)) = h.gift {
        let currency = if euros { Currency::EUR } else { Currency::GBP };
        let gift = Gift::new(fresh(), "refund", Some(Money { minor, currency }), Text::new("late"));
        let unprompted = minor % 7 == 0;
        add(within(4), Command::Give(Gift { interaction: Some(interaction), unprompted, ..gift }));
    }
    if let Some((from, lasts)) = h.waits {
        add(from, Command::Wait(Text::new("a photograph")));
        add(from + lasts, Command::StopWaiting);
    }
    if h.lasts.is_some() {
        add(ends, Command::WrapUp(interaction));
        add(ends + 1, Command::End(interaction));
    }
    if let Some(minute) = h.again {
        let interaction: InteractionId = fresh();
        add(ends + minute, Command::Begin { interaction, channel: Some(Channel::Phone), external_id: None });
        add(ends + minute + 3, Command::End(interaction));
    }
    if let Some((outcome, cause)) = h.closed {
        let cause = Some(["carrier-delay", "product-fault"][cause].to_owned());
        let tried = Some(Text::new("everything"));
        let closes = ends + h.again.unwrap_or(0) + 600;
        let close = Command::Close { outcome: Some(Outcome::ALL[outcome]), cause, tried };
        add(closes, close.clone());
        // Some are opened again a day later, and half of those closed again.
        if h.at % 5 == 0 {
            add(closes + 1440, Command::Reopen(Text::new("it came up again")));
            if h.at % 2 == 0 {
                add(closes + 1500, close);
            }
        }
    }
    deeds
}

/// A promise and what became of it, with the minutes.
fn promise(h: &History, interaction: InteractionId) -> Vec<(i64, Command)> {
    let Some((due, fate)) = h.promise else { return Vec::new() };
    let promise = fresh();
    let made = Command::Promise {
        promise,
        interaction: Some(interaction),
        text: Text::new("ring back"),
        due: Timestamp::from_ms(MONDAY + (h.at + due) * MINUTE),
        told: None,
        by: None,
        step: None,
        call_back: None,
    };
    let moved = Command::MovePromise {
        promise,
        due: Timestamp::from_ms(MONDAY + (h.at + due + 60) * MINUTE),
        customer_told: true,
    };
    let moved = (due % 3 == 0).then_some((4, moved));
    let fate = match fate {
        1 => Some(Command::KeepPromise(promise)),
        2 => Some(Command::BreakPromise(promise, Text::new("ill"))),
        3 => Some(Command::WithdrawPromise(promise, Text::new("came by"))),
        _ => None,
    };
    [(3, made)].into_iter().chain(moved).chain(fate.map(|command| (1500, command))).collect()
}
