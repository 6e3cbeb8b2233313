//! What sits on top of an encoder: a softmax layer (tagger, morphologizer) or a transition system (parser, NER).

use std::collections::BTreeMap;

use super::network::Network;
use super::{ImportError, Tensor};

/// Reads the softmax layer of a tagger with so many labels.
pub(super) fn read_tagger(
    network: &Network<'_>,
    prefix: &str,
    labels: usize,
    tensors: &mut BTreeMap<String, Tensor>,
) -> Result<(), ImportError> {
    let softmax = network.only("softmax")?;
    let weights = softmax.tensor("W")?;
    if weights.shape.first() != Some(&labels) {
        return Err(softmax.unsupported(format!("weights of shape {:?} for {labels} labels", weights.shape)));
    }
    tensors.insert(format!("{prefix}.W"), weights);
    tensors.insert(format!("{prefix}.b"), softmax.tensor("b")?);
    Ok(())
}

/// Reads the layers of a transition system with so many moves: a projection of the encoder's output (`linear`), the
/// features of a state (`lower`), and the scores of the moves (`upper`).
pub(super) fn read_transitions(
    network: &Network<'_>,
    prefix: &str,
    moves: usize,
    tensors: &mut BTreeMap<String, Tensor>,
) -> Result<(), ImportError> {
    let root = network.only("parser_model")?;
    if !root.attribute("has_upper")?.read().flag()? {
        return Err(root.unsupported("a transition system without an upper layer"));
    }
    let (lower, upper) = (network.follow(root, "lower")?, network.follow(root, "upper")?);
    let projections: Vec<_> =
        network.all("linear").into_iter().filter(|&layer| !std::ptr::eq(layer, upper)).collect();
    let &[linear] = projections.as_slice() else {
        return Err(root.unsupported(format!("{} layers between encoder and states", projections.len())));
    };
    for (name, layer, parameters) in [
        ("linear", linear, &["W", "b"][..]),
        ("lower", lower, &["W", "b", "pad"]),
        ("upper", upper, &["W", "b"]),
    ] {
        for parameter in parameters {
            tensors.insert(format!("{prefix}.{name}.{parameter}"), layer.tensor(parameter)?);
        }
    }
    let scores = &tensors[&format!("{prefix}.upper.W")].shape;
    if scores.first() != Some(&moves) {
        return Err(upper.unsupported(format!("weights of shape {scores:?} for {moves} moves")));
    }
    Ok(())
}
