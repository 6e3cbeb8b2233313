//! From when to when.

use jiff::civil::Date;

/// A stretch of time with open or closed ends, both ends included.
///
/// An end given as a year or a month is taken generously: from its first day, or to its last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// First day; none: since ever, or not known.
    pub from: Option<Date>,
    /// Last day; none: to this day, or not known.
    pub to: Option<Date>,
}

impl Period {
    /// Reads two ends, each `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or empty. None when one of them is no date.
    pub fn parse(from: &str, to: &str) -> Option<Period> {
        let open = |text: &str| text.is_empty();
        let period = Period { from: first_day(from), to: last_day(to) };
        let read = (open(from) || period.from.is_some()) && (open(to) || period.to.is_some());
        read.then_some(period)
    }

    /// Reads `FROM/TO`, either side of which may be empty.
    pub fn parse_interval(text: &str) -> Option<Period> {
        let (from, to) = text.split_once('/')?;
        Period::parse(from, to)
    }

    /// Whether a day lies before the period.
    pub fn starts_after(&self, day: Date) -> bool {
        self.from.is_some_and(|from| day < from)
    }

    /// Whether a day lies after the period.
    pub fn ended_before(&self, day: Date) -> bool {
        self.to.is_some_and(|to| to < day)
    }

    /// Whether a day lies in the period.
    pub fn contains(&self, day: Date) -> bool {
        !self.starts_after(day) && !self.ended_before(day)
    }

    /// Whether two periods share more than the month in which one passes into the other.
    pub fn overlaps(&self, other: &Period) -> bool {
        let before =
            |a: &Period, b: &Period| matches!((a.to, b.from), (Some(to), Some(from)) if to <= month_on(from));
        !before(self, other) && !before(other, self)
    }

    /// Whether the start comes before the end.
    pub fn is_possible(&self) -> bool {
        !matches!((self.from, self.to), (Some(from), Some(to)) if to < from)
    }
}

/// The last day of the month of a day: a renaming within one month has both names in it.
fn month_on(day: Date) -> Date {
    day.last_of_month()
}

fn first_day(text: &str) -> Option<Date> {
    let (year, month, day) = parts(text)?;
    Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()
}

fn last_day(text: &str) -> Option<Date> {
    let (year, month, day) = parts(text)?;
    let first = Date::new(year, month.unwrap_or(12), day.unwrap_or(1)).ok()?;
    Some(if day.is_some() { first } else { first.last_of_month() })
}

fn parts(text: &str) -> Option<(i16, Option<i8>, Option<i8>)> {
    let mut pieces = text.split('-');
    let year = number(pieces.next()?, 4)?;
    let month = pieces.next().map(|piece| number(piece, 2));
    let day = pieces.next().map(|piece| number(piece, 2));
    if pieces.next().is_some() || month == Some(None) || day == Some(None) {
        return None;
    }
    Some((year, month.flatten().map(|month| month as i8), day.flatten().map(|day| day as i8)))
}

fn number(piece: &str, digits: usize) -> Option<i16> {
    (piece.len() == digits).then(|| piece.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_year_or_month_is_taken_generously() {
        let period = Period::parse("2015-03", "2016").unwrap();
        assert!(period.contains(date(2015, 3, 1)) && period.contains(date(2016, 12, 31)));
        assert!(period.starts_after(date(2015, 2, 28)) && period.ended_before(date(2017, 1, 1)));
        assert_eq!(Period::parse("", "2016-02").unwrap().to, Some(date(2016, 2, 29)));
    }

    #[test]
    fn odd_dates_are_refused() {
        for bad in ["16", "2016-13", "2016-02-30", "2016-1", "2016-01-01-01", "year"] {
            assert_eq!(Period::parse(bad, ""), None, "{bad}");
        }
        assert!(!Period::parse("2017", "2016").unwrap().is_possible());
    }

    #[test]
    fn a_renaming_is_no_overlap() {
        let old = Period::parse("2012", "2016-07").unwrap();
        let new = Period::parse("2016-07", "").unwrap();
        assert!(!old.overlaps(&new));
        assert!(old.overlaps(&Period::parse("2016-01", "").unwrap()));
        assert!(old.overlaps(&Period::default()));
    }
}
