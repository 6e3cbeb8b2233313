//! States by their names, adjectives, peoples and capitals.

use super::entry::{Alias, Entry, Iso3};
use super::key::key;
use super::load::State;
use super::register::{Register, Story};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

/// Which of its words named a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateForm {
    /// Mali.
    Name,
    /// Malian, or the people: Malians.
    Adjective,
    /// Bamako: the government, or only the town.
    Capital,
}

/// A state that a word may mean.
#[derive(Clone, Copy, Debug)]
pub struct StateMatch<'a> {
    /// The state's entry.
    pub entry: &'a Entry,
    /// By which of its words.
    pub form: StateForm,
    /// 0 to 1; the likelier state has more.
    pub score: f32,
}

/// The words of all states.
#[derive(Debug, Default)]
pub(super) struct StateIndex {
    words: FxHashMap<String, Vec<Word>>,
    first: FxHashSet<String>,
    /// Capitals and seats by the number of the state's entry.
    capitals: FxHashMap<usize, Vec<Alias>>,
}

#[derive(Debug)]
struct Word {
    entry: usize,
    form: StateForm,
    alias: Alias,
}

impl StateIndex {
    pub(super) fn add(&mut self, entry: usize, state: &State) {
        self.add_all(entry, StateForm::Name, &state.entry.aliases);
        self.add_all(entry, StateForm::Adjective, &state.adjectives);
        self.add_all(entry, StateForm::Capital, &state.capitals);
        self.capitals.insert(entry, state.capitals.clone());
    }

    fn add_all(&mut self, entry: usize, form: StateForm, aliases: &[Alias]) {
        for alias in aliases {
            let word = key(&alias.text);
            if form == StateForm::Adjective {
                self.insert(plural(&word), Word { entry, form, alias: alias.clone() });
            }
            self.insert(word, Word { entry, form, alias: alias.clone() });
        }
    }

    /// Whether any word of a state begins with the word that a key begins with.
    pub(super) fn begins(&self, key: &str) -> bool {
        key.split(' ').next().is_some_and(|word| self.first.contains(word))
    }

    /// Whether a key is a word of some state.
    pub(super) fn has(&self, key: &str) -> bool {
        self.words.contains_key(key)
    }

    fn insert(&mut self, key: String, word: Word) {
        self.first.extend(key.split(' ').next().map(str::to_owned));
        let words = self.words.entry(key).or_default();
        if !words.iter().any(|known| known.entry == word.entry && known.form == word.form) {
            words.push(word);
        }
    }
}

/// "Malians"; peoples in -ese, -ish, -ch or -s have no other plural.
fn plural(word: &str) -> String {
    match word {
        _ if word.ends_with("ese") || word.ends_with('s') || word.ends_with("sh") || word.ends_with("ch") => {
            word.to_owned()
        }
        _ if word.ends_with("men") => word.to_owned(),
        _ => format!("{word}s"),
    }
}

impl Register {
    /// The states that a name, adjective, demonym ("Malians") or capital may mean, best first. One word may be several
    /// states': Congolese, Korean, Moscow before 1991.
    pub fn state(&self, word: &str, story: &Story<'_>) -> Vec<StateMatch<'_>> {
        let words = self.states().words.get(&key(word)).map_or(&[][..], Vec::as_slice);
        let acronym = !word.chars().any(char::is_lowercase);
        let mut found: Vec<StateMatch<'_>> = words
            .iter()
            .filter(|known| acronym || !is_acronym(&known.alias.text))
            .map(|known| self.weigh_state(known, story))
            .filter(|found| found.score > 0.0)
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.entry.id.cmp(&b.entry.id)));
        found
    }

    /// The names of a country's capital on a day, and of other seats that stand for its government; none where the capital
    /// is called as the country is.
    pub fn capitals_of(&self, country: Iso3, on: Option<Date>) -> impl Iterator<Item = &str> {
        let index = self.states();
        let mut states: Vec<usize> = index.capitals.keys().copied().collect();
        states.sort_unstable();
        let states = states.into_iter().filter(move |&state| {
            let entry = &self.entries()[state];
            entry.country() == Some(country) && on.is_none_or(|on| entry.active.contains(on))
        });
        let used = move |alias: &&Alias| on.is_none_or(|on| alias.used.contains(on));
        states
            .filter_map(|state| index.capitals.get(&state))
            .flatten()
            .filter(used)
            .map(|alias| alias.text.as_str())
    }

    fn weigh_state(&self, word: &Word, story: &Story<'_>) -> StateMatch<'_> {
        let entry = &self.entries()[word.entry];
        let form = match word.form {
            StateForm::Name => 1.0,
            StateForm::Adjective => 0.95,
            StateForm::Capital => 0.8,
        };
        let in_story = story.countries.iter().any(|country| entry.countries.contains(country));
        let place = if in_story { 1.0 } else { 0.9 };
        let weak = if word.alias.weak && !in_story { 0.7 } else { 1.0 };
        let time =
            story.on.map_or(1.0, |on| match (entry.active.contains(on), word.alias.used.contains(on)) {
                (false, _) => 0.4,
                (true, false) => 0.5,
                (true, true) => 1.0,
            });
        StateMatch { entry, form: word.form, score: form * place * weak * time }
    }
}

/// US, UAE, U.K.: never in small letters, where they are other words.
fn is_acronym(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}
