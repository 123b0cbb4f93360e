//! The playbook: the four stages, their steps, and the step at hand with what to say, ask and avoid.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::case::Reach;
use crate::playbook::{StepView, Worth, manner};
use crate::terms::{StepKind, Value};

use super::super::app::{App, Pane, Tab};
use super::super::theme::Theme;
use super::words::{cut, wrapped};
use super::{Hits, Target};

/// The playbook that shows the keys.
const TOUR: &str = "tour";

/// From this width on "required" stands as a word behind a step.
const WITH_WORDS: u16 = 44;

/// Draws the whole panel.
pub fn draw(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let focused = app.pane == Pane::Playbook && app.popup.is_none();
    let title = app.tab().and_then(Tab::walk).map_or("Playbook", |w| w.playbook.title.as_str());
    let block = super::pane(theme, title, focused);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    hits.put(area, Target::Pane(Pane::Playbook));
    let Some(tab) = app.tab().filter(|t| !t.steps.is_empty()) else {
        return frame.render_widget(Paragraph::new(nothing(app, theme, inner.width)), inner);
    };
    let mut lines = vec![stages(tab, theme)];
    for line in tab.customer.iter().flat_map(|c| manner(&app.setting.phrases, c)) {
        lines.extend(wrapped("  ", &line, inner.width, theme.guidance));
    }
    lines.push(Line::raw(""));
    let (mut from, mut to) = (0, 0);
    let mut places = Vec::new();
    let mut stage = None;
    for (at, step) in tab.steps.iter().enumerate() {
        if step.reach == Reach::No && !tab.is_done(&step.step.id) {
            continue;
        }
        if stage != Some(step.step.stage) {
            stage = Some(step.step.stage);
            lines.push(Line::styled(step.step.stage.label(), theme.title));
        }
        if at == tab.chosen {
            from = lines.len();
        }
        places.push((lines.len(), at));
        lines.extend(retold(app, tab, vec![row(tab, step, theme, at == tab.chosen, inner.width)]));
        if at == tab.chosen {
            lines.extend(retold(app, tab, details(app, tab, step, theme, inner.width)));
            to = lines.len();
        }
    }
    // The chosen step stays in sight, its end where it is too long for both.
    let height = usize::from(inner.height);
    let scroll = if to + 1 > height { (to + 1 - height).min(from) } else { 0 };
    lines.drain(..scroll.min(lines.len()));
    for (line, at) in places.into_iter().filter(|(line, _)| *line >= scroll) {
        hits.put_row(inner, line - scroll, Target::Step(at));
    }
    frame.render_widget(Paragraph::new(lines), inner);
}

/// How many rows the step at hand alone takes with its frame; 0 where there is none.
pub fn step_height(app: &App, theme: &Theme, width: u16) -> u16 {
    let Some((tab, step)) = app.tab().and_then(|t| Some((t, t.step()?))) else { return 0 };
    let rows = 1 + details(app, tab, step, theme, width.saturating_sub(2)).len();
    u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2)
}

/// Draws the step at hand alone, for narrow screens.
pub fn draw_step(app: &App, theme: &Theme, frame: &mut Frame<'_>, hits: &mut Hits, area: Rect) {
    let Some((tab, step)) = app.tab().and_then(|t| Some((t, t.step()?))) else { return };
    let title = format!("{} · step {} of {}", step.step.stage.label(), tab.chosen + 1, tab.steps.len());
    let block = super::pane(theme, &title, false);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    hits.put(inner, Target::Step(tab.chosen));
    let mut lines = vec![row(tab, step, theme, true, inner.width)];
    lines.extend(details(app, tab, step, theme, inner.width));
    let lines = retold(app, tab, lines);
    frame.render_widget(Paragraph::new(lines), inner);
}

