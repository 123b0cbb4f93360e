//! How somebody stands: each skill over the latest drills, each playbook over all.

use ratatui::text::{Line, Span};

use super::super::super::practising::Room;
use super::super::super::theme::Theme;
use super::super::sparks;
use super::super::words::{column, wrapped};
use super::{blank, heading, percent};

/// The columns of a name, and of the bars.
const NAME: usize = 22;
const BARS: usize = 12;

/// The whole, to be scrolled.
pub fn lines(room: &Room, theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let progress = &room.progress;
    if progress.scenarios.is_empty() {
        let words = "Nothing to show yet. After each drill that you play to its end you see here how it went, skill by skill, \
                     and what to practise next.";
        return wrapped("", words, width, theme.muted);
    }
    let mut lines = vec![heading("Skills, the latest drills", theme)];
    for (id, title) in &room.skills {
        if let Some(series) = progress.skills.get(id) {
            lines.push(line(title, series, theme, width));
        }
    }
    lines.push(blank());
    lines.push(heading("Playbooks, all drills", theme));
    for (id, series) in &progress.playbooks {
        let title = room.playbooks.iter().find(|(known, _)| known == id).map_or(id.as_str(), |(_, title)| title);
        lines.push(line(title, series, theme, width));
    }
    lines
}

fn line(title: &str, series: &[i64], theme: &Theme, width: u16) -> Line<'static> {
    let name = usize::from(width).saturating_sub(BARS + 1 + 6 + 2 + 5).clamp(10, NAME);
    let latest = &series[series.len().saturating_sub(BARS)..];
    // Nothing at all is a bar too: it can be seen that there was a drill.
    let data: Vec<u64> = latest.iter().map(|tenths| u64::try_from(*tenths).unwrap_or(0).max(130)).collect();
    let last = series.last().copied().unwrap_or(0);
    let trend = match series.split_last() {
        Some((last, [.., before])) if last > before => "up",
        Some((last, [.., before])) if last < before => "down",
        Some((_, [_, ..])) => "same",
        _ => "first",
    };
    Line::from(vec![
        Span::styled(column(title, name), theme.text),
        Span::styled(column(&sparks::line(theme, &data, 1000), BARS + 1), theme.guidance),
        Span::styled(format!("{:>6}", percent(last)), theme.title),
        Span::styled(format!("  {trend}"), theme.muted),
    ])
}
