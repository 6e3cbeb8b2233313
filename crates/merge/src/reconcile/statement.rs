//! What one claim adds to the figures of an event, without its words.

use claimant_model::{
    AccountId, Act, Actor, ActorKind, Attribution, Casualties, Certainty, Claim, ClaimId, Event, Outcome,
    Polarity, Qualifier, Reading, ReportId, Span, Standpoint, TallyMark, Tense, VerificationStatus,
    VictimStatus,
};

use super::claimant::claimant;
use crate::{actors, day, words};

/// What a figure may move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// All three.
    Full,
    /// A count of some of them, such as funerals held: low, and the others only where nobody has more.
    Partial,
    /// Somebody says that it is not so: high, and best only where nobody else has a figure; low is 0 then.
    Disputed,
    /// Put as merely possible, or told only to be denied: high.
    Doubtful,
}

/// What shows that two sides are not the same people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Camp {
    /// The forces of a state.
    State,
    /// An armed group.
    ArmedGroup,
    /// One person, by a full name that stands here.
    Person,
}

impl Camp {
    fn of(actor: &Actor, words: Option<&Span>) -> Option<Camp> {
        match actor.kind {
            ActorKind::StateForces => Some(Camp::State),
            ActorKind::RebelGroup | ActorKind::PoliticalMilitia | ActorKind::IdentityMilitia => {
                Some(Camp::ArmedGroup)
            }
            ActorKind::Person => is_named(actor, words).then_some(Camp::Person),
            _ => None,
        }
    }

    /// Soldiers are no rebels, and of two people by name neither is the other; a named one may be a soldier.
    pub(super) fn is_apart(self, other: Camp) -> bool {
        let person = |camp: Camp| camp == Camp::Person;
        if person(self) || person(other) { person(self) && person(other) } else { self != other }
    }
}

/// A claim on people as reconciling looks at it. Made by [`Statement::all`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The claim.
    pub claim: ClaimId,
    /// The report it stands in.
    pub report: ReportId,
    /// The day the report was published, counted from 1 January 1970.
    pub published: Option<i32>,
    /// Who claims it, by a key that is the same in every report; `None` for the report's own voice.
    pub claimant: Option<String>,
    /// The claimant as the report names it.
    pub claimant_name: Option<String>,
    /// Index of the origin among those of the event; set by the caller, see [`crate::origins`].
    pub origin: u32,
    /// The claimant's relation to the victims.
    pub standpoint: Standpoint,
    /// What became of them.
    pub outcome: Outcome,
    /// Whether they fought.
    pub status: VictimStatus,
    /// The side they belong to, by a key that is the same in every report.
    pub side: Option<String>,
    /// Which camp that side is of, where its kind says so.
    pub camp: Option<Camp>,
    /// The least it may be.
    pub low: Option<u64>,
    /// The most it may be.
    pub high: Option<u64>,
    /// How it is bounded.
    pub qualifier: Qualifier,
    /// The vague word.
    pub term: Option<String>,
    /// Where its sentence starts: figures of one sentence are added.
    pub sentence: usize,
    /// Who speaks within the report: its own voice is `None`, and so is the plain speech of bystanders, which the report
    /// goes by. Parties, and anybody who claims or estimates, speak for themselves.
    pub voice: Option<String>,
    /// The word that reports it: one voice's two sayings in a sentence are two counts.
    pub cue: Option<String>,
    /// What it may move.
    pub weight: Weight,
    /// How the figure stands to others of the report.
    pub tally: Vec<TallyMark>,
    /// Said to correct an earlier figure.
    pub corrected: bool,
    /// Of what its report only recalls.
    pub recalled: bool,
    /// Where the words stand that name the victims, from and to.
    pub victims: Option<(usize, usize)>,
    /// The last of these words and the word for what became of them, in lower case: the same ones are not added twice.
    pub told: Option<(String, String)>,
    /// Whether the words say no more than that they are people.
    pub of_anybody: bool,
}

impl Statement {
    /// Everything that counts people of an event: affirmed, current or of the event's own time, and no part of a larger
    /// group. That nobody at all came to such an end counts as 0, where the report counts nobody else who did.
    pub fn all(reading: &Reading, event: &Event) -> Vec<Statement> {
        let country = crate::link::place_of(reading, event).and_then(|place| place.country.as_deref());
        let of_event = reading.claims.iter().filter(|claim| claim.event.as_ref() == Some(&event.id));
        let counted: Vec<&Claim> = of_event.filter(|claim| counts(claim, event.tense)).collect();
        let outcome = |claim: &Claim| claim.casualties.as_ref().map(|casualties| casualties.outcome);
        let others = |none: &Claim| {
            let same = |one: &&Claim| !says_nobody(one) && outcome(one) == outcome(none);
            counted.iter().any(same)
        };
        let kept = counted.iter().filter(|claim| !says_nobody(claim) || !others(claim));
        let mut statements: Vec<Statement> = kept.filter_map(|claim| read(reading, claim, country)).collect();
        part_voices(&mut statements);
        statements
    }

