//! An event across reports, with everything behind it: what is published and shown.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, Actor, ActorId, Author, Claim, Estimate, EventId, FieldChange, Participant, Place, Plover,
    ReportCard, ReportId, Responsibility, Stage, Tense, Time,
};

/// What makes several reports one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OriginKind {
    /// They carry the same agency's story.
    Wire,
    /// Their texts are copies of one text.
    CopiedText,
    /// They quote the same sentences.
    SameStatement,
    /// They give the same figure of the same claimant.
    SameClaimantFigure,
    /// One report alone.
    Single,
}

/// Reports, or claims of theirs, that go back to one source and count once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Origin {
    /// Its id in this dossier, such as `o1`.
    pub id: String,
    /// What makes them one.
    pub kind: OriginKind,
    /// The agency, the claimant or the outlet, for people.
    pub name: String,
    /// The reports, oldest first.
    pub reports: Vec<ReportId>,
}

/// How much stands behind an event. None of these numbers may be taken for another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// Reports.
    pub urls: u32,
    /// Outlets that published them.
    pub publishers: u32,
    /// Agencies credited.
    pub wires: u32,
    /// Those who claim something, the reports' own voices not among them.
    pub claimants: u32,
    /// Sides of the conflict that claim something.
    pub sides: u32,
    /// Origins: sources that are independent as far as can be seen.
    pub origins: u32,
}

/// What a reviewer changed, and who it was: what was read stays in the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Correction {
    /// The entry of the ledger.
    pub entry: u64,
    /// When it was entered, RFC 3339 in UTC.
    pub time: String,
    /// Who answers for it.
    pub by: Author,
    /// What was changed.
    pub changes: Vec<FieldChange>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An actor that is not as it was read, and what was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EditedActor {
    /// The actor, by the id that it was read with, see [`Dossier::actors`].
    pub actor: ActorId,
    /// What was changed.
    pub correction: Correction,
}

/// A claim, the report it stands in and where the report has it from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DossierClaim {
    /// The report.
    pub report: ReportId,
    /// Index into the dossier's origins.
    pub origin: u32,
    /// The claim, as corrected. Its actor ids are the dossier's; its place is left out unless it is the dossier's.
    pub claim: Claim,
    /// What reviewers changed in it, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

/// An estimate that came about on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EstimateChange {
    /// Publication time of the reports that changed it, as they give it; absent where they give none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The reports that came in at that time.
    pub reports: Vec<ReportId>,
    /// The estimate from then on.
    pub estimate: Estimate,
}

/// An event across reports, self-contained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dossier {
    /// The event's id; it stays when reports are linked anew.
    pub id: EventId,
    /// A few words for people.
    pub title: String,
    /// PLOVER event type.
    pub plover: Plover,
    /// PLOVER mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// ACLED sub-event type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acled: Option<String>,
    /// UCDP: 1 state-based, 2 non-state, 3 one-sided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 3))]
    pub type_of_violence: Option<u8>,
    /// How far it went; absent where it is only foreseen, planned, feared or forbidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// Current, history or to come.
    pub tense: Tense,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// Where. Without mentions: they would be of several texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Everybody the claims speak of, without mentions. An id is the same in every dossier: the key in the register
    /// where the actor is in it, else made of name and country.
    pub actors: Vec<Actor>,
    /// Who had which part.
    pub participants: Vec<Participant>,
    /// Who is held to have done it; competing claims are all kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub responsibility: Vec<Responsibility>,
    /// The reports that tell of it, oldest first.
    pub reports: Vec<ReportCard>,
    /// What they claim, by report and then in text order.
    pub claims: Vec<DossierClaim>,
    /// Where they have it from.
    pub origins: Vec<Origin>,
    /// How much stands behind it.
    pub counts: Counts,
    /// Low, best and high by the presets.
    pub estimates: Vec<Estimate>,
    /// The accounts linked, in order of their ids.
    pub accounts: Vec<AccountId>,
    /// How the estimates came about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<EstimateChange>,
    /// What reviewers changed in actors, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edited: Vec<EditedActor>,
}
