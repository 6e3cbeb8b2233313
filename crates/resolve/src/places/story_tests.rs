//! Places found and resolved in sentences, from the words to the point.
#![allow(clippy::unwrap_used, reason = "tests")]

use claimant_parse::{Document, Pipeline, Precision, Scratch};

use super::{Gazetteer, ResolvedPlace, StoryContext, describe, find_mentions, resolve};

struct Reader {
    pipeline: Pipeline,
    gazetteer: Gazetteer,
}

impl Reader {
    fn new() -> Reader {
        Reader { pipeline: Pipeline::english().unwrap(), gazetteer: Gazetteer::embedded().unwrap() }
    }

    fn parse(&self, text: &str) -> Document {
        self.pipeline.parse_paragraphs(text, Precision::Exact, &mut Scratch::default())
    }

    /// Each mention's words and what they mean.
    fn read(&self, text: &str) -> Vec<(String, ResolvedPlace)> {
        let document = self.parse(text);
        let mentions = describe(&document, &self.gazetteer, &find_mentions(&document, &self.gazetteer));
        let places = resolve(&self.gazetteer, &mentions, &StoryContext::of_document(&document));
        let words = |mention: &super::PlaceMention| {
            document.text()[document.byte_span(mention.tokens.clone())].to_owned()
        };
        mentions.iter().map(words).zip(places).collect()
    }

    fn place(&self, text: &str, name: &str) -> ResolvedPlace {
        let all = self.read(text);
        let found = all.iter().find(|(words, _)| words == name);
        found.unwrap_or_else(|| panic!("no {name} in {text}: {all:?}")).1.clone()
    }

    fn country(&self, text: &str, name: &str) -> String {
        self.place(text, name).country.map_or_else(String::new, |country| country.to_string())
    }
}

fn near(place: &ResolvedPlace, latitude: f64, longitude: f64) -> bool {
    place.point.is_some_and(|point| (point.0 - latitude).abs() < 0.3 && (point.1 - longitude).abs() < 0.3)
}

#[test]
fn a_name_is_the_place_of_its_story() {
    let reader = Reader::new();
    for (text, name, country) in [
        ("Malian soldiers fought rebels near Kidal and Gao on Friday.", "Gao", "MLI"),
        ("A tornado struck Paris, Texas, early on Monday.", "Paris", "USA"),
        ("President Macron met trade unions in Paris on Monday.", "Paris", "FRA"),
        ("Shells fell on Tripoli, Lebanon, and on villages around it.", "Tripoli", "LBN"),
        ("Libyan militias clashed in Tripoli after Haftar's forces left Sirte.", "Tripoli", "LBY"),
        ("Syrian rebels shelled Hama and Homs, and a car bomb killed six in Aleppo.", "Hama", "SYR"),
        ("Police in Georgia's capital Tbilisi fired water cannon.", "Georgia", "GEO"),
        ("The militia attacked Beni and Oicha in North Kivu, eastern Congo.", "Beni", "COD"),
        ("Al-Shabaab fighters seized Leego, northwest of Mogadishu in Somalia.", "Leego", "SOM"),
        ("The army said it had retaken Zamzam camp near El Fasher in Sudan.", "Zamzam", "SDN"),
    ] {
        assert_eq!(reader.country(text, name), country, "{text}");
    }
}

#[test]
fn precision_follows_the_words() {
    let reader = Reader::new();
    for (text, name, precision) in [
        ("Rebels took Tinzaouaten in northern Mali.", "Tinzaouaten", 1),
        ("The convoy was ambushed near Menaka in Mali.", "Menaka", 2),
        ("Eleven people died in Idlib province in Syria.", "Idlib", 4),
        ("Fighting went on in Darfur on Sunday, Sudan's army said.", "Darfur", 5),
        ("The strike hit a village in Yemen.", "Yemen", 6),
        ("A tanker was boarded in the Gulf of Aden.", "Gulf of Aden", 7),
    ] {
        let place = reader.read(text).into_iter().find(|(words, _)| words.contains(name));
        let place = place.unwrap_or_else(|| panic!("{name}: {:?}", reader.read(text))).1;
        assert_eq!(place.precision, Some(precision), "{text} {place:?}");
    }
}

#[test]
fn a_distance_and_a_direction_shift_the_point() {
    let reader = Reader::new();
    let place = reader.place("The patrol was hit 20 km north of Gao in Mali.", "Gao");
    assert!(near(&place, 16.27 + 0.18, -0.04), "{place:?}");
    assert_eq!(place.precision, Some(2));
    let place = reader.place("The bus was stopped between Gao and Ansongo in Mali.", "Gao");
    assert!(near(&place, 15.97, 0.22), "{place:?}");
    assert_eq!(place.precision, Some(5));
}

#[test]
fn names_the_recogniser_misses_are_found() {
    let reader = Reader::new();
    for (text, name) in [
        ("BAMAKO, Mali — Gunmen on motorbikes killed nine farmers.", "BAMAKO"),
        ("Residents fled Tinzaouaten. The army then bombed Tinzaouaten again.", "Tinzaouaten"),
        ("Fighters entered Robotyne and Verbove in Ukraine.", "Robotyne"),
    ] {
        assert!(reader.read(text).iter().any(|(words, _)| words == name), "{text}: {:?}", reader.read(text));
    }
}

#[test]
fn adjectives_persons_and_papers_are_no_places() {
    let reader = Reader::new();
    for text in [
        "The Malian army and French soldiers withdrew.",
        "General Jordan Smith spoke to the New York Times.",
        "The Russians left at dawn.",
    ] {
        assert!(reader.read(text).is_empty(), "{text}: {:?}", reader.read(text));
    }
}

#[test]
fn what_is_not_known_gets_no_point() {
    let reader = Reader::new();
    let place = reader.place("Herders were killed in Qwxzland in Nigeria.", "Qwxzland");
    assert_eq!((place.point, place.precision), (None, None));
}

#[test]
fn a_part_of_a_town_is_no_namesake_elsewhere() {
    let reader = Reader::new();
    let text = "Two men were shot in the Midtown neighborhood of Atlanta, Georgia.";
    assert_eq!(reader.place(text, "Midtown").admin1.as_deref(), Some("Georgia"));
    // A name that goes on is not the name it begins with.
    let text = "Gunmen killed a farmer in Santa Maria del Valle, Huanuco Department, in Peru.";
    let place = reader.place(text, "Santa Maria del Valle");
    assert_eq!((place.precision, place.country.map(|c| c.to_string())), (Some(4), Some("PER".into())));
    // The towns of other countries that bear a quarter's name are not asked.
    assert_eq!(reader.country("Police found the body in the Hamra quarter of Beirut.", "Hamra"), "LBN");
}

#[test]
fn odd_text_does_no_harm() {
    let reader = Reader::new();
    for text in [
        "",
        " ",
        "—",
        "in",
        "In In In",
        "20 km north of",
        "between and",
        "Paris,",
        "(",
        "the the the",
        "ΚΥΠΡΟΣ 日本",
    ] {
        reader.read(text);
    }
}
