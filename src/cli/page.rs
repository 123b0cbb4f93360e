//! A case as one pleasant page of text, and the list of a walk's steps.

use crate::case::{
    Case, CaseFile, Customer, HandOffState, Interaction, LineKind, PromiseState, Reach, Walk, clocks, conformance,
    timeline,
};
use crate::desk::Desk;
use crate::playbook::StepView;
use crate::terms::{Stage, Timestamp, clock};

use super::{output, view};

/// The page.
pub fn case(file: &CaseFile, customer: Option<&Customer>, others: usize, desk: &Desk, now: Timestamp) -> String {
    let case = &file.case;
    let mut page = Page { lines: Vec::new(), width: output::width().min(110), desk, now };
    page.head(case, customer, others);
    for interaction in &case.interactions {
        page.contact(interaction);
    }
    for walk in &case.walks {
        page.walk(case, walk);
    }
    page.given(case);
    page.timeline(file);
    page.lines.join("\n")
}

struct Page<'a> {
    lines: Vec<String>,
    width: usize,
    desk: &'a Desk,
    now: Timestamp,
}

impl Page<'_> {
    fn put(&mut self, indent: usize, text: &str) {
        let pad = " ".repeat(indent);
        let after = " ".repeat(indent + 2);
        let options = textwrap::Options::new(self.width).initial_indent(&pad).subsequent_indent(&after);
        self.lines.extend(textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned));
    }

    fn heading(&mut self, text: &str) {
        self.lines.push(String::new());
        let (on, off) = if output::colour() { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
        self.lines.push(format!("{on}{text}{off}"));
    }

    fn when(&self, at: Timestamp) -> String {
        self.desk.near_words(at, self.now)
    }

    fn head(&mut self, case: &Case, customer: Option<&Customer>, others: usize) {
        let state = case.closed.as_ref().map_or_else(
            || "open".to_owned(),
            |c| {
                let cause = c.cause.as_deref().and_then(|id| self.desk.cause(id)).map(|c| format!(" · {}", c.title));
                format!("closed {}: {}{}", self.when(c.at), c.outcome.label(), cause.unwrap_or_default())
            },
        );
        let kind = case.kind.map(|k| format!("{} · ", k.label())).unwrap_or_default();
        let severity = case.severity.map(|s| format!("severity {} · ", s.label())).unwrap_or_default();
        self.put(0, &format!("{}  {kind}{severity}{state}", case.number()));
        if let Some(customer) = customer {
            let details = &customer.details;
            let more = [&details.phone, &details.email].into_iter().flatten().map(|t| format!(" · {t}"));
            let earlier = if others > 0 {
                format!(" · {others} other case{}", if others == 1 { "" } else { "s" })
            } else {
                String::new()
            };
            self.put(0, &format!("Customer: {}{}{earlier}", customer.title(), more.collect::<String>()));
            let prefers = details.preferences.as_ref().map(|p| format!("prefers {p}"));
            let needs = details.support_needs.as_ref().map(|n| format!("needs {n}"));
            let notes: Vec<String> = prefers.into_iter().chain(needs).collect();
            if !notes.is_empty() {
                self.put(2, &notes.join(" · "));
            }
        } else {
            self.put(0, "Customer: nobody is named yet");
        }
        if let Some(owner) = &case.owner {
            self.put(0, &format!("Owner: {owner}"));
        }
        if let Some(wanted) = &case.wanted {
            self.put(0, &format!("Wants: {wanted}"));
        }
        if let Some(tried) = case.closed.as_ref().and_then(|c| c.tried.as_ref()) {
            self.put(0, &format!("Tried: {tried}"));
        }
    }

    fn contact(&mut self, i: &Interaction) {
        let c = clocks(i, self.now);
        let channel = i.channel.map_or("contact", |c| c.label());
        let end = if i.ended.is_some() { "" } else { " · still open" };
        let heading = format!("{} by {channel}, {}{end}", self.when(i.began), i.agent);
        self.heading(&heading);
        let heat = match (i.heat_start, i.heat_end) {
            (Some(a), Some(b)) => format!(" · {} → {}", a.label(), b.label()),
            (Some(a), None) => format!(" · {}", a.label()),
            (None, Some(b)) => format!(" · at the end {}", b.label()),
            (None, None) => String::new(),
        };
        self.put(
            2,
            &format!("talk {}  hold {}  wrap-up {}{heat}", clock(c.talk_ms), clock(c.hold_ms), clock(c.wrap_ms)),
        );
        if let Some(summary) = &i.summary {
            self.put(2, &format!("Summary: {summary}"));
        }
    }

    fn walk(&mut self, case: &Case, walk: &Walk) {
        self.heading(&format!("Playbook: {}", walk.playbook.title));
        for stage in Stage::ALL {
            let steps: Vec<String> = walk
                .steps
                .iter()
                .filter(|s| s.step.stage == *stage && view::state(s) != "left")
                .map(|s| format!("{} {}", mark(view::state(s)), s.step.title))
                .collect();
            if !steps.is_empty() {
                self.put(2, &format!("{:<11}{}", stage.label(), steps.join("  ")));
            }
        }
        let mut c = conformance(case, walk);
        // What a step of the playbook asked for is no surprise to a person, even where it is not judged.
        c.extra.retain(|name| !walk.steps.iter().any(|s| s.step.action.as_ref() == Some(name)));
        let lists = [
            ("missing", c.missing),
            ("does not apply here", c.ruled_out),
            ("extra", c.extra),
            ("out of order", c.out_of_order),
        ];
        for (name, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
            self.put(2, &format!("{name}: {}", list.join(", ")));
        }
        let repeated: Vec<String> = c.repeated.iter().map(|r| format!("{} ×{}", r.action, r.times)).collect();
        if !repeated.is_empty() {
            self.put(2, &format!("repeated: {}", repeated.join(", ")));
        }
    }

    fn given(&mut self, case: &Case) {
        if case.promises.is_empty() && case.gestures.is_empty() && case.hand_offs.is_empty() {
            return;
        }
        self.heading("Promised, given, handed over");
        for p in &case.promises {
            let state = match &p.state {
                PromiseState::Open if p.due < self.now => "OVERDUE".to_owned(),
                PromiseState::Open => "open".to_owned(),
                PromiseState::Kept(at) => format!("kept {}", self.when(*at)),
                PromiseState::Broken(at, why) => format!("broken {}: {why}", self.when(*at)),
                PromiseState::Withdrawn(at, why) => format!("withdrawn {}: {why}", self.when(*at)),
            };
            let ring = p.call_back.as_ref().map(|number| format!(", ring {number}")).unwrap_or_default();
            self.put(2, &format!("promise: {} – by {}{ring}, {} – {state}", p.text, self.when(p.due), p.by));
        }
        for g in &case.gestures {
            let value = crate::terms::worth(g.value);
            let title = self.desk.gesture(&g.what).map_or(g.what.as_str(), |d| d.title.as_str()).to_owned();
            self.put(2, &format!("gesture: {title}{value} – {} ({})", g.reason, g.by));
        }
        for h in &case.hand_offs {
            let state = match &h.state {
                HandOffState::Offered => "waits".to_owned(),
                HandOffState::Accepted(at) => format!("accepted {}", self.when(*at)),
                HandOffState::Declined(_, why) => format!("declined: {why}"),
            };
            self.put(
                2,
                &format!("hand-off: {} → {}, {} – {state}", h.from, h.to, if h.warm { "warm" } else { "cold" }),
            );
        }
    }

    fn timeline(&mut self, file: &CaseFile) {
        self.heading("Timeline");
        let mut day = None;
        for line in timeline(file) {
            let today = self.desk.today(line.at);
            if day != Some(today) {
                day = Some(today);
                self.put(2, &today.format("%A %-d %B %Y").to_string());
            }
            let kind = match line.kind {
                LineKind::Note => "note: ",
                LineKind::Deviation => "deviation: ",
                LineKind::Exception => "exception: ",
                _ => "",
            };
            self.put(2, &format!("{}  {:<8} {kind}{}", self.desk.time_words(line.at), line.by, line.text));
        }
    }
}

