//! Descriptions: "the army", "Tuareg rebels", "gunmen", "the group", "a spokesman for the ministry".

use claimant_model::{ActorKind, VictimStatus};
use claimant_parse::Token;
use claimant_resolve::actors::{Entry, Organ};

use super::Actors;
use super::draft::ActorDraft;
use super::named::named_behind;
use super::phrase::{Described, is_division, is_relative, name_of, name_range, of_several, text_of};
use crate::context::Context;
use crate::lexicon::{List, Lists, NounClass, WordKind};
use crate::tree::{has_determiner, is_plural, lower};

/// Words that a state's body bears alone, even where rebels have them in their name: "the army" is no Liberation Army.
const OF_STATES: [&str; 5] = ["army", "military", "police", "navy", "government"];

fn is_of_rebels(kind: ActorKind) -> bool {
    matches!(kind, ActorKind::RebelGroup | ActorKind::PoliticalMilitia | ActorKind::IdentityMilitia)
}

impl Actors {
    /// A common noun.
    pub(super) fn common(&mut self, context: &Context<'_>, described: &Described<'_>) -> Option<usize> {
        let head = described.head;
        if is_division(head) {
            return None;
        }
        if let Some(group) = described.group() {
            return self.member(context, described, group);
        }
        if is_ours(head) {
            let author = head.child("poss").and_then(|owner| self.of(owner))?;
            let family = described.sense.and_then(|sense| sense.family);
            let own = family != Some("civilian")
                && (described.sense.is_some() || context.is(head, NounClass::Unit));
            return own.then(|| self.forces_of(context, author, family));
        }
        if context.is(head, NounClass::Unit)
            && let Some(owner) = self.owner(context, head).filter(|&owner| !self.is_alone(owner))
        {
            let family = described.sense.and_then(|sense| sense.family);
            return Some(self.forces_of(context, owner, family));
        }
        if let Some(owner) = self.whose_men(context, head) {
            let family = described.sense.and_then(|sense| sense.family);
            return Some(self.forces_of(context, owner, family));
        }
        let sense = described.sense?;
        if described.role.is_some() && sense.family.is_none() {
            return self.office(context, described);
        }
        if !crate::demonyms::counted(context, head).is_empty() {
            return None;
        }
        // "A surgeon in Chad" is not its government.
        let governs = sense.actor.is_state()
            || described.role.is_some()
            || sense.family.is_some_and(|f| f != "civilian");
        let organ = described.organ().filter(|organ| governs || organ.organ() != Some(Organ::Government));
        if let Some(organ) = organ {
            return Some(self.group(context, described, organ));
        }
        // "Kenyan forces", "the Kenya Defence Forces": a country's forces are its army; "rebel forces in Kenya" are not.
        let rebels = described.kind.is_armed() && !described.kind.is_state();
        let family = match family_of(described)? {
            "force" if described.country.is_some() && !of_several(head) && !rebels => "army",
            family => family,
        };
        if let Some(organ) = forces_by_country(context, described, family) {
            return Some(self.group(context, described, organ));
        }
        if let Some(group) = self.definite_group(described) {
            return Some(group);
        }
        let one_more = family == "attacker" && is_indefinite(head) || is_former(head);
        let one_more = one_more || family == "government" && is_local(head);
        if let Some(actor) = self.by_family(context, described, family).filter(|_| !one_more) {
            let actor = self.with_soldiers(context, actor);
            self.all[actor].country = self.all[actor].country.or(described.country);
            self.named_army(context, head, actor);
            return Some(actor);
        }
        self.new_description(context, described, family)
    }

    /// "JNIM fighters", "a leader of JNIM"; "the wife of a Hamas leader" is nobody of the group.
    fn member(
        &mut self,
        context: &Context<'_>,
        described: &Described<'_>,
        group: &claimant_resolve::actors::Entry,
    ) -> Option<usize> {
        let head = described.head;
        let combatant = described.sense.is_none_or(|sense| {
            sense.family.is_some() && sense.family != Some("civilian")
                || sense.actor.is_armed()
                || sense.status == VictimStatus::Combatant
        });
        let fits =
            combatant || described.role.is_some() || is_relative(head) || context.is(head, NounClass::Unit);
        let fits = fits || is_fellow(context, head);
        // "demands from the UNITA movement" are not the movement.
        let happening = described.sense.is_none()
            && context.word(head).is_some_and(|word| {
                word.frames.iter().any(|frame| frame.kind == WordKind::Noun && frame.plover.is_some())
            });
        (fits && !happening).then(|| self.group(context, described, group))
    }

