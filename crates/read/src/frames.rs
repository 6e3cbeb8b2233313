//! Which frame a word has here, and what its arguments are.

use std::cell::OnceCell;
use std::rc::Rc;

use claimant_model::ActorKind;
use claimant_parse::Token;

use crate::actors::names::StateWord;
use crate::clause::{self, Arguments};
use crate::context::Context;
use crate::draft::Under;
use crate::lexicon::{Condition, Does, Frame, Governors, Match, NounClass, Part, WordKind};
use crate::misplaced;
use crate::tree::{is_noun, is_plural, is_verb, oblique};

/// A frame that holds at a token, with its arguments.
pub(crate) struct Framed<'a> {
    /// What the word says.
    pub frame: &'a Frame,
    /// To whom.
    pub arguments: Arguments<'a>,
}

/// What was found at every token that was asked for: many rules ask for the same.
#[derive(Default)]
pub(crate) struct Frames<'a> {
    at: Vec<OnceCell<Option<Rc<Framed<'a>>>>>,
}

impl Frames<'_> {
    /// Nothing yet, of a document with so many tokens.
    pub(crate) fn new(tokens: usize) -> Self {
        Frames { at: std::iter::repeat_with(OnceCell::new).take(tokens).collect() }
    }
}

/// The frame of a token, if it has one.
pub(crate) fn of<'a>(under: &Under<'a>, token: Token<'a>) -> Option<Rc<Framed<'a>>> {
    let found = || find(under, token).map(Rc::new);
    under.frames.at.get(token.index()).map_or_else(found, |cell| cell.get_or_init(found).clone())
}

fn find<'a>(under: &Under<'a>, token: Token<'a>) -> Option<Framed<'a>> {
    let context = &under.context;
    let word = context.word(token)?;
    // "since March" is no march.
    if word.frames.is_empty() || context.entity_label(token) == "DATE" && is_noun(token) {
        return None;
    }
    if crate::boilerplate::is_formula(token) {
        return None;
    }
    let kind = kind(token)?;
    let arguments = match kind {
        WordKind::Verb => clause::of_verb(token),
        WordKind::Noun => clause::of_noun(token),
        _ => Arguments { agents: adjective_subjects(token), obliques: Vec::new(), ..Arguments::default() },
    };
    let holds = |frame: &&Frame| {
        frame.kind == kind && frame.conditions.iter().all(|c| condition(under, token, &arguments, c))
    };
    let frame = word.frames.iter().find(holds)?;
    if frame.is_empty() {
        return None;
    }
    let arguments =
        if kind == WordKind::Noun { nominal_arguments(under, token, frame, arguments) } else { arguments };
    let arguments = if is_headline_passive(under, token, frame, &arguments) {
        Arguments { agents: Vec::new(), patients: arguments.agents, passive: true, ..arguments }
    } else {
        arguments
    };
    Some(Framed { frame, arguments: arguments.without_captivity() })
}

/// "Two killed in blast", "man shot": a headline leaves the auxiliary out, so that a transitive verb without object, whose
/// form may be a participle, is a passive.
fn is_headline_passive(under: &Under<'_>, verb: Token<'_>, frame: &Frame, arguments: &Arguments<'_>) -> bool {
    let active = |child: Token<'_>| {
        matches!(child.label(), "dobj" | "aux")
            || child.label() == "prep" && matches!(child.text(), "at" | "himself")
    };
    let people = |subject: &Token<'_>| {
        is_human(&under.context, *subject) || under.context.quantities().stated(*subject).is_some()
    };
    frame.patient == Some(Part::Victim)
        && !arguments.passive
        && arguments.patients.is_empty()
        && matches!(verb.tag(), "VBN" | "VBD")
        && !verb.children().any(active)
        && arguments.agents.iter().any(people)
}

fn kind(token: Token<'_>) -> Option<WordKind> {
    if is_verb(token) && token.label() != "amod" && token.label() != "compound" {
        Some(WordKind::Verb)
    } else if is_noun(token)
        && (token.label() != "compound" || misplaced::gerund_after_denial(token).is_some())
    {
        Some(WordKind::Noun)
    } else if matches!(token.tag(), "JJ" | "VBN")
        && matches!(token.label(), "acomp" | "ROOT" | "conj" | "ccomp" | "acl" | "attr")
    {
        Some(WordKind::Adjective)
    } else {
        None
    }
}

