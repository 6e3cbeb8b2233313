//! Which events there are: some alone, some so near each other that they are easily taken for one.

use super::random::Random;
use super::world::World;

/// An invented event.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) town: usize,
    pub(super) kind: usize,
    /// Index into the groups of the town.
    pub(super) group: usize,
    /// Days after the first.
    pub(super) day: i32,
    pub(super) spot: String,
    pub(super) noun: String,
    pub(super) victims: String,
    pub(super) killed: u64,
    pub(super) wounded: u64,
    pub(super) official: String,
}

/// The days that events are spread over.
const DAYS: usize = 90;

/// So many events; about one in three stands close to another one.
pub(super) fn events(world: &World, count: usize, random: &mut Random) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    while events.len() < count {
        let first = alone(world, random);
        let beside = match random.below(12) {
            0 | 1 => Some((1, false)),
            2 | 3 => Some((0, true)),
            4 => Some((7, false)),
            _ => None,
        };
        if let Some((days, other_group)) = beside {
            events.push(another(world, &first, days, other_group, random));
        }
        events.push(first);
    }
    events.truncate(count);
    events
}

fn alone(world: &World, random: &mut Random) -> Event {
    let town = random.below(world.towns.len());
    let kind = random.below(world.kinds.len());
    let day = random.below(DAYS) as i32;
    of_kind(world, town, kind, 0, day, random)
}

/// The same town so many days later: a different kind of thing at a different spot.
fn another(world: &World, first: &Event, days: i32, other_group: bool, random: &mut Random) -> Event {
    let kinds = world.kinds.len();
    let kind = if days > 1 { first.kind } else { (first.kind + 1 + random.below(kinds - 1)) % kinds };
    let mut event = of_kind(world, first.town, kind, usize::from(other_group), first.day + days, random);
    if event.killed == first.killed {
        event.killed += 3;
    }
    event
}

fn of_kind(world: &World, town: usize, kind: usize, group: usize, day: i32, random: &mut Random) -> Event {
    let words = &world.kinds[kind];
    // Small tolls are common, as in life.
    let killed = match random.below(10) {
        0..=4 => 2 + random.below(7),
        5..=8 => 8 + random.below(18),
        _ => 27 + random.below(60),
    } as u64;
    Event {
        town,
        kind,
        group,
        day,
        spot: random.pick(&words.spots).clone(),
        noun: random.pick(&words.nouns).clone(),
        victims: random.pick(&words.victims).clone(),
        killed,
        wounded: killed + 1 + random.below(12) as u64,
        official: random.pick(&world.officials).clone(),
    }
}
