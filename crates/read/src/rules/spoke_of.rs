//! Bare numbers that somebody speaks of after others gave theirs: "two bloggers spoke of at least 20".

use claimant_parse::Token;

use super::put_at::{earlier, said_before};
use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::tree::{is_verb, oblique};

/// "Spoke of", "talked of" with a number alone: of those counted just before.
pub(super) struct SpokeOf;

impl Rule for SpokeOf {
    fn name(&self) -> &'static str {
        "spoke-of/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        if !is_verb(token) || !matches!(token.lemma(), "speak" | "talk") {
            return;
        }
        let quantities = under.context.quantities();
        let bare = |number: &Token<'a>| {
            let measure =
                matches!(under.context.entity_label(*number), "MONEY" | "PERCENT" | "DATE" | "TIME");
            quantities.number(*number).is_some() && !quantities.is_measure(*number) && !measure
        };
        let Some(number) = oblique(token, &["of"]).filter(bare) else { return };
        let number = under.context.token(number.index());
        let Some(before) = earlier(token, out) else { return };
        let mut casualties = CasualtyDraft::of(under, number, before.outcome);
        casualties.victims = before.victims;
        casualties.total = !said_before(token);
        let mut draft = Draft::new(self.name(), token, What::Casualties(casualties));
        let source = crate::clause::of_verb(token).agents.first().copied();
        draft.set.said = Some((source, claimant_model::Act::Say, token.index()..token.index() + 1));
        out.push(draft);
    }
}
