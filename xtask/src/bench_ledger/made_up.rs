//! Reports that nobody wrote, the same in every run: towns, days, actors and words of differing frequency.

use claimant_ledger::{Blob, Draft};
use claimant_model::{
    AccountId, Act, Actor, ActorId, ActorKind, Attribution, Author, Casualties, Certainty, Claim, ClaimId,
    ClaimType, EntryBody, Event, EventId, Evidence, Figure, Outcome, Participant, Place, PlaceId, Plover,
    Polarity, ReportAdded, ReportCard, ReportId, ReportRead, Retrieval, Role, RunId, Source, SourceKind,
    Span, Stage, Standpoint, Tense, Text, Time, Verification, VictimStatus, Victims,
};

/// Actors there are.
pub(crate) const ACTORS: u64 = 400;
/// Towns there are.
pub(crate) const TOWNS: u64 = 5000;

/// Numbers that look random: `SplitMix64`.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Numbers {
        Numbers(seed)
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound.max(1)
    }

    /// Small numbers far more often than large ones, as words and names come.
    fn often_small(&mut self, bound: u64) -> u64 {
        let most = self.below(bound) + 1;
        self.below(most)
    }
}

const SYLLABLES: [&str; 16] =
    ["ba", "ko", "ri", "ten", "du", "mar", "sil", "ga", "no", "ve", "lan", "tu", "shi", "per", "zo", "kan"];

fn name(mut number: u64) -> String {
    let mut name = String::new();
    for _ in 0..4 {
        name += SYLLABLES[(number % 16) as usize];
        number /= 16;
    }
    name
}

/// The name of an actor.
pub(crate) fn actor(number: u64) -> String {
    format!("{} Front", name(number * 7919))
}

/// Where a town is.
pub(crate) fn point(town: u64) -> (f64, f64) {
    let mut numbers = Numbers::new(town);
    let latitude = -35.0 + numbers.below(90_000) as f64 / 1000.0;
    (latitude, -20.0 + numbers.below(100_000) as f64 / 1000.0)
}

/// A word that some of the texts have.
pub(crate) fn word(numbers: &mut Numbers) -> &'static str {
    WORDS[numbers.often_small(WORDS.len() as u64) as usize]
}

const WORDS: [&str; 32] = [
    "soldiers",
    "fighters",
    "village",
    "market",
    "convoy",
    "road",
    "dawn",
    "attack",
    "shelling",
    "drone",
    "bridge",
    "checkpoint",
    "ambush",
    "hospital",
    "school",
    "witnesses",
    "militia",
    "river",
    "border",
    "camp",
    "officials",
    "helicopter",
    "mosque",
    "church",
    "farmers",
    "police",
    "mine",
    "barracks",
    "pipeline",
    "airstrip",
    "cattle",
    "well",
];

/// How large the reports are.
pub(crate) struct MadeUp {
    /// Claims a report.
    pub(crate) claims: u64,
    /// Sentences beside those of the claims.
    filling: u64,
}

impl MadeUp {
    /// Reports as they are: some 300 words, 8 claims.
    pub(crate) const FULL: MadeUp = MadeUp { claims: 8, filling: 12 };
    /// The shortest that say something.
    pub(crate) const SHORT: MadeUp = MadeUp { claims: 1, filling: 1 };
    /// Reports that are about one event.
    pub(crate) const REPORTS_AN_EVENT: u64 = 5;

    /// These reports, read and linked.
    pub(crate) fn reports(&self, numbers: std::ops::Range<u64>) -> (Vec<Draft>, Vec<Blob>) {
        let mut drafts = Vec::new();
        let mut blobs = Vec::new();
        for number in numbers {
            self.report(number, &mut drafts, &mut blobs);
        }
        (drafts, blobs)
    }

    fn report(&self, number: u64, drafts: &mut Vec<Draft>, blobs: &mut Vec<Blob>) {
        let mut numbers = Numbers::new(number);
        let event = number / MadeUp::REPORTS_AN_EVENT;
        let town = Numbers::new(event ^ 0xABCD).below(TOWNS);
        let sides = [numbers.often_small(ACTORS), numbers.often_small(ACTORS)].map(actor);
        let sentences: Vec<String> =
            (0..self.claims).map(|claim| sentence(&mut numbers, claim, town, &sides)).collect();
        let filling: Vec<String> = (0..self.filling).map(|_| filler(&mut numbers)).collect();
        let blob = Blob::new(format!("{} {} Item {number}.", sentences.join(" "), filling.join(" ")));
        let text = Text::new(String::from_utf8_lossy(&blob.bytes).into_owned());
        let report =
            ReportId::new(format!("https://example.org/{:016x}", Numbers::new(number).below(u64::MAX)));
        let rules = |body| Draft::new(Author::rules("bench", "1"), body);
        drafts.push(rules(added(&report, &blob, town)));
        drafts.push(rules(read(&report, event, town, &sides)));
        let mut from = 0;
        for (index, sentence) in sentences.iter().enumerate() {
            let span = text.span(from..from + sentence.len());
            from += sentence.len() + 1;
            let claim = span.and_then(|span| claim(&text, span, number * 100 + index as u64));
            let run = RunId::new("bench");
            drafts.extend(claim.map(|claim| {
                rules(EntryBody::ClaimRead { report: report.clone(), run, claim: Box::new(claim) })
            }));
        }
        drafts.push(rules(EntryBody::Linked {
            event: EventId::new(format!("E{event}")),
            account: AccountId::new(report, EventId::new("e1")),
            score: 0.9,
            reasons: vec!["the same town".to_owned(), "the same day".to_owned()],
            keys: vec![format!("{town} {}", event % 1000), format!("{town} {}", event % 1000 + 1)],
        }));
        blobs.push(blob);
    }
}

