//! Which claims speak of the same happening.

use std::cmp::Reverse;
use std::collections::HashMap;

use claimant_model::{ClaimType, Plover, Tense};

use crate::claims::{Made, Workshop, is_violent};
use crate::draft::What;

/// The clusters, each a list of claim numbers in text order.
pub(super) fn find(workshop: &Workshop<'_, '_>, made: &[Made<'_>]) -> Vec<Vec<usize>> {
    let mut groups = Groups::new(made.len());
    link_by_tree(made, &mut groups);
    join_violence(workshop, made, &mut groups);
    attach_loose(made, &mut groups);
    groups
        .into_clusters()
        .into_iter()
        .filter(|cluster| cluster.iter().any(|&i| stands_alone(&made[i])) && is_specific(made, cluster))
        .collect()
}

/// Claims with the same predicate, and claims whose predicate is an argument of the other's.
fn link_by_tree(made: &[Made<'_>], groups: &mut Groups) {
    let mut by_predicate: HashMap<usize, usize> = HashMap::new();
    for (index, one) in made.iter().enumerate() {
        let first = *by_predicate.entry(one.draft.predicate.index()).or_insert(index);
        groups.join(first, index);
    }
    for (index, one) in made.iter().enumerate() {
        for link in &one.draft.links {
            if let Some(&other) = by_predicate.get(link)
                && compatible(&made[index], &made[other])
            {
                groups.join(index, other);
            }
        }
    }
}

/// Whether two claims can be about one happening by their kind.
fn compatible(a: &Made<'_>, b: &Made<'_>) -> bool {
    let plover = |m: &Made<'_>| m.draft.codes.plover;
    plover(a).is_none() || plover(b).is_none() || plover(a) == plover(b)
}

/// Acts of violence of one tense are one happening unless kind, day or place say otherwise.
fn join_violence(workshop: &Workshop<'_, '_>, made: &[Made<'_>], groups: &mut Groups) {
    let violent: Vec<usize> =
        (0..made.len()).filter(|&i| made[i].draft.codes.plover == Some(Plover::Assault)).collect();
    for (at, &later) in violent.iter().enumerate() {
        let partner = violent[..at].iter().rev().find(|&&earlier| {
            groups.root(earlier) != groups.root(later)
                && same_happening(workshop, made, groups, earlier, later)
        });
        if let Some(&earlier) = partner {
            groups.join(earlier, later);
        }
    }
}

fn same_happening(
    workshop: &Workshop<'_, '_>,
    made: &[Made<'_>],
    groups: &mut Groups,
    a: usize,
    b: usize,
) -> bool {
    let _ = workshop;
    let tense = |i: usize| made[i].claim.tense;
    if tense(a) != tense(b) || is_kidnapping(&made[a]) != is_kidnapping(&made[b]) {
        return false;
    }
    if tense(a) != Tense::Current && made[a].sentence != made[b].sentence {
        return false;
    }
    let (group_a, group_b) = (groups.members(a), groups.members(b));
    !conflict_in_time(made, &group_a, &group_b)
}

fn is_kidnapping(made: &Made<'_>) -> bool {
    made.draft.codes.mode == Some("abduct")
}

/// Two days that are both known and far apart.
fn conflict_in_time(made: &[Made<'_>], a: &[usize], b: &[usize]) -> bool {
    let days = |group: &[usize]| {
        group.iter().find_map(|&i| made[i].when.as_ref().filter(|w| w.precision <= 2).and_then(|w| w.days))
    };
    match (days(a), days(b)) {
        (Some((start_a, end_a)), Some((start_b, end_b))) => end_a < start_b || end_b < start_a,
        _ => false,
    }
}

/// Figures without a predicate of violence of their own ("12 died") belong to the nearest violence of their tense.
fn attach_loose(made: &[Made<'_>], groups: &mut Groups) {
    for index in 0..made.len() {
        let loose = is_violent(&made[index].draft) && made[index].draft.codes.plover.is_none()
            || matches!(made[index].draft.what, What::Strength { .. })
            || made[index].draft.rule.starts_with("responsibility/")
                && made[index].draft.codes.plover.is_none();
        if !loose || groups.members(index).iter().any(|&i| made[i].draft.codes.plover.is_some()) {
            continue;
        }
        let sentence = made[index].sentence;
        let nearest = (0..made.len())
            .filter(|&i| {
                made[i].draft.codes.plover == Some(Plover::Assault)
                    && made[i].claim.tense == made[index].claim.tense
            })
            .min_by_key(|&i| (made[i].sentence.abs_diff(sentence), Reverse(made[i].sentence)));
        // Figures of a report that names no violence are about one happening.
        let nearest = nearest.or_else(|| {
            let figure = |i: &usize| made[*i].claim.casualties.is_some() && made[*i].draft.codes.plover.is_none();
            (0..index).rev().find(|i| figure(i) && made[*i].claim.tense == made[index].claim.tense)
        });
        if let Some(nearest) = nearest {
            groups.join(nearest, index);
        }
    }
}

/// Claims that make an event by themselves. A noun that names violence but says neither who, whom, when nor that it took
/// place ("the war", "an end to attacks") makes none.
fn stands_alone(made: &Made<'_>) -> bool {
    let bare = crate::tree::is_noun(made.draft.predicate)
        && made.draft.codes.plover == Some(Plover::Assault)
        && matches!(made.draft.what, What::Event)
        && made.draft.participants.is_empty()
        && !takes_place(made.draft.predicate);
    made.draft.codes.plover.is_some() && !bare
        || matches!(&made.draft.what, What::Casualties(c) if c.figure.qualifier != claimant_model::Qualifier::Withheld && !matches!(c.outcome, Some(claimant_model::Outcome::Displaced)))
}

/// Whether a cluster of violence tells of one happening and not of violence at large ("they kill people", "attacks must
/// stop"): it has a figure, a thing, a day, a place, or somebody in particular to whom it was done.
fn is_specific(made: &[Made<'_>], cluster: &[usize]) -> bool {
    let violence = cluster.iter().any(|&i| made[i].draft.codes.plover == Some(Plover::Assault));
    !violence || cluster.iter().any(|&i| tells_of_one(&made[i]))
}

fn tells_of_one(made: &Made<'_>) -> bool {
    if made.draft.rule.starts_with("responsibility/") {
        return true;
    }
    let day = made.when.as_ref().is_some_and(|when| when.precision <= 3);
    let counted = made.claim.casualties.as_ref().is_some_and(|c| c.figure.low.or(c.figure.high).is_some());
    let habit = matches!(made.draft.predicate.tag(), "VBP" | "VBZ") && !counted;
    let particular = |token: claimant_parse::Token<'_>| {
        matches!(made.draft.predicate.tag(), "VBD" | "VBN")
            || token.pos() == claimant_parse::Pos::Propn
            || token.tag() == "NN"
            || token.child("nummod").is_some()
    };
    let suffered = made
        .draft
        .participants
        .iter()
        .any(|p| p.class.is_some() || p.role == claimant_model::Role::Target && particular(p.token));
    !habit && (day || counted || made.claim.materiel.is_some() || made.place.is_some() || suffered)
}

/// "fighting erupted", "the blast occurred", "a bombing in the capital killed": the noun is the subject of what follows.
fn takes_place(noun: claimant_parse::Token<'_>) -> bool {
    let answered =
        noun.label() == "pobj" && matches!(noun.head().head().lemma(), "responsibility" | "credit");
    matches!(crate::tree::first_conjunct(noun).label(), "nsubj" | "nsubjpass" | "ROOT")
        || answered
        || noun.child("acl").is_some_and(|a| a.lemma() == "ensue")
}

/// Most salient first: current before future before background, violence with figures before without, early before late.
pub(super) fn salience(made: &[Made<'_>], cluster: &[usize]) -> (u8, u8, Reverse<usize>, usize) {
    let tense = main_claim(made, cluster).map_or(Tense::Current, |main| made[main].claim.tense);
    let time = match tense {
        Tense::Current => 0,
        Tense::Future => 1,
        Tense::Background => 2,
    };
    let violent = cluster.iter().any(|&i| made[i].draft.codes.plover == Some(Plover::Assault));
    let counted = cluster.iter().any(|&i| made[i].claim.claim_type == ClaimType::Casualties);
    let weight = match (violent, counted) {
        (true, true) => 0,
        (false, true) => 1,
        (true, false) => 2,
        (false, false) => 3,
    };
    let first = cluster.iter().map(|&i| made[i].draft.predicate.index()).min().unwrap_or(0);
    (time, weight, Reverse(cluster.len().min(3)), first)
}

/// The claim whose codes the event takes: the most specific, then the most frequent, then the first.
pub(super) fn main_claim(made: &[Made<'_>], cluster: &[usize]) -> Option<usize> {
    let coded: Vec<usize> =
        cluster.iter().copied().filter(|&i| made[i].draft.codes.plover.is_some()).collect();
    let count =
        |i: usize| coded.iter().filter(|&&j| made[j].draft.codes.acled == made[i].draft.codes.acled).count();
    let actual = |i: usize| crate::claims::is_actual(&made[i].claim);
    coded
        .iter()
        .copied()
        .max_by_key(|&i| (actual(i), specificity(made[i].draft.codes.acled), count(i), Reverse(i)))
        .or_else(|| cluster.first().copied())
}

/// How much a sub-event says.
fn specificity(acled: Option<&str>) -> u8 {
    match acled {
        None | Some("Other") => 0,
        Some(
            "Attack" | "Looting/property destruction" | "Armed clash" | "Non-state actor overtakes territory",
        ) => 1,
        Some("Remote explosive/landmine/IED") => 2,
        _ => 3,
    }
}

/// Union-find over claims.
struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    fn new(count: usize) -> Groups {
        Groups { parent: (0..count).collect() }
    }

    fn root(&mut self, index: usize) -> usize {
        let mut at = index;
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
    }

    fn members(&mut self, index: usize) -> Vec<usize> {
        let root = self.root(index);
        (0..self.parent.len()).filter(|&i| self.root(i) == root).collect()
    }

    fn into_clusters(mut self) -> Vec<Vec<usize>> {
        let mut clusters: Vec<Vec<usize>> = vec![Vec::new(); self.parent.len()];
        for index in 0..self.parent.len() {
            let root = self.root(index);
            clusters[root].push(index);
        }
        clusters.retain(|cluster| !cluster.is_empty());
        clusters
    }
}
