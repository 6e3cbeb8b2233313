//! Any rows of actors make a register, with what could not be read reported; names looked up in it give candidates.
//!
//! The six tables stand one after the other, parted by lines of `%`. `cargo fuzz run register`
#![no_main]

use claimant_resolve::actors::{Register, Story, Tables, check};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let mut tables = text.split("%\n");
    let mut next = || tables.next().unwrap_or_default();
    let tables = Tables {
        states: next(),
        organs: next(),
        groups: next(),
        bodies: next(),
        generic: next(),
        identities: next(),
    };
    let (register, problems) = Register::parse(&tables);
    assert!(problems.iter().all(|problem| !problem.message.is_empty()));
    let _ = check(&register);
    for entry in register.entries().iter().take(50) {
        let _ = (
            register.lookup(&entry.name, &Story::default()),
            register.describe(&entry.name, &Story::default()),
        );
    }
});
