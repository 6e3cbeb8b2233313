//! Names of the register in a report: parties, states, and the countries that the report is about.

use std::ops::Range;

use claimant_parse::{Document, Pos, Token};
use claimant_resolve::actors::{Class, Entry, Iso3, Register, StateForm, Story, acronyms, best};
use jiff::civil::Date;

use super::named::is_across_border;
use crate::lexicon::{List, Lists};

/// A state's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StateWord {
    /// Which state.
    pub iso3: Iso3,
    /// Name, adjective or capital.
    pub form: StateForm,
}

impl StateWord {
    /// "Malian" rather than "Mali".
    pub(crate) fn is_adjective(self) -> bool {
        self.form == StateForm::Adjective
    }
}

/// Where a party is named.
#[derive(Clone, Debug)]
pub(crate) struct NamedParty<'a> {
    /// The words of the name.
    pub tokens: Range<usize>,
    /// The party, where one is clearly meant.
    pub entry: Option<&'a Entry>,
    /// Named only to say who is behind another: "al-Qaeda" of "al-Qaeda-linked".
    pub behind: bool,
    /// The name is that of a place or building too.
    pub may_be_place: bool,
}

/// All names of a report.
#[derive(Debug)]
pub(crate) struct Names<'a> {
    /// Who is known.
    pub register: &'a Register,
    on: Option<Date>,
    countries: Vec<(Iso3, f32)>,
    story: Vec<Iso3>,
    /// Whether the first of them is clearly what the report is about.
    clear: bool,
    parties: Vec<NamedParty<'a>>,
    party_at: Vec<Option<usize>>,
    states: Vec<Option<StateWord>>,
}

/// Acronyms that one report defines; more are no report.
const MOST_DEFINITIONS: usize = 100;
/// Tokens of the longest name looked for.
const LONGEST: usize = 16;
/// Tokens of the longest name of a state.
const LONGEST_STATE: usize = 6;

