//! Something happened: any word with a frame. "Rebels attacked the town" is an assault by the rebels on the town.

use claimant_model::{ItemClass, Plover, Role};
use claimant_parse::Token;

use crate::context::Context;
use crate::draft::{Codes, Draft, Participating, Rule, Under, What};
use crate::frames::{self, Framed};
use crate::lexicon::{Damage, Frame, List, Lists, NounClass, NounSense, Part, WordKind};
use crate::tree::is_nominal;

/// Any predicate that names an event.
pub(super) struct Event;

impl Rule for Event {
    fn name(&self) -> &'static str {
        "event/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let Some(framed) = frames::of(under, token) else { return };
        if framed.frame.plover.is_none() || !is_plausible(under, &framed) {
            return;
        }
        if matches!(framed.frame.damage, Some(Damage::People(_))) && super::accident::is_of(under, token) {
            return;
        }
        if super::intention::is_meant(under, token, framed.frame) {
            return;
        }
        let mut draft = Draft::new(self.name(), token, What::Event);
        draft.codes = codes(&framed);
        draft.participants = participants_and_sites(under, token, &framed);
        if draft.participants.is_empty() && is_of_nature(under, &framed) {
            return;
        }
        let act = (framed.frame.plover, Some(framed.frame));
        super::affected::settle(under, token, act, &mut draft.participants);
        draft.links = links(&framed);
        out.push(draft);
    }
}

/// "Beetles attacked the maize": an attack whose doer and object are told, and neither is anybody or anything of war.
fn is_of_nature(under: &Under<'_>, framed: &Framed<'_>) -> bool {
    let Framed { frame, arguments } = framed;
    let told = !arguments.agents.is_empty() && !arguments.patients.is_empty();
    let plain = |token: &Token<'_>| {
        let senses =
            [NounClass::Person, NounClass::Group, NounClass::Thing, NounClass::Bomb, NounClass::Place];
        token.tag().starts_with("NN")
            && token.pos() != claimant_parse::Pos::Propn
            && !senses.iter().any(|class| under.context.is(*token, *class))
            && under.context.word(*token).is_none()
            && under.actors.of(*token).is_none()
    };
    frame.is_assault() && told && arguments.agents.iter().chain(&arguments.patients).all(plain)
}

/// "killed the proposal", "shot the film", "the picture hangs": words of violence said of what cannot suffer it.
fn is_plausible(under: &Under<'_>, framed: &Framed<'_>) -> bool {
    let context = &under.context;
    let frame = framed.frame;
    if frame.kind != WordKind::Verb {
        return true;
    }
    let suffers = matches!(frame.patient, Some(Part::Victim | Part::Thing));
    if !suffers || !matches!(frame.plover, Some(Plover::Assault | Plover::Coerce)) {
        return true;
    }
    let people = |token: &Token<'_>| {
        super::victims::can_be_victim(context, *token) || under.actors.of(*token).is_some()
    };
    let thing = |token: &Token<'_>| {
        let counted = context.token(context.quantities().of(*token).counted);
        [NounClass::Thing, NounClass::Bomb, NounClass::Place].iter().any(|class| context.is(counted, *class))
            || matches!(context.entity_label(counted), "GPE" | "LOC" | "FAC" | "ORG" | "PRODUCT")
    };
    if framed.arguments.patients.is_empty() {
        return framed.arguments.agents.iter().any(people) || framed.arguments.passive;
    }
    framed.arguments.patients.iter().any(|token| people(token) || thing(token))
}

/// The codes of a frame.
pub(super) fn codes(framed: &Framed<'_>) -> Codes {
    Codes::of(framed.frame)
}

