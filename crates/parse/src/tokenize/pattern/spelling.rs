//! The words that a small pattern stands for.

use super::charset::CharSet;
use super::syntax::{Node, Reader};

/// The words that a pattern from `^` to `$` matches, if they are few.
pub(crate) fn words_of(source: &str) -> Option<Vec<String>> {
    let inner = source.strip_prefix('^')?.strip_suffix('$')?;
    let mut reader = Reader::new(inner);
    let node = Node::Choice(reader.choice(0).ok()?);
    let words = spell_out(&node, &reader.sets)?;
    (reader.at == inner.len()).then_some(words)
}

/// Every text a node matches, `None` when there are more than a few or look-around is needed to tell.
fn spell_out(node: &Node, sets: &[CharSet]) -> Option<Vec<String>> {
    const FEW: usize = 100;
    let words = match node {
        Node::Char(c) => vec![c.to_string()],
        Node::Set(set) if sets[*set].ranges.is_empty() => {
            (0..128u8).map(char::from).filter(|&c| sets[*set].contains(c)).map(String::from).collect()
        }
        Node::Sequence(nodes) => nodes.iter().try_fold(vec![String::new()], |starts, node| {
            let ends = spell_out(node, sets)?;
            let joined = starts.iter().flat_map(|start| ends.iter().map(move |end| format!("{start}{end}")));
            Some(joined.take(FEW + 1).collect())
        })?,
        Node::Choice(nodes) => {
            nodes.iter().map(|node| spell_out(node, sets)).collect::<Option<Vec<_>>>()?.concat()
        }
        Node::Repeat { node, least: 0, most: 1, .. } => {
            [spell_out(node, sets)?, vec![String::new()]].concat()
        }
        _ => return None,
    };
    (words.len() <= FEW).then_some(words)
}
