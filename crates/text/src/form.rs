//! What kind of input it is: by its content first, by its name second.

/// The kinds of input that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Plain text.
    Text,
    /// A web page.
    Html,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A web archive (ISO 28500).
    Warc,
    /// A PDF file.
    Pdf,
    /// One JSON record a line.
    Jsonl,
}

/// Bytes that are looked at to tell what an input is.
pub(crate) const HEAD: usize = 4096;

impl Form {
    /// The endings of names that a folder is searched for. `.gz` may follow.
    pub const ENDINGS: [&str; 13] =
        ["txt", "jsonl", "ndjson", "html", "htm", "xhtml", "xml", "rss", "atom", "rdf", "warc", "pdf", "wet"];

    /// The media type to keep with the bytes.
    pub fn media_type(self) -> &'static str {
        match self {
            Form::Text => "text/plain",
            Form::Html => "text/html",
            Form::Feed => "application/xml",
            Form::Warc => "application/warc",
            Form::Pdf => "application/pdf",
            Form::Jsonl => "application/json",
        }
    }

    /// Whether a folder is searched for files of this name.
    pub fn is_named(name: &str) -> bool {
        ending(name).is_some_and(|ending| Form::ENDINGS.contains(&ending.as_str()))
    }

    /// What an input is that starts with `head`; its name and the media type it was sent with help where the bytes
    /// could be several things. `None` when it is nothing known.
    pub(crate) fn detect(head: &[u8], name: Option<&str>, media_type: Option<&str>) -> Option<Form> {
        let named = name.and_then(by_name);
        match by_content(head) {
            Guess::Sure(form) => Some(form),
            // A brace opens a record, but also a text; an angle bracket opens a page, but also a text.
            Guess::Likely(form) => {
                Some(named.filter(|named| matches!(named, Form::Text | Form::Feed)).unwrap_or(form))
            }
            Guess::Words => named.or_else(|| media_type.and_then(by_media_type)).or(Some(Form::Text)),
            Guess::Binary => None,
        }
    }
}

/// What the first bytes say.
enum Guess {
    Sure(Form),
    Likely(Form),
    Words,
    Binary,
}

fn by_content(head: &[u8]) -> Guess {
    let utf16 = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    // Markup is ASCII: without its zero bytes, UTF-16 can be looked at like anything else.
    let head: Vec<u8> = head.iter().copied().filter(|&byte| !utf16 || byte != 0).collect();
    let marks: [&[u8]; 3] = [b"\xEF\xBB\xBF", &[0xFF, 0xFE], &[0xFE, 0xFF]];
    let text = marks.iter().find_map(|mark| head.strip_prefix(*mark)).unwrap_or(&head).trim_ascii_start();
    if contains(&head[..head.len().min(1024)], b"%PDF-") {
        Guess::Sure(Form::Pdf)
    } else if text.starts_with(b"WARC/") {
        Guess::Sure(Form::Warc)
    } else if text.starts_with(b"{") {
        if contains(text, b"jsonfeed.org/version") {
            Guess::Sure(Form::Feed)
        } else {
            Guess::Likely(Form::Jsonl)
        }
    } else if text.starts_with(b"<") {
        markup(&text.to_ascii_lowercase())
    } else if head.contains(&0) {
        Guess::Binary
    } else {
        Guess::Words
    }
}

fn markup(text: &[u8]) -> Guess {
    let opens = |tags: &[&str]| tags.iter().any(|tag| contains(text, tag.as_bytes()));
    if opens(&["<!doctype html", "<html"]) {
        Guess::Sure(Form::Html)
    } else if opens(&["<rss", "<feed", "<rdf:rdf", "<entry"]) {
        Guess::Sure(Form::Feed)
    } else if opens(&[
        "<head", "<body", "<title", "<meta", "<div", "<p>", "<p ", "<article", "<h1", "<span", "<table",
    ]) {
        Guess::Likely(Form::Html)
    } else {
        Guess::Words
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The ending of a name in small letters, the `.gz` of a compressed file dropped.
fn ending(name: &str) -> Option<String> {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map(|(_, ending)| ending.to_owned())
}

fn by_name(name: &str) -> Option<Form> {
    Some(match ending(name)?.as_str() {
        "txt" | "wet" => Form::Text,
        "jsonl" | "ndjson" => Form::Jsonl,
        "html" | "htm" | "xhtml" => Form::Html,
        "rss" | "atom" | "rdf" | "xml" => Form::Feed,
        "warc" => Form::Warc,
        "pdf" => Form::Pdf,
        _ => return None,
    })
}

fn by_media_type(media_type: &str) -> Option<Form> {
    let kind = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    Some(match kind.as_str() {
        "text/html" | "application/xhtml+xml" => Form::Html,
        "application/rss+xml"
        | "application/atom+xml"
        | "application/feed+json"
        | "application/xml"
        | "text/xml" => Form::Feed,
        "application/pdf" => Form::Pdf,
        "application/warc" => Form::Warc,
        "text/plain" => Form::Text,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(head: &str, name: &str) -> Option<Form> {
        Form::detect(head.as_bytes(), Some(name), None)
    }

    #[test]
    fn content_comes_before_the_name() {
        assert_eq!(detect("%PDF-1.4", "report.txt"), Some(Form::Pdf));
        assert_eq!(detect("\n<!DOCTYPE html><html>", "report.txt"), Some(Form::Html));
        assert_eq!(
            detect("<?xml version='1.0'?>\n<!-- a <b> --><rss version='2.0'>", "page.html"),
            Some(Form::Feed)
        );
        assert_eq!(detect("WARC/1.0\r\n", "x"), Some(Form::Warc));
        assert_eq!(detect(r#"{"version": "https://jsonfeed.org/version/1.1"}"#, "x.json"), Some(Form::Feed));
        assert_eq!(detect(" \n{\"text\": ", "reports"), Some(Form::Jsonl));
    }

    #[test]
    fn the_name_helps_where_the_content_is_open() {
        assert_eq!(detect("{braced} words", "a.txt"), Some(Form::Text));
        assert_eq!(detect("<p>Shots fell.", "a"), Some(Form::Html));
        assert_eq!(detect("<p>Shots fell.", "a.txt"), Some(Form::Text));
        assert_eq!(detect("Shots fell.", "a.htm"), Some(Form::Html));
        assert_eq!(detect("Shots fell.", "a.b"), Some(Form::Text));
        assert_eq!(detect("rubbish", "a.jsonl"), Some(Form::Jsonl));
        assert_eq!(Form::detect(b"Shots", None, Some("text/html; charset=x")), Some(Form::Html));
    }

    #[test]
    fn binary_files_are_nothing_known() {
        assert_eq!(Form::detect(b"PK\x03\x04\0\0", Some("a.txt"), None), None);
        assert_eq!(Form::detect(b"\xFF\xFE<\0h\0t\0m\0l\0>\0", None, None), Some(Form::Html));
    }

    #[test]
    fn folders_are_searched_by_ending() {
        assert!(Form::is_named("a/b.WARC.gz") && Form::is_named("x.html") && !Form::is_named("notes.md"));
        assert!(!Form::is_named("html") && !Form::is_named("a.gz"));
    }
}
