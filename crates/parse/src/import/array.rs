//! Arrays of numbers as numpy writes them: inside msgpack (`msgpack-numpy`), and as `.npy` files.

use super::cursor::Cursor;
use super::{ImportError, Tensor};

/// The only number format that weights come in: 32-bit floats, least significant byte first.
const FLOAT32: &str = "<f4";

/// Reads an array stored by `msgpack-numpy`: a map of `nd`, `type`, `kind`, `shape`, `data`.
pub(super) fn from_msgpack(array: &Cursor<'_>) -> Result<Tensor, ImportError> {
    let kind = array.get("type")?.text()?;
    if !array.get("nd")?.flag()? || kind != FLOAT32 {
        return Err(array.unsupported(format!("numbers of type {kind:?}")));
    }
    let shape = array.get("shape")?.items()?.iter().map(Cursor::size).collect::<Result<Vec<_>, _>>()?;
    tensor(shape, array.get("data")?.bytes()?).map_err(|problem| array.malformed(problem))
}

/// Reads a `.npy` file: magic, version, length of the header, header (a Python dictionary), data.
pub(super) fn from_npy(file: &str, bytes: &[u8]) -> Result<Tensor, ImportError> {
    let malformed = |problem: &str| ImportError::malformed(file, "npy header", problem);
    let (header, data) = split_npy(bytes).ok_or_else(|| malformed("not a .npy file"))?;
    if !header.contains("'fortran_order': False") {
        return Err(ImportError::unsupported(file, "npy header", "column-major order"));
    }
    let kind = between(header, "'descr': '", "'").ok_or_else(|| malformed("no number type"))?;
    if kind != FLOAT32 {
        return Err(ImportError::unsupported(file, "npy header", format!("numbers of type {kind:?}")));
    }
    let shape = between(header, "'shape': (", ")").ok_or_else(|| malformed("no shape"))?;
    let sizes = shape.split(',').map(str::trim).filter(|size| !size.is_empty()).map(str::parse);
    let sizes = sizes.collect::<Result<Vec<usize>, _>>().map_err(|_| malformed("a size is not a number"))?;
    tensor(sizes, data).map_err(|problem| malformed(&problem))
}

/// Header and data of a `.npy` file. Version 1 has two bytes for the header's length, later ones have four.
fn split_npy(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let rest = bytes.strip_prefix(b"\x93NUMPY")?;
    let (version, rest) = rest.split_at_checked(2)?;
    let length_bytes = if version[0] == 1 { 2 } else { 4 };
    let (length, rest) = rest.split_at_checked(length_bytes)?;
    let length = length.iter().rev().fold(0, |sum, &byte| sum << 8 | usize::from(byte));
    let (header, data) = rest.split_at_checked(length)?;
    Some((std::str::from_utf8(header).ok()?, data))
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    Some(text.split_once(before)?.1.split_once(after)?.0)
}

fn tensor(shape: Vec<usize>, bytes: &[u8]) -> Result<Tensor, String> {
    let wanted = shape.iter().try_fold(4usize, |product, &size| product.checked_mul(size));
    if wanted != Some(bytes.len()) {
        return Err(format!("an array of shape {shape:?} cannot have {} bytes", bytes.len()));
    }
    let data =
        bytes.chunks_exact(4).map(|float| f32::from_le_bytes([float[0], float[1], float[2], float[3]]));
    Ok(Tensor { shape, data: data.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn npy(header: &str, data: &[f32]) -> Vec<u8> {
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend(data.iter().flat_map(|number| number.to_le_bytes()));
        bytes
    }

    #[test]
    fn an_npy_file_gives_its_shape_and_numbers() {
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }  \n";
        let read = from_npy("vectors", &npy(header, &[1.0, 2.0, 3.0, 4.0, 5.0, -6.5])).unwrap();
        assert_eq!(read, Tensor { shape: vec![2, 3], data: vec![1.0, 2.0, 3.0, 4.0, 5.0, -6.5] });
    }

    #[test]
    fn odd_npy_files_are_errors() {
        let cut = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", &[1.0]);
        assert!(from_npy("vectors", &cut).unwrap_err().to_string().contains("cannot have 4 bytes"));
        let half = npy("{'descr': '<f2', 'fortran_order': False, 'shape': (2,), }", &[1.0]);
        assert!(matches!(from_npy("vectors", &half), Err(ImportError::Unsupported { .. })));
        let huge = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", &[]);
        assert!(from_npy("vectors", &huge).is_err());
        assert!(from_npy("vectors", b"\x93NUMPY\x01\x00\xff").is_err());
    }
}
