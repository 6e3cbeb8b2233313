//! The same victims told of twice in one event: "ten people were killed… the ten union leaders were killed by a bomb". The
//! claim whose words tell less takes the words, and the actor, of the one whose words tell more.

use claimant_model::{Role, VictimStatus, Victims};
use claimant_parse::Token;

use crate::claims::{Made, is_actual, same_words};
use crate::draft::{CasualtyDraft, What};
use crate::lexicon::{List, Lists};

/// Claims on people of one event that are compared; more are a list, not a report.
const MOST: usize = 60;

/// Gives figures of an event that tell of the same people the same words for them.
pub(super) fn unify(made: &mut [Made<'_>], claims: &[usize]) {
    let counted: Vec<usize> = claims.iter().copied().filter(|&i| draft(&made[i]).is_some()).collect();
    if counted.len() > MOST {
        return;
    }
    for &index in claims {
        name_the_one(made, claims, index);
    }
    for &index in &counted {
        let fuller = |other: &&usize| **other != index && tells_of_the_same(&made[index], &made[**other]);
        let mut others = counted.iter().filter(fuller);
        let (Some(&first), more) = (others.next(), others.next()) else { continue };
        if more.is_none_or(|&more| same_span(&made[first], &made[more])) {
            take_over(made, claims, index, first);
        }
    }
}

/// "A nurse was shot. The nurse was identified as Ana Rivas": the nurse takes the name.
fn name_the_one(made: &mut [Made<'_>], claims: &[usize], index: usize) {
    let one = &made[index];
    let group = one.draft.predicate;
    let named = one.draft.rule.starts_with("among/") && group.head().lemma() == "identify";
    if !named || crate::tree::is_plural(group) {
        return;
    }
    let outcome = one.claim.casualties.as_ref().map(|c| c.outcome);
    let same = |other: &&usize| {
        let told = made[**other].claim.casualties.as_ref().map(|c| c.outcome) == outcome;
        let who = draft(&made[**other]).filter(|c| told && c.figure.low == Some(1)).and_then(|c| c.victims);
        let described = who.filter(|who| matches!(who.tag(), "NN" | "CD"));
        described.is_some_and(|who| group.lemma() == "victim" || who.lemma() == group.lemma())
    };
    let alike: Vec<usize> = claims.iter().filter(same).copied().collect();
    let lemma = |at: &usize| draft(&made[*at]).and_then(|c| c.victims).map(Token::lemma);
    let single = alike.iter().all(|at| lemma(at) == alike.first().and_then(lemma));
    for at in alike.into_iter().filter(|_| single).collect::<Vec<_>>() {
        take_over(made, claims, at, index);
    }
}

fn draft<'m, 'a>(one: &'m Made<'a>) -> Option<&'m CasualtyDraft<'a>> {
    let What::Casualties(draft) = &one.draft.what else { return None };
    let plain = draft.part_of.is_none() && !draft.more && !draft.total && !draft.perpetrator;
    (plain && draft.victims.is_some() && is_actual(&one.claim)).then_some(draft)
}

/// Whether the second says who they are whom the first counts.
fn tells_of_the_same(one: &Made<'_>, other: &Made<'_>) -> bool {
    let (Some(less), Some(more)) = (draft(one), draft(other)) else { return false };
    let (Some(a), Some(b)) = (less.victims, more.victims) else { return false };
    if one.claim.casualties.as_ref().map(|c| c.outcome) != other.claim.casualties.as_ref().map(|c| c.outcome)
        || a == b
    {
        return false;
    }
    let counted = less.figure.low.is_some()
        && less.figure.low == more.figure.low
        && less.figure.high == more.figure.high;
    let open = |draft: &CasualtyDraft<'_>| draft.figure.low.is_none() && draft.figure.high.is_none();
    let told = words(a).all(|word| words(b).any(|known| known.eq_ignore_ascii_case(word)));
    let poorer = words(a).count() < words(b).count() || is_told_again(one, other, a, b);
    // "A man and a girl were shot": two, not one told twice.
    let listed = crate::tree::first_conjunct(a) == crate::tree::first_conjunct(b);
    if is_count(b) {
        return false;
    }
    if is_anybody(a) || is_count(a) {
        return counted && !listed && (is_count(a) || !is_anybody(b)) && !is_vague(b);
    }
    !is_vague(a) && !is_vague(b) && told && poorer && (counted || open(less) && crate::tree::is_plural(b))
}

/// "Five pupils were killed… the pupils were killed by shrapnel": as many words, but "the", behind a figure; or the same
/// number of them again.
fn is_told_again(one: &Made<'_>, other: &Made<'_>, a: Token<'_>, b: Token<'_>) -> bool {
    let (Some(less), Some(more)) = (draft(one), draft(other)) else { return false };
    let definite = || a.children().any(|child| matches!(child.lemma(), "the" | "these" | "those"));
    let several = |draft: &CasualtyDraft<'_>| draft.figure.low.is_some_and(|low| low > 1);
    b.index() < a.index() && several(more) && (several(less) || definite())
}

/// "Nine deaths", "two injuries": words for what became of them, not for them.
fn is_count(noun: Token<'_>) -> bool {
    matches!(noun.lemma(), "death" | "injury" | "fatality" | "casualty" | "loss")
}

/// "Ten people", "five": words that name nobody.
fn is_anybody(noun: Token<'_>) -> bool {
    let plain = |child: Token<'_>| {
        matches!(
            child.label(),
            "det" | "nummod" | "punct" | "advmod" | "quantmod" | "acl" | "relcl" | "cc" | "conj"
        )
    };
    is_anyone(noun) && noun.children().all(plain)
}

/// A number, or a noun that says no more than that it is people.
pub(super) fn is_anyone(noun: Token<'_>) -> bool {
    noun.tag() == "CD" || Lists::embedded().has(List::Anybody, noun.lemma())
}

fn is_vague(noun: Token<'_>) -> bool {
    matches!(noun.tag(), "PRP" | "WP" | "WDT" | "DT" | "CD")
}

/// The lemmas of a noun and of what stands before it, without articles and numbers.
fn words(noun: Token<'_>) -> impl Iterator<Item = &str> {
    let before = move |child: &Token<'_>| {
        child.index() < noun.index() && matches!(child.label(), "amod" | "compound" | "nmod" | "poss")
    };
    noun.children().filter(before).map(Token::lemma).chain([noun.lemma()])
}

