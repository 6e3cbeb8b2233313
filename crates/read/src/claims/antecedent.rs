//! Who "them", "him" or "they" are to whom it was done: the noun before the pronoun that it can stand for, in its sentence
//! or in the one before. "Rebels stopped two farmers and shot them": the farmers. Not those who do it ("guards who stabbed
//! them"), nor words of the other number. Which actor a pronoun means was settled before, by `actors::pronoun`; here are the
//! words and the number of those who may be no actor.

use std::ops::Range;

use claimant_model::{ActorKind, Outcome};
use claimant_parse::Token;

use crate::context::Context;
use crate::draft::{CasualtyDraft, Draft, Under, What};
use crate::lexicon::{List, Lists, NounClass};
use crate::tree::{clause_head, conjuncts, first_conjunct, is_noun, is_plural, lower};

/// How far the subject of a verb above is looked for.
const DEPTH: usize = 4;

/// What a pronoun asks of the noun that it stands for.
struct Asked<'a> {
    pronoun: Token<'a>,
    plural: bool,
    /// Whether it may be a thing: what is shot may be.
    thing: bool,
    /// Those who do it to them.
    doers: Vec<Token<'a>>,
}

/// Puts the noun in the place of the pronoun for the victims of a draft, where there is a plain one.
pub(super) fn name_victims<'a>(under: &Under<'a>, mut draft: Draft<'a>) -> Draft<'a> {
    let predicate = draft.predicate;
    let What::Casualties(casualties) = &mut draft.what else { return draft };
    let Some(pronoun) = casualties.victims else { return draft };
    // "Dozens of them" are some of those told of; "them" are all.
    let some = casualties.part_of.is_some_and(|whole| whole != pronoun.index());
    // Who fled or was arrested is as likely one who did it.
    if matches!(casualties.outcome, Some(Outcome::Captured | Outcome::Arrested | Outcome::Displaced)) {
        return draft;
    }
    let thing = casualties.outcome.is_none();
    let Some(noun) = of(under, predicate, pronoun, thing).filter(|_| !some) else { return draft };
    casualties.victims = Some(noun);
    count(under, pronoun, noun, casualties);
    draft.set.pronoun = Some(pronoun);
    for one in draft.participants.iter_mut().filter(|one| one.token == pronoun) {
        one.token = noun;
    }
    draft
}

/// "Stopped two farmers and shot them": two, where the same sentence says so.
fn count<'a>(under: &Under<'a>, pronoun: Token<'a>, noun: Token<'a>, casualties: &mut CasualtyDraft<'a>) {
    let told =
        matches!(casualties.outcome, None | Some(Outcome::Killed | Outcome::Wounded | Outcome::Abducted));
    let near = noun.sentence().index() == pronoun.sentence().index();
    let number = under.context.quantities().stated(noun).map(|number| number.figure);
    let exact = number.filter(|figure| figure.low.is_some() && figure.low == figure.high);
    let Some(figure) = exact.filter(|_| told && near) else { return };
    let open = casualties.figure.low.is_none() && casualties.figure.high.is_none();
    if open || casualties.figure.low == figure.low {
        casualties.figure = figure;
        casualties.part_of = None;
    }
}

/// The noun that a pronoun for victims stands for.
fn of<'a>(under: &Under<'a>, predicate: Token<'a>, pronoun: Token<'a>, thing: bool) -> Option<Token<'a>> {
    let plural = match lower(pronoun.text()).as_ref() {
        "they" | "them" => true,
        "he" | "she" | "him" | "her" => false,
        _ => return None,
    };
    let named = |actor: usize| under.actors.all[actor].kind == ActorKind::Person;
    // "Took their guns and used them to kill": what is used.
    let other = pronoun.label() == "dobj" && first_conjunct(pronoun.head()) != first_conjunct(predicate);
    if pronoun.tag() != "PRP" || other || under.actors.of(pronoun).is_some_and(named) {
        return None;
    }
    let subject = matches!(pronoun.label(), "nsubj" | "nsubjpass");
    let asked = Asked { pronoun, plural, thing, doers: doers(predicate) };
    let sentence = pronoun.sentence();
    let own = sentence.token_range().start..pronoun.index();
    if asked.is_who_harms(under, own.clone()) {
        return None;
    }
    let before = sentence.index().checked_sub(1);
    let before = before.and_then(|index| under.context.document.sentences().nth(index));
    let before = before.map(claimant_parse::Sentence::token_range).unwrap_or_default();
    let subjects =
        || asked.subject_within(under, own.clone()).or_else(|| asked.subject_within(under, before.clone()));
    let found = Some(subjects).filter(|_| subject).and_then(|find| find());
    let found =
        found.or_else(|| asked.within(under, own.clone())).or_else(|| asked.within(under, before.clone()));
    found.filter(|noun| !under.context.noun(*noun, NounClass::Person).is_some_and(|sense| sense.perpetrator))
}

