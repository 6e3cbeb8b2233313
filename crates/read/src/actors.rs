//! Who is spoken of: mentions joined to actors within the report.
//!
//! Names, acronyms defined in brackets, definite descriptions ("the army", "the mercenaries"), demonyms ("Russians"),
//! parts of a force ("their forces") and pronouns are joined by rules over kind, country, number and recency. What
//! cannot be resolved stays unresolved.

use std::collections::HashMap;
use std::ops::Range;

use claimant_model::ActorKind;
use claimant_parse::{Pos, Token};

use crate::context::Context;
use crate::lexicon::{NounClass, NounSense};
use crate::tree::{bare_noun_phrase, first_conjunct, is_noun, is_plural};

/// An actor under construction.
#[derive(Clone, Debug)]
pub(crate) struct ActorDraft {
    /// The name to print.
    pub name: String,
    /// Key of the group in the list of names.
    pub known: Option<String>,
    /// What kind.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'static str>,
    /// The larger actor.
    pub member_of: Option<usize>,
    /// Mentions: head and words.
    pub mentions: Vec<(usize, Range<usize>)>,
    /// Names in lower case it goes by.
    names: Vec<String>,
    /// Families of descriptions that fit it: army, rebel, militant.
    families: Vec<&'static str>,
    /// Whether it is one person.
    person: bool,
}

/// All actors of a report.
#[derive(Debug, Default)]
pub(crate) struct Actors {
    /// In order of first mention.
    pub all: Vec<ActorDraft>,
    by_head: HashMap<usize, usize>,
}

/// What a noun phrase says of whom it means.
struct Description<'a> {
    head: Token<'a>,
    sense: Option<&'a NounSense>,
    country: Option<&'static str>,
    group: Option<&'a crate::lexicon::Group>,
    proper: bool,
}

impl Actors {
    /// Reads all mentions in text order.
    pub(crate) fn find(context: &Context<'_>) -> Actors {
        let mut actors = Actors::default();
        for token in context.document.tokens() {
            if let Some(actor) = actors.resolve(context, token) {
                actors.mention(context, token, actor);
            }
        }
        actors.appositions(context);
        actors.of_two_countries(context);
        actors
    }

    /// "four American and four Nigerien soldiers": each country's word stands for its own soldiers.
    fn of_two_countries(&mut self, context: &Context<'_>) {
        for noun in context.document.tokens().filter(|token| is_plural(*token)) {
            let Some(sense) = context.people(noun) else { continue };
            for (_, side) in crate::demonyms::counted(context, noun) {
                let word = context.token(side);
                let country = context.lexicon.names.country(word.text()).map(|c| c.iso3);
                let known = self.all.iter().position(|actor| {
                    actor.country == country && sense.family.is_some_and(|f| actor.families.contains(&f))
                });
                let actor = known.unwrap_or_else(|| {
                    let name = format!("{} {}", word.text(), noun.text());
                    let mut draft = ActorDraft::new(name, sense.actor, country);
                    draft.families.extend(sense.family);
                    self.add(draft)
                });
                self.join(word, actor);
            }
        }
    }

    /// The actor that a noun or pronoun means.
    pub(crate) fn of(&self, token: Token<'_>) -> Option<usize> {
        self.by_head.get(&token.index()).copied()
    }

    /// The actor that a noun means, or that it belongs to: "one of its units", "his wife" means nobody known.
    pub(crate) fn of_phrase(&self, context: &Context<'_>, token: Token<'_>) -> Option<usize> {
        self.of(token).or_else(|| {
            let inner = crate::tree::oblique(token, &["of", "from"])?;
            let unit = context.is(token, NounClass::Unit)
                || context.quantities().number(token).is_some()
                || is_plural(token);
            unit.then(|| self.of(inner)).flatten()
        })
    }

