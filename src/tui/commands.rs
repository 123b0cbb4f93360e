//! The one table of commands: name, keys, words, where they hold, and the same thing on the command line. Keymap, footer,
//! help, palette, mouse and `docs/keys.md` are made from it.
//!
//! To add a command: a variant, a row here, its arm in `app/command.rs` and its heading in `groups.rs`.

/// What can be asked of the console with one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// A new case with a new interaction.
    New,
    /// A new case of goodwill.
    NewGoodwill,
    /// A new internal case.
    NewInternal,
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
    /// Say that a step, or the playbook, did not fit.
    Unfit,
    /// Choose the next step.
    NextStep,
    /// Choose the step before.
    PreviousStep,
    /// Wrap up, and close.
    WrapUp,
    /// The calm-down card.
    CalmDown,
    /// Hold, or back from hold.
    Hold,
    /// Turn to something else, or come back.
    Park,
    /// The next move is the customer's, or no longer.
    Wait,
    /// Promise something.
    Promise,
    /// Promise to ring back.
    CallBack,
    /// A timed promise to come back to them, in one key.
    Acknowledge,
    /// What became of a promise.
    Mark,
    /// Give something.
    Gesture,
    /// Write to the customer.
    Reply,
    /// Write down what was said.
    Message,
    /// Keep the notes now.
    Keep,
    /// What was masked is no card.
    NoCard,
    /// Hand the case off, put the customer through, or answer a hand-off.
    HandOff,
    /// A new interaction on the case that is shown.
    Again,
    /// Open a closed case again.
    Reopen,
    /// Go to the closed cases that are like this one.
    Precedents,
    /// Write down what they say, some days after.
    FollowUp,
    /// Note that they came back.
    CameBack,
    /// A customer uses a certificate.
    Redeem,
    /// Take back the latest entry.
    Undo,
    /// Take back the undo.
    Redo,
    /// The next open interaction.
    NextOpen,
    /// The open interaction before.
    PreviousOpen,
    /// How a due time came about.
    Explain,
    /// Find a case.
    Find,
    /// The console.
    Console,
    /// All cases.
    Cases,
    /// Customers.
    Customers,
    /// The day in numbers.
    Review,
    /// The cases behind a number.
    ReviewCases,
    /// What a number means.
    ReviewMeaning,
    /// The stretch before.
    ReviewEarlier,
    /// The stretch after.
    ReviewLater,
    /// Another stretch, or a query.
    ReviewOther,
    /// A day.
    ReviewDay,
    /// A week.
    ReviewWeek,
    /// A month.
    ReviewMonth,
    /// Today.
    ReviewToday,
    /// The next number of the row.
    ReviewNext,
    /// The number of the row before.
    ReviewBack,
    /// Practice.
    Practice,
    /// Begin the chosen scenario, or go on.
    PracticeBegin,
    /// Choosing or typing.
    PracticeAnswering,
    /// How much help there is.
    PracticeHelp,
    /// Why an answer was taken as it was.
    DrillWhy,
    /// End a drill for good.
    DrillEnd,
    /// Play on from another answer.
    DebriefFrom,
    /// The same scenario with another customer.
    DebriefAgain,
    /// The same scenario with the same customer.
    DebriefSame,
    /// Let the supervisor see a drill.
    DebriefShare,
    /// Write a debrief to a file.
    DebriefExport,
    /// Score somebody's work.
    ScoreCase,
    /// See scores that wait for me, and answer them.
    AnswerScores,
    /// Keep a query under a name.
    SaveQuery,
    /// Newest first, or best first.
    Order,
    /// Two records are one person.
    Merge,
    /// Change what is known of a customer.
    EditCustomer,
    /// Take back the latest entry on a customer.
    UndoCustomer,
    /// The reply went out.
    ReplySent,
    /// Copy the reply.
    ReplyCopy,
    /// Write the reply in one's own editor.
    ReplyEditor,
    /// Draft the reply anew.
    ReplyAnew,
    /// The next pane.
    NextPane,
    /// The pane before.
    PreviousPane,
    /// The next theme.
    Theme,
    /// The tour of a minute.
    Tour,
    /// All commands.
    Palette,
    /// All keys.
    Help,
    /// Put the console aside (Unix).
    Suspend,
    /// Leave.
    Quit,
}

