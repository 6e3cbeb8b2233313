//! One row a claim: the file that is modelled in R or Python. Also the sidecar of every format that loses the claims.
//!
//! Null, 0, withheld and casualties undivided are four different things here too: `low` and `high` are empty where no
//! number was given, 0 where the claim says none, empty with the qualifier `withheld` where the source declined, and
//! `killed_or_wounded` is an outcome of its own.

use std::io::Write;

use claimant_model::{Claim, Dossier, DossierClaim, Role, Span};

use crate::error::Error;
use crate::format::{Options, Sink, Summary};
use crate::table::{Column, Table, plain, tagged};
use crate::view::{Claimant, Days, View, actors_of, code, distinct, evidence, figure, number, side};

/// The columns, in order.
#[rustfmt::skip]
pub(crate) const COLUMNS: [Column; 59] = [
    tagged("event_id", "#event+code"), plain("claim_id"), plain("report_id"), plain("type"),
    tagged("claimant", "#meta+claimant"), plain("claimant_kind"), plain("claimant_id"), plain("claimant_actor_kind"),
    plain("claimant_country"), plain("act"), plain("chain"), plain("standpoint"), plain("polarity"), plain("certainty"),
    plain("tense"), plain("outcome"), tagged("low", "#affected+min"), tagged("high", "#affected+max"), plain("qualifier"),
    plain("term"), plain("side"), plain("side_id"), plain("status"), plain("part_of"), plain("item"), plain("item_class"),
    plain("relation"), plain("initiator"), plain("target"), plain("plover"), plain("mode"), plain("acled"),
    tagged("date_start", "#date+start"), tagged("date_end", "#date+end"), plain("date_prec"), plain("date_of"),
    tagged("place", "#loc+name"), tagged("country", "#country+code"), tagged("latitude", "#geo+lat"),
    tagged("longitude", "#geo+lon"), plain("where_prec"), tagged("verification", "#status+verification"),
    plain("verification_by"), plain("verification_same_side"), tagged("evidence", "#description"), plain("evidence_start"),
    plain("evidence_end"), tagged("publisher", "#meta+source"), plain("wire"), tagged("published", "#date+published"),
    plain("language"), tagged("url", "#meta+url"), plain("title"), plain("origin"), plain("origin_kind"),
    plain("origin_name"), plain("predicate"), plain("rule"),
    plain("corrected_by"),
];

/// A claim as a row: numbers where the columns are numbers, text elsewhere. Absent is not empty text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    pub event_id: String,
    pub claim_id: String,
    pub report_id: String,
    pub kind: String,
    pub claimant: Option<String>,
    pub claimant_kind: String,
    pub claimant_id: Option<String>,
    pub claimant_actor_kind: Option<String>,
    pub claimant_country: Option<String>,
    pub act: Option<String>,
    pub chain: Option<String>,
    pub standpoint: String,
    pub polarity: String,
    pub certainty: String,
    pub tense: String,
    pub outcome: Option<String>,
    pub low: Option<u64>,
    pub high: Option<u64>,
    pub qualifier: Option<String>,
    pub term: Option<String>,
    pub side: Option<String>,
    pub side_id: Option<String>,
    pub status: Option<String>,
    pub part_of: Option<String>,
    pub item: Option<String>,
    pub item_class: Option<String>,
    pub relation: Option<String>,
    pub initiator: Option<String>,
    pub target: Option<String>,
    pub plover: Option<String>,
    pub mode: Option<String>,
    pub acled: Option<String>,
    pub days: Days,
    pub date_of: Option<&'static str>,
    pub place: Option<String>,
    pub country: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub where_prec: Option<u8>,
    pub verification: String,
    pub verification_by: Option<String>,
    pub verification_same_side: Option<bool>,
    pub evidence: String,
    pub evidence_start: u64,
    pub evidence_end: u64,
    pub publisher: Option<String>,
    pub wire: Option<String>,
    pub published: Option<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    pub origin: Option<String>,
    pub origin_kind: Option<String>,
    pub origin_name: Option<String>,
    pub predicate: Option<String>,
    pub rule: String,
    /// Who changed something in it, `; ` between them.
    pub corrected_by: Option<String>,
}

