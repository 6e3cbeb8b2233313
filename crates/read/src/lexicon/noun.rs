//! What nouns name.

use claimant_model::{ActorKind, ItemClass, Medium, Outcome, VictimStatus};

use super::table::Row;

/// What kind of people or thing a noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NounClass {
    /// One person or many.
    Person,
    /// A body of people.
    Group,
    /// Part of a force.
    Unit,
    /// Equipment, a building.
    Thing,
    /// An explosive device.
    Bomb,
    /// Something that flies.
    Air,
    /// A word that counts people by what became of them.
    Casualty,
    /// A place.
    Place,
    /// An agreement.
    Agreement,
    /// A photo, a video, a document.
    Record,
    /// Never a victim.
    Never,
}

impl NounClass {
    pub(super) fn from_name(name: &str) -> Option<NounClass> {
        Some(match name {
            "person" => NounClass::Person,
            "group" => NounClass::Group,
            "unit" => NounClass::Unit,
            "thing" => NounClass::Thing,
            "bomb" => NounClass::Bomb,
            "air" => NounClass::Air,
            "casualty" => NounClass::Casualty,
            "place" => NounClass::Place,
            "agreement" => NounClass::Agreement,
            "record" => NounClass::Record,
            "never" => NounClass::Never,
            _ => return None,
        })
    }
}

/// One row of `nouns.tsv`.
#[derive(Clone, Debug)]
pub struct NounSense {
    /// What it names.
    pub class: NounClass,
    /// What kind of actor people are.
    pub actor: ActorKind,
    /// What class a thing is.
    pub item: Option<ItemClass>,
    /// What became of those counted.
    pub outcome: Option<Outcome>,
    /// What kind of record.
    pub medium: Option<Medium>,
    /// Whether people fight.
    pub status: VictimStatus,
    /// Whether the word says that they did it.
    pub perpetrator: bool,
    /// Words of one family may stand for each other.
    pub family: Option<&'static str>,
}

impl NounSense {
    pub(super) fn from_row(row: &Row) -> Result<NounSense, String> {
        let name = row.cell(1).unwrap_or_default();
        let class = NounClass::from_name(name).ok_or_else(|| format!("`{name}` is no class of nouns"))?;
        let people = matches!(class, NounClass::Person | NounClass::Group);
        Ok(NounSense {
            class,
            actor: if people { row.code(2)?.unwrap_or_default() } else { ActorKind::Unknown },
            item: if class == NounClass::Thing { row.code(2)? } else { None },
            outcome: if class == NounClass::Casualty { row.code(2)? } else { None },
            medium: if class == NounClass::Record { row.code(2)? } else { None },
            status: row.code(3)?.unwrap_or(VictimStatus::Unknown),
            perpetrator: row.cell(4) == Some("perpetrator"),
            family: row.cell(5),
        })
    }
}
