//! Tables such as a query of Wikidata gives.

use claimant_model::ActorKind;

use super::super::load::parse_kind;
use super::super::register::Register;
use super::countries;
use super::delimited::{self, Cells};
use super::row::{Imported, ImportedRow};

/// Columns that hold the name.
pub(super) const LABELS: [&str; 3] = ["label", "itemlabel", "grouplabel"];

/// Reads a label, aliases (split at `|` or `;`), countries, inception and dissolution; a kind where there is a column.
pub(super) fn read(text: &str, register: &Register, found: &mut Imported) {
    delimited::each(text, found, |cells, found| match row(cells, register) {
        Ok(row) => found.add(row, cells.line),
        Err(why) => found.complain(cells.line, why),
    });
}

fn row(cells: &Cells<'_>, register: &Register) -> Result<ImportedRow, String> {
    let name = cells.first(&LABELS);
    let item = cells.first(&["item", "qid", "id", "group"]).rsplit('/').next().unwrap_or_default();
    let id = if item.is_empty() { name } else { item };
    let mut row = ImportedRow::new(&format!("wikidata-{id}"), name, kind(cells.first(&["kind"]))?);
    for other in cells.first(&["aliases", "alias", "altlabel", "itemaltlabel"]).split(['|', ';']) {
        row.also(other);
    }
    row.countries = countries::all(cells.first(&["country", "countrylabel", "countries"]), register);
    row.from = day(cells.first(&["inception", "start", "starttime"]));
    row.to = day(cells.first(&["dissolved", "dissolvedabolishedordemolisheddate", "end", "endtime"]));
    Ok(row)
}

fn kind(text: &str) -> Result<ActorKind, String> {
    match text {
        "" => Ok(ActorKind::RebelGroup),
        text => parse_kind(text)
            .ok_or_else(|| format!("`{text}` is no actor kind, such as rebel_group or government")),
    }
}

/// `2019-01-01T00:00:00Z` is how Wikidata writes a year; `+2019-05-00` a month.
fn day(text: &str) -> String {
    let date = text.trim_start_matches('+').split('T').next().unwrap_or_default();
    let year = |date: &str| date.split('-').next().unwrap_or_default().to_owned();
    match date {
        date if date.ends_with("-01-01") || date.ends_with("-00-00") => year(date),
        date => date.trim_end_matches("-00").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Format, import};
    use super::*;

    #[test]
    fn years_and_aliases() {
        let list = "item\tlabel\taliases\tcountry\tinception\tdissolved\n\
                    http://example.org/Q77\tRiver Front\tRFX;Front du fleuve\tMali|Niger\t2019-01-01T00:00:00Z\t+2021-05-00\n\
                    Q78\tHill Front\t\tNiger\t2021\t2019\n";
        let found = import(Format::Wikidata, "list.tsv", list, Register::embedded());
        let row = &found.rows[0];
        assert_eq!(
            (row.id.as_str(), row.from.as_str(), row.to.as_str()),
            ("wikidata-q77", "2019", "2021-05")
        );
        assert_eq!((row.names.len(), row.countries.len()), (2, 2));
        assert_eq!(
            found.problems[0].to_string(),
            "list.tsv:3: `Hill Front` ends before it begins: 2021 to 2019"
        );
    }
}
