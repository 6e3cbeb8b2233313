//! Many reports through one function on all cores: results in input order, faults reported, the others not held up.

use std::io::{BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::errors::{self, Status};
use crate::input::{Fault, Record, RecordError, Sources};
use crate::ordered;
use crate::progress::Progress;

/// What stands around and between the results.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) before: &'static str,
    pub(crate) between: &'static str,
    pub(crate) after: &'static str,
}

impl Frame {
    /// Results that end in a line break of their own.
    pub(crate) const LINES: Frame = Frame { before: "", between: "", after: "" };
    /// Results with an empty line between them.
    pub(crate) const BLOCKS: Frame = Frame { before: "", between: "\n", after: "" };
    /// The elements of one JSON array.
    pub(crate) const ARRAY: Frame = Frame { before: "[\n", between: ",\n", after: "\n]\n" };
}

/// What came of one record.
struct Outcome {
    result: Result<String, RecordError>,
    /// Messages about a record that came out all the same.
    notes: Vec<String>,
    bytes: u64,
}

/// How many records came out and how many did not.
#[derive(Default)]
struct Tally {
    done: usize,
    failed: usize,
}

/// Renders every record of `sources` with `threads` threads and writes the results to `out`.
///
/// `render` is handed a state that its thread keeps from record to record; it must not show in the result.
pub(crate) fn run<S: Default>(
    sources: Sources,
    threads: usize,
    frame: Frame,
    out: impl Write,
    render: impl Fn(&mut S, &Record) -> String + Send + Sync + 'static,
) -> anyhow::Result<Status> {
    let progress = Progress::start(sources.total_bytes());
    let mut results = ordered::start(sources, threads, move |state, record| settle(state, record, &render));
    let mut out = BufWriter::new(out);
    let mut tally = Tally::default();
    while let Some(outcome) = results.next(|| out.flush())? {
        let before = if tally.done == 0 { frame.before } else { frame.between };
        outcome.notes.iter().for_each(|note| progress.say(note));
        match outcome.result {
            Ok(text) => {
                out.write_all(before.as_bytes())?;
                out.write_all(text.as_bytes())?;
                tally.done += 1;
            }
            Err(error) => {
                progress.say(&describe(&error));
                tally.failed += 1;
            }
        }
        progress.step(outcome.bytes, tally.done);
    }
    close(&mut out, frame, &tally)?;
    progress.finish();
    Ok(tally.status())
}

/// Writes what ends the output; an array is one even when it is empty.
fn close(out: &mut impl Write, frame: Frame, tally: &Tally) -> std::io::Result<()> {
    if tally.done == 0 {
        out.write_all(frame.before.as_bytes())?;
    }
    out.write_all(frame.after.as_bytes())?;
    out.flush()
}

/// Renders a record; a panic costs this record only.
fn settle<S: Default>(
    state: &mut S,
    record: Result<Record, RecordError>,
    render: &impl Fn(&mut S, &Record) -> String,
) -> Outcome {
    let record = match record {
        Ok(record) => record,
        Err(error) => return Outcome { result: Err(error), notes: Vec::new(), bytes: 0 },
    };
    let result = catch_unwind(AssertUnwindSafe(|| render(state, &record))).map_err(|_| {
        *state = S::default();
        RecordError { origin: record.origin.clone(), fault: Fault::Internal }
    });
    let notes = record.mended.iter().map(|note| format!("claimant: {}: {note}", record.origin)).collect();
    Outcome { result, notes, bytes: record.bytes }
}

fn describe(error: &RecordError) -> String {
    format!("claimant: {error}\n  hint: {}", error.fault.hint())
}

impl Tally {
    /// Says so when there was nothing at all.
    fn status(&self) -> Status {
        match (self.done, self.failed) {
            (0, 0) => {
                errors::say(
                    "claimant: nothing to read\n  hint: a folder is searched for .txt and .jsonl files",
                );
                Status::Incomplete
            }
            (_, 0) => Status::Done,
            _ => Status::Incomplete,
        }
    }
}
