//! Any CSV file gives coded events and problems row by row, or an error; what was read agrees with itself.
//!
//! `cargo fuzz run coding`
#![no_main]

use claimant_publish::compare::{Limits, agreement};
use claimant_publish::import;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(imported) = import::read(bytes) {
        assert!(imported.problems.iter().all(|problem| problem.line > 0 && !problem.what.is_empty()));
        let some = &imported.events[..imported.events.len().min(50)];
        let _ = agreement(some, some, &Limits::new());
    }
});
