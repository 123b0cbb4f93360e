//! `theme.toml`: a base, and roles that differ from it. `alert = { fg = "#ff5555", bold = true }`.

use ratatui::style::{Color, Modifier, Style};

use crate::desk::fields::Fields;
use crate::desk::{Finding, Located, Sheet, did_you_mean};

use super::super::theme::{Look, ROLES, Theme, contrast, rgb};

/// Colours by name: the terminal's own palette. Beside them stand `#rrggbb`, 0 to 255, and `default`.
pub const COLOURS: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("gray", Color::Gray),
    ("dark-gray", Color::DarkGray),
    ("light-red", Color::LightRed),
    ("light-green", Color::LightGreen),
    ("light-yellow", Color::LightYellow),
    ("light-blue", Color::LightBlue),
    ("light-magenta", Color::LightMagenta),
    ("light-cyan", Color::LightCyan),
    ("white", Color::White),
];

/// Weights and lines by name.
pub const WEIGHTS: [(&str, Modifier); 5] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
];

/// Themes that can be built upon.
pub const BASES: [&str; 4] = ["dark", "light", "high-contrast", "plain"];

/// Reads the file: a theme in any case (the base where nothing else can be read), and what is wrong.
pub fn read(file: &str, text: &str) -> (Theme, Vec<Finding>) {
    let mut sheet = Sheet::new(file, text);
    let mut theme = Theme::dark();
    if let Some(table) = sheet.toml(text) {
        let mut fields = Fields::new("the theme", table.get_ref(), table.span());
        if let Some(base) = fields.text(&mut sheet, "base") {
            if let Some(look) = Look::of(&base).filter(|_| BASES.contains(&base.as_str())) {
                theme = Theme::of(look, None);
            } else {
                let message = format!("there is no theme `{}`", *base);
                sheet.error("unknown-theme", base.span.clone(), message, did_you_mean(&base, BASES));
            }
        }
        for (name, _) in ROLES {
            if let (Some(given), Some(style)) = (fields.table(&mut sheet, name), theme.role_mut(name)) {
                role(&mut sheet, given, style);
            }
        }
        fields.finish(&mut sheet);
    }
    (theme, sheet.into_findings())
}

fn role(sheet: &mut Sheet, mut given: Fields<'_>, style: &mut Style) {
    let span = given.span.clone();
    if let Some(fg) = given.text(sheet, "fg").and_then(|c| colour(sheet, &c)) {
        style.fg = Some(fg);
    }
    if let Some(bg) = given.text(sheet, "bg").and_then(|c| colour(sheet, &c)) {
        style.bg = Some(bg);
    }
    for (name, modifier) in WEIGHTS {
        match given.flag(sheet, name) {
            Some(true) => style.add_modifier.insert(modifier),
            Some(false) => style.add_modifier.remove(modifier),
            None => {}
        }
    }
    given.finish(sheet);
    if let (Some(fg), Some(bg)) = (style.fg.and_then(rgb), style.bg.and_then(rgb)) {
        let contrast = contrast(fg, bg);
        if contrast < 4.5 {
            let message = format!("these two colours are hard to tell apart: their contrast is {contrast:.1}");
            sheet.warn("low-contrast", span, message, Some("4.5 and more can be read by most people".to_owned()));
        }
    }
}

fn colour(sheet: &mut Sheet, text: &Located<String>) -> Option<Color> {
    let named = COLOURS.iter().find(|(name, _)| *name == text.as_str()).map(|(_, colour)| *colour);
    let hex = || {
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let n = u32::from_str_radix(digits, 16).ok()?;
        let [_, r, g, b] = n.to_be_bytes();
        Some(Color::Rgb(r, g, b))
    };
    let found = named.or_else(hex).or_else(|| text.parse().ok().map(Color::Indexed));
    if found.is_none() {
        let near = crate::desk::nearest(text, COLOURS.iter().map(|(name, _)| *name));
        let help = near.map_or("write #rrggbb, a number from 0 to 255, or a name like light-red".to_owned(), |near| {
            format!("did you mean `{near}`?")
        });
        sheet.error("unknown-colour", text.span.clone(), format!("`{}` is no colour", **text), Some(help));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_differ_from_their_base() {
        let text = "#:schema ./theme.schema.json\nbase = \"light\"\nalert = { fg = \"#ff5555\", bold = false }\n[key]\nfg = \"94\"\nunderline = true\n";
        let (theme, findings) = read("theme.toml", text);
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(theme.alert, Style { fg: Some(Color::Rgb(255, 85, 85)), ..Style::new() });
        assert_eq!(theme.key, Theme::light().key.add_modifier(Modifier::UNDERLINED));
        assert_eq!(theme.good, Theme::light().good);
    }

    #[test]
    fn everything_wrong_is_told() {
        let text = "base = \"drak\"\nalrt = { fg = \"red\" }\nkey = { fg = \"yelow\", bld = true }\ntext = { fg = \"#777777\", bg = \"#888888\" }\nmuted = 3";
        let (theme, findings) = read("theme.toml", text);
        let codes: Vec<&str> = findings.iter().map(|f| f.code).collect();
        assert_eq!(
            codes,
            ["unknown-theme", "unknown-key", "unknown-colour", "unknown-key", "low-contrast", "wrong-type"]
        );
        assert_eq!(theme.good, Theme::dark().good);
        let shown: Vec<String> = findings.iter().map(|f| f.render(false)).collect();
        assert!(shown[0].contains("did you mean `dark`?"), "{}", shown[0]);
        assert!(shown[1].contains("did you mean `alert`?"), "{}", shown[1]);
        assert!(shown[2].contains("did you mean `yellow`?"), "{}", shown[2]);
    }
}
