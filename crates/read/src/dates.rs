//! When: the expressions of time of a report, and which of them a predicate hangs on. What they mean is
//! `claimant_resolve::dates`; without a day of publication a relative one stays unresolved, the clock is never asked.

use std::collections::HashMap;
use std::ops::Range;

use claimant_parse::{Document, Token};
use claimant_resolve::dates::{self, Anchor, Interval, Resolved, Tense, TimeExpression, Unresolved};
use jiff::civil::Date;

use crate::clause::occurrence;
use crate::tree::is_verb;

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

/// The expressions of time of a report.
pub(crate) struct Times {
    published: Option<Date>,
    all: Vec<Mention>,
    by_token: HashMap<usize, usize>,
}

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
        let mut times = Times { published, all: Vec::new(), by_token: HashMap::new() };
        let mut reference = None;
        for sentence in document.sentences() {
            let start = sentence.span().start;
            for expression in dates::find(sentence.text()) {
                let span = expression.span.start + start..expression.span.end + start;
                let tokens = tokens_in(sentence.token_range(), document, &span);
                // "Two days after the raid" counts from the raid, not from the day spoken of last.
                let reference_of_own = reference.filter(|_| !expression.meaning.needs_event());
                let anchor = Anchor { published, tense: Tense::Unknown, reference: reference_of_own };
                let days = dates::resolve(&expression, &anchor).ok().and_then(|days| days.interval());
                times.by_token.extend(tokens.clone().map(|token| (token, times.all.len())));
                times.all.push(Mention { expression, tokens, reference: reference_of_own });
                reference = days.or(reference);
            }
        }
        times
    }

    /// The time of a predicate: from the words attached to it, or to what governs it, up to `stop`.
    pub(crate) fn of(&self, predicate: Token<'_>, stop: Option<usize>, future: bool) -> Option<When> {
        let mut at = predicate;
        for _ in 0..24 {
            let told = || occurrence(at).and_then(|verb| self.attached(verb, future));
            if let Some(found) = self.attached(at, future).or_else(told) {
                return Some(found);
            }
            if at.is_root() || Some(at.index()) == stop {
                return None;
            }
            at = at.head();
        }
        None
    }

    /// An expression among the words right below a token.
    fn attached(&self, token: Token<'_>, future: bool) -> Option<When> {
        token.children().filter(|child| !is_verb(*child)).find_map(|child| {
            let place = |token: Token<'_>| self.by_token.get(&token.index());
            let object = match child.label() {
                // "Last June the rebels…", "Thursday's attack…": the parser hangs it on the subject.
                "nsubj" | "nsubjpass" => {
                    let first = token.document().token(child.subtree().start);
                    return place(first).and_then(|mention| self.when(&self.all[*mention], future));
                }
                "prep" | "agent" => child.children().find(|c| matches!(c.label(), "pobj" | "pcomp")),
                "npadvmod" | "advmod" | "compound" | "nummod" | "poss" | "nmod" | "tmod" | "amod"
                | "appos" => None,
                _ => return None,
            };
            let part_of = || object?.child("prep").filter(|prep| prep.lemma() == "of")?.child("pobj");
            // "In the early hours of Friday": the day hangs on the part of it.
            let mention = place(child).or_else(|| place(object?)).or_else(|| place(part_of()?))?;
            self.when(&self.all[*mention], future)
        })
    }

    fn when(&self, mention: &Mention, future: bool) -> Option<When> {
        let tense = if future { Tense::Future } else { Tense::Unknown };
        let anchor = Anchor { published: self.published, tense, reference: mention.reference };
        let tokens = mention.tokens.clone();
        match dates::resolve(&mention.expression, &anchor) {
            Ok(days) => Some(known(&days, tokens)),
            Err(Unresolved::Duration | Unresolved::Impossible(_)) => None,
            Err(_) => {
                let past = mention.expression.meaning.is_history();
                Some(When { days: None, bounds: (None, None), precision: 5, tokens, past })
            }
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
}
