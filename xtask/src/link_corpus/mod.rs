//! Invented reports on invented events, of which it is known which belong together: copies, rewrites, follow-ups with
//! running tolls, the next day in the same town, two clashes on one day, wrong dates.
//!
//! Deterministic: the same set and seed give the same bytes. The words are in `xtask/data/link_corpus/`.

mod plan;
mod random;
mod world;
mod write;

use serde::Serialize;

pub(crate) use random::Random;
pub(crate) use world::Set;

/// A report with what is known of it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Report {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) title: String,
    pub(crate) published: String,
    pub(crate) source: String,
    /// The number of its event.
    #[serde(skip)]
    pub(crate) event: usize,
    /// The number of the source that it goes back to.
    #[serde(skip)]
    pub(crate) origin: usize,
}

/// Reports on `events` events, in no order.
pub(crate) fn generate(set: Set, seed: u64, events: usize) -> anyhow::Result<Vec<Report>> {
    let world = world::World::load(set)?;
    let mut random = random::Random::new(seed);
    let planned = plan::events(&world, events, &mut random);
    let mut reports = Vec::new();
    for (number, event) in planned.iter().enumerate() {
        write::reports(&world, number, event, &mut random, &mut reports);
    }
    random.shuffle(&mut reports);
    for report in &mut reports {
        report.id = format!("{:012x}", random.next() >> 16);
    }
    Ok(reports)
}
