//! Reading msgpack with errors that say where: a value together with the trail that led to it.

use rmpv::Value;

use super::ImportError;

/// spaCy's files nest six deep; anything much deeper is not one of them.
const MAX_DEPTH: usize = 64;

/// Decoded values take up to 40 times the room of their bytes; the largest known file has 10 MB.
const MAX_BYTES: usize = 128 << 20;

/// Decodes a msgpack file.
pub(super) fn decode(file: &str, bytes: &[u8]) -> Result<Value, ImportError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::malformed(file, "size", format!("more than {MAX_BYTES} bytes")));
    }
    let mut rest = bytes;
    rmpv::decode::read_value_with_max_depth(&mut rest, MAX_DEPTH)
        .map_err(|error| ImportError::malformed(file, "msgpack", error.to_string()))
}

/// A value inside a msgpack file.
#[derive(Clone)]
pub(super) struct Cursor<'v> {
    value: &'v Value,
    file: &'v str,
    place: String,
}

impl<'v> Cursor<'v> {
    /// The whole of a file.
    pub(super) fn new(file: &'v str, value: &'v Value) -> Self {
        Cursor { value, file, place: String::from("top") }
    }

    fn step(&self, value: &'v Value, step: impl std::fmt::Display) -> Cursor<'v> {
        Cursor { value, file: self.file, place: format!("{} > {step}", self.place) }
    }

    /// An error at this place.
    pub(super) fn malformed(&self, problem: impl Into<String>) -> ImportError {
        ImportError::malformed(self.file, self.place.clone(), problem)
    }

    /// An error at this place: something well formed that this crate cannot run.
    pub(super) fn unsupported(&self, what: impl Into<String>) -> ImportError {
        ImportError::unsupported(self.file, self.place.clone(), what)
    }

    fn expected(&self, what: &str) -> ImportError {
        self.malformed(format!("expected {what}, found {}", kind(self.value)))
    }

    /// The entries of a map, keys as they are.
    pub(super) fn raw_entries(&self) -> Result<&'v [(Value, Value)], ImportError> {
        self.value.as_map().map(Vec::as_slice).ok_or_else(|| self.expected("a map"))
    }

    /// The entries of a map with text keys, in file order.
    pub(super) fn entries(&self) -> Result<Vec<(&'v str, Cursor<'v>)>, ImportError> {
        let pair = |(key, value): &'v (Value, Value)| {
            let key = key.as_str().ok_or_else(|| self.malformed("a key is not text"))?;
            Ok((key, self.step(value, key)))
        };
        self.raw_entries()?.iter().map(pair).collect()
    }

    /// The entries of a map with numbers for keys, in file order.
    pub(super) fn number_entries(&self) -> Result<Vec<(u64, Cursor<'v>)>, ImportError> {
        let pair = |(key, value): &'v (Value, Value)| {
            let key = key.as_u64().ok_or_else(|| self.malformed("a key is not a number"))?;
            Ok((key, self.step(value, key)))
        };
        self.raw_entries()?.iter().map(pair).collect()
    }

    /// The items of a list.
    pub(super) fn items(&self) -> Result<Vec<Cursor<'v>>, ImportError> {
        let items = self.value.as_array().ok_or_else(|| self.expected("a list"))?;
        Ok(items.iter().enumerate().map(|(index, item)| self.step(item, index)).collect())
    }

    /// What a map has under a key, unless that is null or absent.
    pub(super) fn find(&self, key: &str) -> Result<Option<Cursor<'v>>, ImportError> {
        let found = self.raw_entries()?.iter().find(|(found, _)| is_key(found, key));
        Ok(found.filter(|(_, value)| !value.is_nil()).map(|(_, value)| self.step(value, key)))
    }

    /// What a map has under a key.
    pub(super) fn get(&self, key: &str) -> Result<Cursor<'v>, ImportError> {
        self.find(key)?.ok_or_else(|| self.malformed(format!("no entry {key:?}")))
    }

    /// Text.
    pub(super) fn text(&self) -> Result<&'v str, ImportError> {
        self.value.as_str().ok_or_else(|| self.expected("text"))
    }

    /// Text, if this is text.
    pub(super) fn as_text(&self) -> Option<&'v str> {
        self.value.as_str()
    }

    /// A truth value, if this is one.
    pub(super) fn as_bool(&self) -> Option<bool> {
        self.value.as_bool()
    }

    /// A list of texts.
    pub(super) fn texts(&self) -> Result<Vec<String>, ImportError> {
        self.items()?.iter().map(|item| item.text().map(str::to_owned)).collect()
    }

    /// A truth value.
    pub(super) fn flag(&self) -> Result<bool, ImportError> {
        self.value.as_bool().ok_or_else(|| self.expected("true or false"))
    }

    /// A number that is not negative.
    pub(super) fn number(&self) -> Result<u64, ImportError> {
        self.value.as_u64().ok_or_else(|| self.expected("a number that is not negative"))
    }

    /// A number that is not negative, as a size.
    pub(super) fn size(&self) -> Result<usize, ImportError> {
        Ok(self.number()? as usize)
    }

    /// A whole number.
    pub(super) fn integer(&self) -> Result<i64, ImportError> {
        self.value.as_i64().ok_or_else(|| self.expected("a whole number"))
    }

    /// Raw bytes; text counts as its bytes.
    pub(super) fn bytes(&self) -> Result<&'v [u8], ImportError> {
        self.value.as_slice().ok_or_else(|| self.expected("bytes"))
    }

    /// A value that is itself msgpack packed into bytes, as thinc stores attributes of layers.
    pub(super) fn unpack(&self) -> Result<Value, ImportError> {
        decode(self.file, self.bytes()?)
    }

    /// A cursor on a value unpacked from this place.
    pub(super) fn inside<'w>(&'w self, value: &'w Value) -> Cursor<'w> {
        Cursor { value, file: self.file, place: self.place.clone() }
    }
}

/// Keys are text in most maps and bytes in those of `msgpack-numpy`.
fn is_key(found: &Value, key: &str) -> bool {
    match found {
        Value::Binary(bytes) => bytes == key.as_bytes(),
        other => other.as_str() == Some(key),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Nil => "null",
        Value::Boolean(_) => "a truth value",
        Value::Integer(_) | Value::F32(_) | Value::F64(_) => "a number",
        Value::String(_) => "text",
        Value::Binary(_) => "bytes",
        Value::Array(_) => "a list",
        Value::Map(_) => "a map",
        Value::Ext(..) => "an extension",
    }
}
