//! A JSON document that holds one long list, written item by item.

use std::io::Write;

use serde::Serialize;

use crate::error::Error;

/// The list and what stands around it.
pub(crate) struct JsonList<W> {
    out: W,
    empty: bool,
}

impl<W: Write> JsonList<W> {
    /// Writes what stands before the first item, `[` included.
    pub(crate) fn open(mut out: W, head: &str) -> Result<JsonList<W>, Error> {
        out.write_all(head.as_bytes())?;
        Ok(JsonList { out, empty: true })
    }

    /// Writes an item on a line of its own.
    pub(crate) fn push(&mut self, item: &impl Serialize) -> Result<(), Error> {
        self.out.write_all(if self.empty { b"\n" } else { b",\n" })?;
        self.empty = false;
        Ok(serde_json::to_writer(&mut self.out, item)?)
    }

    /// Closes list and document.
    pub(crate) fn close(mut self) -> Result<(), Error> {
        self.out.write_all(b"\n]}\n")?;
        Ok(self.out.flush()?)
    }
}
