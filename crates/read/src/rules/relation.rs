//! Relations: "these groups formed an alliance", "Wagner, a key ally to Mali", "the al-Qaeda affiliate, JNIM", "the front is
//! part of the coalition", "accused Ruritania of arming the rebels". The words are in `relations.tsv`.

use claimant_model::RelationKind;
use claimant_parse::Token;

use crate::actors::named_behind;
use crate::clause;
use crate::draft::{Draft, Rule, Under, What};
use crate::lexicon::{List, Lists, RelationWord, Relations, WordKind};
use crate::tree::{conjuncts, is_noun, is_verb, prepositions};

/// How two parties stand to each other.
pub(super) struct Relation;

impl Rule for Relation {
    fn name(&self) -> &'static str {
        "relation/2"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        if let Some(backer) = backer(under, token) {
            out.push(Draft::new(
                self.name(),
                token,
                What::Relation { kind: RelationKind::Support, a: backer, b: token },
            ));
        }
        let Some(word) = word(token) else { return };
        let pair = if is_verb(token) { of_verb(token, word) } else { of_noun(under, token, word) };
        let Some((a, first)) = pair else { return };
        // "The groups formed an alliance": both are in one word.
        let other = |b: &Token<'_>| *b != a || first == a;
        for b in conjuncts(first).into_iter().filter(other).filter(|b| is_told(under, token, word, a, *b)) {
            let (a, b) = (under.context.token(a.index()), under.context.token(b.index()));
            out.push(Draft::new(self.name(), token, What::Relation { kind: word.kind, a, b }));
        }
    }
}

