//! Small things of putting words together: a capital, a list, a number.

/// With a capital at the beginning.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Several, joined as people do: `a, b and c`.
pub fn joined(parts: &[&str]) -> String {
    match parts {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// A small number in words: `none`, `one`, … `twelve`, and then `13`.
pub fn number_in_words(n: usize) -> String {
    const WORDS: [&str; 13] =
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_put_together() {
        assert_eq!((capital("über").as_str(), capital("").as_str()), ("Über", ""));
        assert_eq!(
            (joined(&[]), joined(&["a"]), joined(&["a", "b", "c"])),
            (String::new(), "a".into(), "a, b and c".into())
        );
        assert_eq!(
            (number_in_words(0), number_in_words(12), number_in_words(13)),
            ("none".into(), "twelve".into(), "13".into())
        );
    }
}
