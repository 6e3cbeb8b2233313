//! What has to be known of a PDF file before a library follows it: how much its streams unpack to, and where it goes in
//! circles.

use std::collections::{HashMap, HashSet};
use std::io::{self, Read};

use flate2::read::ZlibDecoder;
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

use crate::error::Fault;

/// A byte packed by LZW gives at most about this many.
const LZW_RATIO: usize = 1400;
/// How often forms within forms may be drawn on all pages together.
const MOST_DRAWN: u64 = 20_000;
/// Bytes before a stream in which its dictionary is looked for.
const DICTIONARY: usize = 2048;

/// Unpacks every stream once, keeping nothing, to see that all together give no more than `limit` bytes. The library unpacks
/// them whole.
pub(crate) fn check_streams(bytes: &[u8], limit: usize) -> Result<(), Fault> {
    let mut left = limit as u64;
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], b"stream").map(|at| from + at) {
        from = at + b"stream".len();
        if bytes[..at].ends_with(b"end") {
            continue;
        }
        let packed = skip_line_break(&bytes[from..]);
        let size = unpacked_size(&bytes[at.saturating_sub(DICTIONARY)..at], packed, left);
        left = left.checked_sub(size).ok_or(Fault::Inflates(limit))?;
    }
    Ok(())
}

/// How much a stream gives, counted to no more than a byte over `most`.
fn unpacked_size(before: &[u8], packed: &[u8], most: u64) -> u64 {
    let dictionary = before.windows(2).rposition(|window| window == b"<<").map_or(before, |at| &before[at..]);
    let filters = count(dictionary, b"FlateDecode") + count(dictionary, b"/Fl ") + count(dictionary, b"/Fl]");
    let length = find(packed, b"endstream").unwrap_or(packed.len());
    let lzw = count(dictionary, b"LZW");
    if filters + lzw > 1 {
        // Packed twice: only a bomb needs that.
        return most + 1;
    }
    if lzw == 1 {
        return (length as u64).saturating_mul(LZW_RATIO as u64);
    }
    let mut input = ZlibDecoder::new(packed).take(most.saturating_add(1));
    // A stream that is no zlib gives nothing; one that breaks off gives what came before.
    let given = io::copy(&mut input, &mut Counter(0));
    given.unwrap_or_else(|_| most.saturating_add(1) - input.limit())
}

/// Counts what is written to it.
struct Counter(u64);

