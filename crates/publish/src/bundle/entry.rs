//! An entry with its author and body as the text that was hashed.

use claimant_model::{Digest, Entry, entry_hash};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// An entry as it is kept: author and body are JSON text, letter for letter.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeptEntry {
    /// Its number.
    pub sequence: u64,
    /// When it was written.
    pub time: String,
    /// Who answers for it, as JSON text.
    pub author: Box<RawValue>,
    /// What it says, as JSON text.
    pub body: Box<RawValue>,
    /// The hash of the entry before it.
    pub previous: Digest,
    /// Its own hash.
    pub hash: Digest,
}

/// The files that an entry names.
#[derive(Deserialize)]
struct Named {
    entry: String,
    raw: Option<Digest>,
    text: Option<Digest>,
}

impl KeptEntry {
    /// From the parts a store keeps. Fails where author or body is no JSON.
    pub fn new(
        sequence: u64,
        time: String,
        author: String,
        body: String,
        previous: Digest,
        hash: Digest,
    ) -> Result<KeptEntry, serde_json::Error> {
        Ok(KeptEntry {
            sequence,
            time,
            author: RawValue::from_string(author)?,
            body: RawValue::from_string(body)?,
            previous,
            hash,
        })
    }

    /// From an entry. Its author and body are written as JSON anew: right only for a store that writes them the same way.
    pub fn of(entry: &Entry) -> Result<KeptEntry, serde_json::Error> {
        Ok(KeptEntry {
            sequence: entry.sequence,
            time: entry.time.clone(),
            author: serde_json::value::to_raw_value(&entry.author)?,
            body: serde_json::value::to_raw_value(&entry.body)?,
            previous: entry.previous,
            hash: entry.hash,
        })
    }

    /// The entry. Fails where a later version wrote what this one does not know.
    pub fn entry(&self) -> Result<Entry, serde_json::Error> {
        Ok(Entry {
            sequence: self.sequence,
            time: self.time.clone(),
            author: serde_json::from_str(self.author.get())?,
            body: serde_json::from_str(self.body.get())?,
            previous: self.previous,
            hash: self.hash,
        })
    }

    /// Whether its hash is that of its parts.
    pub fn is_proven(&self) -> bool {
        let [time, author, body] =
            [self.time.as_str(), self.author.get(), self.body.get()].map(str::as_bytes);
        entry_hash(&self.previous, self.sequence, time, author, body) == self.hash
    }

    /// The kept files it names: the bytes of a report as they came, and its text.
    pub fn blobs(&self) -> Vec<Digest> {
        match serde_json::from_str::<Named>(self.body.get()) {
            Ok(named) if named.entry == "report_added" => named.raw.into_iter().chain(named.text).collect(),
            _ => Vec::new(),
        }
    }
}
