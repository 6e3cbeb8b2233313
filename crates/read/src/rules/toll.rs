//! Tolls: "the death toll rose to 12", "raised the toll from 12 to 15", "bringing the number of dead to 41".

use std::ops::Range;

use claimant_model::{Act, Certainty, Outcome, Qualifier};
use claimant_parse::Token;

use super::casualty_noun;
use super::put_at::{and_so_many, earlier, is_put, said_before};
use super::victims::can_be_victim;
use crate::clause;
use crate::counts;
use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::lexicon::{List, Lists, NounClass};
use crate::quantity::bounded;
use crate::tree::{is_put_as_possible, is_verb, oblique, prepositions};

/// A toll and the number it reached.
pub(super) struct Toll;

impl Rule for Toll {
    fn name(&self) -> &'static str {
        "toll/2"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let verb = token.head();
        if is_put(under, token) {
            return;
        }
        let Some(outcome) = outcome(under, token, out) else { return };
        let quantities = under.context.quantities();
        let moved = from_to(under, token.index()..verb.subtree().end.max(token.subtree().end));
        let most = as_high_as(under, verb);
        let Some(number) = moved.or(most).or_else(|| reached(under, token, verb)) else { return };
        if quantities.is_measure(number) {
            return;
        }
        // "Later revised the figure to 14 dead": the number says itself what it counts.
        let outcome = counts::named_behind(number).unwrap_or(outcome);
        let mut casualties = CasualtyDraft::of(under, number, Some(outcome));
        if let Some(exact) = moved.and_then(|number| quantities.number(number)) {
            casualties.figure = bounded(exact, Qualifier::Exact);
            casualties.words = Some(number.index()..number.index() + 1);
            casualties.victims = None;
        }
        if casualties.victims.is_none_or(|who| who.tag() == "CD") {
            casualties.victims = whose(under, token).or(casualties.victims);
        }
        if let Some(number) = most.and_then(|most| quantities.number(most)) {
            casualties.figure = bounded(number, Qualifier::AtMost);
        }
        let passed = Lists::embedded().has(List::CountPassed, verb.lemma());
        if let Some(low) = casualties.figure.low.filter(|_| passed) {
            casualties.figure = bounded(low, Qualifier::MoreThan);
        }
        // "Up from an earlier toll of two" replaces nothing.
        let former = token.label() == "pobj" && verb.lemma() == "from"
            || moved.is_none() && number.label() == "pobj" && number.head().text() == "from";
        casualties.total = !said_before(verb) && !is_another_count(token) && !former;
        let mut draft = Draft::new(self.name(), token, What::Casualties(casualties));
        // "The toll could rise to 40", "may be as high as 300".
        draft.set.certainty = is_put_as_possible(verb).then_some(Certainty::Possible);
        // Another count is a voice of its own beside those that the report goes by.
        let act = if is_another_count(token) { Act::Estimate } else { Act::Say };
        draft.set.said = giver(under, token).map(|giver| (Some(giver), act, verb.index()..verb.index() + 1));
        draft.links.extend(prepositions(token).chain(prepositions(verb)).map(|(_, object)| object.index()));
        let beside = beside(under, token, number).into_iter().map(|casualties| {
            let more = Draft::new(self.name(), token, What::Casualties(casualties));
            Draft { set: draft.set.clone(), ..more }
        });
        let beside: Vec<_> = beside.collect();
        out.push(draft);
        out.extend(beside);
        parts(self.name(), under, (token, verb), outcome, out);
    }
}

/// "The toll has reached 31, including nine children": parts, never added.
pub(super) fn parts<'a>(
    rule: &'static str,
    under: &Under<'a>,
    (toll, verb): (Token<'a>, Token<'a>),
    outcome: Outcome,
    out: &mut Vec<Draft<'a>>,
) {
    let among = super::parts::among_them(under, toll);
    for part in super::parts::including(verb).chain(among).filter(|part| can_be_victim(&under.context, *part))
    {
        let mut casualties = CasualtyDraft::of(under, part, Some(outcome));
        casualties.part_of = Some(toll.index());
        out.push(Draft::new(rule, toll, What::Casualties(casualties)));
    }
}

