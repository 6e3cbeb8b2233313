//! `claimant verify`: the proof that nothing in a ledger was changed.

use std::io::{Write, stdout};

use claimant_ledger::Verification;
use claimant_model::Digest;
use clap::{Args, ValueHint};

use super::ledger::LedgerArgs;
use crate::errors::Status;

/// Proves that nothing in a ledger was changed since it was written
///
/// Looks at every entry and its place in the chain of hashes, at every kept file and its hash, at the words that every
/// claim rests on and the kept text, and at whether the views are what the entries make them. Names the first entry
/// that is not as it was written. Ends with 0 when all is well and with 1 when something is not.
#[derive(Args, Debug)]
pub(super) struct VerifyArgs {
    /// The ledger; as --ledger
    #[arg(value_name = "LEDGER", value_hint = ValueHint::FilePath)]
    path: Option<String>,
    #[command(flatten)]
    ledger: LedgerArgs,
    /// The hash of an entry, noted down earlier: fails unless the ledger still has it. Proves that no later entries
    /// were cut off and the chain was not written anew
    #[arg(long, value_name = "HASH")]
    holds: Option<Digest>,
}

pub(super) fn run(args: &VerifyArgs) -> anyhow::Result<Status> {
    let ledger = match &args.path {
        Some(path) => LedgerArgs::at(path).to_read()?,
        None => args.ledger.to_read()?,
    };
    let found = ledger.verify()?;
    let mut out = describe(&found);
    let mut sound = found.is_sound();
    if let Some(hash) = &args.holds {
        if let Some(sequence) = ledger.entry_with_hash(hash)? {
            out += &format!("Entry {sequence} has the hash {hash}.\n");
        } else {
            out += &format!("No entry has the hash {hash}: the ledger was cut off or written anew.\n");
            sound = false;
        }
    }
    stdout().write_all(out.as_bytes())?;
    Ok(if sound { Status::Done } else { Status::Incomplete })
}

fn describe(found: &Verification) -> String {
    let mut out = format!("{} entries, {} files, {} spans.\n", found.entries, found.blobs, found.spans);
    if let Some(head) = &found.head {
        out += &format!("The last entry has the hash {head}.\n");
    }
    if let Some(first) = found.first_bad_entry() {
        out += &format!("NOT SOUND. The first entry that is not as it was written is {first}.\n");
    } else if !found.is_sound() {
        out += "NOT SOUND. The entries are as they were written, but:\n";
    } else {
        out += "Sound: everything is as it was written.\n";
    }
    for fault in &found.faults {
        out += &match fault.sequence {
            Some(sequence) => format!("  entry {sequence}: {}\n", fault.what),
            None => format!("  {}\n", fault.what),
        };
    }
    if found.faults.len() == Verification::MOST_FAULTS {
        out += "  and perhaps more\n";
    }
    out
}

#[cfg(test)]
mod tests {
    use claimant_ledger::Fault;

    use super::*;

    #[test]
    fn the_first_bad_entry_is_named() {
        let fault = |sequence, what: &str| Fault { sequence, what: what.to_owned() };
        let mut found = Verification { entries: 9, ..Verification::default() };
        assert!(describe(&found).contains("Sound"));
        found.faults = vec![fault(None, "the view claims is odd")];
        assert!(describe(&found).contains("entries are as they were written, but"));
        found.faults = vec![fault(Some(7), "it was changed"), fault(Some(8), "it was changed")];
        assert!(describe(&found).contains("written is 7.\n  entry 7: it was changed"));
    }
}
