//! Captors: "the rebels released the engineers who were kidnapped in May", "the priest, abducted on Monday, is held by the
//! militia". Whoever lets captives go, or holds them, took them, where the report names no other and it is no state: the police
//! free those whom others took.

use claimant_model::{ActorKind, Role};
use claimant_parse::Token;

use crate::clause;
use crate::draft::{Draft, Participating, Rule, Under, What};
use crate::frames;
use crate::tree::{first_conjunct, is_verb};

/// Those who have whom nobody is said to have taken.
pub(super) struct Captor;

impl Rule for Captor {
    fn name(&self) -> &'static str {
        "captor/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let Some(verb) = keeper(token) else { return };
        let Some(framed) = frames::of(under, token).filter(|framed| framed.frame.mode == Some("abduct"))
        else {
            return;
        };
        if !framed.arguments.passive || !framed.arguments.agents.is_empty() {
            return;
        }
        for captor in clause::of_verb(verb).agents.into_iter().filter(|captor| is_armed(under, *captor)) {
            let mut draft = Draft::new(self.name(), token, What::Event);
            draft.codes = super::event::codes(&framed);
            draft.participants.push(Participating { role: Role::Initiator, token: captor, class: None });
            out.push(draft);
        }
    }
}

/// The verb that says who had those whom a clause calls kidnapped.
fn keeper(taken: Token<'_>) -> Option<Token<'_>> {
    let relative = is_verb(taken) && matches!(taken.label(), "acl" | "relcl");
    let captive = first_conjunct(Some(taken.head()).filter(|_| relative)?);
    let verb = captive.head();
    let fits = is_verb(verb) && matches!(verb.lemma(), "release" | "hold");
    (fits && matches!(captive.label(), "dobj" | "nsubjpass")).then_some(verb)
}

/// Who bears arms, and for no state.
fn is_armed(under: &Under<'_>, captor: Token<'_>) -> bool {
    let mut kinds = frames::kinds(under, captor).peekable();
    kinds.peek().is_some_and(|kind| kind.is_armed()) && !kinds.any(ActorKind::is_state)
}
