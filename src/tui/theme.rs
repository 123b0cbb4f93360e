//! The theme: styles by what they mean. No meaning rests on colour alone; without colour, weight and reverse remain.

use ratatui::style::{Color, Modifier, Style};

/// Styles by meaning.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Ordinary text.
    pub text: Style,
    /// What matters less just now.
    pub muted: Style,
    /// Headings and the names of things.
    pub title: Style,
    /// Where the keys go now.
    pub focus: Style,
    /// The chosen row.
    pub chosen: Style,
    /// Something to say or to do next.
    pub guidance: Style,
    /// Done, kept, saved.
    pub good: Style,
    /// Overdue, refused, on hold.
    pub alert: Style,
    /// Frames.
    pub frame: Style,
    /// A key in the footer and the help.
    pub key: Style,
    /// Whether only ASCII is drawn.
    pub ascii: bool,
}

impl Theme {
    /// The theme for this environment: `NO_COLOR` (any value but empty) takes the colours away, a terminal whose locale
    /// is not UTF-8 gets ASCII.
    pub fn from_environment() -> Self {
        let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
        let locale =
            ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|n| std::env::var(n).ok().filter(|v| !v.is_empty()));
        let ascii = set("AMENDS_ASCII") || locale.is_some_and(|l| l == "C" || l == "POSIX");
        Self { ascii, ..if set("NO_COLOR") { Self::plain() } else { Self::colours() } }
    }

    /// Colours of the terminal's own palette: they follow its light or dark scheme.
    pub fn colours() -> Self {
        let fg = |c: Color| Style::new().fg(c);
        Self {
            text: Style::new(),
            muted: Style::new().add_modifier(Modifier::DIM),
            title: Style::new().add_modifier(Modifier::BOLD),
            focus: fg(Color::Cyan).add_modifier(Modifier::BOLD),
            chosen: Style::new().add_modifier(Modifier::REVERSED),
            guidance: fg(Color::Cyan),
            good: fg(Color::Green),
            alert: fg(Color::Red).add_modifier(Modifier::BOLD),
            frame: Style::new().add_modifier(Modifier::DIM),
            key: fg(Color::Yellow),
            ascii: false,
        }
    }

    /// No colours at all.
    pub fn plain() -> Self {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        Self {
            focus: bold,
            guidance: bold,
            good: Style::new(),
            alert: bold.add_modifier(Modifier::UNDERLINED),
            key: bold,
            ..Self::colours()
        }
    }

    /// One of two signs: the first where the terminal has Unicode, the second in ASCII.
    pub fn sign(&self, unicode: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { unicode }
    }
}
