//! What a phrase says of the party it means, whether it names one or not.

use std::ops::Range;

use claimant_model::ActorKind;

use super::entry::{BodyClass, Class, Iso3, Organ};
use super::generic::{LONGEST, Sense};
use super::key::key;
use super::lookup::{Candidate, Match, Standing};
use super::phrase::{Phrase, key_of};
use super::register::{NameRef, Register, Story};
use super::state::StateForm;

/// How another party stands behind the one that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// "al-Qaeda-linked", "an affiliate of".
    Linked,
    /// "government-allied".
    Allied,
    /// "Iran-backed", "pro-Russian", "loyal to".
    Backed,
    /// "Tigrayan-led", "Hamas-run".
    Led,
}

/// A party that is named only to say who is behind the one that is meant.
#[derive(Clone, Debug)]
pub struct Backing<'a> {
    /// How.
    pub relation: Relation,
    /// The words: "Kurdish", "al-Qaeda".
    pub words: String,
    /// Who it may be, best first.
    pub parties: Vec<Candidate<'a>>,
}

/// Where a country comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// It is not known.
    #[default]
    None,
    /// The phrase says it: "Malian", "of Mali", "Bamako's".
    Said,
    /// It is that of the party that is named.
    Party,
    /// The people or religion named live in one of the countries of the story.
    Identity,
    /// The story is about one country only.
    Story,
}

/// What a phrase says.
#[derive(Clone, Debug, Default)]
pub struct Description<'a> {
    /// Parties of the register that it may mean, best first. Empty: it stays a description.
    pub parties: Vec<Candidate<'a>>,
    /// What kind of actor; of the body spoken for when `role` is set. Unknown when the words do not say.
    pub kind: ActorKind,
    /// The country.
    pub country: Option<Iso3>,
    /// Where the country comes from.
    pub origin: Origin,
    /// Which part of a state.
    pub organ: Option<Organ>,
    /// The people, religion or conviction: "Tuareg".
    pub identity: Option<&'a str>,
    /// The word for one who speaks or acts for the party: "spokesman", "member", "minister".
    pub role: Option<String>,
    /// It names nobody: "gunmen", "Tuareg rebels", but also "the army" as long as no country is known.
    pub generic: bool,
    /// "suspected", "alleged".
    pub hedged: bool,
    /// "unidentified", "unknown".
    pub unidentified: bool,
    /// Who is said to be behind the party. They are not the party: "the al-Qaeda-linked JNIM" is JNIM.
    pub behind: Vec<Backing<'a>>,
}

/// What is found while the words are gone through.
#[derive(Default)]
struct Found<'a> {
    named: Vec<(Range<usize>, Vec<Candidate<'a>>)>,
    heads: Vec<(usize, Sense, String)>,
    country: Option<(Iso3, StateForm)>,
    identity: Option<&'a super::generic::Identity>,
    hedged: bool,
    unidentified: bool,
    official: bool,
}

impl Found<'_> {
    /// "Western", "ambassador": not of the country of the story.
    fn elsewhere(&self) -> bool {
        self.heads.iter().any(|(_, sense, _)| matches!(sense, Sense::Abroad { .. } | Sense::Foreign))
    }
}

impl Register {
    /// Reads a noun phrase: "suspected jihadists", "Mali's army", "a spokesman for the Defence Ministry of Chad", "fighters of
    /// the al-Qaeda-linked JNIM", "Moscow".
    ///
    /// Coordinations are the caller's to split. Story countries stand in where the phrase names none: "the army" in a
    /// story about Mali only is Mali's.
    pub fn describe<'a>(&'a self, phrase: &str, story: &Story<'_>) -> Description<'a> {
        let known = |name: &str| !self.named(&key(name)).is_empty() || !self.state(name, story).is_empty();
        let phrase = Phrase::new(phrase, known);
        let found = self.find(&phrase, story);
        let mut description = Description {
            identity: found.identity.map(|identity| identity.name.as_str()),
            hedged: found.hedged,
            unidentified: found.unidentified,
            behind: self.behind(&phrase, story),
            ..Description::default()
        };
        heads(&found, &phrase, &mut description);
        place(&found, story, &mut description);
        let community = found.identity.is_some_and(|identity| identity.community);
        self.parties(found, story, &mut description);
        settle(&mut description, community);
        description
    }

