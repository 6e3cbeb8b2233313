//! When: expressions of time in English prose, and the days they stand for.
//!
//! [`find`] reads a sentence and gives each expression with its bytes and its [`Meaning`]; it needs no parser and knows
//! nothing of the day the sentence was written. [`resolve`] turns a meaning into days against an [`Anchor`]: the day
//! of publication, the tense of the clause, the days spoken of before. What the anchor does not give is never guessed.
//!
//! ```
//! use claimant_resolve::dates::{Anchor, Tense, find, resolve};
//!
//! let found = find("The convoy was hit late on Thursday.");
//! let anchor = Anchor { published: "2024-07-30".parse().ok(), tense: Tense::Past, reference: None };
//! let days = resolve(&found[0], &anchor).map(|days| (days.edtf, days.precision));
//! assert_eq!(days, Ok(("2024-07-25".to_owned(), 1)));
//! ```
//!
//! Conventions, where English leaves a choice: weeks run from Monday to Sunday; "last week" is the calendar week before;
//! "Thursday night" and "the night of 26 July" are that day and "last night" is the day before, "overnight" is two days; "two
//! weeks ago" is out by up to three days; "late July" is its last third. Seasons are those of the northern half of the Earth.

mod cursor;
mod feast;
mod grammar;
mod interval;
mod meaning;
mod resolve;
mod vocabulary;
mod word;

use std::ops::Range;

pub use feast::Feast;
pub use interval::Interval;
pub use meaning::{Amount, Base, Calendar, Meaning, Part, Pick, Year};
pub use resolve::{Anchor, Resolved, Tense, Unresolved, resolve, resolve_all};
pub use vocabulary::Unit;

use cursor::Cursor;

/// An expression of time in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Its bytes in the text, without "on", "in" or "the" before it; "since", "until", "by", "from" and "between"
    /// belong to it where they bound it.
    pub span: Range<usize>,
    /// What it means.
    pub meaning: Meaning,
}

/// The expressions of time in a text, in order; none overlaps another. Linear in the text; never fails. Meant for a
/// sentence or a paragraph: an expression does not reach over a full stop, but nothing else of the text is kept apart.
pub fn find(text: &str) -> Vec<TimeExpression> {
    let words = word::split(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let parsed = grammar::expression(Cursor::new(&words, at));
        let Some((meaning, after)) = parsed.filter(|(_, after)| after.at() > at) else {
            at += 1;
            continue;
        };
        found.push(TimeExpression { span: words[at].start..words[after.at() - 1].end, meaning });
        at = after.at();
    }
    found
}
