//! Where reports have it from: copies, wire stories and one claimant's words in many reports count once.

mod minhash;
mod quotes;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use claimant_model::{Claim, Counts, Origin, OriginKind, Outcome, Reading, ReportCard, ReportId};

use crate::actors::{self, slug};
use crate::day;
use crate::reconcile;
use crate::union_find::UnionFind;

pub use minhash::{PLACES, Signature};
pub use quotes::quoted;

/// Texts this much alike, in percent, are copies or light rewrites of one text.
const COPY: u32 = 46;
/// Texts this much alike that share a quotation as well are too.
const REWRITE: u32 = 38;
/// At most so many reports of an event are compared pair by pair; of more only neighbours in time are.
const PAIRWISE: usize = 400;

/// What of a report tells where it has its story from.
#[derive(Clone, Debug)]
pub struct Trace {
    /// Who published it, and when.
    pub card: ReportCard,
    /// What its text is compared by.
    pub text: Option<Arc<Signature>>,
    /// Hashes of the sentences it quotes, sorted.
    pub quotes: Vec<u64>,
}

impl Trace {
    /// The trace of a reading's report.
    pub fn of(reading: &Reading) -> Trace {
        Trace {
            card: ReportCard::from(&reading.report),
            text: Signature::of(&reading.report.text).map(Arc::new),
            quotes: quoted(&reading.report.text),
        }
    }

    /// The agency that the report has its story from; an agency's own report is one too.
    fn wire(&self) -> Option<String> {
        self.card.wire.as_deref().map(slug).filter(|wire| !wire.is_empty())
    }

    fn outlet(&self) -> Option<String> {
        self.card.source.as_deref().map(slug).filter(|source| !source.is_empty())
    }
}

/// Something claimed in a report, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// Index of the report's trace.
    pub report: usize,
    /// Who claims it; `None` for the report's own voice.
    pub claimant: Option<String>,
    /// The claimant as it is named.
    pub claimant_name: Option<String>,
    /// The side of the conflict that the claimant is of.
    pub side: Option<String>,
    /// What is counted, low and high.
    pub figure: Option<(Outcome, Option<u64>, Option<u64>)>,
}

impl Saying {
    /// What a claim says, and who; `report` is the index of its report's trace, `country` that of the event.
    pub(crate) fn of(reading: &Reading, claim: &Claim, report: usize, country: Option<&str>) -> Saying {
        let source = claim.attribution.last().map(|said| &said.source);
        let actor = source.and_then(|source| actors::speaker(reading, source.actor.as_ref()));
        let party = actor.filter(|actor| actor.kind.is_armed() || actor.kind.is_state());
        Saying {
            report,
            claimant: source.map(|source| reconcile::claimant(reading, source, country)),
            claimant_name: source.and_then(|source| source.span.as_ref()).map(|span| span.text().to_owned()),
            side: party.map(|actor| actors::side(actor, country)),
            figure: claim.casualties.as_ref().map(|c| (c.outcome, c.figure.low, c.figure.high)),
        }
    }
}

/// How much stands behind an event.
pub fn counts(traces: &[Trace], sayings: &[Saying], origins: &Origins) -> Counts {
    let distinct =
        |names: &mut dyn Iterator<Item = Option<&str>>| names.flatten().collect::<BTreeSet<_>>().len() as u32;
    let used = origins.of_saying.iter().collect::<BTreeSet<_>>().len();
    let outlets: Vec<Option<String>> = traces.iter().map(Trace::outlet).collect();
    let wires: Vec<Option<String>> = traces.iter().map(Trace::wire).collect();
    Counts {
        urls: traces.len() as u32,
        publishers: distinct(&mut outlets.iter().map(Option::as_deref)),
        wires: distinct(&mut wires.iter().map(Option::as_deref)),
        claimants: distinct(&mut sayings.iter().map(|saying| saying.claimant.as_deref())),
        sides: distinct(&mut sayings.iter().map(|saying| saying.side.as_deref())),
        origins: if used == 0 { origins.all.len() } else { used } as u32,
    }
}

