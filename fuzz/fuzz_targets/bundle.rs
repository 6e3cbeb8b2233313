//! Any bytes are a bundle that proves itself or none; only proven entries are handed on.
//!
//! `cargo fuzz run bundle`
#![no_main]

use claimant_model::Digest;
use claimant_publish::bundle::{KeptEntry, ReadLimits, Receiver, read};
use libfuzzer_sys::fuzz_target;

struct Checker;

impl Receiver for Checker {
    type Error = std::convert::Infallible;

    fn blob(&mut self, digest: Digest, bytes: Vec<u8>) -> Result<(), Self::Error> {
        assert_eq!(Digest::of(&bytes), digest);
        Ok(())
    }

    fn entries(&mut self, entries: Vec<KeptEntry>) -> Result<(), Self::Error> {
        assert!(entries.iter().all(KeptEntry::is_proven));
        let _ = entries.iter().map(KeptEntry::entry).collect::<Vec<_>>();
        Ok(())
    }
}

fuzz_target!(|bytes: &[u8]| {
    let limits = ReadLimits { blob: 1 << 20, entries: 1 << 20 };
    if let Err(error) = read(bytes, &limits, &mut Checker) {
        assert!(!error.to_string().is_empty());
    }
});
