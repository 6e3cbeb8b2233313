//! Who does what a verb says, or suffers it in the passive: its own subject, the one of the verb above that it shares, or whoever
//! controls it: "forced them to leave", "accused the army of killing".

use claimant_parse::Token;

use super::{DEPTH, by_agents, does, is_passive};
use crate::lexicon::{Does, List, Lists};
use crate::misplaced;
use crate::tree::{conjuncts, is_noun, is_verb, is_year};

/// The surface subjects of a verb, its own or inherited.
pub(crate) fn subjects(verb: Token<'_>, depth: usize) -> Vec<Token<'_>> {
    // "others became injured": the parser may hang the subject on the auxiliary.
    let auxiliaries = verb.children().filter(|child| child.label() == "auxpass");
    let own: Vec<_> = verb
        .children()
        .chain(auxiliaries.flat_map(claimant_parse::Token::children))
        .filter_map(|child| match child.label() {
            "nsubj" | "nsubjpass" => Some(child),
            // "Two were killed".
            "nummod" if child.tag() == "CD" && child.head() != verb => Some(child),
            // "Also injured were Ana Rivas and a guard".
            "attr" if child.head() != verb && child.index() > verb.index() => Some(child),
            // A noun with a long participle after it is sometimes read as a clause.
            "csubj" | "csubjpass" if child.tag() == "VBG" => child.child("nsubj"),
            _ => None,
        })
        .filter(|child| !gives_way(*child, verb))
        .flat_map(|child| conjuncts(owned_by(antecedent(child, verb), verb)))
        .collect();
    if let Some(subject) = misplaced::swallowed_subject(verb) {
        return conjuncts(subject);
    }
    if let Some(number) = misplaced::own_number(verb) {
        return vec![number];
    }
    if let Some(subject) = misplaced::joined_subject(verb) {
        return vec![subject];
    }
    if let Some(denies) = misplaced::saying_before(verb).filter(|_| depth > 0) {
        return subjects(denies, depth - 1);
    }
    if let Some(subject) = misplaced::object_as_subject(verb) {
        return conjuncts(subject);
    }
    if !own.is_empty() || depth == 0 || is_said_before(verb) {
        return own;
    }
    if let Some(subject) = after_year(verb) {
        return conjuncts(subject);
    }
    if verb.is_root() { own } else { inherited_subjects(verb, depth - 1) }
}

/// "In 2012 rebels killed": the parser takes the subject for what hangs on "In".
pub(super) fn after_year(verb: Token<'_>) -> Option<Token<'_>> {
    let prep = verb.children().find(|child| child.label() == "prep" && child.text() == "In")?;
    let object = prep.child("pobj").filter(|object| object.index() < verb.index())?;
    let year = prep.next().filter(|next| is_year(next.text()) && next.head() == object)?;
    (year.index() < object.index() && object.tag().starts_with("NN")).then_some(object)
}

/// "Two dead, nine injured": of two numbers that the parser takes for subjects the nearer one is.
fn gives_way(number: Token<'_>, verb: Token<'_>) -> bool {
    let later = |child: Token<'_>| child.label() == "nsubj" && child.index() > number.index();
    // "Libya: fighting kills eight".
    let heading = number.next().is_some_and(|mark| mark.text() == ":");
    (number.tag() == "CD" || heading) && number.label() == "nsubj" && verb.children().any(later)
}

/// "Fighting broke out on Friday, with the militia, an ally of the army, announcing a death": whom the parser hangs on "with".
fn set_beside(verb: Token<'_>) -> Option<Token<'_>> {
    let before = verb.previous().filter(|_| matches!(verb.tag(), "VBG" | "VBN"))?;
    let noun = if before.text() == "," { before.previous()? } else { before };
    let mut above = std::iter::once(noun).chain(noun.ancestors()).take(DEPTH);
    let with = above.find(|word| word.label() == "prep" && word.head() == verb.head())?;
    let comma = with.previous().is_some_and(|before| before.text() == ",");
    let subject = with.child("pobj").filter(|_| comma && with.lemma() == "with")?;
    Some(subject)
}

/// "…surrendered, the army said": what is said is not done by who says it.
fn is_said_before(verb: Token<'_>) -> bool {
    verb.label() == "ccomp" && verb.tag() == "VBD" && verb.index() < verb.head().index()
}

fn inherited_subjects(verb: Token<'_>, depth: usize) -> Vec<Token<'_>> {
    let head = verb.head();
    match verb.label() {
        "conj" if let Some(gerund) = misplaced::gerund_before(verb) => subjects(gerund, depth),
        "acl" if verb.tag() != "VB" => vec![head],
        "acl" if is_noun(head) => controller_of_noun(head, depth),
        "conj" if is_verb(head) && matches!(head.label(), "oprd" | "advcl") && verb.tag() == "VBN" => {
            inherited_subjects(head, depth)
        }
        // "was politically motivated and carried out by professionals"
        "conj" if head.label() == "acomp" && verb.tag() == "VBN" => subjects(head.head(), depth),
        // "accused the rebels of shelling the market, killing ten": the rebels killed.
        "advcl" if verb.tag() == "VBG" && deed_of_object(head).is_some_and(|deed| deed < verb.index()) => {
            control(head, depth)
        }
        "advcl" if let Some(says) = misplaced::blamer(verb) => subjects(says, depth),
        "advcl" if let Some(subject) = set_beside(verb) => conjuncts(subject),
        "conj" | "advcl" | "dep" if is_verb(head) && !(head.lemma() == "leave" && verb.tag() == "VBN") => {
            subjects(head, depth)
        }
        // "left ten killed", "were confirmed injured"
        "advcl" | "oprd" | "dep" if head.lemma() == "leave" && verb.tag() == "VBN" => control(head, depth),
        "xcomp" | "ccomp" | "oprd" | "acomp" if is_verb(head) || head.tag() == "JJ" => control(head, depth),
        "pcomp" | "pobj" if verb.tag() == "VBG" && accused(head).is_some() => {
            accused(head).map(conjuncts).unwrap_or_default()
        }
        // "Killed by shelling": those who were killed did not shell.
        "pcomp" | "pobj" if head.label() == "agent" => Vec::new(),
        "pcomp" if is_done_by_object(head) => control(head.head(), depth),
        "pcomp" => controller_of_gerund(head.head(), depth),
        "pobj" if verb.tag() == "VBG" && is_done_by_object(head) => control(head.head(), depth),
        "pobj" if verb.tag() == "VBG" => controller_of_gerund(head.head(), depth),
        "conj" if head.label() == "pcomp" => inherited_subjects(head, depth),
        _ => Vec::new(),
    }
}

/// "claims to have killed": the subject; "forced them to leave": the object.
fn control(governor: Token<'_>, depth: usize) -> Vec<Token<'_>> {
    match governor.child("dobj") {
        Some(object) if governor.lemma() != "promise" => conjuncts(antecedent(object, governor)),
        _ => subjects(governor, depth),
    }
}

/// "accused the army of killing", "arrested two men for burning", "kept them from entering": those to whom the verb is done
/// do what follows; not "arrested two men after searching".
fn is_done_by_object(preposition: Token<'_>) -> bool {
    matches!(preposition.lemma(), "of" | "for" | "with" | "from" | "in")
        && is_verb(preposition.head())
        && Lists::embedded().has(List::DoneByObject, preposition.head().lemma())
}

/// The preposition of a deed that a verb lays on its object: "accused them of".
fn deed_of_object(verb: Token<'_>) -> Option<usize> {
    verb.child("dobj")?;
    let deed =
        |child: &Token<'_>| child.label() == "prep" && is_done_by_object(*child) && child.lemma() != "in";
    verb.children().find(deed).map(Token::index)
}

/// "accused the rebels of killing", where the parser hangs the preposition on the noun.
fn accused(preposition: Token<'_>) -> Option<Token<'_>> {
    let noun = preposition.head();
    let of = preposition.lemma() == "of" && noun.label() == "dobj";
    (of && matches!(noun.head().lemma(), "accuse" | "suspect" | "convict" | "acquit")).then_some(noun)
}

fn controller_of_gerund(governor: Token<'_>, depth: usize) -> Vec<Token<'_>> {
    if is_verb(governor) {
        return subjects(governor, depth);
    }
    // "They were guilty of killing a nun", "found them guilty of killing a nun".
    if governor.tag() == "JJ" {
        let below = || Some(governor.head()).filter(|verb| depth > 0 && is_verb(*verb));
        let own = governor.child("nsubj").map(conjuncts);
        return own.or_else(|| below().map(|verb| subjects(verb, depth - 1))).unwrap_or_default();
    }
    controller_of_noun(governor, depth)
}

/// "the army's attempt to take the town".
fn controller_of_noun(noun: Token<'_>, depth: usize) -> Vec<Token<'_>> {
    if let Some(owner) = noun.child("poss") {
        return vec![owner];
    }
    let governor = noun.head();
    let lends = does(governor, Does::Lends) || does(governor, Does::Controls);
    if depth > 0 && noun.label() == "dobj" && is_verb(governor) && lends {
        subjects(governor, depth - 1)
    } else {
        Vec::new()
    }
}

/// "Chad's army seizing power": a possessive taken for the subject gives way to the noun it owns.
fn owned_by<'d>(subject: Token<'d>, verb: Token<'d>) -> Token<'d> {
    if subject.child("case").is_none() {
        return subject;
    }
    verb.children()
        .find(|child| child.label() == "npadvmod" && is_noun(*child) && child.index() > subject.index())
        .unwrap_or(subject)
}

/// What a relative pronoun stands for; anything else stands for itself.
pub(super) fn antecedent<'d>(token: Token<'d>, verb: Token<'d>) -> Token<'d> {
    if !matches!(token.tag(), "WDT" | "WP") {
        return token;
    }
    if let Some(noun) = misplaced::noun_before(token, verb) {
        return noun;
    }
    let mut clause = verb;
    for _ in 0..DEPTH {
        match clause.label() {
            "relcl" => return members_of(clause.head(), token),
            "conj" | "ccomp" | "xcomp" => clause = clause.head(),
            _ => break,
        }
    }
    token
}

/// "Fighters of the militia who had been killed": who is said of a body's members is not said of the body.
fn members_of<'d>(noun: Token<'d>, pronoun: Token<'d>) -> Token<'d> {
    let of = noun.head();
    let body = noun.tag() != "NNS" && noun.label() == "pobj" && of.text() == "of";
    let members =
        Some(of.head()).filter(|members| body && members.tag() == "NNS" && pronoun.lemma() == "who");
    members.filter(|members| Lists::embedded().has(List::Members, members.lemma())).unwrap_or(noun)
}

/// "…was hit, killing two": those who hit also killed, not those who were hit.
pub(super) fn agents_of_gerund(verb: Token<'_>) -> Option<Vec<Token<'_>>> {
    let governor = verb.head();
    let gerund = verb.label() == "advcl" && verb.tag() == "VBG" && verb.child("nsubj").is_none();
    (gerund && is_verb(governor) && is_passive(governor)).then(|| by_agents(governor))
}

/// "Was stopped by gunmen and shot dead", "ambushed by bandits and killed": those who had hold of somebody did what came next.
pub(super) fn agents_passed_on(verb: Token<'_>) -> Vec<Token<'_>> {
    let first = verb.head();
    let joined = verb.label() == "conj" && first.index() < verb.index() && is_verb(first);
    if joined && Lists::embedded().has(List::Overpowers, first.lemma()) {
        by_agents(first)
    } else {
        Vec::new()
    }
}