    /// Whether two bystanders count the same people otherwise in one sentence: "police said three people died, while
    /// witnesses said ten were killed". Officers and civilians are two counts of one story.
    fn is_against(&self, other: &Statement) -> bool {
        let together =
            (&self.report, self.sentence, self.outcome) == (&other.report, other.sentence, other.outcome);
        let bystanders = self.voice.is_none() && other.voice.is_none();
        let others =
            self.speaker().is_some() && other.speaker().is_some() && self.speaker() != other.speaker();
        let noun = |one: &Statement| one.told.as_ref().map(|(noun, _)| noun.clone());
        let same_people = self.of_anybody || other.of_anybody || noun(self) == noun(other);
        together && bystanders && others && same_people && self.low != other.low
    }

    /// Who says it, as the report names them.
    pub(super) fn speaker(&self) -> Option<String> {
        self.claimant_name.as_ref().map(|name| name.to_lowercase())
    }

    /// Whether the figure bears this mark.
    pub(super) fn is(&self, mark: TallyMark) -> bool {
        self.tally.contains(&mark)
    }
}

/// Bystanders who count the same people otherwise speak for themselves: their figures are neither added nor one voice's.
fn part_voices(statements: &mut [Statement]) {
    let against = |one: &Statement| statements.iter().any(|other| one.is_against(other));
    let apart: Vec<Option<String>> =
        statements.iter().map(|one| one.speaker().filter(|_| against(one))).collect();
    for (statement, speaker) in statements.iter_mut().zip(apart) {
        statement.voice = statement.voice.take().or(speaker);
    }
}

/// Whether the words for the victims say no more than that they are people, or how many.
fn is_of_anybody(casualties: &Casualties) -> bool {
    let Some(words) = &casualties.victims.span else { return true };
    let number = casualties.figure.span.as_ref();
    let within = number.is_some_and(|number| number.start() <= words.start() && words.end() <= number.end());
    within || ends_in_anybody(words)
}

/// Whether the last of these words is one for people of whatever kind.
fn ends_in_anybody(words: &Span) -> bool {
    let last = words.text().split_whitespace().next_back();
    last.is_some_and(|last| words::is_anybody(&last.to_lowercase()))
}

fn counts(claim: &Claim, tense: Tense) -> bool {
    let sure = matches!(claim.certainty, Certainty::Certain | Certainty::Probable | Certainty::Possible);
    let refuted = claim.verification.status == VerificationStatus::Refuted;
    let told = claim.polarity == Polarity::Affirmed || says_nobody(claim);
    told && sure && !refuted && [Tense::Current, tense].contains(&claim.tense)
}

/// Whether a claim says that nobody at all came to such an end: "nobody was killed", "no casualties"; not "none of the
/// soldiers", whose fellows may have been.
fn says_nobody(claim: &Claim) -> bool {
    let Some(casualties) = &claim.casualties else { return false };
    let figure = &casualties.figure;
    if claim.polarity != Polarity::Negated || figure.low != Some(0) || figure.high != Some(0) {
        return false;
    }
    casualties.victims.actor.is_none() && casualties.victims.span.as_ref().is_none_or(ends_in_anybody)
}

fn read(reading: &Reading, claim: &Claim, country: Option<&str>) -> Option<Statement> {
    let casualties =
        claim.casualties.as_ref().filter(|c| c.victims.includes.is_none() && !c.is(TallyMark::Part))?;
    let figure = &casualties.figure;
    let said = claim.attribution.last();
    let source = said.map(|said| &said.source);
    let sentence = claim.evidence.spans().next()?;
    let cue = said.and_then(|said| said.cue.as_ref());
    let side = actors::find(reading, casualties.victims.actor.as_ref());
    Some(Statement {
        claim: claim.id.clone(),
        report: reading.report.id.clone(),
        published: reading.report.published.as_deref().and_then(day::of),
        claimant: source.map(|source| claimant(reading, source, country)),
        claimant_name: source.and_then(|source| source.span.as_ref()).map(|span| span.text().to_owned()),
        origin: 0,
        standpoint: claim.standpoint,
        outcome: casualties.outcome,
        status: status(casualties),
        side: side.map(|actor| actors::side(actor, country)),
        camp: side.and_then(|actor| Camp::of(actor, casualties.victims.span.as_ref())),
        low: figure.low,
        high: figure.high,
        qualifier: figure.qualifier,
        term: figure.term.clone(),
        sentence: sentence.start(),
        voice: said.and_then(|said| voice(said, claim.standpoint)),
        cue: cue.map(|cue| cue.text().to_owned()),
        weight: weight(claim, casualties),
        tally: casualties.tally.clone(),
        corrected: has_word(
            &sentence.text().to_lowercase(),
            &["revised", "corrected", "correction", "revising"],
        ),
        recalled: claim.tense != Tense::Current,
        victims: casualties.victims.span.as_ref().map(|span| (span.start(), span.end())),
        told: told(claim, casualties),
        of_anybody: is_of_anybody(casualties),
    })
}

