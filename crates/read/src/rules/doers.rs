//! Other words than blame that put violence down to somebody: "is behind the attack", "took part in the crime", "the authors
//! of the massacre", "the work of the rebels", "the crime was committed by soldiers", "suspicion fell on the cartel", "police
//! suspect the rebels".

use claimant_model::Act;
use claimant_parse::Token;

use super::blame::Blamed;
use crate::clause;
use crate::lexicon::{List, Lists};
use crate::tree::{conjuncts, has_determiner, is_noun, is_plural, is_verb, oblique};

/// Who is said to have done what, by a word of these.
pub(super) fn named(token: Token<'_>) -> Option<Blamed<'_>> {
    match token.lemma() {
        "behind" => behind(token),
        "participate" => took_part(token, token),
        "part" => took_part(token, token.head()).filter(|_| token.head().lemma() == "take"),
        "work" => work_of(token),
        "perpetrate" | "commit" | "carry" if is_verb(token) => perpetrated(token),
        "act" | "action" | "deed" | "manoeuvre" | "maneuver" | "provocation" => act_by(token),
        "suspicion" => suspicion(token),
        "point" | "identify" | "name" if is_verb(token) => pointed_at(token),
        noun if Lists::embedded().has(List::Doer, noun) && is_noun(token) => doers(token),
        _ => None,
    }
}

/// "The rebels are behind the attack", "to be behind it".
fn behind(word: Token<'_>) -> Option<Blamed<'_>> {
    let verb = word.head();
    let deed = word.child("pobj")?;
    (verb.lemma() == "be").then(|| Blamed { whom: clause::subjects(verb, 4), deed, by: None, act: None })
}

/// "Soldiers participated in the crime", "took part in it".
fn took_part<'a>(word: Token<'a>, verb: Token<'a>) -> Option<Blamed<'a>> {
    let deed = oblique(word, &["in"]).or_else(|| oblique(verb, &["in"]))?;
    is_verb(verb).then(|| Blamed { whom: clause::of_verb(verb).agents, deed, by: None, act: None })
}

/// "The rebels are the authors of the massacre".
fn doers(noun: Token<'_>) -> Option<Blamed<'_>> {
    let deed = oblique(noun, &["of", "behind"])?;
    let whom = subject_of(noun)?;
    Some(Blamed { whom, deed, by: None, act: None })
}

/// "The killing was the work of the rebels".
fn work_of(noun: Token<'_>) -> Option<Blamed<'_>> {
    let whom = conjuncts(oblique(noun, &["of"])?);
    let deed = *subject_of(noun)?.first()?;
    Some(Blamed { whom, deed, by: None, act: None })
}

/// "The bombing was an act of terror by the army".
fn act_by(noun: Token<'_>) -> Option<Blamed<'_>> {
    let of = oblique(noun, &["of"]).and_then(|of| oblique(of, &["by"]));
    let whom = conjuncts(oblique(noun, &["by"]).or(of)?);
    let deed = *subject_of(noun)?.first()?;
    Some(Blamed { whom, deed, by: None, act: None })
}

/// "The crime was committed by soldiers", "it was an act perpetrated by the rebels", "the attacks were carried out by them": for
/// what was told before, by a noun that does not say of which kind it was, or by one for several deeds. A word for one attack
/// has its doers itself.
fn perpetrated(verb: Token<'_>) -> Option<Blamed<'_>> {
    let arguments = clause::of_verb(verb);
    let deed = *arguments.patients.first().filter(|_| arguments.passive)?;
    let out = verb.lemma() != "carry" || verb.children().any(|child| child.label() == "prt");
    let can = verb.children().any(|child| child.label() == "aux" && child.text() == "can");
    let several = || is_plural(deed) && !is_told_by(verb) && has_determiner(deed, &["the", "these", "those"]);
    let fits = out && !can && is_noun(deed) && (points_back(deed, verb) || several());
    fits.then_some(Blamed { whom: arguments.agents, deed, by: None, act: None })
}

/// Whether a noun for violence without its kind means what was told before: "the crime", "this act committed by them"; not "the
/// actions carried out by them", which the words after it tell apart.
fn points_back(deed: Token<'_>, verb: Token<'_>) -> bool {
    let this = || has_determiner(deed, &["this", "that", "these", "those"]);
    let crime = || verb.lemma() != "carry" && !is_plural(deed);
    super::blame::is_deed(deed) && (!is_told_by(verb) || this() || crime())
}

fn is_told_by(verb: Token<'_>) -> bool {
    matches!(verb.label(), "acl" | "relcl")
}

/// The subject that "be" puts a noun to.
fn subject_of(noun: Token<'_>) -> Option<Vec<Token<'_>>> {
    let verb = noun.head();
    (noun.label() == "attr" && verb.lemma() == "be").then(|| clause::subjects(verb, 4))
}

/// "Suspicion fell on the rebels": for what was told just before.
fn suspicion(noun: Token<'_>) -> Option<Blamed<'_>> {
    let verb = noun.head();
    let whom =
        oblique(verb, &["on", "upon"]).filter(|_| matches!(verb.lemma(), "fall" | "focus" | "rest"))?;
    (noun.label() == "nsubj").then(|| suspected(whom, verb, None))
}

/// "Police suspect the rebels": for what was told just before.
pub(super) fn suspect(verb: Token<'_>) -> Option<Blamed<'_>> {
    let arguments = clause::of_verb(verb);
    let by = *arguments.agents.first()?;
    let whom = *arguments.patients.first().filter(|_| !arguments.passive)?;
    // "Suspects the rebels of the murder" says of what.
    let bare = verb.children().all(|child| !matches!(child.label(), "ccomp" | "xcomp"));
    bare.then(|| suspected(whom, verb, Some(by)))
}

fn suspected<'a>(whom: Token<'a>, verb: Token<'a>, by: Option<Token<'a>>) -> Blamed<'a> {
    Blamed { whom: conjuncts(whom), deed: verb, by, act: Some(Act::Estimate) }
}

/// "Authorities pointed to the rebels as the perpetrators of the attack", "identified two soldiers as its authors".
fn pointed_at(verb: Token<'_>) -> Option<Blamed<'_>> {
    let doers = oblique(verb, &["as"])?;
    let deed =
        oblique(doers, &["of", "behind"]).filter(|_| Lists::embedded().has(List::Doer, doers.lemma()))?;
    let arguments = clause::of_verb(verb);
    let named = || arguments.patients.first().copied().filter(|_| verb.lemma() != "point");
    let whom = oblique(verb, &["to", "at"]).or_else(named)?;
    let by = arguments.agents.first().copied();
    Some(Blamed { whom: conjuncts(whom), deed, by, act: Some(Act::Accuse) })
}
