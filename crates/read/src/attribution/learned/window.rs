//! The tokens in which a cue's source and content are looked for.

use std::ops::Range;

use super::view::View;

/// Tokens of a window on either side of the cue's sentence, at most.
const REACH: usize = 400;
/// Tokens of a sentence on either side of the cue, at most: hostile text has endless sentences.
const WIDEST: usize = 250;

/// The cue's sentence, the quotation that runs into it from before, and the quoted sentences of the paragraph that go on
/// after it. A cue that is quoted itself looks no further than its sentence.
pub fn around(view: &View<'_>, cue: &Range<usize>) -> Range<usize> {
    let sentence = clipped(view, cue);
    if view.words[cue.start].quoted {
        return sentence;
    }
    let mut window = sentence.clone();
    if let Some(quotation) = view.quotations.around(window.start) {
        window.start = quotation.start.max(window.start.saturating_sub(REACH));
    }
    let last = view.quotations.around(window.end - 1).map_or(window.end, |quotation| quotation.end);
    window.end = last.min(sentence.end + REACH).max(window.end);
    while let Some(next) = view.quotations.around(window.end).filter(|next| next.start == window.end) {
        let same_paragraph = view.quotations.same_paragraph(window.end - 1, window.end);
        if !same_paragraph || next.end > sentence.end + REACH {
            break;
        }
        window.end = next.end;
    }
    window
}

/// The cue's sentence, no wider than a long one.
pub fn clipped(view: &View<'_>, cue: &Range<usize>) -> Range<usize> {
    let sentence = &view.sentences[view.words[cue.start].sentence];
    let start = sentence.start.max(cue.start.saturating_sub(WIDEST));
    start..sentence.end.min(cue.end + WIDEST).max(cue.end)
}

/// The parts of a window that holes leave over.
pub fn zones(window: &Range<usize>, holes: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut holes: Vec<&Range<usize>> = holes.iter().collect();
    holes.sort_by_key(|hole| hole.start);
    let mut zones = Vec::with_capacity(holes.len() + 1);
    let mut at = window.start;
    for hole in holes {
        if hole.start > at {
            zones.push(at..hole.start.min(window.end));
        }
        at = at.max(hole.end);
    }
    if at < window.end {
        zones.push(at..window.end);
    }
    zones
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_leave_zones() {
        assert_eq!(zones(&(0..10), &[4..6, 0..2]), [2..4, 6..10]);
        assert_eq!(zones(&(1..10), &[8..12, 0..1]).first(), Some(&(1..8)));
        assert!(zones(&(3..3), &[]).is_empty());
    }
}
