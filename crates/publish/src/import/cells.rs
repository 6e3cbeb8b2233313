//! The cells of a row by the names of their columns.

use std::collections::BTreeMap;

use csv::ByteRecord;
use jiff::civil::Date;

use crate::table::unguard;

/// A row, and what was odd about it.
pub(super) struct Row<'r> {
    columns: &'r BTreeMap<String, usize>,
    record: &'r ByteRecord,
    problems: Vec<String>,
}

/// How files write that there is nothing.
const NOTHING: [&str; 7] = ["", "NA", "NaN", "nan", "NULL", "None", "N/A"];

/// How dates are written: by ISO 8601, and as older ACLED files and spreadsheets have them.
const DATES: [&str; 4] = ["%d %B %Y", "%d-%b-%Y", "%d-%b-%y", "%m/%d/%Y"];

impl<'r> Row<'r> {
    pub(super) fn new(columns: &'r BTreeMap<String, usize>, record: &'r ByteRecord) -> Row<'r> {
        let mut row = Row { columns, record, problems: Vec::new() };
        if record.iter().any(|cell| std::str::from_utf8(cell).is_err()) {
            row.complain("not in UTF-8; bytes that cannot be read are replaced");
        }
        row
    }

    pub(super) fn complain(&mut self, what: impl Into<String>) {
        self.problems.push(what.into());
    }

    pub(super) fn problems(self) -> Vec<String> {
        self.problems
    }

    /// The text of a cell, where there is one.
    pub(super) fn text(&self, column: &str) -> Option<String> {
        let cell = self.record.get(*self.columns.get(column)?)?;
        let text = String::from_utf8_lossy(cell);
        let text = text.trim();
        (!NOTHING.contains(&text)).then(|| unguard(text).to_owned())
    }

    /// A count. -1 is how UCDP writes that it was not recorded; 12.0 is how spreadsheets and pandas write 12.
    pub(super) fn count(&mut self, column: &str) -> Option<u64> {
        let text = self.text(column)?;
        match text.parse::<f64>() {
            Ok(number) if number >= 0.0 && number.fract() == 0.0 && number < 1e15 => Some(number as u64),
            Ok(-1.0) => None,
            _ => {
                self.complain(format!("{column} is no count"));
                None
            }
        }
    }

    /// A code between these bounds.
    pub(super) fn code(&mut self, column: &str, bounds: std::ops::RangeInclusive<u64>) -> Option<u8> {
        let code = self.count(column)?;
        if bounds.contains(&code) {
            return u8::try_from(code).ok();
        }
        self.complain(format!("{column} is not between {} and {}", bounds.start(), bounds.end()));
        None
    }

    /// Degrees between -`most` and `most`.
    pub(super) fn degrees(&mut self, column: &str, most: f64) -> Option<f64> {
        let number = self.text(column)?.parse::<f64>().ok().filter(|degrees| degrees.abs() <= most);
        if number.is_none() {
            self.complain(format!("{column} is no degrees between -{most} and {most}"));
        }
        number
    }

    /// A day.
    pub(super) fn day(&mut self, column: &str) -> Option<Date> {
        let text = self.text(column)?;
        let iso = crate::view::day(&text);
        let day = iso.or_else(|| DATES.iter().find_map(|format| Date::strptime(format, &text).ok()));
        if day.is_none() {
            self.complain(format!("{column} is no date"));
        }
        day
    }

    /// The parts of a list, which files separate by line ends or semicolons.
    pub(super) fn list(&self, column: &str) -> Vec<String> {
        let text = self.text(column).unwrap_or_default();
        let parts = text.split(['\n', ';']).map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    }
}

/// Whether this is a row of HXL hashtags.
pub(super) fn is_hxl(record: &ByteRecord) -> bool {
    record.iter().any(|cell| cell.starts_with(b"#"))
        && record.iter().all(|cell| cell.is_empty() || cell.starts_with(b"#"))
}
