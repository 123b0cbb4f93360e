//! The one table of commands: name, keys, words. Keymap, footer, help, palette and `docs/keys.md` are made from it.
//!
//! To add a command: a variant, a row here, and its arm in `app/command.rs`.

/// What can be asked of the console with one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// A new case with a new interaction.
    New,
    /// A new interaction on the case that is shown.
    Again,
    /// Who the customer is.
    Customer,
    /// What they said: choose a playbook.
    Said,
    /// Kind, severity, heat, channel, what they want.
    Details,
    /// Do the chosen step, or answer it.
    StepDone,
    /// Leave the chosen step out, with a reason.
    Skip,
    /// Choose the next step.
    NextStep,
    /// Choose the step before.
    PreviousStep,
    /// Hold, or back from hold.
    Hold,
    /// Promise something.
    Promise,
    /// What became of a promise.
    Mark,
    /// Give something.
    Gesture,
    /// Write down what was said.
    Message,
    /// Keep the notes now.
    Keep,
    /// Wrap up, and close.
    WrapUp,
    /// Hand the case off, or answer a hand-off.
    HandOff,
    /// Open a closed case again.
    Reopen,
    /// Take back the latest entry.
    Undo,
    /// Take back the undo.
    Redo,
    /// The next open interaction.
    NextOpen,
    /// Find a case.
    Find,
    /// The next pane.
    NextPane,
    /// The pane before.
    PreviousPane,
    /// All commands.
    Palette,
    /// All keys.
    Help,
    /// Put the console aside (Unix).
    Suspend,
    /// Leave.
    Quit,
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The command.
    pub command: Command,
    /// Its stable name, for the palette and the docs.
    pub name: &'static str,
    /// Two or three words for the footer.
    pub short: &'static str,
    /// One sentence for help and docs.
    pub about: &'static str,
    /// Its keys; every `Alt-x` also works as `Esc` and then `x`.
    pub keys: &'static [&'static str],
    /// Whether the footer shows it.
    pub footer: bool,
}

const fn row(
    command: Command,
    name: &'static str,
    short: &'static str,
    about: &'static str,
    keys: &'static [&'static str],
    footer: bool,
) -> Row {
    Row { command, name, short, about, keys, footer }
}

/// The table, in the order of help and docs.
pub const TABLE: &[Row] = &[
    row(
        Command::New,
        "new-interaction",
        "new",
        "Begin a new interaction; the notes are live at once.",
        &["F12", "Alt-n"],
        true,
    ),
    row(
        Command::Customer,
        "customer",
        "customer",
        "Say who the customer is: by name, telephone or e-mail, or new.",
        &["Alt-c"],
        true,
    ),
    row(Command::Said, "playbook", "playbook", "Type what they said; choose the playbook that fits.", &["Alt-o"], true),
    row(Command::Details, "details", "details", "Channel, kind, severity, heat and what they want.", &["Alt-t"], false),
    row(
        Command::StepDone,
        "step-done",
        "step done",
        "Do the chosen step; where it asks something, answer it.",
        &["F2", "Alt-d"],
        true,
    ),
    row(Command::Skip, "step-skip", "skip", "Leave the chosen step out, with the reason.", &["F3", "Alt-s"], true),
    row(Command::NextStep, "step-next", "next step", "Choose the next step.", &["Alt-Down", "Alt-j"], false),
    row(
        Command::PreviousStep,
        "step-back",
        "step back",
        "Choose the step before; F2 there changes its answer.",
        &["Alt-Up", "Alt-k"],
        false,
    ),
    row(
        Command::WrapUp,
        "wrap-up",
        "wrap up",
        "The customer is gone: outcome, cause, summary; close or keep open.",
        &["F8", "Alt-u"],
        true,
    ),
    row(
        Command::Hold,
        "hold",
        "hold",
        "Put the customer on hold, or come back to them. Ask first.",
        &["F4", "Alt-h"],
        true,
    ),
    row(
        Command::Promise,
        "promise",
        "promise",
        "Promise something, with a time that can be kept.",
        &["F5", "Alt-p"],
        true,
    ),
    row(Command::Gesture, "gesture", "gesture", "Give something to put it right.", &["F6", "Alt-g"], true),
    row(
        Command::Message,
        "message",
        "message",
        "Write down what the customer or you said, word for word.",
        &["Alt-m"],
        false,
    ),
    row(
        Command::Keep,
        "keep-notes",
        "keep notes",
        "Put the notes so far on the timeline now.",
        &["Ctrl-s", "Alt-w"],
        false,
    ),
    row(
        Command::Mark,
        "promise-mark",
        "kept?",
        "Say what became of a promise: kept, moved, broken, withdrawn.",
        &["Alt-e"],
        false,
    ),
    row(
        Command::HandOff,
        "hand-off",
        "hand off",
        "Hand the case to somebody else, or answer a hand-off.",
        &["Alt-a"],
        false,
    ),
    row(
        Command::Again,
        "contact-again",
        "contact again",
        "Begin another interaction on the case that is shown.",
        &["Alt-b"],
        false,
    ),
    row(Command::Reopen, "reopen", "reopen", "Open a closed case again, with the reason.", &["Alt-r"], false),
    row(Command::Undo, "undo", "undo", "Take back your latest entry on this case.", &["Alt-z"], false),
    row(Command::Redo, "redo", "redo", "Take back the undo.", &["Alt-y"], false),
    row(
        Command::NextOpen,
        "next-interaction",
        "next open",
        "Go to your next open interaction.",
        &["Alt-Right", "Alt-i"],
        false,
    ),
    row(
        Command::Find,
        "find",
        "find",
        "Find a case: words, C-1042, is:open, agent:ana, on:2026-11-20.",
        &["Alt-f"],
        true,
    ),
    row(Command::NextPane, "pane-next", "next pane", "Go to the next pane.", &["Tab", "Alt-l"], false),
    row(Command::PreviousPane, "pane-back", "pane before", "Go to the pane before.", &["Shift-Tab", "Alt-v"], false),
    row(Command::Palette, "commands", "commands", "All commands by name.", &["F9", "Alt-x"], true),
    row(Command::Help, "help", "help", "All keys on one page.", &["F1", "Alt-?"], true),
    row(
        Command::Suspend,
        "suspend",
        "suspend",
        "Put the console aside and go to the shell (`fg` brings it back). In a text, Ctrl-Z takes back typing.",
        &["Ctrl-z"],
        false,
    ),
    row(
        Command::Quit,
        "quit",
        "quit",
        "Leave. What is open stays open, what you typed is kept.",
        &["Ctrl-q", "Alt-q"],
        false,
    ),
];

/// The row of a command.
pub fn of(command: Command) -> &'static Row {
    TABLE.iter().find(|r| r.command == command).unwrap_or(&TABLE[0])
}
