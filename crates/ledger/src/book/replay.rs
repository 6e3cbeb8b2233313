//! Making the views anew from the entries.

use claimant_model::{Digest, EntryBody};

use super::{Book, read};
use crate::Result;
use crate::views::project::Projector;
use crate::views::{Sink, Source};

/// So many entries are held in memory at once.
const PAGE: u64 = 1000;

impl Source for Book {
    fn body(&self, sequence: i64) -> Result<EntryBody> {
        Book::body(self, sequence)
    }

    fn text(&self, hash: &Digest) -> Result<String> {
        self.kept_text(hash)
    }
}

impl Book {
    /// Empties the views and fills them again.
    pub(super) fn replay(&mut self) -> Result<()> {
        self.context = None;
        self.store.batch(self.store.dialect().drop_views)?;
        self.store.batch(self.store.dialect().create_views)?;
        self.history.end();
        let mut sink = self.sink();
        self.replay_into(&mut sink)?;
        sink.write_waiting()
    }

    /// Hands every file and every entry to a sink.
    pub(super) fn replay_into(&self, sink: &mut dyn Sink) -> Result<()> {
        self.each_file(&mut |file, number| sink.note(file, number))?;
        let mut context = None;
        let mut from = 1;
        loop {
            let page = self.sealed(from..from + PAGE)?;
            let Some(last) = page.last() else { return Ok(()) };
            from = last.sequence + 1;
            for sealed in &page {
                let entry = read::open_entry(sealed)?;
                Projector { sink: &mut *sink, source: self, context: &mut context }.project(
                    entry.sequence,
                    &entry.author,
                    &entry.body,
                )?;
            }
        }
    }
}
