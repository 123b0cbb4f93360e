//! The words that a line may begin with: the names of the command table, and shorter ones that are said aloud.

use super::super::commands::{Command, CommandLine, TABLE, of};
use super::super::keymap::Keymap;

/// What a line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// A command, with the words behind it.
    Do(Command, String),
    /// A note.
    Note(String),
    /// Who, what, promises, clocks, the step at hand.
    What,
    /// What is next.
    Next,
    /// A row of what is next.
    Open(String),
    /// The latest lines of the timeline.
    Timeline,
    /// All words.
    Help,
    /// To leave.
    Quit,
}

/// Words said aloud for commands whose name in the table is longer.
const SHORT: [(&str, Command); 16] = [
    ("new", Command::New),
    ("goodwill", Command::NewGoodwill),
    ("colleague", Command::NewInternal),
    ("said", Command::Said),
    ("done", Command::StepDone),
    ("skip", Command::Skip),
    ("forward", Command::NextStep),
    ("back", Command::PreviousStep),
    ("calm", Command::CalmDown),
    ("kept", Command::Mark),
    ("ack", Command::Acknowledge),
    ("their-move", Command::Wait),
    ("switch", Command::NextOpen),
    ("again", Command::Again),
    ("ring-back", Command::CallBack),
    ("why", Command::Explain),
];

/// The word for a command.
pub fn word(command: Command) -> &'static str {
    SHORT.iter().find(|(_, c)| *c == command).map_or(of(command).name, |(word, _)| word)
}

/// The words in the place of keys: whatever names a key on the screen names a word here.
pub fn words_for_keys() -> Keymap {
    Keymap::with(|row| vec![format!("“{}”", word(row.command))])
}

/// Whether words behind this command belong to it; otherwise a line with more words is a note.
fn takes_words(command: Command) -> bool {
    matches!(
        command,
        Command::Customer
            | Command::Said
            | Command::Skip
            | Command::Unfit
            | Command::Promise
            | Command::Message
            | Command::Reopen
            | Command::Wait
            | Command::Find
    )
}

/// Commands that are the screen's alone.
pub fn is_for_the_screen(command: Command) -> bool {
    use Command as C;
    matches!(
        command,
        C::NextPane
            | C::PreviousPane
            | C::Theme
            | C::Palette
            | C::Suspend
            | C::Keep
            | C::Console
            | C::Cases
            | C::Customers
            | C::Review
            | C::ReviewCases
            | C::ReviewMeaning
            | C::ReviewEarlier
            | C::ReviewLater
            | C::ReviewOther
            | C::ReviewDay
            | C::ReviewWeek
            | C::ReviewMonth
            | C::ReviewToday
            | C::ReviewNext
            | C::ReviewBack
            | C::Practice
            | C::PracticeBegin
            | C::PracticeAnswering
            | C::PracticeHelp
            | C::DrillWhy
            | C::DrillEnd
            | C::DebriefFrom
            | C::DebriefAgain
            | C::DebriefSame
            | C::DebriefShare
            | C::DebriefExport
    )
}

/// What a line asks for by its first words; `None` where it begins with no such word.
pub fn ask(line: &str) -> Option<Ask> {
    let line = line.trim();
    let (first, rest) = split(line);
    let lower = first.to_lowercase();
    match lower.as_str() {
        "note" if !rest.is_empty() => return Some(Ask::Note(rest.to_owned())),
        "what" if rest.is_empty() => return Some(Ask::What),
        "next" if rest.is_empty() => return Some(Ask::Next),
        "open" if rest.parse::<usize>().is_ok() || rest.is_empty() => return Some(Ask::Open(rest.to_owned())),
        "timeline" if rest.is_empty() => return Some(Ask::Timeline),
        "help" if rest.is_empty() => return Some(Ask::Help),
        "quit" if rest.is_empty() => return Some(Ask::Quit),
        _ => {}
    }
    let (second, behind) = split(rest);
    let two = format!("{lower}-{}", second.to_lowercase());
    let found =
        named(&two).filter(|_| !second.is_empty()).map(|c| (c, behind)).or_else(|| Some((named(&lower)?, rest)));
    let (command, words) = found?;
    (words.is_empty() || takes_words(command)).then(|| Ask::Do(command, words.to_owned()))
}

