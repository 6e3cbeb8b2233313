//! Who does what to whom: the arguments of a predicate, whatever form it takes.
//!
//! Active and passive clauses, relative and reduced relative clauses, coordination, control, gerunds after prepositions,
//! nominalisations with their possessives and "of", "by", "between" and "with", and light verbs ("carried out an
//! attack", "came under fire") are all brought to one shape here, once for every predicate.

mod noun;
mod objects;
mod occurrence;
mod subjects;

use claimant_parse::Token;

pub(crate) use noun::of_noun;
pub(crate) use occurrence::occurrences;
pub(crate) use subjects::subjects;

use objects::objects;
use subjects::{after_year, agents_of_gerund, agents_passed_on};

use crate::lexicon::{Does, Governors, WordKind};
use crate::misplaced;
use crate::tree::{conjuncts, is_plural, is_verb, prepositions};

/// The arguments of one predicate, in deep order: `agents` do it whether the clause is active or passive.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arguments<'d> {
    /// Deep subjects.
    pub agents: Vec<Token<'d>>,
    /// Deep objects.
    pub patients: Vec<Token<'d>>,
    /// Prepositions with what hangs on them.
    pub obliques: Vec<(Token<'d>, Token<'d>)>,
    /// Whether the clause is passive.
    pub passive: bool,
}

impl Arguments<'_> {
    /// Leaves "hostage" out beside those who are taken.
    pub(crate) fn without_captivity(mut self) -> Self {
        if self.patients.len() > 1 {
            self.patients.retain(|patient| !is_captivity(*patient));
        }
        self
    }
}

/// How far control is followed upward.
const DEPTH: usize = 12;

/// The arguments of a verb.
pub(crate) fn of_verb(verb: Token<'_>) -> Arguments<'_> {
    let passive = is_passive(verb);
    let subjects = subjects(verb, DEPTH);
    let mut arguments = Arguments { obliques: obliques(verb), passive, ..Arguments::default() };
    if passive {
        arguments.agents = by_agents(verb);
        if arguments.agents.is_empty() {
            arguments.agents = agents_passed_on(verb);
        }
        arguments.patients = subjects;
        if arguments.patients.is_empty() || verb.child("dobj").is_some() {
            arguments.patients.extend(objects(verb));
        }
    } else {
        arguments.agents = agents_of_gerund(verb).unwrap_or(subjects);
        arguments.patients = objects(verb);
        if arguments.patients.is_empty() && lacks_auxiliary(verb) {
            arguments.patients = std::mem::take(&mut arguments.agents);
            arguments.passive = true;
        }
    }
    arguments
}

/// "The driver was killed and his bodyguard wounded", "four people killed, five injured are the result": verbs that need an
/// object and have none.
fn lacks_auxiliary(verb: Token<'_>) -> bool {
    const TRANSITIVE: [&str; 7] = ["kill", "wound", "injure", "murder", "assassinate", "kidnap", "abduct"];
    let own = |child: Token<'_>| child.label() == "nsubj" && child.index() < verb.index();
    let bare =
        verb.children().all(|child| !matches!(child.label(), "aux" | "neg" | "prt" | "ccomp" | "xcomp"));
    matches!(verb.tag(), "VBD" | "VBN")
        && TRANSITIVE.contains(&verb.lemma())
        && bare
        && verb.children().any(own)
}

/// Whether a verb is in the passive voice.
pub(crate) fn is_passive(verb: Token<'_>) -> bool {
    if verb.children().any(|child| matches!(child.label(), "auxpass" | "nsubjpass" | "agent")) {
        return true;
    }
    if is_left_by(verb) {
        return true;
    }
    if verb.tag() != "VBN" || verb.child("dobj").is_some() || has_have(verb) {
        return conjoined_passive(verb);
    }
    matches!(verb.label(), "acl" | "amod" | "ROOT" | "advcl" | "oprd" | "ccomp" | "relcl" | "dep")
        || conjoined_passive(verb)
}

/// "…, with 40 pupils taken hostage": those who are named before the participle suffer it.
fn is_left_by(verb: Token<'_>) -> bool {
    let with = |word: Token<'_>| word.text().eq_ignore_ascii_case("with");
    let marked = |child: Token<'_>| child.label() == "mark" && with(child);
    let bare = !verb.children().any(|child| child.label() == "aux");
    let object = verb.child("dobj").filter(|object| !is_captivity(*object));
    let opened = match verb.label() {
        "advcl" => verb.children().any(marked),
        "pcomp" => with(verb.head()) && verb.child("nsubj").is_some(),
        _ => false,
    };
    opened && matches!(verb.tag(), "VBN" | "VBD") && bare && object.is_none()
}

/// The second word of "taken hostage", which names nobody beside those who are taken, with whatever the tree hangs on it:
/// not "a hostage".
pub(crate) fn is_captivity(noun: Token<'_>) -> bool {
    let counted = |child: Token<'_>| matches!(child.label(), "det" | "nummod" | "amod" | "poss");
    let named = matches!(noun.lemma(), "hostage" | "prisoner" | "captive");
    named && noun.tag() == "NN" && (held(noun).is_some() || !noun.children().any(counted))
}

/// "Took the priests hostage", "had taken 15 soldiers prisoner": those who are taken, whatever the tree makes of the word
/// for what becomes of them.
fn held(captivity: Token<'_>) -> Option<Token<'_>> {
    let beside = || captivity.head().child("dative").filter(|taken| taken.index() < captivity.index());
    let before = captivity.children().rfind(|child| child.label() == "compound" && is_plural(*child));
    before.or_else(beside)
}

/// "were killed and injured", "32 were killed and 63 wounded": the second has no auxiliary of its own.
fn conjoined_passive(verb: Token<'_>) -> bool {
    verb.label() == "conj"
        && matches!(verb.tag(), "VBN" | "VBD")
        && is_verb(verb.head())
        && verb.child("dobj").is_none()
        && misplaced::saying_before(verb).is_none()
        && !verb
            .children()
            .any(|child| child.label() == "aux" || child.label() == "nsubj" && child.tag() != "CD")
        && is_passive(verb.head())
}

fn has_have(verb: Token<'_>) -> bool {
    verb.children().any(|child| child.label() == "aux" && child.lemma() == "have")
}

fn by_agents(verb: Token<'_>) -> Vec<Token<'_>> {
    verb.children()
        .filter(|child| child.label() == "agent" || (child.label() == "prep" && child.lemma() == "by"))
        .filter_map(|by| by.child("pobj"))
        .flat_map(conjuncts)
        .collect()
}

fn obliques(token: Token<'_>) -> Vec<(Token<'_>, Token<'_>)> {
    let subject = after_year(token);
    // "Took control of the airport".
    let control = token.child("dobj").filter(|object| object.lemma() == "control");
    prepositions(token)
        .chain(control.into_iter().flat_map(prepositions))
        .filter(|(_, object)| Some(*object) != subject)
        .flat_map(|(prep, object)| conjuncts(object).into_iter().map(move |each| (prep, each)))
        .collect()
}

/// "Occurred", "took place"; not "took office".
pub(crate) fn takes_place(verb: Token<'_>) -> bool {
    let place = || verb.children().any(|child| child.label() == "dobj" && child.lemma() == "place");
    does(verb, Does::Occurs) && (verb.lemma() != "take" || place())
}

/// Whether a verb is such a governor.
pub(crate) fn does(verb: Token<'_>, what: Does) -> bool {
    Governors::embedded().has(verb.lemma(), WordKind::Verb, what)
}
