//! Names as ACLED writes them: `Military Forces of Mali (2021-)`, `ABC: Full Name`, `Dozo Militia (Mali)`.

use claimant_model::ActorKind;

use super::super::entry::Iso3;
use super::super::register::Register;
use super::countries;
use super::delimited::{self, Cells, Header};
use super::row::{Imported, ImportedRow};

/// Columns that hold names.
pub(super) const COLUMNS: [&str; 5] = ["actor1", "actor2", "actorname", "actor", "associatedactor"];

/// Reads a table with a column of names, or a list of one name a line.
pub(super) fn read(text: &str, register: &Register, found: &mut Imported) {
    let header = Header::of(text.lines().next().unwrap_or_default());
    if COLUMNS.iter().any(|column| header.has(column)) {
        delimited::each(text, found, |cells, found| table_row(cells, register, found));
        return;
    }
    let lines =
        text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    for (at, line) in lines {
        take(line.trim().trim_matches('"'), "", &[], register, at + 1, found);
    }
}

fn table_row(cells: &Cells<'_>, register: &Register, found: &mut Imported) {
    let named = countries::all(cells.first(&["country"]), register);
    let here = if named.is_empty() { countries::by_iso_number(cells.first(&["iso"])) } else { named };
    for (column, inter) in
        [("actor1", "inter1"), ("actor2", "inter2"), ("actorname", "type"), ("actor", "type")]
    {
        let name = cells.first(&[column]);
        if !name.is_empty() {
            take(name, cells.first(&[inter, "actortype"]), &here, register, cells.line, found);
        }
    }
}

fn take(text: &str, inter: &str, here: &[Iso3], register: &Register, line: usize, found: &mut Imported) {
    let name = Name::parse(text, register);
    if is_description(&name.plain) {
        found.described += 1;
        return;
    }
    let (acronym, full) = split_acronym(&name.plain);
    let mut row = ImportedRow::new(&format!("acled-{text}"), full, kind(inter, full));
    row.countries = if name.countries.is_empty() {
        of_country(full, register).map_or_else(|| here.to_vec(), |country| vec![country])
    } else {
        name.countries
    };
    (row.from, row.to) = (name.from, name.to);
    for acronym in acronym.into_iter().flat_map(|text| text.split('/')) {
        row.also(acronym);
    }
    found.add(row, line);
}

/// A name with what stands in brackets taken out of it.
#[derive(Default)]
struct Name {
    plain: String,
    countries: Vec<Iso3>,
    from: String,
    to: String,
}

impl Name {
    fn parse(text: &str, register: &Register) -> Name {
        let mut name = Name::default();
        let mut rest = text;
        while let Some((before, inside, after)) = brackets(rest) {
            name.plain.push_str(before);
            if !name.takes(inside, register) {
                name.plain.push_str(&rest[before.len()..rest.len() - after.len()]);
            }
            rest = after;
        }
        name.plain.push_str(rest);
        name.plain = name.plain.split_whitespace().collect::<Vec<_>>().join(" ");
        name
    }

    /// Whether what stands in brackets is years or countries.
    fn takes(&mut self, inside: &str, register: &Register) -> bool {
        if let Some((from, to)) = years(inside) {
            (self.from, self.to) = (from, to);
            return true;
        }
        let found = countries::all(inside, register);
        let taken = !found.is_empty();
        self.countries.extend(found);
        taken
    }
}

fn brackets(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('(')?;
    let (inside, after) = rest.split_once(')')?;
    Some((before, inside, after))
}

/// `2021-`, `2013-2020`, `-1999`.
fn years(text: &str) -> Option<(String, String)> {
    let (from, to) = text.trim().split_once('-')?;
    let year = |text: &str| text.is_empty() || text.len() == 4 && text.bytes().all(|c| c.is_ascii_digit());
    let (from, to) = (from.trim(), to.trim());
    (year(from) && year(to) && !(from.is_empty() && to.is_empty())).then(|| (from.to_owned(), to.to_owned()))
}

