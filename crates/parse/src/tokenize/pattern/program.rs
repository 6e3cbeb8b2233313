//! One alternative of a pattern as a program for a backtracking machine.

use super::charset::CharSet;
use super::ends::Ends;
use super::syntax::{Node, PatternError, length_range};

/// How many steps one alternative may take before it counts as not matching.
pub(super) const STEPS: u32 = 20_000;

/// What is the same for all alternatives of a pattern.
pub(super) struct Shared {
    pub(super) sets: Vec<CharSet>,
    pub(super) fold: bool,
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
pub(super) struct Alternative {
    programs: Vec<Vec<Step>>,
    /// Fewest and most characters it matches.
    pub(super) length: (usize, Option<usize>),
    pub(super) first: Ends,
    pub(super) last: Ends,
}

fn fold(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(single), None) => single,
        _ => c,
    }
}

impl Shared {
    /// Whether a character of the pattern and one of the text are the same.
    pub(super) fn equal(&self, pattern: char, c: char) -> bool {
        pattern == c || (self.fold && fold(pattern) == fold(c))
    }

    pub(super) fn in_set(&self, set: usize, c: char) -> bool {
        let set = &self.sets[set];
        set.contains(c)
            || (self.fold && (set.contains(fold(c)) || c.to_uppercase().any(|upper| set.contains(upper))))
    }

    fn step_matches(&self, step: &Step, c: char) -> bool {
        match step {
            Step::Char(pattern) => self.equal(*pattern, c),
            Step::Set(set) => self.in_set(*set, c),
            _ => c != '\n',
        }
    }
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
            let behind = match (behind, length_range(node)) {
                (false, _) => None,
                (true, (shortest, Some(longest))) if shortest == longest => Some(longest),
                (true, _) => return Err(PatternError { at: 0, what: "look-behind of no fixed length" }),
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
    pub(super) fn new(node: &Node, shared: &Shared) -> Result<Alternative, PatternError> {
        let (mut main, mut programs) = (Vec::new(), vec![Vec::new()]);
        compile(node, &mut main, &mut programs)?;
        main.push(Step::Match);
        programs[0] = main;
        Ok(Alternative {
            programs,
            length: length_range(node),
            first: Ends::of(node, shared, false),
            last: Ends::of(node, shared, true),
        })
    }

    /// Where a match that starts at byte `from` ends.
    pub(super) fn match_at(&self, shared: &Shared, text: &str, from: usize) -> Option<usize> {
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

/// The byte position `count` characters before `at`.
pub(super) fn back(text: &str, at: usize, count: usize) -> Option<usize> {
    if count == 0 {
        return Some(at);
    }
    text[..at].char_indices().rev().nth(count - 1).map(|(position, _)| position)
}
