//! `amends practice quick`: a minute of questions.

use std::fmt::Write;
use std::io::BufRead;
use std::time::{Duration, Instant};

use clap::Args;
use uuid::Uuid;

use crate::cli::exit::Failure;
use crate::cli::session::now;
use crate::cli::{Global, output};
use crate::log::fresh;
use crate::log::practice::{PracticeLog, Quick};
use crate::practice::quick::{self, Question, QuickKind};

#[derive(Debug, Args)]
pub(super) struct QuickDrill {
    /// About what: order, non-apology, gesture or hold; left out, all
    #[arg(value_name = "KIND")]
    kind: Option<String>,
    /// The same questions in the same order again
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
}

impl QuickDrill {
    /// Question after question until the minute is over; an answer that was begun in time counts.
    pub fn run(&self, global: &Global) -> Result<(), Failure> {
        let door = global.door()?;
        let kind: Option<QuickKind> = match &self.kind {
            Some(word) => Some(word.parse().map_err(|error: crate::terms::UnknownWord| {
                Failure::usage("kind", error.to_string(), "see `amends practice quick --help`")
            })?),
            None => None,
        };
        let seed = self.seed.unwrap_or_else(|| fresh::<Uuid>().as_u64_pair().1);
        let begin = Instant::now();
        let in_time = || begin.elapsed() < Duration::from_secs(u64::from(quick::SECONDS));
        let (mut right, mut asked) = (0, 0);
        let mut lines = std::io::stdin().lock().lines();
        output::print(
            "One minute. Answer with the number; for an order with all of them, like 2413. An empty line ends it early.\n",
        )?;
        for question in quick::drawn(kind, seed) {
            if !in_time() {
                break;
            }
            output::print(&shown(&question))?;
            let Some(chosen) = answer(&question, &mut lines, in_time)? else { break };
            asked += 1;
            let good = question.is_right(&chosen);
            right += u32::from(good);
            let numbers: String = question.right.iter().map(|at| (at + 1).to_string()).collect();
            let said = if good { "Right.".to_owned() } else { format!("It is {numbers}.") };
            output::print(&format!("{said} {}\n", question.why))?;
        }
        if asked == 0 {
            return Ok(output::print("No question was answered, so nothing is kept.")?);
        }
        let kind = kind.map_or("all", QuickKind::word).to_owned();
        let done = Quick { id: fresh(), login: door.login.clone(), kind, seed, at: now(), right, asked };
        PracticeLog::open(&door.file)?.quick(&done)?;
        Ok(output::print(&format!("{right} of {asked} right."))?)
    }
}

/// The question with its numbered answers.
fn shown(question: &Question) -> String {
    let mut text = format!("{}\n", question.asks);
    for (n, option) in question.options.iter().enumerate() {
        let _ = writeln!(text, "  {}  {option}", n + 1);
    }
    text.trim_end().to_owned()
}

/// What somebody chooses; what can be no answer is asked again. `None` where they stop, or the minute is over meanwhile.
fn answer(
    question: &Question,
    lines: &mut impl Iterator<Item = std::io::Result<String>>,
    in_time: impl Fn() -> bool,
) -> Result<Option<Vec<usize>>, Failure> {
    while let Some(Ok(line)) = lines.next() {
        if line.trim().is_empty() {
            return Ok(None);
        }
        if let Some(chosen) = chosen(question, &line) {
            return Ok(Some(chosen));
        }
        if !in_time() {
            return Ok(None);
        }
        output::print(&how(question))?;
    }
    Ok(None)
}

/// How to answer.
fn how(question: &Question) -> String {
    let most = question.options.len();
    if question.right.len() > 1 {
        let all: String = (1..=most).rev().map(|n| n.to_string()).collect();
        return format!("Answer with all the numbers from 1 to {most} in their order, like {all}.");
    }
    format!("Answer with one number from 1 to {most}.")
}

/// The places that a line names, from 0; `None` where they can be no answer to this question: too many or too few, one that is
/// not there or stands there twice, other words.
fn chosen(question: &Question, line: &str) -> Option<Vec<usize>> {
    let mut chosen = Vec::new();
    for c in line.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '.' | '-')) {
        let at = usize::try_from(c.to_digit(10)?).ok()?.checked_sub(1)?;
        if at >= question.options.len() || chosen.contains(&at) {
            return None;
        }
        chosen.push(at);
    }
    (chosen.len() == question.right.len()).then_some(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(kind: QuickKind) -> Question {
        quick::drawn(Some(kind), 1).swap_remove(0)
    }

    #[test]
    fn only_what_can_be_an_answer_counts_as_one() {
        let one = first(QuickKind::Hold);
        assert_eq!(one.options.len(), 3);
        assert_eq!((chosen(&one, " 2."), chosen(&one, "3")), (Some(vec![1]), Some(vec![2])));
        for line in ["9", "0", "4", "abc", "2 or 3", "12", "22", "-"] {
            assert_eq!(chosen(&one, line), None, "{line}");
        }
        let order = first(QuickKind::Order);
        let all: String = (1..=order.options.len()).map(|n| n.to_string()).collect();
        assert_eq!(chosen(&order, &all), Some((0..order.options.len()).collect()));
        assert_eq!([chosen(&order, "1"), chosen(&order, &all.replace('2', "1"))], [None, None]);
    }

    #[test]
    fn what_is_no_answer_is_asked_again_until_the_minute_is_over() {
        let question = first(QuickKind::Hold);
        let lines = || ["9", "abc", "2"].map(|line| Ok(line.to_owned())).into_iter();
        assert_eq!(answer(&question, &mut lines(), || true).unwrap(), Some(vec![1]));
        assert_eq!(answer(&question, &mut lines(), || false).unwrap(), None);
        assert_eq!(answer(&question, &mut std::iter::empty(), || true).unwrap(), None);
    }
}
