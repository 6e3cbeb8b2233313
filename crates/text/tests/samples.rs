//! One small file of each kind gives its reports with all that is known of them.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use claimant_text::{At, Form, Limits};
use common::read;

#[test]
fn a_page_is_its_article() {
    let document = read("page.html", &Limits::default()).remove(0).unwrap();
    let input = &document.input;
    assert_eq!(input.title.as_deref(), Some("Shells hit grain market in Tamaske"));
    assert_eq!(input.source.as_deref(), Some("The Lakeside Daily"));
    assert_eq!((input.byline.as_deref(), input.wire.as_deref()), (Some("Ada Lind"), Some("AFP")));
    assert_eq!(input.published.as_deref(), Some("2026-03-03T09:30:00+00:00"));
    assert_eq!(input.url.as_deref(), Some("https://lakeside.example/2026/03/shells-hit-grain-market"));
    assert_eq!(input.language.as_deref(), Some("en"));
    let lines: Vec<&str> = input.text.lines().collect();
    assert!(lines[0].starts_with("TAMASKE, March 3 (AFP) - At least four mortar shells"), "{lines:#?}");
    assert_eq!(lines.len(), 4, "{lines:#?}");
    assert!(lines[2].contains("the town’s only hospital"), "{lines:#?}");
    assert_eq!((document.form, document.problems.len()), (Form::Html, 0));
}

#[test]
fn a_feed_is_its_entries() {
    let documents = read("feed.xml", &Limits::default());
    let inputs: Vec<_> = documents.iter().map(|made| &made.as_ref().unwrap().input).collect();
    assert_eq!(inputs[0].wire.as_deref(), Some("Reuters"));
    assert_eq!(
        (inputs[0].source.as_deref(), inputs[0].byline.as_deref()),
        (Some("The Ridge Post"), Some("Ben Okoro"))
    );
    assert_eq!(inputs[0].text.lines().count(), 2);
    assert_eq!(inputs[1].source.as_deref(), Some("The Lakeside Daily"));
    assert_eq!(inputs[1].title.as_deref(), Some("Front denies shelling & accuses army"));
    assert_eq!(documents[1].as_ref().unwrap().place.at, Some(At::Entry(2)));
}

#[test]
fn an_archive_is_its_pages() {
    let documents = read("archive.warc", &Limits::default());
    assert_eq!(documents.len(), 2);
    let first = documents[0].as_ref().unwrap();
    assert_eq!(first.input.text, read("page.html", &Limits::default())[0].as_ref().unwrap().input.text);
    let retrieval = first.retrieval.as_ref().unwrap();
    assert_eq!(retrieval.time.as_deref(), Some("2026-03-05T10:00:00Z"));
    assert!(retrieval.headers.contains(&("Server".into(), "example".into())));
    assert!(first.raw.starts_with(b"HTTP/1.1 200 OK"));
    let second = &documents[1].as_ref().unwrap().input;
    assert!(
        second.text.contains("Their car was found burnt out on the road to the border."),
        "{}",
        second.text
    );
    assert_eq!(second.url.as_deref(), Some("https://lakeside.example/2026/03/aid-workers"));
}

#[test]
fn a_pdf_file_is_its_text() {
    let document = read("report.pdf", &Limits::default()).remove(0).unwrap();
    assert_eq!(document.input.title.as_deref(), Some("Communique of the Northern Front"));
    assert_eq!(document.input.published.as_deref(), Some("2026-03-02T18:00:00Z"));
    let text = &document.input.text;
    assert!(
        text.contains("attacked the barracks of Tamaske and killed fifteen soldiers. Two of our"),
        "{text}"
    );
}

#[test]
fn records_and_text_are_what_they_say() {
    let records = read("records.jsonl", &Limits::default());
    assert_eq!(records[0].as_ref().unwrap().input.wire.as_deref(), Some("Reuters"));
    assert_eq!(records[1].as_ref().unwrap().name(), "2");
    let text = read("report.txt", &Limits::default()).remove(0).unwrap();
    assert_eq!((text.input.byline.as_deref(), text.input.wire.as_deref()), (Some("Ben Okoro"), Some("AFP")));
}
