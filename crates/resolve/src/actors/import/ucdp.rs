//! The actor list of the Uppsala Conflict Data Program.

use claimant_model::ActorKind;

use super::super::register::Register;
use super::countries;
use super::delimited::{self, Cells};
use super::row::{Imported, ImportedRow};

/// Reads `ActorId`, `NameData` and every other column of names, `Org`, `Location` or `GWNOLoc`.
pub(super) fn read(text: &str, register: &Register, found: &mut Imported) {
    delimited::each(text, found, |cells, found| match row(cells, register) {
        Some(row) => found.add(row, cells.line),
        None => found.complain(cells.line, "no name; the column NameData holds it"),
    });
}

fn row(cells: &Cells<'_>, register: &Register) -> Option<ImportedRow> {
    let names = cells.each(|column| column.starts_with("name"));
    let name = [cells.first(&["namedata"])]
        .into_iter()
        .chain(names.iter().copied())
        .find(|name| !name.is_empty())?;
    let number = cells.first(&["actorid", "newid", "id"]);
    let id = if number.is_empty() { name } else { number };
    let mut row = ImportedRow::new(&format!("ucdp-{id}"), name, kind(name, cells.first(&["org"])));
    row.countries = places(cells, name, register);
    row.ucdp = Some(name.to_owned());
    for other in names.iter().flat_map(|cell| cell.split(';')) {
        row.also(other);
    }
    Some(row)
}

fn places(cells: &Cells<'_>, name: &str, register: &Register) -> Vec<super::super::entry::Iso3> {
    let by_name = countries::all(cells.first(&["location", "country", "locationname"]), register);
    let by_number = countries::by_gw(cells.first(&["gwnoloc", "gwno", "gwnoa"]));
    let of = name.strip_prefix(GOVERNMENT).map(|rest| countries::all(rest, register)).unwrap_or_default();
    [of, by_name, by_number].into_iter().find(|list| !list.is_empty()).unwrap_or_default()
}

const GOVERNMENT: &str = "Government of ";

/// UCDP's degrees of organisation: 1 formal, 2 supporters of a party, 3 people of one identity.
fn kind(name: &str, organisation: &str) -> ActorKind {
    match organisation {
        _ if name.starts_with(GOVERNMENT) => ActorKind::Government,
        "2" => ActorKind::PoliticalMilitia,
        "3" => ActorKind::IdentityMilitia,
        _ => ActorKind::RebelGroup,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Format, import};
    use super::*;

    #[test]
    fn rows_of_the_list() {
        let list = "ActorId,NameData,NameDataFull,NameOrigFull,Org,GWNOLoc\n\
                    9001,FLX,Front for the River,Front du fleuve,1,432\n\
                    9002,Government of Mali,,,,\n\
                    9003,,,,1,432\n";
        assert_eq!(Format::guess(list), Some(Format::Ucdp));
        let found = import(Format::Ucdp, "list.csv", list, Register::embedded());
        let row = &found.rows[0];
        assert_eq!(
            (row.id.as_str(), row.name.as_str(), row.kind),
            ("ucdp-9001", "FLX", ActorKind::RebelGroup)
        );
        assert_eq!(row.names, ["Front for the River", "Front du fleuve"]);
        assert_eq!(row.countries[0].as_str(), "MLI");
        assert_eq!(found.rows[1].kind, ActorKind::Government);
        assert_eq!(found.problems[0].to_string(), "list.csv:4: no name; the column NameData holds it");
    }
}
