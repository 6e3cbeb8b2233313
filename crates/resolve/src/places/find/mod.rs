//! Which words of a report are place names: the entity recogniser's hint, overruled by the gazetteer.

mod around;

use std::cell::RefCell;
use std::ops::Range;

use claimant_parse::{Document, Entity, Pos, Token};
use rustc_hash::{FxHashMap, FxHashSet};

use super::country::Country;
use super::fold::fold;
use super::gazetteer::{Gazetteer, Match, Place};
use super::mention::PlaceKind;
use super::story::{StoryContext, country_named, is_adjective};
use super::words::{Word, Words};

/// How many tokens a name may have.
const LONGEST: usize = 5;

/// Inhabitants from which on a town is likely to have an airport of its name.
const HAS_AIRPORT: u32 = 100_000;
/// What joins the words of a name in Spanish, Portuguese and Italian.
const OF_ROMANCE: [&str; 7] = ["de", "del", "do", "da", "dos", "das", "di"];
/// What may stand after `de`.
const ARTICLES_OF_ROMANCE: [&str; 3] = ["la", "las", "los"];

/// The runs of tokens that name places, in text order; they never overlap.
///
/// Adjectives and words for people (`Malian`, `the Russians`) are no places. Inside the name of an office or service the
/// place counts (`Goma Police`), inside that of a newspaper, a party or a club it does not.
pub fn find_mentions(document: &Document, gazetteer: &Gazetteer) -> Vec<Range<usize>> {
    let mut finder = Finder {
        document,
        gazetteer,
        words: Words::embedded(),
        countries: countries(document, gazetteer),
        taken: vec![false; document.len()],
        found: Vec::new(),
        known: RefCell::default(),
    };
    finder.sites();
    finder.persons();
    // Twice: a name beside a place is one, and the place beside it may only be found after it.
    for _ in 0..2 {
        for entity in document.entities() {
            finder.entity(entity);
        }
        finder.bare_names();
    }
    finder.repeated_names();
    finder.found.sort_by_key(|range| range.start);
    finder.found
}

/// Words before the last of a site's name: `Al-Jufra air base`.
const LONGEST_SITE: usize = 5;

/// Countries where a name of the gazetteer is as often a person's: only the recogniser tells the two apart there.
const ENGLISH: [&str; 6] = ["USA", "GBR", "CAN", "AUS", "NZL", "IRL"];

/// The countries that a report names, also by their adjectives and regions.
fn countries(document: &Document, gazetteer: &Gazetteer) -> Vec<Country> {
    let hinted = StoryContext::of_document(document).countries.into_iter().map(|(country, _)| country);
    let places = document.entities().filter(|entity| matches!(entity.label(), "GPE" | "LOC" | "NORP"));
    let named = places.filter_map(|entity| {
        let name = entity.text();
        let name = name.strip_prefix("the ").unwrap_or(name).trim_end_matches("'s");
        country_named(name).or_else(|| {
            let region = gazetteer.lookup(name).into_iter().find(|(place, _)| place.feature().class() == 'L');
            region.and_then(|(place, _)| place.country())
        })
    });
    let mut countries: Vec<Country> =
        hinted.chain(named).filter(|country| !ENGLISH.contains(&country.code())).collect();
    countries.sort_unstable();
    countries.dedup();
    countries
}

struct Finder<'d> {
    document: &'d Document,
    gazetteer: &'d Gazetteer,
    words: &'static Words,
    /// The countries that the report speaks of, but for those whose family names are English and place names both.
    countries: Vec<Country>,
    /// Tokens that belong to a place or to a person.
    taken: Vec<bool>,
    found: Vec<Range<usize>>,
    /// Which runs of tokens the gazetteer knows, of those that were looked up: most are asked for more than once.
    known: RefCell<FxHashMap<Range<usize>, bool>>,
}

