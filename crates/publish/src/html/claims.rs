//! The claims of an event in words, each with the words it rests on.

use claimant_model::{
    Act, Claim, DossierClaim, Polarity, Qualifier, Span, Standpoint, Tense, VerificationStatus,
};

use super::words::{or_dash, spoken};
use crate::view::{View, code, evidence, figure, whose};

/// A claim as the page shows it.
pub(super) struct ClaimLine {
    pub(super) id: String,
    pub(super) claimant: String,
    pub(super) act: String,
    pub(super) says: String,
    pub(super) tags: Vec<String>,
    pub(super) standing: String,
    pub(super) doubtful: bool,
    pub(super) evidence: String,
    pub(super) report: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) origin: String,
    pub(super) rule: String,
}

/// The claims in order.
pub(super) fn claim_lines(view: &View<'_>) -> Vec<ClaimLine> {
    view.dossier.claims.iter().map(|entry| line(view, entry)).collect()
}

fn line(view: &View<'_>, entry: &DossierClaim) -> ClaimLine {
    let claim = &entry.claim;
    let claimant = view.claimant(claim);
    let report = view.report(&entry.report).and_then(|report| report.source.clone());
    let report = report.unwrap_or_else(|| entry.report.to_string());
    let name = match (claimant.kind, claimant.name) {
        ("report", _) => format!("{report} (its own words)"),
        (_, "") => "unnamed source".to_owned(),
        (_, name) => name.to_owned(),
    };
    let origin = view.dossier.origins.get(entry.origin as usize);
    ClaimLine {
        id: claim.id.to_string(),
        claimant: name,
        act: claim.attribution.last().map_or("", |said| verb(said.act)).to_owned(),
        says: says(view, claim),
        tags: tags(claim),
        standing: standing(view, claim),
        doubtful: claim.verification.status != VerificationStatus::Corroborated,
        evidence: evidence(entry),
        report,
        start: claim.evidence.spans().map(Span::start).min().unwrap_or_default(),
        end: claim.evidence.spans().map(Span::end).max().unwrap_or_default(),
        origin: origin.map_or_else(String::new, |origin| named(&origin.id, &origin.name)),
        rule: claim.rule.clone(),
    }
}

fn named(id: &str, name: &str) -> String {
    if name.is_empty() { id.to_owned() } else { format!("{id} ({name})") }
}

/// What the claimant does in saying it.
fn verb(act: Act) -> &'static str {
    match act {
        Act::Say => "says",
        Act::Claim => "claims",
        Act::Admit => "admits",
        Act::Deny => "denies",
        Act::Accuse => "accuses",
        Act::Estimate => "estimates",
        Act::Confirm => "confirms",
        Act::Corroborate => "corroborates",
        Act::Dispute => "disputes",
        Act::Refute => "refutes",
        Act::Promise => "promises",
        Act::Demand => "demands",
        Act::Request => "asks for",
        Act::Threaten => "threatens",
        Act::Withhold => "declines to say",
    }
}

/// What is claimed.
fn says(view: &View<'_>, claim: &Claim) -> String {
    let what = if let Some(casualties) = &claim.casualties {
        spoken(&code(&casualties.outcome))
    } else if let Some(materiel) = &claim.materiel {
        format!("{} {}", materiel.item, spoken(&code(&materiel.fate)))
    } else if claim.strength.is_some() {
        "took part".to_owned()
    } else {
        let predicate = claim.predicate.as_ref().map(Span::text);
        format!("{} {}", spoken(&code(&claim.claim_type)), predicate.unwrap_or_default())
    };
    let whose = whose(view, claim);
    let whose = if whose.is_empty() { whose } else { format!("({whose})") };
    let parts = [amount(claim), what, whose];
    let said = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if claim.polarity == Polarity::Negated { format!("not so: {said}") } else { said }
}

/// The figure as the text bounds it.
fn amount(claim: &Claim) -> String {
    let Some(figure) = figure(claim) else { return String::new() };
    let number = match (figure.low, figure.high) {
        (low, high) if low == high => or_dash(low),
        (low, high) => format!("{} to {}", or_dash(low), or_dash(high)),
    };
    match figure.qualifier {
        Qualifier::Exact | Qualifier::Range | Qualifier::Implied => number,
        Qualifier::About => format!("about {number}"),
        Qualifier::AtLeast => format!("at least {}", or_dash(figure.low)),
        Qualifier::MoreThan => format!("more than {}", or_dash(figure.low)),
        Qualifier::AtMost => format!("up to {}", or_dash(figure.high)),
        Qualifier::FewerThan => format!("fewer than {}", or_dash(figure.high)),
        Qualifier::Vague => {
            figure.term.clone().map_or_else(String::new, |term| format!("\u{201c}{term}\u{201d}"))
        }
        Qualifier::Withheld => "number withheld:".to_owned(),
    }
}

fn tags(claim: &Claim) -> Vec<String> {
    let standpoint = match claim.standpoint {
        Standpoint::SelfSide => Some("of its own side"),
        Standpoint::Enemy => Some("of its enemy"),
        Standpoint::Ally => Some("of its ally"),
        Standpoint::ThirdParty => Some("as a third party"),
        Standpoint::Unknown => None,
    };
    let certainty = Some(code(&claim.certainty)).filter(|certainty| certainty != "certain");
    let tense = Some(code(&claim.tense)).filter(|_| claim.tense != Tense::Current);
    standpoint.map(str::to_owned).into_iter().chain(certainty).chain(tense).collect()
}

/// What the report says of its standing.
fn standing(view: &View<'_>, claim: &Claim) -> String {
    let verification = &claim.verification;
    if verification.status == VerificationStatus::None {
        return String::new();
    }
    let by = verification.by.as_ref().and_then(|id| view.actor(id));
    by.map_or_else(
        || code(&verification.status),
        |by| format!("{} by {}", code(&verification.status), by.name),
    )
}
