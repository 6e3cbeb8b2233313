//! One report in, one reading out.

use claimant_model::{Reading, Report, ReportId, ReportInput, SchemaName};
use claimant_parse::{Pipeline, Precision};

/// Working memory of one thread, reused from report to report; it changes nothing in the result.
#[derive(Default)]
pub struct Scratch {
    parse: claimant_parse::Scratch,
}

/// Reads reports into claims. Cheap to share between threads; reading never changes it.
pub struct Reader {
    precision: Precision,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl Reader {
    /// A reader with the lexicon that the program carries.
    pub fn new() -> Reader {
        Reader { precision: Precision::default() }
    }

    /// The same with another precision of the parser.
    #[must_use]
    pub fn with_precision(self, precision: Precision) -> Reader {
        Reader { precision }
    }

    /// Reads one report.
    pub fn read(&self, input: &ReportInput, pipeline: &Pipeline, scratch: &mut Scratch) -> Reading {
        let _document = pipeline.parse_paragraphs(&input.text, self.precision, &mut scratch.parse);
        Reading {
            schema: SchemaName::V1,
            report: Report {
                id: ReportId::new(input.id.clone().unwrap_or_default()),
                source: input.source.clone(),
                wire: None,
                url: input.url.clone(),
                title: input.title.clone(),
                byline: None,
                published: input.published.clone(),
                language: "en".into(),
                text: input.text.clone(),
            },
            actors: Vec::new(),
            places: Vec::new(),
            claims: Vec::new(),
            attributions: Vec::new(),
            events: Vec::new(),
            problems: Vec::new(),
        }
    }
}
