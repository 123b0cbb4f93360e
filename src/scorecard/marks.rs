//! Scores as people type them: `patience=3`, or `patience=n/a` for what does not apply. The same on every way in.

use crate::case::Mark;
use crate::terms::clean;

/// How it is written, for whoever wrote it otherwise.
const LIKE: &str = "write it like patience=3, or patience=n/a";

/// Words that are no score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoMark {
    /// Which rule they break: `pair` or `points`.
    pub rule: &'static str,
    /// What is wrong, in words.
    pub what: String,
    /// What to do about it.
    pub mend: &'static str,
}

impl std::fmt::Display for NoMark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.what, self.mend)
    }
}

/// One score. Whether there is such a criterion, and its scale, is for the rules to say.
///
/// # Errors
///
/// Where it is not a criterion, an equals sign and a number of points (0 to 255) or `n/a`.
pub fn mark(words: &str) -> Result<Mark, NoMark> {
    let no = |rule, words: &str, what: &str| {
        let shown: String = clean::one_line(words).chars().take(40).collect();
        NoMark { rule, what: format!("`{shown}` is {what}"), mend: LIKE }
    };
    let pair = words.split_once('=').map(|(name, points)| (name.trim(), points.trim()));
    let Some((name, points)) = pair.filter(|(name, points)| !name.is_empty() && !points.is_empty()) else {
        return Err(no("pair", words.trim(), "not CRITERION=POINTS"));
    };
    let criterion = clean::one_line(name);
    if ["n/a", "na", "-"].contains(&points.to_lowercase().as_str()) {
        return Ok(Mark { criterion, points: None });
    }
    let number = points.parse().map_err(|_| no("points", points, "no number of points"))?;
    Ok(Mark { criterion, points: Some(number) })
}

/// Several scores on one line, with blanks or commas between them.
///
/// # Errors
///
/// As [`mark`], for the first that is none.
pub fn marks(line: &str) -> Result<Vec<Mark>, NoMark> {
    let parts = line.split(|c: char| c.is_whitespace() || c == ',').filter(|part| !part.is_empty());
    parts.map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_scores() {
        let made = marks("patience=3, respect=N/A  humour=-").unwrap();
        let made: Vec<(&str, Option<u8>)> = made.iter().map(|m| (m.criterion.as_str(), m.points)).collect();
        assert_eq!(made, [("patience", Some(3)), ("respect", None), ("humour", None)]);
        assert_eq!(marks("  "), Ok(Vec::new()));
        assert_eq!(mark(" patience = 4 ").unwrap().points, Some(4), "an argument of its own may have blanks");
    }

    #[test]
    fn what_is_no_score_is_named() {
        for (line, rule, named) in [
            ("patience", "pair", "`patience`"),
            ("patience= respect=3", "pair", "`patience=`"),
            ("patience=three", "points", "`three`"),
            ("patience=-1", "points", "`-1`"),
            ("patience=300", "points", "`300`"),
        ] {
            let no = marks(line).unwrap_err();
            assert_eq!(no.rule, rule, "{line}");
            assert!(no.what.starts_with(named) && no.to_string().contains("patience=n/a"), "{line}: {no}");
        }
    }
}
