//! Parts of those counted: "the dead included several children", "among the wounded were four policemen", "six of the
//! dead were women". A part is never added to its whole.

use claimant_model::{Figure, Outcome};
use claimant_parse::Token;

use super::casualties::asks_how_many;
use super::named;
use super::put_at::earlier;
use super::victims::can_be_victim;
use crate::clause::is_passive;
use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::frames;
use crate::lexicon::{Damage, Part as Takes};
use crate::roll;
use crate::tree::{conjuncts, has_determiner, is_plural, is_verb, lower};

/// "The dead", "the wounded", "the victims" and who is among them.
pub(super) struct Among;

impl Rule for Among {
    fn name(&self) -> &'static str {
        "among/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let told = outcome(under, token, out).or_else(|| told_of_named(under, token, out));
        let Some((outcome, parts)) =
            told.and_then(|outcome| parts(under, token).map(|parts| (outcome, parts)))
        else {
            return;
        };
        for (part, number) in parts {
            if !can_be_victim(&under.context, part) {
                continue;
            }
            let mut casualties = CasualtyDraft::of(under, part, Some(outcome));
            if let Some((figure, at)) = number {
                casualties.figure = figure;
                casualties.words = Some(at..at + 1);
            } else if casualties.words.is_none() && roll::is_person(&under.context, part) {
                casualties.figure = Figure::implied(1);
            }
            casualties.part_of = Some(token.index());
            let mut draft = Draft::new(self.name(), token, What::Casualties(casualties));
            draft.links.push(token.head().index());
            out.push(draft);
        }
    }
}

/// What became of a group that is named by its fate; "the victims" are those counted just before.
fn outcome<'a>(under: &Under<'a>, group: Token<'a>, out: &[Draft<'a>]) -> Option<Outcome> {
    let definite = || has_determiner(group, &["the", "those"]);
    match lower(group.text()).as_ref() {
        "dead" | "killed" | "deceased" | "slain" | "fatalities" | "martyrs" if definite() => {
            Some(Outcome::Killed)
        }
        "wounded" | "injured" if definite() => Some(Outcome::Wounded),
        "missing" if definite() => Some(Outcome::Missing),
        "victims" if definite() && earlier_dead(group, out) => Some(Outcome::Killed),
        "victims" | "casualties" if definite() => earlier(group, out)?.outcome,
        // "He counted 15 bodies. Three of them were children."
        "them" if is_part_of(group) => earlier(group, out)?.outcome.filter(|end| *end != Outcome::Displaced),
        // "among those killed were two nurses", "of the 23 killed, nine were children"
        word if word == "those" || matches!(group.tag(), "CD" | "NNS") && definite() || opens(group) => {
            let told = group.children().filter(|child| matches!(child.label(), "acl" | "relcl"));
            told.into_iter().find_map(|word| end_of(under, word))
        }
        _ => None,
    }
}

/// "Three of them were": a sentence that tells of a part of those told of before.
fn is_part_of(group: Token<'_>) -> bool {
    let number = group.head().head();
    let states = |verb: Token<'_>| {
        verb.lemma() == "be" && matches!(verb.label(), "ROOT" | "ccomp") && verb.child("attr").is_some()
    };
    group.label() == "pobj" && number.tag() == "CD" && number.label() == "nsubj" && states(number.head())
}

/// Whether people were told to be dead in the sentences just before: "the victims" are they, whoever was hurt beside them.
fn earlier_dead(group: Token<'_>, out: &[Draft<'_>]) -> bool {
    const BEFORE: usize = 3;
    let near = |draft: &&Draft<'_>| draft.predicate.sentence().index() + BEFORE >= group.sentence().index();
    out.iter().rev().take(64).take_while(near).any(|draft| match &draft.what {
        What::Casualties(c) => c.outcome == Some(Outcome::Killed) && c.figure.low.is_some_and(|low| low > 1),
        _ => false,
    })
}

