//! When: the expressions of time of a report, and which of them a predicate hangs on. What they mean is
//! `claimant_resolve::dates`; without a day of publication a relative one stays unresolved, the clock is never asked.

mod hanging;

use std::ops::Range;

use claimant_parse::Document;
use claimant_resolve::dates::{
    self, Anchor, Interval, Meaning, Resolved, Tense, TimeExpression, Unresolved, Year,
};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// A time in days with the words that give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct When {
    /// First and last possible day; `None` where one of them is open or not known.
    pub(crate) days: Option<(Date, Date)>,
    /// The earliest and the latest possible day, each where it is known.
    pub(crate) bounds: (Option<Date>, Option<Date>),
    /// UCDP precision, 1 to 5.
    pub(crate) precision: u8,
    /// The words.
    pub(crate) tokens: Range<usize>,
    /// Whether the words say that it is long past: "years ago", "last year".
    pub(crate) past: bool,
}

impl When {
    /// Whether all days of another lie in it.
    fn holds(&self, other: &When) -> bool {
        let days = self.days.zip(other.days);
        days.is_some_and(|(own, other)| own.0 <= other.0 && other.1 <= own.1)
    }
}

/// The expressions of time of a report.
pub(crate) struct Times {
    published: Option<Date>,
    all: Vec<Mention>,
    by_token: FxHashMap<usize, usize>,
    /// Dates that no calendar has, as the report writes them.
    impossible: Vec<String>,
}

/// Letters of a dateline at most.
const LONGEST_DATELINE: usize = 90;

/// So many impossible dates are told.
const MOST_TOLD: usize = 20;

struct Mention {
    expression: TimeExpression,
    tokens: Range<usize>,
    /// The days spoken of before.
    reference: Option<Interval>,
}

/// The day of publication, from an ISO date or date-time.
pub(crate) fn day(published: Option<&str>) -> Option<Date> {
    published?.get(..10)?.parse().ok()
}

impl Times {
    /// Finds them sentence by sentence; the days one stands for are what "a day earlier" after it counts from.
    pub(crate) fn find(document: &Document, published: Option<Date>) -> Times {
        let mut times =
            Times { published, all: Vec::new(), by_token: FxHashMap::default(), impossible: Vec::new() };
        let mut reference = None;
        let mut told = Told::default();
        for sentence in document.sentences() {
            let start = sentence.span().start;
            told.enter(document, sentence.span());
            for mut expression in dates::find(sentence.text()) {
                told.read(sentence.text(), &mut expression);
                let span = expression.span.start + start..expression.span.end + start;
                let tokens = tokens_in(sentence.token_range(), document, &span);
                // "Two days after the raid" counts from the raid, not from the day spoken of last.
                let reference_of_own = reference.filter(|_| !expression.meaning.needs_event());
                let anchor = Anchor { published, tense: Tense::Unknown, reference: reference_of_own };
                let days = dates::resolve(&expression, &anchor);
                if let Err(Unresolved::Impossible(_)) = days {
                    times.impossible.push(document.text()[span.clone()].to_owned());
                }
                let days = days.ok().and_then(|days| days.interval());
                times.by_token.extend(tokens.clone().map(|token| (token, times.all.len())));
                times.all.push(Mention { expression, tokens, reference: reference_of_own });
                if !in_dateline(document.text(), &span) {
                    reference = days.or(reference);
                }
            }
        }
        times
    }

    /// What is wrong with the dates of the report.
    pub(crate) fn problems(&self) -> Vec<String> {
        let told = |date: &String| format!("no such date: {date}");
        self.impossible.iter().take(MOST_TOLD).map(told).collect()
    }

    fn when(&self, mention: &Mention, future: bool) -> Option<When> {
        self.resolve(mention, &mention.expression, future)
    }

