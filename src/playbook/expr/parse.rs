//! Words and signs as a tree. Loosest to tightest: `or`, `and`, `not`, comparison, `+ -`, `*`, `-` before, one thing.

use std::ops::Range;

use super::ExprError;
use super::ast::{Comparison, Node, What};
use super::lex::{Token, lex};

/// Nothing is nested deeper than this.
const DEEPEST: usize = 32;
/// No expression has more words and signs than this: more could not be read by a person either.
const MOST: usize = 512;

/// Reads an expression.
pub fn parse(text: &str) -> Result<Node, ExprError> {
    let tokens = lex(text)?;
    if tokens.len() > MOST {
        let help = Some("part it into several steps, each with its own condition");
        return Err(ExprError::new("expression", 0..text.len(), "this expression is too long", help));
    }
    let mut parser = Parser { tokens, at: 0, depth: 0, end: text.len() };
    if parser.tokens.is_empty() {
        return Err(ExprError::new(
            "expression",
            0..text.len(),
            "this expression says nothing",
            Some("write a condition, or leave it out"),
        ));
    }
    let node = parser.any()?;
    match parser.tokens.get(parser.at) {
        None => Ok(node),
        Some((token, at)) => Err(unexpected(token, at.clone())),
    }
}

struct Parser {
    tokens: Vec<(Token, Range<usize>)>,
    at: usize,
    depth: usize,
    end: usize,
}

fn unexpected(token: &Token, at: Range<usize>) -> ExprError {
    let (shown, help) = match token {
        Token::Sign(sign @ ("==" | "!=" | "<" | "<=" | ">" | ">=")) => {
            (format!("`{sign}`"), Some("compare two at a time and join them with `and`"))
        }
        Token::Sign(sign) => (format!("`{sign}`"), None),
        Token::Word(word) => (format!("`{word}`"), Some("join conditions with `and` or `or`, and put words in quotes")),
        Token::Words(_) => ("these words".to_owned(), Some("join conditions with `and` or `or`")),
        Token::Literal(_) => ("this".to_owned(), Some("join conditions with `and` or `or`")),
    };
    ExprError::new("expression", at, format!("{shown} cannot stand here"), help)
}

