//! Who says it, and what kind of saying it is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ActorId, Span};

/// What somebody does in saying it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Plain speech: said, told, wrote.
    Say,
    /// Said without proof, or of oneself with pride: claimed, claimed responsibility.
    Claim,
    /// Said to one's own cost: admitted, acknowledged, conceded.
    Admit,
    /// Said not to be so.
    Deny,
    /// Said of another as blame.
    Accuse,
    /// Put as a judgement of quantity or likelihood: estimated, believed.
    Estimate,
    /// Said to be so after question: confirmed, verified.
    Confirm,
    /// Said to agree with another's account.
    Corroborate,
    /// Called into doubt.
    Dispute,
    /// Shown to be false: debunked, refuted.
    Refute,
    /// Said of what one will do: vowed, pledged.
    Promise,
    /// Asked for with force.
    Demand,
    /// Asked for.
    Request,
    /// Said of harm to come.
    Threaten,
    /// Not said though asked: declined to comment, gave no figures.
    Withhold,
}

/// What kind of source it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// Somebody, or an organisation.
    Actor,
    /// Press, agency, broadcaster.
    Outlet,
    /// A report, a statement, a study.
    Document,
    /// "Estimates suggest", "reports say", a bare passive.
    Unnamed,
}

/// Who says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// What kind of source.
    pub kind: SourceKind,
    /// The actor, where the source is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<ActorId>,
    /// The words that name the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

/// One act of saying: source, cue, and the words attributed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attribution {
    /// Who says it.
    pub source: Source,
    /// What is done in saying it.
    pub act: Act,
    /// The words that mark the saying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue: Option<Span>,
    /// The words attributed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Span>,
    /// The later pieces when the attributed words are interrupted: "…, he said, …".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub content_continued: Vec<Span>,
}
