//! Blame: "the police blamed the rebels for the attack", "the attack was attributed to the cartel", "the army is being held
//! responsible for the massacre", "soldiers suspected of involvement in the murder". Who is blamed is said to have done it,
//! by those who blame; the blaming itself stays an event of its own.

use std::rc::Rc;

use claimant_model::{Act, ActorKind, Certainty, Role};
use claimant_parse::Token;

use super::doers;
use crate::clause;
use crate::draft::{Codes, Draft, Participating, Rule, Under, What};
use crate::frames::{self, Framed};
use crate::lexicon::{Frame, List, Lists, WordKind};
use crate::tree::{
    conjuncts, has_determiner, is_negated, is_noun, is_put_as_possible, is_verb, lower, oblique, prepositions,
};

/// The name of the rule.
pub(crate) const BLAME: &str = "responsibility/2";

/// Words that put somebody down as the doer of violence.
pub(super) struct Blame;

/// What a word of blame says: who is blamed, for what, by whom.
pub(super) struct Blamed<'a> {
    pub whom: Vec<Token<'a>>,
    /// The violence; the word of blame itself where it says none, for what was told just before.
    pub deed: Token<'a>,
    pub by: Option<Token<'a>>,
    /// `None` where the report says it in its own voice: "the group is responsible for".
    pub act: Option<Act>,
}

impl Rule for Blame {
    fn name(&self) -> &'static str {
        BLAME
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let Some(blamed) = blamed(token).filter(|_| !is_denied(token)) else { return };
        let told =
            violence(under, blamed.deed).map(|(deed, framed)| (deed, super::event::codes(&framed), None));
        let told = told.or_else(|| death(under, &blamed)).or_else(|| told_around(under, blamed.deed));
        let Some((deed, codes, before)) = told.or_else(|| told_before(under, blamed.deed, out)) else {
            return;
        };
        // "Blamed the weather" puts no violence down to anybody; for what was told before only a side is blamed.
        let party = |whom: &Token<'a>| {
            let known = under.actors.of_phrase(&under.context, *whom).is_some();
            known || blamed.deed != token && super::is_somebody(under, *whom)
        };
        for whom in blamed.whom.iter().copied().filter(party).filter(|whom| !super::names_nobody(*whom)) {
            // Blamed outright: the verb is the accusation's, which is another event.
            let named = if deed == token { under.context.token(whom.index()) } else { deed };
            let mut draft = Draft::new(self.name(), named, What::Event);
            draft.codes = codes;
            draft.links.extend(before);
            draft.participants.push(Participating { role: Role::Initiator, token: whom, class: None });
            draft.set.said = blamed.act.map(|act| (blamed.by, act, token.index()..token.index() + 1));
            draft.set.certainty = certainty(token, blamed.act);
            out.push(draft);
        }
    }
}

