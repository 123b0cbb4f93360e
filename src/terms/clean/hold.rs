//! What a draft may keep on the disk while it is being written: a card number that is not finished yet cannot be masked, so
//! its digits after the sixth are held back. Which digits are a card is said in [`issuers`](super::issuers).

use std::ops::Range;

use super::cards::{self, KEPT};
use super::codes;
use super::digits::{Chain, Chains, digit};
use super::issuers;

/// What stands in a draft for digits that are held back.
const MARK: char = '…';
/// The most digits of a telephone number without its country, its leading 0 among them.
const NATIONAL: usize = 12;

/// The text of a draft as it may be saved, while the cursor stands at this byte offset (one that lies outside the text or
/// inside a character counts as the nearest before it): the digits after the sixth of every number that may still become a
/// card number give way to `…`, and so does a security code that is begun at the cursor. Finished card numbers stay:
/// [`mask_cards`](super::mask_cards) masks them.
///
/// Held back is a number anywhere in the text that begins like a card of an issuer, has more than six digits and fewer
/// than that issuer's longest; where the cursor stands in the middle of digits, those before it are also looked at alone,
/// and where it stands within the first four, so that the issuer may not be typed yet, any number of 13 digits or more.
/// Telephone numbers stay whole: those with a `+` and at most 15 digits, and those with a leading 0 and at most 12 unless
/// the cursor stands at their end.
pub fn hold_back(text: &str, cursor: usize) -> String {
    let cursor = (0..=cursor.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let chains = Chains::of(text);
    let finished = cards::spans(&chains);
    let mut held: Vec<Range<usize>> = Vec::new();
    for chain in &chains.all {
        if !is_phone(chain, text, cursor) {
            held.extend(unfinished(chain, text, cursor, &finished));
        }
    }
    held.extend(begun_at(text, cursor, &finished));
    held.sort_by_key(|at| (at.start, at.end));

    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for at in held {
        if at.start >= from {
            kept.push_str(text.get(from..at.start).unwrap_or_default());
            kept.push(MARK);
        }
        from = from.max(at.end);
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}

fn is_phone(chain: &Chain, text: &str, cursor: usize) -> bool {
    let end = chain.groups.last().map_or(0, |last| last.end);
    let national = chain.digits.first() == Some(&0) && chain.digits.len() <= NATIONAL && cursor != end;
    national || chain.is_international(text)
}

/// What of this number is held back because of how it looks as a whole.
fn unfinished(chain: &Chain, text: &str, cursor: usize, finished: &[Range<usize>]) -> Vec<Range<usize>> {
    // Finished cards stand in order and apart: the first that ends after this begins is the only one that can overlap.
    let free = |at: &Range<usize>| {
        let next = finished.partition_point(|card| card.end <= at.start);
        finished.get(next).is_none_or(|card| at.end <= card.start)
    };
    let mut held = Vec::new();
    let mut from = 0;
    while from < chain.groups.len() {
        let reading = longest(chain, from, cursor, &free);
        let hold = reading.and_then(|to| {
            let at = chain.slice(from..to).0;
            Some((cards::after_sixth(text, at.clone())?..at.end, to))
        });
        match hold {
            Some((at, to)) => {
                held.push(at);
                from = to;
            }
            None => from += 1,
        }
    }
    held
}

/// The group after the longest number that begins with this group and may become a card.
fn longest(chain: &Chain, from: usize, cursor: usize, free: &impl Fn(&Range<usize>) -> bool) -> Option<usize> {
    let most = issuers::lengths(chain.slice(from..chain.groups.len()).1).last().copied();
    // The cursor stands before the fourth digit, and the issuer may be typed there.
    let begins = chain.groups.get(from).is_some_and(|group| group.start <= cursor);
    let open = begins && chain.slice(from..chain.groups.len()).1.first() != Some(&0);
    let within = |limit: usize| {
        let readings = (from + 1..=chain.groups.len()).map(|to| (to, chain.slice(from..to)));
        let fitting = readings.take_while(|(_, (at, digits))| digits.len() <= limit && free(at));
        fitting.last().map(|(to, (at, digits))| (to, at, digits.len()))
    };
    let known = most.and_then(within).filter(|(_, _, length)| *length > KEPT && Some(*length) < most);
    let early = || {
        let fourth = chain.groups.iter().skip(from).find(|group| group.after >= chain.groups[from].first + 4)?;
        let (to, _, length) = within(issuers::LONGEST - 1)?;
        (open && cursor < fourth.end && length >= 13).then_some(to)
    };
    known.map(|(to, _, _)| to).or_else(early)
}

/// What is held back because it is being typed at the cursor, whatever stands after it.
fn begun_at(text: &str, cursor: usize, finished: &[Range<usize>]) -> Vec<Range<usize>> {
    let Some(before) = text.get(..cursor) else { return Vec::new() };
    let inside = finished.iter().any(|card| card.start < cursor && cursor <= card.end);
    let digits_end = text.get(cursor..).unwrap_or_default().char_indices().find(|(_, c)| digit(*c).is_none());
    let end = digits_end.map_or(text.len(), |(at, _)| cursor + at);
    let chains = Chains::of(text);
    let phone = chains.all.iter().any(|chain| {
        let at = chain.slice(0..chain.groups.len()).0;
        at.start < cursor && cursor <= at.end && is_phone(chain, text, cursor)
    });
    let number = cards::unfinished_card(before).filter(|_| !inside && !phone);
    let code = codes::find(before, &cards::spans(&Chains::of(before)), &[]).unfinished;
    number.into_iter().chain(code).map(|start| start..end.max(start)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::mask_cards;
    use super::*;

    /// The text with its cursor, which is written `|`.
    fn held(text: &str) -> String {
        let cursor = text.find('|').unwrap();
        hold_back(&text.replace('|', ""), cursor)
    }

    #[test]
    fn what_may_become_a_card_is_held_back_wherever_the_cursor_stands() {
        for (text, kept) in [
            ("card 4242424|", "card 424242…"),
            ("card 4242 4242 42|, she says", "card 4242 42…, she says"),
            ("|card 4242 4242 4242 42", "card 4242 42…"),
            ("card 4242 42|42 4242 42 for it", "card 4242 42… for it"),
            ("paid| 4242 4242 4242 42 1227 123", "paid 4242 42… 123"),
            ("4242424242|12345678901", "424242…"),
            ("|242 4242 4242 4242", "242 424…"),
            ("a 5105105 and 371449635|", "a 510510… and 371449…"),
            ("cvv 12|", "cvv …"),
            ("cvv 1|, thanks", "cvv …, thanks"),
            ("0800 4412 3456|", "0800 4412 34…"),
        ] {
            assert_eq!(held(text), kept, "{text}");
        }
    }

    #[test]
    fn other_numbers_stay_whole() {
        for text in [
            "+44 7700 900123|",
            "+44 7700 900123 or |",
            "07700 900|123",
            "07700 900123|",
            "0800 4412 3456, |",
            "020 7946 0123|",
            "5105105105105101|",
            "4242424242424242|",
            "424242|4242424242",
            "order 20261120-3141592653-17|",
            "8944 0000 0000 0000 0019|",
            "424242| and 12:30",
            "|",
        ] {
            assert_eq!(held(text), text.replace('|', ""), "{text}");
        }
    }

    fn card() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "4242424242424242",
            "5105105105105100",
            "371449635398431",
            "30569309025904",
            "6011111111111117",
            "6200000000000005",
        ])
    }

    proptest! {
        #[test]
        fn no_text_and_no_cursor_is_too_odd(text in any::<String>(), digits in "[0-9 +.-]{0,40}", cursor in 0usize..200) {
            let text = format!("{text}{digits}");
            let kept = hold_back(&text, cursor);
            prop_assert!(text.chars().any(|c| digit(c).is_some()) || kept == text);
            prop_assert!(kept.chars().filter(|c| digit(*c).is_some()).count() <= text.chars().filter(|c| digit(*c).is_some()).count());
        }

        /// However a card is typed and wherever the cursor is, what is saved and then finished does not hold it.
        #[test]
        fn a_card_with_a_gap_leaves_six_digits(
            card in card(), from in 4usize..14, gone in 1usize..9, every in 2usize..7, at in 0usize..60,
        ) {
            let until = (from + gone).min(card.len());
            let rest = format!("{}{}", &card[..from], &card[until..]);
            let written: Vec<String> = rest.as_bytes().chunks(every).map(|c| String::from_utf8_lossy(c).into_owned()).collect();
            for text in [rest.clone(), written.join(" "), written.join("-")] {
                let text = format!("paid by {text}, she says");
                let (kept, _) = mask_cards(&hold_back(&text, at), &[]);
                let digits = kept.chars().filter(char::is_ascii_digit).count();
                prop_assert!(digits <= KEPT || kept.contains("[card …"), "{text:?} with the cursor at {at}: {kept:?}");
            }
        }
    }
}
