//! Any bytes are a model file or none.
//!
//! The checksum is made right first, since whoever writes a file can do the same. `cargo fuzz run model`
#![no_main]

use std::io::Write;

use claimant::Pipeline;
use libfuzzer_sys::fuzz_target;

/// Where the checksum stands, and what it is taken over begins.
const CHECKSUM: usize = 16;
const BODY: usize = 48;

fn with_checksum(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if bytes.len() >= BODY {
        let hash = blake3::hash(&bytes[BODY..]);
        bytes[CHECKSUM..BODY].copy_from_slice(hash.as_bytes());
    }
    bytes
}

fuzz_target!(|bytes: &[u8]| {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(&with_checksum(bytes)).expect("room");
    if let Err(error) = Pipeline::open(file.path()) {
        assert!(!error.to_string().is_empty());
    }
});
