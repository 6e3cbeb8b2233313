//! Names made comparable: case, accents, dots, hyphens and articles do not tell names apart.

/// The form under which a name is filed: "the Jama'at Nusrat al-Islam" and "Jamaat Nusrat al Islam" are one.
pub(super) fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    name.trim().chars().take(MAX_LENGTH).for_each(|letter| push(letter, &mut out));
    trimmed(&out).to_owned()
}

/// The keys of all the beginnings of a text that end at these bytes, in order, worked out at one go.
#[derive(Debug)]
pub(super) struct Keys {
    all: String,
    /// Where the key of each beginning ends, without what is trimmed; none where the text has no such byte.
    ends: Vec<Option<usize>>,
}

impl Keys {
    /// The text begins with a letter, not with white space.
    pub(super) fn of_beginnings(text: &str, ends: &[usize]) -> Keys {
        let mut keys = Keys { all: String::new(), ends: Vec::with_capacity(ends.len()) };
        let (mut at, mut left) = (0, MAX_LENGTH);
        for end in ends {
            let more = text.get(at..*end);
            for letter in more.unwrap_or_default().chars().take(left) {
                push(letter, &mut keys.all);
                left -= 1;
            }
            keys.ends.push(more.map(|_| keys.all.len()));
            at = if more.is_some() { *end } else { at };
        }
        keys
    }

    /// The key of the beginning with this number.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        self.ends.get(number).copied().flatten().map(|end| trimmed(&self.all[..end]))
    }
}

fn trimmed(key: &str) -> &str {
    let key = key.trim_end();
    key.strip_prefix("the ").unwrap_or(key)
}

fn push(letter: char, out: &mut String) {
    match letter {
        // Nearly all letters are one of these.
        'a'..='z' | '0'..='9' => out.push(letter),
        'A'..='Z' => out.push(letter.to_ascii_lowercase()),
        '\'' | '’' | '‘' | 'ʼ' | '`' | 'ʿ' | 'ʾ' | '.' | '"' | '“' | '”' => {}
        '-' | '–' | '—' | '‑' | '_' | ',' | '/' => space(out),
        _ if letter.is_whitespace() => space(out),
        '\0'..='\x7f' => out.push(letter),
        _ => fold_accented(letter, out),
    }
}

/// Longer names than any in the register are cut: hostile text must not cost time.
const MAX_LENGTH: usize = 200;

fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn fold_accented(letter: char, out: &mut String) {
    for lower in letter.to_lowercase() {
        match lower {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => out.push('a'),
            'ç' | 'ć' | 'č' => out.push('c'),
            'ð' | 'ď' | 'đ' => out.push('d'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => out.push('e'),
            'ğ' | 'ģ' => out.push('g'),
            'ħ' | 'ḥ' => out.push('h'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => out.push('i'),
            'ł' | 'ľ' => out.push('l'),
            'ñ' | 'ń' | 'ň' => out.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => out.push('o'),
            'ř' => out.push('r'),
            'ś' | 'š' | 'ş' | 'ș' | 'ṣ' => out.push('s'),
            'ť' | 'ţ' | 'ț' | 'ṭ' => out.push('t'),
            'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'ź' | 'ž' | 'ż' | 'ẓ' => out.push('z'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            // Combining marks, such as the dot that lower-casing İ leaves behind.
            '\u{300}'..='\u{36f}' => {}
            other => out.push(other),
        }
    }
}

/// A looser form, for names brought over from another alphabet: articles, vowels and double letters do not count, and
/// letters that stand for one sound fall together. None when too little is left to tell names apart.
pub(super) fn skeleton(key: &str) -> Option<String> {
    let mut out = String::with_capacity(key.len());
    let mut kept = 0;
    for word in key.split(' ').filter(|word| !ARTICLES.contains(word)) {
        if !out.is_empty() {
            out.push(' ');
        }
        kept += bones(word, &mut out);
    }
    (kept >= ENOUGH).then_some(out)
}

const ARTICLES: &[&str] = &[
    "al", "el", "ul", "ad", "an", "as", "ash", "wal", "wa", "ud", "ed", "of", "the", "for", "and", "de",
    "la", "du",
];

/// So many consonants must be left; "Hizbul Mujahideen" has eight.
const ENOUGH: usize = 6;

fn bones(word: &str, out: &mut String) -> usize {
    let mut last = None;
    let mut kept = 0;
    for (index, letter) in word.chars().enumerate() {
        let letter = match letter {
            'q' => 'k',
            'z' => 's',
            'v' => 'w',
            'j' if index == 0 => 'j',
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' if index > 0 => continue,
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' => 'a',
            other => other,
        };
        if last != Some(letter) {
            out.push(letter);
            kept += 1;
        }
        last = Some(letter);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_beginnings_are_their_own_keys() {
        let long = "Łódź ".repeat(60);
        for text in
            ["The Jama'at Nusrat al-Islam, of \u{2014} Mali.", "U.S. İzmir  the", "the", long.as_str()]
        {
            let ends: Vec<usize> = (0..=text.len()).filter(|end| text.is_char_boundary(*end)).collect();
            let keys = Keys::of_beginnings(text, &ends);
            for (number, end) in ends.iter().enumerate() {
                assert_eq!(keys.get(number), Some(key(&text[..*end]).as_str()), "{:?}", &text[..*end]);
            }
        }
    }

    #[test]
    fn spellings_fall_together() {
        assert_eq!(key("the Jama'at Nusrat al-Islam"), key("Jamaat  Nusrat al Islam"));
        assert_eq!(key("U.N."), "un");
        assert_eq!(key("Séléka"), "seleka");
        assert_eq!(key("AFC/M23"), "afc m23");
        assert_eq!(key("MİT"), "mit");
    }

    #[test]
    fn transliterations_fall_together() {
        let same = |a: &str, b: &str| assert_eq!(skeleton(&key(a)), skeleton(&key(b)), "{a} {b}");
        same("Jama'at Nusrat al-Islam wal-Muslimin", "Jamaat Nosrat ul-Islam wa al-Muslimeen");
        same("Hizb-ul-Mujahideen", "Hizb ul Mojahedin");
        assert_eq!(skeleton("mali"), None);
    }
}
