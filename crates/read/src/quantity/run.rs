//! A run of number words: "at least twenty-five", "between 140 and 180", "two and a half thousand".

use claimant_model::{Figure, Qualifier};
use claimant_parse::{Document, Pos, Token};

use super::{CEILING, Quantities, Quantity};
use crate::lexicon::QuantityWord;
use crate::tree::lower;

impl Quantities<'_> {
    /// Reads the run of number words around a token, at most up to `end`.
    pub(crate) fn run(self, document: &Document, at: usize, end: usize) -> Option<Quantity> {
        let sentence = document.token(at).sentence().token_range();
        let start = self.run_start(document, at, sentence.start);
        if let Some(term) = self.several(document, start, at) {
            return Some(Quantity { figure: Figure::vague(term), tokens: start..at + 1, counted: at });
        }
        let end = end.min(sentence.end);
        let mut reader = Run::default();
        let mut last = at;
        for index in start..end {
            let token = document.token(index);
            if !reader.take(self, token) && index > at {
                break;
            }
            last = index;
        }
        let figure = reader.figure()?;
        Some(Quantity { figure, tokens: start..last + 1, counted: at })
    }

    /// "Several dozen", "a few hundred": dozens, hundreds.
    fn several(self, document: &Document, start: usize, at: usize) -> Option<&'static str> {
        let token = document.token(at);
        self.multiplier(token)?;
        let few = (start.saturating_sub(1)..at).map(|index| lower(document.token(index).text()).into_owned());
        let open = few.into_iter().any(|word| matches!(word.as_str(), "several" | "few" | "many" | "couple"));
        let term = match token.lemma() {
            "dozen" => "dozens",
            "score" => "scores",
            "hundred" => "hundreds",
            "thousand" => "thousands",
            _ => return None,
        };
        open.then_some(term)
    }

    /// Steps left over bounds and numbers: "between 20 and", "at least", "as many as".
    fn run_start(self, document: &Document, at: usize, floor: usize) -> usize {
        let mut start = at;
        while start > floor && at - start < 8 {
            let token = document.token(start - 1);
            let lower = lower(token.text());
            let glue = matches!(
                lower.as_ref(),
                "at" | "as"
                    | "more"
                    | "fewer"
                    | "less"
                    | "between"
                    | "up"
                    | "to"
                    | "an"
                    | "a"
                    | "than"
                    | "the"
                    | "upwards"
                    | "of"
                    | "no"
                    | "not"
            );
            let number = self.is_numeric(token) || self.thousandths(token).is_some();
            let joint = matches!(lower.as_ref(), "and" | "-" | "or" | "of")
                && number_before(self, token)
                && (lower != "-" || joins(token));
            let bound = self.words(token).iter().any(|word| matches!(word, QuantityWord::Bound(_)));
            if !(number
                || joint
                || bound
                || (glue && start == at && matches!(lower.as_ref(), "a" | "an"))
                || (glue && self.leads_to_bound(document, start - 1, at)))
            {
                break;
            }
            start -= 1;
        }
        start
    }

    /// Whether a small word opens a bound: the "at" of "at least".
    fn leads_to_bound(self, document: &Document, index: usize, at: usize) -> bool {
        let next = lower(document.token(index + 1).text());
        match lower(document.token(index).text()).as_ref() {
            "at" => matches!(next.as_ref(), "least" | "most" | "minimum"),
            "more" | "fewer" | "less" => next == "than",
            "as" => {
                let many = |text: &str| matches!(text, "many" | "few" | "much");
                many(&next) || document.token(index).previous().is_some_and(|p| many(p.text()))
            }
            "no" | "not" => matches!(next.as_ref(), "more" | "fewer" | "less"),
            "up" => next == "to",
            "between" => index + 1 < at + 1,
            "to" => {
                number_before(self, document.token(index))
                    || document
                        .token(index)
                        .previous()
                        .is_some_and(|p| matches!(p.text(), "up" | "Up" | "close"))
            }
            "upwards" => next == "of",
            "of" => document.token(index).previous().is_some_and(|p| p.text() == "upwards"),
            _ => false,
        }
    }
}

fn number_before(quantities: Quantities<'_>, token: Token<'_>) -> bool {
    token.previous().is_some_and(|p| quantities.number(p).is_some() || quantities.multiplier(p).is_some())
}

/// The state of reading a run of number words.
#[derive(Default)]
struct Run {
    /// Finished numbers of a range.
    done: Vec<u64>,
    /// The number being built.
    current: Option<u64>,
    bound: Option<Qualifier>,
    between: bool,
    half: bool,
    /// The "1.5" of "1.5 million", in thousandths.
    thousandths: Option<u64>,
    /// The part in "1 of 4 children".
    part: Option<u64>,
}

