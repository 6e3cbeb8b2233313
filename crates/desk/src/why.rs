//! Why a figure is what it is, down to the words.

use claimant_model::{Because, Dossier, DossierClaim, Estimate, Origin, ReportCard};

/// The derivations of an event's figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Why<'d> {
    /// One for each estimate, in their order.
    pub derivations: Vec<Derivation<'d>>,
}

/// How an estimate came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Derivation<'d> {
    /// The estimate.
    pub estimate: &'d Estimate,
    /// What each claim did to it.
    pub steps: Vec<Step<'d>>,
}

/// What one claim did.
#[derive(Clone, Debug, PartialEq)]
pub struct Step<'d> {
    /// What it did, in words.
    pub effect: &'d str,
    /// The claim, with the words it rests on.
    pub claim: &'d DossierClaim,
    /// The report it stands in.
    pub report: Option<&'d ReportCard>,
    /// The source it goes back to.
    pub origin: Option<&'d Origin>,
}

impl<'d> Why<'d> {
    /// The derivations in a dossier. `preset` narrows them to one rule.
    pub fn of(dossier: &'d Dossier, preset: Option<&str>) -> Why<'d> {
        let wanted = |estimate: &&Estimate| preset.is_none_or(|preset| estimate.preset == preset);
        let derivation = |estimate: &'d Estimate| Derivation {
            estimate,
            steps: estimate.because.iter().filter_map(|because| step(dossier, because)).collect(),
        };
        Why { derivations: dossier.estimates.iter().filter(wanted).map(derivation).collect() }
    }
}

fn step<'d>(dossier: &'d Dossier, because: &'d Because) -> Option<Step<'d>> {
    let claim = dossier.claims.iter().find(|one| one.claim.id == because.claim)?;
    Some(Step {
        effect: &because.effect,
        claim,
        report: dossier.reports.iter().find(|report| report.id == claim.report),
        origin: dossier.origins.get(claim.origin as usize),
    })
}