/// Who takes part, by the frame.
pub(super) fn participants<'a>(under: &Under<'a>, framed: &Framed<'a>) -> Vec<Participating<'a>> {
    let mut found = Vec::new();
    let mut add = |part: Option<Part>, tokens: &[Token<'a>]| {
        for token in tokens {
            if let Some(part) = part {
                found.extend(participating(under, framed.frame, part.role(), *token));
            }
        }
    };
    let agent = framed.frame.agent.map(|part| doer(framed.frame, part));
    add(agent, &framed.arguments.agents);
    if agent == Some(Part::As(Role::Initiator)) {
        let things = framed.arguments.agents.iter().filter(|token| is_thing(under, **token));
        add(agent, &things.flat_map(|thing| owners_of_thing(under, *thing)).collect::<Vec<_>>());
    }
    let given = receivers(under, framed);
    if given.is_empty() && !is_given_away(framed) {
        add(framed.frame.patient, &framed.arguments.patients);
    }
    add(Some(Part::As(Role::Addressee)), &given);
    let mut seen: Vec<Token<'a>> = Vec::new();
    for (prep, object) in &framed.arguments.obliques {
        // "a curfew in Gao in eastern Mali": the second is where the first is.
        if seen.iter().any(|one| *one != *prep && one.text() == prep.text())
            || is_beside(under, *prep, *object)
        {
            continue;
        }
        seen.push(*prep);
        let row = framed.frame.obliques.iter().find(|(name, _)| prep.text().eq_ignore_ascii_case(name));
        add(row.and_then(|(_, part)| *part), &[whose_life(under, *object)]);
    }
    found.extend(obliques_of_object(under, framed));
    found
}

/// "An attempt on the life of the judge", "on the judge's life": the judge.
fn whose_life<'a>(under: &Under<'a>, noun: Token<'a>) -> Token<'a> {
    let life = noun.lemma() == "life";
    let owner = life.then(|| noun.child("poss").or_else(|| crate::tree::oblique(noun, &["of"]))).flatten();
    owner.map_or(noun, |owner| under.context.token(owner.index()))
}

/// Who takes part, and what an explosion hit by where it was.
pub(super) fn participants_and_sites<'a>(
    under: &Under<'a>,
    predicate: Token<'a>,
    framed: &Framed<'a>,
) -> Vec<Participating<'a>> {
    let mut all = participants(under, framed);
    for site in super::site::of(under, predicate, framed) {
        if !all.iter().any(|known| known.token == site.token) {
            all.push(site);
        }
    }
    all
}

/// Those who lay down their arms are counted, and do it themselves.
fn doer(frame: &Frame, part: Part) -> Part {
    if part == Part::Victim && frame.plover == Some(Plover::Retreat) {
        Part::As(Role::Initiator)
    } else {
        part
    }
}

fn is_thing(under: &Under<'_>, token: Token<'_>) -> bool {
    under.actors.of(token).is_none() && under.context.noun(token, NounClass::Thing).is_some()
}

/// "gave two trucks to the ministry": the object is what is given.
fn is_given_away(framed: &Framed<'_>) -> bool {
    let gives =
        framed.frame.patient == Some(Part::As(Role::Addressee)) && framed.frame.plover == Some(Plover::Aid);
    gives && framed.arguments.obliques.iter().any(|(prep, _)| prep.text() == "to")
}

/// "gave the ministry two trucks": those who get what is the object.
fn receivers<'a>(under: &Under<'a>, framed: &Framed<'a>) -> Vec<Token<'a>> {
    if framed.frame.patient != Some(Part::As(Role::Addressee)) {
        return Vec::new();
    }
    let verb =
        framed.arguments.patients.iter().find(|object| object.label() == "dobj").map(|object| object.head());
    let named = |child: &Token<'_>| child.label() == "dative" && is_nominal(*child);
    let receivers = verb.into_iter().flat_map(|verb| verb.children().filter(named));
    receivers.flat_map(crate::tree::conjuncts).map(|token| under.context.token(token.index())).collect()
}

/// "an explosion near the town of Gao": where it was, not what was hit.
fn is_beside(under: &Under<'_>, preposition: Token<'_>, object: Token<'_>) -> bool {
    let named = matches!(under.context.entity_label(object), "GPE" | "LOC");
    let town = crate::tree::oblique(object, &["of"]).is_some_and(|name| name.tag().starts_with("NNP"));
    preposition.text().eq_ignore_ascii_case("near") && (named || town)
}

