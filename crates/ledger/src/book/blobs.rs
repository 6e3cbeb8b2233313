//! Files kept by the hash of their bytes.

use std::io::{Read, Write};

use claimant_model::Digest;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use super::Book;
use crate::nouns::Blob;
use crate::store::{Row, Value};
use crate::views::keys;
use crate::{LedgerError, Result};

/// As they are.
const PLAIN: i64 = 0;
/// The hash of the deflated bytes, and these: several streams inflate to the same bytes, and a change from one to
/// another is to be found too.
const DEFLATED: i64 = 1;
/// Smaller files are not worth the time.
const DEFLATE_FROM: usize = 8192;
const HASH_LENGTH: usize = 32;

impl Book {
    /// Keeps a file unless it is kept already.
    pub(super) fn keep(&self, blob: &Blob) -> Result<()> {
        let found = Digest::of(&blob.bytes);
        if found != blob.hash {
            return Err(LedgerError::WrongHash { given: blob.hash, found });
        }
        if self.is_kept(&blob.hash)? {
            return Ok(());
        }
        let deflated = deflate(&blob.bytes).filter(|deflated| deflated.len() < blob.bytes.len());
        let (encoding, bytes) =
            deflated.as_ref().map_or((PLAIN, &blob.bytes), |deflated| (DEFLATED, deflated));
        let sql = "INSERT INTO blobs (hash, encoding, bytes) VALUES (?1, ?2, ?3) RETURNING number";
        let parameters = [Value::Blob(blob.hash.as_bytes()), Value::Integer(encoding), Value::Blob(bytes)];
        if let Some(number) = self.one(sql, &parameters, |row| row.integer(0))? {
            self.history.add(&*self.store, keys::file(&blob.hash), number)?;
        }
        Ok(())
    }

    /// Whether there is a file with this hash.
    pub(super) fn is_kept(&self, hash: &Digest) -> Result<bool> {
        Ok(self.kept_as(hash, "1", |_| Ok(()))?.is_some())
    }

    /// Some columns of the file with this hash.
    fn kept_as<T>(
        &self,
        hash: &Digest,
        columns: &str,
        read: impl Fn(&dyn Row) -> Result<T>,
    ) -> Result<Option<T>> {
        let sql = format!("SELECT {columns} FROM blobs b WHERE b.number = ?1 AND b.hash = ?2");
        for number in self.about(keys::file(hash))? {
            let parameters = [Value::Integer(number), Value::Blob(hash.as_bytes())];
            let found = self.one(&sql, &parameters, &read)?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// Hands on where every file is, as the history tells it.
    pub(super) fn each_file(&self, each: &mut dyn FnMut(i64, i64) -> Result<()>) -> Result<()> {
        self.store.query("SELECT number, hash FROM blobs", &[], &mut |row| {
            each(keys::file(&super::read::digest(row.bytes(1)?)?), row.integer(0)?)
        })
    }

    /// The bytes kept under a hash.
    pub(super) fn kept(&self, hash: &Digest) -> Result<Option<Vec<u8>>> {
        self.kept_as(hash, "b.encoding, b.bytes", |row| {
            decode(row.integer(0)?, row.bytes(1)?)
                .map_err(|why| LedgerError::damaged(format!("the file {hash}"), why))
        })
    }

    /// A kept text.
    pub(super) fn kept_text(&self, hash: &Digest) -> Result<String> {
        let bytes = self.kept(hash)?.ok_or(LedgerError::NoBlob(*hash))?;
        String::from_utf8(bytes).map_err(|error| LedgerError::damaged(format!("the text {hash}"), error))
    }
}

fn deflate(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() < DEFLATE_FROM {
        return None;
    }
    let mut encoder = DeflateEncoder::new(vec![0; HASH_LENGTH], Compression::fast());
    encoder.write_all(bytes).ok()?;
    let mut deflated = encoder.finish().ok()?;
    let sum = Digest::of(&deflated[HASH_LENGTH..]);
    deflated[..HASH_LENGTH].copy_from_slice(sum.as_bytes());
    Some(deflated)
}

/// The bytes of a file as it is kept. Says what is wrong where it was changed.
pub(super) fn decode(encoding: i64, kept: &[u8]) -> Result<Vec<u8>, String> {
    match encoding {
        PLAIN => Ok(kept.to_vec()),
        DEFLATED => inflate(kept),
        other => Err(format!("it is kept in an unknown way, {other}")),
    }
}

fn inflate(kept: &[u8]) -> Result<Vec<u8>, String> {
    let (sum, deflated) = kept.split_at_checked(HASH_LENGTH).ok_or("it is cut off")?;
    if Digest::of(deflated).as_bytes() != sum {
        return Err("its deflated bytes were changed".to_owned());
    }
    let mut bytes = Vec::new();
    DeflateDecoder::new(deflated).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_deflated_comes_back_and_any_changed_byte_shows() {
        let page = "<p>Shelling was heard near the river.</p>".repeat(500);
        let kept = deflate(page.as_bytes()).unwrap();
        assert_eq!(decode(DEFLATED, &kept).unwrap(), page.as_bytes());
        for at in 0..kept.len() {
            let mut changed = kept.clone();
            changed[at] ^= 1;
            assert!(decode(DEFLATED, &changed).is_err(), "{at}");
        }
        assert!(decode(DEFLATED, &[]).is_err());
        assert!(decode(7, &[]).is_err());
    }
}