    fn find<'a>(&'a self, phrase: &Phrase<'_>, story: &Story<'_>) -> Found<'a> {
        let mut found = Found::default();
        let mut at = 0;
        while at < phrase.words.len() {
            let taken = self.take(phrase, at, story, &mut found);
            at += taken.max(1);
        }
        found
    }

    /// Reads what begins at a word; returns how many words it took.
    fn take<'a>(&'a self, phrase: &Phrase<'_>, at: usize, story: &Story<'_>, found: &mut Found<'a>) -> usize {
        let rest = &phrase.words[at..];
        if matches!(rest[0], "the" | "The") {
            return 1;
        }
        if let Some((length, candidates)) = self.longest_named(phrase, at, story) {
            found.named.push((at..at + length, candidates));
            return length;
        }
        let until = phrase.breaks.iter().find(|&&end| end > at).map_or(rest.len(), |end| end - at);
        for length in (1..=until.min(LONGEST)).rev() {
            let key = key_of(&rest[..length]);
            if let Some(sense) = self.generic().sense(&key) {
                match sense {
                    Sense::Hedge => found.hedged = true,
                    Sense::Unidentified => found.unidentified = true,
                    Sense::Local => found.official = true,
                    _ => {}
                }
                found.heads.push((at, sense, key));
                return length;
            }
            if length <= 3 && self.take_state(&rest[..length], story, found) {
                return length;
            }
            if let Some(identity) = self.generic().identity(&key) {
                found.identity = found.identity.or(Some(identity));
                return length;
            }
        }
        1
    }

    fn take_state(&self, words: &[&str], story: &Story<'_>, found: &mut Found<'_>) -> bool {
        if !words[0].starts_with(char::is_uppercase) {
            return false;
        }
        let states = self.state(&words.join(" "), story);
        let Some(best) = states.first() else { return false };
        let country = best.entry.country().map(|country| (country, best.form));
        found.country = found.country.or(country);
        true
    }

    /// The longest name of a party other than a state that the words begin with.
    fn longest_named<'a>(
        &'a self,
        phrase: &Phrase<'_>,
        at: usize,
        story: &Story<'_>,
    ) -> Option<(usize, Vec<Candidate<'a>>)> {
        let begins = self.begins_name(&key(&phrase.name(at..at + 1)));
        let possessive = at + 1 < phrase.words.len() && self.begins_name(&phrase.full_key(at));
        if !begins && !possessive {
            return None;
        }
        let longest = (phrase.words.len() - at).min(self.words_in_longest());
        (1..=longest).rev().find_map(|length| {
            let name = phrase.name(at..at + length);
            let key = key(&name);
            let given = || length == 1 && self.is_given_name(&phrase.words[at..], &key);
            if self.named(&key).is_empty() || self.generic().sense(&key).is_some() || given() {
                return None;
            }
            let mut candidates = self.lookup(&name, story);
            candidates.retain(|candidate| candidate.entry.class != Class::State);
            let strong = candidates.first().is_some_and(|best| best.score >= NAMED);
            strong.then_some((length, candidates))
        })
    }

    /// "Ana Rojas's brother": a short word in front of another name is no acronym, which is written in capitals there.
    fn is_given_name(&self, words: &[&str], key: &str) -> bool {
        const SHORT: usize = 3;
        let title = |word: &str| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
        };
        let surname = |word: &&str| title(word) && self.generic().sense(&key_of(&[word])).is_none();
        let acronym = |at: &NameRef| !self.alias(*at).1.text.chars().any(char::is_lowercase);
        words[0].chars().count() <= SHORT
            && title(words[0])
            && words.get(1).is_some_and(surname)
            && self.named(key).iter().all(acronym)
    }

    fn behind<'a>(&'a self, phrase: &Phrase<'_>, story: &Story<'_>) -> Vec<Backing<'a>> {
        let read = |(relation, words): &(Relation, Vec<&str>)| Backing {
            relation: *relation,
            words: words.join(" "),
            parties: self.party_of(words, story),
        };
        phrase.behind.iter().map(read).collect()
    }

    /// Who a few words mean: a party, a state, or the government of the story.
    fn party_of<'a>(&'a self, words: &[&str], story: &Story<'_>) -> Vec<Candidate<'a>> {
        let words: Vec<&str> = words.iter().copied().filter(|word| !matches!(*word, "the" | "The")).collect();
        let candidates = self.lookup(&words.join(" "), story);
        if !candidates.is_empty() {
            return candidates;
        }
        if let Some(state) = self.state(&words.join(" "), story).first() {
            return vec![described(self, state.entry, state.score, story)];
        }
        let government = words.iter().any(|word| {
            matches!(self.generic().sense(&key_of(&[word])), Some(Sense::Head { organ: Some(_), .. }))
        });
        let of_story =
            |country: &Iso3| self.get(country.as_str()).map(|entry| described(self, entry, 0.6, story));
        if government { story.countries.iter().filter_map(of_story).collect() } else { Vec::new() }
    }

    fn parties<'a>(&'a self, mut found: Found<'a>, story: &Story<'_>, out: &mut Description<'a>) {
        let affiliate =
            found.heads.iter().find(|(_, sense, _)| *sense == Sense::Affiliate).map(|head| head.0);
        if let Some(head) = affiliate {
            let after = found.named.iter().rposition(|(range, _)| range.start > head);
            let follows_of = found.named.len() == 1 && after.is_some();
            if after.is_none() || follows_of && out.role.is_none() && found.named[0].0.start > head + 1 {
                return self.affiliates(found, story, out);
            }
        }
        // The party stands last: "Russian mercenary group Wagner"; what is before it in the same phrase describes it.
        let Some((_, parties)) = found.named.pop() else {
            return self.organ_of(&found, story, out);
        };
        out.parties = parties;
        self.missions(&found, story, out);
    }

    /// "UN peacekeepers", "the AU mission in Somalia": the one mission that the body has there on that day.
    fn missions<'a>(&'a self, found: &Found<'a>, story: &Story<'_>, out: &mut Description<'a>) {
        let peacekeepers = Sense::Head { kind: ActorKind::Intergovernmental, organ: None };
        let body =
            out.parties.first().filter(|best| best.entry.class == Class::Body(BodyClass::Organisation));
        let (Some(body), true) = (body, found.heads.iter().any(|(_, sense, _)| *sense == peacekeepers))
        else {
            return;
        };
        let countries = out.country.map_or(story.countries.to_vec(), |country| vec![country]);
        let there = |entry: &&'a super::Entry| {
            entry.class == Class::Body(BodyClass::Mission)
                && entry.part_of.iter().any(|link| link.id == body.entry.id)
                && story.on.is_none_or(|on| entry.active.contains(on))
                && entry.countries.iter().any(|country| countries.contains(country))
        };
        let mut missions = self.entries().iter().filter(there);
        if let (Some(mission), None) = (missions.next(), missions.next()) {
            out.parties = vec![described(self, mission, 0.7, story)];
        }
    }

    /// "Al-Qaeda's branch in Yemen": those that are part of it or sworn to it, there.
    fn affiliates<'a>(&'a self, mut found: Found<'a>, story: &Story<'_>, out: &mut Description<'a>) {
        let Some((_, whole)) = found.named.pop() else { return };
        if let (Some(best), Some(country)) = (whole.first(), out.country) {
            let belongs = |entry: &&'a super::Entry| {
                let mut links = entry.part_of.iter().chain(&entry.allied);
                entry.countries.contains(&country)
                    && story.on.is_none_or(|on| entry.active.contains(on))
                    && links.any(|link| {
                        link.id == best.entry.id && story.on.is_none_or(|on| link.period.contains(on))
                    })
            };
            let home = |entry: &super::Entry| if entry.country() == Some(country) { 0.7 } else { 0.5 };
            let members = self.entries().iter().filter(belongs);
            out.parties = members.map(|entry| described(self, entry, home(entry), story)).collect();
            out.parties.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.entry.id.cmp(&b.entry.id)));
        }
        let words = whole.first().map(|best| best.entry.name.clone()).unwrap_or_default();
        out.behind.push(Backing { relation: Relation::Linked, words, parties: whole });
    }

    /// The part of the state that is described, in the country said or in those of the story.
    fn organ_of<'a>(&'a self, found: &Found<'a>, story: &Story<'_>, out: &mut Description<'a>) {
        let bare_state = found.heads.is_empty() && found.identity.is_none();
        let named = found.country.filter(|(_, form)| bare_state && *form != StateForm::Adjective);
        if named.is_some() {
            out.organ = Some(Organ::Government);
            out.kind = ActorKind::Government;
        }
        let Some(organ) = out.organ.filter(|_| !found.official || named.is_some()) else { return };
        // "The French ambassador to Mali", "a diplomat in Bamako": only the adjective says whose they are.
        let own = found.country.is_some_and(|(_, form)| form == StateForm::Adjective);
        if found.elsewhere() && !own {
            return;
        }
        let (countries, score) = match out.country {
            Some(ref country) if out.origin == Origin::Said => (std::slice::from_ref(country), 0.9),
            Some(ref country) => (std::slice::from_ref(country), 0.7),
            None => (story.countries, 0.5),
        };
        let parts = countries.iter().filter_map(|&country| self.organ(country, organ, story.on));
        let by_capital = matches!(named, Some((_, StateForm::Capital)));
        out.parties = parts.map(|entry| described(self, entry, score, story)).collect();
        for party in out.parties.iter_mut().filter(|_| named.is_some()) {
            party.may_be_place = true;
            party.by = if by_capital { Match::Capital } else { Match::Name };
        }
    }
}