impl Parser {
    fn sign(&mut self, wanted: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some((Token::Sign(sign), _)) if *sign == wanted);
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, wanted: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some((Token::Word(word), _)) if word == wanted);
        self.at += usize::from(found);
        found
    }

    fn need(&mut self, wanted: &str) -> Result<(), ExprError> {
        if self.sign(wanted) {
            return Ok(());
        }
        Err(ExprError::new("expression", self.here(), format!("`{wanted}` is missing here"), None))
    }

    /// The place of the next word or sign, or the end.
    fn here(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(self.end..self.end, |(_, at)| at.clone())
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, ExprError>) -> Result<T, ExprError> {
        if self.depth >= DEEPEST {
            return Err(ExprError::new("expression", self.here(), "this is nested too deeply", None));
        }
        self.depth += 1;
        let got = read(self);
        self.depth -= 1;
        got
    }

    fn any(&mut self) -> Result<Node, ExprError> {
        self.list_of("or", Self::all, What::Any)
    }

    fn all(&mut self) -> Result<Node, ExprError> {
        self.list_of("and", Self::not, What::All)
    }

    fn list_of(
        &mut self,
        word: &str,
        read: fn(&mut Self) -> Result<Node, ExprError>,
        what: fn(Vec<Node>) -> What,
    ) -> Result<Node, ExprError> {
        let first = read(self)?;
        let mut nodes = vec![first];
        while self.word(word) {
            nodes.push(read(self)?);
        }
        let at = span(&nodes);
        Ok(match nodes.pop() {
            Some(only) if nodes.is_empty() => only,
            Some(last) => {
                nodes.push(last);
                Node { at, what: what(nodes) }
            }
            None => Node { at, what: what(nodes) },
        })
    }

    fn not(&mut self) -> Result<Node, ExprError> {
        let from = self.here().start;
        if self.word("not") {
            let node = self.deeper(Self::not)?;
            return Ok(Node { at: from..node.at.end, what: What::Not(Box::new(node)) });
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Node, ExprError> {
        let left = self.sum()?;
        let from = left.at.start;
        let signs = [
            ("==", Comparison::Same),
            ("!=", Comparison::Different),
            ("<=", Comparison::AtMost),
            (">=", Comparison::AtLeast),
            ("<", Comparison::Less),
            (">", Comparison::More),
        ];
        for (sign, comparison) in signs {
            if self.sign(sign) {
                let right = self.sum()?;
                let at = from..right.at.end;
                return Ok(Node { at, what: What::Compare(comparison, Box::new(left), Box::new(right)) });
            }
        }
        let before = self.at;
        let negated = self.word("not");
        if self.word("in") {
            self.need("[")?;
            let list = self.list("]")?;
            let at = from..self.last_end();
            let node = Node { at: at.clone(), what: What::In(Box::new(left), list) };
            return Ok(if negated { Node { at, what: What::Not(Box::new(node)) } } else { node });
        }
        self.at = before;
        Ok(left)
    }

    fn sum(&mut self) -> Result<Node, ExprError> {
        let mut left = self.product()?;
        loop {
            let plus = self.sign("+");
            if !plus && !self.sign("-") {
                return Ok(left);
            }
            let right = self.product()?;
            let at = left.at.start..right.at.end;
            let (left_box, right) = (Box::new(left), Box::new(right));
            left = Node { at, what: if plus { What::Plus(left_box, right) } else { What::Minus(left_box, right) } };
        }
    }

    fn product(&mut self) -> Result<Node, ExprError> {
        let mut left = self.atom()?;
        while self.sign("*") {
            let right = self.atom()?;
            left = Node { at: left.at.start..right.at.end, what: What::Times(Box::new(left), Box::new(right)) };
        }
        Ok(left)
    }

    fn atom(&mut self) -> Result<Node, ExprError> {
        let at = self.here();
        let Some((token, _)) = self.tokens.get(self.at).cloned() else {
            return Err(ExprError::new(
                "expression",
                at,
                "something is missing here",
                Some("write what to compare with"),
            ));
        };
        self.at += 1;
        let what = match token {
            Token::Literal(value) => What::Literal(value),
            Token::Words(words) => What::Words(words),
            Token::Sign("-") => What::Negative(Box::new(self.deeper(Self::atom)?)),
            Token::Sign("(") => {
                let inside = self.deeper(Self::any)?;
                self.need(")")?;
                return Ok(Node { at: at.start..self.last_end(), what: inside.what });
            }
            Token::Word(word) if matches!(word.as_str(), "min" | "max") && self.sign("(") => {
                let list = self.list(")")?;
                if list.is_empty() {
                    return Err(ExprError::new(
                        "expression",
                        at,
                        format!("`{word}` needs something to choose from"),
                        None,
                    ));
                }
                if word == "min" { What::Least(list) } else { What::Most(list) }
            }
            Token::Word(word) if matches!(word.as_str(), "true" | "false") => {
                let help = if word == "true" { "write `yes`" } else { "write `no`" };
                return Err(ExprError::new("expression", at, format!("`{word}` has no meaning here"), Some(help)));
            }
            Token::Word(word) if !matches!(word.as_str(), "and" | "or" | "not" | "in") => What::Name(word),
            token => return Err(unexpected(&token, at)),
        };
        Ok(Node { at: at.start..self.last_end(), what })
    }

    /// Things parted by commas, until `end`.
    fn list(&mut self, end: &str) -> Result<Vec<Node>, ExprError> {
        let mut list = Vec::new();
        while !self.sign(end) {
            if !list.is_empty() {
                self.need(",")?;
                if self.sign(end) {
                    break;
                }
            }
            list.push(self.deeper(Self::any)?);
        }
        Ok(list)
    }

    /// Where the last word or sign that was taken ends.
    fn last_end(&self) -> usize {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |(_, at)| at.end)
    }
}

fn span(nodes: &[Node]) -> Range<usize> {
    let from = nodes.first().map_or(0, |n| n.at.start);
    from..nodes.last().map_or(from, |n| n.at.end)
}
