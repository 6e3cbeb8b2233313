//! What the targets share: bytes read as documents of a kind, and what must hold of every outcome.

use std::sync::Once;
use std::time::Duration;

use claimant_text::{Document, Fault, Form, Hint, Items, Limits, THREAD_NAME, TextError};

fn limits() -> Limits {
    Limits { bytes: 1 << 20, decompressed_bytes: 8 << 20, time: Duration::from_secs(20), ..Limits::default() }
}

/// Reads bytes as this kind of input; none: the reader finds out itself.
///
/// # Panics
/// When a document has no id, or an error no place, no hint, or a cause within the program.
pub fn documents(bytes: &[u8], form: Option<Form>) {
    let_caught_panics_pass();
    let hint = Hint { form, ..Hint::named("input") };
    for item in Items::of_bytes(bytes.to_vec(), hint, limits()) {
        check(&item.and_then(|item| item.document(&limits())));
    }
}

/// The fuzzer ends at every panic, also of a library that reads PDF files, which the reader catches and reports.
fn let_caught_panics_pass() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let end = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if std::thread::current().name() != Some(THREAD_NAME) {
                end(panic);
            }
        }));
    });
}

fn check(made: &Result<Document, TextError>) {
    match made {
        Ok(document) => assert!(document.input.id.is_some()),
        Err(error) => {
            assert!(error.to_string().starts_with("input") && !error.fault.hint().is_empty());
            assert!(!matches!(error.fault, Fault::Internal | Fault::TooSlow(_)), "{error}");
        }
    }
}
