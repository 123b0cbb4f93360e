//! A large log of invented cases, made through the same door as everybody's and kept between runs.
//!
//! One interaction a case, spread evenly over 1,000 days; 20 agents and one who left long ago, five channels, six playbooks,
//! a customer for every ten cases. Heat is noted, every eighth has a promise, every tenth a gift. Every 200th case is still open. A note holds `parcel` nine times in ten, `vase` once in a
//! thousand cases and `xylophone` once in fifty thousand; the rest is drawn from some thousands of words, a few of them often.

#[path = "place.rs"]
mod place;

use std::path::{Path, PathBuf};

use amends::case::{Command, CustomerDetails, Deed, Gift, Subject};
use amends::door::{Door, Options};
use amends::log::{Log, LogError, Who, fresh};
use amends::terms::{
    CaseId, CaseKind, Channel, Currency, CustomerId, Heat, InteractionId, Mode, Money, Outcome, PromiseId, Severity,
    Text, Timestamp, WalkId,
};

/// Where time ends: Friday, 20 November 2026, 18:00 UTC.
pub const END: i64 = 1_795_197_600_000;
/// Over how many days the cases are spread.
const DAYS: u64 = 1000;
const DAY_MS: u64 = 86_400_000;
/// How many cases one transaction takes.
const AT_ONCE: u64 = 4000;
/// A closed case out of this many is left open.
const OPEN_EVERY: u64 = 200;
const PLAYBOOKS: [&str; 6] =
    ["late-parcel", "damaged-item", "wrong-charge", "return-or-refund", "account-access", "complaint"];
const CAUSES: [&str; 5] = ["carrier-delay", "lost-in-transit", "damaged-in-transit", "picking-error", "product-fault"];

/// The log with this many cases: the one of an earlier run, or a new one. A million take 8 GB and ten minutes.
pub fn log(cases: u64) -> PathBuf {
    let file = place::of(cases);
    if !file.exists() {
        let folder = file.parent().unwrap();
        std::fs::create_dir_all(folder).unwrap();
        eprintln!("making a log of {cases} cases in {}", folder.display());
        let half = folder.join(format!("amends-bench-{cases}-{}.half", std::process::id()));
        make(&half, cases).unwrap();
        std::fs::rename(&half, &file).unwrap();
        let _ = std::fs::remove_file(half.with_extension("half.reserve"));
        let _ = std::fs::remove_dir_all(half.with_extension("home"));
    }
    file
}

/// Who opens it: an installation of its own beside the log, so that nobody's own is touched.
pub fn who(file: &Path) -> Who {
    Who { login: "ana".into(), home: Some(file.with_extension("home")) }
}

/// The door of the desk that ships.
pub fn door(file: &Path) -> Door {
    Door::shipped(Options { file: Some(file.to_owned()), desk: None, login: Some("ana".into()) }).unwrap()
}

fn make(file: &Path, cases: u64) -> Result<(), LogError> {
    let door = door(file);
    let mut log = Log::open(file, &who(file))?;
    let now = Timestamp::from_ms(END + 3_600_000);
    let desk = door.known(now);
    let context = door.context(&desk, Mode::Recorded, now);
    let hashes = PLAYBOOKS.map(|id| door.library.get(id).unwrap().hash().to_owned());
    for hash in &hashes {
        log.keep_playbook(hash, &door.library.bundle(hash).unwrap())?;
    }
    let words = vocabulary();
    let mut customers: Vec<CustomerId> = Vec::new();
    let mut chance = Chance(0x5eed);
    for start in (0..cases).step_by(usize::try_from(AT_ONCE).unwrap()) {
        let mut bulk = log.bulk()?;
        for n in start..(start + AT_ONCE).min(cases) {
            bulk.perform(&case(n, cases, &hashes, &words, &mut customers, &mut chance), &context)?;
        }
        bulk.commit()?;
    }
    Ok(())
}