/// "Ruritanian and Bordurian tanks fired": whose things did it.
fn owners_of_thing<'a>(under: &Under<'a>, thing: Token<'a>) -> Vec<Token<'a>> {
    let before = |child: &Token<'_>| matches!(child.label(), "compound" | "amod" | "nmod" | "poss");
    let owners = thing.children().filter(before).flat_map(crate::tree::conjuncts);
    let owners = owners.map(|child| under.context.token(child.index()));
    let owners: Vec<_> = owners.filter(|child| under.actors.of(*child).is_some()).collect();
    // "Ruritanian army tanks" are the army's.
    let is_country = |owner: &Token<'a>| under.context.names.country(*owner).is_some();
    let (countries, forces): (Vec<_>, Vec<_>) = owners.into_iter().partition(is_country);
    if forces.is_empty() { countries } else { forces }
}

/// "requested support from the ministry", "imposed a blockade in the West Bank": the phrase may hang on the object.
fn obliques_of_object<'a>(under: &Under<'a>, framed: &Framed<'a>) -> Vec<Participating<'a>> {
    let mut found = Vec::new();
    let frame = framed.frame;
    for object in &framed.arguments.patients {
        // "demanded the withdrawal of forces from the town": of the withdrawal, not of the demand.
        let own = frame.plover == Some(Plover::Request) && frames::of(under, *object).is_some();
        for (prep, inner) in
            crate::tree::prepositions(*object).filter(|(prep, _)| !own || prep.text() != "from")
        {
            let placed = prep.text() == "in" && is_imposed(under, frame, inner);
            let fits = |name: &str| prep.text() == name && name != "of" && (name != "in" || placed);
            let Some((_, Some(part))) = frame.obliques.iter().find(|(name, _)| fits(name)) else { continue };
            for token in crate::tree::conjuncts(inner) {
                let token = under.context.token(token.index());
                found.extend(participating(under, frame, part.role(), token));
            }
        }
    }
    found
}

/// What is imposed on a place, or made ready there, is aimed at it.
fn is_imposed(under: &Under<'_>, frame: &Frame, place: Token<'_>) -> bool {
    matches!(frame.plover, Some(Plover::Coerce | Plover::Mobilize))
        && matches!(under.context.entity_label(place), "GPE" | "LOC")
}

/// "The front of the bank", "the roof of a church": the thing whose part is hit.
pub(super) fn thing_of_part<'a>(context: &Context<'a>, part: Token<'_>) -> Option<Token<'a>> {
    let is_part = Lists::embedded().has(List::PartOfThing, part.lemma());
    let object = crate::tree::oblique(part, &["of"]).filter(|_| is_part)?;
    let whole = context.token(object.index());
    let sense = context.noun(whole, NounClass::Thing)?;
    let built =
        matches!(sense.item, Some(ItemClass::Building | ItemClass::Vehicle | ItemClass::Infrastructure));
    built.then_some(whole)
}

