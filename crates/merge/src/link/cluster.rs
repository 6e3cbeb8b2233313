//! Pairs to groups: the best pairs first, and no group whose members do not belong together.
//!
//! The result is a function of the pairs and the decisions alone. Joining along single pairs would chain: yesterday's
//! attack with today's by way of a report that tells of both. So two groups are joined only where their members agree
//! on average, and never where a reviewer parted two of them or a report tells of both.

use std::collections::{HashMap, HashSet};

use crate::union_find::UnionFind;

/// At most so many members of a group are compared with another group.
const ASKED: usize = 8;

/// A pair of members, by their position, and its score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) score: i32,
}

/// What is known of the members of a component besides its pairs. Members are in an order that does not depend on when
/// they came.
pub(crate) trait Members {
    /// How many.
    fn count(&self) -> usize;
    /// The score of any two.
    fn score(&self, a: usize, b: usize) -> i32;
    /// The report that a member is of, as a number.
    fn report(&self, member: usize) -> u32;
    /// Pairs that a reviewer joined.
    fn joined(&self) -> &[(usize, usize)];
    /// Pairs that a reviewer parted.
    fn parted(&self) -> &[(usize, usize)];
}

struct Growing<'m, M> {
    members: &'m M,
    sets: UnionFind,
    lists: HashMap<usize, Vec<usize>>,
    reports: HashMap<usize, HashSet<u32>>,
    parted: HashMap<usize, Vec<usize>>,
    refused: HashSet<(usize, usize, usize, usize)>,
}

/// Groups of members, each sorted, in the order of their first members.
pub(crate) fn find(members: &impl Members, mut pairs: Vec<Pair>, together: i32) -> Vec<Vec<usize>> {
    let mut growing = Growing::new(members);
    for &(a, b) in members.joined() {
        growing.join(a, b);
    }
    pairs
        .sort_unstable_by_key(|pair| (std::cmp::Reverse(pair.score), pair.a.min(pair.b), pair.a.max(pair.b)));
    for pair in pairs {
        growing.consider(pair, together);
    }
    growing.sets.sets()
}

impl<'m, M: Members> Growing<'m, M> {
    fn new(members: &'m M) -> Self {
        let count = members.count();
        let mut parted: HashMap<usize, Vec<usize>> = HashMap::new();
        for &(a, b) in members.parted() {
            parted.entry(a).or_default().push(b);
            parted.entry(b).or_default().push(a);
        }
        Growing {
            members,
            sets: UnionFind::new(count),
            lists: (0..count).map(|member| (member, vec![member])).collect(),
            reports: (0..count).map(|member| (member, HashSet::from([members.report(member)]))).collect(),
            parted,
            refused: HashSet::new(),
        }
    }

    fn consider(&mut self, pair: Pair, together: i32) {
        let (a, b) = (self.sets.root(pair.a), self.sets.root(pair.b));
        if a == b {
            return;
        }
        let state = (a.min(b), a.max(b), self.lists[&a.min(b)].len(), self.lists[&a.max(b)].len());
        if self.refused.contains(&state) {
            return;
        }
        if self.is_parted(a, b) || self.share_a_report(a, b) || self.mean(a, b) < together {
            self.refused.insert(state);
        } else {
            self.join(a, b);
        }
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.sets.root(a), self.sets.root(b));
        if a == b {
            return;
        }
        let (kept, gone) = (a.min(b), a.max(b));
        self.sets.join(a, b);
        let moved = self.lists.remove(&gone).unwrap_or_default();
        let list = self.lists.entry(kept).or_default();
        list.extend(moved);
        // Sorted as far as anybody looks: the first ones are asked.
        list.sort_unstable();
        let moved = self.reports.remove(&gone).unwrap_or_default();
        self.reports.entry(kept).or_default().extend(moved);
    }

    fn is_parted(&mut self, a: usize, b: usize) -> bool {
        if self.parted.is_empty() {
            return false;
        }
        let members = self.lists[&a].clone();
        let against: Vec<usize> =
            members.iter().filter_map(|member| self.parted.get(member)).flatten().copied().collect();
        against.into_iter().any(|other| self.sets.root(other) == b)
    }

    fn share_a_report(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.reports[&a], &self.reports[&b]);
        let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
        few.iter().any(|report| many.contains(report))
    }

    /// The mean score between two groups, over their first members.
    fn mean(&self, a: usize, b: usize) -> i32 {
        let (a, b) = (&self.lists[&a], &self.lists[&b]);
        let (mut sum, mut count) = (0, 0);
        for &x in a.iter().take(ASKED) {
            for &y in b.iter().take(ASKED) {
                sum += self.members.score(x, y);
                count += 1;
            }
        }
        if count == 0 { 0 } else { sum / count }
    }
}
