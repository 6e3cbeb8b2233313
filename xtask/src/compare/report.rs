//! The comparison as text.

use std::fmt::Write;

use super::differences::{ATTRIBUTES, Comparison};

/// A table of counts, and the first differences.
pub(super) fn render(comparison: &Comparison, show: usize, only: Option<&str>) -> String {
    let mut text = format!(
        "{} documents, {} of them cut into other tokens than spaCy's\n\n{:<12} {:>10} {:>8} {:>11}\n",
        comparison.documents,
        comparison.documents_cut_differently,
        "attribute",
        "compared",
        "differ",
        "identical"
    );
    for attribute in ATTRIBUTES {
        let count = comparison.counts.get(attribute).copied().unwrap_or_default();
        let share = 100.0 * (1.0 - count.differing as f64 / count.compared.max(1) as f64);
        // Writing to a string cannot fail.
        let _ =
            writeln!(text, "{attribute:<12} {:>10} {:>8} {share:>10.4}%", count.compared, count.differing);
    }
    let shown =
        comparison.differences.iter().filter(|difference| only.is_none_or(|it| it == difference.attribute));
    for difference in shown.take(show) {
        let _ = write!(
            text,
            "\n{} in {}: {}\n  claimant {:?}, spaCy {:?}\n",
            difference.attribute, difference.document, difference.context, difference.ours, difference.theirs
        );
    }
    text
}
