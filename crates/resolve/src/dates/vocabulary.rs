//! The words that expressions of time are made of, and the spans that vague words stand for.

use super::feast::Feast;

/// What a word can be in an expression of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits: the value and how many there are.
    Number(u32, u8),
    /// "27th", or "third" written out.
    Ordinal {
        value: u32,
        digits: bool,
    },
    /// "two", "twenty"; not "one" of "one of two", which the grammar tells apart by its unit.
    Cardinal(u32),
    /// "a few", "several": at least, at most.
    Some(u32, u32),
    /// "1990s", or "90s" where the value is below 100.
    Decade(u32),
    /// "10am": no date, and none of its digits is.
    Clock,
    /// "GMT", "local", "hours": what stands after a time of day.
    Zone,
    /// January is 1. Short: "Jan".
    Month {
        number: i8,
        short: bool,
    },
    /// Monday is 1. Short: "Mon".
    Weekday {
        number: i8,
        short: bool,
    },
    /// EDTF's number: spring 21, summer 22, autumn 23, winter 24.
    Season(u8),
    /// "fall", which seldom is a season.
    Fall,
    /// "Q1".
    QuarterCode(u8),
    /// "morning", "night", "dawn".
    DayPart,
    /// "day", and whether the word is a plural.
    Unit(Unit, bool),
    /// "weekend".
    Weekend,
    /// A day as an offset from today: "yesterday".
    Today(i8),
    Overnight,
    Last,
    Past,
    Previous,
    This,
    That,
    Same,
    /// "simultaneously".
    Simultaneous,
    /// "time" of "at the same time".
    Time,
    Next,
    Coming,
    Following,
    Recent,
    Early,
    Mid,
    Late,
    /// "beginning", "start".
    Start,
    End,
    Half,
    Ago,
    Earlier,
    Later,
    Before,
    After,
    Since,
    Until,
    By,
    From,
    To,
    Between,
    And,
    A,
    The,
    Of,
    For,
    /// "in".
    In,
    /// "on".
    On,
    /// "over", "during", "within", "throughout".
    During,
    /// Another preposition: "at", "around".
    At,
    /// "about", "nearly", "more" and "than": how exact an amount is.
    About,
    Long,
    Old,
    Anniversary,
    /// The head of a name that holds a date: "Movement", "Brigade".
    NameHead,
    /// What figures count: "people", "soldiers", "kilometres".
    Counted,
    /// What a figure stands behind and is no year: "total of 2012".
    Tally,
    /// "was", "saw": a year or a month may be its subject.
    Verb,
    /// A fixed feast: month and day; for "eve" the grammar goes back one day.
    Christmas,
    /// A feast that moves, or the last word of its name.
    Feast(Feast),
    /// What makes a feast of a weekday: "Good" Friday is two days before Easter.
    Holy {
        offset: i8,
        weekday: i8,
    },
    /// "Eid" of "Eid al-Fitr".
    Eid,
    /// "Yom" of "Yom Kippur".
    Yom,
    /// Before "Easter".
    Orthodox,
    /// "new" of "New Year's Eve".
    New,
    Eve,
    /// "now" of "two weeks from now".
    Now,
    /// "or" of "two or three days".
    Or,
    /// "have", "be": what follows the verb "may".
    Infinitive,
    /// What makes a name of a day: "Black" Friday, "Bloody" Sunday.
    Epithet,
    Dash,
    Slash,
    Comma,
    Period,
    Colon,
    Possessive,
    Apostrophe,
    Mark,
    Other,
}

/// A calendar unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Sixty seconds.
    Minute,
    /// Sixty minutes.
    Hour,
    /// A day.
    Day,
    /// Monday to Sunday.
    Week,
    /// Two weeks.
    Fortnight,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

impl Unit {
    /// At least and at most how many of the unit a bare plural stands for: "days ago", "weeks earlier". `None` where
    /// the words bound nothing ("years ago"). Our convention, not a standard's.
    pub(super) fn vague_plural(self) -> Option<(u32, u32)> {
        match self {
            Self::Minute => Some((2, 60)),
            Self::Hour => Some((2, 24)),
            Self::Day => Some((2, 7)),
            Self::Week => Some((2, 8)),
            Self::Month => Some((2, 12)),
            Self::Fortnight | Self::Quarter | Self::Year | Self::Decade | Self::Century => None,
        }
    }

