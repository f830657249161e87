//! The front end's built files. It serves nothing and knows no route.
//!
//! A release build embeds what `build.rs` had npm build. A debug build reads `web/dist` at run time, so that checking and
//! testing Rust code needs no Node; `npm --prefix web run build` fills it.

use std::borrow::Cow;

#[derive(rust_embed::Embed)]
#[cfg_attr(debug_assertions, folder = "$CARGO_MANIFEST_DIR/dist")]
#[cfg_attr(not(debug_assertions), folder = "$OUT_DIR/dist")]
#[allow_missing = true]
struct Dist;

/// One built file.
pub struct Asset {
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
    /// Its media type.
    pub media_type: String,
}

/// The built file at this path, for example `answer.html` or `assets/answer-1a2b3c.js`.
pub fn asset(path: &str) -> Option<Asset> {
    let file = Dist::get(path)?;
    Some(Asset { media_type: file.metadata.mimetype().to_owned(), bytes: file.data })
}