fn sentence(numbers: &mut Numbers, claim: u64, town: u64, sides: &[String; 2]) -> String {
    format!(
        "The {} said it had killed {} {} of the {} near the {} of {} in an {} number {claim}.",
        sides[0],
        numbers.below(90) + 1,
        word(numbers),
        sides[1],
        word(numbers),
        name(town * 31),
        word(numbers),
    )
}

fn filler(numbers: &mut Numbers) -> String {
    let words: Vec<String> = (0..14)
        .map(|_| match numbers.below(3) {
            0 => word(numbers).to_owned(),
            _ => name(numbers.often_small(20_000)),
        })
        .collect();
    words.join(" ") + "."
}

fn added(report: &ReportId, blob: &Blob, town: u64) -> EntryBody {
    EntryBody::ReportAdded(Box::new(ReportAdded {
        report: ReportCard {
            id: report.clone(),
            source: Some("Made Up Post".to_owned()),
            wire: None,
            url: Some(report.to_string()),
            title: Some(format!("Fighting near {}", name(town * 31))),
            byline: None,
            published: Some("2024-07-31".to_owned()),
            language: "en".to_owned(),
        },
        raw: blob.hash,
        text: blob.hash,
        media_type: "text/plain".to_owned(),
        retrieval: Retrieval {
            method: "made up".to_owned(),
            tool: "xtask".to_owned(),
            ..Retrieval::default()
        },
    }))
}

fn read(report: &ReportId, event: u64, town: u64, sides: &[String; 2]) -> EntryBody {
    let day = Numbers::new(event).below(1000) as i64;
    let day = jiff::civil::date(2022, 1, 1)
        .checked_add(jiff::Span::new().days(day))
        .ok()
        .map(|day| day.to_string());
    let actors = sides.iter().zip(["a1", "a2"]).map(|(name, id)| Actor {
        id: ActorId::new(id),
        name: name.clone(),
        known: None,
        kind: ActorKind::RebelGroup,
        country: None,
        member_of: None,
        mentions: Vec::new(),
    });
    let (latitude, longitude) = point(town);
    let place = Place {
        id: PlaceId::new("p1"),
        name: name(town * 31),
        geonames: None,
        latitude: Some(latitude),
        longitude: Some(longitude),
        country: None,
        admin1: None,
        precision: Some(1),
        mentions: Vec::new(),
    };
    let happening = Event {
        id: EventId::new("e1"),
        title: "Fighting".to_owned(),
        plover: Plover::Assault,
        mode: None,
        acled: Some("Armed clash".to_owned()),
        type_of_violence: Some(2),
        tense: Tense::Current,
        stage: Some(Stage::Accomplished),
        participants: Vec::new(),
        time: Some(Time { start: day.clone(), end: day, precision: 1, mention: None }),
        place: Some(PlaceId::new("p1")),
        claims: Vec::new(),
        responsibility: Vec::new(),
        estimates: Vec::new(),
    };
    EntryBody::ReportRead(Box::new(ReportRead {
        report: report.clone(),
        run: RunId::new("bench"),
        actors: actors.collect(),
        places: vec![place],
        events: vec![happening],
        attributions: Vec::new(),
        problems: Vec::new(),
    }))
}

/// A claim on the dead in a sentence, with as many spans as a real one has.
fn claim(text: &Text, sentence: Span, number: u64) -> Option<Claim> {
    let start = text.as_str().find(sentence.text())?;
    let part = |words: &str| {
        let at = start + sentence.text().find(words)?;
        text.span(at..at + words.len())
    };
    let outcome = if number.is_multiple_of(5) { Outcome::Wounded } else { Outcome::Killed };
    let source = Source { kind: SourceKind::Actor, actor: Some(ActorId::new("a1")), span: part("The") };
    let mut said = Attribution {
        source,
        act: Act::Say,
        cue: part("said"),
        content: None,
        content_continued: Vec::new(),
    };
    said.content = part("it had killed");
    let span = part("killed")?;
    Some(Claim {
        id: ClaimId::new(format!("c{:016x}", Numbers::new(number).below(u64::MAX))),
        claim_type: ClaimType::Casualties,
        attribution: vec![said],
        standpoint: Standpoint::Enemy,
        polarity: Polarity::Affirmed,
        certainty: Certainty::Certain,
        tense: Tense::Current,
        verification: Verification::none(),
        event: Some(EventId::new("e1")),
        predicate: Some(span.clone()),
        participants: vec![Participant {
            role: Role::Target,
            actor: Some(ActorId::new("a2")),
            class: None,
            span,
        }],
        time: None,
        place: Some(PlaceId::new("p1")),
        plover: Some(Plover::Assault),
        mode: None,
        acled: Some("Armed clash".to_owned()),
        casualties: Some(Casualties {
            outcome,
            figure: Figure::exact(number % 90),
            victims: Victims {
                actor: Some(ActorId::new("a2")),
                status: VictimStatus::Combatant,
                span: part("of the"),
                includes: None,
            },
            tally: Vec::new(),
        }),
        materiel: None,
        strength: None,
        relation: None,
        authenticity: None,
        rule: "bench/1".to_owned(),
        evidence: Evidence::new(sentence, Vec::new()),
    })
}
