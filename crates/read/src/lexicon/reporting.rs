//! Words that say that somebody says something.

use claimant_model::{Act, Certainty};

use super::WordKind;
use super::table::Row;

/// Complements that make a word a cue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // one flag per complement, as the file has them
pub struct Takes {
    /// A clause.
    pub that: bool,
    /// An infinitive.
    pub to: bool,
    /// A noun phrase as what is said.
    pub np: bool,
    /// A quotation.
    pub quote: bool,
    /// "of doing".
    pub of: bool,
    /// "for doing".
    pub for_: bool,
    /// A gerund.
    pub ing: bool,
    /// A predicate of the object: "called him a liar".
    pub oprd: bool,
}

impl Takes {
    fn parse(text: &str) -> Result<Takes, String> {
        let mut takes = Takes::default();
        for word in text.split_whitespace() {
            match word {
                "that" | "whether" => takes.that = true,
                "to" => takes.to = true,
                "np" => takes.np = true,
                "quote" => takes.quote = true,
                "of" | "about" => takes.of = true,
                "for" => takes.for_ = true,
                "ing" => takes.ing = true,
                "oprd" => takes.oprd = true,
                _ => return Err(format!("`{word}` is no complement")),
            }
        }
        Ok(takes)
    }
}

/// One row of `reporting.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// The kind of word.
    pub kind: WordKind,
    /// What is done in saying it; none for adverbs that only weaken.
    pub act: Option<Act>,
    /// Complements that make it a cue.
    pub takes: Takes,
    /// How sure what is said becomes.
    pub certainty: Option<Certainty>,
}

impl Cue {
    pub(super) fn from_row(row: &Row) -> Result<Cue, String> {
        let kind =
            row.cell(1).and_then(WordKind::from_code).ok_or("the second column must be v, n, a, r or p")?;
        Ok(Cue {
            kind,
            act: row.code(2)?,
            takes: Takes::parse(row.cell(3).unwrap_or_default())?,
            certainty: row.code(4)?,
        })
    }
}