/// The deeds of the `n`th case, the oldest first.
fn case(
    n: u64,
    cases: u64,
    hashes: &[String],
    words: &[String],
    customers: &mut Vec<CustomerId>,
    chance: &mut Chance,
) -> Vec<Deed> {
    let began = moment(n, cases);
    let agent = if n % 5000 == 17 && n < cases / 2 { "zed".into() } else { format!("agent{:02}", chance.below(20)) };
    let (id, interaction): (CaseId, InteractionId) = (fresh(), fresh());
    let mut deeds = Vec::with_capacity(10);
    let deed = |on, command, seconds: i64| {
        let at = Timestamp::from_ms(began + seconds * 1000);
        Deed { id: fresh(), on, command, at, agent: Some(agent.clone()), seen: None }
    };
    if n.is_multiple_of(10) {
        let customer = fresh();
        customers.push(customer);
        let name = format!("{} {}", capital(chance.word(words)), capital(chance.word(words)));
        let phone = format!("07700 {:06}", n % 1_000_000);
        let details = CustomerDetails {
            name: Some(Text::new(&name)),
            phone: Some(Text::new(&phone)),
            ..CustomerDetails::default()
        };
        deeds.push(deed(Subject::Customer(customer), Command::AddCustomer(details), 0));
    }
    let customer = customers[usize::try_from(chance.below(customers.len() as u64)).unwrap()];
    let channel = Channel::ALL[usize::try_from(chance.below(5)).unwrap()];
    let note = note(n, words, chance);
    let mut case = |command, seconds| deeds.push(deed(Subject::Case(id), command, seconds));
    case(Command::Open { number: String::new() }, 0);
    case(Command::SetCustomer(customer), 1);
    case(Command::Begin { interaction, channel: Some(channel), external_id: None }, 2);
    let (kind, severity) = (
        CaseKind::ALL[usize::try_from(chance.below(3)).unwrap()],
        Severity::ALL[usize::try_from(chance.below(3)).unwrap()],
    );
    let wanted = (0..8).map(|_| chance.word(words)).collect::<Vec<_>>().join(" ");
    case(Command::Describe { kind: Some(kind), severity: Some(severity), wanted: Some(Text::new(&wanted)) }, 30);
    case(Command::Note { note: fresh(), interaction: Some(interaction), text: Text::new(&note) }, 90);
    let heat = |n: u64| Some(Heat::ALL[usize::try_from(n).unwrap()]);
    let (heat_start, heat_end) = (heat(chance.below(4)), heat(chance.below(2)));
    let described = Command::DescribeInteraction { interaction, channel: None, heat_start, heat_end, summary: None };
    case(described, 92);
    if n.is_multiple_of(8) {
        let promise = fresh();
        let due = Timestamp::from_ms(began + 3_600_000);
        case(promised(promise, interaction, due), 93);
        case(Command::KeepPromise(promise), 280);
    }
    if n.is_multiple_of(10) {
        let minor = i64::try_from(100 + chance.below(800)).unwrap();
        let value = Some(Money { minor, currency: Currency::GBP });
        case(Command::Give(Gift::new(fresh(), "refund", value, Text::new("it came late"))), 94);
    }
    if n.is_multiple_of(4) {
        let playbook = hashes[usize::try_from(chance.below(6)).unwrap()].clone();
        case(Command::Follow { walk: fresh::<WalkId>(), interaction, playbook }, 95);
    }
    if !n.is_multiple_of(OPEN_EVERY) {
        case(Command::End(interaction), 300);
        let cause = CAUSES[usize::try_from(chance.below(5)).unwrap()].to_owned();
        case(Command::Close { outcome: Some(Outcome::Resolved), cause: Some(cause), tried: None }, 310);
    }
    deeds
}

fn promised(promise: PromiseId, interaction: InteractionId, due: Timestamp) -> Command {
    Command::Promise {
        promise,
        interaction: Some(interaction),
        text: Text::new("ring back"),
        due,
        told: None,
        by: None,
        step: None,
        call_back: None,
    }
}

/// When the `n`th case began, in milliseconds since 1970: the same number every day, within ten hours of it.
fn moment(n: u64, cases: u64) -> i64 {
    let day = n * DAYS / cases;
    let first = (day * cases).div_ceil(DAYS);
    let of_day = ((day + 1) * cases).div_ceil(DAYS).saturating_sub(first).max(1);
    let within = (n - first) * 36_000_000 / of_day;
    let start = u64::try_from(END).unwrap() - DAYS * DAY_MS;
    i64::try_from(start + day * DAY_MS + DAY_MS - 36_000_000 + within).unwrap()
}

fn note(n: u64, words: &[String], chance: &mut Chance) -> String {
    let mut note: Vec<&str> = (0..30).map(|_| chance.word(words)).collect();
    if chance.below(10) != 0 {
        note[4] = "parcel";
    }
    if n % 1000 == 3 {
        note[7] = "vase";
    }
    if n % 50_000 == 5 {
        note[9] = "xylophone";
    }
    note.join(" ")
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// Some thousands of words that can be said.
fn vocabulary() -> Vec<String> {
    let (heads, tails) =
        (["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w"], ["a", "e", "i", "o", "u"]);
    let syllables: Vec<String> = heads.iter().flat_map(|h| tails.iter().map(move |t| format!("{h}{t}"))).collect();
    let mut words: Vec<String> =
        syllables.iter().flat_map(|a| syllables.iter().map(move |b| format!("{a}{b}n"))).collect();
    // Neighbours are drawn about as often; they should not share their beginnings.
    let len = words.len();
    for at in 0..len {
        words.swap(at, at * 7919 % len);
    }
    words
}

/// Numbers that look like chance and are the same in every run (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// A word; those at the beginning of the list far more often.
    fn word<'w>(&mut self, words: &'w [String]) -> &'w str {
        let len = words.len() as u64;
        let at = self.below(len) * self.below(len) / len * self.below(len) / len;
        &words[usize::try_from(at).unwrap()]
    }
}
