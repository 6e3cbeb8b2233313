//! Scores of the tokens around a cue, of which neighbours share much: each part is looked up once for all that have it.

use super::hash::Features;
use super::role::{Anchor, At, Key, Kind};
use super::table::Table;

/// Parts of each kind that are remembered.
const REMEMBERED: usize = 12;
/// The sums of six outputs.
type Sums = [i32; 6];

/// The last parts of one kind, each with what it depends on.
#[derive(Debug, Default)]
struct Recent {
    parts: Vec<(Key, Sums)>,
    oldest: usize,
}

impl Recent {
    fn find(&self, key: &Key) -> Option<Sums> {
        self.parts.iter().find(|(other, _)| other == key).map(|(_, sums)| *sums)
    }

    fn keep(&mut self, key: Key, sums: Sums) {
        if self.parts.len() < REMEMBERED {
            self.parts.push((key, sums));
        } else {
            self.parts[self.oldest] = (key, sums);
            self.oldest = (self.oldest + 1) % REMEMBERED;
        }
    }
}

/// The last parts of all kinds, of one cue at a time.
#[derive(Debug, Default)]
pub(super) struct Memory {
    kinds: [Recent; 5],
}

/// Scores tokens around one cue.
pub(super) struct Scorer<'a> {
    roles: &'a Table<6>,
    features: &'a mut Features,
    memory: &'a mut Memory,
}

impl<'a> Scorer<'a> {
    /// A scorer that remembers nothing yet.
    pub(super) fn new(roles: &'a Table<6>, features: &'a mut Features, memory: &'a mut Memory) -> Self {
        for recent in &mut memory.kinds {
            recent.parts.clear();
            recent.oldest = 0;
        }
        Scorer { roles, features, memory }
    }

    /// The score of all of [`Anchor::features`].
    pub(super) fn token(&mut self, anchor: &Anchor<'_, '_>, at: &At<'_>) -> [f32; 6] {
        self.features.all.clear();
        anchor.own_features(at, self.features);
        let mut sums = self.roles.sum(self.features);
        for kind in [Kind::Branch, Kind::Quote, Kind::Between, Kind::Place] {
            add(&mut sums, self.shared(kind, anchor, at));
        }
        self.roles.scaled(sums)
    }

    /// The score of all of [`Anchor::content_features`].
    pub(super) fn content(&mut self, anchor: &Anchor<'_, '_>, at: &At<'_>) -> [f32; 6] {
        self.features.all.clear();
        anchor.own_content_features(at, self.features);
        let mut sums = self.roles.sum(self.features);
        add(&mut sums, self.shared(Kind::Source, anchor, at));
        self.roles.scaled(sums)
    }

    fn shared(&mut self, kind: Kind, anchor: &Anchor<'_, '_>, at: &At<'_>) -> Sums {
        let key = anchor.key(kind, at);
        if let Some(sums) = self.memory.kinds[kind as usize].find(&key) {
            return sums;
        }
        self.features.all.clear();
        anchor.shared_features(kind, at, self.features);
        let sums = self.roles.sum(self.features);
        self.memory.kinds[kind as usize].keep(key, sums);
        sums
    }
}

fn add(sums: &mut Sums, more: Sums) {
    sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}
