//! Adjectives that count people: "12 dead", "left 30 wounded", "two people are dead".

use claimant_model::{Act, Outcome, Qualifier};
use claimant_parse::Token;

use super::casualties::{asks_how_many, is_perpetrator};
use super::named;
use super::victims::{can_be_victim, companions};
use crate::clause;
use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::misplaced;
use crate::tree::{is_verb, lower};

/// "Dead", "wounded" and the like as predicates.
pub(super) struct Dead;

impl Rule for Dead {
    fn name(&self) -> &'static str {
        "dead/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let Some(outcome) = outcome(token) else { return };
        let mut found = victims(under, token);
        if !found.is_empty() && matches!(token.label(), "oprd" | "acomp") {
            found.extend(companions(under, token.head()));
        }
        found.extend(later_figure(under, token).filter(|_| !found.is_empty()));
        let counted = |victim: &Token<'a>| can_be_victim(&under.context, *victim) && !asks_how_many(*victim);
        for victim in found.into_iter().filter(counted) {
            let mut casualties = CasualtyDraft::of(under, victim, Some(outcome));
            casualties.total = victim.index() > token.index();
            casualties.perpetrator = is_perpetrator(&under.context, casualties.victims.unwrap_or(victim));
            let same = |c: &CasualtyDraft<'_>| {
                let words = c.words.is_some() && c.words == casualties.words;
                c.outcome == Some(outcome) && (words || c.victims == casualties.victims)
            };
            let already = out.iter().any(|d| matches!(&d.what, What::Casualties(c) if same(c)));
            if already || casualties.figure.qualifier == Qualifier::Withheld {
                continue;
            }
            let mut draft = Draft::new(self.name(), token, What::Casualties(casualties));
            draft.set.said = claimed(under, token, victim).or_else(|| {
                let first = victims(under, token).first().copied()?;
                claimed(under, token, first).filter(|_| victim != first)
            });
            draft.links.push(token.head().index());
            let names = named::after(under, token, victim);
            draft
                .links
                .extend(clause::of_verb(crate::tree::clause_head(token)).agents.iter().map(|a| a.index()));
            out.push(draft);
            out.extend(names.into_iter().map(|name| {
                let one = CasualtyDraft::of(under, name, Some(outcome));
                let part = CasualtyDraft { part_of: Some(victim.index()), ..one };
                Draft::new(self.name(), token, What::Casualties(part))
            }));
        }
    }
}

fn outcome(token: Token<'_>) -> Option<Outcome> {
    let adjective = matches!(token.tag(), "JJ" | "VBN" | "VBD" | "NN" | "RB" | "NNP");
    match lower(token.text()).as_ref() {
        // "shot dead" is read by the frame of the verb.
        "dead" | "lifeless" | "deceased"
            if adjective
                && !is_named(token)
                && !matches!(token.head().lemma(), "shoot" | "stab" | "beat") =>
        {
            Some(Outcome::Killed)
        }
        "wounded" | "injured" | "hurt" | "maimed"
            if adjective && (!is_verb(token) || counts_alone(token)) =>
        {
            Some(Outcome::Wounded)
        }
        "missing" | "unaccounted" if matches!(token.label(), "acomp" | "oprd" | "xcomp" | "ccomp") => {
            Some(Outcome::Missing)
        }
        // "Nine are unaccounted for".
        "unaccounted" if is_verb(token) && token.child("nsubjpass").is_some() => Some(Outcome::Missing),
        "missing"
            if token.tag() == "VBG"
                && token.child("dobj").is_none()
                && (token.child("aux").is_some() || is_of_number(token)) =>
        {
            Some(Outcome::Missing)
        }
        _ => None,
    }
}

/// "The army named the dead as": see `among`.
fn is_named(dead: Token<'_>) -> bool {
    matches!(dead.head().lemma(), "name" | "identify") && crate::tree::has_determiner(dead, &["the"])
}

/// "25 killed, 13 missing": the subject is a number.
fn is_of_number(participle: Token<'_>) -> bool {
    participle
        .child("nsubj")
        .is_some_and(|subject| subject.tag() == "CD" || subject.child("nummod").is_some())
}

