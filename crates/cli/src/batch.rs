//! Many reports through one function on all cores: results in input order, faults reported, the others not held up.

use std::io::{BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use claimant_text::{Document, Fault, Item, Limits, TextError};

use crate::errors::{self, Status};
use crate::input::Sources;
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
struct Outcome<T> {
    result: Result<T, TextError>,
    /// Messages about a record that came out all the same.
    notes: Vec<String>,
    bytes: u64,
}

/// How many records came out and how many did not.
#[derive(Default)]
pub(crate) struct Tally {
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
    render: impl Fn(&mut S, &Document) -> String + Send + Sync + 'static,
) -> anyhow::Result<Status> {
    let mut out = BufWriter::new(out);
    let render = move |state: &mut S, document: &Document| Ok(render(state, document));
    let tally = each(sources, threads, render, |event| match event {
        Event::Waiting => out.flush(),
        Event::Result(text, done) => {
            let before = if done == 0 { frame.before } else { frame.between };
            out.write_all(before.as_bytes())?;
            out.write_all(text.as_bytes())
        }
    })?;
    close(&mut out, frame, &tally)?;
    Ok(tally.status())
}

/// What [`each`] hands on.
pub(crate) enum Event<T> {
    /// The next result is not there yet.
    Waiting,
    /// A result, and how many came before it.
    Result(T, usize),
}

/// Does `work` on every report of `sources` with `threads` threads and hands the results to `take` in the order of the
/// records. Faults are reported and cost the others nothing.
pub(crate) fn each<S: Default, T: Send + 'static>(
    sources: Sources,
    threads: usize,
    work: impl Fn(&mut S, &Document) -> Result<T, Fault> + Send + Sync + 'static,
    mut take: impl FnMut(Event<T>) -> std::io::Result<()>,
) -> anyhow::Result<Tally> {
    let progress = Progress::start(sources.total_bytes());
    let limits = sources.limits().clone();
    let settle = move |state: &mut S, item| settle(state, item, &limits, &work);
    let mut results = ordered::start(sources, threads, settle);
    let mut tally = Tally::default();
    while let Some(outcome) = results.next(|| take(Event::Waiting))? {
        outcome.notes.iter().for_each(|note| progress.say(note));
        match outcome.result {
            Ok(result) => {
                take(Event::Result(result, tally.done))?;
                tally.done += 1;
            }
            Err(error) => {
                progress.say(&describe(&error));
                tally.failed += 1;
            }
        }
        progress.step(outcome.bytes, tally.done);
    }
    progress.finish();
    Ok(tally)
}

/// Writes what ends the output; an array is one even when it is empty.
fn close(out: &mut impl Write, frame: Frame, tally: &Tally) -> std::io::Result<()> {
    if tally.done == 0 {
        out.write_all(frame.before.as_bytes())?;
    }
    out.write_all(frame.after.as_bytes())?;
    out.flush()
}

/// Makes a document of an item and does the work on it; a panic costs this item only.
fn settle<S: Default, T>(
    state: &mut S,
    item: Result<Item, TextError>,
    limits: &Limits,
    work: &impl Fn(&mut S, &Document) -> Result<T, Fault>,
) -> Outcome<T> {
    let item = match item {
        Ok(item) => item,
        Err(error) => return Outcome { result: Err(error), notes: Vec::new(), bytes: 0 },
    };
    let (place, bytes) = (item.place().clone(), item.consumed());
    let made = catch_unwind(AssertUnwindSafe(|| {
        let document = item.document(limits)?;
        let result = work(state, &document).map_err(|fault| TextError { place: place.clone(), fault })?;
        Ok((result, document.problems))
    }));
    let made = made.unwrap_or_else(|_| {
        *state = S::default();
        Err(TextError { place: place.clone(), fault: Fault::Internal })
    });
    let (result, problems) =
        made.map_or_else(|error| (Err(error), Vec::new()), |(result, notes)| (Ok(result), notes));
    let notes = problems.iter().map(|note| format!("claimant: {place}: {note}")).collect();
    Outcome { result, notes, bytes }
}

fn describe(error: &TextError) -> String {
    format!("claimant: {error}\n  hint: {}", error.fault.hint())
}

impl Tally {
    /// Says so when there was nothing at all.
    pub(crate) fn status(&self) -> Status {
        match (self.done, self.failed) {
            (0, 0) => {
                errors::say(
                    "claimant: nothing to read\n  hint: a folder is searched for .txt, .jsonl, .html, .xml, .warc and .pdf files",
                );
                Status::Incomplete
            }
            (_, 0) => Status::Done,
            _ => Status::Incomplete,
        }
    }
}
