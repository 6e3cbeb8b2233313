//! When: absolute dates, and relative ones where the day of publication is known. Without it a relative date stays
//! unresolved; the clock is never asked.

use std::ops::Range;

use claimant_parse::Token;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::context::Context;
use crate::tree::is_verb;

/// A time in days with the words that give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct When {
    /// First and last possible day; `None` where the words need a day of publication that is not known.
    pub days: Option<(Date, Date)>,
    /// UCDP precision, 1 to 5.
    pub precision: u8,
    /// The words.
    pub tokens: Range<usize>,
    /// Whether the words say that it is long past: "years ago", "last year".
    pub past: bool,
}

/// The day of publication, from an ISO date or date-time.
pub(crate) fn day(published: Option<&str>) -> Option<Date> {
    published?.get(..10)?.parse().ok()
}

/// The time of a predicate: from the words attached to it, or to what governs it, up to `stop`.
pub(crate) fn of(
    context: &Context<'_>,
    predicate: Token<'_>,
    stop: Option<usize>,
    today: Option<Date>,
) -> Option<When> {
    let mut at = predicate;
    for _ in 0..24 {
        if let Some(found) = attached(context, at, today) {
            return Some(found);
        }
        if at.is_root() || Some(at.index()) == stop {
            return None;
        }
        at = at.head();
    }
    None
}

/// A date among the words right below a token.
fn attached(context: &Context<'_>, token: Token<'_>, today: Option<Date>) -> Option<When> {
    token.children().filter(|child| !is_verb(*child)).find_map(|child| {
        let date = match child.label() {
            "prep" | "agent" => child.children().find(|c| matches!(c.label(), "pobj" | "pcomp"))?,
            "npadvmod" | "advmod" | "compound" | "nummod" | "poss" | "nmod" | "tmod" | "amod" | "appos" => {
                child
            }
            _ => return None,
        };
        in_subtree(context, date, today)
    })
}

fn in_subtree(context: &Context<'_>, token: Token<'_>, today: Option<Date>) -> Option<When> {
    let range = token
        .entity()
        .filter(|e| e.label() == "DATE")
        .map_or(token.index()..token.index() + 1, claimant_parse::Entity::token_range);
    if token.entity().is_none_or(|e| e.label() != "DATE") && !is_day_word(token) {
        return None;
    }
    read(context, range, today)
}

fn is_day_word(token: Token<'_>) -> bool {
    let lower = token.text().to_lowercase();
    matches!(lower.as_str(), "today" | "yesterday" | "overnight" | "tonight")
        || weekday(&lower).is_some()
        || month(&lower).is_some()
}

/// Reads the words of a date.
pub(crate) fn read(context: &Context<'_>, tokens: Range<usize>, today: Option<Date>) -> Option<When> {
    let words: Vec<String> =
        context.document.token_range(tokens.clone()).map(|t| t.text().to_lowercase()).collect();
    let words: Vec<&str> =
        words.iter().map(|w| w.trim_matches([',', '.'])).filter(|w| !w.is_empty()).collect();
    let ago = context
        .document
        .token_range(tokens.end..(tokens.end + 1).min(context.document.len()))
        .any(|t| t.lemma() == "ago");
    let make = |days: Option<(Date, Date)>, precision: u8, past: bool| {
        Some(When { days, precision, tokens: tokens.clone(), past })
    };
    if let Some((start, end, precision)) = absolute(&words, today) {
        return make(Some((start, end)), precision, false);
    }
    let has = |word: &str| words.contains(&word);
    if ago || has("ago") || has("earlier") {
        let count = words.iter().find_map(|w| small_number(w)).unwrap_or(1);
        return back(&words, count, today).map_or_else(
            || make(None, 5, has_years(&words)),
            |(a, b, p)| make(Some((a, b)), p, has_years(&words)),
        );
    }
    let one_day = |date: Option<Date>| make(date.map(|d| (d, d)), 1, false);
    if has("today") || has("tonight") {
        return one_day(today);
    }
    if has("yesterday") || has("overnight") {
        return one_day(today.and_then(|d| d.yesterday().ok()));
    }
    if let Some(wanted) = words.iter().find_map(|w| weekday(w)) {
        return one_day(today.and_then(|d| last_weekday(d, wanted)));
    }
    if has("last") || has("previous") || has("past") {
        return back(&words, 1, today).map_or_else(
            || make(None, 5, has_years(&words)),
            |(a, b, p)| make(Some((a, b)), p, has_years(&words)),
        );
    }
    if has("decades") || has("years") || has("1980s") || has("1990s") || has("centuries") {
        return make(None, 5, true);
    }
    None
}

