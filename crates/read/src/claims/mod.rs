//! Drafts to claims: adds evidence, attribution, factuality, time, place and standing.

mod afterwards;
mod antecedent;
mod aside;
mod contents;
mod contested;
mod links;
mod scope;
mod source;
mod standpoint;
mod status;
mod sums;
mod tally;
mod verdicts;

use claimant_model::{
    Act, Certainty, Claim, ClaimType, Evidence, Polarity, Qualifier, ReportId, Span, Standpoint, Tense, Time,
    Verification, VerificationStatus, claim_id,
};
use claimant_parse::Token;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::attribution::Saying;
use crate::context::Context;
use crate::dates::{Times, When};
use crate::draft::{Draft, Under, What};
use crate::factuality::{self, Factuality};
use crate::ids::{actor_id, place_id};
use crate::lexicon::{List, Lists};
use crate::places::Places;
use crate::sides::Sides;
use crate::tree::is_year;
pub(crate) use afterwards::{link_parts, settle_late_reports, settle_undecided, spread_background};
use contested::Contested;
pub(crate) use source::speaker;
pub(crate) use tally::mark_tallies;
pub(crate) use verdicts::apply_verdicts;

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
    /// Attributions read otherwise than by the trees; they speak where the trees say nothing.
    pub learned: &'w [Saying],
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
        let draft = antecedent::name_victims(self.under, draft);
        let predicate = draft.predicate;
        let contested = contested::of(context, predicate);
        let chain = self.chain(&draft, contested.as_ref());
        let stop = contested.as_ref().map(|contested| contested.clause.index());
        let stop = stop.or_else(|| chain.last().and_then(|saying| saying.content_head));
        let mut factuality = factuality::of(context, predicate, stop);
        factuality::ahead(context, &mut factuality, predicate, &chain);
        factuality::on_condition(context, &mut factuality, &chain);
        let own = scope::of(context, predicate, stop);
        let told = self.times.of(predicate, stop, factuality.future);
        let within =
            if own == stop { told.clone() } else { self.times.of(predicate, own, factuality.future) };
        let when = scope::when(context, self.times, predicate, within, factuality.future);
        let place = self.places.of(predicate, own);
        let (mut attribution, mut claimant) = self.attribution(&chain, &draft);
        if let Some(contested) = &contested {
            let (said, actor) = self.contested(contested);
            // Outermost first: what is said within the denied clause comes after.
            let within = contested.clause.subtree();
            let inner = chain.iter().filter(|saying| within.contains(&saying.cue_head)).count();
            attribution.insert(attribution.len().saturating_sub(inner), said);
            claimant = if inner == 0 { actor } else { claimant };
        }
        let standpoint = self.standpoint(&draft, claimant, attribution.last());
        let aside = standpoint == Standpoint::Unknown && self.is_by_bystander(&draft, claimant, &chain);
        let standpoint = if aside { Standpoint::ThirdParty } else { standpoint };
        // "No reports of casualties" denies the reports, not the casualties; what is not known is not denied.
        let unknown = draft.set.certainty == Some(Certainty::Unknown);
        let withheld =
            matches!(&draft.what, What::Casualties(c) if c.figure.qualifier == Qualifier::Withheld);
        let mut claim = Claim {
            id: claimant_model::ClaimId::new(""),
            claim_type: claim_type(&draft.what),
            evidence: Evidence::new(context.sentence_span(predicate)?, Vec::new()),
            standpoint,
            polarity: if unknown || withheld { Polarity::Affirmed } else { factuality.polarity },
            certainty: Self::certainty(&draft, factuality, &chain),
            tense: draft.set.tense.unwrap_or_else(|| self.tense(predicate, factuality, told.as_ref())),
            verification: self.verification(&draft, contested.as_ref()),
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
        Some(Made { claim, sentence: predicate.sentence().index(), draft, factuality, when, place, claimant })
    }

    /// Who says what a draft tells, outermost first, as far as the trees or the learned reader know.
    fn chain(&self, draft: &Draft<'a>, contested: Option<&Contested<'a>>) -> Vec<&Saying> {
        let predicate = draft.predicate;
        let mut chain = self.under.sayings.above(predicate.index());
        chain.retain(|saying| !self.is_finding(saying, predicate));
        chain.retain(|saying| !self.is_by_nobody(saying) && !self.claims_deed(saying, predicate));
        let told = chain.len();
        chain.retain(|saying| !aside::is_told_aside(saying, predicate));
        let aside = chain.len() < told;
        // "wishes to announce that…" is one saying, not two.
        let heads: Vec<usize> = chain.iter().map(|saying| saying.cue_head).collect();
        chain.retain(|saying| {
            let inner = saying.content_head.is_some_and(|head| heads.contains(&head));
            !inner || !factuality::is_polite(&self.under.context, saying)
        });
        if let Some(contested) = contested {
            let denial = [contested.verb.index(), contested.noun.index()];
            chain.retain(|saying| !denial.contains(&saying.cue_head));
        }
        // "The rebels said …, but the army put its losses at nine": who puts it is the one who says so.
        let own = matches!(&draft.set.said, Some((Some(_), ..)));
        if chain.is_empty() && contested.is_none() && !own && !aside {
            chain.extend(self.source_of_sentence(predicate).or_else(|| self.learned_above(predicate)));
        }
        chain
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
            // "Tried to kill the mayor": nobody says what became of him.
            (own, _) if factuality.is_tried() && matches!(draft.what, What::Casualties(_)) => {
                factuality::weaker(own, Certainty::Hypothetical)
            }
            (own, _) if own == Certainty::Certain && factuality.future => Certainty::Hypothetical,
            (own, _) => own,
        }
    }

    /// From the words, and from the time of everything that it is told in.
    fn tense(&self, predicate: Token<'_>, factuality: Factuality, when: Option<&When>) -> Tense {
        if factuality.future {
            return Tense::Future;
        }
        if is_of_other_years(predicate) || is_sum_of_a_war(predicate) || sums::since_a_war_began(predicate) {
            return Tense::Background;
        }
        let Some(when) = when else { return Tense::Current };
        if self.goes_back_far(predicate, when) {
            return Tense::Background;
        }
        let old = match (when.days, self.today) {
            (Some((_, end)), Some(today)) => {
                today.checked_sub(BACKGROUND_DAYS.days()).is_ok_and(|limit| end < limit)
            }
            (Some(_), None) => when.precision == 5,
            _ => when.past,
        };
        if old { Tense::Background } else { Tense::Current }
    }

    /// "Who have attacked posts since last year": what goes on since long before the report is history, not what it tells of.
    fn goes_back_far(&self, predicate: Token<'_>, when: &When) -> bool {
        let since = predicate.document().token(when.tokens.start);
        let since = since.text().eq_ignore_ascii_case("since")
            || since.previous().is_some_and(|word| word.text().eq_ignore_ascii_case("since"));
        let limit = self.today.and_then(|today| today.checked_sub(BACKGROUND_DAYS.days()).ok());
        since && limit.zip(when.bounds.0).is_some_and(|(limit, start)| start < limit)
    }

    fn verification(&self, draft: &Draft<'a>, contested: Option<&Contested<'a>>) -> Verification {
        if let Some(contested) = contested {
            let by = crate::clause::of_verb(contested.verb).agents.first().copied();
            return Verification {
                status: VerificationStatus::Disputed,
                by: by.and_then(|by| speaker(self.under, Some(by.index()))).map(actor_id),
                same_side: None,
                span: self.under.context.span(contested.verb.index()..contested.verb.index() + 1),
            };
        }
        let Some((status, words)) = &draft.set.standing else { return Verification::none() };
        Verification {
            status: *status,
            by: None,
            same_side: None,
            span: self.under.context.span(words.clone()),
        }
    }
}

