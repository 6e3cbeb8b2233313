//! One report in, one reading out.

use std::collections::HashSet;
use std::fmt::Write;
use std::sync::OnceLock;

use claimant_model::{
    Actor, ActorKind, Event, Place, Reading, Report, ReportId, ReportInput, SchemaName, Span, Text,
};
use claimant_parse::{Pipeline, Precision};
use claimant_resolve::actors::Register;
use claimant_resolve::places::Gazetteer;
use sha2::{Digest, Sha256};

use crate::actors::names::Names;
use crate::actors::{ActorDraft, Actors, called};
use crate::assembly::learned::Model as Happenings;
use crate::attribution::learned::hash::Features;
use crate::attribution::{Saying, Sayings, learned};
use crate::claims::{self, Made, Workshop};
use crate::context::Context;
use crate::dates::{self, Times};
use crate::draft::{Draft, Under};
use crate::frames::Frames;
use crate::ids::{actor_id, place_id};
use crate::lexicon::Lexicon;
use crate::places::Places;
use crate::sides::Sides;
use crate::skim::{Skimmed, Skimmer, Skip};
use crate::{assembly, casing, prepare, rules, standing};

/// Working memory of one thread, reused from report to report; it changes nothing in the result.
#[derive(Default)]
pub struct Scratch {
    parse: claimant_parse::Scratch,
}

/// Reads reports into claims. Cheap to share between threads; reading never changes it.
#[derive(Default)]
pub struct Reader {
    lexicon: Lexicon,
    /// What reads attributions at large; without it the rules do.
    attribution: Option<learned::Model>,
    /// What tells happenings from talk of violence; without it the rules do.
    happenings: Option<Happenings>,
    /// Knows where places are; without it a report names none.
    gazetteer: Option<Gazetteer>,
    /// Knows parties beside those the program carries.
    register: Option<Register>,
    precision: Precision,
    skip: Skip,
    /// Built when the first report comes that may be skipped.
    skimmer: OnceLock<Option<Skimmer>>,
    /// Read when the first text in capitals comes.
    common_words: OnceLock<HashSet<&'static str>>,
}

impl Reader {
    /// A reader with the lexicon that the program carries.
    pub fn new() -> Reader {
        Reader {
            attribution: learned::Model::embedded().ok(),
            happenings: Happenings::embedded().ok(),
            gazetteer: Gazetteer::embedded().ok(),
            ..Self::default()
        }
    }

    /// The same by rules alone, without anything learned.
    #[must_use]
    pub fn by_rules_alone(self) -> Reader {
        Reader { attribution: None, happenings: None, ..self }
    }

    /// The same with another precision of the parser.
    #[must_use]
    pub fn with_precision(self, precision: Precision) -> Reader {
        Reader { precision, ..self }
    }

    /// The same with another register of parties.
    #[must_use]
    pub fn with_register(self, register: Register) -> Reader {
        Reader { register: Some(register), ..self }
    }

    /// The same, passing over what has no word of violence.
    #[must_use]
    pub fn with_skip(self, skip: Skip) -> Reader {
        Reader { skip, ..self }
    }

    /// Makes blank what is passed over.
    fn skim(&self, text: String) -> Skimmed {
        if self.skip == Skip::Nothing {
            return Skimmed { text, note: None };
        }
        match self.skimmer.get_or_init(|| Skimmer::new(&self.lexicon).ok()) {
            Some(skimmer) => skimmer.skim(text, self.skip),
            None => Skimmed { text, note: None },
        }
    }

    /// The same with another gazetteer, such as the program's with a side file added.
    #[must_use]
    pub fn with_gazetteer(self, gazetteer: Gazetteer) -> Reader {
        Reader { gazetteer: Some(gazetteer), ..self }
    }

    fn register(&self) -> &Register {
        self.register.as_ref().unwrap_or_else(|| Register::embedded())
    }

    /// The copy that the parser sees.
    fn prepare(&self, input: &ReportInput) -> Skimmed {
        let skimmed = self.skim(prepare::for_parser(input));
        if !casing::is_upper_case(&skimmed.text) {
            return skimmed;
        }
        let common = self.common_words.get_or_init(Lexicon::common_words);
        let text = casing::restore(
            &prepare::brackets(&skimmed.text),
            &casing::Known { lexicon: &self.lexicon, register: self.register(), common },
        );
        Skimmed { text, ..skimmed }
    }

    /// Reads one report.
    pub fn read(&self, input: &ReportInput, pipeline: &Pipeline, scratch: &mut Scratch) -> Reading {
        self.read_and(input, pipeline, scratch, self.happenings.as_ref(), |_, _| ()).0
    }

    /// Reads one report without the judge of happenings, and gives for each of its events what the judge of happenings would
    /// look at, `None` where it is not asked. What judges are trained on.
    pub fn study(
        &self,
        input: &ReportInput,
        pipeline: &Pipeline,
        scratch: &mut Scratch,
    ) -> (Reading, Vec<Option<Features>>) {
        self.read_and(input, pipeline, scratch, None, assembly::candidates)
    }

