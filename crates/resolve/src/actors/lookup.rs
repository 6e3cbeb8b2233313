//! Who goes by a name: all candidates with scores, so that the doubt is kept.

use jiff::civil::Date;

use super::entry::{Alias, Class, Entry};
use super::key::{key, skeleton};
use super::own;
use super::register::{NameRef, Register, Story};
use super::state::StateForm;

/// How the name fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// The canonical name.
    Name,
    /// Another name or an acronym.
    Alias,
    /// A name that says little by itself.
    Weak,
    /// The same name in another spelling.
    Spelling,
    /// The capital, for the government.
    Capital,
    /// A plain description of a part of a state: "Malian army".
    Described,
}

/// Whether the party existed on the day of the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No day was given.
    Undated,
    /// It existed.
    Active,
    /// It had ended: the report recalls it, or uses an old name.
    Ended,
    /// It did not exist yet.
    NotYet,
}

/// A party that a name may mean.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    /// The party.
    pub entry: &'a Entry,
    /// What it had become by the day of the story; the same when it existed.
    pub now: &'a Entry,
    /// How the name fits.
    pub by: Match,
    /// Whether it existed.
    pub standing: Standing,
    /// The name may also mean a place: Moscow, Mali, the Kremlin.
    pub may_be_place: bool,
    /// 0 to 1. Scores compare candidates for one name; they are not probabilities.
    pub score: f32,
}

/// The candidate that is clearly better than every other; none when two are about equal.
///
/// "Clearly" is a lead of a tenth. Candidates that have become the same party by the day of the story do not compete.
pub fn best<'a, 'r>(candidates: &'a [Candidate<'r>]) -> Option<&'a Candidate<'r>> {
    let first = candidates.first()?;
    let rival = candidates.iter().skip(1).find(|other| other.now.id != first.now.id);
    let clear = rival.is_none_or(|rival| first.score - rival.score >= LEAD);
    (clear && first.score >= ENOUGH).then_some(first)
}

const LEAD: f32 = 0.1;

/// Below this nobody is meant: a weak name without a fitting country, a name from another time and place.
const ENOUGH: f32 = 0.4;

impl Register {
    /// Who may be meant by a name, best first.
    ///
    /// Names are compared without regard to case, accents, dots, hyphens and a leading "the"; acronyms need capitals.
    /// When no name fits, one is looked for that is the same but for its spelling. A capital stands for its government
    /// and says that it may be the place. Names that existed on the day count more than those that had ended, those
    /// more than names that were yet to come. No candidates: the name is unknown.
    pub fn lookup(&self, name: &str, story: &Story<'_>) -> Vec<Candidate<'_>> {
        let key = key(name);
        let exact = self.named(&key).iter();
        let mut found: Vec<Candidate<'_>> =
            exact.filter_map(|&at| self.candidate(name, at, None, story)).collect();
        if found.is_empty() {
            let like = skeleton(&key).map_or(&[][..], |bones| self.spelled_like(&bones));
            let close = like.iter().filter(|&&at| self.as_long(&key, at));
            found.extend(close.filter_map(|&at| self.candidate(name, at, Some(Match::Spelling), story)));
        }
        found.extend(self.capitals(name, story));
        own::set_others_aside(&mut found);
        rank(found)
    }

    /// Whether a name has about as many words as the one in the register.
    fn as_long(&self, key: &str, at: NameRef) -> bool {
        let (_, alias) = self.alias(at);
        key.len().abs_diff(alias.text.len()) <= 2 + key.len() / 5
    }

    fn capitals(&self, name: &str, story: &Story<'_>) -> impl Iterator<Item = Candidate<'_>> {
        let on = story.on;
        let states = self.state(name, story).into_iter().filter(|state| state.form == StateForm::Capital);
        states.map(move |state| Candidate {
            entry: state.entry,
            now: on.map_or(state.entry, |on| self.as_of(state.entry, on)),
            by: Match::Capital,
            standing: standing(state.entry, on),
            may_be_place: true,
            score: state.score,
        })
    }

    fn candidate(
        &self,
        name: &str,
        at: NameRef,
        by: Option<Match>,
        story: &Story<'_>,
    ) -> Option<Candidate<'_>> {
        let (entry, alias) = self.alias(at);
        let letters = by.map_or_else(|| letters_fit(name, alias), |_| Some(1.0))?;
        let by = by.unwrap_or(match alias {
            _ if alias.weak => Match::Weak,
            _ if at.alias == 0 => Match::Name,
            _ => Match::Alias,
        });
        let standing = standing(entry, story.on);
        let score =
            letters * fit(by, entry, story) * time(standing, alias, story.on) * country(entry, alias, story);
        Some(Candidate {
            entry,
            now: story.on.map_or(entry, |on| self.as_of(entry, on)),
            by,
            standing,
            may_be_place: alias.place || entry.class == Class::State,
            score,
        })
    }
}

/// Best first, each party once.
fn rank(mut found: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.entry.id.cmp(&b.entry.id)));
    let mut seen: Vec<&str> = Vec::with_capacity(found.len());
    found.retain(|candidate| {
        let new = !seen.contains(&candidate.entry.id.as_str());
        seen.push(&candidate.entry.id);
        new
    });
    found
}