    /// How many days back "in recent days", "in recent weeks" reach. `None`: no bound. Our convention.
    pub(super) fn recent_days(self) -> Option<i64> {
        match self {
            Self::Minute | Self::Hour => Some(1),
            Self::Day => Some(7),
            Self::Week => Some(28),
            Self::Month => Some(180),
            Self::Fortnight | Self::Quarter | Self::Year | Self::Decade | Self::Century => None,
        }
    }

    /// About how many days the unit lasts, at least and at most.
    pub(super) fn days(self) -> (u32, u32) {
        match self {
            Self::Minute | Self::Hour => (0, 1),
            Self::Day => (1, 1),
            Self::Week => (7, 7),
            Self::Fortnight => (14, 14),
            Self::Month => (28, 31),
            Self::Quarter => (90, 92),
            Self::Year => (365, 366),
            Self::Decade => (3652, 3653),
            Self::Century => (36_524, 36_525),
        }
    }

    /// Whether so much time back is history rather than news.
    pub(super) fn is_long(self) -> bool {
        matches!(self, Self::Year | Self::Decade | Self::Century)
    }
}

/// Looks a word up. `lower` is its lower-case form; digits are not looked up here.
pub(super) fn kind(lower: &str) -> Kind {
    calendar_name(lower)
        .or_else(|| unit(lower))
        .or_else(|| number_word(lower))
        .or_else(|| pointer(lower))
        .or_else(|| function_word(lower))
        .or_else(|| company(lower))
        .unwrap_or(Kind::Other)
}

fn calendar_name(lower: &str) -> Option<Kind> {
    const MONTHS: [(&str, &str); 12] = [
        ("january", "jan"),
        ("february", "feb"),
        ("march", "mar"),
        ("april", "apr"),
        ("may", ""),
        ("june", "jun"),
        ("july", "jul"),
        ("august", "aug"),
        ("september", "sep"),
        ("october", "oct"),
        ("november", "nov"),
        ("december", "dec"),
    ];
    const DAYS: [(&str, &[&str]); 7] = [
        ("monday", &["mon"]),
        ("tuesday", &["tue", "tues"]),
        ("wednesday", &["wed"]),
        ("thursday", &["thu", "thur", "thurs"]),
        ("friday", &["fri"]),
        ("saturday", &["sat"]),
        ("sunday", &["sun"]),
    ];
    let month = |at: usize, short| Kind::Month { number: at as i8 + 1, short };
    let weekday = |at: usize, short| Kind::Weekday { number: at as i8 + 1, short };
    if let Some(at) = MONTHS.iter().position(|(full, short)| *full == lower || *short == lower) {
        return Some(month(at, MONTHS[at].0 != lower));
    }
    if let Some(at) = DAYS.iter().position(|(full, short)| *full == lower || short.contains(&lower)) {
        return Some(weekday(at, DAYS[at].0 != lower));
    }
    Some(match lower {
        "sept" => month(8, true),
        "spring" => Kind::Season(21),
        "summer" => Kind::Season(22),
        "autumn" => Kind::Season(23),
        "winter" => Kind::Season(24),
        "fall" => Kind::Fall,
        "q1" => Kind::QuarterCode(1),
        "q2" => Kind::QuarterCode(2),
        "q3" => Kind::QuarterCode(3),
        "q4" => Kind::QuarterCode(4),
        "christmas" => Kind::Christmas,
        "eve" => Kind::Eve,
        _ => return None,
    })
}

