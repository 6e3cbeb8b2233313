//! Nouns that count people by what became of them: "50 fatalities", "heavy losses", "suffered significant casualties".

use claimant_model::{Act, Figure, Outcome, Role};
use claimant_parse::Token;

use crate::clause;
use crate::context::Context;
use crate::draft::{CasualtyDraft, Draft, Participating, Rule, Under, What};
use crate::frames::is_human;
use crate::lexicon::{List, Lists, NounClass};
use crate::quantity::Quantity;
use crate::roll;
use crate::tree::{conjuncts, first_conjunct, is_noun, is_verb, oblique, prepositions};

/// A noun of casualties with a figure, or one that somebody suffered.
pub(super) struct CasualtyNoun;

impl Rule for CasualtyNoun {
    fn name(&self) -> &'static str {
        "casualty-noun/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let context = &under.context;
        if !is_noun(token) || token.label() == "compound" {
            return;
        }
        let sense = context.noun(token, NounClass::Casualty).and_then(|sense| sense.outcome);
        let Some(outcome) = sense.or_else(|| no_victims(token)) else { return };
        let told_elsewhere = super::put_at::is_put(under, token)
            || super::toll::is_told_to_be(under, token)
            || super::unreported::outcome(context, token).is_some()
            || super::withheld::is_kept_back(token);
        if is_distorted(token) || told_elsewhere {
            return;
        }
        let kind = kind(under, token);
        let side = sufferer(under, token, kind).or_else(|| inflicted_on(context, token));
        // "No casualties were reported among the troops."
        let among = || oblique(token.head(), &["among"]).filter(|_| is_counted_up(token));
        let of = oblique(token, &["of", "among"]).or_else(among).filter(|of| is_human(context, *of));
        let none = || crate::tree::is_negated(token) && token.label() == "conj";
        // "Four soldier casualties": the number may hang on the word between.
        let before_kind = || kind.and_then(|kind| context.quantities().stated(kind));
        let stated =
            context.quantities().stated(token).or_else(before_kind).or_else(|| none().then(|| zero(token)));
        // "the bodies of 63 soldiers"
        let body = is_body(token);
        let of_number = of.filter(|_| body || matches!(token.lemma(), "death" | "loss"));
        let lost = of_number.and_then(|of| context.quantities().stated(of));
        // "The loss of six men", as "lost six men".
        let men = token.lemma() == "loss" && token.tag() == "NN" && stated.is_none() && lost.is_some();
        let outcome = if men { Outcome::Killed } else { outcome };
        let is_lost = lost.is_some();
        let stated = stated.or(lost);
        let things = oblique(token, &["of", "in"]).map(conjuncts).unwrap_or_default();
        if token.lemma() == "loss" && !men && !names_people(under, token, &things, side) {
            return;
        }
        let owner = token.child("poss").filter(|owner| is_human(context, *owner));
        if stated.is_none() && body && is_one_body(token, of.or(owner)) {
            out.push(one_body(self.name(), under, token, of.or(owner)));
            return;
        }
        if stated.is_none() && body && is_found(token) {
            let each = of.map(|of| roll::people(context, of)).unwrap_or_default();
            out.extend(each.into_iter().map(|one| one_body(self.name(), under, token, Some(one))));
            return;
        }
        let told = if stated.is_some() {
            !body || is_found(token)
        } else {
            let bearers = of.is_some() || side.is_some() || kind.is_some() && is_counted_up(token);
            !body && bearers && is_suffered(token, outcome)
        };
        if !told {
            return;
        }
        // "The deaths of 30 people" are read by the frame of the word.
        let words = stated.as_ref().map(|stated| stated.tokens.clone());
        let read = |draft: &Draft<'a>| {
            draft.predicate == token
                && matches!(&draft.what, What::Casualties(c) if c.words.is_some() && c.words == words)
        };
        if out.iter().rev().take(8).any(read) {
            return;
        }
        let figure = stated
            .as_ref()
            .map_or_else(|| Figure::new(None, None, claimant_model::Qualifier::Vague), |q| q.figure.clone());
        let victims = of.or(kind).or(side.filter(|_| !body)).or(Some(token));
        let casualties = CasualtyDraft {
            outcome: Some(outcome),
            figure,
            words,
            victims,
            part_of: None,
            perpetrator: false,
            more: false,
            total: false,
        };
        let parts = stated.is_some().then(|| super::parts::behind(under, token, Some(outcome)));
        for casualties in each(casualties) {
            let mut draft = Draft::new(self.name(), token, What::Casualties(casualties));
            draft.set.said = told_by(under, token);
            draft.participants.extend(side.map(|token| Participating {
                role: Role::Target,
                token,
                class: None,
            }));
            draft.links.extend(happenings(token));
            out.push(draft);
        }
        let beside = of_number.filter(|_| is_lost).map(|of| beside(under, of, outcome));
        for part in parts.into_iter().flatten().chain(beside.into_iter().flatten()) {
            let mut draft = Draft::new(self.name(), token, What::Casualties(part));
            draft.set.said = told_by(under, token);
            out.push(draft);
        }
    }
}

