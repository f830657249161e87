//! What Typst may see while it typesets: one template, the words as `sys.inputs.data` (JSON), the fonts. No file, no package, no network,
//! no date.

use crate::TypesettingError;
use crate::fonts::fonts;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Str, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

struct Press {
    library: LazyHash<Library>,
    template: Source,
}

/// Typesets a template with this data, to a tagged PDF.
pub(crate) fn pdf(template: &str, data: &impl serde::Serialize) -> Result<Vec<u8>, TypesettingError> {
    let inputs: Dict = [(Str::from("data"), Value::Str(serde_json::to_string(data)?.into()))].into_iter().collect();
    let path = VirtualPath::new("main.typ").map_err(|_| TypesettingError::Template("its name".to_owned()))?;
    let id = FileId::new(RootedPath::new(VirtualRoot::Project, path));
    let press = Press {
        library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
        template: Source::new(id, template.to_owned()),
    };
    let document = typst::compile::<PagedDocument>(&press).output;
    let pdf = document.and_then(|document| typst_pdf::pdf(&document, &PdfOptions::default()));
    // Typst remembers what it laid out, to be quicker next time: words of people, which nobody may keep.
    comemo::evict(0);
    pdf.map_err(|errors| {
        TypesettingError::Template(errors.first().map(|error| error.message.to_string()).unwrap_or_default())
    })
}

impl World for Press {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        fonts().book()
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
