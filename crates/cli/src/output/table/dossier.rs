//! An event across reports for a person: a line in a list, the whole of it, and why its figures are what they are.

use claimant::model::{Correction, Dossier, DossierClaim, EstimateChange, Origin, ReportCard};
use claimant_desk::{Derivation, Step, Why};

use super::words::{self, Names, clean, code};
use super::{Layout, WIDEST_COLUMN, sentence, shown_estimates, what_column};

impl Layout {
    /// One event of a list: its id, when, where and what; its title; its figures for all sides; what stands behind it.
    pub(crate) fn listed(self, dossier: &Dossier) -> String {
        let names = Names::of_dossier(dossier);
        let id = self.paint.faint(clean(dossier.id.as_str()));
        let mut out = self.wrap(&format!("{id}  {}", facts(dossier).join(" · ")), 0, 4);
        let title = words::shorten(&clean(&dossier.title), self.width - 5);
        out += &format!("    {}\n", self.paint.strong(title));
        for estimate in shown_estimates(&dossier.estimates).filter(|estimate| estimate.side.is_none()) {
            out += &self.wrap(&self.estimate(estimate, &names), 4, 6);
        }
        out + &self.wrap(&self.paint.faint(behind(dossier)), 4, 6)
    }

    /// The whole event.
    pub(crate) fn dossier(self, dossier: &Dossier) -> String {
        let names = Names::of_dossier(dossier);
        let mut out = self.wrap(&format!("── {}", self.title(dossier)), 0, 3);
        out += &self.wrap(&self.paint.faint(behind(dossier)), 3, 5);
        out.push('\n');
        for estimate in shown_estimates(&dossier.estimates) {
            out += &self.wrap(&self.estimate(estimate, &names), 4, 6);
        }
        let claims: Vec<_> = dossier.claims.iter().map(|one| one.claim.clone()).collect();
        let column = what_column(&claims, &names, WIDEST_COLUMN.min(self.width / 2));
        for of_report in dossier.claims.chunk_by(|a, b| a.report == b.report) {
            out += &self.report(dossier, of_report, column, &names);
        }
        out + &self.history(&dossier.history, &names)
    }

    /// Each figure, what each claim did to it, and the words.
    pub(crate) fn why(self, dossier: &Dossier, why: &Why<'_>) -> String {
        let names = Names::of_dossier(dossier);
        let mut out = self.wrap(&format!("── {}", self.title(dossier)), 0, 3);
        for derivation in &why.derivations {
            out.push('\n');
            out += &self.derivation(derivation, dossier, &names);
        }
        out
    }

    fn derivation(self, derivation: &Derivation<'_>, dossier: &Dossier, names: &Names<'_>) -> String {
        let mut out = self.wrap(&self.estimate(derivation.estimate, names), 2, 4);
        for step in &derivation.steps {
            out += &self.step(step, dossier, names);
        }
        out
    }

    fn step(self, step: &Step<'_>, dossier: &Dossier, names: &Names<'_>) -> String {
        let claim = &step.claim.claim;
        let ids = dossier.reports.iter().map(|card| card.id.as_str());
        let effect = words::with_short_ids(what_it_did(step.effect), ids);
        let said = format!("{} · {}", words::said(claim, names), source(step.report, step.origin));
        let mut out = self.wrap(&format!("{} – {effect}", words::what(claim, names)), 4, 6);
        out += &self.wrap(&self.paint.faint(said), 6, 8);
        out += &self.corrections(&step.claim.corrections);
        out + &self.wrap(&sentence::marked(std::slice::from_ref(claim), self.paint), 6, 6)
    }

    fn report(self, dossier: &Dossier, claims: &[DossierClaim], column: usize, names: &Names<'_>) -> String {
        let Some(first) = claims.first() else { return String::new() };
        let card = dossier.reports.iter().find(|card| card.id == first.report);
        let origin = dossier.origins.get(first.origin as usize);
        let mut out = format!("\n{}", self.wrap(&self.paint.strong(source(card, origin)), 2, 4));
        for of_words in claims.chunk_by(|a, b| a.claim.evidence == b.claim.evidence) {
            for one in of_words {
                out += &self.claim(&one.claim, column, names);
                out += &self.corrections(&one.corrections);
            }
            let of_words: Vec<_> = of_words.iter().map(|one| one.claim.clone()).collect();
            out += &self.wrap(&sentence::marked(&of_words, self.paint), 6, 6);
        }
        out
    }