fn adjective_subjects(token: Token<'_>) -> Vec<Token<'_>> {
    if is_verb(token.head()) { clause::subjects(token.head(), 4) } else { Vec::new() }
}

fn condition<'a>(
    under: &Under<'a>,
    token: Token<'a>,
    arguments: &Arguments<'a>,
    condition: &Condition,
) -> bool {
    let any = |tokens: &[Token<'a>], wanted: &[Match]| {
        tokens.iter().any(|t| wanted.iter().any(|w| matches(under, *t, w)))
    };
    match condition {
        Condition::Object(wanted) => {
            any(&arguments.patients, wanted)
                || any(&counted(under, &arguments.patients), wanted)
                || arguments
                    .patients
                    .iter()
                    .filter_map(|object| measured(*object))
                    .any(|of| any(&[of], wanted))
                || token.children().any(|c| matches!(c.label(), "oprd" | "attr") && any(&[c], wanted))
        }
        Condition::ObjectModifier(wanted) => {
            arguments.patients.iter().any(|object| any(&modifiers(*object), wanted))
        }
        Condition::Subject(wanted) => {
            // "One of its aircraft bombed…": an aircraft did.
            any(&arguments.agents, wanted) || any(&counted(under, &arguments.agents), wanted)
        }
        Condition::Of(wanted) => modifiers(token)
            .into_iter()
            .chain(
                arguments.obliques.iter().filter(|(prep, _)| prep.text() == "of").map(|(_, object)| *object),
            )
            .any(|candidate| any(&[candidate], wanted)),
        Condition::Verb(wanted) => any(&verbs_of(token), wanted),
        Condition::Oblique(wanted) => arguments.obliques.iter().any(|(_, object)| any(&[*object], wanted)),
        Condition::Infinitive(wanted) => {
            token.children().any(|child| matches!(child.label(), "xcomp" | "acl") && any(&[child], wanted))
        }
        Condition::Preposition(names) => token.children().any(|child| {
            matches!(child.label(), "prep" | "prt" | "advmod" | "agent" | "dative")
                && names.iter().any(|name| child.text().eq_ignore_ascii_case(name))
        }),
        Condition::Bare(names) => {
            let after = token.previous().filter(|prep| token.head() == *prep && token.tag() == "NN");
            after.is_some_and(|prep| names.iter().any(|name| prep.text().eq_ignore_ascii_case(name)))
        }
        Condition::Particle(names) => token.children().any(|child| {
            matches!(child.label(), "prt" | "advmod" | "prep")
                && names.iter().any(|name| child.text().eq_ignore_ascii_case(name))
        }),
        Condition::To => token.children().any(|child| child.label() == "xcomp" && is_verb(child)),
        Condition::NoObject => token.child("dobj").is_none() && !arguments.passive,
    }
}

/// Those that are counted: of "thousands of refugees" the refugees.
fn counted<'a>(under: &Under<'a>, tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let quantities = under.context.quantities();
    let counted = |token: &Token<'a>| quantities.stated(*token).map_or(token.index(), |q| q.counted);
    tokens.iter().map(|token| under.context.token(counted(token))).collect()
}

/// The verb a noun is the subject of, or that says what came of it: "the strike killed six", "a strike that killed six",
/// "six were killed in a strike".
fn verbs_of(noun: Token<'_>) -> Vec<Token<'_>> {
    let first = crate::tree::first_conjunct(noun);
    let head = first.head();
    let governing = match first.label() {
        "nsubj" => Some(head),
        "pobj" if matches!(head.text(), "in" | "by") && matches!(head.head().tag(), "VBN" | "VBD") => {
            Some(head.head())
        }
        _ => None,
    };
    let relative = |c: &Token<'_>| {
        c.label() == "relcl" && c.child("nsubj").is_some_and(|s| matches!(s.tag(), "WDT" | "WP"))
    };
    noun.children().filter(relative).chain(governing).collect()
}

/// "Tons of wheat": the wheat.
fn measured(noun: Token<'_>) -> Option<Token<'_>> {
    Governors::embedded().find(noun.lemma(), WordKind::Noun, Does::Measures)?;
    oblique(noun, &["of"])
}

/// What stands before a noun and says of which kind it is.
fn modifiers(noun: Token<'_>) -> Vec<Token<'_>> {
    let before = |child: &Token<'_>| matches!(child.label(), "compound" | "amod" | "nmod" | "npadvmod");
    noun.children().filter(before).collect()
}

fn matches<'a>(under: &Under<'a>, token: Token<'a>, wanted: &Match) -> bool {
    let context = &under.context;
    match wanted {
        Match::Lemma(lemma) => token.lemma().eq_ignore_ascii_case(lemma),
        Match::Class(Some(NounClass::Person)) => {
            let counted = context.quantities().stated(token).map_or(token.index(), |q| q.counted);
            is_human(context, context.token(counted))
        }
        Match::Class(Some(NounClass::Place)) => {
            context.names_place(token) || context.is(token, NounClass::Place)
        }
        Match::Class(Some(class)) => context.is(token, *class),
        Match::Class(None) => false,
        Match::Armed => kinds(under, token).any(ActorKind::is_armed) || context.is(token, NounClass::Unit),
        Match::Number => token.tag() == "CD" && context.quantities().number(token).is_some(),
        Match::State => kinds(under, token).any(ActorKind::is_state),
        Match::Actor(kind) => kinds(under, token).any(|known| known == *kind),
        Match::People => is_human(context, token) || matches!(context.entity_label(token), "NORP" | "ORG"),
    }
}

/// What kind of actor a word names: as read in this report, and as the noun says.
pub(crate) fn kinds(under: &Under<'_>, token: Token<'_>) -> impl Iterator<Item = ActorKind> {
    let read = under.actors.of_phrase(&under.context, token).map(|actor| under.actors.all[actor].kind);
    let noun = under.context.people(token).map(|sense| sense.actor);
    read.into_iter().chain(noun)
}

/// Whether a word names people.
pub(crate) fn is_human(context: &Context<'_>, token: Token<'_>) -> bool {
    context.people(token).is_some()
        || context.entity_label(token) == "PERSON"
        || matches!(token.tag(), "PRP" | "WP")
        || context.names.country(token).is_some_and(StateWord::is_adjective)
}

/// Whether a word owns a noun: "the judge's murder".
fn is_owned(noun: Token<'_>, owner: Token<'_>) -> bool {
    let first = crate::tree::first_conjunct(owner);
    first.label() == "poss" && first.head() == noun
}

/// "The judge's murder" was done to the judge, "the army's killings" were done by the army: a person is killed once, armed
/// people kill.
fn suffers<'a>(under: &Under<'a>, noun: Token<'a>, owner: Token<'a>) -> bool {
    let context = &under.context;
    let actor = under.actors.of(owner).map(|actor| &under.actors.all[actor]);
    let person = context.entity_label(owner) == "PERSON"
        || context.noun(owner, NounClass::Person).is_some()
        || actor.is_some_and(|actor| actor.kind == ActorKind::Person);
    let several = is_plural(owner);
    let armed = actor.is_some_and(|actor| actor.kind.is_armed())
        || context.people(owner).is_some_and(|sense| sense.actor.is_armed());
    person && if several { !armed } else { !is_plural(noun) }
}

