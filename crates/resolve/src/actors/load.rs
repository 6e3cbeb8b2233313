//! Rows become entries. A row that cannot be read is a [`Problem`] and is left out; the others are kept.

use claimant_model::ActorKind;

use super::entry::{Alias, BodyClass, Class, Entry, Iso3, Link, Organ};
use super::period::Period;
use super::table::{Problem, Row, rows};

/// A state and the words made from its name.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// Its entry, which is its government.
    pub(super) entry: Entry,
    /// Adjectives and what its people are called.
    pub(super) adjectives: Vec<Alias>,
    /// Capitals, which stand for the government.
    pub(super) capitals: Vec<Alias>,
}

/// Columns: `iso3, name, names, adjectives, capitals, from, to, became`.
pub(super) fn states(text: &str, problems: &mut Vec<Problem>) -> Vec<State> {
    collect(rows("states.tsv", text), problems, |row| {
        let iso3 = iso3(row, row.cell(0))?;
        let mut entry = bare(row, row.cell(0), row.cell(1), Class::State, ActorKind::Government)?;
        entry.aliases.extend(aliases(row, 2)?);
        entry.countries = vec![iso3];
        entry.active = period(row, 5, 6)?;
        entry.became = text_of(row.cell(7));
        entry.ucdp = Some(format!("Government of {}", row.cell(1)));
        Ok(State { entry, adjectives: aliases(row, 3)?, capitals: aliases(row, 4)? })
    })
}

/// Columns: `id, country, organ, name, names, from, to, became, part_of, sure`.
pub(super) fn organs(text: &str, problems: &mut Vec<Problem>) -> Vec<Entry> {
    collect(rows("organs.tsv", text), problems, |row| {
        let country = iso3(row, row.cell(1))?;
        let organ = Organ::parse(row.cell(2))
            .ok_or_else(|| row.problem(format!("`{}` is no part of a state", row.cell(2))))?;
        let mut entry = bare(row, row.cell(0), row.cell(3), Class::Organ(organ), organ.kind())?;
        entry.aliases.extend(aliases(row, 4)?);
        entry.countries = vec![country];
        entry.active = period(row, 5, 6)?;
        entry.became = text_of(row.cell(7));
        entry.part_of = links(row, 8)?;
        entry.sure = sure(row, 9)?;
        Ok(entry)
    })
}

/// Columns: `id, name, names, countries, kind, part_of, allied, from, to, became, split_from, ucdp, sure`.
pub(super) fn groups(text: &str, problems: &mut Vec<Problem>) -> Vec<Entry> {
    collect(rows("groups.tsv", text), problems, group)
}

/// One row of `groups.tsv`, or of a user's own file.
pub(super) fn group(row: &Row<'_>) -> Result<Entry, Problem> {
    let kind = kind(row, row.cell(4))?;
    let mut entry = bare(row, row.cell(0), row.cell(1), Class::Group, kind)?;
    entry.aliases.extend(aliases(row, 2)?);
    entry.countries = countries(row, 3)?;
    entry.part_of = links(row, 5)?;
    entry.allied = links(row, 6)?;
    entry.active = period(row, 7, 8)?;
    entry.became = text_of(row.cell(9));
    entry.split_from = text_of(row.cell(10));
    entry.ucdp = text_of(row.cell(11));
    entry.sure = sure(row, 12)?;
    Ok(entry)
}

/// Columns: `id, name, names, countries, class, part_of, from, to, became, sure`.
pub(super) fn bodies(text: &str, problems: &mut Vec<Problem>) -> Vec<Entry> {
    collect(rows("bodies.tsv", text), problems, |row| {
        let class = BodyClass::parse(row.cell(4))
            .ok_or_else(|| row.problem(format!("`{}` is no class of body", row.cell(4))))?;
        let mut entry = bare(row, row.cell(0), row.cell(1), Class::Body(class), body_kind(class))?;
        entry.aliases.extend(aliases(row, 2)?);
        entry.countries = countries(row, 3)?;
        entry.part_of = links(row, 5)?;
        entry.active = period(row, 6, 7)?;
        entry.became = text_of(row.cell(8));
        entry.sure = sure(row, 9)?;
        Ok(entry)
    })
}

fn body_kind(class: BodyClass) -> ActorKind {
    match class {
        BodyClass::Organisation | BodyClass::Mission | BodyClass::Agency | BodyClass::Court => {
            ActorKind::Intergovernmental
        }
        BodyClass::Coalition => ActorKind::ExternalForces,
        BodyClass::Aid | BodyClass::Monitor => ActorKind::Other,
        BodyClass::Wire | BodyClass::Outlet => ActorKind::Media,
    }
}

