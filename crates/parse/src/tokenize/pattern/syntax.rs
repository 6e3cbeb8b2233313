//! Reads the part of Python's regular expressions that tokenizers use into a tree.

use std::collections::HashMap;

use super::charset::CharSet;

/// A pattern that could not be understood.
#[derive(Debug, thiserror::Error)]
#[error("regular expression, byte {at}: {what}")]
pub(crate) struct PatternError {
    pub(super) at: usize,
    pub(super) what: &'static str,
}

#[derive(Clone, Debug)]
pub(super) enum Node {
    Char(char),
    Any,
    Set(usize),
    Start,
    End,
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    Repeat { node: Box<Node>, least: u32, most: u32, greedy: bool },
    Look { node: Box<Node>, behind: bool, negated: bool },
}

/// Reads a pattern; classes are kept once however often they occur.
pub(super) struct Reader<'p> {
    pub(super) text: &'p str,
    pub(super) at: usize,
    pub(super) sets: Vec<CharSet>,
    known: HashMap<&'p str, usize>,
}

impl<'p> Reader<'p> {
    pub(super) fn new(text: &'p str) -> Self {
        Reader { text, at: 0, sets: Vec::new(), known: HashMap::new() }
    }

    pub(super) fn fail<T>(&self, what: &'static str) -> Result<T, PatternError> {
        Err(PatternError { at: self.at, what })
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    pub(super) fn take(&mut self, expected: &str) -> bool {
        let found = self.text[self.at..].starts_with(expected);
        if found {
            self.at += expected.len();
        }
        found
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Alternatives up to a closing bracket or the end.
    pub(super) fn choice(&mut self, depth: u32) -> Result<Vec<Node>, PatternError> {
        if depth > 50 {
            return self.fail("nested too deeply");
        }
        let mut alternatives = vec![self.sequence(depth)?];
        while self.take("|") {
            alternatives.push(self.sequence(depth)?);
        }
        Ok(alternatives)
    }

    fn sequence(&mut self, depth: u32) -> Result<Node, PatternError> {
        let mut nodes = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            let node = self.atom(depth)?;
            nodes.push(self.repeats(node));
        }
        Ok(if nodes.len() == 1 { nodes.swap_remove(0) } else { Node::Sequence(nodes) })
    }

    fn atom(&mut self, depth: u32) -> Result<Node, PatternError> {
        let start = self.at;
        match self.next() {
            Some('^') => Ok(Node::Start),
            Some('$') => Ok(Node::End),
            Some('.') => Ok(Node::Any),
            Some('[') => self.class(start),
            Some('(') => self.group(depth),
            Some('\\') => self.escape(start),
            Some(c) => Ok(Node::Char(c)),
            None => self.fail("ends too early"),
        }
    }

    fn group(&mut self, depth: u32) -> Result<Node, PatternError> {
        let look = [("?<=", true, false), ("?<!", true, true), ("?=", false, false), ("?!", false, true)]
            .into_iter()
            .find(|(mark, ..)| self.take(mark));
        if look.is_none() && !self.take("?:") && self.peek() == Some('?') {
            return self.fail("unknown group");
        }
        let node = Node::Choice(self.choice(depth + 1)?);
        if !self.take(")") {
            return self.fail("bracket not closed");
        }
        Ok(match look {
            Some((_, behind, negated)) => Node::Look { node: Box::new(node), behind, negated },
            None => node,
        })
    }

    fn repeats(&mut self, node: Node) -> Node {
        let (least, most) = match self.peek() {
            Some('?') => (0, 1),
            Some('*') => (0, u32::MAX),
            Some('+') => (1, u32::MAX),
            Some('{') => match self.counts() {
                Some(counts) => counts,
                None => return node,
            },
            _ => return node,
        };
        self.next();
        let greedy = !self.take("?");
        Node::Repeat { node: Box::new(node), least, most, greedy }
    }

    /// `{m}`, `{m,}` or `{m,n}`; leaves the closing brace for the caller. Anything else is a plain brace.
    fn counts(&mut self) -> Option<(u32, u32)> {
        let rest = &self.text[self.at + 1..];
        let inside = &rest[..rest.find('}')?];
        let counts = match inside.split_once(',') {
            None => (inside.parse().ok()?, inside.parse().ok()?),
            Some((least, "")) => (least.parse().ok()?, u32::MAX),
            Some((least, most)) => (least.parse().unwrap_or(0), most.parse().ok()?),
        };
        self.at += 1 + inside.len();
        Some(counts)
    }

    fn class(&mut self, start: usize) -> Result<Node, PatternError> {
        let mut set = CharSet { negated: self.take("^"), ..CharSet::default() };
        let mut first = true;
        loop {
            let Some(c) = self.next() else { return self.fail("class not closed") };
            if c == ']' && !first {
                break;
            }
            first = false;
            let Some(low) = self.class_item(c, &mut set)? else { continue };
            let ranged = self.peek() == Some('-') && !self.text[self.at + 1..].starts_with(']');
            let mut high = low;
            if ranged {
                self.next();
                let Some(c) = self.next() else { return self.fail("class not closed") };
                match self.class_item(c, &mut set)? {
                    Some(end) => high = end,
                    None => set.add('-', '-'),
                }
            }
            set.add(low, high);
        }
        let source = &self.text[start..self.at];
        Ok(Node::Set(self.intern(source, set)))
    }

    /// One character of a class; `None` when it was a named class, which is added to the set.
    fn class_item(&mut self, c: char, set: &mut CharSet) -> Result<Option<char>, PatternError> {
        if c != '\\' {
            return Ok(Some(c));
        }
        match self.peek() {
            Some('w') => set.words = true,
            Some('d') => set.digits = true,
            Some('s') => set.spaces = true,
            Some('S') => set.not_spaces = true,
            _ => return self.escaped_char().map(Some),
        }
        self.next();
        Ok(None)
    }

    fn escape(&mut self, start: usize) -> Result<Node, PatternError> {
        let mut set = CharSet::default();
        match self.peek() {
            Some('w') => set.words = true,
            Some('d') => set.digits = true,
            Some('s') => set.spaces = true,
            Some('S') => set.not_spaces = true,
            _ => return self.escaped_char().map(Node::Char),
        }
        self.next();
        let source = &self.text[start..self.at];
        Ok(Node::Set(self.intern(source, set)))
    }

    fn escaped_char(&mut self) -> Result<char, PatternError> {
        let digits = match self.next() {
            Some('u') => 4,
            Some('U') => 8,
            Some('x') => 2,
            Some('n') => return Ok('\n'),
            Some('t') => return Ok('\t'),
            Some('r') => return Ok('\r'),
            Some(c) if !c.is_ascii_alphanumeric() => return Ok(c),
            _ => return self.fail("unknown escape"),
        };
        let code = self.text.get(self.at..self.at + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        self.at += digits.min(self.text.len() - self.at);
        match code {
            // Lone surrogates occur as range ends in lists of letters; no character of ours lies there.
            Some(code) => Ok(char::from_u32(code).unwrap_or('\u{D7FF}')),
            None => self.fail("bad escape"),
        }
    }

    fn intern(&mut self, source: &'p str, set: CharSet) -> usize {
        if let Some(&at) = self.known.get(source) {
            return at;
        }
        self.sets.push(set.finish());
        self.known.insert(source, self.sets.len() - 1);
        self.sets.len() - 1
    }
}

/// How few and how many characters a node matches; `None` when there is no bound.
pub(super) fn length_range(node: &Node) -> (usize, Option<usize>) {
    match node {
        Node::Char(_) | Node::Any | Node::Set(_) => (1, Some(1)),
        Node::Start | Node::End | Node::Look { .. } => (0, Some(0)),
        Node::Sequence(nodes) => nodes.iter().map(length_range).fold((0, Some(0)), |sum, next| {
            (sum.0 + next.0, sum.1.zip(next.1).map(|(sum, next)| sum + next))
        }),
        Node::Choice(nodes) => nodes
            .iter()
            .map(length_range)
            .reduce(|one, other| (one.0.min(other.0), one.1.zip(other.1).map(|(one, other)| one.max(other))))
            .unwrap_or((0, Some(0))),
        Node::Repeat { node, least, most, .. } => {
            let (shortest, longest) = length_range(node);
            let times = (*most != u32::MAX).then_some(*most as usize);
            (shortest * *least as usize, longest.zip(times).map(|(longest, times)| longest * times))
        }
    }
}
