//! Where and when it was written and by which agency, at the head of a line: "BAMAKO, July 29 (Reuters) - ".

use crate::agencies::agencies;

/// What a dateline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dateline {
    pub(crate) wire: Option<String>,
    pub(crate) published: Option<String>,
    /// Where it ends in the line, in bytes.
    pub(crate) end: usize,
}

/// Longest dateline, in bytes.
const LONGEST: usize = 60;

/// Reads the dateline that a line opens with, if it names an agency or a full date.
pub(crate) fn read(line: &str) -> Option<Dateline> {
    let (wire, bracket) = wire(line).map_or((None, 0), |(wire, end)| (Some(wire), end));
    let published = published(line);
    if wire.is_none() && published.is_none() {
        return None;
    }
    let end = dateline_dash(line).map(|(at, length)| at + length).or((bracket > 0).then_some(bracket));
    Some(Dateline { wire, published, end: end.unwrap_or(line.len()) })
}

/// Where the dash of a dateline stands in a line, and how long it is with its blanks, in bytes.
pub fn dateline_dash(line: &str) -> Option<(usize, usize)> {
    let dashes = [" - ", " – ", " — ", " -- ", " >> "];
    let (at, dash) = dashes.iter().filter_map(|dash| line.find(dash).map(|at| (at, *dash))).min()?;
    (at <= LONGEST).then_some((at, dash.len()))
}

/// A day with its year after the place of a dateline. A date without a year is none: the year is not guessed.
fn published(line: &str) -> Option<String> {
    let head = dateline_dash(line).map_or(line, |(at, _)| &line[..at]);
    let (place, date) = head.split_once(", ").filter(|_| head.len() <= LONGEST)?;
    let named = place.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let date = date.split('(').next().unwrap_or(date).trim();
    let formats = ["%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%b. %d, %Y"];
    let day = formats.iter().find_map(|format| jiff::civil::Date::strptime(format, date).ok())?;
    named.then(|| day.to_string())
}

/// The agency in brackets near the head of a line, and where the bracket closes: "BAMAKO (Reuters) - …", "(AP) —".
fn wire(line: &str) -> Option<(String, usize)> {
    let open = line.find('(').filter(|&at| at < LONGEST)?;
    let close = open + line[open..].find(')')?;
    let wire =
        agencies(&line[open + 1..close]).filter(|_| opens_report(&line[..open], &line[close + 1..]))?;
    Some((wire, close + 1))
}

/// Whether a bracket stands in a dateline and not in a sentence such as "The Palestinian Authority (PA) said": a dash or a
/// colon follows, or a place in capitals and hardly more goes before.
fn opens_report(before: &str, after: &str) -> bool {
    let words = || before.split_whitespace();
    let small = words().filter(|word| word.starts_with(char::is_lowercase)).count();
    let place = words().next().is_some_and(|word| word.len() > 2 && !word.contains(char::is_lowercase));
    let after = after.trim_start();
    let set_off = after.is_empty() || after.starts_with(['-', '–', '—', ':']);
    small <= 2 && (set_off || (place && words().count() <= 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_with_a_year_date_the_report() {
        assert_eq!(published("ADEN, 3 May 2018 - Shells fell."), Some("2018-05-03".into()));
        assert_eq!(published("Kampala, 9 June 2015"), Some("2015-06-09".into()));
        assert_eq!(published("ADEN, 3 May - Shells fell."), None);
        assert_eq!(
            published("The rebels left on Sunday, 3 May 2018, and came back with more men than before."),
            None
        );
    }

    #[test]
    fn datelines_name_the_wire() {
        let wire = |line| wire(line).map(|(wire, _)| wire);
        assert_eq!(wire("GAO, Mali (Reuters) - Gunmen attacked"), Some("Reuters".into()));
        assert_eq!(wire("BAMAKO, July 29 (Reuters) - Gunmen attacked"), Some("Reuters".into()));
        assert_eq!(wire("(AP) — Gunmen attacked"), Some("AP".into()));
        assert_eq!(wire("GAO (AFP/Reuters) – Gunmen attacked"), Some("AFP, Reuters".into()));
        assert_eq!(wire("He spoke (again) of peace."), None);
        assert_eq!(wire("GAO, Mali (AFP) Gunmen attacked"), Some("AFP".into()));
        assert_eq!(wire("The Palestinian Authority (PA) denied it"), None);
        assert_eq!(wire("The post was held by fighters of the (ANSA) group"), None);
    }

    #[test]
    fn the_end_of_a_dateline_is_known() {
        let line = "ADEN (AFP) — Shells fell.";
        assert_eq!(&line[read(line).unwrap().end..], "Shells fell.");
        let line = "ADEN (AFP): Shells fell.";
        assert_eq!(&line[read(line).unwrap().end..], ": Shells fell.");
    }
}
