//! Pronouns: the nearest actor that "they", "its", "he" can mean, within the report.

use std::ops::Range;

use claimant_model::ActorKind;
use claimant_parse::Token;

use super::Actors;
use crate::context::Context;
use crate::lexicon::{Frame, List, Lists, NounClass, NounSense};
use crate::tree::{clause_head, is_noun, is_verb, lower};

/// Sentences before its own that a pronoun may look back to.
const LOOK_BACK: usize = 2;

/// What a pronoun asks of what it stands for.
struct Wanted {
    person: bool,
    /// "It": not those whom a plural names.
    singular: bool,
    /// Those who do something to it: "killed them" is not said of oneself.
    doers: Vec<usize>,
}

/// Whether a verb may tell of violence.
fn is_violence(context: &Context<'_>, verb: Token<'_>) -> bool {
    is_verb(verb) && context.word(verb).is_some_and(|word| word.frames.iter().any(Frame::is_assault))
}

/// Who spoke last.
enum Speaker {
    Party(usize),
    Somebody,
}

impl Speaker {
    fn party(self) -> Option<usize> {
        match self {
            Speaker::Party(actor) => Some(actor),
            Speaker::Somebody => None,
        }
    }
}

impl Actors {
    /// First in its own sentence above it, then the subjects of the sentences before.
    pub(super) fn pronoun(&self, context: &Context<'_>, token: Token<'_>) -> Option<usize> {
        if let Some(author) = self.first_person(context, token) {
            return Some(author);
        }
        if is_what_is_taken(token) {
            return None;
        }
        let lemma = lower(token.text());
        let person = matches!(lemma.as_ref(), "he" | "she" | "him" | "her" | "his" | "hers");
        if !person && !matches!(lemma.as_ref(), "they" | "them" | "their" | "it" | "its" | "theirs") {
            return None;
        }
        let singular = matches!(lemma.as_ref(), "it" | "its");
        let wanted = Wanted { person, singular, doers: self.doers(token, &lemma) };
        if let Some(speaker) = self.last_speaker(context, token, &lemma, &wanted) {
            return speaker.party();
        }
        if is_partitive(token) {
            return match self.people_before(context, token, &wanted) {
                Some(people) => self.of(people),
                None => self.nearest_subject(context, token, &wanted),
            };
        }
        if !wanted.doers.is_empty() {
            return self.nearest_noun(context, token, &wanted);
        }
        let sentence = token.sentence();
        let possessive = token.tag() == "PRP$";
        if possessive && let Some(owner) = self.deep_subject(context, token, &wanted) {
            return Some(owner);
        }
        let own = self.subject(context, token, sentence.token_range(), &wanted);
        let subject_itself = matches!(token.label(), "nsubj" | "nsubjpass");
        let clear = possessive
            || !subject_itself
            || !matches!(token.head().label(), "ROOT" | "ccomp")
            || opens_after_semicolon(token);
        if own.is_some() && clear {
            return own;
        }
        let said = subject_itself && token.head().label() == "ccomp";
        // "The dissidents said they had lost six": they are those who say it, whoever these are.
        if said && self.nobodys_saying(context, token) {
            return None;
        }
        let deep = said.then(|| self.deep_subject(context, token, &wanted)).flatten();
        let earlier = || {
            (0..sentence.index()).rev().take(LOOK_BACK).find_map(|index| {
                let range = context.document.sentences().nth(index)?.token_range();
                self.subject(context, token, range, &wanted)
            })
        };
        let found = deep.or_else(earlier).or(own);
        found.filter(|&actor| !self.harmed_others(context, token, actor))
    }

    /// Whether people in the plural say it who are no actor.
    fn nobodys_saying(&self, context: &Context<'_>, they: Token<'_>) -> bool {
        let says = they.head().head();
        let sayer = says.child("nsubj").filter(|sayer| context.only_says(says) && sayer.tag() == "NNS");
        let unknown = |sayer: Token<'_>| self.of(sayer).is_none() && context.people(sayer).is_some();
        lower(they.text()) == "they" && sayer.is_some_and(unknown)
    }

