//! Which claims tell of one happening, and which of violence at large: habits, sums over months and years, what a side
//! is known for. The latter stay claims; they are no part of an event.

use claimant_model::Tense;
use claimant_parse::{Pos, Token};
use jiff::civil::Date;

use crate::claims::{Made, Workshop};
use crate::draft::What;
use crate::lexicon::{List, Lists};
use crate::rules::is_accident;
use crate::tree::{has_determiner, is_noun, is_plural, lower, prepositions};

/// From so many days on, a time up to now is a period that is summed up, not the time of a happening.
const PERIOD: i32 = 20;

/// Whether a claim of violence tells of violence at large.
pub(super) fn is_general(workshop: &Workshop<'_, '_>, made: &Made<'_>) -> bool {
    let predicate = made.draft.predicate;
    let today = workshop.today;
    if made.claim.casualties.is_some() && is_accident(workshop.under, predicate) {
        return true;
    }
    if made.claim.tense != Tense::Current
        || !crate::claims::is_violent(&made.draft)
        || ["responsibility/", "unreported/", "withheld/"]
            .iter()
            .any(|rule| made.draft.rule.starts_with(rule))
    {
        return false;
    }
    if sums_up(made, today) || is_habit(predicate) || is_of_none(made) {
        return true;
    }
    let dated = made.when.as_ref().is_some_and(|when| when.precision <= 2);
    if dated || counts(made) {
        return false;
    }
    if is_noun(predicate) {
        is_bare_plural(predicate)
            && !is_of_days(predicate)
            && !names_someone(made)
            && !is_subject_of_past(predicate)
            && !is_suffered(made)
    } else {
        goes_on(predicate) && !names_someone(made) && !is_somewhere(made)
    }
}

/// Whether a group of claims tells of accidents alone, which are no event, with the vehicles that were lost.
pub(super) fn is_of_accidents(workshop: &Workshop<'_, '_>, made: &[Made<'_>], claims: &[usize]) -> bool {
    let accident = |i: &usize| {
        made[*i].claim.casualties.is_some() && is_accident(workshop.under, made[*i].draft.predicate)
    };
    let vehicle = |i: &usize| made[*i].claim.materiel.is_some() && made[*i].draft.codes.plover.is_none();
    claims.iter().any(accident) && claims.iter().all(|i| accident(i) || vehicle(i))
}

/// "So far this year 700 people", "in 386 clashes", "during ten years of war": several happenings in one figure.
fn sums_up(made: &Made<'_>, today: Option<Date>) -> bool {
    let one_victim = made.draft.participants.iter().any(|one| is_one(one.token));
    let period = made.when.as_ref().and_then(|when| when.days).is_some_and(|days| reaches_now(days, today));
    let lasts = clause_of(made.draft.predicate).into_iter().any(lasts_years);
    !one_victim && (period || lasts || so_far(made))
}

/// "So far this month", however young the month is.
fn so_far(made: &Made<'_>) -> bool {
    let Some(words) = made.when.as_ref().map(|when| when.tokens.clone()) else { return false };
    let document = made.draft.predicate.document();
    let before = |back: usize| words.start.checked_sub(back).map(|index| document.token(index).text());
    let far = before(1) == Some("far") && before(2).is_some_and(|word| word.eq_ignore_ascii_case("so"));
    far && document.token_range(words).any(|word| matches!(word.lemma(), "month" | "year"))
}

/// A long time that ends about now.
fn reaches_now((start, end): (Date, Date), today: Option<Date>) -> bool {
    let Some(today) = today else { return false };
    let days = |from: Date, to: Date| from.until(to).map_or(0, |span| span.get_days());
    days(start, end) >= PERIOD && days(end, today) <= PERIOD && days(start, today) >= PERIOD
}

/// The predicate and the verbs that govern it within its clause.
fn clause_of(predicate: Token<'_>) -> Vec<Token<'_>> {
    let verb = crate::tree::clause_head(predicate);
    if verb == predicate { vec![verb] } else { vec![predicate, verb] }
}

/// "during ten years of war", "in recent months", "over the past decade".
fn lasts_years(verb: Token<'_>) -> bool {
    prepositions(verb).any(|(prep, object)| {
        let span = matches!(object.lemma(), "year" | "month" | "decade");
        let during = matches!(prep.lemma(), "during" | "in" | "over" | "for" | "throughout" | "within");
        let several = object.tag() == "NNS"
            || object.children().any(|c| matches!(c.lemma(), "past" | "last" | "recent" | "this"));
        span && during && several
    })
}

/// "always", "every day", "systematically".
fn is_habit(predicate: Token<'_>) -> bool {
    predicate.children().any(|child| match child.label() {
        "advmod" => Lists::embedded().has(List::Habit, &lower(child.lemma())),
        "npadvmod" | "tmod" => child.children().any(|c| matches!(c.lemma(), "every" | "each")),
        _ => false,
    })
}

/// A figure that is of no happening: so many a day, or all of a month.
pub(super) fn is_of_none(made: &Made<'_>) -> bool {
    made.claim.casualties.is_some() && (is_rate(made.draft.predicate) || counts_a_period(made))
}

/// "Killed per day", "11 people a day": as many on each.
fn is_rate(predicate: Token<'_>) -> bool {
    let unit = |noun: Token<'_>| matches!(noun.lemma(), "hour" | "day" | "week" | "month" | "year");
    let per = |word: Token<'_>| prepositions(word).any(|(prep, noun)| prep.lemma() == "per" && unit(noun));
    // "A day earlier" is a day.
    let counted = |noun: Token<'_>| {
        !noun
            .next()
            .is_some_and(|next| matches!(next.text(), "earlier" | "later" | "after" | "before" | "ago"))
    };
    let a_day = |word: Token<'_>| {
        let mut times = word.children().filter(|c| c.label() == "npadvmod" && unit(*c));
        times.any(|noun| has_determiner(noun, &["a", "an", "each", "every"]) && counted(noun))
    };
    let people = predicate.children().filter(|c| matches!(c.label(), "dobj" | "nsubj" | "nsubjpass"));
    per(predicate) || people.into_iter().any(|people| per(people) || a_day(people))
}

