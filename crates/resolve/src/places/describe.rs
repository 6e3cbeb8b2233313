//! What the words around a place name say: near, 15 km north of, between, province, in.

use std::ops::Range;

use claimant_parse::{Document, Token};

use super::gazetteer::{Gazetteer, Place};
use super::mention::{PlaceKind, PlaceMention, Relation};
use super::words::{Word, Words};

/// Reads what stands around each of these runs of tokens, which are in text order.
pub fn describe(document: &Document, gazetteer: &Gazetteer, ranges: &[Range<usize>]) -> Vec<PlaceMention> {
    let reader = Reader { document, gazetteer, words: Words::embedded() };
    let mut mentions: Vec<PlaceMention> = ranges.iter().map(|range| reader.mention(range.clone())).collect();
    for index in 0..mentions.len() {
        mentions[index].within = reader.within(&mentions, index);
        let relation = reader.relation(&mentions, index);
        mentions[index].relation = relation;
    }
    mentions
}

struct Reader<'d> {
    document: &'d Document,
    gazetteer: &'d Gazetteer,
    words: &'static Words,
}

impl Reader<'_> {
    fn word(&self, index: usize) -> Option<&str> {
        (index < self.document.len()).then(|| self.document.token(index).text())
    }

    fn says(&self, index: usize) -> Option<Word> {
        self.word(index).and_then(|word| self.words.says(word))
    }

    fn mention(&self, range: Range<usize>) -> PlaceMention {
        let text = &self.document.text()[self.document.byte_span(range.clone())];
        let mut mention = PlaceMention::new(text, range.clone());
        self.bare(&mut mention, range.clone());
        mention.kind = mention.kind.or_else(|| self.kind_beside(range));
        mention
    }

    /// A name that is not known as it stands may be known without `northern` before or `province` after it.
    fn bare(&self, mention: &mut PlaceMention, mut range: Range<usize>) {
        let text = |range: &Range<usize>| &self.document.text()[self.document.byte_span(range.clone())];
        if range.len() > 1 && !self.gazetteer.knows(&mention.name) {
            if let Some(Word::Kind(kind)) = self.says(range.end - 1) {
                mention.kind = Some(kind);
                range.end -= 1;
            }
            if range.len() > 1
                && (matches!(self.says(range.start), Some(Word::Direction(_))) || self.is_part(range.start))
            {
                mention.part = true;
                range.start += 1;
            }
            if self.gazetteer.knows(text(&range)) || mention.kind != Some(PlaceKind::Natural) {
                text(&range).clone_into(&mut mention.name);
            }
        } else if let Some((start, _)) = self.direction_before(range.start) {
            mention.part = true;
            // `eastern Congo` may be a region with a name of its own; a town `West X` is another place than the west of X.
            let whole = text(&(start..range.end));
            let area = |(place, _): &(Place<'_>, _)| place.feature().class() == 'L';
            if self.gazetteer.lookup(whole).iter().any(area) {
                whole.clone_into(&mut mention.name);
            }
        }
    }

    /// The direction that ends before this token, and where it begins: `north`, `north-eastern`.
    fn direction_before(&self, end: usize) -> Option<(usize, f32)> {
        let at = end.checked_sub(1)?;
        let Some(Word::Direction(bearing)) = self.says(at) else { return None };
        let first = at.checked_sub(2).filter(|_| self.word(at - 1) == Some("-"));
        let joined = first.and_then(|first| {
            let word = format!("{}-{}", self.word(first)?, self.word(at)?);
            match self.words.says(&word) {
                Some(Word::Direction(bearing)) => Some((first, bearing)),
                _ => None,
            }
        });
        Some(joined.unwrap_or((at, bearing)))
    }

    fn is_part(&self, index: usize) -> bool {
        matches!(
            self.word(index),
            Some("Metro" | "Greater" | "Central" | "central" | "Upper" | "Lower" | "upstate" | "rural")
        )
    }

    /// `Idlib province`, `the city of Idlib`, `Lake ...`.
    fn kind_beside(&self, range: Range<usize>) -> Option<PlaceKind> {
        if let Some(Word::Kind(kind)) = self.says(range.end - 1) {
            return Some(kind);
        }
        if let Some(Word::Kind(kind)) = self.says(range.end) {
            return Some(kind);
        }
        let of = range.start.checked_sub(2)?;
        match (self.says(of), self.word(of + 1)) {
            (Some(Word::Kind(kind)), Some("of")) => Some(kind),
            _ => None,
        }
    }

    /// The mention after a comma, a bracket, or `in`, also where a word says what the first is: `Pauk township in Magway`,
    /// `the Midtown neighborhood of Accra`.
    fn within(&self, mentions: &[PlaceMention], index: usize) -> Option<usize> {
        let here = mentions[index].tokens.end;
        let next = mentions.get(index + 1)?.tokens.start;
        let between: Vec<&str> = (here..next.max(here)).filter_map(|at| self.word(at)).collect();
        let inside = match between[..] {
            ["," | "(" | "in"] | [",", "in"] => true,
            // The recogniser took the word for its kind with the name.
            ["of"] => here > 0 && matches!(self.says(here - 1), Some(Word::Kind(_))),
            [kind, "," | "(" | "in" | "of"] => matches!(self.words.says(kind), Some(Word::Kind(_))),
            ["," | "(", word] | [",", "in", word] => {
                matches!(self.words.says(word), Some(Word::Direction(_))) || word == "central"
            }
            _ => false,
        };
        inside.then_some(index + 1)
    }

    fn relation(&self, mentions: &[PlaceMention], index: usize) -> Relation {
        let start = mentions[index].tokens.start;
        if let Some(relation) = self.offset(start) {
            return relation;
        }
        if let Some(other) = self.between(mentions, index) {
            return Relation::Between(other);
        }
        if self.is_near(start) { Relation::Near } else { Relation::At }
    }

    /// `outside`, `close to`, `on the outskirts of`.
    fn is_near(&self, start: usize) -> bool {
        let word = |back: usize| {
            let word = start.checked_sub(back).and_then(|at| self.word(at));
            word.unwrap_or_default().to_lowercase()
        };
        let close = matches!((word(2).as_str(), word(1).as_str()), ("close" | "next" | "adjacent", "to"));
        let around = matches!(word(1).as_str(), "of" | "from")
            && start.checked_sub(2).is_some_and(|at| self.says(at) == Some(Word::Surroundings));
        close || around || self.words.is_near(&word(1))
    }

    /// `15 km north of`, `20 miles from`, `just north of`.
    fn offset(&self, start: usize) -> Option<Relation> {
        let of = start.checked_sub(1).filter(|&at| matches!(self.word(at), Some("of" | "from")))?;
        let direction = self.direction_before(of);
        let end = direction.map_or(of, |(at, _)| at);
        match (self.distance(end), direction) {
            (Some(kilometres), Some((_, bearing))) => Some(Relation::Offset { kilometres, bearing }),
            (Some(_), None) | (None, Some(_)) => Some(Relation::Near),
            (None, None) => None,
        }
    }

    /// The length that ends before this token, in kilometres: `about 15 kilometres (9 miles)`, `15km`.
    fn distance(&self, end: usize) -> Option<f32> {
        let mut at = end;
        let bracket = at.checked_sub(1).filter(|&close| self.word(close) == Some(")"));
        if let Some(close) = bracket {
            at = (close.saturating_sub(6)..close).rev().find(|&open| self.word(open) == Some("("))?;
        }
        let unit = self.document.token(at.checked_sub(1)?);
        if let Some(kilometres) = joined(unit.text()) {
            return Some(kilometres);
        }
        let number = number(self.document.token(unit.index().checked_sub(1)?))?;
        Some(number * kilometres_in(unit.text())?)
    }

    /// `between A and B`, `the A-B road`, `the road from A to B`: the other mention.
    fn between(&self, mentions: &[PlaceMention], index: usize) -> Option<usize> {
        let joins = |first: usize, second: usize| -> Option<bool> {
            let (a, b) = (mentions.get(first)?, mentions.get(second)?);
            let start = a.tokens.start;
            let middle: Vec<&str> = (a.tokens.end..b.tokens.start).filter_map(|at| self.word(at)).collect();
            let before = start.checked_sub(1).and_then(|at| self.word(at));
            let after = self.word(b.tokens.end);
            let road = says_road(after) || self.is_road_from(start);
            let border = before == Some("of")
                && matches!(
                    start.checked_sub(2).and_then(|at| self.word(at)),
                    Some("border" | "borders" | "frontier")
                );
            let and = matches!(middle[..], ["and"] | ["and", "the"])
                && (border
                    || before == Some("between")
                    || self.word(start.saturating_sub(2)) == Some("between"));
            let line = matches!(middle[..], ["-" | "–" | "to"]) && road;
            Some(and || line)
        };
        let previous = index.checked_sub(1).filter(|&previous| joins(previous, index) == Some(true));
        previous.or_else(|| (joins(index, index + 1) == Some(true)).then_some(index + 1))
    }
}

