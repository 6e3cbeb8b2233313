//! What one claim adds to the figures of an event, without its words.

use claimant_model::{
    AccountId, Certainty, Claim, ClaimId, Event, Outcome, Polarity, Qualifier, Reading, ReportId, Source,
    SourceKind, Standpoint, Tense, VictimStatus,
};

use crate::day;
use crate::{actors, words};

/// A claim on people as reconciling looks at it. Made by [`Statement::all`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // four marks of a sentence, each by itself
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
    /// Whether it is put as merely possible.
    pub doubtful: bool,
    /// Others beside those counted before: "another five".
    pub more: bool,
    /// All so far: "bringing the toll to 12".
    pub total: bool,
    /// Said to correct an earlier figure.
    pub corrected: bool,
    /// The words that name the victims, in lower case: the same ones are not added twice.
    pub victims: String,
}

impl Statement {
    /// Everything that counts people of an event: affirmed, of the event's own time, and no part of a larger group.
    pub fn all(reading: &Reading, event: &Event) -> Vec<Statement> {
        let country = crate::link::place_of(reading, event).and_then(|place| place.country.as_deref());
        let of_event = reading.claims.iter().filter(|claim| claim.event.as_ref() == Some(&event.id));
        of_event
            .filter(|claim| counts(claim, event.tense))
            .filter_map(|claim| read(reading, claim, country))
            .collect()
    }
}

fn counts(claim: &Claim, tense: Tense) -> bool {
    let sure = matches!(claim.certainty, Certainty::Certain | Certainty::Probable | Certainty::Possible);
    claim.polarity == Polarity::Affirmed && sure && claim.tense == tense
}

fn read(reading: &Reading, claim: &Claim, country: Option<&str>) -> Option<Statement> {
    let casualties = claim.casualties.as_ref().filter(|c| c.victims.includes.is_none())?;
    let figure = &casualties.figure;
    let source = claim.attribution.last().map(|said| &said.source);
    let victims = casualties.victims.span.as_ref().map_or("", claimant_model::Span::text).to_lowercase();
    let sentence = claim.evidence.spans().next()?;
    let around = figure.span.as_ref().map_or(victims.clone(), |span| around(sentence.text(), span.text()));
    Some(Statement {
        claim: claim.id.clone(),
        report: reading.report.id.clone(),
        published: reading.report.published.as_deref().and_then(day::of),
        claimant: source.map(|source| claimant(reading, source, country)),
        claimant_name: source.and_then(|source| source.span.as_ref()).map(|span| span.text().to_owned()),
        origin: 0,
        standpoint: claim.standpoint,
        outcome: casualties.outcome,
        status: casualties.victims.status,
        side: actors::find(reading, casualties.victims.actor.as_ref())
            .map(|actor| actors::side(actor, country)),
        low: figure.low,
        high: figure.high,
        qualifier: figure.qualifier,
        term: figure.term.clone(),
        sentence: sentence.start(),
        doubtful: claim.certainty == Certainty::Possible,
        more: has_word(&around, &["another", "more", "further", "additional", "others", "other"])
            && !around.contains("more than"),
        total: has_word(&around, &["total", "toll"]),
        corrected: has_word(
            &sentence.text().to_lowercase(),
            &["revised", "corrected", "correction", "revising"],
        ),
        victims,
    })
}

/// Who a source is, by a key that is the same in every report.
pub(crate) fn claimant(reading: &Reading, source: &Source, country: Option<&str>) -> String {
    let actor = actors::speaker(reading, source.actor.as_ref());
    match (actor, source.kind, &source.span) {
        (Some(actor), SourceKind::Actor, _) if actor.known.is_some() || !is_bare(&actor.name) => {
            match actors::side(actor, country) {
                // An army and a ministry of one state are two claimants on one side.
                side if side.starts_with("state-") => format!("{side}-{}", body(&actor.name)),
                _ => actors::key(actor),
            }
        }
        (_, SourceKind::Unnamed, _) | (_, _, None) => format!("unnamed-{}", reading.report.id),
        (_, _, Some(span)) if is_bare(span.text()) => format!("unnamed-{}", reading.report.id),
        (_, _, Some(span)) => actors::slug(span.text().trim_start_matches("the ").trim_start_matches("The ")),
    }
}

/// Whether a name says no more than that there is a source: "officials", "he", "a witness".
fn is_bare(name: &str) -> bool {
    const BARE: [&str; 22] = [
        "he",
        "she",
        "it",
        "they",
        "who",
        "official",
        "officials",
        "witness",
        "witnesses",
        "source",
        "sources",
        "resident",
        "residents",
        "spokesman",
        "spokesperson",
        "spokeswoman",
        "statement",
        "report",
        "reports",
        "security",
        "local",
        "people",
    ];
    let empty =
        |word: &str| matches!(word, "the" | "a" | "an" | "one" | "some" | "two" | "three" | "several");
    words::split(name).map(str::to_lowercase).all(|word| empty(&word) || BARE.contains(&word.as_str()))
}

/// What of a state speaks: its army whatever the name, its ministry, its police.
fn body(name: &str) -> String {
    let lower = name.to_lowercase();
    let kinds: [(&str, &[&str]); 5] = [
        ("army", &["army", "military", "troops", "armed forces", "soldiers", "defence", "defense"]),
        ("police", &["police", "gendarm"]),
        ("health", &["health", "hospital", "medic"]),
        ("interior", &["interior", "home affairs"]),
        ("government", &["government", "presiden", "prime minister", "minist"]),
    ];
    let found = kinds.iter().find(|(_, words)| words.iter().any(|word| lower.contains(word)));
    found.map_or_else(|| actors::slug(name), |(kind, _)| (*kind).to_owned())
}

/// The words near a figure in its sentence, in lower case.
fn around(sentence: &str, figure: &str) -> String {
    let lower = sentence.to_lowercase();
    let Some(at) = lower.find(&figure.to_lowercase()) else { return lower };
    let from = lower[..at].char_indices().rev().nth(28).map_or(0, |(at, _)| at);
    let end = at + figure.len().min(lower.len() - at);
    let to = lower
        .get(end..)
        .and_then(|rest| rest.char_indices().nth(12))
        .map_or(lower.len(), |(more, _)| end + more);
    lower.get(from..to).unwrap_or(&lower).to_owned()
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
