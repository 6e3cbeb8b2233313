//! Names made comparable: spelling without what writers leave out, and sound without what transliterators disagree on.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name in small letters without accents, apostrophes and dots; hyphens are spaces, `the` is left out in front, and
/// `Saint`, `Fort` and `Mount` are written short. Two names that fold alike are one spelling.
pub fn fold(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    if name.is_ascii() {
        name.bytes().for_each(|byte| push(&mut plain, char::from(byte)));
    } else {
        name.nfkd().filter(|&c| !is_combining_mark(c)).for_each(|c| push(&mut plain, c));
    }
    plain.truncate(plain.trim_end().len());
    if plain.starts_with("the ") && plain.len() > 6 {
        plain.drain(..4);
    }
    let long = |word: &str| LONG_WORDS.iter().any(|(long, _)| *long == word);
    if plain.split(' ').any(long) { shorten(&plain) } else { plain }
}

const LONG_WORDS: [(&str, &str); 6] =
    [("saint", "st"), ("sainte", "ste"), ("fort", "ft"), ("mount", "mt"), ("and", ""), ("of", "")];

fn shorten(words: &str) -> String {
    let short = |word| LONG_WORDS.iter().find(|(long, _)| *long == word).map_or(word, |(_, short)| *short);
    let parts: Vec<&str> = words.split(' ').map(short).filter(|word| !word.is_empty()).collect();
    if parts.is_empty() { words.to_owned() } else { parts.join(" ") }
}

/// Letters that do not decompose into a Latin one and a mark, and what newspapers write for them.
fn push(plain: &mut String, c: char) {
    match c {
        'a'..='z' | '0'..='9' => plain.push(c),
        'A'..='Z' => plain.push(c.to_ascii_lowercase()),
        'ø' | 'Ø' => plain.push('o'),
        'ł' | 'Ł' => plain.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' | 'ɗ' | 'Ɗ' => plain.push('d'),
        'ı' => plain.push('i'),
        'ə' | 'Ə' | 'ǝ' | 'Ǝ' | 'ɛ' | 'Ɛ' => plain.push('e'),
        'ħ' | 'Ħ' => plain.push('h'),
        'ŋ' | 'Ŋ' => plain.push('n'),
        'ɓ' | 'Ɓ' => plain.push('b'),
        'ß' => plain.push_str("ss"),
        'æ' | 'Æ' => plain.push_str("ae"),
        'œ' | 'Œ' => plain.push_str("oe"),
        'þ' | 'Þ' => plain.push_str("th"),
        '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | 'ʹ' | 'ʺ' | '′' | '.' | '"' | '“' | '”' =>
            {}
        '&' => separate(plain),
        _ if c.is_alphabetic() => c.to_lowercase().for_each(|lower| plain.push(lower)),
        _ => separate(plain),
    }
}

fn separate(plain: &mut String) {
    if !plain.is_empty() && !plain.ends_with(' ') {
        plain.push(' ');
    }
}

/// What is left of a folded name when articles, vowels and the letters that transliterations disagree on are gone:
/// `Tinzaouaten`, `Tin Zaouatine` and `Tinzawaten` give `tnztn`. `None` where too little is left to compare.
pub(super) fn sound(folded: &str) -> Option<String> {
    let joined: String = folded.split(' ').filter(|word| !ARTICLES.contains(word)).collect();
    let joined = joined.strip_prefix("al").filter(|rest| rest.len() >= 5).unwrap_or(&joined);
    let mut sound = String::with_capacity(joined.len());
    let mut rest = joined;
    while let Some((taken, letter)) = next_sound(rest) {
        if let Some(letter) = letter.filter(|letter| !sound.ends_with(*letter)) {
            sound.push(letter);
        }
        rest = &rest[taken..];
    }
    (sound.len() >= 3).then_some(sound)
}

/// Articles of Arabic, sun letters included, as newspapers spell them.
const ARTICLES: [&str; 22] = [
    "al", "el", "ul", "ad", "ed", "an", "en", "ar", "er", "as", "es", "ash", "esh", "at", "et", "az", "ez",
    "ath", "adh", "il", "ol", "ur",
];

/// How many bytes the next sound takes, and the letter that stands for it, if it is kept.
fn next_sound(rest: &str) -> Option<(usize, Option<char>)> {
    const PAIRS: [(&str, char); 14] = [
        ("tch", 'c'),
        ("dzh", 'j'),
        ("dj", 'j'),
        ("zh", 'j'),
        ("ch", 'c'),
        ("sh", 's'),
        ("kh", 'k'),
        ("gh", 'g'),
        ("dh", 'd'),
        ("th", 't'),
        ("ph", 'f'),
        ("ts", 'c'),
        ("ck", 'k'),
        ("qu", 'k'),
    ];
    let first = rest.chars().next()?;
    if let Some((pair, letter)) = PAIRS.iter().find(|(pair, _)| rest.starts_with(pair)) {
        return Some((pair.len(), Some(*letter)));
    }
    let letter = match first {
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w' | 'h' => None,
        'q' | 'c' | 'x' => Some('k'),
        'v' | 'b' => Some('b'),
        'z' => Some('z'),
        other => Some(other),
    };
    Some((first.len_utf8(), letter))
}

/// How alike two folded names are, from 0 to 1: one less the share of letters that have to be changed.
pub(super) fn likeness(a: &str, b: &str) -> f32 {
    strsim::normalized_levenshtein(&spoken(a), &spoken(b)) as f32
}

/// Spellings of one vowel or consonant written one way, so that they do not count as changes.
fn spoken(folded: &str) -> String {
    let joined: String = folded.split(' ').filter(|word| !ARTICLES.contains(word)).collect();
    [
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("w", "u"),
        ("y", "i"),
        ("q", "k"),
        ("kh", "k"),
        ("gh", "g"),
        ("dj", "j"),
        ("uu", "u"),
        ("ii", "i"),
    ]
    .iter()
    .fold(joined, |name, (from, to)| if name.contains(from) { name.replace(from, to) } else { name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        for (a, b) in [
            ("Ménaka", "menaka"),
            ("Al-Hol", "al Hol"),
            ("Ta‘izz", "Taizz"),
            ("Saint-Louis", "St. Louis"),
            ("Łódź", "Lodz"),
            ("The Hague", "Hague"),
            ("Trinidad & Tobago", "Trinidad and Tobago"),
            ("N'Djamena", "Ndjamena"),
            ("Xankǝndi", "Xankəndi"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
    }

    #[test]
    fn transliterations_sound_alike() {
        for (a, b) in [
            ("Tinzaouaten", "Tin Zaouatine"),
            ("Tinzaouaten", "Tinzawaten"),
            ("Khartoum", "Khartum"),
            ("Deir ez-Zor", "Deir al-Zour"),
            ("El Fasher", "Al-Fashir"),
            ("Boughessa", "Bouressa"),
        ] {
            let same = sound(&fold(a)) == sound(&fold(b));
            assert_eq!(same, a != "Boughessa", "{a} {b}");
        }
        assert!(likeness("tinzaouaten", "tinzawaten") > 0.8);
        assert!(likeness("kidal", "gao") < 0.4);
    }

    #[test]
    fn other_scripts_and_odd_text_fold() {
        assert_eq!(fold("Κύπρος"), "κυπρος");
        assert_eq!(fold(""), "");
        assert_eq!(fold("—"), "");
        assert_eq!(sound(""), None);
        assert_eq!(fold("of"), "of");
    }
}
