//! The formats by name, what a format can be told, and the one entry point that writes any of them.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::io::Write;
use std::str::FromStr;

use claimant_model::Dossier;

use crate::acled::AcledWriter;
use crate::claim_review::ClaimReviewWriter;
use crate::claims::ClaimsWriter;
use crate::dossiers::DossiersWriter;
use crate::error::Error;
use crate::ged::GedWriter;
use crate::geojson::GeoJsonWriter;
use crate::html::HtmlWriter;
use crate::plover::PloverWriter;
use crate::stix::StixWriter;

/// A format that events are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// UCDP GED, 49 columns.
    Ged,
    /// ACLED, 31 columns.
    Acled,
    /// PLOVER, one JSON object a line.
    Plover,
    /// One row a claim, CSV.
    Claims,
    /// One row a claim, Parquet.
    ClaimsParquet,
    /// RFC 7946.
    GeoJson,
    /// Points in Parquet.
    GeoParquet,
    /// schema.org `ClaimReview` as JSON-LD.
    ClaimReview,
    /// A STIX 2.1 bundle.
    Stix,
    /// A page to read and print.
    Html,
    /// Everything that is known of each event, one JSON object a line.
    Dossiers,
}

impl Format {
    /// All of them, in the order to list them.
    pub const ALL: [Format; 11] = [
        Format::Ged,
        Format::Acled,
        Format::Plover,
        Format::Claims,
        Format::ClaimsParquet,
        Format::GeoJson,
        Format::GeoParquet,
        Format::ClaimReview,
        Format::Stix,
        Format::Html,
        Format::Dossiers,
    ];

    /// The name to ask for it by.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The extension of its files, without a dot.
    pub fn extension(self) -> &'static str {
        self.facts().extension
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        self.facts().media_type
    }

    /// What it is, in a few words.
    pub fn description(self) -> &'static str {
        self.facts().description
    }

    /// Whether it loses the claims, so that a claims table belongs beside it (see [`Format::Claims`]).
    pub fn is_flat(self) -> bool {
        matches!(self, Format::Ged | Format::Acled | Format::Plover | Format::GeoJson | Format::GeoParquet)
    }

    /// Whether it is meant to be one file an event.
    pub fn is_one_file_an_event(self) -> bool {
        self == Format::Html
    }

    /// Whether this build can write it.
    pub fn is_built(self) -> bool {
        cfg!(feature = "parquet") || !matches!(self, Format::ClaimsParquet | Format::GeoParquet)
    }

    fn facts(self) -> Facts {
        let [name, extension, media_type, description] = match self {
            Format::Ged => ["ged", "csv", "text/csv", "UCDP GED, 49 columns"],
            Format::Acled => ["acled", "csv", "text/csv", "ACLED, 31 columns"],
            Format::Plover => ["plover", "jsonl", "application/jsonl", "PLOVER, one JSON object a line"],
            Format::Claims => ["claims", "csv", "text/csv", "one row a claim"],
            Format::ClaimsParquet => {
                ["claims-parquet", "parquet", "application/vnd.apache.parquet", "one row a claim"]
            }
            Format::GeoJson => ["geojson", "geojson", "application/geo+json", "events as points, RFC 7946"],
            Format::GeoParquet => {
                ["geoparquet", "parquet", "application/vnd.apache.parquet", "events as points in Parquet"]
            }
            Format::ClaimReview => [
                "claimreview",
                "jsonld",
                "application/ld+json",
                "schema.org ClaimReview, one a claim checked",
            ],
            Format::Stix => ["stix", "json", "application/stix+json;version=2.1", "a STIX 2.1 bundle"],
            Format::Html => ["html", "html", "text/html", "a page to read and print"],
            Format::Dossiers => {
                ["dossiers", "jsonl", "application/jsonl", "everything of each event, one JSON object a line"]
            }
        };
        Facts { name, extension, media_type, description }
    }
}

struct Facts {
    name: &'static str,
    extension: &'static str,
    media_type: &'static str,
    description: &'static str,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A name that no format has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no format {0:?}; there are {list}", list = Format::ALL.map(Format::name).join(", "))]
pub struct NoFormat(String);

impl FromStr for Format {
    type Err = NoFormat;

    fn from_str(name: &str) -> Result<Format, NoFormat> {
        Format::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| NoFormat(name.to_owned()))
    }
}

/// Whether text cells of a table are kept from being run as formulas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cells {
    /// A cell of text that a spreadsheet would take for a formula gets an apostrophe before it. Reports come from the
    /// web, and a headline may be made to be opened in a spreadsheet.
    #[default]
    Guarded,
    /// As they are.
    Raw,
}

/// Which codes ACLED columns are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AcledCodes {
    /// Words, as since 2024: `State forces`, `State forces-Rebel group`.
    #[default]
    Words,
    /// Digits, as before: 1, 12.
    Digits,
}

