//! Accounts come in, groups of accounts come out, and every step says why.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use claimant_model::{AccountId, EventId, ReportId};

use super::cluster::{self, Members, Pair};
use super::keys;
use super::profile::Profile;
use super::score::{reasons, score};
use super::weights::Weights;

/// A fuller block is narrowed to those published nearest.
const BLOCK: usize = 300;
/// At most so many accounts are compared with a new one.
const CANDIDATES: usize = 600;

/// What a settling of the linker did to an account. The same facts as the ledger's entries.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The account is now of this event.
    Linked {
        /// The account.
        account: AccountId,
        /// Its event.
        event: EventId,
        /// The best score with another account of the event; 0 for the first.
        score: f64,
        /// What spoke for and against it.
        reasons: Vec<String>,
        /// The block keys that the account lies under.
        keys: Vec<String>,
    },
    /// The account is no longer of this event.
    Unlinked {
        /// The account.
        account: AccountId,
        /// The event it left.
        event: EventId,
        /// Why.
        reason: String,
    },
    /// The account may be of this event; a person should look.
    Queued {
        /// The account.
        account: AccountId,
        /// The event it may be of.
        event: EventId,
        /// The best score with an account of that event.
        score: f64,
        /// What spoke for and against it.
        reasons: Vec<String>,
    },
}

/// A reviewer's decision: two accounts, and whether they are of one happening.
pub type Decision = (AccountId, AccountId, bool);

struct Node {
    profile: Arc<Profile>,
    event: Option<EventId>,
    /// Pairs that may matter: other node, score.
    edges: Vec<(u32, i32)>,
    /// How many nodes there were when it was compared with all near it; 0 where it was not yet.
    compared: u32,
    gone: bool,
}

/// Links accounts to events. Groups depend on the accounts and decisions alone, not on the order in which they came;
/// an event keeps its id while groups change.
///
/// One exception: in a block of more than some hundred accounts only those published nearest are compared, and which
/// these are depends on what was there when [`Linker::settle`] was called.
pub struct Linker {
    weights: Weights,
    nodes: Vec<Node>,
    by_account: HashMap<AccountId, u32>,
    blocks: HashMap<u64, Vec<u32>>,
    reports: HashMap<ReportId, u32>,
    /// Reviewers' decisions: same happening or not.
    decisions: BTreeMap<(AccountId, AccountId), bool>,
    /// Who is in any decision with an account.
    decided: HashMap<AccountId, BTreeSet<AccountId>>,
    fresh: Vec<u32>,
    dirty: BTreeSet<u32>,
    taken: HashSet<EventId>,
    /// The accounts of each event.
    members: HashMap<EventId, BTreeSet<u32>>,
    /// At most so many accounts are grouped at once, beside those that are of one event already.
    most: usize,
}

impl Linker {
    /// An empty linker.
    pub fn new(weights: Weights) -> Linker {
        Linker {
            weights,
            nodes: Vec::new(),
            by_account: HashMap::new(),
            blocks: HashMap::new(),
            reports: HashMap::new(),
            decisions: BTreeMap::new(),
            decided: HashMap::new(),
            fresh: Vec::new(),
            dirty: BTreeSet::new(),
            taken: HashSet::new(),
            members: HashMap::new(),
            most: usize::MAX,
        }
    }

    /// The same, looking at no more than about so many accounts at once.
    pub(super) fn at_most(self, most: usize) -> Linker {
        Linker { most, ..self }
    }

    /// The block keys under which accounts lie that could match this one.
    pub fn probes(profile: &Profile) -> Vec<String> {
        keys::of(profile).probes.iter().copied().map(keys::print).collect()
    }

    /// The block keys that this account lies under.
    pub fn keys(profile: &Profile) -> Vec<String> {
        keys::of(profile).under.iter().copied().map(keys::print).collect()
    }

    /// Adds an account, with its event where it has one from before. An account that is there already is left alone.
    pub fn insert(&mut self, profile: impl Into<Arc<Profile>>, event: Option<EventId>) {
        if let Some(index) = self.keep(&profile.into(), event) {
            self.fresh.push(index);
            self.dirty.insert(index);
        }
    }

    /// Adds an account that is compared with others only when it is come to.
    pub(super) fn keep(&mut self, profile: &Arc<Profile>, event: Option<EventId>) -> Option<u32> {
        if self.by_account.contains_key(&profile.account) {
            return None;
        }
        let index = self.nodes.len() as u32;
        let count = self.reports.len() as u32;
        self.reports.entry(profile.account.report.clone()).or_insert(count);
        self.by_account.insert(profile.account.clone(), index);
        if let Some(event) = &event {
            self.taken.insert(event.clone());
            self.members.entry(event.clone()).or_default().insert(index);
        }
        self.nodes.push(Node {
            profile: Arc::clone(profile),
            event,
            edges: Vec::new(),
            compared: 0,
            gone: false,
        });
        for &key in &keys::of(profile).under {
            put_into_block(&self.nodes, self.blocks.entry(key).or_default(), index);
        }
        Some(index)
    }

