//! Rows to Arrow columns and Parquet files.

use std::io::Write;
use std::sync::Arc;

use arrow_array::{
    ArrayRef, BinaryArray, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray,
};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use jiff::civil::Date;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use crate::error::Error;

/// Rows that are held back before they are written as a batch.
const BATCH: usize = 4096;
/// Rows in a row group: enough for a reader to skip, few enough to hold in memory.
const ROW_GROUP: usize = 65_536;

/// A column: its name and how a row fills it. Everything may be null.
pub(crate) type Column<R> = (&'static str, Get<R>);

/// How a row fills a column.
pub(crate) enum Get<R> {
    Text(fn(&R) -> Option<&str>),
    Number(fn(&R) -> Option<u64>),
    Degrees(fn(&R) -> Option<f64>),
    Truth(fn(&R) -> Option<bool>),
    Day(fn(&R) -> Option<Date>),
    Bytes(fn(&R) -> Option<&[u8]>),
}

impl<R> Get<R> {
    fn data_type(&self) -> DataType {
        match self {
            Get::Text(_) => DataType::Utf8,
            Get::Number(_) => DataType::Int64,
            Get::Degrees(_) => DataType::Float64,
            Get::Truth(_) => DataType::Boolean,
            Get::Day(_) => DataType::Date32,
            Get::Bytes(_) => DataType::Binary,
        }
    }

    fn array(&self, rows: &[R]) -> ArrayRef {
        match self {
            Get::Text(get) => Arc::new(rows.iter().map(get).collect::<StringArray>()),
            Get::Number(get) => Arc::new(rows.iter().map(|row| get(row).map(signed)).collect::<Int64Array>()),
            Get::Degrees(get) => Arc::new(rows.iter().map(get).collect::<Float64Array>()),
            Get::Truth(get) => Arc::new(rows.iter().map(get).collect::<BooleanArray>()),
            Get::Day(get) => Arc::new(rows.iter().map(|row| get(row).map(days)).collect::<Date32Array>()),
            Get::Bytes(get) => Arc::new(rows.iter().map(get).collect::<BinaryArray>()),
        }
    }
}

/// R and pandas know signed numbers; no figure comes near the bound.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Days since 1970.
fn days(day: Date) -> i32 {
    Date::constant(1970, 1, 1).until(day).map_or(0, |span| span.get_days())
}

/// A Parquet file that takes rows.
pub(crate) struct RowFile<W: Write + Send, R: 'static> {
    writer: ArrowWriter<W>,
    schema: SchemaRef,
    columns: &'static [Column<R>],
    rows: Vec<R>,
}

impl<W: Write + Send, R: 'static> RowFile<W, R> {
    pub(crate) fn new(out: W, columns: &'static [Column<R>]) -> Result<RowFile<W, R>, Error> {
        let fields: Vec<Field> =
            columns.iter().map(|(name, get)| Field::new(*name, get.data_type(), true)).collect();
        let schema = Arc::new(Schema::new(fields));
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .set_created_by("claimant".to_owned())
            .build();
        let writer = ArrowWriter::try_new(out, schema.clone(), Some(properties))?;
        Ok(RowFile { writer, schema, columns, rows: Vec::new() })
    }

    pub(crate) fn push(&mut self, row: R) -> Result<(), Error> {
        self.rows.push(row);
        if self.rows.len() >= BATCH { self.write_batch() } else { Ok(()) }
    }

    fn write_batch(&mut self) -> Result<(), Error> {
        let arrays = self.columns.iter().map(|(_, get)| get.array(&self.rows)).collect();
        self.writer.write(&RecordBatch::try_new(self.schema.clone(), arrays)?)?;
        self.rows.clear();
        Ok(())
    }

    /// Closes the file, with metadata of a key where there is some.
    pub(crate) fn finish(mut self, metadata: Option<(&str, String)>) -> Result<(), Error> {
        self.write_batch()?;
        if let Some((key, value)) = metadata {
            self.writer.append_key_value_metadata(KeyValue::new(key.to_owned(), value));
        }
        self.writer.into_inner()?.flush()?;
        Ok(())
    }
}
