//! Pipelines made by hand, small enough to see through: no wheel is needed to test the reading of one.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use rmpv::Value;

use super::cursor::Cursor;
use super::network::Network;
use super::{EmbedSpec, ImportError, encoder, heads, read_pipeline};

/// A file of the pipeline, packed.
fn packed(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    rmpv::encode::write_value(&mut bytes, value).unwrap();
    bytes
}

fn map(entries: Vec<(&str, Value)>) -> Value {
    Value::Map(entries.into_iter().map(|(key, value)| (Value::from(key), value)).collect())
}

/// An array of the given shape with the numbers 0, 1, 2, …, as msgpack-numpy stores it.
fn array(shape: &[usize]) -> Value {
    let count: usize = shape.iter().product();
    let data: Vec<u8> = (0..count).flat_map(|number| (number as f32).to_le_bytes()).collect();
    let key = |name: &str| Value::Binary(name.as_bytes().to_vec());
    Value::Map(vec![
        (key("nd"), Value::from(true)),
        (key("type"), Value::from("<f4")),
        (key("kind"), Value::Binary(Vec::new())),
        (key("shape"), Value::Array(shape.iter().map(|&size| Value::from(size)).collect())),
        (key("data"), Value::Binary(data)),
    ])
}

/// A layer: its name, references, attributes, parameters.
type LayerParts =
    (&'static str, Vec<(&'static str, usize)>, Vec<(&'static str, Value)>, Vec<(&'static str, Value)>);

/// A `model` file.
fn model(layers: Vec<LayerParts>) -> Value {
    let (mut nodes, mut attributes, mut parameters) = (Vec::new(), Vec::new(), Vec::new());
    for (name, references, own_attributes, own_parameters) in layers {
        let references = references.into_iter().map(|(name, index)| (name, Value::from(index)));
        nodes.push(map(vec![("name", Value::from(name)), ("refs", map(references.collect()))]));
        let again = |(name, value): (&'static str, Value)| (name, Value::Binary(packed(&value)));
        attributes.push(map(own_attributes.into_iter().map(again).collect()));
        parameters.push(map(own_parameters));
    }
    let lists = [("nodes", nodes), ("attrs", attributes), ("params", parameters)];
    map(lists.into_iter().map(|(name, list)| (name, Value::Array(list))).collect())
}

/// An encoder of width 2 with one embedding of 3 rows and one convolution.
fn small_encoder(convolution: &'static str) -> Value {
    let norm = || vec![("G", array(&[2])), ("b", array(&[2]))];
    let columns = Value::Array(vec![Value::from("NORM")]);
    model(vec![
        ("a>>b", vec![("embed", 1), ("encode", 2)], vec![], vec![]),
        ("extract_features>>with_array(hashembed)", vec![], vec![], vec![]),
        (
            "with_array(residual(expand_window>>maxout>>layernorm))",
            vec![],
            vec![("pad", Value::from(1))],
            vec![],
        ),
        ("extract_features", vec![], vec![("columns", columns)], vec![]),
        (
            "hashembed",
            vec![],
            vec![("column", Value::from(0)), ("seed", Value::from(8))],
            vec![("E", array(&[3, 2]))],
        ),
        ("maxout", vec![], vec![], vec![("W", array(&[2, 3, 2])), ("b", array(&[2, 3]))]),
        ("layernorm", vec![], vec![], norm()),
        ("expand_window", vec![], vec![("window_size", Value::from(1))], vec![]),
        (convolution, vec![], vec![], vec![("W", array(&[2, 3, 6])), ("b", array(&[2, 3]))]),
        ("layernorm", vec![], vec![], norm()),
    ])
}

#[test]
fn an_encoder_is_found_by_its_layers() {
    let value = small_encoder("maxout");
    let network = Network::read(Cursor::new("tok2vec/model", &value)).unwrap();
    let mut tensors = BTreeMap::new();
    let spec = encoder::read(&network, "t2v", &mut tensors).unwrap().unwrap();
    assert_eq!(spec.embeds, [EmbedSpec { attribute: "NORM".to_owned(), rows: 3, seed: 8 }]);
    assert_eq!((spec.width, spec.depth, spec.window, spec.pieces, spec.pad), (2, 1, 1, 3, 1));
    assert!(!spec.static_vectors);
    let names: Vec<_> = tensors.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "t2v.conv0.B",
            "t2v.conv0.G",
            "t2v.conv0.W",
            "t2v.conv0.b",
            "t2v.embed.0",
            "t2v.mix.B",
            "t2v.mix.G",
            "t2v.mix.W",
            "t2v.mix.b"
        ]
    );
    assert_eq!(tensors["t2v.conv0.W"].shape, [2, 3, 6]);
    assert_eq!(tensors["t2v.embed.0"].data, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
}

#[test]
fn an_unknown_layer_is_named() {
    let value = small_encoder("mish");
    let error = Network::read(Cursor::new("tok2vec/model", &value)).err().unwrap();
    assert!(
        error.to_string().starts_with("tok2vec/model, top > nodes > 8: layer \"mish\" is not supported"),
        "{error}"
    );
}

