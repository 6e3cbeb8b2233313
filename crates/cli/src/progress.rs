//! The progress bar on standard error.

use std::io::{IsTerminal, stderr, stdout};

use indicatif::{ProgressBar, ProgressStyle};

use crate::errors;

/// A bar over the bytes of the input, shown only where a person watches standard error and the data goes elsewhere.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Starts a bar that is full at `total` bytes, without an end where that is not known.
    pub(crate) fn start(total: Option<u64>) -> Progress {
        if !stderr().is_terminal() || stdout().is_terminal() {
            return Progress(ProgressBar::hidden());
        }
        let (bar, template) = match total {
            Some(bytes) => (ProgressBar::new(bytes), "{bar:40} {percent}% of {total_bytes}, {eta} left{msg}"),
            None => (ProgressBar::new_spinner(), "{spinner} {bytes}, {elapsed}{msg}"),
        };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        Progress(bar.with_style(style))
    }

    /// Counts input bytes as done; `reports` is how many reports that makes.
    pub(crate) fn step(&self, bytes: u64, reports: usize) {
        if self.0.is_hidden() {
            return;
        }
        self.0.set_message(format!(", {reports} reports"));
        self.0.inc(bytes);
    }

    /// Prints a line above the bar.
    pub(crate) fn say(&self, line: &str) {
        self.0.suspend(|| errors::say(line));
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.0.finish_and_clear();
    }
}
