//! Records in JSON, one a line.

use std::borrow::Cow;

use serde::Deserialize;

use super::decode::{decode, replace_lone_surrogates};
use super::{Fault, Origin, Record};

/// A record as it is written. Other fields are ignored.
#[derive(Deserialize)]
struct Written {
    id: Option<Id>,
    text: Option<String>,
    title: Option<String>,
    published: Option<String>,
    source: Option<String>,
    url: Option<String>,
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

/// Reads the record that one line holds.
pub(crate) fn parse(line: &[u8], origin: Origin) -> Result<Record, Fault> {
    let (json, not_utf8) = decode(line);
    let (written, half_characters) = parse_mending(&json)?;
    let text = written.text.ok_or(Fault::NoText)?;
    Ok(Record {
        id: written.id.map_or_else(|| super::source::content_id(line), String::from),
        text,
        title: written.title,
        published: written.published,
        source: written.source,
        url: written.url,
        origin,
        mended: not_utf8.into_iter().chain(half_characters).collect(),
        bytes: line.len() as u64 + 1,
    })
}

/// Parses, if need be a second time with lone surrogates replaced; then says so.
fn parse_mending(json: &str) -> Result<(Written, Option<String>), serde_json::Error> {
    match serde_json::from_str(json) {
        Ok(written) => Ok((written, None)),
        Err(first) => match Cow::from(replace_lone_surrogates(json)) {
            same if same == json => Err(first),
            mended => {
                let note = "escapes of half a character (lone surrogates) replaced by U+FFFD".to_owned();
                Ok((serde_json::from_str(&mended)?, Some(note)))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Record, String> {
        let origin = Origin { file: "records.jsonl".into(), line: Some(1) };
        parse(line.as_bytes(), origin).map_err(|fault| fault.to_string())
    }

    #[test]
    fn all_but_the_text_may_be_left_out() {
        let record = read(r#"{"text": "Shots were heard."}"#).unwrap();
        assert_eq!(record.text, "Shots were heard.");
        assert_eq!(record.id.len(), 64);
        assert_eq!((record.title, record.published), (None, None));
    }

    #[test]
    fn null_is_as_good_as_nothing_and_numbers_are_ids() {
        let record = read(r#"{"id": 7, "text": "", "title": null, "lang": "en"}"#).unwrap();
        assert_eq!((record.id.as_str(), record.title), ("7", None));
    }

    #[test]
    fn half_characters_cost_a_note_and_no_record() {
        let record = read(r#"{"id": "a", "text": "Kidal \ud83d"}"#).unwrap();
        assert_eq!(record.text, "Kidal \u{FFFD}");
        assert_eq!(record.mended.len(), 1);
    }

    #[test]
    fn faults_name_what_is_wrong() {
        assert_eq!(read(r#"{"id": "a"}"#).unwrap_err(), "the record has no \"text\"");
        assert!(read("{\"text\": ").unwrap_err().starts_with("not a record: EOF"));
        assert!(read(r#"{"text": 5}"#).unwrap_err().contains("invalid type: integer `5`, expected a string"));
    }
}