/// The origins of an event, and that of each saying as an index into them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    /// The origins, oldest first.
    pub all: Vec<Origin>,
    /// For each saying its origin.
    pub of_saying: Vec<u32>,
    /// For each report the origin of what it says in its own voice.
    pub of_report: Vec<u32>,
}

/// Finds the origins behind the reports of one event and behind what is claimed in them.
pub fn find(traces: &[Trace], sayings: &[Saying]) -> Origins {
    let order = by_age(traces);
    let groups = group_reports(traces, &order);
    let mut origins = Origins { of_report: vec![0; traces.len()], ..Origins::default() };
    for group in &groups {
        let at = origins.all.len() as u32;
        origins.all.push(origin(traces, group, at));
        for &report in group {
            origins.of_report[report] = at;
        }
    }
    origins.of_saying = sayings.iter().map(|saying| origins.of_report[saying.report]).collect();
    join_claimants(traces, sayings, &mut origins);
    origins
}

/// The reports, oldest first.
fn by_age(traces: &[Trace]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..traces.len()).collect();
    order.sort_by_key(|&i| age(&traces[i]));
    order
}

fn age(trace: &Trace) -> (i32, Option<&str>, &ReportId) {
    let card = &trace.card;
    (card.published.as_deref().and_then(day::of).unwrap_or(i32::MAX), card.published.as_deref(), &card.id)
}

/// Reports of one wire, or with one text, together; in order of age.
fn group_reports(traces: &[Trace], order: &[usize]) -> Vec<Vec<usize>> {
    let mut sets = UnionFind::new(order.len());
    let mut wires: BTreeMap<String, usize> = BTreeMap::new();
    for (at, &report) in order.iter().enumerate() {
        if let Some(wire) = traces[report].wire() {
            let first = *wires.entry(wire).or_insert(at);
            sets.join(first, at);
        }
    }
    // An agency that publishes itself is the same source as those who credit it.
    for (at, &report) in order.iter().enumerate() {
        if let Some(&first) = traces[report].outlet().and_then(|outlet| wires.get(&outlet)) {
            sets.join(first, at);
        }
    }
    for (at, &report) in order.iter().enumerate() {
        for (before, &other) in order.iter().enumerate().take(at).skip(at.saturating_sub(PAIRWISE)) {
            if sets.root(before) != sets.root(at) && one_text(&traces[report], &traces[other]) {
                sets.join(before, at);
            }
        }
    }
    sets.sets().into_iter().map(|set| set.into_iter().map(|at| order[at]).collect()).collect()
}

fn one_text(a: &Trace, b: &Trace) -> bool {
    let likeness = a.text.as_ref().zip(b.text.as_ref()).map_or(0, |(a, b)| a.likeness(b));
    likeness >= COPY || likeness >= REWRITE && shares_quote(a, b)
}

fn shares_quote(a: &Trace, b: &Trace) -> bool {
    a.quotes.iter().any(|quote| b.quotes.binary_search(quote).is_ok())
}

fn origin(traces: &[Trace], group: &[usize], at: u32) -> Origin {
    let wire = group.iter().find_map(|&report| traces[report].card.wire.clone());
    let first = &traces[group[0]].card;
    let kind = match (&wire, group.len()) {
        (Some(_), _) => OriginKind::Wire,
        (None, 1) => OriginKind::Single,
        (None, _) => OriginKind::CopiedText,
    };
    let name = wire.or_else(|| first.source.clone()).unwrap_or_else(|| first.id.to_string());
    Origin {
        id: id(at),
        kind,
        name,
        reports: group.iter().map(|&report| traces[report].card.id.clone()).collect(),
    }
}

fn id(at: u32) -> String {
    format!("o{}", at + 1)
}

