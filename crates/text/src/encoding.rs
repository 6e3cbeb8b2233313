//! Bytes to text, without ever failing: by byte order mark, by being UTF-8, by what was declared, by a guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// Bytes of a page in which it may declare its encoding.
const DECLARATION: usize = 2048;

/// The text of `bytes`, and what had to be assumed or replaced. `declared` is a label such as "windows-1252".
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> (String, Option<String>) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[length..], false);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), None);
    }
    let named = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    match named.filter(|&encoding| encoding != UTF_8) {
        Some(encoding) => decode_as(encoding, bytes, false),
        None => decode_as(guess(bytes), bytes, true),
    }
}

/// The label that the head of a page or the declaration of XML gives: `charset=…`, `encoding=…`.
pub(crate) fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION)]).to_ascii_lowercase();
    let at = ["charset=", "encoding="].iter().find_map(|key| head.find(key).map(|at| at + key.len()))?;
    let label = head[at..].trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(label.len());
    Some(label[..end].to_owned()).filter(|label| !label.is_empty())
}

/// The `charset` of a media type such as `text/html; charset=utf-8`.
pub(crate) fn charset(media_type: &str) -> Option<String> {
    declared(media_type.as_bytes())
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // A file with a few bad bytes in otherwise good UTF-8 is UTF-8 all the same.
    if mostly_utf8(bytes) { UTF_8 } else { detector.guess(None, Utf8Detection::Allow) }
}

/// Whether there are at least four characters of several bytes for each bad one.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (good, bad) = bytes.utf8_chunks().fold((0, 0), |(good, bad), chunk| {
        let wide = chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        (good + wide, bad + usize::from(!chunk.invalid().is_empty()))
    });
    good >= 4 * bad
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> (String, Option<String>) {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let name = encoding.name();
    let note = match (guessed && encoding != UTF_8, malformed) {
        (true, false) => Some(format!("not UTF-8, read as {name}")),
        (true, true) => Some(format!("not UTF-8, read as {name}, what is none replaced by U+FFFD")),
        (false, true) => Some(format!("bytes that are no {name} replaced by U+FFFD")),
        (false, false) => None,
    };
    (text.into_owned(), note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_byte_order_mark_is_dropped_and_believed() {
        assert_eq!(decode(b"\xEF\xBB\xBFKidal", None), ("Kidal".to_owned(), None));
        assert_eq!(decode(b"\xFF\xFEK\0i\0", None), ("Ki".to_owned(), None));
    }

    #[test]
    fn what_is_declared_is_believed_where_it_is_no_utf8() {
        assert_eq!(decode(b"caf\xE9", Some("iso-8859-1")), ("café".to_owned(), None));
        assert_eq!(decode("café".as_bytes(), Some("iso-8859-1")), ("café".to_owned(), None));
    }

    #[test]
    fn the_rest_is_guessed_and_said() {
        let (text, note) =
            decode("Des hommes armés ont attaqué le café de Gao à l'aube.".encode_latin1(), None);
        assert_eq!(text, "Des hommes armés ont attaqué le café de Gao à l'aube.");
        assert_eq!(note.as_deref(), Some("not UTF-8, read as windows-1252"));
        let (text, note) = decode(b"\xC3\xA9\xC3\xA8\xC3\xA9\xC3\xA8 \xFF Kidal", None);
        assert_eq!(text, "éèéè \u{FFFD} Kidal");
        assert_eq!(note.as_deref(), Some("bytes that are no UTF-8 replaced by U+FFFD"));
    }

    #[test]
    fn declarations_are_found() {
        assert_eq!(declared(b"<meta charset=\"Windows-1256\">").as_deref(), Some("windows-1256"));
        assert_eq!(declared(b"<?xml version='1.0' encoding='UTF-8'?>").as_deref(), Some("utf-8"));
        assert_eq!(charset("text/html; charset=utf-8").as_deref(), Some("utf-8"));
        assert_eq!(charset("text/html"), None);
    }

    trait Latin1 {
        fn encode_latin1(&self) -> &'static [u8];
    }

    impl Latin1 for str {
        fn encode_latin1(&self) -> &'static [u8] {
            self.chars().map(|c| c as u8).collect::<Vec<u8>>().leak()
        }
    }
}
