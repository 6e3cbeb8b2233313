//! One thing that is said to have happened, and by whom.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ActorId, Attribution, ClaimId, EventId, Evidence, Figure, PlaceId, Span, Time};

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident, $case:literal: $($(#[$variant_doc:meta])* $variant:ident),* $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = $case)]
        pub enum $name { $($(#[$variant_doc])* $variant),* }
    };
}

codes! {
    /// What a claim is about.
    ClaimType, "snake_case":
    /// Something happened.
    Event,
    /// People were killed, wounded, taken, lost.
    Casualties,
    /// Equipment or buildings were destroyed, damaged, lost, taken.
    Materiel,
    /// So many fought.
    Strength,
    /// Two actors stand so to each other.
    Relation,
    /// A photo, video or document is or is not what it purports to be.
    Authenticity,
}

codes! {
    /// The claimant's relation to those the claim is about.
    Standpoint, "snake_case":
    /// Its own side: an admission.
    #[serde(rename = "self")]
    SelfSide,
    /// Its enemy: a boast.
    Enemy,
    /// Its ally.
    Ally,
    /// Neither.
    ThirdParty,
    /// Cannot be told.
    Unknown,
}

codes! {
    /// Said to be so, or said not to be so.
    Polarity, "snake_case":
    /// It is so.
    Affirmed,
    /// It is not so.
    Negated,
}

codes! {
    /// How surely it is said, in the sense of `FactBank`.
    Certainty, "snake_case":
    /// As a fact.
    Certain,
    /// As likely.
    Probable,
    /// As possible.
    Possible,
    /// Under a condition, as a plan, as a question.
    Hypothetical,
    /// Said to be unknown.
    Unknown,
}

codes! {
    /// When it lies from where the report stands.
    Tense, "snake_case":
    /// The report's own matter.
    Current,
    /// History that the report recalls.
    Background,
    /// Still to come.
    Future,
}

codes! {
    /// What the report itself says of a claim.
    VerificationStatus, "snake_case":
    /// Nothing.
    None,
    /// That nobody could check it.
    Unverified,
    /// That another account agrees.
    Corroborated,
    /// That another account does not agree.
    Disputed,
    /// That it is false.
    Refuted,
}

codes! {
    /// The part somebody has in what happened.
    Role, "snake_case":
    /// Who did it.
    Initiator,
    /// To whom it was done.
    Target,
    /// Who was in it, on no named side.
    Participant,
    /// Who helped.
    Supporter,
    /// To whom the thing belongs.
    Owner,
    /// Who is part of the other.
    Member,
    /// To whom it was said.
    Addressee,
}

codes! {
    /// What kind of thing.
    ItemClass, "snake_case":
    /// Aeroplane.
    Aircraft,
    /// Helicopter.
    Helicopter,
    /// Unmanned aircraft.
    Drone,
    /// Tank, armoured vehicle.
    Armour,
    /// Any other vehicle.
    Vehicle,
    /// Gun, mortar, rocket launcher.
    Artillery,
    /// Ship or boat.
    Vessel,
    /// Small arm, ammunition.
    Weapon,
    /// House, school, post.
    Building,
    /// Bridge, pipeline, power line.
    Infrastructure,
    /// Anything else.
    Other,
}

codes! {
    /// What became of people.
    Outcome, "snake_case":
    /// Dead.
    Killed,
    /// Hurt.
    Wounded,
    /// Casualties: dead and hurt undivided.
    KilledOrWounded,
    /// Taken in fighting.
    Captured,
    /// Not found.
    Missing,
    /// Taken away by force.
    Abducted,
    /// Taken by authorities.
    Arrested,
    /// Gave themselves up.
    Surrendered,
    /// Driven from their homes.
    Displaced,
}

codes! {
    /// What the victims were.
    VictimStatus, "snake_case":
    /// They did not fight.
    Civilian,
    /// They fought.
    Combatant,
    /// Both.
    Mixed,
    /// Not said.
    Unknown,
}

codes! {
    /// How a figure of people is put beside others, so that what is added up is added by those who read the words.
    TallyMark, "snake_case":
    /// Others beside those counted before: "another five". To be added.
    More,
    /// All so far: "brings the toll to 12". Takes the place of what came before.
    Total,
    /// Only some of those concerned: funerals held, patients treated. The whole may be larger.
    Partial,
    /// Some of a larger group that is counted too. Never to be added.
    Part,
    /// These did it. Counted only where nobody else is said to have met that end.
    Perpetrators,
    /// These did it, and the word itself says so ("the gunman"). Never counted among the victims.
    Attackers,
    /// Named by a pronoun: people told of before.
    Pronoun,
    /// Stands in a headline, whose figures the report tells again.
    Headline,
    /// Given before: "had earlier put the toll at two". Gives way to what the same source says in the report.
    Earlier,
}

codes! {
    /// What became of a thing.
    Fate, "snake_case":
    /// Gone.
    Destroyed,
    /// Hurt.
    Damaged,
    /// Lost, no telling how.
    Lost,
    /// In other hands.
    Captured,
    /// Left behind.
    Abandoned,
}

codes! {
    /// How two actors stand to each other.
    RelationKind, "snake_case":
    /// They fight on one side.
    Alliance,
    /// One is a branch or partner of the other.
    Affiliation,
    /// One is part of the other.
    Membership,
    /// One helps the other.
    Support,
    /// They are enemies.
    Hostility,
    /// They parted.
    Split,
    /// They agreed on something.
    Agreement,
    /// One commands the other.
    Command,
}

codes! {
    /// What kind of record is shown.
    Medium, "snake_case":
    /// A picture.
    Photo,
    /// Moving pictures.
    Video,
    /// Sound.
    Audio,
    /// A paper or file.
    Document,
    /// Something posted online.
    Post,
    /// Anything else.
    Other,
}

codes! {
    /// Event types of PLOVER.
    Plover, "SCREAMING_SNAKE_CASE":
    /// Agree to do something.
    Agree,
    /// Meet, talk.
    Consult,
    /// Speak in favour.
    Support,
    /// Yield in words.
    Concede,
    /// Work together.
    Cooperate,
    /// Give help.
    Aid,
    /// Yield in deeds.
    Retreat,
    /// Ask.
    Request,
    /// Blame.
    Accuse,
    /// Refuse.
    Reject,
    /// Warn of harm.
    Threaten,
    /// March, strike, riot.
    Protest,
    /// Cut ties or goods.
    Sanction,
    /// Ready forces.
    Mobilize,
    /// Repress without blood.
    Coerce,
    /// Use force.
    Assault,
}

impl Standpoint {
    /// Whether the claimant speaks of its own side or an ally's.
    pub fn is_own(self) -> bool {
        matches!(self, Standpoint::SelfSide | Standpoint::Ally)
    }
}

/// What the report itself says of the claim's standing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verification {
    /// Its standing.
    pub status: VerificationStatus,
    /// Who corroborates, disputes or refutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<ActorId>,
    /// Whether a corroborator is on the claimant's own side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_side: Option<bool>,
    /// The words that say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

impl Verification {
    /// The report says nothing of it.
    pub fn none() -> Verification {
        Verification { status: VerificationStatus::None, by: None, same_side: None, span: None }
    }
}

/// Somebody or something with a part in what happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Participant {
    /// The part.
    pub role: Role,
    /// The actor, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<ActorId>,
    /// Set when the participant is a thing and not people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<ItemClass>,
    /// The words.
    pub span: Span,
}

/// Those to whom it was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Victims {
    /// The side they belong to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<ActorId>,
    /// Whether they fought.
    pub status: VictimStatus,
    /// The words that name them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// The claim on the larger group this is part of; never to be added to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub includes: Option<ClaimId>,
}

/// So many people met such an end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Casualties {
    /// What became of them.
    pub outcome: Outcome,
    /// How many.
    pub figure: Figure,
    /// Who they were.
    pub victims: Victims,
    /// How the figure stands to others of the report, in the order of [`TallyMark`]; empty for a plain count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tally: Vec<TallyMark>,
}

