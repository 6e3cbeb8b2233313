//! A kept text, to be sliced by characters.

/// A text with the byte at which each character begins; a text of plain ASCII needs none.
pub(crate) struct KeptText {
    text: String,
    starts: Option<Vec<u32>>,
}

impl KeptText {
    pub(crate) fn new(text: String) -> KeptText {
        let starts = (!text.is_ascii())
            .then(|| text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect());
        KeptText { text, starts }
    }

    /// Characters `start` to `end`, `end` not included.
    pub(crate) fn slice(&self, start: usize, end: usize) -> Option<&str> {
        let byte = |character: usize| match &self.starts {
            None => Some(character),
            Some(starts) => starts.get(character).map(|&at| at as usize),
        };
        self.text.get(byte(start)?..byte(end)?)
    }

    /// Whether these are the words at these characters.
    pub(crate) fn has(&self, start: usize, end: usize, words: &str) -> bool {
        self.slice(start, end) == Some(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_not_bytes() {
        let text = KeptText::new("À l'aube, 日本 ok".into());
        assert_eq!(text.slice(0, 1), Some("À"));
        assert_eq!(text.slice(10, 12), Some("日本"));
        assert_eq!(text.slice(13, 15), Some("ok"));
        assert_eq!(text.slice(13, 16), None);
        assert_eq!(KeptText::new("abc".into()).slice(2, 1), None);
    }
}
