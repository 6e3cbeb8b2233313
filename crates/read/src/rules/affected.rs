//! Whom a political act is about: "lifted embargoes on sales to Iran", "will support Turkey's efforts".
//!
//! Frames say which part of a clause is the target. Of political acts that part is often a thing ("embargoes", "efforts"),
//! and the party concerned stands deeper, as its owner or after a preposition. Things are no parties; the first party
//! below the predicate that is not the one that acts is meant. Acts of violence are read by their frames alone.

use claimant_model::{Plover, Role};
use claimant_parse::{Pos, Token};

use crate::draft::{Participating, Under};
use crate::frames;
use crate::lexicon::{Frame, List, Lists, NounClass};
use crate::tree::{conjuncts, is_noun, is_verb};

/// How deep below the predicate a party is looked for.
const DEPTH: usize = 7;

/// Takes things out of the targets of a political act, and adds the party that they belong to.
pub(super) fn settle<'a>(
    under: &Under<'a>,
    predicate: Token<'a>,
    (plover, frame): (Option<Plover>, Option<&Frame>),
    participants: &mut Vec<Participating<'a>>,
) {
    if matches!(plover, Some(Plover::Mobilize | Plover::Protest)) {
        participants.extend(opponents(under, predicate, participants));
    }
    if plover == Some(Plover::Coerce) {
        of_happenings(under, participants);
    }
    if !is_political(plover) {
        participants.extend(of_infinitive(under, predicate, participants));
        return;
    }
    // "Announced the surrender of 200 soldiers": theirs, not his who announced it.
    if plover != Some(Plover::Retreat) || !participants.iter().any(is_receiver) {
        announcer(under, predicate, participants);
    }
    if plover == Some(Plover::Request) {
        of_happenings(under, participants);
    }
    let met = frame.is_some_and(|frame| frame.plover == Some(Plover::Consult));
    let kept = |one: &Participating<'a>| {
        let someone = || met && one.token.label() == "dobj" && frames::of(under, one.token).is_none();
        one.class.is_none() && (is_party(under, one.token) || someone())
    };
    participants.retain(|one| !is_receiver(one) || kept(one));
    participants.extend(of_infinitive(under, predicate, participants));
    if are_both_sides(plover, participants) || participants.iter().any(is_receiver) {
        return;
    }
    let acting: Vec<usize> = participants.iter().map(|one| one.token.index()).collect();
    let mut acting = acting;
    acting.extend(told_only(under, predicate, frame));
    let party = match plover {
        Some(Plover::Protest) => protested(under, predicate, &acting),
        Some(Plover::Threaten) => below(under, predicate, &acting, DEPTH).or_else(|| {
            let condition = condition(predicate)?;
            below(under, condition, &acting, 1)
        }),
        _ => below(under, predicate, &acting, DEPTH),
    };
    for token in party.map(conjuncts).unwrap_or_default() {
        let token = under.context.token(token.index());
        participants.push(Participating { role: Role::Target, token, class: None });
    }
}

/// "Ruritania and Borduria agreed": nobody else is concerned.
fn are_both_sides(plover: Option<Plover>, participants: &[Participating<'_>]) -> bool {
    let count = |role: Role| participants.iter().filter(|one| one.role == role).count();
    let mutual = matches!(plover, Some(Plover::Agree | Plover::Consult | Plover::Cooperate));
    count(Role::Participant) > 1 || mutual && count(Role::Initiator) > 1
}

/// Those who have no part by the frame: "complained to the council", where the council is not complained of.
fn told_only(under: &Under<'_>, predicate: Token<'_>, frame: Option<&Frame>) -> Vec<usize> {
    let none = |preposition: Token<'_>| {
        let row = frame.and_then(|frame| {
            frame.obliques.iter().find(|(name, _)| preposition.text().eq_ignore_ascii_case(name))
        });
        row.is_some_and(|(_, part)| part.is_none()) && preposition.text() == "to"
    };
    let told = crate::tree::prepositions(predicate).filter(|(preposition, _)| none(*preposition));
    told.map(|(_, object)| under.context.token(object.index()).index()).collect()
}

