//! The data files: tab-separated rows, lines that start with `#` are comments.

use std::fmt;

/// Something wrong in a data file; the row is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Name of the file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong and what would be right.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// The texts of the data files.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'a> {
    /// `states.tsv`
    pub states: &'a str,
    /// `organs.tsv`
    pub organs: &'a str,
    /// `groups.tsv`
    pub groups: &'a str,
    /// `bodies.tsv`
    pub bodies: &'a str,
    /// `generic.tsv`
    pub generic: &'a str,
    /// `identities.tsv`
    pub identities: &'a str,
}

impl Tables<'static> {
    /// The files that are part of the program.
    pub const EMBEDDED: Tables<'static> = Tables {
        states: include_str!("../../../../data/actors/states.tsv"),
        organs: include_str!("../../../../data/actors/organs.tsv"),
        groups: include_str!("../../../../data/actors/groups.tsv"),
        bodies: include_str!("../../../../data/actors/bodies.tsv"),
        generic: include_str!("../../../../data/actors/generic.tsv"),
        identities: include_str!("../../../../data/actors/identities.tsv"),
    };
}

/// One row.
pub(super) struct Row<'a> {
    file: &'a str,
    line: usize,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// A cell; a missing one is empty.
    pub(super) fn cell(&self, column: usize) -> &'a str {
        self.cells.get(column).copied().unwrap_or_default()
    }

    /// A cell that holds a list, split at semicolons.
    pub(super) fn list(&self, column: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        self.cell(column).split(';').map(str::trim).filter(|item| !item.is_empty())
    }

    /// Where the row stands: `actors.tsv:12`.
    pub(super) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    /// A complaint about this row.
    pub(super) fn problem(&self, message: impl Into<String>) -> Problem {
        Problem { file: self.file.to_owned(), line: self.line, message: message.into() }
    }
}

/// The rows of a file.
pub(super) fn rows<'a>(file: &'a str, text: &'a str) -> impl Iterator<Item = Row<'a>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines.map(move |(index, line)| Row {
        file,
        line: index + 1,
        cells: line.split('\t').map(str::trim).collect(),
    })
}