#[test]
fn a_transition_system_must_fit_its_moves() {
    let value = model(vec![
        (
            "parser_model",
            vec![("tok2vec", 1), ("lower", 2), ("upper", 3)],
            vec![("has_upper", Value::from(true))],
            vec![],
        ),
        ("tok2vec-listener>>list2array>>linear", vec![], vec![], vec![]),
        (
            "precomputable_affine",
            vec![],
            vec![],
            vec![("W", array(&[8, 4, 2, 4])), ("b", array(&[4, 2])), ("pad", array(&[1, 8, 4, 2]))],
        ),
        ("linear", vec![], vec![], vec![("W", array(&[5, 4])), ("b", array(&[5]))]),
        ("tok2vec-listener", vec![], vec![], vec![]),
        ("linear", vec![], vec![], vec![("W", array(&[4, 2])), ("b", array(&[4]))]),
    ]);
    let network = Network::read(Cursor::new("parser/model", &value)).unwrap();
    let mut tensors = BTreeMap::new();
    heads::read_transitions(&network, "parser", 5, &mut tensors).unwrap();
    assert_eq!(tensors["parser.linear.W"].shape, [4, 2]);
    assert_eq!(tensors["parser.upper.W"].shape, [5, 4]);
    assert!(heads::read_transitions(&network, "parser", 6, &mut tensors).is_err());
}

/// The files of a pipeline that has an attribute ruler and nothing else.
fn small_pipeline() -> Vec<(&'static str, Vec<u8>)> {
    let orth = |text: &str| Value::Map(vec![(Value::from(65), Value::from(text))]);
    let contraction = Value::Array(vec![
        orth("don"),
        Value::Map(vec![(Value::from(65), Value::from("'t")), (Value::from(67), Value::from("not"))]),
    ]);
    let tokenizer = map(vec![
        ("prefix_search", Value::from("^\\(")),
        ("token_match", Value::Nil),
        ("exceptions", map(vec![("don't", contraction)])),
    ]);
    let config = "[nlp]\npipeline = [\"ruler\",\"off\"]\ndisabled = [\"off\"]\n[components.ruler]\nfactory = \"attribute_ruler\"\n";
    vec![
        ("config.cfg", config.into()),
        (
            "meta.json",
            br#"{"lang":"en","name":"tiny","version":"1","license":"MIT","requirements":[]}"#.to_vec(),
        ),
        ("tokenizer", packed(&tokenizer)),
        ("vocab/strings.json", b"[\"noun\"]".to_vec()),
        ("ruler/patterns", packed(&Value::Array(Vec::new()))),
        ("LICENSE", b"MIT".to_vec()),
    ]
}

/// A file of its own for each test, removed at its end.
struct Wheel(PathBuf);

impl Wheel {
    fn new(test: &str, files: &[(&str, Vec<u8>)]) -> Wheel {
        let path = std::env::temp_dir().join(format!("claimant-{test}-{}.whl", std::process::id()));
        let mut archive = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
        for (name, bytes) in files {
            let name = format!("package/data/{name}");
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
        }
        archive.finish().unwrap();
        Wheel(path)
    }
}

impl Drop for Wheel {
    fn drop(&mut self) {
        // A file left behind in the folder for temporary files does no harm.
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn a_wheel_is_read_at_whatever_depth_the_pipeline_lies() {
    let wheel = Wheel::new("deep", &small_pipeline());
    let pipeline = read_pipeline(&wheel.0).unwrap();
    assert_eq!((pipeline.meta.name.as_str(), pipeline.meta.license.as_str()), ("tiny", "MIT"));
    assert_eq!(pipeline.pipeline, ["ruler"]);
    assert_eq!(pipeline.licences, [("LICENSE".to_owned(), "MIT".to_owned())]);
    assert_eq!(pipeline.tokenizer.prefix.as_deref(), Some("^\\("));
    assert_eq!(pipeline.tokenizer.token_match, None);
    let tokens = vec![("don".to_owned(), None), ("'t".to_owned(), Some("not".to_owned()))];
    assert_eq!(pipeline.tokenizer.rules, [("don't".to_owned(), tokens)]);
    assert!(pipeline.vectors.is_none() && pipeline.lemmatizer.is_none());
}

#[test]
fn a_missing_file_is_named() {
    let mut files = small_pipeline();
    files.retain(|(name, _)| *name != "ruler/patterns");
    let wheel = Wheel::new("missing", &files);
    let error = read_pipeline(&wheel.0).unwrap_err();
    assert!(matches!(&error, ImportError::Missing { file } if file.ends_with("ruler/patterns")), "{error}");
}

#[test]
fn an_archive_without_a_pipeline_is_an_error() {
    let wheel = Wheel::new("other", &[("config.cfg", Vec::new())]);
    assert!(matches!(read_pipeline(&wheel.0), Err(ImportError::NoPipeline { .. })));
    assert!(matches!(read_pipeline(&PathBuf::from("/nowhere/at/all")), Err(ImportError::Io { .. })));
}

#[test]
fn files_cut_short_or_changed_never_panic() {
    let files = small_pipeline();
    for (index, (name, bytes)) in files.iter().enumerate() {
        for cut in 0..bytes.len() {
            let mut changed = files.clone();
            changed[index].1.truncate(cut);
            let wheel = Wheel::new(&format!("cut-{}-{cut}", name.replace('/', "-")), &changed);
            let _ = read_pipeline(&wheel.0);
        }
    }
}
