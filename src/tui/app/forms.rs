//! Which forms there are, and how each is made from what is known.

use serde::{Deserialize, Serialize};

use crate::case::{Promise, PromiseState};
use crate::desk::Helper;
use crate::playbook::{Facts, Moment, StepView};
use crate::terms::{
    ApprovalId, CaseId, CaseKind, Channel, CustomerId, Heat, InteractionId, Outcome, ReviewId, Severity, Speaker,
    Timestamp,
};

use super::super::form::{Choice, Field, Form};
use super::scoring::settle_form;
use super::{App, Tab};

/// What a form is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormKind {
    /// Customer, what they said, channel: all at the beginning of a call.
    Opening,
    /// Channel, kind, severity, heat, wanted.
    Details,
    /// The reason for leaving out this step.
    Skip(String),
    /// Why this step does not fit; the whole playbook where no step is named.
    Unfit(Option<String>),
    /// Whose work, its scores, a comment.
    Score,
    /// Agree with a review of my work, or dispute it.
    AnswerScores(ReviewId),
    /// How a dispute ends.
    SettleScores(ReviewId),
    /// A promise; the step that asks for it, if one does.
    Promise(Option<String>),
    /// What became of a promise.
    Mark,
    /// A gesture; the step that asks for it, if one does.
    Gesture(Option<String>),
    /// Yes or no to a request.
    AnswerApproval(ApprovalId),
    /// What they said, some days after.
    FollowUp,
    /// What was said.
    Message,
    /// Outcome, cause, summary.
    WrapUp,
    /// To whom, and what they need to know.
    HandOff,
    /// Take the case, or not.
    AnswerHandOff,
    /// Number and time of a call back.
    CallBack,
    /// What the customer has to do before we can go on.
    Wait,
    /// The code of a certificate that is used.
    Redeem,
    /// Why it is opened again.
    Reopen,
    /// Which case; only line by line, where there is no screen for cases.
    Find,
    /// The name of a query.
    SaveQuery,
    /// Another stretch of days, or a query, to be reviewed.
    Stretch,
    /// Where a debrief is written.
    ExportDebrief,
    /// What is known of a customer.
    EditCustomer(CustomerId),
    /// Who else this customer is.
    Merge(CustomerId),
    /// Whether these two are one person.
    MergeConfirm(CustomerId, CustomerId),
    /// Which command.
    Palette,
    /// Whether the time while the console was away was worked: case, interaction, the last moment known, and now.
    LostTime(CaseId, InteractionId, Timestamp, Timestamp),
}

impl FormKind {
    /// Whether what is typed into it is kept when it is put away, and in drafts.
    pub fn is_kept(&self) -> bool {
        !matches!(
            self,
            Self::Find
                | Self::Redeem
                | Self::SaveQuery
                | Self::Stretch
                | Self::ExportDebrief
                | Self::EditCustomer(_)
                | Self::Merge(_)
                | Self::MergeConfirm(..)
                | Self::Palette
                | Self::LostTime(..)
        )
    }
}

/// The value that keeps a case open at wrap-up.
pub const KEEP_OPEN: &str = "keep-open";

macro_rules! choices {
    ($words:ty) => {
        <$words>::ALL.iter().map(|w| Choice::new(w.word(), w.label(), "")).collect::<Vec<_>>()
    };
}

