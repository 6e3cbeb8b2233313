//! Which expression of time a predicate hangs on.

use claimant_parse::Token;
use claimant_resolve::dates::Meaning;

use super::{Mention, Times, When};
use crate::clause::occurrences;
use crate::lexicon::{List, Lists};
use crate::tree::{is_meanwhile, is_noun, is_verb};

/// How far up the tree a time is looked for.
const HEIGHT: usize = 24;

/// UCDP `date_prec` from which on a time is wide: a month, a year.
const WIDE: u8 = 4;

impl Times {
    /// The time of a predicate: from the words attached to it, or to what governs it, up to `stop`. "Today carried out their
    /// sixth attack this year": a day within what is wide goes before it.
    pub(crate) fn of(&self, predicate: Token<'_>, stop: Option<usize>, future: bool) -> Option<When> {
        let mut wide: Option<When> = None;
        for at in governors(predicate, stop) {
            let own = || if at == predicate { self.within(at) } else { None };
            let Some(found) = self.told_at(at, future).or_else(own) else { continue };
            match wide {
                None if found.precision >= WIDE && found.days.is_some() && is_noun(at) => wide = Some(found),
                None => return Some(found),
                Some(wide) if wide.holds(&found) => return Some(found),
                Some(_) => return wide,
            }
        }
        wide
    }

    /// What hangs on a word, on the clause that tells when it took place or on one of the same time; "since 1 August, when
    /// she was killed" is that day.
    fn told_at(&self, at: Token<'_>, future: bool) -> Option<When> {
        let told = || occurrences(at).find_map(|verb| self.attached(verb, future));
        let meanwhile = || at.children().filter(|c| goes_with(*c)).find_map(|c| self.attached(c, future));
        self.attached(at, future).or_else(told).or_else(meanwhile).or_else(|| self.day_when(at, future))
    }

    /// An expression among the words right below a token.
    fn attached(&self, token: Token<'_>, future: bool) -> Option<When> {
        token.children().filter(|child| !is_verb(*child)).find_map(|child| {
            let object = match child.label() {
                // "Last June the rebels…", "Thursday's attack…": the parser hangs it on the subject.
                "nsubj" | "nsubjpass" => return self.before_deed(child, future),
                "prep" | "agent" => child.children().find(|c| matches!(c.label(), "pobj" | "pcomp")),
                "npadvmod" | "advmod" | "compound" | "nummod" | "poss" | "nmod" | "tmod" | "amod"
                | "appos" => None,
                _ => return None,
            };
            let mention = self.at(child).or_else(|| self.at(object?)).or_else(|| self.under(object?));
            // "In 2012 rebels killed…": the year hangs on those who did it.
            let front = || object.map(|object| object.document().token(object.subtree().start));
            let mention = mention.or_else(|| self.at(front().filter(|_| child.text() == "In")?))?;
            // "After the 16 November attack": a noun with its day has taken place, whatever lies ahead.
            let named = is_noun(token) && matches!(child.label(), "compound" | "nummod" | "nmod" | "poss");
            self.when(mention, future && !named)
        })
    }

    /// The only day among the words that belong to a predicate, with no verb of another time between: "the murder of the
    /// leader, a friend of the bishop, three days ago in Goma", "shot a judge, a nurse and two guards on Friday".
    fn within(&self, predicate: Token<'_>) -> Option<When> {
        let words = predicate.index() + 1..predicate.subtree().end;
        let first = self.all.partition_point(|mention| mention.tokens.start < words.start);
        let inside = self.all[first..].iter().take_while(|mention| mention.tokens.start < words.end);
        let hangs =
            inside.filter(|mention| hangs_on(predicate.document().token(mention.tokens.start), predicate));
        let told = |when: &When| {
            let today = self.published.zip(when.days);
            when.precision == 1 && today.is_none_or(|(today, days)| days.1 <= today)
        };
        let mut days = hangs.filter_map(|mention| self.when(mention, false)).filter(told);
        days.next().filter(|_| days.next().is_none())
    }

