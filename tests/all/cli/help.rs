//! The whole command line reference as one snapshot: a change of a word is seen in review.

use std::fmt::Write;

use super::run::Home;

fn reference(command: &clap::Command, path: &str, into: &mut String) {
    let mut command = command.clone().term_width(100).bin_name(path);
    writeln!(into, "════ {path}\n{}", command.render_long_help()).unwrap();
    let subcommands: Vec<clap::Command> = command.get_subcommands().cloned().collect();
    for sub in subcommands.iter().filter(|s| s.get_name() != "help") {
        reference(sub, &format!("{path} {}", sub.get_name()), into);
    }
}

#[test]
fn the_reference_is_as_reviewed() {
    let mut command = amends::cli::command();
    command.build();
    let mut text = String::new();
    reference(&command, "amends", &mut text);
    let text = text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!("reference", text);
}

#[test]
fn help_and_version_are_answers_not_failures() {
    let home = Home::new();
    assert!(home.ok(&["--help"]).contains("Exit codes:"));
    assert!(home.ok(&["log", "--help"]).contains("external_id"));
    assert!(home.ok(&["--version"]).starts_with("amends "));
}
