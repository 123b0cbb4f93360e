//! Which characters may pass. Controls, bidi overrides and isolates, and other invisible steering go; joiners stay.

/// Whether `c` is dropped: C0 (except newline), DEL, C1, bidi marks that re-order (overrides, embeddings, isolates),
/// the byte-order mark, line and paragraph separators, tag and interlinear characters. ZWJ and ZWNJ stay: emoji and
/// several scripts need them.
pub fn is_unsafe(c: char) -> bool {
    matches!(c,
        '\0'..='\x09' | '\x0b'..='\x1f' | '\x7f'..='\u{9f}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0001}' | '\u{e0020}'..='\u{e007f}')
}

/// Drops what is unsafe and says how many characters went. A tab becomes a space, `\r\n`, `\r` and the Unicode line
/// separators become a newline; these do not count as dropped.
pub fn drop_unsafe(raw: &str) -> (String, usize) {
    if !raw.chars().any(|c| is_unsafe(c) || matches!(c, '\u{2028}' | '\u{2029}')) {
        return (raw.to_owned(), 0);
    }
    let mut text = String::with_capacity(raw.len());
    let mut dropped = 0;
    let mut characters = raw.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\t' => text.push(' '),
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    text.push('\n');
                }
            }
            '\u{2028}' | '\u{2029}' => text.push('\n'),
            c if is_unsafe(c) => dropped += 1,
            c => text.push(c),
        }
    }
    (text, dropped)
}

/// For one line of a screen or a table: unsafe characters gone, newlines as spaces.
pub fn one_line(raw: &str) -> String {
    drop_unsafe(raw).0.replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escapes_and_overrides_go_joiners_stay() {
        assert_eq!(drop_unsafe("a\x1b[31mb\u{202e}c\u{7}"), ("a[31mbc".to_owned(), 3));
        let family = "👩\u{200d}👩\u{200d}👧 می\u{200c}خواهم";
        assert_eq!(drop_unsafe(family), (family.to_owned(), 0));
        assert_eq!(drop_unsafe("a\r\nb\rc\td"), ("a\nb\nc d".to_owned(), 0));
    }

    proptest! {
        #[test]
        fn nothing_unsafe_is_left_and_a_second_pass_changes_nothing(raw in any::<String>()) {
            let (text, _) = drop_unsafe(&raw);
            prop_assert!(!text.chars().any(is_unsafe));
            prop_assert_eq!(drop_unsafe(&text), (text.clone(), 0));
        }
    }
}
