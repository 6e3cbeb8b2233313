//! People met an end: killed, wounded, taken. "Ten soldiers were killed and 20 wounded": two claims.

use claimant_model::{ActorKind, Fate, Figure, Outcome, Qualifier, Role};
use claimant_parse::Token;

use super::casualty_noun;
use super::event::{codes, links, participants};
use super::joint::{self, Joint};
use super::materiel::others_of_those;
use super::named;
use super::parts;
use super::two_sides;
use super::victim_list::{self, Listed};
use super::victims::{can_be_victim, victims};
use crate::context::Context;
use crate::draft::{CasualtyDraft, Codes, Draft, Rule, Under, What};
use crate::frames::{self, Framed};
use crate::lexicon::{Damage, List, Lists, NounClass, WordKind};
use crate::quantity::bounded;
use crate::tree::first_conjunct;

/// Victims of a predicate whose frame says what becomes of them.
pub(super) struct Casualties;

impl Rule for Casualties {
    fn name(&self) -> &'static str {
        "casualties/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let Some(framed) = frames::of(under, token) else { return };
        let beside_things = taken_with_things(under, &framed);
        let outcome = match framed.frame.damage {
            Some(Damage::People(outcome)) => Some(outcome),
            Some(Damage::Undecided) if is_fatal(token) => Some(Outcome::Killed),
            Some(Damage::Undecided) => None,
            _ if !beside_things.is_empty() => Some(Outcome::Captured),
            _ => return,
        };
        if others_of_those(under, token, &framed.arguments.patients).is_some() || counts_itself(under, token)
        {
            return;
        }
        let mut found = victims(under, token, &framed);
        found.extend(beside_things);
        let joint = joint::of(under, token, outcome, &found);
        if joint == Some(Joint::Told) {
            return;
        }
        let either = joint.is_none() && joint::is_either(under, token, &found);
        let outcome = if joint.is_some() { Some(Outcome::KilledOrWounded) } else { outcome };
        for victims in found {
            if asks_how_many(victims)
                || is_all_but_some_things(under, victims)
                || is_one_more_thing(token, victims, out)
                || is_body(under, victims)
            {
                continue;
            }
            let outcome = joint::end_of_those_lost(under, token, victims).or(outcome);
            let by_side = two_sides::split(under, victims, outcome);
            if !by_side.is_empty() {
                for casualties in by_side {
                    push(self.name(), under, token, &framed, casualties, out);
                }
                continue;
            }
            let mut casualties = CasualtyDraft::of(under, victims, outcome);
            casualties.more |= is_also(token) && !is_one_of_those_counted(victims, out);
            count_them(under, victims, &mut casualties);
            count_held(under, victims, &mut casualties);
            named::count(&mut casualties, &named::behind(under, victims));
            if either {
                casualties.figure = at_most(&casualties.figure);
            }
            let same = same_people(token, victims, out).filter(|people| {
                !is_one_more(victims) || frames::kinds(under, *people).any(ActorKind::is_armed)
            });
            casualties.victims = same.or(casualties.victims);
            let who = casualties.victims.unwrap_or(victims);
            casualties.perpetrator = is_perpetrator(&under.context, who);
            let gone = || casualties.perpetrator || is_on_duty(under, who);
            if outcome == Some(Outcome::Displaced) && gone() {
                continue;
            }
            casualties.part_of = casualties
                .part_of
                .or_else(|| among_those_taken(token, &casualties, out))
                .or_else(|| among_the_dead(&casualties));
            if matches!(victims.tag(), "WP" | "WDT")
                || casualties.victims.is_some_and(|v| matches!(v.text(), "whom" | "them"))
            {
                casualties.part_of = Some(victims.index());
            }
            push(self.name(), under, token, &framed, casualties, out);
            included(self.name(), under, token, &framed, victims, outcome, out);
        }
    }
}

/// "12 officer deaths", "rebel deaths": how many of whom is read off the noun, see `casualty_noun`.
fn counts_itself<'a>(under: &Under<'a>, noun: Token<'a>) -> bool {
    let counts = crate::tree::is_plural(noun) && under.context.is(noun, NounClass::Casualty);
    counts
        && (under.context.quantities().stated(noun).is_some() || casualty_noun::kind(under, noun).is_some())
}

/// "Four of the dead soldiers were beheaded": they are among the dead already.
fn among_the_dead(casualties: &CasualtyDraft<'_>) -> Option<usize> {
    let told =
        |word: Token<'_>| word.label() == "amod" && crate::counts::named(word.text()) == casualties.outcome;
    let who = casualties.victims.filter(|_| casualties.outcome == Some(Outcome::Killed))?;
    let known = crate::tree::has_determiner(who, &["the", "those"]) && who.children().any(told);
    known.then(|| who.index())
}

