//! Codes and figures in words.

use std::collections::HashMap;

use claimant::Reading;
use claimant::model::{
    Act, ActorId, Attribution, Casualties, Certainty, Claim, Dossier, Event, Figure, Materiel, PlaceId,
    Polarity, Qualifier, Relation, Role, SourceKind, Standpoint, Strength, Tense, Time, Verification,
    VictimStatus,
};
use claimant_resolve::actors::Register;
use serde::Serialize;

/// A name longer than this is cut: the sentence below has all of it.
const LONGEST_NAME: usize = 48;
/// Digits of a hash, and those that a person is shown; commands take any beginning that only one id has.
const HASH: usize = 64;
const SHORT_HASH: usize = 12;

/// The names of the actors and places of one reading.
pub(super) struct Names<'r> {
    actors: HashMap<&'r str, &'r str>,
    places: HashMap<&'r str, &'r str>,
}

impl<'r> Names<'r> {
    pub(super) fn of(reading: &'r Reading) -> Names<'r> {
        Names {
            actors: reading.actors.iter().map(|actor| (actor.id.as_str(), actor.name.as_str())).collect(),
            places: reading.places.iter().map(|place| (place.id.as_str(), place.name.as_str())).collect(),
        }
    }

    /// Those of an event across reports.
    pub(super) fn of_dossier(dossier: &'r Dossier) -> Names<'r> {
        Names {
            actors: dossier.actors.iter().map(|actor| (actor.id.as_str(), actor.name.as_str())).collect(),
            places: dossier.place.iter().map(|place| (place.id.as_str(), place.name.as_str())).collect(),
        }
    }

    /// Sides of an event may be parties that no report names, such as the state an army belongs to.
    pub(super) fn actor(&self, id: &ActorId) -> String {
        let known = || Register::embedded().get(id.as_str()).map_or(id.as_str(), |entry| entry.name.as_str());
        name(self.actors.get(id.as_str()).copied().unwrap_or_else(known))
    }

    pub(super) fn place(&self, id: &PlaceId) -> String {
        name(self.places.get(id.as_str()).unwrap_or(&id.as_str()))
    }
}

/// Text of a report made safe for a terminal: white space in runs becomes one space, and control characters and those
/// that turn the direction of writing become U+FFFD.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            space if space.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => out.push('\u{FFFD}'),
            control if control.is_control() => out.push('\u{FFFD}'),
            other => out.push(other),
        }
    }
    out
}

/// The text, cut with an ellipsis when it has more than `longest` characters.
pub(super) fn shorten(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// An id for a person: of a hash, as ids of reports without a source are, as much as tells it from others.
pub(super) fn id(id: &str) -> String {
    if is_hash(id) { id[..SHORT_HASH].to_owned() } else { clean(id) }
}

/// A text with the hashes among these ids cut as [`id`] does.
pub(super) fn with_short_ids<'i>(text: &str, ids: impl Iterator<Item = &'i str>) -> String {
    ids.filter(|one| is_hash(one)).fold(clean(text), |text, one| text.replace(one, &id(one)))
}

fn is_hash(id: &str) -> bool {
    id.len() == HASH && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn name(text: &str) -> String {
    shorten(clean(text).trim(), LONGEST_NAME)
}

/// A code of the contract in words: `killed_or_wounded` as "killed or wounded".
pub(super) fn code(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code.replace('_', " "),
        _ => String::new(),
    }
}

/// A bound of an estimate; what is not known is no 0.
pub(super) fn bound(number: Option<u64>) -> String {
    number.map_or_else(|| "unknown".to_owned(), grouped)
}

/// A number with its thousands set apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The day or days in ISO form.
pub(super) fn date(time: &Time) -> Option<String> {
    match (&time.start, &time.end) {
        (Some(start), Some(end)) if start == end => Some(start.clone()),
        (Some(start), Some(end)) => Some(format!("{start} to {end}")),
        (Some(start), None) => Some(format!("from {start}")),
        (None, Some(end)) => Some(format!("until {end}")),
        (None, None) => None,
    }
}

