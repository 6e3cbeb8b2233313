//! Counts that somebody puts at a number: "officials put the toll at 40", "a herder put the number at between 30 and 50",
//! "the army put its own losses at four".

use claimant_model::{Act, Outcome, Qualifier};
use claimant_parse::Token;

use crate::clause;
use crate::counts;
use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::lexicon::NounClass;
use crate::tree::{is_verb, oblique, prepositions};

/// "Put", "place" and "estimate" with a count and a number.
pub(super) struct PutAt;

impl Rule for PutAt {
    fn name(&self) -> &'static str {
        "put-at/2"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        if !is_put(under, token) {
            return;
        }
        let verb = token.head();
        let quantities = under.context.quantities();
        let sum = |t: Token<'a>| {
            quantities.is_measure(t) || matches!(under.context.entity_label(t), "MONEY" | "PERCENT")
        };
        let numeric =
            |t: &Token<'a>| !sum(*t) && (quantities.number(*t).is_some() || quantities.stated(*t).is_some());
        // "Put the number of rebels killed at 30": the number may hang on "killed".
        let killed = oblique(token, &["of"]).and_then(|people| people.child("acl"));
        let at =
            prepositions(verb).chain(prepositions(token)).chain(killed.into_iter().flat_map(prepositions));
        let mut numbers = at.filter(|(prep, _)| matches!(prep.text(), "at" | "as")).map(|(_, object)| object);
        let Some(number) = numbers.find(numeric).map(|t| under.context.token(t.index())) else { return };
        let own = counted(under, token);
        // "Losses" after a count of the dead answer it: they are dead too.
        let open = own.is_none() || token.lemma() == "loss";
        let fell = |c: &CasualtyDraft<'a>| {
            !matches!(c.outcome, Some(Outcome::Captured | Outcome::Displaced | Outcome::Missing))
        };
        let before = earlier(token, out).filter(|before| open && (own.is_none() || fell(before)));
        // "casualties were put at 15 killed and 40 wounded"
        let named = counts::named_behind(number);
        let Some(outcome) = named.or(before.as_ref().and_then(|b| b.outcome)).or(own) else { return };
        let mut casualties = CasualtyDraft::of(under, number, Some(outcome));
        let people = oblique(token, &["of"]).filter(|of| under.context.people(*of).is_some());
        let owner = token.child("poss").filter(|_| token.lemma() != "toll");
        casualties.victims = people
            .or(owner)
            .map(|of| under.context.token(of.index()))
            .or_else(|| super::casualty_noun::kind(under, token))
            .or(before.and_then(|b| b.victims))
            .or_else(|| answered(token, outcome, out))
            .or(casualties.victims);
        let total = !said_before(verb);
        casualties.total = total;
        let source = clause::of_verb(verb).agents.first().copied();
        let mut all = vec![casualties];
        let victims = all[0].victims.filter(|victims| victims.tag() != "CD");
        let more = and_so_many(under, number).into_iter().chain(and_those_at(under, number));
        all.extend(more.map(|(number, outcome)| {
            let own = CasualtyDraft::of(under, number, Some(outcome));
            CasualtyDraft { victims: victims.or(own.victims), total, ..own }
        }));
        for casualties in all {
            let mut draft = Draft::new(self.name(), verb, What::Casualties(casualties));
            draft.set.said = Some((source, Act::Estimate, verb.index()..verb.index() + 1));
            out.push(draft);
        }
        // "Put the toll at nine, including four children".
        let first = out.len();
        super::toll::parts(self.name(), under, (token, verb), outcome, out);
        for part in &mut out[first..] {
            part.set.said = Some((source, Act::Estimate, verb.index()..verb.index() + 1));
        }
    }
}

/// "The rebels claimed 27 soldiers killed; officials put the toll at eight": a count that answers another in its sentence is of
/// the same people.
fn answered<'a>(count: Token<'a>, outcome: Outcome, out: &[Draft<'a>]) -> Option<Token<'a>> {
    let sentence = count.sentence().index();
    let same = out.iter().rev().take_while(|draft| draft.predicate.sentence().index() == sentence);
    let mut victims = same.filter_map(|draft| match &draft.what {
        What::Casualties(c) if c.outcome == Some(outcome) && c.part_of.is_none() => c.victims,
        _ => None,
    });
    victims.find(|victims| victims.tag() != "CD")
}

/// "at nine dead, 12 wounded and three missing": the numbers after the first, each with what it counts.
pub(super) fn and_so_many<'a>(under: &Under<'a>, first: Token<'a>) -> Vec<(Token<'a>, Outcome)> {
    let sentence = first.sentence().token_range().end;
    let mut found = Vec::new();
    let mut at = first.index() + 2;
    while at + 2 < sentence + 1 && matches!(under.context.token(at).text(), "," | "and") {
        let number = under.context.token(at + 1);
        let named = number.next().and_then(|next| counts::named(next.text()));
        let Some(outcome) = named.filter(|_| under.context.quantities().number(number).is_some()) else {
            break;
        };
        found.push((number, outcome));
        at += 3;
    }
    found
}

