//! Lives lost: "the attack claimed 12 lives", "it claimed 12 victims", "30 people lost their lives".

use claimant_model::Outcome;
use claimant_parse::Token;

use crate::clause;
use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::tree::is_plural;

/// "Claim", "take", "cost" and "lose" with lives.
pub(super) struct Lives;

impl Rule for Lives {
    fn name(&self) -> &'static str {
        "lives/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let verb = token.head();
        let lost = token.lemma() == "life" || token.lemma() == "victim" && verb.lemma() == "claim";
        if !lost || token.label() != "dobj" {
            return;
        }
        let arguments = clause::of_verb(verb);
        let victims = match verb.lemma() {
            "claim" | "take" | "cost" => Some(token),
            "lose" => arguments.agents.first().copied(),
            _ => None,
        };
        let Some(victims) = victims else { return };
        // "claimed seven civilians' lives": the number may hang on the modifier.
        let modifier = token
            .children()
            .find(|c| c.index() < token.index() && under.context.quantities().stated(*c).is_some());
        let counted = if victims == token { modifier.unwrap_or(victims) } else { victims };
        let mut casualties = CasualtyDraft::of(under, counted, Some(Outcome::Killed));
        if victims == token && !is_plural(token) {
            return;
        }
        casualties.victims = crate::tree::oblique(token, &["of"]).or(Some(victims));
        let mut draft = Draft::new(self.name(), verb, What::Casualties(casualties));
        draft.links = arguments
            .agents
            .iter()
            .chain(arguments.obliques.iter().map(|(_, o)| o))
            .map(|t| t.index())
            .collect();
        out.push(draft);
    }
}
