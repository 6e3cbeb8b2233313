//! Whatever the text: a result, the same result, and a result that the text can be rebuilt from.
#![allow(clippy::unwrap_used, reason = "a test")]

use claimant_parse::{Document, Pipeline, Precision, Scratch};
use proptest::prelude::*;

fn english() -> &'static Pipeline {
    static PIPELINE: std::sync::LazyLock<Pipeline> =
        std::sync::LazyLock::new(|| Pipeline::english().unwrap());
    &PIPELINE
}

/// The text as its tokens tell it.
fn rebuilt(document: &Document) -> String {
    let word = |token: claimant_parse::Token<'_>| {
        [token.text(), if token.space_after() { " " } else { "" }].concat()
    };
    document.tokens().map(word).collect()
}

/// All that can be asked of a document, as text.
fn described(document: &Document) -> String {
    let token = |token: claimant_parse::Token<'_>| {
        let (span, head) = (token.span(), token.head().index());
        format!(
            "{span:?} {} {} {} {head} {}\n",
            token.tag(),
            token.lemma(),
            token.morphology(),
            token.label()
        )
    };
    let entity =
        |entity: claimant_parse::Entity<'_>| format!("{:?} {}\n", entity.token_range(), entity.label());
    document.tokens().map(token).chain(document.entities().map(entity)).collect()
}

fn check(text: &str) {
    let document = english().parse_with(text, Precision::Fast, &mut Scratch::default());
    assert_eq!(rebuilt(&document), text);
    let paragraphs = english().parse_paragraphs(text, Precision::Fast, &mut Scratch::default());
    for document in [&document, &paragraphs] {
        let covered: usize = document.sentences().map(|sentence| sentence.token_range().len()).sum();
        assert_eq!(covered, document.len());
        let mut end = 0;
        for token in document.tokens() {
            assert!(token.span().start >= end && !token.span().is_empty());
            assert!(text[end..token.span().start].chars().all(char::is_whitespace));
            end = token.span().end;
            assert!(token.subtree().contains(&token.index()));
            assert_eq!(token.sentence().index(), token.head().sentence().index());
        }
    }
}

#[test]
fn odd_texts() {
    let long_word = "x".repeat(1_000_000);
    let long_mix = "…)))a1-".repeat(20_000);
    let many_words = "The army said it. ".repeat(6_000);
    for text in [
        "",
        " ",
        "\n",
        " a",
        "a ",
        "\u{0}\u{1}\u{1b}[31m bell \u{7}",
        "lone surrogates come out of decoders as \u{fffd}\u{fffd}",
        "👩‍👩‍👧‍👦🇺🇦 killed 💥💥 3 🚁",
        "قُتل عشرة جنود في الهجوم. שלושה נהרגו",
        "\u{202e}txet desrever\u{202c} and \u{200b}zero\u{200d}width",
        "a\u{301}e\u{308}\u{328} combining, ﬁ ligature, İstanbul, ẞ, ǅ, Kelvin \u{212a}",
        "\r\n\r\n\t\u{a0}\u{2028}\u{2029}\u{85}",
        "...!!!???((([[[",
        &long_word,
        &long_mix,
        &many_words,
    ] {
        check(text);
    }
}

#[test]
fn neither_what_was_parsed_before_nor_the_threads_matter() {
    let texts = [
        "Rebels killed 12 soldiers near the border on Friday.",
        "He isn't here; it's 5km away :) \u{1f480}",
        "x\ny",
    ];
    let fresh: Vec<String> = texts
        .iter()
        .map(|text| described(&english().parse_with(text, Precision::Fast, &mut Scratch::default())))
        .collect();
    std::thread::scope(|scope| {
        for first in 0..texts.len() {
            let (texts, fresh) = (&texts, &fresh);
            scope.spawn(move || {
                let mut scratch = Scratch::default();
                for at in (first..texts.len()).chain(0..texts.len()) {
                    assert_eq!(
                        described(&english().parse_with(texts[at], Precision::Fast, &mut scratch)),
                        fresh[at]
                    );
                }
            });
        }
    });
}

#[test]
fn vector_instructions_change_nothing() {
    let plain = Pipeline::english().unwrap().without_vector_instructions();
    let text =
        "A spokesman said at least 20 people, among them six children, had been wounded in the shelling.";
    for precision in [Precision::Exact, Precision::Fast] {
        let here = english().parse_with(text, precision, &mut Scratch::default());
        let there = plain.parse_with(text, precision, &mut Scratch::default());
        assert_eq!(described(&here), described(&there));
    }
}

#[test]
fn paragraphs_do_not_melt_into_each_other() {
    let document = english().parse_paragraphs(
        "By Ann Writer\nThe town fell on Monday",
        Precision::Exact,
        &mut Scratch::default(),
    );
    let sentences: Vec<&str> = document.sentences().map(claimant_parse::Sentence::text).collect();
    assert_eq!(sentences, ["By Ann Writer", "The town fell on Monday"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_text_at_all(text in "\\PC{0,80}|[ \\n\\t.,;:'\"()a-zA-Z0-9$%&@/-]{0,120}") {
        check(&text);
    }
}