impl Casualties {
    /// Whether the figure bears this mark.
    pub fn is(&self, mark: TallyMark) -> bool {
        self.tally.contains(&mark)
    }
}

/// Equipment or buildings that met such an end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Materiel {
    /// What it was, in the text's words.
    pub item: String,
    /// What kind of thing.
    pub class: ItemClass,
    /// What became of it.
    pub fate: Fate,
    /// How many.
    pub figure: Figure,
    /// Whose it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<ActorId>,
}

/// So many fought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Strength {
    /// On whose side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<ActorId>,
    /// How many.
    pub figure: Figure,
}

/// How two actors stand to each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Relation {
    /// In which way.
    pub kind: RelationKind,
    /// One.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub a: Option<ActorId>,
    /// The other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b: Option<ActorId>,
}

/// A record and what it purports to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Authenticity {
    /// The words that name the record.
    pub item: Span,
    /// What kind of record.
    pub medium: Medium,
    /// What it is said to show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purports: Option<Span>,
}

/// One thing that is said to have happened, and by whom. Never without evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// A hash of report, type, evidence and what is claimed.
    pub id: ClaimId,
    /// What the claim is about.
    #[serde(rename = "type")]
    pub claim_type: ClaimType,
    /// The sentence or sentences it rests on.
    pub evidence: Evidence,
    /// Outermost first; the last is the claimant. Empty: the report says it in its own voice.
    pub attribution: Vec<Attribution>,
    /// The claimant's relation to those the claim is about.
    pub standpoint: Standpoint,
    /// Said to be so or not to be so.
    pub polarity: Polarity,
    /// How surely.
    pub certainty: Certainty,
    /// Current, history or to come.
    pub tense: Tense,
    /// What the report says of its standing.
    pub verification: Verification,
    /// The event it is about.
    pub event: Option<EventId>,
    /// The word that says what happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predicate: Option<Span>,
    /// Who had which part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Participant>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// PLOVER event type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plover: Option<Plover>,
    /// PLOVER mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// ACLED sub-event type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acled: Option<String>,
    /// Set on claims of this type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub casualties: Option<Casualties>,
    /// Set on claims of this type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub materiel: Option<Materiel>,
    /// Set on claims of this type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<Strength>,
    /// Set on claims of this type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// Set on claims of this type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authenticity: Option<Authenticity>,
    /// The rule that read it, with its version.
    pub rule: String,
}
