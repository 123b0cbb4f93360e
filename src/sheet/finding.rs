//! What is wrong with a settings file: one finding each, for people (with a caret under the place) and for programs.
//!
//! Playbooks report with these too. Which things are wrong is for those who read the files to say.

use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use crate::terms::clean;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The file cannot be used until this is mended.
    Error,
    /// Worth a look; the file can be used.
    Warning,
}

/// One thing that is wrong in a file.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// The file's name, as it was given.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// How bad it is.
    pub severity: Severity,
    /// A stable short name for this sort of finding, such as `unknown-key`.
    pub code: &'static str,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The place in bytes.
    #[serde(skip)]
    pub span: Range<usize>,
    /// The whole text that it was found in.
    #[serde(skip)]
    pub source: FileText,
}

/// A file's text, shared by its findings.
#[derive(Clone)]
pub struct FileText(pub Arc<str>);

impl std::fmt::Debug for FileText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FileText({} bytes)", self.0.len())
    }
}

impl Finding {
    /// Whether the file cannot be used because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// In the manner of rustc: message, file, line, a caret under the place, a help line. No newline at the end.
    pub fn render(&self, colour: bool) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let (excerpt, first, span) = self.excerpt();
        let snippet =
            Snippet::source(excerpt).path(&self.file).line_start(first).annotation(AnnotationKind::Primary.span(span));
        let mut group = level.primary_title(&self.message).id(self.code).element(snippet);
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help));
        }
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group])
    }

    /// The lines around the place, harmless for a terminal, with the number of the first and the place within them.
    fn excerpt(&self) -> (String, usize, Range<usize>) {
        /// Lines longer than this are cut: a file may be one line of a megabyte.
        const WIDEST: usize = 400;
        let text = &*self.source.0;
        let start = floor(text, self.span.start);
        let mut from = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let mut end = floor(text, self.span.end).max(start);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        end = end.min(line_end);
        if start - from > WIDEST {
            from = floor(text, start - WIDEST);
        }
        end = end.min(floor(text, start + WIDEST));
        let to = line_end.min(floor(text, end + WIDEST));
        (harmless(&text[from..to]), self.line, start - from..end - from)
    }
}

/// The nearest place not after `at` where a character begins.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// Puts a stand-in of the same length in bytes in the place of every character that could drive a terminal.
fn harmless(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            let stand_in: &[char] = match (clean::is_unsafe(c) && c != '\t', c.len_utf8()) {
                (false, _) => return [Some(c), None].into_iter().flatten(),
                (true, 1) => &['?'],
                (true, 2) => &['\u{bf}'],
                (true, 3) => &['\u{fffd}'],
                (true, _) => &['\u{fffd}', '?'],
            };
            [stand_in.first().copied(), stand_in.get(1).copied()].into_iter().flatten()
        })
        .collect()
}

/// Line and column (both from 1, the column in characters) of a byte offset.
pub(crate) fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let at = floor(text, at);
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// The nearest of `known` to `word`, where one is near enough to be meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&word.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(score, _)| *score > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// A help line: the nearest of `known`, or all of them where they are few.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(near) = nearest(word, known.clone()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let all: Vec<&str> = known.into_iter().collect();
    (!all.is_empty() && all.len() <= 24).then(|| format!("known here: {}", all.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn finding(text: &str, span: Range<usize>) -> Finding {
        let (line, column) = line_and_column(text, span.start);
        Finding {
            file: "a.toml".to_owned(),
            line,
            column,
            severity: Severity::Error,
            code: "sample",
            message: "this is wrong".to_owned(),
            help: Some("write it right".to_owned()),
            span,
            source: FileText(text.into()),
        }
    }

    #[test]
    fn a_caret_stands_under_the_place() {
        let text = "one = 1\ntwo = \"é\u{202e}x\" # \x1b[31m\n";
        let shown = finding(text, 14..18).render(false);
        assert!(shown.contains("--> a.toml:2:7"), "{shown}");
        assert!(shown.contains("help: write it right"), "{shown}");
        assert!(!shown.contains('\x1b') && !shown.contains('\u{202e}'), "{shown}");
    }

    #[test]
    fn a_near_word_is_offered() {
        assert_eq!(nearest("titel", ["about", "title"]), Some("title"));
        assert_eq!(nearest("qqqq", ["about", "title"]), None);
    }

    proptest! {
        #[test]
        fn any_place_in_any_text_can_be_shown(text in any::<String>(), a in 0usize..80, b in 0usize..80) {
            let shown = finding(&text, a.min(b)..a.max(b)).render(false);
            prop_assert!(shown.contains("this is wrong"));
        }
    }
}
