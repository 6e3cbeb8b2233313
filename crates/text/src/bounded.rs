//! Work that may panic or never end, done on a thread of its own.

use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use crate::error::Fault;

/// The name of the threads that readers of hostile files run on. Their panics are caught and reported as [`Fault::Broken`]; a
/// program that does not want the panic's own message leaves these threads out in its panic hook.
pub const THREAD_NAME: &str = "claimant-text";

/// Readers recurse: this is what they need at the depth that is let through, many times over.
const STACK: usize = 32 << 20;

/// Does `work` on a thread of its own for at most `time`.
///
/// A thread cannot be stopped from outside: one that is still at it is left behind, and its result is dropped.
pub(crate) fn run<T: Send + 'static>(
    time: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Fault> {
    let (sender, receiver) = sync_channel(1);
    let named = thread::Builder::new().name(THREAD_NAME.to_owned()).stack_size(STACK);
    named.spawn(move || {
        // A failed send means that nobody waits for the result any more.
        let _ = sender.send(work());
    })?;
    receiver.recv_timeout(time).map_err(|error| match error {
        RecvTimeoutError::Timeout => Fault::TooSlow(time.as_secs()),
        // The work went away without a result: it panicked.
        RecvTimeoutError::Disconnected => Fault::Broken,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panics_and_endless_work_are_faults() {
        assert_eq!(run(Duration::from_secs(9), || 7).unwrap(), 7);
        assert!(matches!(run::<()>(Duration::from_secs(9), || panic!("on purpose")), Err(Fault::Broken)));
        let slow = run(Duration::from_millis(5), || thread::sleep(Duration::from_millis(300)));
        assert!(matches!(slow, Err(Fault::TooSlow(0))));
    }
}
