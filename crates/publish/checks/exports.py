"""Reads every export with programs that are not ours and checks what they see.

    CLAIMANT_EXPORTS=FOLDER cargo test -p claimant-publish --features parquet files_for_other_readers
    pip install -r crates/publish/checks/requirements.txt
    python crates/publish/checks/exports.py FOLDER

Readers: csv, pandas, DuckDB and PyArrow for tables; GeoPandas (GDAL) for maps; jsonschema for our JSON; stix2 and the OASIS
validator for STIX; libhxl for hashtags; html.parser for the page. A check that fails stops with what was found; the last line counts.
"""

import csv
import html.parser
import json
import pathlib
import sys

import duckdb
import geopandas
import hxl
import jsonschema
import pandas
import pyarrow.parquet
import stix2
import stix2validator

# Typed from UCDP's codebook and ACLED's, not taken from our source.
GED = """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id
dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources
source_article source_office source_date source_headline source_original where_prec where_coordinates where_description
adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end
deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob""".split()
ACLED = """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1
actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude
longitude geo_precision source source_scale notes fatalities tags timestamp""".split()

FOLDER = pathlib.Path(sys.argv[1])
PASSED = []


def check(test):
    """Runs a check at once and keeps its name."""
    test()
    PASSED.append(test.__name__)
    print("ok", test.__name__, "-", test.__doc__)


def table(name):
    return pandas.read_csv(FOLDER / f"{name}.csv")


