//! Those to whom a predicate's violence was done: its arguments, and where the parser hangs them elsewhere.

use claimant_model::{ActorKind, Outcome, Role};
use claimant_parse::Token;

use super::named;
use super::parts::is_among_them;
use super::victim_list::{self, Listed};
use crate::context::Context;
use crate::draft::Under;
use crate::frames::{Framed, is_human};
use crate::lexicon::{Damage, NounClass, Part};
use crate::roll;
use crate::tree::{conjuncts, first_conjunct, is_nominal};

/// Those to whom it was done.
pub(super) fn victims<'a>(under: &Under<'a>, token: Token<'a>, framed: &Framed<'a>) -> Vec<Token<'a>> {
    let arguments = &framed.arguments;
    if let Some(subjects) = headline_list(under, token, framed) {
        return subjects;
    }
    let mut found = Vec::new();
    if framed.frame.agent == Some(Part::Victim) {
        // "a claim by the opposition that 90 conscripts had died": the noun that the clause hangs on did not die.
        let hangs_on = |patient: &&Token<'a>| {
            token.label() == "relcl" && **patient == token.head() && !arguments.agents.is_empty()
        };
        // "Fled the building", "embraced martyrdom": what is fled or met is not who fell.
        let displaced = framed.frame.damage == Some(Damage::People(Outcome::Displaced));
        let left = (displaced || matches!(token.lemma(), "embrace" | "attain")) && !arguments.passive;
        let patients = arguments.patients.iter().filter(|patient| !left && !hangs_on(patient));
        found.extend(arguments.agents.iter().chain(patients).copied());
    }
    if framed.frame.patient == Some(Part::Victim) {
        // "were killed in the raid, a rare admission": the subject of a passive is the victim, no object is.
        let suffers =
            |patient: &&Token<'a>| !arguments.passive || patient.label() != "dobj" || patient.head() != token;
        let told = |patient: &&Token<'a>| suffers(patient) && !is_among_them(**patient);
        found.extend(arguments.patients.iter().filter(told).copied());
        found.extend(number_after(under, token, &found));
        if let Some(number) = number_before(under, token).or_else(|| listed_number(under, token)) {
            found = vec![number];
        }
    }
    found.extend(number_after(under, token, &found));
    for (prep, object) in &arguments.obliques {
        let row = framed.frame.obliques.iter().find(|(name, _)| prep.text().eq_ignore_ascii_case(name));
        if row.is_some_and(|(_, part)| *part == Some(Part::Victim)) && !found.contains(object) {
            found.push(*object);
        }
    }
    if !found.is_empty() {
        found.extend(companions(under, token));
    }
    drop_titles(&mut found);
    found.retain(|victim| !is_age(under, *victim) && !is_excepted(*victim));
    found.retain(|victim| can_be_victim(&under.context, *victim) || is_person(under, *victim));
    if found.is_empty() && framed.frame.patient == Some(Part::Victim) {
        found.extend(headline_compound(under, token).or_else(|| beside_an_animal(under, token)));
    }
    // "They are lost": nobody is said to have lost them.
    let lost = framed.frame.agent == Some(Part::As(Role::Owner)) && arguments.passive;
    found.retain(|victim| !lost || victim.tag() != "PRP");
    found.extend(first_of_row(under, token));
    found.dedup_by_key(|victim| victim.index());
    for victim in found.clone() {
        found.extend(roll::apposed(&under.context, victim));
        if let Some(Listed::More(more)) = victim_list::behind(under, victim) {
            found.extend(more);
        }
        found.extend(named::others(under, victim));
    }
    found.sort_by_key(|victim| victim.index());
    found.dedup_by_key(|victim| victim.index());
    found
}

/// "Man shot, killed in east end": at the head of a headline the parser takes the victim for part of a name.
fn headline_compound<'a>(under: &Under<'a>, token: Token<'a>) -> Option<Token<'a>> {
    let verb = if matches!(token.label(), "acl" | "conj") { token.head() } else { token };
    let start = token.sentence().token_range().start;
    let first = verb.child("compound").filter(|c| c.subtree().start == start && c.index() < verb.index())?;
    let bare = !verb.children().any(|c| matches!(c.label(), "nsubj" | "nsubjpass" | "dobj" | "aux"));
    let fits = bare && is_human(&under.context, first) && matches!(token.tag(), "VBN" | "VBD");
    fits.then(|| under.context.token(first.index()))
}

/// "6 soldiers, 2 rebels killed in ambush": in a headline the parser takes the second for a description of the first.
fn first_of_row<'a>(under: &Under<'a>, participle: Token<'a>) -> Option<Token<'a>> {
    let last = participle.head();
    let first = last.head();
    let row = participle.label() == "acl" && participle.tag() == "VBN" && last.label() == "appos";
    let counted = |noun: Token<'_>| noun.child("nummod").is_some() && is_human(&under.context, noun);
    let comma = last.subtree().start.checked_sub(1).map(|at| under.context.token(at));
    let fits = row && counted(first) && counted(last) && first.lemma() != last.lemma();
    (fits && comma.is_some_and(|comma| comma.text() == ",")).then(|| under.context.token(first.index()))
}

