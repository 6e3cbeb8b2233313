//! Predicate frames: what a word says happened, and which grammatical function plays which part.

use claimant_model::{Fate, Outcome, Plover, Role};

use super::WordKind;
use super::noun::NounClass;
use super::table::{Row, code};

/// The part that a grammatical function plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A participant of this role.
    As(Role),
    /// A target whose members are counted.
    Victim,
    /// A thing that something became of.
    Thing,
}

impl Part {
    fn parse(text: &str) -> Result<Part, String> {
        match text {
            "victim" => Ok(Part::Victim),
            "thing" => Ok(Part::Thing),
            role => code(role).map(Part::As),
        }
    }

    /// The role in the contract.
    pub fn role(self) -> Role {
        match self {
            Part::As(role) => role,
            Part::Victim | Part::Thing => Role::Target,
        }
    }
}

/// What becomes of victims or things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// People.
    People(Outcome),
    /// People who were shot or stabbed: wounded unless the report says that they died.
    Undecided,
    /// Things.
    Thing(Fate),
}

impl Damage {
    fn parse(text: &str) -> Result<Damage, String> {
        match text {
            "shot" => Ok(Damage::Undecided),
            "taken" => Ok(Damage::Thing(Fate::Captured)),
            "destroyed" | "damaged" | "lost" | "abandoned" => code(text).map(Damage::Thing),
            outcome => code(outcome).map(Damage::People),
        }
    }
}

/// What an object, a subject or a modifier must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// A word of this lemma.
    Lemma(&'static str),
    /// A noun of this class.
    Class(Option<NounClass>),
    /// Anybody who carries arms.
    Armed,
    /// People or bodies of people.
    People,
}

impl Match {
    fn parse(text: &'static str) -> Result<Match, String> {
        Ok(match text.strip_prefix('@') {
            None => Match::Lemma(text),
            Some("armed") => Match::Armed,
            Some("people") => Match::People,
            Some(class) => Match::Class(Some(
                NounClass::from_name(class).ok_or_else(|| format!("`@{class}` is no class of nouns.tsv"))?,
            )),
        })
    }
}

/// What must hold for a frame to be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The object is one of these.
    Object(Vec<Match>),
    /// The subject is one of these.
    Subject(Vec<Match>),
    /// What stands after "of", or before the noun, is one of these.
    Of(Vec<Match>),
    /// A preposition with such an object.
    Oblique(Vec<Match>),
    /// The infinitive that follows is one of these verbs.
    Infinitive(Vec<Match>),
    /// One of these prepositions is attached.
    Preposition(Vec<&'static str>),
    /// This particle is attached.
    Particle(Vec<&'static str>),
    /// An infinitive follows.
    To,
    /// There is no object.
    NoObject,
}

impl Condition {
    fn parse(text: &'static str) -> Result<Condition, String> {
        let (name, list) = text.split_once(':').unwrap_or((text, ""));
        let words = || list.split(',').collect::<Vec<_>>();
        let matches = || list.split(',').map(Match::parse).collect::<Result<Vec<_>, _>>();
        Ok(match name {
            "obj" => Condition::Object(matches()?),
            "subj" => Condition::Subject(matches()?),
            "of" => Condition::Of(matches()?),
            "oblique" => Condition::Oblique(matches()?),
            "xcomp" => Condition::Infinitive(matches()?),
            "prep" => Condition::Preposition(words()),
            "prt" => Condition::Particle(words()),
            "to" => Condition::To,
            "noobj" => Condition::NoObject,
            _ => {
                return Err(format!(
                    "`{name}` is no condition; obj, subj, of, oblique, xcomp, prep, prt, to, noobj are"
                ));
            }
        })
    }
}

/// One row of `predicates.tsv`.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Verb, noun or adjective.
    pub kind: WordKind,
    /// All must hold.
    pub conditions: Vec<Condition>,
    /// Event type; none for words that carry figures but are no event of their own.
    pub plover: Option<Plover>,
    /// PLOVER mode.
    pub mode: Option<&'static str>,
    /// ACLED sub-event.
    pub acled: Option<&'static str>,
    /// What becomes of victims or things.
    pub damage: Option<Damage>,
    /// Part of the subject.
    pub agent: Option<Part>,
    /// Part of the object.
    pub patient: Option<Part>,
    /// Parts of what hangs on prepositions.
    pub obliques: Vec<(&'static str, Option<Part>)>,
}

impl Frame {
    pub(super) fn from_row(row: &Row) -> Result<Frame, String> {
        let kind = row.cell(1).and_then(WordKind::from_code).ok_or("the second column must be v, n or a")?;
        let conditions =
            row.cell(2).unwrap_or_default().split(" + ").filter(|c| !c.is_empty()).map(Condition::parse);
        Ok(Frame {
            kind,
            conditions: conditions.collect::<Result<_, _>>()?,
            plover: row.code(3)?,
            mode: row.cell(4),
            acled: row.cell(5),
            damage: row.cell(6).map(Damage::parse).transpose()?,
            agent: row.cell(7).map(Part::parse).transpose()?,
            patient: row.cell(8).map(Part::parse).transpose()?,
            obliques: row.list(9).map(oblique).collect::<Result<_, _>>()?,
        })
    }

    /// Whether the word says anything at all: rows without event and damage only keep later rows from matching.
    pub fn is_empty(&self) -> bool {
        self.plover.is_none() && self.damage.is_none()
    }
}

fn oblique(text: &'static str) -> Result<(&'static str, Option<Part>), String> {
    let (preposition, part) =
        text.split_once('=').ok_or_else(|| format!("`{text}` is not of the form on=target"))?;
    Ok((preposition, if part == "-" { None } else { Some(Part::parse(part)?) }))
}