/// "Gunmen took 251 people; 101 hostages are still held": of those who were taken before.
fn among_those_taken<'a>(
    verb: Token<'a>,
    casualties: &CasualtyDraft<'a>,
    out: &[Draft<'a>],
) -> Option<usize> {
    let still = verb.children().any(|child| matches!(child.text(), "still" | "remain" | "remaining"));
    let taken = matches!(casualties.outcome, Some(Outcome::Abducted | Outcome::Captured));
    let before = out.iter().rev().filter(|_| still && taken).find(|draft| match &draft.what {
        What::Casualties(whole) => {
            whole.outcome == casualties.outcome && whole.figure.low > casualties.figure.low
        }
        _ => false,
    });
    before.map(|draft| draft.predicate.index())
}

/// What a number that counts others too says of some of them.
fn at_most(figure: &Figure) -> Figure {
    let unknown = Figure::new(None, None, Qualifier::Vague);
    figure.high.map_or(unknown, |high| bounded(high, Qualifier::AtMost))
}

fn push<'a>(
    rule: &'static str,
    under: &Under<'a>,
    token: Token<'a>,
    framed: &Framed<'a>,
    casualties: CasualtyDraft<'a>,
    out: &mut Vec<Draft<'a>>,
) {
    // Both numbers of "between 60 and 70 of his men" are subjects to the parser, and one figure.
    // So do "put its losses at nine dead and 12 wounded" and what is read off "wounded" alone.
    let told = |draft: &Draft<'a>| match &draft.what {
        What::Casualties(c) if c.outcome == casualties.outcome => {
            c.words.is_some() && c.words == casualties.words
                || draft.predicate == token && c.victims == casualties.victims
        }
        _ => false,
    };
    // Drafts of one predicate stand together at the end.
    if out.iter().rev().take(64).any(told) {
        return;
    }
    let attacker = casualties.victims.is_some_and(|who| did_it(under, who, token, out));
    let perpetrator = casualties.perpetrator || attacker;
    let mut draft = Draft::new(rule, token, What::Casualties(CasualtyDraft { perpetrator, ..casualties }));
    draft.set.attacker = attacker;
    draft.codes = violent_death(under, token).unwrap_or_else(|| codes(framed));
    draft.participants = participants(under, framed);
    draft.links = links(framed);
    out.push(draft);
}

/// "The shooting death of a clerk" is the shooting's.
fn violent_death(under: &Under<'_>, death: Token<'_>) -> Option<Codes> {
    let by = death.child("compound").filter(|_| death.lemma() == "death")?;
    let word = under.context.word(by)?;
    let frame = word.frames.iter().find(|f| f.kind == WordKind::Noun && f.is_assault())?;
    Some(Codes::of(frame))
}

/// "also shot and killed a neighbour": one beside those told before.
fn is_also(verb: Token<'_>) -> bool {
    let also = |t: Token<'_>| t.children().any(|c| c.lemma() == "also");
    // "The deputies also found a boy stabbed."
    let found = verb.label() == "acl" && also(crate::tree::clause_head(verb.head()));
    also(verb) || also(first_conjunct(verb)) || found
}

/// "Three people were killed. Ann Moore was also killed": the name of one of several who were counted before.
fn is_one_of_those_counted<'a>(victim: Token<'a>, out: &[Draft<'a>]) -> bool {
    const IN_VIEW: usize = 256;
    let several = |draft: &Draft<'a>| match &draft.what {
        What::Casualties(c) => c.figure.low.is_some_and(|low| low > 1) && c.outcome == Some(Outcome::Killed),
        _ => false,
    };
    victim.pos() == claimant_parse::Pos::Propn && out.iter().rev().take(IN_VIEW).any(several)
}

/// "declined to say how many soldiers had died", "it is not known how many were killed": no figure.
pub(super) fn asks_how_many(victims: Token<'_>) -> bool {
    let how = |t: Token<'_>| t.text().eq_ignore_ascii_case("how");
    let many = |t: Token<'_>| t.lemma() == "many" && t.previous().is_some_and(how);
    many(victims) || victims.children().any(many)
}

/// "Captured all but three of the 17 townships": no people are named.
fn is_all_but_some_things<'a>(under: &Under<'a>, all: Token<'a>) -> bool {
    let but = all.label() == "dobj"
        && all.text().eq_ignore_ascii_case("all")
        && all.next().is_some_and(|next| next.text() == "but");
    let words = under.context.document.token_range(all.subtree());
    but && !words.into_iter().any(|word| under.context.people(word).is_some())
}

