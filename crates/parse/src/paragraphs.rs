//! Where a text falls into paragraphs, which are parsed apart.
//!
//! Most reports have one paragraph a line. Text that was wrapped to a width (mail, old wire copy) has paragraphs of
//! several lines with blank lines between them; there, a line end is a space like any other.

use std::ops::Range;

/// Lines of wrapped text are rarely longer than this, in bytes.
const WIDEST_WRAPPED: usize = 120;

/// The byte ranges of the paragraphs, white space around them left out, and whether lines are wrapped.
pub(crate) fn paragraphs(text: &str) -> (Vec<Range<usize>>, bool) {
    let lines: Vec<Range<usize>> = lines(text);
    let wrapped = is_wrapped(text, &lines);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut continues = false;
    for line in lines {
        let words = trim(text, line);
        if words.is_empty() {
            continues = false;
            continue;
        }
        match found.last_mut() {
            Some(last) if continues => last.end = words.end,
            _ => found.push(words),
        }
        continues = wrapped;
    }
    (found, wrapped)
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|line| {
            start += line.len();
            start - line.len()..start
        })
        .collect()
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let line = &text[range.clone()];
    let start = range.start + (line.len() - line.trim_start().len());
    start..(range.start + line.trim_end().len()).max(start)
}

/// Whether most line ends within blocks of lines come in the middle of a sentence.
fn is_wrapped(text: &str, lines: &[Range<usize>]) -> bool {
    let (mut broken, mut inner) = (0usize, 0usize);
    for pair in lines.windows(2) {
        let (line, next) = (text[pair[0].clone()].trim(), text[pair[1].clone()].trim());
        if line.is_empty() || next.is_empty() {
            continue;
        }
        inner += 1;
        let ends = line.ends_with(['.', '!', '?', ':', '"', '”', '’', ')', ';']);
        let long = line.len() > WIDEST_WRAPPED || line.len() < 30;
        broken += usize::from(!ends && !long);
    }
    inner >= 2 && broken * 10 >= inner * 6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        paragraphs(text).0.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn one_paragraph_a_line() {
        let text = "By A. Writer\n  The army withdrew from the town on Monday.\r\n\n\nTwo soldiers died. ";
        assert_eq!(
            parts(text),
            ["By A. Writer", "The army withdrew from the town on Monday.", "Two soldiers died."]
        );
    }

    #[test]
    fn wrapped_lines_belong_together() {
        let text = "The army said on Monday that its soldiers had taken the\ntown after a battle of three days in \
                    which many houses\nwere destroyed.\n\nThe rebels denied that they had left the town, and said\nthe \
                    army had been beaten.";
        assert_eq!(parts(text).len(), 2);
        assert!(parts(text)[1].ends_with("been beaten."));
    }

    #[test]
    fn nothing_and_blank() {
        assert!(parts("").is_empty());
        assert!(parts(" \n\t\n").is_empty());
    }
}