/// A name in a phrase must fit so well to be taken for a name.
const NAMED: f32 = 0.6;

fn described<'a>(
    register: &'a Register,
    entry: &'a super::Entry,
    score: f32,
    story: &Story<'_>,
) -> Candidate<'a> {
    Candidate {
        entry,
        now: story.on.map_or(entry, |on| register.as_of(entry, on)),
        by: Match::Described,
        standing: story.on.map_or(Standing::Undated, |on| {
            if entry.active.contains(on) {
                Standing::Active
            } else if entry.active.starts_after(on) {
                Standing::NotYet
            } else {
                Standing::Ended
            }
        }),
        may_be_place: false,
        score,
    }
}

/// The head: the last noun of the first part that says a kind, else of the parts after it.
fn heads(found: &Found<'_>, phrase: &Phrase<'_>, out: &mut Description<'_>) {
    for part in phrase.parts() {
        let inside = found.heads.iter().filter(|(at, ..)| part.contains(at));
        for (_, sense, word) in inside.rev() {
            match *sense {
                Sense::Head { kind, organ } => {
                    let vague = out.kind == ActorKind::Unknown && out.organ.is_none();
                    if vague {
                        (out.kind, out.organ) = (kind, organ);
                    }
                }
                Sense::Person { kind, organ } | Sense::Abroad { kind, organ } => {
                    if out.kind == ActorKind::Unknown && out.organ.is_none() {
                        (out.kind, out.organ) = (kind, organ);
                    }
                    out.role.get_or_insert_with(|| word.clone());
                }
                Sense::Role => _ = out.role.get_or_insert_with(|| word.clone()),
                Sense::Local => {
                    out.role.get_or_insert_with(|| word.clone());
                    if out.kind == ActorKind::Unknown {
                        out.kind = ActorKind::Government;
                    }
                }
                Sense::Affiliate if out.kind == ActorKind::Unknown => out.kind = ActorKind::RebelGroup,
                _ => {}
            }
        }
    }
}

