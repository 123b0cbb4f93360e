//! Makes a large log of invented cases for measuring, and prints where it is: `big_log 100000`.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../benches/big.rs"]
mod big;

fn main() {
    let cases = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(10_000);
    println!("{}", big::log(cases).display());
}