/// What a format can be told. Each format uses what concerns it.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether text cells of tables are guarded.
    pub cells: Cells,
    /// Whether tables get a second header row of HXL hashtags.
    pub hxl: bool,
    /// The codes of ACLED columns.
    pub acled_codes: AcledCodes,
    /// The preset whose estimates go into formats that have no rule of their own; GED takes `ucdp`, ACLED `acled`.
    pub preset: String,
    /// Who publishes, as the formats that name it print it.
    pub publisher: String,
    /// What the ledger was at the time, printed where a format has room for it.
    pub snapshot: Option<String>,
    /// The time to print where a format demands one, RFC 3339 UTC with milliseconds. Writing reads no clock; without this
    /// the latest publication of an event's reports is used.
    pub created: Option<String>,
    /// The address of events' pages; an event's id is put behind it.
    pub link: Option<String>,
}

impl Options {
    /// Guarded cells, no HXL, ACLED's words, the `ucdp` preset, published by claimant.
    pub fn new() -> Options {
        Options {
            cells: Cells::default(),
            hxl: false,
            acled_codes: AcledCodes::default(),
            preset: "ucdp".to_owned(),
            publisher: "claimant".to_owned(),
            snapshot: None,
            created: None,
            link: None,
        }
    }
}

impl Default for Options {
    fn default() -> Options {
        Options::new()
    }
}

/// What was written and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Events handed over.
    pub events: u64,
    /// Rows, objects or features written.
    pub written: u64,
    /// What the format has no place for: reason, and how many.
    pub left_out: BTreeMap<&'static str, u64>,
    /// What was changed to fit: how, and how many.
    pub adjusted: BTreeMap<&'static str, u64>,
}

impl Summary {
    pub(crate) fn leave_out(&mut self, reason: &'static str) {
        *self.left_out.entry(reason).or_default() += 1;
    }

    pub(crate) fn adjust(&mut self, how: &'static str) {
        *self.adjusted.entry(how).or_default() += 1;
    }

    /// One line a reason, for people.
    pub fn lines(&self) -> Vec<String> {
        let left_out = self.left_out.iter().map(|(reason, count)| format!("{count} left out: {reason}"));
        let adjusted = self.adjusted.iter().map(|(how, count)| format!("{count} adjusted: {how}"));
        left_out.chain(adjusted).collect()
    }
}

/// Something that events are written to, one after the other.
pub trait Sink {
    /// Writes one event.
    fn add(&mut self, dossier: &Dossier) -> Result<(), Error>;

    /// Closes the output. Without it most formats are broken.
    fn finish(self: Box<Self>) -> Result<Summary, Error>;
}

/// Opens an output in a format. Memory does not grow with the number of events, but for the ids of objects that STIX may
/// name only once and the row group at hand of Parquet.
pub fn open<'w>(
    format: Format,
    options: &Options,
    out: impl Write + Send + 'w,
) -> Result<Box<dyn Sink + 'w>, Error> {
    Ok(match format {
        Format::Ged => Box::new(GedWriter::new(out, options)?),
        Format::Acled => Box::new(AcledWriter::new(out, options)?),
        Format::Plover => Box::new(PloverWriter::new(out, options)),
        Format::Claims => Box::new(ClaimsWriter::new(out, options)?),
        Format::GeoJson => Box::new(GeoJsonWriter::new(out, options)?),
        Format::ClaimReview => Box::new(ClaimReviewWriter::new(out, options)?),
        Format::Stix => Box::new(StixWriter::new(out, options)?),
        Format::Html => Box::new(HtmlWriter::new(out, options)?),
        Format::Dossiers => Box::new(DossiersWriter::new(out)),
        #[cfg(feature = "parquet")]
        Format::ClaimsParquet => Box::new(crate::claims_parquet::ClaimsParquetWriter::new(out)?),
        #[cfg(feature = "parquet")]
        Format::GeoParquet => Box::new(crate::geoparquet::GeoParquetWriter::new(out, options)?),
        #[cfg(not(feature = "parquet"))]
        Format::ClaimsParquet | Format::GeoParquet => return Err(Error::NotBuilt(format.name())),
    })
}

/// Writes all events in a format.
pub fn write<'w, I>(
    format: Format,
    options: &Options,
    dossiers: I,
    out: impl Write + Send + 'w,
) -> Result<Summary, Error>
where
    I: IntoIterator,
    I::Item: Borrow<Dossier>,
{
    let mut sink = open(format, options, out)?;
    for dossier in dossiers {
        sink.add(dossier.borrow())?;
    }
    sink.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
        assert!("xlsx".parse::<Format>().unwrap_err().to_string().contains("geojson"));
    }
}
