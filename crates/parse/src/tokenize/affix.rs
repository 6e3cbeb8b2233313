//! Python regular expressions as spaCy's tokenizers use them: short patterns of literals, classes, repeats and
//! look-around, thousands of alternatives wide, tried on one chunk of text at a time.
//!
//! A general engine spends its time on alternatives that cannot match; here they are indexed by the character they may
//! start or end with. Matching follows Python: the first alternative that matches wins, repeats are greedy unless
//! marked, and backtracking is bounded ([`STEPS`]), so that no text can make it slow.

use std::collections::HashMap;

use crate::words::{is_decimal, is_space, is_word};

/// How many steps one alternative may take before it counts as not matching.
const STEPS: u32 = 20_000;

/// A pattern that could not be understood.
#[derive(Debug, thiserror::Error)]
#[error("regular expression, byte {at}: {what}")]
pub(crate) struct PatternError {
    at: usize,
    what: &'static str,
}

/// A set of characters: sorted ranges, and a bitmap for ASCII.
#[allow(clippy::struct_excessive_bools, reason = "one for each named class")]
#[derive(Clone, Debug, Default, PartialEq)]
struct CharSet {
    ascii: u128,
    ranges: Vec<(char, char)>,
    words: bool,
    spaces: bool,
    digits: bool,
    not_spaces: bool,
    negated: bool,
}

impl CharSet {
    fn add(&mut self, low: char, high: char) {
        for code in u32::from(low)..=u32::from(high).min(127) {
            self.ascii |= 1 << code;
        }
        if high as u32 > 127 {
            self.ranges.push((low, high));
        }
    }

    /// Sorts and joins the ranges, and moves what the class names say of ASCII into the bitmap.
    fn finish(mut self) -> CharSet {
        self.ranges.sort_unstable();
        self.ranges.dedup_by(|next, before| {
            let joins = next.0 <= before.1;
            if joins {
                before.1 = before.1.max(next.1);
            }
            joins
        });
        for code in 0..128u8 {
            if self.named(char::from(code)) {
                self.ascii |= 1 << code;
            }
        }
        self
    }

    fn named(&self, c: char) -> bool {
        (self.words && is_word(c))
            || (self.digits && is_decimal(c))
            || (self.spaces && is_space(c))
            || (self.not_spaces && !is_space(c))
    }

    fn contains(&self, c: char) -> bool {
        let inside = if c.is_ascii() {
            self.ascii >> u32::from(c) & 1 == 1
        } else {
            let at = self.ranges.partition_point(|range| range.0 <= c);
            (at > 0 && c <= self.ranges[at - 1].1) || self.named(c)
        };
        inside != self.negated
    }
}

#[derive(Clone, Debug)]
enum Node {
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
struct Reader<'p> {
    text: &'p str,
    at: usize,
    sets: Vec<CharSet>,
    known: HashMap<&'p str, usize>,
}

impl<'p> Reader<'p> {
    fn fail<T>(&self, what: &'static str) -> Result<T, PatternError> {
        Err(PatternError { at: self.at, what })
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn take(&mut self, expected: &str) -> bool {
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
    fn choice(&mut self, depth: u32) -> Result<Vec<Node>, PatternError> {
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

/// What is the same for all alternatives of a pattern.
struct Shared {
    sets: Vec<CharSet>,
    fold: bool,
}

/// One step of a compiled alternative.
#[derive(Clone, Debug)]
enum Step {
    Char(char),
    Any,
    Set(usize),
    Start,
    End,
    Split(usize, usize),
    Jump(usize),
    /// Goes on at the given step if the look-around from here holds.
    Look {
        program: usize,
        behind: Option<usize>,
        negated: bool,
    },
    Match,
}

/// One top-level alternative, compiled for a backtracking machine.
struct Alternative {
    programs: Vec<Vec<Step>>,
    /// Number of characters it matches, when that is always the same.
    length: Option<usize>,
    first: Ends,
    last: Ends,
}

/// The characters something may start (or end) with: ASCII exactly, the rest as one.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ends {
    ascii: u128,
    other: bool,
    /// It may match nothing at all, so that the neighbour counts as well.
    empty: bool,
}

impl Ends {
    const NOTHING: Ends = Ends { ascii: 0, other: false, empty: true };
    const ANYTHING: Ends = Ends { ascii: u128::MAX, other: true, empty: true };

    fn or(self, other: Ends) -> Ends {
        Ends {
            ascii: self.ascii | other.ascii,
            other: self.other || other.other,
            empty: self.empty || other.empty,
        }
    }

    /// What a sequence ends with, of which `self` comes first in reading direction.
    fn then(self, next: Ends) -> Ends {
        if self.empty { Ends { empty: next.empty, ..self.or(next) } } else { self }
    }

    fn admits(self, c: char) -> bool {
        self.empty || if c.is_ascii() { self.ascii >> u32::from(c) & 1 == 1 } else { self.other }
    }
}

fn fold(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(single), None) => single,
        _ => c,
    }
}

impl Shared {
    fn equal(&self, pattern: char, c: char) -> bool {
        pattern == c || (self.fold && fold(pattern) == fold(c))
    }