/// A participant, where the word can be one: people, places, things, not abstractions.
fn participating<'a>(
    under: &Under<'a>,
    frame: &Frame,
    role: Role,
    token: Token<'a>,
) -> Option<Participating<'a>> {
    let context = &under.context;
    let token = thing_of_part(context, token).unwrap_or(token);
    let counted = context.token(context.quantities().stated(token).map_or(token.index(), |q| q.counted));
    if !is_nominal(counted) && under.actors.of(token).is_none() || crate::quantity::counts_nobody(counted) {
        return None;
    }
    let thing = context.noun(counted, NounClass::Thing);
    let human = frames::is_human(context, counted)
        || under.actors.of(counted).is_some()
        || !context.entity_label(counted).is_empty();
    if role == Role::Initiator
        && !human
        && (is_happening(context, counted) || thing.is_some() || context.is(counted, NounClass::Bomb))
    {
        return None;
    }
    if context.is(counted, NounClass::Never) && !human && thing.is_none() {
        return None;
    }
    let captivity = crate::clause::is_captivity(counted) && counted == token;
    if role == Role::Target && (captivity || is_no_target(context, counted)) {
        return None;
    }
    let place =
        context.is(counted, NounClass::Place) && thing.is_none() && under.actors.of(counted).is_none();
    if matches!(context.entity_label(counted), "DATE" | "TIME" | "MONEY" | "PERCENT" | "ORDINAL") {
        return None;
    }
    if place && counted.pos() != claimant_parse::Pos::Propn && context.people(counted).is_none() {
        return Some(Participating { role, token: counted, class: Some(ItemClass::Other) });
    }
    let violent = frame.is_assault();
    let concrete = human || thing.is_some() || place || context.is(counted, NounClass::Bomb);
    if violent && !fits_violence(under, role, counted, human, concrete) {
        return None;
    }
    let aimed_at = violent && role == Role::Target && is_house(context, counted);
    let class = if human && !aimed_at { None } else { thing.and_then(|sense| sense.item) };
    Some(Participating { role, token: counted, class })
}

/// Whether a noun names something that happens.
fn is_happening(context: &Context<'_>, noun: Token<'_>) -> bool {
    let event = |frame: &Frame| frame.kind == WordKind::Noun && frame.plover.is_some();
    context.word(noun).is_some_and(|word| word.frames.iter().any(event))
}

/// Whether a word can have such a part in violence: people and numbers of them do it, and what can be touched suffers it.
fn fits_violence(under: &Under<'_>, role: Role, noun: Token<'_>, human: bool, concrete: bool) -> bool {
    let quantities = under.context.quantities();
    // "An explosion of 40 kg of nitrate", "fired at 1745 GMT".
    let measure = quantities.is_measure(noun) || noun.text() == "GMT";
    let number = quantities.number(noun).is_some();
    let no_doer = || role == Role::Initiator && (!human && !number || is_no_doer(under, noun));
    !measure && (concrete || number) && !no_doer()
}

/// "The bombing of the bank, which killed ten", "the explosions in Gao, which": a house or a town kills nobody, unless it stands
/// for those who sit there.
fn is_no_doer(under: &Under<'_>, noun: Token<'_>) -> bool {
    let town = matches!(under.context.entity_label(noun), "GPE" | "LOC" | "FAC")
        && under.context.people(noun).is_none();
    under.actors.of(noun).is_none() && (town || is_house(&under.context, noun))
}

/// "Attacked the bank", "a bomb at the embassy": of a word for a body and for its house, violence hits the house.
fn is_house(context: &Context<'_>, noun: Token<'_>) -> bool {
    let building = |sense: &NounSense| sense.item == Some(ItemClass::Building);
    context.noun(noun, NounClass::Thing).is_some_and(building)
        && context.noun(noun, NounClass::Group).is_some()
        && context.noun(noun, NounClass::Person).is_none()
}

/// "Set off two bombs", "threw a grenade": what is done with, not done to. "At about 1130": an hour. "Shot on the way home".
fn is_no_target(context: &crate::context::Context<'_>, token: Token<'_>) -> bool {
    let bomb = context.is(token, NounClass::Bomb)
        && context.noun(token, NounClass::Thing).is_none_or(|sense| sense.item == Some(ItemClass::Weapon));
    let hour =
        token.tag() == "CD" && token.label() == "pobj" && token.head().text().eq_ignore_ascii_case("at");
    let way = || token.child("compound").is_some_and(|before| before.lemma() == "way");
    bomb || hour || way()
}

/// Other predicates among the arguments: "an attack that killed", "died in an explosion".
pub(super) fn links(framed: &Framed<'_>) -> Vec<usize> {
    let arguments = &framed.arguments;
    arguments
        .agents
        .iter()
        .chain(&arguments.patients)
        .chain(arguments.obliques.iter().map(|(_, object)| object))
        .map(|token| token.index())
        .collect()
}