/// "The murder of Ana Mora, minister of health, by suspected rebels": the parser may hang "by" on whoever suffered it, on the
/// place, or on the verb before, which does nothing by anybody. Only those whom the words call armed, or the doers, are taken:
/// a book may be by anybody.
fn doers_behind<'a>(under: &Under<'a>, noun: Token<'a>) -> Vec<Token<'a>> {
    const DEEPEST: usize = 3;
    let mut hosts: Vec<Token<'a>> = active_verb(noun).into_iter().collect();
    let mut level = vec![noun];
    for _ in 0..DEEPEST {
        level = level.iter().flat_map(|word| hanging_on(*word)).collect();
        hosts.extend(&level);
    }
    let by = hosts.iter().filter_map(|word| oblique(*word, &["by"])).filter(|by| by.index() > noun.index());
    let whom = by.flat_map(crate::tree::conjuncts).map(|word| under.context.token(word.index()));
    whom.filter(|word| is_violent(under, *word)).collect()
}

/// The verb in the active voice that a noun hangs on: "deplored the murder", "died in an attack".
fn active_verb(noun: Token<'_>) -> Option<Token<'_>> {
    let verb = if noun.label() == "pobj" { noun.head().head() } else { noun.head() };
    let hangs = matches!(noun.label(), "dobj" | "pobj");
    (hangs && is_verb(verb) && !clause::is_passive(verb)).then_some(verb)
}

/// What stands in a phrase after a noun, or beside it.
fn hanging_on(noun: Token<'_>) -> impl Iterator<Item = Token<'_>> {
    let places =
        |prep: &Token<'_>| matches!(prep.lemma(), "of" | "on" | "against" | "in" | "at" | "near" | "upon");
    let phrases = crate::tree::prepositions(noun).filter(move |(prep, _)| places(prep));
    phrases.map(|(_, object)| object).chain(noun.children().filter(|child| child.label() == "appos"))
}

/// Whether words mean people who bear arms, or call them the doers.
fn is_violent(under: &Under<'_>, people: Token<'_>) -> bool {
    let noun = under.context.people(people);
    noun.is_some_and(|sense| sense.perpetrator) || kinds(under, people).any(ActorKind::is_armed)
}

/// Adds what modifiers of a noun say: "Israeli air strike", "rebel attack", "soldiers' deaths".
fn nominal_arguments<'a>(
    under: &Under<'a>,
    noun: Token<'a>,
    frame: &Frame,
    arguments: Arguments<'a>,
) -> Arguments<'a> {
    let mut arguments = arguments;
    for child in noun.children().filter(|child| matches!(child.label(), "compound" | "amod" | "nmod")) {
        let actor = under.actors.of(child).is_some()
            || under.context.people(child).is_some() && child.label() == "compound";
        if actor {
            arguments.agents.push(under.context.token(child.index()));
        }
    }
    if arguments.agents.is_empty() && frame.is_assault() {
        arguments.agents = doers_behind(under, noun);
    }
    if frame.agent.is_none() {
        let owners = std::mem::take(&mut arguments.agents);
        arguments.patients.extend(owners);
    }
    if frame.patient == Some(Part::Victim) && arguments.patients.is_empty() {
        let suffers = |agent: &mut Token<'a>| is_owned(noun, *agent) && suffers(under, noun, *agent);
        arguments.patients = arguments.agents.extract_if(.., suffers).collect();
    }
    if frame.patient.is_none() && frame.agent.is_some() {
        let of = std::mem::take(&mut arguments.patients);
        arguments.agents.extend(of);
    }
    arguments
}
