//! Predicate frames: what a word says happened, and which grammatical function plays which part.

use claimant_model::{ActorKind, Fate, Outcome, Plover, Role};

use super::WordKind;
use super::codes::Codes;
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
    /// A state, its government or its forces.
    State,
    /// A number that stands for those counted: "lost 22".
    Number,
    /// An actor of this kind.
    Actor(ActorKind),
}

impl Match {
    fn parse(text: &'static str) -> Result<Match, String> {
        Ok(match text.strip_prefix('@') {
            None => Match::Lemma(text),
            Some("armed") => Match::Armed,
            Some("people") => Match::People,
            Some("state") => Match::State,
            Some("number") => Match::Number,
            Some(class) => match NounClass::from_name(class) {
                Some(class) => Match::Class(Some(class)),
                None => Match::Actor(code(class).map_err(|_| {
                    format!("`@{class}` is no class of nouns.tsv, no kind of actor, and not armed, people, state or number")
                })?),
            },
        })
    }
}

/// What must hold for a frame to be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The object is one of these.
    Object(Vec<Match>),
    /// What stands before the object, as in "tear gas", is one of these.
    ObjectModifier(Vec<Match>),
    /// The subject is one of these.
    Subject(Vec<Match>),
    /// What stands after "of", or before the noun, is one of these.
    Of(Vec<Match>),
    /// A noun: the verb of which it is the subject, or that it belongs to by "in" or "by", is one of these.
    Verb(Vec<Match>),
    /// A preposition with such an object.
    Oblique(Vec<Match>),
    /// The infinitive that follows is one of these verbs.
    Infinitive(Vec<Match>),
    /// One of these prepositions is attached.
    Preposition(Vec<&'static str>),
    /// A noun: it stands bare after one of these, as in "on strike".
    Bare(Vec<&'static str>),
    /// This particle is attached.
    Particle(Vec<&'static str>),
    /// An infinitive follows.
    To,
    /// There is no object.
    NoObject,
}

impl Condition {
    /// Whether this holds wherever `other` does.
    fn is_implied_by(&self, other: &Condition) -> bool {
        use Condition::{
            Bare, Infinitive, NoObject, Object, ObjectModifier, Oblique, Of, Particle, Preposition, Subject,
            To, Verb,
        };
        match (self, other) {
            (Object(own), Object(theirs))
            | (ObjectModifier(own), ObjectModifier(theirs))
            | (Subject(own), Subject(theirs))
            | (Of(own), Of(theirs))
            | (Verb(own), Verb(theirs))
            | (Oblique(own), Oblique(theirs))
            | (Infinitive(own), Infinitive(theirs)) => theirs.iter().all(|one| own.contains(one)),
            (Preposition(own), Preposition(theirs))
            | (Particle(own), Particle(theirs))
            | (Bare(own), Bare(theirs)) => theirs.iter().all(|one| own.contains(one)),
            (To, To | Infinitive(_)) | (NoObject, NoObject) => true,
            _ => false,
        }
    }

    fn parse(text: &'static str) -> Result<Condition, String> {
        let (name, list) = text.split_once(':').unwrap_or((text, ""));
        let words = || list.split(',').collect::<Vec<_>>();
        let matches = || list.split(',').map(Match::parse).collect::<Result<Vec<_>, _>>();
        Ok(match name {
            "obj" => Condition::Object(matches()?),
            "objof" => Condition::ObjectModifier(matches()?),
            "subj" => Condition::Subject(matches()?),
            "of" => Condition::Of(matches()?),
            "verb" => Condition::Verb(matches()?),
            "oblique" => Condition::Oblique(matches()?),
            "xcomp" => Condition::Infinitive(matches()?),
            "prep" => Condition::Preposition(words()),
            "prt" => Condition::Particle(words()),
            "bare" => Condition::Bare(words()),
            "to" => Condition::To,
            "noobj" => Condition::NoObject,
            _ => {
                return Err(format!(
                    "`{name}` is no condition; obj, objof, subj, of, verb, oblique, xcomp, prep, prt, bare, to, noobj are"
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
    pub(super) fn from_row(row: &Row, codes: &Codes) -> Result<Frame, String> {
        let kind = row.cell(1).and_then(WordKind::from_code).ok_or("the second column must be v, n or a")?;
        codes.check_mode(row.code(3)?, row.cell(4))?;
        codes.check_sub_event(row.cell(5))?;
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

    /// Whether `other`, asked before, is meant wherever this one could be.
    fn is_hidden_by(&self, other: &Frame) -> bool {
        let implied = |theirs: &Condition| self.conditions.iter().any(|own| theirs.is_implied_by(own));
        self.kind == other.kind && other.conditions.iter().all(implied)
    }

    /// Whether it tells of violence.
    pub(crate) fn is_assault(&self) -> bool {
        self.plover == Some(Plover::Assault)
    }

    /// Whether it tells of violence, or of what became of people or things.
    pub(super) fn is_violent(&self) -> bool {
        self.is_assault() || self.damage.is_some()
    }

    /// The words without which it is not meant: its own, or if that is common in talk of anything, those it asks for by name
    /// ("hostage" in "take hostage"); of common words that only ask for kinds of people or things, none.
    pub(super) fn telling_words(&self, lemma: &'static str, common: bool) -> Vec<&'static str> {
        let lemma_of = |one: &Match| if let Match::Lemma(lemma) = one { Some(*lemma) } else { None };
        let named = |condition: &Condition| match condition {
            Condition::Object(list) | Condition::Oblique(list) | Condition::ObjectModifier(list) => {
                list.iter().map(lemma_of).collect()
            }
            _ => None::<Vec<&'static str>>,
        };
        if common { self.conditions.iter().find_map(named).unwrap_or_default() } else { vec![lemma] }
    }

    /// Whether the word says anything at all: rows without event and damage only keep later rows from matching.
    pub fn is_empty(&self) -> bool {
        self.plover.is_none() && self.damage.is_none()
    }
}

/// Puts the rows of a word in the order in which they are asked: those with more conditions first, of equals the first of
/// the file. Gives the lines of rows that can never be meant, each with the line that hides it.
pub(super) fn in_order(frames: &mut [(usize, Frame)]) -> Vec<(usize, usize)> {
    frames.sort_by_key(|(_, frame)| std::cmp::Reverse(frame.conditions.len()));
    let hidden = frames.iter().enumerate().filter_map(|(at, (line, frame))| {
        let by = frames[..at].iter().find(|(_, before)| frame.is_hidden_by(before));
        by.map(|(other, _)| (*line, *other))
    });
    hidden.collect()
}

fn oblique(text: &'static str) -> Result<(&'static str, Option<Part>), String> {
    let (preposition, part) =
        text.split_once('=').ok_or_else(|| format!("`{text}` is not of the form on=target"))?;
    Ok((preposition, if part == "-" { None } else { Some(Part::parse(part)?) }))
}
