//! An actor under construction.

use std::ops::Range;

use claimant_model::ActorKind;
use claimant_resolve::actors::{Entry, Iso3, Organ};

/// An actor under construction.
#[derive(Clone, Debug)]
pub(crate) struct ActorDraft {
    /// The name to print.
    pub name: String,
    /// Its id in the register.
    pub known: Option<String>,
    /// What kind.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<Iso3>,
    /// The larger actor; for a person the body whose office he or she holds.
    pub member_of: Option<usize>,
    /// Mentions: head and words.
    pub mentions: Vec<(usize, Range<usize>)>,
    /// Names in lower case it goes by.
    pub(super) names: Vec<String>,
    /// Families of descriptions that fit it: army, rebel, militant.
    pub(super) families: Vec<&'static str>,
    /// The people, religion or conviction it is told apart by: "Tuareg".
    pub(super) identity: Option<String>,
    /// Whether it is one person.
    pub(super) person: bool,
}

impl ActorDraft {
    pub(super) fn new(name: String, kind: ActorKind, country: Option<Iso3>) -> ActorDraft {
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
            identity: None,
            person,
        }
    }

    /// A party of the register.
    pub(super) fn of_entry(entry: &Entry) -> ActorDraft {
        let mut draft = ActorDraft::new(entry.name.clone(), entry.kind, entry.country());
        draft.known = Some(entry.id.clone());
        match entry.organ() {
            Some(Organ::Government) => draft.families.extend(["state", "government"]),
            Some(Organ::ArmedForces | Organ::Army) => draft.family("army"),
            Some(Organ::Police) => draft.family("police"),
            _ => {}
        }
        draft
    }

    pub(super) fn family(&mut self, family: &'static str) {
        if !self.families.contains(&family) {
            self.families.push(family);
        }
    }

    pub(super) fn last_mention(&self) -> usize {
        self.mentions.last().map_or(0, |(head, _)| *head)
    }

    /// An armed group or movement of the register, no part of a state.
    pub(super) fn is_known_group(&self) -> bool {
        use ActorKind::{ExternalForces, IdentityMilitia, PoliticalMilitia, RebelGroup};
        self.known.is_some()
            && matches!(self.kind, RebelGroup | PoliticalMilitia | IdentityMilitia | ExternalForces)
    }
}
