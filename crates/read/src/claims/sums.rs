//! What a war has cost since it began: "54,000 people have been killed since the war began", "the insurgency, in which
//! 6,000 people have been killed". A sum over months or years is not what the report tells of.

use claimant_parse::Token;

use crate::calendar::{MONTHS, WEEKDAYS};
use crate::lexicon::{List, Lists};
use crate::tree::{conjuncts, first_conjunct, is_noun, is_verb, is_year, lower, prepositions};

/// Whether a predicate sums up what has happened since a war began.
pub(super) fn since_a_war_began(predicate: Token<'_>) -> bool {
    is_noun(predicate) && counts_since(predicate)
        || is_verb(predicate)
            && (conjuncts(first_conjunct(predicate)).into_iter().any(has_since)
                || within_a_war(predicate)
                || loses_thousands(predicate))
}

/// "Ruritania has lost 31,000 soldiers", whatever the report tells of.
fn loses_thousands(verb: Token<'_>) -> bool {
    let thousands = |number: Token<'_>| {
        let digits = number.text().bytes().filter(u8::is_ascii_digit).count();
        digits > 3 || matches!(number.lemma(), "thousand" | "million")
    };
    let many =
        |people: Token<'_>| people.children().any(|number| number.label() == "nummod" && thousands(number));
    verb.lemma() == "lose" && has_have(verb) && verb.child("dobj").is_some_and(many)
}

fn has_have(verb: Token<'_>) -> bool {
    verb.children().any(|aux| aux.label() == "aux" && matches!(aux.text(), "have" | "has"))
}

/// "have been killed and 60,000 displaced since violence erupted last year": whichever of the verbs bears the clause, be it
/// a participle behind its number.
fn has_since(verb: Token<'_>) -> bool {
    bears_since(verb) || verb.children().filter(|child| child.label() == "acl").any(bears_since)
}

fn bears_since(verb: Token<'_>) -> bool {
    let since = |clause: &Token<'_>| {
        clause.label() == "advcl"
            && clause.children().any(|c| c.label() == "mark" && c.text().eq_ignore_ascii_case("since"))
    };
    verb.children().filter(since).any(|clause| is_long_ago(clause) && !is_of_a_count(clause))
}

/// "A drone, the 16th since the war began": how many there were since, and no time of this one.
fn is_of_a_count(clause: Token<'_>) -> bool {
    let before = clause.document().token(clause.subtree().start).previous();
    let ordinal = |word: Token<'_>| {
        let numeral = word.text().starts_with(|c: char| c.is_ascii_digit()) && word.text().ends_with("th");
        numeral || word.tag() == "JJS" || Lists::embedded().has(List::OneMore, word.text())
    };
    before.is_some_and(|word| ordinal(word) || word.previous().is_some_and(ordinal))
}

/// "since the war began", "since fighting broke out in 2019"; not "since the war broke out on Friday".
fn is_long_ago(clause: Token<'_>) -> bool {
    let document = clause.document();
    let words = || clause.subtree().map(|index| document.token(index));
    let recent = || words().any(|word| is_day(word) || matches!(word.lemma(), "day" | "week" | "hour"));
    let war = || crate::clause::of_verb(clause).agents.iter().any(|what| is_long(*what));
    words().any(|word| is_year(word.text()) || matches!(word.lemma(), "year" | "decade"))
        || war() && !recent()
}

/// "the insurgency, in which 6,000 people have been killed".
fn within_a_war(predicate: Token<'_>) -> bool {
    const NEAR: usize = 12;
    let document = predicate.document();
    let war_before = |which: Token<'_>| {
        let start = which.index().saturating_sub(NEAR).max(predicate.sentence().token_range().start);
        (start..which.index()).map(|index| document.token(index)).any(is_long)
    };
    has_have(predicate)
        && prepositions(predicate).any(|(_, object)| object.text() == "which" && war_before(object))
}

/// "raising to 14 the number of peacekeepers who have died since January", "the number killed this year to 97".
fn counts_since(count: Token<'_>) -> bool {
    let month = |next: Token<'_>| MONTHS.contains(&next.text()) || is_year(next.text());
    let document = count.document();
    let counts = matches!(count.lemma(), "number" | "total" | "toll" | "tally" | "count");
    counts
        && count.subtree().map(|index| document.token(index)).any(|word| {
            let next = word.next();
            word.text() == "since" && next.is_some_and(month)
                || word.text() == "this" && next.is_some_and(|next| next.text() == "year")
        })
}

fn is_long(noun: Token<'_>) -> bool {
    Lists::embedded().has(List::LongHappening, noun.lemma())
}

fn is_day(word: Token<'_>) -> bool {
    let lemma = lower(word.lemma());
    WEEKDAYS.contains(&lemma.as_ref()) || matches!(lemma.as_ref(), "yesterday" | "today")
}
