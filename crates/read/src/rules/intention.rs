//! What somebody will do, will not do, or must do, as an event of its own kind: intent to cooperate is an agreement,
//! intent to harm a threat, refusal to cooperate a rejection, and what others must do a demand.
//!
//! "Ruritania will send aid" is AGREE; "…will close the border" THREATEN; "…will not meet the envoy" REJECT; "Borduria must
//! release the prisoners" REQUEST, addressed to Borduria.

use claimant_model::{Plover, Role};
use claimant_parse::Token;

use super::event::participants;
use crate::draft::{Codes, Draft, Participating, Rule, Under, What};
use crate::frames;
use crate::lexicon::Frame;
use crate::tree::{is_negated, is_verb};

/// Modals and verbs of intent above an act.
pub(crate) struct Intention;

impl Rule for Intention {
    fn name(&self) -> &'static str {
        "intention/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        if !is_verb(token) {
            return;
        }
        let Some(stance) = stance(token) else { return };
        let framed = frames::of(under, token);
        let speaker = under
            .sayings
            .above(token.index())
            .last()
            .and_then(|saying| saying.source.as_ref().map(|(head, _)| *head));
        let act = framed.as_ref().map(|framed| framed.frame);
        let Some((plover, mode)) = intent(stance, act, speaker.is_some()) else { return };
        let mut draft = Draft::new(self.name(), token, What::Event);
        draft.codes = Codes { plover: Some(plover), mode, acled: Some("Other") };
        draft.participants = framed.map(|framed| participants(under, &framed)).unwrap_or_default();
        if plover == Plover::Request {
            demand(under, token, speaker, &mut draft.participants);
        } else {
            super::affected::settle(under, token, (Some(plover), act), &mut draft.participants);
        }
        out.push(draft);
    }
}

/// Whether the act at a token is only meant, not done: it is then an event of the kind that the intent is.
pub(super) fn is_meant(under: &Under<'_>, verb: Token<'_>, frame: &Frame) -> bool {
    let Some(stance) = stance(verb).filter(|_| is_verb(verb)) else { return false };
    let spoken = under.sayings.above(verb.index()).last().is_some_and(|saying| saying.source.is_some());
    intent(stance, Some(frame), spoken).is_some()
}

/// What meaning to do, or not to do, such an act is: event type and mode. What must be done is asked for by who says so.
fn intent(stance: Stance, act: Option<&Frame>, spoken: bool) -> Option<(Plover, Option<&'static str>)> {
    if stance == Stance::Must {
        return spoken.then_some((Plover::Request, Some("change")));
    }
    let frame = act?;
    match (stance, frame.plover?) {
        (Stance::Will, act) if is_cooperative(act) => Some((Plover::Agree, None)),
        (Stance::Will, act) if is_hostile(act) => Some((Plover::Threaten, Some(threat(act, frame.mode)))),
        (Stance::WillNot, act) if is_cooperative(act) => Some((Plover::Reject, Some("change"))),
        _ => None,
    }
}

/// How somebody stands to an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stance {
    Will,
    WillNot,
    Must,
}

fn stance(verb: Token<'_>) -> Option<Stance> {
    let modal = verb.children().find(|child| child.label() == "aux" && child.tag() == "MD").map(Token::lemma);
    let governor = verb.head();
    let infinitive = verb.label() == "xcomp" && is_verb(governor);
    let negated = is_negated(verb);
    match modal {
        Some("must") => Some(Stance::Must),
        Some("will" | "would" | "shall" | "can" | "could") if negated => Some(Stance::WillNot),
        Some("will" | "would" | "shall" | "may" | "’ll" | "'ll" | "wo") => Some(Stance::Will),
        None if infinitive
            && matches!(
                governor.lemma(),
                "plan" | "swear" | "vow" | "pledge" | "promise" | "threaten" | "prepare" | "intend"
            ) =>
        {
            Some(Stance::Will)
        }
        None if infinitive && matches!(governor.lemma(), "fail" | "refuse" | "decline") => {
            Some(Stance::WillNot)
        }
        _ => None,
    }
}

fn is_cooperative(act: Plover) -> bool {
    use Plover::{Agree, Aid, Concede, Consult, Cooperate, Retreat, Support};
    matches!(act, Agree | Consult | Support | Concede | Cooperate | Aid | Retreat)
}

fn is_hostile(act: Plover) -> bool {
    use Plover::{Coerce, Mobilize, Protest, Reject, Sanction};
    matches!(act, Coerce | Sanction | Mobilize | Protest | Reject)
}

/// The mode of threatening with such an act.
fn threat(act: Plover, mode: Option<&str>) -> &'static str {
    match (act, mode) {
        (_, Some("expel" | "deport")) => "expel",
        (_, Some("arrest" | "convict")) => "arrest",
        (Plover::Sanction, _) => "relations",
        (Plover::Coerce, _) => "restrict",
        _ => "violence",
    }
}

/// Who must do it is asked; who says so asks.
fn demand<'a>(
    under: &Under<'a>,
    verb: Token<'a>,
    speaker: Option<usize>,
    participants: &mut Vec<Participating<'a>>,
) {
    participants.clear();
    let asked = crate::clause::subjects(verb, 4).into_iter();
    participants.extend(asked.map(|token| Participating { role: Role::Addressee, token, class: None }));
    let asking = speaker.map(|head| under.context.token(head));
    participants.extend(asking.map(|token| Participating { role: Role::Initiator, token, class: None }));
}