    /// What reviewers changed in a claim: "corrected by Ama: /casualties/figure/low 12 → 2 (a misprint)".
    fn corrections(self, corrections: &[Correction]) -> String {
        let line =
            |correction: &Correction| self.wrap(&self.paint.strong(clean(&corrected(correction))), 6, 8);
        corrections.iter().map(line).collect()
    }

    /// How the figures for all sides by the first preset came about.
    fn history(self, history: &[EstimateChange], names: &Names<'_>) -> String {
        let preset = history.first().map(|change| change.estimate.preset.clone());
        let of_all = |change: &&EstimateChange| {
            change.estimate.side.is_none() && Some(&change.estimate.preset) == preset.as_ref()
        };
        let changes: Vec<_> = history.iter().filter(of_all).collect();
        if changes.len() < 2 {
            return String::new();
        }
        let mut out = format!("\n{}", self.wrap(&self.paint.strong("how the figures came about"), 2, 4));
        for change in changes {
            let time = change.time.as_deref().map_or_else(|| "undated".to_owned(), clean);
            out += &self.wrap(&format!("{time}  {}", self.estimate(&change.estimate, names)), 4, 6);
        }
        out
    }

    fn title(self, dossier: &Dossier) -> String {
        let head = [self.paint.faint(clean(dossier.id.as_str())), self.paint.strong(clean(&dossier.title))];
        head.into_iter().chain(facts(dossier)).collect::<Vec<_>>().join(" · ")
    }
}

fn corrected(correction: &Correction) -> String {
    let value = |value: &Option<serde_json::Value>| {
        value.as_ref().map_or_else(|| "nothing".to_owned(), ToString::to_string)
    };
    let changes: Vec<String> = correction
        .changes
        .iter()
        .map(|change| format!("{} {} → {}", change.field, value(&change.from), value(&change.to)))
        .collect();
    let note = correction.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
    format!("corrected by {}: {}{note}", correction.by.name(), changes.join(", "))
}

/// When, where, and what kind of event.
fn facts(dossier: &Dossier) -> Vec<String> {
    let place = dossier.place.as_ref().map(|place| {
        let parts = [Some(&place.name), place.admin1.as_ref(), place.country.as_ref()];
        parts.into_iter().flatten().map(|part| clean(part)).collect::<Vec<_>>().join(", ")
    });
    let kind = dossier.acled.as_deref().or(dossier.mode.as_deref()).map(clean);
    let kind = kind.unwrap_or_else(|| code(&dossier.plover).to_lowercase());
    let day = dossier.time.as_ref().and_then(words::date).unwrap_or_else(|| "undated".to_owned());
    [Some(day), place, Some(kind)].into_iter().flatten().collect()
}

/// The effect without the figure and its claimant, which merge writes first: "12 (the army, r1 of 2026-03-04): sets low".
fn what_it_did(effect: &str) -> &str {
    effect.split_once("): ").map_or(effect, |(_, did)| did)
}

/// How much stands behind an event; of what there is none, nothing is said.
fn behind(dossier: &Dossier) -> String {
    let counts = dossier.counts;
    let count = |number: u32, one: &str, many: &str| {
        (number > 0).then(|| format!("{number} {}", if number == 1 { one } else { many }))
    };
    let all = [
        count(counts.urls, "report", "reports"),
        count(counts.publishers, "outlet", "outlets"),
        count(counts.wires, "agency", "agencies"),
        count(counts.origins, "origin", "origins"),
        count(counts.claimants, "claimant", "claimants"),
        count(counts.sides, "side", "sides"),
    ];
    all.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Where a claim stands and where the report has it from.
fn source(card: Option<&ReportCard>, origin: Option<&Origin>) -> String {
    /// Titles of reports longer than this are cut.
    const LONGEST_TITLE: usize = 60;
    let Some(card) = card else { return "a report that is not there".to_owned() };
    let title = || card.title.as_ref().map(|title| words::shorten(title, LONGEST_TITLE));
    let outlet = card.source.clone().or_else(title);
    let parts = [&outlet, &card.wire, &card.published].into_iter().flatten().map(|part| clean(part));
    let mut parts: Vec<String> = parts.chain([words::id(card.id.as_str())]).collect();
    let others = origin.map_or(0, |origin| origin.reports.len().saturating_sub(1));
    if let Some(origin) = origin.filter(|_| others > 0) {
        let others = if others == 1 { "1 other".to_owned() } else { format!("{others} others") };
        parts.push(format!("one origin with {others} ({})", code(&origin.kind)));
    }
    parts.join(" · ")
}
