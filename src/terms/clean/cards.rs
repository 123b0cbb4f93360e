//! Masking of card numbers and security codes before anything is stored. Which digits are a card is said in
//! [`issuers`](super::issuers), how a security code shows in [`codes`](super::codes).
//!
//! A card number is one or more *whole* groups of digits: "4242 4242 4242 4242 12/27" and "2 x 4242424242424242" are
//! seen, a sixteen-digit piece of a longer unbroken number is not. That keeps ICCIDs, IMEIs and order numbers that begin
//! with a date whole. A number split by a line break is not seen, and six-digit dates of the years 2023 to 2026 in front
//! of ten more digits share their beginning with Mastercard: for such numbers there is `not_cards`.

use std::collections::BTreeSet;
use std::ops::Range;

use super::codes::{self, CARD_MARK, CODE_MARK};
use super::digits::{Chain, Chains, digit};
use super::issuers;

/// How many digits of an unfinished card number a draft may keep: the issuer's part, which says nothing of the holder.
pub(super) const KEPT: usize = 6;

/// A card number in a text.
struct Card {
    at: Range<usize>,
    last_four: String,
}

impl Card {
    /// What stands in its place.
    fn mark(&self) -> String {
        format!("{CARD_MARK}{}]", self.last_four)
    }
}

/// Masks card numbers (`[card …4242]`) and security codes (`[security code]`), and says how many. Numbers in `not_cards`
/// (ASCII digits only) are left alone. Masking a masked text changes nothing.
pub fn mask_cards(text: &str, not_cards: &[String]) -> (String, usize) {
    let (masked, cards, codes) = mask(text, not_cards);
    (masked, cards + codes)
}

/// A number that was masked, for somebody who says that it is no card. For the moment alone; never stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaskedCard {
    /// As it was typed.
    pub written: String,
    /// Its ASCII digits, as `not_cards` takes them.
    pub digits: String,
    /// What stands in its place.
    pub mark: String,
}

/// The numbers that [`mask_cards`] would mask, in order.
pub fn masked_cards(text: &str, not_cards: &[String]) -> Vec<MaskedCard> {
    let masked = |card: Card| {
        let written = text.get(card.at.clone()).unwrap_or_default().to_owned();
        let digits = written.chars().filter_map(digit).map(|d| char::from(b'0' + d)).collect();
        MaskedCard { written, digits, mark: card.mark() }
    };
    find(&Chains::of(text), not_cards).into_iter().map(masked).collect()
}

/// The same, with the cards and the codes counted apart.
pub(super) fn mask(text: &str, not_cards: &[String]) -> (String, usize, usize) {
    let chains = Chains::of(text);
    let cards = find(&chains, not_cards);
    let spans: Vec<_> = cards.iter().map(|card| card.at.clone()).collect();
    let codes = codes::find(text, &spans, &left_alone(&chains, not_cards)).finished;
    let counts = (cards.len(), codes.len());

    let numbers = cards.iter().map(|card| (card.at.clone(), card.mark()));
    let mut masks: Vec<_> = numbers.chain(codes.into_iter().map(|at| (at, CODE_MARK.to_owned()))).collect();
    masks.sort_by_key(|(at, _)| at.start);

    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for (at, mark) in &masks {
        masked.push_str(text.get(from..at.start).unwrap_or_default());
        masked.push_str(mark);
        from = at.end;
    }
    masked.push_str(text.get(from..).unwrap_or_default());
    (masked, counts.0, counts.1)
}

/// Where a text must be cut before a draft is saved, because it ends in what may become a card number (the byte offset
/// after its sixth digit) or a security code (the offset where its digits begin). Give it the text up to the cursor.
/// What is finished is not held back: [`mask_cards`] masks it. [`hold_back`](super::hold_back) minds both sides of a cursor.
pub fn unfinished_card(text: &str) -> Option<usize> {
    let chains = Chains::of(text);
    let spans = spans(&chains);
    let code = codes::find(text, &spans, &[]).unfinished;
    let number = chains.all.last().filter(|chain| chains.open && !chain.is_international(text)).and_then(|chain| {
        let (done, groups) = (spans.last().map_or(0, |span| span.end), chain.groups.len());
        let (at, _) = (groups.saturating_sub(issuers::LONGEST)..groups)
            .map(|from| chain.slice(from..groups))
            .find(|(at, digits)| at.start >= done && digits.len() > KEPT && issuers::may_become_card(digits))?;
        after_sixth(text, at)
    });
    number.into_iter().chain(code).min()
}

/// The offset after the sixth digit of what stands at `at`.
pub(super) fn after_sixth(text: &str, at: Range<usize>) -> Option<usize> {
    let (offset, c) = text.get(at.clone())?.char_indices().filter(|(_, c)| digit(*c).is_some()).nth(KEPT - 1)?;
    Some(at.start + offset + c.len_utf8())
}

/// Where the card numbers of a text stand, in order.
pub(super) fn spans(chains: &Chains) -> Vec<Range<usize>> {
    find(chains, &[]).into_iter().map(|card| card.at).collect()
}

/// The card numbers of a text. Where several readings overlap, all their digits go and the last four of the reading that
/// ends first stay: what follows a card is often its security code.
fn find(chains: &Chains, not_cards: &[String]) -> Vec<Card> {
    let mut cards = Vec::new();
    for chain in &chains.all {
        let spared = spared(chain, not_cards);
        let mut found: Option<(Range<usize>, usize)> = None;
        for (groups, digits) in chain.readings(issuers::LONGEST) {
            if !issuers::is_card(digits) || groups.clone().any(|group| spared.contains(&group)) {
                continue;
            }
            match &mut found {
                Some((at, shortest)) if groups.start < at.end => {
                    *shortest = (*shortest).min(groups.end);
                    at.end = at.end.max(groups.end);
                }
                _ => cards.extend(found.replace((groups.clone(), groups.end)).map(|found| card(chain, found))),
            }
        }
        cards.extend(found.map(|found| card(chain, found)));
    }
    cards
}

fn card(chain: &Chain, (groups, shortest): (Range<usize>, usize)) -> Card {
    let (_, digits) = chain.slice(groups.start..shortest);
    let last_four = digits.iter().skip(digits.len().saturating_sub(4)).map(|d| char::from(b'0' + d)).collect();
    Card { at: chain.slice(groups).0, last_four }
}

/// The groups that belong to a number of which somebody said that it is no card.
fn spared(chain: &Chain, not_cards: &[String]) -> BTreeSet<usize> {
    let said =
        |digits: &[u8]| not_cards.iter().any(|number| number.bytes().eq(digits.iter().map(|digit| b'0' + digit)));
    let named = chain.readings(issuers::LONGEST).filter(|(_, digits)| issuers::is_card(digits) && said(digits));
    named.flat_map(|(groups, _)| groups).collect()
}

fn left_alone(chains: &Chains, not_cards: &[String]) -> Vec<Range<usize>> {
    let of = |chain| spared(chain, not_cards).into_iter().map(move |group| chain.slice(group..group + 1).0);
    chains.all.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests;