fn blamed(token: Token<'_>) -> Option<Blamed<'_>> {
    match token.lemma() {
        "responsible" | "accountable" => responsible(token, "for"),
        "guilty" => responsible(token, "of"),
        "blame" if token.label() == "xcomp" => to_blame(token),
        "blame" | "attribute" | "ascribe" if is_verb(token) => {
            blamed_on(token).or_else(|| blamed_for(token)).or_else(|| blamed_outright(token))
        }
        "accuse" | "suspect" | "implicate" | "charge" | "involve" | "link" | "connect" if is_verb(token) => {
            blamed_for(token).or_else(|| doers::suspect(token).filter(|_| token.lemma() == "suspect"))
        }
        "arrest" | "detain" | "jail" | "imprison" | "convict" | "sentence" | "indict" | "prosecute"
        | "try"
            if is_verb(token) =>
        {
            held_for(token)
        }
        _ => doers::named(token),
    }
}

/// "blamed the rebels for the attack", "suspected of the murder", "implicated in the killing".
fn blamed_for(verb: Token<'_>) -> Option<Blamed<'_>> {
    let arguments = clause::of_verb(verb);
    let (act, prepositions): (Act, &[&str]) = match verb.lemma() {
        "blame" => (Act::Accuse, &["for"]),
        "charge" => (Act::Accuse, &["with"]),
        "accuse" => (Act::Accuse, &["of"]),
        "implicate" => (Act::Accuse, &["in"]),
        "suspect" => (Act::Estimate, &["of", "in"]),
        // "those involved in the murder": told of them, by nobody in particular.
        "involve" if arguments.passive => (Act::Estimate, &["in"]),
        "link" | "connect" => (Act::Estimate, &["to", "with"]),
        _ => return None,
    };
    let deed = oblique(verb, prepositions).or_else(|| of_object(verb, prepositions))?;
    let by = arguments.agents.first().copied();
    (!arguments.patients.is_empty()).then_some(Blamed { whom: arguments.patients, deed, by, act: Some(act) })
}

/// "Ten died, officials said, blaming the rebels": for what was told just before.
fn blamed_outright(verb: Token<'_>) -> Option<Blamed<'_>> {
    let arguments = clause::of_verb(verb);
    let passing = (verb.tag() == "VBG").then(|| sayer_before(verb)).flatten();
    let by = passing.or_else(|| arguments.agents.first().copied());
    let whom = arguments.patients;
    let bare = verb.lemma() == "blame" && !whom.is_empty();
    bare.then_some(Blamed { whom, deed: verb, by, act: Some(Act::Accuse) })
}

/// Who said the last thing before a word in its sentence: "…, the ministry said, blaming the rebels".
fn sayer_before(word: Token<'_>) -> Option<Token<'_>> {
    let before = word.document().token_range(word.sentence().token_range().start..word.index()).rev();
    let mut says =
        before.filter(|verb| matches!(verb.lemma(), "say" | "report" | "announce" | "tell" | "add"));
    // Of two subjects the nearer one is the verb's own.
    says.find_map(|verb| verb.children().rfind(|child| child.label() == "nsubj"))
}

/// "implicated four officers in the murder": the parser may hang the phrase on the object, or on what hangs on it, "accused
/// soldiers of the battalion of the murder".
fn of_object<'d>(verb: Token<'d>, prepositions: &[&str]) -> Option<Token<'d>> {
    let objects = verb.child("dobj").map(conjuncts).unwrap_or_default();
    let last = |object: Token<'d>| {
        std::iter::successors(oblique(object, prepositions), |deed| oblique(*deed, prepositions))
            .take(DEEPEST)
            .find(|deed| !is_name(*deed) && oblique(*deed, prepositions).is_none_or(|of| !is_deed(of)))
    };
    objects.into_iter().find_map(|object| last(object).filter(|deed| deed.index() > verb.index()))
}

/// Phrases that hang on one another.
const DEEPEST: usize = 3;

fn is_name(noun: Token<'_>) -> bool {
    noun.tag().starts_with("NNP")
}

/// "is to blame for the murder".
fn to_blame(word: Token<'_>) -> Option<Blamed<'_>> {
    let verb = word.head();
    let deed = oblique(word, &["for"])?;
    (verb.lemma() == "be").then(|| Blamed { whom: clause::subjects(verb, 4), deed, by: None, act: None })
}

/// "two rebels were arrested for the murder", "in connection with the attack", "sentenced for their part in it", "on suspicion of
/// involvement in it": whoever holds them suspects them.
fn held_for(verb: Token<'_>) -> Option<Blamed<'_>> {
    let arguments = clause::of_verb(verb);
    let reason =
        |preposition: &str| oblique(verb, &[preposition]).or_else(|| of_object(verb, &[preposition]));
    let connection = || {
        let of = reason("in").filter(|noun| matches!(noun.lemma(), "connection" | "relation"))?;
        oblique(of, &["with", "to"])
    };
    let charge = || {
        let of = reason("on").filter(|noun| matches!(noun.lemma(), "charge" | "suspicion" | "accusation"))?;
        oblique(of, &["of"])
    };
    let because = || {
        let why = prepositions(verb).filter(|(preposition, _)| preposition.lemma() == "because");
        why.map(|(_, noun)| noun).find(|noun| noun.label() == "pobj")
    };
    let deed = reason("for").or_else(connection).or_else(|| reason("over")).or_else(charge);
    let deed = deed.or_else(because)?;
    let by = arguments.agents.first().copied();
    (!arguments.patients.is_empty()).then_some(Blamed {
        whom: arguments.patients,
        deed,
        by,
        act: Some(Act::Accuse),
    })
}

/// "blamed the attack on the rebels", "the attack was attributed to them".
fn blamed_on(verb: Token<'_>) -> Option<Blamed<'_>> {
    let arguments = clause::of_verb(verb);
    let whom = oblique(verb, if verb.lemma() == "blame" { &["on"] } else { &["to"] })?;
    let pronoun = verb.child("dobj").filter(|object| object.tag() == "WDT");
    let deed = pronoun.or_else(|| arguments.patients.first().copied())?;
    let by = arguments.agents.first().copied();
    Some(Blamed { whom: conjuncts(whom), deed, by, act: Some(Act::Accuse) })
}

/// "is responsible for the attack", "held the rebels responsible for it", "are being held responsible", "was found guilty of".
fn responsible<'a>(word: Token<'a>, preposition: &str) -> Option<Blamed<'a>> {
    // "hold the rebels responsible": the parser may hang the word on the noun, or make a clause of both.
    let noun = Some(word.head()).filter(|head| is_noun(*head) && head.index() < word.index());
    let verb = noun.unwrap_or(word).head();
    let deed = oblique(word, &[preposition]).or_else(|| oblique(verb, &[preposition]))?;
    let arguments = clause::of_verb(verb);
    match verb.lemma() {
        "be" if word.label() == "acomp" => {
            let whom = clause::subjects(verb, 4);
            Some(Blamed { whom, deed, by: None, act: None })
        }
        "hold" | "find" => {
            let by = arguments.agents.first().copied();
            let whom = noun.or_else(|| word.child("nsubj")).map_or(arguments.patients, conjuncts);
            Some(Blamed { whom, deed, by, act: Some(Act::Accuse) })
        }
        _ => None,
    }
}

/// The violence that a deed names: itself, what a relative pronoun stands for, "involvement in the murder".
fn violence<'a>(under: &Under<'a>, deed: Token<'a>) -> Option<(Token<'a>, Rc<Framed<'a>>)> {
    let deed = named(under, deed)?;
    // "accused of killing": the verb has its arguments itself.
    let framed = frames::of(under, deed).filter(|_| !is_verb(deed) || deed.label() == "dobj")?;
    Codes::of(framed.frame).is_violence().then_some((deed, framed))
}

/// "Blamed for the death of two reporters": a death that an armed side is blamed for was violent.
fn death<'a>(under: &Under<'a>, blamed: &Blamed<'a>) -> Option<(Token<'a>, Codes, Option<usize>)> {
    let deed = named(under, blamed.deed).filter(|deed| deed.lemma() == "death")?;
    let of = oblique(deed, &["of"]).or_else(|| deed.child("poss"))?;
    let armed = |whom: &Token<'a>| frames::kinds(under, *whom).any(ActorKind::is_armed);
    let violent = blamed.whom.iter().any(armed) && frames::is_human(&under.context, of);
    violent.then(|| (under.context.token(deed.index()), Codes::VIOLENT_DEATH, Some(of.index())))
}

