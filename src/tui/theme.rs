//! The themes: styles by what they mean. No meaning rests on colour alone; without colour, weight, line and reverse remain.
//!
//! The person's own theme file is read in `own/theme.rs`.

use ratatui::style::{Color, Modifier, Style};

/// Which theme is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The person's own theme file.
    Own,
    /// For a dark window.
    Dark,
    /// For a light window.
    Light,
    /// White on black, bold and underlined; nothing is dim.
    HighContrast,
    /// The terminal's own colours alone.
    Plain,
}

impl Look {
    /// All of them, in the order in which they follow each other.
    pub const ALL: [Self; 5] = [Self::Own, Self::Dark, Self::Light, Self::HighContrast, Self::Plain];

    /// Its name in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
            Self::Plain => "plain",
        }
    }

    /// Its name for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Own => "your own (theme.toml)",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high contrast",
            Self::Plain => "plain, without colour",
        }
    }

    /// The one with this name.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.word() == word)
    }

    /// The one after it, round the end; a theme of one's own comes in where there is one.
    #[must_use]
    pub fn next(self, has_own: bool) -> Self {
        let at = Self::ALL.iter().position(|l| *l == self).unwrap_or(0);
        let next = Self::ALL[(at + 1) % Self::ALL.len()];
        if next == Self::Own && !has_own { Self::Dark } else { next }
    }
}

/// Styles by meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Ordinary text; a background here fills the window.
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

/// The roles by the names that they have in theme files, each with what it is for.
pub const ROLES: [(&str, &str); 10] = [
    ("text", "Ordinary text; a background here fills the window."),
    ("muted", "What matters less just now."),
    ("title", "Headings and the names of things."),
    ("focus", "Where the keys go now."),
    ("chosen", "The chosen row."),
    ("guidance", "Something to say or to do next."),
    ("good", "Done, kept, saved."),
    ("alert", "Overdue, refused, on hold."),
    ("frame", "Frames."),
    ("key", "A key in the footer and the help."),
];

const BOLD: Modifier = Modifier::BOLD;

fn fg(index: u8) -> Style {
    Style::new().fg(Color::Indexed(index))
}

impl Theme {
    /// The theme of this name; the person's own is `own`'s, or dark.
    pub fn of(look: Look, own: Option<&Self>) -> Self {
        match look {
            Look::Own => own.cloned().unwrap_or_else(Self::dark),
            Look::Dark => Self::dark(),
            Look::Light => Self::light(),
            Look::HighContrast => Self::high_contrast(),
            Look::Plain => Self::plain(),
        }
    }

    /// Light letters, for a dark window.
    pub fn dark() -> Self {
        Self {
            text: Style::new(),
            muted: fg(247),
            title: Style::new().add_modifier(BOLD),
            focus: fg(80).add_modifier(BOLD),
            chosen: Style::new().add_modifier(Modifier::REVERSED),
            guidance: fg(80),
            good: fg(114),
            alert: fg(210).add_modifier(BOLD),
            frame: fg(247),
            key: fg(221),
            ascii: false,
        }
    }

    /// Dark letters, for a light window.
    pub fn light() -> Self {
        Self {
            muted: fg(240),
            focus: fg(24).add_modifier(BOLD),
            guidance: fg(24),
            good: fg(22),
            alert: fg(124).add_modifier(BOLD),
            frame: fg(240),
            key: fg(94),
            ..Self::dark()
        }
    }

    /// White on black; what matters is bold, underlined or reversed as well, and nothing is dim.
    pub fn high_contrast() -> Self {
        let white = fg(15).bg(Color::Indexed(16));
        let underlined = BOLD | Modifier::UNDERLINED;
        Self {
            text: white,
            muted: white,
            title: white.add_modifier(BOLD),
            focus: fg(226).bg(Color::Indexed(16)).add_modifier(underlined),
            chosen: fg(16).bg(Color::Indexed(226)).add_modifier(BOLD),
            guidance: fg(123).bg(Color::Indexed(16)).add_modifier(BOLD),
            good: fg(120).bg(Color::Indexed(16)).add_modifier(BOLD),
            alert: fg(16).bg(Color::Indexed(217)).add_modifier(underlined),
            frame: white,
            key: fg(226).bg(Color::Indexed(16)).add_modifier(BOLD),
            ascii: false,
        }
    }

    /// No colours at all.
    pub fn plain() -> Self {
        let bold = Style::new().add_modifier(BOLD);
        let dim = Style::new().add_modifier(Modifier::DIM);
        Self {
            text: Style::new(),
            muted: dim,
            title: bold,
            focus: bold,
            chosen: Style::new().add_modifier(Modifier::REVERSED),
            guidance: bold,
            good: Style::new(),
            alert: bold.add_modifier(Modifier::UNDERLINED),
            frame: dim,
            key: bold,
            ascii: false,
        }
    }

