//! Relations: "these groups formed an alliance", "Wagner, a key ally to Mali", "the al-Qaeda affiliate, JNIM".

use claimant_model::RelationKind;
use claimant_parse::Token;

use crate::clause;
use crate::draft::{Draft, Rule, Under, What};
use crate::tree::{conjuncts, is_verb, oblique, prepositions};

/// Alliances, affiliations and splits.
pub(super) struct Relation;

impl Rule for Relation {
    fn name(&self) -> &'static str {
        "relation/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let Some(kind) = kind(token) else { return };
        let pair = if is_verb(token) { of_verb(token) } else { of_noun(under, token) };
        let Some((a, b)) = pair else { return };
        let known =
            token.lemma() == "alliance" || under.actors.of(a).is_some() || under.actors.of(b).is_some();
        if known {
            out.push(Draft::new(
                self.name(),
                token,
                What::Relation { kind, a: under.context.token(a.index()), b: under.context.token(b.index()) },
            ));
        }
    }
}

fn kind(token: Token<'_>) -> Option<RelationKind> {
    Some(match token.lemma() {
        "ally" | "alliance" | "allied" => RelationKind::Alliance,
        "affiliate" | "offshoot" | "branch" | "affiliation" => RelationKind::Affiliation,
        "back" | "backer" | "sponsor" if token.tag() != "RB" => RelationKind::Support,
        "split" | "splinter" | "defect" => RelationKind::Split,
        "rival" | "foe" | "enemy" => RelationKind::Hostility,
        "pledge" if token.children().any(|c| c.lemma() == "allegiance") => RelationKind::Affiliation,
        _ => return None,
    })
}

/// "X allied with Y", "X split from Y", "X pledged allegiance to Y".
fn of_verb(verb: Token<'_>) -> Option<(Token<'_>, Token<'_>)> {
    let arguments = clause::of_verb(verb);
    let a = arguments.agents.first().copied()?;
    let object = verb.child("dobj").filter(|object| object.lemma() == "allegiance").unwrap_or(verb);
    let b = prepositions(object)
        .chain(prepositions(verb))
        .find(|(prep, _)| matches!(prep.text(), "with" | "from" | "to"))
        .map(|(_, b)| b);
    b.or_else(|| arguments.agents.get(1).copied())
        .or_else(|| arguments.patients.first().copied())
        .map(|b| (a, b))
}

/// "X, an ally of Y", "X is an ally of Y", "X formed an alliance with Y", "the Y affiliate, X".
fn of_noun<'a>(under: &Under<'a>, noun: Token<'a>) -> Option<(Token<'a>, Token<'a>)> {
    let other = oblique(noun, &["of", "to", "with"])
        .or_else(|| noun.child("poss"))
        .or_else(|| noun.children().find(|c| c.label() == "compound" && under.actors.of(*c).is_some()))
        .or_else(|| noun.children().find(|c| c.label() == "compound"));
    let holder = match noun.label() {
        "appos" => Some(noun.head()),
        "attr" => clause::subjects(noun.head(), 4).first().copied(),
        "dobj" => {
            let subjects = clause::of_verb(noun.head()).agents;
            if other.is_none() {
                let first = subjects.first().copied()?;
                return Some((first, subjects.get(1).copied().unwrap_or(first)));
            }
            subjects.first().copied()
        }
        _ => noun.child("appos"),
    }?;
    let between = oblique(noun, &["between"]).map(conjuncts);
    if let Some([a, b, ..]) = between.as_deref() {
        return Some((*a, *b));
    }
    Some((holder, other?))
}
