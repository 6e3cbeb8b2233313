//! Records in JSON, one a line.

use claimant_model::ReportInput;
use serde::Deserialize;

use crate::encoding::decode;
use crate::error::Fault;
use crate::item::content_id;
use crate::surrogates::replace_lone_surrogates;

/// A record as it is written. Other fields are ignored.
#[derive(Deserialize)]
struct Written {
    /// Set in what `claimant read` prints, which holds a record as its report.
    schema: Option<String>,
    report: Option<Box<Written>>,
    id: Option<Id>,
    text: Option<String>,
    title: Option<String>,
    published: Option<String>,
    source: Option<String>,
    url: Option<String>,
    wire: Option<String>,
    byline: Option<String>,
    language: Option<String>,
}

/// Ids are names, but many corpora number their texts.
#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Name(String),
    Number(serde_json::Number),
}

impl From<Id> for String {
    fn from(id: Id) -> String {
        match id {
            Id::Name(name) => name,
            Id::Number(number) => number.to_string(),
        }
    }
}

/// What one line holds.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) input: ReportInput,
    /// What had to be mended.
    pub(crate) problems: Vec<String>,
    /// Whether the line is a reading of the report.
    pub(crate) is_reading: bool,
}

/// Reads the record, or the reading of one, that a line holds.
pub(crate) fn read(line: &[u8]) -> Result<Record, Fault> {
    let (json, encoding) = decode(line, None);
    let (written, half_characters) = parse_mending(&json)?;
    let (written, is_reading) = match written {
        Written { schema: Some(_), text: None, report: Some(report), .. } => (*report, true),
        record => (record, false),
    };
    let input = ReportInput {
        id: Some(written.id.map_or_else(|| content_id(line), String::from)),
        text: written.text.ok_or(Fault::NoText)?,
        title: written.title,
        published: written.published,
        source: written.source,
        url: written.url,
        wire: written.wire,
        byline: written.byline,
        language: written.language,
    };
    Ok(Record { input, problems: encoding.into_iter().chain(half_characters).collect(), is_reading })
}

/// Parses, if need be a second time with lone surrogates replaced; then says so.
fn parse_mending(json: &str) -> Result<(Written, Option<String>), serde_json::Error> {
    serde_json::from_str(json).map(|written| (written, None)).or_else(|first| {
        let mended = replace_lone_surrogates(json);
        if mended == json {
            return Err(first);
        }
        let note = "escapes of half a character (lone surrogates) replaced by U+FFFD".to_owned();
        Ok((serde_json::from_str(&mended)?, Some(note)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<(ReportInput, Vec<String>), String> {
        let read = super::read(line.as_bytes()).map_err(|fault| fault.to_string());
        read.map(|record| (record.input, record.problems))
    }

    #[test]
    fn a_reading_is_the_record_of_its_report() {
        let line = br#"{"schema": "claimant/reading/1", "report": {"id": "a", "language": "en", "text": "Shots fell."}}"#;
        let record = super::read(line).unwrap();
        assert_eq!((record.input.id.as_deref(), record.is_reading), (Some("a"), true));
    }

    #[test]
    fn all_but_the_text_may_be_left_out() {
        let (input, _) = read(r#"{"text": "Shots were heard."}"#).unwrap();
        assert_eq!(input.text, "Shots were heard.");
        assert_eq!(input.id.map(|id| id.len()), Some(64));
        assert_eq!((input.title, input.published), (None, None));
    }

    #[test]
    fn null_is_as_good_as_nothing_and_numbers_are_ids() {
        let (input, _) = read(r#"{"id": 7, "text": "", "title": null, "lang": "en"}"#).unwrap();
        assert_eq!((input.id.as_deref(), input.title), (Some("7"), None));
    }

    #[test]
    fn half_characters_cost_a_note_and_no_record() {
        let (input, notes) = read(r#"{"id": "a", "text": "Kidal \ud83d"}"#).unwrap();
        assert_eq!(input.text, "Kidal \u{FFFD}");
        assert_eq!(notes.len(), 1);
    }

    #[test]
    fn faults_name_what_is_wrong() {
        assert_eq!(read(r#"{"id": "a"}"#).unwrap_err(), "the record has no \"text\"");
        assert!(read("{\"text\": ").unwrap_err().starts_with("not a record: EOF"));
        assert!(read(r#"{"text": 5}"#).unwrap_err().contains("invalid type: integer `5`, expected a string"));
    }
}