impl io::Write for Counter {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.0 += buffer.len() as u64;
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn skip_line_break(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\r").unwrap_or(bytes);
    bytes.strip_prefix(b"\n").unwrap_or(bytes)
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

fn count(bytes: &[u8], part: &[u8]) -> usize {
    bytes.windows(part.len()).filter(|window| *window == part).count()
}

/// Takes out what would be followed without end: parents that are their own children, forms that draw themselves. Says what
/// was taken out.
pub(crate) fn cut_circles(document: &mut Document, depth: usize) -> Vec<String> {
    let mut problems = Vec::new();
    let pages: Vec<ObjectId> = document.page_iter().collect();
    for page in pages {
        if parent_circle(document, page)
            && let Ok(page) = document.get_object_mut(page).and_then(Object::as_dict_mut)
        {
            page.remove(b"Parent");
            problems.push("a page that is its own parent: what it has from its parents is lost".to_owned());
        }
    }
    let forms = Forms::find(document);
    for id in forms.too_deep(depth) {
        if let Ok(form) = document.get_object_mut(id).and_then(Object::as_stream_mut) {
            form.set_plain_content(Vec::new());
            form.dict.remove(b"Filter");
            problems.push("a form that draws itself, or too many others, was left out".to_owned());
        }
    }
    problems
}

/// Whether the parents of a page never end.
fn parent_circle(document: &Document, page: ObjectId) -> bool {
    let mut seen = HashSet::new();
    let mut next = Some(page);
    while let Some(id) = next {
        if !seen.insert(id) {
            return true;
        }
        let parent = document.get_dictionary(id).and_then(|page| page.get(b"Parent"));
        next = parent.and_then(Object::as_reference).ok();
    }
    false
}

/// Which form draws which.
struct Forms {
    draws: HashMap<ObjectId, Vec<ObjectId>>,
}

/// What is known of a form while the forms it draws are followed.
#[derive(Clone, Copy)]
enum Seen {
    Open,
    Done { depth: usize, drawn: u64 },
}

impl Forms {
    fn find(document: &Document) -> Forms {
        let streams = || {
            let all = document.objects.iter();
            all.filter_map(|(id, object)| Some((*id, object.as_stream().ok()?)))
        };
        let mut by_name: HashMap<Vec<u8>, Vec<ObjectId>> = HashMap::new();
        for resources in document.objects.values().filter_map(dictionary) {
            for (name, id) in drawable(document, resources) {
                by_name.entry(name).or_default().push(id);
            }
        }
        let is_form = |stream: &Stream| {
            stream.dict.get(b"Subtype").is_ok_and(|kind| kind.as_name().is_ok_and(|n| n == b"Form"))
        };
        // What is drawn need not say that it is a form.
        let drawn: HashSet<ObjectId> = by_name.values().flatten().copied().collect();
        let forms = streams().filter(|(id, stream)| drawn.contains(id) || is_form(stream));
        let draws = forms.map(|(id, stream)| (id, targets(document, stream, &by_name))).collect();
        Forms { draws }
    }

    /// The forms to take out so that no form is within itself, none is deeper than `depth` and none draws too many.
    fn too_deep(&self, depth: usize) -> Vec<ObjectId> {
        let mut seen = HashMap::new();
        let mut out = Vec::new();
        let mut ids: Vec<_> = self.draws.keys().copied().collect();
        ids.sort_unstable();
        for id in ids {
            self.follow(id, depth.min(64), &mut seen, &mut out);
        }
        out
    }

    /// Follows a form with a stack of its own, so that depth costs no stack of ours.
    fn follow(
        &self,
        start: ObjectId,
        depth: usize,
        seen: &mut HashMap<ObjectId, Seen>,
        out: &mut Vec<ObjectId>,
    ) {
        let mut stack = vec![(start, 0)];
        while let Some((id, next)) = stack.pop() {
            if next == 0 {
                if seen.contains_key(&id) {
                    continue;
                }
                seen.insert(id, Seen::Open);
            }
            let draws = self.draws.get(&id).map_or(&[][..], Vec::as_slice);
            if let Some(&target) = draws.get(next) {
                stack.push((id, next + 1));
                if !seen.contains_key(&target) {
                    stack.push((target, 0));
                }
                continue;
            }
            let done = Forms::measure(draws, seen);
            if done.is_none_or(|(deep, drawn)| deep > depth || drawn > MOST_DRAWN) {
                out.push(id);
                seen.insert(id, Seen::Done { depth: 0, drawn: 1 });
            } else if let Some((depth, drawn)) = done {
                seen.insert(id, Seen::Done { depth, drawn });
            }
        }
    }

    /// How deep a form goes and how many it draws; `None` when one of those is open still, which is a circle.
    fn measure(draws: &[ObjectId], seen: &HashMap<ObjectId, Seen>) -> Option<(usize, u64)> {
        let mut all = (0, 1u64);
        for target in draws {
            match seen.get(target) {
                Some(Seen::Done { depth, drawn }) => {
                    all = (all.0.max(depth + 1), all.1.saturating_add(*drawn));
                }
                Some(Seen::Open) => return None,
                None => {}
            }
        }
        Some(all)
    }
}

fn dictionary(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// The streams that resources give names to, be it in a dictionary of their own or as the `Resources` of something.
fn drawable(document: &Document, holder: &Dictionary) -> Vec<(Vec<u8>, ObjectId)> {
    let within = |holder: &Dictionary, key: &[u8]| -> Option<Dictionary> {
        let object = document.dereference(holder.get(key).ok()?).ok()?.1;
        dictionary(object).cloned()
    };
    let resources = within(holder, b"Resources");
    let named = [within(holder, b"XObject"), resources.and_then(|resources| within(&resources, b"XObject"))];
    let mut found = Vec::new();
    for names in named.into_iter().flatten() {
        found.extend(
            names.iter().filter_map(|(name, object)| Some((name.clone(), object.as_reference().ok()?))),
        );
    }
    found
}

/// What a form draws: the names before `Do`, as its own resources have them, else as any have them.
fn targets(document: &Document, form: &Stream, by_name: &HashMap<Vec<u8>, Vec<ObjectId>>) -> Vec<ObjectId> {
    let own: HashMap<Vec<u8>, ObjectId> = drawable(document, &form.dict).into_iter().collect();
    let content = form.decompressed_content().unwrap_or_else(|_| form.content.clone());
    let mut found = Vec::new();
    for name in names_drawn(&content) {
        match own.get(&name) {
            Some(&id) => found.push(id),
            None => found.extend(by_name.get(&name).into_iter().flatten().copied()),
        }
    }
    found
}

/// The names that stand before `Do`.
fn names_drawn(content: &[u8]) -> Vec<Vec<u8>> {
    let separators = |byte: &u8| byte.is_ascii_whitespace() || b"[]<>()".contains(byte);
    let words: Vec<&[u8]> = content.split(separators).filter(|word| !word.is_empty()).collect();
    let pairs = words.windows(2).filter(|pair| pair[1].starts_with(b"Do"));
    let last = |word: &[u8]| word.iter().rposition(|byte| *byte == b'/').map(|at| word[at + 1..].to_vec());
    pairs.filter_map(|pair| last(pair[0])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut packed = Vec::new();
        flate2::read::ZlibEncoder::new(bytes, flate2::Compression::best()).read_to_end(&mut packed).unwrap();
        packed
    }

    #[test]
    fn bombs_are_refused_before_they_are_unpacked() {
        let stream = |filter: &str, bytes: &[u8]| {
            [format!("1 0 obj <</Filter {filter}>> stream\n").as_bytes(), bytes, b"\nendstream endobj"]
                .concat()
        };
        let bomb = pack(&vec![0; 1 << 20]);
        assert!(check_streams(&stream("/FlateDecode", &bomb), 10_000).is_err());
        assert!(check_streams(&stream("/FlateDecode", &bomb), 2 << 20).is_ok());
        assert!(check_streams(&stream("[/FlateDecode /FlateDecode]", &pack(&bomb)), 2 << 20).is_err());
        assert!(check_streams(&stream("/LZWDecode", &[0; 100]), 10_000).is_err());
        assert!(check_streams(&stream("/DCTDecode", b"not packed"), 10).is_ok());
    }

    #[test]
    fn forms_within_themselves_are_taken_out() {
        let id = |number| (number, 0);
        let draws = |pairs: &[(u32, &[u32])]| Forms {
            draws: pairs
                .iter()
                .map(|(from, to)| (id(*from), to.iter().map(|to| id(*to)).collect()))
                .collect(),
        };
        assert!(draws(&[(1, &[2]), (2, &[3]), (3, &[])]).too_deep(10).is_empty());
        assert_eq!(draws(&[(1, &[2]), (2, &[1])]).too_deep(10).len(), 1);
        assert_eq!(draws(&[(1, &[1])]).too_deep(10), [id(1)]);
        let doubling: Vec<(u32, Vec<u32>)> = (0..40).map(|n| (n, vec![n + 1, n + 1])).collect();
        let doubling: Vec<(u32, &[u32])> = doubling.iter().map(|(n, to)| (*n, to.as_slice())).collect();
        assert!(!draws(&doubling).too_deep(100).is_empty());
    }

    #[test]
    fn names_before_do_are_drawn() {
        assert_eq!(names_drawn(b"q /Fm0 Do Q [1]/Fm1 Do"), [b"Fm0".to_vec(), b"Fm1".to_vec()]);
    }
}
