//! Countries: codes and the adjectives made from their names.

use std::fmt;

/// An ISO 3166-1 alpha-3 code; `XKX` for Kosovo.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 3]);

impl Country {
    /// The country with this code, which is three letters in any case.
    pub fn new(code: &str) -> Option<Country> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes
            .iter()
            .all(u8::is_ascii_alphabetic)
            .then(|| Country(bytes.map(|byte| byte.to_ascii_uppercase())))
    }

    /// The code in capitals.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Five bits a letter, never 0.
    #[cfg(any(test, feature = "build"))]
    pub(crate) fn packed(self) -> u16 {
        self.0.iter().fold(0, |packed, byte| packed << 5 | u16::from(byte - b'A' + 1))
    }

    pub(crate) fn unpacked(packed: u16) -> Option<Country> {
        let letter = |shift: u16| (packed >> shift & 31) as u8;
        let letters = [letter(10), letter(5), letter(0)];
        letters
            .iter()
            .all(|letter| (1..=26).contains(letter))
            .then(|| Country(letters.map(|letter| letter + b'A' - 1)))
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_survive_packing() {
        for code in ["MLI", "USA", "XKX", "AAA", "ZZZ"] {
            let country = Country::new(code).unwrap();
            assert_eq!(Country::unpacked(country.packed()), Some(country));
        }
        assert_eq!(Country::new("ML"), None);
        assert_eq!(Country::new("é1"), None);
        assert_eq!(Country::unpacked(0), None);
        assert_eq!(Country::new("mli").unwrap().to_string(), "MLI");
    }
}
