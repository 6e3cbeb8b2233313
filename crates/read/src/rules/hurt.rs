//! Hurt by other words: "is in critical condition", "suffered a gunshot wound", "was found with stab wounds".

use claimant_model::{Outcome, Role};
use claimant_parse::Token;

use super::victims::can_be_victim;
use crate::clause;
use crate::draft::{CasualtyDraft, Draft, Participating, Rule, Under, What};
use crate::lexicon::{List, Lists, NounClass};
use crate::tree::{is_noun, is_verb, lower};

/// Conditions and wounds.
pub(super) struct Hurt;

impl Rule for Hurt {
    fn name(&self) -> &'static str {
        "hurt/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let bearer = match lower(token.lemma()).as_ref() {
            "condition" if is_grave(token) => under_preposition(token, "in"),
            "wound" | "injury" if is_noun(token) => {
                sufferer(token).or_else(|| under_preposition(token, "with")).or_else(|| treated_for(token))
            }
            lemma if is_noun(token) && Lists::embedded().has(List::Hurts, lemma) => {
                sufferer(token).filter(|bearer| under.context.noun(*bearer, NounClass::Group).is_none())
            }
            "critical" | "critically" if token.label() == "acomp" => {
                // "The situation is critical": only people are wounded for it.
                let subject = clause::subjects(token.head(), 3).first().copied();
                subject.filter(|subject| super::is_somebody(under, *subject))
            }
            _ => return,
        };
        let Some(bearer) = bearer.filter(|bearer| can_be_victim(&under.context, *bearer)) else { return };
        // "Destroyed ten vehicles and captured two others in good condition".
        let thing = |draft: &Draft<'a>| matches!(draft.what, What::Materiel { item, .. } if item == bearer);
        if out.iter().any(thing) {
            return;
        }
        let mut casualties = CasualtyDraft::of(under, bearer, Some(Outcome::Wounded));
        casualties.part_of = whole(bearer).map(Token::index);
        let known =
            |c: &CasualtyDraft<'a>| c.victims == casualties.victims && c.outcome != Some(Outcome::Killed);
        if out.iter().any(|draft| matches!(&draft.what, What::Casualties(c) if known(c))) {
            return;
        }
        let mut draft = Draft::new(self.name(), token, What::Casualties(casualties));
        draft.participants.push(Participating { role: Role::Target, token: bearer, class: None });
        out.push(draft);
    }
}

/// "58 wounded, including 12 in critical condition", "of the 14 wounded, three are in critical condition": those of whom
/// these are some.
fn whole(bearer: Token<'_>) -> Option<Token<'_>> {
    let opens = |child: &Token<'_>| child.label() == "prep" && child.text() == "Of";
    let of = bearer.head().children().find(opens).and_then(|of| of.child("pobj"));
    if let Some(whole) = of.filter(|whole| bearer.label() == "nsubj" && whole.index() < bearer.index()) {
        return Some(whole);
    }
    let including = Some(bearer.head()).filter(|prep| prep.text().eq_ignore_ascii_case("including"))?;
    Some(including.head()).filter(|_| bearer.label() == "pobj")
}

/// "critical condition", "listed in stable condition".
fn is_grave(condition: Token<'_>) -> bool {
    condition.children().any(|child| Lists::embedded().has(List::Condition, child.lemma()))
}

/// Who is "in" a condition or "with" a wound: the noun the phrase hangs on, or the clause's person.
fn under_preposition<'d>(noun: Token<'d>, name: &str) -> Option<Token<'d>> {
    let prep = Some(noun.head()).filter(|prep| prep.text() == name && noun.label() == "pobj")?;
    let host = prep.head();
    if !is_verb(host) {
        return Some(host);
    }
    let object = host.child("dobj").or_else(|| host.child("nsubjpass"));
    object.or_else(|| clause::subjects(host, 3).first().copied())
}

/// "Was taken to hospital for treatment of injuries": whoever was taken there.
fn treated_for(wound: Token<'_>) -> Option<Token<'_>> {
    let of = Some(wound.head()).filter(|prep| prep.text() == "of" && wound.label() == "pobj")?;
    let treatment = Some(of.head()).filter(|noun| noun.lemma() == "treatment")?;
    let verb = treatment.ancestors().find(|above| is_verb(*above))?;
    let brought = Lists::embedded().has(List::Brought, verb.lemma()) && verb.child("nsubjpass").is_some();
    brought.then(|| verb.child("nsubjpass")).flatten()
}

/// Who suffered, sustained or received it.
fn sufferer(noun: Token<'_>) -> Option<Token<'_>> {
    let verb = noun.head();
    let suffers = Lists::embedded().has(List::Bears, verb.lemma());
    (noun.label() == "dobj" && suffers).then(|| clause::subjects(verb, 4).first().copied()).flatten()
}