impl App {
    /// Makes the form for `kind`, filled in with what is known.
    pub(super) fn form(&self, kind: &FormKind) -> Form {
        let tab = self.tab();
        match kind {
            FormKind::Opening => self.who_what_how(tab),
            FormKind::Details => details(tab),
            FormKind::Skip(step) => {
                let title = tab.and_then(|t| t.steps.iter().find(|s| s.step.id == *step)).map(|s| s.step.title.clone());
                Form::new(format!("Skip “{}”", title.unwrap_or_default()), vec![Field::words("reason", "Because")])
            }
            FormKind::Unfit(step) => self.unfit_form(step.as_deref()),
            FormKind::Score => self.score_form(),
            FormKind::AnswerScores(id) => self.answer_form(*id),
            FormKind::SettleScores(_) => settle_form(),
            FormKind::Promise(step) => {
                self.promise(tab.and_then(|t| t.steps.iter().find(|s| Some(&s.step.id) == step.as_ref())))
            }
            FormKind::Mark => self.mark(tab),
            FormKind::Gesture(step) => {
                self.gesture(tab.and_then(|t| t.steps.iter().find(|s| Some(&s.step.id) == step.as_ref())))
            }
            FormKind::AnswerApproval(id) => self.answer_approval(*id),
            FormKind::FollowUp => Form::new("Is all well?", vec![Field::words("note", "They say")])
                .about("Ring them, or write: not to sell, to hear whether it is all right now."),
            FormKind::Message => {
                let who = vec![
                    Choice::new(Speaker::Customer.word(), "customer", ""),
                    Choice::new(Speaker::Agent.word(), "agent", "you"),
                ];
                let fields = vec![Field::words("text", "Words"), Field::one("who", "Said by", who).with("customer")];
                Form::new("What was said", fields).about("Word for word; the customer may see it. Notes stay internal.")
            }
            FormKind::WrapUp => self.wrap_up(tab),
            FormKind::HandOff => self.hand_off(),
            FormKind::AnswerHandOff => {
                let answers = vec![
                    Choice::new("accept", "take it", "you own the case from now on"),
                    Choice::new("decline", "decline", "it stays with the sender"),
                ];
                let note = tab.and_then(|t| t.file.case.pending_hand_off()).map(|h| format!("{}: {}", h.from, h.note));
                let fields = vec![Field::one("answer", "Answer", answers), Field::words("reason", "If not: why")];
                Form::new("Hand-off", fields).about(note.unwrap_or_default())
            }
            FormKind::CallBack => self.call_back(tab),
            FormKind::Wait => Form::new(
                "Their move",
                vec![Field::words("what", "They will").hint("send a photo, ring back with the number, decide")],
            )
            .about("The clock pauses until they move; the case stays yours."),
            FormKind::Redeem => {
                Form::new("Redeem a certificate", vec![Field::words("code", "Code").hint("like K4XM-7RTC-7")])
                    .about("As they read it out. It holds once; that they came back is noted by itself.")
            }
            FormKind::Reopen => Form::new("Open the case again", vec![Field::words("reason", "Because")]),
            FormKind::Find => Form::new("Find a case", vec![Field::search("query", "Find")])
                .about("Words, C-1042, is:open, agent:ana, channel:phone, on:2026-11-20, playbook:late-parcel"),
            FormKind::SaveQuery => {
                let fields = vec![
                    Field::words("name", "Name").hint("letters, digits, - and _"),
                    Field::words("query", "Query").with(self.cases.typed().trim()),
                ];
                let about = "@name then finds it, here and on the command line. An empty query takes the name away.";
                Form::new("Save the query", fields).about(about)
            }
            FormKind::Stretch => {
                let hint = "yesterday, monday, 2026-11-20, last week, 2026-11, 2026-11-01..2026-11-15";
                let whose = if self.sees_others() { "agent:ana" } else { "is:mine" };
                Form::new("Look at", vec![Field::words("words", "Days or query").hint(hint)]).about(format!(
                    "Days – or a query as on the cases screen: {whose}, playbook:late-parcel, cause:carrier-delay."
                ))
            }
            FormKind::ExportDebrief => self.export_form(),
            FormKind::EditCustomer(id) => self.edit_form(*id),
            FormKind::Merge(id) => self.merge_form(*id),
            FormKind::MergeConfirm(one, other) => self.confirm_form(*one, *other),
            FormKind::Palette => Form::new("Commands", vec![self.palette("")]),
            FormKind::LostTime(_, _, from, to) => self.lost_time(*from, *to),
        }
    }

