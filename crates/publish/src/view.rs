//! A dossier with its names looked up: who an id is, who claims a claim, when and where something was.

use std::collections::{BTreeSet, HashMap};

use claimant_model::{
    Actor, ActorId, Claim, Dossier, DossierClaim, Estimate, Figure, Outcome, Participant, ReportCard,
    ReportId, Role, SourceKind, Span, Time, VictimStatus,
};
use jiff::civil::Date;
use serde::Serialize;

/// A dossier and its indexes.
pub(crate) struct View<'d> {
    pub dossier: &'d Dossier,
    actors: HashMap<&'d ActorId, &'d Actor>,
    reports: HashMap<&'d ReportId, &'d ReportCard>,
}

/// Who claims something.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claimant<'d> {
    /// `report` where the report says it in its own voice; else the kind of source.
    pub kind: &'static str,
    /// The name, or the words that stand for one; empty for the report itself and for sources that nobody names.
    pub name: &'d str,
    /// The actor, where it is one.
    pub actor: Option<&'d Actor>,
}

impl<'d> View<'d> {
    pub(crate) fn new(dossier: &'d Dossier) -> View<'d> {
        View {
            dossier,
            actors: dossier.actors.iter().map(|actor| (&actor.id, actor)).collect(),
            reports: dossier.reports.iter().map(|report| (&report.id, report)).collect(),
        }
    }

    /// The actor of an id.
    pub(crate) fn actor(&self, id: &ActorId) -> Option<&'d Actor> {
        self.actors.get(id).copied()
    }

    /// The name of an actor, or its id where nothing is known of it.
    pub(crate) fn name(&self, id: &'d ActorId) -> &'d str {
        self.actor(id).map_or(id.as_str(), |actor| &actor.name)
    }

    /// The report of an id.
    pub(crate) fn report(&self, id: &ReportId) -> Option<&'d ReportCard> {
        self.reports.get(id).copied()
    }

    /// Who claims it: the last of the attributions.
    pub(crate) fn claimant(&self, claim: &'d Claim) -> Claimant<'d> {
        let Some(said) = claim.attribution.last() else {
            return Claimant { kind: "report", name: "", actor: None };
        };
        let actor = said.source.actor.as_ref().and_then(|id| self.actor(id));
        let words = said.source.span.as_ref().map_or("", Span::text);
        Claimant {
            kind: source_kind(said.source.kind),
            name: actor.map_or(words, |actor| &actor.name),
            actor,
        }
    }

    /// The names of all claimants, each once, in order of the claims.
    pub(crate) fn claimants(&self) -> Vec<&'d str> {
        let names = self.dossier.claims.iter().map(|claim| self.claimant(&claim.claim).name);
        distinct(names.filter(|name| !name.is_empty()))
    }

    /// The names of all publishers, each once, oldest report first.
    pub(crate) fn publishers(&self) -> Vec<&'d str> {
        distinct(self.dossier.reports.iter().filter_map(|report| report.source.as_deref()))
    }

    /// The actors who had one of these parts, each once.
    pub(crate) fn with_role(&self, roles: &[Role]) -> Vec<&'d Actor> {
        let participants = self.dossier.participants.iter().filter(|p| roles.contains(&p.role));
        let mut seen = BTreeSet::new();
        participants
            .filter_map(|participant| participant.actor.as_ref())
            .filter(|id| seen.insert(*id))
            .filter_map(|id| self.actor(id))
            .collect()
    }

    /// The estimates of a preset for an outcome.
    pub(crate) fn estimates(&self, preset: &str, outcome: Outcome) -> Vec<&'d Estimate> {
        let estimates = self.dossier.estimates.iter();
        estimates.filter(|estimate| estimate.preset == preset && estimate.outcome == outcome).collect()
    }

    /// The estimate for all victims together: the first without a side. Others without a side are of civilians or
    /// combatants alone.
    pub(crate) fn total(&self, preset: &str, outcome: Outcome) -> Option<&'d Estimate> {
        self.estimates(preset, outcome).into_iter().find(|estimate| estimate.side.is_none())
    }

    /// When it was.
    pub(crate) fn days(&self) -> Days {
        self.dossier.time.as_ref().map_or(Days::default(), Days::of)
    }

    /// The latest publication of its reports.
    pub(crate) fn latest_report(&self) -> Option<&'d str> {
        self.dossier.reports.iter().filter_map(|report| report.published.as_deref()).max()
    }

    /// Whether there is a point that stands for the place and not for the division or country around it: UCDP's
    /// `where_prec` 1 and 2. The middle of a province is nobody's place, and is never shown as one.
    pub(crate) fn point(&self) -> Option<(f64, f64)> {
        let place = self.dossier.place.as_ref()?;
        let near = matches!(place.precision, Some(1 | 2));
        place.latitude.zip(place.longitude).filter(|_| near)
    }
}

