//! Markdown that is read while it is written.
//!
//! A [`Document`] takes a text in pieces and keeps the tree of it: [`Node`]s with names that last,
//! so that a view can keep what it drew. Each piece says what it changed. pulldown-cmark decides
//! what a text means: what is written here is only which part of the text it has to look at again,
//! and what an unfinished end is likely to become.
//!
//! A block is final as soon as a line came that ends it, and is not looked at again; of the block
//! that is still open, only the last item, row or words are. So an answer costs as much at its end
//! as at its beginning.
//!
//! It cannot fail, and knows nothing of pages. Which addresses may become links is decided by
//! [`safe_link`] and [`safe_image`], which a view has to ask.

mod address;
mod bare;
mod document;
mod fence;
mod footnotes;
mod held;
mod labels;
mod likely;
mod line_breaks;
mod patch;
mod patience;
mod settled;
mod sketch;
mod tree;
mod waiting;
mod words;
mod writer;

pub use address::{host, is_misleading, safe_image, safe_link};
pub use document::Document;
pub use tree::{Alert, Alignment, Change, Footnote, Kind, Link, Node, NodeId};