/// Where a command holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// On every screen.
    Everywhere,
    /// On the console alone.
    Console,
    /// On the cases screen alone.
    Cases,
    /// On the customers screen alone.
    Customers,
    /// On the review screen alone: nothing is typed there, so plain letters are commands.
    Review,
    /// On the practice screen's list alone; plain letters are commands there too.
    Practice,
    /// While a drill is played.
    Drill,
    /// While a debrief is read.
    Debrief,
    /// While a reply is being written.
    Reply,
}

impl On {
    /// Whether both can hold at once: then they share no key.
    pub fn meets(self, other: Self) -> bool {
        self == Self::Everywhere || other == Self::Everywhere || self == other
    }
}

impl On {
    /// The screen in words, for the docs.
    pub fn label(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::Console => "console",
            Self::Cases => "cases",
            Self::Customers => "customers",
            Self::Review => "review",
            Self::Practice => "practice",
            Self::Drill => "drill",
            Self::Debrief => "debrief",
            Self::Reply => "reply",
        }
    }
}

/// What of a command the command line has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandLine {
    /// It changes a case or a customer; this subcommand does the same.
    Changes(&'static str),
    /// It changes none; this subcommand shows the same.
    Reads(&'static str),
    /// It concerns the screen alone.
    Screen,
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The command.
    pub command: Command,
    /// Its stable name, for the palette, the keymap file and the docs.
    pub name: &'static str,
    /// Two or three words for the footer.
    pub short: &'static str,
    /// One sentence for help and docs.
    pub about: &'static str,
    /// Its keys; every `Alt-x` also works as `Esc` and then `x`.
    pub keys: &'static [&'static str],
    /// Whether the footer shows it.
    pub footer: bool,
    /// Where it holds.
    pub on: On,
    /// What of it the command line has.
    pub line: CommandLine,
}

use CommandLine::{Changes, Reads, Screen};

macro_rules! table {
    ($($command:ident, $name:literal, $short:literal, [$($key:literal),+], $footer:literal, $on:ident, $line:expr, $about:literal;)+) => {
        /// The table, in the order of help and docs.
        pub const TABLE: &[Row] = &[$(Row {
            command: Command::$command,
            name: $name,
            short: $short,
            about: $about,
            keys: &[$($key),+],
            footer: $footer,
            on: On::$on,
            line: $line,
        }),+];
    };
}