impl Finder<'_> {
    fn take(&mut self, range: Range<usize>) {
        let range = range.start..self.end_of_name(range.end);
        if !range.is_empty() && !self.taken[range.clone()].contains(&true) {
            self.taken[range.clone()].fill(true);
            self.found.push(range);
        }
    }

    /// Where a name that goes on after `de` ends: `Valle del Cauca` is no valley, `San Juan de Lobos` no San Juan.
    fn end_of_name(&self, end: usize) -> usize {
        let is = |index: usize, words: &[&str]| {
            self.word(index).is_some_and(|word| words.iter().any(|known| known.eq_ignore_ascii_case(word)))
        };
        let first = match is(end, &OF_ROMANCE) {
            true if is(end + 1, &ARTICLES_OF_ROMANCE) => end + 2,
            true => end + 1,
            false => return end,
        };
        let goes_on = first < self.document.len() && is_capitalised(self.document.token(first));
        if goes_on { first + 1 } else { end }
    }

    fn text(&self, range: Range<usize>) -> &str {
        &self.document.text()[self.document.byte_span(range)]
    }

    fn knows(&self, range: Range<usize>) -> bool {
        if let Some(known) = self.known.borrow().get(&range) {
            return *known;
        }
        let known = self.gazetteer.knows_folded(&fold(self.text(range.clone())));
        self.known.borrow_mut().insert(range, known);
        known
    }

    /// A word of the report, where there is one.
    fn word(&self, index: usize) -> Option<&str> {
        (index < self.document.len()).then(|| self.document.token(index).text())
    }

    fn says(&self, index: usize) -> Option<Word> {
        self.word(index).and_then(|word| self.words.says(word))
    }

    /// `Abu Salim prison`, `Shati camp`: sites that the gazetteer knows by all of their words, and by no fewer.
    fn sites(&mut self) {
        let of_site = |word: Word| matches!(word, Word::Site | Word::Kind(PlaceKind::Settlement));
        for end in 1..self.document.len() {
            if is_capitalised(self.document.token(end)) || !self.says(end).is_some_and(of_site) {
                continue;
            }
            let longest = end.saturating_sub(LONGEST_SITE)..end;
            let named = |start: &usize| {
                let first = self.document.token(*start);
                first.pos() == Pos::Propn && is_capitalised(first) && !self.knows(*start..end)
            };
            let mut names = longest.filter(named).map(|start| start..end + 1);
            let known = names.find(|range| self.knows(range.clone()));
            if let Some(range) = known {
                self.take(range);
            }
        }
    }

    /// Full names of persons are no places, nor is a family name by itself.
    fn persons(&mut self) {
        let full: Vec<Range<usize>> = self
            .document
            .entities()
            .filter(|entity| entity.label() == "PERSON" && entity.token_range().len() > 1)
            .map(|entity| self.trim(entity.token_range()))
            .filter(|range| !self.knows(range.clone()) && !self.is_office(range.clone()))
            .collect();
        let family: FxHashSet<&str> = full
            .iter()
            .map(|range| self.document.token(self.trim(range.clone()).end.max(1) - 1).text())
            .filter(|name| name.len() > 2)
            .collect();
        for token in self.document.tokens().filter(|token| family.contains(token.text())) {
            let alone = token.entity().is_none_or(|entity| entity.token_range().len() == 1);
            if alone && !self.is_surely_place(&(token.index()..token.index() + 1)) {
                self.taken[token.index()] = true;
            }
        }
        for range in full {
            self.taken[range].fill(true);
        }
    }

    fn is_office(&self, range: Range<usize>) -> bool {
        range
            .skip(1)
            .any(|index| matches!(self.says(index), Some(Word::Institution | Word::Kind(_) | Word::Site)))
    }

    fn entity(&mut self, entity: Entity<'_>) {
        let range = self.trim(entity.token_range());
        if range.is_empty() {
            return;
        }
        match entity.label() {
            "GPE" | "LOC" | "FAC" => self.place_entity(range, entity.label()),
            "ORG" | "PERSON" | "PRODUCT" | "WORK_OF_ART" | "EVENT" | "NORP" => self.other_entity(range),
            _ => {}
        }
    }

    /// Without article, genitive and marks around it.
    fn trim(&self, mut range: Range<usize>) -> Range<usize> {
        let edge = |index: usize| {
            let token = self.document.token(index);
            matches!(token.text(), "'s" | "’s" | "'" | "’" | "The" | "the" | "a" | "A")
                || !token.text().chars().any(char::is_alphanumeric)
        };
        let verb = |index: usize| {
            let word = self.document.token(index).text();
            !is_capitalised(self.document.token(index))
                && (self.words.is_taking(word) || self.words.get(word) == Some(Word::Preposition))
        };
        while !range.is_empty() && (edge(range.start) || verb(range.start)) {
            range.start += 1;
        }
        while !range.is_empty() && edge(range.end - 1) {
            range.end -= 1;
        }
        range
    }

    fn place_entity(&mut self, range: Range<usize>, label: &str) {
        if self.is_adjective(range.clone()) {
            return;
        }
        if let Some(longer) = self.known_with_next(range.clone()) {
            return self.take(longer);
        }
        if self.knows(range.clone()) {
            return self.take(range);
        }
        let parts = self.parts(range.clone());
        if parts.len() > 1 {
            return parts.into_iter().for_each(|part| self.place_entity(part, label));
        }
        match self.known_beginning(range.clone()) {
            Some(known) => self.take(known),
            None if self.may_be_unknown(range.clone(), label) => self.take(range),
            None => {}
        }
    }

    /// `Burkina` `Faso`, taken for a name and something else: the longer name that the gazetteer knows.
    fn known_with_next(&self, range: Range<usize>) -> Option<Range<usize>> {
        let next = (range.end < self.document.len()).then(|| self.document.token(range.end))?;
        let longer = range.start..range.end + 1;
        (is_capitalised(next) && next.pos() == Pos::Propn && self.knows(longer.clone())).then_some(longer)
    }

    fn is_adjective(&self, range: Range<usize>) -> bool {
        range.len() == 1 && is_adjective(self.document.token(range.start).text())
    }

    /// Split at commas, slashes and dashes.
    fn parts(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let tokens: Vec<usize> = range.collect();
        let mark = |index: &usize| {
            matches!(self.document.token(*index).text(), "," | "/" | "-" | "–" | "(" | ")" | "and")
        };
        tokens
            .split(mark)
            .filter_map(|part| Some(*part.first()?..*part.last()? + 1))
            .map(|part| self.trim(part))
            .filter(|part| !part.is_empty())
            .collect()
    }

    /// The longest beginning that is a known name: Vancouver of `Vancouver International Airport`. What follows it must be
    /// what a place has, for `Jordan Smith` is a person.
    fn known_beginning(&self, range: Range<usize>) -> Option<Range<usize>> {
        let ends = (range.start + 1..range.end).rev().filter(|end| end - range.start <= LONGEST);
        ends.map(|end| range.start..end).find(|known| {
            let next = self.says(known.end);
            let has = matches!(next, Some(Word::Institution | Word::Kind(_) | Word::Site));
            has && self.knows(known.clone())
                && self.is_name(known.clone())
                && !self.is_name_of_airport(known, range.end)
        })
    }

    /// Whether a name is an airport's own: `El Dorado International Airport`. Airports bear the names of great towns, and else
    /// names of their own, which small towns bear as well.
    fn is_name_of_airport(&self, known: &Range<usize>, end: usize) -> bool {
        let airport = |index: usize| self.document.token(index).text().eq_ignore_ascii_case("airport");
        (known.end..self.document.len().min(end + 1)).any(airport) && {
            let places = self.gazetteer.lookup_folded(&fold(self.text(known.clone())));
            let great =
                |(place, how): &(Place<'_>, Match)| *how == Match::Name && place.population() >= HAS_AIRPORT;
            !places.iter().any(great)
        }
    }

    /// `Konduz and Gazni`, `Bentiu, South Sudan` taken for one name: all of them known, and what stands before speaks for
    /// a place or the last is the country of the first.
    fn is_list(&self, range: Range<usize>) -> bool {
        let parts = self.parts(range.clone());
        let known = parts.iter().all(|part| self.knows(part.clone()) && self.is_name(part.clone()));
        let country = parts.last().and_then(|last| country_named(self.text(last.clone())));
        parts.len() > 1 && known && (country.is_some() || self.stands_as_place(range.start..parts[0].end))
    }

    /// A name that the gazetteer lacks counts when the words around it say that it is a place.
    fn may_be_unknown(&self, range: Range<usize>, label: &str) -> bool {
        let last = self.says(range.end - 1);
        match last {
            Some(Word::Kind(_) | Word::Site) => range.len() > 1,
            Some(Word::Other | Word::Institution | Word::Title) => false,
            _ if label == "FAC" => range.len() > 1,
            _ => range.len() > 1 || self.stands_as_place(range.clone()) || self.beside_place(&range),
        }
    }

    fn other_entity(&mut self, range: Range<usize>) {
        if self.is_adjective(range.clone()) {
            return;
        }
        if self.knows(range.clone()) {
            if self.is_name(range.clone())
                && (self.stands_as_place(range.clone()) || self.beside_place(&range))
            {
                self.take(range);
            }
            return;
        }
        if self.is_list(range.clone()) {
            return self.parts(range).into_iter().for_each(|part| self.take(part));
        }
        if let Some(known) = self.known_beginning(range.clone()) {
            return self.take(known);
        }
        if let Some(known) = self.known_end(range) {
            self.take(known);
        }
    }

    /// The place of `University of Goma`, `Ministry of Health of ...` not.
    fn known_end(&self, range: Range<usize>) -> Option<Range<usize>> {
        let of = range.clone().find(|&index| matches!(self.document.token(index).text(), "of" | "in"))?;
        let head = of.checked_sub(1).filter(|&head| head >= range.start)?;
        let end = of + 1..range.end;
        let office = matches!(self.says(head), Some(Word::Institution | Word::Kind(_)));
        (office && !end.is_empty() && self.knows(end.clone()) && self.is_name(end.clone())).then_some(end)
    }

    /// Whether the words are written as a name: a capital first, and no word that names something else.
    fn is_name(&self, range: Range<usize>) -> bool {
        let start = if self.is_arabic_article(range.start) { range.start + 2 } else { range.start };
        let first = self.document.token(start.min(range.end - 1));
        let capital = first.text().chars().next().is_some_and(char::is_uppercase);
        let only_a_word =
            range.len() == 1 && (self.words.says(first.text()).is_some() || first.text().len() < 3);
        capital && !only_a_word && !self.is_adjective(range)
    }

    /// Known names that no entity covers, where the words around them speak for a place.
    fn bare_names(&mut self) {
        let mut index = 0;
        while index < self.document.len() {
            let run = self.capitalised(index);
            if run.is_empty() {
                index += 1;
                continue;
            }
            if let Some(known) = self.bare_name(run.clone()) {
                self.take(known);
            }
            index = run.end;
        }
    }

    /// The words from here that could be one name: `Sheikh Zuweid`, `al-Hol`.
    fn capitalised(&self, start: usize) -> Range<usize> {
        let most = self.document.len().min(start + LONGEST);
        let first = if self.is_arabic_article(start) { start + 2 } else { start };
        let end = (first..most)
            .find(|&index| self.taken[index] || !is_capitalised(self.document.token(index)))
            .unwrap_or(most);
        if end > first { start..end } else { start..start }
    }

    /// `al-` before a name.
    fn is_arabic_article(&self, start: usize) -> bool {
        let word = |index: usize| (index < self.document.len()).then(|| self.document.token(index).text());
        matches!(word(start), Some("al" | "el" | "ad" | "an" | "ar" | "as" | "ash" | "at" | "ez"))
            && word(start + 1) == Some("-")
            && start + 2 < self.document.len()
    }

    fn bare_name(&self, run: Range<usize>) -> Option<Range<usize>> {
        let mut parts = (run.start + 1..=run.end).rev().map(|end| run.start..end);
        let Some(known) = parts.find(|known| self.knows(known.clone()) && self.is_name(known.clone())) else {
            return Some(run).filter(|run| self.is_called_place(run));
        };
        let dateline = self.is_dateline(known.clone());
        let covered = self.document.token(known.start).entity().is_some();
        let proper = self.is_arabic_article(known.start)
            || known.clone().all(|index| self.document.token(index).pos() == Pos::Propn);
        let title = known.start > 0 && matches!(self.says(known.start - 1), Some(Word::Title));
        let place = dateline
            || (!covered
                && proper
                && !title
                && known.end == run.end
                && (self.stands_as_place(known.clone()) || self.beside_place(&known)));
        place.then_some(known)
    }

    /// `BEIRUT —`, `GOMA, Congo (AP) —`: capitals at the start of a line before a dash, bracket, comma or colon.
    fn is_dateline(&self, range: Range<usize>) -> bool {
        let text = self.text(range.clone());
        let capitals = text.len() > 2 && !text.chars().any(char::is_lowercase);
        let next = (range.end < self.document.len()).then(|| self.document.token(range.end).text());
        let marked = next.is_some_and(|next| matches!(next, "—" | "–" | "-" | "--" | "(" | "," | ":"));
        let sentence = self.document.token(range.start).sentence().token_range();
        capitals && marked && sentence.start == range.start
    }

    /// What is a place once is one again, unless it is part of a person's name: one sense a story.
    fn repeated_names(&mut self) {
        let names: FxHashSet<String> = self
            .found
            .iter()
            .filter(|range| self.is_name((*range).clone()) && self.knows((*range).clone()))
            .map(|range| self.text(range.clone()).to_owned())
            .collect();
        let longest = self.found.iter().map(Range::len).max().unwrap_or(0);
        for start in 0..self.document.len() {
            if !is_capitalised(self.document.token(start)) {
                continue;
            }
            let ends = (start + 1..=self.document.len().min(start + longest)).rev();
            let again = ends.map(|end| start..end).find(|range| names.contains(self.text(range.clone())));
            if let Some(range) = again.filter(|range| self.may_be_again(range.clone())) {
                self.take(range);
            }
        }
    }

    fn may_be_again(&self, range: Range<usize>) -> bool {
        let titled = range.start > 0 && matches!(self.says(range.start - 1), Some(Word::Title));
        !titled && !matches!(self.says(range.end), Some(Word::Other))
    }
}

fn is_capitalised(token: Token<'_>) -> bool {
    token.text().chars().next().is_some_and(char::is_uppercase)
}
