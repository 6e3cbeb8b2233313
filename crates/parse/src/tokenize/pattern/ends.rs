//! What a pattern may start or end with, and an index by it.

use super::program::{Alternative, Shared};
use super::syntax::Node;

/// The characters something may start (or end) with: ASCII exactly, the rest as one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ends {
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

    pub(super) fn admits(self, c: char) -> bool {
        self.empty || if c.is_ascii() { self.ascii >> u32::from(c) & 1 == 1 } else { self.other }
    }

    /// What a node may start with, or end with when read from the right.
    pub(super) fn of(node: &Node, shared: &Shared, from_right: bool) -> Ends {
        match node {
            Node::Char(_) | Node::Set(_) | Node::Any => {
                let mut ascii = 0;
                for code in 0..128u8 {
                    ascii |= u128::from(shared.matches_one(node, char::from(code))) << code;
                }
                Ends { ascii, other: shared.may_match_beyond_ascii(node), empty: false }
            }
            Node::Start | Node::End | Node::Look { .. } => Ends::NOTHING,
            Node::Sequence(nodes) => {
                let step = |ends: Ends, node| ends.then(Ends::of(node, shared, from_right));
                if from_right {
                    nodes.iter().rev().fold(Ends::NOTHING, step)
                } else {
                    nodes.iter().fold(Ends::NOTHING, step)
                }
            }
            Node::Choice(nodes) => nodes
                .iter()
                .map(|node| Ends::of(node, shared, from_right))
                .reduce(Ends::or)
                .unwrap_or(Ends::ANYTHING),
            Node::Repeat { node, least, .. } => {
                let ends = Ends::of(node, shared, from_right);
                Ends { empty: ends.empty || *least == 0, ..ends }
            }
        }
    }
}

impl Shared {
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

/// Alternatives by a character they may start or end with, in the order of the pattern.
pub(super) struct Index {
    ascii: Vec<Box<[u32]>>,
    other: Box<[u32]>,
}

impl Index {
    pub(super) fn new(alternatives: &[Alternative], ends: impl Fn(&Alternative) -> Ends) -> Index {
        let admitting = |c: char| {
            let admits = |(_, alternative): &(usize, &Alternative)| ends(alternative).admits(c);
            alternatives.iter().enumerate().filter(admits).map(|(at, _)| at as u32).collect::<Box<[u32]>>()
        };
        Index {
            ascii: (0..128u8).map(|code| admitting(char::from(code))).collect(),
            other: admitting('\u{80}'),
        }
    }

    pub(super) fn of(&self, c: char) -> &[u32] {
        if c.is_ascii() { &self.ascii[c as usize] } else { &self.other }
    }
}