fn mark(state: &str) -> &'static str {
    match state {
        "done" => "✓",
        "skipped" => "–",
        "owed" => "!",
        _ => "○",
    }
}

/// The steps of a walk with what is at hand: `✓` done, `–` skipped, `!` owed, `○` open, `·` not reached yet.
pub fn steps(walk: &Walk, steps: &[StepView]) -> String {
    let mut lines = vec![walk.playbook.title.clone()];
    let mut stage = None;
    for view in steps {
        if stage != Some(view.step.stage) {
            stage = Some(view.step.stage);
            lines.push(format!("{}:", view.step.stage.label()));
        }
        let walked = walk.steps.iter().find(|s| s.step.id == view.step.id);
        let state = walked.map_or("unreached", super::view::state);
        let sign = match (state, &view.reach) {
            ("done" | "skipped", _) => mark(state),
            (_, Reach::Yes) if view.step.required => "!",
            (_, Reach::Yes) => "○",
            _ => "·",
        };
        let waits = match &view.reach {
            Reach::NotYet(name) => format!(" (waits for {})", name.replace('_', " ")),
            Reach::No => " (not needed)".to_owned(),
            Reach::Yes => String::new(),
        };
        let answer = view.question.as_ref().and_then(|q| q.answer.as_ref()).map(|a| format!(": {}", a.for_people()));
        lines.push(format!("  {sign} {:<20} {}{}{waits}", view.step.id, view.step.title, answer.unwrap_or_default()));
    }
    lines.push("✓ done  – skipped  ! owed  ○ open  · not reached".to_owned());
    lines.join("\n")
}
