//! `tokenizer`: the rules that cut text into tokens.

use std::collections::HashMap;

use super::cursor::{self, Cursor};
use super::raw::SpecialToken;
use super::{ImportError, RawTokenizer, strings};

/// Reads the `tokenizer` file.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<RawTokenizer, ImportError> {
    let value = cursor::decode(file, bytes)?;
    let top = Cursor::new(file, &value);
    let pattern = |key: &str| top.find(key)?.map(|pattern| pattern.text().map(str::to_owned)).transpose();
    Ok(RawTokenizer {
        prefix: pattern("prefix_search")?,
        suffix: pattern("suffix_search")?,
        infix: pattern("infix_finditer")?,
        token_match: pattern("token_match")?,
        url_match: pattern("url_match")?,
        rules: read_rules(&top.get("exceptions")?)?,
        faster_heuristics: top.find("faster_heuristics")?.map_or(Ok(true), |flag| flag.flag())?,
    })
}

fn read_rules(rules: &Cursor<'_>) -> Result<Vec<(String, Vec<SpecialToken>)>, ImportError> {
    let symbols = strings::symbols();
    let read_rule = |(chunk, tokens): (&str, Cursor<'_>)| {
        let tokens = tokens.items()?.into_iter().map(|token| special_token(&token, &symbols));
        Ok((chunk.to_owned(), tokens.collect::<Result<Vec<_>, _>>()?))
    };
    rules.entries()?.into_iter().map(read_rule).collect()
}

/// A token of a special case: a map of attribute numbers to strings, `ORTH` and perhaps `NORM`.
fn special_token(token: &Cursor<'_>, symbols: &HashMap<&str, u64>) -> Result<SpecialToken, ImportError> {
    let (mut orth, mut norm) = (None, None);
    for (attribute, value) in token.number_entries()? {
        if Some(&attribute) == symbols.get("ORTH") {
            orth = Some(value.text()?.to_owned());
        } else if Some(&attribute) == symbols.get("NORM") {
            norm = Some(value.text()?.to_owned());
        } else {
            return Err(value.unsupported(format!("attribute {attribute} of a special case")));
        }
    }
    Ok((orth.ok_or_else(|| token.malformed("a token without text"))?, norm))
}
