//! Drafts to claims: adds evidence, attribution, factuality, time, place and standing.

use std::collections::HashSet;

use claimant_model::{
    Act, Attribution, Authenticity, Casualties, Certainty, Claim, ClaimType, Evidence, Figure, Materiel,
    Outcome, Participant, Plover, Polarity, Qualifier, Relation, ReportId, Source, SourceKind, Span,
    Standpoint, Strength, Tense, Time, Verification, VerificationStatus, VictimStatus, Victims, claim_id,
};
use claimant_parse::Token;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::actors::Actors;
use crate::attribution::Saying;
use crate::context::Context;
use crate::dates::{Times, When};
use crate::draft::{CasualtyDraft, Draft, Under, What};
use crate::factuality::{self, Factuality};
use crate::ids::{actor_id, place_id};
use crate::lexicon::NounClass;
use crate::places::Places;
use crate::sides::Sides;
use crate::standing::{About, Verdict};

/// A claim with what assembly needs to know beyond the contract.
pub(crate) struct Made<'a> {
    /// The claim; its event is not set yet.
    pub claim: Claim,
    /// Where it came from.
    pub draft: Draft<'a>,
    /// The sentence of its predicate.
    pub sentence: usize,
    /// How it is put.
    pub factuality: Factuality,
    /// When it was.
    pub when: Option<When>,
    /// Where, as an index.
    pub place: Option<usize>,
    /// Who claims it, as an index; `None` for the report's own voice, and for sources that are nobody known.
    pub claimant: Option<usize>,
    /// What tells origins apart: the claimant, or the cue of a source that is nobody known; `None` for the report's voice.
    pub origin: Option<usize>,
}

/// What claims are made with.
pub(crate) struct Workshop<'w, 'a> {
    /// Trees, actors, sayings.
    pub under: &'w Under<'a>,
    /// Who stands with whom.
    pub sides: &'w Sides,
    /// Places.
    pub places: &'w Places,
    /// Expressions of time.
    pub times: &'w Times,
    /// The report.
    pub report: &'w ReportId,
    /// The day of publication.
    pub today: Option<Date>,
}

/// Older than this many days before publication is history.
const BACKGROUND_DAYS: i64 = 45;

