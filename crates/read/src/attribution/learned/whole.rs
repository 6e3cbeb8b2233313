//! Features of a candidate as a whole: how sure its parts are, what shape they have, and what it has to compete with.

use super::find::Found;
use super::hash::{Features, add, step};
use super::role::distance;
use super::view::{NONE, View};

/// Candidates further away cannot reach this one.
const REACH: usize = 1000;

/// What speaks for and against candidate `at` among all candidates of its document.
pub fn features(view: &View<'_>, candidates: &[Found], at: usize, out: &mut Features) {
    let found = &candidates[at];
    let [cue, source, content] = found.scores;
    let word = &view.words[found.head];
    add!(out, "whole always");
    scale(out, 1, cue);
    scale(out, 2, content);
    scale(out, 3, source);
    let (sure, clear) = (bucket(cue, 2.0), bucket(content, 0.5));
    add!(out, "whole parts", bucket(cue, 1.0), bucket(content, 0.3));
    add!(out, "whole source", bucket(cue, 1.0), bucket(source, 0.3));
    add!(out, "whole lemma", word.lemma);
    add!(out, "whole lemma clear", word.lemma, clear);
    add!(out, "whole label", word.label, word.tag);
    shape(view, found, sure, out);
    rivals(candidates, at, out);
}

/// A score as a row of steps, so that sums of weights follow it in any shape.
fn scale(out: &mut Features, which: u32, score: f32) {
    for level in -8_i32..=12 {
        if score > level as f32 * 0.5 {
            add!(out, "whole scale", which, level);
        }
    }
}

fn bucket(score: f32, fineness: f32) -> i32 {
    (score.clamp(-9.0, 12.0) * fineness).floor() as i32
}

fn shape(view: &View<'_>, found: &Found, sure: i32, out: &mut Features) {
    let word = &view.words[found.head];
    let length: usize = found.content.iter().map(ExactSizeIterator::len).sum();
    let quoted =
        found.content.iter().flat_map(Clone::clone).filter(|&token| view.words[token].quoted).count();
    let share = (quoted * 3).checked_div(length).unwrap_or(0);
    let Some(first) = found.content.first() else { return };
    let side = u32::from(first.start > found.head);
    let top = first.clone().min_by_key(|&token| view.words[token].depth).map_or(word, |at| &view.words[at]);
    let opening = view.words[first.start].form;
    let gap = step(distance(&found.cue, first.start).min(distance(&found.cue, first.end - 1))).min(4);
    let speaker = found.source.clone().and_then(|run| run.min_by_key(|&token| view.words[token].depth));
    let (who, kind) = speaker.map_or((NONE, NONE), |at| (view.words[at].lemma, view.words[at].tag));
    let entity = speaker.map_or(NONE, |at| view.words[at].entity);
    add!(out, "whole length", step(length), share, side);
    add!(out, "whole length lemma", step(length), word.lemma);
    add!(out, "whole pieces", found.content.len().min(3), share, side, found.source.is_some());
    add!(out, "whole top", top.tag, top.label, side);
    add!(out, "whole top lemma", top.tag, word.lemma);
    add!(out, "whole top word", top.lemma);
    add!(out, "whole opening", opening, side);
    add!(out, "whole gap", gap, share, side);
    add!(out, "whole gap sure", gap, sure, side);
    add!(out, "whole who", who);
    add!(out, "whole who kind", kind, entity);
    add!(out, "whole kind lemma", kind, word.lemma);
    add!(out, "whole quoted", word.quoted, share, sure);
    add!(out, "whole no source", found.source.is_none(), word.tag, word.label);
    add!(out, "whole cue length", found.cue.len().min(4), word.tag);
    add!(out, "whole first sentence", word.sentence.min(2), sure);
}

/// The surest candidate whose content this one lies in, and the surest that lies in its content.
fn rivals(candidates: &[Found], at: usize, out: &mut Features) {
    let found = &candidates[at];
    let near = |other: &&Found| other.head.abs_diff(found.head) < REACH;
    let around =
        candidates[..at].iter().rev().take_while(near).chain(candidates[at + 1..].iter().take_while(near));
    let (mut over, mut under) = (f32::NEG_INFINITY, f32::NEG_INFINITY);
    for other in around {
        let strength = other.scores[0] + 0.3 * other.scores[2].min(3.0);
        if covers(other, found.head) {
            over = over.max(strength);
        }
        if covers(found, other.head) {
            under = under.max(strength);
        }
    }
    let own = found.scores[0] + 0.3 * found.scores[2].min(3.0);
    let against = |rival: f32| if rival == f32::NEG_INFINITY { -99 } else { bucket(rival, 1.0) };
    let margin = |rival: f32| if rival == f32::NEG_INFINITY { -99 } else { bucket(own - rival, 1.0) };
    add!(out, "whole over", against(over));
    add!(out, "whole under", against(under));
    add!(out, "whole over margin", margin(over));
    add!(out, "whole under margin", margin(under));
    add!(out, "whole over own", against(over), bucket(own, 0.7));
    add!(out, "whole under own", against(under), bucket(own, 0.7));
}

fn covers(found: &Found, token: usize) -> bool {
    found.content.iter().any(|piece| piece.contains(&token))
}
