//! Credits at the end of a text: "(AFP)", "With AFP", "Avec AFP et Reuters", "— Reuters", "Reporting by Ada Lind".

use crate::agencies::agencies;
use crate::byline;

/// What the end of a line credits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tail {
    pub(crate) wire: Option<String>,
    pub(crate) byline: Option<String>,
    /// Where in the line the credit starts, in bytes.
    pub(crate) start: usize,
}

/// Words before the agency, longest first; the line is compared without regard to case.
const OPENINGS: [&str; 14] = [
    "this story was provided by ",
    "with material from ",
    "with files from ",
    "with reporting by ",
    "copyright ",
    "sources: ",
    "source: ",
    "source : ",
    "avec l'",
    "avec ",
    "with ",
    "via ",
    "© ",
    "(c) ",
];

/// Longest credit, in bytes.
const LONGEST: usize = 120;

/// Reads what a line ends with.
pub(crate) fn read(line: &str) -> Option<Tail> {
    whole_line(line)
        .or_else(|| in_brackets(line))
        .or_else(|| after_dash(line))
        .or_else(|| sentence(line))
        .or_else(|| reporters(line))
}

/// The line is a credit and nothing else.
fn whole_line(line: &str) -> Option<Tail> {
    let short = Some(line).filter(|line| line.len() <= LONGEST)?;
    let bare = short.trim_matches(['(', ')', '[', ']', '*', '-', '–', '—', '.', ' ']);
    Some(Tail { wire: Some(credited(bare)?), ..Tail::default() })
}

/// "The army denied it. (AFP)", "(with AFP)".
fn in_brackets(line: &str) -> Option<Tail> {
    let inside = line.trim_end_matches(['.', ' ']).strip_suffix(')')?;
    let open = inside.rfind('(')?;
    let credit = &inside[open + 1..];
    // "said the Palestinian Authority (PA)." explains a name.
    let set_off = line[..open].trim_end().ends_with(['.', '!', '?', '"', '”', '»']) || credit.contains(' ');
    let wire = credited(credit).filter(|_| set_off)?;
    Some(Tail { wire: Some(wire), start: open, ..Tail::default() })
}

/// "The army denied it. — Reuters".
fn after_dash(line: &str) -> Option<Tail> {
    let dashes = [" — ", " – ", " -- ", " - "];
    let (at, dash) = dashes.iter().filter_map(|dash| line.rfind(dash).map(|at| (at, *dash))).max()?;
    let wire = credited(line[at + dash.len()..].trim_end_matches('.'))?;
    Some(Tail { wire: Some(wire), start: at, ..Tail::default() })
}

/// "The army denied it. Avec AFP".
fn sentence(line: &str) -> Option<Tail> {
    let (before, last) = line.trim_end_matches('.').rsplit_once(". ")?;
    Some(Tail { wire: Some(credited(last)?), start: before.len() + 2, ..Tail::default() })
}

/// "(Reporting by Ada Lind; Editing by Ben Okoro)", "The Associated Press contributed to this report."
fn reporters(line: &str) -> Option<Tail> {
    let bare = line.trim_matches(['(', ')', '.', ' ']);
    if let Some(rest) = bare.strip_prefix("Reporting by ") {
        let names = rest.split([';', '.']).next().unwrap_or(rest);
        let names = names.split(" in ").next().unwrap_or(names);
        let byline = byline::line(&format!("By {names}"))?;
        return Some(Tail { wire: byline.agency, byline: byline.people, start: 0 });
    }
    let wire = agencies(bare.strip_suffix(" contributed to this report")?)?;
    Some(Tail { wire: Some(wire), ..Tail::default() })
}

/// The agency of a credit, after the words that open it and a year.
fn credited(credit: &str) -> Option<String> {
    let credit = credit.trim();
    let opening =
        OPENINGS.iter().find(|opening| credit.get(..opening.len()).is_some_and(|head| eq(head, opening)));
    let rest = opening.map_or(credit, |opening| &credit[opening.len()..]);
    agencies(rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' '))
}

fn eq(head: &str, opening: &str) -> bool {
    head.to_lowercase() == opening
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wire(line: &str) -> Option<String> {
        read(line)?.wire
    }

    #[test]
    fn agencies_are_credited_in_many_ways() {
        for line in [
            "(AFP)",
            "AFP",
            "With AFP",
            "Avec AFP",
            "Avec l'AFP",
            "(avec AFP)",
            "Source: AFP",
            "© 2024 AFP",
            "The army denied it. (AFP)",
            "L'armée dément. (avec AFP).",
            "The army denied it. — AFP",
            "L'armée dément. Avec AFP",
            "Agence France-Presse contributed to this report.",
        ] {
            assert_eq!(wire(line).as_deref(), Some("AFP"), "{line}");
        }
        assert_eq!(wire("Avec AFP et Reuters").as_deref(), Some("AFP, Reuters"));
    }

    #[test]
    fn sentences_are_no_credits() {
        for line in [
            "The minister spoke to AFP.",
            "He met the staff of AP",
            "The base (near Gao)",
            "So said the Palestinian Authority (PA).",
            "The road to Gao - and back",
            "With rebels at the gate",
            "",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn reporters_are_the_byline() {
        let tail = read("(Reporting by Ada Lind in Gao; Editing by Ben Okoro)").unwrap();
        assert_eq!((tail.byline.as_deref(), tail.wire), (Some("Ada Lind"), None));
    }
}
