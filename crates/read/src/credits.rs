//! Who wrote it and which agency it came from: byline, dateline, wire credit.

/// What a text says of its own making.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Credits {
    /// Names after "By".
    pub byline: Option<String>,
    /// The agency in a dateline: "BAMAKO (Reuters) -".
    pub wire: Option<String>,
    /// The full date of a dateline, ISO: "SANAA, 16 October 2016 -", "Nairobi, 16 January 2016".
    pub published: Option<String>,
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
        if credits.published.is_none() {
            credits.published = published(line);
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

/// Longest dateline, in bytes.
const DATELINE: usize = 60;

/// Where the dash of a dateline stands, and how long it is with its blanks.
pub(crate) fn dateline_dash(line: &str) -> Option<(usize, usize)> {
    let dashes = [" - ", " – ", " — ", " -- "];
    let (at, dash) = dashes.iter().filter_map(|dash| line.find(dash).map(|at| (at, *dash))).min()?;
    (at <= DATELINE).then_some((at, dash.len()))
}

/// A day with its year after the place of a dateline. A date without a year is none: the year is not guessed.
fn published(line: &str) -> Option<String> {
    let head = dateline_dash(line).map_or(line, |(at, _)| &line[..at]);
    let (place, date) = head.split_once(", ").filter(|_| head.len() <= DATELINE)?;
    let named = place.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let date = date.split('(').next().unwrap_or(date).trim();
    let formats = ["%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%b. %d, %Y"];
    let day = formats.iter().find_map(|format| jiff::civil::Date::strptime(format, date).ok())?;
    named.then(|| day.to_string())
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
        assert_eq!(wire("GAO, Mali (Reuters) - Gunmen attacked"), Some("Reuters".into()));
        assert_eq!(wire("He spoke (again) of peace."), None);
    }
}