fn standing(entry: &Entry, on: Option<Date>) -> Standing {
    match on {
        None => Standing::Undated,
        Some(on) if entry.active.starts_after(on) => Standing::NotYet,
        Some(on) if entry.active.ended_before(on) => Standing::Ended,
        Some(_) => Standing::Active,
    }
}

/// Acronyms are written in capitals, or in title case by some papers (Isis, Nato); a name marked so only as it stands.
fn letters_fit(name: &str, alias: &Alias) -> Option<f32> {
    if alias.exact {
        let same = name.trim().trim_start_matches("the ").trim_start_matches("The ");
        return (same == alias.text).then_some(1.0);
    }
    let acronym = !alias.text.chars().any(char::is_lowercase);
    let capitals = name.chars().filter(|letter| letter.is_uppercase()).count();
    match capitals {
        _ if !acronym => Some(1.0),
        0 => None,
        1 if alias.text.chars().filter(|letter| letter.is_uppercase()).count() > 1 => Some(0.85),
        _ => Some(1.0),
    }
}

fn fit(by: Match, entry: &Entry, story: &Story<'_>) -> f32 {
    match by {
        Match::Name => 1.0,
        Match::Alias | Match::Described => 0.95,
        Match::Weak if fits_country(entry, story) => 0.85,
        Match::Weak => 0.35,
        Match::Spelling => 0.7,
        Match::Capital => 0.8,
    }
}

fn time(standing: Standing, alias: &Alias, on: Option<Date>) -> f32 {
    let life = match standing {
        Standing::Undated | Standing::Active => 1.0,
        Standing::Ended => 0.75,
        Standing::NotYet => 0.25,
    };
    let used = match on {
        Some(on) if alias.used.starts_after(on) => 0.3,
        Some(on) if alias.used.ended_before(on) => 0.75,
        _ => 1.0,
    };
    f32::min(life, used)
}

/// An acronym or single word of elsewhere is probably somebody else's; a full name is hardly shared.
fn country(entry: &Entry, alias: &Alias, story: &Story<'_>) -> f32 {
    let short =
        key(&alias.text).split(' ').filter(|word| !matches!(*word, "al" | "el" | "an" | "ad")).count() == 1;
    match () {
        () if story.countries.is_empty() || fits_country(entry, story) => 1.0,
        // The press reports from everywhere.
        () if entry.countries.is_empty() || entry.is_media() => 0.85,
        () if short => 0.65,
        () => 0.85,
    }
}

fn fits_country(entry: &Entry, story: &Story<'_>) -> bool {
    story.countries.iter().any(|country| entry.countries.contains(country))
}
