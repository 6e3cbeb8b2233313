//! People met an end: killed, wounded, taken. "Ten soldiers were killed and 20 wounded": two claims.

use claimant_model::{ActorKind, Outcome, Plover, Qualifier, Role};
use claimant_parse::Token;

use super::event::{codes, links, participants};
use super::joint::{self, Joint};
use super::two_sides;
use super::victim_list::{self, Listed};
use crate::context::Context;
use crate::draft::{CasualtyDraft, Codes, Draft, Rule, Under, What};
use crate::frames::{self, Framed, is_human};
use crate::lexicon::{Damage, NounClass, Part, WordKind};
use crate::tree::{conjuncts, first_conjunct, is_nominal, prepositions};

/// Victims of a predicate whose frame says what becomes of them.
pub(super) struct Casualties;

impl Rule for Casualties {
    fn name(&self) -> &'static str {
        "casualties/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let Some(framed) = frames::of(under, token) else { return };
        let outcome = match framed.frame.damage {
            Some(Damage::People(outcome)) => Some(outcome),
            Some(Damage::Undecided) if is_fatal(token) => Some(Outcome::Killed),
            Some(Damage::Undecided) => None,
            _ => return,
        };
        let found = victims(under, token, &framed);
        let joint = joint::of(under, token, outcome, &found);
        if joint == Some(Joint::Told) {
            return;
        }
        let outcome = if joint.is_some() { Some(Outcome::KilledOrWounded) } else { outcome };
        for victims in found {
            if asks_how_many(victims) {
                continue;
            }
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
            casualties.victims = same_people(token, victims, out).or(casualties.victims);
            let who = casualties.victims.unwrap_or(victims);
            casualties.perpetrator = is_perpetrator(&under.context, who);
            // "The gunman fled": a getaway displaces nobody.
            if outcome == Some(Outcome::Displaced) && casualties.perpetrator {
                continue;
            }
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
    let frame = word.frames.iter().find(|f| f.kind == WordKind::Noun && f.plover == Some(Plover::Assault))?;
    Some(Codes { plover: frame.plover, mode: frame.mode, acled: frame.acled })
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

/// Those to whom it was done.
pub(super) fn victims<'a>(under: &Under<'a>, token: Token<'a>, framed: &Framed<'a>) -> Vec<Token<'a>> {
    let arguments = &framed.arguments;
    if let Some(subjects) = headline_list(under, token, framed) {
        return subjects;
    }
    let mut found = Vec::new();
    if framed.frame.agent == Some(Part::Victim) {
        // "a claim by the opposition that 90 conscripts had died": the noun that the clause hangs on did not die.
        let hangs_on = |patient: &&Token<'a>| {
            token.label() == "relcl" && **patient == token.head() && !arguments.agents.is_empty()
        };
        // "Fled the building": what is fled is not displaced.
        let left = framed.frame.damage == Some(Damage::People(Outcome::Displaced)) && !arguments.passive;
        let patients = arguments.patients.iter().filter(|patient| !left && !hangs_on(patient));
        found.extend(arguments.agents.iter().chain(patients).copied());
    }
    if framed.frame.patient == Some(Part::Victim) {
        // "were killed in the raid, a rare admission": the subject of a passive is the victim, no object is.
        let suffers =
            |patient: &&Token<'a>| !arguments.passive || patient.label() != "dobj" || patient.head() != token;
        let told = |patient: &&Token<'a>| suffers(patient) && !is_among_them(**patient);
        found.extend(arguments.patients.iter().filter(told).copied());
        found.extend(number_after(under, token, &found));
        if let Some(number) = number_before(under, token).or_else(|| listed_number(under, token)) {
            found = vec![number];
        }
        // "Two killed in blast", "man shot": a headline leaves the auxiliary out.
        if found.is_empty() && is_headline_passive(token) && !framed.arguments.passive {
            found.extend(arguments.agents.iter().copied());
        }
    }
    found.extend(number_after(under, token, &found));
    for (prep, object) in &arguments.obliques {
        let row = framed.frame.obliques.iter().find(|(name, _)| prep.text().eq_ignore_ascii_case(name));
        if row.is_some_and(|(_, part)| *part == Some(Part::Victim)) && !found.contains(object) {
            found.push(*object);
        }
    }
    if !found.is_empty() {
        found.extend(companions(under, token));
    }
    drop_titles(&mut found);
    found.retain(|victim| !is_age(under, *victim));
    found.retain(|victim| can_be_victim(&under.context, *victim) || is_person(under, *victim));
    if found.is_empty() && framed.frame.patient == Some(Part::Victim) {
        found.extend(headline_compound(under, token).or_else(|| beside_an_animal(under, token)));
    }
    found.dedup_by_key(|victim| victim.index());
    for victim in found.clone() {
        if let Some(Listed::More(more)) = victim_list::behind(under, victim) {
            found.extend(more);
        }
    }
    found
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

