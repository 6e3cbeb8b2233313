//! Claims of responsibility: "the group claimed responsibility for the attack", "the attack was claimed by the group", "no
//! group claimed responsibility".

use claimant_model::{Act, Role};
use claimant_parse::Token;

use crate::clause;
use crate::draft::{Codes, Draft, Participating, Rule, Under, What};
use crate::frames;
use crate::tree::{is_noun, is_verb, oblique, prepositions};

/// Whether words for a doer or speaker name nobody: "no group has claimed responsibility", "nor has any group".
pub(crate) fn names_nobody(token: Token<'_>) -> bool {
    let none = |t: Token<'_>| {
        matches!(
            t.lemma(),
            "no" | "any" | "neither" | "none" | "nobody" | "anybody" | "anyone" | "no-one" | "noone"
        )
    };
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

/// Who says of what that it was their own doing.
struct Owned<'a> {
    verb: Token<'a>,
    act: Act,
    agents: Vec<Token<'a>>,
    /// The happening and its codes, where the words name one.
    deed: Option<(Token<'a>, Codes)>,
    /// The last word of the claim.
    end: Token<'a>,
}

/// "Claim", "accept", "deny" with responsibility or with the deed itself.
pub(super) struct Responsibility;

impl Rule for Responsibility {
    fn name(&self) -> &'static str {
        "responsibility/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let Some(owned) = of_responsibility(under, token).or_else(|| of_deed(under, token)) else { return };
        let agents = owned.agents.iter().flat_map(|agent| who_claims(under, owned.verb, *agent));
        for agent in agents.filter(|agent| !names_nobody(*agent) && !points(*agent)) {
            let mut draft = Draft::new(self.name(), owned.verb, What::Event);
            draft.codes = owned.deed.map_or(Codes::default(), |(_, codes)| codes);
            draft.links.extend(owned.deed.map(|(deed, _)| deed.index()));
            draft.participants.push(Participating { role: Role::Initiator, token: agent, class: None });
            let (from, to) = (owned.verb.index(), owned.end.index());
            draft.set.said = Some((Some(agent), owned.act, from.min(to)..from.max(to) + 1));
            out.push(draft);
        }
    }
}

/// "Claimed responsibility for the attack", "denied involvement".
fn of_responsibility<'a>(under: &Under<'a>, token: Token<'a>) -> Option<Owned<'a>> {
    let verb = token.head();
    let fits = matches!(token.lemma(), "responsibility" | "credit" | "involvement")
        && token.label() == "dobj"
        && is_verb(verb);
    let act = match verb.lemma() {
        _ if !fits => return None,
        "claim" | "take" | "assume" => Act::Claim,
        "accept" | "admit" | "acknowledge" => Act::Admit,
        "deny" | "disclaim" | "reject" => Act::Deny,
        _ => return None,
    };
    let hanging = prepositions(token).chain(prepositions(verb));
    let deed = hanging.into_iter().find_map(|(_, object)| named(under, object));
    Some(Owned { verb, act, agents: clause::of_verb(verb).agents, deed, end: token })
}

/// "Claimed the bombing", "the kidnapping was claimed by the front", "confessed to the murder": the deed itself is owned to.
/// What is claimed of it, "claimed the attack had failed", is a clause, and "the attack claimed ten lives" names no deed.
fn of_deed<'a>(under: &Under<'a>, verb: Token<'a>) -> Option<Owned<'a>> {
    let arguments = || clause::of_verb(verb);
    let (act, object) = match verb.lemma() {
        _ if !is_verb(verb) => return None,
        "claim" => (Act::Claim, *arguments().patients.first()?),
        "confess" | "admit" => (Act::Admit, oblique(verb, &["to"])?),
        _ => return None,
    };
    let object = under.context.token(object.index());
    let deed = named(under, object).filter(|(deed, codes)| is_noun(*deed) && codes.is_violence())?;
    let agents = arguments().agents.into_iter().filter(|agent| *agent != object).collect();
    Some(Owned { verb, act, agents, deed: Some(deed), end: verb })
}

/// A happening that a word names, with its codes.
fn named<'a>(under: &Under<'a>, word: Token<'a>) -> Option<(Token<'a>, Codes)> {
    frames::of(under, word).map(|framed| (word, super::event::codes(&framed)))
}
