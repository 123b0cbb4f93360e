//! An explanation as lines of text, none wider than 76 columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Explanation, Sum, SumKind};

/// No line is wider than this, in columns.
const WIDTH: usize = 76;
/// How wide the words of a line with figures are.
const LABEL: usize = 40;

impl Explanation {
    /// The lines: the title, the rule, then the arithmetic.
    pub fn lines(&self) -> Vec<String> {
        let rule = self.rule.as_ref().map(|rule| cut(&format!("  by {rule}"), WIDTH));
        std::iter::once(cut(&self.title, WIDTH)).chain(rule).chain(self.sums.iter().map(Sum::line)).collect()
    }
}

impl Sum {
    /// The line.
    pub fn line(&self) -> String {
        if self.kind != SumKind::Counted {
            return cut(&format!("  {}", self.label), WIDTH);
        }
        let label = cut(&self.label, LABEL);
        let pad = " ".repeat(LABEL.saturating_sub(label.width()));
        let line = format!("  {label}{pad} {:>14}  sum {:>12}", span(self.counted_ms), span(self.total_ms));
        cut(line.trim_end(), WIDTH)
    }
}

/// A length of time as it is said: `1 h 30 min`, `45 min`, `20 s`. Cut to seconds; seconds only where there are some.
pub fn span(ms: i64) -> String {
    let seconds = ms.max(0) / 1000;
    let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")];
    let said: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n} {unit}")).collect();
    if said.is_empty() { "0 min".to_owned() } else { said.join(" ") }
}

/// At most so many columns; what is left out is marked.
fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > columns {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}
