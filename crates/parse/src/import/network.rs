//! `model` files: a neural network as thinc writes it.
//!
//! The file holds four lists of equal length, one entry a layer in breadth-first order: `nodes` (name, dimensions,
//! references to other layers by number), `attrs`, `params`, `shims`. Which layer contains which is not written down;
//! a layer that only combines others has a name made of theirs (`maxout>>layernorm>>dropout`, `with_array(softmax)`).
//! So layers are found by name, by order and by reference, and their shapes are checked.

use std::collections::BTreeMap;

use rmpv::Value;

use super::array;
use super::cursor::Cursor;
use super::{ImportError, Tensor};

/// Layers that this crate knows how to run. Any other means that the network does something else.
const KNOWN: &[&str] = &[
    "dropout",
    "expand_window",
    "extract_features",
    "hashembed",
    "ints-getitem",
    "layernorm",
    "linear",
    "list2array",
    "list2ragged",
    "maxout",
    "parser_model",
    "precomputable_affine",
    "ragged2list",
    "softmax",
    "static_vectors",
    "tok2vec-listener",
];

/// A network's layers, in breadth-first order.
pub(super) struct Network<'v> {
    layers: Vec<Layer<'v>>,
    top: Cursor<'v>,
}

/// One layer.
pub(super) struct Layer<'v> {
    /// Its kind, or for a combination the names of its parts.
    pub(super) name: &'v str,
    references: BTreeMap<&'v str, usize>,
    attributes: Cursor<'v>,
    parameters: Cursor<'v>,
}

impl<'v> Network<'v> {
    /// Reads the layers and makes sure that each is known.
    pub(super) fn read(top: Cursor<'v>) -> Result<Self, ImportError> {
        let (nodes, attributes, parameters) =
            (top.get("nodes")?.items()?, top.get("attrs")?.items()?, top.get("params")?.items()?);
        if nodes.len() != attributes.len() || nodes.len() != parameters.len() {
            return Err(top.malformed("nodes, attrs and params differ in length"));
        }
        let mut layers = Vec::with_capacity(nodes.len());
        for ((node, attributes), parameters) in nodes.iter().zip(attributes).zip(parameters) {
            layers.push(read_layer(node, attributes, parameters)?);
        }
        Ok(Network { layers, top })
    }

    /// An error about the network as a whole.
    pub(super) fn unsupported(&self, what: impl Into<String>) -> ImportError {
        self.top.unsupported(what)
    }

    /// All layers of one kind, in order.
    pub(super) fn all(&self, name: &str) -> Vec<&Layer<'v>> {
        self.layers.iter().filter(|layer| layer.name == name).collect()
    }

    /// The only layer of one kind.
    pub(super) fn only(&self, name: &str) -> Result<&Layer<'v>, ImportError> {
        match self.all(name).as_slice() {
            [layer] => Ok(layer),
            found => Err(self.unsupported(format!("a network with {} layers {name:?}", found.len()))),
        }
    }

    /// The first layer that refers to another under this name.
    pub(super) fn referring(&self, reference: &str) -> Option<&Layer<'v>> {
        self.layers.iter().find(|layer| layer.references.contains_key(reference))
    }

    /// The layer that another refers to.
    pub(super) fn follow(&self, from: &Layer<'v>, reference: &str) -> Result<&Layer<'v>, ImportError> {
        let found = from.references.get(reference).and_then(|&index| self.layers.get(index));
        found.ok_or_else(|| {
            from.attributes.malformed(format!("layer {:?} has no part {reference:?}", from.name))
        })
    }
}

fn read_layer<'v>(
    node: &Cursor<'v>,
    attributes: Cursor<'v>,
    parameters: Cursor<'v>,
) -> Result<Layer<'v>, ImportError> {
    let name = node.get("name")?.text()?;
    if !is_combination(name) && !KNOWN.contains(&name) {
        return Err(node.unsupported(format!("layer {name:?}")));
    }
    let mut references = BTreeMap::new();
    for (reference, target) in node.get("refs")?.entries()? {
        if let Ok(index) = target.size() {
            references.insert(reference, index);
        }
    }
    Ok(Layer { name, references, attributes, parameters })
}

fn is_combination(name: &str) -> bool {
    name.contains(">>") || name.contains('|') || name.ends_with(')')
}

impl Layer<'_> {
    /// One of the layer's parameters.
    pub(super) fn tensor(&self, name: &str) -> Result<Tensor, ImportError> {
        array::from_msgpack(&self.parameters.get(name)?)
    }

    /// One of the layer's attributes.
    pub(super) fn attribute(&self, name: &str) -> Result<Attribute<'_>, ImportError> {
        let packed = self.attributes.get(name)?;
        Ok(Attribute { value: packed.unpack()?, packed })
    }

    /// An error about this layer.
    pub(super) fn unsupported(&self, what: impl Into<String>) -> ImportError {
        self.parameters.unsupported(what)
    }
}

/// An attribute of a layer. thinc packs each one a second time, so its value is owned here.
pub(super) struct Attribute<'v> {
    value: Value,
    packed: Cursor<'v>,
}

impl Attribute<'_> {
    /// The value, to be read.
    pub(super) fn read(&self) -> Cursor<'_> {
        self.packed.inside(&self.value)
    }
}
