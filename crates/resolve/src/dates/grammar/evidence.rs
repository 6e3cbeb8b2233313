//! What tells a month from a verb and a year from a head count: the words around it.

use super::super::cursor::Cursor;
use super::super::vocabulary::Kind;
use super::super::word::Case;

const MARCH: i8 = 3;
const MAY: i8 = 5;

/// Whether a month's name is at the same time a word or a first name.
fn is_doubtful(month: i8) -> bool {
    matches!(month, MARCH | 4 | MAY | 6 | 8)
}

/// Whether the month at the cursor may stand beside a day: "12 May" but not "12 may".
pub(super) fn month_beside_day(cursor: Cursor<'_>, month: i8) -> bool {
    let (Some(word), next) = (cursor.word(0), cursor.kind(1)) else { return false };
    let verb = word.case == Case::Lower && matches!(month, MARCH | MAY);
    let year = matches!(next, Kind::Number(_, 4));
    let modal = month == MAY && next == Kind::Infinitive;
    !modal && (!verb || year)
}

/// Whether the month at the cursor is one though neither day nor year is by it.
pub(super) fn month_alone(cursor: Cursor<'_>, month: i8, short: bool) -> bool {
    let Some(word) = cursor.word(0) else { return false };
    let (before, after) = (cursor.kind(-1), cursor.kind(1));
    let name = matches!(before, Kind::Number(_, 1..=2)) && after == Kind::NameHead;
    if name || is_epithet(cursor) || (month == MAY && after == Kind::Infinitive) {
        return false;
    }
    let certain = matches!(
        before,
        Kind::In | Kind::Since | Kind::Early | Kind::Mid | Kind::Late | Kind::Last | Kind::During
    ) || (matches!(before, Kind::Dash)
        && matches!(cursor.kind(-2), Kind::Early | Kind::Mid | Kind::Late));
    if certain || (before == Kind::Until && !is_doubtful(month)) {
        return !short || word.case != Case::Lower;
    }
    let likely = matches!(
        before,
        Kind::Until | Kind::From | Kind::Between | Kind::Of | Kind::Before | Kind::After | Kind::Dash
    ) || (before == Kind::By && month != MAY)
        || follows_month(cursor);
    let named = word.case == Case::Title || (word.case == Case::Upper && before != Kind::By);
    if is_doubtful(month) || short { named && likely } else { true }
}

/// "April and May", "March to May".
fn follows_month(cursor: Cursor<'_>) -> bool {
    matches!(cursor.kind(-1), Kind::And | Kind::To | Kind::Dash | Kind::Comma)
        && matches!(cursor.kind(-2), Kind::Month { .. } | Kind::Number(_, 4))
}

/// "Black September", "Bloody Sunday": a name.
pub(super) fn is_epithet(cursor: Cursor<'_>) -> bool {
    cursor.word(-1).is_some_and(|word| {
        matches!(word.kind, Kind::Epithet | Kind::Holy { .. } | Kind::Feast(_)) && word.case != Case::Lower
    })
}

/// "March 23 Movement", "Sunday Times": what stands here makes a name of the date before it.
pub(super) fn is_name_head(cursor: Cursor<'_>) -> bool {
    cursor.word(0).is_some_and(|word| word.kind == Kind::NameHead && word.case != Case::Lower)
}

/// Whether the four digits at the cursor are a year though no date is by them.
pub(super) fn year_alone(cursor: Cursor<'_>) -> bool {
    // "In 2012 rebels took the town", not "In 2012 villages the lights went out".
    let opens = cursor.kind(-1) == Kind::In && cursor.word(-1).is_some_and(|word| word.case == Case::Title);
    let acts =
        cursor.skip(1).counts_something() && !matches!(cursor.kind(2), Kind::The | Kind::A | Kind::Comma);
    if opens && acts {
        return true;
    }
    if cursor.skip(1).counts_something() || is_name_head(cursor.skip(1)) {
        return false;
    }
    match cursor.kind(-1) {
        Kind::In
        | Kind::Since
        | Kind::Until
        | Kind::From
        | Kind::During
        | Kind::Before
        | Kind::After
        | Kind::Between
        | Kind::Early
        | Kind::Late
        | Kind::Mid
        | Kind::By => true,
        Kind::Of => cursor.kind(-2) != Kind::Tally,
        Kind::Dash => matches!(cursor.kind(-2), Kind::Early | Kind::Mid | Kind::Late),
        Kind::To | Kind::And => is_year(cursor.kind(-2)),
        Kind::The | Kind::Possessive => cursor.kind(1) == Kind::Other,
        _ => cursor.kind(1) == Kind::Verb && !matches!(cursor.kind(-1), Kind::Other | Kind::Tally),
    }
}

/// Four digits that can be a year of what is reported.
pub(super) fn is_year(kind: Kind) -> bool {
    matches!(kind, Kind::Number(1000..=2100, 4))
}
