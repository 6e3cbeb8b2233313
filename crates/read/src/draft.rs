//! What a rule hands over: a claim in tokens, before attribution, time, place and event are added.

use std::ops::Range;

use claimant_model::{
    Act, Certainty, Fate, Figure, ItemClass, Medium, Outcome, Plover, Qualifier, RelationKind, Role, Tense,
    VerificationStatus,
};
use claimant_parse::Token;

use crate::actors::Actors;
use crate::attribution::Sayings;
use crate::context::Context;
use crate::frames::Frames;
use crate::lexicon::{Frame, List, Lists};
use crate::quantity::{Quantity, bounded, is_body_of_people};
use crate::tree::lower;

/// A report with everything that is read before the rules.
pub(crate) struct Under<'a> {
    /// Trees and words.
    pub context: Context<'a>,
    /// Who is spoken of.
    pub actors: Actors,
    /// Who says what.
    pub sayings: Sayings,
    /// What words of the lexicon say here, found when first asked for.
    pub frames: Frames<'a>,
}

/// A rule: reads claims off the tree at one token.
pub(crate) trait Rule: Sync {
    /// The name that is printed with its claims, with its version.
    fn name(&self) -> &'static str;

    /// Looks at one token and adds what it finds.
    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>);
}

/// Somebody or something with a part.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Participating<'a> {
    /// The part.
    pub role: Role,
    /// The head of the words that name it.
    pub token: Token<'a>,
    /// Set for things.
    pub class: Option<ItemClass>,
}

/// PLOVER and ACLED codes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Codes {
    /// Event type.
    pub plover: Option<Plover>,
    /// Mode.
    pub mode: Option<&'static str>,
    /// Sub-event.
    pub acled: Option<&'static str>,
}

impl Codes {
    /// Of a death that was violent, of which no more is known.
    pub(crate) const VIOLENT_DEATH: Codes =
        Codes { plover: Some(Plover::Assault), mode: None, acled: Some("Attack") };

    /// Those of a frame.
    pub(crate) fn of(frame: &Frame) -> Codes {
        Codes { plover: frame.plover, mode: frame.mode, acled: frame.acled }
    }

    /// Whether somebody does violence.
    pub(crate) fn is_assault(self) -> bool {
        self.plover == Some(Plover::Assault)
    }

    /// Whether somebody does violence or takes people away, which PLOVER counts as coercion.
    pub(crate) fn is_violence(self) -> bool {
        self.is_assault() || self.mode == Some("abduct")
    }
}

/// A claim in tokens.
#[derive(Clone, Debug)]
pub(crate) struct Draft<'a> {
    /// The rule that read it.
    pub rule: &'static str,
    /// The word that says what happened.
    pub predicate: Token<'a>,
    /// What it says.
    pub what: What<'a>,
    /// Codes of the event.
    pub codes: Codes,
    /// Who takes part.
    pub participants: Vec<Participating<'a>>,
    /// Other predicates that speak of the same happening.
    pub links: Vec<usize>,
    /// What the rule knows better than the tree above the predicate.
    pub set: Settings<'a>,
}

/// What a rule may set itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings<'a> {
    /// Certainty.
    pub certainty: Option<Certainty>,
    /// Tense.
    pub tense: Option<Tense>,
    /// Attribution that the rule found: source and act, cue.
    pub said: Option<(Option<Token<'a>>, Act, Range<usize>)>,
    /// Standing, and the words that say so.
    pub standing: Option<(VerificationStatus, Range<usize>)>,
    /// Whether the victim is somebody who belongs to nobody and was told to have made the attack: never counted.
    pub attacker: bool,
    /// Whether only some of those concerned were counted: funerals held, patients treated.
    pub partial: bool,
    /// The pronoun that the words for the victims stand for: they are those told of before.
    pub pronoun: Option<Token<'a>>,
}

