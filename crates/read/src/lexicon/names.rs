//! Names of countries, of their people, and of groups.

use std::collections::HashMap;

use claimant_model::ActorKind;

use super::table::{RowError, Table};

/// A country or its people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3.
    pub iso3: &'static str,
    /// "Malian" rather than "Mali".
    pub adjective: bool,
}

/// An armed group or another body known by name.
#[derive(Clone, Debug)]
pub struct Group {
    /// The name to print.
    pub name: &'static str,
    /// What kind of actor.
    pub kind: ActorKind,
    /// Where it is from.
    pub country: Option<&'static str>,
    /// The larger group.
    pub member_of: Option<&'static str>,
}

/// All names, looked up in lower case.
#[derive(Debug, Default)]
pub struct Names {
    countries: HashMap<String, Country>,
    groups: Vec<Group>,
    by_group_name: HashMap<String, usize>,
}

impl Names {
    pub(super) fn read(errors: &mut Vec<RowError>) -> Names {
        let mut names = Names::default();
        Table::COUNTRIES.each(errors, |row| {
            let iso3 = row
                .cell(0)
                .filter(|code| code.len() == 3)
                .ok_or("the first column must be an ISO alpha-3 code")?;
            for (column, adjective) in [(1, false), (2, true)] {
                for name in row.list(column) {
                    names.countries.insert(name.to_lowercase(), Country { iso3, adjective });
                    if adjective {
                        names
                            .countries
                            .insert(format!("{}s", name.to_lowercase()), Country { iso3, adjective });
                    }
                }
            }
            Ok(())
        });
        Table::GROUPS.each(errors, |row| {
            let name = row.keys().next().ok_or("a group needs a name")?;
            let kind = row.code(1)?.unwrap_or_default();
            let index = names.groups.len();
            names.groups.push(Group { name, kind, country: row.cell(2), member_of: row.cell(3) });
            row.keys().for_each(|key| {
                names.by_group_name.insert(key.to_lowercase(), index);
            });
            Ok(())
        });
        names
    }

    /// The country of this name, adjective or people.
    pub fn country(&self, name: &str) -> Option<Country> {
        self.countries.get(name).or_else(|| self.countries.get(&name.to_lowercase())).copied()
    }

    /// The group of this name.
    pub fn group(&self, name: &str) -> Option<&Group> {
        let index = self.by_group_name.get(name).or_else(|| self.by_group_name.get(&name.to_lowercase()))?;
        self.groups.get(*index)
    }
}
