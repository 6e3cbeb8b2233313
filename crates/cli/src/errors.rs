//! How the program ends and what it says when it fails.

use std::io::{self, Write};
use std::process::ExitCode;

use claimant_ledger::LedgerError;

/// The exit status of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Everything was done.
    Done,
    /// There was nothing to read, or a record failed; the others came out.
    Incomplete,
    /// The program could not do its work.
    Failure,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(match status {
            Status::Done => 0,
            Status::Incomplete => 1,
            Status::Failure => 2,
        })
    }
}

/// A failure with advice on what to do about it.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Hinted {
    message: String,
    hint: String,
}

impl Hinted {
    pub(crate) fn new(message: impl Into<String>, hint: impl Into<String>) -> Hinted {
        Hinted { message: message.into(), hint: hint.into() }
    }
}

/// Whether the reader of our output went away, as `head` does.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// Prints a failure with its causes, and its hint when it has one.
pub(crate) fn report(error: &anyhow::Error) {
    say(&format!("claimant: {error:#}"));
    if let Some(hinted) = error.chain().find_map(|cause| cause.downcast_ref::<Hinted>()) {
        say(&format!("  hint: {}", hinted.hint));
    } else if let Some(hint) = error.chain().find_map(|cause| cause.downcast_ref()).and_then(ledger_hint) {
        say(&format!("  hint: {hint}"));
    }
}

/// What to do where a file is no ledger.
fn ledger_hint(error: &LedgerError) -> Option<&'static str> {
    matches!(error, LedgerError::NotALedger { .. })
        .then_some("`claimant add` makes ledgers; --ledger says which one is meant")
}

/// Writes one line to standard error. A closed standard error is nobody's problem.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Leaves out the messages of panics that `claimant-text` catches: they say nothing that its own error does not.
pub(crate) fn quiet_readers() {
    let say = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(claimant_text::THREAD_NAME) {
            say(panic);
        }
    }));
}

#[cfg(test)]
mod tests {
    use anyhow::Context;

    use super::*;

    #[test]
    fn a_closed_pipe_is_found_below_its_context() {
        let closed = Err::<(), _>(io::Error::from(io::ErrorKind::BrokenPipe)).context("cannot write");
        assert!(is_closed_pipe(&closed.unwrap_err()));
        assert!(!is_closed_pipe(&anyhow::anyhow!("another failure")));
    }
}
