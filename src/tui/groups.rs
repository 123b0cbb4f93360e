//! What a command is about: the headings under which the help and the menu after `Esc` show it.

use super::commands::Command;

/// A heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Beginning, ending, holding, parking.
    Contact,
    /// Who and what.
    Case,
    /// The playbook's steps.
    Playbook,
    /// Promises and gestures.
    Amends,
    /// Notes, messages, replies.
    Words,
    /// Screens, panes, open cases.
    Going,
    /// A list: the cases, the customers.
    Lists,
    /// The day in numbers.
    Review,
    /// Scenarios, drills, debriefs.
    Practice,
    /// The program itself.
    Console,
}

impl Group {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 10] = [
        Self::Contact,
        Self::Case,
        Self::Playbook,
        Self::Amends,
        Self::Words,
        Self::Going,
        Self::Lists,
        Self::Review,
        Self::Practice,
        Self::Console,
    ];

    /// What is shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Contact => "Contact",
            Self::Case => "Case",
            Self::Playbook => "Playbook",
            Self::Amends => "Promise and give",
            Self::Words => "Words",
            Self::Going => "Go to",
            Self::Lists => "Lists",
            Self::Review => "Review",
            Self::Practice => "Practice",
            Self::Console => "Console",
        }
    }
}

/// What a command is about.
pub fn group(command: Command) -> Group {
    match command {
        Command::New
        | Command::NewGoodwill
        | Command::NewInternal
        | Command::Again
        | Command::Hold
        | Command::Park
        | Command::HandOff
        | Command::WrapUp => Group::Contact,
        Command::Customer
        | Command::Details
        | Command::Wait
        | Command::Reopen
        | Command::Undo
        | Command::Redo
        | Command::Explain => Group::Case,
        Command::Said
        | Command::StepDone
        | Command::Skip
        | Command::Unfit
        | Command::NextStep
        | Command::PreviousStep
        | Command::CalmDown => Group::Playbook,
        Command::Promise
        | Command::CallBack
        | Command::Acknowledge
        | Command::Mark
        | Command::Gesture
        | Command::Precedents
        | Command::FollowUp
        | Command::CameBack
        | Command::Redeem => Group::Amends,
        Command::Reply
        | Command::ReplySent
        | Command::ReplyCopy
        | Command::ReplyEditor
        | Command::ReplyAnew
        | Command::Message
        | Command::Keep
        | Command::NoCard => Group::Words,
        Command::Find
        | Command::Console
        | Command::Cases
        | Command::Customers
        | Command::Review
        | Command::Practice
        | Command::NextOpen
        | Command::PreviousOpen
        | Command::NextPane
        | Command::PreviousPane => Group::Going,
        Command::SaveQuery | Command::Order | Command::Merge | Command::EditCustomer | Command::UndoCustomer => {
            Group::Lists
        }
        Command::AnswerScores
        | Command::ScoreCase
        | Command::ReviewCases
        | Command::ReviewMeaning
        | Command::ReviewEarlier
        | Command::ReviewLater
        | Command::ReviewOther
        | Command::ReviewDay
        | Command::ReviewWeek
        | Command::ReviewMonth
        | Command::ReviewToday
        | Command::ReviewNext
        | Command::ReviewBack => Group::Review,
        Command::PracticeBegin
        | Command::PracticeAnswering
        | Command::PracticeHelp
        | Command::DrillWhy
        | Command::DrillEnd
        | Command::DebriefFrom
        | Command::DebriefAgain
        | Command::DebriefSame
        | Command::DebriefShare
        | Command::DebriefExport => Group::Practice,
        Command::Theme | Command::Tour | Command::Palette | Command::Help | Command::Suspend | Command::Quit => {
            Group::Console
        }
    }
}
