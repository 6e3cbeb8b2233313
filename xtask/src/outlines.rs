//! Outlines of countries, to hold points against: Natural Earth at 1 : 10 million, as the package `world-atlas` has it.
//!
//! The outlines are used while the gazetteer is made and are no part of it. They come as `TopoJSON`: borders are lists of
//! steps on a grid, shared by the countries on both sides of them.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, anyhow};
use geo::{Contains, Coord, Distance, Haversine, InterpolatePoint, LineString, MultiPolygon, Point, Polygon};
use serde::Deserialize;

/// The atlas draws who holds a place, the gazetteer says whose it is to the United Nations: country, and south, west, north,
/// east of what is drawn as another's. Crimea.
const DRAWN_ELSEWHERE: [(&str, [f64; 4]); 1] = [("UKR", [44.3, 32.4, 46.3, 36.7])];

/// Outlines by ISO 3166-1 alpha-3.
pub(crate) struct Outlines {
    by_country: HashMap<String, MultiPolygon<f64>>,
}

#[derive(Deserialize)]
struct Topology {
    objects: Objects,
    arcs: Vec<Vec<[f64; 2]>>,
    transform: Transform,
}

#[derive(Deserialize)]
struct Objects {
    countries: Collection,
}

#[derive(Deserialize)]
struct Collection {
    geometries: Vec<Geometry>,
}

/// A country: its outer ring and holes, or a list of such.
#[derive(Deserialize)]
struct Geometry {
    /// ISO 3166-1 numeric; what no state recognises has none.
    id: Option<String>,
    properties: Properties,
    #[serde(flatten)]
    shape: Shape,
}

#[derive(Deserialize)]
struct Properties {
    name: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "arcs")]
enum Shape {
    Polygon(Vec<Vec<i64>>),
    MultiPolygon(Vec<Vec<Vec<i64>>>),
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

impl Outlines {
    /// From `countries-10m.json` of world-atlas and `codes.json` of i18n-iso-countries, a list of alpha-2, alpha-3, numeric.
    pub(crate) fn read(atlas: &Path, codes: &Path) -> anyhow::Result<Outlines> {
        let read = |path: &Path| fs::read(path).with_context(|| format!("cannot read {}", path.display()));
        let topology: Topology = serde_json::from_slice(&read(atlas)?).context("the atlas")?;
        let codes: Vec<[String; 4]> = serde_json::from_slice(&read(codes)?).context("the list of codes")?;
        let iso3: HashMap<&str, &str> =
            codes.iter().map(|[_, iso3, number, _]| (number.as_str(), iso3.as_str())).collect();
        let lines: Vec<Vec<Coord<f64>>> =
            topology.arcs.iter().map(|arc| unpack(arc, &topology.transform)).collect();
        let mut by_country: HashMap<String, MultiPolygon<f64>> = HashMap::new();
        for country in &topology.objects.countries.geometries {
            let code = country.id.as_deref().and_then(|id| iso3.get(id).copied());
            let Some(code) = code.or(named(&country.properties.name)) else { continue };
            let outline = by_country.entry(code.to_owned()).or_insert(MultiPolygon(Vec::new()));
            outline.0.extend(polygons(&country.shape, &lines)?);
        }
        Ok(Outlines { by_country })
    }

    /// How far a point lies outside a country, in kilometres; 0 inside. `None` for countries without an outline.
    pub(crate) fn outside(&self, iso3: &str, (latitude, longitude): (f64, f64)) -> Option<f64> {
        let outline = self.by_country.get(iso3)?;
        let point = Point::new(longitude, latitude);
        let drawn_elsewhere = DRAWN_ELSEWHERE.iter().any(|(country, [south, west, north, east])| {
            *country == iso3 && (south..=north).contains(&&latitude) && (west..=east).contains(&&longitude)
        });
        if drawn_elsewhere || outline.contains(&point) {
            return Some(0.0);
        }
        let rings =
            outline.0.iter().flat_map(|polygon| polygon.interiors().iter().chain([polygon.exterior()]));
        rings.flat_map(LineString::lines).map(|line| kilometres(point, line)).min_by(f64::total_cmp)
    }
}

/// Territories without a number of their own, under whose code the gazetteer has their places.
fn named(name: &str) -> Option<&'static str> {
    match name {
        "Kosovo" => Some("XKX"),
        "Somaliland" => Some("SOM"),
        "N. Cyprus" => Some("CYP"),
        _ => None,
    }
}

