//! The copy of the text that the parser sees. It has the same length in bytes, so that every offset holds in the text
//! as given.

use claimant_model::ReportInput;

/// Puts a line break where a headline is glued to the body.
pub(crate) fn for_parser(input: &ReportInput) -> String {
    let mut text = input.text.clone();
    if let Some(end) = glued_headline(input) {
        break_before(&mut text, end);
        blank_site_name(&mut text, end);
    }
    if let Some(end) = dateline(&text) {
        text.replace_range(end - 1..end, "\n");
    }
    text
}

/// Lines looked at for a dateline.
const DATELINE_LINES: usize = 8;

/// Where the dateline ends: "NAIROBI, Friday - " is no part of the sentence after it.
fn dateline(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n').take(DATELINE_LINES) {
        let mixed = line.contains(char::is_lowercase);
        let place = line.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let capitals = place.chars().count() > 2 && place.chars().all(char::is_uppercase);
        let dash = claimant_credits::dateline_dash(line).filter(|_| mixed && capitals);
        if let Some((at, length)) = dash {
            return Some(start + at + length);
        }
        start += line.len();
    }
    None
}

/// Where the headline ends, if the text opens with it and goes straight on.
fn glued_headline(input: &ReportInput) -> Option<usize> {
    let title = input.title.as_deref()?.trim();
    let rest = input.text.strip_prefix(title)?;
    let glued =
        !title.is_empty() && !rest.trim_start_matches([' ', '\t']).starts_with('\n') && !rest.is_empty();
    glued.then_some(title.len())
}

/// Turns the character before `end` into a line break, padded to the same length.
fn break_before(text: &mut String, end: usize) {
    let Some(last) = text[..end].chars().next_back() else { return };
    let start = end - last.len_utf8();
    let filler = format!("{}\n", " ".repeat(last.len_utf8() - 1));
    text.replace_range(start..end, &filler);
}

/// Telex texts set off the dateline with a word in brackets: "BOGOTA, 7 JUL 89 -- [TEXT] GUERRILLAS…". The body starts
/// a line of its own.
pub(crate) fn datelines(text: &str) -> String {
    text.replace("] ", "]\n")
}

/// Headlines end in the name of the site: "… | Radio Nine".
fn blank_site_name(text: &mut String, end: usize) {
    let bar = [" | ", " « ", " :: "].iter().filter_map(|bar| text[..end].find(bar)).min();
    if let Some(start) = bar {
        text.replace_range(start..end - 1, &" ".repeat(end - 1 - start));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glued_headline_is_cut_off_without_moving_anything() {
        let input = ReportInput {
            text: "Two shot in LyonPolice said so.".into(),
            title: Some("Two shot in Lyon".into()),
            ..ReportInput::default()
        };
        let prepared = for_parser(&input);
        assert_eq!(prepared.len(), input.text.len());
        assert_eq!(prepared.lines().nth(1), Some("Police said so."));
    }
}