/// "The number of dead at 20 and the wounded at 35": what is put beside the first, each at its number.
fn and_those_at<'a>(under: &Under<'a>, first: Token<'a>) -> Option<(Token<'a>, Outcome)> {
    let sentence = first.sentence().token_range();
    let mut words = under.context.document.token_range(first.index() + 1..sentence.end);
    words.find(|word| !matches!(word.text(), "," | "dead" | "killed")).filter(|word| word.text() == "and")?;
    let mut words =
        words.skip_while(|word| matches!(word.text(), "the" | "that" | "number" | "of" | "those"));
    let outcome = counts::named(words.next()?.text())?;
    words.next().filter(|word| word.text() == "at")?;
    let number = words.next().filter(|number| under.context.quantities().number(*number).is_some())?;
    Some((number, outcome))
}

/// Whether the noun is a count that a verb puts somewhere.
pub(super) fn is_put<'a>(under: &Under<'a>, noun: Token<'a>) -> bool {
    let verb = noun.head();
    matches!(noun.label(), "dobj" | "nsubjpass")
        && (matches!(verb.lemma(), "put" | "place" | "estimate" | "set") || is_given_as(verb))
        && is_verb(verb)
        && super::strength_put::sized(under, noun).is_none()
        && (matches!(noun.lemma(), "number" | "toll" | "figure" | "count" | "tally" | "total")
            || counted(under, noun).is_some())
}

/// "Gave the number of wounded as 34".
fn is_given_as(verb: Token<'_>) -> bool {
    let number = |object: Token<'_>| object.tag() == "CD" || object.child("nummod").is_some();
    verb.lemma() == "give" && oblique(verb, &["as", "at"]).is_some_and(number)
}

/// What became of those whom a count or a noun of casualties counts.
fn counted(under: &Under<'_>, noun: Token<'_>) -> Option<Outcome> {
    let casualties = under.context.noun(noun, NounClass::Casualty).filter(|_| noun.lemma() != "body");
    casualties.and_then(|sense| sense.outcome).or_else(|| counts::outcome(noun)).or_else(|| {
        let dead = matches!(noun.text(), "dead" | "killed");
        dead.then_some(Outcome::Killed).or((noun.text() == "wounded").then_some(Outcome::Wounded))
    })
}

/// "had earlier given a toll of 38": the older figure takes no other's place.
pub(super) fn said_before(verb: Token<'_>) -> bool {
    let had = verb.children().any(|c| c.label() == "aux" && c.text() == "had");
    let before =
        |c: Token<'_>| matches!(c.text(), "earlier" | "previously" | "initially" | "originally" | "first");
    had && verb.children().any(before)
}

/// "The number" alone counts those who were counted just before; of the dead and the wounded of one sentence the dead.
pub(super) fn earlier<'a>(count: Token<'a>, out: &[Draft<'a>]) -> Option<CasualtyDraft<'a>> {
    let sentence = count.sentence().index();
    let near = |draft: &&Draft<'a>| draft.predicate.sentence().index() + 2 >= sentence;
    let mut counted = out.iter().rev().take(64).filter(near).filter_map(|draft| match &draft.what {
        What::Casualties(c) if c.figure.low.is_some() || is_told_without_number(c) => {
            Some((draft.predicate.sentence().index(), c))
        }
        _ => None,
    });
    let (told, last) = counted.next()?;
    let dead = |c: &CasualtyDraft<'a>| c.outcome == Some(Outcome::Killed) && c.part_of.is_none();
    let mut beside = counted.take_while(|(sentence, _)| *sentence == told).map(|(_, c)| c);
    let wounded = last.outcome == Some(Outcome::Wounded);
    let one = beside.find(|c| wounded && dead(c)).unwrap_or(last);
    // A number alone names nobody.
    let victims = one.victims.filter(|victims| victims.tag() != "CD");
    Some(CasualtyDraft { victims, ..one.clone() })
}

/// "The dead were fighters of the front", whose number comes after.
fn is_told_without_number(casualties: &CasualtyDraft<'_>) -> bool {
    casualties.outcome == Some(Outcome::Killed) && casualties.figure.qualifier == Qualifier::Vague
}
