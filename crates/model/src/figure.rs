//! Quantities as the text gives them: never collapsed to one number.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Span;

/// How a figure is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// "Ten".
    Exact,
    /// "About ten".
    About,
    /// "At least ten".
    AtLeast,
    /// "More than ten".
    MoreThan,
    /// "Up to ten".
    AtMost,
    /// "Fewer than ten".
    FewerThan,
    /// "Between 20 and 80".
    Range,
    /// Counted from a noun phrase: "a soldier".
    Implied,
    /// "Dozens", "heavy": no number, unless the word bounds it.
    Vague,
    /// The source declined to give a number: never 0.
    Withheld,
}

/// A quantity as the text gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// The least it may be.
    pub low: Option<u64>,
    /// The most it may be.
    pub high: Option<u64>,
    /// How it is bounded.
    pub qualifier: Qualifier,
    /// The vague word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    /// The whole in "one of two helicopters".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// The words that give the figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

impl Figure {
    /// Exactly so many.
    pub fn exact(number: u64) -> Figure {
        Figure::new(Some(number), Some(number), Qualifier::Exact)
    }

    /// So many, counted from a noun phrase.
    pub fn implied(number: u64) -> Figure {
        Figure::new(Some(number), Some(number), Qualifier::Implied)
    }

    /// A figure without words. `low` above `high` is turned round.
    pub fn new(low: Option<u64>, high: Option<u64>, qualifier: Qualifier) -> Figure {
        let (low, high) = match (low, high) {
            (Some(low), Some(high)) if low > high => (Some(high), Some(low)),
            bounds => bounds,
        };
        Figure { low, high, qualifier, term: None, of: None, span: None }
    }

    /// A vague word, unbounded.
    pub fn vague(term: &str) -> Figure {
        Figure { term: Some(term.to_owned()), ..Figure::new(None, None, Qualifier::Vague) }
    }

    /// No number was given.
    pub fn withheld() -> Figure {
        Figure::new(None, None, Qualifier::Withheld)
    }
}
