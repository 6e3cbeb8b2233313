//! What an expression of time means before anything is known of the day it was written.

use super::feast::Feast;
use super::vocabulary::Unit;

/// The meaning of an expression of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// "27 July 2024", "July", "2012", "the 27th": what is said of a date, and what is not.
    Calendar(Calendar),
    /// "03/04/2024": day and month in an order the text does not give.
    Numeric {
        /// The number that stands first.
        first: u8,
        /// The number that stands second.
        second: u8,
        /// The year.
        year: i16,
    },
    /// "Thursday", "last Thursday"; Monday is 1.
    Weekday {
        /// 1 to 7.
        number: i8,
        /// Which of them.
        pick: Pick,
    },
    /// "Thursday of last week".
    WeekdayOf {
        /// 1 to 7.
        number: i8,
        /// The week.
        of: Box<Meaning>,
    },
    /// A day counted from the day of publication: "today" 0, "yesterday" -1.
    Day(i8),
    /// "overnight": the night that ended on the day of publication.
    Overnight,
    /// "overnight on Thursday" (the night that begins then), "overnight into Friday" (the night that ends then).
    NightOf {
        /// The day.
        day: Box<Meaning>,
        /// Whether the night ends on that day.
        ends: bool,
    },
    /// "the weekend".
    Weekend(Pick),
    /// "last July": January is 1.
    MonthPick {
        /// 1 to 12.
        month: i8,
        /// Which of them.
        pick: Pick,
    },
    /// "the summer of 2014", "last winter": seasons of the northern half of the Earth.
    Season {
        /// EDTF's number: 21 spring to 24 winter.
        season: u8,
        /// The year, where it is said; a winter is named after the year it begins in.
        year: Option<Year>,
        /// Which of them, where no year is said.
        pick: Pick,
    },
    /// "Easter 2024", "during Ramadan", "last Passover".
    Feast {
        /// Which.
        feast: Feast,
        /// The year, where it is said.
        year: Option<Year>,
        /// Which of them, where no year is said.
        pick: Pick,
    },
    /// "the 1990s": the first year.
    Decade(i16),
    /// "the '90s".
    ShortDecade(u8),
    /// "the 19th century".
    Century(u8),
    /// "last week", "this month", "the following day": the calendar unit so many units away.
    Unit {
        /// The unit.
        unit: Unit,
        /// 0 is the one that holds the base.
        offset: i8,
        /// What is counted from.
        base: Base,
    },
    /// "late July", "the first half of 2014".
    Part {
        /// Which part.
        part: Part,
        /// Of what.
        of: Box<Meaning>,
    },
    /// "the first week of July", "the last two days of 2012", "the second quarter of 2014".
    Slice {
        /// Units left out before the slice, or after it where it is counted from the end.
        skip: u8,
        /// Units in the slice.
        count: u8,
        /// The unit.
        unit: Unit,
        /// Counted from the end.
        from_end: bool,
        /// Of what.
        of: Box<Meaning>,
    },
    /// "earlier this month" (what has passed of it), "later this month" (what is left).
    Rest {
        /// What is left rather than what has passed.
        later: bool,
        /// Of what.
        of: Box<Meaning>,
    },
    /// "two days ago", "three weeks earlier", "a day after the attack".
    Offset {
        /// How many.
        amount: Amount,
        /// Of what.
        unit: Unit,
        /// Forwards in time.
        later: bool,
        /// Counted from what.
        base: Base,
    },
    /// "in three days": in the future a day, else how long something took.
    Within {
        /// How many.
        amount: Amount,
        /// Of what.
        unit: Unit,
    },
    /// "the past two weeks", "the next 48 hours", "the previous two days".
    Window {
        /// How many.
        amount: Amount,
        /// Of what.
        unit: Unit,
        /// Forwards in time.
        later: bool,
        /// Counted from what.
        base: Base,
    },
    /// "recent days", "the coming weeks".
    Recent {
        /// The unit.
        unit: Unit,
        /// Forwards in time.
        later: bool,
    },
    /// "25-27 July", "from Monday to Wednesday".
    Range(Box<Meaning>, Box<Meaning>),
    /// "since 2012", "after Monday".
    Since(Box<Meaning>),
    /// "until March", "by Friday".
    Until(Box<Meaning>),
    /// "before 2012".
    Before(Box<Meaning>),
    /// "the two-day clash", "for three days": no date, but how long.
    Duration {
        /// How many.
        amount: Amount,
        /// Of what.
        unit: Unit,
    },
    /// "the tenth anniversary of": so many years after the reference.
    Anniversary(Option<u8>),
}

/// A calendar date of which parts may be unsaid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The year.
    pub year: Option<Year>,
    /// January is 1.
    pub month: Option<i8>,
    /// 1 to 31, whether or not the month has it.
    pub day: Option<i8>,
    /// Monday is 1; only helps to find an unsaid year or month.
    pub weekday: Option<i8>,
}