/// "Eleven soldiers were killed and 26 wounded", "killed 12 soldiers and captured 40 others": those of the clause before.
fn same_people<'a>(verb: Token<'a>, victims: Token<'a>, out: &[Draft<'a>]) -> Option<Token<'a>> {
    const NEAR: usize = 16;
    let bare = victims.tag() == "CD"
        && victims.children().all(|child| matches!(child.label(), "advmod" | "quantmod"));
    let others = victims.text().eq_ignore_ascii_case("others") && verb.lemma() == "capture";
    if verb.label() != "conj" || !bare && !others {
        return None;
    }
    let before = out.iter().rev().take(NEAR).filter(|draft| draft.predicate == verb.head());
    let people: Vec<Token<'a>> = before
        .filter_map(|draft| match &draft.what {
            What::Casualties(before) if before.part_of.is_none() => before.victims,
            _ => None,
        })
        .collect();
    match people[..] {
        [people] if people.index() < victims.index() => Some(people),
        _ => None,
    }
}

/// "captured 40 others, among them a colonel": one of those counted before.
fn is_among_them(noun: Token<'_>) -> bool {
    let them = |object: Token<'_>| matches!(object.text(), "them" | "whom");
    let among = |prep: Token<'_>| matches!(prep.lemma(), "among" | "include" | "including");
    noun.label() == "dobj"
        && prepositions(noun).any(|(prep, object)| prep.index() < noun.index() && among(prep) && them(object))
}

/// "Man shot, killed in east end": at the head of a headline the parser takes the victim for part of a name.
fn headline_compound<'a>(under: &Under<'a>, token: Token<'a>) -> Option<Token<'a>> {
    let verb = if matches!(token.label(), "acl" | "conj") { token.head() } else { token };
    let start = token.sentence().token_range().start;
    let first = verb.child("compound").filter(|c| c.subtree().start == start && c.index() < verb.index())?;
    let bare = !verb.children().any(|c| matches!(c.label(), "nsubj" | "nsubjpass" | "dobj" | "aux"));
    let fits = bare && is_human(&under.context, first) && matches!(token.tag(), "VBN" | "VBD");
    fits.then(|| under.context.token(first.index()))
}

/// "found a boy and a goat stabbed": the parser hangs the participle on the goat.
fn beside_an_animal<'a>(under: &Under<'a>, participle: Token<'a>) -> Option<Token<'a>> {
    let noun = participle.head();
    let first = first_conjunct(noun);
    let listed = participle.label() == "acl" && first != noun && (is_human_or_name(under, first));
    listed.then(|| under.context.token(first.index()))
}

/// "was killed along with her brother".
fn companions<'a>(under: &Under<'a>, token: Token<'a>) -> impl Iterator<Item = Token<'a>> {
    let along = token.children().filter(|c| matches!(c.text(), "along" | "together" | "alongside"));
    let mut with = along.flat_map(|along| along.children().filter(|c| c.text() == "with").chain([along]));
    let companion = with.find_map(|with| with.child("pobj"));
    companion.into_iter().flat_map(conjuncts).map(|one| under.context.token(one.index()))
}

