//! Names: parties of the register, states and what stands for them, persons and bodies that the register does not know.

use claimant_model::{ActorKind, ItemClass, VictimStatus};
use claimant_parse::Token;
use claimant_resolve::actors::{Entry, Iso3, Organ};

use super::Actors;
use super::draft::ActorDraft;
use super::organisation;
use super::phrase::{Described, name_of};
use crate::context::Context;
use crate::lexicon::{List, Lists, NounClass, WordKind};
use crate::roll;

/// Entity labels of what is no actor.
const NO_ACTOR: [&str; 12] = [
    "GPE",
    "LOC",
    "FAC",
    "DATE",
    "EVENT",
    "WORK_OF_ART",
    "LAW",
    "LANGUAGE",
    "TIME",
    "MONEY",
    "CARDINAL",
    "ORDINAL",
];

/// Things that nobody but forces has.
fn is_of_war(item: ItemClass) -> bool {
    matches!(
        item,
        ItemClass::Aircraft
            | ItemClass::Helicopter
            | ItemClass::Drone
            | ItemClass::Armour
            | ItemClass::Artillery
    )
}

impl Actors {
    /// The actor of a party of the register, with what it is part of.
    pub(super) fn party(&mut self, context: &Context<'_>, entry: &Entry) -> usize {
        if let Some(known) = self.all.iter().position(|actor| actor.known.as_deref() == Some(&entry.id)) {
            return known;
        }
        let index = self.add(ActorDraft::of_entry(entry));
        let register = context.names.register;
        let whole = register.wholes(entry, context.names.on()).first().copied();
        // Backed and allied parties act for themselves; only a part stands for its whole.
        if let Some(whole) = whole.filter(|whole| whole.id != entry.id) {
            let above = self.party(context, whole);
            self.all[index].member_of = Some(above);
        }
        index
    }

    /// A group known by name, or one that the name describes: "Wagner fighters".
    pub(super) fn group(&mut self, context: &Context<'_>, described: &Described<'_>, group: &Entry) -> usize {
        let index = self.party(context, group);
        if context.names.party(described.head).is_some() {
            // "M23 rebels" is all name, and "the rebels" are they all the same.
            let family = described.sense.and_then(|sense| sense.family);
            if let Some(family) = family.filter(|family| matches!(*family, "rebel" | "militant" | "militia"))
            {
                self.all[index].family(family);
            }
            return index;
        }
        let of = |token: Token<'_>| context.people(token).and_then(|sense| sense.family);
        let modifies = |child: &Token<'_>| matches!(child.label(), "amod" | "compound" | "nmod");
        let modifiers = described.head.children().filter(modifies).filter_map(of);
        let families: Vec<_> =
            described.sense.and_then(|sense| sense.family).into_iter().chain(modifiers).collect();
        // "A local defence force" is none of the locals.
        for family in families.into_iter().filter(|family| !matches!(*family, "group" | "civilian")) {
            self.all[index].family(family);
        }
        self.name_within(context, described.head, index);
        index
    }

    /// "FMLN" in "FMLN guerrillas": the name is a mention too.
    fn name_within(&mut self, context: &Context<'_>, head: Token<'_>, actor: usize) {
        let of_it = |entry: Option<&Entry>| {
            entry.is_some_and(|entry| self.all[actor].known.as_ref() == Some(&entry.id))
        };
        let parties = head.children().filter_map(|child| context.names.party(child));
        let Some(party) = parties.into_iter().find(|party| of_it(party.entry)) else { return };
        let root = party.root(context.document);
        if !self.all[actor].mentions.iter().any(|(known, _)| *known == root) {
            self.all[actor].mentions.push((root, party.tokens.clone()));
        }
    }

    /// A name.
    pub(super) fn proper(&mut self, context: &Context<'_>, described: &Described<'_>) -> Option<usize> {
        let head = described.head;
        if let Some(party) = described.party {
            return Some(self.group(context, described, party));
        }
        let name = name_of(context, head);
        if let Some(body) = branch(context, head) {
            return Some(self.party(context, body));
        }
        if let Some(word) = context.names.country(head) {
            return if word.is_adjective() {
                Some(self.nationals(word.iso3, head))
            } else {
                self.state_at(context, word.iso3, head)
            };
        }
        if let Some(word) = context.names.capital(head) {
            return if acts(context, head) { self.state(context, word.iso3) } else { None };
        }
        let label = if roll::is_person(context, head) { "PERSON" } else { context.entity_label(head) };
        let lower = name.to_lowercase();
        if let Some(actor) = self.by_name(&lower, label) {
            return Some(actor);
        }
        if NO_ACTOR.contains(&label) {
            return None;
        }
        let kind = kind_of_name(described, label, &lower)?;
        let mut draft = ActorDraft::new(name, kind, described.country);
        draft.person = label == "PERSON";
        draft.families.extend(described.sense.and_then(|sense| sense.family));
        Some(self.add(draft))
    }

