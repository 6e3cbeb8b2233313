//! The parts that every state has: they get an entry even where no row names them.

use super::entry::{Alias, Class, Entry, Organ};
use super::load::State;
use super::period::Period;

/// Which parts, and how their plain names begin; the state's name follows.
const EVERY_STATE: &[(Organ, &str)] = &[
    (Organ::Presidency, "Presidency of"),
    (Organ::ForeignMinistry, "Ministry of Foreign Affairs of"),
    (Organ::DefenceMinistry, "Ministry of Defence of"),
    (Organ::InteriorMinistry, "Ministry of the Interior of"),
    (Organ::HealthMinistry, "Ministry of Health of"),
    (Organ::JusticeMinistry, "Ministry of Justice of"),
    (Organ::Parliament, "Parliament of"),
    (Organ::Judiciary, "Judiciary of"),
    (Organ::ArmedForces, "Military Forces of"),
    (Organ::Navy, "Navy of"),
    (Organ::AirForce, "Air Force of"),
    (Organ::SpecialForces, "Special Forces of"),
    (Organ::Police, "Police Forces of"),
    (Organ::BorderGuard, "Border Guard of"),
    (Organ::Intelligence, "Intelligence Services of"),
    (Organ::CivilDefence, "Civil Defence of"),
];

/// The id of a part of a state: `MLI.armed_forces`.
pub(super) fn organ_id(state: &str, organ: Organ) -> String {
    format!("{state}.{}", organ.name())
}

/// One entry for every part of a state.
pub(super) fn organs(state: &State) -> impl Iterator<Item = Entry> {
    EVERY_STATE.iter().map(|&(organ, prefix)| {
        let name = format!("{prefix} {}", state.entry.name);
        Entry {
            id: organ_id(&state.entry.id, organ),
            aliases: vec![plain(&name)],
            name,
            kind: organ.kind(),
            class: Class::Organ(organ),
            countries: state.entry.countries.clone(),
            part_of: Vec::new(),
            allied: Vec::new(),
            active: state.entry.active,
            became: None,
            split_from: None,
            ucdp: None,
            sure: true,
            row: None,
        }
    })
}

fn plain(text: &str) -> Alias {
    Alias { text: text.to_owned(), used: Period::default(), weak: false, place: false, exact: false }
}