/// "The loss of 17 soldiers and 36 volunteers": those counted after the first.
fn beside<'a>(under: &Under<'a>, first: Token<'a>, outcome: Outcome) -> Vec<CasualtyDraft<'a>> {
    let others = conjuncts(first).into_iter().skip(1).map(|other| under.context.token(other.index()));
    let counted = |other: &Token<'a>| {
        is_human(&under.context, *other) && under.context.quantities().stated(*other).is_some()
    };
    others.filter(counted).map(|other| CasualtyDraft::of(under, other, Some(outcome))).collect()
}

/// "There were civilian casualties", "civilian deaths were reported".
fn is_counted_up(noun: Token<'_>) -> bool {
    let verb = noun.head();
    match noun.label() {
        "attr" => verb.child("expl").is_some(),
        "nsubjpass" | "dobj" => Lists::embedded().has(List::CountsUp, verb.lemma()),
        _ => false,
    }
}

/// Whether a noun without a number says that so many met such an end: not "the death of", which is read by the frame of the
/// word, nor wounds, whose bearer is counted: see `hurt`.
fn is_suffered(noun: Token<'_>, outcome: Outcome) -> bool {
    let one_by_one = matches!(noun.lemma(), "death" | "injury") && oblique(noun, &["of"]).is_some();
    outcome != Outcome::Wounded && !one_by_one
}

/// A dead body. The parser's lemma of "corpses" is "corps".
fn is_body(noun: Token<'_>) -> bool {
    matches!(noun.lemma(), "body" | "corpse") || noun.text().eq_ignore_ascii_case("corpses")
}

/// The 0 of the injuries in "no deaths or injuries".
fn zero(noun: Token<'_>) -> Quantity {
    let figure = Figure::new(Some(0), Some(0), claimant_model::Qualifier::Exact);
    Quantity { figure, tokens: noun.index()..noun.index() + 1, counted: noun.index() }
}

/// "There were no victims": nobody was killed or hurt.
fn no_victims(noun: Token<'_>) -> Option<Outcome> {
    (noun.lemma() == "victim" && crate::tree::is_negated(noun)).then_some(Outcome::KilledOrWounded)
}

/// "No casualties" says that nobody was killed and that nobody was wounded.
fn each(casualties: CasualtyDraft<'_>) -> Vec<CasualtyDraft<'_>> {
    let none = casualties.outcome == Some(Outcome::KilledOrWounded) && casualties.figure.high == Some(0);
    if !none {
        return vec![casualties];
    }
    let other = CasualtyDraft { outcome: Some(Outcome::Wounded), ..casualties.clone() };
    vec![CasualtyDraft { outcome: Some(Outcome::Killed), ..casualties }, other]
}

/// "the body of a young man was found", "a man's body was taken to the mortuary": a body is one dead.
fn is_one_body(body: Token<'_>, whose: Option<Token<'_>>) -> bool {
    let taken =
        matches!(first_conjunct(body).head().lemma(), "take" | "transport" | "carry" | "remove" | "fly");
    let several = whose.is_some_and(crate::tree::is_plural);
    !crate::tree::is_plural(body) && !several && whose.is_some() && (is_found(body) || taken)
}

fn one_body<'a>(
    rule: &'static str,
    under: &Under<'a>,
    body: Token<'a>,
    whose: Option<Token<'a>>,
) -> Draft<'a> {
    let victim = under.context.token(whose.unwrap_or(body).index());
    let casualties = CasualtyDraft {
        figure: Figure::implied(1),
        words: None,
        ..CasualtyDraft::of(under, victim, Some(Outcome::Killed))
    };
    let mut draft = Draft::new(rule, body, What::Casualties(casualties));
    // "The body of a fourth soldier": one of several.
    draft.set.partial = victim.children().any(|child| Lists::embedded().has(List::OneMore, child.text()));
    draft.links.extend(happenings(body));
    draft
}

/// "inflated the losses of its enemies", "hides its casualties": about figures, no figure.
fn is_distorted(token: Token<'_>) -> bool {
    matches!(
        token.head().lemma(),
        "inflate" | "exaggerate" | "overstate" | "understate" | "downplay" | "conceal" | "hide" | "minimise"
    ) && token.label() == "dobj"
}

/// "inflicted heavy losses on the enemy".
fn inflicted_on<'a>(context: &Context<'_>, token: Token<'a>) -> Option<Token<'a>> {
    let verb = first_conjunct(token).head();
    let inflicts = matches!(verb.lemma(), "inflict" | "cause") && is_verb(verb);
    // "Caused nine deaths on Monday".
    let day = |noun: Token<'_>| matches!(context.entity_label(noun), "DATE" | "TIME");
    let on = |(prep, noun): &(Token<'_>, Token<'_>)| matches!(prep.lemma(), "on" | "upon") && !day(*noun);
    let mut found = prepositions(verb).chain(prepositions(token)).filter(on);
    found.next().filter(|_| inflicts).map(|(_, noun)| noun)
}