impl Row {
    /// The row of a claim.
    pub(crate) fn of(view: &View<'_>, entry: &DossierClaim) -> Row {
        let claim = &entry.claim;
        let mut row = Row {
            event_id: view.dossier.id.to_string(),
            claim_id: claim.id.to_string(),
            report_id: entry.report.to_string(),
            kind: code(&claim.claim_type),
            standpoint: code(&claim.standpoint),
            polarity: code(&claim.polarity),
            certainty: code(&claim.certainty),
            tense: code(&claim.tense),
            relation: claim.relation.as_ref().map(|relation| code(&relation.kind)),
            initiator: names(view, claim, Role::Initiator),
            target: names(view, claim, Role::Target),
            plover: claim.plover.map(|plover| crate::codes::plover_name(plover).to_owned()),
            mode: claim.mode.clone(),
            acled: claim.acled.clone(),
            predicate: claim.predicate.as_ref().map(|span| span.text().to_owned()),
            rule: claim.rule.clone(),
            corrected_by: corrected_by(entry),
            ..Row::default()
        };
        row.add_claimant(claim, view.claimant(claim));
        row.add_chain(view, claim);
        row.add_figure(view, claim);
        row.add_time_and_place(view, claim);
        row.add_standing(view, entry);
        row.add_report(view, entry);
        row
    }

    fn add_claimant(&mut self, claim: &Claim, claimant: Claimant<'_>) {
        self.claimant = some(claimant.name);
        claimant.kind.clone_into(&mut self.claimant_kind);
        self.claimant_id = claimant.actor.map(|actor| actor.id.to_string());
        self.claimant_actor_kind = claimant.actor.map(|actor| code(&actor.kind));
        self.claimant_country = claimant.actor.and_then(|actor| actor.country.clone());
        self.act = claim.attribution.last().map(|said| code(&said.act));
    }

    /// Everybody who passed it on, outermost first, the claimant last.
    fn add_chain(&mut self, view: &View<'_>, claim: &Claim) {
        let names = claim.attribution.iter().map(|said| {
            let actor = said.source.actor.as_ref().map(|id| view.name(id).to_owned());
            actor.or_else(|| said.source.span.as_ref().map(|span| span.text().to_owned())).unwrap_or_default()
        });
        self.chain = some(&names.collect::<Vec<_>>().join(" > "));
    }

    fn add_figure(&mut self, view: &View<'_>, claim: &Claim) {
        if let Some(figure) = figure(claim) {
            self.low = figure.low;
            self.high = figure.high;
            self.qualifier = some(&code(&figure.qualifier));
            self.term.clone_from(&figure.term);
        }
        self.side = side(claim).map(|id| view.actor(id).map_or(id.as_str(), |actor| &actor.name).to_owned());
        self.side_id = side(claim).map(ToString::to_string);
        if let Some(casualties) = &claim.casualties {
            self.outcome = some(&code(&casualties.outcome));
            self.status = some(&code(&casualties.victims.status));
            self.part_of = casualties.victims.includes.as_ref().map(ToString::to_string);
        }
        if let Some(materiel) = &claim.materiel {
            self.outcome = some(&code(&materiel.fate));
            self.item = some(&materiel.item);
            self.item_class = some(&code(&materiel.class));
        }
    }

    /// The claim's own day, else the event's; the event's place.
    fn add_time_and_place(&mut self, view: &View<'_>, claim: &Claim) {
        let own = claim.time.as_ref().map(Days::of).filter(|days| days.start.or(days.end).is_some());
        let known = own.unwrap_or_else(|| view.days());
        let source = if own.is_some() { "claim" } else { "event" };
        self.date_of = known.start.or(known.end).map(|_| source);
        self.days = known;
        if let Some(place) = &view.dossier.place {
            self.place = some(&place.name);
            self.country.clone_from(&place.country);
            self.latitude = place.latitude;
            self.longitude = place.longitude;
            self.where_prec = place.precision;
        }
    }