/// To the nearer end or the middle of a line: the lines of the atlas are a few kilometres long.
fn kilometres(point: Point<f64>, line: geo::Line<f64>) -> f64 {
    let (start, end) = (Point::from(line.start), Point::from(line.end));
    let middle = Haversine.point_at_ratio_between(start, end, 0.5);
    let metres = [start, middle, end].map(|other| Haversine.distance(point, other));
    metres.into_iter().fold(f64::MAX, f64::min) / 1000.0
}

/// A line is written as steps from one point to the next.
fn unpack(arc: &[[f64; 2]], transform: &Transform) -> Vec<Coord<f64>> {
    let mut at = [0.0, 0.0];
    let step = |step: &[f64; 2]| {
        at = [at[0] + step[0], at[1] + step[1]];
        Coord {
            x: at[0] * transform.scale[0] + transform.translate[0],
            y: at[1] * transform.scale[1] + transform.translate[1],
        }
    };
    arc.iter().map(step).collect()
}

fn polygons(shape: &Shape, lines: &[Vec<Coord<f64>>]) -> anyhow::Result<Vec<Polygon<f64>>> {
    let polygon = |rings: &Vec<Vec<i64>>| {
        let mut rings =
            rings.iter().map(|ring| self::ring(ring, lines)).collect::<anyhow::Result<Vec<_>>>()?.into_iter();
        let outer = rings.next().ok_or_else(|| anyhow!("a polygon without a ring"))?;
        Ok(Polygon::new(outer, rings.collect()))
    };
    match shape {
        Shape::Polygon(rings) => Ok(vec![polygon(rings)?]),
        Shape::MultiPolygon(all) => all.iter().map(polygon).collect(),
    }
}

/// The lines of a ring, end to end; `-1 - n` is line `n` walked backwards.
fn ring(numbers: &[i64], lines: &[Vec<Coord<f64>>]) -> anyhow::Result<LineString<f64>> {
    let mut ring: Vec<Coord<f64>> = Vec::new();
    for &number in numbers {
        let at = if number < 0 { -1 - number } else { number };
        let line = usize::try_from(at).ok().and_then(|at| lines.get(at));
        let line = line.ok_or_else(|| anyhow!("a ring names line {number}, which is not there"))?;
        // The first point of a line is the last one of the line before.
        let skip = usize::from(!ring.is_empty());
        if number < 0 {
            ring.extend(line.iter().rev().skip(skip));
        } else {
            ring.extend(line.iter().skip(skip));
        }
    }
    Ok(LineString(ring))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    /// A square of ten degrees from the equator, cut in two by a line of longitude that both halves share.
    const ATLAS: &str = r#"{"type":"Topology","transform":{"scale":[0.1,0.1],"translate":[0,0]},
        "arcs":[[[50,0],[0,100]],[[50,100],[-50,0],[0,-100],[50,0]],[[50,100],[50,0],[0,-100],[-50,0]]],
        "objects":{"countries":{"type":"GeometryCollection","geometries":[
            {"type":"Polygon","arcs":[[0,1]],"id":"466","properties":{"name":"West"}},
            {"type":"MultiPolygon","arcs":[[[-1,-3]]],"id":"562","properties":{"name":"East"}}]}}}"#;

    #[test]
    fn a_point_is_inside_one_of_two_neighbours() {
        let folder = tempfile::tempdir().unwrap();
        let (atlas, codes) = (folder.path().join("atlas.json"), folder.path().join("codes.json"));
        fs::write(&atlas, ATLAS).unwrap();
        fs::write(&codes, r#"[["ML","MLI","466",""],["NE","NER","562",""]]"#).unwrap();
        let outlines = Outlines::read(&atlas, &codes).unwrap();
        assert_eq!(outlines.outside("MLI", (5.0, 2.0)), Some(0.0));
        assert_eq!(outlines.outside("NER", (5.0, 7.0)), Some(0.0));
        let away = outlines.outside("NER", (5.0, 4.0)).unwrap();
        assert!((100.0..125.0).contains(&away), "{away}");
        assert_eq!(outlines.outside("TCD", (5.0, 4.0)), None);
    }
}