/// What kind of event, in the words of ACLED where it has any, and what else is out of the common.
pub(super) fn event_kind(event: &Event) -> Option<String> {
    let kind = event
        .acled
        .clone()
        .or_else(|| event.mode.clone())
        .unwrap_or_else(|| code(&event.plover).to_lowercase());
    let stage = event.stage.as_ref().map(code).filter(|stage| stage != "accomplished");
    let parts: Vec<String> = [Some(clean(&kind)), stage, tense(event.tense)].into_iter().flatten().collect();
    Some(parts.join(" · ")).filter(|kind| !kind.is_empty())
}

/// What is claimed, in a few words.
pub(super) fn what(claim: &Claim, names: &Names<'_>) -> String {
    let what = claim
        .casualties
        .as_ref()
        .map(|part| casualties(part, claim, names))
        .or_else(|| claim.materiel.as_ref().map(|part| materiel(part, names)))
        .or_else(|| claim.strength.as_ref().map(|part| strength(part, names)))
        .or_else(|| claim.relation.as_ref().map(|part| relation(part, names)))
        .or_else(|| {
            claim
                .authenticity
                .as_ref()
                .map(|part| format!("{}: {}", code(&part.medium), name(part.item.text())))
        })
        .unwrap_or_else(|| happening(claim, names));
    if claim.polarity == Polarity::Negated { format!("not: {what}") } else { what }
}

fn casualties(part: &Casualties, claim: &Claim, names: &Names<'_>) -> String {
    let side = part.victims.actor.as_ref().map(|actor| names.actor(actor));
    let status = (part.victims.status == VictimStatus::Civilian).then(|| "civilians".to_owned());
    let perpetrator = participant(claim, Role::Initiator, names).map(|by| format!("by {by}"));
    let who: Vec<String> = side.into_iter().chain(status).chain(perpetrator).collect();
    let who = if who.is_empty() { String::new() } else { format!(", {}", who.join(", ")) };
    let included = if part.victims.includes.is_some() { " (included above)" } else { "" };
    format!("{} {}{who}{included}", figure(&part.figure), code(&part.outcome))
}

fn materiel(part: &Materiel, names: &Names<'_>) -> String {
    let owner = part.owner.as_ref().map_or(String::new(), |owner| format!(", {}", names.actor(owner)));
    format!("{} {} {}{owner}", figure(&part.figure), name(&part.item), code(&part.fate))
}

fn strength(part: &Strength, names: &Names<'_>) -> String {
    let side = part.actor.as_ref().map_or(String::new(), |actor| format!(", {}", names.actor(actor)));
    format!("{} strong{side}", figure(&part.figure))
}

fn relation(part: &Relation, names: &Names<'_>) -> String {
    let [a, b] =
        [&part.a, &part.b].map(|side| side.as_ref().map_or_else(|| "?".to_owned(), |id| names.actor(id)));
    format!("{}: {a} and {b}", code(&part.kind))
}

/// Who did what to whom, in the report's words.
fn happening(claim: &Claim, names: &Names<'_>) -> String {
    let [by, to] = [Role::Initiator, Role::Target].map(|role| participant(claim, role, names));
    let predicate = claim.predicate.as_ref().map(|span| name(span.text()));
    let parts: Vec<String> = [by, predicate, to].into_iter().flatten().collect();
    if parts.is_empty() { code(&claim.claim_type) } else { parts.join(" – ") }
}

/// Who has this part, by name where the reading has one.
fn participant(claim: &Claim, role: Role, names: &Names<'_>) -> Option<String> {
    let participant = claim.participants.iter().find(|participant| participant.role == role)?;
    let known = participant.actor.as_ref().map(|id| names.actor(id));
    Some(known.unwrap_or_else(|| name(participant.span.text())))
}

/// A figure with its bounds; none given, none made up.
fn figure(figure: &Figure) -> String {
    let number = match (figure.low, figure.high) {
        (Some(low), Some(high)) if low == high => grouped(low),
        (Some(low), Some(high)) => format!("{}–{}", grouped(low), grouped(high)),
        (Some(low), None) => format!("{} or more", grouped(low)),
        (None, Some(high)) => format!("{} or fewer", grouped(high)),
        (None, None) => String::new(),
    };
    let term = figure.term.as_deref().map(name).unwrap_or_default();
    let number = match (figure.qualifier, number.as_str()) {
        (Qualifier::Withheld, _) => "number withheld:".to_owned(),
        (Qualifier::About, number) if !number.is_empty() => format!("about {number}"),
        (_, "") if term.is_empty() => "no number:".to_owned(),
        (_, "") => term,
        (Qualifier::Vague, number) if !term.is_empty() => format!("{term} ({number})"),
        (_, number) => number.to_owned(),
    };
    figure.of.map_or(number.clone(), |whole| format!("{number} of {}", grouped(whole)))
}

