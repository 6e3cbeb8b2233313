//! Where the parser hangs a noun on the wrong word, as it regularly does: a subject after an opening that no comma
//! closes ("After the fighting 40 men surrendered"), and those who say it in a row with those it happened to ("killing
//! ten soldiers, residents and the army said").

use claimant_parse::Token;

use crate::lexicon::{List, Lists};
use crate::tree::{is_noun, is_verb};

/// The subject of a finite verb that has none, taken into the phrase that opens its clause: a noun with a number that
/// does not open that phrase ("In the fighting 60 men fled").
pub(crate) fn swallowed_subject(verb: Token<'_>) -> Option<Token<'_>> {
    let finite = |word: Token<'_>| matches!(word.tag(), "VBD" | "VBZ" | "VBP");
    let auxiliary = |child: &Token<'_>| matches!(child.label(), "aux" | "auxpass");
    let is_finite = finite(verb) || verb.children().any(|child| auxiliary(&child) && finite(child));
    if !is_finite || !matches!(verb.label(), "ROOT" | "ccomp" | "conj") {
        return None;
    }
    let start = match verb.children().find(is_subject) {
        None => verb.children().find(auxiliary).map_or(verb.index(), |aux| aux.index().min(verb.index())),
        Some(subject) => subject.subtree().start,
    };
    // "85 fighters loyal to the governor surrendered": a preposition without an object has it right after it.
    if verb.children().any(|child| is_subject(&child)) && !ends_open(verb, start) {
        return None;
    }
    let opens = |child: &Token<'_>| child.label() == "prep" && child.subtree().end == start;
    let opening = verb.children().find(opens)?;
    let document = verb.document();
    let ends = |noun: &Token<'_>| {
        is_noun(*noun) && matches!(noun.label(), "pobj" | "dobj") && noun.subtree().end == start
    };
    opening.subtree().map(|index| document.token(index)).filter(ends).rfind(|noun| is_new(*noun))
}

/// Whether a noun phrase begins within another: "the fighting 60 men".
fn is_new(noun: Token<'_>) -> bool {
    let Some(number) = noun.child("nummod").filter(|number| number.index() < noun.index()) else {
        return false;
    };
    let first = number.subtree().start;
    let Some(before) = (first > 0).then(|| noun.document().token(first - 1)) else { return false };
    is_noun(before) || before.tag() == "VBG"
}

/// Whether a preposition without an object stands before this.
fn ends_open(verb: Token<'_>, start: usize) -> bool {
    let before = (start > 0).then(|| verb.document().token(start - 1));
    before.is_some_and(|word| word.label() == "prep" && word.head() != verb && word.children().len() == 0)
}

