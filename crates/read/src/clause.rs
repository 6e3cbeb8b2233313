//! Who does what to whom: the arguments of a predicate, whatever form it takes.
//!
//! Active and passive clauses, relative and reduced relative clauses, coordination, control, gerunds after prepositions,
//! nominalisations with their possessives and "of", "by", "between" and "with", and light verbs ("carried out an
//! attack", "came under fire") are all brought to one shape here, once for every predicate.

use claimant_parse::Token;

use crate::lexicon::{Does, Governors, List, Lists, WordKind};
use crate::misplaced;
use crate::tree::{conjuncts, is_noun, is_verb, is_year, prepositions};

/// The arguments of one predicate, in deep order: `agents` do it whether the clause is active or passive.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arguments<'d> {
    /// Deep subjects.
    pub agents: Vec<Token<'d>>,
    /// Deep objects.
    pub patients: Vec<Token<'d>>,
    /// Prepositions with what hangs on them.
    pub obliques: Vec<(Token<'d>, Token<'d>)>,
    /// Whether the clause is passive.
    pub passive: bool,
}

impl Arguments<'_> {
    /// Leaves "hostage" out beside those who are taken.
    pub(crate) fn without_captivity(mut self) -> Self {
        if self.patients.len() > 1 {
            self.patients.retain(|patient| !is_captivity(*patient));
        }
        self
    }
}

/// How far control is followed upward.
const DEPTH: usize = 12;

