//! A user's own rows, beside those the program carries.

use claimant_model::ActorKind;

use super::entry::{BodyClass, Class, Entry};
use super::load;
use super::lookup::{Candidate, Match, Standing};
use super::register::Register;
use super::table::{Problem, Row, rows};

/// A file of a user's own parties: the columns of `data/actors/groups.tsv`, for parties of every kind.
///
/// A row with the id of one that the program carries stands in its place, unless that is a state. A row with a *name* of
/// another wins where it existed on the day; the other stays a candidate, behind it. [`Entry::row`] says which row is whose.
/// At most [`OwnFile::MOST_ROWS`] rows are read.
#[derive(Clone, Copy, Debug)]
pub struct OwnFile<'a> {
    /// Its name, for messages.
    pub name: &'a str,
    /// What it holds.
    pub text: &'a str,
}

impl OwnFile<'_> {
    /// More rows than this are not read.
    pub const MOST_ROWS: usize = 200_000;
    /// More names of one row than this are an error of whoever made the file.
    pub const MOST_NAMES: usize = 500;
}

/// Reads a file into a register. What cannot be read is reported and left out.
pub(super) fn add(register: &mut Register, file: &OwnFile<'_>, problems: &mut Vec<Problem>) {
    for (count, row) in rows(file.name, file.text).enumerate() {
        if count == OwnFile::MOST_ROWS {
            let message =
                format!("more than {} rows; this one and the rest are left out", OwnFile::MOST_ROWS);
            return problems.push(row.problem(message));
        }
        let added = entry(&row).and_then(|entry| register.add_own(entry).map_err(|why| row.problem(why)));
        problems.extend(added.err());
    }
}

fn entry(row: &Row<'_>) -> Result<Entry, Problem> {
    if row.list(2).count() > OwnFile::MOST_NAMES {
        return Err(row.problem(format!("more than {} names", OwnFile::MOST_NAMES)));
    }
    let entry = load::group(row)?;
    if !entry.active.is_possible() {
        return Err(row.problem("it ends before it begins"));
    }
    Ok(Entry { class: class(entry.kind), row: Some(row.place()), ..entry })
}

fn class(kind: ActorKind) -> Class {
    match kind {
        ActorKind::Media => Class::Body(BodyClass::Outlet),
        ActorKind::Intergovernmental => Class::Body(BodyClass::Organisation),
        _ => Class::Group,
    }
}

/// Puts what the program carries behind a user's row of the same name that existed on the day.
pub(super) fn set_others_aside(found: &mut [Candidate<'_>]) {
    let of_that_day = |one: &Candidate<'_>| matches!(one.standing, Standing::Undated | Standing::Active);
    let theirs = |one: &Candidate<'_>| {
        one.entry.row.is_some() && of_that_day(one) && matches!(one.by, Match::Name | Match::Alias)
    };
    if !found.iter().any(theirs) {
        return;
    }
    for other in found.iter_mut().filter(|one| one.entry.row.is_none()) {
        other.score *= ASIDE;
    }
}

/// So much is left of the score of a candidate that a user's row of the same name goes before.
const ASIDE: f32 = 0.5;

#[cfg(test)]
mod tests {
    use super::super::{Story, Tables, best};
    use super::*;

    fn register(text: &str) -> (Register, Vec<Problem>) {
        Register::parse_with(&Tables::EMBEDDED, &[OwnFile { name: "mine.tsv", text }])
    }

    #[test]
    fn a_row_of_ones_own_is_found_and_says_where_it_stands() {
        let (register, problems) = register("# mine\nriver-watch\tRiver Watch\tRWX\tMLI\tidentity_militia\n");
        assert_eq!(problems, []);
        let found = register.lookup("RWX", &Story::default());
        assert_eq!(best(&found).map(|one| one.entry.row.as_deref()), Some(Some("mine.tsv:2")));
    }

    #[test]
    fn it_wins_over_one_of_the_same_name_in_its_time() {
        let (register, _) = register("my-jnim\tThe Sahel network\tJNIM\tMLI\trebel_group\t\t\t2017\t2020\n");
        let on = |day: &str| {
            let story = Story { on: day.parse().ok(), countries: &[] };
            let found = register.lookup("JNIM", &story);
            assert_eq!(found.len(), 2);
            best(&found).map(|one| one.entry.id.clone())
        };
        assert_eq!(on("2019-05-01").as_deref(), Some("my-jnim"));
        assert_eq!(on("2023-05-01").as_deref(), Some("jnim"));
    }

    #[test]
    fn an_id_is_taken_over_but_not_that_of_a_state() {
        let (register, problems) =
            register("jnim\tMy JNIM\t\tMLI\trebel_group\nMLI\tMy Mali\t\tMLI\tgovernment\nx y\tOdd\n");
        assert_eq!(register.get("jnim").map(|entry| entry.name.as_str()), Some("My JNIM"));
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(said[0].starts_with("mine.tsv:2: `MLI` is the id of a state"), "{said:?}");
        assert!(said[1].starts_with("mine.tsv:3:"), "{said:?}");
    }
}
