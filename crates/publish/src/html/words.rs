//! The facts of an event in words.

use claimant_model::{Estimate, Role};

use crate::codes::{Country, plover_name};
use crate::view::{View, code};
use crate::whose::Whose;

/// A line of the table of estimates.
pub(super) struct EstimateRow {
    pub(super) outcome: String,
    pub(super) side: String,
    pub(super) low: String,
    pub(super) best: String,
    pub(super) high: String,
    pub(super) preset: String,
}

/// A code for people: `killed_or_wounded` is "killed or wounded".
pub(super) fn spoken(code: &str) -> String {
    code.replace('_', " ")
}

/// A number, or a dash where none is known.
pub(super) fn or_dash(number: Option<u64>) -> String {
    number.map_or_else(|| "–".to_owned(), |number| number.to_string())
}

/// How much stands behind it.
pub(super) fn counts(view: &View<'_>) -> String {
    let counts = &view.dossier.counts;
    let parts = [
        (counts.urls, "report", "reports"),
        (counts.publishers, "publisher", "publishers"),
        (counts.wires, "news agency", "news agencies"),
        (counts.origins, "independent origin", "independent origins"),
        (counts.claimants, "claimant", "claimants"),
        (counts.sides, "side of the conflict", "sides of the conflict"),
    ];
    let known = parts.into_iter().filter(|part| part.0 > 0);
    known
        .map(|(n, one, many)| format!("{n} {}", if n == 1 { one } else { many }))
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The days and how exact they are.
pub(super) fn when(view: &View<'_>) -> String {
    let days = view.days();
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let span = match (day(days.start), day(days.end)) {
        (None, None) => return "not known".to_owned(),
        (Some(start), Some(end)) if start == end => start,
        (Some(start), Some(end)) => format!("{start} to {end}"),
        (Some(start), None) => format!("{start} or later"),
        (None, Some(end)) => format!("{end} or earlier"),
    };
    let exact = match days.precision {
        1 => "to the day",
        2 => "to two to six days",
        3 => "to the week",
        4 => "to the month",
        _ => "to the year or less",
    };
    format!("{span} ({exact})")
}

/// The place and how exact it is.
pub(super) fn location(view: &View<'_>) -> String {
    let Some(place) = &view.dossier.place else { return "not known".to_owned() };
    let country = place.country.as_deref().map(|iso3| Country::of(iso3).map_or(iso3, |country| country.name));
    let parts = [Some(place.name.as_str()), place.admin1.as_deref(), country];
    let name = crate::view::distinct(parts.into_iter().flatten()).join(", ");
    let exact = match place.precision {
        Some(1) => "the place itself",
        Some(2) => "near there",
        Some(3) => "only the district is known",
        Some(4) => "only the province is known",
        Some(5) => "a line or a larger region",
        Some(6) => "only the country is known",
        Some(_) => "at sea or in international airspace",
        None => "exactness not known",
    };
    format!("{name} ({exact})")
}

/// The types of the coding projects.
pub(super) fn what(view: &View<'_>) -> String {
    let dossier = view.dossier;
    let violence = match dossier.type_of_violence {
        Some(1) => Some("state-based violence"),
        Some(2) => Some("non-state violence"),
        Some(3) => Some("one-sided violence"),
        _ => None,
    };
    let stage = dossier.stage.map(|stage| spoken(&code(&stage)));
    let parts = [
        dossier.acled.as_deref(),
        violence,
        stage.as_deref(),
        Some(plover_name(dossier.plover)),
        dossier.mode.as_deref(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Who had which part.
pub(super) fn parties(view: &View<'_>) -> String {
    let roles = [Role::Initiator, Role::Target, Role::Participant, Role::Supporter];
    let of_role = |role: Role| {
        let names: Vec<&str> = view.with_role(&[role]).iter().map(|actor| actor.name.as_str()).collect();
        (!names.is_empty()).then(|| format!("{} ({})", names.join(", "), spoken(&code(&role))))
    };
    roles.into_iter().filter_map(of_role).collect::<Vec<_>>().join("; ")
}

/// Who is held to have done it and on what ground.
pub(super) fn responsibility(view: &View<'_>) -> Vec<String> {
    let held = view.dossier.responsibility.iter();
    held.map(|held| format!("{}: {}", view.name(&held.actor), spoken(&code(&held.basis)))).collect()
}

/// The estimates, all presets, as they come.
pub(super) fn estimate_rows(view: &View<'_>) -> Vec<EstimateRow> {
    view.dossier.estimates.iter().map(|estimate| row(view, estimate)).collect()
}

fn row<'d>(view: &View<'d>, estimate: &'d Estimate) -> EstimateRow {
    let side = estimate.side.as_ref().map_or_else(|| "all".to_owned(), |id| Whose::of(view, id).name());
    let status = spoken(&code(&estimate.status));
    EstimateRow {
        outcome: spoken(&code(&estimate.outcome)),
        side: if status == "unknown" { side } else { format!("{side} ({status})") },
        low: or_dash(estimate.low),
        best: or_dash(estimate.best),
        high: or_dash(estimate.high),
        preset: estimate.preset.clone(),
    }
}
