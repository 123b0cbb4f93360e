//! The program: a door to the library.

fn main() -> std::process::ExitCode {
    amends::cli::main()
}
