//! Writing a bundle.

use std::collections::HashSet;
use std::error::Error as StdError;
use std::io::Write;

use claimant_model::Digest;
use tar::{Builder, Header};

use super::{BundleError, FORMAT, HEAD, Head, KeptEntry, MANIFEST, Manifest};

/// Entries in a member, and bytes after which a member is closed all the same.
const ENTRIES: u64 = 1000;
const BYTES: usize = 8 << 20;

/// Writes all entries, which must come in order from the first, and every file they name, which is asked for by its hash.
/// The chain is proved while it is written: a broken ledger gives no bundle.
pub fn write<E: Into<Box<dyn StdError + Send + Sync>>>(
    entries: impl IntoIterator<Item = Result<KeptEntry, E>>,
    blob: impl FnMut(&Digest) -> Result<Option<Vec<u8>>, E>,
    out: impl Write,
) -> Result<Manifest, BundleError> {
    let mut writer = Writer::new(out, blob)?;
    for entry in entries {
        writer.add(&entry.map_err(BundleError::store)?)?;
    }
    writer.finish()
}

struct Writer<W: Write, B> {
    tar: Builder<W>,
    blob: B,
    written: HashSet<Digest>,
    /// The entries of the member at hand.
    lines: Vec<u8>,
    first: u64,
    manifest: Manifest,
}

impl<W: Write, B, E> Writer<W, B>
where
    B: FnMut(&Digest) -> Result<Option<Vec<u8>>, E>,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    fn new(out: W, blob: B) -> Result<Self, BundleError> {
        let mut tar = Builder::new(out);
        let head = Head { bundle: FORMAT.to_owned() };
        member(&mut tar, HEAD, &serde_json::to_vec(&head).map_err(BundleError::json(HEAD))?)?;
        let manifest = Manifest { entries: 0, blobs: 0, last: Digest::ZERO };
        Ok(Writer { tar, blob, written: HashSet::new(), lines: Vec::new(), first: 1, manifest })
    }

    fn add(&mut self, entry: &KeptEntry) -> Result<(), BundleError> {
        let follows = entry.sequence == self.manifest.entries + 1 && entry.previous == self.manifest.last;
        if !follows || !entry.is_proven() {
            return Err(BundleError::BrokenChain(entry.sequence));
        }
        for digest in entry.blobs() {
            self.add_blob(entry.sequence, digest)?;
        }
        serde_json::to_writer(&mut self.lines, entry).map_err(BundleError::json("an entry"))?;
        self.lines.push(b'\n');
        self.manifest.entries = entry.sequence;
        self.manifest.last = entry.hash;
        let full = entry.sequence.is_multiple_of(ENTRIES) || self.lines.len() >= BYTES;
        if full { self.close_member() } else { Ok(()) }
    }

    fn add_blob(&mut self, sequence: u64, digest: Digest) -> Result<(), BundleError> {
        if !self.written.insert(digest) {
            return Ok(());
        }
        let bytes = (self.blob)(&digest).map_err(BundleError::store)?;
        let bytes = bytes.ok_or(BundleError::MissingBlob { sequence, blob: digest })?;
        let name = format!("blobs/{digest}");
        if Digest::of(&bytes) != digest {
            return Err(BundleError::ChangedBlob(name));
        }
        self.manifest.blobs += 1;
        member(&mut self.tar, &name, &bytes)
    }

    fn close_member(&mut self) -> Result<(), BundleError> {
        if !self.lines.is_empty() {
            member(&mut self.tar, &format!("entries/{:012}.jsonl", self.first), &self.lines)?;
            self.lines.clear();
        }
        self.first = self.manifest.entries + 1;
        Ok(())
    }

    fn finish(mut self) -> Result<Manifest, BundleError> {
        self.close_member()?;
        let manifest = serde_json::to_vec(&self.manifest).map_err(BundleError::json(MANIFEST))?;
        member(&mut self.tar, MANIFEST, &manifest)?;
        self.tar.into_inner()?.flush()?;
        Ok(self.manifest)
    }
}

/// A member that has nothing of the machine or the day it was written on.
fn member<W: Write>(tar: &mut Builder<W>, name: &str, bytes: &[u8]) -> Result<(), BundleError> {
    let mut header = Header::new_ustar();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o644);
    header.set_mtime(0);
    header.set_uid(0);
    header.set_gid(0);
    Ok(tar.append_data(&mut header, name, bytes)?)
}