    /// "The clinics it runs treated 40 patients and nine of them died": the plural right before.
    fn people_before<'a>(
        &self,
        context: &Context<'a>,
        token: Token<'_>,
        wanted: &Wanted,
    ) -> Option<Token<'a>> {
        let does = |noun: Token<'_>| self.of(noun).is_some_and(|actor| wanted.doers.contains(&actor));
        let before = context.document.token_range(token.sentence().token_range().start..token.index()).rev();
        before.into_iter().find(|noun| {
            let bodies = || context.is(*noun, NounClass::Casualty);
            let people = noun.label() != "compound" && (context.people(*noun).is_some() || bodies());
            noun.tag() == "NNS" && people && !does(*noun)
        })
    }

    /// "The soldiers shot at the students. They were killed": who was killed is not who had just shot at others.
    fn harmed_others(&self, context: &Context<'_>, token: Token<'_>, actor: usize) -> bool {
        if token.label() != "nsubjpass" || !is_violence(context, token.head()) {
            return false;
        }
        let first = token.sentence().index().saturating_sub(1);
        let from = context.document.sentences().nth(first).map_or(0, |before| before.token_range().start);
        let verbs =
            context.document.token_range(from..token.index()).filter(|verb| is_violence(context, *verb));
        verbs.into_iter().any(|verb| {
            let arguments = crate::clause::of_verb(verb);
            let others = || {
                let aimed = arguments.obliques.iter().filter(|(prep, _)| matches!(prep.lemma(), "at" | "on"));
                arguments.patients.iter().copied().chain(aimed.map(|(_, object)| *object))
            };
            let people = |noun: Token<'_>| context.people(noun).is_some() && self.of(noun) != Some(actor);
            arguments.agents.iter().any(|agent| self.of(*agent) == Some(actor)) && others().any(people)
        })
    }

    /// "…, officials said. They added that …": who says more is who spoke last, in the sentences before, even where that is
    /// no known party. `None` where the pronoun says nothing, or nobody spoke.
    fn last_speaker(
        &self,
        context: &Context<'_>,
        token: Token<'_>,
        lemma: &str,
        wanted: &Wanted,
    ) -> Option<Speaker> {
        let speaks =
            token.label() == "nsubj" && is_saying(context, token.head()) && token.head().label() == "ROOT";
        if !speaks {
            return None;
        }
        (0..token.sentence().index()).rev().take(LOOK_BACK).find_map(|index| {
            let range = context.document.sentences().nth(index)?.token_range();
            let speakers = context
                .document
                .token_range(range)
                .rev()
                .filter(|t| is_noun(*t) && speaks_in_tree(context, *t));
            let spoke = speakers.into_iter().find_map(|speaker| match self.of(speaker) {
                Some(actor) => {
                    let one = || (wanted.person && is_one_person(context, speaker)).then_some(actor);
                    self.fitting(context, speaker, wanted).or_else(one).map(Speaker::Party)
                }
                None => agrees(context, lemma, speaker).then_some(Speaker::Somebody),
            });
            spoke.or_else(|| self.told_of_last(context, token, index, wanted))
        })
    }

    /// "The channel showed a tank. It later said…", where another had spoken before: the subject of the sentence right before,
    /// if it can speak.
    fn told_of_last(
        &self,
        context: &Context<'_>,
        token: Token<'_>,
        sentence: usize,
        wanted: &Wanted,
    ) -> Option<Speaker> {
        let goes_on = matches!(token.head().lemma(), "add" | "continue");
        if sentence + 1 != token.sentence().index() || !wanted.singular || goes_on {
            return None;
        }
        let root = context.document.sentences().nth(sentence)?.roots().next()?;
        let subject = root.child("nsubj").filter(|subject| is_noun(*subject))?;
        match self.of(subject) {
            Some(_) => self.fitting(context, subject, wanted).map(Speaker::Party),
            None => is_body(context, subject).then_some(Speaker::Somebody),
        }
    }

    fn doers(&self, token: Token<'_>, lemma: &str) -> Vec<usize> {
        let object = matches!(lemma, "them" | "him" | "her" | "it") && token.tag() == "PRP";
        let verb = clause_head(token);
        if !object || !matches!(token.label(), "dobj" | "pobj") || verb == token {
            return Vec::new();
        }
        crate::clause::of_verb(verb).agents.into_iter().filter_map(|subject| self.of(subject)).collect()
    }

    fn fitting(&self, context: &Context<'_>, candidate: Token<'_>, wanted: &Wanted) -> Option<usize> {
        // "The armed wing of the front": the front.
        let unit =
            || context.is(candidate, NounClass::Unit).then(|| self.of_phrase(context, candidate)).flatten();
        self.of(candidate).or_else(unit).filter(|&actor| {
            let draft = &self.all[actor];
            // "The minister", who stands for his ministry, is "he" all the same.
            let holds_office = || {
                let person = |noun: &NounSense| noun.actor == ActorKind::Person;
                let leads = matches!(candidate.lemma(), "leader" | "commander" | "chief" | "boss");
                candidate.tag() == "NN" && (leads || context.people(candidate).is_some_and(person))
            };
            let number = if wanted.person {
                draft.person || holds_office()
            } else {
                !draft.person && draft.kind != ActorKind::Person
            };
            // "The FMLN" may look like a plural.
            let plural = candidate.tag() == "NNS" && context.names.party(candidate).is_none();
            number && !(wanted.singular && plural) && !wanted.doers.contains(&actor)
        })
    }

    /// "overran a camp of peacekeepers, killing dozens of them": the nearest noun before it.
    fn nearest_noun(&self, context: &Context<'_>, token: Token<'_>, wanted: &Wanted) -> Option<usize> {
        let before = context.document.token_range(token.sentence().token_range().start..token.index());
        before.rev().filter(|t| is_noun(*t)).find_map(|noun| self.fitting(context, noun, wanted))
    }

    /// "The police said the gunmen had fled and several of them were hit": the subject nearest before it.
    fn nearest_subject(&self, context: &Context<'_>, token: Token<'_>, wanted: &Wanted) -> Option<usize> {
        let start = token.sentence().token_range().start;
        let before = context.document.token_range(start..token.index()).rev();
        let mut subjects = before.filter(|t| matches!(t.label(), "nsubj" | "nsubjpass") && is_noun(*t));
        let near = subjects.find_map(|subject| self.fitting(context, subject, wanted));
        near.or_else(|| self.nearest_noun(context, token, wanted))
    }

    /// The first subject in a stretch of text, before the pronoun.
    fn subject(
        &self,
        context: &Context<'_>,
        token: Token<'_>,
        range: Range<usize>,
        wanted: &Wanted,
    ) -> Option<usize> {
        let subjects = context.document.token_range(range).filter(|t| {
            t.index() < token.index()
                && matches!(t.label(), "nsubj" | "nsubjpass")
                && !matches!(t.tag(), "WDT" | "WP")
        });
        subjects.into_iter().find_map(|subject| self.fitting(context, subject, wanted))
    }

    /// The subject of a clause above it.
    fn deep_subject(&self, context: &Context<'_>, token: Token<'_>, wanted: &Wanted) -> Option<usize> {
        let above = token.ancestors().filter(|t| is_verb(*t) && !is_accused_of(context, *t));
        above
            .flat_map(|verb| crate::clause::subjects(verb, 6))
            .find_map(|subject| self.fitting(context, subject, wanted))
    }
}

