//! The facade most programs name: a [`Reader`] turns a [`ReportInput`] into a [`Reading`].
//!
//! ```no_run
//! use claimant::{Pipeline, Reader, ReportInput, Scratch};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//!
//! let reader = Reader::new(Pipeline::english()?);
//! let input = ReportInput { text: "Rebels killed ten soldiers.".into(), ..ReportInput::default() };
//! let reading = reader.read(&input, &mut Scratch::default());
//! assert!(!reading.claims.is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! A `Reader` is `Sync`: share one between threads and give each thread its own [`Scratch`].

use claimant_merge::reconcile::{self, Preset};
pub use claimant_model as model;
pub use claimant_model::{Reading, ReportInput, schema};
pub use claimant_parse as parse;
pub use claimant_parse::{Pipeline, Precision};
pub use claimant_read::{Gazetteer, Register, Scratch, Skip};

/// A pipeline and the rules that read its trees.
pub struct Reader {
    pipeline: Pipeline,
    rules: claimant_read::Reader,
    /// By which rules figures become estimates.
    presets: Vec<Preset>,
}

impl Reader {
    /// A reader that parses with this pipeline.
    pub fn new(pipeline: Pipeline) -> Reader {
        let presets = Preset::embedded().unwrap_or_default();
        Reader { pipeline, rules: claimant_read::Reader::new(), presets }
    }

    /// The same with another precision of the parser.
    #[must_use]
    pub fn with_precision(self, precision: Precision) -> Reader {
        Reader { rules: self.rules.with_precision(precision), ..self }
    }

    /// The same with another register of parties: what it knows by a name, [`Register::parse_with`] adds a user's own.
    #[must_use]
    pub fn with_register(self, register: Register) -> Reader {
        Reader { rules: self.rules.with_register(register), ..self }
    }

    /// The same, passing over texts or paragraphs without a word of violence before they are parsed.
    #[must_use]
    pub fn with_skip(self, skip: Skip) -> Reader {
        Reader { rules: self.rules.with_skip(skip), ..self }
    }

    /// The same with another gazetteer. The reader opens no files: whoever has places of their own reads the file and
    /// hands the gazetteer in.
    #[must_use]
    pub fn with_gazetteer(self, gazetteer: Gazetteer) -> Reader {
        Reader { rules: self.rules.with_gazetteer(gazetteer), ..self }
    }

    /// Reads one report. Never fails; `scratch` changes nothing in the result.
    pub fn read(&self, input: &ReportInput, scratch: &mut Scratch) -> Reading {
        let mut reading = self.rules.read(input, &self.pipeline, scratch);
        reconcile::estimate(&mut reading, &self.presets);
        reading
    }

    /// The pipeline it parses with.
    pub fn pipeline(&self) -> &Pipeline {
        &self.pipeline
    }
}