    fn in_set(&self, set: usize, c: char) -> bool {
        let set = &self.sets[set];
        set.contains(c)
            || (self.fold && (set.contains(fold(c)) || c.to_uppercase().any(|upper| set.contains(upper))))
    }

    fn ends(&self, node: &Node, from_right: bool) -> Ends {
        match node {
            Node::Char(_) | Node::Set(_) | Node::Any => {
                let mut ascii = 0;
                for code in 0..128u8 {
                    ascii |= u128::from(self.matches_one(node, char::from(code))) << code;
                }
                Ends { ascii, other: self.may_match_beyond_ascii(node), empty: false }
            }
            Node::Start | Node::End | Node::Look { .. } => Ends::NOTHING,
            Node::Sequence(nodes) => {
                let step = |ends: Ends, node| ends.then(self.ends(node, from_right));
                if from_right {
                    nodes.iter().rev().fold(Ends::NOTHING, step)
                } else {
                    nodes.iter().fold(Ends::NOTHING, step)
                }
            }
            Node::Choice(nodes) => nodes
                .iter()
                .map(|node| self.ends(node, from_right))
                .reduce(Ends::or)
                .unwrap_or(Ends::ANYTHING),
            Node::Repeat { node, least, .. } => {
                let ends = self.ends(node, from_right);
                Ends { empty: ends.empty || *least == 0, ..ends }
            }
        }
    }

    fn matches_one(&self, node: &Node, c: char) -> bool {
        match node {
            Node::Char(pattern) => self.equal(*pattern, c),
            Node::Set(set) => self.in_set(*set, c),
            _ => c != '\n',
        }
    }

