//! Words that describe a party without naming it: "gunmen", "army", "suspected", "Tuareg".

use claimant_model::ActorKind;
use rustc_hash::FxHashMap;

use super::entry::{Iso3, Organ};
use super::key::key;
use super::load::parse_kind;
use super::table::{Problem, Row, rows};

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// People or a body.
    Head { kind: ActorKind, organ: Option<Organ> },
    /// One who holds an office.
    Person { kind: ActorKind, organ: Option<Organ> },
    /// One who holds an office in another country.
    Abroad { kind: ActorKind, organ: Option<Organ> },
    /// "Western"
    Foreign,
    /// An official below the state: not the government itself.
    Local,
    /// A part of a larger network: "al-Qaeda branch".
    Affiliate,
    /// One who speaks or acts for a body.
    Role,
    /// "suspected"
    Hedge,
    /// "unidentified"
    Unidentified,
}

/// A people, religion or conviction.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    /// As the data file writes it.
    pub(super) name: String,
    /// Where armed groups are described so; empty: anywhere.
    pub(super) countries: Vec<Iso3>,
    /// A people or religion, not a conviction.
    pub(super) community: bool,
}

/// The word lists.
#[derive(Debug, Default)]
pub(super) struct Generic {
    senses: FxHashMap<String, Sense>,
    identities: FxHashMap<String, Identity>,
}

/// Words in the longest phrase of the lists.
pub(super) const LONGEST: usize = 6;

impl Generic {
    pub(super) fn parse(generic: &str, identities: &str, problems: &mut Vec<Problem>) -> Generic {
        let mut lists = Generic::default();
        for row in rows("generic.tsv", generic) {
            match sense(&row) {
                Ok(sense) => row.list(0).for_each(|word| lists.add_sense(word, sense)),
                Err(problem) => problems.push(problem),
            }
        }
        for row in rows("identities.tsv", identities) {
            if let Err(problem) = lists.add_identities(&row) {
                problems.push(problem);
            }
        }
        lists
    }

    fn add_sense(&mut self, word: &str, sense: Sense) {
        let word = key(word);
        self.senses.entry(plural(&word)).or_insert(sense);
        self.senses.insert(word, sense);
    }

    fn add_identities(&mut self, row: &Row<'_>) -> Result<(), Problem> {
        let codes = row.cell(1).split(',').filter(|code| *code != "-");
        let countries: Option<Vec<Iso3>> = codes.map(Iso3::parse).collect();
        let countries = countries.ok_or_else(|| row.problem("a country is three capital letters"))?;
        let community = match row.cell(2) {
            "people" | "religion" => true,
            "ideology" => false,
            other => return Err(row.problem(format!("`{other}` is not people, religion or ideology"))),
        };
        for name in row.list(0) {
            let identity = Identity { name: name.to_owned(), countries: countries.clone(), community };
            self.identities.entry(plural(&key(name))).or_insert_with(|| identity.clone());
            self.identities.entry(key(name)).or_insert(identity);
        }
        Ok(())
    }

    /// What a word or run of words says; the argument is a key.
    pub(super) fn sense(&self, key: &str) -> Option<Sense> {
        self.senses.get(key).copied()
    }

    /// The people, religion or conviction a word names; the argument is a key.
    pub(super) fn identity(&self, key: &str) -> Option<&Identity> {
        self.identities.get(key)
    }
}

fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if !word.ends_with("ey") && !word.ends_with("ay") => format!("{stem}ies"),
        _ if word.ends_with('s') || word.ends_with("ch") || word.ends_with("sh") => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

fn sense(row: &Row<'_>) -> Result<Sense, Problem> {
    let kind = match row.cell(2) {
        "-" => Some(ActorKind::Unknown),
        name => parse_kind(name),
    };
    let kind = kind.ok_or_else(|| row.problem(format!("`{}` is no actor kind", row.cell(2))))?;
    let organ = match row.cell(3) {
        "-" => None,
        name => {
            Some(Organ::parse(name).ok_or_else(|| row.problem(format!("`{name}` is no part of a state")))?)
        }
    };
    Ok(match row.cell(1) {
        "head" => Sense::Head { kind, organ },
        "person" => Sense::Person { kind, organ },
        "abroad" => Sense::Abroad { kind, organ },
        "foreign" => Sense::Foreign,
        "local" => Sense::Local,
        "affiliate" => Sense::Affiliate,
        "role" => Sense::Role,
        "hedge" => Sense::Hedge,
        "unidentified" => Sense::Unidentified,
        other => return Err(row.problem(format!("`{other}` is no class of word"))),
    })
}
