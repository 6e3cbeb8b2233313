//! Applies what the report says of claims' standing: to figures, or to the account told just before.

use claimant_model::{Outcome, Standpoint, Tense, Verification, VerificationStatus};

use super::Made;
use crate::draft::Under;
use crate::ids::actor_id;
use crate::sides::Sides;
use crate::standing::{About, Verdict};

/// Applies what the report says of claims' standing.
pub(crate) fn apply_verdicts(under: &Under<'_>, sides: &Sides, verdicts: &[Verdict], made: &mut [Made<'_>]) {
    for verdict in verdicts {
        let span = under.context.span(verdict.words.clone());
        let own = of_one(under, sides, made, verdict);
        let targets = match verdict.about {
            _ if !own.is_empty() => own,
            About::Figures(outcome) => with_figures(made, verdict, outcome),
            About::Account => accounts(made, verdict),
            About::SaidLast => said_last(under, made, verdict),
        };
        // What another disputes is in dispute, whoever cannot check it.
        let settled = |index: &usize| {
            let before = made[*index].claim.verification.status;
            verdict.status == VerificationStatus::Unverified && before == VerificationStatus::Disputed
        };
        let targets: Vec<usize> = targets.into_iter().filter(|index| !settled(index)).collect();
        for index in targets {
            let same = verdict
                .by
                .zip(made[index].claimant)
                .map(|(by, claimant)| sides.same(&under.actors, by, claimant));
            let same = same.or_else(|| {
                account_owner(made, index)
                    .zip(verdict.by)
                    .map(|(owner, by)| sides.same(&under.actors, by, owner))
            });
            made[index].claim.verification = Verification {
                status: verdict.status,
                by: verdict.by.map(actor_id),
                same_side: same.filter(|_| verdict.status == VerificationStatus::Corroborated),
                span: span.clone(),
            };
        }
    }
}

/// "Called the ministry's figures lies": what that party said, its last words where one thing is judged; nothing where the
/// words do not say whose it is, or nothing of theirs was told.
fn of_one(under: &Under<'_>, sides: &Sides, made: &[Made<'_>], verdict: &Verdict) -> Vec<usize> {
    let Some(whose) = verdict.whose.filter(|_| !verdict.both) else { return Vec::new() };
    let theirs = |m: &Made<'_>| {
        let of = |claimant| sides.standpoint(&under.actors, claimant, whose) == Standpoint::SelfSide;
        m.claimant.is_some_and(of)
    };
    let outcome = match verdict.about {
        About::Figures(outcome) => outcome,
        About::Account => None,
        About::SaidLast => return Vec::new(),
    };
    let figures = matches!(verdict.about, About::Figures(_));
    let fits = |m: &Made<'_>| {
        let number = |c: &claimant_model::Casualties| c.figure.low.or(c.figure.high);
        let counted = m.claim.casualties.as_ref().is_some_and(|c| {
            number(c).is_some()
                && (verdict.number.is_none() || verdict.number == number(c))
                && outcome.is_none_or(|o| agree(o, c.outcome))
        });
        let near = m.sentence <= verdict.sentence && m.sentence + BOTH >= verdict.sentence;
        near && m.claim.tense == Tense::Current && (counted || !figures) && theirs(m)
    };
    let before = |m: &Made<'_>| m.draft.predicate.index() < verdict.words.start && fits(m);
    let last = made.iter().filter(|m| before(m)).map(|m| m.sentence).max();
    (0..made.len())
        .filter(|&i| before(&made[i]) && (verdict.several || Some(made[i].sentence) == last))
        .collect()
}

/// So many sentences back what two parties said is what "neither side's figures" are.
const BOTH: usize = 8;

/// Claims with numbers in the sentence of the verdict, else in the nearest sentence before. Nobody disputes what he says
/// himself.
fn with_figures(made: &[Made<'_>], verdict: &Verdict, outcome: Option<Outcome>) -> Vec<usize> {
    let sentence = verdict.sentence;
    let disputed = verdict.status == VerificationStatus::Disputed;
    let counts = |m: &Made<'_>| {
        let counted = m.claim.casualties.as_ref().is_some_and(|c| {
            let number = c.figure.low.or(c.figure.high);
            number.is_some()
                && (verdict.number.is_none() || verdict.number == number)
                && outcome.is_none_or(|o| agree(o, c.outcome))
        });
        let own = disputed && verdict.by.is_some() && m.claimant == verdict.by;
        let other = m.claim.strength.is_some() || m.claim.materiel.is_some() && verdict.several;
        (counted || other && outcome.is_none() && verdict.number.is_none()) && !own
    };
    let near = |m: &&Made<'_>| m.sentence <= sentence && m.sentence + 2 >= sentence;
    if verdict.both {
        let said = |m: &Made<'_>| {
            m.sentence <= sentence && m.sentence + BOTH >= sentence && !m.claim.attribution.is_empty()
        };
        return (0..made.len()).filter(|&i| counts(&made[i]) && said(&made[i])).collect();
    }
    let nearest = made.iter().filter(near).filter(|m| counts(m)).map(|m| m.sentence).max();
    (0..made.len()).filter(|&i| counts(&made[i]) && Some(made[i].sentence) == nearest).collect()
}

