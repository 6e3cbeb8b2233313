//! Reports and claims made up for tests.

use claimant_ledger::{Blob, Clock, Draft};
use claimant_model::EntryBody;
use claimant_model::{
    AccountId, Act, Actor, ActorId, ActorKind, Attribution, Author, Casualties, Certainty, Claim, ClaimType,
    Estimate, Event, EventId, Evidence, Figure, Outcome, Participant, Place, PlaceId, Plover, Polarity,
    ReportAdded, ReportCard, ReportId, ReportRead, Retrieval, Role, RunId, Source, SourceKind, Span, Stage,
    Standpoint, Tense, Text, Time, Verification, VerificationStatus, VictimStatus, Victims, claim_id,
};
use jiff::{SignedDuration, Timestamp};

/// A clock that starts on 1 August 2024 and goes on by a minute each time it is looked at.
pub fn minutes() -> Clock {
    let mut now: Timestamp = "2024-08-01T00:00:00Z".parse().unwrap();
    Box::new(move || {
        now += SignedDuration::from_mins(1);
        now
    })
}

pub fn rules() -> Author {
    Author::rules("read", "1")
}

/// What a test wants a report to be.
#[derive(Clone, Debug)]
pub struct Sample {
    pub id: String,
    pub town: String,
    pub point: (f64, f64),
    pub day: String,
    pub dead: u64,
    pub outcome: Outcome,
    pub standing: VerificationStatus,
    pub run: String,
}

impl Sample {
    pub fn new(id: &str) -> Sample {
        Sample {
            id: id.to_owned(),
            town: "Sévaré".to_owned(),
            point: (14.53, -4.09),
            day: "2024-07-28".to_owned(),
            dead: 12,
            outcome: Outcome::Killed,
            standing: VerificationStatus::None,
            run: "run1".to_owned(),
        }
    }

    pub fn report(&self) -> ReportId {
        ReportId::new(&self.id)
    }

    pub fn account(&self) -> AccountId {
        AccountId::new(self.report(), EventId::new("e1"))
    }

    pub fn text(&self) -> String {
        format!(
            "Rebels of the Northern Front said they killed {} soldiers near {} on {}. The army did not comment. Report {}.",
            self.dead, self.town, self.day, self.id
        )
    }

    pub fn card(&self) -> ReportCard {
        ReportCard {
            id: self.report(),
            source: Some("The Daily Sample".into()),
            wire: None,
            url: Some(format!("https://example.org/{}", self.id)),
            title: Some(format!("Clash near {}", self.town)),
            byline: None,
            published: Some(self.day.clone()),
            language: "en".into(),
        }
    }

    pub fn blobs(&self) -> Vec<Blob> {
        vec![Blob::new(format!("<p>{}</p>", self.text())), Blob::new(self.text())]
    }

    pub fn added(&self) -> Draft {
        let blobs = self.blobs();
        let added = ReportAdded {
            report: self.card(),
            raw: blobs[0].hash,
            text: blobs[1].hash,
            media_type: "text/html".into(),
            retrieval: Retrieval {
                time: Some("2024-08-01T00:00:00Z".into()),
                url: Some("https://example.org/".into()),
                method: "http".into(),
                tool: "claimant".into(),
                version: "0".into(),
                headers: vec![("content-type".into(), "text/html".into())],
            },
        };
        Draft::new(rules(), EntryBody::ReportAdded(Box::new(added)))
    }

    fn spans(&self) -> impl Fn(&str) -> Span {
        let text = Text::new(self.text());
        move |words| {
            let at = text.as_str().find(words).unwrap();
            text.span(at..at + words.len()).unwrap()
        }
    }

    pub fn claims(&self) -> Vec<Claim> {
        vec![self.deaths(), self.clash()]
    }