/// What the lexicon says of a word in its part of speech; "allied" is a verb whatever it is tagged.
fn word(token: Token<'_>) -> Option<&'static RelationWord> {
    let words = Relations::embedded();
    let of = |kind| words.get(token.lemma(), kind);
    if is_verb(token) {
        let phrase = token.child("dobj").and_then(|object| words.phrase(token.lemma(), object.lemma()));
        let pledges = || token.lemma() != "pledge" || pledged(token).is_some();
        phrase.or_else(|| of(WordKind::Verb).filter(|_| pledges()))
    } else if is_noun(token) {
        of(WordKind::Noun)
    } else {
        None
    }
}

/// Whether the two are parties, as far as the word asks for it, and not one and the same.
fn is_told(under: &Under<'_>, token: Token<'_>, word: &RelationWord, a: Token<'_>, b: Token<'_>) -> bool {
    let known = [a, b].map(|party| under.actors.of(party));
    let both = known.iter().all(Option::is_some) && known[0] != known[1];
    let any = token.lemma() == "alliance" || known.iter().any(Option::is_some);
    if word.both { both } else { any }
}

/// "pledged allegiance to Y".
fn pledged(verb: Token<'_>) -> Option<Token<'_>> {
    verb.child("dobj").filter(|object| object.lemma() == "allegiance")
}

/// "X allied with Y", "X split from Y", "X armed Y", "Y, led by X".
fn of_verb<'a>(verb: Token<'a>, word: &RelationWord) -> Option<(Token<'a>, Token<'a>)> {
    let arguments = clause::of_verb(verb);
    let object = arguments.patients.first().copied();
    // "The militia is affiliated with the party".
    let a = arguments.agents.first().copied().or(object.filter(|_| !word.object))?;
    if word.arms {
        return given(verb, word, &arguments.patients).map(|b| (a, b));
    }
    if word.object {
        return object.map(|b| (a, b));
    }
    let object = pledged(verb).or_else(|| verb.child("dobj")).unwrap_or(verb);
    let other = prepositions(object).chain(prepositions(verb)).find(|(prep, _)| takes(word, *prep));
    let b = other.map(|(_, b)| b).or_else(|| arguments.agents.get(1).copied());
    // "The two groups joined forces": both are in one word.
    let several = || verb.child("dobj").is_some() && crate::tree::is_plural(a);
    b.or_else(|| several().then_some(a)).map(|b| (a, b))
}

/// "Turkish-backed rebels": the state behind them.
fn backer<'a>(under: &Under<'a>, noun: Token<'a>) -> Option<Token<'a>> {
    under.actors.of(noun).filter(|_| is_noun(noun))?;
    let states = noun.children().filter(|child| child.label() == "amod").flat_map(Token::children);
    let mut states = states.filter(|state| named_behind(*state) && under.actors.of(*state).is_some());
    states.find(|state| under.actors.of(*state) != under.actors.of(noun))
}

/// Who is given arms: "supplied mortars to the rebels", "gave the rebels money", "supplied the rebels with drones".
fn given<'a>(verb: Token<'a>, word: &RelationWord, objects: &[Token<'a>]) -> Option<Token<'a>> {
    let arms = |noun: &Token<'_>| Lists::embedded().has(List::Arms, noun.lemma());
    let to = || {
        let dative = verb.child("dative");
        let taken = dative.map(|dative| dative.child("pobj").unwrap_or(dative));
        taken.or_else(|| prepositions(verb).find(|(prep, _)| takes(word, *prep)).map(|(_, party)| party))
    };
    if objects.iter().flat_map(|object| conjuncts(*object)).any(|object| arms(&object)) {
        return to();
    }
    let with =
        prepositions(verb).filter(|(prep, _)| prep.text() == "with").flat_map(|(_, thing)| conjuncts(thing));
    objects.first().copied().filter(|_| with.into_iter().any(|thing| arms(&thing)))
}

fn takes(word: &RelationWord, preposition: Token<'_>) -> bool {
    word.prepositions.iter().any(|name| preposition.text().eq_ignore_ascii_case(name))
}

/// "X, an ally of Y", "X is an ally of Y", "X formed an alliance with Y", "the Y affiliate, X".
fn of_noun<'a>(under: &Under<'a>, noun: Token<'a>, word: &RelationWord) -> Option<(Token<'a>, Token<'a>)> {
    let before = || {
        let compound = |known: bool| {
            noun.children()
                .find(move |c| c.label() == "compound" && (!known || under.actors.of(*c).is_some()))
        };
        noun.child("poss").or_else(|| compound(true)).or_else(|| compound(false))
    };
    // "Signed a pact with Y": the phrase may hang on the verb.
    let verb = noun.head();
    let of_verb = prepositions(verb).filter(|(prep, _)| noun.label() == "dobj" && prep.text() == "with");
    let after =
        prepositions(noun).chain(of_verb).find(|(prep, _)| takes(word, *prep)).map(|(_, other)| other);
    let between =
        prepositions(noun).find(|(prep, _)| prep.text() == "between").map(|(_, other)| conjuncts(other));
    // "A convoy of the enemy between Arde and Belm" was between two towns.
    let parties = |pair: &[Token<'_>]| pair.iter().all(|party| under.actors.of(*party).is_some());
    if let Some(pair @ [a, b, ..]) = between.as_deref()
        && parties(pair)
    {
        return Some((*a, *b));
    }
    let other = after.or_else(before);
    let holder = match noun.label() {
        "appos" => Some(noun.head()),
        "attr" if other.is_none() && crate::tree::is_plural(noun) => {
            let subjects = clause::subjects(noun.head(), 4);
            let first = subjects.first().copied()?;
            return Some((first, subjects.get(1).copied().unwrap_or(first)));
        }
        "attr" => clause::subjects(noun.head(), 4).first().copied(),
        "dobj" if word.kind == RelationKind::Membership => None,
        "dobj" => {
            let subjects = clause::of_verb(noun.head()).agents;
            if other.is_none() {
                let first = subjects.first().copied()?;
                return Some((first, subjects.get(1).copied().unwrap_or(first)));
            }
            subjects.first().copied()
        }
        _ => noun.child("appos"),
    }?;
    Some((holder, other?))
}