/// What became of those whom a noun counts, where the noun is a running count.
fn outcome<'a>(under: &Under<'a>, token: Token<'a>, out: &[Draft<'a>]) -> Option<Outcome> {
    let verb = token.head();
    let subject = token.label() == "nsubj" && reaches(verb);
    let moved = matches!(token.label(), "dobj" | "nsubjpass") && moves(verb);
    match token.lemma() {
        "toll" => counts::outcome(token),
        "number" | "total" | "count" | "tally" | "figure" if subject || moved => {
            let same = || earlier(token, out).filter(|c| moved && !c.total);
            counts::outcome(token).or_else(|| same().and_then(|c| c.outcome))
        }
        // "the number of dead is now 22"
        "number" | "total" | "count" | "tally" if token.label() == "nsubj" && verb.lemma() == "be" => {
            counts::outcome(token)
        }
        // "Bringing the army's dead to five"; the dead may be brought to three towns.
        _ if moved && !subject && is_moved_to_a_number(verb) => {
            let dead = counts::named(token.text()).filter(|_| token.child("poss").is_some());
            dead.or_else(|| under.context.noun(token, NounClass::Casualty)?.outcome)
        }
        _ if subject || is_told_to_be(under, token) => {
            under.context.noun(token, NounClass::Casualty)?.outcome
        }
        _ => None,
    }
}

/// "The army's losses were 12 dead and 40 wounded".
pub(super) fn is_told_to_be(under: &Under<'_>, losses: Token<'_>) -> bool {
    let be = Some(losses.head()).filter(|verb| losses.label() == "nsubj" && verb.lemma() == "be");
    let number = be.and_then(|be| be.child("attr")).filter(|number| number.tag() == "CD");
    let dead = number.and_then(Token::next).and_then(|next| counts::named(next.text()));
    dead.is_some() && under.context.is(losses, NounClass::Casualty)
}

/// The 40 wounded of "the army's losses were 12 dead and 40 wounded".
fn beside<'a>(under: &Under<'a>, losses: Token<'a>, first: Token<'a>) -> Vec<CasualtyDraft<'a>> {
    if !is_told_to_be(under, losses) {
        return Vec::new();
    }
    let victims = whose(under, losses);
    let each = and_so_many(under, first).into_iter().map(|(number, outcome)| {
        let own = CasualtyDraft::of(under, number, Some(outcome));
        CasualtyDraft { victims: victims.or(own.victims), ..own }
    });
    each.collect()
}

/// Whose losses a noun counts: "rebel losses", "the army's casualties".
fn whose<'a>(under: &Under<'a>, losses: Token<'a>) -> Option<Token<'a>> {
    let owner = || losses.child("poss").map(|owner| under.context.token(owner.index()));
    let counted = under.context.is(losses, NounClass::Casualty);
    // "The army's toll" is of its dead, "the ministry's toll" is its count.
    let of_dead = |owner: &Token<'a>| losses.lemma() == "toll" && casualty_noun::is_fighting(under, *owner);
    casualty_noun::kind(under, losses).or_else(|| owner().filter(|owner| counted || of_dead(owner)))
}

/// "The toll could be as high as 300".
fn as_high_as<'a>(under: &Under<'a>, verb: Token<'a>) -> Option<Token<'a>> {
    let high = verb.child("acomp").filter(|high| high.lemma() == "high" && verb.lemma() == "be")?;
    let number = prepositions(high).find(|(prep, _)| prep.text() == "as")?.1;
    under.context.quantities().number(number).map(|_| under.context.token(number.index()))
}

/// "Gave a higher toll of five": another count beside the first, which stays.
fn is_another_count(toll: Token<'_>) -> bool {
    let other =
        |child: Token<'_>| matches!(child.text(), "higher" | "lower" | "different" | "conflicting" | "other");
    toll.children().any(other)
}

/// "A nurse gave a toll of 19", "the minister raised the toll to 30": they say so; not the blast that raised it.
fn giver<'a>(under: &Under<'a>, toll: Token<'a>) -> Option<Token<'a>> {
    let verb = toll.head();
    let object = toll.label() == "dobj";
    let giver = || clause::of_verb(verb).agents.first().copied();
    if object && Lists::embedded().has(List::Gives, verb.lemma()) {
        return giver();
    }
    let speaks = |one: &Token<'_>| under.context.people(*one).is_some() || under.actors.of(*one).is_some();
    let revises = object && moves(verb) && verb.tag() != "VBG";
    giver().filter(|one| revises && speaks(one) && under.sayings.above(toll.index()).is_empty())
}