/// "found a boy and a goat stabbed": the parser hangs the participle on the goat.
fn beside_an_animal<'a>(under: &Under<'a>, participle: Token<'a>) -> Option<Token<'a>> {
    let noun = participle.head();
    let first = first_conjunct(noun);
    let listed = participle.label() == "acl" && first != noun && (is_human_or_name(under, first));
    listed.then(|| under.context.token(first.index()))
}

/// "was killed along with her brother", "was killed with three bodyguards".
pub(super) fn companions<'a>(under: &Under<'a>, token: Token<'a>) -> impl Iterator<Item = Token<'a>> {
    let along = token.children().filter(|c| matches!(c.text(), "along" | "together" | "alongside"));
    // The parser hangs "with" on "along" or, beside it, on the verb.
    let mut with = along.flat_map(|along| {
        let beside = along.next().filter(|next| next.text() == "with" && next.head() == along.head());
        along.children().filter(|c| c.text() == "with").chain([along]).chain(beside)
    });
    let bare = || {
        let with = token.children().find(|c| c.label() == "prep" && c.text() == "with")?;
        let some_of = |people: Token<'_>| {
            people.tag() == "CD" && people.child("prep").is_some_and(|of| of.text() == "of")
        };
        let whose = |people: &Token<'_>| {
            let own = people.child("poss").is_some_and(|owner| owner.tag() == "PRP$");
            some_of(*people) || is_human(&under.context, *people) && (own || people.child("nummod").is_some())
        };
        let suffers = crate::clause::is_passive(token) || matches!(token.lemma(), "die" | "perish");
        with.child("pobj").filter(|people| suffers && whose(people))
    };
    let companion = with.find_map(|with| with.child("pobj")).or_else(bare);
    companion.into_iter().flat_map(conjuncts).map(|one| under.context.token(one.index()))
}

/// A surname that the parser takes for a place: "Milton was shot", once John Milton has been named.
fn is_person(under: &Under<'_>, name: Token<'_>) -> bool {
    let actor = under.actors.of(name).map(|actor| under.actors.all[actor].kind);
    let word = name.text().starts_with(char::is_alphabetic);
    word && name.pos() == claimant_parse::Pos::Propn && actor == Some(ActorKind::Person)
}

/// "All but two of the passengers": the two are those to whom nothing was done.
fn is_excepted(number: Token<'_>) -> bool {
    let but = number.previous().filter(|but| but.lemma() == "but");
    but.and_then(Token::previous).is_some_and(|all| all.text().eq_ignore_ascii_case("all"))
}

/// "killed a guard, 19": the number after one person is his age.
fn is_age(under: &Under<'_>, number: Token<'_>) -> bool {
    const OLDEST: u64 = 120;
    let person = |noun: Token<'_>| !crate::tree::is_plural(noun) && (crate::tree::is_noun(noun));
    let after = number.previous().filter(|comma| comma.text() == ",").and_then(Token::previous);
    let years = under.context.quantities().number(number).is_some_and(|years| years <= OLDEST);
    let bare = number.children().all(|c| c.label() == "punct");
    years
        && bare
        && after.is_some_and(|noun| person(noun) && is_human_or_name(under, noun))
        && number.next().is_none_or(|next| next.pos() == claimant_parse::Pos::Punct)
}

fn is_human_or_name(under: &Under<'_>, noun: Token<'_>) -> bool {
    is_human(&under.context, noun) || noun.pos() == claimant_parse::Pos::Propn
}

/// "killing officer Tom Hill": the parser may take a title for a victim beside the name.
fn drop_titles(victims: &mut Vec<Token<'_>>) {
    let names: Vec<usize> = victims
        .iter()
        .filter(|v| v.pos() == claimant_parse::Pos::Propn)
        .map(|name| name.subtree().start)
        .collect();
    victims.retain(|v| v.pos() == claimant_parse::Pos::Propn || !names.contains(&(v.index() + 1)));
}

/// "Three killed, 12 wounded": the second number is no object of the first verb.
fn headline_list<'a>(under: &Under<'a>, token: Token<'a>, framed: &Framed<'a>) -> Option<Vec<Token<'a>>> {
    let object = framed.arguments.patients.first()?;
    let numeric = |t: &Token<'a>| under.context.quantities().stated(*t).is_some();
    let subject =
        framed.arguments.agents.first().filter(|subject| numeric(subject) && !framed.arguments.passive)?;
    let comma = token.next().is_some_and(|next| next.text() == ",");
    let next_verb = object.next().is_some_and(|next| next.tag() == "VBN");
    (comma && next_verb && numeric(object)).then(|| vec![*subject])
}

