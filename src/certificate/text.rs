//! A certificate as plain text, for an e-mail or a till roll.

use textwrap::{Options, WordSplitter};

use super::Certificate;

/// The most columns that a line has.
pub const WIDTH: usize = 60;
/// Where the words begin beside their labels.
const INDENT: usize = 11;

impl Certificate {
    /// As plain text: at most [`WIDTH`] columns wide, each line ended. The QR code is not in it; [`super::Qr::ascii`] fits
    /// below where the text will be seen in letters of one width.
    pub fn to_text(&self) -> String {
        let rule = "-".repeat(WIDTH);
        let mut out = Lines::default();
        out.wrapped(self.desk.as_str());
        out.push(&rule);
        out.wrapped(self.title.as_str());
        if let Some(value) = self.value {
            out.wrapped(&format!("Worth {}", value.for_people()));
        }
        out.push("");
        out.labelled("Code", &self.code.to_string());
        for (label, words) in self.lines() {
            out.labelled(label, &words);
        }
        out.push("");
        for paragraph in self.terms.as_str().split('\n') {
            out.wrapped(paragraph);
        }
        out.push("");
        out.wrapped(&format!("To say the code aloud: {}.", self.code.spoken()));
        out.push(&rule);
        out.0
    }
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn push(&mut self, line: &str) {
        self.0.push_str(line.trim_end());
        self.0.push('\n');
    }

    fn wrapped(&mut self, words: &str) {
        self.filled(words, Options::new(WIDTH));
    }

    fn labelled(&mut self, label: &str, words: &str) {
        let (first, other) = (format!("{label:<INDENT$}"), " ".repeat(INDENT));
        self.filled(words, Options::new(WIDTH).initial_indent(&first).subsequent_indent(&other));
    }

    /// A code, a price or a name with a hyphen is not parted at it.
    fn filled(&mut self, words: &str, options: Options<'_>) {
        let options = options.word_splitter(WordSplitter::NoHyphenation);
        for line in textwrap::wrap(&words.replace('\n', " "), options) {
            self.push(&line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::paper::testing::{hostile, shipped};
    use super::*;
    use crate::terms::Text;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn a_voucher_as_text() {
        insta::assert_snapshot!(shipped("voucher", Some("Mrs Okafor")).to_text());
    }

    #[test]
    fn without_an_amount_and_a_name() {
        insta::assert_snapshot!(shipped("early-access", None).to_text());
    }

    #[test]
    fn nothing_in_it_moves_a_cursor() {
        assert!(!hostile().to_text().chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'));
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_a_till_roll(title in ".{0,200}", name in any::<String>(), terms in "[ a-zé界\n-]{0,400}") {
            let mut it = shipped("voucher", Some(&name));
            (it.title, it.terms) = (Text::new(&title), Text::new(&terms));
            let text = it.to_text();
            prop_assert!(text.lines().all(|line| line.width() <= WIDTH), "{}", text);
            prop_assert!(text.contains("K4XM-7RTC-7\n"));
        }
    }
}