    /// "a spokesman for the army" stands for the army as long as nothing is done to him.
    fn office(&mut self, context: &Context<'_>, described: &Described<'_>) -> Option<usize> {
        let suffers = matches!(described.head.label(), "dobj" | "nsubjpass");
        let party = described.organ().or(described.party).filter(|_| !suffers)?;
        Some(self.party(context, party))
    }

    /// The part of a state of this kind that was spoken of last: after "the president of Chad", "the president" is he,
    /// whatever country the report is about.
    pub(super) fn spoken_of<'a>(
        &self,
        context: &Context<'a>,
        described: &Described<'_>,
    ) -> Option<&'a Entry> {
        let organ = described.party.filter(|_| described.by_story)?.organ()?;
        if described.role.is_some() && described.head.pos() == claimant_parse::Pos::Propn {
            return self.of_speaker_before(context, described.head.index(), organ);
        }
        let before = Some(described.head.index()).filter(|_| is_definite(described.head))?;
        self.latest(context, organ, before)
    }

    /// The part of any state of this kind that was spoken of last before a token.
    pub(super) fn latest<'a>(&self, context: &Context<'a>, organ: Organ, before: usize) -> Option<&'a Entry> {
        let register = context.names.register;
        let named = self.all.iter().filter_map(|actor| {
            let entry = register.get(actor.known.as_deref()?).filter(|entry| entry.organ() == Some(organ))?;
            let earlier = actor.mentions.iter().map(|(head, _)| *head).filter(|head| *head < before);
            Some((earlier.max()?, entry))
        });
        let entry = named.max_by_key(|(mention, _)| *mention).map(|(_, entry)| entry)?;
        let whole = register.wholes(entry, context.names.on()).first().copied();
        Some(whole.filter(|whole| whole.organ() == Some(organ)).unwrap_or(entry))
    }

    /// Who has soldiers: an army, not its press office or staff, which the register has as bodies of their own.
    fn with_soldiers(&self, context: &Context<'_>, actor: usize) -> usize {
        let organ = |actor: usize| {
            let known = self.all[actor].known.as_deref();
            known.and_then(|known| context.names.register.get(known)).and_then(Entry::organ)
        };
        let above = self.all[actor].member_of;
        above.filter(|&above| organ(above).is_some() && organ(above) == organ(actor)).unwrap_or(actor)
    }

    fn new_description(
        &mut self,
        context: &Context<'_>,
        described: &Described<'_>,
        family: &'static str,
    ) -> Option<usize> {
        let head = described.head;
        if let Some(party) = described.party.filter(|_| family != "civilian") {
            return Some(self.group(context, described, party));
        }
        let bare = !head.children().any(|child| matches!(child.label(), "amod" | "compound"));
        if matches!(family, "group" | "force") && bare {
            return None;
        }
        let said = Some(described.kind).filter(|kind| *kind != ActorKind::Unknown);
        let sense = described.sense.map_or(ActorKind::Unknown, |sense| sense.actor);
        let kind = if family == "army" { ActorKind::StateForces } else { said.unwrap_or(sense) };
        let name = text_of(context, name_range(context, head));
        let mut draft = ActorDraft::new(name, kind, described.country.or(described.home));
        draft.identity = described.identity.map(str::to_owned);
        // "The former rebels": whoever they are now, "the rebels" are others.
        if is_former(head) {
            draft.kind = ActorKind::Unknown;
        } else {
            draft.families.push(family);
        }
        Some(self.add(draft))
    }

    /// "the group", "the armed movement": the armed group spoken of last.
    pub(super) fn definite_group(&self, described: &Described<'_>) -> Option<usize> {
        let head = described.head;
        let any_group = |c: Token<'_>| Lists::embedded().has(List::AnyGroup, &lower(c.lemma()));
        let plain = |c: Token<'_>| c.label() != "amod" || c.text().ends_with("backed") || any_group(c);
        let said = |c: Token<'_>| c.label() == "compound" && any_group(c);
        let definite = has_determiner(head, &["the", "this"])
            && head
                .children()
                .all(|c| said(c) || plain(c) && !matches!(c.label(), "compound" | "nmod" | "poss" | "prep"));
        let fits = matches!(head.lemma(), "group" | "movement" | "organisation" | "organization" | "faction");
        // "The armed group Jund" is the one whose name follows.
        let named = head.children().any(|c| c.label() == "appos" && c.tag().starts_with("NNP"));
        if !definite || !fits || named || head.tag() != "NN" || described.country.is_some() {
            return None;
        }
        let all = self
            .all
            .iter()
            .enumerate()
            .filter(|(_, actor)| actor.is_known_group() && !actor.mentions.is_empty());
        all.max_by_key(|(_, actor)| actor.last_mention()).map(|(index, _)| index)
    }

    /// "The ministry", "the coalition", "the mission": the body with that word in its name that was spoken of last.
    pub(super) fn definite_body(&self, described: &Described<'_>) -> Option<usize> {
        let head = described.head;
        let others = head
            .children()
            .any(|child| !matches!(child.label(), "det" | "punct" | "relcl" | "appos" | "compound"));
        let compounds: Vec<Token<'_>> = head.children().filter(|child| child.label() == "compound").collect();
        // "The Lion Front" is a name of its own.
        let proper = compounds.iter().any(|word| !word.text().starts_with(char::is_lowercase));
        if others || proper || !is_definite(head) || !matches!(head.tag(), "NN" | "NNP") {
            return None;
        }
        // "The health ministry": the one that bears both words.
        let words: Vec<String> =
            compounds.into_iter().chain([head]).map(|word| word.text().to_lowercase()).collect();
        let of_states = OF_STATES.contains(&head.lemma());
        let in_name = |actor: &ActorDraft, word: &String| {
            actor.name.split([' ', '-']).any(|part| part.to_lowercase() == *word)
        };
        let bears = |actor: &ActorDraft| {
            let rebels = of_states && is_of_rebels(actor.kind);
            !rebels
                && !actor.person
                && !actor.mentions.is_empty()
                && actor.kind != ActorKind::Unknown
                && actor.name.contains(' ')
                && words.iter().all(|word| in_name(actor, word))
        };
        let all = self.all.iter().enumerate().filter(|(_, actor)| bears(actor));
        all.max_by_key(|(_, actor)| actor.last_mention()).map(|(index, _)| index)
    }

    /// The proper name of an army takes the place of a description: "Kenyan soldiers" are the "Kenya Defence Forces".
    fn named_army(&mut self, context: &Context<'_>, head: Token<'_>, actor: usize) {
        let proper = matches!(head.tag(), "NNP" | "NNPS") && context.entity_label(head) == "ORG";
        let draft = &mut self.all[actor];
        let lower = |word: &str| word.starts_with(char::is_lowercase);
        let described = draft.known.is_none() && draft.name.split(' ').next_back().is_some_and(lower);
        if proper && described && draft.families.contains(&"army") {
            let name = name_of(context, head);
            draft.names.push(name.to_lowercase());
            draft.name = name;
            draft.kind = ActorKind::StateForces;
        }
    }

    /// "their forces", "Wagner's convoy", "units of the army", "militants from JNIM".
    fn owner(&self, context: &Context<'_>, head: Token<'_>) -> Option<usize> {
        let owner = head.child("poss").filter(|owner| context.names.country(*owner).is_none())?;
        self.of(owner)
    }

    /// Whether somebody by name is known to belong to nobody: his soldiers are not he.
    fn is_alone(&self, actor: usize) -> bool {
        self.all[actor].kind == ActorKind::Person && self.all[actor].member_of.is_none()
    }

    /// "20 of its men", "its soldiers": the fighters of a force that was spoken of.
    fn whose_men(&self, context: &Context<'_>, head: Token<'_>) -> Option<usize> {
        let sense = context.people(head).and_then(|sense| sense.family);
        let soldiers = matches!(sense, Some("army" | "fighter" | "rebel" | "militant"));
        let men = soldiers || head.lemma() == "man" && is_plural(head);
        let owner = self.owner(context, head).filter(|_| men)?;
        let kind = self.all[owner].kind;
        (kind.is_armed() || kind.is_state()).then_some(owner)
    }

    /// The actor of this family spoken of last.
    fn by_family(
        &self,
        context: &Context<'_>,
        described: &Described<'_>,
        family: &'static str,
    ) -> Option<usize> {
        let lemma = described.head.lemma();
        let fits = |actor: &ActorDraft| {
            let country =
                described.country.is_none() || actor.country.is_none() || described.country == actor.country;
            let identity = described.identity.is_none() || actor.identity.as_deref() == described.identity;
            // Residents who say something are not the civilians who died.
            let same_noun = !matches!(family, "group" | "force" | "government" | "civilian")
                || actor.known.is_some()
                || actor.names.iter().any(|name| name.split(' ').next_back() == Some(lemma))
                || actor.mentions.iter().any(|(head, _)| context.token(*head).lemma() == lemma);
            // "Regime forces" are no rebels' either.
            let of_state =
                !OF_STATES.contains(&lemma) && !described.kind.is_state() || !is_of_rebels(actor.kind);
            // "civilians" of two countries are two actors; a named country keeps them apart.
            country && identity && same_noun && of_state && actor.families.contains(&family) && !actor.person
        };
        let way = |head: usize| {
            let name = context.token(head);
            is_way(name) && context.names.country(name).is_some()
        };
        let last = |actor: &ActorDraft| {
            let heads = actor.mentions.iter().rev().map(|(head, _)| *head);
            heads.into_iter().find(|head| !way(*head))
        };
        let fitting = self.all.iter().enumerate().filter(|(_, actor)| fits(actor));
        let spoken: Vec<(usize, usize)> =
            fitting.filter_map(|(index, actor)| Some((last(actor)?, index))).collect();
        let (mention, latest) = spoken.iter().max().copied()?;
        let near = context.token(mention).sentence().index() + 1 >= described.head.sentence().index();
        let of_state = matches!(family, "army" | "police" | "government" | "state");
        let home = (!near && of_state).then(|| self.of_main_country(context, latest, &spoken)).flatten();
        home.or(Some(latest))
    }

    /// "The army", long after another country's: that of the country which the report is about.
    fn of_main_country(
        &self,
        context: &Context<'_>,
        latest: usize,
        spoken: &[(usize, usize)],
    ) -> Option<usize> {
        let story = context.names.main_story();
        let country = |actor: usize| self.all[actor].country;
        let main =
            story.countries.first().copied().filter(|main| country(latest).is_some_and(|c| c != *main))?;
        let of_main = spoken.iter().filter(|(_, actor)| country(*actor) == Some(main));
        of_main.max().map(|(_, actor)| *actor)
    }
}

