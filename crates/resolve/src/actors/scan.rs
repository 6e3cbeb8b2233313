//! Names in running text: the longest that begins at a place.

use super::key::{Keys, key};
use super::register::Register;

/// Longer names, in pieces of text, are in no register.
const MOST_PIECES: usize = 16;

impl Register {
    /// How many pieces of a text the longest name of a party takes that begins with the first piece; states do not count.
    ///
    /// `ends` are the ends of the pieces (words, tokens) in bytes; the text begins with the first. `None`: no name begins here.
    pub fn longest_name(&self, text: &str, ends: &[usize]) -> Option<usize> {
        let first = text.get(..*ends.first()?).map(key)?;
        if !self.begins_name(&first) {
            return None;
        }
        longest(text, ends, |key| self.is_party(key))
    }

    /// The same for a state's name, adjective, people or capital.
    pub fn longest_state(&self, text: &str, ends: &[usize]) -> Option<usize> {
        let first = text.get(..*ends.first()?).map(key)?;
        if !self.states().begins(&first) {
            return None;
        }
        longest(text, ends, |key| self.states().has(key))
    }

    /// A name as the register spells it, whatever the case it is given in; `None` for names that no row spells so.
    pub fn spelling(&self, name: &str) -> Option<&str> {
        let key = key(name);
        let aliases = self.named(&key).iter().map(|at| self.alias(*at).1.text.as_str());
        aliases.into_iter().find(|text| text.eq_ignore_ascii_case(name))
    }

    fn is_party(&self, key: &str) -> bool {
        let party = |name: &super::register::NameRef| self.alias(*name).0.class != super::Class::State;
        self.named(key).iter().any(party) && self.generic().sense(key).is_none()
    }
}

/// How many pieces the longest name takes.
fn longest(text: &str, ends: &[usize], is: impl Fn(&str) -> bool) -> Option<usize> {
    let ends = &ends[..ends.len().min(MOST_PIECES)];
    let keys = Keys::of_beginnings(text, ends);
    let whole = |words: &str| words.ends_with(char::is_alphanumeric) || ends_in_initials(words);
    let fits =
        |number: &usize| text.get(..ends[*number]).is_some_and(whole) && keys.get(*number).is_some_and(&is);
    (0..ends.len()).rev().find(fits).map(|number| number + 1)
}

/// "U.S.", "the U.N.": a dot that belongs to the name.
fn ends_in_initials(words: &str) -> bool {
    let mut back = words.chars().rev();
    back.next() == Some('.')
        && back.next().is_some_and(char::is_alphabetic)
        && back.next() == Some('.')
        && back.next().is_some_and(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(text: &str) -> Vec<usize> {
        let blank = text.match_indices(' ').map(|(at, _)| at);
        blank.chain(std::iter::once(text.len())).collect()
    }

    #[test]
    fn the_longest_name_counts() {
        let register = Register::embedded();
        let party = |text: &str| register.longest_name(text, &ends(text));
        assert_eq!(party("Islamic State West Africa Province said"), Some(5));
        assert_eq!(party("Islamic State said"), Some(2));
        assert_eq!(party("Mali said"), None);
        let state = |text: &str| register.longest_state(text, &ends(text));
        assert_eq!(state("South Sudanese soldiers"), Some(2));
        assert_eq!(state("soldiers"), None);
    }
}
