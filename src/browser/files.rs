//! Files that the person gave, and files given to the person.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::envelope::{Attachment, describe};

/// A file that stays where it is: only its pieces are read, when asked for.
#[derive(Clone, Debug)]
pub struct FileHandle {
    file: File,
    modified: f64,
}

impl FileHandle {
    /// The file that came attached to a message; `None` where the attachment is something else.
    pub fn from_attachment(attachment: Attachment) -> Option<FileHandle> {
        attachment.dyn_into::<File>().ok().map(FileHandle::new)
    }

    fn new(file: File) -> FileHandle {
        FileHandle { modified: file.last_modified(), file }
    }

    /// To be attached to a message.
    pub fn to_attachment(&self) -> Attachment {
        self.file.clone().into()
    }

    /// Its name, without a folder.
    pub fn name(&self) -> String {
        self.file.name()
    }

    /// Its size.
    pub fn n_bytes(&self) -> u64 {
        self.file.size() as u64
    }

    /// All of its bytes in order, as the browser hands them out.
    pub(super) fn stream(&self) -> web_sys::ReadableStream {
        self.file.stream()
    }

    /// Reads a piece; none at the end of the file.
    ///
    /// # Errors
    /// The browser's own words, where the file is gone or has changed on the disk.
    pub async fn read(&self, offset: u64, n_bytes: u64) -> Result<Vec<u8>, String> {
        let end = offset.saturating_add(n_bytes).min(self.n_bytes());
        let piece = self.file.slice_with_f64_and_f64(offset as f64, end as f64).map_err(|error| describe(&error))?;
        let buffer = JsFuture::from(piece.array_buffer()).await.map_err(|error| describe(&error))?;
        if self.file.last_modified() != self.modified {
            return Err("modified".to_owned());
        }
        Ok(js_sys::Uint8Array::new(&buffer).to_vec())
    }

    /// Reads the first `n_bytes` and hands them over as text, what is no UTF-8 replaced; the browser's own words where it cannot.
    pub fn read_text(self, n_bytes: u64, then: impl FnOnce(Result<String, String>) + 'static) {
        wasm_bindgen_futures::spawn_local(async move {
            let bytes = self.read(0, n_bytes).await;
            then(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()));
        });
    }
}

/// Bytes as an attachment: they are handed over, not copied again.
pub fn bytes_attachment(bytes: &[u8]) -> Attachment {
    js_sys::Uint8Array::from(bytes).buffer().into()
}

/// The bytes of an attached buffer; `None` where the attachment is something else.
pub fn attached_bytes(attachment: &Attachment) -> Option<Vec<u8>> {
    let buffer = attachment.dyn_ref::<js_sys::ArrayBuffer>()?;
    Some(js_sys::Uint8Array::new(buffer).to_vec())
}

#[cfg(feature = "page")]
pub use page::{chosen_files, dropped_files, file_of_text, has_dropped_folder, pasted, save};

#[cfg(feature = "page")]
mod page {
    use super::{FileHandle, JsCast, describe};
    use wasm_bindgen::JsValue;
    use web_sys::{
        Blob, BlobPropertyBag, ClipboardEvent, DragEvent, Event, File, FileList, FilePropertyBag, HtmlAnchorElement, HtmlInputElement, Url,
    };

    fn handles(files: Option<FileList>) -> Vec<FileHandle> {
        let files = files.map(|files| js_sys::Array::from(&files)).unwrap_or_default();
        files.iter().filter_map(|file| file.dyn_into::<File>().ok()).map(FileHandle::new).collect()
    }

    /// The files of a file field that has changed; the field is emptied, so that the same file can be chosen again.
    pub fn chosen_files(event: &Event) -> Vec<FileHandle> {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return Vec::new() };
        let chosen = handles(input.files());
        input.set_value("");
        chosen
    }

    /// The files of a drop.
    pub fn dropped_files(event: &DragEvent) -> Vec<FileHandle> {
        handles(event.data_transfer().and_then(|data| data.files()))
    }

    /// Whether a folder is among what was dropped: the browser hands it over as a file that cannot be read.
    pub fn has_dropped_folder(event: &DragEvent) -> bool {
        let Some(items) = event.data_transfer().map(|data| data.items()) else { return false };
        let entry = |idx| items.get(idx).and_then(|item| item.webkit_get_as_entry().ok().flatten());
        (0..items.length()).any(|idx| entry(idx).is_some_and(|entry| entry.is_directory()))
    }

    /// What was pasted: files, or a text as a file named `pasted.csv`.
    pub fn pasted(event: &ClipboardEvent) -> Vec<FileHandle> {
        let Some(data) = event.clipboard_data() else { return Vec::new() };
        let files = handles(data.files());
        if !files.is_empty() {
            return files;
        }
        let text = data.get_data("text").unwrap_or_default();
        if text.trim().is_empty() { Vec::new() } else { file_of_text("pasted.csv", &text).into_iter().collect() }
    }

    /// A text as a file.
    pub fn file_of_text(name: &str, text: &str) -> Option<FileHandle> {
        let options = FilePropertyBag::new();
        options.set_type("text/csv");
        File::new_with_str_sequence_and_options(&js_sys::Array::of1(&JsValue::from_str(text)), name, &options).ok().map(FileHandle::new)
    }

    /// Hands the person a file, as the browser saves downloads.
    ///
    /// # Errors
    /// The browser's own words.
    pub fn save(name: &str, pieces: &[Vec<u8>], media_type: &str) -> Result<(), String> {
        let parts = js_sys::Array::new();
        for piece in pieces {
            parts.push(&js_sys::Uint8Array::from(piece.as_slice()));
        }
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).map_err(|error| describe(&error))?;
        let address = Url::create_object_url_with_blob(&blob).map_err(|error| describe(&error))?;
        let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
        let link = document.create_element("a").map_err(|error| describe(&error))?.unchecked_into::<HtmlAnchorElement>();
        link.set_href(&address);
        link.set_download(name);
        link.click();
        // The browser reads the blob after the click has returned.
        super::super::clock::after(60_000, move || {
            let _ = Url::revoke_object_url(&address);
        });
        Ok(())
    }
}
