//! Which links of a chain of attribution are somebody's words. Within what one says, another is a source only by having
//! said something: what he wants, plans or knows is told by the one who speaks, and so is what he has yet to say. Who
//! speaks of himself is one source, not two.

use claimant_model::Act;
use claimant_parse::Token;

use super::Workshop;
use super::source::{names_a_document, speaker};
use crate::attribution::Saying;
use crate::lexicon::{List, Lists, WordKind};
use crate::tree::{is_negated, is_noun, is_verb};

/// A voice in a chain.
pub(super) struct Link<'s> {
    /// Where it speaks first.
    pub saying: &'s Saying,
    /// Where it says what it does in saying so: "said that it feared".
    pub innermost: &'s Saying,
}

impl<'s> Link<'s> {
    /// Who merely says so far, does in saying so what comes after: "said that it feared", but "condemned what it called".
    fn goes_on(&mut self, saying: &'s Saying) {
        if self.innermost.act == Act::Say {
            self.innermost = saying;
        }
    }
}

impl Workshop<'_, '_> {
    /// The voices of a chain, outermost first. The outermost saying is one, but for "the law requires".
    pub(super) fn links<'s>(&self, chain: &[&'s Saying]) -> Vec<Link<'s>> {
        let mut links: Vec<Link<'s>> = Vec::with_capacity(chain.len());
        for &saying in chain {
            match links.last_mut() {
                None if self.is_voiceless(saying) => {}
                Some(_) if self.is_unsaid(saying) => {}
                Some(last) if self.is_same_voice(last.innermost, saying) => last.goes_on(saying),
                _ => links.push(Link { saying, innermost: saying }),
            }
        }
        links
    }

    /// "The law requires", "the queries seek": the report tells of no words, nor of anybody's mind.
    fn is_voiceless(&self, saying: &Saying) -> bool {
        is_unspoken(self.under.context.token(saying.cue_head)) && self.is_of_a_thing(saying)
    }

    /// Whether a saying within another's words tells of no words.
    fn is_unsaid(&self, saying: &Saying) -> bool {
        let cue = self.under.context.token(saying.cue_head);
        is_verb(cue) && (is_yet_to_come(cue) || self.is_no_saying(saying, cue))
    }

    /// "Wants", "plans", "knows"; "does not think"; "the strikes continue".
    fn is_no_saying(&self, saying: &Saying, cue: Token<'_>) -> bool {
        let of_words =
            matches!(saying.act, Act::Say | Act::Deny | Act::Withhold | Act::Dispute | Act::Refute);
        is_unspoken(cue)
            || !of_words && is_negated(cue)
            || saying.act != Act::Estimate && self.is_of_a_thing(saying)
    }

    /// Whether the source is neither people nor words, as far as is known.
    fn is_of_a_thing(&self, saying: &Saying) -> bool {
        let context = &self.under.context;
        let Some((head, _)) = &saying.source else { return false };
        let source = context.token(*head);
        is_noun(source)
            && matches!(source.tag(), "NN" | "NNS")
            && speaker(self.under, Some(*head)).is_none()
            && context.entity_label(source).is_empty()
            && context.people(source).is_none()
            && !names_a_document(source)
            && !context
                .word(source)
                .is_some_and(|word| word.cues.iter().any(|cue| cue.kind == WordKind::Noun))
    }

    /// "The army said it believed", "“I think…,” he said": one who speaks of himself.
    fn is_same_voice(&self, outer: &Saying, inner: &Saying) -> bool {
        let head = |saying: &Saying| saying.source.as_ref().map(|(head, _)| *head);
        let (Some(one), Some(other)) = (head(outer), head(inner)) else { return false };
        let denies = matches!(outer.act, Act::Deny | Act::Dispute | Act::Refute | Act::Withhold);
        let own_words = !denies || outer.act == inner.act;
        let first_person = || {
            let pronoun = self.under.context.token(other);
            inner.quoted && matches!(pronoun.text(), "I" | "we" | "We") && !outer.quoted
        };
        let same_actor = || {
            let actor = speaker(self.under, Some(one));
            actor.is_some() && actor == speaker(self.under, Some(other))
        };
        own_words && (one == other || first_person() || same_actor())
    }
}

/// "Wants", "knows", "supports": verbs of reporting that tell of no words.
pub(super) fn is_unspoken(cue: Token<'_>) -> bool {
    Lists::embedded().has(List::Unspoken, cue.lemma())
}

/// "Will ask", "to say", "ask them": nothing has been said so far.
fn is_yet_to_come(cue: Token<'_>) -> bool {
    let does = |child: &Token<'_>| child.label() == "aux" && child.lemma() == "do";
    cue.tag() == "VB" && !cue.children().any(|child| does(&child))
}