    fn may_match_beyond_ascii(&self, node: &Node) -> bool {
        match node {
            // Two signs beyond ASCII fold into it: the Kelvin sign and the long s.
            Node::Char(pattern) => !pattern.is_ascii() || self.fold,
            _ => true,
        }
    }
}

/// How many characters a node matches, when that is always the same.
fn fixed_length(node: &Node) -> Option<usize> {
    match node {
        Node::Char(_) | Node::Any | Node::Set(_) => Some(1),
        Node::Start | Node::End | Node::Look { .. } => Some(0),
        Node::Sequence(nodes) => nodes.iter().map(fixed_length).sum(),
        Node::Choice(nodes) => {
            let mut lengths = nodes.iter().map(fixed_length);
            let first = lengths.next()??;
            lengths.all(|length| length == Some(first)).then_some(first)
        }
        Node::Repeat { node, least, most, .. } => {
            (least == most).then(|| fixed_length(node).map(|length| length * *least as usize))?
        }
    }
}

/// The words that a pattern from `^` to `$` matches, if they are few.
#[cfg(feature = "import")]
pub(crate) fn words_of(source: &str) -> Option<Vec<String>> {
    let inner = source.strip_prefix('^')?.strip_suffix('$')?;
    let mut reader = Reader { text: inner, at: 0, sets: Vec::new(), known: HashMap::new() };
    let node = Node::Choice(reader.choice(0).ok()?);
    let words = spell_out(&node, &reader.sets)?;
    (reader.at == inner.len()).then_some(words)
}

/// Every text a node matches, `None` when there are more than a few or look-around is needed to tell.
#[cfg(feature = "import")]
fn spell_out(node: &Node, sets: &[CharSet]) -> Option<Vec<String>> {
    const FEW: usize = 100;
    let words = match node {
        Node::Char(c) => vec![c.to_string()],
        Node::Set(set) if sets[*set].ranges.is_empty() => {
            (0..128u8).map(char::from).filter(|&c| sets[*set].contains(c)).map(String::from).collect()
        }
        Node::Sequence(nodes) => nodes.iter().try_fold(vec![String::new()], |starts, node| {
            let ends = spell_out(node, sets)?;
            let joined = starts.iter().flat_map(|start| ends.iter().map(move |end| format!("{start}{end}")));
            Some(joined.take(FEW + 1).collect())
        })?,
        Node::Choice(nodes) => {
            nodes.iter().map(|node| spell_out(node, sets)).collect::<Option<Vec<_>>>()?.concat()
        }
        Node::Repeat { node, least: 0, most: 1, .. } => {
            [spell_out(node, sets)?, vec![String::new()]].concat()
        }
        _ => return None,
    };
    (words.len() <= FEW).then_some(words)
}

/// Compiles a node; programs of look-arounds are appended to `programs`.
fn compile(node: &Node, program: &mut Vec<Step>, programs: &mut Vec<Vec<Step>>) -> Result<(), PatternError> {
    match node {
        Node::Char(c) => program.push(Step::Char(*c)),
        Node::Any => program.push(Step::Any),
        Node::Set(set) => program.push(Step::Set(*set)),
        Node::Start => program.push(Step::Start),
        Node::End => program.push(Step::End),
        Node::Sequence(nodes) => nodes.iter().try_for_each(|node| compile(node, program, programs))?,
        Node::Choice(nodes) => compile_choice(nodes, program, programs)?,
        Node::Repeat { node, least, most, greedy } => {
            compile_repeat(node, (*least, *most, *greedy), program, programs)?;
        }
        Node::Look { node, behind, negated } => {
            let mut inner = Vec::new();
            compile(node, &mut inner, programs)?;
            inner.push(Step::Match);
            let behind = match (behind, fixed_length(node)) {
                (false, _) => None,
                (true, Some(length)) => Some(length),
                (true, None) => return Err(PatternError { at: 0, what: "look-behind of no fixed length" }),
            };
            programs.push(inner);
            program.push(Step::Look { program: programs.len() - 1, behind, negated: *negated });
        }
    }
    if program.len() > 100_000 {
        return Err(PatternError { at: 0, what: "pattern too large" });
    }
    Ok(())
}

fn compile_choice(
    nodes: &[Node],
    program: &mut Vec<Step>,
    programs: &mut Vec<Vec<Step>>,
) -> Result<(), PatternError> {
    let mut jumps = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let split = program.len();
        if index + 1 < nodes.len() {
            program.push(Step::Split(split + 1, 0));
        }
        compile(node, program, programs)?;
        if index + 1 < nodes.len() {
            jumps.push(program.len());
            program.push(Step::Jump(0));
            program[split] = Step::Split(split + 1, program.len());
        }
    }
    for jump in jumps {
        program[jump] = Step::Jump(program.len());
    }
    Ok(())
}

fn compile_repeat(
    node: &Node,
    (least, most, greedy): (u32, u32, bool),
    program: &mut Vec<Step>,
    programs: &mut Vec<Vec<Step>>,
) -> Result<(), PatternError> {
    for _ in 0..least {
        compile(node, program, programs)?;
    }
    let split = |to: usize, out: usize| if greedy { Step::Split(to, out) } else { Step::Split(out, to) };
    if most == u32::MAX {
        let start = program.len();
        program.push(Step::Jump(0));
        compile(node, program, programs)?;
        program.push(Step::Jump(start));
        program[start] = split(start + 1, program.len());
        return Ok(());
    }
    let mut splits = Vec::new();
    for _ in least..most {
        splits.push(program.len());
        program.push(Step::Jump(0));
        compile(node, program, programs)?;
    }
    for at in splits {
        program[at] = split(at + 1, program.len());
    }
    Ok(())
}

impl Alternative {
    fn new(node: &Node, shared: &Shared) -> Result<Alternative, PatternError> {
        let (mut main, mut programs) = (Vec::new(), vec![Vec::new()]);
        compile(node, &mut main, &mut programs)?;
        main.push(Step::Match);
        programs[0] = main;
        Ok(Alternative {
            programs,
            length: fixed_length(node),
            first: shared.ends(node, false),
            last: shared.ends(node, true),
        })
    }

    /// Where a match that starts at byte `from` ends.
    fn match_at(&self, shared: &Shared, text: &str, from: usize) -> Option<usize> {
        let mut steps = STEPS;
        self.run(0, shared, text, from, &mut steps)
    }

