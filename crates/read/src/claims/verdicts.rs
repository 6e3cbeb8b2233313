//! Applies what the report says of claims' standing: to figures, or to the account told just before.

use claimant_model::{Tense, Verification, VerificationStatus};

use super::Made;
use crate::draft::Under;
use crate::ids::actor_id;
use crate::sides::Sides;
use crate::standing::{About, Verdict};

/// Applies what the report says of claims' standing.
pub(crate) fn apply_verdicts(under: &Under<'_>, sides: &Sides, verdicts: &[Verdict], made: &mut [Made<'_>]) {
    for verdict in verdicts {
        let span = under.context.span(verdict.words.clone());
        let targets = match verdict.about {
            About::Figures => with_figures(made, verdict.sentence),
            About::Account => accounts(made, verdict),
        };
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

/// Claims with numbers in the sentence of the verdict, else in the nearest sentence before.
fn with_figures(made: &[Made<'_>], sentence: usize) -> Vec<usize> {
    let counts = |m: &Made<'_>| {
        m.claim.casualties.as_ref().is_some_and(|c| c.figure.low.or(c.figure.high).is_some())
            || m.claim.strength.is_some()
    };
    let nearest = made
        .iter()
        .filter(|m| m.sentence <= sentence && m.sentence + 2 >= sentence && counts(m))
        .map(|m| m.sentence)
        .max();
    (0..made.len()).filter(|&i| counts(&made[i]) && Some(made[i].sentence) == nearest).collect()
}

/// Claims of the account told just before, from the last sentence that somebody else is cited in.
fn accounts(made: &[Made<'_>], verdict: &Verdict) -> Vec<usize> {
    let cited = |m: &Made<'_>| !m.claim.attribution.is_empty() && m.claimant != verdict.by;
    let start = made
        .iter()
        .filter(|m| m.sentence < verdict.sentence && m.sentence + 4 >= verdict.sentence && cited(m))
        .map(|m| m.sentence)
        .max();
    let Some(start) = start else { return Vec::new() };
    (0..made.len())
        .filter(|&i| {
            (start..verdict.sentence).contains(&made[i].sentence) && made[i].claim.tense == Tense::Current
        })
        .collect()
}

/// Whose account an unattributed sentence goes on with.
fn account_owner(made: &[Made<'_>], index: usize) -> Option<usize> {
    made.iter()
        .filter(|m| m.sentence <= made[index].sentence && m.sentence + 3 >= made[index].sentence)
        .filter_map(|m| m.claimant)
        .next_back()
}
