//! Everything that is known of each event, as it is: one [`Dossier`] a line. [`crate::schemas::dossier`] describes it.

use std::io::Write;

use claimant_model::Dossier;

use crate::error::Error;
use crate::format::{Sink, Summary};

/// Writes one JSON object a line.
pub(crate) struct DossiersWriter<W> {
    out: W,
    summary: Summary,
}

impl<W: Write> DossiersWriter<W> {
    pub(crate) fn new(out: W) -> DossiersWriter<W> {
        DossiersWriter { out, summary: Summary::default() }
    }
}

impl<W: Write> Sink for DossiersWriter<W> {
    fn add(&mut self, dossier: &Dossier) -> Result<(), Error> {
        self.summary.events += 1;
        self.summary.written += 1;
        serde_json::to_writer(&mut self.out, dossier)?;
        Ok(self.out.write_all(b"\n")?)
    }

    fn finish(mut self: Box<Self>) -> Result<Summary, Error> {
        self.out.flush()?;
        Ok(self.summary)
    }
}