/// A surname that the parser takes for a place: "Milton was shot", once John Milton has been named.
fn is_person(under: &Under<'_>, name: Token<'_>) -> bool {
    let actor = under.actors.of(name).map(|actor| under.actors.all[actor].kind);
    let word = name.text().starts_with(char::is_alphabetic);
    word && name.pos() == claimant_parse::Pos::Propn && actor == Some(ActorKind::Person)
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
        draft.codes.plover == Some(Plover::Assault)
            && draft.predicate.sentence().index() != verb.sentence().index()
    };
    let did = |draft: &Draft<'a>| {
        let doers = draft.participants.iter().filter(|one| one.role == Role::Initiator);
        doers.into_iter().any(|one| under.actors.of(one.token) == Some(actor))
    };
    out.iter().rev().take(IN_VIEW).filter(violent).any(did)
}

/// "killed a guard, 19": the number after one person is his age.
fn is_age(under: &Under<'_>, number: Token<'_>) -> bool {
    const OLDEST: u64 = 120;
    let person = |noun: Token<'_>| !crate::tree::is_plural(noun) && (crate::tree::is_noun(noun));
    let after = number.previous().filter(|comma| comma.text() == ",").and_then(Token::previous);
    let years = under.context.quantities().number(number).is_some_and(|years| years <= OLDEST);
    let bare = number.children().all(|c| c.label() == "punct");
    years
        && bare
        && after.is_some_and(|noun| person(noun) && is_human_or_name(under, noun))
        && number.next().is_none_or(|next| next.pos() == claimant_parse::Pos::Punct)
}

fn is_human_or_name(under: &Under<'_>, noun: Token<'_>) -> bool {
    is_human(&under.context, noun) || noun.pos() == claimant_parse::Pos::Propn
}

/// "killing officer Tom Hill": the parser may take a title for a victim beside the name.
fn drop_titles(victims: &mut Vec<Token<'_>>) {
    let names: Vec<usize> = victims
        .iter()
        .filter(|v| v.pos() == claimant_parse::Pos::Propn)
        .map(|name| name.subtree().start)
        .collect();
    victims.retain(|v| v.pos() == claimant_parse::Pos::Propn || !names.contains(&(v.index() + 1)));
}

/// "Three killed, 12 wounded": the second number is no object of the first verb.
fn headline_list<'a>(under: &Under<'a>, token: Token<'a>, framed: &Framed<'a>) -> Option<Vec<Token<'a>>> {
    let object = framed.arguments.patients.first()?;
    let numeric = |t: &Token<'a>| under.context.quantities().stated(*t).is_some();
    let subject =
        framed.arguments.agents.first().filter(|subject| numeric(subject) && !framed.arguments.passive)?;
    let comma = token.next().is_some_and(|next| next.text() == ",");
    let next_verb = object.next().is_some_and(|next| next.tag() == "VBN");
    (comma && next_verb && numeric(object)).then(|| vec![*subject])
}

/// A transitive verb without object, whose form may be a participle.
fn is_headline_passive(verb: Token<'_>) -> bool {
    matches!(verb.tag(), "VBN" | "VBD")
        && !verb.children().any(|child| {
            matches!(child.label(), "dobj" | "aux")
                || child.label() == "prep" && matches!(child.text(), "at" | "himself")
        })
}

/// "three were killed and at least 20 wounded": the number right before a coordinated participle is its subject.
fn number_before<'a>(under: &Under<'a>, token: Token<'a>) -> Option<Token<'a>> {
    // "We have three wounded" is taken for a clause after "have".
    let had = token.label() == "ccomp" && token.head().lemma() == "have";
    let shared = (token.label() == "conj" || had)
        && !token.children().any(|c| matches!(c.label(), "nsubj" | "nsubjpass" | "dobj"));
    let number = token.previous().filter(|p| shared && under.context.quantities().is_numeric(*p))?;
    (number.head() == token || number.head() == token.head()).then_some(number)
}

/// "claimed 40 dead and 70 wounded": the number in a list right before a bare participle is all that it counts.
fn listed_number<'a>(under: &Under<'a>, token: Token<'a>) -> Option<Token<'a>> {
    let bare = token.tag() == "VBN" && token.children().all(|child| child.label() == "punct");
    let number = token.previous().filter(|p| bare && p.label() == "conj" && p.head() != token)?;
    under.context.quantities().number(number).map(|_| under.context.token(number.index()))
}

