//! What a claim says: its figures, its victims, the things lost, those who take part.

use std::collections::HashSet;
use std::ops::Range;

use claimant_model::{
    ActorKind, Authenticity, Casualties, Claim, Figure, Materiel, Outcome, Participant, Relation, Role,
    Strength, VictimStatus, Victims,
};
use claimant_parse::Token;

use super::Workshop;
use super::status;
use crate::actors::Actors;
use crate::context::Context;
use crate::draft::{CasualtyDraft, Draft, What};
use crate::ids::actor_id;

impl<'a> Workshop<'_, 'a> {
    pub(super) fn participants(&self, draft: &Draft<'a>) -> Vec<Participant> {
        let mut found: Vec<Participant> = Vec::new();
        let mut seen = HashSet::new();
        for one in &draft.participants {
            let token = self.named_by(one.token);
            if !seen.insert((one.role, token.index())) {
                continue;
            }
            let Some(span) = self.under.context.span(crate::tree::bare_noun_phrase(token)) else {
                continue;
            };
            let suffers = one.role == Role::Target && !is_own(token);
            let of = |token| self.under.actors.of_phrase(&self.under.context, token);
            // "The ministry said Ukraine had lost 230 servicemen": not its own.
            let lost = suffers && draft.participants.iter().any(|one| one.role == Role::Owner);
            let of_owner = || lost_by(&self.under.context, &self.under.actors, draft, one.token);
            let actor = if lost { of_owner() } else { of(one.token).or_else(|| of(token)) };
            let actor =
                actor.filter(|actor| one.class.is_none() && !(suffers && self.doers(draft).contains(actor)));
            found.push(Participant { role: one.role, actor: actor.map(actor_id), class: one.class, span });
        }
        found
    }

    /// The words that name whom a pronoun stands for, within its sentence: those of the same actor, or the subject of the
    /// saying that it is the subject of: "The ministers said they would meet".
    fn named_by(&self, token: Token<'a>) -> Token<'a> {
        if !matches!(token.tag(), "PRP" | "PRP$") {
            return token;
        }
        let (context, actors) = (&self.under.context, &self.under.actors);
        let sentence = token.sentence().token_range();
        let actor = actors.of(token).map(|actor| &actors.all[actor]);
        let heads = actor.into_iter().flat_map(|actor| actor.mentions.iter().map(|(head, _)| *head));
        let named = heads.filter(|head| sentence.contains(head) && *head < token.index());
        let nouns = named.filter(|head| crate::tree::is_noun(context.token(*head)));
        nouns.max().map(|head| context.token(head)).or_else(|| sayer(context, token)).unwrap_or(token)
    }

    /// Those who did it, by the claim's own words.
    fn doers(&self, draft: &Draft<'a>) -> Vec<usize> {
        let doers = draft.participants.iter().filter(|one| one.role == Role::Initiator);
        doers.filter_map(|one| self.under.actors.of_phrase(&self.under.context, one.token)).collect()
    }

    pub(super) fn fill(&self, claim: &mut Claim, draft: &Draft<'a>) -> Option<()> {
        let actors = &self.under.actors;
        let context = &self.under.context;
        let figure = |figure: &Figure, words: &Option<std::ops::Range<usize>>| Figure {
            span: words.clone().and_then(|words| context.span(words)),
            ..figure.clone()
        };
        match &draft.what {
            What::Event => {}
            What::Casualties(casualties) => {
                claim.casualties = Some(Casualties {
                    outcome: casualties.outcome.unwrap_or(Outcome::Wounded),
                    figure: figure(&casualties.figure, &casualties.words),
                    victims: self.victims(draft, casualties),
                    tally: Vec::new(),
                });
            }
            What::Materiel { item, class, fate, figure: number, words, owner } => {
                let words_of_item = context.span(self.uncounted(*item))?;
                claim.materiel = Some(Materiel {
                    item: words_of_item.text().to_owned(),
                    class: *class,
                    fate: *fate,
                    figure: figure(number, words),
                    owner: owner.and_then(|owner| actors.of_phrase(context, owner)).map(actor_id),
                });
            }
            What::Strength { who, quantity } => {
                claim.strength = Some(Strength {
                    actor: actors.of_phrase(context, *who).map(actor_id),
                    figure: figure(&quantity.figure, &Some(quantity.tokens.clone())),
                });
            }
            What::Relation { kind, a, b } => {
                claim.relation = Some(Relation {
                    kind: *kind,
                    a: actors.of(*a).map(actor_id),
                    b: actors.of(*b).map(actor_id),
                });
            }
            What::Authenticity { item, medium, purports } => {
                claim.authenticity = Some(Authenticity {
                    item: context.span(item.index()..item.index() + 1)?,
                    medium: *medium,
                    purports: purports.clone().and_then(|words| context.span(words)),
                });
            }
        }
        Some(())
    }

    fn victims(&self, draft: &Draft<'a>, casualties: &CasualtyDraft<'a>) -> Victims {
        let context = &self.under.context;
        let Some(token) = casualties.victims else {
            return Victims { actor: None, status: VictimStatus::Unknown, span: None, includes: None };
        };
        let people = those_meant(token);
        let actors = &self.under.actors;
        let actor = lost_by(context, actors, draft, token);
        let by_actor = || actor.and_then(|actor| status::of_actor(context, actors, actor));
        let status = status::of_noun(context, context.token(people.index())).or_else(by_actor);
        let status = status.or_else(|| status::of_most(self.under, token));
        Victims {
            actor: actor.map(actor_id),
            status: status.unwrap_or(VictimStatus::Unknown),
            span: context.span(self.words_for(casualties, token)),
            includes: None,
        }
    }

    /// The words for victims, without a number that counts others: "eleven soldiers were killed and 26 wounded".
    fn words_for(&self, casualties: &CasualtyDraft<'a>, people: Token<'a>) -> Range<usize> {
        let phrase = crate::tree::bare_noun_phrase(people);
        let apart = |words: &Range<usize>| words.end <= phrase.start || words.start >= phrase.end;
        // "Two soldiers were killed and a third was wounded."
        let one_of_several = casualties.words.is_none()
            && casualties.figure.low == Some(1)
            && crate::tree::is_plural(people)
            && self.under.context.quantities().stated(people).is_some();
        let elsewhere = casualties.words.as_ref().is_some_and(apart) || one_of_several;
        if elsewhere { self.uncounted(people) } else { phrase }
    }

    /// The noun phrase without the number before it: "lorries" of "some 40 lorries".
    fn uncounted(&self, noun: Token<'a>) -> Range<usize> {
        let phrase = crate::tree::bare_noun_phrase(noun);
        let number = self.under.context.quantities().stated(noun).map(|number| number.tokens.end);
        let end = number.filter(|end| (phrase.start + 1..=noun.index()).contains(end));
        end.unwrap_or(phrase.start)..phrase.end
    }
}