/// Who says it: the claimant first, then those who pass it on.
pub(super) fn said(claim: &Claim, names: &Names<'_>) -> String {
    let mut chain: Vec<String> = claim.attribution.iter().rev().map(|link| speaker(link, names)).collect();
    chain.dedup();
    if chain.is_empty() { "stated by the report".to_owned() } else { chain.join(", ") }
}

fn speaker(attribution: &Attribution, names: &Names<'_>) -> String {
    let source = &attribution.source;
    let words = source.span.as_ref().map(|span| name(span.text()));
    let known = source.actor.as_ref().map(|actor| names.actor(actor));
    let who = match (source.kind, known.or(words)) {
        (SourceKind::Unnamed, Some(who)) => format!("somebody unnamed ({who})"),
        (_, Some(who)) => who,
        (_, None) => "somebody unnamed".to_owned(),
    };
    format!("{} by {who}", participle(attribution.act))
}

/// The act as done by somebody, be it one or many.
fn participle(act: Act) -> &'static str {
    match act {
        Act::Say => "said",
        Act::Claim => "claimed",
        Act::Admit => "admitted",
        Act::Deny => "denied",
        Act::Accuse => "alleged",
        Act::Estimate => "estimated",
        Act::Confirm => "confirmed",
        Act::Corroborate => "corroborated",
        Act::Dispute => "disputed",
        Act::Refute => "refuted",
        Act::Promise => "promised",
        Act::Demand => "demanded",
        Act::Request => "requested",
        Act::Threaten => "threatened",
        Act::Withhold => "withheld",
    }
}

/// Standpoint, certainty and tense, where they are out of the common.
pub(super) fn notes(claim: &Claim) -> impl Iterator<Item = String> {
    let standpoint = match claim.standpoint {
        Standpoint::SelfSide => Some("of its own side"),
        Standpoint::Enemy => Some("of its enemy"),
        Standpoint::Ally => Some("of its ally"),
        Standpoint::ThirdParty => Some("as a third party"),
        Standpoint::Unknown => None,
    };
    let certainty = (claim.certainty != Certainty::Certain).then(|| match claim.certainty {
        Certainty::Unknown => "said to be unknown".to_owned(),
        certainty => code(&certainty),
    });
    standpoint.map(str::to_owned).into_iter().chain(certainty).chain(tense(claim.tense))
}

fn tense(tense: Tense) -> Option<String> {
    (tense != Tense::Current).then(|| code(&tense))
}

/// What the report says of the claim's standing.
pub(super) fn standing(verification: &Verification, names: &Names<'_>) -> String {
    let status = code(&verification.status);
    let by = verification.by.as_ref().map_or(String::new(), |by| format!(" by {}", names.actor(by)));
    let own = if verification.same_side == Some(true) { ", its own side" } else { "" };
    format!("{status}{by}{own}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stay_what_they_are() {
        let shown = |low, high, qualifier| figure(&Figure::new(low, high, qualifier));
        assert_eq!(figure(&Figure::exact(1234)), "1,234");
        assert_eq!(shown(Some(12), None, Qualifier::AtLeast), "12 or more");
        assert_eq!(shown(Some(20), Some(80), Qualifier::Range), "20–80");
        assert_eq!(shown(Some(60), Some(60), Qualifier::About), "about 60");
        assert_eq!(figure(&Figure::vague("dozens")), "dozens");
        assert_eq!(figure(&Figure::withheld()), "number withheld:");
        assert_eq!(figure(&Figure { of: Some(2), ..Figure::exact(1) }), "1 of 2");
    }

    #[test]
    fn text_cannot_steer_the_terminal() {
        assert_eq!(clean("a\u{1b}[2Jb\n\t c\u{202E}d"), "a\u{FFFD}[2Jb c\u{FFFD}d");
    }
}
