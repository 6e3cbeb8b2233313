//! How a figure of people is put beside others of the report: what only the words can tell those who add figures up.

use claimant_model::TallyMark;
use claimant_parse::Token;

use super::Made;
use crate::draft::{CasualtyDraft, What};

/// Marks every figure of people. Comes after parts are linked and outcomes settled.
pub(crate) fn mark_tallies(made: &mut [Made<'_>]) {
    for one in made {
        let What::Casualties(draft) = &one.draft.what else { continue };
        let marks = [
            (TallyMark::More, draft.more),
            (TallyMark::Total, draft.total),
            (TallyMark::Partial, one.draft.set.partial),
            (TallyMark::Part, draft.part_of.is_some()),
            (TallyMark::Perpetrators, draft.perpetrator),
            (TallyMark::Attackers, one.draft.set.attacker || draft.perpetrator && is_attacker(draft)),
            (TallyMark::Pronoun, draft.victims.is_some_and(|victims| victims.tag() == "PRP")),
            (TallyMark::Headline, is_headline(one.draft.predicate)),
        ];
        if let Some(casualties) = &mut one.claim.casualties {
            casualties.tally = marks.into_iter().filter(|(_, set)| *set).map(|(mark, _)| mark).collect();
        }
    }
}

/// Attackers by word, who are not also the victims of a battle.
fn is_attacker(draft: &CasualtyDraft<'_>) -> bool {
    const ATTACKERS: [&str; 9] = [
        "attacker",
        "bomber",
        "gunman",
        "assailant",
        "shooter",
        "perpetrator",
        "suspect",
        "terrorist",
        "hijacker",
    ];
    draft.victims.is_some_and(|victims| ATTACKERS.contains(&victims.lemma()))
}

/// Whether a claim stands in a headline: a first sentence without an end.
fn is_headline(predicate: Token<'_>) -> bool {
    let sentence = predicate.sentence();
    let last = sentence.tokens().rfind(|token| !token.text().trim().is_empty());
    sentence.index() == 0 && last.is_some_and(|last| !matches!(last.text(), "." | "!" | "?" | "\"" | "”"))
}