/// "Ana Rivas", not "Rivas" or "she", who may be somebody told of before.
fn is_named(actor: &Actor, words: Option<&Span>) -> bool {
    let name: Vec<&str> = actor.name.split_whitespace().collect();
    let told = words.map(|words| words.text().split_whitespace().filter(|word| name.contains(word)).count());
    told.is_some_and(|told| told > 1)
}

/// "Him" was told of before, and counts where he was told of: what he is, is no second group.
fn status(casualties: &Casualties) -> VictimStatus {
    if casualties.is(TallyMark::Pronoun) { VictimStatus::Unknown } else { casualties.victims.status }
}

/// Who speaks within the report; `None` where the report goes by it as by its own knowledge.
fn voice(said: &Attribution, standpoint: Standpoint) -> Option<String> {
    let plain = matches!(said.act, Act::Say | Act::Confirm | Act::Accuse);
    let bystander = matches!(standpoint, Standpoint::ThirdParty | Standpoint::Unknown);
    let somebody = || match &said.source.actor {
        Some(actor) => actor.to_string(),
        None => format!("at {}", said.cue.as_ref().map_or(0, Span::start)),
    };
    (!(plain && bystander)).then(somebody)
}

/// What a claim's figure may move, by how it is put and what others say of it.
fn weight(claim: &Claim, casualties: &Casualties) -> Weight {
    let denied = claim.attribution.last().is_some_and(|said| said.act == Act::Deny);
    if claim.certainty == Certainty::Possible || denied || is_told_to_be_denied(claim) {
        Weight::Doubtful
    } else if claim.verification.status == VerificationStatus::Disputed {
        Weight::Disputed
    } else if casualties.is(TallyMark::Partial) {
        Weight::Partial
    } else {
        Weight::Full
    }
}

/// "It denied reports that 30 had died": nobody in particular says so, and the report only to tell the denial.
fn is_told_to_be_denied(claim: &Claim) -> bool {
    let nobody = claim.attribution.last().is_some_and(|said| said.source.span.is_none());
    let sentence = claim.evidence.spans().next();
    let denial = claim.verification.span.as_ref().filter(|_| nobody);
    let disputed = claim.verification.status == VerificationStatus::Disputed;
    let within =
        |(sentence, denial): (&Span, &Span)| (sentence.start()..sentence.end()).contains(&denial.start());
    disputed && sentence.zip(denial).is_some_and(within)
}

/// The last word that names the victims, and the word for what became of them.
fn told(claim: &Claim, casualties: &Casualties) -> Option<(String, String)> {
    let words = casualties.victims.span.as_ref()?.text();
    let victims = words.to_lowercase();
    // Two of one surname are two people.
    let named = words.split_whitespace().next_back().is_some_and(|last| last.starts_with(char::is_uppercase));
    let head = if named { victims.as_str() } else { words::split(&victims).last()? };
    Some((head.to_owned(), claim.predicate.as_ref()?.text().to_lowercase()))
}

fn has_word(text: &str, any: &[&str]) -> bool {
    words::split(text).any(|word| any.contains(&word))
}

/// The account that a statement stands in is found by its report; this names it for people.
pub(crate) fn said_by(statement: &Statement) -> String {
    let who = statement.claimant_name.as_deref().unwrap_or("the report itself");
    match statement.published {
        Some(day) => format!("{who}, {} of {}", statement.report, day::print(day)),
        None => format!("{who}, {}", statement.report),
    }
}

/// All statements of accounts, given their readings.
pub fn of_accounts<'r>(accounts: impl IntoIterator<Item = (&'r AccountId, &'r Reading)>) -> Vec<Statement> {
    let mut found = Vec::new();
    for (account, reading) in accounts {
        let event = reading.events.iter().find(|event| event.id == account.event);
        found.extend(event.into_iter().flat_map(|event| Statement::all(reading, event)));
    }
    found
}
