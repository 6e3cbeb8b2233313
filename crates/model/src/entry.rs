//! What the ledger is made of: entries, each written once, by somebody, at a time, and chained to the one before.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AccountId, Actor, ActorId, Attribution, Claim, ClaimId, Estimate, Event, EventId, Place, ReportCard,
    ReportId, RunId,
};

/// A BLAKE3 hash, of a kept file or of an entry. Written as 64 lower-case hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Digest([u8; 32]);

/// A text that is no digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoDigest(String);

impl Digest {
    /// What the first entry has for the hash of the entry before it.
    pub const ZERO: Digest = Digest([0; 32]);

    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Digest {
        Digest(blake3::hash(bytes).into())
    }

    /// A hash that was computed before.
    pub fn from_bytes(bytes: [u8; 32]) -> Digest {
        Digest(bytes)
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest {
    type Err = NoDigest;

    fn from_str(text: &str) -> Result<Digest, NoDigest> {
        blake3::Hash::from_hex(text)
            .map(|hash| Digest(hash.into()))
            .map_err(|_| NoDigest(text.chars().take(80).collect()))
    }
}

impl TryFrom<String> for Digest {
    type Error = NoDigest;

    fn try_from(text: String) -> Result<Digest, NoDigest> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> String {
        digest.to_string()
    }
}

impl fmt::Display for NoDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no hash: 64 hex digits are wanted", self.0)
    }
}

impl std::error::Error for NoDigest {}

/// Who answers for an entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Author {
    /// Somebody.
    Person {
        /// The name they go by in this ledger.
        name: String,
    },
    /// A set of rules, run by the program.
    Rules {
        /// What they are called, such as `read` or `link`.
        name: String,
        /// Their version.
        version: String,
    },
}

impl Author {
    /// A person of this name.
    pub fn person(name: impl Into<String>) -> Author {
        Author::Person { name: name.into() }
    }

    /// These rules in this version.
    pub fn rules(name: impl Into<String>, version: impl Into<String>) -> Author {
        Author::Rules { name: name.into(), version: version.into() }
    }

    /// The person's name, or that of the rules.
    pub fn name(&self) -> &str {
        match self {
            Author::Person { name } | Author::Rules { name, .. } => name,
        }
    }
}

/// How the bytes of a report were come by: the chain of custody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Retrieval {
    /// When, RFC 3339 in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Where they were asked for, before any redirection; or the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// In which way: `file`, `http`, `feed`, `warc`, …
    pub method: String,
    /// The program that fetched and read them.
    pub tool: String,
    /// Its version.
    pub version: String,
    /// What the server sent with them, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<(String, String)>,
}

/// What an entry speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Target {
    /// A report.
    Report {
        /// Which.
        report: ReportId,
    },
    /// A claim.
    Claim {
        /// Which.
        claim: ClaimId,
    },
    /// An event across reports.
    Event {
        /// Which.
        event: EventId,
    },
    /// That this account is of this event.
    Pair {
        /// The account.
        account: AccountId,
        /// The event.
        event: EventId,
    },
}

/// What a reviewer holds of the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is right as it stands. Of a pair: they are one event.
    Accepted,
    /// It is wrong. Of a pair: they are two events.
    Rejected,
    /// It is right with the changes given.
    Corrected,
    /// It cannot be told.
    Unsure,
}

/// A field that somebody changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldChange {
    /// Which field, as a JSON pointer into the target, such as `/casualties/figure/low`.
    pub field: String,
    /// What it was; absent where it was not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<serde_json::Value>,
    /// What it is to be; absent where it is taken away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<serde_json::Value>,
}

/// A report came in. Its bytes as they came and the text drawn from them are kept under their hashes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReportAdded {
    /// What is known of it.
    pub report: ReportCard,
    /// The bytes as they came.
    pub raw: Digest,
    /// The text that every offset counts in, in UTF-8.
    pub text: Digest,
    /// What the bytes are, such as `text/html`.
    pub media_type: String,
    /// How they were come by.
    pub retrieval: Retrieval,
}

/// Reports are going to be read: with what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RunStarted {
    /// The run's id, chosen by whoever starts it.
    pub run: RunId,
    /// The program.
    pub tool: String,
    /// Its version.
    pub version: String,
    /// The rules and lexicons, by version or hash.
    pub rules: String,
    /// The parser's model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Whatever else can change what is read.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<String, String>,
}

/// A report was read: all of its reading but the report and the claims. Supersedes an earlier reading and its claims.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReportRead {
    /// The report.
    pub report: ReportId,
    /// The run it was read in.
    pub run: RunId,
    /// Everybody the claims speak of.
    pub actors: Vec<Actor>,
    /// Every place named.
    pub places: Vec<Place>,
    /// The events of the reading.
    pub events: Vec<Event>,
    /// Every attribution in the report.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributions: Vec<Attribution>,
    /// What was odd about the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
}

