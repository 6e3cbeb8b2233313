//! Number words and what bounds them.

use claimant_model::Qualifier;

use super::table::Row;

/// One row of `quantities.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityWord {
    /// "Twelve".
    Number(u64),
    /// "Dozen": times what stands before; 0 is "half".
    Multiplier(u64),
    /// "Dozens": no number.
    Vague,
    /// "At least".
    Bound(Qualifier),
    /// "Kilometres": what stands before counts no people.
    Measure,
}

impl QuantityWord {
    pub(super) fn from_row(row: &Row) -> Result<QuantityWord, String> {
        let value =
            || row.cell(2).and_then(|cell| cell.parse().ok()).ok_or("the third column must be a number");
        Ok(match row.cell(1) {
            Some("number") => QuantityWord::Number(value()?),
            Some("multiplier") => QuantityWord::Multiplier(value()?),
            Some("vague") => QuantityWord::Vague,
            Some("bound") => QuantityWord::Bound(row.code(2)?.ok_or("a bound needs a qualifier")?),
            Some("measure") => QuantityWord::Measure,
            other => return Err(format!("`{}` is no kind of quantity word", other.unwrap_or("-"))),
        })
    }
}
