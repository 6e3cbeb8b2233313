//! Who: the register of parties to organised violence and politics.
//!
//! The register is data (`data/actors/*.tsv`): states and their organs, armed groups, international bodies and media.
//! Names, memberships and alliances carry dates, so that a report of 2013 is read as of 2013. Three questions are
//! answered, all by pure functions:
//!
//! * [`Register::lookup`]: who goes by this name, on this day, in a story about these countries? All candidates, scored.
//! * [`Register::describe`]: what does a phrase such as "suspected jihadists" or "a spokesman for Mali's army" say?
//! * [`acronyms`]: which acronyms does a text define itself?

mod acronym;
mod check;
mod derive;
mod describe;
mod entry;
mod generic;
pub mod import;
mod key;
mod load;
mod lookup;
mod own;
mod period;
mod phrase;
mod register;
mod scan;
mod state;
mod table;
#[cfg(test)]
mod tests;

pub use acronym::{AcronymDefinition, acronyms};
pub use check::{Finding, check};
pub use describe::{Backing, Description, Origin, Relation};
pub use entry::{Alias, BodyClass, Class, Entry, Iso3, Link, Organ};
pub use lookup::{Candidate, Match, Standing, best};
pub use own::OwnFile;
pub use period::Period;
pub use register::{Register, Story};
pub use state::{StateForm, StateMatch};
pub use table::{Problem, Tables};