fn same_span(a: &Made<'_>, b: &Made<'_>) -> bool {
    let text = |one: &Made<'_>| {
        one.claim.casualties.as_ref().and_then(|c| c.victims.span.clone()).map(|s| s.text().to_lowercase())
    };
    text(a) == text(b)
}

/// Puts the words of one claim's victims in the place of another's, wherever the event's claims give them.
fn take_over(made: &mut [Made<'_>], claims: &[usize], index: usize, from: usize) {
    let Some(known) = made[from].claim.casualties.as_ref().map(|c| c.victims.clone()) else { return };
    let Some(casualties) = &mut made[index].claim.casualties else { return };
    let (Some(span), Some(before)) = (known.span.clone(), casualties.victims.span.clone()) else { return };
    if same_words(&span, &before) {
        return;
    }
    let status = match casualties.victims.status {
        VictimStatus::Unknown => known.status,
        own => own,
    };
    let includes = casualties.victims.includes.clone();
    casualties.victims = Victims { status, includes, ..known.clone() };
    for &claim in claims {
        let targets = made[claim].claim.participants.iter_mut().filter(|one| one.role == Role::Target);
        for one in targets.filter(|one| one.span.start() == before.start()) {
            one.span = span.clone();
            one.actor.clone_from(&known.actor);
        }
    }
}