/// "Fled to Chad", "came from Chad", "Chadian-backed": no government or army of that country is spoken of.
fn is_way(name: Token<'_>) -> bool {
    let way = matches!(
        name.head().lemma(),
        "to" | "into" | "from" | "toward" | "towards" | "across" | "near" | "via"
    );
    name.label() == "pobj" && way || named_behind(name)
}

/// "VDP volunteers": those that a party's name stands before are its own, but for those whom it holds or harms.
fn is_fellow(context: &Context<'_>, head: Token<'_>) -> bool {
    let named = head.children().any(|child| {
        matches!(child.label(), "compound" | "nmod" | "amod")
            && context.names.party(child).is_some_and(|party| !party.behind)
    });
    named
        && !matches!(
            head.lemma(),
            "hostage" | "captive" | "detainee" | "prisoner" | "victim" | "survivor" | "inmate"
        )
}

/// "our fighters": whose they are the statement's author tells.
fn is_ours(head: Token<'_>) -> bool {
    head.child("poss").is_some_and(|owner| matches!(lower(owner.text()).as_ref(), "our" | "my" | "your"))
}

/// The family of the head, else of the kind that its words say: "separatist fighters", "armed men".
fn family_of(described: &Described<'_>) -> Option<&'static str> {
    let sense = described.sense?;
    let told = described.identity.is_some() || described.country.is_some();
    // "Military personnel": soldiers by another word.
    let organ = described.party.filter(|_| is_plural(described.head)).and_then(Entry::organ);
    let army = organ == Some(Organ::ArmedForces) && sense.actor == ActorKind::StateForces;
    sense.family.or(army.then_some("army")).or(match (described.kind, sense.actor) {
        (_, ActorKind::Rioters) => Some("rioter"),
        (ActorKind::RebelGroup, _) => Some("rebel"),
        (ActorKind::PoliticalMilitia, ActorKind::Civilians | ActorKind::Unknown) => Some("attacker"),
        (ActorKind::IdentityMilitia, _) => Some("militia"),
        _ if told && sense.status == VictimStatus::Combatant => Some("fighter"),
        _ => None,
    })
}

/// "Kenyan forces": the armed forces of Kenya.
fn forces_by_country<'a>(
    context: &Context<'a>,
    described: &Described<'_>,
    family: &str,
) -> Option<&'a claimant_resolve::actors::Entry> {
    let force = described.sense.and_then(|sense| sense.family) == Some("force");
    let country = described.country.filter(|_| family == "army" && force && !of_several(described.head))?;
    let rebels = described.kind.is_armed() && !described.kind.is_state();
    let register = context.names.register;
    if rebels { None } else { register.organ(country, Organ::ArmedForces, context.names.on()) }
}

/// "Former rebels", "ex-guerrillas".
fn is_former(head: Token<'_>) -> bool {
    head.children()
        .any(|c| c.label() == "amod" && matches!(c.lemma(), "former" | "ex" | "onetime" | "demobilised"))
}

/// "The provincial government" is not the state's.
fn is_local(head: Token<'_>) -> bool {
    let local = |word: Token<'_>| {
        matches!(
            lower(word.lemma()).as_ref(),
            "provincial" | "regional" | "local" | "municipal" | "state" | "city"
        )
    };
    head.children().any(|child| matches!(child.label(), "amod" | "compound") && local(child))
}

fn is_definite(head: Token<'_>) -> bool {
    has_determiner(head, &["the"])
}

fn is_indefinite(head: Token<'_>) -> bool {
    has_determiner(head, &["a", "an", "another"])
}
