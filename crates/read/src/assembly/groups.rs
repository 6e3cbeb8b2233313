//! Union-find.

use std::collections::HashSet;

/// Union-find over claims.
pub(super) struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    pub(super) fn new(count: usize) -> Groups {
        Groups { parent: (0..count).collect() }
    }

    pub(super) fn root(&mut self, index: usize) -> usize {
        let mut at = index;
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
    }

    /// The roots of all groups with such a member.
    pub(super) fn roots_where(&mut self, is: impl Fn(usize) -> bool) -> HashSet<usize> {
        (0..self.parent.len()).filter(|&i| is(i)).map(|i| self.root(i)).collect()
    }

    pub(super) fn into_clusters(mut self) -> Vec<Vec<usize>> {
        let mut clusters: Vec<Vec<usize>> = vec![Vec::new(); self.parent.len()];
        for index in 0..self.parent.len() {
            let root = self.root(index);
            clusters[root].push(index);
        }
        clusters.retain(|cluster| !cluster.is_empty());
        clusters
    }
}
