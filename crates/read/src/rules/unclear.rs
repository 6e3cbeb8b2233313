//! What the report says is not known: "the extent of cooperation is unclear", "the outcome of this request is uncertain".

use claimant_model::Certainty;
use claimant_parse::Token;

use crate::draft::{Codes, Draft, Rule, Under, What};
use crate::frames;
use crate::tree::is_verb;

/// "Unclear", "uncertain", "unknown".
pub(super) struct Unclear;

impl Rule for Unclear {
    fn name(&self) -> &'static str {
        "unclear/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        if !matches!(token.lemma(), "unclear" | "uncertain" | "unknown")
            || !is_verb(token.head())
            || token.label() != "acomp"
        {
            return;
        }
        let Some(subject) = token.head().child("nsubj") else { return };
        let happening = under
            .context
            .document
            .token_range(subject.subtree())
            .find_map(|t| frames::of(under, t).map(|f| (t, f)));
        let mut draft = Draft::new(self.name(), token, What::Event);
        if let Some((happening, framed)) = happening {
            draft.codes = Codes { plover: framed.frame.plover, ..Codes::default() };
            draft.participants = super::event::participants(under, &framed);
            draft.links.push(happening.index());
        }
        draft.set.certainty = Some(Certainty::Unknown);
        out.push(draft);
    }
}
