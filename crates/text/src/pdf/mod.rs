//! PDF files, by pdf-extract.
//!
//! That library panics on files it does not expect and follows a file's references without end, so it runs on a thread of its
//! own, within a bound of time, on a document whose circles were cut before ([`guard`]).

mod guard;
mod layout;

use claimant_model::ReportInput;
use pdf_extract::{Dictionary, Document, Object, PlainTextOutput, output_doc};

use crate::bounded;
use crate::error::Fault;
use crate::html::without_title;
use crate::limits::Limits;

/// Reads a PDF file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(ReportInput, Vec<String>), Fault> {
    guard::check_streams(bytes, limits.decompressed_bytes)?;
    let (bytes, depth) = (bytes.to_vec(), limits.depth);
    bounded::run(limits.time, move || extract(&bytes, depth))?
}

fn extract(bytes: &[u8], depth: usize) -> Result<(ReportInput, Vec<String>), Fault> {
    let mut document = Document::load_mem(bytes).map_err(|error| Fault::NotAPdf(error.to_string()))?;
    if document.is_encrypted() {
        return Err(Fault::Encrypted);
    }
    let problems = guard::cut_circles(&mut document, depth);
    let mut text = String::new();
    output_doc(&document, &mut PlainTextOutput::new(&mut text))
        .map_err(|error| Fault::NotAPdf(error.to_string()))?;
    let about = document.trailer.get(b"Info").ok().and_then(|info| resolved(&document, info)?.as_dict().ok());
    let entry = |key: &[u8]| about.and_then(|about| string(&document, about, key));
    let title = entry(b"Title");
    let text = without_title(layout::paragraphs(&text), title.as_deref());
    if text.is_empty() {
        return Err(Fault::Empty);
    }
    let input = ReportInput {
        text,
        title,
        published: entry(b"CreationDate").and_then(|date| iso_date(&date)),
        byline: entry(b"Author"),
        ..ReportInput::default()
    };
    Ok((input, problems))
}

fn resolved<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

/// A string of the document's own description, in `PDFDocEncoding` (about Latin-1) or UTF-16.
fn string(document: &Document, about: &Dictionary, key: &[u8]) -> Option<String> {
    let bytes = resolved(document, about.get(key).ok()?)?.as_str().ok()?;
    let text = match bytes {
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0xEF, 0xBB, 0xBF, ..] => {
            crate::encoding::decode(bytes, None).0
        }
        _ => bytes.iter().map(|&byte| char::from(byte)).collect(),
    };
    let text = text.split(|c: char| c.is_control() || c.is_whitespace()).collect::<Vec<_>>().join(" ");
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// "D:20260303080000+01'00'" as 2026-03-03T08:00:00+01:00; as much as is given from the day on.
fn iso_date(date: &str) -> Option<String> {
    let digits = date.strip_prefix("D:").unwrap_or(date);
    let part =
        |from: usize, to: usize| digits.get(from..to).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let day = format!("{}-{}-{}", part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let (Some(hour), Some(minute), Some(second)) = (part(8, 10), part(10, 12), part(12, 14)) else {
        return Some(day);
    };
    let zone = match digits.get(14..15) {
        Some("Z") => "Z".to_owned(),
        Some(sign @ ("+" | "-")) => match (part(15, 17), part(18, 20)) {
            (Some(hours), minutes) => format!("{sign}{hours}:{}", minutes.unwrap_or("00")),
            _ => String::new(),
        },
        _ => String::new(),
    };
    Some(format!("{day}T{hour}:{minute}:{second}{zone}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_iso() {
        assert_eq!(iso_date("D:20260303080000+01'00'").as_deref(), Some("2026-03-03T08:00:00+01:00"));
        assert_eq!(iso_date("D:20260303080000Z").as_deref(), Some("2026-03-03T08:00:00Z"));
        assert_eq!(iso_date("D:20260303").as_deref(), Some("2026-03-03"));
        assert_eq!(iso_date("March"), None);
    }

    #[test]
    fn what_is_no_pdf_is_a_fault() {
        for bytes in
            [&b"%PDF-1.4"[..], b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF"]
        {
            assert!(read(bytes, &Limits::default()).is_err());
        }
    }
}
