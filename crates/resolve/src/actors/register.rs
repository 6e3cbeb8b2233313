//! The register as a whole, and how it is searched by id and by name.

use std::sync::{LazyLock, OnceLock};

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::derive;
use super::entry::{Alias, Class, Entry, Iso3, Link, Organ};
use super::generic::Generic;
use super::key::{key, skeleton};
use super::load::{self, State};
use super::own::{self, OwnFile};
use super::state::StateIndex;
use super::table::{Problem, Tables};

/// All parties known, with their names.
#[derive(Debug)]
pub struct Register {
    entries: Vec<Entry>,
    by_id: FxHashMap<String, usize>,
    by_key: FxHashMap<String, Vec<NameRef>>,
    /// Built when first needed: most names are spelled as the register has them.
    by_skeleton: OnceLock<FxHashMap<String, Vec<NameRef>>>,
    first_words: FxHashSet<String>,
    organs: FxHashMap<Iso3, Vec<usize>>,
    states: StateIndex,
    generic: Generic,
    longest: usize,
}

/// An alias of an entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameRef {
    pub(super) entry: usize,
    pub(super) alias: usize,
}

/// What is known of the report in which a name stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Story<'a> {
    /// The day as of which names are read: that of the event, or of publication.
    pub on: Option<Date>,
    /// The countries the report is about.
    pub countries: &'a [Iso3],
}

static EMBEDDED: LazyLock<Register> = LazyLock::new(|| Register::parse(&Tables::EMBEDDED).0);

