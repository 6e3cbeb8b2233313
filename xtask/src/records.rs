//! Records that people coded: JSONL, perhaps gzipped.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::Context;
use serde::de::DeserializeOwned;

/// The records of a `.jsonl` or `.jsonl.gz` file, one a line.
///
/// # Errors
/// When the file cannot be read, or a line is no such record; the error names file and line.
pub(crate) fn read<R: DeserializeOwned>(path: &Path) -> anyhow::Result<Vec<R>> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let zipped = path.extension().is_some_and(|extension| extension == "gz");
    let content: Box<dyn Read> =
        if zipped { Box::new(flate2::read::MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut records = Vec::new();
    for (number, line) in BufReader::new(content).lines().enumerate() {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        let place = || format!("{}:{}: no record with `input` and `gold`", path.display(), number + 1);
        records.push(serde_json::from_str(&line).with_context(place)?);
    }
    Ok(records)
}
