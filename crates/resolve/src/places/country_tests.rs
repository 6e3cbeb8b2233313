//! Countries stand in three tables, for the map, for the parties and for the codes of others: held against each other.
#![allow(clippy::unwrap_used, reason = "tests")]

use super::tables::{CountryRow, countries};
use crate::actors::{Iso3, Register, Story};

/// Words for a country or its people in the gazetteer that name no state: the people of a part, or land alone.
const NO_STATE: [(&str, &str); 2] = [("LKA", "Sinhalese"), ("USA", "the States")];

fn rows() -> Vec<CountryRow<'static>> {
    countries(include_str!("../../../../data/gazetteer/countries.tsv")).unwrap()
}

/// The codes of a table whose rows begin with them.
fn codes(table: &'static str) -> impl Iterator<Item = &'static str> {
    let rows = table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    rows.filter_map(|line| line.split('\t').next())
}

/// Whether a word means a state, or one that its government came from, by the register.
fn means(register: &Register, word: &str, iso3: &str) -> bool {
    let country = Iso3::parse(iso3);
    let countries: Vec<Iso3> = country.into_iter().collect();
    let story = Story { on: None, countries: &countries };
    let heir = |state: &&'_ crate::actors::Entry| state.became.as_deref().and_then(|id| register.get(id));
    register.state(word, &story).iter().any(|found| {
        // Yugoslavia became Serbia and Montenegro, which became Serbia.
        let mut line = std::iter::successors(Some(found.entry), heir).take(4);
        line.any(|state| state.id == iso3 || state.country() == country)
    })
}

#[test]
fn every_state_that_exists_is_a_country() {
    let countries = rows();
    let known = |code: &str| countries.iter().any(|row| row.country.code() == code);
    let register = Register::embedded();
    let exists = |code: &&str| register.get(code).is_some_and(|state| state.active.to.is_none());
    let states = codes(include_str!("../../../../data/actors/states.tsv"));
    let missing: Vec<&str> = states.filter(exists).filter(|code| !known(code)).collect();
    assert!(missing.is_empty(), "in states.tsv and not in countries.tsv: {missing:?}");
}

#[test]
fn what_a_country_is_called_on_the_map_its_state_is_called() {
    let register = Register::embedded();
    let mut wrong = Vec::new();
    for row in rows() {
        let code = row.country.code().to_owned();
        if register.get(&code).is_none() {
            continue;
        }
        for word in row.others.iter().chain(&row.adjectives).chain([&row.name]) {
            if !means(register, word, &code) && !NO_STATE.contains(&(code.as_str(), word)) {
                wrong.push(format!("{code}: `{word}` of countries.tsv is no word of states.tsv"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
