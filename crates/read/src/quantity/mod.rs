//! How many a noun phrase says: numerals, words, ranges, bounds, vague words, and what the noun itself implies.

mod run;

use std::ops::Range;

use claimant_model::{Figure, Qualifier};
use claimant_parse::Token;

use crate::lexicon::{Lexicon, List, Lists, QuantityWord};
use crate::tree::{is_plural, lower};
pub(crate) use run::bounded;

/// A figure and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Quantity {
    /// The figure, without span.
    pub figure: Figure,
    /// The tokens that give it.
    pub tokens: Range<usize>,
    /// Those who are counted: "people" in "dozens of people".
    pub counted: usize,
}

/// Numbers above this are no counts of people in an event.
const CEILING: u64 = 20_000_000;

/// Reads quantities with the words of a lexicon.
#[derive(Clone, Copy)]
pub(crate) struct Quantities<'a> {
    lexicon: &'a Lexicon,
}

impl<'a> Quantities<'a> {
    /// With the words of this lexicon.
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        Quantities { lexicon }
    }

    fn words(self, token: Token<'_>) -> &'a [QuantityWord] {
        let lower = lower(token.text());
        self.lexicon.word(&lower).map_or(&[], |word| &word.quantities)
    }

    /// The number a token is: "12", "1,000", "twelve".
    pub(crate) fn number(self, token: Token<'_>) -> Option<u64> {
        let text = token.text();
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            return numeral(text);
        }
        let value = self.words(token).iter().find_map(|word| match word {
            QuantityWord::Number(value) => Some(*value),
            _ => None,
        });
        let value = value.map(|value| if value == 1 && counts_nobody(token) { 0 } else { value });
        // "Commander Zero", "Camp Seven": a name.
        value.filter(|_| token.tag() != "NNP" || token.child("compound").is_none())
    }

    /// Whether a token is a number or multiplies one: "12", "dozen".
    pub(crate) fn is_numeric(self, token: Token<'_>) -> bool {
        self.number(token).is_some() || self.multiplier(token).is_some()
    }

    /// The thousandths of the "1.5" in "1.5 million".
    fn thousandths(self, token: Token<'_>) -> Option<u64> {
        token.next().filter(|next| self.multiplier(*next).is_some())?;
        let (whole, part) = token.text().split_once('.')?;
        let digits = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        (digits(whole) && digits(part)).then(|| format!("{whole}{part:0<3}").parse().ok()).flatten()
    }

    /// "5 per cent", "one in five": a share is no count.
    fn is_share(self, number: Token<'_>) -> bool {
        let Some(next) = number.next() else { return false };
        match next.text() {
            "percent" | "%" => true,
            "per" => next.next().is_some_and(|cent| cent.text() == "cent"),
            "in" => next.next().is_some_and(|whole| {
                self.number(whole).is_some_and(|n| n <= 100) && spelled(whole) && spelled(number)
            }),
            _ => false,
        }
    }

    fn multiplier(self, token: Token<'_>) -> Option<u64> {
        self.words(token).iter().find_map(|word| match word {
            QuantityWord::Multiplier(value) => Some(*value),
            _ => None,
        })
    }

    fn is_vague(self, token: Token<'_>) -> bool {
        self.words(token).contains(&QuantityWord::Vague)
    }

    /// Whether a number before this word counts no people: "12 hours".
    pub(crate) fn is_measure(self, token: Token<'_>) -> bool {
        let known = |text: &str| {
            self.lexicon.word(text).is_some_and(|w| w.quantities.contains(&QuantityWord::Measure))
        };
        known(&lower(token.lemma())) || known(token.text())
    }

    /// How many a noun, number or pronoun stands for.
    pub(crate) fn of(self, noun: Token<'_>) -> Quantity {
        self.stated(noun).unwrap_or_else(|| self.implied(noun))
    }

    /// The figure that is spelled out, if one is.
    pub(crate) fn stated(self, noun: Token<'_>) -> Option<Quantity> {
        if let Some(found) = self.number_head(noun) {
            return Some(found);
        }
        let numbers = noun.children().filter(|child| {
            matches!(child.label(), "nummod" | "amod" | "compound" | "nmod" | "quantmod" | "det" | "predet")
        });
        // "In 2012 rebels took the town": a year, not their number.
        let front = crate::tree::noun_phrase(noun).start;
        for child in numbers.filter(|child| (front..noun.index()).contains(&child.index())).map(rather) {
            let numeric = self.number(child).is_some() || self.multiplier(child).is_some();
            if numeric && !self.is_part_of_compound(child) {
                let mut found = self.run(noun.document(), child.index(), noun.index())?;
                found.counted = noun.index();
                return Some(found);
            }
        }
        self.before_participle(noun)
            .or_else(|| self.beside(noun))
            .or_else(|| self.vague_modifier(noun))
            .or_else(|| self.opening(noun))
    }

    /// "- Nine Nigerien soldiers": the parser may take the number that opens a report for part of a name.
    fn opening(self, noun: Token<'_>) -> Option<Quantity> {
        let first = noun.document().token(crate::tree::bare_noun_phrase(noun).start);
        let number = first.label() == "compound" && spelled(first) && first.index() + 1 < noun.index();
        let several = self.number(first).is_some_and(|number| number > 1);
        if !number || !several || noun.tag() != "NNS" {
            return None;
        }
        let mut found = self.run(noun.document(), first.index(), noun.index())?;
        found.counted = noun.index();
        Some(found)
    }

    /// "seven wounded policemen": the tree may hang the number on the participle.
    fn before_participle(self, noun: Token<'_>) -> Option<Quantity> {
        let participle = noun.children().find(|c| c.label() == "amod" && c.tag().starts_with("VB"))?;
        let number = participle.previous().filter(|number| {
            number.head() == participle && participle.index() < noun.index() && self.number(*number).is_some()
        })?;
        let mut found = self.run(noun.document(), number.index(), participle.index())?;
        found.counted = noun.index();
        Some(found)
    }

    /// Numbers that the tree hangs elsewhere: "between 140 and 180 soldiers", "flown 16 wounded soldiers".
    fn beside(self, noun: Token<'_>) -> Option<Quantity> {
        let document = noun.document();
        let mut left = noun.previous()?;
        let mut participle = None;
        while left.head() == noun && matches!(left.label(), "amod" | "compound")
            || left.tag() == "VBN" && left == noun.head() && noun.label() == "dobj"
        {
            participle = participle.or(Some(left).filter(|left| left.tag() == "VBN"));
            left = left.previous()?;
        }
        let loose = matches!(left.label(), "conj" | "pobj" | "dobj" | "nsubj" | "nsubjpass");
        if !is_plural(noun) || !loose || self.number(left).is_none() {
            return None;
        }
        let mut found = self.run(document, left.index(), left.index() + 1)?;
        let beyond = participle.is_some_and(|word| left.head() == word || left.label() == "dobj");
        let fits = found.figure.qualifier == Qualifier::Range || beyond;
        found.counted = noun.index();
        fits.then_some(found)
    }

    /// "two-day clash", "17-year-old": numbers glued to another word by a hyphen.
    fn is_part_of_compound(self, number: Token<'_>) -> bool {
        number
            .next()
            .is_some_and(|next| next.text() == "-" && next.next().is_none_or(|n| self.number(n).is_none()))
    }

    /// "12 were killed", "dozens of people", "one of its commanders".
    fn number_head(self, head: Token<'_>) -> Option<Quantity> {
        let document = head.document();
        let numeric = self.number(head).is_some() || self.multiplier(head).is_some();
        let vague =
            matches!(head.lemma(), "dozen" | "score" | "hundred" | "thousand" | "number" | "handful" | "ten")
                && !numeric
                || matches!(
                    head.text(),
                    "dozens"
                        | "scores"
                        | "hundreds"
                        | "thousands"
                        | "tens"
                        | "several"
                        | "many"
                        | "some"
                        | "few"
                        | "Dozens"
                        | "Scores"
                        | "Hundreds"
                        | "Thousands"
                        | "Several"
                        | "Many"
                );
        if !numeric && !vague {
            return None;
        }
        if head.tag() == "DT" && !matches!(head.label(), "nsubj" | "nsubjpass" | "dobj" | "pobj") {
            return None;
        }
        let of = head
            .children()
            .find(|child| child.label() == "prep" && child.text() == "of")
            .and_then(|of| of.child("pobj"));
        let counted = of.unwrap_or(head);
        if self.is_share(head) {
            let figure = Figure::new(None, None, Qualifier::Vague);
            return Some(Quantity {
                figure,
                tokens: head.index()..head.index() + 1,
                counted: counted.index(),
            });
        }
        if vague {
            let mut figure = Figure::vague(&head.text().to_lowercase());
            figure.term = Some(head.text().to_lowercase());
            return Some(Quantity {
                figure,
                tokens: head.index()..head.index() + 1,
                counted: counted.index(),
            });
        }
        let mut found = self.run(document, head.index(), self.range_end(head))?;
        found.counted = counted.index();
        found.figure.of = of.and_then(|whole| whole.child("nummod")).and_then(|whole| self.number(whole));
        Some(found)
    }

    /// Where the range that a number opens ends: after the 50 of "between 30 and 50".
    fn range_end(self, head: Token<'_>) -> usize {
        let after = head.index() + 1;
        let document = head.document();
        if after + 1 >= head.sentence().token_range().end {
            return after;
        }
        let between = head.previous().is_some_and(|p| p.text().eq_ignore_ascii_case("between"));
        let joint = match document.token(after).text() {
            "and" => between,
            "to" | "or" => true,
            "-" | "–" => run::joins(document.token(after)),
            _ => false,
        };
        let second = joint && self.number(document.token(after + 1)).is_some();
        if second { after + 2 } else { after }
    }

    fn vague_modifier(self, noun: Token<'_>) -> Option<Quantity> {
        let word = noun.children().find(|child| {
            child.index() < noun.index()
                && matches!(child.label(), "amod" | "det" | "nummod")
                && self.is_vague(*child)
        })?;
        let figure = Figure::vague(&word.text().to_lowercase());
        Some(Quantity { figure, tokens: word.index()..word.index() + 1, counted: noun.index() })
    }

    /// What the noun implies by its number: a singular is one, "a total of 78 people" what is in it.
    pub(crate) fn implied(self, noun: Token<'_>) -> Quantity {
        let of = noun
            .children()
            .find(|child| child.label() == "prep" && child.text() == "of")
            .and_then(|of| of.child("pobj"));
        if let Some(inner) = of.filter(|_| {
            matches!(noun.lemma(), "total" | "number" | "group" | "team" | "crowd" | "minimum" | "maximum")
        }) {
            return self.of(inner);
        }
        // "a cell of three militants", "a family of five"
        if let Some(number) = of.filter(|_| is_company(noun)).and_then(|inner| self.stated(inner)) {
            return number;
        }
        let open = matches!(
            noun.lemma(),
            "rest" | "remainder" | "any" | "some" | "most" | "majority" | "half" | "all"
        );
        // "A third of whom" is not the third of them.
        let part =
            of.is_some() && (noun.lemma() == "quarter" || Lists::embedded().has(List::OneMore, noun.lemma()));
        let open = open || part;
        let several = matches!(
            noun.lemma(),
            "they" | "we" | "who" | "those" | "other" | "everyone" | "everybody" | "anyone" | "anybody"
        );
        // "Denied that any soldier had been killed".
        let any = noun.child("det").is_some_and(|any| any.lemma() == "any");
        let figure = if is_plural(noun) || several || open || any {
            Figure { term: None, ..Figure::new(None, None, Qualifier::Vague) }
        } else if counts_nobody(noun) {
            bounded(0, Qualifier::Exact)
        } else if noun.lemma() == "couple" {
            Figure::implied(2)
        } else if is_company(noun) {
            bounded(1, Qualifier::AtLeast)
        } else {
            Figure::implied(1)
        };
        let counted =
            if matches!(noun.lemma(), "lot" | "majority" | "handful") { of.unwrap_or(noun) } else { noun };
        Quantity { figure, tokens: noun.index()..noun.index() + 1, counted: counted.index() }
    }
}