/// "It struck a mine and five soldiers perished", "killed 12 people and five were wounded": a subject that the parser takes
/// into a row with the object before it.
pub(crate) fn joined_subject(verb: Token<'_>) -> Option<Token<'_>> {
    // "Two civilians wounded in the raid" may be no clause.
    let alone = || verb.child("dobj").is_some() || Lists::embedded().has(List::Alone, verb.lemma());
    let finite = |word: Token<'_>| matches!(word.tag(), "VBD" | "VBP" | "VBZ" | "MD");
    let auxiliary =
        verb.children().find(|child| matches!(child.label(), "aux" | "auxpass")).filter(|aux| finite(*aux));
    let is = verb.lemma() == "be" && finite(verb);
    let clause = auxiliary.is_some() || is || verb.tag() == "VBD" && alone();
    let below = matches!(verb.label(), "advcl" | "conj" | "ccomp");
    if !below || has_subject(verb) || !clause {
        return None;
    }
    let named = |noun: &Token<'_>| is_noun(*noun) || noun.tag() == "CD";
    let before = auxiliary.unwrap_or(verb).previous();
    let noun = before.filter(|noun| named(noun) && noun.label() == "conj")?;
    let first = noun.head();
    let start = noun.subtree().start;
    let joined = first.children().any(|child| child.label() == "cc" && child.index() + 1 == start);
    (joined && matches!(first.label(), "dobj" | "pobj")).then_some(noun)
}

/// The 12 of "six dead and 12 wounded", "left six people dead and 12 injured": the number right before the second word, which
/// the parser hangs on those before.
pub(crate) fn own_number(wounded: Token<'_>) -> Option<Token<'_>> {
    let number = wounded.previous().filter(|number| number.tag() == "CD" && number.label() == "conj")?;
    let first = number.head();
    let counted = first.tag() == "CD" || is_noun(first);
    let named = |word: Token<'_>| crate::counts::named(word.text()).is_some();
    (counted && named(wounded) && first.next().is_some_and(named)).then_some(number)
}

/// "The ministry said 17 people, most of them women, were killed": a subject that the parser takes for the object of the verb
/// before, right before the auxiliary and with nothing that joins the two verbs.
pub(crate) fn object_as_subject(verb: Token<'_>) -> Option<Token<'_>> {
    if verb.label() != "conj" || has_subject(verb) || !is_verb(verb.head()) {
        return None;
    }
    let auxiliary = verb.children().find(|child| matches!(child.label(), "aux" | "auxpass"))?;
    let before = verb.head();
    let joined = before.children().any(|child| child.label() == "cc" && child.index() < verb.index());
    let object = before.child("dobj").filter(|object| is_noun(*object) && !joined)?;
    let comma = auxiliary.previous().filter(|comma| comma.text() == ",")?;
    (object.subtree().end.max(comma.index()) == comma.index()).then_some(object)
}

/// "It denied that the base had fallen but confirmed heavy losses", "said 20 of its men had died and denied that it had fled":
/// the first verb of saying, whose subject goes on to say something that the parser takes for a part of what is said.
pub(crate) fn saying_before(verb: Token<'_>) -> Option<Token<'_>> {
    let said = verb.head();
    let goes_on = Lists::embedded().has(List::SaysOn, verb.lemma());
    let fits = verb.label() == "conj" && verb.tag() == "VBD" && goes_on && !has_subject(verb);
    let says = said.head();
    let denies = says.lemma() == "deny" && (said.tag() != "VBD" || contrasts(said));
    let reports = Lists::embedded().has(List::SaysOn, says.lemma()) && said.tag() == "VBN";
    let fits = fits && said.label() == "ccomp" && is_verb(says) && says.index() < said.index();
    (fits && (denies || reports)).then_some(says)
}

/// "…, but".
fn contrasts(verb: Token<'_>) -> bool {
    verb.children().any(|child| child.label() == "cc" && child.lemma() == "but")
}

/// "…, figures that could not be verified": the noun before a relative pronoun, which the parser takes for a verb.
pub(crate) fn noun_before<'d>(pronoun: Token<'d>, verb: Token<'d>) -> Option<Token<'d>> {
    let noun = pronoun.previous().filter(|noun| verb.label() == "ccomp" && verb.head() == *noun)?;
    let parted = noun.previous().is_some_and(|before| matches!(before.text(), "," | "—" | "–" | "--"));
    (parted && noun.tag() == "VBZ" && !has_subject(noun)).then_some(noun)
}

fn has_subject(verb: Token<'_>) -> bool {
    verb.children().any(|child| is_subject(&child))
}

fn is_subject(child: &Token<'_>) -> bool {
    matches!(child.label(), "nsubj" | "nsubjpass" | "csubj" | "csubjpass" | "expl")
}

/// "killing ten soldiers, residents and the army said": the soldiers, whom the parser takes for the first of those who
/// said it.
pub(crate) fn object_before_speakers(verb: Token<'_>) -> Option<Token<'_>> {
    const DEEPEST: usize = 4;
    if !matches!(verb.tag(), "VBG" | "VBD") || verb.child("dobj").is_some() {
        return None;
    }
    let next = verb.next()?;
    let mut row = std::iter::once(next).chain(next.ancestors()).take(DEEPEST);
    let first = row.find(|noun| noun.label() == "nsubj" && is_noun(*noun))?;
    let says = first.head();
    let behind = first.subtree().start == next.index()
        && first.index() < says.index()
        && (verb.ancestors().any(|above| above == says)
            || says.label() == "parataxis" && says.head() == verb);
    // "wounding seven, hospital staff and the mayor said": a number alone.
    if behind && next.tag() == "CD" && next.head() == first && is_followed_by_comma(next) {
        return Some(next);
    }
    let speaker = row_speaker(first)?;
    // "Killed 80 people in the town, a doctors' network said": the comma stands behind the place.
    let parted =
        speaker.subtree().start.checked_sub(1).is_some_and(|at| verb.document().token(at).text() == ",");
    (behind && (is_followed_by_comma(first) || parted)).then_some(first)
}

/// Who says it, in a row with those it happened to, or with a part of them: "19 soldiers including a commander, two sources
/// and a resident said".
fn row_speaker(first: Token<'_>) -> Option<Token<'_>> {
    let part = || {
        let including = first.child("prep").filter(|prep| prep.text() == "including")?;
        including.child("pobj")?.child("conj")
    };
    first.child("conj").or_else(part)
}

/// The first of those who say it in "wounding five, officials and residents said", whom the parser takes for those who
/// were wounded.
pub(crate) fn speaker_after(object: Token<'_>) -> Option<Token<'_>> {
    if object.label() != "dobj" || !is_followed_by_comma(object) {
        return None;
    }
    let end = object.subtree().end;
    let says = (end < object.sentence().token_range().end).then(|| object.document().token(end))?;
    // "…, witnesses and a group reported on Sunday" may be put below the verb before it.
    let below = says.tag() == "VBD" && says.label() == "ccomp" && says.head() == object.head();
    let above =
        is_verb(says) && !has_subject(says) && (below || object.ancestors().any(|above| above == says));
    object
        .children()
        .find(|child| child.label() == "conj" && child.index() > object.index())
        .filter(|_| above)
}

/// "“They killed three,” a commander said": who stands after a closing quotation mark, taken for an object within it, and
/// the verb of saying that lacks him.
pub(crate) fn says_after_quotation(object: Token<'_>) -> Option<Token<'_>> {
    let start = object.subtree().start;
    let mark = |token: &Token<'_>| matches!(token.text(), "\"" | "''" | "”");
    // The mark may hang on the noun.
    let first = object.document().token(start);
    let closing = Some(first).filter(mark).or_else(|| first.previous().filter(mark))?;
    let closes = closing.previous().is_some_and(|before| before.text() == ",");
    let says = object.ancestors().skip(1).find(|above| is_verb(*above))?;
    let fits = object.label() == "dobj" && closes && says.index() > object.index() && !has_subject(says);
    (fits && object.index() > object.head().index()).then_some(says)
}

/// Who says it, where the parser takes the speakers for victims, or a victim for a speaker.
pub(crate) fn speaker(verb: Token<'_>) -> Option<Token<'_>> {
    let quoted = verb.children().find(|child| child.label() == "ccomp" && child.index() < verb.index());
    let mut objects = quoted.into_iter().flat_map(Token::children);
    if let Some(noun) = objects.find(|noun| says_after_quotation(*noun) == Some(verb)) {
        return Some(noun);
    }
    if let Some(subject) = verb.child("nsubj") {
        let start = subject.subtree().start;
        let before =
            (start > 0).then(|| verb.document().token(start - 1)).filter(|before| is_verb(*before))?;
        let object = object_before_speakers(before)?;
        return if object == subject { row_speaker(object) } else { Some(subject) };
    }
    let last = verb.previous().filter(|last| is_noun(*last))?;
    let object = std::iter::once(last).chain(last.ancestors()).find(|noun| noun.label() != "conj")?;
    speaker_after(object).filter(|speaker| speaker.subtree().end == verb.index())
}

/// Where the words for a speaker begin, without a number before a comma.
pub(crate) fn own_start(speaker: Token<'_>) -> usize {
    let number = speaker.children().find(|child| child.tag() == "CD" && is_followed_by_comma(*child));
    number
        .filter(|number| number.index() < speaker.index())
        .map_or(speaker.subtree().start, |n| n.index() + 2)
}

fn is_followed_by_comma(noun: Token<'_>) -> bool {
    noun.next().is_some_and(|next| next.text() == ",")
}

/// "Killing 19 students aged 15 to 21 and injuring 22": the gerund that another goes on, which the parser hangs on the
/// participle between.
pub(crate) fn gerund_before(verb: Token<'_>) -> Option<Token<'_>> {
    let participle = verb.head();
    let between = verb.tag() == "VBG" && participle.tag() == "VBN" && participle.label() == "acl";
    let gerund = participle.head().head();
    let object = participle.head().label() == "dobj";
    (between && object && gerund.tag() == "VBG").then_some(gerund)
}

/// "Shot down 89 of the drones": the object, which the parser hangs on the particle.
pub(crate) fn object_of_particle(verb: Token<'_>) -> Option<Token<'_>> {
    verb.child("prt").and_then(|particle| particle.child("pobj"))
}

/// "Gunmen shot dead a militia chief and two guards": the parser may take whom they shot for what they became.
pub(crate) fn object_after_dead(verb: Token<'_>) -> Option<Token<'_>> {
    let dead = verb.next().filter(|dead| dead.text() == "dead")?;
    let fits = verb.child("dobj").is_none() && verb.children().all(|child| child.label() != "auxpass");
    let object = verb.child("oprd").filter(|object| fits && is_noun(*object))?;
    (object.index() > dead.index()).then_some(object)
}

/// "Denied shelling villages": a gerund that the parser takes for a part of what was shelled, with the verb before it.
pub(crate) fn gerund_after_denial(gerund: Token<'_>) -> Option<Token<'_>> {
    let verb = gerund.previous().filter(|verb| is_verb(*verb))?;
    let object = gerund.head();
    let fits = gerund.label() == "compound" && gerund.text().ends_with("ing") && gerund.tag() == "NN";
    let denies = matches!(verb.lemma(), "deny" | "admit" | "acknowledge" | "concede");
    (fits && denies && object.label() == "dobj" && object.head() == verb).then_some(verb)
}

/// "Police said gunmen had killed nine people in Baghlan, blaming the Islamic State": who says it blames, not who is said to have
/// killed.
pub(crate) fn blamer(blaming: Token<'_>) -> Option<Token<'_>> {
    let told = blaming.head();
    let says = told.head();
    let fits = blaming.tag() == "VBG" && blaming.label() == "advcl" && told.label() == "ccomp";
    let parted = blaming.previous().is_some_and(|before| before.text() == ",");
    let says = Some(says).filter(|says| fits && parted && is_verb(*says) && says.index() < told.index())?;
    matches!(blaming.lemma(), "blame" | "accuse" | "cite" | "quote").then_some(says)
}
