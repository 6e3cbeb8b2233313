//! The arguments of a noun that names something that happens: by its possessive and its prepositions, by a light verb ("carried
//! out an attack", "came under fire"), and by the clauses that say who did it.

use claimant_parse::Token;

use super::{Arguments, DEPTH, by_agents, does, is_passive, obliques, of_verb, subjects};
use crate::lexicon::{Does, List, Lists};
use crate::misplaced;
use crate::tree::{conjuncts, first_conjunct, is_verb, oblique, prepositions};

/// The arguments of a noun that names something that happens.
pub(crate) fn of_noun(noun: Token<'_>) -> Arguments<'_> {
    let mut arguments = Arguments { obliques: obliques(noun), ..Arguments::default() };
    let of = arguments.obliques.iter().any(|(prep, _)| prep.text() == "of");
    // "Its capture by rebels": what is taken, not who takes it.
    let taken = !of && Lists::embedded().has(List::ChangesHands, noun.lemma());
    for owner in noun.children().filter(|child| child.label() == "poss") {
        let part = if taken { &mut arguments.patients } else { &mut arguments.agents };
        part.extend(conjuncts(owner));
    }
    for (prep, object) in &arguments.obliques {
        match prep.text() {
            "by" => arguments.agents.push(*object),
            "of" => arguments.patients.push(*object),
            _ => {}
        }
    }
    if !arguments.obliques.iter().any(|(prep, _)| prep.text() == "of") {
        arguments.patients.extend(after_time_or_place(noun));
    }
    if let Some(verb) = misplaced::gerund_after_denial(noun) {
        arguments.agents.extend(subjects(verb, DEPTH));
        arguments.patients.extend(conjuncts(noun.head()));
        arguments.obliques.extend(obliques(noun.head()));
    }
    light_verb(noun, &mut arguments);
    arguments
}

/// "The murder on 26 February of the mayor", "the killing in Gao of two nurses": the parser hangs what follows on the day or the
/// town.
fn after_time_or_place(noun: Token<'_>) -> Vec<Token<'_>> {
    let named = |object: &Token<'_>| matches!(object.tag(), "NNP" | "CD");
    let between = prepositions(noun)
        .filter(|(prep, object)| matches!(prep.lemma(), "on" | "in" | "at") && named(object));
    let of = between.filter_map(|(_, object)| oblique(object, &["of"]));
    let period =
        |token: &Token<'_>| matches!(token.lemma(), "year" | "month" | "week") || token.tag() == "CD";
    of.filter(|token| !period(token)).flat_map(conjuncts).collect()
}

/// The arguments that a light verb lends.
fn light_verb<'d>(noun: Token<'d>, arguments: &mut Arguments<'d>) {
    let noun = first_conjunct(noun);
    let verb = noun.head();
    if is_verb(verb) && matches!(noun.label(), "dobj" | "nsubjpass") {
        if does(verb, Does::Lends) {
            arguments.agents.extend(of_verb(verb).agents);
            // "staged rallies in the city against the mayor": the parser may hang it on the verb.
            let hanging = |(prep, _): &(Token<'_>, Token<'_>)| matches!(prep.text(), "against" | "with");
            arguments.obliques.extend(obliques(verb).into_iter().filter(hanging));
        } else if does(verb, Does::Suffers) && noun.label() == "dobj" && arguments.patients.is_empty() {
            arguments.patients.extend(of_verb(verb).agents);
        }
    }
    if noun.label() == "pobj" && verb.text() == "from" && does(verb.head(), Does::Suffers) {
        arguments.patients.extend(subjects(verb.head(), DEPTH));
    }
    if noun.label() == "pobj" && verb.text() == "under" && matches!(verb.head().lemma(), "come" | "be") {
        arguments.patients.extend(subjects(verb.head(), DEPTH));
    }
    arguments.patients.extend(target_of(noun));
    for clause in done(noun) {
        let agents = by_agents(clause);
        // "committed by rebels against the priest"
        let against = agents.iter().flat_map(|agent| obliques(*agent));
        arguments.obliques.extend(against.filter(|(prep, _)| prep.text() == "against"));
        arguments.agents.extend(agents);
        // "the attack staged by rebels on the town hall", "carried out with two bombs"
        let hanging = |(prep, object): &(Token<'_>, Token<'_>)| match prep.text() {
            "on" => !matches!(
                object.lemma(),
                "motorcycle" | "motorbike" | "horse" | "horseback" | "foot" | "scooter"
            ),
            "against" | "upon" | "with" => true,
            _ => false,
        };
        arguments.obliques.extend(obliques(clause).into_iter().filter(hanging));
    }
}

/// "The house was the target of an attack", "the mayor, victim of an attack".
fn target_of(noun: Token<'_>) -> Vec<Token<'_>> {
    let of = noun.head();
    let target = of.head();
    let suffered = matches!(target.lemma(), "target" | "victim" | "object");
    match target.label() {
        _ if noun.label() != "pobj" || of.text() != "of" || !suffered => Vec::new(),
        "attr" => subjects(target.head(), DEPTH),
        "appos" => vec![target.head()],
        _ => Vec::new(),
    }
}

/// Clauses that say who did what a noun names: "the attack carried out by rebels"; the parser may hang them on those it was
/// done to, "the murder of the judge, carried out by rebels".
pub(super) fn done(noun: Token<'_>) -> impl Iterator<Item = Token<'_>> {
    let of = prepositions(noun).filter(|(prep, _)| matches!(prep.lemma(), "of" | "on" | "against"));
    let nouns = std::iter::once(noun).chain(of.flat_map(|(_, object)| conjuncts(object)));
    nouns.flat_map(Token::children).filter(|child| {
        matches!(child.label(), "acl" | "relcl")
            && (does(*child, Does::Lends) || sets_off(*child))
            && is_passive(*child)
    })
}

/// "A blast set off by rebels", "an explosion triggered by them".
fn sets_off(verb: Token<'_>) -> bool {
    let off = || verb.children().any(|child| child.label() == "prt" && child.text() == "off");
    matches!(verb.lemma(), "detonate" | "trigger") || verb.lemma() == "set" && off()
}