@check
def ged_columns():
    """49 columns in UCDP's order, as csv and DuckDB see them."""
    with open(FOLDER / "ged.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file, strict=True))
    assert rows[0] == GED and len(GED) == 49
    assert {len(row) for row in rows} == {49}
    seen = duckdb.sql(f"select * from read_csv('{FOLDER / 'ged.csv'}')")
    assert seen.columns == GED, seen.columns


@check
def ged_sums():
    """best is the sum of its parts and low <= best <= high, as pandas counts."""
    ged = table("ged")
    parts = ged[["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]].sum(axis=1)
    assert (ged.best == parts).all() and (ged.low <= ged.best).all() and (ged.best <= ged.high).all()
    assert (ged.high > 0).all()


@check
def ged_grid():
    """priogrid_gid, worked out by numpy."""
    ged = table("ged")
    row = ((ged.latitude + 90) * 2).apply("floor")
    column = ((ged.longitude + 180) * 2).apply("floor")
    assert (ged.priogrid_gid == row * 720 + column + 1).all()


@check
def ged_dates_and_points():
    """Dates and WKT as pandas and GeoPandas read them."""
    ged = table("ged")
    assert (pandas.to_datetime(ged.date_start) <= pandas.to_datetime(ged.date_end)).all()
    points = geopandas.GeoSeries.from_wkt(ged.geom_wkt)
    assert (points.x == ged.longitude).all() and (points.y == ged.latitude).all()


@check
def acled_columns():
    """31 columns in ACLED's order."""
    acled = table("acled")
    assert list(acled.columns) == ACLED and len(ACLED) == 31
    assert acled.time_precision.isin([1, 2, 3]).all() and acled.geo_precision.isin([1, 2, 3]).all()
    assert pandas.api.types.is_integer_dtype(acled.fatalities)


@check
def claims_in_three_readers():
    """CSV and Parquet hold the same claims for pandas, DuckDB and PyArrow."""
    by_csv = pandas.read_csv(FOLDER / "claims.csv")
    parquet = pyarrow.parquet.read_table(FOLDER / "claims-parquet.parquet")
    assert parquet.column_names == list(by_csv.columns)
    by_duckdb = duckdb.sql(f"select * from '{FOLDER / 'claims-parquet.parquet'}'").df()
    for column in ["claim_id", "claimant", "evidence", "low", "high", "qualifier", "standpoint"]:
        a = by_csv[column]
        for other in (parquet.to_pandas()[column], by_duckdb[column]):
            assert [None if pandas.isna(x) else x for x in a] == [None if pandas.isna(x) else x for x in other], column
    assert str(parquet.schema.field("low").type) == "int64"
    assert str(parquet.schema.field("date_start").type) == "date32[day]"


@check
def null_is_not_zero():
    """Withheld and vague figures are null, none is 0."""
    claims = duckdb.sql(f"select qualifier, low from '{FOLDER / 'claims-parquet.parquet'}'").fetchall()
    assert ("withheld", None) in claims and ("exact", 0) in claims and ("vague", None) in claims


@check
def hashtags():
    """libhxl finds the row of hashtags and the figures below it."""
    source = hxl.data(str(FOLDER / "ged-hxl.csv"), hxl.InputOptions(allow_local=True))
    assert "#affected+killed" in source.display_tags and "#date+start" in source.display_tags
    best = [row.get("#affected+killed-min-max-first-second-civilian") for row in source]
    assert best == [str(number) for number in table("ged").best], best


@check
def no_formulas():
    """No text cell of a table begins as a formula does."""
    for name in ["ged", "acled", "claims"]:
        with open(FOLDER / f"{name}.csv", newline="", encoding="utf-8") as file:
            for row in csv.reader(file):
                for cell in row:
                    if cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
                        float(cell)


@check
def geojson():
    """GDAL reads the features; ours is no point where only a province is known."""
    events = geopandas.read_file(FOLDER / "geojson.geojson")
    coarse = events.where_prec.isna() | (events.where_prec >= 3)
    assert (events.geometry.isna() == coarse).all() and coarse.any() and not coarse.all()
    assert events.crs.to_epsg() == 4326
    raw = json.loads((FOLDER / "geojson.geojson").read_text())
    schema = json.loads((FOLDER / "feature.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    for feature in raw["features"]:
        validator.validate(feature)


@check
def geoparquet():
    """GeoPandas and DuckDB read the points; they are those of the GeoJSON."""
    parquet = geopandas.read_parquet(FOLDER / "geoparquet.parquet")
    events = geopandas.read_file(FOLDER / "geojson.geojson")
    assert parquet.crs.to_string() == "OGC:CRS84"
    assert list(parquet.event_id) == list(events.event_id)
    for a, b in zip(parquet.geometry, events.geometry):
        assert (a is None and b is None) or a.equals(b)
    meta = json.loads(pyarrow.parquet.read_metadata(FOLDER / "geoparquet.parquet").metadata[b"geo"])
    assert meta["version"] == "1.1.0" and meta["columns"]["geometry"]["bbox"] == list(events.total_bounds)


@check
def json_schemas():
    """Every line of the dossiers and of PLOVER is as its schema says."""
    for name in ["dossiers", "plover"]:
        schema = json.loads((FOLDER / f"{name}.schema.json").read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        lines = (FOLDER / f"{name}.jsonl").read_text().splitlines()
        assert lines
        for line in lines:
            validator.validate(json.loads(line))


@check
def claim_review():
    """Each review names claim, claimant, reviewer and a rating on its scale."""
    graph = json.loads((FOLDER / "claimreview.jsonld").read_text())
    assert graph["@context"] == "https://schema.org" and graph["@graph"]
    for review in graph["@graph"]:
        rating = review["reviewRating"]
        assert review["@type"] == "ClaimReview" and review["itemReviewed"]["@type"] == "Claim"
        assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
        assert review.get("url", "https://").startswith("http")


@check
def stix():
    """stix2 parses the bundle, every reference leads somewhere, OASIS's validator finds no error."""
    text = (FOLDER / "stix.json").read_text()
    bundle = stix2.parse(text, allow_custom=False)
    ids = {thing["id"] for thing in bundle.objects}
    assert len(ids) == len(bundle.objects)
    for thing in bundle.objects:
        refs = list(thing.get("object_refs", [])) + [thing[name] for name in ("created_by_ref",) if name in thing]
        assert set(refs) <= ids, thing["id"]
    result = stix2validator.validate_string(text, stix2validator.ValidationOptions(version="2.1"))
    # 103: ids are of version 5 on purpose; 302: what a report's address held is kept in the ledger, not here.
    results = result if isinstance(result, list) else getattr(result, "object_results", [result])
    assert all(each.is_valid for each in results), [error for each in results for error in each.errors]
    for each in results:
        for warning in each.warnings or []:
            if "{103}" not in str(warning) and "{302}" not in str(warning):
                print("   warning:", warning)


class Page(html.parser.HTMLParser):
    """Elements opened and not closed, and what may not be there."""

    VOID = {"meta", "br", "link", "hr", "img"}

    def __init__(self):
        super().__init__()
        self.open, self.links = [], []

    def handle_starttag(self, tag, attributes):
        assert tag not in {"script", "iframe", "object", "img", "link"}, tag
        assert not any(name.startswith("on") for name, _ in attributes)
        self.links += [value for name, value in attributes if name in ("href", "src")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag


@check
def page():
    """The page closes what it opens, runs nothing and links to the web only."""
    page = Page()
    page.feed((FOLDER / "html.html").read_text())
    assert page.open == [] and page.links
    assert all(link.startswith(("http://", "https://")) for link in page.links)


print(f"{len(PASSED)} passed, 0 failed")