    /// How many accounts there are, those counted that were taken away.
    pub(super) fn count(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn index_of(&self, account: &AccountId) -> Option<u32> {
        self.by_account.get(account).copied()
    }

    pub(super) fn profile(&self, index: u32) -> &Arc<Profile> {
        &self.nodes[index as usize].profile
    }

    pub(super) fn event_at(&self, index: u32) -> Option<&EventId> {
        self.nodes[index as usize].event.as_ref()
    }

    /// Whether an account was compared with all that is near it.
    pub(super) fn is_compared(&self, index: u32) -> bool {
        self.nodes[index as usize].compared > 0
    }

    /// Compares an account with all that is near it.
    pub(super) fn compare(&mut self, index: u32) {
        for other in self.candidates(index) {
            // Where the other one was compared when this one was there, the pair is known.
            if index >= self.nodes[other as usize].compared {
                self.pair(index, other);
            }
        }
        self.nodes[index as usize].compared = self.nodes.len() as u32;
    }

    /// Takes an account away, as when its report is retracted.
    pub fn remove(&mut self, account: &AccountId) {
        let Some(index) = self.by_account.remove(account) else { return };
        let mut neighbours: Vec<u32> =
            self.nodes[index as usize].edges.iter().map(|&(other, _)| other).collect();
        if let Some(event) = self.nodes[index as usize].event.take()
            && let Some(members) = self.members.get_mut(&event)
        {
            members.remove(&index);
            neighbours.extend(members.iter());
            if members.is_empty() {
                self.members.remove(&event);
                self.taken.remove(&event);
            }
        }
        for key in &keys::of(&self.nodes[index as usize].profile).under {
            if let Some(block) = self.blocks.get_mut(key) {
                block.retain(|&member| member != index);
            }
        }
        self.nodes[index as usize].gone = true;
        self.dirty.remove(&index);
        self.dirty.extend(neighbours);
    }

    /// Keeps a reviewer's decision on two accounts: the same happening, or not. It outweighs every score, and the last
    /// decision on a pair counts.
    pub fn decide(&mut self, a: &AccountId, b: &AccountId, same: bool) {
        self.decisions.insert(pair_of(a, b), same);
        self.decided.entry(a.clone()).or_default().insert(b.clone());
        self.decided.entry(b.clone()).or_default().insert(a.clone());
        self.touch(a, b);
    }

    /// Takes a decision back.
    pub fn undecide(&mut self, a: &AccountId, b: &AccountId) {
        self.decisions.remove(&pair_of(a, b));
        self.touch(a, b);
    }

    fn touch(&mut self, a: &AccountId, b: &AccountId) {
        let known = [a, b].into_iter().filter_map(|account| self.by_account.get(account));
        self.dirty.extend(known.copied().collect::<Vec<_>>());
    }

    /// The event of an account, after [`Linker::settle`].
    pub fn event(&self, account: &AccountId) -> Option<&EventId> {
        self.nodes[*self.by_account.get(account)? as usize].event.as_ref()
    }

    /// All events and their accounts, both sorted.
    pub fn events(&self) -> BTreeMap<&EventId, Vec<&AccountId>> {
        let mut events: BTreeMap<&EventId, Vec<&AccountId>> = BTreeMap::new();
        for node in self.nodes.iter().filter(|node| !node.gone) {
            if let Some(event) = &node.event {
                events.entry(event).or_default().push(&node.profile.account);
            }
        }
        for accounts in events.values_mut() {
            accounts.sort_unstable();
        }
        events
    }

    /// Looks at everything that came in since the last time, and says what changed.
    pub fn settle(&mut self) -> Vec<Change> {
        self.find_pairs();
        let (mut changes, mut moved, mut seen) = (Vec::new(), HashSet::new(), Vec::new());
        while let Some(start) = self.dirty.pop_first() {
            let component = self.component(start);
            for index in &component {
                self.dirty.remove(index);
            }
            self.regroup(&component, &mut moved, &mut changes);
            seen.extend(component);
        }
        changes.extend(seen.into_iter().filter_map(|index| self.unsure(index, &moved)));
        changes
    }

    /// Like [`Linker::settle`], where all but these accounts were settled before.
    pub(super) fn settle_around(&mut self, accounts: &[u32]) -> Vec<Change> {
        self.dirty = accounts.iter().copied().collect();
        self.settle()
    }

    /// Compares the new accounts with those of their blocks.
    fn find_pairs(&mut self) {
        let mut fresh: Vec<u32> = std::mem::take(&mut self.fresh);
        fresh.sort_by(|&a, &b| place_in_block(&self.nodes, a).cmp(&place_in_block(&self.nodes, b)));
        let mut waiting: HashSet<u32> = fresh.iter().copied().collect();
        for index in fresh {
            waiting.remove(&index);
            if self.nodes[index as usize].gone {
                continue;
            }
            for other in self.candidates(index) {
                // A pair of two new ones is looked at once, from the later.
                if !waiting.contains(&other) {
                    self.pair(index, other);
                }
            }
        }
    }

    fn candidates(&self, index: u32) -> Vec<u32> {
        let node = &self.nodes[index as usize];
        let own = |block: &&Vec<u32>| !block.is_empty();
        let keys = keys::of(&node.profile);
        let mut blocks: Vec<&Vec<u32>> =
            keys.probes.iter().filter_map(|key| self.blocks.get(key)).filter(own).collect();
        // The smallest blocks say the most.
        blocks.sort_by_key(|block| block.len());
        let (mut seen, mut found) = (HashSet::from([index]), Vec::new());
        for block in blocks {
            for &other in self.nearest(block, index) {
                if seen.insert(other)
                    && self.nodes[other as usize].profile.account.report != node.profile.account.report
                {
                    found.push(other);
                }
            }
            if found.len() >= CANDIDATES {
                break;
            }
        }
        found
    }

    /// The members of a block, of a full one those published nearest.
    fn nearest<'b>(&self, block: &'b [u32], index: u32) -> &'b [u32] {
        if block.len() <= BLOCK {
            return block;
        }
        let own = place_in_block(&self.nodes, index);
        let at = block.partition_point(|&other| place_in_block(&self.nodes, other) < own);
        let from = at.saturating_sub(BLOCK / 2).min(block.len() - BLOCK);
        &block[from..from + BLOCK]
    }

    fn pair(&mut self, a: u32, b: u32) {
        let score = score(&self.nodes[a as usize].profile, &self.nodes[b as usize].profile, &self.weights);
        if score >= self.weights.queue && !self.nodes[a as usize].edges.iter().any(|edge| edge.0 == b) {
            self.nodes[a as usize].edges.push((b, score));
            self.nodes[b as usize].edges.push((a, score));
            self.dirty.insert(b);
        }
    }

    /// All that hangs together with a node by pairs that may link, by decisions, or by being of one event now.
    fn component(&self, start: u32) -> Vec<u32> {
        let (mut seen, mut open) = (BTreeSet::from([start]), VecDeque::from([start]));
        while let Some(index) = open.pop_front() {
            // Where there are too many, those of the events come to are taken still: no event is cut in two.
            let further = if seen.len() < self.most { self.beside(index) } else { Vec::new() };
            for other in self.mates(index).chain(further) {
                if !self.nodes[other as usize].gone && seen.insert(other) {
                    open.push_back(other);
                }
            }
        }
        let mut found: Vec<u32> =
            seen.into_iter().filter(|&index| !self.nodes[index as usize].gone).collect();
        found.sort_by(|&a, &b| place_in_block(&self.nodes, a).cmp(&place_in_block(&self.nodes, b)));
        found
    }

    /// The accounts of one event with this one, itself included.
    pub(super) fn mates(&self, index: u32) -> impl Iterator<Item = u32> {
        let event = self.nodes[index as usize].event.as_ref();
        event.and_then(|event| self.members.get(event)).into_iter().flatten().copied()
    }

    /// Accounts that may link with this one, or that a reviewer joined to it.
    pub(super) fn beside(&self, index: u32) -> Vec<u32> {
        let node = &self.nodes[index as usize];
        let strong = node.edges.iter().filter(|edge| edge.1 >= self.weights.link).map(|edge| edge.0);
        strong.chain(self.joined(&node.profile.account)).collect()
    }

    /// Accounts that a reviewer joined to this one.
    fn joined(&self, account: &AccountId) -> impl Iterator<Item = u32> {
        let others = self.decided.get(account).into_iter().flatten();
        let joined = others.filter(|other| self.decisions.get(&pair_of(account, other)) == Some(&true));
        joined.filter_map(|other| self.by_account.get(other).copied())
    }

    /// Groups a component anew and tells events apart from what they were.
    fn regroup(&mut self, component: &[u32], moved: &mut HashSet<u32>, changes: &mut Vec<Change>) {
        let view = Component::of(self, component);
        let groups = cluster::find(&view, view.pairs(), self.weights.together);
        let groups: Vec<Vec<u32>> =
            groups.into_iter().map(|group| group.into_iter().map(|at| component[at]).collect()).collect();
        let events = self.name(&groups);
        for (group, event) in groups.iter().zip(events) {
            let inside: HashSet<u32> = group.iter().copied().collect();
            for &index in group {
                if self.nodes[index as usize].event.as_ref() != Some(&event) {
                    let first = group.first() == Some(&index);
                    self.assign(index, &event, first, &inside, changes);
                    moved.insert(index);
                }
            }
        }
    }

    /// Each group keeps the id that most of its members have; an id goes to the group with most of its members.
    fn name(&mut self, groups: &[Vec<u32>]) -> Vec<EventId> {
        let mut votes: Vec<(usize, usize, EventId)> = Vec::new();
        for (at, group) in groups.iter().enumerate() {
            let mut count: BTreeMap<&EventId, usize> = BTreeMap::new();
            for &index in group {
                if let Some(event) = &self.nodes[index as usize].event {
                    *count.entry(event).or_default() += 1;
                }
            }
            votes.extend(count.into_iter().map(|(event, count)| (count, at, event.clone())));
        }
        // Most votes first, then the group with the oldest account, then the member that is the oldest.
        votes.sort_by(|a, b| {
            (b.0, a.1).cmp(&(a.0, b.1)).then_with(|| self.age(groups, a).cmp(&self.age(groups, b)))
        });
        let mut names: Vec<Option<EventId>> = vec![None; groups.len()];
        let mut used = HashSet::new();
        for (_, at, event) in votes {
            if names[at].is_none() && used.insert(event.clone()) {
                names[at] = Some(event);
            }
        }
        let named = names.into_iter().zip(groups);
        named.map(|(name, group)| name.unwrap_or_else(|| self.new_id(group[0]))).collect()
    }

    /// How early in its group the first member with this id stands.
    fn age(&self, groups: &[Vec<u32>], vote: &(usize, usize, EventId)) -> usize {
        let has = |&index: &u32| self.nodes[index as usize].event.as_ref() == Some(&vote.2);
        groups[vote.1].iter().position(has).unwrap_or(usize::MAX)
    }

    /// The id of an event that begins with this account: `ev` and 12 hex digits of the account's BLAKE3.
    fn new_id(&mut self, founder: u32) -> EventId {
        let account = self.nodes[founder as usize].profile.account.to_string();
        let mut attempt = 0_u32;
        loop {
            let mut hasher = blake3::Hasher::new();
            hasher.update(account.as_bytes());
            hasher.update(&attempt.to_le_bytes());
            let id = EventId::new(format!("ev{}", &hasher.finalize().to_hex()[..12]));
            if self.taken.insert(id.clone()) {
                return id;
            }
            attempt += 1;
        }
    }

    fn assign(
        &mut self,
        index: u32,
        event: &EventId,
        first: bool,
        group: &HashSet<u32>,
        changes: &mut Vec<Change>,
    ) {
        let account = self.nodes[index as usize].profile.account.clone();
        if let Some(before) = self.nodes[index as usize].event.clone() {
            if let Some(members) = self.members.get_mut(&before) {
                members.remove(&index);
            }
            let reason = format!("linked anew: now {event}");
            changes.push(Change::Unlinked { account: account.clone(), event: before, reason });
        }
        let (score, reasons) = if first { founding() } else { self.ground(index, group) };
        let keys = Linker::keys(&self.nodes[index as usize].profile);
        changes.push(Change::Linked { account, event: event.clone(), score, reasons, keys });
        self.members.entry(event.clone()).or_default().insert(index);
        self.nodes[index as usize].event = Some(event.clone());
    }

    /// What links an account to its group: its best pair there.
    fn ground(&self, index: u32, group: &HashSet<u32>) -> (f64, Vec<String>) {
        let node = &self.nodes[index as usize];
        let inside = node.edges.iter().filter(|edge| group.contains(&edge.0));
        let Some(&(other, score)) = inside.max_by_key(|edge| (edge.1, std::cmp::Reverse(edge.0))) else {
            return (0.0, vec!["a reviewer's decision".to_owned()]);
        };
        let other = &self.nodes[other as usize].profile;
        let mut words = vec![format!("with {}", other.account)];
        words.extend(reasons(&node.profile, other, &self.weights));
        (f64::from(score) / 100.0, words)
    }

    /// The best pair with an account of another event, where no reviewer has parted the two; only where one of them is
    /// of another event than before: else the pair was told of.
    fn unsure(&self, index: u32, moved: &HashSet<u32>) -> Option<Change> {
        let node = &self.nodes[index as usize];
        let parted = |other: &Profile| {
            self.decisions.get(&pair_of(&node.profile.account, &other.account)) == Some(&false)
        };
        let outside = node.edges.iter().filter(|(other, _)| {
            let other = &self.nodes[*other as usize];
            !other.gone && other.event.is_some() && other.event != node.event && !parted(&other.profile)
        });
        let &(other, score) = outside.max_by_key(|edge| (edge.1, std::cmp::Reverse(edge.0)))?;
        if !moved.contains(&index) && !moved.contains(&other) {
            return None;
        }
        let other = &self.nodes[other as usize];
        Some(Change::Queued {
            account: node.profile.account.clone(),
            event: other.event.clone()?,
            score: f64::from(score) / 100.0,
            reasons: reasons(&node.profile, &other.profile, &self.weights),
        })
    }
}

