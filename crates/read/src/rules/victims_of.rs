//! "The victim of a deadly shooting", "the fatal stabbing of a clerk": they died of it.

use claimant_model::Outcome;
use claimant_parse::Token;

use super::casualties::is_fatal;
use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::frames::{self, is_human};
use crate::tree::{is_noun, oblique};

/// Victims of violence that is said to be fatal.
pub(super) struct VictimsOf;

impl Rule for VictimsOf {
    fn name(&self) -> &'static str {
        "victims-of/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        if !is_noun(token) {
            return;
        }
        let Some((deed, victims)) = of_victims(token).or_else(|| of_deed(under, token)) else { return };
        let (deed, victims) = (under.context.token(deed.index()), under.context.token(victims.index()));
        let framed = frames::of(under, deed)
            .filter(|framed| framed.frame.is_assault() && framed.frame.damage.is_none());
        let Some(framed) = framed.filter(|_| is_fatal(deed)) else { return };
        let casualties = CasualtyDraft::of(under, victims, Some(Outcome::Killed));
        let mut draft = Draft::new(self.name(), token, What::Casualties(casualties));
        draft.codes = super::event::codes(&framed);
        draft.links.push(deed.index());
        out.push(draft);
    }
}

/// "Two victims of the fatal attack": the deed and they.
fn of_victims(victims: Token<'_>) -> Option<(Token<'_>, Token<'_>)> {
    if victims.lemma() != "victim" {
        return None;
    }
    let deed = oblique(victims, &["of", "in"]).filter(|deed| is_noun(*deed));
    deed.map(|deed| (deed, victims))
}

/// "The fatal shooting of two men".
fn of_deed<'a>(under: &Under<'a>, deed: Token<'a>) -> Option<(Token<'a>, Token<'a>)> {
    let victims = oblique(deed, &["of"]).filter(|victims| is_human(&under.context, *victims))?;
    Some((deed, victims))
}
