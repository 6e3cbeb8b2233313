//! Who "them", "him" or "they" are to whom it was done: the noun before the pronoun that it can stand for, in its sentence
//! or in the one before. "Rebels stopped two farmers and shot them": the farmers. Not those who do it ("guards who stabbed
//! them"), nor words of the other number.

use claimant_model::{ActorKind, Outcome, Plover};
use claimant_parse::Token;

use crate::context::Context;
use crate::draft::{CasualtyDraft, Draft, Under, What};
use crate::lexicon::NounClass;
use crate::tree::{clause_head, conjuncts, first_conjunct, is_noun, is_plural, lower};

/// What a pronoun asks of the noun that it stands for.
struct Asked<'a> {
    pronoun: Token<'a>,
    plural: bool,
    subject: bool,
    /// Whether they were killed or hurt, not taken.
    harmed: bool,
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
    let harmed = !matches!(casualties.outcome, Some(Outcome::Captured | Outcome::Arrested));
    let Some(noun) = of(under, predicate, pronoun, harmed).filter(|_| !some) else { return draft };
    casualties.victims = Some(noun);
    count(under, pronoun, noun, casualties);
    draft.set.pronoun = true;
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
fn of<'a>(under: &Under<'a>, predicate: Token<'a>, pronoun: Token<'a>, harmed: bool) -> Option<Token<'a>> {
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
    let asked = Asked { pronoun, plural, subject, harmed, doers: doers(predicate) };
    let sentence = pronoun.sentence();
    let own = sentence.token_range().start..pronoun.index();
    if asked.is_who_harms(under, own.clone()) {
        return None;
    }
    let found = asked.within(under, own).or_else(|| {
        let before = under.context.document.sentences().nth(sentence.index().checked_sub(1)?)?;
        asked.within(under, before.token_range())
    });
    found.filter(|noun| !under.context.noun(*noun, NounClass::Person).is_some_and(|sense| sense.perpetrator))
}

/// Those who do it, by the verb: "guards who stabbed them" are the guards.
fn doers(predicate: Token<'_>) -> Vec<Token<'_>> {
    let verb = clause_head(predicate);
    let own = crate::clause::of_verb(verb).agents;
    let relative = |agent: &Token<'_>| matches!(agent.tag(), "WP" | "WDT");
    let mut found: Vec<Token<'_>> = own.iter().copied().flat_map(conjuncts).collect();
    if own.iter().any(relative) || verb.label() == "relcl" {
        found.push(first_conjunct(verb).head());
    }
    found
}

impl<'a> Asked<'a> {
    /// The last that fits: a subject for a subject, if there is one.
    fn within(&self, under: &Under<'a>, words: std::ops::Range<usize>) -> Option<Token<'a>> {
        let document = under.context.document;
        let last = || document.token_range(words.clone()).rev().map(|word| under.context.token(word.index()));
        let all = || last().filter(|noun| self.fits(under, *noun) && !(self.harmed && harms(under, *noun)));
        let subject = |noun: &Token<'a>| matches!(noun.label(), "nsubj" | "nsubjpass");
        all().find(subject).filter(|_| self.subject).or_else(|| all().next())
    }

    /// "The gunman took a hostage before he was killed": whether the subject that it would stand for does the violence of
    /// the sentence, and may be meant all the same.
    fn is_who_harms(&self, under: &Under<'a>, words: std::ops::Range<usize>) -> bool {
        let last =
            under.context.document.token_range(words).rev().map(|word| under.context.token(word.index()));
        let mut subjects = last.filter(|noun| matches!(noun.label(), "nsubj" | "nsubjpass"));
        let same = subjects.find(|noun| self.fits(under, *noun)).filter(|_| self.subject && self.harmed);
        same.is_some_and(|noun| harms(under, noun))
    }

    fn fits(&self, under: &Under<'a>, noun: Token<'a>) -> bool {
        is_noun(noun)
            && is_somebody(under, noun)
            && is_plural(noun) == self.plural
            && !is_listed(noun)
            && !self.doers.contains(&noun)
            && (self.plural || agrees(&under.context, self.pronoun, noun))
    }
}

/// "The soldiers shot at the pupils. They were killed": who does the violence is not who suffers it.
fn harms<'a>(under: &Under<'a>, noun: Token<'a>) -> bool {
    let verb = under.context.token(clause_head(noun).index());
    let framed = crate::frames::of(under, verb).filter(|framed| framed.frame.plover == Some(Plover::Assault));
    framed.is_some_and(|framed| framed.arguments.agents.contains(&noun))
}

/// A noun for people, no body of them, or the last word of a person's name.
fn is_somebody(under: &Under<'_>, noun: Token<'_>) -> bool {
    let context = &under.context;
    let person =
        || under.actors.of(noun).is_some_and(|actor| under.actors.all[actor].kind == ActorKind::Person);
    let name = || context.entity_label(noun) == "PERSON" || noun.tag() == "NNP" && person();
    noun.label() != "compound" && (context.noun(noun, NounClass::Person).is_some() || name())
}

/// "A nurse and a driver": of whom one cannot tell which, or that it is both.
fn is_listed(noun: Token<'_>) -> bool {
    conjuncts(first_conjunct(noun)).len() > 1
}

/// Not "him" of a woman.
fn agrees(context: &Context<'_>, pronoun: Token<'_>, noun: Token<'_>) -> bool {
    const WOMEN: [&str; 12] = [
        "woman",
        "girl",
        "wife",
        "mother",
        "daughter",
        "sister",
        "nun",
        "widow",
        "lady",
        "aunt",
        "niece",
        "girlfriend",
    ];
    const MEN: [&str; 12] = [
        "man",
        "boy",
        "husband",
        "father",
        "son",
        "brother",
        "priest",
        "monk",
        "uncle",
        "nephew",
        "boyfriend",
        "widower",
    ];
    let she = matches!(lower(pronoun.text()).as_ref(), "she" | "her");
    let against = if she { MEN } else { WOMEN };
    let says = |word: Token<'_>| against.contains(&lower(word.lemma()).as_ref());
    let beside = noun.children().filter(|child| matches!(child.label(), "compound" | "amod"));
    context.names.country(noun).is_none() && !says(noun) && !beside.into_iter().any(says)
}