    /// The actor itself and the ones it belongs to.
    pub(crate) fn chain(&self, actor: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(actor), |&at| {
            self.all[at].member_of.filter(|&above| above < at || above != at)
        })
        .take(4)
    }

    fn mention(&mut self, context: &Context<'_>, token: Token<'_>, actor: usize) {
        let words = bare_noun_phrase(token);
        self.by_head.insert(token.index(), actor);
        let draft = &mut self.all[actor];
        if token.pos() == Pos::Propn && draft.known.is_none() && draft.person {
            let name = name_of(context, token);
            if name.len() > draft.name.len() {
                draft.names.push(name.to_lowercase());
                draft.name = name;
            }
        }
        draft.mentions.push((token.index(), words));
    }

    fn resolve(&mut self, context: &Context<'_>, token: Token<'_>) -> Option<usize> {
        if token.pos() == Pos::Pron || token.tag() == "PRP$" {
            return self.pronoun(context, token);
        }
        if !is_noun(token)
            || matches!(token.label(), "compound" | "nmod")
            || token.label() == "npadvmod" && context.people(token).is_none()
        {
            // "the al-Qaeda affiliate": the group is spoken of, not meant.
            let group = context
                .lexicon
                .names
                .group(&name_of(context, token))
                .filter(|_| is_noun(token) && is_relative(token.head()));
            if let Some(group) = group {
                let described = Description {
                    head: context.token(token.index()),
                    sense: None,
                    country: None,
                    group: Some(group),
                    proper: true,
                };
                return Some(self.group(context, &described, group));
            }
            return self.adjective(context, token);
        }
        let described = describe(context, token);
        if described.proper {
            return self.proper(context, &described);
        }
        self.common(context, &described)
    }

    /// "Israeli attack": the demonym before a noun of happening stands for the state.
    fn adjective(&mut self, context: &Context<'_>, token: Token<'_>) -> Option<usize> {
        let country = context.lexicon.names.country(token.text())?;
        let happening = context.word(token.head()).is_some_and(|w| {
            w.frames.iter().any(|f| f.kind == crate::lexicon::WordKind::Noun && f.plover.is_some())
        });
        let part = matches!(token.head().lemma(), "involvement" | "role" | "participation" | "support");
        ((happening || part)
            && matches!(token.label(), "amod" | "compound" | "nmod")
            && context.people(token.head()).is_none())
        .then(|| self.state(country.iso3, token.text()))
    }

    fn proper(&mut self, context: &Context<'_>, described: &Description<'_>) -> Option<usize> {
        let head = described.head;
        if let Some(group) = described.group {
            return Some(self.group(context, described, group));
        }
        let name = name_of(context, head);
        if let Some(country) =
            context.lexicon.names.country(&name).or_else(|| context.lexicon.names.country(head.text()))
        {
            return Some(if country.adjective {
                self.nationals(country.iso3, head)
            } else {
                self.state(country.iso3, &name)
            });
        }
        let label = context.entity_label(head);
        let lower = name.to_lowercase();
        if let Some(actor) = self.by_name(&lower, label) {
            return Some(actor);
        }
        if matches!(
            label,
            "GPE"
                | "LOC"
                | "FAC"
                | "DATE"
                | "EVENT"
                | "WORK_OF_ART"
                | "LAW"
                | "LANGUAGE"
                | "TIME"
                | "MONEY"
                | "CARDINAL"
                | "ORDINAL"
        ) {
            return None;
        }
        let sense = described.sense;
        let person = label == "PERSON";
        let kind = match sense {
            Some(sense) if !person && sense.actor != ActorKind::Person => sense.actor,
            _ if person => ActorKind::Person,
            _ if label == "ORG" => organisation_kind(&lower),
            _ if label == "NORP" => ActorKind::Other,
            _ => return None,
        };
        let mut draft = ActorDraft::new(name, kind, described.country);
        draft.person = person;
        draft.families.extend(sense.and_then(|sense| sense.family));
        Some(self.add(draft))
    }

    /// A group known by name, or one that the name describes: "Tuareg rebels", "Wagner fighters".
    fn group(
        &mut self,
        context: &Context<'_>,
        described: &Description<'_>,
        group: &crate::lexicon::Group,
    ) -> usize {
        let index =
            self.all.iter().position(|actor| actor.known.as_deref() == Some(group.name)).unwrap_or_else(
                || {
                    let mut draft = ActorDraft::new(group.name.to_owned(), group.kind, group.country);
                    draft.known = Some(group.name.to_owned());
                    self.add(draft)
                },
            );
        if let Some(family) =
            described.sense.and_then(|sense| sense.family).filter(|family| *family != "group")
        {
            self.all[index].family(family);
        }
        for modifier in described.head.children() {
            if let Some(sense) =
                context.people(modifier).and_then(|sense| sense.family).filter(|family| *family != "group")
            {
                self.all[index].family(sense);
            }
        }
        if let Some(parent) = group.member_of.and_then(|name| context.lexicon.names.group(name)) {
            let above =
                self.all.iter().position(|actor| actor.known.as_deref() == Some(parent.name)).unwrap_or_else(
                    || {
                        let mut draft = ActorDraft::new(parent.name.to_owned(), parent.kind, parent.country);
                        draft.known = Some(parent.name.to_owned());
                        self.add(draft)
                    },
                );
            self.all[index].member_of = Some(above);
        }
        index
    }

    fn common(&mut self, context: &Context<'_>, described: &Description<'_>) -> Option<usize> {
        if let Some(group) = described.group {
            return Some(self.group(context, described, group));
        }
        let sense = described.sense;
        let head = described.head;
        if context.is(head, NounClass::Unit)
            && let Some(owner) = self.owner(context, head)
        {
            return Some(owner);
        }
        let sense = sense?;
        if !crate::demonyms::counted(context, head).is_empty() {
            return None;
        }
        // "Kenyan forces", "the Kenya Defence Forces": a country's forces are its army.
        let family = match sense.family? {
            "force" if described.country.is_some() && !of_several(head) => "army",
            family => family,
        };
        if head
            .child("poss")
            .is_some_and(|owner| matches!(owner.text().to_lowercase().as_str(), "our" | "my" | "your"))
        {
            return None;
        }
        if let Some(group) = self.definite_group(described) {
            return Some(group);
        }
        let indefinite = head
            .children()
            .any(|child| child.label() == "det" && matches!(child.lemma(), "a" | "an" | "another"));
        if !(indefinite && family == "attacker")
            && let Some(actor) = self.by_family(context, described, family)
        {
            if self.all[actor].country.is_none() {
                self.all[actor].country = described.country;
            }
            self.named_army(context, head, actor);
            return Some(actor);
        }
        if (family == "group" || family == "force")
            && !described.head.children().any(|child| matches!(child.label(), "amod" | "compound"))
        {
            return None;
        }
        let kind = if family == "army" { ActorKind::StateForces } else { sense.actor };
        let name = text_of(context, name_range(context, head));
        let mut draft = ActorDraft::new(name, kind, described.country);
        draft.families.push(family);
        Some(self.add(draft))
    }

    /// "the group", "the armed movement": the armed group spoken of last.
    fn definite_group(&self, described: &Description<'_>) -> Option<usize> {
        let head = described.head;
        let plain = |c: Token<'_>| {
            c.label() != "amod"
                || matches!(c.lemma(), "armed" | "militant" | "rebel" | "islamist" | "jihadist")
        };
        let definite = head.children().any(|c| c.label() == "det" && matches!(c.lemma(), "the" | "this"))
            && head
                .children()
                .all(|c| plain(c) && !matches!(c.label(), "compound" | "nmod" | "poss" | "prep"));
        let fits = matches!(head.lemma(), "group" | "movement" | "organisation" | "organization" | "faction");
        if !definite || !fits || head.tag() != "NN" || described.country.is_some() {
            return None;
        }
        let armed = |actor: &ActorDraft| {
            actor.known.is_some()
                && matches!(
                    actor.kind,
                    ActorKind::RebelGroup
                        | ActorKind::PoliticalMilitia
                        | ActorKind::IdentityMilitia
                        | ActorKind::ExternalForces
                )
        };
        let near = |actor: &ActorDraft| actor.mentions.last().map_or(0, |(head, _)| *head);
        let all = self.all.iter().enumerate().filter(|(_, actor)| armed(actor));
        all.max_by_key(|(_, actor)| near(actor)).map(|(index, _)| index)
    }

    /// The proper name of an army takes the place of a description: "Kenyan soldiers" are the "Kenya Defence Forces".
    fn named_army(&mut self, context: &Context<'_>, head: Token<'_>, actor: usize) {
        let proper = matches!(head.tag(), "NNP" | "NNPS") && context.entity_label(head) == "ORG";
        let draft = &mut self.all[actor];
        let described = draft.known.is_none() && draft.name.split(' ').next_back().is_some_and(is_lower);
        if proper && described && draft.families.contains(&"army") {
            let name = name_of(context, head);
            draft.names.push(name.to_lowercase());
            draft.name = name;
            draft.kind = ActorKind::StateForces;
        }
    }

    /// "their forces", "Wagner's convoy", "units of the army", "militants from JNIM".
    fn owner(&self, context: &Context<'_>, head: Token<'_>) -> Option<usize> {
        if let Some(owner) = head.child("poss")
            && context.lexicon.names.country(owner.text()).is_none()
        {
            return self.of(owner);
        }
        None
    }

    fn by_family(
        &self,
        context: &Context<'_>,
        described: &Description<'_>,
        family: &'static str,
    ) -> Option<usize> {
        let lemma = described.head.lemma();
        let fits = |actor: &ActorDraft| {
            let country =
                described.country.is_none() || actor.country.is_none() || described.country == actor.country;
            let same_noun = !matches!(family, "group" | "force" | "government")
                || actor.names.iter().any(|name| name.split(' ').next_back() == Some(lemma))
                || actor.mentions.iter().any(|(head, _)| context.token(*head).lemma() == lemma);
            // "civilians" of two countries are two actors; a named country keeps them apart.
            country && same_noun && actor.families.contains(&family) && !actor.person
        };
        let near = |actor: &ActorDraft| actor.mentions.last().map_or(0, |(head, _)| *head);
        self.all
            .iter()
            .enumerate()
            .filter(|(_, actor)| fits(actor))
            .max_by_key(|(_, actor)| near(actor))
            .map(|(index, _)| index)
    }

    fn by_name(&self, lower: &str, label: &str) -> Option<usize> {
        let last = |name: &str| name.rsplit(' ').next().map(str::to_owned);
        self.all.iter().rposition(|actor| {
            actor.names.iter().any(|name| {
                name == lower
                    || (actor.person || label == "PERSON")
                        && (last(name).as_deref() == Some(lower)
                            || last(lower).as_deref() == Some(name.as_str()))
                    || !lower.contains(' ') && lower.len() > 1 && acronym(name) == lower
            })
        })
    }

    fn state(&mut self, iso3: &'static str, name: &str) -> usize {
        let found = self
            .all
            .iter()
            .position(|actor| actor.country == Some(iso3) && actor.families.contains(&"state"));
        found.unwrap_or_else(|| {
            let mut draft = ActorDraft::new(name.to_owned(), ActorKind::Government, Some(iso3));
            draft.families.push("state");
            self.add(draft)
        })
    }

    /// "Russians": the foreign fighters of that country if the report has any, else people of that country.
    fn nationals(&mut self, iso3: &'static str, head: Token<'_>) -> usize {
        let armed = self.all.iter().rposition(|actor| {
            actor.country == Some(iso3)
                && matches!(actor.kind, ActorKind::ExternalForces | ActorKind::RebelGroup)
        });
        let known = self
            .all
            .iter()
            .position(|actor| actor.country == Some(iso3) && actor.families.contains(&"nationals"));
        armed.or(known).unwrap_or_else(|| {
            let mut draft = ActorDraft::new(head.text().to_owned(), ActorKind::Unknown, Some(iso3));
            draft.families.push("nationals");
            self.add(draft)
        })
    }

    fn add(&mut self, draft: ActorDraft) -> usize {
        self.all.push(draft);
        self.all.len() - 1
    }

    /// The nearest actor that a pronoun can mean: first in its own sentence above it, then the subjects of the
    /// sentence before.
    fn pronoun(&self, context: &Context<'_>, token: Token<'_>) -> Option<usize> {
        let lemma = token.text().to_lowercase();
        let person = matches!(lemma.as_str(), "he" | "she" | "him" | "her" | "his" | "hers");
        if !person && !matches!(lemma.as_str(), "they" | "them" | "their" | "it" | "its" | "theirs") {
            return None;
        }
        let sentence = token.sentence();
        let doers: Vec<usize> =
            if matches!(lemma.as_str(), "them" | "him" | "her" | "it") && token.tag() == "PRP" {
                let verb = crate::tree::clause_head(token);
                let objects = matches!(token.label(), "dobj" | "pobj") && verb != token;
                let subjects = if objects { crate::clause::of_verb(verb).agents } else { Vec::new() };
                subjects.into_iter().filter_map(|subject| self.of(subject)).collect()
            } else {
                Vec::new()
            };
        let fits = |candidate: Token<'_>| {
            self.of(candidate).filter(|&actor| {
                let draft = &self.all[actor];
                let number =
                    if person { draft.person } else { !draft.person && draft.kind != ActorKind::Person };
                number && !doers.contains(&actor)
            })
        };
        let subjects = |range: Range<usize>| {
            context.document.token_range(range).filter(|t| {
                t.index() < token.index()
                    && matches!(t.label(), "nsubj" | "nsubjpass")
                    && !matches!(t.tag(), "WDT" | "WP")
            })
        };
        if !doers.is_empty() {
            // "overran a camp of peacekeepers, killing dozens of them": the nearest noun before it.
            let before = context.document.token_range(sentence.token_range().start..token.index());
            let nouns: Vec<Token<'_>> = before.filter(|t| is_noun(*t)).collect();
            return nouns.into_iter().rev().find_map(fits);
        }
        let own = subjects(sentence.token_range()).find_map(fits);
        let possessive = token.tag() == "PRP$";
        let subject_itself = matches!(token.label(), "nsubj" | "nsubjpass");
        if own.is_some() && (possessive || !subject_itself || token.head().label() != "ROOT") {
            return own;
        }
        if possessive {
            let above = token.ancestors().filter(|t| crate::tree::is_verb(*t));
            let deep = above.flat_map(|verb| crate::clause::subjects(verb, 6)).find_map(fits);
            if deep.is_some() {
                return deep;
            }
        }
        let earlier = (0..sentence.index()).rev().take(2).find_map(|index| {
            let range = context.document.sentences().nth(index)?.token_range();
            subjects(range).find_map(fits)
        });
        earlier.or(own)
    }

    /// "the al-Qaeda affiliate, JNIM": both sides of an apposition are one actor.
    fn appositions(&mut self, context: &Context<'_>) {
        for token in context.document.tokens().filter(|token| token.label() == "appos") {
            let head = first_conjunct(token.head());
            match (self.of(token), self.of(head)) {
                (Some(actor), None) if is_noun(head) && context.people(head).is_some() => {
                    self.join(head, actor);
                }
                (None, Some(actor)) if context.people(token).is_some() => self.join(token, actor),
                (Some(a), Some(b))
                    if a != b && self.all[a].known.is_some() && self.all[b].known.is_none() =>
                {
                    self.merge(b, a);
                }
                _ => {}
            }
        }
        for token in context.document.tokens().filter(|token| context.is(*token, NounClass::Unit)) {
            let part =
                crate::tree::prepositions(token).find(|(prep, _)| matches!(prep.text(), "from" | "of"));
            if let Some((_, whole)) = part
                && let Some(actor) = self.of(whole).filter(|&actor| self.all[actor].kind.is_armed())
                && self.of(token).is_none_or(|known| self.all[known].known.is_none())
            {
                if let Some(family) = context.people(token).and_then(|s| s.family) {
                    self.all[actor].family(family);
                }
                self.by_head.insert(token.index(), actor);
            }
        }
    }

    fn join(&mut self, token: Token<'_>, actor: usize) {
        self.by_head.insert(token.index(), actor);
        self.all[actor].mentions.push((token.index(), bare_noun_phrase(token)));
    }

    fn merge(&mut self, from: usize, into: usize) {
        let moved = std::mem::take(&mut self.all[from].mentions);
        let families = self.all[from].families.clone();
        for (head, _) in &moved {
            self.by_head.insert(*head, into);
        }
        self.all[into].mentions.extend(moved);
        for family in families {
            self.all[into].family(family);
        }
    }
}