/// Whether a count of `said` may be one of `counted`: casualties are both killed and wounded.
fn agree(said: Outcome, counted: Outcome) -> bool {
    let harmed = |o: Outcome| matches!(o, Outcome::Killed | Outcome::Wounded | Outcome::KilledOrWounded);
    said == counted
        || said == Outcome::KilledOrWounded && harmed(counted)
        || counted == Outcome::KilledOrWounded && harmed(said)
}

/// Claims of the account told just before, from the last sentence that somebody else is cited in.
fn accounts(made: &[Made<'_>], verdict: &Verdict) -> Vec<usize> {
    let cited =
        |m: &Made<'_>| !m.claim.attribution.is_empty() && (m.claimant.is_none() || m.claimant != verdict.by);
    // "They accuse it of killing ten; the group calls the accusation a lie."
    let beside = |m: &Made<'_>| {
        m.sentence == verdict.sentence && m.draft.predicate.index() < verdict.words.start && cited(m)
    };
    if verdict.set_after || made.iter().any(beside) {
        return (0..made.len()).filter(|&index| beside(&made[index])).collect();
    }
    let start = made
        .iter()
        .filter(|m| m.sentence < verdict.sentence && m.sentence + 4 >= verdict.sentence && cited(m))
        .map(|m| m.sentence)
        .max();
    let Some(start) = start else { return Vec::new() };
    let disputed = verdict.status == VerificationStatus::Disputed;
    let all_told = disputed || verdict.status == VerificationStatus::Unverified;
    let start = if all_told { told_from(made, start) } else { start };
    let start = match verdict.both {
        true if disputed => other_party(made, start).unwrap_or(start),
        true => both_parties(made, verdict, start),
        false => start,
    };
    let told = |m: &Made<'_>| (start..verdict.sentence).contains(&m.sentence);
    // A denial is of what was said, not of all that the report told since; and of boasts rather than of own losses.
    let own = |m: &Made<'_>| m.claim.standpoint == Standpoint::SelfSide && is_count(m);
    let boasts = made.iter().any(|m| told(m) && cited(m) && is_count(m) && !own(m));
    // What a bystander counted is neither side's.
    let aside = |m: &Made<'_>| {
        let third = m.claim.standpoint == Standpoint::ThirdParty && is_count(m);
        verdict.both && (third || m.claim.authenticity.is_some())
    };
    let said = |m: &Made<'_>| (!disputed || cited(m) && !(boasts && own(m))) && !aside(m);
    (0..made.len())
        .filter(|&i| {
            let m = &made[i];
            told(m) && m.claim.tense == Tense::Current && said(m)
        })
        .collect()
}

fn is_count(made: &Made<'_>) -> bool {
    made.claim.casualties.is_some()
}

/// The last sentence before this one in which somebody else is cited, not far before.
fn other_party(made: &[Made<'_>], sentence: usize) -> Option<usize> {
    let cited = made.iter().find(|m| m.sentence == sentence && m.claimant.is_some())?.claimant;
    let other = |m: &&Made<'_>| {
        m.sentence < sentence && m.sentence + 4 >= sentence && m.claimant.is_some() && m.claimant != cited
    };
    made.iter().filter(other).map(|m| m.sentence).max()
}

/// The first sentence not far before in which a party is cited, where two are.
fn both_parties(made: &[Made<'_>], verdict: &Verdict, last: usize) -> usize {
    let near = |m: &&Made<'_>| m.sentence < verdict.sentence && m.sentence + BOTH >= verdict.sentence;
    let parties = made.iter().filter(near).filter(|m| m.claimant.is_some());
    parties.map(|m| m.sentence).min().unwrap_or(last).min(last)
}

/// The first of the sentences up to this one in which the same party is cited without another between: what cannot be
/// verified is all that it said.
fn told_from(made: &[Made<'_>], last: usize) -> usize {
    const FARTHEST: usize = 4;
    let claimants = |sentence: usize| made.iter().filter(move |m| m.sentence == sentence).map(|m| m.claimant);
    let Some(owner) = claimants(last).flatten().next() else { return last };
    let same = |sentence: &usize| claimants(*sentence).all(|claimant| claimant == Some(owner));
    let before = (last.saturating_sub(FARTHEST)..last).rev().take_while(same);
    before.filter(|sentence| claimants(*sentence).next().is_some()).last().unwrap_or(last)
}

/// Claims in what was said last before the verdict; where it tells of nothing that is claimed, nothing. Without any
/// saying in the sentence before, the account told so far.
fn said_last(under: &Under<'_>, made: &[Made<'_>], verdict: &Verdict) -> Vec<usize> {
    let before = |index: usize| under.context.token(index).sentence().index();
    let last = under.sayings.all.iter().rfind(|saying| before(saying.cue_head) < verdict.sentence);
    let account = accounts(made, verdict);
    match last.filter(|saying| before(saying.cue_head) + 1 == verdict.sentence) {
        None => account,
        Some(last) => {
            let covered = |&index: &usize| last.covers(made[index].draft.predicate.index());
            account.into_iter().filter(covered).collect()
        }
    }
}

/// Whose account an unattributed sentence goes on with.
fn account_owner(made: &[Made<'_>], index: usize) -> Option<usize> {
    made.iter()
        .filter(|m| m.sentence <= made[index].sentence && m.sentence + 3 >= made[index].sentence)
        .filter_map(|m| m.claimant)
        .next_back()
}
