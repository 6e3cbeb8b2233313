//! Finds and counts differences between two parses of the same texts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::ensure;

use crate::parse::{Parse, Word};

/// What is compared, in the order it is reported in.
pub(super) const ATTRIBUTES: &[&str] = &[
    "token",
    "space_after",
    "tag",
    "pos",
    "morph",
    "lemma",
    "head",
    "dep",
    "sent_start",
    "entity",
    "noun_chunk",
];

/// How often one attribute was compared, and how often it differed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) compared: usize,
    pub(super) differing: usize,
}

/// One difference.
#[derive(Debug)]
pub(super) struct Difference {
    pub(super) attribute: &'static str,
    pub(super) document: String,
    pub(super) context: String,
    pub(super) ours: String,
    pub(super) theirs: String,
}

/// All differences of a collection.
#[derive(Debug, Default)]
pub(super) struct Comparison {
    pub(super) documents: usize,
    /// Documents that are not cut into the same tokens.
    pub(super) documents_cut_differently: usize,
    pub(super) counts: BTreeMap<&'static str, Count>,
    pub(super) differences: Vec<Difference>,
}

impl Comparison {
    /// Compares document by document; the two must be of the same texts in the same order.
    pub(super) fn of(ours: &[Parse], theirs: &[Parse]) -> anyhow::Result<Self> {
        ensure!(
            ours.len() == theirs.len(),
            "{} documents of claimant, {} of spaCy",
            ours.len(),
            theirs.len()
        );
        let mut comparison = Comparison { documents: ours.len(), ..Comparison::default() };
        for (ours, theirs) in ours.iter().zip(theirs) {
            ensure!(ours.text == theirs.text, "the texts of document {} differ", ours.id);
            comparison.add_document(ours, theirs);
        }
        Ok(comparison)
    }

    /// Whether nothing differs at all.
    pub(super) fn is_identical(&self) -> bool {
        self.differences.is_empty()
    }

    fn add_document(&mut self, ours: &Parse, theirs: &Parse) {
        let before = self.differences.len();
        self.add_tokenisation(ours, theirs);
        self.documents_cut_differently += usize::from(self.differences.len() > before);
        let by_span: HashMap<_, _> =
            theirs.tokens.iter().enumerate().map(|(i, word)| (span(word), i)).collect();
        let (our_entities, their_entities) = (entity_tags(ours), entity_tags(theirs));
        for (index, word) in ours.tokens.iter().enumerate() {
            if let Some(&other) = by_span.get(&span(word)) {
                self.add_token((ours, index), (theirs, other));
                self.add((ours, index), "entity", &our_entities[index], &their_entities[other]);
            }
        }
        self.add_chunks(ours, theirs);
    }

    /// Tokens that only one side has. A place where the cuts differ counts once for each token of spaCy there.
    fn add_tokenisation(&mut self, ours: &Parse, theirs: &Parse) {
        let our_spans: BTreeSet<_> = ours.tokens.iter().map(span).collect();
        self.counts.entry("token").or_default().compared += theirs.tokens.len();
        for (index, word) in
            theirs.tokens.iter().enumerate().filter(|(_, word)| !our_spans.contains(&span(word)))
        {
            let overlapping = ours.tokens.iter().filter(|own| own.start < word.end && word.start < own.end);
            let own: Vec<_> = overlapping.map(|own| own.text.as_str()).collect();
            self.push((theirs, index), "token", own.join("·"), word.text.clone());
        }
    }

    fn add_token(&mut self, (ours, index): (&Parse, usize), (theirs, other): (&Parse, usize)) {
        let (own, their) = (&ours.tokens[index], &theirs.tokens[other]);
        let at = (ours, index);
        self.add(at, "space_after", &own.space_after.to_string(), &their.space_after.to_string());
        self.add(at, "tag", &own.tag, &their.tag);
        self.add(at, "pos", &own.pos, &their.pos);
        self.add(at, "morph", &own.morph, &their.morph);
        self.add(at, "lemma", &own.lemma, &their.lemma);
        self.add(at, "head", &head(ours, own), &head(theirs, their));
        self.add(at, "dep", &own.dep, &their.dep);
        self.add(at, "sent_start", &own.sent_start.to_string(), &their.sent_start.to_string());
    }

