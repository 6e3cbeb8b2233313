//! Any bytes are a gazetteer or none, and names looked up in a damaged one lead somewhere or nowhere; any lines of a dump
//! import.
//!
//! The first byte says which of the two. `cargo fuzz run gazetteer`
#![no_main]

use claimant_resolve::places::{Gazetteer, tables};
use libfuzzer_sys::fuzz_target;

fn look(bytes: &[u8]) {
    let Ok(gazetteer) = Gazetteer::new(bytes.to_vec()) else { return };
    for name in ["kidal", "gao", "a", ""] {
        let _ = (gazetteer.lookup(name), gazetteer.lookup_sound(name), gazetteer.knows(name));
    }
    for place in gazetteer.places().take(1000) {
        let _ = (
            place.name(),
            place.country(),
            place.feature(),
            place.division().map(|division| division.name()),
        );
    }
}

fn rows(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = (
        tables::countries(&text),
        tables::divisions(&text),
        tables::regions(&text),
        tables::supplement(&text),
    );
}

fuzz_target!(|bytes: &[u8]| match bytes.split_first() {
    Some((b'#', rest)) => rows(rest),
    _ => look(bytes),
});