impl<'a> Names<'a> {
    /// Finds all names; `on` is the day of the report.
    pub(crate) fn find(document: &Document, register: &'a Register, on: Option<Date>) -> Names<'a> {
        let mut names = Names {
            register,
            on,
            countries: Vec::new(),
            story: Vec::new(),
            clear: false,
            parties: Vec::new(),
            party_at: vec![None; document.len()],
            states: vec![None; document.len()],
        };
        let mut at = 0;
        while at < document.len() {
            at += names.take(document, at).max(1);
        }
        names
    }

    /// Reads the name that begins at a token; returns how many tokens it took.
    fn take(&mut self, document: &Document, at: usize) -> usize {
        let token = document.token(at);
        if !may_begin(token) {
            return 0;
        }
        let (start, ends) = pieces(token, LONGEST);
        let text = &document.text()[start..];
        if let Some(length) = self.register.longest_name(text, &ends)
            && is_name(document, at..at + length)
        {
            self.add_party(document, at..at + length);
            return length;
        }
        let most = ends.len().min(LONGEST_STATE);
        let length = self.register.longest_state(text, &ends[..most]).unwrap_or_default();
        if length > 0 && token.text().starts_with(char::is_uppercase) {
            self.add_state(document, at..at + length);
        }
        length
    }

    fn add_party(&mut self, document: &Document, tokens: Range<usize>) {
        let index = self.parties.len();
        self.party_at[tokens.clone()].fill(Some(index));
        self.parties.push(NamedParty {
            behind: is_behind(document, tokens.end),
            tokens,
            entry: None,
            may_be_place: false,
        });
        let shared = self.settle_party(document, index);
        let entry = self.parties[index].entry.filter(|_| !shared);
        let weight = if entry.is_some_and(|entry| entry.organ().is_some()) { 1.0 } else { 0.5 };
        if let Some(country) = entry.filter(|entry| !entry.is_media()).and_then(Entry::country) {
            self.weigh(country, weight);
        }
    }

    fn add_state(&mut self, document: &Document, tokens: Range<usize>) {
        if in_person(document, &tokens) || is_no_state(document, &tokens) {
            return;
        }
        let story = Story { on: self.on, countries: &self.story };
        let states = self.register.state(slice(document, &tokens), &story);
        let Some(first) = states.first() else { return };
        let Some(iso3) = first.entry.country() else { return };
        let word = StateWord { iso3, form: first.form };
        self.states[tokens.end - 1] = Some(word);
        self.states[root(document, &tokens)] = Some(word);
        // "The Russian-backed junta" is no Russian's.
        let across = is_across_border(document.token(root(document, &tokens)));
        if is_behind(document, tokens.end) || across {
            return;
        }
        match word.form {
            StateForm::Name => self.weigh(iso3, 1.5),
            StateForm::Adjective => self.weigh(iso3, 0.5),
            StateForm::Capital => {}
        }
    }

    /// Adds weight to a country of the story.
    pub(crate) fn weigh(&mut self, country: Iso3, weight: f32) {
        match self.countries.iter_mut().find(|(known, _)| *known == country) {
            Some((_, known)) => *known += weight,
            None => self.countries.push((country, weight)),
        }
    }

    /// Reads the names once more, now that the countries of the story are known.
    pub(crate) fn settle(&mut self, document: &Document) {
        let most = self.countries.iter().map(|(_, weight)| *weight).fold(0.0, f32::max);
        let mut countries = self.countries.clone();
        countries.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let second = countries.get(1).map_or(0.0, |(_, weight)| *weight);
        self.clear = most >= second * MAIN_LEAD;
        self.story = countries
            .iter()
            .filter(|(_, weight)| *weight >= most * STORY_SHARE)
            .map(|(country, _)| *country)
            .collect();
        for index in 0..self.parties.len() {
            let _ = self.settle_party(document, index);
        }
        self.defined(document);
    }

    /// Looks up who bears a name; returns whether parties of other countries share it: "SNA" alone says nothing of where.
    fn settle_party(&mut self, document: &Document, index: usize) -> bool {
        let name = slice(document, &self.parties[index].tokens);
        let story = Story { on: self.on, countries: &self.story };
        let mut found = self.register.lookup(name, &story);
        found.retain(|candidate| candidate.entry.class != Class::State);
        let party = &mut self.parties[index];
        party.may_be_place = found.first().is_some_and(|first| first.may_be_place);
        party.entry = best(&found).map(|candidate| candidate.entry);
        let home = found.first().and_then(|first| first.entry.country());
        found.iter().any(|other| other.entry.country() != home)
    }

    /// "the Azawad front (FLA)": from then on the acronym is whoever the long form is, and the other way around.
    fn defined(&mut self, document: &Document) {
        for definition in acronyms(document.text()).into_iter().take(MOST_DEFINITIONS) {
            let long = self.party_in(document, &definition.long);
            let short = self.party_in(document, &definition.short);
            let (Some(long), Some(short)) = (long, short) else { continue };
            let (a, b) = (self.parties[long].entry, self.parties[short].entry);
            let Some(meant) = a.or(b) else { continue };
            let name = document.text()[definition.short].to_owned();
            self.parties[long].entry = Some(meant);
            for party in &mut self.parties {
                if slice(document, &party.tokens) == name {
                    party.entry = Some(meant);
                }
            }
        }
    }

    fn party_in(&self, document: &Document, bytes: &Range<usize>) -> Option<usize> {
        self.parties.iter().position(|party| {
            let span = document.byte_span(party.tokens.clone());
            span.start < bytes.end && bytes.start < span.end
        })
    }

    /// What is known of the report, for the register, with the main country only, where there is one: "the army" is that
    /// country's.
    pub(crate) fn main_story(&self) -> Story<'_> {
        let countries = if self.clear { &self.story[..self.story.len().min(1)] } else { &[] };
        Story { on: self.on, countries }
    }

    /// The day of the report.
    pub(crate) fn on(&self) -> Option<Date> {
        self.on
    }

    /// The country whose name, adjective or people a word is; capitals are not counted.
    pub(crate) fn country(&self, token: Token<'_>) -> Option<StateWord> {
        self.states.get(token.index()).copied().flatten().filter(|word| word.form != StateForm::Capital)
    }

    /// What the capital of a country is called on the day of the report.
    pub(crate) fn capitals(&self, country: Iso3) -> impl Iterator<Item = &str> {
        self.register.capitals_of(country, self.on)
    }

    /// The country whose capital a word is.
    pub(crate) fn capital(&self, token: Token<'_>) -> Option<StateWord> {
        self.states.get(token.index()).copied().flatten().filter(|word| word.form == StateForm::Capital)
    }

    /// The name that a token is part of.
    pub(crate) fn party(&self, token: Token<'_>) -> Option<&NamedParty<'a>> {
        self.party_at.get(token.index()).copied().flatten().map(|index| &self.parties[index])
    }

    /// The countries of the armed groups and movements that are named, each as often as they are.
    pub(crate) fn groups(&self) -> impl Iterator<Item = Iso3> + '_ {
        let known = self.parties.iter().filter_map(|party| party.entry);
        known.filter(|entry| entry.class == Class::Group).filter_map(Entry::country)
    }

    /// Whether words are in the name of a party that the register knows: "United Nations".
    pub(crate) fn is_party(&self, tokens: &Range<usize>) -> bool {
        let named = tokens.clone().filter_map(|token| self.party_at.get(token).copied().flatten());
        named.map(|index| &self.parties[index]).any(|party| !party.may_be_place && party.entry.is_some())
    }

