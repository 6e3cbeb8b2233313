//! Counts that answer another: "the rebels said they had killed 30 soldiers; the army admitted 12", "the army put its dead at
//! four; the rebels claimed 20". The number stands alone, and what became of them was said just before.

use claimant_model::{Act, Outcome};
use claimant_parse::Token;

use super::put_at::earlier;
use crate::clause;
use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::frames::is_human;
use crate::lexicon::WordKind;
use crate::tree::is_verb;

/// Drafts looked back at for one of the same number.
const NEAR: usize = 32;

/// A verb of admitting, claiming or confirming with a bare number.
pub(super) struct CountAlone;

impl Rule for CountAlone {
    fn name(&self) -> &'static str {
        "count-alone/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let Some((act, who)) = told(under, token) else { return };
        let Some(before) = earlier(token, out) else { return };
        let fallen =
            matches!(before.outcome, Some(Outcome::Killed | Outcome::Wounded | Outcome::KilledOrWounded));
        if !fallen || before.part_of.is_some() {
            return;
        }
        let count = CasualtyDraft::of(under, token, before.outcome);
        let told = |draft: &Draft<'a>| matches!(&draft.what, What::Casualties(c) if c.words.is_some() && c.words == count.words);
        if out.iter().rev().take(NEAR).any(told) {
            return;
        }
        let victims = whose(under, act, who, &before).unwrap_or(token);
        let casualties = CasualtyDraft { victims: Some(victims), ..count };
        let verb = token.head();
        let mut draft = Draft::new(self.name(), verb, What::Casualties(casualties));
        draft.set.said = Some((Some(who), act, verb.index()..verb.index() + 1));
        out.push(draft);
    }
}

/// Who says so, and what is done in saying it, where nothing is said but a number.
fn told<'a>(under: &Under<'a>, number: Token<'a>) -> Option<(Act, Token<'a>)> {
    let context = &under.context;
    let verb = number.head();
    let bound = |child: Token<'_>| {
        matches!(child.label(), "advmod" | "quantmod" | "amod" | "punct" | "nummod" | "compound")
    };
    let alone = number.label() == "dobj" && number.tag() == "CD" && number.children().all(bound);
    let ends =
        number.next().is_none_or(|next| next.pos() == claimant_parse::Pos::Punct || next.tag() == "CC");
    let sum = matches!(context.entity_label(number), "MONEY" | "PERCENT" | "DATE" | "TIME");
    let quantities = context.quantities();
    if !alone || !ends || sum || quantities.number(number).is_none() || quantities.is_measure(number) {
        return None;
    }
    let verbs = |cue: &&crate::lexicon::Cue| cue.kind == WordKind::Verb;
    let act = context.word(verb)?.cues.iter().filter(verbs).find_map(|cue| cue.act)?;
    let counts = matches!(act, Act::Admit | Act::Claim | Act::Confirm);
    let who = clause::of_verb(verb).agents.first().copied().filter(|_| counts && is_verb(verb))?;
    let somebody = is_human(context, who) || under.actors.of(who).is_some();
    somebody.then_some((act, who))
}

/// Who fell: who admits losses had them; a boast is not of those of whom another spoke.
fn whose<'a>(under: &Under<'a>, act: Act, who: Token<'a>, before: &CasualtyDraft<'a>) -> Option<Token<'a>> {
    let of = |token: Token<'a>| under.actors.of_phrase(&under.context, token);
    match act {
        Act::Claim => None,
        Act::Admit => {
            let own = before.victims.filter(|victims| victims.tag() != "CD" && of(*victims) == of(who));
            own.or(Some(who))
        }
        _ => before.victims.filter(|victims| victims.tag() != "CD"),
    }
}
