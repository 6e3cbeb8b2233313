//! `attribute_ruler/patterns`: rules that set attributes of tokens after tagging and parsing.

use super::cursor::{self, Cursor};
use super::raw::TokenSpec;
use super::{ImportError, Predicate, RulerPattern};

/// Attributes that a pattern may look at; quantifiers (`OP`) and extensions (`_`) are not among them.
const LOOKED_AT: &[&str] = &["TAG", "POS", "DEP", "LOWER", "ORTH", "NORM", "IS_SPACE"];

/// Reads the attribute ruler's patterns, in the order they apply.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Vec<RulerPattern>, ImportError> {
    let value = cursor::decode(file, bytes)?;
    Cursor::new(file, &value).items()?.iter().map(read_pattern).collect()
}

fn read_pattern(pattern: &Cursor<'_>) -> Result<RulerPattern, ImportError> {
    let sequence = |tokens: &Cursor<'_>| tokens.items()?.iter().map(read_token).collect();
    let attributes = pattern.get("attrs")?.entries()?.into_iter();
    Ok(RulerPattern {
        alternatives: pattern.get("patterns")?.items()?.iter().map(sequence).collect::<Result<_, _>>()?,
        attributes: attributes
            .map(|(name, value)| Ok((name.to_owned(), value.text()?.to_owned())))
            .collect::<Result<_, ImportError>>()?,
        index: pattern.find("index")?.map_or(Ok(0), |index| index.integer())?,
    })
}

fn read_token(token: &Cursor<'_>) -> Result<TokenSpec, ImportError> {
    token
        .entries()?
        .into_iter()
        .map(|(name, value)| Ok((name.to_owned(), read_predicate(name, &value)?)))
        .collect()
}

fn read_predicate(attribute: &str, value: &Cursor<'_>) -> Result<Predicate, ImportError> {
    if !LOOKED_AT.contains(&attribute) {
        return Err(value.unsupported(format!("a pattern over {attribute}")));
    }
    if let Some(text) = value.as_text() {
        return Ok(Predicate::Equals(text.to_owned()));
    }
    if let Some(flag) = value.as_bool() {
        return Ok(Predicate::Is(flag));
    }
    match value.entries()?.as_slice() {
        [("IN", list)] => Ok(Predicate::In(list.texts()?)),
        [("NOT_IN", list)] => Ok(Predicate::NotIn(list.texts()?)),
        [("REGEX", pattern)] => Ok(Predicate::Regex(pattern.text()?.to_owned())),
        other => Err(value.unsupported(format!(
            "the predicate {:?}",
            other.iter().map(|(name, _)| name).collect::<Vec<_>>()
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    use rmpv::Value;

    fn map(entries: Vec<(&str, Value)>) -> Value {
        Value::Map(entries.into_iter().map(|(key, value)| (Value::from(key), value)).collect())
    }

    fn packed(token: Value) -> Vec<u8> {
        let pattern = map(vec![
            ("patterns", Value::Array(vec![Value::Array(vec![token])])),
            ("attrs", map(vec![("POS", Value::from("X"))])),
            ("index", Value::from(-1)),
        ]);
        let mut bytes = Vec::new();
        rmpv::encode::write_value(&mut bytes, &Value::Array(vec![pattern])).unwrap();
        bytes
    }

    #[test]
    fn every_kind_of_predicate() {
        let list = || Value::Array(vec![Value::from("a"), Value::from("b")]);
        let token = map(vec![
            ("TAG", Value::from("NN")),
            ("IS_SPACE", Value::from(false)),
            ("LOWER", map(vec![("IN", list())])),
            ("DEP", map(vec![("NOT_IN", list())])),
            ("ORTH", map(vec![("REGEX", Value::from("^n"))])),
        ]);
        let read = read("patterns", &packed(token)).unwrap();
        let texts = || vec!["a".to_owned(), "b".to_owned()];
        let named = |name: &str, predicate| (name.to_owned(), predicate);
        assert_eq!(
            read[0].alternatives[0][0],
            vec![
                named("TAG", Predicate::Equals("NN".to_owned())),
                named("IS_SPACE", Predicate::Is(false)),
                named("LOWER", Predicate::In(texts())),
                named("DEP", Predicate::NotIn(texts())),
                named("ORTH", Predicate::Regex("^n".to_owned())),
            ]
        );
        assert_eq!(read[0].attributes, BTreeMap::from([("POS".to_owned(), "X".to_owned())]));
        assert_eq!(read[0].index, -1);
    }

    #[test]
    fn quantifiers_are_not_supported() {
        let error = read("patterns", &packed(map(vec![("OP", Value::from("+"))]))).unwrap_err();
        assert!(matches!(error, ImportError::Unsupported { .. }), "{error}");
    }
}
