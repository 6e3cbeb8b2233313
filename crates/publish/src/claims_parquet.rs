//! One row a claim in Parquet: the columns of [`crate::claims`] with their types. Text is not guarded: no spreadsheet runs it.

use std::io::Write;

use claimant_model::Dossier;

use crate::arrow::{Column, Get, RowFile};
use crate::claims::{Row, rows};
use crate::error::Error;
use crate::format::{Sink, Summary};

const COLUMNS: [Column<Row>; 59] = [
    ("event_id", Get::Text(|row| Some(&row.event_id))),
    ("claim_id", Get::Text(|row| Some(&row.claim_id))),
    ("report_id", Get::Text(|row| Some(&row.report_id))),
    ("type", Get::Text(|row| Some(&row.kind))),
    ("claimant", Get::Text(|row| row.claimant.as_deref())),
    ("claimant_kind", Get::Text(|row| Some(&row.claimant_kind))),
    ("claimant_id", Get::Text(|row| row.claimant_id.as_deref())),
    ("claimant_actor_kind", Get::Text(|row| row.claimant_actor_kind.as_deref())),
    ("claimant_country", Get::Text(|row| row.claimant_country.as_deref())),
    ("act", Get::Text(|row| row.act.as_deref())),
    ("chain", Get::Text(|row| row.chain.as_deref())),
    ("standpoint", Get::Text(|row| Some(&row.standpoint))),
    ("polarity", Get::Text(|row| Some(&row.polarity))),
    ("certainty", Get::Text(|row| Some(&row.certainty))),
    ("tense", Get::Text(|row| Some(&row.tense))),
    ("outcome", Get::Text(|row| row.outcome.as_deref())),
    ("low", Get::Number(|row| row.low)),
    ("high", Get::Number(|row| row.high)),
    ("qualifier", Get::Text(|row| row.qualifier.as_deref())),
    ("term", Get::Text(|row| row.term.as_deref())),
    ("side", Get::Text(|row| row.side.as_deref())),
    ("side_id", Get::Text(|row| row.side_id.as_deref())),
    ("status", Get::Text(|row| row.status.as_deref())),
    ("part_of", Get::Text(|row| row.part_of.as_deref())),
    ("item", Get::Text(|row| row.item.as_deref())),
    ("item_class", Get::Text(|row| row.item_class.as_deref())),
    ("relation", Get::Text(|row| row.relation.as_deref())),
    ("initiator", Get::Text(|row| row.initiator.as_deref())),
    ("target", Get::Text(|row| row.target.as_deref())),
    ("plover", Get::Text(|row| row.plover.as_deref())),
    ("mode", Get::Text(|row| row.mode.as_deref())),
    ("acled", Get::Text(|row| row.acled.as_deref())),
    ("date_start", Get::Day(|row| row.days.start)),
    ("date_end", Get::Day(|row| row.days.end)),
    ("date_prec", Get::Number(|row| (row.days.precision > 0).then_some(u64::from(row.days.precision)))),
    ("date_of", Get::Text(|row| row.date_of)),
    ("place", Get::Text(|row| row.place.as_deref())),
    ("country", Get::Text(|row| row.country.as_deref())),
    ("latitude", Get::Degrees(|row| row.latitude)),
    ("longitude", Get::Degrees(|row| row.longitude)),
    ("where_prec", Get::Number(|row| row.where_prec.map(u64::from))),
    ("verification", Get::Text(|row| Some(&row.verification))),
    ("verification_by", Get::Text(|row| row.verification_by.as_deref())),
    ("verification_same_side", Get::Truth(|row| row.verification_same_side)),
    ("evidence", Get::Text(|row| Some(&row.evidence))),
    ("evidence_start", Get::Number(|row| Some(row.evidence_start))),
    ("evidence_end", Get::Number(|row| Some(row.evidence_end))),
    ("publisher", Get::Text(|row| row.publisher.as_deref())),
    ("wire", Get::Text(|row| row.wire.as_deref())),
    ("published", Get::Text(|row| row.published.as_deref())),
    ("language", Get::Text(|row| row.language.as_deref())),
    ("url", Get::Text(|row| row.url.as_deref())),
    ("title", Get::Text(|row| row.title.as_deref())),
    ("origin", Get::Text(|row| row.origin.as_deref())),
    ("origin_kind", Get::Text(|row| row.origin_kind.as_deref())),
    ("origin_name", Get::Text(|row| row.origin_name.as_deref())),
    ("predicate", Get::Text(|row| row.predicate.as_deref())),
    ("rule", Get::Text(|row| Some(&row.rule))),
    ("corrected_by", Get::Text(|row| row.corrected_by.as_deref())),
];

/// Writes the file.
pub(crate) struct ClaimsParquetWriter<W: Write + Send> {
    file: RowFile<W, Row>,
    summary: Summary,
}

impl<W: Write + Send> ClaimsParquetWriter<W> {
    pub(crate) fn new(out: W) -> Result<ClaimsParquetWriter<W>, Error> {
        Ok(ClaimsParquetWriter { file: RowFile::new(out, &COLUMNS)?, summary: Summary::default() })
    }
}

impl<W: Write + Send> Sink for ClaimsParquetWriter<W> {
    fn add(&mut self, dossier: &Dossier) -> Result<(), Error> {
        self.summary.events += 1;
        for row in rows(dossier) {
            self.file.push(row)?;
            self.summary.written += 1;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Summary, Error> {
        self.file.finish(None)?;
        Ok(self.summary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_are_those_of_the_csv() {
        let csv = crate::claims::COLUMNS.map(|column| column.name);
        assert_eq!(COLUMNS.map(|column| column.0), csv);
    }
}
