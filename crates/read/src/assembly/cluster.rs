//! Which claims speak of the same happening.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use claimant_model::{Claim, Outcome, Plover, Polarity, Tense};

use crate::claims::{Made, Workshop, is_violent};
use crate::draft::What;
use crate::lexicon::{List, Lists};

use super::groups::Groups;
use super::{days, happening, region, relevance};

/// The clusters, each a list of claim numbers in text order. `general` says which claims tell of violence at large.
pub(super) fn find(workshop: &Workshop<'_, '_>, made: &[Made<'_>], general: &[bool]) -> Vec<Vec<usize>> {
    let mut groups = Groups::new(made.len());
    link_by_tree(made, &mut groups);
    happening::join(workshop, made, general, &mut groups);
    attach_loose(workshop, made, general, &mut groups);
    let mut clusters = groups.into_clusters();
    for cluster in &mut clusters {
        cluster.retain(|&i| !relevance::is_of_none(&made[i]));
    }
    clusters
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
    let violent = |tense: Tense| {
        let assault = |one: &Made<'_>| one.draft.codes.is_assault();
        made.iter().any(|one| assault(one) && one.claim.tense == tense)
    };
    let told = [violent(Tense::Current), violent(Tense::Background)];
    // "The wounded were flown out": of the attack, where one is told, not of the flight.
    let of_violence = |one: &Made<'_>| match one.claim.tense {
        Tense::Current => told[0] && counts_the_hurt(one),
        Tense::Background => told[1] && counts_the_hurt(one),
        Tense::Future => false,
    };
    for (index, one) in made.iter().enumerate() {
        for link in &one.draft.links {
            if let Some(&other) = by_predicate.get(link)
                && compatible(&made[index], &made[other])
                && !(is_help(&made[other]) && of_violence(one))
            {
                groups.join(index, other);
            }
        }
    }
}

/// Help to those who were hurt.
fn is_help(one: &Made<'_>) -> bool {
    matches!(one.draft.codes.plover, Some(Plover::Aid | Plover::Cooperate | Plover::Consult))
}

/// So many were killed or hurt, by no deed that the claim itself tells.
fn counts_the_hurt(one: &Made<'_>) -> bool {
    let hurt = |outcome: Outcome| matches!(outcome, Outcome::Killed | Outcome::Wounded);
    let counted = one.claim.casualties.as_ref().is_some_and(|casualties| hurt(casualties.outcome));
    counted && one.draft.codes.plover.is_none()
}

/// Whether two claims can be about one happening by their kind.
fn compatible(a: &Made<'_>, b: &Made<'_>) -> bool {
    let plover = |m: &Made<'_>| m.draft.codes.plover;
    plover(a).is_none() || plover(b).is_none() || plover(a) == plover(b)
}

/// Claims of violence looked at on either side of a figure.
const IN_VIEW: usize = 128;

/// Figures without a predicate of violence of their own ("12 died") belong to the nearest violence of their tense.
fn attach_loose(workshop: &Workshop<'_, '_>, made: &[Made<'_>], general: &[bool], groups: &mut Groups) {
    let roots: Vec<usize> = (0..made.len()).map(|index| groups.root(index)).collect();
    let places = places_of_groups(made, &roots);
    let towns = |places: &HashSet<usize>| -> HashSet<usize> {
        places.iter().copied().filter(|&place| happening::is_town(workshop, place)).collect()
    };
    let days_of_groups = days::of_groups(made, &roots);
    let has_event = groups.roots_where(|i| made[i].draft.codes.plover.is_some());
    let assault = |i: &usize| made[*i].draft.codes.is_assault();
    let violent: Vec<usize> = (0..made.len()).filter(|i| assault(i) && !general[*i]).collect();
    let kidnapping = |i: &usize| made[*i].draft.codes.mode == Some("abduct");
    let lethal: Vec<usize> = violent.iter().copied().filter(|i| !kidnapping(i)).collect();
    let mut last_figure: HashMap<Tense, usize> = HashMap::new();
    for index in 0..made.len() {
        let tense = made[index].claim.tense;
        let figure = made[index].claim.casualties.is_some() && made[index].draft.codes.plover.is_none();
        if is_loose(made, index) && !general[index] && !has_event.contains(&groups.root(index)) {
            // A thing lost in another town; people may die in a hospital of another.
            let thing = matches!(made[index].draft.what, What::Materiel { .. });
            let own: HashSet<usize> = made[index].place.into_iter().collect();
            let elsewhere = |host: usize| match places.get(&roots[host]) {
                Some(theirs) if thing => happening::other_towns(workshop, &towns(theirs), &towns(&own)),
                Some(theirs) => !is_brought(&made[index]) && region::lie_apart(workshop, theirs, &own),
                None => false,
            };
            let hosts = hosts(made, index, &violent, &lethal);
            let then =
                days::of(&made[index]).map(|own| days::not_long_over(&days_of_groups, &roots, hosts, own));
            let mut hosts = then.unwrap_or_else(|| hosts.to_vec());
            hosts.retain(|&host| !elsewhere(host));
            // Figures of a report that names no violence are about one happening.
            let host = nearest(made, &hosts, index).or_else(|| last_figure.get(&tense).copied());
            let host = host.filter(|&host| !elsewhere(host));
            if let Some(host) = host {
                groups.join(host, index);
            }
        }
        if figure {
            last_figure.insert(tense, index);
        }
    }
}

/// Those that a figure can belong to: where somebody kills, the dead are not of a kidnapping.
fn hosts<'h>(made: &[Made<'_>], index: usize, violent: &'h [usize], lethal: &'h [usize]) -> &'h [usize] {
    let tense = made[index].claim.tense;
    let hurt = made[index].claim.casualties.as_ref().is_some_and(|casualties| {
        matches!(casualties.outcome, Outcome::Killed | Outcome::Wounded | Outcome::KilledOrWounded)
    });
    let any = lethal.iter().any(|&i| made[i].claim.tense == tense);
    if hurt && any { lethal } else { violent }
}

