//! So many more in another place or on another day, without a verb of their own: "twelve soldiers were killed in Gao and four in
//! Kidal", "ten people died on Monday and six on Tuesday".

use claimant_parse::Token;

use crate::context::Context;
use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::tree::prepositions;

/// A bare number with a place or a day after it.
pub(super) struct AnotherPlace;

/// Drafts looked through for those counted before in the sentence.
const NEAR: usize = 64;

impl Rule for AnotherPlace {
    fn name(&self) -> &'static str {
        "another-place/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let bare = token.tag() == "CD" && matches!(token.label(), "conj" | "appos");
        if !bare || !is_set(&under.context, token) {
            return;
        }
        let Some(quantity) = under.context.quantities().stated(token) else { return };
        let counted = |draft: &&Draft<'a>| draft.predicate.sentence().index() == token.sentence().index();
        let mut before = out.iter().rev().take(NEAR).filter(counted);
        let told = |draft: &Draft<'a>| match &draft.what {
            What::Casualties(c) => c.words.as_ref().is_some_and(|words| words.contains(&token.index())),
            _ => false,
        };
        if before.clone().any(told) {
            return;
        }
        let Some((first, people)) =
            before.find_map(|draft| Some((draft, goes_on(&under.context, draft, token)?)))
        else {
            return;
        };
        let figure = quantity.figure;
        let again = CasualtyDraft { figure, words: Some(quantity.tokens), ..people.clone() };
        let mut draft = Draft::new(self.name(), token, What::Casualties(again));
        draft.codes = first.codes;
        draft.links.push(first.predicate.index());
        out.push(draft);
    }
}

/// The count that a number goes on from: of the verb above it, which has a place or a day of its own.
fn goes_on<'d, 'a>(
    context: &Context<'_>,
    draft: &'d Draft<'a>,
    number: Token<'_>,
) -> Option<&'d CasualtyDraft<'a>> {
    let What::Casualties(people) = &draft.what else { return None };
    let plain = people.part_of.is_none() && !people.total && people.words.is_some();
    let verb = draft.predicate;
    let above = number.ancestors().any(|above| above == verb);
    (plain && above && verb.index() < number.index() && is_set(context, verb)).then_some(people)
}

/// Whether a place or a day hangs on a word.
fn is_set(context: &Context<'_>, word: Token<'_>) -> bool {
    prepositions(word).any(|(prep, object)| {
        let day = matches!(context.entity_label(object), "DATE" | "TIME");
        matches!(prep.lemma(), "in" | "on" | "at" | "near")
            && (day || context.names_place(object) || object.tag() == "NNP")
    })
}
