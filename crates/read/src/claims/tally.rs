//! How a figure of people is put beside others of the report: what only the words can tell those who add figures up.

use claimant_model::TallyMark;
use claimant_parse::Token;

use super::Made;
use crate::draft::{CasualtyDraft, Under, What};
use crate::lexicon::{List, Lists};
use crate::tree::{is_verb, lower};

/// Marks every figure of people. Comes after parts are linked and outcomes settled.
pub(crate) fn mark_tallies(under: &Under<'_>, made: &mut [Made<'_>]) {
    for one in made {
        let What::Casualties(draft) = &one.draft.what else { continue };
        let marks = [
            (TallyMark::More, draft.more),
            (TallyMark::Total, draft.total),
            (TallyMark::Partial, one.draft.set.partial),
            (TallyMark::Part, draft.part_of.is_some()),
            (TallyMark::Perpetrators, draft.perpetrator),
            (TallyMark::Attackers, one.draft.set.attacker || draft.perpetrator && is_attacker(draft)),
            (
                TallyMark::Pronoun,
                one.draft.set.pronoun.is_some() || draft.victims.is_some_and(|v| v.tag() == "PRP"),
            ),
            (TallyMark::Headline, is_headline(one.draft.predicate)),
            (TallyMark::Earlier, is_earlier(under, one)),
        ];
        if let Some(casualties) = &mut one.claim.casualties {
            casualties.tally = marks.into_iter().filter(|(_, set)| *set).map(|(mark, _)| mark).collect();
        }
    }
}

/// Attackers by word, who are not also the victims of a battle.
fn is_attacker(draft: &CasualtyDraft<'_>) -> bool {
    draft.victims.is_some_and(|victims| Lists::embedded().has(List::Attacker, victims.lemma()))
}

/// "The police had earlier said that two died", "had earlier put the toll at two".
fn is_earlier(under: &Under<'_>, one: &Made<'_>) -> bool {
    const HIGHEST: usize = 6;
    let says = |verb: Token<'_>| under.context.word(verb).is_some_and(|word| !word.cues.is_empty());
    let predicate = one.draft.predicate;
    let counts = ["put-at/", "toll/", "spoke-of/"].iter().any(|rule| one.draft.rule.starts_with(rule));
    let own = Some(predicate).filter(|_| counts).map(crate::tree::clause_head);
    let above = predicate.ancestors().take(HIGHEST).filter(|verb| is_verb(*verb) && says(*verb));
    counts && is_what_it_was(predicate) || own.into_iter().chain(above).any(is_said_before)
}

/// "Up from an earlier toll of two", "down from 20".
fn is_what_it_was(toll: Token<'_>) -> bool {
    let from = toll.head();
    let moved = from.previous().is_some_and(|way| matches!(way.text(), "up" | "down" | "Up" | "Down"));
    toll.label() == "pobj" && from.lemma() == "from" && moved
}

/// "earlier said", "had previously reported".
fn is_said_before(verb: Token<'_>) -> bool {
    const BEFORE: [&str; 4] = ["earlier", "previously", "initially", "originally"];
    let past = verb.tag() == "VBD" || verb.children().any(|c| c.label() == "aux" && c.text() == "had");
    // "Said earlier on Monday" says when.
    let plain = |adverb: &Token<'_>| adverb.next().is_none_or(|next| !matches!(next.text(), "on" | "this"));
    let adverbs = verb.children().filter(|c| BEFORE.contains(&lower(c.text()).as_ref()));
    past && adverbs.filter(plain).any(|adverb| adverb.label() == "advmod")
}

/// Whether a claim stands in a headline: a first sentence without an end.
fn is_headline(predicate: Token<'_>) -> bool {
    let sentence = predicate.sentence();
    let last = sentence.tokens().rfind(|token| !token.text().trim().is_empty());
    sentence.index() == 0 && last.is_some_and(|last| !matches!(last.text(), "." | "!" | "?" | "\"" | "”"))
}
