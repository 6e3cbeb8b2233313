//! Who wrote it and which agency it came from: byline, dateline, wire credit.

/// What a text says of its own making.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Credits {
    /// Names after "By".
    pub byline: Option<String>,
    /// The agency in a dateline: "BAMAKO (Reuters) -".
    pub wire: Option<String>,
}

/// Agencies as datelines and tails name them.
const AGENCIES: [&str; 14] = [
    "Reuters",
    "AFP",
    "AP",
    "Associated Press",
    "Xinhua",
    "TASS",
    "DPA",
    "dpa",
    "EFE",
    "ANSA",
    "PTI",
    "UPI",
    "Anadolu",
    "Bloomberg",
];

/// Lines looked at for a byline.
const LINES: usize = 6;
/// No byline is longer, in characters.
const LONGEST: usize = 90;

/// Reads the first lines of a text.
pub(crate) fn find(text: &str) -> Credits {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES);
    let mut credits = Credits::default();
    for line in lines {
        if credits.byline.is_none() {
            credits.byline = byline(line);
        }
        if credits.wire.is_none() {
            credits.wire = wire(line);
        }
    }
    credits
}

/// "By John Doe", "By JANE DOE and JOHN ROE".
fn byline(line: &str) -> Option<String> {
    let names = line
        .strip_prefix("By ")
        .or_else(|| line.strip_prefix("BY "))
        .or_else(|| line.strip_prefix("by "))?
        .trim();
    let names = names.split([',', '|']).next().unwrap_or(names).trim_end_matches('.').trim();
    let looks_like_names = names
        .split_whitespace()
        .all(|word| word == "and" || word == "&" || word.starts_with(char::is_uppercase));
    (names.chars().count() <= LONGEST && names.split_whitespace().count() >= 2 && looks_like_names)
        .then(|| names.to_owned())
}

/// "BAMAKO (Reuters) - …", "(AP) —".
fn wire(line: &str) -> Option<String> {
    let open = line.find('(').filter(|&at| at < 60)?;
    let close = open + line[open..].find(')')?;
    let inside = &line[open + 1..close];
    AGENCIES.iter().find(|agency| inside == **agency).map(|agency| (*agency).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_names_and_nothing_else() {
        assert_eq!(byline("By Ada Lind and Ben Okoro"), Some("Ada Lind and Ben Okoro".into()));
        assert_eq!(byline("By dawn the town had fallen."), None);
        assert_eq!(byline("By Friday the Rebels had taken it."), None);
    }

    #[test]
    fn datelines_name_the_wire() {
        assert_eq!(wire("GAO, Mali (Reuters) - Gunmen attacked"), Some("Reuters".into()));
        assert_eq!(wire("He spoke (again) of peace."), None);
    }
}
