//! Every format from the same three invented events, kept as snapshots, and read back where we can.

mod bundle;
mod compare;
mod deaths;
mod import;
mod samples;

use claimant_model::Dossier;
use insta::assert_snapshot;

use crate::{AcledCodes, Cells, Format, Options, Summary, write};

/// The samples in a format.
fn written(format: Format, options: &Options) -> (String, Summary) {
    let mut out = Vec::new();
    let summary = write(format, options, samples::dossiers(), &mut out).unwrap();
    (String::from_utf8(out).unwrap(), summary)
}

fn check(name: &str, format: Format, options: &Options) {
    let (text, summary) = written(format, options);
    assert_eq!(summary.events, 4);
    assert_snapshot!(name, format!("{text}\n---\n{}", summary.lines().join("\n")));
}

#[test]
fn ged() {
    check("ged", Format::Ged, &Options { hxl: true, ..Options::new() });
}

#[test]
fn acled() {
    check("acled", Format::Acled, &Options::new());
    check("acled_digits", Format::Acled, &Options { acled_codes: AcledCodes::Digits, ..Options::new() });
}

#[test]
fn plover() {
    check("plover", Format::Plover, &Options::new());
}

#[test]
fn claims() {
    check("claims", Format::Claims, &Options::new());
}

#[test]
fn geojson() {
    check("geojson", Format::GeoJson, &Options::new());
}

#[test]
fn claim_review() {
    check("claim_review", Format::ClaimReview, &Options::new());
}

#[test]
fn stix() {
    check("stix", Format::Stix, &Options::new());
}

#[test]
fn html() {
    check("html", Format::Html, &Options { snapshot: Some("2031-04-01".to_owned()), ..Options::new() });
}

#[test]
fn dossiers_come_back() {
    let (text, _) = written(Format::Dossiers, &Options::new());
    let back: Vec<Dossier> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(back, samples::dossiers());
}

#[test]
fn hostile_text_stays_text() {
    let (page, _) = written(Format::Html, &Options::new());
    assert!(!page.contains("<script"), "escaped");
    assert!(page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"));
    assert!(!page.contains("href=\"javascript:"));
    let (table, _) = written(Format::Claims, &Options::new());
    assert!(table.contains("'=HYPERLINK"));
    let (raw, _) = written(Format::Claims, &Options { cells: Cells::Raw, ..Options::new() });
    assert!(!raw.contains("'=HYPERLINK"));
}

#[test]
fn an_empty_export_is_whole() {
    for format in Format::ALL.into_iter().filter(|format| format.is_built()) {
        let mut out = Vec::new();
        write(format, &Options::new(), Vec::<Dossier>::new(), &mut out).unwrap();
        assert_eq!(out.is_empty(), matches!(format, Format::Plover | Format::Dossiers), "{format}");
    }
}

/// Puts every format into a folder for `checks/exports.py`, which reads them with programs that are not ours.
#[test]
fn files_for_other_readers() {
    let Some(folder) = std::env::var_os("CLAIMANT_EXPORTS").map(std::path::PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).unwrap();
    for format in Format::ALL.into_iter().filter(|format| format.is_built()) {
        let file = std::fs::File::create(folder.join(format!("{format}.{}", format.extension()))).unwrap();
        write(format, &Options::new(), samples::dossiers(), file).unwrap();
    }
    let tagged = std::fs::File::create(folder.join("ged-hxl.csv")).unwrap();
    write(Format::Ged, &Options { hxl: true, ..Options::new() }, samples::dossiers(), tagged).unwrap();
    for (name, schema) in [
        ("dossiers", crate::schemas::dossier()),
        ("plover", crate::schemas::plover()),
        ("feature", crate::schemas::feature()),
    ] {
        std::fs::write(folder.join(format!("{name}.schema.json")), schema.to_string()).unwrap();
    }
}
