//! How far up the tree the time and the place of a predicate are looked for.

use claimant_parse::Token;

use crate::clause::does;
use crate::context::Context;
use crate::dates::{Times, When};
use crate::lexicon::{Does, Governors, WordKind};
use crate::tree::is_verb;

/// Where the words above a predicate no longer tell when and where it was: at `stop`, or below people who are known by it.
/// "The authors of the murder were arrested on Friday", "the man who shot a judge was buried in Goma".
pub(super) fn of(context: &Context<'_>, predicate: Token<'_>, stop: Option<usize>) -> Option<usize> {
    let path = std::iter::once(predicate).chain(predicate.ancestors());
    let mut path = path.take_while(|word| !word.is_root());
    let end = path.find(|word| Some(word.index()) == stop || names_people(context, *word));
    end.map(Token::index).or(stop)
}

/// The time of a predicate, given what the words up to its end tell. "Condemned on Friday the murder of a judge", "referred
/// today to the murder": what stands before the murder is of the verb.
pub(super) fn when(
    context: &Context<'_>,
    times: &Times,
    predicate: Token<'_>,
    when: Option<When>,
    future: bool,
) -> Option<When> {
    let when = when?;
    let below = below_reaction(context, predicate);
    let of_verb = below.is_some_and(|below| when.tokens.start < below.subtree().start);
    if !of_verb {
        return Some(when);
    }
    times.of(predicate, below.map(Token::index), future)
}

/// "The victims | of the bombing", "a man | suspected of the murder", "the trial | of the killers"; what is done by violent men
/// may be one with what they are known by: "gunmen who stormed the camp killed ten on Friday".
fn names_people(context: &Context<'_>, word: Token<'_>) -> bool {
    let head = word.head();
    let people = context.people(head).is_some() || matches!(head.lemma(), "those" | "suspect");
    match word.label() {
        "prep" => {
            let presumes = || Governors::embedded().has(head.lemma(), WordKind::Noun, Does::Presumes);
            people && word.lemma() == "of" || presumes()
        }
        "acl" | "relcl" => people && !is_of_violence(context, head),
        _ => false,
    }
}

/// Whether the clause of a noun tells of violence itself.
fn is_of_violence(context: &Context<'_>, noun: Token<'_>) -> bool {
    noun.ancestors().find(|above| is_verb(*above)).is_some_and(|verb| harms(context, verb))
}

/// A verb of violence and of nothing else: "held" may be hostages or a funeral.
fn harms(context: &Context<'_>, verb: Token<'_>) -> bool {
    let frames = context.word(verb).map_or(&[][..], |word| &word.frames);
    !frames.is_empty() && frames.iter().all(crate::lexicon::Frame::is_assault)
}

/// "Told of", "condemned", "investigated": not "attacked", by words or otherwise.
fn judges(context: &Context<'_>, verb: Token<'_>) -> bool {
    let says = context.word(verb).is_some_and(|word| !word.cues.is_empty());
    (says || does(verb, Does::Presumes)) && !harms(context, verb)
}

/// The words below a verb of saying or judging, which have a day of their own: "condemned | the murder", "referred | to the
/// murder".
fn below_reaction<'d>(context: &Context<'_>, predicate: Token<'d>) -> Option<Token<'d>> {
    let path = std::iter::once(predicate).chain(predicate.ancestors());
    let below = path.take_while(|word| !is_verb(*word)).last()?;
    let verb = below.head();
    let told = match below.label() {
        "dobj" => true,
        "prep" => matches!(below.lemma(), "of" | "to" | "about" | "against" | "over"),
        _ => false,
    };
    (told && judges(context, verb)).then_some(below)
}
