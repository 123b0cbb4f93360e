//! Text inside HTML, SVG and Markdown: the one escaping that every page of ours uses.

use super::clean;

/// Text that is safe between tags and inside quoted attributes.
pub fn escape_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Text that stays text: nothing in it becomes a tag, a link, a cell, a heading or somebody who is called (`@`).
pub fn escape_markdown(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in clean::one_line(words).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // A joiner that nobody sees: chat rooms call whoever is named right after the sign.
            '@' => out.push_str("@\u{200c}"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' => out.extend(['\\', c]),
            '\t' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_stay_words() {
        assert_eq!(escape_markdown("<b>|x|</b>\n[a](b) *c*"), "&lt;b&gt;\\|x\\|&lt;/b&gt; \\[a\\](b) \\*c\\*");
        assert_eq!(escape_markdown("@channel"), "@\u{200c}channel");
    }

    proptest! {
        #[test]
        fn nothing_becomes_a_tag_or_a_cell(words in any::<String>()) {
            let escaped = escape_markdown(&words);
            prop_assert!(!escaped.contains(['<', '>', '\n', '\r']));
            // Every bar has an odd number of backslashes before it.
            for (at, _) in escaped.match_indices('|') {
                let before = escaped[..at].bytes().rev().take_while(|b| *b == b'\\').count();
                prop_assert!(before % 2 == 1, "{escaped}");
            }
        }
    }
}