    fn who_what_how(&self, tab: Option<&Tab>) -> Form {
        let channel = tab.and_then(Tab::interaction).and_then(|i| i.channel);
        let channels =
            self.setting.desk.channels.iter().map(|c| Choice::new(c.word(), c.label(), "")).collect::<Vec<_>>();
        let mut fields = vec![
            Field::search("customer", "Customer").hint("name, telephone or e-mail"),
            Field::search("said", "They said").hint("a few of their words; the playbook that fits comes up"),
            Field::letter("channel", "Channel", channels),
        ];
        if let Some(channel) = channel {
            fields[2] = fields[2].clone().with(channel.word());
        }
        Form::new("Who, what, how", fields)
    }

    fn promise(&self, step: Option<&StepView>) -> Form {
        let draft = step.and_then(|s| s.promise.as_ref());
        let text = draft.map(|p| p.text.text.clone()).unwrap_or_default();
        let due = draft.map(|p| self.setting.desk.near_words(p.due, self.now)).unwrap_or_default();
        let fields = vec![
            Field::words("text", "We will").hint("what, in words you said to them").with(&text),
            Field::words("due", "By").hint("16:00, tomorrow 10:00, friday, in 2 hours").with(&due),
            Field::words("told", "Told them").hint("the words you used for the time, if others"),
        ];
        Form::new("Promise", fields).about("Only what we can keep: it comes back to you when it is due.")
    }

    fn call_back(&self, tab: Option<&Tab>) -> Form {
        let phone = tab.and_then(|t| t.customer.as_ref()).and_then(|c| c.details.phone.clone()).unwrap_or_default();
        let facts = Facts::new().with("phone", Some(phone.as_str()));
        let fields = vec![
            Field::words("number", "Number").hint("read it back to them").with(phone.as_str()),
            Field::words("due", "By").hint("16:00, tomorrow 10:00, in 2 hours"),
            Field::words("text", "About").hint("what you will know by then"),
        ];
        let line = self.setting.phrases.line(Moment::CallBackNumber, &facts);
        let mut form = Form::new("Call back", fields).about(line.map(|l| format!("“{l}”")).unwrap_or_default());
        if !phone.is_blank() {
            form.go_to("due");
        }
        form
    }

    fn mark(&self, tab: Option<&Tab>) -> Form {
        let open: Vec<&Promise> = tab
            .map_or_else(Vec::new, |t| t.file.case.promises.iter().filter(|p| p.state == PromiseState::Open).collect());
        let promises = open
            .iter()
            .map(|p| Choice::new(p.id.to_string(), p.text.to_string(), self.setting.desk.near_words(p.due, self.now)))
            .collect::<Vec<_>>();
        let first = promises.first().map(|c| c.value.clone()).unwrap_or_default();
        let marks = vec![
            Choice::new("kept", "kept", ""),
            Choice::new("moved", "moved", "give the new time"),
            Choice::new("broken", "broken", "say what came between"),
            Choice::new("withdrawn", "withdrawn", "say why it is not needed"),
        ];
        let fields = vec![
            Field::one("promise", "Promise", promises).with(&first),
            Field::one("mark", "Is", marks),
            Field::words("words", "Why, or new time"),
            Field::one("told", "Customer told", vec![Choice::new("yes", "yes", ""), Choice::new("no", "no", "")]),
        ];
        let mut form = Form::new("What became of it", fields);
        form.go_to("mark");
        form
    }

    fn wrap_up(&self, tab: Option<&Tab>) -> Form {
        let case = tab.map(|t| &t.file.case);
        let mut outcomes = vec![Choice::new(KEEP_OPEN, "keep the case open", "something is still to be done")];
        outcomes.extend(choices!(Outcome));
        let desk = &self.setting.desk;
        let cause = tab
            .and_then(Tab::walk)
            .and_then(|w| self.setting.library.by_hash(&w.playbook.hash))
            .and_then(|p| p.cause());
        let causes = desk.causes.iter().map(|c| Choice::new(&c.id, &c.title, "")).collect::<Vec<_>>();
        let summary = tab.and_then(Tab::interaction).and_then(|i| i.summary.as_ref());
        let fields = vec![
            Field::one("outcome", "Outcome", outcomes),
            Field::one("cause", "Cause", causes).with(cause.unwrap_or_default()),
            Field::words("summary", "Summary")
                .hint("one sentence for whoever opens this next")
                .with(summary.map_or("", |s| s.as_str())),
            Field::one("heat", "They are now", choices!(Heat)),
            Field::words("tried", "Tried").hint("only for “cannot help”: what was tried"),
        ];
        let open = case.map_or(0, |c| c.open_promises().count());
        let about = if open > 0 {
            let promises = if open == 1 { "1 promise is" } else { &format!("{open} promises are") };
            format!("{promises} open: the case stays open until then.")
        } else {
            String::new()
        };
        Form::new("Wrap up", fields).about(about)
    }

