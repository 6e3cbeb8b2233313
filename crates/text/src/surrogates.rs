//! Escapes of half a character in JSON.

/// Replaces the `\uD8xx` escapes of JSON that stand without their other half, as Python writes them for text that was
/// decoded badly. JSON forbids them; the record they stand in is worth keeping.
pub(crate) fn replace_lone_surrogates(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (kept, length) = mend_escape(rest);
        out.push_str(kept);
        rest = &rest[length..];
    }
    out + rest
}

/// What to write for the escape that `text` starts with, and how long it is.
fn mend_escape(text: &str) -> (&str, usize) {
    match surrogate(text) {
        Some(0xD800..0xDC00) if matches!(text.get(6..).and_then(surrogate), Some(0xDC00..0xE000)) => {
            (&text[..12], 12)
        }
        Some(_) => ("\\ufffd", 6),
        None => {
            // The backslash and the character it escapes, so that `\\u` is not taken for an escape.
            let length = text.char_indices().nth(2).map_or(text.len(), |(at, _)| at);
            (&text[..length], length)
        }
    }
}

/// The surrogate that `text` starts with an escape of.
fn surrogate(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok().filter(|unit| (0xD800..0xE000).contains(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_surrogates_without_their_half_are_replaced() {
        let mend = replace_lone_surrogates;
        assert_eq!(mend(r#""a\ud83db""#), r#""a\ufffdb""#);
        assert_eq!(mend(r#""\ud83d\ude00""#), r#""\ud83d\ude00""#);
        assert_eq!(mend(r#""\\ud83d \n é\"""#), r#""\\ud83d \n é\"""#);
        assert_eq!(mend(r"\ud83"), r"\ud83");
        assert_eq!(mend("end\\"), "end\\");
        assert_eq!(mend(r"\é"), r"\é");
    }
}