/// The side of victims: of "the rebels lost 30 men" the rebels, unless the words for the men name another; else what the
/// words for them say. Nobody is the victim of himself unless the words say so.
pub(super) fn lost_by(
    context: &Context<'_>,
    actors: &Actors,
    draft: &Draft<'_>,
    victims: Token<'_>,
) -> Option<usize> {
    let doers = draft.participants.iter().filter(|one| one.role == Role::Initiator);
    let doers = || doers.clone().filter_map(|one| actors.of_phrase(context, one.token));
    let victims = those_meant(victims);
    let own = actors.of_phrase(context, victims);
    let own = own.filter(|own| is_own(victims) || doers().all(|doer| doer != *own));
    let kind = |actor: usize| actors.all[actor].kind;
    let named = |actor: &usize| says_whose(context, victims) || kind(*actor) == ActorKind::Person;
    let owner = draft.participants.iter().find(|one| one.role == Role::Owner);
    let Some(owner) = owner else { return own };
    // Whoever "Kyiv" is, the 400 troops that it lost are its own, not those spoken of before.
    let body = actors.of_phrase(context, owner.token).filter(|&owner| is_body(kind(owner)));
    own.filter(named).or(body)
}

/// "Any of its troops": the troops.
fn those_meant(victims: Token<'_>) -> Token<'_> {
    let any = matches!(victims.lemma(), "any" | "none" | "some" | "most" | "all" | "each");
    let of = crate::tree::oblique(victims, &["of"]).filter(|_| any && victims.tag() == "DT");
    of.unwrap_or(victims)
}

/// "12 British soldiers", "its soldiers": not "400 troops", which the report may have spoken of before.
fn says_whose(context: &Context<'_>, victims: Token<'_>) -> bool {
    let counted = context.token(context.quantities().of(victims).counted);
    counted.children().any(|child| {
        let named = context.names.country(child).is_some() || context.names.party(child).is_some();
        child.label() == "poss" || child.index() < counted.index() && named
    })
}

/// Who can have men to lose: not a widow.
fn is_body(kind: ActorKind) -> bool {
    !matches!(kind, ActorKind::Person | ActorKind::Civilians | ActorKind::Protesters)
}

/// The subject of the saying above a pronoun that is a subject itself, where they agree in number.
fn sayer<'a>(context: &crate::context::Context<'a>, pronoun: Token<'a>) -> Option<Token<'a>> {
    let plural = match pronoun.lemma() {
        "they" => true,
        "it" | "he" | "she" => false,
        _ => return None,
    };
    let clause = pronoun.head();
    let says = clause.label() == "ccomp"
        && pronoun.label() == "nsubj"
        && context.word(clause.head()).is_some_and(|word| !word.cues.is_empty());
    let subject = says.then(|| clause.head().child("nsubj")).flatten()?;
    let several = crate::tree::is_plural(subject) || crate::tree::conjuncts(subject).len() > 1;
    (crate::tree::is_noun(subject) && several == plural).then(|| context.token(subject.index()))
}

/// "killed himself", "shelled its own troops": not "its troops killed 12 of their fighters".
fn is_own(victims: Token<'_>) -> bool {
    let own = |t: Token<'_>| t.lemma() == "own";
    let reflexive = victims.text().ends_with("self") || victims.text().ends_with("selves");
    reflexive || victims.children().any(own)
}
