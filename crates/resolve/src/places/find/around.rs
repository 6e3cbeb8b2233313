//! What the words around a name say of it: a place, or a person of that name.

use std::ops::Range;

use claimant_parse::Pos;

use super::super::fold::fold;
use super::super::words::Word;
use super::{Finder, is_capitalised};

impl Finder<'_> {
    /// Whether what stands before or after speaks for a place: `in Winona`, `Winona, Minn.`, `Winona residents`.
    pub(super) fn stands_as_place(&self, range: Range<usize>) -> bool {
        self.is_surely_place(&range) || self.is_of_story(&range)
    }

    /// The same for what may be the family name of a person whom the report names: `from Goma` may be of Juan Goma.
    pub(super) fn is_surely_place(&self, range: &Range<usize>) -> bool {
        let after = self.word(range.end);
        self.after_preposition(range.start)
            || after.is_some_and(|word| self.words.is_inhabitant(word))
            || self.is_of_kind(range)
            || self.is_named_area(range)
    }

    /// `the town of Goma`, `the outskirts of Goma`, `the Goma neighborhood`: the words say that it is a place.
    fn is_of_kind(&self, range: &Range<usize>) -> bool {
        let small = |index: usize| !is_capitalised(self.document.token(index));
        let of = range.start.checked_sub(2).filter(|&at| self.word(at + 1) == Some("of"));
        let before = of.and_then(|at| self.says(at));
        let after = self.says(range.end).filter(|_| small(range.end));
        match (before, after) {
            (Some(Word::Surroundings), _) => true,
            (Some(Word::Kind(before)), _) if before.is_local() => true,
            (_, Some(Word::Kind(after))) => after.is_local(),
            _ => false,
        }
    }

    /// The name of a place in a country of the story, where what stands before speaks of a place or a person alike:
    /// `from Goma`, `struck Kharkov`.
    fn is_of_story(&self, range: &Range<usize>) -> bool {
        let Some(before) = self.before_directions(range.start) else { return false };
        let placing = match self.says(before) {
            Some(Word::Preposition) => true,
            _ => self.words.is_near(&self.document.token(before).text().to_lowercase()),
        };
        placing && !self.countries.is_empty() && self.lies_in_story(range.clone())
    }

    fn lies_in_story(&self, range: Range<usize>) -> bool {
        let places = self.gazetteer.lookup_folded(&fold(self.text(range)));
        places.iter().any(|(place, _)| place.country().is_some_and(|c| self.countries.contains(&c)))
    }

    /// `the Sahel`, `the Darien Gap`: what takes an article and is known is no person; newspapers have one too, but are
    /// no regions.
    fn is_named_area(&self, range: &Range<usize>) -> bool {
        let article = range.start.checked_sub(1).is_some_and(|at| self.word(at) == Some("the"));
        article && {
            let places = self.gazetteer.lookup_folded(&fold(self.text(range.clone())));
            places.iter().any(|(place, _)| matches!(place.feature().class(), 'L' | 'H' | 'T'))
        }
    }

    /// The token before a name and the directions in front of it: `in` of `in north-eastern Syria`.
    fn before_directions(&self, start: usize) -> Option<usize> {
        let mut before = start.checked_sub(1)?;
        let skipped = |at: usize| {
            matches!(self.says(at), Some(Word::Direction(_))) || matches!(self.word(at), Some("-" | "the"))
        };
        while before > 0 && skipped(before) {
            before -= 1;
        }
        Some(before)
    }

    fn after_preposition(&self, start: usize) -> bool {
        let Some(mut before) = start.checked_sub(1) else { return false };
        let mut directed = false;
        while before > 0 && matches!(self.says(before), Some(Word::Direction(_))) {
            before -= 1;
            directed = true;
        }
        let word = self.document.token(before).text().to_lowercase();
        let north_of =
            before > 0 && word == "of" && matches!(self.says(before - 1), Some(Word::Direction(_)));
        north_of
            || matches!(word.as_str(), "in" | "at")
            || self.words.is_taking(&word)
            || (directed && word == "from")
    }

    /// Whether a place is named right before or after, with nothing but a comma or `and` between (`Kidal and Gao`), or a
    /// comma and `in` (`Zalo, in northern Sagaing`).
    pub(super) fn beside_place(&self, range: &Range<usize>) -> bool {
        let joins = |index: usize| matches!(self.word(index), Some("and" | "," | "or" | "to" | "–" | "-"));
        let before = range.start.checked_sub(2).filter(|_| joins(range.start - 1));
        let inside = self.word(range.end) == Some(",") && self.word(range.end + 1) == Some("in");
        let inside = inside.then(|| self.after_directions(range.end + 2));
        let after = inside.or_else(|| joins(range.end).then_some(range.end + 1));
        let named = |index: usize| self.found.iter().any(|found| found.contains(&index));
        before.is_some_and(named) || after.is_some_and(named)
    }

    /// The first token that says no direction.
    fn after_directions(&self, mut index: usize) -> usize {
        let skipped = |at: usize| {
            matches!(self.says(at), Some(Word::Direction(_)))
                || matches!(self.word(at), Some("central" | "the" | "-"))
        };
        while skipped(index) {
            index += 1;
        }
        index
    }

    /// `in the Zalo neighborhood`: a name that nobody knows, which the words around it call a part of a town or a village.
    pub(super) fn is_called_place(&self, run: &Range<usize>) -> bool {
        let proper = |index: usize| {
            let token = self.document.token(index);
            let people = token.entity().is_some_and(|entity| entity.label() == "NORP");
            token.pos() == Pos::Propn && !people && token.text().len() > 2
        };
        let article = run.start.checked_sub(1).filter(|&at| self.word(at) == Some("the"));
        let before = article.unwrap_or(run.start).checked_sub(1).and_then(|at| self.word(at));
        let there = matches!(before, Some("in" | "In" | "at" | "near" | "outside" | "around"));
        let kind = self
            .says(run.end)
            .filter(|_| run.end < self.document.len() && !is_capitalised(self.document.token(run.end)));
        let local = matches!(kind, Some(Word::Kind(kind)) if kind.is_local());
        there && local && run.clone().all(proper) && self.is_name(run.clone())
    }
}