/// "Since 2012, at least 500 people have been killed", "the worst since 2007, when 28 were killed": what belongs to other
/// years is not what the report tells of.
fn is_of_other_years(predicate: Token<'_>) -> bool {
    const NEAR: usize = 5;
    let document = predicate.document();
    let since = |c: &Token<'_>| {
        c.text().eq_ignore_ascii_case("since") && c.subtree().any(|i| is_year(document.token(i).text()))
    };
    let when = |c: &Token<'_>| {
        let before = c.index().saturating_sub(NEAR)..c.index();
        matches!(c.text(), "when" | "where") && before.into_iter().any(|i| is_year(document.token(i).text()))
    };
    crate::tree::is_verb(predicate) && predicate.children().any(|c| since(&c) || when(&c))
}

/// "The war, which began in 2011, has killed 400,000 people": not what the report tells of.
fn is_sum_of_a_war(predicate: Token<'_>) -> bool {
    let perfect = |verb: Token<'_>| {
        let have = |aux: &Token<'_>| aux.label() == "aux" && aux.lemma() == "have" && aux.tag() != "VBD";
        verb.children().any(|child| have(&child))
    };
    // "Violence since 2015 that has killed thousands": the parser may take the year for what the clause tells of.
    let long = |subject: &Token<'_>| {
        is_year(subject.text()) || Lists::embedded().has(List::LongHappening, subject.lemma())
    };
    // "Thousands have died in the 13-month war."
    let during = || {
        let within = |prep: Token<'_>| matches!(prep.lemma(), "in" | "during" | "since");
        crate::tree::prepositions(predicate).any(|(prep, object)| within(prep) && long(&object))
    };
    crate::tree::is_verb(predicate)
        && perfect(crate::tree::first_conjunct(predicate))
        && (crate::clause::of_verb(predicate).agents.iter().any(long) || during())
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

/// A time as it is told; `None` where nothing is known of its days.
pub(crate) fn time(context: &Context<'_>, when: &When) -> Option<Time> {
    let (start, end) = when.bounds;
    start.or(end)?;
    Some(Time {
        start: start.map(|day| day.to_string()),
        end: end.map(|day| day.to_string()),
        precision: when.precision,
        mention: context.span(when.tokens.clone()),
    })
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
    draft.codes.is_assault()
        || draft.codes.plover.is_none() && matches!(draft.what, What::Casualties(_) | What::Materiel { .. })
}
