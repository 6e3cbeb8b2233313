//! A search as people write it: words, "words together", and beginnings of words*.

/// Something to look for: words that stand one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    /// Words of letters and digits only.
    pub(crate) words: Vec<String>,
    /// Whether the last word may go on.
    pub(crate) open: bool,
}

/// Terms, all of which are to be found. Signs are no words, and more than 32 terms are too many.
pub(crate) fn terms(text: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    for (index, part) in text.split('"').enumerate() {
        if index % 2 == 1 {
            terms.extend(term(part));
        } else {
            terms.extend(part.split_whitespace().filter_map(term));
        }
    }
    terms.truncate(32);
    terms
}

fn term(text: &str) -> Option<Term> {
    let words: Vec<String> = text
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(32)
        .map(str::to_owned)
        .collect();
    let open = text.trim_end().ends_with('*');
    (!words.is_empty()).then_some(Term { words, open })
}

/// The words about the first one of the search that the text has; about 160 characters.
pub(crate) fn excerpt(text: &str, terms: &[Term]) -> String {
    const BEFORE: usize = 60;
    const LENGTH: usize = 160;
    let first = terms.first().and_then(|term| term.words.first()).map(|word| word.to_lowercase());
    let found = first.and_then(|word| text.to_lowercase().find(&word)).unwrap_or(0);
    // Lower case may be longer or shorter: near enough for an excerpt.
    let start =
        text.char_indices().map(|(at, _)| at).take_while(|&at| at + BEFORE <= found).last().unwrap_or(0);
    text[start..].chars().take(LENGTH).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Vec<(String, bool)> {
        terms(text).into_iter().map(|term| (term.words.join(" "), term.open)).collect()
    }

    #[test]
    fn words_phrases_and_beginnings() {
        assert_eq!(
            written(r#"Kidal "air strike" helicop* al-Bashir"#),
            [
                ("Kidal".into(), false),
                ("air strike".into(), false),
                ("helicop".into(), true),
                ("al Bashir".into(), false)
            ]
        );
    }

    #[test]
    fn operators_of_databases_are_plain_words_or_nothing() {
        assert_eq!(written("NOT ( ^ & | ! \" :*"), [("NOT".into(), false)]);
        assert!(written("\"\" * --").is_empty());
    }

    #[test]
    fn an_excerpt_is_about_the_word() {
        let text = "Les forces ont été vues à l'est. ".repeat(20) + "An explosion hit the bridge.";
        assert!(
            excerpt(&text, &terms("explosion")).contains("An explosion hit"),
            "{}",
            excerpt(&text, &terms("explosion"))
        );
        assert!(excerpt("İİİİİİ short", &terms("short")).contains("short"));
    }
}