fn nothing(app: &App, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let desk = &app.setting.desk;
    lines.push(Line::styled("Greeting", theme.title));
    lines.extend(wrapped("  ", &format!("“{}”", desk.greet(&app.setting.login, app.now).text), width, theme.text));
    let notices = desk.notices(desk.today(app.now));
    if !notices.is_empty() {
        lines.push(Line::raw(""));
        lines.push(Line::styled("Today", theme.title));
    }
    for notice in notices {
        lines.extend(wrapped("  ", &notice.text, width, theme.guidance));
    }
    lines.push(Line::raw(""));
    lines.extend(wrapped(
        "",
        &app.setting
            .words("Let them finish. Then {playbook}: type what they said, and the playbook that fits comes up."),
        width,
        theme.muted,
    ));
    lines
}

fn stages(tab: &Tab, theme: &Theme) -> Line<'static> {
    let at = tab.step().map(|s| s.step.stage);
    let mut spans = Vec::new();
    for (stage, open, all) in App::stages(tab) {
        let (sign, style) = match (Some(stage) == at, open) {
            (true, _) => (theme.sign("●", "(*)"), theme.focus),
            (false, 0) if all > 0 => (theme.sign("✓", "[x]"), theme.good),
            _ => (theme.sign("○", "[ ]"), theme.muted),
        };
        let label = if Some(stage) == at { stage.label() } else { &stage.label()[..3] };
        spans.push(Span::styled(format!("{sign}{label} "), style));
    }
    Line::from(spans)
}

fn row(tab: &Tab, step: &StepView, theme: &Theme, chosen: bool, width: u16) -> Line<'static> {
    let id = &step.step.id;
    let (sign, style): (&str, Style) = if tab.is_done(id) {
        (theme.sign("✓", "x"), theme.good)
    } else if tab.is_skipped(id) {
        (theme.sign("⤼", "-"), theme.muted)
    } else if step.reach == Reach::Yes {
        (theme.sign("○", "o"), theme.text)
    } else {
        (theme.sign("·", "."), theme.muted)
    };
    let pointer = if chosen { theme.sign("▸", ">") } else { " " };
    let answer = step
        .question
        .as_ref()
        .and_then(|q| q.answer.as_ref())
        .map(|v| format!(": {}", v.for_people()))
        .unwrap_or_default();
    let owed = step.step.required && !tab.is_done(id) && !tab.is_skipped(id);
    let words = format!("{pointer}{sign} {}{answer}", step.step.title);
    // Where the word has no room, its sign (the step at hand says what it means): the step's name matters more.
    let required = match (owed, width) {
        (false, _) => "",
        (true, WITH_WORDS..) => " (required)",
        (true, _) => " *",
    };
    let style = if chosen { style.patch(theme.title) } else { style };
    let words = cut(&words, usize::from(width).saturating_sub(required.len()));
    Line::styled(format!("{words}{required}"), style)
}

