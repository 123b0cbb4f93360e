//! The figures of `benches/README.md`: append, bulk load, fold and frame, each beside bare SQLite where there is one.
//!
//! "Bare" is SQLite itself: the same file with the same tables, indexes, triggers and pragmas, and the very rows that the
//! log writes, through prepared statements, in transactions of the same size. It decides, folds and hashes nothing.
#![allow(missing_docs, clippy::unwrap_used)]

mod bare;
mod world;

use divan::Bencher;
use divan::counter::ItemsCount;

use world::World;

fn main() {
    divan::main();
}

/// One step done on one of the twelve newest cases in turn, as agents at work do; committed with `synchronous=FULL`.
#[divan::bench(args = [10_000, 100_000], sample_count = 1000, sample_size = 1)]
fn append_step(bencher: Bencher, cases: usize) {
    let mut world = World::with(cases);
    bencher.bench_local(|| world.append_step(AT_WORK));
}

/// The rows of the same step.
#[divan::bench(args = [10_000, 100_000], sample_count = 1000, sample_size = 1)]
fn append_step_bare(bencher: Bencher, cases: usize) {
    let mut bare = bare::Append::after(&World::with(cases));
    bencher.bench_local(|| bare.append_step(AT_WORK));
}

/// One step done on a case from anywhere in the log, which has to be read first.
#[divan::bench(args = [10_000, 100_000], sample_count = 1000, sample_size = 1)]
fn append_anywhere(bencher: Bencher, cases: usize) {
    let mut world = World::with(cases);
    bencher.bench_local(|| world.append_step(cases));
}

/// The rows of the same step.
#[divan::bench(args = [10_000, 100_000], sample_count = 1000, sample_size = 1)]
fn append_anywhere_bare(bencher: Bencher, cases: usize) {
    let mut bare = bare::Append::after(&World::with(cases));
    bencher.bench_local(|| bare.append_step(cases));
}

/// How many cases are worked on at a time: four agents with three chats each.
const AT_WORK: usize = 12;

/// 1,000 cases of one interaction each in one transaction.
#[divan::bench(sample_count = 7, sample_size = 1)]
fn bulk_load(bencher: Bencher) {
    bencher.counter(ItemsCount::new(1000_usize)).with_inputs(World::empty).bench_local_values(|mut world| {
        world.load(1000);
        world
    });
}

/// The rows of the same 1,000 cases in one transaction.
#[divan::bench(sample_count = 7, sample_size = 1)]
fn bulk_load_bare(bencher: Bencher) {
    let rows = bare::Rows::of(&World::with(1000), 1000);
    bencher.counter(ItemsCount::new(1000_usize)).with_inputs(World::empty).bench_local_values(|world| {
        rows.load(&world);
        world
    });
}

/// A case of this many events from its facts.
#[divan::bench(args = [20, 200])]
fn fold(bencher: Bencher, events: usize) {
    let file = world::case_file(events);
    bencher.with_inputs(|| file.facts.clone()).bench_local_values(|facts| amends::case::CaseFile::fold(file.id, facts));
}

/// A letter typed into the notes and the frame after it.
#[divan::bench(args = [(120, 36), (200, 60)])]
fn frame(bencher: Bencher, size: (u16, u16)) {
    let mut stage = world::stage(size);
    bencher.bench_local(|| {
        stage.type_letter();
        stage.draw();
    });
}

/// What now, for an agent with this many open cases (of more than a thousand, those are ranked): read, ranked, named.
#[divan::bench(args = [500, 10_000])]
fn next_up(bencher: Bencher, cases: usize) {
    let world = World::with(cases);
    let (reader, now) = (world.door.reader().unwrap(), world::now());
    bencher.bench_local(|| world.door.next_up(&reader, now).unwrap());
}

/// The same without the ranking.
#[divan::bench(args = [500])]
fn next_up_read(bencher: Bencher, cases: usize) {
    let world = World::with(cases);
    let reader = world.door.reader().unwrap();
    bencher.bench_local(|| reader.next_up("ana").unwrap());
}