/// "Brings to 15 the number killed this month", "bringing to 14 the number of rebels killed in the offensive": a running count
/// of more than the happening that moved it.
fn counts_a_period(made: &Made<'_>) -> bool {
    if !made.draft.rule.starts_with("toll/") {
        return false;
    }
    let count = made.draft.predicate;
    let time = |word: Token<'_>| {
        let unit = matches!(word.lemma(), "week" | "month" | "year");
        unit && word.children().any(|c| matches!(c.lemma(), "this" | "past" | "last"))
    };
    let brought = count.label() == "dobj" && count.head().lemma() == "bring";
    let fight = |word: Token<'_>| {
        let within = word.label() == "pobj" && matches!(word.head().lemma(), "in" | "during" | "since");
        brought && within && Lists::embedded().has(List::LongFight, word.lemma())
    };
    let words = count.document().token_range(count.subtree());
    words.into_iter().any(|word| word.index() > count.index() && (time(word) || fight(word)))
}

/// A number of people or things in particular.
fn counts(made: &Made<'_>) -> bool {
    let figure = match &made.draft.what {
        What::Casualties(casualties) => Some(&casualties.figure),
        What::Materiel { figure, .. } => Some(figure),
        _ => None,
    };
    figure.is_some_and(|figure| figure.low.or(figure.high).is_some())
}

/// "have bombed", "are killing", "for killing": not told as what was done once.
fn goes_on(verb: Token<'_>) -> bool {
    let first = crate::tree::first_conjunct(verb);
    let own_subject = verb.child("nsubj").is_some() || verb.child("nsubjpass").is_some();
    // "has burned and killed": the parser takes the second for a past tense.
    if verb.tag() == "VBD" && first != verb && !own_subject && first.tag() == "VBN" {
        return goes_on(first);
    }
    match verb.tag() {
        "VBP" | "VBZ" => true,
        "VBN" => auxiliaries(verb).any(|aux| aux.lemma() == "have" && aux.tag() != "VBD"),
        "VBG" => auxiliaries(verb).any(|aux| aux.lemma() == "be") && !was(verb) || verb.label() == "pcomp",
        "VB" => !auxiliaries(verb).any(|aux| aux.lemma() == "do"),
        _ => false,
    }
}