/// "Taking at least 80 pupils hostage": the parser may hang the number on the second noun.
fn count_held<'a>(under: &Under<'a>, people: Token<'a>, casualties: &mut CasualtyDraft<'a>) {
    let held = |noun: &Token<'_>| people.label() == "compound" && crate::clause::is_captivity(*noun);
    let number = Some(people.head()).filter(held).and_then(|noun| under.context.quantities().stated(noun));
    if let Some(number) = number.filter(|_| casualties.words.is_none()) {
        casualties.figure = number.figure;
        casualties.words = Some(number.tokens);
    }
}

/// "Two nurses fled to a barn, where they died": as many as the subject before it in the sentence.
fn count_them<'a>(under: &Under<'a>, pronoun: Token<'a>, casualties: &mut CasualtyDraft<'a>) {
    if pronoun.lemma() != "they" || casualties.figure.low.is_some() {
        return;
    }
    let before =
        under.context.document.token_range(pronoun.sentence().token_range().start..pronoun.index()).rev();
    let mut subjects =
        before.filter(|t| matches!(t.label(), "nsubj" | "nsubjpass") && crate::tree::is_noun(*t));
    let number = subjects.next().and_then(|subject| under.context.quantities().stated(subject));
    if let Some(number) =
        number.filter(|number| number.figure.low.is_some() && number.figure.low == number.figure.high)
    {
        casualties.figure = number.figure;
    }
}

/// "Captured two tanks and 15 soldiers": the people in a row of things.
fn taken_with_things<'a>(under: &Under<'a>, framed: &Framed<'a>) -> Vec<Token<'a>> {
    if framed.frame.damage != Some(Damage::Thing(Fate::Captured)) || !framed.frame.is_assault() {
        return Vec::new();
    }
    let counted = |people: &Token<'a>| under.context.quantities().stated(*people).is_some();
    let person = |people: &Token<'a>| under.context.noun(*people, NounClass::Person).is_some();
    framed.arguments.patients.iter().copied().filter(person).filter(counted).collect()
}

/// The name of a force or a state, whose death is nobody's: "a Taliban" is one of them, "the RSF" is not.
fn is_body(under: &Under<'_>, name: Token<'_>) -> bool {
    let one = name.children().any(|child| matches!(child.lemma(), "a" | "an" | "one" | "another"));
    let named = under.context.names.party(name).is_some();
    let kinds = || frames::kinds(under, name);
    // "Fifty-six Taliban": so many of them.
    let counted = under.context.quantities().stated(name).is_some();
    named
        && !one
        && !counted
        && !crate::tree::is_plural(name)
        && kinds().any(|kind| kind.is_armed() || kind.is_state())
}

/// "A third": one more of those told of before.
fn is_one_more(noun: Token<'_>) -> bool {
    let article = noun.child("det").is_some_and(|article| matches!(article.lemma(), "a" | "another"));
    article && noun.children().len() == 1 && Lists::embedded().has(List::OneMore, noun.lemma())
}

/// "Destroyed four tanks and captured a fifth".
fn is_one_more_thing(verb: Token<'_>, noun: Token<'_>, out: &[Draft<'_>]) -> bool {
    const NEAR: usize = 16;
    let before = || out.iter().rev().take(NEAR).filter(|draft| draft.predicate == verb.head());
    is_one_more(noun)
        && verb.label() == "conj"
        && before().any(|draft| matches!(draft.what, What::Materiel { .. }))
        && before().all(|draft| !matches!(draft.what, What::Casualties(_)))
}

/// "Eleven soldiers were killed and 26 wounded", "killed 12 soldiers and captured 40 others": those of the clause before.
fn same_people<'a>(verb: Token<'a>, victims: Token<'a>, out: &[Draft<'a>]) -> Option<Token<'a>> {
    const NEAR: usize = 16;
    let bare = victims.tag() == "CD"
        && victims.children().all(|child| {
            matches!(child.label(), "advmod" | "quantmod")
                || matches!(child.tag(), "JJR" | "JJS")
                || child == verb
        });
    if let Some(people) = counted_beside(verb, victims).filter(|_| bare) {
        return Some(people);
    }
    let others = victims.text().eq_ignore_ascii_case("others") && verb.lemma() == "capture";
    // The parser may hang the second verb on the number: "civilians were killed and at least 15 wounded".
    let hung = verb.label() == "acl" && verb.head() == victims && victims.label() == "conj";
    let first = if hung { victims.head() } else { verb.head() };
    // "Killed nine rebels and lost two": the two are not rebels.
    if verb.lemma() == "lose" && first.lemma() != "lose" {
        return None;
    }
    if verb.label() != "conj" && !hung || !bare && !others && !is_one_more(victims) {
        return None;
    }
    let before = out.iter().rev().take(NEAR).filter(|draft| draft.predicate == first);
    let people: Vec<Token<'a>> = before
        .filter_map(|draft| match &draft.what {
            What::Casualties(before) if before.part_of.is_none() => before.victims,
            _ => None,
        })
        .collect();
    match people[..] {
        // "Killed two and wounded six": numbers that name nobody lend no name.
        [people] if people.index() < victims.index() && people.tag() != "CD" => Some(people),
        _ => None,
    }
}