impl Run {
    /// Takes the next word; false when it is no part of a quantity.
    fn take(&mut self, quantities: Quantities<'_>, token: Token<'_>) -> bool {
        let lower = lower(token.text());
        match lower.as_ref() {
            "between" => self.between = true,
            "-" if is_inside_number(quantities, token) => {}
            "-" | "–" if self.current.is_some() && !joins(token) => return false,
            "to" | "-" | "–" | "or" if self.current.is_some() => self.finish(),
            "no" | "not" if token.next().is_some_and(|next| is_comparative(next)) => {}
            "and" if self.between && self.current.is_some() => self.finish(),
            "of" if self.current.is_some() && self.done.is_empty() => self.part = self.current.take(),
            "and" | "a" | "an" | "the" | "at" | "as" | "of" | "to" | "so" => {}
            // "nine more bodies" has no bound.
            "more" | "fewer" | "less" if token.next().is_none_or(|next| next.text() != "than") => {}
            "more" | "fewer" | "less" => self.bound = self.bound.or(Some(compared(token))),
            _ => return self.word(quantities, token),
        }
        true
    }

    fn word(&mut self, quantities: Quantities<'_>, token: Token<'_>) -> bool {
        if let Some(thousandths) = quantities.thousandths(token) {
            self.thousandths = Some(thousandths);
        } else if let Some(number) = quantities.number(token) {
            self.add(number);
        } else if let Some(times) = quantities.multiplier(token) {
            self.multiply(times);
        } else if let Some(bound) = bound_of(quantities.words(token)) {
            if self.current.is_none() {
                self.bound = self.bound.or(Some(bound));
            }
        } else {
            return token.pos() == Pos::Punct && token.text() == "-";
        }
        true
    }

    /// "twenty" "five"; a second whole number starts anew.
    fn add(&mut self, number: u64) {
        self.current = Some(match self.current {
            Some(sum)
                if number < 10 && sum % 10 == 0 && (sum < 100 || sum.is_multiple_of(100)) && sum >= 20 =>
            {
                sum + number
            }
            Some(sum) if number < 100 && sum % 100 == 0 && sum >= 100 => sum + number,
            _ => number,
        });
    }

    fn multiply(&mut self, times: u64) {
        if times == 0 {
            self.half = true;
            return;
        }
        let value = match self.thousandths.take() {
            Some(thousandths) => thousandths.saturating_mul(times) / 1000,
            None => self.current.unwrap_or(1).saturating_mul(times),
        };
        self.current = Some(if self.half { times / 2 } else { value });
        self.half = false;
    }

    fn finish(&mut self) {
        self.done.extend(self.current.take());
    }

    fn figure(mut self) -> Option<Figure> {
        self.finish();
        let high = *self.done.last()?;
        if let Some(part) = self.part {
            return Some(Figure { of: Some(high), ..Figure::exact(part) });
        }
        if self.done.iter().any(|number| *number > CEILING) {
            return None;
        }
        if self.done.len() > 1 {
            return Some(Figure::new(Some(self.done[self.done.len() - 2]), Some(high), Qualifier::Range));
        }
        Some(bounded(high, self.bound.unwrap_or(Qualifier::Exact)))
    }
}

/// The hyphen of "twenty-one".
fn is_inside_number(quantities: Quantities<'_>, hyphen: Token<'_>) -> bool {
    let spelled =
        |token: Token<'_>| quantities.number(token).filter(|_| token.text().starts_with(char::is_alphabetic));
    let Some((tens, ones)) = hyphen.previous().zip(hyphen.next()) else { return false };
    let tens = spelled(tens).filter(|_| !tens.space_after() && !hyphen.space_after());
    matches!((tens, spelled(ones)), (Some(20 | 30 | 40 | 50 | 60 | 70 | 80 | 90), Some(1..=9)))
}

/// Whether a dash joins two numbers to a range: "20-30", "20 - 30"; not "killed 15 - five soldiers and ten rebels".
pub(super) fn joins(dash: Token<'_>) -> bool {
    let digits = |t: Token<'_>| t.text().starts_with(|c: char| c.is_ascii_digit());
    let alike =
        |before: Token<'_>, after: Token<'_>| !before.space_after() || digits(before) == digits(after);
    dash.previous().zip(dash.next()).is_none_or(|(before, after)| alike(before, after))
}

fn is_comparative(word: Token<'_>) -> bool {
    matches!(word.text(), "more" | "fewer" | "less") && word.next().is_some_and(|next| next.text() == "than")
}

/// "more than", "fewer than"; with "no" before it, the other way round.
fn compared(word: Token<'_>) -> Qualifier {
    let negated = word.previous().is_some_and(|p| matches!(p.text(), "no" | "No" | "not" | "Not"));
    match (word.text().eq_ignore_ascii_case("more"), negated) {
        (true, false) => Qualifier::MoreThan,
        (true, true) => Qualifier::AtMost,
        (false, false) => Qualifier::FewerThan,
        (false, true) => Qualifier::AtLeast,
    }
}

fn bound_of(words: &[QuantityWord]) -> Option<Qualifier> {
    words.iter().find_map(|word| match word {
        QuantityWord::Bound(qualifier) => Some(*qualifier),
        _ => None,
    })
}

/// A number with a bound as the contract has it: "more than ten" is low 10, high open.
pub(crate) fn bounded(number: u64, qualifier: Qualifier) -> Figure {
    let (low, high) = match qualifier {
        Qualifier::AtLeast | Qualifier::MoreThan => (Some(number), None),
        Qualifier::AtMost | Qualifier::FewerThan => (None, Some(number)),
        _ => (Some(number), Some(number)),
    };
    Figure::new(low, high, qualifier)
}
