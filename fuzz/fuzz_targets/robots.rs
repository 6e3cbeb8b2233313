//! Any robots.txt allows or forbids, within moments.
//!
//! `cargo fuzz run robots`
#![no_main]

use claimant_fetch::Robots;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let robots = Robots { text, fetched: 0, unreachable: false };
    for url in ["https://news.example/world/kidal.html", "https://news.example/", "no address"] {
        let _ = robots.allows("claimant", url);
    }
    assert!(robots.delay("claimant").is_none_or(|seconds| seconds <= 3600));
});
