//! The program: a door to the library.

fn main() -> anyhow::Result<()> {
    let door = amends::door::Door::open(amends::door::Options::default())?;
    amends::tui::run(door)
}
