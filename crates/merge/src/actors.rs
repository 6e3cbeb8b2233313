//! Who is who across reports: keys that do not depend on the reading.

use claimant_model::{Actor, ActorId, ActorKind, Reading};

/// A name in lower-case letters and digits joined by hyphens.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The key of an actor in every dossier: that of the register, else its name and country.
pub fn key(actor: &Actor) -> String {
    let country = || actor.country.as_deref().map(|country| format!("-{}", country.to_lowercase()));
    match &actor.known {
        Some(known) => slug(known),
        None => slug(actor.name.trim_start_matches("the ")) + &country().unwrap_or_default(),
    }
}

/// The side that an actor belongs to. The forces of a state and its authorities are one side by whatever name; those
/// whom no report names ("gunmen", "attackers") are one side too.
pub(crate) fn side(actor: &Actor, country: Option<&str>) -> String {
    let country = actor.country.as_deref().or(country).unwrap_or("").to_lowercase();
    match actor.kind {
        ActorKind::StateForces | ActorKind::Government => format!("state-{country}"),
        ActorKind::Civilians => format!("civilians-{country}"),
        kind if kind.is_armed() && actor.known.is_none() => "armed-unnamed".to_owned(),
        _ => key(actor),
    }
}

/// Finds the actor with this id in a reading.
pub(crate) fn find<'r>(reading: &'r Reading, id: Option<&ActorId>) -> Option<&'r Actor> {
    let id = id?;
    let guess = id.as_str().trim_start_matches('a').parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    guess
        .and_then(|index| reading.actors.get(index))
        .filter(|actor| actor.id == *id)
        .or_else(|| reading.actors.iter().find(|actor| actor.id == *id))
}

/// Finds the actor whose claim it is when this one speaks: a person speaks for the body he or she is a member of, so that
/// two spokesmen of one army are one claimant.
pub(crate) fn speaker<'r>(reading: &'r Reading, id: Option<&ActorId>) -> Option<&'r Actor> {
    let actor = find(reading, id)?;
    let body = find(reading, actor.member_of.as_ref());
    Some(body.filter(|_| actor.kind == ActorKind::Person).unwrap_or(actor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        assert_eq!(slug("Jama'at Nusrat al-Islam"), "jama-at-nusrat-al-islam");
        assert_eq!(slug("  M23! "), "m23");
    }
}