/// "left 15 dead and 40 injured": a participle right after its number.
fn counts_alone(participle: Token<'_>) -> bool {
    let head = participle.head();
    participle.label() == "amod" && head.tag() == "CD" && participle.previous() == Some(head)
        || participle.child("dobj").is_none() && misplaced::own_number(participle).is_some()
}

/// Who is dead: the subject, the object of "left", the number beside the word.
fn victims<'a>(under: &Under<'a>, token: Token<'a>) -> Vec<Token<'a>> {
    let own: Vec<_> = token
        .children()
        .filter(|c| matches!(c.label(), "nsubj" | "nsubjpass"))
        .flat_map(crate::tree::conjuncts)
        .collect();
    if !own.is_empty() {
        return own;
    }
    let head = token.head();
    // "leaving 12 dead and 30 wounded", "12 dead"
    let number = token.previous().filter(|p| {
        // "Left 40 dead and 60 injured": the tree may hang "injured" on its number.
        let beside =
            [token, head].contains(&p.head()) || *p == head || misplaced::own_number(token) == Some(*p);
        under.context.quantities().number(*p).is_some() && beside
    });
    // "six wounded soldiers": the number is the noun's, see `wounded_people`.
    let of_noun = number.is_some_and(|n| n.label() == "nummod" && n.head() == head)
        && token.label() == "amod"
        && head.index() > token.index();
    if let Some(number) = number.filter(|_| !of_noun) {
        return vec![number];
    }
    match token.label() {
        "acomp" | "oprd" | "xcomp" | "ccomp" | "conj" if is_verb(head) => {
            let objects: Vec<_> =
                head.children().filter(|c| c.label() == "dobj" && c.index() < token.index()).collect();
            // "Troops found a male and female deceased": the troops live.
            let passive = head.child("nsubjpass").is_some();
            let finders = head.lemma() == "find" && !passive && token.previous() != Some(head);
            if objects.is_empty() && finders {
                let found = token.child("amod").map(crate::tree::conjuncts).unwrap_or_default();
                return found.into_iter().map(|one| under.context.token(one.index())).collect();
            }
            if objects.is_empty() && head.lemma() != "leave" && token.label() != "conj" {
                clause::subjects(head, 4)
            } else {
                objects
            }
        }
        // "The man found dead on Friday was identified".
        "dobj" if head.lemma() == "find" && token.tag() == "JJ" && token.child("det").is_none() => {
            clause::subjects(head, 4)
        }
        // "found a man and a woman dead"
        "acl" | "amod" if head.index() < token.index() => {
            let all = crate::tree::conjuncts(head);
            if all.iter().all(|one| one.index() < token.index()) { all } else { vec![head] }
        }
        _ => Vec::new(),
    }
}

/// "claimed 63 dead and later more than 100": the same people, counted again.
fn later_figure<'a>(under: &Under<'a>, token: Token<'a>) -> Option<Token<'a>> {
    let mut after = token.next()?;
    while matches!(after.text(), "and" | "," | "but") {
        after = after.next()?;
    }
    if !matches!(after.lemma(), "later" | "then" | "now") {
        return None;
    }
    let end = token.sentence().token_range().end.min(after.index() + 6);
    // "20 dead and later 5 guards fell ill": a number that counts somebody else is none of these.
    let alone = |t: Token<'a>| t.next().is_none_or(|next| next.pos() == claimant_parse::Pos::Punct);
    let number = |t: &Token<'a>| under.context.quantities().number(*t).is_some() && alone(*t);
    let found = under.context.document.token_range(after.index()..end).find(number)?;
    Some(under.context.token(found.index()))
}

/// "The rebels claimed 40 dead and 70 wounded": the claim covers both, wherever the tree hangs them.
fn claimed<'a>(
    under: &Under<'a>,
    token: Token<'a>,
    number: Token<'a>,
) -> Option<(Option<Token<'a>>, Act, std::ops::Range<usize>)> {
    let verb = number.head();
    let direct = number.label() == "dobj" && is_verb(verb) && under.sayings.above(token.index()).is_empty();
    let act = under.context.word(verb).filter(|_| direct)?.cues.iter().find_map(|cue| cue.act)?;
    let source = clause::of_verb(verb).agents.first().copied()?;
    Some((Some(source), act, verb.index()..verb.index() + 1))
}