/// "Claimed its capture": a town's, unless it is said whose or what was taken.
fn is_what_is_taken(token: Token<'_>) -> bool {
    let noun = token.head();
    token.tag() == "PRP$"
        && Lists::embedded().has(List::ChangesHands, noun.lemma())
        && crate::tree::oblique(noun, &["of"]).is_none()
}

/// "The front gave no comment; it has denied such attacks": a main clause of its own within the sentence.
fn opens_after_semicolon(token: Token<'_>) -> bool {
    token.previous().is_some_and(|before| before.text() == ";")
}

/// "Accused the army of bombing its camps": what somebody is accused of is done to others than himself.
fn is_accused_of(context: &Context<'_>, verb: Token<'_>) -> bool {
    let prep = verb.head();
    let holder = prep.head();
    let accuses = if is_verb(holder) { holder } else { holder.head() };
    verb.label() == "pcomp"
        && matches!(prep.lemma(), "of" | "for")
        && matches!(accuses.lemma(), "accuse" | "blame" | "suspect" | "condemn" | "denounce")
        && is_violence(context, verb)
}

/// A verb that says and does nothing else.
fn is_saying(context: &Context<'_>, verb: Token<'_>) -> bool {
    is_verb(verb) && context.only_says(verb)
}

/// Whether a noun is the subject of a verb of saying, or follows "according to".
fn speaks_in_tree(context: &Context<'_>, noun: Token<'_>) -> bool {
    let above = noun.head();
    match noun.label() {
        "nsubj" => is_saying(context, above),
        "pobj" => above.lemma() == "to" && above.head().text().eq_ignore_ascii_case("according"),
        _ => false,
    }
}

/// Whether a noun that is no known party can be meant: "they" by a plural, "it" by a body, "she" by "a nurse".
fn agrees(context: &Context<'_>, pronoun: &str, noun: Token<'_>) -> bool {
    // "The leader" is somebody with a name.
    let new = || noun.child("det").is_some_and(|det| matches!(det.lemma(), "a" | "an" | "another"));
    let somebody = || noun.tag() == "NN" && new() && context.noun(noun, NounClass::Person).is_some();
    match pronoun {
        "they" => matches!(noun.tag(), "NNS" | "NNPS"),
        "it" => is_body(context, noun),
        "he" | "she" => somebody(),
        _ => false,
    }
}

/// "Omar Dato, a spokesman for the front": one person by name, whom the report may have for his side.
fn is_one_person(context: &Context<'_>, noun: Token<'_>) -> bool {
    let person = |word: Token<'_>| word.tag() == "NN" && context.noun(word, NounClass::Person).is_some();
    let title = || noun.children().any(|child| child.label() == "appos" && person(child));
    noun.tag() == "NNP" && (context.entity_label(noun) == "PERSON" || title())
}

/// A body of people that may speak: "the committee", "Radio Kivu".
fn is_body(context: &Context<'_>, noun: Token<'_>) -> bool {
    let named = noun.tag() == "NNP" && context.entity_label(noun) == "ORG";
    named || noun.tag() == "NN" && context.is(noun, NounClass::Group)
}

/// "Several of them", "one of whom": those of whom some are told apart.
fn is_partitive(token: Token<'_>) -> bool {
    let of = token.head();
    token.text().eq_ignore_ascii_case("them")
        && token.label() == "pobj"
        && of.lemma() == "of"
        && matches!(of.head().tag(), "CD" | "JJ" | "DT" | "NN" | "NNS" | "JJS")
}
