//! Actor dictionaries of PETRARCH and Phoenix.
//!
//! ```text
//! ANNA_OYA_   ; comment
//! +OYA_
//!     [MLIGOV 20130904-20200818]
//!     [MLIOPP >20200818]
//! ```
//!
//! A code is a country and what the actor is there; each code with its dates becomes a row of its own.

use claimant_model::ActorKind;

use super::super::entry::Iso3;
use super::super::register::Register;
use super::row::{Imported, ImportedRow};

/// Whether a line has a code in brackets as these dictionaries do.
pub(super) fn is_coded(line: &str) -> bool {
    let code = codes(line).next().unwrap_or_default();
    let letters = code.split_whitespace().next().unwrap_or_default();
    letters.len() >= 3 && letters.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// An actor whose codes have not all been read.
#[derive(Default)]
struct Open {
    name: String,
    others: Vec<String>,
    line: usize,
    coded: bool,
}

/// Reads a dictionary.
pub(super) fn read(text: &str, register: &Register, found: &mut Imported) {
    let mut open = Open::default();
    for (at, line) in text.lines().enumerate() {
        let line = line.split([';', '#']).next().unwrap_or_default();
        let name = line.split('[').next().unwrap_or_default().trim();
        match name.strip_prefix('+') {
            Some(_) if open.name.is_empty() => {
                found.complain(at + 1, "another name, but of nobody: NAME_ comes first");
            }
            Some(other) => open.others.push(readable(other)),
            None if name.is_empty() || name.starts_with("<!--") => {}
            None => {
                close(&open, found);
                open = Open { name: readable(name), line: at + 1, ..Open::default() };
            }
        }
        for code in codes(line) {
            open.coded = true;
            match row(&open, code, register) {
                Ok(row) => found.add(row, at + 1),
                Err(why) => found.complain(at + 1, why),
            }
        }
    }
    close(&open, found);
}

fn close(open: &Open, found: &mut Imported) {
    if !open.name.is_empty() && !open.coded {
        found.complain(open.line, format!("`{}` has no code, such as [MLIGOV]", open.name));
    }
}

/// What stands in square brackets.
fn codes(line: &str) -> impl Iterator<Item = &str> {
    line.split('[').skip(1).filter_map(|part| part.split_once(']')).map(|(code, _)| code.trim())
}

/// `ANNA_OYA_` as papers write it. Short words stay in capitals: they are acronyms more often than not, and as such also
/// found when only the first letter is one.
fn readable(name: &str) -> String {
    const ACRONYM: usize = 4;
    let words: Vec<&str> = name.split(['_', ' ']).filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [word] if word.chars().count() <= ACRONYM => (*word).to_owned(),
        words => words.iter().map(|word| capitalised(word)).collect::<Vec<_>>().join(" "),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter();
    first.chain(letters.flat_map(char::to_lowercase)).collect()
}

fn row(open: &Open, code: &str, register: &Register) -> Result<ImportedRow, String> {
    if open.name.is_empty() {
        return Err(format!("the code [{code}] is nobody's: NAME_ comes first"));
    }
    let (code, dates) = code.split_once(char::is_whitespace).unwrap_or((code, ""));
    let mut row = ImportedRow::new(&format!("petrarch-{}-{code}-{dates}", open.name), &open.name, kind(code));
    row.countries = country(code, register).into_iter().collect();
    (row.from, row.to) = period(dates.trim())
        .ok_or_else(|| format!("`{dates}` is no date: <YYYYMMDD, >YYYYMMDD or FROM-TO"))?;
    for other in &open.others {
        // Capitals do not tell a surname from a plain word.
        if other.contains(' ') { row.also(other) } else { row.also_weak(other) }
    }
    Ok(row)
}

fn country(code: &str, register: &Register) -> Option<Iso3> {
    Iso3::parse(code.get(..3)?).filter(|code| register.get(code.as_str()).is_some())
}

fn period(text: &str) -> Option<(String, String)> {
    match text.chars().next() {
        None => Some(Default::default()),
        Some('<') => Some((String::new(), day(&text[1..])?)),
        Some('>') => Some((day(&text[1..])?, String::new())),
        Some(_) => {
            let (from, to) = text.split_once('-')?;
            Some((day(from)?, day(to)?))
        }
    }
}

/// `20130904` or `130904`, where years up to 30 are of this century.
fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = text.bytes().all(|c| c.is_ascii_digit());
    let full = match text.len() {
        8 if digits => text.to_owned(),
        6 if digits => format!("{}{text}", if text.get(..2)? <= "30" { "20" } else { "19" }),
        _ => return None,
    };
    Some(format!("{}-{}-{}", full.get(..4)?, full.get(4..6)?, full.get(6..8)?))
}

/// The first role after the country says what the actor is.
fn kind(code: &str) -> ActorKind {
    let roles = code.as_bytes().chunks(3).filter_map(|part| std::str::from_utf8(part).ok());
    roles.into_iter().find_map(role).unwrap_or(ActorKind::Other)
}

/// Roles of CAMEO's actor codes.
fn role(code: &str) -> Option<ActorKind> {
    Some(match code {
        "GOV" | "JUD" | "LEG" => ActorKind::Government,
        "MIL" | "COP" | "SPY" => ActorKind::StateForces,
        "REB" | "SEP" | "INS" | "RAD" | "UAF" => ActorKind::RebelGroup,
        "IGO" | "PKO" => ActorKind::Intergovernmental,
        "MED" => ActorKind::Media,
        "CVL" => ActorKind::Civilians,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Format, import};
    use super::*;

    #[test]
    fn codes_with_dates() {
        let list = "# dictionary\nANNA_OYA_   ; invented\n+OYA_\n+MADAME_OYA_\n\t[MLIGOV 20130904-20200818]\n\
                    \t[MLIOPP >200818]\nRIVER_FRONT_ [MLIREB]\nNOBODY_\nHILL_FRONT_ [MLIREB sometime]\n";
        assert_eq!(Format::guess(list), Some(Format::Petrarch));
        let found = import(Format::Petrarch, "my.actors", list, Register::embedded());
        let rows: Vec<_> =
            found.rows.iter().map(|row| (row.name.as_str(), row.from.as_str(), row.kind)).collect();
        let expected = [
            ("Anna Oya", "2013-09-04", ActorKind::Government),
            ("Anna Oya", "2020-08-18", ActorKind::Other),
            ("River Front", "", ActorKind::RebelGroup),
        ];
        assert_eq!(rows, expected);
        assert_eq!(found.rows[0].names, ["?OYA", "Madame Oya"]);
        let said: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
        assert_eq!(said[0], "my.actors:8: `Nobody` has no code, such as [MLIGOV]");
        assert!(said[1].starts_with("my.actors:9: `sometime` is no date"), "{said:?}");
    }
}