/// `ABC: Full Name` into both.
fn split_acronym(name: &str) -> (Option<&str>, &str) {
    const LONGEST: usize = 16;
    match name.split_once(": ") {
        Some((short, full)) if short.len() <= LONGEST && !short.contains(' ') => (Some(short), full),
        _ => (None, name),
    }
}

fn of_country(name: &str, register: &Register) -> Option<Iso3> {
    let (_, country) = name.rsplit_once(" of ")?;
    countries::named(country, register)
}

/// Words for people rather than names: the reader knows them by itself, and as names they would catch everybody.
fn is_description(name: &str) -> bool {
    name.starts_with("Unidentified") || matches!(name, "Protesters" | "Rioters" | "Civilians")
}

fn kind(inter: &str, name: &str) -> ActorKind {
    let inter = inter.trim().to_lowercase();
    match inter.as_str() {
        "1" | "state forces" => return ActorKind::StateForces,
        "2" | "rebel group" | "rebel groups" | "rebel forces" => return ActorKind::RebelGroup,
        "3" | "political militia" | "political militias" => return ActorKind::PoliticalMilitia,
        "4" | "identity militia" | "identity militias" => return ActorKind::IdentityMilitia,
        "5" | "rioters" => return ActorKind::Rioters,
        "6" | "protesters" => return ActorKind::Protesters,
        "7" | "civilians" => return ActorKind::Civilians,
        "8" | "external/other forces" | "other forces" | "external forces" => {
            return ActorKind::ExternalForces;
        }
        _ => {}
    }
    let by_word: [(&str, ActorKind); 6] = [
        ("Military Forces", ActorKind::StateForces),
        ("Police Forces", ActorKind::StateForces),
        ("Government of", ActorKind::Government),
        ("Ethnic Militia", ActorKind::IdentityMilitia),
        ("Communal Militia", ActorKind::IdentityMilitia),
        ("Militia", ActorKind::PoliticalMilitia),
    ];
    by_word.iter().find(|(word, _)| name.contains(word)).map_or(ActorKind::Other, |&(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::super::{Format, import};
    use super::*;

    #[test]
    fn a_list_of_names() {
        let list = "Military Forces of Mali (2021-) Gendarmerie\nRFX: River Front\nOya Ethnic Militia (Mali)\n\
                    Protesters (Mali)\nHill Front (Red Wing)\n";
        let found = import(Format::Acled, "names.txt", list, Register::embedded());
        let names: Vec<&str> = found.rows.iter().map(|row| row.name.as_str()).collect();
        let expected = [
            "Military Forces of Mali Gendarmerie",
            "River Front",
            "Oya Ethnic Militia",
            "Hill Front (Red Wing)",
        ];
        assert_eq!(names, expected);
        assert_eq!((found.rows[0].from.as_str(), found.rows[0].to.as_str()), ("2021", ""));
        assert_eq!(
            (found.rows[2].kind, found.rows[2].countries[0].as_str()),
            (ActorKind::IdentityMilitia, "MLI")
        );
        assert_eq!((found.rows[1].names.as_slice(), found.described), (&["RFX".to_owned()][..], 1));
    }

    #[test]
    fn the_columns_of_events() {
        let list = "event_date,actor1,inter1,actor2,inter2,country\n\
                    2024-05-01,River Front,2,\"Military Forces of Mali (2021-)\",1,Mali\n\
                    2024-05-02,River Front,2,,,Niger\n";
        assert_eq!(Format::guess(list), Some(Format::Acled));
        let found = import(Format::Acled, "events.csv", list, Register::embedded());
        assert_eq!(found.rows.len(), 2);
        assert_eq!((found.rows[0].kind, found.rows[0].countries.len()), (ActorKind::RebelGroup, 2));
        assert_eq!(found.rows[1].countries[0].as_str(), "MLI");
    }
}
