//! A reading for a person: what happened, then every claim with who makes it and the sentence it was read from.

mod dossier;
mod sentence;
#[cfg(test)]
mod tests;
mod words;

use claimant::Reading;
use claimant::model::{Claim, ClaimType, Estimate, Event, VerificationStatus, VictimStatus};
use textwrap::{Options, WordSplitter};

use super::paint::Paint;
use words::{Names, clean, code, shorten};

/// The widest column of what is claimed; longer ones push the claimant to the right.
const WIDEST_COLUMN: usize = 44;
/// The lines of a paragraph longer than this are hard to follow.
const WIDEST_PAGE: usize = 110;

/// Names of reports longer than this are cut.
const LONGEST_PATH: usize = 80;

/// How a reading is laid out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    paint: Paint,
    width: usize,
}

impl Layout {
    /// For a page of `columns` columns.
    pub(crate) fn new(paint: Paint, columns: usize) -> Layout {
        Layout { paint, width: columns.clamp(40, WIDEST_PAGE) }
    }

    /// The whole reading; `name` says which report it is of.
    pub(crate) fn render(self, reading: &Reading, name: &str) -> String {
        let names = Names::of(reading);
        let mut out = self.heading(reading, name);
        out += &self.events(&reading.events, &names);
        if reading.claims.is_empty() {
            out.push('\n');
            out += &self.wrap(&self.paint.faint("no claims found"), 2, 2);
        }
        let column = what_column(&reading.claims, &names, WIDEST_COLUMN.min(self.width / 2));
        for claims in reading.claims.chunk_by(|a, b| a.evidence == b.evidence) {
            out.push('\n');
            for claim in claims.iter().filter(|claim| !is_told_by_another(claim, claims)) {
                out += &self.claim(claim, column, &names);
            }
            out += &self.wrap(&sentence::marked(claims, self.paint), 6, 6);
        }
        out
    }

    /// Title, or the first words; then outlet, agency, date and name.
    fn heading(self, reading: &Reading, name: &str) -> String {
        let report = &reading.report;
        let first_line =
            || report.text.lines().find(|line| !line.trim().is_empty()).unwrap_or("(empty report)");
        let title = clean(report.title.as_deref().unwrap_or_else(first_line));
        let known = [&report.source, &report.wire, &report.published];
        let known =
            known.into_iter().flatten().map(|part| clean(part)).chain([shorten(&clean(name), LONGEST_PATH)]);
        let title = format!("── {}", self.paint.strong(shorten(&title, 2 * self.width)));
        let mut out = self.wrap(&title, 0, 3);
        out += &self.wrap(&self.paint.faint(known.collect::<Vec<_>>().join(" · ")), 3, 3);
        for problem in &reading.problems {
            out += &self.wrap(&self.paint.doubt(format!("! {}", clean(problem))), 3, 5);
        }
        out
    }

    /// What the report is about, and every other event with figures; the rest only by their number.
    fn events(self, events: &[Event], names: &Names<'_>) -> String {
        let (shown, others): (Vec<_>, Vec<_>) =
            events.iter().enumerate().partition(|(rank, event)| *rank == 0 || !event.estimates.is_empty());
        let mut out: String = shown.iter().map(|(_, event)| self.event(event, names)).collect();
        if !others.is_empty() {
            let rest = format!(
                "and {} other {} without figures",
                others.len(),
                if others.len() == 1 { "event" } else { "events" }
            );
            out.push('\n');
            out += &self.wrap(&self.paint.faint(rest), 2, 4);
        }
        out
    }

    fn event(self, event: &Event, names: &Names<'_>) -> String {
        let place = event.place.as_ref().map(|place| names.place(place));
        let facts = [place, event.time.as_ref().and_then(words::date), words::event_kind(event)];
        let title = self.paint.strong(clean(&event.title));
        let line: Vec<String> = std::iter::once(title).chain(facts.into_iter().flatten()).collect();
        let mut out = format!("\n{}", self.wrap(&line.join(" · "), 2, 4));
        for estimate in shown_estimates(&event.estimates) {
            out += &self.wrap(&self.estimate(estimate, names), 4, 6);
        }
        out
    }

    fn estimate(self, estimate: &Estimate, names: &Names<'_>) -> String {
        let mut who = estimate.side.as_ref().map_or("all sides".to_owned(), |side| names.actor(side));
        match estimate.status {
            VictimStatus::Civilian => who += ", civilians",
            VictimStatus::Combatant => who += ", combatants",
            VictimStatus::Mixed | VictimStatus::Unknown => {}
        }
        let [low, best, high] = [estimate.low, estimate.best, estimate.high].map(words::bound);
        let figures = format!("low {low}, best {best}, high {high}");
        let outcome = code(&estimate.outcome);
        format!(
            "{outcome}, {who}: {} {}",
            self.paint.strong(figures),
            self.paint.faint(format!("({})", estimate.preset))
        )
    }

    /// One line: what is claimed, who claims it how, and how it stands.
    fn claim(self, claim: &Claim, column: usize, names: &Names<'_>) -> String {
        let what = words::what(claim, names);
        let width = textwrap::core::display_width(&what);
        let padding = " ".repeat(column.saturating_sub(width));
        let standing = (claim.verification.status != VerificationStatus::None)
            .then(|| self.paint.doubt(words::standing(&claim.verification, names)));
        let said = std::iter::once(words::said(claim, names)).chain(words::notes(claim)).chain(standing);
        let said = said.collect::<Vec<_>>().join(" · ");
        let indent = if width > column { 6 } else { column + 4 };
        self.wrap(&format!("{}{padding}  {said}", self.paint.strong(&what)), 2, indent)
    }

    /// Breaks lines at the width of the page.
    fn wrap(self, text: &str, first_indent: usize, indent: usize) -> String {
        let (first, other) = (" ".repeat(first_indent), " ".repeat(indent));
        let options = Options::new(self.width).initial_indent(&first).subsequent_indent(&other);
        // Days and ids are not to be broken at their hyphens.
        let options = options.word_splitter(WordSplitter::NoHyphenation);
        textwrap::fill(text, options) + "\n"
    }
}

/// Whether another claim of the same words says all of this one and more: "killed" beside "12 killed".
fn is_told_by_another(claim: &Claim, claims: &[Claim]) -> bool {
    let says_more = |other: &&Claim| {
        (other.casualties.is_some() || other.materiel.is_some())
            && (&other.predicate, &other.attribution) == (&claim.predicate, &claim.attribution)
            && (other.polarity, other.certainty, other.tense)
                == (claim.polarity, claim.certainty, claim.tense)
    };
    claim.claim_type == ClaimType::Event && claims.iter().any(|other| says_more(&other))
}

/// The estimates by the first preset given; `--format json` has them all.
fn shown_estimates(estimates: &[Estimate]) -> impl Iterator<Item = &Estimate> {
    let preset = estimates.first().map(|estimate| &estimate.preset);
    estimates.iter().filter(move |estimate| Some(&estimate.preset) == preset)
}

/// How wide the column of what is claimed has to be.
fn what_column(claims: &[Claim], names: &Names<'_>, widest: usize) -> usize {
    let widths = claims.iter().map(|claim| textwrap::core::display_width(&words::what(claim, names)));
    widths.filter(|&width| width <= widest).max().unwrap_or(0)
}
