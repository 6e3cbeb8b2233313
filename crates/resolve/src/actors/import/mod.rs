//! Lists of parties that others keep, as rows of a user's own file ([`super::OwnFile`]).
//!
//! One format a file. A row that cannot be read is reported with its file and line and costs the others nothing.

mod acled;
mod countries;
mod delimited;
mod petrarch;
mod row;
mod ucdp;
mod wikidata;

use super::register::Register;

pub use row::{Imported, ImportedRow, write};

/// The forms that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The actor list of the Uppsala Conflict Data Program: CSV with `ActorId`, `NameData` and other columns of names.
    Ucdp,
    /// Names as ACLED writes them: a list, one a line, or a table with the columns `actor1`, `actor2` or `actor_name`.
    Acled,
    /// Actor dictionaries of PETRARCH and Phoenix: `NAME_ [CODE DATES]`, `+ALIAS_`.
    Petrarch,
    /// A table with the columns `label`, `aliases`, `country`, `inception`, `dissolved`, and `item` if there is one.
    Wikidata,
}

impl Format {
    /// Which form a text has, by its first lines; none when they do not say.
    pub fn guess(text: &str) -> Option<Format> {
        let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        let header = delimited::Header::of(lines.next()?);
        match () {
            () if header.has("actorid") || header.has("namedata") => Some(Format::Ucdp),
            () if acled::COLUMNS.iter().any(|column| header.has(column)) => Some(Format::Acled),
            () if wikidata::LABELS.iter().any(|column| header.has(column)) => Some(Format::Wikidata),
            () if text.lines().take(LOOKED_AT).any(petrarch::is_coded) => Some(Format::Petrarch),
            () => None,
        }
    }
}

/// So many lines are looked at to guess a form.
const LOOKED_AT: usize = 200;

/// Reads a list. `file` is its name for messages; `register` says what countries are called.
pub fn import(format: Format, file: &str, text: &str, register: &Register) -> Imported {
    let mut found = Imported::new(file);
    let text = text.trim_start_matches('\u{feff}');
    match format {
        Format::Ucdp => ucdp::read(text, register, &mut found),
        Format::Acled => acled::read(text, register, &mut found),
        Format::Petrarch => petrarch::read(text, register, &mut found),
        Format::Wikidata => wikidata::read(text, register, &mut found),
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::{OwnFile, Story, Tables, best};
    use super::*;

    #[test]
    fn what_was_imported_is_found_beside_what_was_there() {
        let list = "label\taliases\tcountry\tinception\tdissolved\n\
                    Tessit Guard\tTGX|Garde de Tessit\tMali\t2019-01-01T00:00:00Z\t\n";
        assert_eq!(Format::guess(list), Some(Format::Wikidata));
        let imported = import(Format::Wikidata, "list.tsv", list, Register::embedded());
        let text = write(&imported.rows);
        let own = OwnFile { name: "actors.tsv", text: &text };
        let (register, problems) = Register::parse_with(&Tables::EMBEDDED, &[own]);
        assert_eq!(problems, []);
        let found = register.lookup("Garde de Tessit", &Story::default());
        assert_eq!(best(&found).map(|one| one.entry.name.as_str()), Some("Tessit Guard"));
        assert!(!register.lookup("JNIM", &Story::default()).is_empty());
    }

    #[test]
    fn odd_text_gives_problems_and_no_panic() {
        let odd = "\u{feff}a,\"b\n\t[[]]\n+\n_[X 9-]\n\u{0}\u{202e}(\n()\n:(:\né@;é\t\"";
        for format in [Format::Ucdp, Format::Acled, Format::Petrarch, Format::Wikidata] {
            let text = write(&import(format, "odd", odd, Register::embedded()).rows);
            Register::parse_with(&Tables::EMBEDDED, &[OwnFile { name: "odd.tsv", text: &text }]);
        }
    }
}
