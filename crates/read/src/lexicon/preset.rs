//! Presets: the rules by which the claims of one report set low, best and high.

use super::table::Row;

/// Whose figure is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Best {
    /// The report's own count, else the lowest of those not involved.
    Report,
    /// The lowest.
    Lowest,
    /// The highest.
    Highest,
}

/// One row of `presets.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// As printed.
    pub name: &'static str,
    /// Whether what a party says of its enemy's losses may set low and best.
    pub enemy_counts: bool,
    /// Whose figure is best.
    pub best: Best,
    /// Whether high is the same as best, not the highest of all.
    pub high_is_best: bool,
}

impl Preset {
    pub(super) fn from_row(row: &Row) -> Result<Preset, String> {
        Ok(Preset {
            name: row.cell(0).ok_or("a preset needs a name")?,
            enemy_counts: either(row.cell(1), "yes", "no")?,
            best: match row.cell(2) {
                Some("report") => Best::Report,
                Some("lowest") => Best::Lowest,
                Some("highest") => Best::Highest,
                _ => return Err("the third column must be report, lowest or highest".into()),
            },
            high_is_best: either(row.cell(3), "best", "all")?,
        })
    }
}

fn either(cell: Option<&str>, yes: &str, no: &str) -> Result<bool, String> {
    match cell {
        Some(word) if word == yes => Ok(true),
        Some(word) if word == no => Ok(false),
        _ => Err(format!("must be {yes} or {no}")),
    }
}
