//! The learned reader of attributions, on sentences of our own and on any text.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::ops::Range;
use std::sync::LazyLock;

use claimant_parse::{Document, Pipeline, Precision, Scratch};
use claimant_read::learned_attribution::{Found, Model, View, find};
use proptest::prelude::*;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::english().unwrap());
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded().unwrap());

fn parse(text: &str) -> Document {
    PIPELINE.parse_paragraphs(text, Precision::Fast, &mut Scratch::default())
}

fn read(document: &Document) -> Vec<Found> {
    find(&View::new(document), &MODEL)
}

/// Every attribution as "source | cue | content / content".
fn printed(text: &str) -> Vec<String> {
    let document = parse(text);
    let words = |run: &Range<usize>| text[document.byte_span(run.clone())].to_owned();
    let line = |found: Found| {
        let content: Vec<String> = found.content.iter().map(words).collect();
        let source = found.source.as_ref().map_or("-".into(), words);
        format!("{source} | {} | {}", words(&found.cue), content.join(" / "))
    };
    read(&document).into_iter().map(line).collect()
}

#[test]
fn a_clause() {
    let found = printed("The governor said on Monday that the bridge would stay closed.");
    assert_eq!(found, ["The governor | said | that the bridge would stay closed"]);
}

#[test]
fn an_interrupted_quotation() {
    let found = printed("“We lost the hill,” Captain Doumbia admitted, “and we shall not take it back.”");
    assert_eq!(
        found,
        ["Captain Doumbia | admitted | “We lost the hill,” / “and we shall not take it back.”"]
    );
}

#[test]
fn a_quotation_goes_on_in_the_next_sentence_of_the_paragraph() {
    let text = "“The road is open,” the mayor said. “Nobody has been hurt there.”\nA bus passed.";
    assert_eq!(printed(text), ["the mayor | said | “The road is open,” / “Nobody has been hurt there.”"]);
}

#[test]
fn according_to() {
    let found = printed("Four trucks were burned, according to the ministry.");
    assert_eq!(found, ["the ministry | according to | Four trucks were burned"]);
}

#[test]
fn what_nobody_says_is_no_attribution() {
    assert!(printed("Rain fell on the harbour all night and the boats stayed in.").is_empty());
}

#[test]
fn a_word_that_is_said_to_be_said_is_not_listed_again() {
    let found = printed("The minister said the rebels had promised to leave the town.");
    assert_eq!(found.len(), 1, "{found:?}");
}

/// Pieces of news in any order, which any characters would hardly ever make.
fn news() -> impl Strategy<Value = String> {
    let words = [
        "said",
        "“",
        "”",
        "\"",
        "the",
        "army",
        "that",
        ",",
        ".",
        ":",
        "claims",
        "he",
        "told",
        "\n",
        "—",
        "has",
        "according",
        "to",
        "was",
        "who",
        "denied",
        "killed",
        "ten",
        "’s",
        "(",
        ")",
    ];
    proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..80)
        .prop_map(|words| words.join(" "))
}

fn holds_together(text: &str) {
    let document = parse(text);
    let found = read(&document);
    for one in &found {
        let spans = [Some(&one.cue), one.source.as_ref()].into_iter().flatten().chain(&one.content);
        for span in spans {
            assert!(span.start < span.end && span.end <= document.len());
            assert!(text.get(document.byte_span(span.clone())).is_some());
        }
        assert!(one.cue.contains(&one.head) && !one.content.is_empty());
        assert!(one.content.iter().is_sorted_by_key(|piece| piece.start));
        let nested = |other: &Found| other.content.iter().any(|piece| piece.contains(&one.head));
        assert!(!found.iter().any(nested), "nested in {text:?}");
    }
    assert_eq!(found, read(&parse(text)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_holds_together(text in any::<String>()) {
        holds_together(&text);
    }

    #[test]
    fn any_news_holds_together(text in news()) {
        holds_together(&text);
    }
}