impl ActorDraft {
    fn new(name: String, kind: ActorKind, country: Option<&'static str>) -> ActorDraft {
        let names = vec![name.to_lowercase()];
        let person = kind == ActorKind::Person;
        ActorDraft {
            name,
            known: None,
            kind,
            country,
            member_of: None,
            mentions: Vec::new(),
            names,
            families: Vec::new(),
            person,
        }
    }

    fn family(&mut self, family: &'static str) {
        if !self.families.contains(&family) {
            self.families.push(family);
        }
    }
}

/// What a noun phrase says: kind, country, group.
fn describe<'a>(context: &Context<'a>, head: Token<'_>) -> Description<'a> {
    let head = context.token(head.index());
    let names = &context.lexicon.names;
    let sense = context.people(head);
    let mut country = None;
    let mut group = names
        .group(&name_of(context, head))
        .or_else(|| proper_text(head).and_then(|text| names.group(&text)));
    for child in head.children() {
        match child.label() {
            "amod" | "compound" | "poss" | "nmod" => {
                country = country
                    .or_else(|| names.country(child.text()).map(|c| c.iso3))
                    .or_else(|| two_words(names, child));
                if group.is_none()
                    && sense.is_some()
                    && !is_relative(head)
                    && child.text().len() > 2
                    && child.label() != "poss"
                {
                    group = names.group(child.text()).or_else(|| names.group(&name_of(context, child)));
                }
            }
            "prep" if matches!(child.text(), "of" | "in") => {
                let of = child.child("pobj").and_then(|object| {
                    let part = || object.children().find_map(|c| names.country(c.text()));
                    names.country(object.text()).or_else(part)
                });
                country = country.or(of.map(|c| c.iso3));
            }
            _ => {}
        }
    }
    // "Chad 's army", whatever the parser made of it.
    let owner = head
        .previous()
        .filter(|p| p.tag() == "POS" || matches!(p.text(), "'s" | "’s"))
        .and_then(Token::previous);
    country = country.or_else(|| owner.and_then(|owner| names.country(owner.text())).map(|c| c.iso3));
    let proper = head.pos() == Pos::Propn
        || (group.is_some() && sense.is_none())
        || names.country(head.text()).is_some();
    Description {
        head,
        sense,
        country: country.or(group.and_then(|g| g.country)),
        group,
        proper: proper
            && (sense.is_none()
                || group.is_some()
                || context.entity_label(head) == "PERSON"
                || context.entity_label(head) == "ORG" && country.is_none()),
    }
}

