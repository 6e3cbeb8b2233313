//! Files made to do harm: each costs no more than it may.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use std::time::{Duration, Instant};

use claimant_text::{Fault, Limits};
use common::{bytes, read_bytes};

fn limits() -> Limits {
    Limits { time: Duration::from_secs(10), ..Limits::default() }
}

/// What bytes give, and that they give it soon.
fn soon(bytes: Vec<u8>, name: &str) -> Vec<Result<String, Fault>> {
    let start = Instant::now();
    let made = read_bytes(bytes, name, &limits());
    assert!(start.elapsed() < Duration::from_secs(20), "{name} took {:?}", start.elapsed());
    made.into_iter().map(|made| made.map(|made| made.input.text).map_err(|error| error.fault)).collect()
}

#[test]
fn a_page_nested_deep_gives_its_words() {
    for tag in
        ["div", "b", "p", "table><tr><td", "a", "li><ul", "svg", "template", "select", "font", "button"]
    {
        let page = format!("<html><body>{}Shots fell in Tamaske.", format!("<{tag}>").repeat(100_000));
        let texts = soon(page.into_bytes(), "deep.html");
        assert_eq!(texts[0].as_ref().unwrap(), "Shots fell in Tamaske.", "{tag}");
    }
}

#[test]
fn a_page_of_very_many_tags_gives_its_words() {
    let page = format!("<html><body>{}", "<p>Shots fell.</p><i></b></i>".repeat(120_000));
    assert!(
        soon(page.into_bytes(), "long.html")[0].as_ref().unwrap().starts_with("Shots fell.\nShots fell.")
    );
}

#[test]
fn a_feed_nested_deep_does_no_harm() {
    let feed = format!("<rss version=\"2.0\"><channel><item>{}", "<a>".repeat(500_000));
    let _ = soon(feed.into_bytes(), "deep.xml");
    let json = format!("{{\"version\": \"https://jsonfeed.org/version/1\", \"x\": {}", "[".repeat(500_000));
    assert!(matches!(soon(json.into_bytes(), "deep.json")[0], Err(Fault::NotAFeed(_))));
}

#[test]
fn an_archive_of_nothing_ends() {
    let lines = b"no record here\n".repeat(200_000);
    let archive = [b"WARC/1.0\r\nContent-Length: 18446744073709551615\r\n\r\n".to_vec(), lines].concat();
    assert!(matches!(soon(archive, "a.warc")[0], Err(Fault::TooLong(_))));
    let headers = [b"WARC/1.0\r\n".to_vec(), b"A: b\r\n".repeat(100_000)].concat();
    assert!(matches!(soon(headers, "a.warc")[0], Err(Fault::NotAnArchiveRecord(_))));
}

/// A PDF file with these objects after the catalogue (1), and with the first of them for its pages (2).
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (index, object) in ["<< /Type /Catalog /Pages 2 0 R >>"].iter().chain(objects).enumerate() {
        offsets.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1).bytes());
    for offset in &offsets {
        file.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let size = offsets.len() + 1;
    file.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

const FONT: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";

fn stream(dictionary: &str, content: &str) -> String {
    format!("<< {dictionary} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

#[test]
fn pdf_files_that_go_in_circles_end() {
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R \
        /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>";
    let pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
    let words = stream("", "BT /F1 12 Tf 72 700 Td (Shots fell in Tamaske.) Tj ET /X Do");
    // A form that draws itself.
    let form = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>",
        "/X Do",
    );
    let texts = soon(pdf(&[pages, page, &words, FONT, &form]), "form.pdf");
    assert!(texts[0].as_ref().unwrap().contains("Shots fell in Tamaske."), "{texts:?}");
    // Without resources of its own it uses those of the page.
    let form = stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "/X Do");
    let texts = soon(pdf(&[pages, page, &words, FONT, &form]), "form.pdf");
    assert!(texts[0].as_ref().unwrap().contains("Shots fell in Tamaske."), "{texts:?}");
    // A page that is its own parent, and lacks what it would have from it.
    let orphan = "<< /Type /Page /Parent 3 0 R /Contents 4 0 R >>";
    assert!(soon(pdf(&[pages, orphan, &words, FONT, &form]), "parent.pdf")[0].is_err());
    // Pages within themselves.
    let _ = soon(
        pdf(&["<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>", page, &words, FONT, &form]),
        "kids.pdf",
    );
}

#[test]
fn a_pdf_bomb_of_forms_is_defused() {
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R \
        /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>";
    let words = stream("", "BT /F1 12 Tf 72 700 Td (Shots fell in Tamaske.) Tj ET /X Do");
    let level = |n: usize| {
        let resources =
            format!("/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {} 0 R >> >>", n + 1);
        stream(&resources, &"/X Do ".repeat(10))
    };
    let levels: Vec<String> = (6..26).map(level).collect();
    let mut objects = vec!["<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, &words, FONT];
    objects.extend(levels.iter().map(String::as_str));
    let end = stream("/Subtype /Form /BBox [0 0 9 9]", "");
    objects.push(&end);
    let texts = soon(pdf(&objects), "bomb.pdf");
    assert!(texts[0].as_ref().unwrap().contains("Shots fell in Tamaske."), "{texts:?}");
}

#[test]
fn cut_off_files_are_faults_or_reports() {
    for sample in common::SAMPLES {
        let whole = bytes(sample);
        for part in 1..10 {
            let _ = soon(whole[..whole.len() * part / 10].to_vec(), sample);
        }
    }
}