    /// One question for both: a colleague takes the case, anybody else is put through to.
    fn hand_off(&self) -> Form {
        let how = vec![
            Choice::new("warm", "warm", "you stay until they have answered"),
            Choice::new("cold", "cold", "they find it in their list, or ring off with the number"),
        ];
        let mut to = Field::search("to", "Who helps with").hint("flat tyre, refunds, a name …");
        to.choices = self.who_helps("");
        let fields = vec![to, Field::words("note", "They need to know"), Field::one("how", "How", how).with("warm")];
        let called = self.tab().and_then(Tab::called);
        let facts = Facts::new().with("called", called).with("receiver", Some("my colleague"));
        let line = self.setting.phrases.line(Moment::TransferWarm, &facts);
        Form::new("Hand on", fields).about(format!(
            "{} A colleague takes the case (yours until they do); a number is where you put them through.",
            line.map(|l| format!("Say: “{l}”")).unwrap_or_default()
        ))
    }

    /// Who of the directory helps with this; I do not hand anything on to myself.
    pub(super) fn who_helps(&self, words: &str) -> Vec<Choice> {
        let helpers = self.setting.desk.who_helps(words).into_iter();
        let others = helpers.filter(|h| h.login.as_deref() != Some(self.setting.login.as_str()));
        let choice = |h: Helper| {
            let place = match (&h.login, h.outside) {
                (Some(_), _) => "colleague",
                (None, true) => "outside",
                (None, false) => "inside",
            };
            let value = h.login.as_ref().map_or_else(|| format!("number:{}", h.name), |l| format!("login:{l}"));
            let reach = if h.login.is_some() { String::new() } else { format!("{} · ", h.how_to_reach()) };
            Choice::new(value, h.name.clone(), format!("{place} · {reach}{}", h.helps_with.join(", ")))
        };
        others.map(choice).collect()
    }

    fn lost_time(&self, from: Timestamp, to: Timestamp) -> Form {
        let desk = &self.setting.desk;
        let answers = vec![
            Choice::new("no", "no", "that time is not counted"),
            Choice::new("yes", "yes", "I worked on: count it"),
        ];
        Form::new("Found again", vec![Field::letter("worked", "Were you still with the customer", answers)]).about(
            format!(
                "The console stopped at {} and is back at {}. Your words are here.",
                desk.time_words(from),
                desk.time_words(to)
            ),
        )
    }
}

fn details(tab: Option<&Tab>) -> Form {
    let case = tab.map(|t| &t.file.case);
    let interaction = tab.and_then(Tab::interaction);
    let word = |w: Option<&'static str>| w.unwrap_or_default();
    let wanted = case.and_then(|c| c.wanted.as_ref()).map_or("", |w| w.as_str());
    let fields = vec![
        Field::one("kind", "Kind", choices!(CaseKind)).with(word(case.and_then(|c| c.kind).map(CaseKind::word))),
        Field::one("severity", "Severity", choices!(Severity))
            .with(word(case.and_then(|c| c.severity).map(Severity::word))),
        Field::one("heat", "They are", choices!(Heat))
            .with(word(interaction.and_then(|i| i.heat_start).map(Heat::word))),
        Field::words("wanted", "They want").hint("in their words").with(wanted),
        Field::one("channel", "Channel", choices!(Channel))
            .with(word(interaction.and_then(|i| i.channel).map(Channel::word))),
    ];
    Form::new("The matter", fields)
}
