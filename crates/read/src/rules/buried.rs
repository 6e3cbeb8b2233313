//! The dead by their burial: "held funerals for at least 20 soldiers", "buried 12 of its fighters". Such a count may be of
//! some of them only: it sets the least there were.

use claimant_model::Outcome;
use claimant_parse::Token;

use crate::clause;
use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::frames::is_human;
use crate::tree::{is_noun, is_verb, oblique};

/// Funerals and burials of a stated number of people.
pub(super) struct Buried;

impl Rule for Buried {
    fn name(&self) -> &'static str {
        "buried/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let dead = match token.lemma() {
            "funeral" | "burial" if is_noun(token) => {
                let for_whom = |t: Token<'a>| oblique(t, &["for", "of"]);
                for_whom(token).or_else(|| for_whom(token.head()).filter(|_| is_verb(token.head())))
            }
            "bury" if is_verb(token) => {
                clause::of_verb(token).patients.first().copied().or_else(|| number_behind(token))
            }
            _ => None,
        };
        let Some(dead) = dead.map(|dead| under.context.token(dead.index())) else { return };
        let Some(stated) = under.context.quantities().stated(dead) else { return };
        let counted = under.context.token(stated.counted);
        let people =
            is_human(&under.context, counted) || under.context.quantities().number(counted).is_some();
        if !people || is_alive(token) {
            return;
        }
        let casualties = CasualtyDraft::of(under, dead, Some(Outcome::Killed));
        let mut draft = Draft::new(self.name(), token, What::Casualties(casualties));
        draft.set.partial = true;
        out.push(draft);
    }
}

/// "Its volunteers had buried 29": the parser may take a bare number for an adverb.
fn number_behind(verb: Token<'_>) -> Option<Token<'_>> {
    verb.next().filter(|next| next.tag() == "CD" && next.head() == verb && next.label() == "npadvmod")
}

/// "buried alive", "buried under the rubble", "funerals attended by 300 people": nobody is said to be dead.
fn is_alive(word: Token<'_>) -> bool {
    let children = || word.children();
    children().any(|c| matches!(c.text(), "alive" | "under" | "beneath" | "in") && is_verb(word))
        || oblique(word, &["attended"]).is_some()
}
