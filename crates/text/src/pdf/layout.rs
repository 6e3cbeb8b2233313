//! The lines of a page, joined to paragraphs.

/// A line that is at least this long and ends in the middle of a sentence goes on in the next one, in characters.
const FULL_LINE: usize = 45;

/// Joins lines that were broken by the width of the page; an empty line, a short line or the end of a sentence ends a
/// paragraph. A word that was divided at the end of a line is joined again.
pub(crate) fn paragraphs(text: &str) -> String {
    let mut joined = String::new();
    let mut open = false;
    for line in text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")) {
        if line.is_empty() {
            open = open && continues(&joined);
            continue;
        }
        if !joined.is_empty() {
            join(&mut joined, &line, open);
        }
        joined.push_str(&line);
        open = line.chars().count() >= FULL_LINE;
    }
    joined
}

/// Whether the text so far ends in the middle of a sentence.
fn continues(text: &str) -> bool {
    !text.ends_with(['.', '!', '?', ':', '"', '”', '»', ')'])
}

fn join(joined: &mut String, line: &str, open: bool) {
    let small = line.starts_with(char::is_lowercase);
    let divided = joined.strip_suffix('-').is_some_and(|before| before.ends_with(char::is_lowercase));
    if open && small && divided {
        joined.pop();
    } else if open && (small || continues(joined)) {
        joined.push(' ');
    } else if open && joined.lines().next_back().is_some_and(|last| last.chars().count() >= FULL_LINE) {
        // A full line that ends a sentence: the paragraph goes on or a new one starts, and both read the same.
        joined.push(' ');
    } else {
        joined.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_paragraph_are_joined() {
        let text = "SHELLS FALL\n\nThe shells fell on the market of the little town in the mor-\nning of Monday, the mayor \
            of the little town told us.\n\n\nNobody was hurt.\nNobody fled.";
        let joined = "SHELLS FALL\nThe shells fell on the market of the little town in the morning of Monday, the mayor \
            of the little town told us.\nNobody was hurt.\nNobody fled.";
        assert_eq!(paragraphs(text), joined);
    }
}