table! {
    New, "new-interaction", "new", ["F12", "Alt-n"], true, Everywhere, Changes("log"),
        "Begin a new interaction; the notes are live at once.";
    NewGoodwill, "new-goodwill", "goodwill", ["Alt-8"], false, Everywhere, Changes("log"),
        "Help a stranger with something that is not our business.";
    NewInternal, "new-internal", "colleague", ["Alt-9"], false, Everywhere, Changes("log"),
        "A colleague needs something: an internal case, served like any other.";
    Customer, "customer", "customer", ["Alt-c"], true, Console, Changes("describe"),
        "Say who the customer is: by name, telephone or e-mail, or new.";
    Said, "playbook", "playbook", ["Alt-o"], true, Console, Changes("follow"),
        "Type what they said; choose the playbook that fits.";
    Details, "details", "details", ["Alt-t"], false, Console, Changes("describe"),
        "Channel, kind, severity, heat and what they want.";
    StepDone, "step-done", "step done", ["F2", "Alt-d"], true, Console, Changes("step"),
        "Do the chosen step; where it asks something, answer it.";
    Skip, "step-skip", "skip", ["F3", "Alt-s"], true, Console, Changes("step"),
        "Leave the chosen step out, with the reason.";
    Unfit, "did-not-fit", "does not fit", ["Alt-!"], false, Console, Changes("unfit"),
        "Say that the step at hand, or the playbook, does not fit: its keeper sees it.";
    NextStep, "step-next", "next step", ["Alt-Down", "Alt-j"], false, Console, Screen,
        "Choose the next step.";
    PreviousStep, "step-back", "step back", ["Alt-Up", "Alt-k"], false, Console, Screen,
        "Choose the step before; doing it again changes its answer.";
    WrapUp, "wrap-up", "wrap up", ["F8", "Alt-u"], true, Console, Changes("close"),
        "The customer is gone: outcome, cause, summary; close or keep open.";
    CalmDown, "calm-down", "calm down", ["F7", "Alt-0"], true, Console, Reads("calm"),
        "A card for a heated moment, with the facts of this case.";
    Hold, "hold", "hold", ["F4", "Alt-h"], true, Console, Changes("hold"),
        "Put the customer on hold, or come back to them. Ask first.";
    Park, "park", "park", ["Alt-,"], false, Console, Changes("park"),
        "Turn to something else, or come back: your clocks stand still meanwhile.";
    Wait, "wait", "their move", ["Alt-/"], false, Console, Changes("wait"),
        "The next move is the customer's: the clock pauses. Again: they moved.";
    Promise, "promise", "promise", ["F5", "Alt-p"], true, Console, Changes("promise"),
        "Promise something, with a time that can be kept.";
    CallBack, "call-back", "call back", ["Alt-5"], false, Console, Changes("promise"),
        "Promise to ring back: number and time, both read back to them.";
    Acknowledge, "acknowledge", "back by …", ["Alt-."], false, Console, Changes("ack"),
        "Jammed? One key promises them when you are back; say the time aloud.";
    Mark, "promise-mark", "kept?", ["Alt-e"], false, Console, Changes("promise"),
        "Say what became of a promise: kept, moved, broken, withdrawn.";
    Gesture, "gesture", "gesture", ["F6", "Alt-g"], true, Console, Changes("gesture"),
        "Give something to put it right.";
    Reply, "reply", "reply", ["Alt-l"], false, Console, Changes("say"),
        "Write to the customer: drafted from the playbook, checked as you type, apart from notes.";
    Message, "message", "message", ["Alt-m"], false, Console, Changes("say"),
        "Write down what the customer or you said, word for word.";
    Keep, "keep-notes", "keep notes", ["Ctrl-s", "Alt-w"], false, Console, Changes("note"),
        "Put the notes so far on the timeline now.";
    NoCard, "not-a-card", "no card", ["Alt-#"], false, Console, Screen,
        "The number that was just masked is no card: put it back.";
    HandOff, "hand-off", "hand off", ["Alt-a"], false, Console, Changes("handoff"),
        "Hand the case on or put the caller through: search who can help; or answer a hand-off.";
    Again, "contact-again", "contact again", ["Alt-b"], false, Console, Changes("log"),
        "Begin another interaction on the case that is shown.";
    Precedents, "precedents", "like this", ["Alt-;"], false, Console, Reads("precedents"),
        "The last cases like this one, with what was given in them.";
    FollowUp, "follow-up", "all well?", ["Alt-6"], false, Console, Changes("follow-up"),
        "Some days after it was put right: write down what they say.";
    CameBack, "came-back", "came back", ["Alt-7"], false, Console, Changes("came-back"),
        "They came back after it was put right: note it.";
    Redeem, "certificate-redeem", "redeem", ["Alt-'"], false, Everywhere, Changes("certificate"),
        "A customer uses a certificate: its code, as they read it out.";
    Reopen, "reopen", "reopen", ["Alt-r"], false, Console, Changes("reopen"),
        "Open a closed case again, with the reason.";
    Undo, "undo", "undo", ["Alt-z"], false, Console, Changes("undo"),
        "Take back your latest entry on this case.";
    Redo, "redo", "redo", ["Alt-y"], false, Console, Changes("redo"),
        "Take back the undo.";
    NextOpen, "next-interaction", "next open", ["Alt-Right", "Alt-i"], false, Console, Screen,
        "Go to your next open interaction; a parked one is taken up again.";
    PreviousOpen, "previous-interaction", "open before", ["Alt-Left"], false, Console, Screen,
        "Go to your open interaction before this one.";
    Explain, "explain", "why this time", ["Alt-="], false, Everywhere, Reads("explain"),
        "How a due time came about, line by line: of this case, or of the chosen row.";
    Find, "find", "find", ["Alt-f"], true, Everywhere, Reads("list"),
        "Find a case: words, C-1042, is:open, agent:ana, on:2026-11-20.";
    Console, "screen-console", "console", ["Alt-1"], false, Everywhere, Screen,
        "The console: next up, the case, its playbook.";
    Cases, "screen-cases", "cases", ["F10", "Alt-2"], false, Everywhere, Reads("list"),
        "All cases: query as you type, with a preview.";
    Customers, "screen-customers", "customers", ["Alt-3"], false, Everywhere, Reads("customer"),
        "Customers: what we know, what was promised and given.";
    Review, "screen-review", "review", ["Alt-4"], false, Everywhere, Reads("report"),
        "The day in numbers, the cases behind each, and the requests that wait for a yes.";
    ReviewCases, "review-cases", "cases", ["Enter"], true, Review, Screen,
        "The cases behind the chosen number; on a request, the answer to it.";
    ReviewMeaning, "review-meaning", "meaning", ["?"], true, Review, Reads("explain"),
        "What the chosen number means, how it is reckoned, what it rests on and what was left out.";
    ReviewEarlier, "review-earlier", "earlier", ["[", "Left"], true, Review, Screen,
        "The day, week or month before.";
    ReviewLater, "review-later", "later", ["]", "Right"], true, Review, Screen,
        "The day, week or month after.";
    ReviewOther, "review-other", "other", ["/"], true, Review, Screen,
        "Look at other days, or at the cases of a query.";
    ReviewDay, "review-day", "day", ["d"], true, Review, Screen,
        "Look at a day.";
    ReviewWeek, "review-week", "week", ["w"], true, Review, Screen,
        "Look at a week, Monday to Sunday.";
    ReviewMonth, "review-month", "month", ["m"], true, Review, Screen,
        "Look at a month.";
    ReviewToday, "review-today", "today", ["t"], true, Review, Screen,
        "Look at today.";
    ReviewNext, "review-number-next", "number after", ["."], false, Review, Screen,
        "Choose the next number of the row.";
    ReviewBack, "review-number-back", "number before", [","], false, Review, Screen,
        "Choose the number before in the row.";
    Practice, "screen-practice", "practice", ["Alt-:"], false, Everywhere, Reads("practice"),
        "Practise against a scripted customer, with nobody watching; what it showed, and what comes next.";
    PracticeBegin, "practice-begin", "begin", ["Enter"], true, Practice, Reads("scenario"),
        "Begin the chosen scenario, go on with an unfinished drill, or look at a past one.";
    PracticeAnswering, "practice-answering", "choose or type", ["c"], true, Practice, Screen,
        "Answer by choosing, or in your own words, from the next drill on.";
    PracticeHelp, "practice-help", "help: more, less", ["p"], true, Practice, Screen,
        "How much of the playbook stands beside the next drill: all of it, the stages only, nothing.";
    DrillWhy, "drill-why", "why?", ["F2", "?", "Alt-w"], true, Drill, Reads("scenario"),
        "Why your last answer was taken as it was, and what it did to them.";
    DrillEnd, "drill-end", "end for good", ["F8", "Alt-u"], true, Drill, Screen,
        "End the drill for good and see what it showed so far. Leaving it (Esc twice) keeps it.";
    DebriefFrom, "debrief-from", "play on", ["Enter"], true, Debrief, Screen,
        "Play on from before the chosen answer, to try the other way.";
    DebriefAgain, "debrief-again", "again", ["a"], true, Debrief, Screen,
        "The same scenario again, with another customer.";
    DebriefSame, "debrief-same", "same again", ["r"], true, Debrief, Screen,
        "The same scenario again, with the same customer, from the beginning.";
    DebriefShare, "debrief-share", "share", ["s"], true, Debrief, Reads("practice"),
        "Let your supervisor read this drill. Until then it is yours alone.";
    DebriefExport, "debrief-export", "file", ["e"], true, Debrief, Reads("practice"),
        "Write the debrief to a file, as Markdown.";
    AnswerScores, "scores-answer", "scores", ["Alt-%"], false, Console, Changes("review"),
        "The scores of your work in this case: agree, or dispute them. A supervisor settles a dispute here.";
    ScoreCase, "scores-give", "score it", ["Alt-+"], false, Console, Changes("review"),
        "Score somebody's work in this case, by the desk's criteria (supervisors).";
    SaveQuery, "query-save", "save query", ["Alt-s"], true, Cases, Reads("list"),
        "Keep this query under a name: @name finds it again.";
    Order, "query-order", "order", ["Alt-o"], true, Cases, Reads("list"),
        "Newest first, or what fits best first.";
    Merge, "customer-merge", "merge", ["Alt-m"], true, Customers, Changes("customer"),
        "Two records, one person: merge them. It can be taken back.";
    EditCustomer, "customer-edit", "edit", ["Alt-t"], true, Customers, Changes("customer"),
        "Change what is known: name to use, preferences, support needs.";
    UndoCustomer, "customer-undo", "undo", ["Alt-z"], false, Customers, Changes("customer"),
        "Take back the latest entry on this customer.";
    ReplySent, "reply-sent", "it went out", ["F2", "Alt-d"], true, Reply, Changes("say"),
        "The reply went out: put it on the timeline, as written to the customer.";
    ReplyCopy, "reply-copy", "copy", ["F4", "Alt-c"], true, Reply, Screen,
        "Copy the reply to the clipboard, also from a machine far away (OSC 52).";
    ReplyEditor, "reply-editor", "editor", ["F6", "Alt-e"], true, Reply, Screen,
        "Write the reply in your own editor ($VISUAL or $EDITOR).";
    ReplyAnew, "reply-anew", "draft anew", ["F3", "Alt-a"], true, Reply, Screen,
        "Draft the reply from the playbook again, in place of what is written.";
    NextPane, "pane-next", "next pane", ["Tab"], false, Everywhere, Screen,
        "Go to the next pane.";
    PreviousPane, "pane-back", "pane before", ["Shift-Tab"], false, Everywhere, Screen,
        "Go to the pane before.";
    Theme, "theme", "theme", ["Alt-v"], false, Everywhere, Screen,
        "The next theme: your own, dark, light, high contrast, no colour.";
    Tour, "tour", "tour", ["Alt-*"], false, Everywhere, Reads("good"),
        "A minute with the console: a playbook that shows the keys by doing.";
    Palette, "commands", "commands", ["F9", "Alt-x"], true, Everywhere, Screen,
        "All commands by name.";
    Help, "help", "help", ["F1", "Alt-?"], true, Everywhere, Screen,
        "All keys on one page; type to search it.";
    Suspend, "suspend", "suspend", ["Ctrl-z"], false, Everywhere, Screen,
        "Put the console aside and go to the shell (`fg` brings it back). In a text, Ctrl-Z takes back typing.";
    Quit, "quit", "quit", ["Ctrl-q", "Alt-q"], false, Everywhere, Screen,
        "Leave. What is open stays open, what you typed is kept.";
}

/// The row of a command.
pub fn of(command: Command) -> &'static Row {
    TABLE.iter().find(|r| r.command == command).unwrap_or(&TABLE[0])
}