    fn by_name(&self, lower: &str, label: &str) -> Option<usize> {
        self.all.iter().rposition(|actor| {
            let person = actor.person || label == "PERSON";
            actor.names.iter().any(|name| {
                name == lower
                    || person && (is_surname(name, lower) || is_surname(lower, name))
                    || !lower.contains(' ') && lower.len() > 1 && organisation::initials(name) == lower
            })
        })
    }

    /// A state as a whole: its government.
    pub(super) fn state(&mut self, context: &Context<'_>, iso3: Iso3) -> Option<usize> {
        let entry = context.names.register.get(iso3.as_str())?;
        Some(self.party(context, entry))
    }

    /// A state by its name, unless the words only say where.
    fn state_at(&mut self, context: &Context<'_>, iso3: Iso3, head: Token<'_>) -> Option<usize> {
        let place = head.label() == "pobj"
            && matches!(
                head.head().lemma(),
                "in" | "near" | "outside" | "around" | "across" | "inside" | "throughout" | "within" | "into"
            );
        if place || is_across_border(head) { None } else { self.state(context, iso3) }
    }

    /// "Israeli attack": the demonym before a noun of happening stands for the state.
    pub(super) fn adjective(&mut self, context: &Context<'_>, token: Token<'_>) -> Option<usize> {
        let word = context.names.country(token)?;
        if named_behind(token) {
            return self.state(context, word.iso3);
        }
        let head = token.head();
        let happening = context
            .word(head)
            .is_some_and(|w| w.frames.iter().any(|f| f.kind == WordKind::Noun && f.plover.is_some()));
        let part = matches!(head.lemma(), "involvement" | "role" | "participation" | "support");
        let owned =
            [NounClass::Unit, NounClass::Air, NounClass::Bomb].iter().any(|class| context.is(head, *class));
        let arms = context.noun(head, NounClass::Thing).and_then(|sense| sense.item).is_some_and(is_of_war);
        ((happening || part || owned || arms)
            && matches!(token.label(), "amod" | "compound" | "nmod")
            && context.people(head).is_none())
        .then(|| self.state(context, word.iso3))
        .flatten()
    }

    /// "Russians": the foreign fighters of that country if the report has any, else people of that country. Those whom a
    /// group of their own country fights among are not that group.
    fn nationals(&mut self, iso3: Iso3, head: Token<'_>) -> usize {
        let of_country = |actor: &ActorDraft| actor.country == Some(iso3);
        let armed =
            self.all.iter().rposition(|actor| of_country(actor) && actor.kind == ActorKind::ExternalForces);
        let known =
            self.all.iter().position(|actor| of_country(actor) && actor.families.contains(&"nationals"));
        armed.or(known).unwrap_or_else(|| {
            let mut draft = ActorDraft::new(head.text().to_owned(), ActorKind::Unknown, Some(iso3));
            draft.families.push("nationals");
            self.add(draft)
        })
    }

    /// The armed forces of a state or its part: "Moscow's forces", "its troops".
    pub(super) fn forces_of(&mut self, context: &Context<'_>, actor: usize, family: Option<&str>) -> usize {
        let draft = &self.all[actor];
        let organ = match family {
            Some("army" | "force") => Organ::ArmedForces,
            Some("police") => Organ::Police,
            _ => return actor,
        };
        let country = draft.country.filter(|_| draft.kind == ActorKind::Government && draft.known.is_some());
        let forces =
            country.and_then(|country| context.names.register.organ(country, organ, context.names.on()));
        forces.map_or(actor, |entry| self.party(context, entry))
    }
}