/// "In an action attributed to the rebels, a bomb destroyed": what the verb says that such a noun hangs on.
fn told_around<'a>(under: &Under<'a>, deed: Token<'a>) -> Option<(Token<'a>, Codes, Option<usize>)> {
    let preposition = Some(deed.head()).filter(|prep| matches!(prep.lemma(), "in" | "during"))?;
    let verb = Some(preposition.head()).filter(|verb| is_verb(*verb) && is_deed(deed))?;
    let framed = frames::of(under, verb).filter(|framed| framed.frame.is_assault())?;
    Some((under.context.token(deed.index()), super::event::codes(&framed), Some(verb.index())))
}

/// A noun for violence without its kind.
pub(super) fn is_deed(noun: Token<'_>) -> bool {
    Lists::embedded().has(List::Deed, noun.lemma())
}

/// "The incident, for which the rebels are held responsible", "blamed it on the cartel": the violence told of last, in the same
/// sentence or the two before, with its place.
fn told_before<'a>(
    under: &Under<'a>,
    deed: Token<'a>,
    out: &[Draft<'a>],
) -> Option<(Token<'a>, Codes, Option<usize>)> {
    const BEFORE: usize = 2;
    let deed = under.context.token(named(under, deed)?.index());
    let definite = || has_determiner(deed, &["the", "this", "that", "these"]);
    let pronoun = matches!(lower(deed.lemma()).as_ref(), "it" | "this" | "that");
    let general = is_deed(deed) && (definite() || is_said_of_it(deed));
    let outright = matches!(deed.lemma(), "blame" | "suspect" | "fall" | "focus" | "rest") && is_verb(deed);
    if !(general || pronoun || outright) {
        return None;
    }
    let sentence = deed.sentence().index();
    let near = out.iter().rev().take_while(|draft| draft.predicate.sentence().index() + BEFORE >= sentence);
    let mut violent = near.filter(|draft| draft.codes.is_assault() && draft.predicate.index() < deed.index());
    violent.next().map(|draft| (deed, draft.codes, Some(draft.predicate.index())))
}