    /// What an expression means where a mention stands.
    fn resolve(&self, mention: &Mention, expression: &TimeExpression, future: bool) -> Option<When> {
        let tense = if future { Tense::Future } else { Tense::Unknown };
        let anchor = Anchor { published: self.published, tense, reference: mention.reference };
        let tokens = mention.tokens.clone();
        match dates::resolve(expression, &anchor) {
            Ok(days) => Some(known(&days, tokens)),
            Err(Unresolved::Duration | Unresolved::Impossible(_)) => None,
            Err(_) => {
                let past = expression.meaning.is_history();
                Some(When { days: None, bounds: (None, None), precision: 5, tokens, past })
            }
        }
    }
}

/// The year that a paragraph says first of what follows: "In 2012 the town fell. In March it was retaken."
#[derive(Default)]
struct Told {
    year: Option<i16>,
    /// Where the last sentence ended.
    end: usize,
}

impl Told {
    /// A new paragraph tells of other years.
    fn enter(&mut self, document: &Document, sentence: Range<usize>) {
        let between = document.text().get(self.end..sentence.start).unwrap_or_default();
        if between.contains('\n') || document.text()[..sentence.start].ends_with('\n') {
            self.year = None;
        }
        self.end = sentence.end;
    }

    /// Keeps a year that opens a sentence, and gives it to a month that has none: "in March", not "on 5 March", which in
    /// news is of this year.
    fn read(&mut self, sentence: &str, expression: &mut TimeExpression) {
        let Meaning::Calendar(calendar) = &mut expression.meaning else { return };
        match (calendar.year, calendar.month, calendar.day) {
            (Some(Year::Given(year)), None, None) => {
                let before = sentence[..expression.span.start].trim();
                self.year = matches!(before, "In" | "Back in").then_some(year);
            }
            (Some(_), _, _) => self.year = None,
            (None, Some(_), None) => calendar.year = self.year.map(Year::Given),
            _ => {}
        }
    }
}

fn known(days: &Resolved, tokens: Range<usize>) -> When {
    When {
        days: days.start.zip(days.end),
        bounds: (days.start, days.end),
        precision: days.precision,
        tokens,
        past: days.past,
    }
}

/// "SAN JUAN, 19 April (AFP) -- …": the day of writing is none that the text has spoken of.
fn in_dateline(text: &str, span: &Range<usize>) -> bool {
    let line = text[..span.start].trim_start();
    let rest = text[span.end..].lines().next().unwrap_or_default();
    let dash = [" --", " –", " —", " - "].iter().filter_map(|dash| rest.find(dash)).min();
    line.len() + dash.unwrap_or(LONGEST_DATELINE) < LONGEST_DATELINE && !line.contains('\n')
}

/// The tokens of a sentence that lie within some bytes.
fn tokens_in(sentence: Range<usize>, document: &Document, bytes: &Range<usize>) -> Range<usize> {
    let inside = |index: &usize| {
        let span = document.token(*index).span();
        span.start < bytes.end && span.end > bytes.start
    };
    let first = sentence.clone().find(inside).unwrap_or(sentence.start);
    let last = sentence.clone().rev().find(inside).map_or(first, |last| last + 1);
    first..last.max(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_the_beginning_of_a_date_and_time() {
        assert_eq!(day(Some("2024-07-30T10:00:00Z")), "2024-07-30".parse().ok());
        assert_eq!(day(Some("soon")), None);
        assert_eq!(day(None), None);
    }

    #[test]
    fn a_year_that_opens_a_sentence_is_the_year_of_months_after_it() {
        let month = |text: &str, told: &mut Told| {
            let mut found = dates::find(text);
            for expression in &mut found {
                told.read(text, expression);
            }
            found
                .iter()
                .filter_map(|expression| match &expression.meaning {
                    Meaning::Calendar(calendar) if calendar.month.is_some() => Some(calendar.year),
                    _ => None,
                })
                .next_back()
                .flatten()
        };
        let mut told = Told::default();
        assert_eq!(month("In 2012, the town fell.", &mut told), None);
        assert_eq!(month("In March it was retaken.", &mut told), Some(Year::Given(2012)));
        assert_eq!(month("On 5 March it fell again.", &mut told), None);
        let mut told = Told::default();
        month("The group, founded in 2012, grew.", &mut told);
        assert_eq!(month("In March it attacked.", &mut told), None);
    }
}
