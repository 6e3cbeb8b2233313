//! `vocab/`: norms and word vectors.

use super::array;
use super::cursor::{self, Cursor};
use super::source::Source;
use super::{ImportError, RawVectors};

/// The strings the pipeline knows.
pub(super) fn read_strings(source: &mut Source) -> Result<Vec<String>, ImportError> {
    let file = "vocab/strings.json";
    serde_json::from_slice(&source.read(file)?)
        .map_err(|error| ImportError::malformed(file, "JSON", error.to_string()))
}

/// The table `lexeme_norm`; empty where the pipeline has none.
pub(super) fn read_norms(source: &mut Source) -> Result<Vec<(u64, String)>, ImportError> {
    let file = "vocab/lookups.bin";
    let Some(bytes) = source.read_optional(file)? else { return Ok(Vec::new()) };
    let value = cursor::decode(file, &bytes)?;
    let Some(table) = Cursor::new(file, &value).find("lexeme_norm")? else { return Ok(Vec::new()) };
    table.number_entries()?.into_iter().map(|(id, norm)| Ok((id, norm.text()?.to_owned()))).collect()
}

/// Word vectors; `None` where the pipeline has none.
pub(super) fn read_vectors(source: &mut Source) -> Result<Option<RawVectors>, ImportError> {
    let file = "vocab/vectors";
    let Some(bytes) = source.read_optional(file)? else { return Ok(None) };
    let tensor = array::from_npy(file, &bytes)?;
    let &[count, width] = tensor.shape.as_slice() else {
        return Err(ImportError::malformed(file, "npy header", "expected two dimensions"));
    };
    if count == 0 || width == 0 {
        return Ok(None);
    }
    check_mode(source)?;
    let key_to_row = read_keys(source, count)?;
    Ok(Some(RawVectors { width, rows: tensor.data, key_to_row }))
}

/// spaCy also has vectors of subwords (`floret`), which are looked up in another way.
fn check_mode(source: &mut Source) -> Result<(), ImportError> {
    let file = "vocab/vectors.cfg";
    let Some(bytes) = source.read_optional(file)? else { return Ok(()) };
    let config: serde_json::Value = serde_json::from_slice(&bytes)
        .map_err(|error| ImportError::malformed(file, "JSON", error.to_string()))?;
    match config.get("mode").and_then(serde_json::Value::as_str) {
        None | Some("default") => Ok(()),
        Some(mode) => Err(ImportError::unsupported(file, "mode", format!("vectors of mode {mode:?}"))),
    }
}

fn read_keys(source: &mut Source, count: usize) -> Result<Vec<(u64, u32)>, ImportError> {
    let file = "vocab/key2row";
    let value = cursor::decode(file, &source.read(file)?)?;
    let top = Cursor::new(file, &value);
    let pair = |(key, row): &(rmpv::Value, rmpv::Value)| {
        let row = row.as_u64().filter(|&row| row < count as u64)?;
        Some((key.as_u64()?, row as u32))
    };
    let pairs: Option<Vec<_>> = top.raw_entries()?.iter().map(pair).collect();
    pairs.ok_or_else(|| top.malformed(format!("expected string ids and rows below {count}")))
}