/// What a claimant's words or figures have in common across origins becomes an origin of its own.
fn join_claimants(traces: &[Trace], sayings: &[Saying], origins: &mut Origins) {
    let mut by_claimant: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, saying) in sayings.iter().enumerate() {
        if let Some(claimant) = &saying.claimant {
            by_claimant.entry(claimant).or_default().push(index);
        }
    }
    for list in by_claimant.values() {
        for (kind, group) in shared_sayings(traces, sayings, list) {
            let reports: BTreeSet<usize> = group.iter().map(|&i| sayings[i].report).collect();
            let sources: BTreeSet<u32> = reports.iter().map(|&report| origins.of_report[report]).collect();
            if sources.len() < 2 {
                continue;
            }
            let at = origins.all.len() as u32;
            let mut reports: Vec<usize> = reports.into_iter().collect();
            reports.sort_by_key(|&report| age(&traces[report]));
            let name = group.iter().find_map(|&i| sayings[i].claimant_name.clone());
            origins.all.push(Origin {
                id: id(at),
                kind,
                name: name.or_else(|| sayings[group[0]].claimant.clone()).unwrap_or_default(),
                reports: reports.iter().map(|&report| traces[report].card.id.clone()).collect(),
            });
            for index in group {
                origins.of_saying[index] = at;
            }
        }
    }
}

/// One claimant's sayings with the same figure, or in reports that quote the same sentence.
fn shared_sayings(traces: &[Trace], sayings: &[Saying], list: &[usize]) -> Vec<(OriginKind, Vec<usize>)> {
    let mut sets = UnionFind::new(list.len());
    let mut figures = BTreeMap::new();
    let mut quotes: BTreeMap<u64, usize> = BTreeMap::new();
    let mut quoted = vec![false; list.len()];
    for (at, &index) in list.iter().enumerate() {
        let saying = &sayings[index];
        if let Some(figure) = &saying.figure {
            let first = *figures.entry(figure).or_insert(at);
            sets.join(first, at);
        }
        for &quote in &traces[saying.report].quotes {
            let first = *quotes.entry(quote).or_insert(at);
            if sayings[list[first]].figure == saying.figure || saying.figure.is_none() {
                quoted[at] |= first != at;
                sets.join(first, at);
            }
        }
    }
    let kind = |set: &[usize]| {
        let same_quote = set.iter().any(|&at| quoted[at]);
        if same_quote { OriginKind::SameStatement } else { OriginKind::SameClaimantFigure }
    };
    let sets = sets.sets().into_iter().filter(|set| set.len() > 1);
    sets.map(|set| (kind(&set), set.iter().map(|&at| list[at]).collect())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trace(id: &str, source: &str, wire: Option<&str>, text: &str) -> Trace {
        let card = ReportCard {
            id: ReportId::new(id),
            source: Some(source.into()),
            wire: wire.map(str::to_owned),
            url: None,
            title: None,
            byline: None,
            published: Some("2024-05-02".into()),
            language: "en".into(),
        };
        Trace { card, text: Signature::of(text).map(Arc::new), quotes: quoted(text) }
    }

    fn says(report: usize, claimant: &str, killed: u64) -> Saying {
        Saying {
            report,
            claimant: Some(claimant.into()),
            claimant_name: None,
            side: None,
            figure: Some((Outcome::Killed, Some(killed), Some(killed))),
        }
    }

    const ONE: &str =
        "A mortar round fell on the bakery in the old quarter on Friday and four people died there.";
    const TWO: &str =
        "Four were killed when the oldest bakery of the town was shelled, neighbours told our reporter.";

    #[test]
    fn a_wire_counts_once_and_so_does_a_copy() {
        let traces = [
            trace("a", "Daily", Some("AFP"), ONE),
            trace("b", "Herald", Some("AFP"), TWO),
            trace("c", "Blog", None, TWO),
            trace(
                "d",
                "Radio",
                None,
                "Nothing else is known of the shelling, the radio said on Saturday night.",
            ),
        ];
        let origins = find(&traces, &[]);
        assert_eq!(origins.of_report, [0, 0, 0, 1]);
        assert_eq!(origins.all[0].kind, OriginKind::Wire);
        assert_eq!(origins.all[1].kind, OriginKind::Single);
    }

    #[test]
    fn a_claimant_with_one_figure_in_two_papers_is_one_origin() {
        let traces = [trace("a", "Daily", None, ONE), trace("b", "Herald", None, TWO)];
        let origins = find(&traces, &[says(0, "army", 4), says(1, "army", 4), says(1, "army", 9)]);
        assert_eq!(origins.of_saying, [2, 2, 1]);
        assert_eq!(origins.all[2].kind, OriginKind::SameClaimantFigure);
    }
}