/// "losses in both personnel and equipment": people are among them unless only things are named.
fn names_people(under: &Under<'_>, token: Token<'_>, things: &[Token<'_>], side: Option<Token<'_>>) -> bool {
    let people = things.iter().any(|thing| is_human(&under.context, *thing));
    let only_things = !things.is_empty() && !people;
    let plural = token.tag() == "NNS";
    !only_things
        && plural
        && (people || side.is_some())
        && !matches!(token.head().lemma(), "job" | "report" | "post")
}

/// Whom the noun counts, by the word before it: "12 civilian deaths", "rebel casualties".
pub(super) fn kind<'a>(under: &Under<'a>, noun: Token<'a>) -> Option<Token<'a>> {
    let people = |word: &Token<'_>| {
        let modifies = matches!(word.label(), "compound" | "amod" | "nmod") && word.index() < noun.index();
        modifies && (is_human(&under.context, *word) || under.actors.of(*word).is_some())
    };
    noun.children().filter(|_| !is_body(noun)).rfind(people).map(|word| under.context.token(word.index()))
}

/// Who suffered them: "the army suffered 20 deaths", "the army's losses"; not the army that "reported 12 civilian deaths".
fn sufferer<'a>(under: &Under<'a>, token: Token<'a>, kind: Option<Token<'a>>) -> Option<Token<'a>> {
    if let Some(owner) = token.child("poss") {
        return Some(owner);
    }
    let head = first_conjunct(token);
    let verb = if head.label() == "pobj" { head.head().head() } else { head.head() };
    let suffers = matches!(
        verb.lemma(),
        "suffer"
            | "sustain"
            | "take"
            | "incur"
            | "admit"
            | "acknowledge"
            | "confirm"
            | "report"
            | "concede"
            | "endure"
            | "announce"
            | "register"
            | "have"
    );
    if !is_verb(verb) || !suffers || !matches!(head.label(), "dobj" | "pobj") {
        return None;
    }
    let tells = !matches!(verb.lemma(), "suffer" | "sustain" | "take" | "incur" | "endure" | "have");
    if kind.is_some() && tells || clause::takes_place(verb) {
        return None;
    }
    let whose = clause::of_verb(verb).agents.first().copied()?;
    // "The police reported two deaths": of others, unless they fight or speak of losses.
    let others = Lists::embedded().has(List::CountsUp, verb.lemma())
        && !matches!(token.lemma(), "loss" | "casualty")
        && !is_fighting(under, whose);
    // "The officer reported 17 casualties": one person does not lose so many.
    let speaks = matches!(verb.lemma(), "report" | "announce" | "confirm") && whose.tag() == "NN";
    let person = speaks && under.context.noun(whose, NounClass::Person).is_some();
    Some(whose).filter(|_| !others && !person)
}

/// Armies, rebels and militias.
pub(super) fn is_fighting(under: &Under<'_>, who: Token<'_>) -> bool {
    let kind = under.actors.of_phrase(&under.context, who).map(|actor| under.actors.all[actor].kind);
    let sense = under.context.people(who);
    let police = sense.is_some_and(|sense| sense.family == Some("police")) || who.text() == "who";
    let armed = kind.is_some_and(claimant_model::ActorKind::is_armed)
        || sense.is_some_and(|sense| sense.status == claimant_model::VictimStatus::Combatant);
    armed && !police
}

/// "The group documented 240 deaths": who counted them, where the report names nobody else.
fn told_by<'a>(
    under: &Under<'a>,
    token: Token<'a>,
) -> Option<(Option<Token<'a>>, Act, std::ops::Range<usize>)> {
    let noun = first_conjunct(token);
    let verb = noun.head();
    let counts =
        noun.label() == "dobj" && is_verb(verb) && Lists::embedded().has(List::CountsUp, verb.lemma());
    let who = clause::of_verb(verb).agents.first().copied().filter(|_| counts)?;
    let known = !under.sayings.above(token.index()).is_empty();
    let somebody = is_human(&under.context, who) || who.pos() == claimant_parse::Pos::Propn;
    (somebody && !known).then(|| (Some(who), Act::Say, verb.index()..verb.index() + 1))
}

/// Bodies count where somebody found them, or the grave that holds them.
fn is_found(token: Token<'_>) -> bool {
    let has = |list, word: Token<'_>| Lists::embedded().has(list, word.lemma());
    let head = first_conjunct(token).head();
    // The parser may hang "with 12 bodies" on the verb.
    let grave = Some(head.head()).filter(|noun| is_noun(*noun)).or_else(|| head.head().child("dobj"));
    let in_grave = matches!(head.lemma(), "with" | "of" | "contain" | "hold")
        && grave.is_some_and(|grave| has(List::Graves, grave) && has(List::FindsBodies, grave.head()));
    has(List::FindsBodies, head) || in_grave
}

/// "20 deaths in the attack".
fn happenings(token: Token<'_>) -> Vec<usize> {
    let verb = token.head();
    let clause = prepositions(verb).chain(prepositions(token));
    clause.map(|(_, object)| object.index()).collect()
}
