//! Who made a report, by its own words: the dateline ("BAMAKO, July 29 (Reuters) -"), the byline ("By Ada Lind"), the tail
//! ("(AFP)", "Avec AFP", "— Reuters").
//!
//! Publisher, wire agency and author are three different fields. What is known beforehand stands before what the text
//! says; nothing is guessed: a dateline without a year dates nothing. No markup and no claims are known here, so that
//! both the crate that extracts text and the crate that reads it can use this one.

mod agencies;
mod byline;
mod dateline;
mod tail;

use std::ops::Range;

use claimant_model::ReportInput;

pub use agencies::agency;
pub use dateline::dateline_dash;

/// What a text says of its own making.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credits {
    /// Who wrote it, as written.
    pub byline: Option<String>,
    /// The agency it came from, by the name of the field; several are joined by ", ".
    pub wire: Option<String>,
    /// The full date of a dateline, ISO 8601.
    pub published: Option<String>,
    /// The bytes of the text that are credits and no report, in order of finding.
    pub spans: Vec<Range<usize>>,
}

/// Lines looked at for a dateline and a byline.
const HEAD_LINES: usize = 6;
/// Lines looked at for the credits at the end.
const TAIL_LINES: usize = 4;

/// Reads the first and the last lines of a text.
pub fn find(text: &str) -> Credits {
    let lines = lines(text);
    let mut credits = Credits::default();
    for &(start, line) in lines.iter().take(HEAD_LINES) {
        credits.read_head(start, line);
    }
    for &(start, line) in lines.iter().rev().take(TAIL_LINES) {
        credits.read_tail(start, line);
    }
    credits
}

/// What is known of a report's making: what it came with, else what its text says.
///
/// A byline that names an agency and no person is a wire, and so is an outlet that is an agency.
pub fn of(input: &ReportInput) -> Credits {
    let found = find(&input.text);
    let given = input.byline.as_deref().map(byline::split).unwrap_or_default();
    let published_by_agency = input.source.as_deref().and_then(agency).map(str::to_owned);
    Credits {
        byline: given.people.or(found.byline),
        wire: input.wire.clone().or(given.agency).or(found.wire).or(published_by_agency),
        published: input.published.clone().or(found.published),
        spans: found.spans,
    }
}

/// Fills in what a report came without.
pub fn fill(input: &mut ReportInput) {
    let credits = of(input);
    input.byline = credits.byline;
    input.wire = credits.wire;
    input.published = credits.published;
}

impl Credits {
    fn read_head(&mut self, start: usize, line: &str) {
        if self.byline.is_none()
            && let Some(given) = byline::line(line)
        {
            self.byline = given.people;
            self.wire = self.wire.take().or(given.agency);
            self.spans.push(start..start + line.len());
        }
        if let Some(dateline) = dateline::read(line) {
            self.wire = self.wire.take().or(dateline.wire);
            self.published = self.published.take().or(dateline.published);
            self.spans.push(start..start + dateline.end);
        }
    }

    fn read_tail(&mut self, start: usize, line: &str) {
        let Some(tail) = tail::read(line) else { return };
        self.wire = self.wire.take().or(tail.wire);
        self.byline = self.byline.take().or(tail.byline);
        let span = start + tail.start..start + line.len();
        if !self.spans.contains(&span) {
            self.spans.push(span);
        }
    }
}

/// The lines that are not empty, trimmed, each with where it starts.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            lines.push((start + line.len() - line.trim_start().len(), trimmed));
        }
        start += line.len();
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn head_and_tail_are_read() {
        let text = "By Ada Lind\nKIDAL, July 29 (Reuters) - Shots fell.\n\nThe army denied it. (AFP)\n";
        let credits = find(text);
        assert_eq!(credits.byline.as_deref(), Some("Ada Lind"));
        assert_eq!(credits.wire.as_deref(), Some("Reuters"));
        let spans: Vec<&str> = credits.spans.iter().map(|span| &text[span.clone()]).collect();
        assert_eq!(spans, ["By Ada Lind", "KIDAL, July 29 (Reuters) - ", "(AFP)"]);
    }

    #[test]
    fn what_is_given_stands_before_what_is_found() {
        let input = ReportInput {
            text: "GAO (AFP) - Shots fell.".into(),
            wire: Some("dpa".into()),
            byline: Some("Ben Okoro".into()),
            ..ReportInput::default()
        };
        let credits = of(&input);
        assert_eq!((credits.wire.as_deref(), credits.byline.as_deref()), (Some("dpa"), Some("Ben Okoro")));
    }

    #[test]
    fn publisher_wire_and_author_stay_apart() {
        let mut input = ReportInput {
            text: "Shots fell in the town.".into(),
            source: Some("The Coast Courier".into()),
            byline: Some("Ada Lind, AFP".into()),
            ..ReportInput::default()
        };
        fill(&mut input);
        assert_eq!(input.source.as_deref(), Some("The Coast Courier"));
        assert_eq!(input.wire.as_deref(), Some("AFP"));
        assert_eq!(input.byline.as_deref(), Some("Ada Lind"));
    }

    #[test]
    fn an_agency_that_publishes_is_the_wire_too() {
        let input = ReportInput { source: Some("Reuters".into()), ..ReportInput::default() };
        assert_eq!(of(&input).wire.as_deref(), Some("Reuters"));
    }

    proptest! {
        #[test]
        fn any_text_has_credits_within_it(text in "[ \\nA-Za-zé(),—–|;.:-]{0,200}|\\PC{0,120}") {
            for span in find(&text).spans {
                prop_assert!(text.get(span).is_some());
            }
        }
    }
}
