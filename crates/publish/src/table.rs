//! Tables: CSV with guarded cells and, where wanted, a row of HXL hashtags.

use std::borrow::Cow;
use std::io::Write;

use crate::error::Error;
use crate::format::{Cells, Options};

/// A column: its name and its HXL hashtag, empty where it has none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub name: &'static str,
    pub hxl: &'static str,
}

/// A column without a hashtag.
pub(crate) const fn plain(name: &'static str) -> Column {
    Column { name, hxl: "" }
}

/// A column with a hashtag.
pub(crate) const fn tagged(name: &'static str, hxl: &'static str) -> Column {
    Column { name, hxl }
}

/// A CSV file with a header.
pub(crate) struct Table<W: Write> {
    csv: csv::Writer<W>,
    cells: Cells,
}

impl<W: Write> Table<W> {
    /// Writes the header.
    pub(crate) fn new(out: W, columns: &[Column], options: &Options) -> Result<Table<W>, Error> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(columns.iter().map(|column| column.name))?;
        if options.hxl {
            csv.write_record(columns.iter().map(|column| column.hxl))?;
        }
        Ok(Table { csv, cells: options.cells })
    }

    /// Writes a row, which must have as many cells as there are columns.
    pub(crate) fn row<C: AsRef<str>>(&mut self, cells: &[C]) -> Result<(), Error> {
        let guarded = self.cells == Cells::Guarded;
        let cells = cells.iter().map(|cell| {
            let cell = cell.as_ref();
            if guarded { guard(cell).into_owned() } else { cell.to_owned() }
        });
        Ok(self.csv.write_record(cells)?)
    }

    /// Writes what is still held back.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        Ok(self.csv.flush()?)
    }
}

/// What makes a spreadsheet take a cell for a formula when it stands first; the last four are the wide forms.
const TRIGGERS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Puts an apostrophe before a text that a spreadsheet would run. Numbers stay.
pub(crate) fn guard(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(TRIGGERS) && cell.parse::<f64>().is_err() {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Takes the apostrophe off again.
pub(crate) fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(TRIGGERS) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        assert_eq!(guard("=HYPERLINK(\"a\")"), "'=HYPERLINK(\"a\")");
        assert_eq!(guard("-1+cmd|' /C calc'!A0"), "'-1+cmd|' /C calc'!A0");
        assert_eq!(guard("-1.5"), "-1.5");
        assert_eq!(guard("Kidal = here"), "Kidal = here");
        assert_eq!(guard(""), "");
    }

    #[test]
    fn what_was_guarded_comes_back() {
        for cell in ["=1+1", "@here", "plain", "'quoted'", "-x"] {
            assert_eq!(unguard(&guard(cell)), cell);
        }
    }
}
