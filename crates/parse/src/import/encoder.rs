//! The encoder of a network: `MultiHashEmbed` and `MaxoutWindowEncoder` of spaCy's `ml/models/tok2vec.py`.

use std::collections::BTreeMap;

use super::network::{Layer, Network};
use super::{EmbedSpec, EncoderSpec, ImportError, Tensor};

/// Reads a network's encoder and stores its tensors under `prefix`; `None` where the network has none of its own.
pub(super) fn read(
    network: &Network<'_>,
    prefix: &str,
    tensors: &mut BTreeMap<String, Tensor>,
) -> Result<Option<EncoderSpec>, ImportError> {
    let Some(root) = network.referring("embed") else { return Ok(None) };
    let pad = network.follow(root, "encode")?.attribute("pad")?.read().size()?;
    let embeds = read_embeds(network, prefix, tensors)?;
    let static_vectors = read_static(network, prefix, tensors)?;
    let (maxouts, norms) = (network.all("maxout"), network.all("layernorm"));
    let windows = network.all("expand_window");
    // Breadth first, the mixing layer comes before the convolutions, which lie deeper.
    if maxouts.len() != windows.len() + 1 || norms.len() != maxouts.len() {
        return Err(root.unsupported("an encoder whose layers are not maxout with layer norm"));
    }
    for (index, (maxout, norm)) in maxouts.iter().zip(&norms).enumerate() {
        let name = if index == 0 { "mix".to_owned() } else { format!("conv{}", index - 1) };
        read_block(maxout, norm, &format!("{prefix}.{name}"), tensors)?;
    }
    let window = common_window(&windows)?;
    let mix = &tensors[&format!("{prefix}.mix.W")].shape;
    let &[width, pieces, _] = mix.as_slice() else {
        return Err(maxouts[0].unsupported(format!("shape {mix:?}")));
    };
    let spec = EncoderSpec { embeds, static_vectors, width, depth: windows.len(), window, pieces, pad };
    check(&spec, prefix, tensors).map_err(|problem| root.unsupported(problem))?;
    Ok(Some(spec))
}

/// The hash embeddings, in the order of the columns they read.
fn read_embeds(
    network: &Network<'_>,
    prefix: &str,
    tensors: &mut BTreeMap<String, Tensor>,
) -> Result<Vec<EmbedSpec>, ImportError> {
    let columns = network.only("extract_features")?.attribute("columns")?.read().texts()?;
    let layers = network.all("hashembed");
    if layers.len() != columns.len() {
        return Err(network.unsupported(format!("{} embeddings of {} columns", layers.len(), columns.len())));
    }
    let mut embeds = Vec::new();
    for (index, (layer, attribute)) in layers.iter().zip(columns).enumerate() {
        if layer.attribute("column")?.read().size()? != index {
            return Err(layer.unsupported("embeddings out of the order of their columns"));
        }
        let table = layer.tensor("E")?;
        let seed = layer.attribute("seed")?.read().number()? as u32;
        embeds.push(EmbedSpec { attribute, rows: table.shape.first().copied().unwrap_or(0), seed });
        tensors.insert(format!("{prefix}.embed.{index}"), table);
    }
    Ok(embeds)
}

/// The projection of static vectors; whether there is one.
fn read_static(
    network: &Network<'_>,
    prefix: &str,
    tensors: &mut BTreeMap<String, Tensor>,
) -> Result<bool, ImportError> {
    let layers = network.all("static_vectors");
    let Some(layer) = layers.first() else { return Ok(false) };
    let key = layer.attribute("key_attr")?.read().text()?.to_owned();
    if layers.len() > 1 || key != "ORTH" {
        return Err(layer.unsupported(format!("static vectors keyed by {key:?}")));
    }
    tensors.insert(format!("{prefix}.static.W"), layer.tensor("W")?);
    Ok(true)
}

/// A maxout layer and the layer norm behind it.
fn read_block(
    maxout: &Layer<'_>,
    norm: &Layer<'_>,
    prefix: &str,
    tensors: &mut BTreeMap<String, Tensor>,
) -> Result<(), ImportError> {
    tensors.insert(format!("{prefix}.W"), maxout.tensor("W")?);
    tensors.insert(format!("{prefix}.b"), maxout.tensor("b")?);
    tensors.insert(format!("{prefix}.G"), norm.tensor("G")?);
    tensors.insert(format!("{prefix}.B"), norm.tensor("b")?);
    Ok(())
}

/// The window size, which is the same in all convolutions.
fn common_window(windows: &[&Layer<'_>]) -> Result<usize, ImportError> {
    let mut common = None;
    for layer in windows {
        let size = layer.attribute("window_size")?.read().size()?;
        if *common.get_or_insert(size) != size {
            return Err(layer.unsupported("convolutions of different window sizes"));
        }
    }
    Ok(common.unwrap_or(0))
}

/// Makes sure that every tensor has the shape that the description promises.
fn check(spec: &EncoderSpec, prefix: &str, tensors: &BTreeMap<String, Tensor>) -> Result<(), String> {
    let (width, pieces) = (spec.width, spec.pieces);
    let parts = spec.embeds.len() + usize::from(spec.static_vectors);
    let mut wanted = vec![("mix.W".to_owned(), vec![width, pieces, width * parts])];
    wanted.extend(
        spec.embeds.iter().enumerate().map(|(i, embed)| (format!("embed.{i}"), vec![embed.rows, width])),
    );
    wanted.extend(
        (0..spec.depth).map(|k| (format!("conv{k}.W"), vec![width, pieces, width * (2 * spec.window + 1)])),
    );
    for block in std::iter::once("mix".to_owned()).chain((0..spec.depth).map(|k| format!("conv{k}"))) {
        wanted.push((format!("{block}.b"), vec![width, pieces]));
        wanted.push((format!("{block}.G"), vec![width]));
        wanted.push((format!("{block}.B"), vec![width]));
    }
    for (name, shape) in wanted {
        let found = tensors.get(&format!("{prefix}.{name}")).map(|tensor| &tensor.shape);
        if found != Some(&shape) {
            return Err(format!("{prefix}.{name} of shape {found:?} instead of {shape:?}"));
        }
    }
    Ok(())
}