    fn run(
        &self,
        program: usize,
        shared: &Shared,
        text: &str,
        from: usize,
        steps: &mut u32,
    ) -> Option<usize> {
        let program = &self.programs[program];
        let mut waiting: Vec<(usize, usize)> = Vec::new();
        let (mut step, mut at) = (0, from);
        loop {
            *steps = steps.checked_sub(1)?;
            let goes_on = match &program[step] {
                Step::Match => return Some(at),
                Step::Split(first, second) => {
                    waiting.push((*second, at));
                    step = *first;
                    continue;
                }
                Step::Jump(to) => {
                    step = *to;
                    continue;
                }
                Step::Start => at == 0,
                Step::End => at == text.len() || &text[at..] == "\n",
                Step::Look { program, behind, negated } => {
                    let start = match behind {
                        None => Some(at),
                        Some(length) => back(text, at, *length),
                    };
                    let found = start.and_then(|start| self.run(*program, shared, text, start, steps));
                    found.is_some_and(|end| behind.is_none() || end == at) != *negated
                }
                one => match text[at..].chars().next() {
                    Some(c) if shared.step_matches(one, c) => {
                        at += c.len_utf8();
                        true
                    }
                    _ => false,
                },
            };
            if goes_on {
                step += 1;
            } else {
                (step, at) = waiting.pop()?;
            }
        }
    }
}

impl Shared {
    fn step_matches(&self, step: &Step, c: char) -> bool {
        match step {
            Step::Char(pattern) => self.equal(*pattern, c),
            Step::Set(set) => self.in_set(*set, c),
            _ => c != '\n',
        }
    }
}

/// The byte position `count` characters before `at`.
fn back(text: &str, at: usize, count: usize) -> Option<usize> {
    if count == 0 {
        return Some(at);
    }
    text[..at].char_indices().rev().nth(count - 1).map(|(position, _)| position)
}

/// Alternatives by a character they may start or end with, in the order of the pattern.
struct Index {
    ascii: Vec<Box<[u32]>>,
    other: Box<[u32]>,
}

impl Index {
    fn new(alternatives: &[Alternative], ends: impl Fn(&Alternative) -> Ends) -> Index {
        let admitting = |c: char| {
            let admits = |(_, alternative): &(usize, &Alternative)| ends(alternative).admits(c);
            alternatives.iter().enumerate().filter(admits).map(|(at, _)| at as u32).collect::<Box<[u32]>>()
        };
        Index {
            ascii: (0..128u8).map(|code| admitting(char::from(code))).collect(),
            other: admitting('\u{80}'),
        }
    }

    fn of(&self, c: char) -> &[u32] {
        if c.is_ascii() { &self.ascii[c as usize] } else { &self.other }
    }
}

/// A compiled pattern.
pub(crate) struct Pattern {
    shared: Shared,
    alternatives: Vec<Alternative>,
    by_first: Index,
    by_last: Index,
}

impl Pattern {
    /// Compiles a Python regular expression.
    pub(crate) fn new(source: &str) -> Result<Pattern, PatternError> {
        let mut reader = Reader { text: source, at: 0, sets: Vec::new(), known: HashMap::new() };
        let flags = ["(?u)", "(?iu)", "(?i)"].into_iter().find(|flags| reader.take(flags)).unwrap_or("");
        let nodes = reader.choice(0)?;
        if reader.at < source.len() {
            return reader.fail("bracket too many");
        }
        let shared = Shared { sets: reader.sets, fold: flags.contains('i') };
        let alternatives =
            nodes.iter().map(|node| Alternative::new(node, &shared)).collect::<Result<Vec<_>, _>>()?;
        let by_first = Index::new(&alternatives, |alternative| alternative.first);
        let by_last = Index::new(&alternatives, |alternative| alternative.last);
        Ok(Pattern { shared, alternatives, by_first, by_last })
    }

    /// Length in bytes of the match at the start of a text; Python's `match`.
    pub(crate) fn match_start(&self, text: &str) -> Option<usize> {
        self.match_from(text, 0, true)
    }

    fn match_from(&self, text: &str, from: usize, may_be_empty: bool) -> Option<usize> {
        let c = text[from..].chars().next()?;
        let end = |&at: &u32| self.alternatives[at as usize].match_at(&self.shared, text, from);
        self.by_first.of(c).iter().filter_map(end).find(|&end| may_be_empty || end > from)
    }

    /// Length in bytes of the longest match that reaches the end of a text: what Python's `search` finds, since every
    /// alternative of a suffix pattern ends with `$`.
    pub(crate) fn match_end(&self, text: &str) -> usize {
        let Some(last) = text.chars().next_back() else { return 0 };
        let candidates = self.by_last.of(last).iter();
        candidates.map(|&at| self.suffix_length(&self.alternatives[at as usize], text)).max().unwrap_or(0)
    }