/// Those who do it, by the verb: "guards who stabbed them" are the guards.
fn doers(predicate: Token<'_>) -> Vec<Token<'_>> {
    let verb = clause_head(predicate);
    let own = crate::clause::of_verb(verb).agents;
    let relative = |agent: &Token<'_>| matches!(agent.tag(), "WP" | "WDT");
    // "Guerrillas threaten to behead them".
    let above =
        if verb.label() == "xcomp" { crate::clause::subjects(verb.head(), DEPTH) } else { Vec::new() };
    let mut found: Vec<Token<'_>> = own.iter().chain(&above).copied().flat_map(conjuncts).collect();
    if own.iter().any(relative) || verb.label() == "relcl" {
        found.push(first_conjunct(verb).head());
    }
    found
}

impl<'a> Asked<'a> {
    /// The last that fits.
    fn within(&self, under: &Under<'a>, words: Range<usize>) -> Option<Token<'a>> {
        let noun = self.all(under, words).next()?;
        let between = under.context.document.token_range(noun.index() + 1..self.pronoun.index());
        // "Found gas bottles and shot them": the bottles.
        let thing = |word: Token<'_>| {
            matches!(word.label(), "dobj" | "nsubj" | "nsubjpass")
                && is_plural(word) == self.plural
                && is_noun(word)
        };
        (!self.thing || !between.into_iter().any(thing)).then_some(noun)
    }

    /// The last subject that fits.
    fn subject_within(&self, under: &Under<'a>, words: Range<usize>) -> Option<Token<'a>> {
        self.all(under, words).find(|noun| matches!(noun.label(), "nsubj" | "nsubjpass"))
    }

    /// Those that fit, the last first.
    fn all<'s>(&'s self, under: &'s Under<'a>, words: Range<usize>) -> impl Iterator<Item = Token<'a>> + 's {
        let last = words.rev().map(|index| under.context.token(index));
        last.filter(|noun| self.fits(under, *noun) && !harms(under, *noun))
    }

    /// "The gunman took a hostage before he was killed": whether one whom it would stand for does the violence of the
    /// sentence, and may be meant all the same.
    fn is_who_harms(&self, under: &Under<'a>, words: Range<usize>) -> bool {
        words.map(|index| under.context.token(index)).any(|noun| self.fits(under, noun) && harms(under, noun))
    }

    fn fits(&self, under: &Under<'a>, noun: Token<'a>) -> bool {
        is_noun(noun)
            && is_somebody(under, noun)
            && is_plural(noun) == self.plural
            && !is_listed(noun)
            && !is_owner(under, noun)
            && (self.plural || !is_collective(noun))
            && !speaks(under, noun)
            && !(self.pronoun.label() == "dobj" && is_told(under, noun))
            && !self.doers.contains(&noun)
            && (self.plural || agrees(&under.context, self.pronoun, noun))
    }
}

/// "The soldiers shot at the pupils. They were killed": who does the violence is not who suffers it.
fn harms<'a>(under: &Under<'a>, noun: Token<'a>) -> bool {
    let verb = under.context.token(clause_head(noun).index());
    let framed = crate::frames::of(under, verb).filter(|framed| framed.frame.is_assault());
    framed.is_some_and(|framed| framed.arguments.agents.contains(&noun))
}

/// "He died in my arms, a second witness said": who says so is not whom he speaks of.
fn speaks(under: &Under<'_>, noun: Token<'_>) -> bool {
    matches!(noun.label(), "nsubj" | "nsubjpass") && under.context.only_says(noun.head())
}

/// "He told reporters: “We killed them.”": those who are told it are not they; "told the man he would be
/// killed" is another matter.
fn is_told(under: &Under<'_>, noun: Token<'_>) -> bool {
    let verb = if noun.label() == "pobj" { noun.head().head() } else { noun.head() };
    let addressed = matches!(noun.label(), "dobj" | "dative") || noun.head().lemma() == "to";
    addressed && under.context.only_says(verb)
}

/// A noun for people, no body of them, or the last word of a person's name.
fn is_somebody(under: &Under<'_>, noun: Token<'_>) -> bool {
    let context = &under.context;
    let person =
        || under.actors.of(noun).is_some_and(|actor| under.actors.all[actor].kind == ActorKind::Person);
    let name = || context.entity_label(noun) == "PERSON" || noun.tag() == "NNP" && person();
    noun.label() != "compound" && (context.noun(noun, NounClass::Person).is_some() || name())
}

/// "The wife of a union leader": the wife, not the leader.
fn is_owner(under: &Under<'_>, noun: Token<'_>) -> bool {
    let of = noun.head();
    noun.label() == "pobj" && of.lemma() == "of" && under.context.noun(of.head(), NounClass::Person).is_some()
}

/// Several people under a word in the singular.
fn is_collective(noun: Token<'_>) -> bool {
    Lists::embedded().has(List::Collective, &lower(noun.lemma()))
}

/// "A nurse and a driver": of whom one cannot tell which, or that it is both.
fn is_listed(noun: Token<'_>) -> bool {
    conjuncts(first_conjunct(noun)).len() > 1
}

/// Not "him" of a woman.
fn agrees(context: &Context<'_>, pronoun: Token<'_>, noun: Token<'_>) -> bool {
    let she = matches!(lower(pronoun.text()).as_ref(), "she" | "her");
    let against = if she { List::Man } else { List::Woman };
    let says = |word: Token<'_>| Lists::embedded().has(against, &lower(word.lemma()));
    let beside = noun.children().filter(|child| matches!(child.label(), "compound" | "amod"));
    context.names.country(noun).is_none() && !says(noun) && !beside.into_iter().any(says)
}