/// What became of those whom names that follow are of: "the students who disappeared are Ana Rivas and …", "the wounded
/// policeman is …", "the nurse was identified as …", "they are …", "the other victim, Ana Rivas, is".
fn told_of_named<'a>(under: &Under<'a>, group: Token<'a>, out: &[Draft<'a>]) -> Option<Outcome> {
    names(under, group)?;
    if lower(group.text()) == "they" {
        let before = earlier(group, out).filter(|before| before.figure.low.is_some_and(|low| low > 1))?;
        return before.outcome;
    }
    if !has_determiner(group, &["the", "those"]) && lower(group.text()) != "those" {
        return None;
    }
    let told = group.children().filter(|child| matches!(child.label(), "relcl" | "acl" | "amod"));
    // "The director is Ana Rivas": of whom else a director was told does not matter.
    let before = || told_of(group, out).filter(|_| named_as(group).is_some() || group.lemma() == "victim");
    told.into_iter().find_map(|word| end_of(under, word)).or_else(before)
}

/// What a participle or a clause says became of those it hangs on: "the slain nurse", "those who were kidnapped".
fn end_of<'a>(under: &Under<'a>, word: Token<'a>) -> Option<Outcome> {
    if word.label() == "amod" {
        return crate::counts::named(word.text());
    }
    let frame = frames::of(under, word)?.frame;
    match frame.damage {
        Some(Damage::People(outcome)) if is_passive(word) || frame.agent == Some(Takes::Victim) => {
            Some(outcome)
        }
        _ => None,
    }
}