/// Whether the short name is a surname, or surnames, of the full one: "Fuentes", "Fuentes Rivas" and "Rivas" of "Ana Fuentes
/// Rivas"; a given name alone is none.
fn is_surname(full: &str, short: &str) -> bool {
    let words = |name: &str| name.split(' ').count();
    let inner = || {
        let after = full.match_indices(short).filter(|(at, _)| full[..*at].ends_with(' '));
        after.map(|(at, _)| &full[at + short.len()..]).any(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    !short.is_empty() && short.len() < full.len() && words(short) < words(full) && inner()
}

/// "Amnesty International Nigeria": the body that has a branch there, not the country.
fn branch<'a>(context: &Context<'a>, country: Token<'_>) -> Option<&'a Entry> {
    context.names.country(country).filter(|word| !word.is_adjective())?;
    let body = country.children().filter(|child| child.label() == "compound").find_map(|child| {
        context.names.party(child).filter(|party| !party.behind && party.tokens.end == country.index())
    });
    body.and_then(|party| party.entry)
}

/// "Turkish-backed": the name of who stands behind others, whatever else they do.
pub(crate) fn named_behind(name: Token<'_>) -> bool {
    let backed = name.head();
    let hyphen = name.next().is_some_and(|hyphen| hyphen.text() == "-");
    let behind = Lists::embedded().has(List::Backs, backed.lemma());
    name.label() == "npadvmod" && hyphen && behind && backed.tag() == "VBN" && backed.label() == "amod"
}

/// "The border with Chad and Niger", "the Chad border", "a town bordering Chad".
pub(super) fn is_across_border(country: Token<'_>) -> bool {
    let country = crate::tree::first_conjunct(country);
    let above = country.head();
    if country.label() == "compound" && above.lemma() == "border" {
        return true;
    }
    let with = above.lemma() == "with" && above.previous().is_some_and(|border| border.lemma() == "border");
    country.label() == "pobj" && with || country.label() == "dobj" && above.lemma() == "border"
}

/// Whether a capital stands for its government here: it speaks, or is spoken to.
fn acts(context: &Context<'_>, head: Token<'_>) -> bool {
    let speaks = |verb: Token<'_>| {
        context.word(verb).is_some_and(|word| {
            let verbal = word.frames.iter().filter(|frame| frame.kind == WordKind::Verb);
            !word.cues.is_empty() || verbal.filter_map(|frame| frame.plover).any(is_political)
        })
    };
    let fights = |verb: Token<'_>| {
        context.word(verb).is_some_and(|word| {
            word.frames
                .iter()
                .any(|frame| frame.kind == WordKind::Verb && frame.agent.is_some() && frame.plover.is_some())
        })
    };
    let verb = head.head();
    match head.label() {
        "nsubj" if verb.child("dobj").is_some() => {
            speaks(verb) || fights(verb) || loses_forces(context, verb)
        }
        "nsubj" | "dobj" => speaks(verb),
        "agent" => true,
        "pobj" => matches!(verb.text(), "by" | "to" | "against" | "with") && speaks(verb.head()),
        "poss" => context.people(verb).is_some(),
        "conj" => acts(context, verb),
        _ => false,
    }
}

/// "Lost 300 soldiers and 12 tanks": what a state loses, and no town.
fn loses_forces(context: &Context<'_>, verb: Token<'_>) -> bool {
    let fights =
        |lost: Token<'_>| context.people(lost).is_some_and(|sense| sense.status == VictimStatus::Combatant);
    let lost = verb.child("dobj").filter(|_| verb.lemma() == "lose");
    lost.is_some_and(|lost| fights(lost) || context.is(lost, NounClass::Thing))
}

fn is_political(plover: claimant_model::Plover) -> bool {
    use claimant_model::Plover::{
        Accuse, Agree, Aid, Concede, Consult, Reject, Request, Sanction, Support, Threaten,
    };
    matches!(
        plover,
        Accuse | Agree | Aid | Concede | Consult | Reject | Request | Sanction | Support | Threaten
    )
}

fn kind_of_name(described: &Described<'_>, label: &str, lower: &str) -> Option<ActorKind> {
    let sense = described.sense.filter(|sense| label != "PERSON" && sense.actor != ActorKind::Person);
    Some(match (sense, label) {
        (Some(sense), _) => sense.actor,
        (None, "PERSON") => ActorKind::Person,
        (None, "ORG") => organisation::kind(lower),
        (None, "NORP") => ActorKind::Other,
        _ => return None,
    })
}