    fn add_standing(&mut self, view: &View<'_>, entry: &DossierClaim) {
        let verification = &entry.claim.verification;
        self.verification = code(&verification.status);
        self.verification_by =
            verification.by.as_ref().and_then(|id| view.actor(id)).map(|actor| actor.name.clone());
        self.verification_same_side = verification.same_side;
        self.evidence = evidence(entry);
        let spans = || entry.claim.evidence.spans();
        self.evidence_start = spans().map(Span::start).min().unwrap_or_default() as u64;
        self.evidence_end = spans().map(Span::end).max().unwrap_or_default() as u64;
    }

    fn add_report(&mut self, view: &View<'_>, entry: &DossierClaim) {
        if let Some(report) = view.report(&entry.report) {
            self.publisher.clone_from(&report.source);
            self.wire.clone_from(&report.wire);
            self.published.clone_from(&report.published);
            self.language = some(&report.language);
            self.url.clone_from(&report.url);
            self.title.clone_from(&report.title);
        }
        if let Some(origin) = view.dossier.origins.get(entry.origin as usize) {
            self.origin = some(&origin.id);
            self.origin_kind = some(&code(&origin.kind));
            self.origin_name = some(&origin.name);
        }
    }

    /// The cells, in the order of [`COLUMNS`].
    #[rustfmt::skip]
    pub(crate) fn cells(self) -> [String; 59] {
        let text = Option::<String>::unwrap_or_default;
        [
            self.event_id, self.claim_id, self.report_id, self.kind,
            text(self.claimant), self.claimant_kind, text(self.claimant_id), text(self.claimant_actor_kind),
            text(self.claimant_country), text(self.act), text(self.chain), self.standpoint, self.polarity, self.certainty,
            self.tense, text(self.outcome), number(self.low), number(self.high), text(self.qualifier),
            text(self.term), text(self.side), text(self.side_id), text(self.status), text(self.part_of), text(self.item),
            text(self.item_class), text(self.relation), text(self.initiator), text(self.target), text(self.plover),
            text(self.mode), text(self.acled), number(self.days.start), number(self.days.end),
            number(Some(self.days.precision).filter(|&precision| precision > 0)), number(self.date_of), text(self.place),
            text(self.country), number(self.latitude), number(self.longitude), number(self.where_prec), self.verification,
            text(self.verification_by), number(self.verification_same_side), self.evidence,
            self.evidence_start.to_string(), self.evidence_end.to_string(), text(self.publisher), text(self.wire),
            text(self.published), text(self.language), text(self.url), text(self.title), text(self.origin),
            text(self.origin_kind), text(self.origin_name), text(self.predicate), self.rule,
            text(self.corrected_by),
        ]
    }
}

/// Everybody who changed something in a claim, each once.
fn corrected_by(entry: &DossierClaim) -> Option<String> {
    some(&distinct(entry.corrections.iter().map(|correction| correction.by.name())).join("; "))
}

/// Nothing where the text is empty.
fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn names(view: &View<'_>, claim: &Claim, role: Role) -> Option<String> {
    some(
        &distinct(actors_of(claim, role).map(|id| view.actor(id).map_or(id.as_str(), |a| &a.name)))
            .join("; "),
    )
}

/// The rows of a dossier, in order of its claims.
pub(crate) fn rows(dossier: &Dossier) -> Vec<Row> {
    let view = View::new(dossier);
    dossier.claims.iter().map(|claim| Row::of(&view, claim)).collect()
}

/// Writes the CSV.
pub(crate) struct ClaimsWriter<W: Write> {
    table: Table<W>,
    summary: Summary,
}

impl<W: Write> ClaimsWriter<W> {
    pub(crate) fn new(out: W, options: &Options) -> Result<ClaimsWriter<W>, Error> {
        Ok(ClaimsWriter { table: Table::new(out, &COLUMNS, options)?, summary: Summary::default() })
    }
}

impl<W: Write> Sink for ClaimsWriter<W> {
    fn add(&mut self, dossier: &Dossier) -> Result<(), Error> {
        self.summary.events += 1;
        for row in rows(dossier) {
            self.table.row(&row.cells())?;
            self.summary.written += 1;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Summary, Error> {
        self.table.finish()?;
        Ok(self.summary)
    }
}