fn named(word: &str) -> Option<Command> {
    let short = SHORT.iter().find(|(w, _)| *w == word).map(|(_, c)| *c);
    let table = || TABLE.iter().find(|r| r.name == word).map(|r| r.command);
    short.or_else(table).or_else(|| of_the_command_line(word))
}

/// What a subcommand of the command line is called here: `amends step` is `step`.
fn of_the_command_line(word: &str) -> Option<Command> {
    match word {
        // `amends say` writes down what was said; the table's first row for it writes a reply.
        "say" => Some(Command::Message),
        word => TABLE.iter().find(|r| matches!(r.line, CommandLine::Changes(name) if name == word)).map(|r| r.command),
    }
}

/// Words that answer what a step asks whatever they are: behind an equals sign, or in quotation marks as a whole.
pub fn answer(line: &str) -> Option<&str> {
    let quoted = |open: char, close: char| {
        line.strip_prefix(open)?.strip_suffix(close).filter(|words| !words.contains([open, close]))
    };
    let words = line.strip_prefix('=').or_else(|| quoted('"', '"')).or_else(|| quoted('“', '”'))?;
    Some(words.trim()).filter(|words| !words.is_empty())
}

fn split(line: &str) -> (&str, &str) {
    line.split_once(char::is_whitespace).map_or((line, ""), |(first, rest)| (first, rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_begin_with_words_of_the_table() {
        let words = |command, words: &str| Some(Ask::Do(command, words.into()));
        assert_eq!(ask("new"), words(Command::New, ""));
        assert_eq!(ask("Wrap up"), words(Command::WrapUp, ""));
        assert_eq!(ask("wrap-up"), words(Command::WrapUp, ""));
        assert_eq!(ask("promise ring back by 16:00"), words(Command::Promise, "ring back by 16:00"));
        assert_eq!(ask("skip because she rang off"), words(Command::Skip, "because she rang off"));
        assert_eq!(ask("hold the parcel at the depot"), None, "more words than a hold takes: a note");
        assert_eq!(ask("the driver left a card"), None);
        assert_eq!(ask("note hold it"), Some(Ask::Note("hold it".into())));
    }

    #[test]
    fn what_changes_something_has_the_name_that_the_command_line_gives_it() {
        for row in TABLE {
            let CommandLine::Changes(name) = row.line else { continue };
            let found = ask(name).unwrap_or_else(|| panic!("{name}"));
            assert!(name == "note" || matches!(found, Ask::Do(..)), "{name}: {found:?}");
            assert!(matches!(ask(row.name), Some(Ask::Do(command, _)) if command == row.command), "{}", row.name);
        }
        let is = |line: &str, command| assert_eq!(ask(line), Some(Ask::Do(command, String::new())), "{line}");
        is("step", Command::StepDone);
        is("done", Command::StepDone);
        is("skip", Command::Skip);
        is("wait", Command::Wait);
        is("call-back", Command::CallBack);
        is("close", Command::WrapUp);
        is("handoff", Command::HandOff);
    }

    #[test]
    fn an_answer_may_be_any_word() {
        assert_eq!(
            [answer("= done"), answer("=skip"), answer("\"step\""), answer("“wait”")],
            [Some("done"), Some("skip"), Some("step"), Some("wait")]
        );
        assert_eq!([answer("done"), answer("="), answer("\"a\" and \"b\""), answer("\"")], [None; 4]);
    }

    #[test]
    fn no_two_commands_share_a_word() {
        let mut seen = std::collections::HashSet::new();
        assert!(TABLE.iter().all(|row| seen.insert(word(row.command))));
        for (word, command) in SHORT {
            assert!(TABLE.iter().all(|r| r.name != word || r.command == command), "{word}");
        }
    }
}
