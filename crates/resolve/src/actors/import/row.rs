//! What comes out of a list, and how it is written.

use std::collections::HashMap;
use std::fmt::Write;

use claimant_model::ActorKind;

use super::super::entry::Iso3;
use super::super::key::key;
use super::super::load::kind_name;
use super::super::own::OwnFile;
use super::super::period::Period;
use super::super::table::Problem;

/// A party of somebody's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedRow {
    /// Made of the list's own key or of the name.
    pub id: String,
    /// The name to print.
    pub name: String,
    /// Other names, with marks as the register has them.
    pub names: Vec<String>,
    /// Where it acts.
    pub countries: Vec<Iso3>,
    /// What it is.
    pub kind: ActorKind,
    /// When it existed: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or empty.
    pub from: String,
    /// The same for its end.
    pub to: String,
    /// Its name in UCDP's list, where the list is that.
    pub ucdp: Option<String>,
}

impl ImportedRow {
    /// A party of which only a name and a kind are known.
    pub(super) fn new(id: &str, name: &str, kind: ActorKind) -> ImportedRow {
        ImportedRow {
            id: slug(id),
            name: clean(name),
            names: Vec::new(),
            countries: Vec::new(),
            kind,
            from: String::new(),
            to: String::new(),
            ucdp: None,
        }
    }

    /// Adds another name, once.
    pub(super) fn also(&mut self, name: &str) {
        let name = clean(name);
        let known = self.name == name || self.names.contains(&name);
        if !name.is_empty() && !known && self.names.len() < OwnFile::MOST_NAMES {
            self.names.push(name);
        }
    }

    /// The same with a mark: the name says little by itself.
    pub(super) fn also_weak(&mut self, name: &str) {
        let name = clean(name);
        if !name.is_empty() && self.name != name {
            self.names.push(format!("?{name}"));
        }
    }
}

/// The parties of a list, and what was wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The parties, in the order of the list.
    pub rows: Vec<ImportedRow>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// How many entries describe rather than name somebody ("Protesters (Mali)"); claimant knows such words by itself.
    pub described: usize,
    file: String,
    places: HashMap<String, usize>,
}

impl Imported {
    pub(super) fn new(file: &str) -> Imported {
        Imported { file: file.to_owned(), ..Imported::default() }
    }

    /// Takes a party. One that is there already, by its id and name, gains what the new row adds.
    pub(super) fn add(&mut self, row: ImportedRow, line: usize) {
        if let Err(why) = check(&row) {
            return self.complain(line, why);
        }
        match self.places.get(&row.id).copied() {
            Some(at) if key(&self.rows[at].name) == key(&row.name) => merge(&mut self.rows[at], row),
            Some(_) => {
                // One more than there are rows: one of them is free.
                let numbers = 2..self.rows.len() + 3;
                let mut ids = numbers.map(|n| format!("{}-{n}", row.id));
                let id = ids.find(|id| !self.places.contains_key(id));
                self.push(ImportedRow { id: id.unwrap_or_default(), ..row }, line);
            }
            None => self.push(row, line),
        }
    }

    fn push(&mut self, row: ImportedRow, line: usize) {
        if self.rows.len() == OwnFile::MOST_ROWS {
            self.complain(line, "too many parties: this one is left out; split the list");
        } else {
            self.places.insert(row.id.clone(), self.rows.len());
            self.rows.push(row);
        }
    }

    /// Notes what is wrong and what would be right.
    pub(super) fn complain(&mut self, line: usize, message: impl Into<String>) {
        self.problems.push(Problem { file: self.file.clone(), line, message: message.into() });
    }
}

fn check(row: &ImportedRow) -> Result<(), String> {
    if !row.name.chars().any(char::is_alphanumeric) {
        return Err("there is no name in it".to_owned());
    }
    match Period::parse(&row.from, &row.to) {
        Some(period) if period.is_possible() => Ok(()),
        Some(_) => Err(format!("`{}` ends before it begins: {} to {}", row.name, row.from, row.to)),
        None => Err(format!("`{}` or `{}` is no date: YYYY, YYYY-MM or YYYY-MM-DD", row.from, row.to)),
    }
}

fn merge(old: &mut ImportedRow, new: ImportedRow) {
    for name in new.names.iter().filter(|name| !old.names.contains(name)).cloned().collect::<Vec<_>>() {
        if old.names.len() < OwnFile::MOST_NAMES {
            old.names.push(name);
        }
    }
    for country in new.countries {
        if !old.countries.contains(&country) {
            old.countries.push(country);
        }
    }
}

/// A name without what has a meaning in the register's files, in one line, no longer than names are.
fn clean(name: &str) -> String {
    const LONGEST: usize = 200;
    let name = name.trim().trim_start_matches(['?', '#', '!']);
    let plain = |c: char| match c {
        ';' | '@' => ',',
        c if c.is_control() => ' ',
        c => c,
    };
    let text: String = name.chars().take(LONGEST).map(plain).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An id: small letters, digits and hyphens.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::new();
    for letter in key(text).chars() {
        match letter {
            'a'..='z' | '0'..='9' | '.' => out.push(letter),
            _ if out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    let out = out.trim_matches('-');
    if out.is_empty() { "actor".to_owned() } else { out.to_owned() }
}

/// The rows as a file that [`super::super::Register::parse_with`] reads.
pub fn write(rows: &[ImportedRow]) -> String {
    let mut out = HEADER.to_owned();
    for row in rows {
        let countries: Vec<&str> = row.countries.iter().map(Iso3::as_str).collect();
        let kind = kind_name(row.kind);
        let (names, ucdp) = (row.names.join(";"), row.ucdp.as_deref().map(clean).unwrap_or_default());
        let (from, to) = (&row.from, &row.to);
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{}\t{}\t{names}\t{}\t{kind}\t\t\t{from}\t{to}\t\t\t{ucdp}\tyes",
            row.id,
            row.name,
            countries.join(",")
        );
    }
    out
}

const HEADER: &str = "\
# Parties for `claimant --actors FILE`, written by `claimant actors import`; correct it by hand as you like.
#
# Cells are separated by tabs, lists in a cell by semicolons. ?NAME counts only when the country fits, NAME@FROM/TO was in use
# from FROM to TO. countries are ISO 3166-1 alpha-3, comma-separated; part_of and allied are ids of this file or of claimant's own.
#
#id\tname\tnames\tcountries\tkind\tpart_of\tallied\tfrom\tto\tbecame\tsplit_from\tucdp\tsure
";