fn spelled(number: Token<'_>) -> bool {
    !number.text().starts_with(|c: char| c.is_ascii_digit())
}

/// "1,000", "1.5" (no count), "12th" (no count), "20-80" as one token is no numeral.
fn numeral(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(|c| *c != ',').collect();
    let well_grouped = !text.contains(',') || text.split(',').skip(1).all(|group| group.len() == 3);
    (well_grouped && digits.len() <= 9).then(|| digits.parse().ok()).flatten()
}

/// Whether a word counts 0: "none of the soldiers", "neither of the two drivers", "nobody", "no one".
pub(crate) fn counts_nobody(word: Token<'_>) -> bool {
    match lower(word.lemma()).as_ref() {
        "none" | "neither" | "nobody" | "noone" | "no-one" => true,
        "one" => word.child("det").is_some_and(|no| no.lemma().eq_ignore_ascii_case("no")),
        _ => false,
    }
}

/// The 20 of "not 12 but 20 soldiers".
fn rather(number: Token<'_>) -> Token<'_> {
    let but = number.child("neg").and(number.child("cc")).filter(|cc| cc.lemma() == "but");
    but.and_then(|_| number.child("conj")).unwrap_or(number)
}

/// One body of people whose size may follow.
fn is_company(noun: Token<'_>) -> bool {
    noun.tag() == "NN" && is_body_of_people(noun)
}

/// Families, patrols, crews: nouns whose number counts bodies of people, so that there are at least as many people.
pub(crate) fn is_body_of_people(noun: Token<'_>) -> bool {
    Lists::embedded().has(List::Company, noun.lemma())
}
