//! What claims say of one another: history goes on, parts belong to wholes, those who were shot died.

use std::collections::HashSet;

use claimant_model::{ActorKind, Outcome, Tense};
use claimant_parse::Token;
use jiff::civil::Date;

use super::{Made, is_actual};
use crate::draft::{CasualtyDraft, Under, What};
use crate::tree::lower;

/// A report that begins with a dated happening and tells of nothing later is about that, however late it was put out: a coder's
/// note, a page of an archive.
pub(crate) fn settle_late_reports(made: &mut [Made<'_>]) {
    const MONTH: i32 = 31;
    let days = |one: &Made<'_>| one.when.as_ref().and_then(|when| when.days);
    let Some(first) = made.first().filter(|first| first.claim.tense == Tense::Background) else { return };
    let Some((start, end)) = days(first).filter(|(start, end)| days_between(*start, *end) <= MONTH) else {
        return;
    };
    let elsewhere = |one: &Made<'_>| one.place.is_some() && one.place != first.place;
    // "Two men were killed": a count of the dead that nothing ties to the date is of now.
    let anew = |one: &Made<'_>| matches!(&one.draft.what, What::Casualties(c) if c.outcome == Some(Outcome::Killed) && !c.more);
    let now = |one: &Made<'_>| {
        one.claim.tense == Tense::Current && (days(one).is_some() || elsewhere(one) || anew(one))
    };
    if made.iter().any(now) {
        return;
    }
    let near = |(from, until)| days_between(end, from) <= MONTH && days_between(until, start) <= MONTH;
    for one in made.iter_mut().filter(|one| one.claim.tense == Tense::Background) {
        if days(one).is_some_and(near) {
            one.claim.tense = Tense::Current;
        }
    }
}

/// From one day to another, which may be before it.
fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// History goes on in the next sentence when that leans on it: "This prompted…", "…subsequently signed…".
pub(crate) fn spread_background(under: &Under<'_>, made: &mut [Made<'_>]) {
    let mut past: HashSet<usize> = HashSet::new();
    for sentence in under.context.document.sentences() {
        let index = sentence.index();
        // Claims come in text order.
        let start = made.partition_point(|m| m.sentence < index);
        let own = start..made.partition_point(|m| m.sentence <= index);
        let dated = own.clone().any(|i| made[i].claim.tense == Tense::Background);
        let leans = sentence.tokens().take(2).any(|t| matches!(t.lemma(), "this" | "these" | "that"))
            || sentence
                .tokens()
                .any(|t| matches!(t.lemma(), "subsequently" | "thereafter" | "afterwards" | "afterward"));
        let follows = index > 0 && past.contains(&(index - 1)) && leans;
        if dated || follows {
            past.insert(index);
        }
        if follows {
            for i in own {
                if made[i].when.is_none() && made[i].claim.tense == Tense::Current {
                    made[i].claim.tense = Tense::Background;
                }
            }
        }
    }
}