fn collect<'a, T>(
    rows: impl Iterator<Item = Row<'a>>,
    problems: &mut Vec<Problem>,
    read: impl Fn(&Row<'a>) -> Result<T, Problem>,
) -> Vec<T> {
    let mut out = Vec::new();
    for row in rows {
        match read(&row) {
            Ok(value) => out.push(value),
            Err(problem) => problems.push(problem),
        }
    }
    out
}

fn bare(row: &Row<'_>, id: &str, name: &str, class: Class, kind: ActorKind) -> Result<Entry, Problem> {
    let slug = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if id.is_empty() || !id.chars().all(slug) {
        return Err(row.problem(format!("`{id}` is no id: letters, digits, hyphens")));
    }
    let canonical =
        alias(name).ok_or_else(|| row.problem("the name is missing or its dates cannot be read"))?;
    Ok(Entry {
        id: id.to_owned(),
        name: canonical.text.clone(),
        aliases: vec![canonical],
        kind,
        class,
        countries: Vec::new(),
        part_of: Vec::new(),
        allied: Vec::new(),
        active: Period::default(),
        became: None,
        split_from: None,
        ucdp: None,
        sure: true,
        row: None,
    })
}

/// Reads `?#!Name@FROM/TO`: marks, name and dates, all but the name optional.
pub(super) fn alias(text: &str) -> Option<Alias> {
    let name = text.trim_start_matches(['?', '#', '!']);
    let marks = &text[..text.len() - name.len()];
    let (name, used) = match name.split_once('@') {
        Some((name, dates)) => (name, Period::parse_interval(dates)?),
        None => (name, Period::default()),
    };
    (!name.is_empty()).then(|| Alias {
        text: name.to_owned(),
        used,
        weak: marks.contains('?'),
        place: marks.contains('#'),
        exact: marks.contains('!'),
    })
}

fn aliases(row: &Row<'_>, column: usize) -> Result<Vec<Alias>, Problem> {
    let read = |text| alias(text).ok_or_else(|| row.problem(format!("`{text}` is not NAME or NAME@FROM/TO")));
    row.list(column).map(read).collect()
}

fn links(row: &Row<'_>, column: usize) -> Result<Vec<Link>, Problem> {
    let read = |text: &str| {
        let (id, dates) = text.split_once('@').unwrap_or((text, "/"));
        let period = Period::parse_interval(dates)
            .ok_or_else(|| row.problem(format!("`{text}` is not ID or ID@FROM/TO")))?;
        Ok(Link { id: id.to_owned(), period })
    };
    row.list(column).map(read).collect()
}

fn period(row: &Row<'_>, from: usize, to: usize) -> Result<Period, Problem> {
    Period::parse(row.cell(from), row.cell(to))
        .ok_or_else(|| row.problem("a date is YYYY, YYYY-MM or YYYY-MM-DD"))
}

fn countries(row: &Row<'_>, column: usize) -> Result<Vec<Iso3>, Problem> {
    row.cell(column).split(',').filter(|code| !code.is_empty()).map(|code| iso3(row, code)).collect()
}

fn iso3(row: &Row<'_>, code: &str) -> Result<Iso3, Problem> {
    Iso3::parse(code).ok_or_else(|| row.problem(format!("`{code}` is no three-letter country code")))
}

fn kind(row: &Row<'_>, name: &str) -> Result<ActorKind, Problem> {
    parse_kind(name).ok_or_else(|| row.problem(format!("`{name}` is no actor kind")))
}

/// The actor kinds as the contract writes them.
const KINDS: [(&str, ActorKind); 14] = [
    ("state_forces", ActorKind::StateForces),
    ("government", ActorKind::Government),
    ("rebel_group", ActorKind::RebelGroup),
    ("political_militia", ActorKind::PoliticalMilitia),
    ("identity_militia", ActorKind::IdentityMilitia),
    ("external_forces", ActorKind::ExternalForces),
    ("rioters", ActorKind::Rioters),
    ("protesters", ActorKind::Protesters),
    ("civilians", ActorKind::Civilians),
    ("intergovernmental", ActorKind::Intergovernmental),
    ("media", ActorKind::Media),
    ("person", ActorKind::Person),
    ("other", ActorKind::Other),
    ("unknown", ActorKind::Unknown),
];

/// Reads an actor kind.
pub(super) fn parse_kind(name: &str) -> Option<ActorKind> {
    KINDS.iter().find(|(known, _)| *known == name).map(|&(_, kind)| kind)
}

/// What [`parse_kind`] reads.
pub(super) fn kind_name(kind: ActorKind) -> &'static str {
    KINDS.iter().find(|(_, known)| *known == kind).map_or("unknown", |(name, _)| name)
}

fn sure(row: &Row<'_>, column: usize) -> Result<bool, Problem> {
    match row.cell(column) {
        "" | "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(row.problem(format!("`{other}` is neither yes nor no"))),
    }
}

fn text_of(cell: &str) -> Option<String> {
    (!cell.is_empty()).then(|| cell.to_owned())
}
