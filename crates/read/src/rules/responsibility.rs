//! Claims of responsibility: "the group claimed responsibility for the attack", "no group claimed responsibility".

use claimant_model::{Act, Role};
use claimant_parse::Token;

use crate::clause;
use crate::draft::{Codes, Draft, Participating, Rule, Under, What};
use crate::frames;
use crate::tree::{is_verb, oblique, prepositions};

/// "No group has claimed responsibility" names nobody.
pub(crate) fn is_nobody(token: Token<'_>) -> bool {
    let none = |t: Token<'_>| matches!(t.lemma(), "no" | "neither" | "none" | "nobody" | "no-one" | "noone");
    none(token) || token.children().any(|child| child.index() < token.index() && none(child))
}

/// Whether a word means people, or bears a name: "the fact" and "leaflets" did nothing.
pub(crate) fn is_somebody(under: &Under<'_>, token: Token<'_>) -> bool {
    let token = under.context.token(token.index());
    under.actors.of_phrase(&under.context, token).is_some()
        || frames::is_human(&under.context, token)
        || token.tag().starts_with("NNP")
        || under.context.quantities().number(token).is_some()
        || matches!(token.tag(), "DT" | "CD" | "JJ")
}

/// "That is accepting responsibility": a deed, not who did it.
fn points(token: Token<'_>) -> bool {
    token.tag() == "DT" && matches!(token.text(), "That" | "that" | "This" | "this")
}

/// "Distributed leaflets claiming responsibility": those who distributed them; "a statement claiming responsibility": nobody.
fn who_claims<'a>(under: &Under<'a>, verb: Token<'a>, agent: Token<'a>) -> Vec<Token<'a>> {
    if is_somebody(under, agent) || verb.label() != "acl" {
        return vec![spoken_for(agent).unwrap_or(agent)];
    }
    let senders = if agent.label() == "dobj" { clause::of_verb(agent.head()).agents } else { Vec::new() };
    senders.into_iter().filter(|who| is_somebody(under, *who)).collect()
}

/// "A man who said he was calling on behalf of the group": the group.
fn spoken_for(agent: Token<'_>) -> Option<Token<'_>> {
    let within = agent.document().token_range(agent.subtree());
    let behalf = |word: &Token<'_>| matches!(word.lemma(), "behalf" | "name") && word.label() == "pobj";
    within.filter(behalf).find_map(|word| oblique(word, &["of"]))
}

/// "Claim", "accept", "deny" with responsibility.
pub(super) struct Responsibility;

impl Rule for Responsibility {
    fn name(&self) -> &'static str {
        "responsibility/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        if !matches!(token.lemma(), "responsibility" | "credit" | "involvement")
            || token.label() != "dobj"
            || !is_verb(token.head())
        {
            return;
        }
        let verb = token.head();
        let act = match verb.lemma() {
            "claim" | "take" | "assume" => Act::Claim,
            "accept" | "admit" | "acknowledge" => Act::Admit,
            "deny" | "disclaim" | "reject" => Act::Deny,
            _ => return,
        };
        let arguments = clause::of_verb(verb);
        let happening = prepositions(token)
            .chain(prepositions(verb))
            .find_map(|(_, object)| frames::of(under, object).map(|f| (object, f)));
        let agents = arguments.agents.into_iter().flat_map(|agent| who_claims(under, verb, agent));
        for agent in agents.filter(|agent| !is_nobody(*agent) && !points(*agent)) {
            let mut draft = Draft::new(self.name(), verb, What::Event);
            draft.codes =
                happening.as_ref().map_or(Codes::default(), |(_, framed)| super::event::codes(framed));
            draft.links.extend(happening.as_ref().map(|(object, _)| object.index()));
            draft.participants.push(Participating { role: Role::Initiator, token: agent, class: None });
            draft.set.said = Some((Some(agent), act, verb.index()..token.index() + 1));
            out.push(draft);
        }
    }
}