fn unit(lower: &str) -> Option<Kind> {
    Some(match lower {
        "minute" => Kind::Unit(Unit::Minute, false),
        "minutes" => Kind::Unit(Unit::Minute, true),
        "hour" => Kind::Unit(Unit::Hour, false),
        "hours" => Kind::Unit(Unit::Hour, true),
        "day" => Kind::Unit(Unit::Day, false),
        "days" | "nights" => Kind::Unit(Unit::Day, true),
        "week" => Kind::Unit(Unit::Week, false),
        "weeks" => Kind::Unit(Unit::Week, true),
        "fortnight" => Kind::Unit(Unit::Fortnight, false),
        "month" => Kind::Unit(Unit::Month, false),
        "months" => Kind::Unit(Unit::Month, true),
        "quarter" => Kind::Unit(Unit::Quarter, false),
        "quarters" => Kind::Unit(Unit::Quarter, true),
        "year" => Kind::Unit(Unit::Year, false),
        "years" => Kind::Unit(Unit::Year, true),
        "decade" => Kind::Unit(Unit::Decade, false),
        "decades" => Kind::Unit(Unit::Decade, true),
        "century" => Kind::Unit(Unit::Century, false),
        "centuries" => Kind::Unit(Unit::Century, true),
        "weekend" => Kind::Weekend,
        "morning" | "afternoon" | "evening" | "night" | "dawn" | "dusk" | "noon" | "midday" | "midnight"
        | "daybreak" | "nightfall" | "sunrise" | "sunset" | "nighttime" | "lunchtime" => Kind::DayPart,
        _ => return None,
    })
}

fn number_word(lower: &str) -> Option<Kind> {
    const CARDINALS: [&str; 20] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    const ORDINALS: [&str; 20] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    if let Some(at) = CARDINALS.iter().position(|word| *word == lower) {
        return Some(Kind::Cardinal(at as u32 + 1));
    }
    if let Some(at) = ORDINALS.iter().position(|word| *word == lower) {
        return Some(Kind::Ordinal { value: at as u32 + 1, digits: false });
    }
    Some(match lower {
        "thirty" => Kind::Cardinal(30),
        "forty" => Kind::Cardinal(40),
        "fifty" => Kind::Cardinal(50),
        "sixty" => Kind::Cardinal(60),
        "seventy" => Kind::Cardinal(70),
        "eighty" => Kind::Cardinal(80),
        "ninety" => Kind::Cardinal(90),
        "hundred" => Kind::Cardinal(100),
        "dozen" => Kind::Cardinal(12),
        "thirtieth" => Kind::Ordinal { value: 30, digits: false },
        "couple" => Kind::Some(2, 3),
        "few" => Kind::Some(2, 5),
        "several" => Kind::Some(3, 7),
        _ => return None,
    })
}

fn pointer(lower: &str) -> Option<Kind> {
    Some(match lower {
        "today" | "tonight" => Kind::Today(0),
        "yesterday" => Kind::Today(-1),
        "tomorrow" => Kind::Today(1),
        "overnight" => Kind::Overnight,
        "last" => Kind::Last,
        "past" => Kind::Past,
        "previous" | "preceding" => Kind::Previous,
        "this" | "current" => Kind::This,
        "that" => Kind::That,
        "same" => Kind::Same,
        "simultaneously" => Kind::Simultaneous,
        "time" => Kind::Time,
        "next" => Kind::Next,
        "coming" | "upcoming" => Kind::Coming,
        "following" | "subsequent" => Kind::Following,
        "recent" => Kind::Recent,
        "early" => Kind::Early,
        "mid" | "middle" => Kind::Mid,
        "late" => Kind::Late,
        "start" | "beginning" | "opening" | "outset" => Kind::Start,
        "end" | "close" => Kind::End,
        "half" => Kind::Half,
        "ago" => Kind::Ago,
        "earlier" | "previously" | "beforehand" => Kind::Earlier,
        "later" | "afterwards" | "afterward" => Kind::Later,
        _ => return None,
    })
}