    fn read_and<T>(
        &self,
        input: &ReportInput,
        pipeline: &Pipeline,
        scratch: &mut Scratch,
        judge: Option<&Happenings>,
        also: impl FnOnce(&Workshop<'_, '_>, &[Made<'_>]) -> T,
    ) -> (Reading, T) {
        let prepared = self.prepare(input);
        let document = pipeline.parse_paragraphs(&prepared.text, self.precision, &mut scratch.parse);
        let text = Text::new(input.text.clone());
        let credits = claimant_credits::of(input);
        let published = credits.published;
        let today = dates::day(published.as_deref());
        let names = Names::find(&document, self.register(), today);
        let mut context = Context::new(&document, &self.lexicon, &text, names);
        let places = match &self.gazetteer {
            Some(gazetteer) => Places::find(&context, gazetteer, input.source.as_deref()),
            None => Places::default(),
        };
        places.weigh(&mut context.names);
        context.keep_places(places.known_tokens());
        context.names.settle(&document);
        let mut actors = Actors::find(&context, credits.byline.as_deref());
        let mut sayings = Sayings::find(&context);
        let learned = self.attribution.as_ref().map(|model| learned::sayings(&context, model));
        sayings.agree_on_cues(learned.as_deref().unwrap_or_default());
        actors.speakers(&context, &sayings);
        let under = Under { context, actors, sayings, frames: Frames::new(document.len()) };
        let report_id = report_id(input);
        let times = Times::find(&document, today);
        let drafts = drafts(&under);
        let armed = under.actors.armed_by_deeds(&under.context, &drafts);
        let sides = Sides::find(&under.actors, &drafts);
        let workshop = Workshop {
            under: &under,
            sides: &sides,
            places: &places,
            times: &times,
            learned: learned.as_deref().unwrap_or_default(),
            report: &report_id,
            today,
        };
        let mut made: Vec<Made<'_>> = drafts.into_iter().filter_map(|draft| workshop.make(draft)).collect();
        claims::link_parts(&mut made);
        claims::settle_undecided(&under, &mut made);
        claims::settle_late_reports(&mut made);
        claims::spread_background(&under, &mut made);
        let verdicts = standing::find(&under, |token| claims::speaker(&under, Some(token.index())));
        claims::apply_verdicts(&under, &sides, &verdicts, &mut made);
        claims::mark_tallies(&under, &mut made);
        let events = assembly::events(&workshop, &mut made, judge);
        let told = also(&workshop, &made);
        let at_large = at_large(&under.sayings, learned.as_deref());
        let attributions = at_large.into_iter().filter_map(|saying| workshop.said(saying)).collect();
        let claims: Vec<_> = made.into_iter().map(|made| made.claim).collect();
        let reading = Reading {
            schema: SchemaName::V1,
            actors: list_actors(&under, &armed),
            places: list_places(&under, &places, &events),
            report: Report {
                id: report_id,
                source: input.source.clone(),
                wire: credits.wire,
                url: input.url.clone(),
                title: input.title.clone(),
                byline: credits.byline,
                published,
                language: input.language.clone().unwrap_or_else(|| "en".into()),
                text: input.text.clone(),
            },
            claims,
            attributions,
            events,
            problems: prepared.note.into_iter().chain(times.problems()).collect(),
        };
        (reading, told)
    }
}

/// Who says what, about anything, without nesting: as learned, else by the rules.
fn at_large<'s>(sayings: &'s Sayings, learned: Option<&'s [Saying]>) -> Vec<&'s Saying> {
    learned.map_or_else(|| sayings.outermost().collect(), |learned| learned.iter().collect())
}

/// The id the record carried, else the SHA-256 of the text.
fn report_id(input: &ReportInput) -> ReportId {
    let given = input.id.clone();
    ReportId::new(given.unwrap_or_else(|| {
        let digest = Sha256::digest(input.text.as_bytes());
        digest.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }))
}

/// Puts every rule to every token.
fn drafts<'a>(under: &Under<'a>) -> Vec<Draft<'a>> {
    let mut drafts = Vec::new();
    let document = under.context.document;
    for token in document.tokens() {
        for rule in rules::ALL {
            rule.at(under, token, &mut drafts);
        }
    }
    drafts
}

fn list_actors(under: &Under<'_>, armed: &HashSet<usize>) -> Vec<Actor> {
    let list = under.actors.all.iter().enumerate();
    list.map(|(index, actor)| Actor {
        id: actor_id(index),
        name: actor.name.clone(),
        known: actor.known.clone(),
        kind: if armed.contains(&index) { ActorKind::PoliticalMilitia } else { actor.kind },
        country: actor.country.map(|country| country.to_string()),
        member_of: actor.member_of.map(actor_id),
        mentions: mentions(under, actor),
    })
    .collect()
}

/// The names and descriptions of an actor.
fn mentions(under: &Under<'_>, actor: &ActorDraft) -> Vec<Span> {
    called(&under.context, actor).into_iter().filter_map(|words| under.context.span(words)).collect()
}

/// What is not named and is the place of no event is left out.
fn list_places(under: &Under<'_>, places: &Places, events: &[Event]) -> Vec<Place> {
    let told = |index: usize| events.iter().any(|event| event.place == Some(place_id(index)));
    let list =
        places.all.iter().enumerate().filter(|(index, place)| !place.mentions.is_empty() || told(*index));
    list.map(|(index, place)| Place {
        id: place_id(index),
        name: place.known.name.clone(),
        geonames: place.known.geonames.map(u64::from),
        latitude: place.known.point.map(|(north, _)| north),
        longitude: place.known.point.map(|(_, east)| east),
        country: place.known.country.map(|country| country.to_string()),
        admin1: place.known.admin1.clone(),
        precision: place.known.precision,
        mentions: place.mentions.iter().filter_map(|words| under.context.span(words.clone())).collect(),
    })
    .collect()
}
