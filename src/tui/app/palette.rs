//! The palette: every command by name, found by letters in their order, with its keys; what cannot be done says why.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use unicode_width::UnicodeWidthStr;

use super::super::commands::{Row, TABLE};
use super::super::form::{Choice, Field};
use super::App;

impl App {
    /// The commands that fit what is typed, best first; those that cannot be run now come last, with the reason.
    pub(super) fn palette(&self, typed: &str) -> Field {
        let mut field = Field::search("command", "Command").with(typed);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut found: Vec<(bool, u32, usize, &Row)> = TABLE
            .iter()
            .enumerate()
            .filter_map(|(at, row)| {
                let score = score(typed, row, &mut matcher)?;
                Some((self.why_not(row.command).is_some(), score, at, row))
            })
            .collect();
        // What fits far better comes first even where it cannot be run: it says why.
        let typed_any = !typed.trim().is_empty();
        found.sort_by_key(|(off, score, at, _)| (!typed_any && *off, std::cmp::Reverse(*score), *off, *at));
        let short = TABLE.iter().map(|r| r.short.width()).max().unwrap_or(0);
        let choice = |row: &Row| {
            let keys = self.setting.keys.keys(row.command).join("  ");
            let label = format!("{}{} {keys}", row.short, " ".repeat(short.saturating_sub(row.short.width())));
            match self.why_not(row.command) {
                None => Choice::new(row.name, label, self.setting.words(row.about)),
                Some(why) => Choice { off: true, ..Choice::new(row.name, label, format!("not now: {why}")) },
            }
        };
        field.choices = found.into_iter().map(|(_, _, _, row)| choice(row)).collect();
        field.touched = true;
        field
    }
}

/// How well a row fits: letters in their order in its name or short name count most, words in its sentence least.
fn score(typed: &str, row: &Row, matcher: &mut Matcher) -> Option<u32> {
    let mut total = 0;
    for word in typed.split_whitespace() {
        let mut fit = |text: &str, kind: AtomKind| {
            let atom = Atom::new(word, CaseMatching::Ignore, Normalization::Smart, kind, false);
            let mut letters = Vec::new();
            atom.score(Utf32Str::new(text, &mut letters), matcher).map(u32::from)
        };
        let named = fit(row.short, AtomKind::Fuzzy).max(fit(row.name, AtomKind::Fuzzy));
        let told = fit(row.about, AtomKind::Substring);
        total += named.map(|s| s * 4).max(told)?;
    }
    Some(total)
}