fn function_word(lower: &str) -> Option<Kind> {
    Some(match lower {
        "before" => Kind::Before,
        "after" => Kind::After,
        "since" => Kind::Since,
        "until" | "till" => Kind::Until,
        "by" => Kind::By,
        "from" => Kind::From,
        "to" | "through" => Kind::To,
        "between" => Kind::Between,
        "and" => Kind::And,
        "a" | "an" => Kind::A,
        "the" => Kind::The,
        "of" => Kind::Of,
        "for" => Kind::For,
        "in" => Kind::In,
        "on" => Kind::On,
        "over" | "during" | "within" | "throughout" | "lasting" | "lasted" => Kind::During,
        "at" | "around" | "circa" | "into" | "as" => Kind::At,
        "about" | "nearly" | "almost" | "some" | "roughly" | "approximately" | "more" | "less" | "than"
        | "least" | "just" => Kind::About,
        "long" => Kind::Long,
        "new" => Kind::New,
        "now" => Kind::Now,
        "or" => Kind::Or,
        "have" | "be" | "not" => Kind::Infinitive,
        "black" | "bloody" | "super" | "arab" => Kind::Epithet,
        "old" | "age" => Kind::Old,
        "was" | "were" | "is" | "saw" | "has" | "had" | "brought" | "began" | "ended" | "marked" => {
            Kind::Verb
        }
        _ => return feast_word(lower),
    })
}

/// Names of feasts and what stands in them.
fn feast_word(lower: &str) -> Option<Kind> {
    Some(match lower {
        "good" => Kind::Holy { offset: -2, weekday: 5 },
        "ash" => Kind::Holy { offset: -46, weekday: 3 },
        "palm" => Kind::Holy { offset: -7, weekday: 7 },
        "maundy" => Kind::Holy { offset: -3, weekday: 4 },
        "holy" => Kind::Holy { offset: -1, weekday: 6 },
        "easter" => Kind::Feast(Feast::Easter),
        "orthodox" => Kind::Orthodox,
        "ramadan" | "ramadhan" | "ramazan" => Kind::Feast(Feast::Ramadan),
        "eid" => Kind::Eid,
        "fitr" => Kind::Feast(Feast::EidAlFitr),
        "adha" | "azha" => Kind::Feast(Feast::EidAlAdha),
        "ashura" | "ashoura" => Kind::Feast(Feast::Ashura),
        "arbaeen" | "arbain" => Kind::Feast(Feast::Arbaeen),
        "passover" => Kind::Feast(Feast::Passover),
        "yom" => Kind::Yom,
        "kippur" => Kind::Feast(Feast::YomKippur),
        "nowruz" | "nawroz" | "newroz" | "norooz" => Kind::Feast(Feast::Nowruz),
        _ => return None,
    })
}

/// Words beside a number or a name that say whether it is a date.
fn company(lower: &str) -> Option<Kind> {
    Some(match lower {
        "gmt" | "utc" | "cet" | "cest" | "est" | "edt" | "bst" | "hrs" | "local" | "am" | "pm"
        | "o'clock" => Kind::Zone,
        "anniversary" | "anniversaries" => Kind::Anniversary,
        "movement" | "brigade" | "brigades" | "battalion" | "regiment" | "division" | "front" | "group"
        | "martyrs" | "faction" | "organization" | "organisation" | "forum" | "bridge" | "square"
        | "street" | "avenue" | "university" | "stadium" | "times" | "telegraph" | "mirror" | "mail"
        | "magazine" | "coalition" | "alliance" | "party" => Kind::NameHead,
        "people" | "person" | "persons" | "civilians" | "soldiers" | "troops" | "fighters" | "rebels"
        | "militants" | "men" | "women" | "children" | "girls" | "boys" | "villagers" | "residents"
        | "insurgents" | "terrorists" | "guerrillas" | "policemen" | "officers" | "prisoners"
        | "hostages" | "bodies" | "deaths" | "casualties" | "wounded" | "dead" | "killed" | "injured"
        | "families" | "homes" | "houses" | "villages" | "tanks" | "vehicles" | "rockets" | "missiles"
        | "drones" | "shells" | "refugees" | "migrants" | "students" | "workers" | "protesters" | "km"
        | "kilometres" | "kilometers" | "miles" | "metres" | "meters" | "tonnes" | "tons" | "dollars"
        | "euros" | "percent" | "per" | "thousand" | "million" | "billion" | "others" | "peacekeepers"
        | "police" | "gunmen" | "combatants" | "attackers" | "personnel" | "troopers" | "cases"
        | "schools" | "displaced" => Kind::Counted,
        "total" | "toll" | "number" | "figure" | "sum" | "average" | "rate" | "price" | "resolution"
        | "route" | "flight" | "article" | "height" | "agenda" | "vision" => Kind::Tally,
        _ => return None,
    })
}