/// "three were killed and at least 20 wounded": the number right before a coordinated participle is its subject.
fn number_before<'a>(under: &Under<'a>, token: Token<'a>) -> Option<Token<'a>> {
    // "We have three wounded" is taken for a clause after "have".
    let had = token.label() == "ccomp" && token.head().lemma() == "have";
    let shared = (token.label() == "conj" || had)
        && !token.children().any(|c| matches!(c.label(), "nsubj" | "nsubjpass" | "dobj"));
    let number = token.previous().filter(|p| shared && under.context.quantities().is_numeric(*p))?;
    (number.head() == token || number.head() == token.head()).then_some(number)
}

/// "claimed 40 dead and 70 wounded": the number in a list right before a bare participle is all that it counts.
fn listed_number<'a>(under: &Under<'a>, token: Token<'a>) -> Option<Token<'a>> {
    let bare = token.tag() == "VBN" && token.children().all(|child| child.label() == "punct");
    let number = token.previous().filter(|p| bare && p.label() == "conj" && p.head() != token)?;
    under.context.quantities().number(number).map(|_| under.context.token(number.index()))
}

/// The parser sometimes hangs a bare number elsewhere: "wounding 12 ", "killed 3".
fn number_after<'a>(under: &Under<'a>, token: Token<'a>, found: &[Token<'a>]) -> Option<Token<'a>> {
    if !found.is_empty() {
        return None;
    }
    token
        .children()
        .find(|child| {
            child.index() > token.index()
                && matches!(child.label(), "npadvmod" | "nummod" | "attr" | "oprd" | "ccomp" | "dep")
                && under.context.quantities().number(*child).is_some()
        })
        .or_else(|| so_many_more(token))
        .filter(|number| !under.context.quantities().is_measure(*number))
        .filter(|number| !number.children().any(|child| child.label() == "acl" && child.tag() == "VBN"))
}

/// "Killed 70 soldiers and seized 50 more": the parser hangs the number on an adverb.
fn so_many_more(verb: Token<'_>) -> Option<Token<'_>> {
    let more = verb.children().find(|child| child.label() == "advmod" && child.lemma() == "more")?;
    let alone = verb.child("dobj").is_none() && more.next().is_none_or(|next| !crate::tree::is_noun(next));
    more.child("nummod").filter(|number| alone && number.tag() == "CD" && number.next() == Some(more))
}

/// People, names and numbers can be victims; things, times and body parts cannot.
pub(super) fn can_be_victim(context: &Context<'_>, token: Token<'_>) -> bool {
    let quantities = context.quantities();
    let counted = context.token(quantities.stated(token).map_or(token.index(), |q| q.counted));
    let glued = counted.next().is_some_and(|next| next.text() == "-" && !counted.space_after());
    let word = counted.text().contains(char::is_alphanumeric);
    if glued || !word || counted.pos() == claimant_parse::Pos::Punct {
        return false;
    }
    if is_human(context, counted) && !matches!(counted.text(), "it" | "It" | "what" | "which") {
        return true;
    }
    // "two of the wounded later died"
    if counted != token && matches!(counted.text(), "wounded" | "injured" | "missing") {
        return true;
    }
    if matches!(counted.lemma(), "old" | "other" | "own" | "one" | "victim") || is_ordinal_person(counted) {
        return true;
    }
    if quantities.is_measure(counted) || !is_nominal(counted) || matches!(counted.tag(), "WDT" | "WP" | "EX")
    {
        return quantities.number(counted).is_some() && counted == token;
    }
    let blocked = [
        NounClass::Never,
        NounClass::Thing,
        NounClass::Bomb,
        NounClass::Place,
        NounClass::Agreement,
        NounClass::Record,
        NounClass::Casualty,
    ];
    if blocked.iter().any(|class| context.is(counted, *class)) {
        return false;
    }
    let entity = context.entity_label(counted);
    // "Forty Taliban": so many of them.
    let members = context.names.party(counted).is_some() && quantities.stated(token).is_some();
    if matches!(entity, "ORG" | "DATE" | "TIME" | "MONEY" | "PERCENT" | "GPE" | "LOC" | "FAC" | "EVENT")
        && counted.tag() != "CD"
        && !members
    {
        return false;
    }
    let happening = context.word(counted).is_some_and(|w| !w.frames.is_empty());
    !happening
}

/// "One man died and a second was injured": one person more.
fn is_ordinal_person(word: Token<'_>) -> bool {
    let ordinal = matches!(word.text(), "second" | "third" | "fourth" | "fifth" | "sixth");
    let alone = |c: Token<'_>| c.label() == "det" && matches!(c.lemma(), "a" | "the");
    ordinal && matches!(word.label(), "nsubj" | "nsubjpass" | "dobj" | "conj") && word.children().any(alone)
}