/// Points every part at the claim on the whole: "23 people, including six children".
pub(crate) fn link_parts(made: &mut [Made<'_>]) {
    for index in 0..made.len() {
        let What::Casualties(part) = &made[index].draft.what else { continue };
        let Some(whole) = part.part_of else { continue };
        let found = made.iter().find(|other| match &other.draft.what {
            What::Casualties(c) => {
                c.part_of.is_none()
                    && other.draft.predicate == made[index].draft.predicate
                    && c.victims.is_some_and(|v| v.index() == whole || v.head().head().index() == whole)
            }
            _ => false,
        });
        let found = found.or_else(|| counted_before(made, index));
        let id = found.map(|other| other.claim.id.clone());
        // "Twelve were wounded; two of them died": a part of no death told before.
        if let What::Casualties(part) = &mut made[index].draft.what
            && id.is_none()
            && of_them(part)
        {
            part.part_of = None;
        }
        if let Some(casualties) = &mut made[index].claim.casualties {
            casualties.victims.includes = id;
        }
    }
    spread_parts(made);
}

/// "Two of them".
fn of_them(casualties: &CasualtyDraft<'_>) -> bool {
    casualties.victims.is_some_and(|who| who.text() == "them")
}

/// "Seven guards, including a sergeant who had been decorated before being killed": the sergeant is a part whatever else
/// is said of him.
fn spread_parts(made: &mut [Made<'_>]) {
    let parts: Vec<(Token<'_>, Option<Outcome>, Option<usize>)> = made
        .iter()
        .filter_map(|m| match &m.draft.what {
            What::Casualties(c) => Some((c.victims?, c.outcome, Some(c.part_of?))),
            _ => None,
        })
        .collect();
    for one in made.iter_mut() {
        let What::Casualties(c) = &mut one.draft.what else { continue };
        let known = |part: &&(Token<'_>, Option<Outcome>, Option<usize>)| {
            Some(part.0) == c.victims && part.1 == c.outcome
        };
        if let Some(part) = parts.iter().find(known).filter(|_| c.part_of.is_none()) {
            c.part_of = part.2;
        }
    }
}

/// "The dead included four children": those dead who were counted before.
fn counted_before<'m, 'a>(made: &'m [Made<'a>], part: usize) -> Option<&'m Made<'a>> {
    const BEFORE: usize = 3;
    let What::Casualties(of) = &made[part].draft.what else { return None };
    let least = of.figure.low.unwrap_or(1);
    made[..part].iter().rev().take_while(|m| m.sentence + BEFORE >= made[part].sentence).find(|m| {
        matches!(&m.draft.what, What::Casualties(whole) if whole.part_of.is_none()
            && whole.outcome == of.outcome
            && whole.figure.high.or(whole.figure.low).is_some_and(|most| most >= least))
    })
}

/// One person who was shot is dead where the report speaks of a homicide and tells of no other death.
fn settle_homicide(made: &mut [Made<'_>]) {
    let dead = |m: &Made<'_>| {
        matches!(&m.draft.what, What::Casualties(c) if c.outcome == Some(Outcome::Killed))
            && is_actual(&m.claim)
    };
    let shot =
        |m: &Made<'_>| matches!(&m.draft.what, What::Casualties(c) if c.outcome.is_none() && !c.perpetrator);
    let single =
        |m: &Made<'_>| matches!(&m.draft.what, What::Casualties(c) if c.figure.high == Some(1) && !c.more);
    if made.iter().any(dead) || !made.iter().filter(|m| shot(m)).all(single) {
        return;
    }
    let document = made.first().map(|m| m.draft.predicate.document());
    if document.is_some_and(|document| document.tokens().any(is_homicide)) {
        for one in made.iter_mut().filter(|m| shot(m)) {
            let What::Casualties(victim) = &mut one.draft.what else { continue };
            victim.outcome = Some(Outcome::Killed);
            if let Some(casualties) = &mut one.claim.casualties {
                casualties.outcome = Outcome::Killed;
            }
        }
    }
}

/// "A homicide", "homicide victim", "charged with murder"; not "attempted murder", "homicide detectives".
fn is_homicide(word: Token<'_>) -> bool {
    let named = matches!(lower(word.lemma()).as_ref(), "homicide" | "murder" | "manslaughter" | "slaying");
    let tried = word.children().any(|c| matches!(c.lemma(), "attempted" | "attempt" | "no"));
    let body = word.label() == "compound" && word.head().lemma() != "victim" && word.head().lemma() != "case";
    let tried = tried || word.previous().is_some_and(|p| matches!(p.lemma(), "attempted" | "attempt"));
    named && crate::tree::is_noun(word) && !tried && !body
}

/// Settles what became of those who were shot or stabbed: killed where the report says that they died.
pub(crate) fn settle_undecided(under: &Under<'_>, made: &mut [Made<'_>]) {
    let person = |token: Token<'_>| {
        let actor = under.actors.of(token)?;
        (under.actors.all[actor].kind == ActorKind::Person).then_some(actor)
    };
    let told = |m: &Made<'_>, victim: Token<'_>| {
        m.draft.set.pronoun.map_or(victim.lemma(), Token::lemma).to_lowercase()
    };
    let dead: Vec<(usize, usize, Option<u64>, String)> = made
        .iter()
        .filter_map(|m| match &m.draft.what {
            What::Casualties(c) if c.outcome == Some(Outcome::Killed) && is_actual(&m.claim) => {
                Some((c.victims?.index(), m.sentence, c.figure.high, told(m, c.victims?)))
            }
            _ => None,
        })
        .collect();
    for one in made.iter_mut() {
        let What::Casualties(shot) = &one.draft.what else { continue };
        let Some(victim) = shot.victims.filter(|_| shot.outcome.is_none()) else { continue };
        let word = told(one, victim);
        let single = shot.figure.high == Some(1);
        let somebody = person(victim);
        let died = dead.iter().any(|(who, sentence, number, lemma)| {
            let known = somebody.is_some() && somebody == person(under.context.token(*who));
            let same_person = single
                && *number == Some(1)
                && *sentence >= one.sentence
                && *sentence <= one.sentence + 8
                && (matches!(lemma.as_str(), "he" | "she" | "victim" | "him")
                    || *lemma == word
                    || matches!(word.as_str(), "he" | "she" | "him" | "her" | "victim"));
            let named = victim.pos() == claimant_parse::Pos::Propn && *lemma == victim.lemma().to_lowercase();
            *who == victim.index() || known || same_person || named
        });
        if died {
            let What::Casualties(shot) = &mut one.draft.what else { continue };
            shot.outcome = Some(Outcome::Killed);
            if let Some(casualties) = &mut one.claim.casualties {
                casualties.outcome = Outcome::Killed;
            }
        }
    }
    settle_homicide(made);
}
