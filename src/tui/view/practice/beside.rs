//! The playbook beside a drill: all of it with the next step marked, its stages alone, or nothing.

use ratatui::text::{Line, Span};

use crate::playbook::Playbook;
use crate::practice::Help;
use crate::terms::{Answers, Stage, Text, Value};

use super::super::super::app::{App, Playing, desk_known};
use super::super::super::theme::Theme;
use super::super::words::{cut, wrapped};
use super::heading;

/// Its lines, and on which of them the next step stands.
pub fn lines(app: &App, playing: &Playing, theme: &Theme, width: u16) -> (Vec<Line<'static>>, usize) {
    let found = app.setting.library.get(&playing.scenario.playbook);
    match (playing.past.help, found) {
        (Help::None, _) => (wrapped("", "No playbook in this drill: you know it by heart.", width, theme.muted), 0),
        (Help::Hints, _) => (stages(playing, theme), 0),
        (Help::Full, Some(playbook)) => whole(app, playing, playbook, theme, width),
        (Help::Full, None) => {
            let words = format!("Its playbook “{}” is not here.", playing.scenario.playbook);
            (wrapped("", &words, width, theme.muted), 0)
        }
    }
}

/// Where the stages stand; ticked where something of theirs was said.
fn stages(playing: &Playing, theme: &Theme) -> Vec<Line<'static>> {
    let line = |stage: Stage| {
        let said = playing.stand.played.iter().any(|played| played.stage == Some(stage));
        let (sign, style) =
            if said { (theme.sign("✓", "x"), theme.good) } else { (theme.sign("○", "o"), theme.text) };
        Line::from(vec![Span::styled(sign, style), Span::raw(format!(" {}", stage.label()))])
    };
    Stage::ALL.iter().copied().map(line).collect()
}

/// What prompts are filled with: the desk, and who calls.
fn known(app: &App, playing: &Playing) -> Answers {
    let mut known = desk_known(&app.setting, app.now);
    known.insert("customer.called".to_owned(), Value::Text(Text::new(&playing.stand.name)));
    known.insert("case.channel".to_owned(), Value::Choice(playing.scenario.channel.word().to_owned()));
    if let Some(kind) = playing.scenario.customer.kind {
        known.insert("customer.kind".to_owned(), Value::Choice(kind.word().to_owned()));
    }
    known
}

fn whole(app: &App, playing: &Playing, playbook: &Playbook, theme: &Theme, width: u16) -> (Vec<Line<'static>>, usize) {
    let stand = &playing.stand;
    let (now_stage, next) = match &stand.next {
        Some((stage, step)) => (Some(*stage), step.as_deref()),
        None => (None, None),
    };
    let mut lines = vec![heading(playbook.title(), theme)];
    let mut at = 0;
    let mut stage = None;
    for step in playbook.steps() {
        if stage != Some(step.stage) {
            stage = Some(step.stage);
            let here = now_stage == stage;
            let mark = if here { theme.sign(" ◂ now", " < now") } else { "" };
            let style = if here { theme.focus } else { theme.title };
            if here && next.is_none() {
                at = lines.len();
            }
            lines.push(Line::styled(format!("{}{mark}", step.stage.label()), style));
        }
        let id = step.id.value.as_str();
        let (done, is_next) = (stand.done.iter().any(|done| done == id), next == Some(id));
        let sign = if done { theme.sign("✓", "x") } else { theme.sign("○", "o") };
        let pointer = if is_next { theme.sign("▸", ">") } else { " " };
        let style = match (is_next, done) {
            (true, _) => theme.focus,
            (false, true) => theme.muted,
            (false, false) => theme.text,
        };
        if is_next {
            at = lines.len();
        }
        lines.push(Line::styled(cut(&format!("{pointer}{sign} {}", step.title), usize::from(width)), style));
        if is_next {
            let view = playbook.view_step(step, &known(app, playing), app.now, &app.setting.desk);
            let say = view.say.map(|say| format!("“{}”", say.text));
            let ask = view.question.map(|question| question.label);
            for words in [say, ask].into_iter().flatten() {
                lines.extend(wrapped("    ", &words, width, theme.guidance));
            }
            if !view.avoid.is_empty() {
                lines.extend(wrapped("    avoid: ", &view.avoid.join(", "), width, theme.muted));
            }
        }
    }
    (lines, at)
}