/// The places that the claims of each group name, by its root.
fn places_of_groups(made: &[Made<'_>], roots: &[usize]) -> HashMap<usize, HashSet<usize>> {
    let mut places: HashMap<usize, HashSet<usize>> = HashMap::new();
    for (index, one) in made.iter().enumerate() {
        places.entry(roots[index]).or_default().extend(one.place);
    }
    places
}

fn is_loose(made: &[Made<'_>], index: usize) -> bool {
    let draft = &made[index].draft;
    let uncoded = draft.codes.plover.is_none();
    is_violent(draft) && uncoded && !happening::sums_up_days(draft.predicate)
        || matches!(draft.what, What::Strength { .. })
        || draft.rule.starts_with("responsibility/") && uncoded
}

/// The nearest of the violent claims of the same tense, by sentences; of two the later.
fn nearest(made: &[Made<'_>], violent: &[usize], index: usize) -> Option<usize> {
    let (sentence, tense) = (made[index].sentence, made[index].claim.tense);
    let at = violent.partition_point(|&i| made[i].sentence < sentence);
    let same = |i: &&usize| made[**i].claim.tense == tense;
    let before = violent[..at].iter().rev().take(IN_VIEW).find(same);
    let after = violent[at..]
        .iter()
        .take(IN_VIEW)
        .find(same)
        .filter(|&&i| before.is_none() || made[i].sentence == sentence || !is_running(&made[index]))
        .filter(|_| before.is_none() || !tells_again(&made[index]));
    [before, after]
        .into_iter()
        .flatten()
        .copied()
        .min_by_key(|&i| (made[i].sentence.abs_diff(sentence), Reverse(made[i].sentence)))
}

/// "An earlier report had put the number at 11", "the toll later rose to 20": a count of what was told before.
fn is_running(one: &Made<'_>) -> bool {
    one.draft.rule.starts_with("toll/") || one.draft.rule.starts_with("put-at/")
}

/// Whether somebody died or lies where he was treated.
fn is_brought(one: &Made<'_>) -> bool {
    let medical = |word: claimant_parse::Token<'_>| Lists::embedded().has(List::Medical, word.lemma());
    tells_again(one) || one.draft.predicate.sentence().tokens().any(medical)
}

/// "Three of the wounded later died": of those who were told of before.
fn tells_again(one: &Made<'_>) -> bool {
    let What::Casualties(casualties) = &one.draft.what else { return false };
    let hurt = |who: claimant_parse::Token<'_>| matches!(who.text(), "wounded" | "injured");
    casualties.victims.is_some_and(|who| hurt(who) && crate::tree::has_determiner(who, &["the"]))
}

/// Claims that make an event by themselves. A noun that names violence but says neither who, whom, when nor that it took
/// place ("the war", "an end to attacks") makes none.
fn stands_alone(made: &Made<'_>) -> bool {
    let bare = crate::tree::is_noun(made.draft.predicate)
        && made.draft.codes.is_assault()
        && matches!(made.draft.what, What::Event)
        && made.draft.participants.is_empty()
        && !takes_place(made.draft.predicate);
    made.draft.codes.plover.is_some() && !bare
        || matches!(&made.draft.what, What::Casualties(c) if c.figure.qualifier != claimant_model::Qualifier::Withheld && !matches!(c.outcome, Some(claimant_model::Outcome::Displaced)))
}

/// Whether a cluster of violence tells of one happening and not of violence at large ("they kill people", "attacks must
/// stop"): it has a figure, a thing, a day, a place, or somebody in particular to whom it was done.
fn is_specific(made: &[Made<'_>], cluster: &[usize]) -> bool {
    let violence = cluster.iter().any(|&i| made[i].draft.codes.is_assault());
    !violence || cluster.iter().any(|&i| tells_of_one(&made[i])) && relevance::is_told(made, cluster)
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
    let suffered =
        made.draft.participants.iter().any(|p| p.class.is_some() || is_side(p.role) && particular(p.token));
    !habit && (day || counted || made.claim.materiel.is_some() || made.place.is_some() || suffered)
}

/// Those to whom it is done, or who fight each other.
fn is_side(role: claimant_model::Role) -> bool {
    matches!(role, claimant_model::Role::Target | claimant_model::Role::Participant)
}

/// "fighting erupted", "the blast occurred", "a bombing in the capital killed": the noun is the subject of what follows.
fn takes_place(noun: claimant_parse::Token<'_>) -> bool {
    let answered =
        noun.label() == "pobj" && matches!(noun.head().head().lemma(), "responsibility" | "credit");
    matches!(crate::tree::first_conjunct(noun).label(), "nsubj" | "nsubjpass" | "ROOT")
        || answered
        || noun.child("acl").is_some_and(|a| a.lemma() == "ensue")
}

/// The tense of an event: its main claim's; what tells of violence at large is background.
pub(super) fn tense(made: &[Made<'_>], general: &[bool], cluster: &[usize]) -> Tense {
    if relevance::is_at_large(made, general, cluster) {
        return Tense::Background;
    }
    main_claim(made, cluster).map_or(Tense::Current, |main| made[main].claim.tense)
}

/// The place of history among events: last.
pub(super) const PAST: u8 = 2;

/// Sentences from which on a report is long enough for talk of violence beside what it reports.
const LONG: usize = 5;

/// Whether the learned judge has a say: on violence told as current in a text of some length, other than battles, of which
/// it has seen none.
pub(super) fn is_judged(
    workshop: &Workshop<'_, '_>,
    made: &[Made<'_>],
    general: &[bool],
    cluster: &[usize],
) -> bool {
    let codes = main_claim(made, cluster).map(|main| made[main].draft.codes).unwrap_or_default();
    let battle = matches!(
        codes.acled,
        Some("Armed clash" | "Government regains territory" | "Non-state actor overtakes territory")
    );
    let long = workshop.under.context.document.sentences().nth(LONG).is_some();
    codes.is_assault() && !battle && long && tense(made, general, cluster) == Tense::Current
}

/// Most salient first: current before future before background, violence with figures before without, early before late.
pub(super) fn salience(
    made: &[Made<'_>],
    general: &[bool],
    cluster: &[usize],
) -> (u8, u8, Reverse<usize>, usize) {
    let time = match tense(made, general, cluster) {
        Tense::Current => 0,
        Tense::Future => 1,
        Tense::Background => PAST,
    };
    let violent = cluster.iter().any(|&i| made[i].draft.codes.is_assault());
    let counted = cluster.iter().any(|&i| counts_people(&made[i].claim));
    let weight = match (violent, counted) {
        (true, true) => 0,
        (false, true) => 1,
        (true, false) => 2,
        (false, false) => 3,
    };
    let first = cluster.iter().map(|&i| made[i].draft.predicate.index()).min().unwrap_or(0);
    // Talk is told in order; of several acts of violence the one most is said of comes first, those who died counting twice.
    let dead = cluster.iter().any(|&i| counts_dead(&made[i].claim));
    let told = if violent { (cluster.len() + usize::from(dead)).min(3) } else { 0 };
    (time, weight, Reverse(told), first)
}

/// A number of people who met an end: "no one was hurt" and "dozens" are none.
fn counts_people(claim: &Claim) -> bool {
    let number = claim.casualties.as_ref().and_then(|c| c.figure.low.or(c.figure.high));
    number.is_some_and(|number| number > 0) && claim.polarity == Polarity::Affirmed
}

/// The same, of people killed.
fn counts_dead(claim: &Claim) -> bool {
    counts_people(claim) && claim.casualties.as_ref().is_some_and(|c| c.outcome == Outcome::Killed)
}

/// The claim whose codes the event takes: the most specific, then the most frequent, then the first.
pub(super) fn main_claim(made: &[Made<'_>], cluster: &[usize]) -> Option<usize> {
    let coded: Vec<usize> =
        cluster.iter().copied().filter(|&i| made[i].draft.codes.plover.is_some()).collect();
    let mut counts: HashMap<Option<&str>, usize> = HashMap::new();
    for &i in &coded {
        *counts.entry(made[i].draft.codes.acled).or_default() += 1;
    }
    let count = |i: usize| counts.get(&made[i].draft.codes.acled).copied().unwrap_or(0);
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