    fn deaths(&self) -> Claim {
        let span = self.spans();
        let sentence = self.text().split(". ").next().unwrap().to_owned() + ".";
        let mut claim = Claim {
            id: claimant_model::ClaimId::new(""),
            claim_type: ClaimType::Casualties,
            evidence: Evidence::new(span(&sentence), vec![]),
            attribution: vec![Attribution {
                source: Source {
                    kind: SourceKind::Actor,
                    actor: Some(ActorId::new("a1")),
                    span: Some(span("Rebels of the Northern Front")),
                },
                act: Act::Say,
                cue: Some(span("said")),
                content: None,
                content_continued: vec![],
            }],
            standpoint: Standpoint::Enemy,
            polarity: Polarity::Affirmed,
            certainty: Certainty::Certain,
            tense: Tense::Current,
            verification: Verification { status: self.standing, ..Verification::none() },
            event: Some(EventId::new("e1")),
            predicate: Some(span("killed")),
            participants: vec![Participant {
                role: Role::Target,
                actor: Some(ActorId::new("a2")),
                class: None,
                span: span("soldiers"),
            }],
            time: None,
            place: None,
            plover: Some(Plover::Assault),
            mode: None,
            acled: Some("Armed clash".into()),
            casualties: Some(Casualties {
                outcome: self.outcome,
                figure: Figure::exact(self.dead),
                victims: Victims {
                    actor: Some(ActorId::new("a2")),
                    status: VictimStatus::Combatant,
                    span: Some(span("soldiers")),
                    includes: None,
                },
                tally: Vec::new(),
            }),
            materiel: None,
            strength: None,
            relation: None,
            authenticity: None,
            rule: "sample/1".into(),
        };
        claim.id = claim_id(&self.report(), &claim);
        claim
    }

    fn clash(&self) -> Claim {
        let mut claim = Claim { claim_type: ClaimType::Event, casualties: None, ..self.deaths() };
        claim.verification = Verification::none();
        claim.id = claim_id(&self.report(), &claim);
        claim
    }

    fn time(&self) -> Time {
        Time { start: Some(self.day.clone()), end: Some(self.day.clone()), precision: 1, mention: None }
    }

    fn place(&self) -> Place {
        Place {
            id: PlaceId::new("p1"),
            name: self.town.clone(),
            geonames: None,
            latitude: Some(self.point.0),
            longitude: Some(self.point.1),
            country: Some("MLI".into()),
            admin1: None,
            precision: Some(1),
            mentions: vec![self.spans()(&self.town)],
        }
    }

    fn actor(id: &str, name: &str, known: Option<&str>, kind: ActorKind) -> Actor {
        Actor {
            id: ActorId::new(id),
            name: name.into(),
            known: known.map(Into::into),
            kind,
            country: Some("MLI".into()),
            member_of: None,
            mentions: vec![],
        }
    }

    pub fn read(&self) -> Draft {
        let event = Event {
            id: EventId::new("e1"),
            title: format!("Clash near {}", self.town),
            plover: Plover::Assault,
            mode: None,
            acled: Some("Armed clash".into()),
            type_of_violence: Some(1),
            tense: Tense::Current,
            stage: Some(Stage::Accomplished),
            participants: vec![],
            time: Some(self.time()),
            place: Some(PlaceId::new("p1")),
            claims: self.claims().into_iter().map(|claim| claim.id).collect(),
            responsibility: vec![],
            estimates: vec![],
        };
        let read = ReportRead {
            report: self.report(),
            run: RunId::new(&self.run),
            actors: vec![
                Sample::actor("a1", "Northern Front", None, ActorKind::RebelGroup),
                Sample::actor("a2", "Malian army", Some("MLI-army"), ActorKind::StateForces),
            ],
            places: vec![self.place()],
            events: vec![event],
            attributions: vec![],
            problems: vec![],
        };
        Draft::new(rules(), EntryBody::ReportRead(Box::new(read)))
    }

    pub fn claim_drafts(&self) -> Vec<Draft> {
        let draft = |claim: Claim| {
            let (report, run) = (self.report(), RunId::new(&self.run));
            Draft::new(rules(), EntryBody::ClaimRead { report, run, claim: Box::new(claim) })
        };
        self.claims().into_iter().map(draft).collect()
    }

    /// The report, its reading and its claims: four entries.
    pub fn drafts(&self) -> Vec<Draft> {
        let mut drafts = vec![self.added(), self.read()];
        drafts.extend(self.claim_drafts());
        drafts
    }

    pub fn linked(&self, event: &str, keys: &[&str]) -> Draft {
        Draft::new(
            Author::rules("link", "1"),
            EntryBody::Linked {
                event: EventId::new(event),
                account: self.account(),
                score: 0.875,
                reasons: vec!["the same town on the same day".into()],
                keys: keys.iter().map(|&key| key.to_owned()).collect(),
            },
        )
    }
}

pub fn estimated(event: &str, best: u64) -> Draft {
    let estimate = Estimate {
        outcome: Outcome::Killed,
        side: None,
        status: VictimStatus::Combatant,
        low: Some(best),
        best: Some(best),
        high: Some(best),
        preset: "ucdp".into(),
        because: vec![],
    };
    let body = EntryBody::Estimated { event: EventId::new(event), estimates: vec![estimate] };
    Draft::new(Author::rules("reconcile", "1"), body)
}