/// "Were identified as", "the army named the dead as": the words before the names.
fn named_as(group: Token<'_>) -> Option<Token<'_>> {
    let verb = group.head();
    let named =
        matches!(verb.lemma(), "identify" | "name") && matches!(group.label(), "nsubjpass" | "dobj" | "oprd");
    crate::tree::oblique(verb, &["as"]).filter(|_| named)
}

/// What became of "the victim", or of "the nurse" where a nurse was told of just before.
fn told_of<'a>(group: Token<'a>, out: &[Draft<'a>]) -> Option<Outcome> {
    const BEFORE: usize = 3;
    let near = |draft: &&Draft<'a>| draft.predicate.sentence().index() + BEFORE >= group.sentence().index();
    out.iter().rev().take_while(near).find_map(|draft| match &draft.what {
        What::Casualties(c) if c.part_of.is_none() && !c.perpetrator => {
            let same = c.victims.is_some_and(|who| who.lemma() == group.lemma());
            c.outcome.filter(|_| same || group.lemma() == "victim")
        }
        _ => None,
    })
}

/// The names that a group is told to be: "were identified as Ana Rivas and Luis Mora", "the wounded are Ana Rivas and …".
fn names<'a>(under: &Under<'a>, group: Token<'a>) -> Option<Vec<Part<'a>>> {
    let verb = group.head();
    let be = || Some(verb).filter(|verb| verb.lemma() == "be");
    let told_to_be = || be().filter(|_| group.label() == "nsubj")?.child("attr");
    // "Ana Rivas and Luis Mora were the ones killed".
    let suffered = group.label() == "attr" && !matches!(group.lemma(), "victim" | "casualty");
    let told_of = || be().filter(|_| suffered)?.child("nsubj");
    let victim = || group.child("appos").filter(|_| group.lemma() == "victim");
    let first = named_as(group).or_else(told_to_be).or_else(victim).or_else(told_of)?;
    let mut all = roll::names(&under.context, first);
    if all.is_empty() && is_plural(first) {
        all = named::behind(under, under.context.token(first.index()));
    }
    if all.is_empty() && !suffered && first.tag() == "NNP" && under.context.entity_label(first).is_empty() {
        all.push(under.context.token(first.index()));
    }
    (!all.is_empty()).then(|| all.into_iter().map(|part| (part, None)).collect())
}

/// "Of 30 people injured, six were children".
fn opens(group: Token<'_>) -> bool {
    group.label() == "pobj" && group.head().text() == "Of"
}

/// "Six of the dead were women", "14 of the dead were soldiers returning home", where the parser takes the participle for the
/// verb.
fn told_to_be(subject: Token<'_>) -> Option<Token<'_>> {
    let be = Some(subject.head()).filter(|verb| verb.lemma() == "be")?;
    let participle = Some(be.head()).filter(|verb| be.label() == "aux" && verb.tag() == "VBG");
    let kind = |child: &Token<'_>| child.label() == "nsubj" && child.index() > be.index();
    be.child("attr").or_else(|| participle?.children().find(kind))
}

type Part<'a> = (Token<'a>, Option<(Figure, usize)>);

/// "Ana Rivas, one of".
fn is_one_named(under: &Under<'_>, one: Token<'_>) -> bool {
    let name = one.head();
    let alone = || {
        let between = under.context.document.token_range(name.index() + 1..one.index());
        between.into_iter().all(|word| word.tag() != "NNP")
    };
    one.label() == "appos" && one.lemma() == "one" && roll::is_person(&under.context, name) && alone()
}

/// Those in a row with the first, in the order of the text; of a long row of names the parser takes some for descriptions.
fn with_names<'a>(under: &Under<'a>, first: Token<'a>) -> Vec<Part<'a>> {
    let mut all = conjuncts(first);
    all.extend(roll::names(&under.context, first));
    all.sort_by_key(|one| one.index());
    all.dedup();
    all.into_iter().map(|one| (one, None)).collect()
}

/// Who is among them, with the number where it stands apart.
fn parts<'a>(under: &Under<'a>, group: Token<'a>) -> Option<Vec<Part<'a>>> {
    let head = group.head();
    let plain = |token: Token<'a>| conjuncts(token).into_iter().map(|part| (part, None)).collect::<Vec<_>>();
    if group.label() == "nsubj" && matches!(head.lemma(), "include" | "comprise") && is_verb(head) {
        return head.child("dobj").map(plain);
    }
    if let Some(names) = names(under, group) {
        return Some(names);
    }
    // "The dead were eleven children and a woman".
    if group.label() == "nsubj" && head.lemma() == "be" {
        let counted = |part: &Part<'a>| {
            let stated = || part.0.tag() != "CD" && under.context.quantities().stated(part.0).is_some();
            has_determiner(part.0, &["a", "an"]) || stated()
        };
        let told = head.child("attr").map(plain).unwrap_or_default();
        return Some(told.into_iter().filter(counted).collect());
    }
    if group.label() != "pobj" {
        return None;
    }
    let host = head.head();
    match lower(head.text()).as_ref() {
        "among" if host.lemma() == "be" => host
            .children()
            .find(|c| matches!(c.label(), "attr" | "nsubj") && c.index() > host.index())
            .or_else(|| host.child("nsubj"))
            .map(|first| with_names(under, first)),
        // "Ana Rivas, one of the priests who were killed"
        "of" if is_one_named(under, host) => Some(vec![(under.context.token(host.head().index()), None)]),
        // "six of the dead were women"
        "of" if host.label() == "nsubj" && !asks_how_many(host) => {
            let number = under.context.quantities().stated(host)?;
            // "One of those killed, Ana Rivas, was a nurse."
            let name = host.child("appos").filter(|name| roll::is_person(&under.context, *name));
            let kind = name.or_else(|| told_to_be(host))?;
            Some(vec![(kind, Some((number.figure, host.index())))])
        }
        // "Of the dead, six were women"
        "of" if host.lemma() == "be" && head.index() < host.index() => {
            let counted = host.child("nsubj").filter(|counted| counted.tag() == "CD")?;
            let number = under.context.quantities().stated(counted)?;
            Some(vec![(host.child("attr")?, Some((number.figure, counted.index())))])
        }
        _ => None,
    }
}