impl<'a> Workshop<'_, 'a> {
    /// The claim of a draft; `None` where its words slice nothing.
    pub(crate) fn make(&self, draft: Draft<'a>) -> Option<Made<'a>> {
        let context = &self.under.context;
        let predicate = draft.predicate;
        let mut chain = self.under.sayings.above(predicate.index());
        chain.retain(|saying| !self.is_nobody(saying) && !self.claims_deed(saying, predicate));
        if chain.is_empty() {
            chain.extend(self.source_of_sentence(predicate));
        }
        let stop = chain.last().and_then(|saying| saying.content_head);
        let mut factuality = factuality::of(context, predicate, stop);
        factuality::ahead(context, &mut factuality, &chain);
        let when = self.times.of(predicate, stop, factuality.future);
        let place = self.places.of(predicate, stop);
        let (attribution, claimant) = self.attribution(&chain, &draft);
        let standpoint = self.standpoint(&draft, claimant, attribution.last().map(|said| said.act));
        let origin =
            origin(&attribution, standpoint, claimant, chain.last().map_or(0, |saying| saying.cue_head));
        let withheld =
            matches!(&draft.what, What::Casualties(c) if c.figure.qualifier == Qualifier::Withheld);
        let mut claim = Claim {
            id: claimant_model::ClaimId::new(""),
            claim_type: claim_type(&draft.what),
            evidence: Evidence::new(context.sentence_span(predicate)?, Vec::new()),
            standpoint,
            polarity: if withheld { Polarity::Affirmed } else { factuality.polarity },
            certainty: Self::certainty(&draft, factuality, &chain),
            tense: draft.set.tense.unwrap_or_else(|| self.tense(factuality, when.as_ref())),
            verification: self.verification(&draft),
            event: None,
            predicate: context.span(predicate.index()..predicate.index() + 1),
            participants: self.participants(&draft),
            time: when.as_ref().and_then(|when| time(context, when)),
            place: place.map(place_id),
            plover: draft.codes.plover.filter(|_| is_event(&draft.what)),
            mode: draft.codes.mode.filter(|_| is_event(&draft.what)).map(str::to_owned),
            acled: draft.codes.acled.filter(|_| is_event(&draft.what)).map(str::to_owned),
            casualties: None,
            materiel: None,
            strength: None,
            relation: None,
            authenticity: None,
            rule: draft.rule.to_owned(),
            attribution,
        };
        self.fill(&mut claim, &draft)?;
        claim.id = claim_id(self.report, &claim);
        Some(Made {
            claim,
            sentence: predicate.sentence().index(),
            draft,
            factuality,
            when,
            place,
            claimant,
            origin,
        })
    }

    fn attribution(&self, chain: &[&Saying], draft: &Draft<'a>) -> (Vec<Attribution>, Option<usize>) {
        let mut found: Vec<Attribution> = chain
            .iter()
            .filter_map(|saying| self.said(saying).map(|said| self.by_antecedent(saying, said)))
            .collect();
        let mut claimant =
            chain.last().and_then(|saying| self.speaker(saying.source.as_ref().map(|(head, _)| *head)));
        if let Some((speaker, act, cue)) = &draft.set.said {
            let actor = self.speaker(speaker.map(claimant_parse::Token::index));
            if speaker.is_none()
                && let Some(last) = found.last_mut()
            {
                // "He said that no figures would be given": he gives none.
                last.act = *act;
                return (found, claimant);
            }
            let same = |saying: &Saying| {
                let head = saying.source.as_ref().map(|(head, _)| *head);
                head.is_some() && head == speaker.map(Token::index)
                    || actor.is_some() && self.speaker(head) == actor
            };
            let others = chain.iter().filter(|saying| !same(saying));
            found = others.filter_map(|saying| self.said(saying)).collect();
            let words = speaker.and_then(|token| self.under.context.span(crate::tree::noun_phrase(token)));
            let kind = if words.is_none() { SourceKind::Unnamed } else { SourceKind::Actor };
            let source = Source { kind, actor: actor.map(actor_id), span: words };
            found.push(Attribution {
                source,
                act: *act,
                cue: self.under.context.span(cue.clone()),
                content: None,
                content_continued: Vec::new(),
            });
            claimant = actor;
        }
        (found, claimant)
    }

    /// A saying as the contract has it; `None` where its words slice nothing.
    pub(crate) fn said(&self, saying: &Saying) -> Option<Attribution> {
        let context = &self.under.context;
        let mut content = saying.content.iter().filter_map(|piece| context.span(piece.clone()));
        let first = content.next()?;
        let counts =
            saying.source.as_ref().is_some_and(|(head, _)| context.token(*head).lemma() == "estimate");
        Some(Attribution {
            source: self.source(saying),
            act: if counts { Act::Estimate } else { saying.act },
            cue: context.span(saying.cue.clone()),
            content: Some(first),
            content_continued: content.collect(),
        })
    }

    fn source(&self, saying: &Saying) -> Source {
        let Some((head, words)) = &saying.source else {
            return Source { kind: SourceKind::Unnamed, actor: None, span: None };
        };
        let context = &self.under.context;
        let token = context.token(*head);
        let actor = self.speaker(Some(*head));
        let kind = match actor.map(|actor| self.under.actors.all[actor].kind) {
            Some(claimant_model::ActorKind::Media) => SourceKind::Outlet,
            Some(_) => SourceKind::Actor,
            None => source_kind(token),
        };
        Source { kind, actor: actor.map(actor_id), span: context.span(words.clone()) }
    }

    /// "No group claimed…": nobody says it.
    fn is_nobody(&self, saying: &Saying) -> bool {
        let head = saying.source.as_ref().map(|(head, _)| self.under.context.token(*head));
        head.is_some_and(crate::rules::is_nobody)
    }

    /// "…, and the group claimed responsibility", "the blast claimed ten lives": nothing is said of what stands before.
    fn claims_deed(&self, saying: &Saying, predicate: Token<'a>) -> bool {
        let cue = self.under.context.token(saying.cue_head);
        let deed = |object: Token<'_>| matches!(object.lemma(), "responsibility" | "credit" | "life");
        let object = cue.child("dobj").filter(|object| deed(*object));
        object.is_some_and(|object| !object.subtree().contains(&predicate.index()))
    }

    /// "A were killed and B were wounded, according to C": what ends the sentence speaks for all of it.
    fn source_of_sentence(&self, predicate: Token<'a>) -> Option<&Saying> {
        let sentence = predicate.sentence().token_range();
        let context = &self.under.context;
        let closes = |saying: &&Saying| {
            let according = context.token(saying.cue_head).text().eq_ignore_ascii_case("according");
            let end = saying.source.as_ref().map_or(0, |(_, words)| words.end);
            according
                && sentence.contains(&saying.cue_head)
                && (saying.cue.start == sentence.start
                    || end > saying.cue.start
                        && (end..sentence.end).all(|i| context.token(i).pos() == claimant_parse::Pos::Punct))
        };
        self.under.sayings.all.iter().find(closes)
    }

    /// "the officer, who said": in claims the officer is the source, not "who".
    fn by_antecedent(&self, saying: &Saying, said: Attribution) -> Attribution {
        let head = saying.source.as_ref().map(|(head, _)| self.under.context.token(*head));
        let Some(noun) = head.and_then(antecedent) else { return said };
        let span = self.under.context.span(crate::tree::noun_phrase(noun));
        Attribution { source: Source { span, kind: SourceKind::Actor, ..said.source }, ..said }
    }

    /// The actor who speaks: for a spokesman, the one he speaks for.
    fn speaker(&self, head: Option<usize>) -> Option<usize> {
        let token = self.under.context.token(head?);
        let token = antecedent(token).map_or(token, |noun| self.under.context.token(noun.index()));
        let mouthpiece = matches!(
            token.lemma().to_lowercase().as_str(),
            "spokesman"
                | "spokeswoman"
                | "spokesperson"
                | "official"
                | "source"
                | "statement"
                | "communique"
                | "officer"
                | "representative"
                | "leader"
        );
        if mouthpiece {
            let whole = crate::tree::oblique(token, &["for", "of", "from", "in", "by", "with"])
                .or_else(|| token.child("poss"))
                .or_else(|| token.child("compound"));
            if let Some(actor) = whole.and_then(|whole| self.under.actors.of(whole)) {
                return Some(actor);
            }
        }
        self.under.actors.of_phrase(&self.under.context, token)
    }

    fn standpoint(&self, draft: &Draft<'a>, claimant: Option<usize>, act: Option<Act>) -> Standpoint {
        let about = about(&self.under.context, &self.under.actors, draft, claimant);
        let stands = match (claimant, about) {
            (Some(claimant), Some(about)) => self.sides.standpoint(&self.under.actors, claimant, about),
            _ => Standpoint::Unknown,
        };
        let open = matches!(stands, Standpoint::Unknown | Standpoint::ThirdParty);
        let admits = matches!(act, Some(Act::Admit | Act::Deny | Act::Withhold));
        if open && !admits && claimant.is_some_and(|claimant| self.boasts(draft, claimant)) {
            Standpoint::Enemy
        } else {
            stands
        }
    }

    /// Whether those who say it did it themselves, or are rebels who say what losses there were: a boast. What is said
    /// of civilians is none.
    fn boasts(&self, draft: &Draft<'a>, claimant: usize) -> bool {
        let What::Casualties(casualties) = &draft.what else { return false };
        let actors = &self.under.actors;
        let civilian = casualties.victims.is_some_and(|victims| {
            self.under.context.people(victims).is_some_and(|sense| sense.status == VictimStatus::Civilian)
        });
        let did = |one: &crate::draft::Participating<'a>| {
            one.role == claimant_model::Role::Initiator
                && actors
                    .of_phrase(&self.under.context, one.token)
                    .is_some_and(|doer| self.sides.same(actors, claimant, doer))
        };
        let kind = actors.all[claimant].kind;
        let rebels = kind.is_armed() && !kind.is_state();
        let own = casualties.victims.is_some_and(|v| v.children().any(|c| c.label() == "poss"));
        !civilian && !own && (draft.participants.iter().any(did) || rebels)
    }

    /// Those who did it, by the claim's own words.
    fn doers(&self, draft: &Draft<'a>) -> Vec<usize> {
        let doers = draft.participants.iter().filter(|one| one.role == claimant_model::Role::Initiator);
        doers.filter_map(|one| self.under.actors.of_phrase(&self.under.context, one.token)).collect()
    }

    fn certainty(draft: &Draft<'a>, factuality: Factuality, chain: &[&Saying]) -> Certainty {
        if let Some(certainty) = draft.set.certainty {
            return certainty;
        }
        let weaker = |saying: &&Saying| {
            saying
                .certainty
                .filter(|c| *c != Certainty::Certain)
                .or((saying.act == Act::Estimate).then_some(Certainty::Probable))
        };
        let said = chain.iter().rev().find_map(weaker);
        match (factuality.certainty, said) {
            (Certainty::Certain, Some(said)) => said,
            (own, _) if own == Certainty::Certain && factuality.future => Certainty::Hypothetical,
            (own, _) => own,
        }
    }

    fn tense(&self, factuality: Factuality, when: Option<&When>) -> Tense {
        if factuality.future {
            return Tense::Future;
        }
        let Some(when) = when else { return Tense::Current };
        let old = match (when.days, self.today) {
            (Some((_, end)), Some(today)) => {
                today.checked_sub(BACKGROUND_DAYS.days()).is_ok_and(|limit| end < limit)
            }
            (Some(_), None) => when.precision == 5,
            _ => when.past,
        };
        if old { Tense::Background } else { Tense::Current }
    }

    fn verification(&self, draft: &Draft<'a>) -> Verification {
        let Some((status, words)) = &draft.set.standing else { return Verification::none() };
        Verification {
            status: *status,
            by: None,
            same_side: None,
            span: self.under.context.span(words.clone()),
        }
    }

    fn participants(&self, draft: &Draft<'a>) -> Vec<Participant> {
        let mut found: Vec<Participant> = Vec::new();
        let mut seen = HashSet::new();
        for one in &draft.participants {
            if !seen.insert((one.role, one.token.index())) {
                continue;
            }
            let Some(span) = self.under.context.span(crate::tree::bare_noun_phrase(one.token)) else {
                continue;
            };
            let suffers = one.role == claimant_model::Role::Target && !is_own(one.token);
            let actor = self
                .under
                .actors
                .of_phrase(&self.under.context, one.token)
                .filter(|actor| one.class.is_none() && !(suffers && self.doers(draft).contains(actor)));
            found.push(Participant { role: one.role, actor: actor.map(actor_id), class: one.class, span });
        }
        found
    }

    fn fill(&self, claim: &mut Claim, draft: &Draft<'a>) -> Option<()> {
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
                    victims: self.victims(casualties, &self.doers(draft)),
                });
            }
            What::Materiel { item, class, fate, figure: number, words, owner } => {
                let words_of_item = context.span(crate::tree::bare_noun_phrase(*item))?;
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

    /// Nobody is the victim of himself unless the words say so.
    fn victims(&self, casualties: &CasualtyDraft<'a>, doers: &[usize]) -> Victims {
        let context = &self.under.context;
        let Some(token) = casualties.victims else {
            return Victims { actor: None, status: VictimStatus::Unknown, span: None, includes: None };
        };
        let actor = self.under.actors.of_phrase(context, token);
        let actor = actor.filter(|actor| is_own(token) || !doers.contains(actor));
        let sense = context.people(token);
        let status = sense.map(|sense| sense.status).filter(|status| *status != VictimStatus::Unknown);
        let by_actor = actor
            .map(|actor| self.under.actors.all[actor].kind)
            .map(|kind| if kind.is_armed() { VictimStatus::Combatant } else { VictimStatus::Unknown });
        let status = status.or(by_actor).unwrap_or(VictimStatus::Unknown);
        Victims {
            actor: actor.map(actor_id),
            status,
            span: context.span(crate::tree::bare_noun_phrase(token)),
            includes: None,
        }
    }
}