fn says_road(word: Option<&str>) -> bool {
    matches!(
        word,
        Some("road" | "highway" | "axis" | "border" | "railway" | "route" | "motorway" | "frontier")
    )
}

impl Reader<'_> {
    /// `the road from A to B`.
    fn is_road_from(&self, start: usize) -> bool {
        let at = |back: usize| start.checked_sub(back).and_then(|at| self.word(at));
        at(1) == Some("from") && says_road(at(2))
    }
}

/// Kilometres in a unit.
fn kilometres_in(unit: &str) -> Option<f32> {
    match unit.to_lowercase().trim_end_matches('.') {
        "km" | "kms" | "kilometers" | "kilometres" | "kilometer" | "kilometre" => Some(1.0),
        "mile" | "miles" | "mi" => Some(1.609),
        "m" | "metres" | "meters" => Some(0.001),
        _ => None,
    }
}

/// A number written together with its unit: `15km`.
fn joined(text: &str) -> Option<f32> {
    let split = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')?;
    let (digits, unit) = text.split_at(split);
    Some(digits.replace(',', "").parse::<f32>().ok()? * kilometres_in(unit.trim_start_matches('-'))?)
}

fn number(token: Token<'_>) -> Option<f32> {
    const WORDS: [(&str, f32); 14] = [
        ("a", 1.0),
        ("one", 1.0),
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("eight", 8.0),
        ("nine", 9.0),
        ("ten", 10.0),
        ("dozen", 12.0),
        ("twenty", 20.0),
        ("thirty", 30.0),
    ];
    let text = token.text().to_lowercase();
    let word = WORDS.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    word.or_else(|| text.replace(',', "").parse().ok()).filter(|value: &f32| (0.0..5000.0).contains(value))
}
