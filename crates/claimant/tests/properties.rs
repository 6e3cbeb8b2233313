//! What holds for any text at all.

#![allow(clippy::unwrap_used)] // helpers of tests, not only tests, may unwrap

use std::sync::OnceLock;

use claimant::model::{Reading, Span};
use claimant::{Pipeline, Reader, ReportInput, Scratch};
use proptest::prelude::*;

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader::new(Pipeline::english().unwrap()))
}

fn read(text: &str) -> Reading {
    let input =
        ReportInput { text: text.into(), published: Some("2024-05-06".into()), ..ReportInput::default() };
    reader().read(&input, &mut Scratch::default())
}

/// Words that rules look for, in any order.
fn word() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "killed",
        "wounded",
        "said",
        "that",
        "the",
        "army",
        "rebels",
        "claimed",
        "10",
        "between",
        "20",
        "and",
        "80",
        "soldiers",
        ",",
        ".",
        "“",
        "”",
        "\"",
        "of",
        "two",
        "helicopters",
        "lost",
        "were",
        "they",
        "their",
        "attack",
        "on",
        "in",
        "2012",
        "dozens",
        "according",
        "to",
        "no",
        "not",
        "million",
        "at",
        "least",
        "more",
        "than",
        "dead",
        "left",
        "\n",
        "Mali",
        "’s",
        "was",
        "by",
        "1.5",
        "per",
        "cent",
        "one",
        "dozen",
        "-",
        "since",
        "when",
        "funerals",
        "treated",
        "hospital",
        "denied",
        "statement",
        "it",
        "among",
        "included",
        "raised",
        "toll",
        "from",
        "put",
        "losses",
        "its",
        "rose",
        "also",
        "body",
        "found",
        "second",
        "along",
        "with",
        "homicide",
        "shot",
        "wishes",
        "inform",
        "reports",
        "casualties",
    ])
    .prop_map(str::to_owned)
}

fn spans(value: &serde_json::Value, found: &mut Vec<Span>) {
    if let Ok(span) = serde_json::from_value::<Span>(value.clone()) {
        found.push(span);
    }
    match value {
        serde_json::Value::Array(items) => items.iter().for_each(|item| spans(item, found)),
        serde_json::Value::Object(map) => map.values().for_each(|item| spans(item, found)),
        _ => {}
    }
}

fn check(text: &str) {
    let reading = read(text);
    let json = serde_json::to_value(&reading).unwrap();
    assert_eq!(json, serde_json::to_value(read(text)).unwrap(), "reading is not deterministic");
    let characters: Vec<char> = reading.report.text.chars().collect();
    let mut all = Vec::new();
    spans(&json, &mut all);
    for span in all {
        let sliced: String = characters[span.start()..span.end()].iter().collect();
        assert_eq!(sliced, span.text());
    }
    for estimate in reading.events.iter().flat_map(|event| &event.estimates) {
        let (low, best, high) = (estimate.low, estimate.best, estimate.high);
        assert!(low.zip(best).is_none_or(|(a, b)| a <= b) && best.zip(high).is_none_or(|(a, b)| a <= b));
        assert!(low.zip(high).is_none_or(|(a, b)| a <= b));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_string_is_read(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn any_order_of_words_is_read(words in prop::collection::vec(word(), 0..60)) {
        check(&words.join(" "));
    }

    #[test]
    fn any_capitals_are_read(words in prop::collection::vec(word(), 0..60)) {
        check(&words.join(" ").to_uppercase());
    }
}

#[test]
fn odd_texts_are_read() {
    for text in [
        "",
        "\u{0}",
        "\n\n\n",
        "a\u{301}",
        "🚁🚁 killed 🚁",
        "\u{202e}killed ten",
        &"a".repeat(20_000),
        &"(".repeat(3_000),
    ] {
        check(text);
    }
}
