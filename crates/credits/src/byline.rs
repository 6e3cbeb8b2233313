//! Who wrote it: "By Ada Lind and Ben Okoro", "Par Ada Lind (AFP)", "Ada Lind, AFP".

use crate::agencies::{agencies, agency};

/// The people and the agency of a byline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Byline {
    pub(crate) people: Option<String>,
    pub(crate) agency: Option<String>,
}

/// No byline is longer, in characters.
const LONGEST: usize = 90;

/// A line that is a byline: it opens with "By" and goes on with names.
pub(crate) fn line(line: &str) -> Option<Byline> {
    let names =
        ["By ", "BY ", "by ", "Par ", "PAR "].iter().find_map(|opening| line.strip_prefix(opening))?;
    let byline = split(names.trim());
    let names = byline.people.as_deref().unwrap_or_default();
    let people = are_names(names) && names.split_whitespace().count() >= 2;
    (people || (names.is_empty() && byline.agency.is_some())).then_some(byline)
}

/// Takes the agency off the people: it stands after a comma, a bar or "for", or in brackets.
pub(crate) fn split(names: &str) -> Byline {
    if let Some(agency) = agencies(names) {
        return Byline { people: None, agency: Some(agency) };
    }
    let parts = names.split([',', '|', '(', ')', '•']).flat_map(|part| part.split(" for "));
    let parts: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
    let agency = parts.iter().find_map(|part| agency(part.trim_end_matches('.'))).map(str::to_owned);
    let people = parts.first().map(|first| first.trim_end_matches('.').trim());
    Byline { people: people.filter(|people| !people.is_empty()).map(str::to_owned), agency }
}

fn are_names(names: &str) -> bool {
    let joins = ["and", "&", "et", "de", "van", "von", "al", "el", "bin", "ibn", "in"];
    names.chars().count() <= LONGEST
        && names.split_whitespace().all(|word| joins.contains(&word) || word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(text: &str) -> Option<String> {
        line(text)?.people
    }

    #[test]
    fn bylines_are_names_and_nothing_else() {
        assert_eq!(people("By Ada Lind and Ben Okoro"), Some("Ada Lind and Ben Okoro".into()));
        assert_eq!(people("Par Aminata Diallo"), Some("Aminata Diallo".into()));
        assert_eq!(people("By dawn the town had fallen."), None);
        assert_eq!(people("By Friday the Rebels had taken it."), None);
    }

    #[test]
    fn the_agency_is_taken_off() {
        let byline = line("By Ada Lind | AP").unwrap();
        assert_eq!((byline.people.as_deref(), byline.agency.as_deref()), (Some("Ada Lind"), Some("AP")));
        let byline = line("By The Associated Press").unwrap();
        assert_eq!((byline.people, byline.agency.as_deref()), (None, Some("AP")));
        assert_eq!(split("Ada Lind (AFP)").agency.as_deref(), Some("AFP"));
    }
}