/// What tells origins apart. Plain speech of bystanders is what the report goes by, so it counts as the report's own
/// voice; parties to the fighting, and anybody who claims or estimates, speak for themselves.
fn origin(
    said: &[Attribution],
    standpoint: Standpoint,
    claimant: Option<usize>,
    cue: usize,
) -> Option<usize> {
    let last = said.last()?;
    let plain = matches!(last.act, Act::Say | Act::Confirm | Act::Accuse);
    let bystander = matches!(standpoint, Standpoint::ThirdParty | Standpoint::Unknown);
    if plain && bystander { None } else { Some(claimant.unwrap_or(usize::MAX - cue)) }
}

/// "killed himself", "shelled its own troops", "one of its men".
fn is_own(victims: Token<'_>) -> bool {
    let own = |t: Token<'_>| t.lemma() == "own" || t.tag() == "PRP$";
    let reflexive = victims.text().ends_with("self") || victims.text().ends_with("selves");
    reflexive || victims.children().any(own)
}

/// What a relative pronoun stands for.
fn antecedent(pronoun: Token<'_>) -> Option<Token<'_>> {
    let relative = matches!(pronoun.tag(), "WP" | "WDT");
    let clause = pronoun.ancestors().find(|above| above.label() == "relcl").filter(|_| relative)?;
    Some(clause.head())
}

fn is_event(what: &What<'_>) -> bool {
    matches!(what, What::Event)
}

fn claim_type(what: &What<'_>) -> ClaimType {
    match what {
        What::Event => ClaimType::Event,
        What::Casualties(_) => ClaimType::Casualties,
        What::Materiel { .. } => ClaimType::Materiel,
        What::Strength { .. } => ClaimType::Strength,
        What::Relation { .. } => ClaimType::Relation,
        What::Authenticity { .. } => ClaimType::Authenticity,
    }
}

fn time(context: &Context<'_>, when: &When) -> Option<Time> {
    let (start, end) = when.bounds;
    start.or(end)?;
    Some(Time {
        start: start.map(|day| day.to_string()),
        end: end.map(|day| day.to_string()),
        precision: when.precision,
        mention: context.span(when.tokens.clone()),
    })
}

/// "Estimates", "reports": nobody. "A statement": a document.
fn source_kind(token: Token<'_>) -> SourceKind {
    match token.lemma().to_lowercase().as_str() {
        "estimate" | "report" | "rumor" | "rumour" | "figure" | "it" | "source" | "some" | "evidence"
        | "sign" => SourceKind::Unnamed,
        "statement" | "study" | "document" | "communique" | "communiqué" | "survey" | "poll" | "letter"
        | "record" | "data" => SourceKind::Document,
        "newspaper" | "agency" | "radio" | "television" | "media" | "press" | "channel" | "broadcaster"
        | "magazine" | "daily" => SourceKind::Outlet,
        _ => SourceKind::Actor,
    }
}

/// Those whom a claim is about: its victims, the owner of what was lost, else its target, else who did it.
fn about(
    context: &Context<'_>,
    actors: &Actors,
    draft: &Draft<'_>,
    claimant: Option<usize>,
) -> Option<usize> {
    match &draft.what {
        What::Casualties(casualties) => {
            casualties.victims.and_then(|victims| actors.of_phrase(context, victims))
        }
        What::Materiel { owner, item, .. } => owner
            .and_then(|owner| actors.of_phrase(context, owner))
            .or_else(|| actors.of_phrase(context, *item)),
        What::Strength { who, .. } => actors.of_phrase(context, *who),
        What::Relation { a, .. } => actors.of(*a),
        What::Authenticity { .. } => None,
        What::Event => {
            use claimant_model::Role::{Initiator, Participant, Supporter, Target};
            [Target, Supporter, Participant, Initiator].iter().find_map(|role| {
                draft
                    .participants
                    .iter()
                    .filter(|p| p.role == *role)
                    .find_map(|p| actors.of_phrase(context, p.token))
            })
        }
    }
    .or(claimant.filter(|_| false))
}

/// History goes on in the next sentence when that leans on it: "This prompted…", "…subsequently signed…".
pub(crate) fn spread_background(under: &Under<'_>, made: &mut [Made<'_>]) {
    let mut past: HashSet<usize> = HashSet::new();
    for sentence in under.context.document.sentences() {
        let index = sentence.index();
        // Claims come in text order.
        let start = made.partition_point(|m| m.sentence < index);
        let own = start..made.partition_point(|m| m.sentence <= index);
        let dated = own.clone().any(|i| made[i].claim.tense == Tense::Background);
        let leans = sentence.tokens().take(2).any(|t| matches!(t.lemma(), "this" | "these" | "that"))
            || sentence
                .tokens()
                .any(|t| matches!(t.lemma(), "subsequently" | "thereafter" | "afterwards" | "afterward"));
        let follows = index > 0 && past.contains(&(index - 1)) && leans;
        if dated || follows {
            past.insert(index);
        }
        if follows {
            for i in own {
                if made[i].when.is_none() && made[i].claim.tense == Tense::Current {
                    made[i].claim.tense = Tense::Background;
                }
            }
        }
    }
}