/// The arguments of a verb.
pub(crate) fn of_verb(verb: Token<'_>) -> Arguments<'_> {
    let passive = is_passive(verb);
    let subjects = subjects(verb, DEPTH);
    let mut arguments = Arguments { obliques: obliques(verb), passive, ..Arguments::default() };
    if passive {
        arguments.agents = by_agents(verb);
        arguments.patients = subjects;
        if arguments.patients.is_empty() || verb.child("dobj").is_some() {
            arguments.patients.extend(objects(verb));
        }
    } else {
        arguments.agents = agents_of_gerund(verb).unwrap_or(subjects);
        arguments.patients = objects(verb);
        if arguments.patients.is_empty() && lacks_auxiliary(verb) {
            arguments.patients = std::mem::take(&mut arguments.agents);
            arguments.passive = true;
        }
    }
    arguments
}

/// "The driver was killed and his bodyguard wounded", "four people killed, five injured are the result": verbs that need an
/// object and have none.
fn lacks_auxiliary(verb: Token<'_>) -> bool {
    const TRANSITIVE: [&str; 7] = ["kill", "wound", "injure", "murder", "assassinate", "kidnap", "abduct"];
    let own = |child: Token<'_>| child.label() == "nsubj" && child.index() < verb.index();
    let bare =
        verb.children().all(|child| !matches!(child.label(), "aux" | "neg" | "prt" | "ccomp" | "xcomp"));
    matches!(verb.tag(), "VBD" | "VBN")
        && TRANSITIVE.contains(&verb.lemma())
        && bare
        && verb.children().any(own)
}

/// Whether a verb is in the passive voice.
pub(crate) fn is_passive(verb: Token<'_>) -> bool {
    if verb.children().any(|child| matches!(child.label(), "auxpass" | "nsubjpass" | "agent")) {
        return true;
    }
    if is_left_by(verb) {
        return true;
    }
    if verb.tag() != "VBN" || verb.child("dobj").is_some() || has_have(verb) {
        return conjoined_passive(verb);
    }
    matches!(verb.label(), "acl" | "amod" | "ROOT" | "advcl" | "oprd" | "ccomp" | "relcl" | "dep")
        || conjoined_passive(verb)
}

/// "…, with 40 pupils taken hostage": those who are named before the participle suffer it.
fn is_left_by(verb: Token<'_>) -> bool {
    let with = |word: Token<'_>| word.text().eq_ignore_ascii_case("with");
    let marked = |child: Token<'_>| child.label() == "mark" && with(child);
    let bare = !verb.children().any(|child| child.label() == "aux");
    let object = verb.child("dobj").filter(|object| !is_captivity(*object));
    let opened = match verb.label() {
        "advcl" => verb.children().any(marked),
        "pcomp" => with(verb.head()) && verb.child("nsubj").is_some(),
        _ => false,
    };
    opened && matches!(verb.tag(), "VBN" | "VBD") && bare && object.is_none()
}

/// The second word of "taken hostage", which names nobody beside those who are taken, with whatever the tree hangs on it:
/// not "a hostage".
pub(crate) fn is_captivity(noun: Token<'_>) -> bool {
    let counted = |child: Token<'_>| matches!(child.label(), "det" | "nummod" | "amod" | "poss");
    let named = matches!(noun.lemma(), "hostage" | "prisoner" | "captive");
    named && noun.tag() == "NN" && (held(noun).is_some() || !noun.children().any(counted))
}

/// "Took the priests hostage", "had taken 15 soldiers prisoner": those who are taken, whatever the tree makes of the word
/// for what becomes of them.
fn held(captivity: Token<'_>) -> Option<Token<'_>> {
    let beside = || captivity.head().child("dative").filter(|taken| taken.index() < captivity.index());
    let before =
        captivity.children().rfind(|child| child.label() == "compound" && crate::tree::is_plural(*child));
    before.or_else(beside)
}

/// "were killed and injured", "32 were killed and 63 wounded": the second has no auxiliary of its own.
fn conjoined_passive(verb: Token<'_>) -> bool {
    verb.label() == "conj"
        && matches!(verb.tag(), "VBN" | "VBD")
        && is_verb(verb.head())
        && verb.child("dobj").is_none()
        && !verb
            .children()
            .any(|child| child.label() == "aux" || child.label() == "nsubj" && child.tag() != "CD")
        && is_passive(verb.head())
}

fn has_have(verb: Token<'_>) -> bool {
    verb.children().any(|child| child.label() == "aux" && child.lemma() == "have")
}

/// The surface subjects of a verb, its own or inherited.
pub(crate) fn subjects(verb: Token<'_>, depth: usize) -> Vec<Token<'_>> {
    // "others became injured": the parser may hang the subject on the auxiliary.
    let auxiliaries = verb.children().filter(|child| child.label() == "auxpass");
    let own: Vec<_> = verb
        .children()
        .chain(auxiliaries.flat_map(claimant_parse::Token::children))
        .filter_map(|child| match child.label() {
            "nsubj" | "nsubjpass" => Some(child),
            // "Two were killed".
            "nummod" if child.tag() == "CD" && child.head() != verb => Some(child),
            // A noun with a long participle after it is sometimes read as a clause.
            "csubj" | "csubjpass" if child.tag() == "VBG" => child.child("nsubj"),
            _ => None,
        })
        .filter(|child| !gives_way(*child, verb))
        .flat_map(|child| conjuncts(owned_by(antecedent(child, verb), verb)))
        .collect();
    if let Some(subject) = misplaced::swallowed_subject(verb) {
        return conjuncts(subject);
    }
    if let Some(subject) = misplaced::joined_subject(verb) {
        return vec![subject];
    }
    if !own.is_empty() || depth == 0 || is_said_before(verb) {
        return own;
    }
    if let Some(subject) = after_year(verb) {
        return conjuncts(subject);
    }
    if verb.is_root() { own } else { inherited_subjects(verb, depth - 1) }
}

/// "In 2012 rebels killed": the parser takes the subject for what hangs on "In".
fn after_year(verb: Token<'_>) -> Option<Token<'_>> {
    let prep = verb.children().find(|child| child.label() == "prep" && child.text() == "In")?;
    let object = prep.child("pobj").filter(|object| object.index() < verb.index())?;
    let year = prep.next().filter(|next| is_year(next.text()) && next.head() == object)?;
    (year.index() < object.index() && object.tag().starts_with("NN")).then_some(object)
}

/// "Two dead, nine injured": of two numbers that the parser takes for subjects the nearer one is.
fn gives_way(number: Token<'_>, verb: Token<'_>) -> bool {
    let later = |child: Token<'_>| child.label() == "nsubj" && child.index() > number.index();
    number.tag() == "CD" && number.label() == "nsubj" && verb.children().any(later)
}

/// "Fighting broke out on Friday, with the militia, an ally of the army, announcing a death": whom the parser hangs on "with".
fn set_beside(verb: Token<'_>) -> Option<Token<'_>> {
    let before = verb.previous().filter(|_| matches!(verb.tag(), "VBG" | "VBN"))?;
    let noun = if before.text() == "," { before.previous()? } else { before };
    let mut above = std::iter::once(noun).chain(noun.ancestors()).take(DEPTH);
    let with = above.find(|word| word.label() == "prep" && word.head() == verb.head())?;
    let comma = with.previous().is_some_and(|before| before.text() == ",");
    let subject = with.child("pobj").filter(|_| comma && with.lemma() == "with")?;
    Some(subject)
}

/// "…surrendered, the army said": what is said is not done by who says it.
fn is_said_before(verb: Token<'_>) -> bool {
    verb.label() == "ccomp" && verb.tag() == "VBD" && verb.index() < verb.head().index()
}

fn inherited_subjects(verb: Token<'_>, depth: usize) -> Vec<Token<'_>> {
    let head = verb.head();
    match verb.label() {
        "acl" if verb.tag() != "VB" => vec![head],
        "acl" if is_noun(head) => controller_of_noun(head, depth),
        "conj" if is_verb(head) && matches!(head.label(), "oprd" | "advcl") && verb.tag() == "VBN" => {
            inherited_subjects(head, depth)
        }
        // "accused the rebels of shelling the market, killing ten": the rebels killed.
        "advcl" if verb.tag() == "VBG" && deed_of_object(head).is_some_and(|deed| deed < verb.index()) => {
            control(head, depth)
        }
        "advcl" if let Some(subject) = set_beside(verb) => conjuncts(subject),
        "conj" | "advcl" | "dep" if is_verb(head) && !(head.lemma() == "leave" && verb.tag() == "VBN") => {
            subjects(head, depth)
        }
        // "left ten killed", "were confirmed injured"
        "advcl" | "oprd" | "dep" if head.lemma() == "leave" && verb.tag() == "VBN" => control(head, depth),
        "xcomp" | "ccomp" | "oprd" | "acomp" if is_verb(head) || head.tag() == "JJ" => control(head, depth),
        "pcomp" | "pobj" if verb.tag() == "VBG" && accused(head).is_some() => {
            accused(head).map(conjuncts).unwrap_or_default()
        }
        "pcomp" if is_done_by_object(head) => control(head.head(), depth),
        "pcomp" => controller_of_gerund(head.head(), depth),
        "pobj" if verb.tag() == "VBG" && is_done_by_object(head) => control(head.head(), depth),
        "pobj" if verb.tag() == "VBG" => controller_of_gerund(head.head(), depth),
        "conj" if head.label() == "pcomp" => inherited_subjects(head, depth),
        _ => Vec::new(),
    }
}

/// "claims to have killed": the subject; "forced them to leave": the object.
fn control(governor: Token<'_>, depth: usize) -> Vec<Token<'_>> {
    match governor.child("dobj") {
        Some(object) if governor.lemma() != "promise" => conjuncts(antecedent(object, governor)),
        _ => subjects(governor, depth),
    }
}

/// "accused the army of killing", "arrested two men for burning", "kept them from entering": those to whom the verb is done
/// do what follows; not "arrested two men after searching".
fn is_done_by_object(preposition: Token<'_>) -> bool {
    matches!(preposition.lemma(), "of" | "for" | "with" | "from" | "in")
        && is_verb(preposition.head())
        && Lists::embedded().has(List::DoneByObject, preposition.head().lemma())
}

/// The preposition of a deed that a verb lays on its object: "accused them of".
fn deed_of_object(verb: Token<'_>) -> Option<usize> {
    verb.child("dobj")?;
    let deed =
        |child: &Token<'_>| child.label() == "prep" && is_done_by_object(*child) && child.lemma() != "in";
    verb.children().find(deed).map(Token::index)
}

/// "accused the rebels of killing", where the parser hangs the preposition on the noun.
fn accused(preposition: Token<'_>) -> Option<Token<'_>> {
    let noun = preposition.head();
    let of = preposition.lemma() == "of" && noun.label() == "dobj";
    (of && matches!(noun.head().lemma(), "accuse" | "suspect" | "convict" | "acquit")).then_some(noun)
}

fn controller_of_gerund(governor: Token<'_>, depth: usize) -> Vec<Token<'_>> {
    if is_verb(governor) {
        return subjects(governor, depth);
    }
    controller_of_noun(governor, depth)
}

/// "the army's attempt to take the town".
fn controller_of_noun(noun: Token<'_>, depth: usize) -> Vec<Token<'_>> {
    if let Some(owner) = noun.child("poss") {
        return vec![owner];
    }
    let governor = noun.head();
    let lends = does(governor, Does::Lends) || does(governor, Does::Controls);
    if depth > 0 && noun.label() == "dobj" && is_verb(governor) && lends {
        subjects(governor, depth - 1)
    } else {
        Vec::new()
    }
}

/// "Chad's army seizing power": a possessive taken for the subject gives way to the noun it owns.
fn owned_by<'d>(subject: Token<'d>, verb: Token<'d>) -> Token<'d> {
    if subject.child("case").is_none() {
        return subject;
    }
    verb.children()
        .find(|child| child.label() == "npadvmod" && is_noun(*child) && child.index() > subject.index())
        .unwrap_or(subject)
}

/// What a relative pronoun stands for; anything else stands for itself.
fn antecedent<'d>(token: Token<'d>, verb: Token<'d>) -> Token<'d> {
    if !matches!(token.tag(), "WDT" | "WP") {
        return token;
    }
    if let Some(noun) = misplaced::noun_before(token, verb) {
        return noun;
    }
    let mut clause = verb;
    for _ in 0..DEPTH {
        match clause.label() {
            "relcl" => return clause.head(),
            "conj" | "ccomp" | "xcomp" => clause = clause.head(),
            _ => break,
        }
    }
    token
}

/// "…was hit, killing two": those who hit also killed, not those who were hit.
fn agents_of_gerund(verb: Token<'_>) -> Option<Vec<Token<'_>>> {
    let governor = verb.head();
    let gerund = verb.label() == "advcl" && verb.tag() == "VBG" && verb.child("nsubj").is_none();
    (gerund && is_verb(governor) && is_passive(governor)).then(|| by_agents(governor))
}

fn by_agents(verb: Token<'_>) -> Vec<Token<'_>> {
    verb.children()
        .filter(|child| child.label() == "agent" || (child.label() == "prep" && child.lemma() == "by"))
        .filter_map(|by| by.child("pobj"))
        .flat_map(conjuncts)
        .collect()
}

/// The objects of a verb, its own, of a relative clause, or shared with a coordinated verb.
fn objects(verb: Token<'_>) -> Vec<Token<'_>> {
    let own: Vec<_> = verb
        .children()
        .filter(|child| child.label() == "dobj" && misplaced::says_after_quotation(*child).is_none())
        .flat_map(|child| match misplaced::speaker_after(child) {
            Some(_) => vec![child],
            None if is_captivity(child) => held(child).into_iter().chain(conjuncts(child)).collect(),
            None => conjuncts(antecedent(child, verb)),
        })
        .chain(misplaced::object_before_speakers(verb))
        .collect();
    if !own.is_empty() {
        let last = own.last().map_or(0, |object| object.index());
        return own.into_iter().chain(stray_conjuncts(verb, last)).collect();
    }
    if verb.label() == "relcl" && verb.child("nsubj").is_some_and(|s| !matches!(s.tag(), "WDT" | "WP")) {
        return vec![verb.head()];
    }
    let bounded = bounded_objects(verb);
    let shared = if bounded.is_empty() { shared_objects(verb) } else { bounded };
    if shared.is_empty() { raised_objects(verb) } else { shared }
}

/// "kidnapped up to 16 advisers": the bound is taken for prepositions.
fn bounded_objects(verb: Token<'_>) -> Vec<Token<'_>> {
    let mut children = verb.children().skip_while(|child| child.text() != "up");
    let (Some(up), Some(to)) = (children.next(), children.next()) else { return Vec::new() };
    if to.text() != "to" || to.index() != up.index() + 1 || up.index() != verb.index() + 1 {
        return Vec::new();
    }
    let counted = to.child("pobj").filter(|object| object.child("nummod").is_some());
    counted.map(conjuncts).unwrap_or_default()
}

/// "killed 13 soldiers and at least 90 villagers", where the parser hangs the second number on the verb.
fn stray_conjuncts(verb: Token<'_>, after: usize) -> impl Iterator<Item = Token<'_>> {
    let counted = move |child: &Token<'_>| {
        child.label() == "conj"
            && is_noun(*child)
            && child.index() > after
            && child.child("nummod").is_some()
            && !child.children().any(|c| matches!(c.label(), "nsubj" | "nsubjpass" | "dobj"))
    };
    verb.children().filter(counted).flat_map(conjuncts)
}

/// "allowed inspectors to enter": those who are let do it, though the parser has them in the clause below.
fn raised_objects(verb: Token<'_>) -> Vec<Token<'_>> {
    let infinitive = |child: &Token<'_>| {
        child.label() == "ccomp" && child.tag() == "VB" && child.children().any(|c| c.text() == "to")
    };
    let below = verb.children().find(infinitive).and_then(|below| below.child("nsubj"));
    below.map(conjuncts).unwrap_or_default()
}

/// "shot and killed a man".
fn shared_objects(verb: Token<'_>) -> Vec<Token<'_>> {
    let later = verb
        .children()
        .find(|child| child.label() == "conj" && is_verb(*child) && child.child("nsubj").is_none());
    later.and_then(|later| later.child("dobj")).map(conjuncts).unwrap_or_default()
}

fn obliques(token: Token<'_>) -> Vec<(Token<'_>, Token<'_>)> {
    let subject = after_year(token);
    prepositions(token)
        .filter(|(_, object)| Some(*object) != subject)
        .flat_map(|(prep, object)| conjuncts(object).into_iter().map(move |each| (prep, each)))
        .collect()
}

/// The verbs of relative clauses that tell when and where what a word names happened: "the attack, which took place…", "the
/// attack on the school, which took place…", "killed in an ambush that occurred…".
pub(crate) fn occurrences(word: Token<'_>) -> impl Iterator<Item = Token<'_>> {
    let noun = is_noun(word);
    let hanging = prepositions(word)
        .filter(move |(prep, _)| noun || matches!(prep.lemma(), "in" | "during"))
        .filter_map(move |(_, object)| occurs(object));
    let done = if noun { Some(done(word).chain(carried_out(word))) } else { None };
    let done = done.into_iter().flatten().filter(|verb| PERPETRATED.contains(&verb.lemma()));
    occurs(word).into_iter().chain(hanging).chain(done)
}

/// "Condemned the murder of the judge, carried out this morning": the parser may hang the participle on who condemned it.
fn carried_out(noun: Token<'_>) -> Option<Token<'_>> {
    let after = |child: &Token<'_>| child.label() == "advcl" && child.index() > noun.index();
    let bare = |child: &Token<'_>| child.tag().starts_with("VB") && child.child("nsubj").is_none();
    let head = Some(noun).filter(|noun| noun.label() == "dobj")?.head();
    head.children().find(|child| after(child) && bare(child) && child.tag() != "VBG")
}

/// Verbs that tell when and where it was done that is their subject; "ordered" and "planned" tell of another time.
const PERPETRATED: [&str; 9] =
    ["carry", "commit", "perpetrate", "stage", "stag", "launch", "conduct", "execute", "mount"];

fn occurs(noun: Token<'_>) -> Option<Token<'_>> {
    noun.children().find(|child| matches!(child.label(), "relcl" | "acl") && takes_place(*child))
}

/// "Occurred", "took place"; not "took office".
pub(crate) fn takes_place(verb: Token<'_>) -> bool {
    let place = || verb.children().any(|child| child.label() == "dobj" && child.lemma() == "place");
    does(verb, Does::Occurs) && (verb.lemma() != "take" || place())
}

/// Whether a verb is such a governor.
pub(crate) fn does(verb: Token<'_>, what: Does) -> bool {
    Governors::embedded().has(verb.lemma(), WordKind::Verb, what)
}

/// The arguments of a noun that names something that happens.
pub(crate) fn of_noun(noun: Token<'_>) -> Arguments<'_> {
    let mut arguments = Arguments { obliques: obliques(noun), ..Arguments::default() };
    for child in noun.children() {
        if matches!(child.label(), "poss") {
            arguments.agents.extend(conjuncts(child));
        }
    }
    for (prep, object) in &arguments.obliques {
        match prep.text() {
            "by" => arguments.agents.push(*object),
            "of" => arguments.patients.push(*object),
            _ => {}
        }
    }
    if !arguments.obliques.iter().any(|(prep, _)| prep.text() == "of") {
        arguments.patients.extend(after_time_or_place(noun));
    }
    light_verb(noun, &mut arguments);
    arguments
}

/// "The murder on 26 February of the mayor", "the killing in Gao of two nurses": the parser hangs what follows on the day or the
/// town.
fn after_time_or_place(noun: Token<'_>) -> Vec<Token<'_>> {
    let named = |object: &Token<'_>| matches!(object.tag(), "NNP" | "CD");
    let between = prepositions(noun)
        .filter(|(prep, object)| matches!(prep.lemma(), "on" | "in" | "at") && named(object));
    let of = between.filter_map(|(_, object)| crate::tree::oblique(object, &["of"]));
    let period =
        |token: &Token<'_>| matches!(token.lemma(), "year" | "month" | "week") || token.tag() == "CD";
    of.filter(|token| !period(token)).flat_map(conjuncts).collect()
}

/// The arguments that a light verb lends.
fn light_verb<'d>(noun: Token<'d>, arguments: &mut Arguments<'d>) {
    let noun = crate::tree::first_conjunct(noun);
    let verb = noun.head();
    if is_verb(verb) && matches!(noun.label(), "dobj" | "nsubjpass") {
        if does(verb, Does::Lends) {
            arguments.agents.extend(of_verb(verb).agents);
            // "staged rallies in the city against the mayor": the parser may hang it on the verb.
            let hanging = |(prep, _): &(Token<'_>, Token<'_>)| matches!(prep.text(), "against" | "with");
            arguments.obliques.extend(obliques(verb).into_iter().filter(hanging));
        } else if does(verb, Does::Suffers) && noun.label() == "dobj" && arguments.patients.is_empty() {
            arguments.patients.extend(of_verb(verb).agents);
        }
    }
    if noun.label() == "pobj" && verb.text() == "from" && does(verb.head(), Does::Suffers) {
        arguments.patients.extend(subjects(verb.head(), DEPTH));
    }
    if noun.label() == "pobj" && verb.text() == "under" && matches!(verb.head().lemma(), "come" | "be") {
        arguments.patients.extend(subjects(verb.head(), DEPTH));
    }
    arguments.patients.extend(target_of(noun));
    for clause in done(noun) {
        let agents = by_agents(clause);
        // "committed by rebels against the priest"
        let against = agents.iter().flat_map(|agent| obliques(*agent));
        arguments.obliques.extend(against.filter(|(prep, _)| prep.text() == "against"));
        arguments.agents.extend(agents);
        // "the attack staged by rebels on the town hall", "carried out with two bombs"
        let hanging = |(prep, object): &(Token<'_>, Token<'_>)| match prep.text() {
            "on" => !matches!(
                object.lemma(),
                "motorcycle" | "motorbike" | "horse" | "horseback" | "foot" | "scooter"
            ),
            "against" | "upon" | "with" => true,
            _ => false,
        };
        arguments.obliques.extend(obliques(clause).into_iter().filter(hanging));
    }
}

/// "The house was the target of an attack", "the mayor, victim of an attack".
fn target_of(noun: Token<'_>) -> Vec<Token<'_>> {
    let of = noun.head();
    let target = of.head();
    let suffered = matches!(target.lemma(), "target" | "victim" | "object");
    match target.label() {
        _ if noun.label() != "pobj" || of.text() != "of" || !suffered => Vec::new(),
        "attr" => subjects(target.head(), DEPTH),
        "appos" => vec![target.head()],
        _ => Vec::new(),
    }
}

/// Clauses that say who did what a noun names: "the attack carried out by rebels"; the parser may hang them on those it was
/// done to, "the murder of the judge, carried out by rebels".
fn done(noun: Token<'_>) -> impl Iterator<Item = Token<'_>> {
    let of = prepositions(noun).filter(|(prep, _)| matches!(prep.lemma(), "of" | "on" | "against"));
    let nouns = std::iter::once(noun).chain(of.flat_map(|(_, object)| conjuncts(object)));
    nouns.flat_map(claimant_parse::Token::children).filter(|child| {
        matches!(child.label(), "acl" | "relcl")
            && (does(*child, Does::Lends) || sets_off(*child))
            && is_passive(*child)
    })
}

/// "A blast set off by rebels", "an explosion triggered by them".
fn sets_off(verb: Token<'_>) -> bool {
    let off = || verb.children().any(|child| child.label() == "prt" && child.text() == "off");
    matches!(verb.lemma(), "detonate" | "trigger") || verb.lemma() == "set" && off()
}