/// A span of days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Days {
    pub start: Option<Date>,
    pub end: Option<Date>,
    /// UCDP's `date_prec`; 0 when nothing is known.
    pub precision: u8,
}

impl Days {
    pub(crate) fn of(time: &Time) -> Days {
        let start = time.start.as_deref().and_then(day);
        let end = time.end.as_deref().and_then(day);
        Days { start, end, precision: time.precision }
    }

    /// The day in the middle, the earlier one of two.
    pub(crate) fn middle(self) -> Option<Date> {
        let (Some(start), Some(end)) = (self.start, self.end) else { return self.start.or(self.end) };
        let span = start.until(end).map_or(0, |span| span.get_days());
        start.checked_add(jiff::Span::new().days(span / 2)).ok()
    }
}

/// The day of an ISO 8601 date or date-time.
pub(crate) fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// Each once, the first time it comes.
pub(crate) fn distinct<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    names.into_iter().filter(|name| seen.insert(*name)).collect()
}

/// The code of a field as the contract writes it, such as `state_forces`; empty for what has none.
pub(crate) fn code<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

fn source_kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Actor => "actor",
        SourceKind::Outlet => "outlet",
        SourceKind::Document => "document",
        SourceKind::Unnamed => "unnamed",
    }
}

/// The address of a report, if it is one of the web: nothing else may become a link anywhere.
pub(crate) fn web_address(report: &ReportCard) -> Option<&str> {
    report.url.as_deref().filter(|url| ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme)))
}

/// A number, or nothing where none is known: never 0 for nothing.
pub(crate) fn number<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// Degrees with at most six decimals (RFC 7946 asks for no more; that is a decimetre).
pub(crate) fn degrees(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// The figure of a claim, whatever it counts.
pub(crate) fn figure(claim: &Claim) -> Option<&Figure> {
    let casualties = claim.casualties.as_ref().map(|casualties| &casualties.figure);
    let materiel = claim.materiel.as_ref().map(|materiel| &materiel.figure);
    casualties.or(materiel).or(claim.strength.as_ref().map(|strength| &strength.figure))
}

/// Whose the figure is: the victims' side, the owner, those who fought.
pub(crate) fn side(claim: &Claim) -> Option<&ActorId> {
    let victims = claim.casualties.as_ref().and_then(|casualties| casualties.victims.actor.as_ref());
    let owner = claim.materiel.as_ref().and_then(|materiel| materiel.owner.as_ref());
    victims.or(owner).or(claim.strength.as_ref().and_then(|strength| strength.actor.as_ref()))
}

/// Whose the figure is, in words: the side, and civilians where the claim says that they were.
pub(crate) fn whose(view: &View<'_>, claim: &Claim) -> String {
    let side = side(claim).and_then(|id| view.actor(id)).map(|actor| actor.name.as_str());
    let status = claim.casualties.as_ref().map(|casualties| casualties.victims.status);
    let status = match (status, side) {
        (Some(VictimStatus::Civilian), _) => Some("civilians"),
        (Some(VictimStatus::Combatant), None) => Some("combatants"),
        _ => None,
    };
    side.into_iter().chain(status).collect::<Vec<_>>().join(", ")
}

/// The actors of a claim with this part.
pub(crate) fn actors_of(claim: &Claim, role: Role) -> impl Iterator<Item = &ActorId> {
    let of_role = move |participant: &&Participant| participant.role == role;
    claim.participants.iter().filter(of_role).filter_map(|participant| participant.actor.as_ref())
}

/// The words a claim rests on, its pieces joined by an ellipsis.
pub(crate) fn evidence(claim: &DossierClaim) -> String {
    claim.claim.evidence.spans().map(Span::text).collect::<Vec<_>>().join(" […] ")
}