/// Nouns that say how one group stands to another, not which it is.
fn is_relative(noun: Token<'_>) -> bool {
    matches!(noun.lemma(), "affiliate" | "ally" | "branch" | "offshoot" | "rival" | "enemy" | "arm" | "wing")
}

/// "Burkina" "Faso", "South" "Korean".
fn two_words(names: &crate::lexicon::Names, token: Token<'_>) -> Option<&'static str> {
    let before = token.previous()?;
    names.country(&format!("{} {}", before.text(), token.text())).map(|c| c.iso3)
}

fn proper_text(head: Token<'_>) -> Option<String> {
    (head.pos() == Pos::Propn).then(|| head.text().to_owned())
}

/// The name a head stands for: its entity, else the run of proper nouns that ends in it.
fn name_of(context: &Context<'_>, head: Token<'_>) -> String {
    let range = head.entity().filter(|e| e.token_range().end == head.index() + 1).map_or_else(
        || {
            let mut start = head.index();
            while start > 0
                && context.token(start - 1).pos() == Pos::Propn
                && context.token(start - 1).label() == "compound"
            {
                start -= 1;
            }
            start..head.index() + 1
        },
        claimant_parse::Entity::token_range,
    );
    let text = text_of(context, range);
    let text = text.strip_prefix("the ").or_else(|| text.strip_prefix("The ")).unwrap_or(&text);
    text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text).to_owned()
}

