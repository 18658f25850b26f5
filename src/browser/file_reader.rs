//! A file's bytes as they are to be read: those of a file packed with gzip come unpacked. What is packed can only be read
//! from its beginning, so the stream stays open between pieces. Knows nothing of what the bytes mean.

use std::cell::{Cell, RefCell};

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultReader, ReadableWritablePair};

use super::envelope::describe;
use super::files::FileHandle;

/// What gzip puts first.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Reads a file by pieces, one at a time.
#[derive(Debug)]
pub struct FileReader {
    file: FileHandle,
    is_packed: Cell<Option<bool>>,
    stream: RefCell<Option<UnpackedStream>>,
}

impl FileReader {
    /// For this file.
    pub fn new(file: FileHandle) -> FileReader {
        FileReader { file, is_packed: Cell::new(None), stream: RefCell::new(None) }
    }

    /// Reads a piece; none at the end of the file. Places count unpacked bytes.
    ///
    /// # Errors
    /// The browser's own words, where the file is gone, has changed on the disk or is packed wrongly.
    pub async fn read(&self, offset: u64, n_bytes: u64) -> Result<Vec<u8>, String> {
        if !self.is_packed().await? {
            return self.file.read(offset, n_bytes).await;
        }
        let at_hand = self.stream.take().filter(|stream| stream.position == offset);
        let mut stream = match at_hand {
            Some(stream) => stream,
            None => UnpackedStream::open(&self.file, offset).await?,
        };
        let bytes = stream.read(n_bytes as usize).await?;
        self.stream.replace(Some(stream));
        Ok(bytes)
    }

    async fn is_packed(&self) -> Result<bool, String> {
        if let Some(is_packed) = self.is_packed.get() {
            return Ok(is_packed);
        }
        let is_packed = self.file.read(0, GZIP.len() as u64).await? == GZIP;
        self.is_packed.set(Some(is_packed));
        Ok(is_packed)
    }
}

/// The bytes of a packed file in order.
#[derive(Debug)]
struct UnpackedStream {
    reader: ReadableStreamDefaultReader,
    /// Bytes handed out.
    position: u64,
    /// Bytes that have come and were not asked for yet.
    rest: Vec<u8>,
}

impl UnpackedStream {
    /// From this place on: what is before it is unpacked and dropped.
    async fn open(file: &FileHandle, offset: u64) -> Result<UnpackedStream, String> {
        let words = |error: JsValue| describe(&error);
        let unpacker = js_sys::Reflect::get(&js_sys::global(), &"DecompressionStream".into()).map_err(words)?;
        let unpacker = unpacker.dyn_into::<js_sys::Function>().map_err(|_| "this browser cannot unpack gzip".to_owned())?;
        let pair = js_sys::Reflect::construct(&unpacker, &js_sys::Array::of1(&"gzip".into())).map_err(words)?;
        let unpacked: ReadableStream = file.stream().pipe_through(pair.unchecked_ref::<ReadableWritablePair>());
        let reader = ReadableStreamDefaultReader::new(&unpacked).map_err(words)?;
        let mut stream = UnpackedStream { reader, position: 0, rest: Vec::new() };
        while stream.position < offset {
            if stream.read((offset - stream.position) as usize).await?.is_empty() {
                break;
            }
        }
        Ok(stream)
    }

    async fn read(&mut self, n_bytes: usize) -> Result<Vec<u8>, String> {
        while self.rest.len() < n_bytes {
            let next = JsFuture::from(self.reader.read()).await.map_err(|error| describe(&error))?;
            let value = js_sys::Reflect::get(&next, &"value".into()).map_err(|error| describe(&error))?;
            let Ok(chunk) = value.dyn_into::<js_sys::Uint8Array>() else { break };
            self.rest.extend(chunk.to_vec());
        }
        let later = self.rest.split_off(n_bytes.min(self.rest.len()));
        let bytes = std::mem::replace(&mut self.rest, later);
        self.position += bytes.len() as u64;
        Ok(bytes)
    }
}

impl Drop for UnpackedStream {
    fn drop(&mut self) {
        // Nobody waits for it any more; that a stream which has failed cannot be cancelled is heard and matters to nobody.
        let cancelled = self.reader.cancel();
        wasm_bindgen_futures::spawn_local(async move {
            let _ = JsFuture::from(cancelled).await;
        });
    }
}
