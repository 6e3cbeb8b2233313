//! Work on all cores whose results come out in the order the jobs went in, in bounded memory.
//!
//! Every job gets a channel for its one result, and the receiving ends wait in a queue of fixed length, in input order.
//! A full queue stops the source, so one slow job holds up at most that many others.

use std::sync::mpsc::{Receiver, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Jobs in flight for each thread: enough to keep the others busy behind a long report.
const JOBS_PER_THREAD: usize = 8;

/// A job and where its result goes.
type Ticket<J, R> = (J, Sender<R>);

/// The results of jobs under way, in the order of the jobs.
pub(crate) struct Results<R> {
    queue: Receiver<Receiver<R>>,
}

/// Starts `threads` workers on `jobs`. `work` is handed a state that its thread keeps from job to job.
///
/// The threads are detached: when the results are dropped early they end as soon as they notice.
pub(crate) fn start<J, R, S>(
    jobs: impl Iterator<Item = J> + Send + 'static,
    threads: usize,
    work: impl Fn(&mut S, J) -> R + Send + Sync + 'static,
) -> Results<R>
where
    J: Send + 'static,
    R: Send + 'static,
    S: Default,
{
    let in_flight = threads * JOBS_PER_THREAD;
    let (to_workers, tickets) = sync_channel(in_flight);
    let (to_results, queue) = sync_channel(in_flight);
    let (tickets, work) = (Arc::new(Mutex::new(tickets)), Arc::new(work));
    for _ in 0..threads {
        let (tickets, work) = (Arc::clone(&tickets), Arc::clone(&work));
        thread::spawn(move || serve(&tickets, &*work));
    }
    thread::spawn(move || feed(jobs, &to_workers, &to_results));
    Results { queue }
}

/// Hands out the jobs until they end or nobody wants their results.
fn feed<J, R>(
    jobs: impl Iterator<Item = J>,
    to_workers: &SyncSender<Ticket<J, R>>,
    to_results: &SyncSender<Receiver<R>>,
) {
    for job in jobs {
        let (sender, receiver) = channel();
        if to_results.send(receiver).is_err() || to_workers.send((job, sender)).is_err() {
            return;
        }
    }
}

/// Does jobs until there are no more.
fn serve<J, R, S: Default>(tickets: &Mutex<Receiver<Ticket<J, R>>>, work: &impl Fn(&mut S, J) -> R) {
    let mut state = S::default();
    loop {
        // The lock is held while waiting for a job, never while doing it.
        let next = tickets.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((job, result)) = next else { return };
        // A failed send means that nobody waits for the result any more.
        let _ = result.send(work(&mut state, job));
    }
}

impl<R> Results<R> {
    /// The next result, `None` when there are no more. `idle` is called before waiting, so that what has been
    /// written so far can be flushed to whoever waits for it.
    pub(crate) fn next<E>(&mut self, mut idle: impl FnMut() -> Result<(), E>) -> Result<Option<R>, E> {
        let Some(result) = receive(&self.queue, &mut idle)? else { return Ok(None) };
        receive(&result, &mut idle)
    }
}

/// Receives, calling `idle` only when that means waiting.
fn receive<T, E>(channel: &Receiver<T>, idle: &mut impl FnMut() -> Result<(), E>) -> Result<Option<T>, E> {
    match channel.try_recv() {
        Ok(value) => Ok(Some(value)),
        Err(TryRecvError::Disconnected) => Ok(None),
        Err(TryRecvError::Empty) => {
            idle()?;
            Ok(channel.recv().ok())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    /// The next result, whether or not it has to be waited for.
    fn next<R>(results: &mut Results<R>) -> Option<R> {
        let Ok(result) = results.next(|| Ok::<(), Infallible>(()));
        result
    }

    #[test]
    fn results_keep_the_order_of_jobs() {
        let mut results = start(0..500u64, 4, |(): &mut (), job| {
            thread::sleep(Duration::from_micros(job * 7919 % 300));
            job * 2
        });
        let mut seen = Vec::new();
        while let Some(result) = next(&mut results) {
            seen.push(result);
        }
        assert_eq!(seen, (0..500).map(|job| job * 2).collect::<Vec<_>>());
    }

    #[test]
    fn the_source_is_not_read_far_ahead() {
        static TAKEN: AtomicUsize = AtomicUsize::new(0);
        let jobs = (0..10_000).inspect(|_| {
            TAKEN.fetch_add(1, Ordering::SeqCst);
        });
        let mut results = start(jobs, 2, |(): &mut (), job| job);
        assert_eq!(next(&mut results), Some(0));
        thread::sleep(Duration::from_millis(50));
        assert!(TAKEN.load(Ordering::SeqCst) <= 2 * 2 * JOBS_PER_THREAD + 4);
    }

    #[test]
    fn no_jobs_give_no_results() {
        let mut results = start(std::iter::empty::<u8>(), 3, |(): &mut (), job| job);
        assert_eq!(next(&mut results), None);
    }
}
