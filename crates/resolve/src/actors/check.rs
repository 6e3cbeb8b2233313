//! What is wrong with a register as a whole, for its test and for those who edit it.

use std::collections::HashSet;
use std::fmt;

use super::entry::{Alias, Entry};
use super::period::Period;
use super::register::Register;

/// A contradiction between entries or within one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The entry.
    pub id: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.id, self.message)
    }
}

/// Looks for names that two entries share although neither dates nor countries part them, for references to nobody,
/// cycles, impossible dates and unknown countries. Nothing found: an empty list.
pub fn check(register: &Register) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entry in register.entries() {
        let mut complain = |message: String| findings.push(Finding { id: entry.id.clone(), message });
        dates(entry, &mut complain);
        references(register, entry, &mut complain);
        cycles(register, entry, &mut complain);
    }
    shared_names(register, &mut findings);
    findings.sort();
    findings.dedup();
    findings
}

fn dates(entry: &Entry, complain: &mut impl FnMut(String)) {
    if !entry.active.is_possible() {
        complain("it ends before it begins".to_owned());
    }
    for alias in entry.aliases.iter().filter(|alias| !alias.used.is_possible()) {
        complain(format!("the name `{}` ends before it begins", alias.text));
    }
    for link in entry.part_of.iter().chain(&entry.allied).filter(|link| !link.period.is_possible()) {
        complain(format!("the tie to `{}` ends before it begins", link.id));
    }
}

fn references(register: &Register, entry: &Entry, complain: &mut impl FnMut(String)) {
    let links = entry.part_of.iter().chain(&entry.allied).map(|link| &link.id);
    for id in links.chain(&entry.became).chain(&entry.split_from) {
        if register.get(id).is_none() {
            complain(format!("nobody has the id `{id}`"));
        } else if *id == entry.id {
            complain("it refers to itself".to_owned());
        }
    }
    for country in entry.countries.iter().filter(|country| register.get(country.as_str()).is_none()) {
        complain(format!("`{country}` is no country of states.tsv"));
    }
    if entry.became.is_some() && entry.active.to.is_none() {
        complain("it became another but has no end".to_owned());
    }
}

/// From an entry to the id of the next one up.
type Upwards = fn(&Entry) -> Option<&String>;

fn cycles(register: &Register, entry: &Entry, complain: &mut impl FnMut(String)) {
    let ways: [(&str, Upwards); 3] = [
        ("part of", |entry| entry.part_of.first().map(|link| &link.id)),
        ("what it became", |entry| entry.became.as_ref()),
        ("what it came from", |entry| entry.split_from.as_ref()),
    ];
    for (way, up) in ways {
        let mut seen = HashSet::from([&entry.id]);
        let mut at = entry;
        while let Some(next) = up(at).and_then(|id| register.get(id)) {
            if !seen.insert(&next.id) {
                complain(format!("following {way}, one comes back to `{}`", next.id));
                break;
            }
            at = next;
        }
    }
}

fn shared_names(register: &Register, findings: &mut Vec<Finding>) {
    for (key, places) in register.keys() {
        for (index, &first) in places.iter().enumerate() {
            for &second in &places[index + 1..] {
                let (a, b) = (register.alias(first), register.alias(second));
                if a.0.id != b.0.id && clash(a, b) {
                    let message = format!("the name `{key}` is also that of `{}`", b.0.id);
                    findings.push(Finding { id: a.0.id.clone(), message });
                }
            }
        }
    }
}

/// Two strong names for the same place and time. Names in different capitals (IS, is) are as different as words.
fn clash(a: (&Entry, &Alias), b: (&Entry, &Alias)) -> bool {
    let together = a.0.countries.iter().any(|country| b.0.countries.contains(country));
    let when = |(entry, alias): (&Entry, &Alias)| Period {
        from: alias.used.from.or(entry.active.from),
        to: alias.used.to.or(entry.active.to),
    };
    !a.1.weak && !b.1.weak && together && when(a).overlaps(&when(b))
}