/// Those of the verb, or of the one it is coordinated with: "has burned and killed".
fn auxiliaries(verb: Token<'_>) -> impl Iterator<Item = Token<'_>> {
    let aux = |token: Token<'_>| matches!(token.label(), "aux" | "auxpass");
    let bearer = if verb.children().any(aux) { verb } else { crate::tree::first_conjunct(verb) };
    bearer.children().filter(move |token| aux(*token))
}

fn was(verb: Token<'_>) -> bool {
    auxiliaries(verb).any(|aux| aux.tag() == "VBD")
}

/// "attacks on civilians", "killings": several, and none in particular.
fn is_bare_plural(noun: Token<'_>) -> bool {
    is_plural(noun) && !has_number(noun)
}

/// "Two days of clashes": those that have just been.
fn is_of_days(noun: Token<'_>) -> bool {
    let of = noun.head();
    let time = of.head();
    let counted = |time: Token<'_>| {
        time.children().any(|child| child.label() == "nummod" || matches!(child.lemma(), "a" | "several"))
    };
    noun.label() == "pobj"
        && of.lemma() == "of"
        && matches!(time.lemma(), "hour" | "day" | "night" | "week")
        && counted(time)
}

/// "The attacks killed", "bombings left": what they did is told as done.
fn is_subject_of_past(noun: Token<'_>) -> bool {
    let noun = crate::tree::first_conjunct(noun);
    matches!(noun.label(), "nsubj" | "nsubjpass") && (noun.head().tag() == "VBD" || was(noun.head()))
}

/// "Suffered heavy casualties", "acknowledged losses", "there were civilian casualties": without a number, and of one happening.
fn is_suffered(made: &Made<'_>) -> bool {
    let noun = crate::tree::first_conjunct(made.draft.predicate);
    let verb = crate::tree::clause_head(noun);
    let object = matches!(noun.label(), "dobj" | "pobj") && verb != noun;
    let there_were = noun.label() == "attr" && verb.child("expl").is_some();
    matches!(made.draft.what, What::Casualties(_))
        && (object || there_were)
        && (verb.tag() == "VBD" || was(verb))
}

fn has_number(noun: Token<'_>) -> bool {
    noun.children().any(|c| c.label() == "nummod" || c.tag() == "CD")
}

/// Whether someone or something in particular takes part other than as a side of the conflict: a name, one person, a
/// number of people, "the two priests".
fn names_someone(made: &Made<'_>) -> bool {
    let initiator = claimant_model::Role::Initiator;
    let others = made.draft.participants.iter().filter(|one| one.role != initiator);
    others.into_iter().any(|one| is_one(one.token) || is_particular(one.token))
}

/// One person or thing.
fn is_one(noun: Token<'_>) -> bool {
    let lemma = lower(noun.lemma());
    let any = has_determiner(noun, &["any", "every", "each", "no"]);
    matches!(noun.tag(), "NN" | "NNP") && !Lists::embedded().has(List::Populace, &lemma) && !any
}

/// A number, a name, or "the", "these", "his" with more said.
fn is_particular(noun: Token<'_>) -> bool {
    let said = |c: Token<'_>| {
        c.label() == "nummod"
            || c.pos() == Pos::Propn && c.label() == "appos"
            || c.label() == "relcl"
            || matches!(c.lemma(), "these" | "those" | "his" | "her" | "several")
    };
    noun.pos() == Pos::Propn && noun.tag() == "NNP" || noun.children().any(said)
}

/// Whether it says where: a town, not a country.
fn is_somewhere(made: &Made<'_>) -> bool {
    made.place.is_some()
        && prepositions(made.draft.predicate)
            .any(|(prep, _)| matches!(prep.lemma(), "in" | "at" | "near" | "on" | "outside"))
}

/// Whether a cluster of violence tells of nothing but violence at large.
pub(super) fn is_at_large(made: &[Made<'_>], general: &[bool], cluster: &[usize]) -> bool {
    let mut violent = cluster.iter().filter(|&&i| crate::claims::is_violent(&made[i].draft)).peekable();
    violent.peek().is_some() && violent.all(|&i| general[i])
}

/// Whether any claim of a cluster of violence is put as done, tried, threatened or to come.
pub(super) fn is_told(made: &[Made<'_>], cluster: &[usize]) -> bool {
    cluster.iter().any(|&i| {
        let one = &made[i];
        crate::claims::is_actual(&one.claim)
            || one.factuality.attempted
            || one.factuality.threatened
            || one.factuality.future
    })
}