fn text_of(context: &Context<'_>, tokens: Range<usize>) -> String {
    context.document.text()[context.document.byte_span(tokens)]
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// "French and UN forces".
fn of_several(head: Token<'_>) -> bool {
    head.children().any(|child| child.index() < head.index() && child.children().any(|c| c.label() == "conj"))
}

fn is_lower(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
}

/// The words that name whom a common noun means, without number, determiner, quantifier and what is done to them:
/// "Kenyan soldiers" in "more than 60 wounded Kenyan soldiers".
fn name_range(context: &Context<'_>, head: Token<'_>) -> Range<usize> {
    let phrase = bare_noun_phrase(head);
    let number = context.quantities().stated(head).map_or(phrase.start, |q| q.tokens.end.min(head.index()));
    let mut start = phrase.start.max(number);
    let dropped = |t: Token<'_>| {
        matches!(t.label(), "det" | "predet" | "advmod" | "nummod" | "quantmod" | "cc" | "neg")
            || matches!(t.tag(), "CD" | "DT" | "PDT" | "JJR" | "JJS" | "VBN" | "VBG" | "WRB" | "HYPH" | "RB")
            || matches!(context.entity_label(t), "ORDINAL" | "CARDINAL" | "DATE" | "TIME")
            || matches!(
                t.lemma(),
                "many" | "several" | "few" | "some" | "other" | "such" | "same" | "own" | "dead" | "wounded"
            )
    };
    let named = |t: Token<'_>| matches!(t.text(), "armed" | "united" | "allied");
    while start < head.index() && dropped(context.token(start)) && !named(context.token(start)) {
        start += 1;
    }
    let of_name = context.token(phrase.end - 1).pos() == Pos::Propn;
    start..if of_name { phrase.end } else { head.index() + 1 }
}