/// What an entry says. More kinds may come; none goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum EntryBody {
    /// A report came in.
    ReportAdded(Box<ReportAdded>),
    /// Reports are going to be read.
    RunStarted(RunStarted),
    /// A report was read.
    ReportRead(Box<ReportRead>),
    /// A claim of the report's latest reading. Follows its [`ReportRead`].
    ClaimRead {
        /// The report.
        report: ReportId,
        /// The run it was read in.
        run: RunId,
        /// The claim. Boxed: most entries are smaller.
        claim: Box<Claim>,
    },
    /// An account was found to be of an event. Supersedes an earlier link of the account.
    Linked {
        /// The event.
        event: EventId,
        /// The account.
        account: AccountId,
        /// How sure, as the linker counts.
        score: f64,
        /// Why, for people.
        reasons: Vec<String>,
        /// Blocks the account can be found by again, as the linker makes them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        keys: Vec<String>,
    },
    /// An account is not of the event any more.
    Unlinked {
        /// The event.
        event: EventId,
        /// The account.
        account: AccountId,
        /// Why, for people.
        reason: String,
    },
    /// An account may be of an event: somebody is to decide.
    Queued {
        /// The account.
        account: AccountId,
        /// The event.
        event: EventId,
        /// How sure, as the linker counts.
        score: f64,
        /// What speaks for and against it.
        reasons: Vec<String>,
    },
    /// Somebody looked at something.
    Reviewed {
        /// At what.
        target: Target,
        /// What they hold of it.
        verdict: Verdict,
        /// What they say of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// What they changed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        changes: Vec<FieldChange>,
    },
    /// Something counts no more.
    Retracted {
        /// What: a report, with all its claims, or a claim.
        target: Target,
        /// Why.
        reason: String,
    },
    /// Something that was retracted counts again.
    Restored {
        /// What.
        target: Target,
        /// Why.
        reason: String,
    },
    /// The figures of an event were derived. Supersedes the earlier ones.
    Estimated {
        /// The event.
        event: EventId,
        /// The figures.
        estimates: Vec<Estimate>,
    },
    /// What is known of an actor was changed.
    ActorEdited {
        /// The actor, by its ledger-wide id.
        actor: ActorId,
        /// The changes.
        changes: Vec<FieldChange>,
        /// Why.
        reason: String,
    },
}

/// One line of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// Its number: 1, 2, 3, …
    pub sequence: u64,
    /// When it was written, RFC 3339 in UTC with microseconds. Never before the entry before it.
    pub time: String,
    /// Who answers for it.
    pub author: Author,
    /// What it says.
    pub body: EntryBody,
    /// The hash of the entry before it.
    pub previous: Digest,
    /// Its own hash, see [`entry_hash`].
    pub hash: Digest,
}

/// The hash of an entry: BLAKE3 over the hash of the entry before it, its sequence (8 bytes, little end first), and its
/// time, author and body, each as UTF-8 after its length in bytes (8 bytes, little end first). Author and body are
/// hashed as the JSON text that is kept, so that a later version that writes JSON otherwise proves old entries still.
pub fn entry_hash(previous: &Digest, sequence: u64, time: &[u8], author: &[u8], body: &[u8]) -> Digest {
    let mut hasher = blake3::Hasher::new();
    hasher.update(previous.as_bytes());
    hasher.update(&sequence.to_le_bytes());
    for part in [time, author, body] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    Digest(hasher.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_written_as_hex_and_read_back() {
        let digest = Digest::of(b"a report");
        assert_eq!(digest.to_string().len(), 64);
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert!("abc".parse::<Digest>().unwrap_err().to_string().contains("64 hex digits"));
    }

    #[test]
    fn bodies_are_tagged_with_what_they_are() {
        let body = EntryBody::Retracted {
            target: Target::Claim { claim: ClaimId::new("c1") },
            reason: "read from a caption".into(),
        };
        let json = serde_json::to_value(&body).unwrap();
        assert_eq!(json["entry"], "retracted");
        assert_eq!(json["target"]["kind"], "claim");
        assert_eq!(serde_json::from_value::<EntryBody>(json).unwrap(), body);
    }

    #[test]
    fn every_part_of_an_entry_counts_and_parts_do_not_run_together() {
        let hash = |sequence, time: &str, author: &str, body: &str| {
            entry_hash(&Digest::ZERO, sequence, time.as_bytes(), author.as_bytes(), body.as_bytes())
        };
        let all = [
            hash(1, "t", "a", "b"),
            hash(2, "t", "a", "b"),
            hash(1, "u", "a", "b"),
            hash(1, "t", "ab", ""),
            hash(1, "ta", "", "b"),
            entry_hash(&all_ones(), 1, b"t", b"a", b"b"),
        ];
        for (index, one) in all.iter().enumerate() {
            assert!(!all[index + 1..].contains(one), "{index}");
        }
    }

    fn all_ones() -> Digest {
        Digest::from_bytes([0xFF; 32])
    }
}