/// "refused to deploy observers in Borduria", "is willing to withdraw from Borduria": those to whom it would be done.
fn of_infinitive<'a>(
    under: &Under<'a>,
    predicate: Token<'a>,
    participants: &[Participating<'a>],
) -> Vec<Participating<'a>> {
    /// "agreed to resume shelling" is two steps.
    const STEPS: usize = 3;
    if participants.iter().any(is_receiver) {
        return Vec::new();
    }
    let below = |verb: &Token<'a>| {
        let infinitive = verb.children().find(|child| child.label() == "xcomp" && is_verb(*child));
        infinitive.map(|verb| under.context.token(verb.index()))
    };
    let verbs = std::iter::successors(below(&predicate), below).take(STEPS);
    let mut found = verbs.filter_map(|verb| {
        let framed = frames::of(under, verb)?;
        let mut theirs = super::event::participants(under, &framed);
        theirs.retain(|one| is_receiver(one) && is_party(under, one.token));
        theirs.retain(|one| !is_owned(under, one.token));
        Some(theirs).filter(|theirs| !theirs.is_empty())
    });
    found.next().unwrap_or_default()
}

/// "its troops"
fn is_owned(under: &Under<'_>, token: Token<'_>) -> bool {
    token.child("poss").is_some_and(|owner| owner.tag() == "PRP$" && under.actors.of(owner).is_some())
}

/// "demanded the withdrawal of the rebels", "broke up a demonstration by students": those who do what is named.
fn of_happenings<'a>(under: &Under<'a>, participants: &mut Vec<Participating<'a>>) {
    let mut doers = Vec::new();
    participants.retain(|one| {
        let framed = is_receiver(one)
            .then(|| frames::of(under, one.token))
            .flatten()
            .filter(|framed| framed.frame.plover.is_some() && is_noun(one.token));
        let Some(framed) = framed else { return true };
        let theirs = super::event::participants(under, &framed).into_iter();
        let theirs = theirs.filter(|theirs| matches!(theirs.role, Role::Initiator));
        doers.extend(theirs.map(|theirs| Participating { role: one.role, ..theirs }));
        false
    });
    participants.extend(doers);
}

/// "announced the suspension of aid": who announces a political act does it.
fn announcer<'a>(under: &Under<'a>, noun: Token<'a>, participants: &mut Vec<Participating<'a>>) {
    let verb = noun.head();
    let acts = participants.iter().any(|one| one.role == Role::Initiator);
    if acts
        || !is_noun(noun)
        || noun.label() != "dobj"
        || !Lists::embedded().has(List::Announces, verb.lemma())
    {
        return;
    }
    for token in crate::clause::of_verb(verb).agents {
        let token = under.context.token(token.index());
        if is_party(under, token) {
            participants.push(Participating { role: Role::Initiator, token, class: None });
        }
    }
}

/// Against whom a protest is: a party in what is demanded ("to demand the resignation of…"), else in the clause; else the
/// country in which it is.
fn protested<'a>(under: &Under<'a>, predicate: Token<'a>, acting: &[usize]) -> Option<Token<'a>> {
    let verb = crate::tree::clause_head(predicate);
    let demands = |child: &Token<'_>| {
        matches!(child.label(), "advcl" | "xcomp")
            && matches!(child.tag(), "VB" | "VBG")
            && child.index() > predicate.index()
    };
    let clause = below(under, predicate, acting, DEPTH);
    let purpose = |child: &Token<'_>| matches!(child.label(), "acl" | "relcl") && child.tag() == "VB";
    let clauses = || verb.children().filter(demands).chain(predicate.children().filter(purpose));
    let demanded = || clauses().find_map(|child| below(under, child, acting, DEPTH));
    let around = || (verb != predicate).then(|| below(under, verb, acting, DEPTH)).flatten();
    let meant = clause.filter(|token| !is_where(*token));
    let meant = meant.or_else(|| demanded().filter(|token| !is_where(*token)));
    meant.or(clause).or_else(around)
}

/// "called up reservists for a war against Borduria": of preparations nothing but those against whom they are is the target.
fn opponents<'a>(
    under: &Under<'a>,
    predicate: Token<'a>,
    participants: &[Participating<'a>],
) -> Vec<Participating<'a>> {
    if participants.iter().any(is_receiver) {
        return Vec::new();
    }
    let words = predicate.subtree().map(|at| under.context.token(at));
    let against = words.filter(|word| word.lemma() == "against").find_map(|word| word.child("pobj"));
    let opponents = against.map(conjuncts).unwrap_or_default().into_iter();
    let opponents = opponents.map(|token| under.context.token(token.index()));
    opponents
        .filter(|token| is_party(under, *token))
        .map(|token| Participating { role: Role::Target, token, class: None })
        .collect()
}

