//! Python regular expressions as spaCy's tokenizers use them: short patterns of literals, classes, repeats and
//! look-around, thousands of alternatives wide, tried on one chunk of text at a time.
//!
//! A general engine spends its time on alternatives that cannot match; here they are indexed by the character they may
//! start or end with. Matching follows Python: the first alternative that matches wins, repeats are greedy unless
//! marked, and backtracking is bounded, so that no text can make it slow.

mod charset;
mod ends;
mod program;
#[cfg(feature = "import")]
mod spelling;
mod syntax;

#[cfg(feature = "import")]
pub(crate) use spelling::words_of;
pub(crate) use syntax::PatternError;

use ends::Index;
use program::{Alternative, Shared, back};
use syntax::Reader;

/// A compiled pattern.
pub(crate) struct Pattern {
    shared: Shared,
    alternatives: Vec<Alternative>,
    by_first: Index,
    by_last: Index,
}

impl Pattern {
    /// Compiles a Python regular expression.
    pub(crate) fn new(source: &str) -> Result<Pattern, PatternError> {
        let mut reader = Reader::new(source);
        let flags = ["(?u)", "(?iu)", "(?i)"].into_iter().find(|flags| reader.take(flags)).unwrap_or("");
        let nodes = reader.choice(0)?;
        if reader.at < source.len() {
            return reader.fail("bracket too many");
        }
        let shared = Shared { sets: reader.sets, fold: flags.contains('i') };
        let alternatives =
            nodes.iter().map(|node| Alternative::new(node, &shared)).collect::<Result<Vec<_>, _>>()?;
        let by_first = Index::new(&alternatives, |alternative| alternative.first);
        let by_last = Index::new(&alternatives, |alternative| alternative.last);
        Ok(Pattern { shared, alternatives, by_first, by_last })
    }

    /// Length in bytes of the match at the start of a text; Python's `match`.
    pub(crate) fn match_start(&self, text: &str) -> Option<usize> {
        self.match_from(text, 0, true)
    }

    fn match_from(&self, text: &str, from: usize, may_be_empty: bool) -> Option<usize> {
        let c = text[from..].chars().next()?;
        let end = |&at: &u32| self.alternatives[at as usize].match_at(&self.shared, text, from);
        self.by_first.of(c).iter().filter_map(end).find(|&end| may_be_empty || end > from)
    }

    /// Length in bytes of the longest match that reaches the end of a text: what Python's `search` finds, since every
    /// alternative of a suffix pattern ends with `$`.
    pub(crate) fn match_end(&self, text: &str) -> usize {
        let Some(last) = text.chars().next_back() else { return 0 };
        let candidates = self.by_last.of(last).iter();
        candidates.map(|&at| self.suffix_length(&self.alternatives[at as usize], text)).max().unwrap_or(0)
    }

    /// Tries every start that leaves as many characters as the alternative may match, the leftmost first.
    fn suffix_length(&self, alternative: &Alternative, text: &str) -> usize {
        let matches = |from: usize| alternative.match_at(&self.shared, text, from) == Some(text.len());
        let (shortest, longest) = alternative.length;
        let earliest = longest.and_then(|longest| back(text, text.len(), longest)).unwrap_or(0);
        let Some(latest) = back(text, text.len(), shortest) else { return 0 };
        let admitted = |&(_, c): &(usize, char)| alternative.first.admits(c);
        let starts = text[earliest..].char_indices().map(|(at, c)| (earliest + at, c)).filter(admitted);
        let mut starts = starts.map(|(at, _)| at).take_while(|&at| at <= latest);
        starts.find(|&from| matches(from)).map_or(0, |from| text.len() - from)
    }

    /// All matches from left to right, without overlap; Python's `finditer`, save for an empty match at the very end.
    pub(crate) fn find_all(&self, text: &str, found: &mut Vec<(usize, usize)>) {
        let (mut at, mut may_be_empty) = (0, true);
        while let Some(c) = text[at..].chars().next() {
            if let Some(end) = self.match_from(text, at, may_be_empty) {
                found.push((at, end));
                // After an empty match, the next must get somewhere.
                may_be_empty = end > at;
                at = end;
            } else {
                at += c.len_utf8();
                may_be_empty = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(pattern: &str, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        Pattern::new(pattern).unwrap().find_all(text, &mut found);
        found.into_iter().map(|(start, end)| text[start..end].to_owned()).collect()
    }

    #[test]
    fn the_first_alternative_that_matches_wins() {
        assert_eq!(Pattern::new("^ab|^abc").unwrap().match_start("abcd"), Some(2));
        assert_eq!(Pattern::new(r"^\$|^US\$").unwrap().match_start("US$5"), Some(3));
        assert_eq!(Pattern::new(r"^\+(?![0-9])").unwrap().match_start("+5"), None);
    }

    #[test]
    fn a_suffix_is_the_longest_that_reaches_the_end() {
        let suffixes = Pattern::new(r"\.\.+$|(?<=[0-9])(?:km|m)$|'s$|[\u00e9-\u00eb]$|,$").unwrap();
        assert_eq!(suffixes.match_end("well..."), 3);
        assert_eq!(suffixes.match_end("15km"), 2);
        assert_eq!(suffixes.match_end("km"), 0);
        assert_eq!(suffixes.match_end("army's"), 2);
        assert_eq!(suffixes.match_end("blé"), 2);
        assert_eq!(suffixes.match_end(""), 0);
    }

    #[test]
    fn infixes_look_around() {
        assert_eq!(all(r"(?<=[a-z])[-/](?=[a-z])|\.\.+", "half-dead 20-80 and/or a...b"), ["-", "/", "..."]);
        assert_eq!(all(r"(?<=[a-z]),(?=[A-Z])", "one,Two,three"), [","]);
        assert_eq!(all(r"a{2,3}?b|x{3}", "aaab xxxx"), ["aaab", "xxx"]);
        assert_eq!(all(r"(?<=[a-z]')(?=[a-z])|-", "s'en-va"), ["", "-"]);
    }

    #[test]
    fn case_is_folded_where_the_pattern_says_so() {
        let pattern = Pattern::new("(?iu)(?:^saint[-–]é[a-z]+$)|(?:^entre.+$)").unwrap();
        assert_eq!(pattern.match_start("Saint-Étienne"), Some("Saint-Étienne".len()));
        assert_eq!(pattern.match_start("ENTREmêler"), Some("ENTREmêler".len()));
        assert_eq!(pattern.match_start("autre"), None);
    }

    #[test]
    fn backtracking_is_bounded() {
        let pattern = Pattern::new(r"^(?:a+)+$").unwrap();
        let text = format!("{}b", "a".repeat(5_000));
        assert_eq!(pattern.match_start(&text), None);
    }

    #[cfg(feature = "import")]
    #[test]
    fn small_patterns_are_spelt_out() {
        assert_eq!(words_of("^n'?t$").unwrap(), ["n't", "nt"]);
        assert_eq!(words_of("^n[ou]thin'$").unwrap(), ["nothin'", "nuthin'"]);
        assert!(words_of("^a+$").is_none());
        assert!(words_of("ab").is_none());
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for bad in ["(ab", "[ab", "ab)", r"\q", "(?P<x>a)", "(?<=a+)b"] {
            assert!(Pattern::new(bad).is_err(), "{bad}");
        }
    }
}