    fn suffix_length(&self, alternative: &Alternative, text: &str) -> usize {
        let matches = |from: usize| alternative.match_at(&self.shared, text, from) == Some(text.len());
        if let Some(length) = alternative.length {
            return back(text, text.len(), length)
                .filter(|&from| matches(from))
                .map_or(0, |from| text.len() - from);
        }
        text.char_indices()
            .map(|(from, _)| from)
            .find(|&from| matches(from))
            .map_or(0, |from| text.len() - from)
    }

    /// All matches from left to right, without overlap; Python's `finditer`, save for an empty match at the very end.
    pub(crate) fn find_all(&self, text: &str, found: &mut Vec<(usize, usize)>) {
        let (mut at, mut may_be_empty) = (0, true);
        while let Some(c) = text[at..].chars().next() {
            if let Some(end) = self.match_from(text, at, may_be_empty) {
                found.push((at, end));
                // After an empty match, the next must get somewhere.
                may_be_empty = end > at;
                at = end;
            } else {
                at += c.len_utf8();
                may_be_empty = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(pattern: &str, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        Pattern::new(pattern).unwrap().find_all(text, &mut found);
        found.into_iter().map(|(start, end)| text[start..end].to_owned()).collect()
    }

    #[test]
    fn the_first_alternative_that_matches_wins() {
        assert_eq!(Pattern::new("^ab|^abc").unwrap().match_start("abcd"), Some(2));
        assert_eq!(Pattern::new(r"^\$|^US\$").unwrap().match_start("US$5"), Some(3));
        assert_eq!(Pattern::new(r"^\+(?![0-9])").unwrap().match_start("+5"), None);
    }

    #[test]
    fn a_suffix_is_the_longest_that_reaches_the_end() {
        let suffixes = Pattern::new(r"\.\.+$|(?<=[0-9])(?:km|m)$|'s$|[\u00e9-\u00eb]$|,$").unwrap();
        assert_eq!(suffixes.match_end("well..."), 3);
        assert_eq!(suffixes.match_end("15km"), 2);
        assert_eq!(suffixes.match_end("km"), 0);
        assert_eq!(suffixes.match_end("army's"), 2);
        assert_eq!(suffixes.match_end("blé"), 2);
        assert_eq!(suffixes.match_end(""), 0);
    }

    #[test]
    fn infixes_look_around() {
        assert_eq!(all(r"(?<=[a-z])[-/](?=[a-z])|\.\.+", "half-dead 20-80 and/or a...b"), ["-", "/", "..."]);
        assert_eq!(all(r"(?<=[a-z]),(?=[A-Z])", "one,Two,three"), [","]);
        assert_eq!(all(r"a{2,3}?b|x{3}", "aaab xxxx"), ["aaab", "xxx"]);
        assert_eq!(all(r"(?<=[a-z]')(?=[a-z])|-", "s'en-va"), ["", "-"]);
    }

    #[test]
    fn case_is_folded_where_the_pattern_says_so() {
        let pattern = Pattern::new("(?iu)(?:^saint[-–]é[a-z]+$)|(?:^entre.+$)").unwrap();
        assert_eq!(pattern.match_start("Saint-Étienne"), Some("Saint-Étienne".len()));
        assert_eq!(pattern.match_start("ENTREmêler"), Some("ENTREmêler".len()));
        assert_eq!(pattern.match_start("autre"), None);
    }

    #[test]
    fn backtracking_is_bounded() {
        let pattern = Pattern::new(r"^(?:a+)+$").unwrap();
        let text = format!("{}b", "a".repeat(5_000));
        assert_eq!(pattern.match_start(&text), None);
    }

    #[cfg(feature = "import")]
    #[test]
    fn small_patterns_are_spelt_out() {
        assert_eq!(words_of("^n'?t$").unwrap(), ["n't", "nt"]);
        assert_eq!(words_of("^n[ou]thin'$").unwrap(), ["nothin'", "nuthin'"]);
        assert!(words_of("^a+$").is_none());
        assert!(words_of("ab").is_none());
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for bad in ["(ab", "[ab", "ab)", r"\q", "(?P<x>a)", "(?<=a+)b"] {
            assert!(Pattern::new(bad).is_err(), "{bad}");
        }
    }
}