    /// The expression that a token is part of.
    fn at(&self, token: Token<'_>) -> Option<&Mention> {
        self.by_token.get(&token.index()).map(|&index| &self.all[index])
    }

    /// "In the early hours of Friday", "at dawn on 16 November": the day hangs on the part of it.
    fn under(&self, part: Token<'_>) -> Option<&Mention> {
        let preps = part.children().filter(|c| c.label() == "prep" && matches!(c.lemma(), "of" | "on"));
        preps.filter_map(|prep| prep.child("pobj")).find_map(|day| self.at(day))
    }

    /// A time that opens the subject: "last June the rebels…"; or that ends it: "men dressed as soldiers on Friday
    /// kidnapped…".
    fn before_deed(&self, subject: Token<'_>, future: bool) -> Option<When> {
        let document = subject.document();
        if let Some(mention) = self.at(document.token(subject.subtree().start)) {
            return self.when(mention, future);
        }
        let last = subject.subtree().last().and_then(|last| self.at(document.token(last)))?;
        let first = document.token(last.tokens.start);
        let looks = first.ancestors().find(|above| is_verb(*above))?;
        Lists::embedded().has(List::Looks, looks.lemma()).then(|| self.when(last, future))?
    }

    /// "On 1 August, when she was killed": the day that stands before the clause.
    fn day_when(&self, clause: Token<'_>, future: bool) -> Option<When> {
        let when = clause.children().find(|c| c.label() == "advmod" && c.lemma() == "when")?;
        let before = when.previous()?;
        let before = if before.text() == "," { before.previous()? } else { before };
        let mention = self.at(before)?;
        let mut expression = mention.expression.clone();
        if let Meaning::Since(day) = expression.meaning {
            expression.meaning = *day;
        }
        self.resolve(mention, &expression, future)
    }
}

/// Whether a time belongs to a predicate above it: no verb but one of looks between them, and not the name of something else,
/// "the 12 November elections", nor what it was before or after, nor, below a verb, a part of something: "killed a survivor of
/// the attack on Friday".
fn hangs_on(time: Token<'_>, predicate: Token<'_>) -> bool {
    const OTHER: [&str; 6] = ["after", "before", "since", "until", "for", "by"];
    let apart = |prep: &str| OTHER.contains(&prep) || prep == "of" && is_verb(predicate);
    let path = std::iter::once(time).chain(time.ancestors()).take_while(|word| *word != predicate);
    let mut path = path.take(HEIGHT);
    path.all(|word| {
        let elsewhere = word.label() == "prep" && apart(word.lemma());
        !elsewhere
            && word.label() != "relcl"
            && (!is_verb(word) || Lists::embedded().has(List::Looks, word.lemma()))
    }) && is_adverbial(time)
}

/// "On 12 November", "three days ago"; not "the 12 November elections".
fn is_adverbial(time: Token<'_>) -> bool {
    let inner =
        |word: &Token<'_>| matches!(word.label(), "nummod" | "det" | "amod" | "compound" | "quantmod");
    let head = std::iter::once(time).chain(time.ancestors()).find(|word| !inner(word));
    head.is_some_and(|head| matches!(head.label(), "pobj" | "npadvmod" | "advmod" | "tmod"))
}

/// "While he was driving home yesterday", "when a bomb went off on Friday", "as he was leaving"; "as he said on Friday" is of
/// another time.
fn goes_with(clause: Token<'_>) -> bool {
    let says = |child: Token<'_>| child.label() == "mark" && child.lemma() == "as";
    is_meanwhile(clause) && (clause.tag() == "VBG" || !clause.children().any(says))
}

/// A predicate and what governs it, lowest first, up to `stop`; a clause of the same time as the one above it goes on to that.
fn governors(predicate: Token<'_>, stop: Option<usize>) -> impl Iterator<Item = Token<'_>> {
    let mut stop = stop;
    std::iter::successors(Some(predicate), move |at| {
        if at.is_root() {
            return None;
        }
        if Some(at.index()) == stop {
            stop = is_meanwhile(*at).then(|| at.head().index());
            stop?;
        }
        Some(at.head())
    })
    .take(HEIGHT)
}
