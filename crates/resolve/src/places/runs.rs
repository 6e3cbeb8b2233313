//! Sorting more than fits in memory: runs on disk, merged.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// How many bytes of keys are held before they are sorted and written.
const HELD: usize = 96 << 20;
/// What an entry costs beside its key.
const ENTRY: usize = 48;

/// Keys with the references they lead to, in no order.
pub(super) struct Runs {
    folder: PathBuf,
    held: Vec<(Box<[u8]>, u64)>,
    bytes: usize,
    written: Vec<PathBuf>,
}

impl Runs {
    pub(super) fn new(folder: &Path) -> Runs {
        Runs { folder: folder.to_owned(), held: Vec::new(), bytes: 0, written: Vec::new() }
    }

    pub(super) fn push(&mut self, key: &[u8], reference: u64) -> io::Result<()> {
        self.bytes += key.len() + ENTRY;
        self.held.push((key.into(), reference));
        if self.bytes >= HELD { self.spill() } else { Ok(()) }
    }

    fn spill(&mut self) -> io::Result<()> {
        let path = self.folder.join(format!("run-{}.part", self.written.len()));
        let mut file = BufWriter::new(File::create(&path)?);
        self.held.sort_unstable();
        for (key, reference) in self.held.drain(..) {
            file.write_all(&(key.len() as u16).to_le_bytes())?;
            file.write_all(&key[..key.len().min(usize::from(u16::MAX))])?;
            file.write_all(&reference.to_le_bytes())?;
        }
        file.flush()?;
        self.bytes = 0;
        self.written.push(path);
        Ok(())
    }

    /// Hands out each key once, in order, with all its references.
    pub(super) fn merge(
        &mut self,
        mut take: impl FnMut(&[u8], &mut Vec<u64>) -> io::Result<()>,
    ) -> io::Result<()> {
        self.spill()?;
        let mut runs = self.written.iter().map(|path| Run::open(path)).collect::<io::Result<Vec<_>>>()?;
        let mut heads = BinaryHeap::new();
        for (number, run) in runs.iter_mut().enumerate() {
            heads.extend(run.next()?.map(|(key, reference)| Reverse((key, reference, number))));
        }
        let mut current: Option<Box<[u8]>> = None;
        let mut references = Vec::new();
        while let Some(Reverse((key, reference, number))) = heads.pop() {
            if let Some(done) = current.as_ref().filter(|done| **done != key) {
                take(done, &mut references)?;
                references.clear();
            }
            current = Some(key);
            references.push(reference);
            heads.extend(runs[number].next()?.map(|(key, reference)| Reverse((key, reference, number))));
        }
        if let Some(last) = current {
            take(&last, &mut references)?;
        }
        self.written.drain(..).try_for_each(std::fs::remove_file)
    }
}

struct Run(BufReader<File>);

impl Run {
    fn open(path: &Path) -> io::Result<Run> {
        Ok(Run(BufReader::with_capacity(1 << 18, File::open(path)?)))
    }

    fn next(&mut self) -> io::Result<Option<(Box<[u8]>, u64)>> {
        let mut length = [0; 2];
        match self.0.read_exact(&mut length) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            other => other?,
        }
        let mut key = vec![0; usize::from(u16::from_le_bytes(length))];
        self.0.read_exact(&mut key)?;
        let mut reference = [0; 8];
        self.0.read_exact(&mut reference)?;
        Ok(Some((key.into(), u64::from_le_bytes(reference))))
    }
}
