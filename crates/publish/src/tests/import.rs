//! Hand codings: what we write comes back, and what others write is read.

use super::written;
use crate::coded::Coding;
use crate::import::{ImportError, read};
use crate::{AcledCodes, Format, Options};

#[test]
fn our_ged_comes_back_with_and_without_header() {
    let (table, _) = written(Format::Ged, &Options { hxl: true, ..Options::new() });
    let imported = read(table.as_bytes()).unwrap();
    assert_eq!((imported.coding, imported.events.len()), (Coding::Ucdp, 2));
    assert_eq!(imported.problems, []);
    let battle = &imported.events[0];
    assert_eq!(battle.side_a.as_deref(), Some("Government of Mali"));
    assert_eq!((battle.low, battle.best, battle.high), (Some(20), Some(20), Some(80)));
    assert_eq!((battle.country.as_deref(), battle.date_prec), (Some("MLI"), Some(1)));
    assert_eq!(battle.claimants, ["Sand Front", "Malian army"]);
    let (plain, _) = written(Format::Ged, &Options::new());
    let headless = plain.split_once('\n').unwrap().1;
    assert_eq!(read(headless.as_bytes()).unwrap().events, imported.events);
}

#[test]
fn both_kinds_of_acled_codes_are_read() {
    let read = |acled_codes| {
        let (table, _) = written(Format::Acled, &Options { acled_codes, ..Options::new() });
        read(table.as_bytes()).unwrap()
    };
    let words = read(AcledCodes::Words);
    assert_eq!((words.coding, words.events.len()), (Coding::Acled, 2));
    assert_eq!(words.problems, []);
    assert_eq!(words.events[0].class_b.as_deref(), Some("State forces"));
    assert_eq!(words, read(AcledCodes::Digits));
}

/// Columns as 19.1 had them: the sides' numbers beside them, low before best before high.
const OLD: &str = "id,year,type_of_violence,side_a_new_id,gwnoa,side_a,side_b_new_id,gwnob,side_b,number_of_sources,\
source_original,where_prec,where_coordinates,adm_1,latitude,longitude,country,country_id,date_prec,date_start,date_end,\
deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high
1,2031,1,1,432,Government of Mali,2,,Sand Front,-1,\"Sand Front;Malian army\",1,Gao,Gao,16.27,-0.04,Mali,432,1,\
2031-03-02 00:00:00.000,2031-03-02 00:00:00.000,3,0,0,0,1,3,9
2,2031,1,1,432,Government of Mali,2,,Sand Front,4,,1,Gao,Gao,16.27,-0.04,Mali,432,1,2 March 2031,2/3,2,2,0,0,5,4,x
";

#[test]
fn old_orders_are_read_by_name_and_oddities_are_counted() {
    let imported = read(OLD.as_bytes()).unwrap();
    let [first, second] = &imported.events[..] else { panic!("two rows") };
    assert_eq!((first.low, first.best, first.high), (Some(1), Some(3), Some(9)));
    assert_eq!(second.date_start, first.date_start);
    assert_eq!(second.high, None);
    let what: Vec<(u64, &str)> = imported.problems.iter().map(|p| (p.line, p.what.as_str())).collect();
    assert_eq!(what, [(3, "date_end is no date"), (3, "high is no count")]);
}

#[test]
fn broken_bounds_are_kept_and_counted() {
    let imported = read(OLD.replace(",1,3,9", ",5,3,2").as_bytes()).unwrap();
    assert_eq!(imported.events[0].low, Some(5));
    assert_eq!(imported.counts()["low <= best <= high does not hold"], 1);
}

#[test]
fn what_is_neither_says_what_to_do() {
    let error = read(&b"a,b,c\n1,2,3\n"[..]).unwrap_err();
    assert!(matches!(error, ImportError::Unknown { columns: 3 }));
    assert!(error.to_string().contains("put the header row"));
    assert!(matches!(read(&b""[..]), Err(ImportError::Empty)));
}

#[test]
fn odd_bytes_cost_no_row() {
    let mut bytes = OLD.replace("Gao,Gao", "G@o,G@o").into_bytes();
    for byte in bytes.iter_mut().filter(|byte| **byte == b'@') {
        *byte = 0xFF;
    }
    let imported = read(&bytes[..]).unwrap();
    assert_eq!(imported.events.len(), 2);
    assert!(imported.problems[0].what.contains("UTF-8"));
}
