//! Nothing known of casualties: "there were no immediate reports of casualties", "neither side reported losses". That is
//! neither 0 nor a refusal: the figure is unknown.

use claimant_model::{Certainty, Figure, Outcome, Qualifier};
use claimant_parse::Token;

use crate::clause;
use crate::context::Context;
use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::lexicon::NounClass;
use crate::tree::{first_conjunct, has_determiner, is_negated, is_verb};

/// A noun of casualties of which nobody reported anything.
pub(super) struct Unreported;

impl Rule for Unreported {
    fn name(&self) -> &'static str {
        "unreported/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let Some(outcome) = outcome(&under.context, token) else { return };
        let mut casualties = CasualtyDraft::of(under, token, Some(outcome));
        casualties.figure = Figure::new(None, None, Qualifier::Vague);
        casualties.words = None;
        let mut draft = Draft::new(self.name(), token, What::Casualties(casualties));
        draft.set.certainty = Some(Certainty::Unknown);
        out.push(draft);
    }
}

/// What was not reported, where a noun of casualties stands under a report that there was none of.
pub(super) fn outcome(context: &Context<'_>, noun: Token<'_>) -> Option<Outcome> {
    let outcome = context.noun(noun, NounClass::Casualty)?.outcome?;
    let first = first_conjunct(noun);
    let above = first.head();
    let unreported = match first.label() {
        "pobj" => is_no_word(above.head()),
        // "reported no casualties" says that there were none.
        "dobj" => !first.children().any(|c| c.lemma() == "no") && reports_nothing(above),
        _ => false,
    };
    unreported.then_some(outcome)
}

/// "no reports", "no immediate word".
fn is_no_word(noun: Token<'_>) -> bool {
    matches!(noun.lemma(), "report" | "word" | "news" | "information" | "detail" | "indication")
        && has_determiner(noun, &["no"])
}

/// "neither side reported", "did not report any".
fn reports_nothing(verb: Token<'_>) -> bool {
    let reports = is_verb(verb) && matches!(verb.lemma(), "report" | "announce" | "mention" | "acknowledge");
    let nobody = || clause::subjects(verb, 3).into_iter().any(crate::rules::names_nobody);
    reports && (is_negated(verb) || nobody())
}