fn has_years(words: &[&str]) -> bool {
    words.iter().any(|w| matches!(*w, "year" | "years" | "decade" | "decades" | "century"))
}

/// "two weeks ago", "last month": the span so far back.
fn back(words: &[&str], count: i64, today: Option<Date>) -> Option<(Date, Date, u8)> {
    let today = today?;
    let has = |list: &[&str]| words.iter().any(|w| list.contains(w));
    if has(&["year", "years", "year's", "year’s"]) {
        let year = today.year() - count as i16;
        return Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?, 5));
    }
    if has(&["month", "months", "month's"]) {
        let there = today.checked_sub(count.months()).ok()?;
        return Some((there.first_of_month(), there.last_of_month(), 4));
    }
    if has(&["week", "weeks", "week's"]) {
        let there = today.checked_sub((7 * count).days()).ok()?;
        return Some((there.checked_sub(3.days()).ok()?, there.checked_add(3.days()).ok()?, 3));
    }
    if has(&["day", "days"]) {
        let there = today.checked_sub(count.days()).ok()?;
        return Some((there, there, 1));
    }
    if let Some(month) = words.iter().find_map(|w| month(w)) {
        let year = if month < today.month() { today.year() } else { today.year() - 1 };
        let first = Date::new(year, month, 1).ok()?;
        return Some((first, first.last_of_month(), 4));
    }
    None
}

/// "12 May 2014", "May 12", "2012", "May 2014", "4 JAN 90".
fn absolute(words: &[&str], today: Option<Date>) -> Option<(Date, Date, u8)> {
    let month = words.iter().find_map(|w| month(w));
    let year = words
        .iter()
        .find_map(|w| year(w))
        .filter(|year| today.is_none_or(|today| *year <= today.year() + 5))
        .or_else(|| month.and_then(|_| words.iter().rev().find_map(|w| short_year(w, words))));
    let day = words.iter().find_map(|w| day_number(w));
    match (year, month, day) {
        (Some(year), Some(month), Some(day)) => Date::new(year, month, day).ok().map(|d| (d, d, 1)),
        (Some(year), Some(month), None) => Date::new(year, month, 1).ok().map(|d| (d, d.last_of_month(), 4)),
        (Some(year), None, _) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?, 5)),
        (None, Some(month), Some(day)) => {
            let today = today?;
            let this_year = Date::new(today.year(), month, day).ok()?;
            let date =
                if this_year > today { Date::new(today.year() - 1, month, day).ok()? } else { this_year };
            Some((date, date, 1))
        }
        (None, Some(month), None) => {
            let today = today?;
            let year = if month <= today.month() { today.year() } else { today.year() - 1 };
            let first = Date::new(year, month, 1).ok()?;
            Some((first, first.last_of_month(), 4))
        }
        _ => None,
    }
}

fn year(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|year| (1800..2200).contains(year))
}

/// "90" of "4 JAN 90": two digits after a day and a month.
fn short_year(word: &str, words: &[&str]) -> Option<i16> {
    let last = words.last().is_some_and(|last| *last == word) && words.len() >= 3;
    (last && word.len() == 2)
        .then(|| word.parse::<i16>().ok())
        .flatten()
        .filter(|y| *y > 31)
        .map(|y| 1900 + y)
}

fn day_number(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    (digits.len() <= 2).then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

fn small_number(word: &str) -> Option<i64> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    word.parse()
        .ok()
        .filter(|n| (1..200).contains(n))
        .or_else(|| WORDS.iter().position(|w| *w == word).map(|i| i as i64 + 1))
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const FULL: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.');
    MONTHS
        .iter()
        .position(|m| *m == word)
        .or_else(|| FULL.iter().position(|m| *m == word))
        .or_else(|| (word == "sept").then_some(8))
        .map(|i| i as i8 + 1)
}

fn weekday(word: &str) -> Option<i8> {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    DAYS.iter().position(|d| *d == word).map(|i| i as i8 + 1)
}

/// The latest such weekday not after today.
fn last_weekday(today: Date, wanted: i8) -> Option<Date> {
    let now = today.weekday().to_monday_one_offset();
    let days = (now - wanted).rem_euclid(7);
    today.checked_sub(i64::from(days).days()).ok()
}