    /// The style with this name in theme files.
    pub fn role_mut(&mut self, name: &str) -> Option<&mut Style> {
        Some(match name {
            "text" => &mut self.text,
            "muted" => &mut self.muted,
            "title" => &mut self.title,
            "focus" => &mut self.focus,
            "chosen" => &mut self.chosen,
            "guidance" => &mut self.guidance,
            "good" => &mut self.good,
            "alert" => &mut self.alert,
            "frame" => &mut self.frame,
            "key" => &mut self.key,
            _ => return None,
        })
    }

    /// One of two signs: the first where the terminal has Unicode, the second in ASCII.
    pub fn sign(&self, unicode: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { unicode }
    }
}

/// Whether this environment wants no colour: `NO_COLOR` with any value but an empty one.
pub fn no_colour() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
}

/// Whether this environment has ASCII alone: `AMENDS_ASCII`, or a locale that is not UTF-8.
pub fn ascii_only() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|n| std::env::var(n).ok().filter(|v| !v.is_empty()));
    std::env::var_os("AMENDS_ASCII").is_some_and(|v| !v.is_empty()) || locale.is_some_and(|l| l == "C" || l == "POSIX")
}

/// Red, green and blue of a colour that looks the same everywhere; `None` for the terminal's own palette.
pub fn rgb(colour: Color) -> Option<(u8, u8, u8)> {
    match colour {
        Color::Rgb(r, g, b) => Some((r, g, b)),
        Color::Indexed(n @ 232..) => Some((8 + 10 * (n - 232), 8 + 10 * (n - 232), 8 + 10 * (n - 232))),
        Color::Indexed(n @ 16..) => {
            let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
            let n = n - 16;
            Some((step(n / 36), step(n / 6 % 6), step(n % 6)))
        }
        Color::Indexed(15) | Color::White => Some((255, 255, 255)),
        _ => None,
    }
}

/// The contrast of two colours, from 1 to 21, as the Web Content Accessibility Guidelines define it.
pub fn contrast(one: (u8, u8, u8), other: (u8, u8, u8)) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let light = |(r, g, b): (u8, u8, u8)| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) + 0.05;
    let (one, other) = (light(one), light(other));
    one.max(other) / one.min(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The windows that the themes are for: black, and the dark and light greys that people set.
    const DARK: [(u8, u8, u8); 2] = [(0, 0, 0), (40, 44, 52)];
    const LIGHT: [(u8, u8, u8); 2] = [(255, 255, 255), (253, 246, 227)];

    fn all_roles(theme: &Theme) -> Vec<(&'static str, Style)> {
        let mut theme = theme.clone();
        ROLES.iter().map(|(name, _)| (*name, *theme.role_mut(name).unwrap())).collect()
    }

    #[test]
    fn every_colour_can_be_read_on_its_window() {
        for (name, theme, windows) in [
            ("dark", Theme::dark(), DARK.as_slice()),
            ("light", Theme::light(), LIGHT.as_slice()),
            ("high contrast", Theme::high_contrast(), &[]),
        ] {
            for (role, style) in all_roles(&theme) {
                let Some(letters) = style.fg.and_then(rgb) else { continue };
                let own = style.bg.and_then(rgb);
                let least = if windows.is_empty() { 7.0 } else { 4.5 };
                for window in own.iter().chain(windows.iter().filter(|_| own.is_none())) {
                    let contrast = contrast(letters, *window);
                    assert!(contrast >= least, "{role} of {name} has {contrast:.1} on {window:?}");
                }
            }
        }
        assert!((contrast((0, 0, 0), (255, 255, 255)) - 21.0).abs() < 0.01);
    }

    #[test]
    fn without_colour_what_matters_still_differs() {
        for look in Look::ALL {
            let theme = Theme::of(look, None);
            // A row of the high contrast theme is chosen by its background; its sign and weight remain without it.
            for (name, style) in [("chosen", theme.chosen), ("focus", theme.focus), ("alert", theme.alert)] {
                assert_ne!(style.add_modifier, theme.text.add_modifier, "{name} of {}", look.word());
                assert_ne!(style.add_modifier, theme.muted.add_modifier, "{name} of {}", look.word());
            }
        }
        let theme = Theme::high_contrast();
        assert!(all_roles(&theme).iter().all(|(_, s)| !s.add_modifier.contains(Modifier::DIM)));
    }

    #[test]
    fn the_themes_follow_each_other_round() {
        let mut look = Look::Dark;
        for _ in 0..4 {
            assert_ne!(look, Look::Own);
            look = look.next(false);
        }
        assert_eq!((look, Look::Plain.next(true)), (Look::Dark, Look::Own));
        assert!(Look::ALL.into_iter().all(|l| Look::of(l.word()) == Some(l)));
    }
}
