# What people who work on amends do often. `just` lists it.

default:
    @just --list

# Fast feedback while working.
check:
    cargo clippy --all-targets -- -D warnings

# Everything that must hold before a change lands.
ci:
    .ci/run

# Look at changed snapshots one by one (needs cargo-insta).
snapshots:
    cargo insta review

# Write docs/keys.md and the schemas anew from the program.
docs:
    AMENDS_WRITE_DOCS=1 cargo test --test all docs

# The benches, each beside bare SQLite in the same run.
bench:
    cargo bench

# The console on a throw-away log.
demo:
    cargo run --release -- demo
