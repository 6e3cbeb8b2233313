//! Coarse parts of speech, morphology and irregular lemmas from patterns over tags, words and labels
//! (spaCy's `AttributeRuler`).

use hashbrown::HashMap;

use crate::header::{RulerAttribute, RulerPattern, RulerSets, RulerTest};
use crate::lexicon::Vocabulary;
use crate::pos::Pos;

/// What the tests of a pattern look at in a token.
pub(crate) struct RulerToken<'t> {
    pub(crate) tag: &'t str,
    pub(crate) tag_number: u16,
    pub(crate) lower: u64,
    pub(crate) text: u64,
    pub(crate) label: &'t str,
    pub(crate) pos: Pos,
    pub(crate) is_space: bool,
}

enum Values {
    Tag(Vec<Box<str>>),
    Lower(Vec<u64>),
    Text(Vec<u64>),
    Label(Vec<Box<str>>),
    Pos(Vec<Pos>),
    IsSpace(bool),
}

struct Test {
    values: Values,
    negated: bool,
}

impl Test {
    fn new(test: &RulerTest, vocabulary: &Vocabulary) -> Test {
        let ids = || test.values.iter().map(|text| vocabulary.id(text)).collect();
        let names = || test.values.iter().map(|text| text.as_str().into()).collect();
        let values = match test.attribute {
            RulerAttribute::Tag => Values::Tag(names()),
            RulerAttribute::Lower => Values::Lower(ids()),
            RulerAttribute::Text => Values::Text(ids()),
            RulerAttribute::Label => Values::Label(names()),
            RulerAttribute::Pos => Values::Pos(test.values.iter().map(|kind| Pos::from_name(kind)).collect()),
            RulerAttribute::IsSpace => Values::IsSpace(test.values.iter().any(|value| value == "true")),
        };
        Test { values, negated: test.negated }
    }

    fn holds(&self, token: &RulerToken<'_>) -> bool {
        let found = match &self.values {
            Values::Tag(tags) => tags.iter().any(|tag| **tag == *token.tag),
            Values::Lower(words) => words.contains(&token.lower),
            Values::Text(words) => words.contains(&token.text),
            Values::Label(labels) => labels.iter().any(|label| **label == *token.label),
            Values::Pos(kinds) => kinds.contains(&token.pos),
            Values::IsSpace(value) => *value == token.is_space,
        };
        found != self.negated
    }
}

struct Pattern {
    tokens: Vec<Vec<Test>>,
    target: usize,
    sets: usize,
}

/// What a pattern sets, with names already turned into numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sets {
    pub(crate) tag: Option<u16>,
    pub(crate) pos: Option<Pos>,
    pub(crate) morphology: Option<u16>,
    pub(crate) lemma: Option<Box<str>>,
    pub(crate) label: Option<u16>,
}

/// See the module.
pub(crate) struct AttributeRuler {
    /// In order of precedence, the weakest first.
    patterns: Vec<Pattern>,
    sets: Vec<Sets>,
    /// Patterns whose first token may have a tag, by the tag's number; the last entry is for any other tag.
    by_tag: Vec<Vec<u32>>,
}

impl AttributeRuler {
    pub(crate) fn new(
        header: &[RulerPattern],
        tags: &[Box<str>],
        vocabulary: &Vocabulary,
        mut number: impl FnMut(&RulerSets) -> Sets,
    ) -> AttributeRuler {
        let mut header: Vec<&RulerPattern> = header.iter().collect();
        header.sort_by_key(|pattern| pattern.rank);
        let mut known: HashMap<u32, usize> = HashMap::new();
        let (mut patterns, mut sets) = (Vec::new(), Vec::new());
        for pattern in header {
            let at = *known.entry(pattern.rank).or_insert_with(|| {
                sets.push(number(&pattern.sets));
                sets.len() - 1
            });
            let tests =
                |tests: &Vec<RulerTest>| tests.iter().map(|test| Test::new(test, vocabulary)).collect();
            let tokens = pattern.tokens.iter().map(tests).collect();
            patterns.push(Pattern { tokens, target: pattern.target, sets: at });
        }
        let by_tag =
            tags.iter().map(|tag| candidates(&patterns, tag)).chain([candidates(&patterns, "")]).collect();
        AttributeRuler { patterns, sets, by_tag }
    }

    /// Calls `set` for every match, with the token it is for. Where several set the same attribute of a token, the
    /// highest precedence (the first number) is to win.
    pub(crate) fn apply(&self, tokens: &[RulerToken<'_>], mut set: impl FnMut(usize, usize, &Sets)) {
        for (start, first) in tokens.iter().enumerate() {
            let by_tag = self.by_tag.get(first.tag_number as usize).or(self.by_tag.last());
            for &at in by_tag.into_iter().flatten() {
                let pattern = &self.patterns[at as usize];
                let holds = |(offset, tests): (usize, &Vec<Test>)| {
                    tokens.get(start + offset).is_some_and(|token| tests.iter().all(|test| test.holds(token)))
                };
                if pattern.tokens.iter().enumerate().all(holds) {
                    set(pattern.sets, start + pattern.target, &self.sets[pattern.sets]);
                }
            }
        }
    }
}

fn candidates(patterns: &[Pattern], tag: &str) -> Vec<u32> {
    let may_start = |pattern: &Pattern| {
        pattern.tokens.first().is_some_and(|tests| {
            tests.iter().all(|test| match &test.values {
                Values::Tag(tags) => tags.iter().any(|own| **own == *tag) != test.negated,
                _ => true,
            })
        })
    };
    patterns.iter().enumerate().filter(|(_, pattern)| may_start(pattern)).map(|(at, _)| at as u32).collect()
}
