//! ACLED's classes of actors and how two of them are written as an interaction.

use claimant_model::{Actor, ActorKind};

use crate::codes::Country;
use crate::format::AcledCodes;

/// ACLED's class of an actor, in the order of its old codes 1 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    State = 1,
    Rebel,
    PoliticalMilitia,
    IdentityMilitia,
    Rioters,
    Protesters,
    Civilians,
    External,
}

/// The classes by name, with their old codes 1 to 8 in order.
pub(crate) const CLASSES: [&str; 8] = [
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
];

impl Class {
    /// The class of an actor in an event in this country. Forces of a state abroad are external forces.
    pub(crate) fn of(actor: &Actor, country: &Country) -> Option<Class> {
        let abroad = actor.country.as_deref().is_some_and(|home| home != country.iso3);
        Some(match actor.kind {
            ActorKind::StateForces | ActorKind::Government if abroad => Class::External,
            ActorKind::StateForces | ActorKind::Government => Class::State,
            ActorKind::RebelGroup => Class::Rebel,
            ActorKind::PoliticalMilitia => Class::PoliticalMilitia,
            ActorKind::IdentityMilitia => Class::IdentityMilitia,
            ActorKind::ExternalForces | ActorKind::Intergovernmental => Class::External,
            ActorKind::Rioters => Class::Rioters,
            ActorKind::Protesters => Class::Protesters,
            ActorKind::Civilians | ActorKind::Media | ActorKind::Person => Class::Civilians,
            ActorKind::Other | ActorKind::Unknown => return None,
        })
    }

    fn name(self) -> &'static str {
        CLASSES[self as usize - 1]
    }

    /// As `inter1` and `inter2` have it.
    pub(crate) fn code(self, codes: AcledCodes) -> String {
        match codes {
            AcledCodes::Words => self.name().to_owned(),
            AcledCodes::Digits => (self as u8).to_string(),
        }
    }
}

/// As `interaction` has it: the lower code first, but external forces before civilians in words.
pub(crate) fn interaction(a: Option<Class>, b: Option<Class>, codes: AcledCodes) -> String {
    let (Some(first), second) = (a.or(b), a.and(b)) else { return String::new() };
    let (low, high) = second.map_or((first, None), |second| (first.min(second), Some(first.max(second))));
    match (codes, high) {
        (AcledCodes::Digits, high) => format!("{}{}", low as u8, high.map_or(0, |high| high as u8)),
        (AcledCodes::Words, Some(high)) if high != low => {
            let outsiders = (low, high) == (Class::Civilians, Class::External);
            let (low, high) = if outsiders { (high, low) } else { (low, high) };
            format!("{}-{}", low.name(), high.name())
        }
        (AcledCodes::Words, _) => format!("{} only", low.name()),
    }
}

/// The name as ACLED forms it.
pub(crate) fn name(actor: &Actor, country: &Country) -> String {
    let home = actor.country.as_deref().and_then(Country::of).unwrap_or(country);
    // A name that begins small is a description: "gunmen".
    let described = actor.name.starts_with(char::is_lowercase);
    match actor.kind {
        ActorKind::StateForces if is_police(&actor.name) => format!("Police Forces of {}", home.name),
        ActorKind::StateForces => format!("Military Forces of {}", home.name),
        ActorKind::Government => format!("Government of {}", home.name),
        ActorKind::Civilians => format!("Civilians ({})", home.name),
        ActorKind::Rioters => format!("Rioters ({})", home.name),
        ActorKind::Protesters => format!("Protesters ({})", home.name),
        ActorKind::RebelGroup | ActorKind::PoliticalMilitia if described => {
            format!("Unidentified Armed Group ({})", home.name)
        }
        _ => actor.name.clone(),
    }
}

fn is_police(name: &str) -> bool {
    let name = name.to_lowercase();
    ["police", "gendarme", "carabin"].iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interactions_put_the_lower_code_first() {
        let write = |a, b, codes| interaction(Some(a), b, codes);
        let words = AcledCodes::Words;
        assert_eq!(write(Class::Rebel, Some(Class::State), words), "State forces-Rebel group");
        assert_eq!(write(Class::Civilians, Some(Class::External), words), "External/Other forces-Civilians");
        assert_eq!(write(Class::Rebel, Some(Class::Rebel), words), "Rebel group only");
        assert_eq!(write(Class::Protesters, None, words), "Protesters only");
        assert_eq!(write(Class::External, Some(Class::Civilians), AcledCodes::Digits), "78");
        assert_eq!(write(Class::Rebel, Some(Class::State), AcledCodes::Digits), "12");
        assert_eq!(write(Class::Protesters, None, AcledCodes::Digits), "60");
        assert_eq!(interaction(None, None, words), "");
    }
}