/// Points every part at the claim on the whole: "23 people, including six children".
pub(crate) fn link_parts(made: &mut [Made<'_>]) {
    for index in 0..made.len() {
        let What::Casualties(part) = &made[index].draft.what else { continue };
        let Some(whole) = part.part_of else { continue };
        let found = made.iter().find(|other| match &other.draft.what {
            What::Casualties(c) => {
                c.part_of.is_none()
                    && other.draft.predicate == made[index].draft.predicate
                    && c.victims.is_some_and(|v| v.index() == whole || v.head().head().index() == whole)
            }
            _ => false,
        });
        let id = found.map(|other| other.claim.id.clone());
        if let Some(casualties) = &mut made[index].claim.casualties {
            casualties.victims.includes = id;
        }
    }
}

/// Settles what became of those who were shot or stabbed: killed where the report says that they died.
pub(crate) fn settle_undecided(made: &mut [Made<'_>]) {
    let dead: Vec<(usize, usize, Option<u64>, String)> = made
        .iter()
        .filter_map(|m| match &m.draft.what {
            What::Casualties(c) if c.outcome == Some(Outcome::Killed) && is_actual(&m.claim) => {
                Some((c.victims?.index(), m.sentence, c.figure.high, c.victims?.lemma().to_lowercase()))
            }
            _ => None,
        })
        .collect();
    for one in made.iter_mut() {
        let What::Casualties(shot) = &mut one.draft.what else { continue };
        let Some(victim) = shot.victims.filter(|_| shot.outcome.is_none()) else { continue };
        let single = shot.figure.high == Some(1);
        let died = dead.iter().any(|(who, sentence, number, lemma)| {
            let same_person = single
                && *number == Some(1)
                && *sentence >= one.sentence
                && *sentence <= one.sentence + 8
                && (matches!(lemma.as_str(), "he" | "she" | "victim" | "him")
                    || *lemma == victim.lemma().to_lowercase()
                    || matches!(victim.lemma(), "he" | "she" | "him" | "her" | "victim"));
            let named = victim.pos() == claimant_parse::Pos::Propn && *lemma == victim.lemma().to_lowercase();
            *who == victim.index() || same_person || named
        });
        if died {
            shot.outcome = Some(Outcome::Killed);
            if let Some(casualties) = &mut one.claim.casualties {
                casualties.outcome = Outcome::Killed;
            }
        }
    }
}

/// Applies what the report says of claims' standing.
pub(crate) fn apply_verdicts(under: &Under<'_>, sides: &Sides, verdicts: &[Verdict], made: &mut [Made<'_>]) {
    for verdict in verdicts {
        let span = under.context.span(verdict.words.clone());
        let targets = match verdict.about {
            About::Figures => with_figures(made, verdict.sentence),
            About::Account => accounts(made, verdict),
        };
        for index in targets {
            let same = verdict
                .by
                .zip(made[index].claimant)
                .map(|(by, claimant)| sides.same(&under.actors, by, claimant));
            let same = same.or_else(|| {
                account_owner(made, index)
                    .zip(verdict.by)
                    .map(|(owner, by)| sides.same(&under.actors, by, owner))
            });
            made[index].claim.verification = Verification {
                status: verdict.status,
                by: verdict.by.map(actor_id),
                same_side: same.filter(|_| verdict.status == VerificationStatus::Corroborated),
                span: span.clone(),
            };
        }
    }
}

/// Claims with numbers in the sentence of the verdict, else in the nearest sentence before.
fn with_figures(made: &[Made<'_>], sentence: usize) -> Vec<usize> {
    let counts = |m: &Made<'_>| {
        m.claim.casualties.as_ref().is_some_and(|c| c.figure.low.or(c.figure.high).is_some())
            || m.claim.strength.is_some()
    };
    let nearest = made
        .iter()
        .filter(|m| m.sentence <= sentence && m.sentence + 2 >= sentence && counts(m))
        .map(|m| m.sentence)
        .max();
    (0..made.len()).filter(|&i| counts(&made[i]) && Some(made[i].sentence) == nearest).collect()
}

/// Claims of the account told just before, from the last sentence that somebody else is cited in.
fn accounts(made: &[Made<'_>], verdict: &Verdict) -> Vec<usize> {
    let cited = |m: &Made<'_>| !m.claim.attribution.is_empty() && m.claimant != verdict.by;
    let start = made
        .iter()
        .filter(|m| m.sentence < verdict.sentence && m.sentence + 4 >= verdict.sentence && cited(m))
        .map(|m| m.sentence)
        .max();
    let Some(start) = start else { return Vec::new() };
    (0..made.len())
        .filter(|&i| {
            (start..verdict.sentence).contains(&made[i].sentence) && made[i].claim.tense == Tense::Current
        })
        .collect()
}

/// Whose account an unattributed sentence goes on with.
fn account_owner(made: &[Made<'_>], index: usize) -> Option<usize> {
    made.iter()
        .filter(|m| m.sentence <= made[index].sentence && m.sentence + 3 >= made[index].sentence)
        .filter_map(|m| m.claimant)
        .next_back()
}

/// A span that participants are compared by.
pub(crate) fn same_words(a: &Span, b: &Span) -> bool {
    a.text().eq_ignore_ascii_case(b.text())
}

/// Whether a claim may feed the estimates of its event: said to have happened, and not in doubt by its form.
pub(crate) fn is_actual(claim: &Claim) -> bool {
    claim.polarity == Polarity::Affirmed
        && !matches!(claim.certainty, Certainty::Hypothetical | Certainty::Unknown)
        && claim.tense != Tense::Future
        && claim.verification.status != VerificationStatus::Refuted
}

/// Whether a draft is an act of violence or its result.
pub(crate) fn is_violent(draft: &Draft<'_>) -> bool {
    draft.codes.plover == Some(Plover::Assault)
        || draft.codes.plover.is_none() && matches!(draft.what, What::Casualties(_) | What::Materiel { .. })
}

#[allow(dead_code)]
fn is_record(context: &Context<'_>, token: Token<'_>) -> bool {
    context.is(token, NounClass::Record)
}