fn founding() -> (f64, Vec<String>) {
    (0.0, vec!["the first account of the event".to_owned()])
}

fn pair_of(a: &AccountId, b: &AccountId) -> (AccountId, AccountId) {
    if a <= b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) }
}

/// Adds an account to a block. Full ones are kept in the order of publication, so that what is nearest can be found.
fn put_into_block(nodes: &[Node], block: &mut Vec<u32>, index: u32) {
    if block.len() < BLOCK {
        return block.push(index);
    }
    if block.len() == BLOCK {
        block.sort_by(|&a, &b| place_in_block(nodes, a).cmp(&place_in_block(nodes, b)));
    }
    let own = place_in_block(nodes, index);
    let at = block.partition_point(|&other| place_in_block(nodes, other) < own);
    block.insert(at, index);
}

/// The order of accounts that does not depend on when they came: by day of publication, then by id.
fn place_in_block(nodes: &[Node], index: u32) -> (i32, &AccountId) {
    let profile = &nodes[index as usize].profile;
    (profile.published.unwrap_or(i32::MAX), &profile.account)
}

/// A component as the grouping looks at it.
struct Component<'l> {
    linker: &'l Linker,
    indices: Vec<u32>,
    joined: Vec<(usize, usize)>,
    parted: Vec<(usize, usize)>,
}

