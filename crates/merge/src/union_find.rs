//! Sets that only ever join: union by smallest member, so that the result does not depend on the order of joins.

/// Disjoint sets over `0..count`.
#[derive(Clone, Debug)]
pub struct UnionFind {
    parent: Vec<u32>,
}

impl UnionFind {
    /// Every number alone.
    pub fn new(count: usize) -> UnionFind {
        UnionFind { parent: (0..count as u32).collect() }
    }

    /// The smallest member of the set that `index` is in.
    pub fn root(&mut self, index: usize) -> usize {
        let mut at = index;
        while self.parent[at] as usize != at {
            self.parent[at] = self.parent[self.parent[at] as usize];
            at = self.parent[at] as usize;
        }
        at
    }

    /// Puts two sets together.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b) as u32;
    }

    /// The sets, each sorted, in the order of their smallest members.
    pub fn sets(mut self) -> Vec<Vec<usize>> {
        let mut sets: Vec<Vec<usize>> = vec![Vec::new(); self.parent.len()];
        for index in 0..self.parent.len() {
            let root = self.root(index);
            sets[root].push(index);
        }
        sets.retain(|set| !set.is_empty());
        sets
    }
}