    /// Whether words are in the name of an armed group or movement that is no place's: "the Greater Sahara".
    pub(crate) fn is_group(&self, tokens: &Range<usize>) -> bool {
        let named = tokens.clone().filter_map(|token| self.party_at.get(token).copied().flatten());
        named
            .map(|index| &self.parties[index])
            .any(|party| !party.may_be_place && party.entry.is_some_and(|entry| entry.class == Class::Group))
    }
}

/// Countries with this share of the weight of the first are what the story is about, too.
const STORY_SHARE: f32 = 0.34;
/// So much more than the next one the main country must weigh.
const MAIN_LEAD: f32 = 1.25;

/// Names begin with a capital, a digit, or an Arabic article and the like.
fn may_begin(token: Token<'_>) -> bool {
    let text = token.text();
    let first = text.chars().next();
    first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        || matches!(text, "al" | "el" | "an" | "ash" | "anti" | "ex" | "mai")
        || matches!(token.pos(), Pos::Propn | Pos::Noun) && text.len() > 5
}

/// Where the text of a token begins, and where it and those after it in its sentence end, counted from there.
fn pieces(token: Token<'_>, most: usize) -> (usize, Vec<usize>) {
    let document = token.document();
    let start = token.span().start;
    let until = token.sentence().token_range().end.min(token.index() + most);
    let line = document.token_range(token.index()..until).take_while(|token| token.pos() != Pos::Space);
    (start, line.map(|token| token.span().end - start).collect())
}

fn slice<'d>(document: &'d Document, tokens: &Range<usize>) -> &'d str {
    &document.text()[document.byte_span(tokens.clone())]
}

/// Whether words that spell a name are meant as one.
fn is_name(document: &Document, tokens: Range<usize>) -> bool {
    let text = slice(document, &tokens);
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let first = document.token(tokens.start);
    let proper = first.pos() == Pos::Propn || matches!(first.tag(), "NNP" | "NNPS");
    let word = tokens.len() == 1;
    match capitals {
        0 => {
            word && first.pos() == Pos::Noun
                && first.entity().is_some_and(|e| matches!(e.label(), "NORP" | "ORG"))
        }
        1 if word && !text.contains('-') => {
            (proper || first.entity().is_some()) && !in_person(document, &tokens)
        }
        _ => !in_person(document, &tokens),
    }
}

/// Part of a person's name: "Abdel Fatah", "Michael Jordan", "Dr. Tolo".
fn in_person(document: &Document, tokens: &Range<usize>) -> bool {
    let before = tokens.start.checked_sub(1).map(|index| document.token(index));
    if tokens.len() == 1 && before.is_some_and(|word| super::phrase::is_honorific(word.text())) {
        return true;
    }
    document.token(tokens.start).entity().is_some_and(|entity| {
        let range = entity.token_range();
        let longer = range.len() > tokens.len() && range.start <= tokens.start && range.end >= tokens.end;
        let before = document.token_range(range.start..tokens.start).any(|t| t.pos() == Pos::Propn);
        entity.label() == "PERSON" && longer && (before || tokens.len() == 1 && range.end - tokens.end < 2)
    })
}

/// "Niger Delta", "Latin American".
fn is_no_state(document: &Document, tokens: &Range<usize>) -> bool {
    let next = tokens.end < document.len() && matches!(document.token(tokens.end).text(), "Delta" | "River");
    let before = tokens.start.checked_sub(1).map(|at| document.token(at).text());
    let region = matches!(before, Some("Latin" | "Central" | "South" | "North" | "Gulf"));
    next || region && tokens.len() == 1 && slice(document, tokens).starts_with("American")
}

/// "-linked", "-backed" after a name, which is not that of those who act; who backs whom is `named_behind`.
fn is_behind(document: &Document, end: usize) -> bool {
    let next = |at: usize| (at < document.len()).then(|| document.token(at).text());
    let hyphen = next(end).is_some_and(|text| matches!(text, "-" | "–" | "‑"));
    hyphen && next(end + 1).is_some_and(|text| Lists::embedded().has(List::Behind, text))
}

/// The token of some words that the others hang on.
fn root(document: &Document, tokens: &Range<usize>) -> usize {
    let outside = |token: &Token<'_>| token.is_root() || !tokens.contains(&token.head().index());
    document.token_range(tokens.clone()).find(outside).map_or(tokens.start, Token::index)
}

impl NamedParty<'_> {
    /// The token of the name that the others hang on.
    pub(crate) fn root(&self, document: &Document) -> usize {
        root(document, &self.tokens)
    }
}
