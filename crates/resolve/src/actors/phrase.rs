//! A phrase cut into words, with the words that only say who is behind the party taken out.

use super::describe::Relation;
use super::key::key;

/// The words of a phrase; what is looked at is bounded, hostile text must not cost time.
#[derive(Debug, Default)]
pub(super) struct Phrase<'a> {
    /// Without the possessive and the punctuation around it.
    pub(super) words: Vec<&'a str>,
    /// The same words with the possessive, which may belong to a name: "Lord's Resistance Army".
    full: Vec<&'a str>,
    /// Words that are behind the party: "Iran" of "Iran-backed", with how.
    pub(super) behind: Vec<(Relation, Vec<&'a str>)>,
    /// Where parts begin that follow "of", "for", "from", "in" and the like.
    pub(super) breaks: Vec<usize>,
}

const MOST_WORDS: usize = 40;
const MOST_BEFORE: usize = 4;
const MOST_AFTER: usize = 6;

impl<'a> Phrase<'a> {
    /// Cuts up a phrase; `known` tells whether a name means somebody.
    pub(super) fn new(text: &'a str, known: impl Fn(&str) -> bool) -> Phrase<'a> {
        let mut phrase = Phrase::default();
        let words: Vec<&str> = text
            .split_whitespace()
            .map(unquoted)
            .filter(|word| !bare(word).is_empty())
            .take(MOST_WORDS)
            .collect();
        let mut at = 0;
        while at < words.len() {
            at = phrase.take(&words, at, &known);
        }
        phrase
    }

    /// "linked to al-Qaeda": takes the words up to the end of the name; returns the place after it.
    fn complement(&mut self, words: &[&'a str], at: usize) -> Option<usize> {
        let relation = participle(words[at])?;
        let preposition = words.get(at + 1)?;
        if !matches!(*preposition, "to" | "with" | "by") {
            return None;
        }
        let rest = &words[at + 2..];
        let length = rest.iter().position(|word| ends_name(word)).unwrap_or(rest.len());
        self.behind.push((relation, rest[..length].iter().map(|word| bare(word)).collect()));
        Some(at + 2 + length)
    }

    /// Some words as a name: the possessive of the last is none of it.
    pub(super) fn name(&self, range: std::ops::Range<usize>) -> String {
        let last = self.words[range.end - 1];
        let inner = self.full[range.start..range.end - 1].iter().copied();
        inner.chain(std::iter::once(last)).collect::<Vec<_>>().join(" ")
    }

    /// Reads the word at a place; returns the place of the next.
    fn take(&mut self, words: &[&'a str], at: usize, known: &impl Fn(&str) -> bool) -> usize {
        let word = bare(words[at]);
        let behind = hyphenated(word).filter(|_| !begins_name(&words[at..], known));
        if let Some((who, relation)) = behind {
            let mut behind = self.name_before(who, known);
            behind.push(who);
            self.behind.push((relation, behind));
            return at + 1;
        }
        if let Some(who) = word.strip_prefix("pro-").or_else(|| word.strip_prefix("Pro-")) {
            self.behind.push((Relation::Backed, vec![who]));
            return at + 1;
        }
        if let Some(end) = self.complement(words, at) {
            return end;
        }
        if is_break(word) && !joins_name(words, at) {
            self.breaks.push(self.words.len());
        } else {
            self.words.push(word);
            self.full.push(words[at]);
        }
        at + 1
    }

    /// The key of a word with its possessive: "lords".
    pub(super) fn full_key(&self, at: usize) -> String {
        key(self.full[at])
    }

    /// The capitalised words just before that belong to a name: "Islamic" of "Islamic State-linked".
    fn name_before(&mut self, who: &str, known: &impl Fn(&str) -> bool) -> Vec<&'a str> {
        let from = self.breaks.last().copied().unwrap_or_default();
        let capital = |word: &&&str| word.starts_with(char::is_uppercase);
        let most = self.words[from..].iter().rev().take_while(capital).take(MOST_BEFORE).count();
        let fits = |count: &usize| {
            let name = [&self.words[self.words.len() - count..], &[who]].concat().join(" ");
            known(&name)
        };
        let count = (1..=most).rev().find(fits).unwrap_or_default();
        self.full.truncate(self.full.len() - count);
        self.words.split_off(self.words.len() - count)
    }

    /// The parts between the breaks, as ranges of words.
    pub(super) fn parts(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        let starts = std::iter::once(0).chain(self.breaks.iter().copied());
        let ends = self.breaks.iter().copied().chain(std::iter::once(self.words.len()));
        starts.zip(ends).map(|(start, end)| start..end).filter(|part| !part.is_empty())
    }
}

/// A run of words as a key.
pub(super) fn key_of(words: &[&str]) -> String {
    key(&words.join(" "))
}

/// Whether "Saudi-led" belongs to a name, "Saudi-led coalition", that would be none without it.
fn begins_name(words: &[&str], known: &impl Fn(&str) -> bool) -> bool {
    let most = words.len().min(MOST_AFTER);
    (2..=most).any(|count| known(&words[..count].join(" ")) && !known(&words[1..count].join(" ")))
}

/// Without quotes, brackets and commas.
fn unquoted(word: &str) -> &str {
    let outer = |letter: char| {
        matches!(letter, ',' | ';' | ':' | '"' | '“' | '”' | '(' | ')' | '[' | ']' | '‘' | '!' | '?')
    };
    let word = word.trim_matches(outer);
    // A full stop belongs to "U.S." but not to the end of a sentence.
    word.strip_suffix('.').filter(|rest| !rest.contains('.')).unwrap_or(word)
}

/// Without the possessive.
fn bare(word: &str) -> &str {
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    word.trim_end_matches(['\'', '’'])
}

/// "al-Qaeda-linked": who and how.
fn hyphenated(word: &str) -> Option<(&str, Relation)> {
    let (who, how) = word.rsplit_once(['-', '–', '‑'])?;
    let relation = participle(how)?;
    (!who.is_empty()).then_some((who, relation))
}

fn participle(word: &str) -> Option<Relation> {
    Some(match word {
        "linked" | "affiliated" | "aligned" | "inspired" | "associated" | "tied" => Relation::Linked,
        "allied" => Relation::Allied,
        "backed" | "supported" | "sponsored" | "trained" | "funded" | "armed" | "financed" | "loyal" => {
            Relation::Backed
        }
        "led" | "run" | "controlled" | "commanded" | "dominated" => Relation::Led,
        _ => return None,
    })
}

fn is_break(word: &str) -> bool {
    matches!(
        word,
        "of" | "for" | "from" | "in" | "at" | "with" | "to" | "by" | "and" | "near" | "on" | "who" | "that"
    )
}

/// Whether an "of" or "for" stands inside a capitalised name: "Ministry of Defence", "Movement for Oneness".
fn joins_name(words: &[&str], at: usize) -> bool {
    let capital = |word: Option<&&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    let next = match words.get(at + 1) {
        Some(&"the") => words.get(at + 2),
        next => next,
    };
    matches!(words[at], "of" | "for" | "and" | "in" | "to")
        && at > 0
        && capital(words.get(at - 1))
        && capital(next)
        || words[at] == "of"
            && at > 0
            && matches!(
                words[at - 1],
                "ministry"
                    | "chief"
                    | "chiefs"
                    | "office"
                    | "minister"
                    | "head"
                    | "house"
                    | "member"
                    | "secretary"
                    | "chamber"
            )
            && next.is_some_and(|word| OFFICES.contains(word))
}

/// What follows "ministry of", "chief of", "head of" in the names of offices.
const OFFICES: &[&str] = &[
    "defence",
    "defense",
    "foreign",
    "external",
    "the interior",
    "interior",
    "home",
    "internal",
    "health",
    "public",
    "justice",
    "staff",
    "state",
    "national",
    "security",
    "war",
    "police",
    "parliament",
    "representatives",
    "emergency",
];

fn ends_name(word: &str) -> bool {
    matches!(word, "and" | "who" | "that" | "in" | "near" | "has" | "have" | "had" | "was" | "were" | "said")
}
