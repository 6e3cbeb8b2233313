//! Refusals: "has not provided figures", "declined to say how many were killed". The figure is withheld, never 0.

use claimant_model::{Act, Certainty, Figure, Outcome, Tense};
use claimant_parse::Token;

use crate::clause;
use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::sides::bears_arms;
use crate::tree::{is_negated, is_verb};

/// Somebody gave no figures.
pub(super) struct Withheld;

impl Rule for Withheld {
    fn name(&self) -> &'static str {
        "withheld/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        if !is_verb(token) || !refuses(token) {
            return;
        }
        let arguments = clause::of_verb(token);
        let agents = || arguments.agents.iter().copied().map(Some).collect();
        let speakers = match teller(under, token) {
            Some(teller) => vec![Some(teller)],
            None if arguments.passive => vec![None],
            None => agents(),
        };
        for speaker in speakers {
            let asked = asked_about(token);
            let Some(outcome) = asked.map_or(Some(Outcome::KilledOrWounded), outcome) else { continue };
            let of_whom = asked.and_then(|verb| clause_victims(verb).first().copied());
            let of_whom = of_whom.or_else(|| whose_losses(token));
            let casualties = CasualtyDraft {
                outcome: Some(outcome),
                figure: Figure::withheld(),
                words: None,
                victims: of_whom.or(speaker.filter(|speaker| may_have_lost(under, token, *speaker))),
                part_of: None,
                perpetrator: false,
                more: false,
                total: false,
            };
            let mut draft = Draft::new(self.name(), token, What::Casualties(casualties));
            // "will not give any figure": it is withheld now, and for certain.
            draft.set.certainty = Some(Certainty::Certain);
            draft.set.tense = Some(Tense::Current);
            draft.set.said = Some((speaker, Act::Withhold, token.index()..token.index() + 1));
            out.push(draft);
        }
    }
}

/// Whether those who keep figures back can have men to lose: no hospital, no mission of observers, and a government only where
/// it is asked for "its losses".
fn may_have_lost(under: &Under<'_>, verb: Token<'_>, speaker: Token<'_>) -> bool {
    let Some(actor) = under.actors.of_phrase(&under.context, speaker) else { return true };
    let within = || verb.document().token_range(verb.subtree());
    let own = || within().any(|word| matches!(word.text(), "its" | "their") && word.label() == "poss");
    let state = |one: usize| under.actors.all[one].kind.is_state() && own();
    under.actors.chain(actor).any(|one| bears_arms(&under.actors, one) || state(one))
}

/// "A dozen militants were killed, the army said, without giving details of its own casualties": who tells it, and not those
/// who are told of.
fn teller<'a>(under: &Under<'a>, verb: Token<'a>) -> Option<Token<'a>> {
    let without = verb.label() == "pcomp" && verb.head().lemma() == "without";
    let sentence = verb.sentence().token_range();
    let here = |saying: &&crate::attribution::Saying| without && sentence.contains(&saying.cue_head);
    let saying = under.sayings.all.iter().filter(here).rfind(|saying| saying.cue_head < verb.index());
    let source = saying.and_then(|saying| saying.source.as_ref()).map(|(head, _)| under.context.token(*head));
    // ", the army said,": set in without a clause that it says.
    let set_in = |cue: &Token<'_>| without && cue.label() == "parataxis" && under.context.only_says(*cue);
    let before = || under.context.document.token_range(sentence.start..verb.index());
    source.or_else(|| before().find(set_in).and_then(|cue| cue.child("nsubj")))
}