/// The parser sometimes hangs a bare number elsewhere: "wounding 12 ", "killed 3".
fn number_after<'a>(under: &Under<'a>, token: Token<'a>, found: &[Token<'a>]) -> Option<Token<'a>> {
    if !found.is_empty() {
        return None;
    }
    token
        .children()
        .find(|child| {
            child.index() > token.index()
                && matches!(child.label(), "npadvmod" | "nummod" | "attr" | "oprd" | "ccomp" | "dep")
                && under.context.quantities().number(*child).is_some()
        })
        .filter(|number| !under.context.quantities().is_measure(*number))
        .filter(|number| !number.children().any(|child| child.label() == "acl" && child.tag() == "VBN"))
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

/// People, names and numbers can be victims; things, times and body parts cannot.
pub(super) fn can_be_victim(context: &Context<'_>, token: Token<'_>) -> bool {
    let quantities = context.quantities();
    let counted = context.token(quantities.stated(token).map_or(token.index(), |q| q.counted));
    let glued = counted.next().is_some_and(|next| next.text() == "-" && !counted.space_after());
    let word = counted.text().contains(char::is_alphanumeric);
    if glued || !word || counted.pos() == claimant_parse::Pos::Punct {
        return false;
    }
    if is_human(context, counted) && !matches!(counted.text(), "it" | "It" | "what" | "which") {
        return true;
    }
    // "two of the wounded later died"
    if counted != token && matches!(counted.text(), "wounded" | "injured" | "missing") {
        return true;
    }
    if matches!(counted.lemma(), "old" | "other" | "one" | "victim") || is_ordinal_person(counted) {
        return true;
    }
    if quantities.is_measure(counted) || !is_nominal(counted) || matches!(counted.tag(), "WDT" | "WP" | "EX")
    {
        return quantities.number(counted).is_some() && counted == token;
    }
    let blocked = [
        NounClass::Never,
        NounClass::Thing,
        NounClass::Bomb,
        NounClass::Place,
        NounClass::Agreement,
        NounClass::Record,
        NounClass::Casualty,
    ];
    if blocked.iter().any(|class| context.is(counted, *class)) {
        return false;
    }
    let entity = context.entity_label(counted);
    if matches!(entity, "ORG" | "DATE" | "TIME" | "MONEY" | "PERCENT" | "GPE" | "LOC" | "FAC" | "EVENT")
        && counted.tag() != "CD"
    {
        return false;
    }
    let happening = context.word(counted).is_some_and(|w| !w.frames.is_empty());
    !happening
}

/// "One man died and a second was injured": one person more.
fn is_ordinal_person(word: Token<'_>) -> bool {
    let ordinal = matches!(word.text(), "second" | "third" | "fourth" | "fifth" | "sixth");
    let alone = |c: Token<'_>| c.label() == "det" && matches!(c.lemma(), "a" | "the");
    ordinal && matches!(word.label(), "nsubj" | "nsubjpass" | "dobj" | "conj") && word.children().any(alone)
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
    let parts: Vec<Token<'a>> = prepositions(victims)
        .chain(prepositions(token))
        .filter(|(prep, _)| {
            matches!(prep.lemma(), "include" | "among") || prep.text().eq_ignore_ascii_case("including")
        })
        .flat_map(|(_, part)| conjuncts(part))
        .chain(apart)
        .chain(token.children().filter(|child| is_among_them(*child)).flat_map(conjuncts))
        .collect();
    for part in parts {
        if !can_be_victim(&under.context, part)
            || out.iter().any(|d| {
                d.predicate == token && matches!(&d.what, What::Casualties(c) if c.victims == Some(part))
            })
        {
            continue;
        }
        let mut casualties = CasualtyDraft::of(under, part, outcome);
        casualties.part_of = Some(victims.index());
        if casualties.figure.qualifier == Qualifier::Withheld {
            continue;
        }
        push(rule, under, token, framed, casualties, out);
    }
}
