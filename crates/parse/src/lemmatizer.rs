//! Lemmas by suffix rules, checked against word lists (spaCy's rule lemmatizers for English and French).

use hashbrown::HashMap;

use crate::header::{LemmatizerHeader, LemmatizerKind};
use crate::lexicon::{Vocabulary, Word};
use crate::model_file::{ModelFile, OpenError, Section};
use crate::pos::Pos;
use crate::string_table::{StringTable, find_key};
use crate::words::{feature, is_letter};

/// Parts of speech that the French lemmatizer has rules for; all others are looked up.
const FRENCH_RULED: [Pos; 11] = [
    Pos::Noun,
    Pos::Verb,
    Pos::Adj,
    Pos::Adp,
    Pos::Adv,
    Pos::Aux,
    Pos::Cconj,
    Pos::Det,
    Pos::Pron,
    Pos::Punct,
    Pos::Sconj,
];

/// The tables of one part of speech.
struct Tables {
    index: Option<Section<u64>>,
    exceptions: Option<StringTable>,
    rules: Vec<(String, String)>,
}

/// See the module.
pub(crate) struct Lemmatizer {
    kind: LemmatizerKind,
    tables: HashMap<&'static str, Tables>,
    lookup: Option<StringTable>,
}

/// Separates several lemmas of one form in a table.
pub(crate) const SEPARATOR: char = '\n';

impl Lemmatizer {
    pub(crate) fn new(file: &ModelFile, header: &LemmatizerHeader) -> Result<Lemmatizer, OpenError> {
        let mut tables = HashMap::new();
        for pos in Pos::ALL {
            let name = pos.as_str().to_ascii_lowercase();
            let own = Tables {
                index: file.optional_section(&format!("lemma.index.{name}"))?,
                exceptions: StringTable::find(file, &format!("lemma.exceptions.{name}"))?,
                rules: header.rules.get(&name).cloned().unwrap_or_default(),
            };
            if own.index.is_some() || own.exceptions.is_some() || !own.rules.is_empty() {
                tables.insert(pos.as_str(), own);
            }
        }
        Ok(Lemmatizer { kind: header.kind, tables, lookup: StringTable::find(file, "lemma.lookup")? })
    }

    /// The lemma of a word with this part of speech and these morphological features.
    pub(crate) fn lemma(
        &self,
        file: &ModelFile,
        vocabulary: &Vocabulary,
        word: &Word,
        pos: Pos,
        morphology: &str,
    ) -> String {
        match self.kind {
            LemmatizerKind::None => String::new(),
            _ if matches!(pos, Pos::None | Pos::Space) => word.lower.to_string(),
            LemmatizerKind::English => self.english(file, vocabulary, word, pos, morphology),
            LemmatizerKind::French => self.french(file, vocabulary, word, pos),
        }
    }

    fn english(
        &self,
        file: &ModelFile,
        vocabulary: &Vocabulary,
        word: &Word,
        pos: Pos,
        morphology: &str,
    ) -> String {
        if is_base_form(pos, morphology) {
            return word.lower.to_string();
        }
        let Some(tables) = self.tables.get(pos.as_str()) else {
            return if pos == Pos::Propn { word.text.to_string() } else { word.lower.to_string() };
        };
        let (mut forms, mut unknown): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for form in tables.rewrites(&word.lower) {
            if tables.knows(file, vocabulary, &form) {
                forms.insert(0, form);
            } else if is_alphabetic(&form) {
                unknown.push(form);
            } else {
                forms.push(form);
            }
        }
        keep_first_of_equals(&mut forms);
        for form in tables.exceptions(file, vocabulary, word) {
            if !forms.iter().any(|known| known == form) {
                forms.insert(0, form.to_owned());
            }
        }
        forms.into_iter().chain(unknown).next().unwrap_or_else(|| word.text.to_string())
    }

    fn french(&self, file: &ModelFile, vocabulary: &Vocabulary, word: &Word, pos: Pos) -> String {
        let look_up = |text: &str| {
            let lemmas = self.lookup.as_ref().and_then(|table| table.get(file, vocabulary.id(text)));
            lemmas.and_then(|lemmas| lemmas.split(SEPARATOR).next()).map(str::to_owned)
        };
        if !FRENCH_RULED.contains(&pos) {
            return look_up(&word.text).unwrap_or_else(|| word.text.to_string());
        }
        let empty = Tables { index: None, exceptions: None, rules: Vec::new() };
        let tables = self.tables.get(pos.as_str()).unwrap_or(&empty);
        if tables.knows(file, vocabulary, &word.lower) {
            return word.lower.to_string();
        }
        if let Some(form) = tables.exceptions(file, vocabulary, word).next() {
            return form.to_owned();
        }
        let forms: Vec<String> = tables.rewrites(&word.lower).collect();
        let settled = forms.iter().find(|form| tables.knows(file, vocabulary, form) || !is_alphabetic(form));
        settled
            .or(forms.first())
            .cloned()
            .or_else(|| look_up(&word.lower))
            .unwrap_or_else(|| word.lower.to_string())
    }
}

impl Tables {
    fn knows(&self, file: &ModelFile, vocabulary: &Vocabulary, form: &str) -> bool {
        self.index.as_ref().is_some_and(|index| find_key(file.get(index), vocabulary.id(form)).is_some())
    }

    fn exceptions<'f>(
        &self,
        file: &'f ModelFile,
        vocabulary: &Vocabulary,
        word: &Word,
    ) -> impl Iterator<Item = &'f str> {
        let forms = self.exceptions.as_ref().and_then(|table| table.get(file, vocabulary.id(&word.lower)));
        forms.into_iter().flat_map(|forms| forms.split(SEPARATOR))
    }

    /// What the suffix rules make of a word, empty results left out.
    fn rewrites<'t>(&'t self, word: &'t str) -> impl Iterator<Item = String> + 't {
        self.rules
            .iter()
            .filter_map(move |(old, new)| word.strip_suffix(old.as_str()).map(|stem| format!("{stem}{new}")))
            .filter(|form| !form.is_empty())
    }
}

/// Whether the morphology says that the word is its own lemma (spaCy's `EnglishLemmatizer.is_base_form`).
fn is_base_form(pos: Pos, morphology: &str) -> bool {
    let feature = |name: &str| feature(morphology, name);
    let form = feature("VerbForm");
    let singular = pos == Pos::Noun && feature("Number") == Some("Sing");
    let present = pos == Pos::Verb
        && form == Some("Fin")
        && feature("Tense") == Some("Pres")
        && feature("Number").is_none();
    singular || present || matches!(form, Some("Inf" | "None")) || feature("Degree") == Some("Pos")
}

/// Python's `str.isalpha`.
fn is_alphabetic(form: &str) -> bool {
    !form.is_empty() && form.chars().all(is_letter)
}

fn keep_first_of_equals(forms: &mut Vec<String>) {
    let mut kept: Vec<String> = Vec::with_capacity(forms.len());
    for form in forms.drain(..) {
        if !kept.contains(&form) {
            kept.push(form);
        }
    }
    *forms = kept;
}
