//! Hand codings read: UCDP GED and ACLED as CSV.
//!
//! Columns are found by name, never by position, because their order has changed between releases. The one exception is a
//! file without a header of exactly the 49 columns of current GED releases whose first row has the right kinds of values
//! in the right places; UCDP has published one. A bad cell is a problem of its row, never of the file.

mod acled;
mod cells;
mod ged;

use std::collections::BTreeMap;
use std::io::Read;

use csv::ByteRecord;

use crate::coded::{CodedEvent, Coding};
use crate::ged::COLUMNS as GED_COLUMNS;
use cells::Row;

/// What a file held.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// Who coded it.
    pub coding: Coding,
    /// The events, in order of the rows.
    pub events: Vec<CodedEvent>,
    /// What was odd, row by row.
    pub problems: Vec<Problem>,
}

impl Imported {
    /// How often each problem came up.
    pub fn counts(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for problem in &self.problems {
            *counts.entry(problem.what.as_str()).or_default() += 1;
        }
        counts
    }
}

/// Something odd about a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line it begins on, from 1.
    pub line: u64,
    /// What.
    pub what: String,
}

/// Why a file could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It could not be read, or is no CSV.
    #[error("the file cannot be read as CSV")]
    Csv(#[from] csv::Error),
    /// It could not be read.
    #[error("the file cannot be read")]
    Read(#[from] std::io::Error),
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It has no header that tells what it is.
    #[error(
        "line 1 names neither the columns of UCDP GED (type_of_violence, date_start, best, …) nor those of ACLED \
         (event_id_cnty, event_date, fatalities, …); without a header only GED files of 49 columns can be read, and \
         this one has {columns} columns: put the header row of its release before it"
    )]
    Unknown {
        /// Columns of the first row.
        columns: usize,
    },
}

/// Longest file that is read.
const LARGEST: u64 = 4 << 30;

/// Reads a hand coding. Which one it is follows from the header.
pub fn read(input: impl Read) -> Result<Imported, ImportError> {
    let mut input = std::io::BufReader::new(input.take(LARGEST));
    let delimiter = delimiter(std::io::BufRead::fill_buf(&mut input)?);
    let mut csv =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(input);
    let mut record = ByteRecord::new();
    if !csv.read_byte_record(&mut record)? {
        return Err(ImportError::Empty);
    }
    let header = names(&record);
    let (coding, columns, headed) = recognise(&header, &record)?;
    let mut imported = Imported { coding, events: Vec::new(), problems: Vec::new() };
    if !headed {
        imported.add(&columns, &record);
    }
    while csv.read_byte_record(&mut record)? {
        if !cells::is_hxl(&record) {
            imported.add(&columns, &record);
        }
    }
    Ok(imported)
}

type Columns = BTreeMap<String, usize>;

impl Imported {
    fn add(&mut self, columns: &Columns, record: &ByteRecord) {
        let mut row = Row::new(columns, record);
        let event = match self.coding {
            Coding::Acled => acled::event(&mut row),
            _ => ged::event(&mut row),
        };
        let line = record.position().map_or(0, csv::Position::line);
        self.problems.extend(row.problems().into_iter().map(|what| Problem { line, what }));
        self.events.push(event);
    }
}

/// The delimiter that the first line has most of.
fn delimiter(start: &[u8]) -> u8 {
    let line = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| line.split(|&byte| byte == delimiter).count();
    b",;\t".iter().copied().max_by_key(|&delimiter| (count(delimiter), delimiter == b',')).unwrap_or(b',')
}

/// The cells of the first row as names: small letters, without marks of byte order.
fn names(record: &ByteRecord) -> Columns {
    let name =
        |cell: &[u8]| String::from_utf8_lossy(cell).trim_start_matches('\u{feff}').trim().to_lowercase();
    let mut names = Columns::new();
    for (index, cell) in record.iter().enumerate() {
        names.entry(name(cell)).or_insert(index);
    }
    names
}

/// Whose file it is, where its columns are, and whether the first row is a header.
fn recognise(header: &Columns, first: &ByteRecord) -> Result<(Coding, Columns, bool), ImportError> {
    let has = |names: &[&str]| names.iter().all(|name| header.contains_key(*name));
    if has(&["event_date", "sub_event_type"]) || has(&["event_id_cnty", "fatalities"]) {
        return Ok((Coding::Acled, header.clone(), true));
    }
    if has(&["type_of_violence", "date_start", "best"]) {
        return Ok((Coding::Ucdp, header.clone(), true));
    }
    let columns: Columns =
        GED_COLUMNS.iter().enumerate().map(|(index, column)| (column.name.to_owned(), index)).collect();
    if first.len() == GED_COLUMNS.len() && ged::has_shape(&mut Row::new(&columns, first)) {
        return Ok((Coding::Ucdp, columns, false));
    }
    Err(ImportError::Unknown { columns: first.len() })
}