/// The tour's lines with the keys that are in force; other playbooks name none.
fn retold(app: &App, tab: &Tab, mut lines: Vec<Line<'static>>) -> Vec<Line<'static>> {
    if tab.walk().is_some_and(|w| w.playbook.id == TOUR) {
        for span in lines.iter_mut().flat_map(|l| l.spans.iter_mut()) {
            span.content = app.setting.keys.retold(&span.content).into();
        }
    }
    lines
}

/// The same as lines of words, for those who hear it.
pub fn words(app: &App, tab: &Tab, step: &StepView) -> Vec<String> {
    let theme = Theme { ascii: true, ..Theme::plain() };
    let lines = retold(app, tab, details(app, tab, step, &theme, u16::MAX));
    lines.iter().map(|l| l.spans.iter().map(|s| s.content.as_ref()).collect::<String>().trim().to_owned()).collect()
}

/// What is needed for the step at hand.
fn details(app: &App, tab: &Tab, step: &StepView, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut put =
        |first: &str, text: &str, style: Style| lines.extend(wrapped(&format!("   {first}"), text, width, style));
    if width < WITH_WORDS && step.step.required && tab.is_open(&step.step.id) {
        put("", "* required", theme.muted);
    }
    if let Reach::NotYet(name) = &step.reach {
        put("", &format!("waits for the answer to “{}”", name.replace('_', " ")), theme.muted);
    }
    if let Some(say) = &step.say {
        put("", &format!("“{}”", say.text), theme.text);
    }
    if let Some(apology) = &step.apology {
        put("the harm: ", &apology.harm.text, theme.text);
        put("it is ours: ", &apology.ownership.text, theme.text);
        put("what we do: ", &apology.repair.text, theme.text);
        put("by when: ", &apology.by_when.text, theme.text);
        put("", "in your own words", theme.muted);
    }
    if step.step.action.as_deref() == Some("read-back") {
        for (name, value) in understood(tab) {
            put("- ", &format!("{}: {value}", name.replace('_', " ")), theme.text);
        }
    }
    if let Some(promise) = &step.promise {
        put(
            "promise: ",
            &format!("{}, by {}", promise.text.text, app.setting.desk.near_words(promise.due, app.now)),
            theme.guidance,
        );
    }
    if let Some(offer) = &step.offer {
        let value = match &offer.value {
            Worth::Amount(money) => format!(" {}", money.for_people()),
            Worth::NotYet(name) => format!(" (amount waits for “{}”)", name.replace('_', " ")),
            Worth::WithoutAmount => String::new(),
        };
        let because = offer.because.as_ref().map_or(String::new(), |b| format!(" – {}", b.text));
        put("offer: ", &format!("{}{value}{because}", offer.title), theme.guidance);
        if let Some(role) = offer.authority.filter(|r| *r > app.setting.role) {
            put("", &format!("needs a {}: hand the case on, or offer less", role.label()), theme.alert);
        }
    }
    for fact in &step.facts {
        put(theme.sign("· ", "- "), fact, theme.muted);
    }
    if let Some(check) = &step.check {
        put("check: ", &check.text, theme.text);
    }
    if let Some(ends) = &step.ends {
        put("may end here: ", &ends.text, theme.guidance);
    }
    if let Some(nothing) = &step.nothing {
        put("give nothing: ", &nothing.text, theme.text);
    }
    if !step.avoid.is_empty() {
        put("avoid: ", &step.avoid.join(", "), theme.muted);
    }
    match tab.answering.as_ref().filter(|a| a.step == step.step.id) {
        Some(answering) => {
            let mark = theme.sign("▏", "_");
            put("= ", &format!("{}{mark}", answering.input.value()), theme.focus);
            if let Some(question) = &step.question {
                let options = question.options.join(", ");
                put("", if options.is_empty() { question.label.as_str() } else { &options }, theme.muted);
            }
            if !answering.error.is_empty() {
                put("! ", &answering.error, theme.alert);
            }
            // The linear face has its own words for it.
            if app.face == super::super::Face::Screen {
                put("", &app.setting.words("Enter answers · {step-done} answers and goes on"), theme.muted);
            }
        }
        None if tab.next_open(0).is_none() => {
            put("", &app.setting.words("every step is done: {wrap-up} wraps up"), theme.guidance);
        }
        None if step.reach == Reach::Yes
            && (tab.is_open(&step.step.id) || step.step.kind == StepKind::Ask)
            && app.tab().is_some_and(|t| t.mine.is_some()) =>
        {
            let key = match step.step.kind {
                StepKind::Ask if step.question.as_ref().is_some_and(|q| q.answer.is_some()) => {
                    "{step-done} change the answer"
                }
                StepKind::Ask => "{step-done} answer · {step-skip} skip",
                StepKind::Promise => "{step-done} promise · {step-skip} skip",
                StepKind::Offer => "{step-done} offer · {step-skip} skip",
                _ => "{step-done} done · {step-skip} skip",
            };
            put("", &app.setting.words(key), theme.key);
        }
        None => {}
    }
    lines
}

/// What the agent has understood so far, for the read-back.
fn understood(tab: &Tab) -> Vec<(String, String)> {
    let answers = tab.walk().map(|w| &w.answers);
    answers.into_iter().flatten().map(|(name, value): (&String, &Value)| (name.clone(), value.for_people())).collect()
}
