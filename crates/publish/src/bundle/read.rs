//! Reading a bundle, with proof.

use std::collections::HashSet;
use std::error::Error as StdError;
use std::io::Read;

use claimant_model::Digest;
use serde::de::DeserializeOwned;
use tar::Archive;

use super::{BundleError, FORMAT, HEAD, Head, KeptEntry, MANIFEST, Manifest};

/// What takes the content of a bundle, such as an empty ledger.
pub trait Receiver {
    /// What may go wrong with it.
    type Error: Into<Box<dyn StdError + Send + Sync>>;

    /// Takes a kept file. It comes before the entries that name it.
    fn blob(&mut self, digest: Digest, bytes: Vec<u8>) -> Result<(), Self::Error>;

    /// Takes the next entries, in order, proven. To be kept all or none.
    fn entries(&mut self, entries: Vec<KeptEntry>) -> Result<(), Self::Error>;
}

/// How much is read before it is held to be an attack.
#[derive(Clone, Copy, Debug)]
pub struct ReadLimits {
    /// Bytes of one kept file.
    pub blob: u64,
    /// Bytes of one member of entries.
    pub entries: u64,
}

impl Default for ReadLimits {
    /// 1 GiB and 256 MiB.
    fn default() -> ReadLimits {
        ReadLimits { blob: 1 << 30, entries: 256 << 20 }
    }
}

/// Reads a bundle and hands its content on, member by member. Stops at the first thing that cannot be proved; what was
/// handed on until then is sound.
pub fn read<R: Receiver>(
    input: impl Read,
    limits: &ReadLimits,
    receiver: &mut R,
) -> Result<Manifest, BundleError> {
    let mut archive = Archive::new(input);
    let mut reader = Reader {
        receiver,
        limits,
        state: Manifest { entries: 0, blobs: 0, last: Digest::ZERO },
        seen: HashSet::new(),
    };
    let mut members = archive.entries()?;
    let first = members.next().ok_or(BundleError::NoBundle)?.map_err(|_| BundleError::NoBundle)?;
    check_head(first)?;
    for member in members {
        let mut member = member?;
        let name = String::from_utf8_lossy(&member.path_bytes()).into_owned();
        let size = member.size();
        if name == MANIFEST {
            return reader.check_manifest(&content(&mut member, &name, size, 1 << 20)?);
        }
        reader.member(&name, size, &mut member)?;
    }
    Err(BundleError::CutShort("manifest.json is missing"))
}

fn check_head(mut member: tar::Entry<'_, impl Read>) -> Result<(), BundleError> {
    let size = member.size();
    if &*member.path_bytes() != HEAD.as_bytes() || size > 4096 {
        return Err(BundleError::NoBundle);
    }
    let head: Head = json(HEAD, &content(&mut member, HEAD, size, 4096)?)?;
    if head.bundle == FORMAT { Ok(()) } else { Err(BundleError::NoBundle) }
}

struct Reader<'a, R> {
    receiver: &'a mut R,
    limits: &'a ReadLimits,
    state: Manifest,
    seen: HashSet<Digest>,
}

impl<R: Receiver> Reader<'_, R> {
    fn member(&mut self, name: &str, size: u64, input: &mut impl Read) -> Result<(), BundleError> {
        if let Some(hash) = name.strip_prefix("blobs/") {
            let digest: Digest = hash.parse().map_err(|_| BundleError::Stray(name.to_owned()))?;
            self.blob(name, digest, content(input, name, size, self.limits.blob)?)
        } else if name.starts_with("entries/") {
            self.entries(name, &content(input, name, size, self.limits.entries)?)
        } else {
            Err(BundleError::Stray(name.to_owned()))
        }
    }

    fn blob(&mut self, name: &str, digest: Digest, bytes: Vec<u8>) -> Result<(), BundleError> {
        if Digest::of(&bytes) != digest {
            return Err(BundleError::ChangedBlob(name.to_owned()));
        }
        self.seen.insert(digest);
        self.state.blobs += 1;
        self.receiver.blob(digest, bytes).map_err(BundleError::store)
    }

    fn entries(&mut self, name: &str, bytes: &[u8]) -> Result<(), BundleError> {
        let lines = bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
        let mut entries = Vec::new();
        for line in lines {
            let entry: KeptEntry = json(name, line)?;
            self.prove(&entry)?;
            entries.push(entry);
        }
        self.receiver.entries(entries).map_err(BundleError::store)
    }

    fn prove(&mut self, entry: &KeptEntry) -> Result<(), BundleError> {
        let follows = entry.sequence == self.state.entries + 1 && entry.previous == self.state.last;
        if !follows || !entry.is_proven() {
            return Err(BundleError::BrokenChain(self.state.entries + 1));
        }
        if let Some(blob) = entry.blobs().into_iter().find(|blob| !self.seen.contains(blob)) {
            return Err(BundleError::MissingBlob { sequence: entry.sequence, blob });
        }
        self.state.entries = entry.sequence;
        self.state.last = entry.hash;
        Ok(())
    }

    fn check_manifest(&self, bytes: &[u8]) -> Result<Manifest, BundleError> {
        let manifest: Manifest = json(MANIFEST, bytes)?;
        if manifest == self.state {
            Ok(manifest)
        } else {
            Err(BundleError::CutShort("manifest.json counts otherwise"))
        }
    }
}

/// The bytes of a member, no more than allowed. Memory grows with what is there and not with what is announced.
fn content(input: &mut impl Read, name: &str, size: u64, most: u64) -> Result<Vec<u8>, BundleError> {
    if size > most {
        return Err(BundleError::TooLarge { member: name.to_owned(), bytes: size, most });
    }
    let mut bytes = Vec::new();
    input.take(most).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == size { Ok(bytes) } else { Err(BundleError::CutShort("a member ends early")) }
}

fn json<T: DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<T, BundleError> {
    serde_json::from_slice(bytes).map_err(BundleError::json(name))
}