impl<'l> Component<'l> {
    fn of(linker: &'l Linker, indices: &[u32]) -> Component<'l> {
        let mut component =
            Component { linker, indices: indices.to_vec(), joined: Vec::new(), parted: Vec::new() };
        if linker.decisions.is_empty() {
            return component;
        }
        let positions = component.positions();
        for (&index, &at) in &positions {
            let account = &linker.nodes[index as usize].profile.account;
            for other in linker.decided.get(account).into_iter().flatten().filter(|other| account < *other) {
                let Some(&with) = linker.by_account.get(other).and_then(|other| positions.get(other)) else {
                    continue;
                };
                match linker.decisions.get(&pair_of(account, other)) {
                    Some(true) => component.joined.push((at, with)),
                    Some(false) => component.parted.push((at, with)),
                    None => {}
                }
            }
        }
        component.joined.sort_unstable();
        component
    }

    fn positions(&self) -> HashMap<u32, usize> {
        self.indices.iter().enumerate().map(|(position, &index)| (index, position)).collect()
    }

    fn pairs(&self) -> Vec<Pair> {
        let positions = self.positions();
        let mut pairs = Vec::new();
        for (a, &index) in self.indices.iter().enumerate() {
            for &(other, score) in &self.linker.nodes[index as usize].edges {
                let later = positions.get(&other).filter(|&&b| b > a && score >= self.linker.weights.link);
                pairs.extend(later.map(|&b| Pair { a, b, score }));
            }
        }
        pairs
    }
}

impl Members for Component<'_> {
    fn count(&self) -> usize {
        self.indices.len()
    }

    fn score(&self, a: usize, b: usize) -> i32 {
        let profile = |at: usize| &self.linker.nodes[self.indices[at] as usize].profile;
        score(profile(a), profile(b), &self.linker.weights)
    }

    fn report(&self, member: usize) -> u32 {
        let profile = &self.linker.nodes[self.indices[member] as usize].profile;
        self.linker.reports.get(&profile.account.report).copied().unwrap_or(u32::MAX)
    }

    fn joined(&self) -> &[(usize, usize)] {
        &self.joined
    }

    fn parted(&self) -> &[(usize, usize)] {
        &self.parted
    }
}