/// "To five", not "to five towns".
fn is_moved_to_a_number(verb: Token<'_>) -> bool {
    oblique(verb, &["to"]).is_some_and(|number| number.tag() == "CD")
}

/// "The number of dead reached 12".
fn reaches(verb: Token<'_>) -> bool {
    Lists::embedded().has(List::CountReaches, verb.lemma())
}

/// "Bringing the number of dead to 12".
fn moves(verb: Token<'_>) -> bool {
    Lists::embedded().has(List::CountMoved, verb.lemma())
}

/// The second number of "from 30 to 24", wherever the tree hangs the two.
fn from_to<'a>(under: &Under<'a>, range: Range<usize>) -> Option<Token<'a>> {
    const REACH: usize = 5;
    let context = &under.context;
    let number = |index: usize| {
        let token = (index < range.end).then(|| context.token(index))?;
        context.quantities().number(token).map(|_| token)
    };
    let from = range.clone().find(|&i| context.token(i).text() == "from" && number(i + 1).is_some())?;
    let to = (from + 2..range.end.min(from + REACH)).find(|&i| context.token(i).text() == "to")?;
    number(to + 1)
}

/// The number after "to", "at", "of", or a complement of "is".
fn reached<'a>(under: &Under<'a>, toll: Token<'a>, verb: Token<'a>) -> Option<Token<'a>> {
    let quantities = under.context.quantities();
    // "the highest toll given for the attack of January 15", "has given no toll"
    let dated = |token: Token<'a>| {
        let label = under.context.entity_label(token);
        let led = token.previous().is_some_and(|p| matches!(p.text(), "to" | "past" | "beyond" | "above"));
        matches!(label, "MONEY" | "PERCENT" | "ORDINAL")
            || matches!(label, "DATE" | "TIME") && !led
            || token.lemma() == "no"
    };
    let numeric = |token: &Token<'a>| {
        !dated(*token) && (quantities.number(*token).is_some() || quantities.stated(*token).is_some())
    };
    let at = |token: Token<'a>| {
        prepositions(token)
            .filter(|(prep, _)| {
                matches!(prep.text(), "to" | "at" | "of" | "over" | "above" | "around" | "past" | "beyond")
            })
            .map(|(_, o)| o)
            .find(numeric)
    };
    // "raising an earlier toll of 25": that is what it was.
    let before = |c: Token<'a>| {
        matches!(c.text(), "earlier" | "previous" | "initial" | "former" | "prior" | "preliminary" | "first")
    };
    let former = toll.label() == "dobj" && moves(verb) && toll.children().any(before);
    if former {
        return at(verb).map(|token| under.context.token(token.index()));
    }
    at(toll)
        .or_else(|| is_verb(verb).then(|| at(verb)).flatten())
        .or_else(|| {
            verb.children().find(|c| {
                let said = c.label() == "attr" && verb.lemma() == "be" && quantities.number(*c).is_some();
                let sum = matches!(under.context.entity_label(*c), "MONEY" | "PERCENT");
                matches!(c.label(), "attr" | "dobj" | "npadvmod")
                    && *c != toll
                    && (numeric(c) || said && !sum)
            })
        })
        .or_else(|| {
            let after = verb.index().max(toll.index())..verb.subtree().end;
            let moves = is_verb(verb) && !matches!(verb.lemma(), "be" | "give" | "have" | "provide");
            moves
                .then(|| {
                    let mut later = under.context.document.token_range(after);
                    let own = |t: &Token<'a>| !is_of_another_clause(*t, verb);
                    later.find(|t| !dated(*t) && own(t) && quantities.number(*t).is_some())
                })
                .flatten()
        })
        .map(|token| under.context.token(token.index()))
}

/// "Has released no toll, but residents say that 60 died": a number with a subject of its own is not the toll's.
fn is_of_another_clause(number: Token<'_>, verb: Token<'_>) -> bool {
    let below = number.ancestors().take_while(|above| *above != verb);
    let own = |clause: Token<'_>| clause.children().any(|c| matches!(c.label(), "nsubj" | "nsubjpass"));
    below.into_iter().any(|clause| is_verb(clause) && own(clause))
}
