//! "Four priests were murdered at the hands of the army", "died at the hands of gunmen", "tortured at the hands of police": those
//! whose hands they were did it.

use claimant_model::{Outcome, Role};
use claimant_parse::Token;

use crate::draft::{Codes, Draft, Participating, Rule, Under, What};
use crate::frames;
use crate::lexicon::Damage;
use crate::tree::{conjuncts, is_verb, oblique};

/// "At the hands of".
pub(super) struct Hands;

impl Rule for Hands {
    fn name(&self) -> &'static str {
        "hands/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let Some((whose, deed)) = at_hands_of(token) else { return };
        let deed = under.context.token(deed.index());
        let suffered = || deed.child("dobj").filter(|_| is_verb(deed)).and_then(|noun| violence(under, noun));
        let Some(codes) = violence(under, deed).or_else(suffered) else { return };
        for whom in conjuncts(whose).into_iter().filter(|whom| super::is_somebody(under, *whom)) {
            let mut draft = Draft::new(self.name(), deed, What::Event);
            draft.codes = codes;
            draft.participants.push(Participating { role: Role::Initiator, token: whom, class: None });
            out.push(draft);
        }
    }
}

/// Whose hands, and what was done at them.
fn at_hands_of(hands: Token<'_>) -> Option<(Token<'_>, Token<'_>)> {
    let at = hands.head();
    let fits = hands.lemma() == "hand" && hands.tag() == "NNS" && at.text() == "at" && at.label() == "prep";
    Some((oblique(hands, &["of"]).filter(|_| fits)?, at.head()))
}

/// The codes of violence, or of a death, which at somebody's hands was violent.
fn violence<'a>(under: &Under<'a>, deed: Token<'a>) -> Option<Codes> {
    let framed = frames::of(under, deed)?;
    let death = framed.frame.damage == Some(Damage::People(Outcome::Killed));
    let own = Some(Codes::of(framed.frame)).filter(|codes| codes.is_violence());
    own.or(death.then_some(Codes::VIOLENT_DEATH))
}
