//! Feasts that move about the year, by the calendars that set them.
//!
//! Easter and the Jewish feasts are computed to the day. Months of the Islamic calendar begin when the moon is seen, a day
//! earlier or later than the tables say, and not everywhere at once: its feasts are given with a day on both sides.

use calendrical_calculations::hebrew::BookHebrew;
use calendrical_calculations::islamic::{ISLAMIC_EPOCH_FRIDAY, fixed_from_tabular_islamic};
use calendrical_calculations::rata_die::RataDie;
use calendrical_calculations::{gregorian, julian};
use jiff::civil::Date;

use super::interval::{Interval, shift};

/// A feast without a fixed day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feast {
    /// "Easter": from Good Friday to Easter Monday, of the western churches.
    Easter,
    /// A day so many days from Easter Sunday: "Good Friday" is -2.
    EasterDay(i8),
    /// "Last Christmas": from Christmas Eve to the second day of the feast.
    Christmas,
    /// "Orthodox Easter": the Sunday.
    OrthodoxEaster,
    /// The month of fasting.
    Ramadan,
    /// The feast after Ramadan.
    EidAlFitr,
    /// The feast of sacrifice.
    EidAlAdha,
    /// The tenth day of Muharram.
    Ashura,
    /// The fortieth day after Ashura.
    Arbaeen,
    /// Eight days from the 15th of Nisan.
    Passover,
    /// The tenth day of Tishrei.
    YomKippur,
    /// The beginning of spring: 20 or 21 March.
    Nowruz,
}

impl Feast {
    /// Its days of a year; of the Islamic feasts, which may fall into one year twice, the first.
    pub(super) fn days(self, year: i16) -> Option<Interval> {
        match self {
            Self::Easter => span(gregorian::easter(year.into()), -2, 1),
            Self::Christmas => span(gregorian::fixed_from_gregorian(year.into(), 12, 25), -1, 1),
            Self::EasterDay(offset) => span(gregorian::easter(year.into()), offset, offset),
            Self::OrthodoxEaster => span(julian::easter(year.into()), 0, 0),
            Self::Ramadan => islamic(year, 9, 1, 29),
            Self::EidAlFitr => islamic(year, 10, 1, 0),
            Self::EidAlAdha => islamic(year, 12, 10, 0),
            Self::Ashura => islamic(year, 1, 10, 0),
            Self::Arbaeen => islamic(year, 2, 20, 0),
            Self::Passover => span(hebrew(i32::from(year) + 3760, 1, 15), 0, 7),
            Self::YomKippur => span(hebrew(i32::from(year) + 3761, 7, 10), 0, 0),
            Self::Nowruz => span(gregorian::fixed_from_gregorian(year.into(), 3, 20), 0, 1),
        }
    }

    /// Whether its days are known to a day or so only.
    pub(super) fn is_about(self) -> bool {
        matches!(self, Self::Ramadan | Self::EidAlFitr | Self::EidAlAdha | Self::Ashura | Self::Arbaeen)
    }
}

/// Months are counted from Nisan, years from Tishrei.
fn hebrew(year: i32, month: u8, day: u8) -> RataDie {
    BookHebrew::fixed_from_book_hebrew(BookHebrew { year, month, day })
}

/// From a day of a month, for so many days more, with a day on both sides.
fn islamic(year: i16, month: u8, day: u8, more: i8) -> Option<Interval> {
    // Islamic years are shorter by a thirty-third.
    let near = (i32::from(year) - 622) * 33 / 32;
    let of = |year: i32| fixed_from_tabular_islamic(year, month, day, ISLAMIC_EPOCH_FRIDAY);
    let mut starts = (near - 1..=near + 2).map(of);
    let start = starts.find(|start| date(*start).is_some_and(|date| date.year() == year))?;
    span(start, -1, more + 1)
}

fn span(day: RataDie, from: i8, to: i8) -> Option<Interval> {
    let day = date(day)?;
    Interval::new(shift(day, from.into()).ok()?, shift(day, to.into()).ok()?)
}

fn date(day: RataDie) -> Option<Date> {
    let (year, month, day) = gregorian::gregorian_from_fixed(day).ok()?;
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(feast: Feast, year: i16) -> String {
        feast.days(year).map_or_else(String::new, |days| format!("{}/{}", days.start(), days.end()))
    }

    #[test]
    fn feasts_fall_where_the_calendars_of_those_years_have_them() {
        assert_eq!(days(Feast::EasterDay(0), 2024), "2024-03-31/2024-03-31");
        assert_eq!(days(Feast::EasterDay(-2), 2016), "2016-03-25/2016-03-25");
        assert_eq!(days(Feast::Christmas, 2008), "2008-12-24/2008-12-26");
        assert_eq!(days(Feast::OrthodoxEaster, 2024), "2024-05-05/2024-05-05");
        assert_eq!(days(Feast::Passover, 2024), "2024-04-23/2024-04-30");
        assert_eq!(days(Feast::YomKippur, 1973), "1973-10-06/1973-10-06");
        assert_eq!(days(Feast::EidAlFitr, 2024), "2024-04-09/2024-04-11");
        assert_eq!(days(Feast::EidAlAdha, 2015), "2015-09-23/2015-09-25");
        assert_eq!(days(Feast::Ramadan, 2024), "2024-03-10/2024-04-10");
    }

    #[test]
    fn a_year_with_two_of_them_gives_the_first_and_odd_years_give_none_or_some() {
        assert_eq!(days(Feast::Ramadan, 2030), "2030-01-05/2030-02-05");
        for year in [i16::MIN, -1, 0, 9999, i16::MAX] {
            for feast in
                [Feast::Easter, Feast::OrthodoxEaster, Feast::Ramadan, Feast::Passover, Feast::Nowruz]
            {
                let _ = feast.days(year);
            }
        }
    }
}