/// The country: said, else of the people named, else of the story.
fn place(found: &Found<'_>, story: &Story<'_>, out: &mut Description<'_>) {
    let homes = found.identity.map_or(&[][..], |identity| &identity.countries);
    let at_home = story.countries.iter().find(|country| homes.contains(country));
    let only_home = homes.first().filter(|_| homes.len() == 1);
    (out.country, out.origin) = match (found.country, at_home.or(only_home), story.countries) {
        (Some((country, _)), ..) => (Some(country), Origin::Said),
        (None, Some(&country), _) => (Some(country), Origin::Identity),
        (None, None, &[country]) if !found.elsewhere() => (Some(country), Origin::Story),
        _ => (None, Origin::None),
    };
}

/// Kind and country where they follow from what was found.
fn settle(out: &mut Description<'_>, community: bool) {
    out.generic = out.parties.is_empty();
    // "Fulani militia", "Dogon hunters": a militia of a community is an identity militia.
    if community && out.kind == ActorKind::PoliticalMilitia {
        out.kind = ActorKind::IdentityMilitia;
    }
    if let Some(best) = out.parties.first() {
        out.kind = best.entry.kind;
        out.organ = best.entry.organ();
        let countries = &best.entry.countries;
        // Forces abroad belong to where they come from, whatever country the words name.
        let abroad = best.entry.kind == ActorKind::ExternalForces;
        let elsewhere = |country| out.origin != Origin::Said && !countries.contains(&country);
        if abroad || out.country.is_none_or(elsewhere) {
            out.country = best.entry.country();
            out.origin = if out.country.is_some() { Origin::Party } else { Origin::None };
        }
    }
}
