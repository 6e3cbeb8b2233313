//! The nouns of claimant: what a report claims, who claims it, and how it is written down.
//!
//! Everything here is plain data with serde and a JSON Schema ([`schema`]): the public face of the project. Nothing
//! here does input or output, and nothing knows how claims are found.
//!
//! Two invariants are kept by construction. A [`Span`] is made by [`Text`] only, so it always slices the text it came
//! from. A [`Claim`] holds [`Evidence`], which has at least one span. Offsets are counted in Unicode scalars
//! (characters), so that `text[start:end]` works unchanged in Python and R.

mod account;
mod actor;
mod claim;
mod dossier;
mod entry;
mod estimate;
mod event;
mod figure;
mod hash;
mod id;
mod place;
mod reading;
mod report;
mod said;
mod span;

pub use account::{AccountId, NoAccountId};
pub use actor::{Actor, ActorKind};
pub use claim::{
    Authenticity, Casualties, Certainty, Claim, ClaimType, Fate, ItemClass, Materiel, Medium, Outcome,
    Participant, Plover, Polarity, Relation, RelationKind, Role, Standpoint, Strength, TallyMark, Tense,
    Verification, VerificationStatus, VictimStatus, Victims,
};
pub use dossier::{
    Correction, Counts, Dossier, DossierClaim, EditedActor, EstimateChange, Origin, OriginKind,
};
pub use entry::{
    Author, Digest, Entry, EntryBody, FieldChange, NoDigest, ReportAdded, ReportRead, Retrieval, RunStarted,
    Target, Verdict, entry_hash,
};
pub use estimate::{Because, Estimate};
pub use event::{Basis, Event, Responsibility, Stage};
pub use figure::{Figure, Qualifier};
pub use hash::claim_id;
pub use id::{ActorId, ClaimId, EventId, PlaceId, ReportId, RunId};
pub use place::{Place, Time};
pub use reading::{Reading, SCHEMA_NAME, SchemaName, schema};
pub use report::{Report, ReportCard, ReportInput};
pub use said::{Act, Attribution, Source, SourceKind};
pub use span::{Evidence, Span, Text};
