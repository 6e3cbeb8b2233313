//! One place that several files know: the program's gazetteer, and a side file beside it.
//!
//! Of two points for one place the surer one counts. The program's own places are those that reports of conflict name, so
//! another of the same name and country that only a side file has is the less likely meaning.

use super::feature::Feature;
use super::fold::fold;
use super::format::Sureness;
use super::gazetteer::{Gazetteer, PlaceId};
use super::mention::PlaceKind;
use super::resolve::{Candidate, kilometres, weights};
use super::words::{Word, Words};

/// Farther apart than this, in kilometres, two places of one name are two: where both points are sure, and where one is
/// only known to some 25 km.
const APART: f32 = 5.0;
const APART_UNSURE: f32 = 30.0;

/// Joins the places of side files with those of the program that they are, and makes their namesakes less likely.
pub(super) fn join<'g>(gazetteer: &'g Gazetteer, candidates: Vec<Candidate<'g>>) -> Vec<Candidate<'g>> {
    let (mut own, side): (Vec<_>, Vec<_>) =
        candidates.into_iter().partition(|candidate| candidate.place.id().is_own());
    let mut more = Vec::new();
    for mut candidate in side {
        candidate.division = candidate.division.map(|division| own_division(gazetteer, division));
        match own.iter_mut().find(|known| same(known, &candidate)) {
            Some(known) => known.take(&candidate),
            None => more.push(candidate),
        }
    }
    let namesake = |candidate: &Candidate<'_>| {
        own.iter().any(|known| known.place.country() == candidate.place.country())
    };
    for candidate in more.iter_mut().filter(|candidate| namesake(candidate)) {
        candidate.base += weights::SIDE;
    }
    own.append(&mut more);
    own
}

impl<'g> Candidate<'g> {
    /// Takes over the point of another record of the same place, where that is surer.
    fn take(&mut self, other: &Candidate<'g>) {
        if self.place.sureness() != Sureness::Exact && other.place.sureness() == Sureness::Exact {
            self.place = other.place;
            self.direction = other.direction;
        }
        self.base = self.base.max(other.base);
        self.other_name &= other.other_name;
    }
}

/// Whether two records of one name are of one place.
fn same(own: &Candidate<'_>, side: &Candidate<'_>) -> bool {
    let (a, b) = (&own.place, &side.place);
    if a.geonames().is_some() && a.geonames() == b.geonames() {
        return true;
    }
    let level =
        |feature: Feature| (feature.class(), feature == Feature::DIVISION, feature == Feature::DISTRICT);
    if a.country() != b.country() || level(a.feature()) != level(b.feature()) {
        return false;
    }
    if a.feature() == Feature::DIVISION || a.feature() == Feature::COUNTRY {
        return true;
    }
    let apart = kilometres(own.direction, side.direction);
    match a.sureness() {
        Sureness::Exact => apart <= APART,
        Sureness::About => apart <= APART_UNSURE,
        Sureness::Division => own.division.is_some() && own.division == side.division,
    }
}

/// The program's record of a division of a side file, found by its name with or without `Region` or `Province`; the same
/// one where the program has none.
fn own_division(gazetteer: &Gazetteer, division: PlaceId) -> PlaceId {
    let Some(place) = gazetteer.place(division) else { return division };
    let named = |name: &str| {
        let found = gazetteer.lookup_folded(name).into_iter().map(|(found, _)| found);
        let mut same = found.filter(|found| {
            found.id().is_own() && found.feature() == Feature::DIVISION && found.country() == place.country()
        });
        same.next().map(|found| found.id())
    };
    let name = fold(place.name());
    named(&name).or_else(|| named(bare(&name))).unwrap_or(division)
}

/// A division's folded name without the word for its kind.
fn bare(name: &str) -> &str {
    let division = |word: &str| Words::embedded().get(word) == Some(Word::Kind(PlaceKind::Division));
    match name.rsplit_once(' ') {
        Some((rest, last)) if division(last) => rest,
        _ => name,
    }
}

#[cfg(test)]
#[cfg(feature = "gazetteer")]
mod tests {
    use super::super::build::Writer;
    use super::super::dump::Import;
    use super::super::{Country, Gazetteer, PlaceMention, StoryContext, resolve};

    /// The division, its town, the town's airport, a spring and a village of that name, and two villages of another: one
    /// where the supplement has it to some 25 km, one far away.
    const DUMP: &str = "\
1\tKidal Region\tKidal Region\tKidal\t19.5\t1.5\tA\tADM1\tML\t\t10\t\t\t\t67638\t\t\tAfrica/Bamako\t2020-01-01
2\tKidal\tKidal\t\t18.4411\t1.4078\tP\tPPLA\tML\t\t10\t\t\t\t11643\t\t\tAfrica/Bamako\t2020-01-01
3\tKidal\tKidal\t\t18.43\t1.42\tS\tAIRP\tML\t\t10\t\t\t\t0\t\t\tAfrica/Bamako\t2020-01-01
4\tKidal\tKidal\t\t13.1\t-7.2\tH\tSPNG\tML\t\t10\t\t\t\t0\t\t\tAfrica/Bamako\t2020-01-01
5\tKidal\tKidal\t\t12.9\t-7.1\tP\tPPL\tML\t\t10\t\t\t\t0\t\t\tAfrica/Bamako\t2020-01-01
6\tBoulikessi\tBoulikessi\t\t14.8771\t-1.2112\tP\tPPL\tML\t\t10\t\t\t\t0\t\t\tAfrica/Bamako\t2020-01-01
7\tBoulikessi\tBoulikessi\t\t12.1\t-8.9\tP\tPPL\tML\t\t10\t\t\t\t0\t\t\tAfrica/Bamako\t2020-01-01
";

    /// What the program and the dump together take a name for in a story of Mali: the class, point and number of
    /// candidates.
    fn found(name: &str) -> (char, (f64, f64), usize) {
        let folder = tempfile::tempdir().unwrap();
        let mut import = Import::new(Writer::new(folder.path()).unwrap(), false);
        import.dump(|| Ok(DUMP.as_bytes())).unwrap();
        let out = folder.path().join("side");
        import.into_writer().finish(&out).unwrap();
        let mut gazetteer = Gazetteer::embedded().unwrap();
        gazetteer.add(std::fs::read(out).unwrap()).unwrap();
        let mut story = StoryContext::default();
        story.add_country(Country::new("MLI").unwrap(), 2.0);
        let answer = resolve(&gazetteer, &[PlaceMention::new(name, 0..0)], &story).remove(0);
        let best = gazetteer.place(answer.candidates[0].place).unwrap();
        let in_mali = |id| gazetteer.place(id).unwrap().country() == Country::new("MLI");
        let count = answer.candidates.iter().filter(|candidate| in_mali(candidate.place)).count();
        (best.feature().class(), answer.point.unwrap(), count)
    }

    #[test]
    fn a_town_of_both_files_is_one_and_its_airport_is_not_meant() {
        let (class, point, count) = found("Kidal");
        assert_eq!(class, 'P');
        assert!((point.0 - 18.44).abs() < 0.01, "{point:?}");
        assert!(count <= 5, "the division and the town once each: {count}");
    }

    #[test]
    fn a_sure_point_takes_the_place_of_an_unsure_one_nearby() {
        let (_, point, count) = found("Boulikessi");
        assert!((point.0 - 14.8771).abs() < 1e-3, "{point:?}");
        assert_eq!(count, 2, "the namesake far away stays apart");
    }
}
