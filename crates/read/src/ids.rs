//! Ids of one reading: `a1`, `p1`, `e1`.

use claimant_model::{ActorId, EventId, PlaceId};

/// The id of the actor with this index.
pub(crate) fn actor_id(index: usize) -> ActorId {
    ActorId::new(format!("a{}", index + 1))
}

/// The id of the place with this index.
pub(crate) fn place_id(index: usize) -> PlaceId {
    PlaceId::new(format!("p{}", index + 1))
}

/// The id of the event with this rank.
pub(crate) fn event_id(index: usize) -> EventId {
    EventId::new(format!("e{}", index + 1))
}
