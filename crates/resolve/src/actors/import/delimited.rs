//! Tables of cells: CSV or TSV, by their header.

use csv::{ReaderBuilder, StringRecord};

use super::row::Imported;

/// The names of the columns, in small letters and digits only: `Actor_ID` is `actorid`.
pub(super) struct Header(Vec<String>);

impl Header {
    /// Reads the first line of a table.
    pub(super) fn of(line: &str) -> Header {
        let mut reader = reader(line);
        let mut record = StringRecord::new();
        let read = reader.read_record(&mut record).unwrap_or(false);
        if read { Header::from(&record) } else { Header(Vec::new()) }
    }

    fn from(record: &StringRecord) -> Header {
        let plain = |cell: &str| cell.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        Header(record.iter().map(|cell| plain(cell).to_ascii_lowercase()).collect())
    }

    /// Whether there is such a column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.at(column).is_some()
    }

    /// Where a column is.
    fn at(&self, column: &str) -> Option<usize> {
        self.0.iter().position(|name| name == column)
    }

    /// The places of the columns whose names pass.
    fn all(&self, passes: impl Fn(&str) -> bool) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().filter(move |(_, name)| passes(name)).map(|(at, _)| at)
    }
}

/// One row and the names of its columns.
pub(super) struct Cells<'a> {
    header: &'a Header,
    record: &'a StringRecord,
    /// Line in the file, from 1.
    pub(super) line: usize,
}

impl<'a> Cells<'a> {
    /// The first of these columns that holds something, else nothing.
    pub(super) fn first(&self, columns: &[&str]) -> &'a str {
        let cells = columns.iter().filter_map(|column| self.header.at(column)).map(|at| self.cell(at));
        cells.into_iter().find(|cell| !cell.is_empty()).unwrap_or_default()
    }

    /// The cells of all columns whose names pass.
    pub(super) fn each(&self, passes: impl Fn(&str) -> bool) -> Vec<&'a str> {
        self.header.all(passes).map(|at| self.cell(at)).filter(|cell| !cell.is_empty()).collect()
    }

    fn cell(&self, at: usize) -> &'a str {
        self.record.get(at).unwrap_or_default().trim()
    }
}

/// Goes through the rows of a table; rows that are no row are complained about.
pub(super) fn each(text: &str, found: &mut Imported, mut row: impl FnMut(&Cells<'_>, &mut Imported)) {
    let mut reader = reader(text);
    let mut record = StringRecord::new();
    let mut header = None;
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return,
            Ok(true) => {}
            Err(error) => {
                found.complain(line(&record), format!("{error}; save the table as CSV in UTF-8"));
                continue;
            }
        }
        match &header {
            None => header = Some(Header::from(&record)),
            Some(header) => row(&Cells { header, record: &record, line: line(&record) }, found),
        }
    }
}

fn line(record: &StringRecord) -> usize {
    record.position().map_or(0, |position| position.line() as usize)
}

fn reader(text: &str) -> csv::Reader<&[u8]> {
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: char| first.matches(mark).count();
    let delimiter = [b'\t', b';'].into_iter().find(|&mark| count(mark.into()) > count(','));
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.unwrap_or(b','))
        .quoting(delimiter != Some(b'\t'))
        .from_reader(text.as_bytes())
}