/// "united nations" to "un".
fn acronym(name: &str) -> String {
    if !name.contains(' ') {
        return String::new();
    }
    name.split([' ', '-'])
        .filter(|w| !matches!(*w, "of" | "the" | "for" | "and" | "de"))
        .filter_map(|w| w.chars().next())
        .collect()
}

/// What an organisation is by the words of its name.
fn organisation_kind(lower: &str) -> ActorKind {
    let has = |words: &[&str]| words.iter().any(|word| lower.split([' ', '-']).any(|w| w == *word));
    if has(&["army", "police", "military", "navy", "guard", "forces", "brigade", "battalion"])
        && !has(&["liberation", "people's"])
    {
        ActorKind::StateForces
    } else if has(&["front", "liberation", "resistance", "jihad", "brigades", "martyrs"]) {
        ActorKind::RebelGroup
    } else if has(&[
        "ministry",
        "government",
        "parliament",
        "congress",
        "senate",
        "department",
        "court",
        "house",
        "kremlin",
        "council",
    ]) {
        ActorKind::Government
    } else if has(&[
        "news",
        "times",
        "post",
        "radio",
        "television",
        "tv",
        "agency",
        "journal",
        "herald",
        "tribune",
    ]) {
        ActorKind::Media
    } else if has(&["nations", "union", "nato", "unhcr", "unicef"]) {
        ActorKind::Intergovernmental
    } else {
        ActorKind::Other
    }
}
