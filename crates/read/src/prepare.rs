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

/// Where the headline ends, if the text opens with it and goes straight on. Its full stop belongs to it.
fn glued_headline(input: &ReportInput) -> Option<usize> {
    let title = input.title.as_deref()?.trim();
    let rest = input.text.strip_prefix(title)?;
    let after = rest.trim_start_matches(ENDS_HEADLINE);
    let blank = after.trim_start_matches([' ', '\t']);
    if title.is_empty() || blank.is_empty() || blank.starts_with(['\n', '\r']) {
        return None;
    }
    let stopped = after.len() < rest.len();
    let space = usize::from(stopped && after.starts_with(' '));
    Some(if stopped { input.text.len() - after.len() + space } else { title.len() })
}

/// What may stand between the words of a headline and the end of its line.
const ENDS_HEADLINE: [char; 7] = ['.', '!', '?', '"', '”', '’', '\''];

/// Turns the character before `end` into a line break, padded to the same length.
fn break_before(text: &mut String, end: usize) {
    let Some(last) = text[..end].chars().next_back() else { return };
    let start = end - last.len_utf8();
    let filler = format!("{}\n", " ".repeat(last.len_utf8() - 1));
    text.replace_range(start..end, &filler);
}

/// Longest text in brackets that is looked at, in bytes.
const LONGEST_ASIDE: usize = 120;

/// Words in brackets that tell how a telex was taken down, not what it says.
const MARKS: [&str; 12] = [
    "TEXT",
    "REPORT",
    "EXCERPT",
    "EXCERPTS",
    "SUMMARY",
    "ARTICLE",
    "EDITORIAL",
    "COMMENTARY",
    "CONTINUED",
    "BEGIN RECORDING",
    "END RECORDING",
    "PASSAGE INDISTINCT",
];

/// Brackets of telex texts. What stands between sentences is a mark or a speaker ("-- [TEXT] GUERRILLAS…"): the words after
/// it begin a paragraph. What stands within one is a gloss ("THE FRONT [FDN] SAID"): it is put in round brackets, which
/// parsers know.
pub(crate) fn brackets(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut from = 0;
    while let Some(open) = text[from..].find('[').map(|at| from + at) {
        from = open + 1;
        let limit = text.len().min(open + LONGEST_ASIDE);
        let Some(close) = text.as_bytes()[from..limit].iter().position(|b| matches!(b, b'[' | b']')) else {
            continue;
        };
        let close = from + close;
        if bytes[close] == b']' {
            aside(&mut bytes, text, open, close);
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// One pair of brackets. Only ASCII bytes change, so that what was UTF-8 remains so.
fn aside(bytes: &mut [u8], text: &str, open: usize, close: usize) {
    let before = text[..open].trim_end().chars().next_back();
    let between = before.is_none_or(|c| matches!(c, '.' | '!' | '?' | '"' | '-' | ']' | ':'));
    if !between {
        bytes[open] = b'(';
        bytes[close] = b')';
        return;
    }
    if MARKS.contains(&text[open + 1..close].trim()) {
        bytes[open..=close].fill(b' ');
        bytes[close] = b'\n';
    }
    if let Some(after) = bytes.get_mut(close + 1).filter(|after| **after == b' ') {
        *after = b'\n';
    }
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
    fn brackets_between_sentences_part_them_and_brackets_within_are_glosses() {
        let text = "LIMA -- [TEXT] THE FRONT [FDN] LEFT. [END RECORDING] GÓMEZ [MAYOR OF PUNO] STAYED. [OPEN";
        let prepared = brackets(text);
        assert_eq!(prepared.len(), text.len());
        assert!(prepared.contains("\n\nTHE FRONT (FDN) LEFT."), "{prepared}");
        assert!(prepared.ends_with("\n\nGÓMEZ (MAYOR OF PUNO) STAYED. [OPEN"), "{prepared}");
        // "The front's" bracket is no mark of the telex.
        assert_eq!(brackets("[GOMEZ] WE SAW IT [SIC]."), "[GOMEZ]\nWE SAW IT (SIC).");
    }

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

    #[test]
    fn a_headline_keeps_its_last_letter_where_it_ends_by_itself() {
        let prepared = |text: &str| {
            let (text, title) = (text.to_owned(), Some("Two shot in Lyon".to_owned()));
            for_parser(&ReportInput { text, title, ..ReportInput::default() })
        };
        for own_line in [
            "Two shot in Lyon.\n\nPolice said so.",
            "Two shot in Lyon \nPolice said so.",
            "Two shot in Lyon.",
        ] {
            assert_eq!(prepared(own_line), own_line);
        }
        assert_eq!(prepared("Two shot in Lyon. Police said so."), "Two shot in Lyon.\nPolice said so.");
        assert_eq!(prepared("Two shot in Lyon.Police said so."), "Two shot in Lyon\nPolice said so.");
    }
}