/// How a year is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// "2024".
    Given(i16),
    /// "89".
    Short(u8),
    /// "last year": counted from the year of publication.
    Relative(i8),
    /// "that year": the year of the reference.
    Reference,
}

/// Which of the many Thursdays, Julys or weekends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// "on Thursday": what the tense says.
    Plain,
    /// "last Thursday": before the day of publication.
    Last,
    /// "this Thursday".
    This,
    /// "next Thursday": after the day of publication.
    Next,
    /// "the previous Thursday": before the reference.
    Previous,
    /// "the following Thursday": after the reference.
    Following,
}

/// What a relative expression counts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// The day of publication: "two days ago".
    Published,
    /// The day the text spoke of last: "two days earlier".
    Reference,
    /// An event whose day the words do not give: "two days after the attack".
    Event,
    /// A date in the same expression: "two days after 27 July".
    Date(Box<Meaning>),
}

/// A part of a month, a year, a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The first third.
    Early,
    /// The second third.
    Mid,
    /// The last third.
    Late,
    /// "the first half of".
    FirstHalf,
    /// "the second half of".
    SecondHalf,
}

/// How many units: at least, at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// "three" is 3 to 3, "several" 3 to 7. The flag: "about", "nearly", "more than".
    Count {
        /// At least.
        low: u32,
        /// At most.
        high: u32,
        /// Said to be inexact.
        about: bool,
    },
    /// A bare plural: "days ago", "for months".
    Plural,
}

impl Meaning {
    /// Whether the words themselves speak of history and not of news: a year or more back, whatever the day of
    /// publication ("last year", "decades ago", "the 1990s").
    pub fn is_history(&self) -> bool {
        match self {
            Self::Unit { unit, offset, base: Base::Published } => *offset < 0 && unit.is_long(),
            Self::Offset { unit, later: false, .. } => unit.is_long(),
            Self::Decade(_) | Self::ShortDecade(_) | Self::Century(_) | Self::Anniversary(_) => true,
            Self::Part { of, .. } | Self::Slice { of, .. } => of.is_history(),
            Self::Calendar(Calendar { year: Some(Year::Relative(offset)), .. }) => *offset < 0,
            Self::Range(_, end) => end.is_history(),
            Self::Before(limit) => limit.is_history(),
            _ => false,
        }
    }

    /// For a duration ("the two-day clash", "for three weeks"), how many days it lasted: at least, at most. `None`
    /// for everything that is no duration and for bare plurals that bound nothing ("for years").
    pub fn duration_days(&self) -> Option<(u32, u32)> {
        let (Self::Duration { amount, unit } | Self::Within { amount, unit }) = self else { return None };
        let (low, high) = match amount {
            Amount::Count { low, high, .. } => (*low, *high),
            Amount::Plural => unit.vague_plural()?,
        };
        let (shortest, longest) = match unit {
            // Hours are rounded out to the days they may touch.
            Unit::Hour => return Some((low / 24, high.div_ceil(24))),
            Unit::Minute => return Some((0, high.div_ceil(24 * 60))),
            unit => unit.days(),
        };
        Some((low.saturating_mul(shortest), high.saturating_mul(longest)))
    }

    /// Whether it depends on something but the day of publication: a day spoken of before, an event.
    pub fn needs_reference(&self) -> bool {
        self.base().is_some_and(|base| matches!(base, Base::Reference | Base::Event))
            || self.parts().any(Self::needs_reference)
            || matches!(self, Self::Anniversary(_))
            || matches!(self.pick(), Some(Pick::Previous | Pick::Following))
            || matches!(self, Self::Calendar(Calendar { year: Some(Year::Reference), .. }))
    }

    /// Whether it counts from an event whose day the words do not give ("three years after the coup").
    pub fn needs_event(&self) -> bool {
        matches!(self.base(), Some(Base::Event))
            || matches!(self, Self::Anniversary(_))
            || self.parts().any(Self::needs_event)
    }

    fn base(&self) -> Option<&Base> {
        match self {
            Self::Unit { base, .. } | Self::Offset { base, .. } | Self::Window { base, .. } => Some(base),
            _ => None,
        }
    }

    fn pick(&self) -> Option<Pick> {
        match self {
            Self::Weekday { pick, .. }
            | Self::Weekend(pick)
            | Self::MonthPick { pick, .. }
            | Self::Season { pick, .. }
            | Self::Feast { pick, .. } => Some(*pick),
            _ => None,
        }
    }

    /// The meanings it is made of.
    fn parts(&self) -> impl Iterator<Item = &Self> {
        let (first, second): (Option<&Self>, Option<&Self>) = match self {
            Self::WeekdayOf { of, .. }
            | Self::Part { of, .. }
            | Self::Slice { of, .. }
            | Self::Rest { of, .. }
            | Self::NightOf { day: of, .. }
            | Self::Since(of)
            | Self::Until(of)
            | Self::Before(of)
            | Self::Offset { base: Base::Date(of), .. } => (Some(of), None),
            Self::Range(start, end) => (Some(start), Some(end)),
            _ => (None, None),
        };
        first.into_iter().chain(second)
    }
}