    fn add(&mut self, at: (&Parse, usize), attribute: &'static str, ours: &str, theirs: &str) {
        self.counts.entry(attribute).or_default().compared += 1;
        if ours != theirs {
            self.push(at, attribute, ours.to_owned(), theirs.to_owned());
        }
    }

    fn add_chunks(&mut self, ours: &Parse, theirs: &Parse) {
        let (own, their) = (chunks(ours), chunks(theirs));
        self.counts.entry("noun_chunk").or_default().compared += own.union(&their).count();
        let only = |chunk: &(usize, usize, usize), side: &BTreeSet<_>| {
            if side.contains(chunk) { characters(&ours.text, chunk.0, chunk.1) } else { "none".to_owned() }
        };
        for chunk in own.symmetric_difference(&their) {
            let index = ours.tokens.partition_point(|word| word.start < chunk.0);
            self.push((ours, index), "noun_chunk", only(chunk, &own), only(chunk, &their));
        }
    }

    fn push(
        &mut self,
        (parse, index): (&Parse, usize),
        attribute: &'static str,
        ours: String,
        theirs: String,
    ) {
        self.counts.entry(attribute).or_default().differing += 1;
        let (document, context) = (parse.id.clone(), context(parse, index));
        self.differences.push(Difference { attribute, document, context, ours, theirs });
    }
}

fn span(word: &Word) -> (usize, usize) {
    (word.start, word.end)
}

/// A head by its place in the text, so that it can be compared where tokens are numbered differently.
fn head(parse: &Parse, word: &Word) -> String {
    parse.tokens.get(word.head).map_or_else(String::new, |head| format!("{} @{}", head.text, head.start))
}

/// For each token `O`, or `B-` or `I-` and the entity's label.
fn entity_tags(parse: &Parse) -> Vec<String> {
    let mut tags = vec!["O".to_owned(); parse.tokens.len()];
    for entity in &parse.entities {
        for (offset, tag) in tags[entity.start_token..entity.end_token].iter_mut().enumerate() {
            *tag = format!("{}-{}", if offset == 0 { "B" } else { "I" }, entity.label);
        }
    }
    tags
}

/// Noun chunks by characters: start, end, start of the root.
fn chunks(parse: &Parse) -> BTreeSet<(usize, usize, usize)> {
    let tokens = &parse.tokens;
    let chunk = |chunk: &crate::parse::Chunk| {
        (tokens[chunk.start_token].start, tokens[chunk.end_token - 1].end, tokens[chunk.root].start)
    };
    parse.noun_chunks.iter().map(chunk).collect()
}

/// A token between guillemets, with some words around it.
fn context(parse: &Parse, index: usize) -> String {
    let words = |range: std::ops::Range<usize>| {
        parse.tokens[range].iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    let end = parse.tokens.len();
    let index = index.min(end);
    let after = (index + 1).min(end);
    let (before, word) = (words(index.saturating_sub(6)..index), words(index..after));
    format!("{before} «{word}» {}", words(after..(after + 5).min(end))).replace('\n', "⏎")
}

fn characters(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[(&str, usize, &str)]) -> Parse {
        let word = |&(text, start, tag): &(&str, usize, &str)| Word {
            start,
            end: start + text.len(),
            text: text.to_owned(),
            tag: tag.to_owned(),
            ..Word::default()
        };
        Parse { text: "U.S. army".to_owned(), tokens: words.iter().map(word).collect(), ..Parse::default() }
    }

    #[test]
    fn tokens_are_aligned_by_characters() {
        let ours = parse(&[("U.S", 0, "NNP"), (".", 3, "."), ("army", 5, "NN")]);
        let theirs = parse(&[("U.S.", 0, "NNP"), ("army", 5, "NNP")]);
        let comparison = Comparison::of(&[ours], &[theirs]).unwrap();
        assert_eq!(comparison.documents_cut_differently, 1);
        assert_eq!(comparison.counts["token"], Count { compared: 2, differing: 1 });
        assert_eq!(comparison.counts["tag"], Count { compared: 1, differing: 1 });
        assert_eq!(comparison.differences[0].ours, "U.S·.");
        assert_eq!(comparison.differences[1].context, "U.S . «army» ");
    }

    #[test]
    fn the_same_parse_has_no_differences() {
        let same = || vec![parse(&[("U.S.", 0, "NNP"), ("army", 5, "NN")])];
        assert!(Comparison::of(&same(), &same()).unwrap().is_identical());
    }
}
