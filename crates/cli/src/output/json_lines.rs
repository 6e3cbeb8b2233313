//! JSON, one object a line.

use serde::Serialize;

/// A value as one line of JSON, its end included.
///
/// JSON allows the line separators of Unicode inside strings; many programs split lines at them nevertheless (Python's
/// `str.splitlines`), so they are escaped.
pub(crate) fn line(value: &impl Serialize) -> String {
    let mut json = serde_json::to_string(value).unwrap_or_default();
    if json.is_ascii() || !json.contains(['\u{85}', '\u{2028}', '\u{2029}']) {
        json.push('\n');
        return json;
    }
    let mut line = String::with_capacity(json.len() + 1);
    for c in json.chars() {
        match c {
            '\u{85}' => line.push_str("\\u0085"),
            '\u{2028}' => line.push_str("\\u2028"),
            '\u{2029}' => line.push_str("\\u2029"),
            c => line.push(c),
        }
    }
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_one_line_whoever_counts() {
        let text = "one\u{2028}two\u{2029}three\u{85}four\nfive";
        let line = line(&text);
        assert_eq!(line, "\"one\\u2028two\\u2029three\\u0085four\\nfive\"\n");
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
    }
}
