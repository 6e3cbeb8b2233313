//! Tab-separated lists with comment lines.

/// One embedded file.
pub(super) struct Table {
    name: &'static str,
    text: &'static str,
    columns: usize,
}

macro_rules! table {
    ($file:literal, $columns:literal) => {
        Table {
            name: $file,
            text: include_str!(concat!("../../../../data/lexicon/", $file)),
            columns: $columns,
        }
    };
}

impl Table {
    pub(super) const PREDICATES: Table = table!("predicates.tsv", 10);
    pub(super) const CODES: Table = table!("codes.tsv", 3);
    pub(super) const GOVERNORS: Table = table!("governors.tsv", 4);
    pub(super) const SKIM: Table = table!("skim.tsv", 2);
    pub(super) const NOUNS: Table = table!("nouns.tsv", 6);
    pub(super) const REPORTING: Table = table!("reporting.tsv", 5);
    pub(super) const QUANTITIES: Table = table!("quantities.tsv", 4);
    pub(super) const STANDING: Table = table!("standing.tsv", 3);
    pub(super) const RELATIONS: Table = table!("relations.tsv", 5);
    pub(super) const LISTS: Table = table!("lists.tsv", 3);

    /// The whole file, its first lines included.
    #[cfg(test)]
    pub(super) fn text(&self) -> &'static str {
        self.text
    }

    /// Hands every row to `take`, and collects what is wrong.
    pub(super) fn each(&self, errors: &mut Vec<RowError>, mut take: impl FnMut(&Row) -> Result<(), String>) {
        for (index, line) in self.text.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let row = Row { line: index + 1, cells: line.split('\t').collect() };
            let outcome = if row.cells.len() == self.columns {
                take(&row)
            } else {
                Err(format!(
                    "{} columns where {} are wanted; columns are parted by one tab",
                    row.cells.len(),
                    self.columns
                ))
            };
            if let Err(reason) = outcome {
                errors.push(self.error(index + 1, reason));
            }
        }
    }

    /// What is wrong with a line.
    pub(super) fn error(&self, line: usize, reason: String) -> RowError {
        RowError { file: self.name, line, reason }
    }
}

/// One row.
pub(super) struct Row {
    /// Which of the file it is, from 1.
    pub(super) line: usize,
    cells: Vec<&'static str>,
}

impl Row {
    /// The cell in this column, `-` as nothing.
    pub(super) fn cell(&self, column: usize) -> Option<&'static str> {
        self.cells.get(column).copied().map(str::trim).filter(|cell| !cell.is_empty() && *cell != "-")
    }

    /// The parts of a cell between commas.
    pub(super) fn list(&self, column: usize) -> impl Iterator<Item = &'static str> + use<> {
        self.cell(column).unwrap_or_default().split(',').map(str::trim).filter(|part| !part.is_empty())
    }

    /// The words the row is about.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.list(0)
    }

    /// A cell read as one of the contract's codes.
    pub(super) fn code<T: serde::de::DeserializeOwned>(&self, column: usize) -> Result<Option<T>, String> {
        self.cell(column).map(code).transpose()
    }
}

/// A code of the contract, such as `state_forces`.
pub(super) fn code<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_value(serde_json::Value::String(text.to_owned()))
        .map_err(|_| format!("`{text}` is no code of the contract that belongs in this column"))
}

/// What is wrong with a row.
#[derive(Debug, thiserror::Error)]
#[error("data/lexicon/{file}:{line}: {reason}")]
pub struct RowError {
    file: &'static str,
    line: usize,
    reason: String,
}