impl Register {
    /// The register that is part of the program, built at the first call (some milliseconds).
    pub fn embedded() -> &'static Register {
        &EMBEDDED
    }

    /// Builds a register. Rows that cannot be read are reported and left out.
    pub fn parse(tables: &Tables<'_>) -> (Register, Vec<Problem>) {
        Register::parse_with(tables, &[])
    }

    /// Builds a register with a user's own files beside the tables; see [`OwnFile`] for their form and what wins.
    pub fn parse_with(tables: &Tables<'_>, own: &[OwnFile<'_>]) -> (Register, Vec<Problem>) {
        let mut problems = Vec::new();
        let states = load::states(tables.states, &mut problems);
        let mut register = Register {
            entries: Vec::new(),
            by_id: FxHashMap::default(),
            by_key: FxHashMap::default(),
            by_skeleton: OnceLock::new(),
            first_words: FxHashSet::default(),
            organs: FxHashMap::default(),
            states: StateIndex::default(),
            generic: Generic::parse(tables.generic, tables.identities, &mut problems),
            longest: 0,
        };
        register.add_states(&states, load::organs(tables.organs, &mut problems), &mut problems);
        for entry in load::groups(tables.groups, &mut problems) {
            register.add(entry, "groups.tsv", &mut problems);
        }
        for entry in load::bodies(tables.bodies, &mut problems) {
            register.add(entry, "bodies.tsv", &mut problems);
        }
        for file in own {
            own::add(&mut register, file, &mut problems);
        }
        register.index();
        (register, problems)
    }

    /// Puts a user's entry beside the others, or in the place of one with the same id that is no state.
    pub(super) fn add_own(&mut self, entry: Entry) -> Result<(), String> {
        let Some(&index) = self.by_id.get(&entry.id) else {
            self.by_id.insert(entry.id.clone(), self.entries.len());
            self.entries.push(entry);
            return Ok(());
        };
        match &self.entries[index] {
            Entry { class: Class::State, .. } => Err(format!("`{}` is the id of a state", entry.id)),
            Entry { row: Some(row), .. } => Err(format!("the id `{}` is taken by {row}", entry.id)),
            _ => {
                self.entries[index] = entry;
                Ok(())
            }
        }
    }

    fn add_states(&mut self, states: &[State], named: Vec<Entry>, problems: &mut Vec<Problem>) {
        for state in states {
            // A second row of the same state is refused, and its words have nobody to lead to.
            if !self.by_id.contains_key(&state.entry.id) {
                self.states.add(self.entries.len(), state);
            }
            self.add(state.entry.clone(), "states.tsv", problems);
            for organ in derive::organs(state) {
                self.add(organ, "states.tsv", problems);
            }
        }
        for mut entry in named {
            match self.by_id.get(&entry.id).copied() {
                Some(index) => {
                    // The plain name stays a name.
                    let plain = std::mem::take(&mut self.entries[index].aliases);
                    entry.aliases.extend(plain);
                    if entry.active == super::Period::default() {
                        entry.active = self.entries[index].active;
                    }
                    self.entries[index] = entry;
                }
                None => self.add(entry, "organs.tsv", problems),
            }
        }
    }

    fn add(&mut self, entry: Entry, file: &str, problems: &mut Vec<Problem>) {
        if self.by_id.contains_key(&entry.id) {
            let message = format!("two rows have the id `{}`", entry.id);
            return problems.push(Problem { file: file.to_owned(), line: 0, message });
        }
        self.by_id.insert(entry.id.clone(), self.entries.len());
        self.entries.push(entry);
    }

    fn index(&mut self) {
        for (index, entry) in self.entries.iter().enumerate() {
            if let (Some(_), Some(country)) = (entry.organ(), entry.country()) {
                self.organs.entry(country).or_default().push(index);
            }
            for (alias, name) in entry.aliases.iter().enumerate() {
                let place = NameRef { entry: index, alias };
                let key = key(&name.text);
                self.longest = self.longest.max(key.split(' ').count());
                let first = key.split(' ').next().unwrap_or_default();
                if !self.first_words.contains(first) {
                    self.first_words.insert(first.to_owned());
                }
                self.by_key.entry(key).or_default().push(place);
            }
        }
    }

    /// All entries: states with their organs, then groups, then bodies, each in the order of the files.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with an id.
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.by_id.get(id).map(|&index| &self.entries[index])
    }

    /// The part of a state, if there is an entry for it: its own named one, else the plain one. Military intelligence
    /// falls back to intelligence, an army to the armed forces, a gendarmerie to the police.
    pub fn organ(&self, country: Iso3, organ: Organ, on: Option<Date>) -> Option<&Entry> {
        if organ == Organ::Government {
            return self.get(country.as_str());
        }
        let plain = self.get(&derive::organ_id(country.as_str(), organ)).filter(|entry| lives(entry, on));
        plain.or_else(|| self.named_organ(country, organ, on)).or_else(|| {
            let wider = match organ {
                Organ::MilitaryIntelligence => Organ::Intelligence,
                Organ::Army => Organ::ArmedForces,
                Organ::Gendarmerie => Organ::Police,
                Organ::Premiership | Organ::Party => Organ::Government,
                _ => return None,
            };
            self.organ(country, wider, on)
        })
    }

    /// The one organ of that sort that the country has a row for; none when there are several.
    fn named_organ(&self, country: Iso3, organ: Organ, on: Option<Date>) -> Option<&Entry> {
        let fits = |entry: &&Entry| entry.organ() == Some(organ) && lives(entry, on);
        let all = self.organs.get(&country).map_or(&[][..], Vec::as_slice);
        let mut found = all.iter().map(|&index| &self.entries[index]).filter(fits);
        found.next().filter(|_| found.next().is_none())
    }

    /// What a party had become by a day, by renamings and mergers; itself when it still existed or became nothing.
    pub fn as_of<'a>(&'a self, entry: &'a Entry, on: Date) -> &'a Entry {
        let mut now = entry;
        for _ in 0..MAX_CHAIN {
            match now.became.as_deref().filter(|_| now.active.ended_before(on)).and_then(|id| self.get(id)) {
                Some(next) => now = next,
                None => break,
            }
        }
        now
    }

    /// What a party is part of on a day, nearest first.
    pub fn wholes<'a>(&'a self, entry: &'a Entry, on: Option<Date>) -> Vec<&'a Entry> {
        let up = |entry: &&'a Entry| self.linked(&entry.part_of, on).next();
        std::iter::successors(up(&entry), up).take(MAX_CHAIN).collect()
    }

    /// Whom a party is sworn to, allied with or backed by on a day.
    pub fn allies<'a>(&'a self, entry: &'a Entry, on: Option<Date>) -> Vec<&'a Entry> {
        self.linked(&entry.allied, on).collect()
    }

    fn linked<'a>(&'a self, links: &'a [Link], on: Option<Date>) -> impl Iterator<Item = &'a Entry> {
        let holds = move |link: &&Link| on.is_none_or(|on| link.period.contains(on));
        links.iter().filter(holds).filter_map(|link| self.get(&link.id))
    }

    pub(super) fn named(&self, key: &str) -> &[NameRef] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether any name begins with the word that a key begins with.
    pub(super) fn begins_name(&self, key: &str) -> bool {
        key.split(' ').next().is_some_and(|word| self.first_words.contains(word))
    }

    pub(super) fn spelled_like(&self, skeleton: &str) -> &[NameRef] {
        let index = self.by_skeleton.get_or_init(|| self.skeletons());
        index.get(skeleton).map_or(&[], Vec::as_slice)
    }

    fn skeletons(&self) -> FxHashMap<String, Vec<NameRef>> {
        let mut index: FxHashMap<String, Vec<NameRef>> = FxHashMap::default();
        for (entry, party) in self.entries.iter().enumerate().filter(|(_, party)| party.organ().is_none()) {
            for (alias, name) in party.aliases.iter().enumerate().filter(|(_, name)| !name.weak) {
                if let Some(skeleton) = skeleton(&key(&name.text)) {
                    index.entry(skeleton).or_default().push(NameRef { entry, alias });
                }
            }
        }
        index
    }

    pub(super) fn alias(&self, name: NameRef) -> (&Entry, &Alias) {
        let entry = &self.entries[name.entry];
        (entry, &entry.aliases[name.alias])
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = (&String, &Vec<NameRef>)> {
        self.by_key.iter()
    }

    pub(super) fn states(&self) -> &StateIndex {
        &self.states
    }

    pub(super) fn generic(&self) -> &Generic {
        &self.generic
    }

    /// Words in the longest name.
    pub(super) fn words_in_longest(&self) -> usize {
        self.longest
    }
}

/// Longer chains of renamings or parts than any; a cycle must not hang.
const MAX_CHAIN: usize = 8;

fn lives(entry: &Entry, on: Option<Date>) -> bool {
    on.is_none_or(|on| entry.active.contains(on))
}