/// "threatened to close the border if the rebels advance": what must not, or must, happen.
fn condition(predicate: Token<'_>) -> Option<Token<'_>> {
    let marked = |child: &Token<'_>| {
        let mark = child.child("mark").or_else(|| child.child("advmod"));
        child.label() == "advcl" && mark.is_some_and(|mark| matches!(mark.lemma(), "if" | "unless"))
    };
    let verbs = predicate.subtree().map(|at| predicate.document().token(at)).filter(|token| is_verb(*token));
    verbs.flat_map(|verb| verb.children().filter(marked)).next()
}

fn is_receiver(one: &Participating<'_>) -> bool {
    matches!(one.role, Role::Target | Role::Addressee)
}

fn is_political(plover: Option<Plover>) -> bool {
    !matches!(plover, None | Some(Plover::Assault | Plover::Coerce | Plover::Mobilize))
}

/// Whether a word means people, a body or a country.
fn is_party(under: &Under<'_>, token: Token<'_>) -> bool {
    under.actors.of(token).is_some()
        || token.pos() == Pos::Propn && under.context.entity_label(token).is_empty()
        || frames::is_human(&under.context, token) && !under.context.is(token, NounClass::Thing)
        || matches!(under.context.entity_label(token), "PERSON" | "ORG" | "GPE" | "NORP" | "LOC" | "FAC")
}

/// The first party in the clause of a word, what acts and what is said aside left out.
fn below<'a>(under: &Under<'a>, token: Token<'a>, acting: &[usize], depth: usize) -> Option<Token<'a>> {
    let aside = |child: &Token<'_>| {
        matches!(child.label(), "advcl" | "relcl" | "parataxis" | "appos" | "npadvmod" | "mark")
            || child.label() == "nsubj" && depth == DEPTH
            || matches!(child.label(), "nsubj" | "nsubjpass" | "csubj")
                && acting.iter().any(|one| child.subtree().contains(one))
            || child.label() == "conj" && is_verb(*child)
    };
    let children = token.children().filter(|child| depth > 0 && !aside(child));
    children.map(|child| under.context.token(child.index())).find_map(|child| {
        if is_other(under, child, acting) { Some(child) } else { below(under, child, acting, depth - 1) }
    })
}

/// "in Gao": where it happens. A country or a capital there may be the government concerned; "an offer from Gao" is nowhere.
fn is_where(token: Token<'_>) -> bool {
    let preposition = token.head();
    token.label() == "pobj"
        && (matches!(preposition.lemma(), "in" | "at" | "near" | "outside" | "around" | "on")
            || preposition.lemma() == "from" && !is_noun(preposition.head()))
        && token.tag().starts_with("NNP")
}

/// Whether a word means a party other than those that act.
fn is_other(under: &Under<'_>, token: Token<'_>, acting: &[usize]) -> bool {
    let (context, actors) = (&under.context, &under.actors);
    let country = context.names.country(token).map(|word| word.iso3);
    let actor = actors.of(token);
    let named = token.tag().starts_with("NNP")
        && token.entity().is_some_and(|entity| {
            let root = |head: Token<'_>| !entity.token_range().contains(&head.index());
            matches!(entity.label(), "GPE" | "NORP" | "ORG" | "PERSON") && root(token.head())
        });
    let spoken_to = matches!(context.entity_label(token), "GPE" | "NORP") && !is_where(token);
    let place = token.label() == "pobj" && (spoken_to || context.names.capital(token).is_some())
        || named && !is_where(token);
    if is_where(token) && !place && country.is_none() {
        return false;
    }
    if acting.contains(&token.index()) || actor.is_none() && country.is_none() && !place {
        return false;
    }
    let own_of = |one: usize| {
        let same = actor.is_some() && actors.of(context.token(one)) == actor;
        same || country.is_some() && country_of(under, context.token(one)) == country
    };
    let owner = token.child("poss").filter(|owner| owner.tag() == "PRP$").and_then(|owner| actors.of(owner));
    let owned = |one: usize| owner.is_some() && actors.of(context.token(one)) == owner;
    acting.iter().all(|&one| !own_of(one) && !owned(one))
}

/// The country of a party: as known, or as the words before it say: "the Ruritanian president".
fn country_of(under: &Under<'_>, token: Token<'_>) -> Option<claimant_resolve::actors::Iso3> {
    let known = under.actors.of(token).and_then(|actor| under.actors.all[actor].country);
    let of = |token: Token<'_>| under.context.names.country(token).map(|word| word.iso3);
    known.or_else(|| of(token)).or_else(|| token.children().find_map(of))
}