/// "It was an act of cowards": the noun says what "it" was.
fn is_said_of_it(noun: Token<'_>) -> bool {
    let pronoun = |subject: &Token<'_>| matches!(lower(subject.text()).as_ref(), "it" | "this" | "that");
    noun.label() == "attr" && clause::subjects(noun.head(), 1).iter().any(pronoun)
}

/// The noun that names what was done: "the attack, which", "involvement in the attack", "carrying out the attack".
fn named<'a>(under: &Under<'a>, deed: Token<'a>) -> Option<Token<'a>> {
    let deed = if matches!(deed.tag(), "WDT" | "WP") { relative(under, deed)? } else { deed };
    match deed.lemma() {
        "involvement" | "participation" | "role" | "part" | "complicity" => oblique(deed, &["in"]),
        "carry" | "commit" | "perpetrate" | "stage" | "stag" | "plan" | "order" if is_verb(deed) => {
            deed.child("dobj")
        }
        "implicate" | "involve" | "participate" if is_verb(deed) => oblique(deed, &["in"]),
        _ => Some(deed),
    }
}

/// "the attack, for which they are held responsible", "the murder of a priest in Goma, for which": the parser may hang the clause
/// on the last word before it.
fn relative<'a>(under: &Under<'a>, pronoun: Token<'a>) -> Option<Token<'a>> {
    let noun = pronoun.ancestors().find(|above| above.label() == "relcl").map(Token::head)?;
    let above = std::iter::successors(Some(noun), |noun| {
        let phrase = noun.label() == "pobj" && noun.head().label() == "prep";
        let governor = if phrase { noun.head().head() } else { noun.head() };
        // "The attack that killed nine on 3 May, for which".
        let told = || Some(governor.head()).filter(|_| governor.label() == "relcl");
        if phrase && is_noun(governor) { Some(governor) } else { told() }
    });
    above.take(DEEPEST).find(|noun| is_deed(*noun) || is_violence(under, *noun)).or(Some(noun))
}

/// A noun with a violent sense.
fn is_violence(under: &Under<'_>, noun: Token<'_>) -> bool {
    let violent = |frame: &Frame| frame.kind == WordKind::Noun && frame.is_assault();
    !is_name(noun) && under.context.word(noun).is_some_and(|word| word.frames.iter().any(violent))
}

/// "did not blame", "is not responsible", "if they are responsible".
fn is_denied(word: Token<'_>) -> bool {
    let verb = crate::tree::clause_head(word);
    let asked =
        verb.children().any(|child| child.label() == "mark" && matches!(child.lemma(), "if" | "whether"));
    is_negated(word) || is_negated(verb) || asked
}

/// "May be responsible" is possible; "hold responsible" is an accusation, no guess, though "hold" is to think. `None`
/// where the words around tell.
fn certainty(word: Token<'_>, act: Option<Act>) -> Option<Certainty> {
    let verb = crate::tree::clause_head(word);
    let held = word.lemma() == "responsible" && act.is_some();
    if is_put_as_possible(verb) { Some(Certainty::Possible) } else { held.then_some(Certainty::Certain) }
}