/// "Left nine people dead and more than 30 injured": people, right before the participle.
fn counted_beside<'a>(verb: Token<'a>, number: Token<'a>) -> Option<Token<'a>> {
    let after = number.next() == Some(verb) && number.label() == "conj" && verb.tag() == "VBN";
    let people = Some(first_conjunct(number)).filter(|people| after && people.tag() == "NNS")?;
    verb.document().token_range(people.index()..people.index() + 1).next()
}

/// "The gunman fled", "the commando group fled": a getaway displaces nobody, nor does the flight of those in power.
fn is_on_duty(under: &Under<'_>, who: Token<'_>) -> bool {
    let serves = |kind: ActorKind| kind.is_armed() || kind.is_state();
    frames::kinds(under, who).any(serves) || under.context.is(who, NounClass::Unit)
}

/// Whether somebody with a name was told to have done the violence before: "Milton stabbed two men. Milton was shot dead."
fn did_it<'a>(under: &Under<'a>, who: Token<'a>, verb: Token<'a>, out: &[Draft<'a>]) -> bool {
    const IN_VIEW: usize = 256;
    // A fighter who falls is a loss of his side, whatever he did before.
    let alone = |actor: &usize| {
        let one = &under.actors.all[*actor];
        one.kind == ActorKind::Person && one.member_of.is_none()
    };
    let Some(actor) = under.actors.of(who).filter(alone) else { return false };
    let violent = |draft: &&Draft<'a>| {
        draft.codes.is_assault() && draft.predicate.sentence().index() != verb.sentence().index()
    };
    let did = |draft: &Draft<'a>| {
        let doers = draft.participants.iter().filter(|one| one.role == Role::Initiator);
        doers.into_iter().any(|one| under.actors.of(one.token) == Some(actor))
    };
    out.iter().rev().take(IN_VIEW).filter(violent).any(did)
}

/// "fatally shot", "shot dead", "stabbed to death".
pub(super) fn is_fatal(verb: Token<'_>) -> bool {
    verb.children().any(|child| match child.label() {
        "advmod" | "oprd" | "acomp" | "advcl" | "xcomp" | "ccomp" | "amod" => {
            matches!(child.lemma(), "fatally" | "dead" | "mortally" | "fatal" | "deadly")
        }
        "prep" => child.text() == "to" && child.child("pobj").is_some_and(|object| object.lemma() == "death"),
        _ => false,
    }) || verb.next().is_some_and(|next| next.text() == "dead")
}

/// Words that say that these did it.
pub(super) fn is_perpetrator(context: &Context<'_>, token: Token<'_>) -> bool {
    let reflexive = matches!(token.text(), "himself" | "herself" | "themselves" | "itself");
    reflexive || context.noun(token, NounClass::Person).is_some_and(|sense| sense.perpetrator)
}

/// "23 people, including six children": a part, never added.
fn included<'a>(
    rule: &'static str,
    under: &Under<'a>,
    token: Token<'a>,
    framed: &Framed<'a>,
    victims: Token<'a>,
    outcome: Option<Outcome>,
    out: &mut Vec<Draft<'a>>,
) {
    let apart = match victim_list::behind(under, victims) {
        Some(Listed::Parts(parts)) => parts,
        _ => Vec::new(),
    };
    let apart = apart.into_iter().chain(parts::including(token)).chain(named::behind(under, victims));
    // "Two people died: Ana Rivas and Pedro Lopez".
    let after =
        if crate::tree::is_plural(victims) { named::after(under, token, victims) } else { Vec::new() };
    let apart = apart.chain(after);
    let apart = apart.filter(|part| can_be_victim(&under.context, *part)).map(|part| CasualtyDraft {
        part_of: Some(victims.index()),
        ..CasualtyDraft::of(under, part, outcome)
    });
    let told = |out: &[Draft<'a>], part: &CasualtyDraft<'a>| {
        let person = |c: &CasualtyDraft<'a>| under.actors.person(c.victims?);
        let known = |c: &CasualtyDraft<'a>| {
            c.victims == part.victims || person(c).is_some() && person(c) == person(part)
        };
        out.iter().any(|d| d.predicate == token && matches!(&d.what, What::Casualties(c) if known(c)))
    };
    let says =
        |part: &CasualtyDraft<'a>| part.victims.is_some_and(|who| under.sayings.names_source(who.index()));
    for part in parts::behind(under, victims, outcome).into_iter().chain(apart) {
        if says(&part) || told(out, &part) || part.figure.qualifier == Qualifier::Withheld {
            continue;
        }
        push(rule, under, token, framed, part, out);
    }
}