/// A verb of giving, negated, with figures as its object; or "declined to give", "did not say how many".
fn refuses(verb: Token<'_>) -> bool {
    let gives = matches!(
        verb.lemma(),
        "provide"
            | "give"
            | "release"
            | "disclose"
            | "publish"
            | "reveal"
            | "specify"
            | "offer"
            | "announce"
            | "confirm"
            | "issue"
            | "say"
    );
    // "Declined to comment on casualties".
    if verb.lemma() == "comment"
        && verb.label() == "xcomp"
        && matches!(verb.head().lemma(), "decline" | "refuse")
    {
        return crate::tree::oblique(verb, &["on", "about"]).is_some_and(is_figures);
    }
    // "The figure could not be confirmed": that it is so, by whoever gave it.
    let judged = verb.lemma() == "confirm" && verb.child("nsubjpass").is_some();
    if !gives || judged {
        return false;
    }
    let refused = is_negated(verb)
        || verb.label() == "pcomp" && verb.head().lemma() == "without"
        || matches!(verb.label(), "xcomp") && matches!(verb.head().lemma(), "decline" | "refuse")
        || verb.children().any(|c| {
            matches!(c.label(), "nsubj" | "nsubjpass")
                && c.children().any(|d| matches!(d.lemma(), "neither" | "no"))
        })
        || verb.children().any(|c| c.lemma() == "neither");
    let asked_how_many = verb.children().any(|c| {
        c.label() == "ccomp"
            && c.subtree().any(|i| {
                verb.document().token(i).lemma() == "many"
                    && i > 0
                    && verb.document().token(i - 1).lemma() == "how"
            })
    });
    let figures = verb.children().find(|c| matches!(c.label(), "dobj" | "nsubjpass")).is_some_and(|object| {
        is_figures(object) && (refused || object.children().any(|c| c.lemma() == "no"))
    });
    figures && (refused || no_figures(verb)) || refused && asked_how_many
}

/// Whether a noun of casualties is what somebody keeps back: "has not disclosed its losses", "gave no figures for its losses".
pub(super) fn is_kept_back(noun: Token<'_>) -> bool {
    const NEAR: usize = 3;
    let mut above = noun.ancestors().take(NEAR);
    let verb = above.find(|above| is_verb(*above)).filter(|verb| refuses(*verb));
    let object = verb.and_then(|verb| verb.child("dobj"));
    object.is_some_and(|object| is_figures(object) && object.subtree().contains(&noun.index()))
}

/// What was asked: the verb of "how many soldiers had died".
fn asked_about(verb: Token<'_>) -> Option<Token<'_>> {
    verb.children().find(|child| child.label() == "ccomp" && is_verb(*child))
}

fn clause_victims(verb: Token<'_>) -> Vec<Token<'_>> {
    let arguments = clause::of_verb(verb);
    let asked = if arguments.patients.is_empty() { arguments.agents } else { arguments.patients };
    // "How many of its soldiers".
    asked
        .into_iter()
        .map(|one| crate::tree::oblique(one, &["of"]).filter(|_| one.lemma() == "many").unwrap_or(one))
        .collect()
}

/// What became of those asked about; `None` where nothing did: "did not say how many guerrillas took part".
fn outcome(verb: Token<'_>) -> Option<Outcome> {
    match verb.lemma() {
        "die" | "kill" | "perish" => Some(Outcome::Killed),
        "wound" | "injure" | "hurt" => Some(Outcome::Wounded),
        "capture" => Some(Outcome::Captured),
        "abduct" | "kidnap" => Some(Outcome::Abducted),
        "miss" => Some(Outcome::Missing),
        "lose" | "suffer" | "be" | "have" | "affect" | "hit" => {
            let named = || clause_victims(verb).first().and_then(|whom| crate::counts::named(whom.text()));
            Some(condition(verb).or_else(named).unwrap_or(Outcome::KilledOrWounded))
        }
        _ => condition(verb),
    }
}

/// "How many are dead", "remain missing".
fn condition(verb: Token<'_>) -> Option<Outcome> {
    let state = verb.children().find(|c| matches!(c.label(), "acomp" | "oprd" | "attr"))?;
    // "Unaccounted for" stands in no count.
    crate::counts::named(state.text()).or((state.text() == "unaccounted").then_some(Outcome::Missing))
}

/// "No figure for the rebels' own losses".
fn whose_losses(verb: Token<'_>) -> Option<Token<'_>> {
    let figure = verb.children().find(|child| matches!(child.label(), "dobj" | "nsubjpass"))?;
    let losses = crate::tree::oblique(figure, &["for", "of", "on"]).unwrap_or(figure);
    losses.child("poss").filter(|owner| owner.tag() != "PRP$")
}

fn no_figures(verb: Token<'_>) -> bool {
    verb.children().any(|c| c.label() == "dobj" && c.children().any(|d| d.lemma() == "no"))
}

fn is_figures(object: Token<'_>) -> bool {
    let counts = |token: Token<'_>| {
        matches!(token.lemma(), "figure" | "number" | "toll" | "casualty" | "count" | "breakdown")
    };
    // "Its own losses".
    let losses = object.lemma() == "loss" && object.tag() == "NNS" && object.child("poss").is_some();
    counts(object)
        || losses
        || object.lemma() == "detail" && crate::tree::oblique(object, &["of", "on"]).is_some_and(counts)
}