/// What is claimed.
#[derive(Clone, Debug)]
pub(crate) enum What<'a> {
    /// Something happened.
    Event,
    /// People.
    Casualties(CasualtyDraft<'a>),
    /// Things.
    Materiel {
        /// The thing.
        item: Token<'a>,
        /// Its class.
        class: ItemClass,
        /// What became of it.
        fate: Fate,
        /// How many.
        figure: Figure,
        /// Tokens of the figure.
        words: Option<Range<usize>>,
        /// Whose it was.
        owner: Option<Token<'a>>,
    },
    /// So many fought.
    Strength {
        /// Who.
        who: Token<'a>,
        /// How many.
        quantity: Quantity,
    },
    /// How two actors stand.
    Relation {
        /// In which way.
        kind: RelationKind,
        /// One.
        a: Token<'a>,
        /// The other.
        b: Token<'a>,
    },
    /// Whether a record is genuine.
    Authenticity {
        /// The record.
        item: Token<'a>,
        /// What kind.
        medium: Medium,
        /// What it purports to show.
        purports: Option<Range<usize>>,
    },
}

/// So many people met such an end.
#[derive(Clone, Debug)]
pub(crate) struct CasualtyDraft<'a> {
    /// What became of them; `None` where they were shot or stabbed and the report must tell.
    pub outcome: Option<Outcome>,
    /// How many.
    pub figure: Figure,
    /// Tokens of the figure.
    pub words: Option<Range<usize>>,
    /// Who.
    pub victims: Option<Token<'a>>,
    /// The larger group these are part of, as the head of its words.
    pub part_of: Option<usize>,
    /// Whether these did it: counted apart.
    pub perpetrator: bool,
    /// Whether the figure is of others beside those counted before.
    pub more: bool,
    /// Whether it replaces earlier figures: "brings the toll to 12".
    pub total: bool,
}

impl<'a> Draft<'a> {
    /// A draft without participants.
    pub(crate) fn new(rule: &'static str, predicate: Token<'a>, what: What<'a>) -> Draft<'a> {
        Draft {
            rule,
            predicate,
            what,
            codes: Codes::default(),
            participants: Vec::new(),
            links: Vec::new(),
            set: Settings::default(),
        }
    }
}

impl<'a> CasualtyDraft<'a> {
    /// Victims with the figure their noun phrase gives.
    pub(crate) fn of(under: &Under<'a>, victims: Token<'a>, outcome: Option<Outcome>) -> CasualtyDraft<'a> {
        let quantity = under.context.quantities().of(victims);
        let stated = under.context.quantities().stated(victims).is_some();
        let counted = under.context.token(quantity.counted);
        CasualtyDraft {
            outcome,
            words: Some(quantity.tokens).filter(|_| stated),
            figure: in_persons(quantity.figure, counted),
            victims: Some(counted),
            part_of: None,
            perpetrator: false,
            more: has_more(victims) || is_a_second(victims),
            total: false,
        }
    }
}

/// "Three families": at least three persons; "two couples" are four.
fn in_persons(figure: Figure, counted: Token<'_>) -> Figure {
    if !crate::tree::is_plural(counted) || !is_body_of_people(counted) {
        return figure;
    }
    match figure.low {
        Some(couples) if counted.lemma() == "couple" => bounded(couples * 2, Qualifier::Exact),
        Some(bodies) => bounded(bodies, Qualifier::AtLeast),
        None => figure,
    }
}

/// "another five", "two others", "four more".
fn has_more(noun: Token<'_>) -> bool {
    let more = |token: Token<'_>| {
        matches!(token.lemma(), "another" | "other" | "others" | "additional" | "more" | "further")
            && token.next().is_none_or(|n| n.text() != "than")
    };
    more(noun) || noun.children().any(|child| child.index() < noun.index() + 3 && more(child))
}

/// "A second man": one more; "the second man" was counted.
fn is_a_second(noun: Token<'_>) -> bool {
    let ordinal = |word: Token<'_>| Lists::embedded().has(List::OneMore, &lower(word.text()));
    let article = |child: Token<'_>| child.text().eq_ignore_ascii_case("a");
    noun.children().any(article) && (noun.children().any(ordinal) || ordinal(noun))
}
